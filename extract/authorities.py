"""Offices and organisations that count and are cited: where they are named, how they are called, their area.

An office has one name in the rows of an article. Of 370 rows whose office is introduced as `Badan Pengawas Pemilu (Bawaslu) Jatim`, annotators wrote
the short form where everybody knows it (`known_short`) and the article uses it too (333 rows), else the long one with the short one in brackets; the area
as the speaker's office writes it (223 of 299 rows with two ways: `Bawaslu Kaltara`), else as first written with the short form. An office spelled out
without its short form is the one in which a speaker serves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.clauses import word_pattern
from extract.grammar import pattern_of, word_class
from extract.places import region_of
from extract.records import Person, Reading, Region, Span
from extract.ruleset import load_words

AREA_WORDS = 4  # a longer name that ends in an area is that of an organisation
_WITH_SHORT = r"\b[A-Z][a-z]\w+(?:\s+(?:(?:{and_words}|{for_words})\s+)?[A-Z][\w-]*){1,7}\s+\([A-Z]\w+\)(?:\s+[A-Z]\w+){0,3}"
_INTRODUCED = re.compile(r"(?P<long>.+?)\s+\((?P<short>[A-Z]\w+(?: [A-Z]+)?)\)(?P<area>.*)$")
_FIRM = r"\b{firm_forms}\.? [A-Z]\w+(?: (?:[A-Z0-9][\w/-]*|{and_words}(?= [A-Z])|\([A-Z]\w+\)))*"


@lru_cache(maxsize=1)
def _office_pattern() -> re.Pattern[str]:
    """An office by its first word and the capitalised words behind it: `Badan Pengawas Pemilu (Bawaslu) Jatim`."""
    words = sorted(load_words("statistics", "offices"), key=len, reverse=True)
    stops = "|".join(re.escape(w) for w in load_words("statistics", "office_stops"))
    joint = "(?:" + "|".join(word_class("and_words")) + ")"
    firsts, acts = "|".join(re.escape(w) for w in words), "|".join(re.escape(w) for w in (*word_class("aspects", "additives"), *load_words("statistics", "acts")))
    return re.compile(r"\b(?P<first>" + "|".join(re.escape(w) for w in words) + rf")\b(?:\s+(?!(?:{stops})\b(?!\s+Pidana))(?:\([A-Z]\w+\)|[A-Z][\w/-]*|se-[A-Z]\w+)|\s+{joint}\s+[A-Z]\w+(?=(?:\s+[A-Z]\w+){{0,4}}\s+\([A-Z]\w+\)))*"
                      rf"(?:(?<=\w)\s+{joint}\s+(?!(?:{firsts})\b)[A-Z]\w+(?=\s+(?:{acts})\b))?")


def find_offices(reading: Reading) -> list[Span]:
    """Offices by their first word, cut where a person's name begins; and organisations of the tagger that stand alone."""
    people = [(m.start, m.end) for m in reading.entities if m.label == "PER"]
    found: list[Span] = []
    for match in _office_pattern().finditer(reading.text):
        cut = min((start for start, _ in people if match.end("first") < start < match.end()), default=match.end())
        end = match.start() + len(reading.text[match.start() : cut].rstrip(" ,"))
        if match.start() >= reading.article.title_end and (not found or match.start() >= found[-1].end):  # headlines capitalise every word
            named = any(0 <= start - end <= 1 for start, _ in people)
            found.append(Span(match.start(), match.start() + len(_end_at_area(reading.text[match.start() : end])) if named else end))
    for match in pattern_of(_WITH_SHORT).finditer(reading.text, reading.article.title_end):
        if is_acting(reading.text, match.end()) and not any(o.start < match.end() and match.start() < o.end for o in found):
            found.append(Span(match.start(), match.end()))  # `Jaringan Pendidikan Pemilih untuk Rakyat (JPPR) menemukan`
    firms = [Span(m.start(), m.end()) for m in pattern_of(_FIRM, "statistics").finditer(reading.text, reading.article.title_end)]
    named = [Span(m.start, m.end) for m in reading.entities if m.label == "ORG" and m.end - m.start > 2 and m.start >= reading.article.title_end]
    for org in [*firms, *named]:
        if not any(o.start < org.end and org.start < o.end for o in found) and (is_acting(reading.text, org.end, "tells") or _is_cited(reading.text, org.start)):
            found.append(org)
    return sorted(found)


