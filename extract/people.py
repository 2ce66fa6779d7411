"""People: rows of different articles that are the same person, and the offices each one held.

Two rows are one person by name, office, region and events in common; two people of one name in different offices and
regions stay apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from extract.alike import Name, compare_names, read_name
from extract.clusters import link_pairs, pairs_sharing_keys
from extract.heads import head_set, long_position
from extract.matching import overlap, words
from extract.organizations import Organization, expand_name, is_bare_area, normalise_organization, strip_brackets
from extract.ruleset import load_words

Row = dict[str, Any]

# Evidence for and against two rows being one person; tuned on corpus/_linked and on pairs of real news read by hand.
WEIGHTS = {
    "same": 3.0, "part": 2.0, "slip": 2.0, "word": 1.2, "single": 1.0, "near": 0.8,  # of the two names
    "borne by one": 2.0,  # a single name that the news gives to one person: `Jokowi`
    "same office": 2.5, "same position": 1.0, "same organization": 1.5, "same region": 1.0, "same event": 2.5,
    "same office elsewhere": -3.0, "other region": -2.0, "other organization": -1.5,
}
THRESHOLD = 3.0
COMMON = 3  # other names that share a word: from then on the word tells little
SOLE = 8  # times a single name must be seen before it can belong to one person


@dataclass(frozen=True, slots=True)
class Holder:
    """The rows of one person in one article with what linking looks at."""

    official_id: str  # the smallest of its rows
    article_id: str
    name: Name
    position: str  # long form: `sekretaris daerah`
    unit_words: frozenset[str]
    organization: Organization | None
    region_code: str
    events: frozenset[str]
    day: date | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """What a run says of names: words that many names share, single names that one person bears."""

    common: frozenset[str]
    sole: frozenset[str]


# --- reading ----------------------------------------------------------------------------------------------------
def collect_holders(officials: Iterable[Row], events: Mapping[str, str], articles: Mapping[str, Row]) -> list[Holder]:
    """One per person and article, in a fixed order. `events`: signing_id -> event_id."""
    by_person: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in officials:
        by_person[row["article_id"], row["person_id"]].append(row)
    holders = []
    for (article_id, _), rows in by_person.items():
        rows = sorted(rows, key=lambda row: (row["position"] is None, row["unit"] is None, row["official_id"]))
        first = rows[0]
        published = articles.get(article_id, {}).get("published_at")
        holders.append(Holder(
            min(row["official_id"] for row in rows), article_id, read_name(first["name"]), _long(first["position"] or ""), frozenset(read_name(first["unit"])),
            normalise_organization(first["unit"], first["region_code"]) if first["unit"] else None, first["region_code"] or "",
            frozenset(events[row["signing_id"]] for row in rows if row["signing_id"] in events), published.date() if published else None, tuple(rows),
        ))
    return sorted(holders, key=lambda holder: (holder.day or date.max, holder.official_id))


@lru_cache(maxsize=20_000)
def _long(position: str) -> str:
    """`Kabid Humas` -> `kepala bidang humas`; `Menpora` by way of `Kemenpora` -> `menteri pemuda dan olahraga`."""
    office = strip_brackets(position)
    for ministry in (f"Ke{office[:1].lower()}{office[1:]}", office.replace("Menteri", "Kementerian", 1)):
        _, official, rest = expand_name(ministry)
        if official.startswith("Kementerian") and official != ministry:
            office = f"Menteri{official.removeprefix('Kementerian')} {rest}"
            break
    return " ".join(words(long_position(office)))


def study_names(holders: Sequence[Holder]) -> Namesakes:
    """Which words many names share, and which single names belong to one person by all that the news says."""
    names = {holder.name for holder in holders}
    shared = Counter(word for name in names for word in set(name))
    seen: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders:
        if len(holder.name) == 1:
            seen[holder.name[0]].append(holder)
    sole = set()
    for word, bearers in seen.items():
        offices = Counter(holder.position for holder in bearers)
        if len(bearers) >= SOLE and shared[word] - 1 <= len(bearers) / 8 and offices.most_common(1)[0][1] * 2 > len(bearers):
            sole.add(word)
    return Namesakes(frozenset(word for word, n in shared.items() if n > COMMON), frozenset(sole))


def _keys(holder: Holder) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Strong and weak keys, as `pairs_sharing_keys` takes them; a common word leads on together with the office only."""
    full = [word for word in holder.name if len(word) > 1]
    keys: list[tuple[str, ...]] = [("name", " ".join(holder.name))]
    for word in {full[0], full[-1]} if full else ():
        keys += [("word", word), ("office", word, holder.region_code, holder.position)]
        if holder.organization:
            keys.append(("organization", word, holder.organization.organization_id))
    return keys, []


