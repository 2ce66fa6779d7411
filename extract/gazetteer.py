"""The names of places and what each can stand for: official names with codes, other names, towns, sites, districts, countries.

`match_names("Rapat di Pare-Pare")` -> one hit with the sense Kota Parepare, 73.72.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import ahocorasick
import yaml

from extract.records import Region, Span
from extract.ruleset import rules_dir

_PREFIX = re.compile(r"^(?:Kota|Kabupaten) ")


@dataclass(frozen=True, slots=True)
class Sense:
    """One region that a name can stand for."""

    region: Region
    rank: str
    exact: bool = False  # an abbreviation in capitals: `AS`, `NTB`
    since: date | None = None
    former: Region | None = None  # what the region was before `since`


@dataclass(frozen=True, slots=True)
class NameHit:
    """A gazetteer name in a text."""

    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True)
class Gazetteer:
    """All names with their senses; `matcher` finds them in one pass."""

    senses: dict[str, tuple[Sense, ...]]
    districts: dict[str, tuple[Region, ...]]
    matcher: Any
    official: dict[str, Region]
    prefer_regency: frozenset[str]  # names that stand for the regency rather than the city
    prefer_province: frozenset[str]


# --- loading ----------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Read `regions.csv`, `districts.csv` and the names of `places.yaml`, once."""
    names = yaml.safe_load((rules_dir() / "places.yaml").read_text(encoding="utf-8"))
    by_code, rows = _read_regions()
    official = {region.name: region for region in by_code.values()}
    senses: dict[str, list[Sense]] = {}

    def add(name: str, sense: Sense) -> None:
        for key in _spellings(name):
            if sense not in senses.setdefault(key, []):
                senses[key].append(sense)

    for code, region in by_code.items():
        add(_PREFIX.sub("", region.name), _own_sense(region, rows[code], by_code))
    for section, rank in (("aliases", "alias"), ("towns", "town"), ("sites", "site")):
        for name, others in names[section].items():
            code = official[name].code
            for other in others:
                region = _site(other, official[name]) if rank == "site" else official[name]
                add(other, replace(_own_sense(official[name], rows[code], by_code), region=region, rank=rank, exact=other.isupper()))
    for name, others in names["city_provinces"].items():
        for other in others:
            add(other, Sense(replace(official[name], name=other, kind="city"), "own"))
    for country, others in {**names["countries"], "Indonesia": []}.items():
        for other in [country, *others]:
            add(other, Sense(Region(country, "country", country=country), "own", other.isupper()))
    for country, cities in names["foreign_cities"].items():
        for city in cities:
            add(city, Sense(Region(city, "city", country=country), "foreign"))
    prefer = {section: frozenset(name.lower() for name in names[section]) for section in ("prefer_regency", "prefer_province")}
    return Gazetteer({k: tuple(v) for k, v in senses.items()}, _read_districts(by_code), _automaton(senses), official, **prefer)


def _read_csv(name: str) -> list[dict[str, str]]:
    with (rules_dir() / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _read_regions() -> tuple[dict[str, Region], dict[str, dict[str, str]]]:
    rows = {row["code"]: row for row in _read_csv("regions.csv")}
    regions = {}
    for code, row in rows.items():
        province = rows[code[:2]]["name"]
        below = row["kind"] != "province"
        regions[code] = Region(row["name"], row["kind"], code, province, code[:2], row["name"] if below else "", code if below else "")
    return regions, rows


def _own_sense(region: Region, row: dict[str, str], by_code: dict[str, Region]) -> Sense:
    """The region under its own name, with what it was before the provinces of Papua were divided."""
    if not row["former_code"]:
        return Sense(region, "own")
    code = row["former_code"]
    former = replace(region, code=code, regency_code=code, province_code=code[:2], province=by_code[code[:2]].name)
    return Sense(region, "own", since=date.fromisoformat(row["since"]), former=former)


def _site(name: str, inside: Region) -> Region:
    return replace(inside, name=name, kind="district", code="")


def _read_districts(by_code: dict[str, Region]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for row in _read_csv("districts.csv"):
        above = by_code[row["code"][:5]]
        names = row["names"].split("|")
        for name in names:
            found.setdefault(name.lower(), []).append(replace(above, name=names[0], kind="district", code=row["code"]))
    return {name: tuple(regions) for name, regions in found.items()}


def _spellings(name: str) -> list[str]:
    """`Tojo Una-Una` -> "tojo una una", and `Parepare` -> "parepare", "pare pare": the ways a name is spaced; `Kep. Aru`."""
    spaced = re.sub(r"[-\s]+", " ", name.lower())
    ways = [spaced]
    if len(spaced.split()) == 2 and not name.isupper():
        ways.append(spaced.replace(" ", ""))
    if doubled := re.fullmatch(r"([a-z]{2,4})\1", spaced):
        ways.append(f"{doubled[1]} {doubled[1]}")
    if spaced.startswith("kepulauan "):
        ways += [spaced.replace("kepulauan", short, 1) for short in ("kep.", "kep")]
    return ways


def _automaton(names: Iterable[str]) -> Any:
    matcher = ahocorasick.Automaton()
    for name in names:
        matcher.add_word(name, name)
    matcher.make_automaton()
    return matcher


# --- names in a text --------------------------------------------------------------------------------------------
def match_names(text: str) -> list[NameHit]:
    """Gazetteer names in `text` as whole, capitalised words; of names that overlap the longest."""
    gazetteer = load_gazetteer()
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose small form is longer would move offsets
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    folded = re.sub(r"[-\s]", " ", folded)
    found = []
    for last, name in gazetteer.matcher.iter(folded):
        start, end = last + 1 - len(name), last + 1
        if not text[start].isalpha() or not text[start].isupper() or _inside_word(text, start, end):
            continue
        surface = text[start:end]
        senses = tuple(s for s in gazetteer.senses[name] if not s.exact or surface.isupper())
        if senses and "\n" not in surface:
            found.append(NameHit(start, end, senses))
    kept: list[NameHit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def is_state(name: str) -> bool:
    """Whether a name is that of a state: `Suriname` -> True."""
    return any(s.rank == "own" and s.region.kind == "country" for hit in match_names(name) if hit.end - hit.start == len(name) for s in hit.senses)


def find_states(text: str) -> list[Span]:
    """Names of states in a text, whether or not anybody tagged them."""
    return [Span(h.start, h.end) for h in match_names(text) if any(s.rank == "own" and s.region.kind == "country" for s in h.senses)]


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 2]
    joined = after[:1] in "-'’" and after[1:2].isalpha() and after[1:2].islower() if after[:1] else False
    address = before in "@/" if before else False  # names of accounts and web pages
    domain = after[:1] == "." and after[1:2].isalpha() and after[1:2].islower()
    return before.isalnum() or after[:1].isalnum() or joined or address or domain