def _end_at_area(name: str) -> str:
    """`Bawaslu Sultra La` -> `Bawaslu Sultra`: the first name of whoever follows, which the tagger left out."""
    shorter = name.rpartition(" ")[0]
    while " " in shorter and ")" not in name and (area := area_of(shorter)) and area_of(name) in (None, (f"{area[0]} {name.rpartition(' ')[2]}", area[1])):
        name, shorter = shorter, shorter.rpartition(" ")[0]
    return name


def _is_cited(text: str, start: int) -> bool:
    """`survei Universitas Anu`, `menurut data Yayasan Anu`."""
    return bool(pattern_of(r"(?i)\b{studies}(?:\s+{study_words})*\s+$", "statistics").search(text, max(0, start - 40), start))


def list_firms(text: str) -> list[str]:
    """`PT Jasa Anu (JA)`, `PT Kereta Anu (KA) Daerah Operasi 3`: firms by their legal form; the short name at the end is left out."""
    found = [re.sub(r"\s\(\w+\)$", "", match.group()) for match in pattern_of(_FIRM, "statistics").finditer(text)]
    return list(dict.fromkeys(found))


class Names:
    """How an article calls its offices."""

    def __init__(self, text: str, offices: Sequence[Span], led: Sequence[str] = ()) -> None:
        self._led = [name for name in led if area_of(name)]  # offices as those who serve in them are introduced
        written = [text[o.start : o.end] for o in offices]
        self._short = [name for name in written if not _INTRODUCED.match(name) and not re.search(r"\bse-", name)]
        self._introduced = {match["short"]: name for name in reversed(written) if (match := _INTRODUCED.match(name))}
        self._firms = list_firms(text)

    def call(self, name: str, own: str | None = None) -> str:
        """The name under which the rows cite an office; `own` is that of whoever speaks."""
        name = re.sub(r"\bse-", "", name)
        match = _INTRODUCED.match(name)
        if match is None:
            return self._as_introduced(name)
        short = f"{match['short']}{match['area']}"
        if (area := area_of(match["long"])) and region_of(match["short"]) == area[1]:
            return f"{match['long'].removesuffix(area[0])}{match['short']}"  # `Polres Tangerang Selatan (Tangsel)`
        if match["short"].startswith("Ka") and match["area"].strip():
            return match["area"].strip()  # `(Kepala) Satuan Lalu Lintas (Kasatlantas) Polres Anu`
        if own and match["area"] and _INTRODUCED.match(own) and same_office(own, short):
            return own  # introduced with its chief
        if match["short"] not in load_words("statistics", "known_short") or match["short"][0].lower() != name[0].lower():
            return name  # `Kantor Regional XI Badan Kepegawaian Negara (BKN) Manado`: the short name is of a part
        if own and not _INTRODUCED.match(own) and same_office(own, short):
            return own
        alike = [other for other in self._short if other.split()[0] == match["short"] and same_office(other, short)]
        with_area = [other for other in alike if area_of(other)]
        return (with_area or [short])[0] if alike else name

    def as_led(self, name: str) -> str:
        """`Polda Jawa Timur` that tells nothing itself -> `Polda Jatim`, in which a speaker serves."""
        return next((other for other in self._led if _is_written(other, name)), name)

    def _as_introduced(self, name: str) -> str:
        """`DLHK` -> `Dinas Lingkungan Hidup dan Kehutanan (DLHK) Kabupaten Anu`, `Jasa Anu` -> `PT Jasa Anu`."""
        name = self.as_led(name) if any(name.startswith(f"{entry.rpartition(' ')[0]} ") for entry in load_words("statistics", "full_names")) else name
        first = name.split()[0]
        full = self._introduced.get(first)
        if full and first not in load_words("statistics", "known_short") and (area_of(name) is None or same_office(name, shorten_office(full))):
            return full
        tails = [name] if len(name) > 3 else []
        tails += [rest] if len((rest := name.partition(" ")[2]).split()) > 1 and region_of(rest) is None else []
        return next((firm for firm in self._firms for tail in tails if firm.endswith(f" {tail}")), name)


