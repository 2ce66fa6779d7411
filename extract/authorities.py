"""Offices and organisations that count and are cited: where they are named, how they are called, their area."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.clauses import word_pattern
from extract.places import region_of
from extract.records import Person, Reading, Region, Span
from extract.ruleset import load_words

AREA_WORDS = 4  # a longer name that ends in an area is that of an organisation
_WITH_SHORT = re.compile(r"\b[A-Z][a-z]\w+(?:\s+(?:(?:dan|untuk)\s+)?[A-Z][\w-]*){1,7}\s+\([A-Z]\w+\)(?:\s+[A-Z]\w+){0,3}")


@lru_cache(maxsize=1)
def _office_pattern() -> re.Pattern[str]:
    """An office by its first word and the capitalised words behind it: `Badan Pengawas Pemilu (Bawaslu) Jatim`."""
    words = sorted(load_words("statistics", "offices"), key=len, reverse=True)
    stops = "|".join(re.escape(w) for w in load_words("statistics", "office_stops"))
    firsts, acts = "|".join(re.escape(w) for w in words), "juga|telah|sudah|" + "|".join(re.escape(w) for w in load_words("statistics", "acts"))
    return re.compile(r"\b(?P<first>" + "|".join(re.escape(w) for w in words) + rf")\b(?:\s+(?!(?:{stops})\b)(?:\([A-Z]\w+\)|[A-Z][\w/-]*|se-[A-Z]\w+)|\s+dan\s+[A-Z]\w+(?=(?:\s+[A-Z]\w+){{0,4}}\s+\([A-Z]\w+\)))*"
                      rf"(?:(?<=\w)\s+dan\s+(?!(?:{firsts})\b)[A-Z]\w+(?=\s+(?:{acts})\b))?")


def find_offices(reading: Reading) -> list[Span]:
    """Offices by their first word, cut where a person's name begins; and organisations of the tagger that stand alone."""
    people = [(m.start, m.end) for m in reading.entities if m.label == "PER"]
    found: list[Span] = []
    for match in _office_pattern().finditer(reading.text):
        cut = min((start for start, _ in people if match.end("first") < start < match.end()), default=match.end())
        end = match.start() + len(reading.text[match.start() : cut].rstrip(" ,"))
        if match.start() >= reading.article.title_end and (not found or match.start() >= found[-1].end):  # headlines capitalise every word
            found.append(Span(match.start(), end))
    for match in _WITH_SHORT.finditer(reading.text, reading.article.title_end):
        if _is_acting(reading.text, match.end()) and not any(o.start < match.end() and match.start() < o.end for o in found):
            found.append(Span(match.start(), match.end()))  # `Jaringan Pendidikan Pemilih untuk Rakyat (JPPR) menemukan`
    found += [Span(m.start, m.end) for m in reading.entities if m.label == "ORG" and m.text.isupper() and m.end - m.start > 2
              and not any(o.start < m.end and m.start < o.end for o in found) and _is_acting(reading.text, m.end)]
    return sorted(found)


def _is_acting(text: str, end: int) -> bool:
    """`ICW mencatat`: a counting verb right behind an organisation that is no known office."""
    return bool(word_pattern("acts", r"\s*(?:(?:sudah|telah|juga|pun)\s+)?").match(text, end))


def same_office(name: str, other: str | None) -> bool:
    """`Bawaslu Jabar` and `Bawaslu Jawa Barat`."""
    if other and (name.endswith(f" {other}") or other.endswith(f" {name}")):
        return True  # `Satlantas Polres Anu` and `Polres Anu`
    if not other or name.split()[0] != other.split()[0]:
        return False
    area, area2 = area_of(name), area_of(other)
    return not area or not area2 or area[1] == area2[1]


def shorten_office(office: str) -> str:
    """`Badan Pengawas Pemilu (Bawaslu) Jatim` -> `Bawaslu Jatim`; without an area the short name alone."""
    match = re.search(r"\s*\((\w+)\)", office)
    if not match:
        return office
    return match[1] + office[match.end() :] if office[match.end() :].strip() else match[1] if word_pattern("offices").fullmatch(match[1]) else office[: match.start()]


def speaker_office(speaker: Person) -> str | None:
    """The office of whoever speaks, else the name: `Kapolda Sumut` -> `Polda Sumut`."""
    unit = speaker.unit or ""
    short = re.fullmatch(r"[A-Z][\w ]+ \(([A-Z]\w+)\)", unit)
    if short:
        return short[1]  # `Badan Pengawas Pemilu (Bawaslu)`
    named = word_pattern("offices").search(unit)
    if named:
        return unit[named.start() :]
    heads = dict(entry.split() for entry in load_words("statistics", "heads_of"))
    office = next((heads[w] for w in (speaker.position or "").split() if w in heads), None)
    if office:
        return f"{office} {unit}".strip()
    inside = word_pattern("offices").search(speaker.position or "")
    if inside:
        return f"{(speaker.position or '')[inside.start() :]} {unit}".strip()
    if unit and (region_of(unit) is None or len(unit.split()) > AREA_WORDS):
        return unit
    return speaker.name


@lru_cache(maxsize=4096)
def area_of(office: str) -> tuple[str, Region] | None:
    """`Bawaslu Provinsi Sumatera Barat` -> (`Provinsi Sumatera Barat`, its region): the end of the name that is an area."""
    words = office.split()
    for first in range(max(1, len(words) - 4), len(words)):
        phrase = " ".join(words[first:])
        if word_pattern("offices").match(phrase):
            continue
        region, rest = region_of(phrase), region_of(" ".join(words[first + 1 :])) if first + 1 < len(words) else None
        if region is not None and region.kind != "country" and (words[first] in load_words("statistics", "area_words") or region != rest):
            return phrase, region
    return None
