"""Offices and their holders: the cases of rules/offices.yaml, read without the tagger, and the grammar's borders."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extract import persons, sentences
from extract.heads import long_position
from extract.known import Known
from extract.mending import mend_labels
from extract.names import find_names
from extract.offices import find_offices
from extract.records import Article, Mention, Reading
from extract.ruleset import load_family
from extract.tokens import read_tokens

MARKS = {"[": "PER", "{": "ORG", "<": "LOC"}
CASES = load_family("offices").cases


def read_marked(marked: str, title: str = "") -> Reading:
    """`Bupati <Toba> [Ani]` -> a reading with those entities, persons found and merged."""
    text, entities = "", []
    for piece in re.split(r"([\[{<][^\]}>]*[\]}>])", f"{title}\n\n{marked}" if title else marked):
        if piece[:1] in MARKS and piece:
            entities.append(Mention(len(text), len(text) + len(piece) - 2, MARKS[piece[0]], piece[1:-1]))
            piece = piece[1:-1]
        text += piece
    article = Article("a", "a.txt", text, "", title=re.sub(r"[\[\]{}<>]", "", title))
    doc = sentences.make_doc(text)
    reading = Reading(article, doc, sentences.list_sentences(doc, article), tuple(entities))
    reading = replace(reading, person_mentions=persons.find_person_mentions(reading))
    return replace(reading, persons=persons.merge_persons(reading))


def rows(reading: Reading) -> list[str]:
    return [" | ".join((p.name, p.position or "", p.unit or "", p.acting or "")) for p in reading.persons]


def squeeze(row: str) -> str:
    return re.sub(r"\s*\|\s*", "|", row).strip()


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case_of_the_rule_file(case: dict) -> None:
    reading = read_marked(case["text"])
    assert [squeeze(row) for row in rows(reading)] == [squeeze(row) for row in case["persons"]]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_every_span_is_the_text_it_stands_for(case: dict) -> None:
    reading = read_marked(case["text"])
    for m in reading.person_mentions:
        assert reading.text[m.start : m.end] == m.name
        assert m.full.start <= m.start and m.end <= m.full.end
        if m.position_span:
            assert reading.text[m.position_span.start : m.position_span.end] == m.position
        if m.unit_span:
            assert reading.text[m.unit_span.start : m.unit_span.end] == m.unit


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Wakil Ketua Umum PSSI hadir", ["Wakil Ketua Umum|PSSI"]),
        ("Bupati, Kapolres, dan Dandim hadir", ["Bupati|", "Kapolres|", "Dandim|"]),
        ("Kepala Dinas Kesehatan Papua dan Ketua KPU Papua", ["Kepala|Dinas Kesehatan Papua", "Ketua|KPU Papua"]),
        ("Peraturan Gubernur Bali Nomor 5", []),
        ("anggota keluarga korban", []),
        ("direktur eksekutif Perludem", ["direktur eksekutif|Perludem"]),
        ("Ketua KPK terpilih periode 2019-2023", ["Ketua|KPK"]),
    ],
)
def test_offices_of_a_phrase(text: str, offices: list[str]) -> None:
    article = Article("a", "a.txt", text, "")
    doc = sentences.make_doc(text)
    reading = Reading(article, doc, sentences.list_sentences(doc, article))
    tokens = mend_labels(read_tokens(reading, reading.sentences[0], []), Known([]))

    def surface(part: tuple[int, int]) -> str:
        return text[tokens[part[0]].start : tokens[part[1] - 1].end] if part[0] < part[1] else ""

    assert [f"{surface(o.position)}|{surface(o.unit)}" for o in find_offices(tokens, find_names(tokens))] == offices


@pytest.mark.parametrize(
    ("short", "full"),
    [("Sekda", "Sekretaris Daerah"), ("Dirut", "Direktur Utama"), ("Kasi Intel", "Kepala Seksi Intel"), ("Walikota", "Wali Kota")],
)
def test_short_and_long_offices_compare_equal(short: str, full: str) -> None:
    assert long_position(short) == long_position(full)
    assert long_position("Ketua") != long_position("Wakil Ketua")