def is_acting(text: str, end: int, verbs: str = "acts") -> bool:
    """`ICW mencatat`: a counting verb right behind an organisation that is no known office."""
    return bool(pattern_of(rf"(?i)\s*(?:(?:{{aspects}}|{{additives}}|{{particles}})\s+)?{{{verbs}}}\b", "statistics").match(text, end))


def same_office(name: str, other: str | None) -> bool:
    """`Bawaslu Jabar` and `Bawaslu Jawa Barat`, `DLHK Anu` and `Dinas Lingkungan Hidup dan Kehutanan (DLHK) Kabupaten Anu`."""
    if other and any((match := _INTRODUCED.match(one)) and match["short"] in two.split() for one, two in ((name, other), (other, name))):
        return True
    name, other = shorten_office(name), shorten_office(other) if other else None
    if other and (name.endswith(f" {other}") or other.endswith(f" {name}")):
        return True  # `Satlantas Polres Anu` and `Polres Anu`
    name, other = _abbreviate(name), _abbreviate(other) if other else None
    if other and (name in other.split() or other in name.split()):
        return True  # `BKN` and its `Kantor Regional BKN Anu`
    if not other or name.split()[0] != other.split()[0]:
        return False
    area, area2 = area_of(name), area_of(other)
    return not area or not area2 or area[1] == area2[1]


def _is_written(other: str, name: str) -> bool:
    """`Bawaslu Jabar` is the `Badan Pengawas Pemilu Jawa Barat`: one office in two ways."""
    area, area2 = area_of(name), area_of(other)
    alike = area and area2 and area[1] == area2[1]
    return bool(alike) and _abbreviate(name).removesuffix(area[0]).strip() == _abbreviate(other).removesuffix(area2[0]).strip()  # type: ignore[index]


def _names_body(unit: str) -> bool:
    """`Disdukcapil Kota Anu` names an office, known or not; `Kabupaten Anu` an area."""
    area = area_of(unit)
    return area is not None and not word_pattern("area_words").match(unit) and not word_pattern("area_words_of_lists").match(unit)


def _abbreviate(office: str) -> str:
    """`Kejaksaan Negeri Anu` -> `Kejari Anu`."""
    for entry in (*load_words("statistics", "spelled_out"), *load_words("statistics", "full_names")):
        long, _, short = entry.rpartition(" ")
        if office.startswith(f"{long} "):
            return f"{short}{office[len(long):]}"
    return office


def shorten_office(office: str) -> str:
    """`Badan Pengawas Pemilu (Bawaslu) Jatim` -> `Bawaslu Jatim`; without an area the short name alone."""
    match = re.search(r"\s*\((\w+)\)", office)
    if not match:
        return office
    return match[1] + office[match.end() :] if office[match.end() :].strip() else match[1] if word_pattern("offices").fullmatch(match[1]) else office[: match.start()]


def speaker_office(speaker: Person) -> str | None:
    """The office of whoever speaks, else the name: `Kapolda Sumut` -> `Polda Sumut`."""
    unit = speaker.unit or ""
    named, inside = word_pattern("offices").search(unit), word_pattern("offices").search(speaker.position or "")
    if named:
        if inside and unit not in (speaker.position or ""):
            return f"{(speaker.position or '')[inside.start() :]} {unit}"  # `Ketua Komdis | PSSI Anu`
        part = not named.start() or unit.split()[0].lower() in load_words("statistics", "inner_units")
        return unit[named.start() :] if part else unit  # `Divisi Hukum Bawaslu Anu`, but `Asprov PSSI Anu`
    heads = dict(entry.split() for entry in load_words("statistics", "heads_of"))
    office = next((heads[w] for w in (speaker.position or "").split() if w in heads), None)
    if office:
        return f"{office} {unit}".strip()
    if inside:
        return f"{(speaker.position or '')[inside.start() :]} {unit}".strip()
    if unit and (region_of(unit) is None or len(unit.split()) > AREA_WORDS or _names_body(unit)):
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
