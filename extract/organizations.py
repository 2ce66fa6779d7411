"""Organisations as they are written -> one name, a kind, a level and a region: `Bawaslu Sumbar` = `Bawaslu Provinsi Sumatera Barat`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from extract.places import match_names, region_of
from extract.records import Region
from extract.ruleset import load_words

LEVELS = ("national", "province", "regency", "district", "abroad", "unknown")
_AREA_HEADS = re.compile(r"(?i)\b(?:provinsi|kabupaten|kota|kab|prov)\b\.?")
_STATE = re.compile(r"\b(?:RI|Republik Indonesia)\b")


@dataclass(frozen=True, slots=True)
class Organization:
    """A normalised organisation: `Badan Pengawas Pemilihan Umum Provinsi Sumatera Barat`, election_body, province, 13."""

    organization_id: str
    name: str
    kind: str
    level: str
    region: Region | None


@lru_cache(maxsize=1)
def _aliases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """(pattern at the beginning of a name, official name), longest first."""
    found = []
    for line in load_words("organization_names", "names"):
        official, *others = line.split(" | ")
        found += [(other, official) for other in (official, *others)]
    found.sort(key=lambda item: -len(item[0]))
    return tuple((re.compile(re.escape(alias) + r"(?!\w)", re.IGNORECASE), official) for alias, official in found)


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    entries = (line.split(": ", 1) for line in load_words("organization_names", "kinds"))
    return tuple((kind, tuple(start.casefold() for start in starts.split(" | "))) for kind, starts in entries)


def expand_name(text: str) -> tuple[str, str]:
    """(official name, rest): `Bawaslu Sumbar` -> (`Badan Pengawas Pemilihan Umum`, `Sumbar`); an unknown name is its own."""
    text = " ".join(re.sub(r"\([^)]*\)", " ", text).split())
    for pattern, official in _aliases():
        if match := pattern.match(text):
            return official, text[match.end() :].strip(" ,-")
    return text, ""


def kind_of(name: str) -> str:
    """`Badan Pengawas Pemilihan Umum …` -> election_body; `other` when nothing fits."""
    folded = name.casefold()
    for kind, starts in _kinds():
        if any(folded.startswith(start) and not folded[len(start) : len(start) + 1].isalpha() for start in starts):
            return kind
    return "other"


@lru_cache(maxsize=20_000)
def normalise_organization(text: str, region: Region | None = None) -> Organization:
    """The organisation a written name stands for; `region` helps where the name itself has no area."""
    official, rest = expand_name(text)
    if rest and official in load_words("organization_names", "provincial"):
        rest = f"Provinsi {rest}" if not _AREA_HEADS.match(rest) else rest
    area = region_of(rest) if rest else (region_of(official) if official == text else None)
    national = bool(_STATE.search(text))
    area = area or (None if national else region)
    kind = kind_of(official)
    own = _without_area(_STATE.sub("", rest)) if area is not None else _STATE.sub("", rest).strip(" ,-")
    known = official != " ".join(text.split())
    name = " ".join(part for part in (official, own, _area_name(area) if area and known else "") if part)
    return Organization(_identify(name), name, kind, _level(area, kind, national), area)


def _without_area(rest: str) -> str:
    """`Kemenkumham NTB` -> `Kemenkumham`; `Provinsi Sumatera Barat` -> ``."""
    for hit in sorted(match_names(rest), key=lambda hit: -hit.start):
        rest = rest[: hit.start] + rest[hit.end :]
    return " ".join(_AREA_HEADS.sub("", rest).split()).strip(" ,-")


def _area_name(area: Region) -> str:
    return f"Provinsi {area.name}" if area.kind == "province" else area.name


def _level(area: Region | None, kind: str, national: bool) -> str:
    if area is None:
        return "national" if national or kind in ("ministry", "election_body", "legislature") else "unknown"
    if area.country != "Indonesia":
        return "abroad"
    return {"province": "province", "regency": "regency", "city": "regency", "country": "national"}.get(area.kind, "district")


def _identify(name: str) -> str:
    folded = " ".join(re.findall(r"\w+", name.casefold()))
    return "org-" + hashlib.sha256(folded.encode()).hexdigest()[:12]
