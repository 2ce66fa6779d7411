"""People: rows of different articles that are the same person, and the offices each one held.

Two rows are one person by name, office, region and events in common; two people of one name in different offices and
regions stay apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extract.events import Clusters
from extract.matching import name_words, words
from extract.organizations import Organization, normalise_organization

Row = dict[str, Any]

# Evidence for and against two rows being one person; tuned on the linked articles of corpus/, see tests/test_people.py.
WEIGHTS = {
    "same full name": 3.0, "same single name": 1.0, "name within name": 1.5, "name spelt alike": 2.0,
    "same office": 2.5, "same organization": 1.5, "same region": 1.0, "same event": 1.5,
    "same office elsewhere": -3.0, "other region": -2.0,
}
THRESHOLD = 3.0
ALIKE = 92  # rapidfuzz ratio of two names from which one is a slip of the other
MAX_BLOCK = 80


@dataclass(frozen=True, slots=True)
class Holder:
    """The rows of one person in one article with what linking looks at."""

    article_person_id: str
    article_id: str
    name: tuple[str, ...]
    position: str
    organization: Organization | None
    region_code: str
    events: frozenset[str]
    day: date | None
    rows: tuple[Row, ...]


def collect_holders(officials: Iterable[Row], events: Mapping[str, str], articles: Mapping[str, Row]) -> list[Holder]:
    """One per person and article, in a fixed order. `events`: signing_id -> event_id."""
    by_person: dict[str, list[Row]] = defaultdict(list)
    for row in officials:
        by_person[row["person_id"]].append(row)
    holders = []
    for person_id, rows in by_person.items():
        first = rows[0]
        published = articles.get(first["article_id"], {}).get("published_at")
        holders.append(Holder(
            person_id, first["article_id"], tuple(name_words(first["name"])), " ".join(words(first["position"])),
            normalise_organization(first["unit"]) if first["unit"] else None, first["region_code"] or "",
            frozenset(events[row["signing_id"]] for row in rows if row["signing_id"] in events), published.date() if published else None, tuple(rows),
        ))
    return sorted(holders, key=lambda holder: (holder.day or date.max, holder.article_person_id))


def candidate_pairs(holders: Sequence[Holder]) -> set[tuple[int, int]]:
    """Numbers of holders of different articles that share the first or last word of the name; common words need the region too."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, holder in enumerate(holders):
        for word in {holder.name[0], holder.name[-1]} if holder.name else ():
            blocks[(word,)].append(number)
            blocks[(word, holder.region_code, holder.position)].append(number)
            blocks[(" ".join(holder.name),)].append(number)
    pairs = set()
    for members in blocks.values():
        if len(members) <= MAX_BLOCK:
            pairs |= {(a, b) for i, a in enumerate(members) for b in members[i + 1 :] if holders[a].article_id != holders[b].article_id}
        else:  # a person in very many articles: neighbours in time are enough to join them
            pairs |= {(a, b) for i, a in enumerate(members) for b in members[i + 1 : i + 4] if holders[a].article_id != holders[b].article_id}
    return pairs


def score_pair(a: Holder, b: Holder) -> tuple[float, dict[str, float]]:
    """Total and parts of the evidence that two holders are one person."""
    cues = [_name_cue(a.name, b.name)]
    if cues[0] is None:
        return 0.0, {}
    same_organization = bool(a.organization and b.organization and a.organization.organization_id == b.organization.organization_id)
    same_region = bool(a.region_code) and a.region_code == b.region_code
    other_region = bool(a.region_code and b.region_code) and not _inside(a.region_code, b.region_code)
    same_position = bool(a.position) and a.position == b.position
    if same_position and (same_organization or same_region or not (a.region_code or b.region_code)):
        cues.append("same office")
    elif same_organization:
        cues.append("same organization")
    elif same_region:
        cues.append("same region")
    if other_region:
        cues.append("same office elsewhere" if same_position else "other region")
    if a.events & b.events:
        cues.append("same event")
    parts = {cue: WEIGHTS[cue] for cue in cues if cue}
    return sum(parts.values()), parts


def _inside(code: str, other: str) -> bool:
    """13.71 lies in 13."""
    return code.startswith(other) or other.startswith(code)


def _name_cue(a: tuple[str, ...], b: tuple[str, ...]) -> str | None:
    if not a or not b:
        return None
    if a == b:
        return "same full name" if len(a) > 1 else "same single name"
    short, long_ = sorted((set(a), set(b)), key=len)
    if short <= long_ and (len(short) > 1 or len(next(iter(short))) > 3):
        return "name within name"
    from rapidfuzz import fuzz

    return "name spelt alike" if len(short) > 1 and fuzz.ratio(" ".join(a), " ".join(b)) >= ALIKE else None


