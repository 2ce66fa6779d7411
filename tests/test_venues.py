"""Venues: where a name begins and ends, its kind, its address and its town."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from extract.places import find_places
from extract.records import Article, Mention, Reading, VenueMention
from extract.ruleset import load_family
from extract.sentences import list_sentences, make_doc
from extract.venues import find_venues

CASES = load_family("venues").cases


def venues_of(text: str, *entities: tuple[str, str]) -> tuple[VenueMention, ...]:
    article = Article("a", "a.txt", text, "")
    doc = make_doc(text)
    mentions = tuple(Mention(text.index(name), text.index(name) + len(name), label, name) for name, label in entities)
    reading = Reading(article, doc, list_sentences(doc, article), mentions)
    return find_venues(replace(reading, places=find_places(reading)))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_cases_of_the_rule_file(case: dict) -> None:
    found = next(iter(venues_of(case["text"])), None)
    assert (found.text if found else None) == case["venue"]
    if found:
        assert found.kind == case["kind"]
        assert found.address == case.get("address")
        assert (found.place.text if found.place else None) == case.get("place")


def test_tag_without_a_head_is_a_site() -> None:
    found = venues_of("Pameran dibuka di Sriwedari Lama, Kamis.", ("Sriwedari Lama", "FAC"))
    assert [(v.text, v.kind) for v in found] == [("Sriwedari Lama", "site")]


def test_cut_tag_is_repaired_by_the_head_before_it() -> None:
    found = venues_of("Mereka rapat di ruang rapat Kantor Bappeda Kota Tarakan.", ("Kantor Bappeda", "FAC"))
    assert [v.text for v in found] == ["ruang rapat Kantor Bappeda Kota Tarakan"]


def test_person_that_gave_its_name_stays_in_it() -> None:
    found = venues_of("Naskah dibacakan di Aula Teuku Rudi Hartawan, Kamis.", ("Rudi Hartawan", "PER"))
    assert [v.text for v in found] == ["Aula Teuku Rudi Hartawan"]


def test_street_by_itself_and_street_of_a_venue() -> None:
    found = venues_of("Kantor itu di Jalan Mawar No. 4, Blora. Rapat di Hotel Nusa, Jl. A. Yani No. 7B, Kudus.")
    assert [(v.text, v.kind, v.address, v.place and v.place.text) for v in found] == [
        ("Jalan Mawar No. 4", "street", "Jalan Mawar No. 4", "Blora"),
        ("Hotel Nusa", "hotel", "Jl. A. Yani No. 7B", "Kudus"),
    ]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Acara di Hotel Nusa Senin pagi.", "Hotel Nusa"),
        ("Acara di Gedung Wanita. Di sana mereka makan.", "Gedung Wanita"),
        ("Acara di Hotel Nusa dan Hotel Bahari ramai.", "Hotel Nusa"),
        ("Acara di Aula Jend. Sudirman, Kamis.", "Aula Jend. Sudirman"),
        ("Acara di Ruang Sidang Kementerian Desa dan Transmigrasi.", "Ruang Sidang Kementerian Desa dan Transmigrasi"),
    ],
)
def test_where_a_venue_ends(text: str, end: str) -> None:
    assert venues_of(text)[0].text == end


def test_spans_are_their_text_and_do_not_overlap() -> None:
    text = "Rapat di Aula Baruga, Gedung Balai Kota, lalu ke Samudra Beach Hotel, Jalan Pantai No. 2, Ende, dan di Mapolda NTT."
    found = venues_of(text)
    assert len(found) >= 3
    assert all(text[v.start : v.end] == v.text for v in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
