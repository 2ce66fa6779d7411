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
_AREA_HEADS = re.compile(r"(?i)\b(?:provinsi|kabupaten|kota|kab|prov|perwakilan|wilayah|daerah khusus ibu ?kota)\b\.?")
_STATE = re.compile(r"\b(?:RI|Republik Indonesia)\b")
_BRANCH = re.compile(r"(?:DPD|DPW|DPC|DPP|PAC)\b")  # of a party, or the `Dewan Perwakilan Daerah`


@dataclass(frozen=True, slots=True)
class Organization:
    """A normalised organisation: `Badan Pengawas Pemilihan Umum Provinsi Sumatera Barat`, election_body, province, 13."""

    organization_id: str
    name: str
    kind: str
    level: str
    region: Region | None


@lru_cache(maxsize=1)
def _aliases() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...]:
    """(pattern at the beginning of a name, pattern behind a part of the body, official name), longest first."""
    found = []
    for line in load_words("organization_names", "names"):
        official, *others = line.split(" | ")
        found += [(other, official) for other in (official, *others)]
    found.sort(key=lambda item: -len(item[0]))
    return tuple(
        (re.compile(re.escape(alias) + r"(?!\w)", re.IGNORECASE), re.compile(r"(?<=\w )" + re.escape(alias) + r"(?!\w)") if len(alias) > 2 else None, official)
        for alias, official in found
    )


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    entries = (line.split(": ", 1) for line in load_words("organization_names", "kinds"))
    return tuple((kind, tuple(start.casefold() for start in starts.split(" | "))) for kind, starts in entries)


def expand_name(text: str) -> tuple[str, str, str]:
    """(part, official name, rest): `Divisi Humas Polda Sumsel` -> (`Divisi Humas`, `Kepolisian Daerah`, `Sumsel`); an unknown name is its own."""
    if _BRANCH.match(text) and any(re.search(rf"\b{party}\b", text) for party in load_words("organization_names", "parties")):
        return "", text, ""
    for pattern, _, official in _aliases():
        if match := pattern.match(text):
            return "", official, text[match.end() :].strip(" ,-")
    inside = [(-match.end(), match.start(), official) for _, pattern, official in _aliases() if pattern and (match := pattern.search(text))]
    if inside:
        end, start, official = min(inside)  # the last one, as long as it can be: `Fraksi PKS DPRD` is of the DPRD
        return text[:start].strip(" ,-"), official, text[-end:].strip(" ,-")
    return "", text, ""


def strip_brackets(text: str) -> str:
    """Without what stands in brackets, unless nothing else is there: `Dinas Perhubungan (Dishub) Toba`, `(ULMWP)`."""
    outside = " ".join(re.sub(r"\([^)]*\)", " ", text).split())
    return outside or " ".join(text.strip("() ").split())


def kind_of(name: str) -> str:
    """`Badan Pengawas Pemilihan Umum …` -> election_body; `other` when nothing fits."""
    folded = name.casefold()
    for kind, starts in _kinds():
        if any(folded.startswith(start) and not folded[len(start) : len(start) + 1].isalpha() for start in starts):
            return kind
    return "other"


@lru_cache(maxsize=20_000)
def normalise_organization(text: str, code: str | None = None) -> Organization:
    """The organisation a written name stands for; `code` is the area its article gives it, for a name that two areas share."""
    tidy = strip_brackets(text)
    part, official, rest = expand_name(tidy)
    if rest and official in load_words("organization_names", "provincial"):
        rest = f"Provinsi {rest}" if not _AREA_HEADS.match(rest) else rest
    known = official != tidy
    head = tidy.removesuffix(rest).split()[-1:] if known else []  # `Polres` tells which `Madiun`
    named = " ".join([*head, rest]) if rest else "" if known else tidy
    area = _choose_area(named, code) if named else None
    national = bool(_STATE.search(tidy)) or official in load_words("organization_names", "national")
    kind = _own_kind(part, official)
    own = _without_area(_STATE.sub("", rest)) if area is not None else _STATE.sub("", rest).strip(" ,-")
    name = " ".join(word for word in (part, official, own, _area_name(area, official) if area and known else "") if word)
    return Organization(_identify(name), name, kind, _level(area, kind, national), area)


def _choose_area(named: str, code: str | None) -> Region | None:
    """The area in a name: `Kejari Bima` of an article about the regency is not the city's."""
    area = region_of(named)
    if area is None or not code or area.code == code:
        return area
    senses = [sense.region for hit in match_names(named) for sense in hit.senses]
    return next((region for region in senses if region.code == code and area in senses), area)


def _own_kind(part: str, official: str) -> str:
    """Of a part of a body the kind of the body, unless it is an institution of its own: `Fraksi …`, `Dinas …`."""
    kind = kind_of(official)
    return kind if kind != "other" or not part else kind_of(part)


def is_bare_area(organization: Organization, unit: str) -> bool:
    """Whether a unit is only the area of an office: `Toba` of `Bupati Toba`."""
    return organization.kind == "other" and organization.region is not None and len(unit.split()) <= 3


def _without_area(rest: str) -> str:
    """`Kemenkumham NTB` -> `Kemenkumham`; `Provinsi Sumatera Barat` -> ``."""
    for hit in sorted(match_names(rest), key=lambda hit: -hit.start):
        rest = rest[: hit.start] + rest[hit.end :]
    return " ".join(_AREA_HEADS.sub("", rest).split()).strip(" ,-")


def _area_name(area: Region, official: str) -> str:
    """`Provinsi Bali`; after `Pemerintah Kota` only `Batam` of `Kota Batam`."""
    name = f"Provinsi {area.name}" if area.kind == "province" else area.name
    head = name.split(" ")[0]
    return name.removeprefix(head + " ") if official.endswith(" " + head) else name


def _level(area: Region | None, kind: str, national: bool) -> str:
    if area is None:
        return "national" if national or kind in ("ministry", "election_body", "legislature") else "unknown"
    if area.country != "Indonesia":
        return "abroad"
    return {"province": "province", "regency": "regency", "city": "regency", "country": "national"}.get(area.kind, "district")


def _identify(name: str) -> str:
    folded = " ".join(re.findall(r"\w+", name.casefold()))
    return "org-" + hashlib.sha256(folded.encode()).hexdigest()[:12]