def link_holders(holders: Sequence[Holder]) -> list[list[int]]:
    """Clusters of holder numbers, each one person."""
    scored = sorted(((score_pair(holders[a], holders[b])[0], a, b) for a, b in candidate_pairs(holders)), key=lambda item: (-item[0], item[1:]))
    clusters = Clusters(len(holders))

    def may_join(left: list[int], right: list[int]) -> bool:
        if {holders[i].article_id for i in left} & {holders[i].article_id for i in right}:
            return False
        names = {holders[i].name for i in left} | {holders[i].name for i in right}
        longest = max(names, key=len)
        return all(_name_cue(name, longest) for name in names)

    for score, a, b in scored:
        if score >= THRESHOLD:
            clusters.join(a, b, may_join)
    return [sorted(members) for _, members in sorted(clusters.members.items())]


def build_person(holders: Sequence[Holder]) -> tuple[Row, list[Row]]:
    """One row of `persons`, and its rows of `tenures`: each office with the dates it was seen."""
    names = Counter(row["name"] for holder in holders for row in holder.rows)
    person_id = "pe-" + _short_hash(min(holder.article_person_id for holder in holders))
    person = {
        "person_id": person_id, "name": min(names, key=lambda name: (-len(name_words(name)), -names[name], name)),
        "variants": sorted(names), "n_articles": len({holder.article_id for holder in holders}),
    }
    offices: dict[tuple[str | None, ...], list[Holder]] = defaultdict(list)
    for holder in holders:
        for key in sorted({tuple(row[name] for name in OFFICE) for row in holder.rows if row["position"]}, key=str):
            offices[key].append(holder)
    return person, [_build_tenure(person_id, key, seen) for key, seen in sorted(offices.items(), key=lambda item: str(item[0]))]


OFFICE = ("position", "unit", "acting", "region", "region_code")


def _build_tenure(person_id: str, key: tuple[str | None, ...], seen: Sequence[Holder]) -> Row:
    office = dict(zip(OFFICE, key))
    days = [holder.day for holder in seen if holder.day]
    organization = normalise_organization(office["unit"]) if office["unit"] else None
    return {
        "tenure_id": "te-" + _short_hash("\t".join([person_id, *map(str, key)])), "person_id": person_id, **office,
        "organization_id": organization.organization_id if organization and not is_bare_area(organization, office["unit"]) else None,
        "first_seen": min(days, default=None), "last_seen": max(days, default=None), "n_articles": len({holder.article_id for holder in seen}),
    }


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def link_people(
    officials: Sequence[Row], events: Mapping[str, str], articles: Mapping[str, Row]
) -> tuple[dict[str, str], list[Row], list[Row], list[Row]]:
    """(person_id of an article -> person_id of the run, rows of `persons`, of `tenures`, of `organizations`)."""
    holders = collect_holders(officials, events, articles)
    ids: dict[str, str] = {}
    persons, tenures = [], []
    for members in link_holders(holders):
        person, offices = build_person([holders[i] for i in members])
        persons.append(person)
        tenures += offices
        ids |= {holders[i].article_person_id: person["person_id"] for i in members}
    persons.sort(key=lambda row: row["person_id"])
    tenures.sort(key=lambda row: row["tenure_id"])
    return ids, persons, tenures, _list_organizations(officials)


def is_bare_area(organization: Organization, unit: str) -> bool:
    """Whether a unit is only the area of an office: `Toba` of `Bupati Toba`."""
    return organization.kind == "other" and organization.region is not None and len(unit.split()) <= 3


def _list_organizations(officials: Sequence[Row]) -> list[Row]:
    """The organisations behind the units, with the ways they are written; bare areas (`Bupati` of `Toba`) are none."""
    found: dict[str, tuple[Organization, Counter[str]]] = {}
    for row in officials:
        if not row["unit"]:
            continue
        organization = normalise_organization(row["unit"])
        if is_bare_area(organization, row["unit"]):
            continue
        found.setdefault(organization.organization_id, (organization, Counter()))[1][row["unit"]] += 1
    return [
        {"organization_id": key, "name": organization.name, "kind": organization.kind, "level": organization.level, "variants": sorted(variants),
         "region": organization.region.name if organization.region else None, "region_code": organization.region.code or None if organization.region else None,
         "n_rows": sum(variants.values())}
        for key, (organization, variants) in sorted(found.items())
    ]
