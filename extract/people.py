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


def build_person(holders: Sequence[Holder]) -> Row:
    """One row of `persons`: preferred name, variants, offices with the dates they were seen."""
    rows = [row for holder in holders for row in holder.rows]
    names = Counter(row["name"] for row in rows)
    offices: dict[tuple[str | None, ...], list[date]] = defaultdict(list)
    for holder in holders:
        for row in holder.rows:
            key = (row["position"], row["unit"], row["acting"], row["region"], row["region_code"])
            offices[key] += [holder.day] if holder.day else []
    smallest = min(holder.article_person_id for holder in holders)
    return {
        "person_id": "pe-" + hashlib.sha256(smallest.encode()).hexdigest()[:12],
        "name": min(names, key=lambda name: (-len(name_words(name)), -names[name], name)), "variants": sorted(names),
        "offices": [
            {"position": key[0], "unit": key[1], "acting": key[2], "region": key[3], "region_code": key[4],
             "organization_id": normalise_organization(key[1]).organization_id if key[1] else None,
             "first_seen": min(days, default=None), "last_seen": max(days, default=None)}
            for key, days in sorted(offices.items(), key=lambda item: (min(item[1], default=date.max), str(item[0])))
            if key[0]
        ],
        "n_articles": len({holder.article_id for holder in holders}),
    }


def link_people(
    officials: Sequence[Row], events: Mapping[str, str], articles: Mapping[str, Row]
) -> tuple[dict[str, str], list[Row], list[Row]]:
    """(person_id of an article -> person_id of the run, rows of `persons`, rows of `organizations`)."""
    holders = collect_holders(officials, events, articles)
    ids: dict[str, str] = {}
    persons = []
    for members in link_holders(holders):
        person = build_person([holders[i] for i in members])
        persons.append(person)
        ids |= {holders[i].article_person_id: person["person_id"] for i in members}
    return ids, sorted(persons, key=lambda row: row["person_id"]), _list_organizations(officials)


def _list_organizations(officials: Sequence[Row]) -> list[Row]:
    """The organisations behind the units, with the ways they are written; bare areas (`Bupati` of `Toba`) are none."""
    found: dict[str, tuple[Organization, Counter[str]]] = {}
    for row in officials:
        if not row["unit"]:
            continue
        organization = normalise_organization(row["unit"])
        if organization.kind == "other" and organization.region is not None and len(row["unit"].split()) <= 3:
            continue
        found.setdefault(organization.organization_id, (organization, Counter()))[1][row["unit"]] += 1
    return [
        {"organization_id": key, "name": organization.name, "kind": organization.kind, "level": organization.level, "variants": sorted(variants),
         "region": organization.region.name if organization.region else None, "region_code": organization.region.code or None if organization.region else None,
         "n_rows": sum(variants.values())}
        for key, (organization, variants) in sorted(found.items())
    ]