# --- evidence ---------------------------------------------------------------------------------------------------
def score_pair(a: Holder, b: Holder, known: Namesakes) -> tuple[float, dict[str, float]]:
    """Total and parts of the evidence that two holders are one person."""
    name = _name_cue(a, b)
    if name is None:
        return 0.0, {}
    cues = [name, *_office_cues(a, b)]
    if name == "single" and a.name[0] in known.sole:
        cues.append("borne by one")
    if a.events & b.events:
        cues.append("same event")
    if "other organization" in cues and name == "same" and not all(word in known.common for word in a.name if len(word) > 1):
        cues.remove("other organization")  # few bear that name: the same person in another office
    parts = {cue: WEIGHTS[cue] for cue in cues}
    return sum(parts.values()), parts


def _name_cue(a: Holder, b: Holder) -> str | None:
    """How the names compare; `Umar`, `Wali Kota Ganefri` is `Ganefri Umar` with a name taken for a place."""
    cue = compare_names(a.name, b.name)
    for short, long_ in ((a, b), (b, a)):
        if set(short.name) < set(long_.name) <= set(short.name) | short.unit_words:
            return "same"
    return cue


def _office_cues(a: Holder, b: Holder) -> Iterator[str]:
    both = a.organization, b.organization
    same_organization = bool(both[0] and both[1] and _same_organization(both[0], both[1]))
    same_region = bool(a.region_code) and a.region_code == b.region_code
    other_region = bool(a.region_code and b.region_code) and not _inside(a.region_code, b.region_code)
    alike = _same_position(a.position, b.position)
    if alike and (same_organization or same_region or not (both[0] and both[1]) and not other_region and _is_single_office(a.position)):
        yield "same office"
    elif same_organization:
        yield "same organization"
        if same_region:
            yield "same region"
    else:
        if alike and not other_region:
            yield "same position"
        if same_region:
            yield "same region"
        if both[0] and both[1] and not other_region and not alike and not _names_area_of(both[0], both[1]):
            yield "other organization"
    if other_region:
        yield "same office elsewhere" if alike else "other region"


def _same_position(a: str, b: str) -> bool:
    """`kepala biro penerangan masyarakat` and `… divisi humas`: one begins the other, or most words are shared."""
    return bool(a and b) and (a == b or overlap(a, b) >= 0.6 or min(a, b, key=len).count(" ") > 0 and (a.startswith(b + " ") or b.startswith(a + " ")))


def _is_single_office(position: str) -> bool:
    """Whether one person holds the office in the whole country, or few do: `Presiden`, `Menteri Perhubungan`, a long title."""
    return position.split(" ")[0] in head_set("ministry") or position in load_words("organization_names", "single_offices") or position.count(" ") >= 3


def _same_organization(a: Organization, b: Organization) -> bool:
    """One is the other, or a part of it: `Divisi Humas Polri`, `Polri`."""
    if a.organization_id == b.organization_id:
        return True
    if (a.region and a.region.code) != (b.region and b.region.code):
        return False
    short, long_ = sorted((" ".join(words(a.name)), " ".join(words(b.name))), key=len)
    return " " in short and (long_.endswith(" " + short) or long_.startswith(short + " ")) or overlap(a.name, b.name) >= 0.8


def _names_area_of(a: Organization, b: Organization) -> bool:
    return is_bare_area(a, a.name) or is_bare_area(b, b.name)


def _inside(code: str, other: str) -> bool:
    """13.71 lies in 13."""
    return code.startswith(other) or other.startswith(code)


def contradict(a: Holder, b: Holder) -> bool:
    """Whether two holders cannot be one person: names that do not fit, or one office in two regions."""
    return _name_cue(a, b) is None or "same office elsewhere" in set(_office_cues(a, b))


# --- joining ----------------------------------------------------------------------------------------------------
def link_holders(holders: Sequence[Holder]) -> list[list[int]]:
    """Clusters of holder numbers, each one person."""
    known = study_names(holders)
    homes = [holder.article_id for holder in holders]
    pairs = pairs_sharing_keys(map(_keys, holders), homes)
    return link_pairs(len(holders), pairs, homes, lambda i, j: score_pair(holders[i], holders[j], known)[0], lambda i, j: contradict(holders[i], holders[j]), THRESHOLD)


# --- rows -------------------------------------------------------------------------------------------------------
def build_person(holders: Sequence[Holder]) -> tuple[Row, list[Row]]:
    """One row of `persons`, and its rows of `tenures`: each office, however it is written, with the dates it was seen."""
    names = Counter(row["name"] for holder in holders for row in holder.rows)
    person_id = "pe-" + _short_hash(min(holder.official_id for holder in holders))
    person = {
        "person_id": person_id, "name": min(names, key=lambda name: (-len([w for w in read_name(name) if len(w) > 1]), -names[name], name)),
        "variants": sorted(names), "n_articles": len({holder.article_id for holder in holders}),
    }
    offices: dict[tuple[str, ...], list[tuple[Holder, Row]]] = defaultdict(list)
    for holder in holders:
        for row in holder.rows:
            if row["position"]:
                offices[_office_key(row)].append((holder, row))
    return person, [_build_tenure(person_id, key, seen) for key, seen in sorted(offices.items())]


def _office_key(row: Row) -> tuple[str, ...]:
    """`Kabid Humas Polda Sumsel` = `Kepala Bidang Humas Polda Sumatera Selatan`; `Pj` = `Penjabat`."""
    organization = normalise_organization(row["unit"], row["region_code"]) if row["unit"] else None
    return (_long(row["position"]), organization.organization_id if organization else "", _same_acting(row["acting"] or ""), row["region_code"] or "")


@lru_cache(maxsize=100)
def _same_acting(acting: str) -> str:
    for line in load_words("organization_names", "acting"):
        if acting.casefold() in (form := line.casefold().split(" | ")):
            return form[0]
    return acting.casefold()


OFFICE = ("position", "unit", "acting", "region", "region_code")


def _build_tenure(person_id: str, key: tuple[str, ...], seen: Sequence[tuple[Holder, Row]]) -> Row:
    written = Counter(tuple(row[name] for name in OFFICE) for _, row in seen)
    office = dict(zip(OFFICE, min(written, key=lambda way: (-written[way], str(way)))))
    days = [holder.day for holder, _ in seen if holder.day]
    organization = normalise_organization(office["unit"], office["region_code"]) if office["unit"] else None
    return {
        "tenure_id": "te-" + _short_hash("\t".join([person_id, *key])), "person_id": person_id, **office,
        "organization_id": organization.organization_id if organization and not is_bare_area(organization, office["unit"]) else None,
        "first_seen": min(days, default=None), "last_seen": max(days, default=None), "n_articles": len({holder.article_id for holder, _ in seen}),
    }


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def link_people(
    officials: Sequence[Row], events: Mapping[str, str], articles: Mapping[str, Row]
) -> tuple[dict[str, str], list[Row], list[Row], list[Row]]:
    """(official_id -> person_id of the run, rows of `persons`, of `tenures`, of `organizations`)."""
    holders = collect_holders(officials, events, articles)
    ids: dict[str, str] = {}
    persons, tenures = [], []
    for members in link_holders(holders):
        person, offices = build_person([holders[i] for i in members])
        persons.append(person)
        tenures += offices
        ids |= {row["official_id"]: person["person_id"] for i in members for row in holders[i].rows}
    persons.sort(key=lambda row: row["person_id"])
    tenures.sort(key=lambda row: row["tenure_id"])
    return ids, persons, tenures, _list_organizations(officials)


def _list_organizations(officials: Sequence[Row]) -> list[Row]:
    """The organisations behind the units, with the ways they are written; bare areas (`Bupati` of `Toba`) are none."""
    found: dict[str, tuple[Organization, Counter[str]]] = {}
    for row in officials:
        if not row["unit"]:
            continue
        organization = normalise_organization(row["unit"], row["region_code"])
        if is_bare_area(organization, row["unit"]):
            continue
        found.setdefault(organization.organization_id, (organization, Counter()))[1][row["unit"]] += 1
    return [
        {"organization_id": key, "name": organization.name, "kind": organization.kind, "level": organization.level, "variants": sorted(variants),
         "region": organization.region.name if organization.region else None, "region_code": organization.region.code or None if organization.region else None,
         "n_rows": sum(variants.values())}
        for key, (organization, variants) in sorted(found.items())
    ]
