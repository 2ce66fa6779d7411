"""Events: rows of different articles that report the same act of signing.

1. candidates: pairs that share a selective key (blocking)  2. score each pair by evidence  3. join, heaviest pair first, unless
something speaks against it  4. one row per event with the best value of each field and how far the articles agree
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extract.matching import name_words, overlap, words

Row = dict[str, Any]

# Evidence for and against two rows being one act; tuned on the linked articles of corpus/, see tests/test_events.py.
WEIGHTS = {
    "same day": 3.0, "one day apart": 1.5, "day in month": 1.0, "other date": -6.0,
    "same regency": 2.0, "same province": 1.0, "other regency": -2.0, "other province": -5.0,
    "parties": 3.0, "other parties": -1.5, "persons": 2.5, "venue": 2.0, "name of the instrument": 1.0, "other status": -1.0,
}
THRESHOLD = 4.0
MAX_BLOCK = 60  # rows that share a key; a key that more share tells nothing
ALIKE = {"cooperation_agreement": "mou"}  # reporters call one paper by either name
FIELDS = ("instrument", "subject", "status", "date", "venue", "place", "regency_code", "province_code")


@dataclass(frozen=True, slots=True)
class Act:
    """A signing row with what linking looks at."""

    row: Row
    outlet: str
    published: date | None
    persons: frozenset[str]  # names of those with a part in it, as words joined
    parties: frozenset[str]  # words of all parties


def collect_acts(signings: Iterable[Row], officials: Iterable[Row], articles: Mapping[str, Row]) -> list[Act]:
    """Signing rows with the names around them, in a fixed order. `articles` needs outlet and published_at by article_id."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in officials:
        if row["signing_id"]:
            names[row["signing_id"]].add(" ".join(name_words(row["name"])))
    acts = []
    for row in signings:
        if row["status"] == "hypothetical":
            continue
        article = articles.get(row["article_id"], {})
        published = article.get("published_at")
        acts.append(Act(row, article.get("outlet") or "", published.date() if published else None,
                        frozenset(names[row["signing_id"]]), frozenset(word for party in row["parties"] or () for word in words(party))))
    return sorted(acts, key=lambda act: (act.published or date.max, act.row["signing_id"]))


# --- candidates -------------------------------------------------------------------------------------------------
def _months(act: Act) -> list[str]:
    """The month of the act (else of the article) and the one before, so that neighbours meet."""
    day = act.row["date"] or act.published
    if day is None:
        return ["?"]
    number = day.year * 12 + day.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in (number - 1, number)]


def block_keys(act: Act) -> set[tuple[str, ...]]:
    """Keys of which two reports of one act share at least one."""
    row, kind = act.row, ALIKE.get(act.row["instrument"], act.row["instrument"])
    keys: set[tuple[str, ...]] = set()
    if row["date"] and row["date_precision"] == "day":
        for slip in (-1, 0, 1):
            keys.add(("day", kind, str(row["date"].toordinal() + slip), row["province_code"] or ""))
    for month in _months(act):
        keys |= {("person", kind, month, name) for name in act.persons}
        keys |= {("party", kind, month, " ".join(sorted(words(party)))) for party in row["parties"] or ()}
        if row["regency_code"]:
            keys.add(("regency", kind, month, row["regency_code"]))
        if row["venue"]:
            keys.add(("venue", kind, month, " ".join(words(row["venue"]))))
    return keys


def candidate_pairs(acts: Sequence[Act]) -> set[tuple[int, int]]:
    """Numbers of acts of different articles that share a key not too common."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, act in enumerate(acts):
        for key in block_keys(act):
            blocks[key].append(number)
    pairs = set()
    for members in blocks.values():
        if len(members) <= MAX_BLOCK:
            pairs |= {(a, b) for i, a in enumerate(members) for b in members[i + 1 :] if acts[a].row["article_id"] != acts[b].row["article_id"]}
    return pairs


# --- evidence ---------------------------------------------------------------------------------------------------
def score_pair(a: Act, b: Act) -> tuple[float, dict[str, float]]:
    """Total and parts of the evidence that two rows are one act."""
    parts: dict[str, float] = {}
    for cue in (_date_cue(a.row, b.row), _region_cue(a.row, b.row)):
        if cue:
            parts[cue] = WEIGHTS[cue]
    if a.parties and b.parties:
        shared = overlap(" ".join(a.parties), " ".join(b.parties))
        parts["parties" if shared >= 0.3 else "other parties"] = WEIGHTS["parties"] * shared if shared >= 0.3 else WEIGHTS["other parties"]
    if a.persons & b.persons:
        parts["persons"] = WEIGHTS["persons"]
    if a.row["venue"] and b.row["venue"] and overlap(a.row["venue"], b.row["venue"]) >= 0.5:
        parts["venue"] = WEIGHTS["venue"]
    parts["name of the instrument"] = WEIGHTS["name of the instrument"] * overlap(a.row["instrument_text"], b.row["instrument_text"])
    if a.row["status"] != b.row["status"]:
        parts["other status"] = WEIGHTS["other status"]
    return sum(parts.values()), parts


def _date_cue(a: Row, b: Row) -> str | None:
    if not a["date"] or not b["date"]:
        return None
    if a["date_precision"] == b["date_precision"] == "day":
        apart = abs((a["date"] - b["date"]).days)
        return "same day" if apart == 0 else "one day apart" if apart == 1 else "other date"
    same = a["date"].year == b["date"].year and ("year" in (a["date_precision"], b["date_precision"]) or a["date"].month == b["date"].month)
    return "day in month" if same else "other date"


def _region_cue(a: Row, b: Row) -> str | None:
    if a["province_code"] and b["province_code"] and a["province_code"] != b["province_code"]:
        return "other province"
    if a["regency_code"] and b["regency_code"]:
        return "same regency" if a["regency_code"] == b["regency_code"] else "other regency"
    return "same province" if a["province_code"] and a["province_code"] == b["province_code"] else None


def contradict(a: Act, b: Act) -> bool:
    """Whether two rows cannot be one act: other days, other provinces, or other regencies with nobody in common."""
    if _date_cue(a.row, b.row) == "other date":
        return True
    region = _region_cue(a.row, b.row)
    return region == "other province" or region == "other regency" and not (a.persons & b.persons)


# --- joining ----------------------------------------------------------------------------------------------------
class Clusters:
    """Disjoint sets that refuse to join when `may_join(members, members)` says no."""

    def __init__(self, size: int) -> None:
        self._root = list(range(size))
        self.members: dict[int, list[int]] = {i: [i] for i in range(size)}

    def root(self, number: int) -> int:
        """The number that stands for its cluster: the smallest in it."""
        while self._root[number] != number:
            self._root[number] = self._root[self._root[number]]
            number = self._root[number]
        return number

    def join(self, a: int, b: int, may_join: Callable[[list[int], list[int]], bool]) -> None:
        """Put the clusters of a and b together if nothing speaks against it."""
        first, second = sorted((self.root(a), self.root(b)))
        if first != second and may_join(self.members[first], self.members[second]):
            self.members[first] += self.members.pop(second)
            self._root[second] = first


def link_acts(acts: Sequence[Act]) -> list[list[int]]:
    """Clusters of act numbers, each one event."""
    scored = sorted(((score_pair(acts[a], acts[b])[0], a, b) for a, b in candidate_pairs(acts)), key=lambda item: (-item[0], item[1:]))
    clusters = Clusters(len(acts))

    def may_join(left: list[int], right: list[int]) -> bool:
        if {acts[i].row["article_id"] for i in left} & {acts[i].row["article_id"] for i in right}:
            return False  # one article tells of two acts: they are two
        return not any(contradict(acts[i], acts[j]) for i in left for j in right)

    for score, a, b in scored:
        if score >= THRESHOLD:
            clusters.join(a, b, may_join)
    return [sorted(members) for _, members in sorted(clusters.members.items())]


# --- rows -------------------------------------------------------------------------------------------------------
def event_id_of(rows: Sequence[Row]) -> str:
    """The id of an event: a short hash of its smallest signing id, so that the same articles give the same id."""
    return "ev-" + hashlib.sha256(min(row["signing_id"] for row in rows).encode()).hexdigest()[:12]


def build_event(acts: Sequence[Act]) -> Row:
    """One row of `events`: the value most articles give for each field, with support and agreement."""
    rows = [act.row for act in acts]
    best = {name: _best_value([row.get(name) for row in rows]) for name in FIELDS}
    day = _best_date(rows)
    fullest = max(rows, key=lambda row: (row["regency_code"] == best["regency_code"][0], row["province_code"] == best["province_code"][0],
                                         row["place"] is not None, row["signing_id"]))
    event: Row = {
        "event_id": event_id_of(rows), "instrument": best["instrument"][0], "subject": best["subject"][0], "status": _best_status(rows),
        "date": day["date"] if day else None, "date_precision": day["date_precision"] if day else None, "venue": best["venue"][0],
        "parties": max((row["parties"] or [] for row in rows), key=len), "n_articles": len({row["article_id"] for row in rows}),
        "n_outlets": len({act.outlet for act in acts if act.outlet}), "signing_ids": sorted(row["signing_id"] for row in rows),
        "first_published": min((act.published for act in acts if act.published), default=None),
        **{name: fullest[name] for name in ("place", "regency", "regency_code", "province", "province_code", "country")},
    }
    for name, field in (("instrument", "instrument"), ("date", "date"), ("venue", "venue"), ("place", "regency_code")):
        event[f"{name}_support"], event[f"{name}_agreement"] = best[field][1:]
    return event


def _best_value(values: Sequence[Any]) -> tuple[Any, int, float | None]:
    """(value most rows give, how many give it, their share of the rows that give any)."""
    given = Counter(value for value in values if value is not None)
    if not given:
        return None, 0, None
    value, n = min(given.items(), key=lambda item: (-item[1], -len(str(item[0])), str(item[0])))
    return value, n, n / sum(given.values())


def _best_date(rows: Sequence[Row]) -> Row | None:
    """The row with the most precise date, of these the day most rows give."""
    dated = [row for row in rows if row["date"]]
    counts = Counter(row["date"] for row in dated)
    order = {"day": 0, "month": 1, "year": 2}
    return min(dated, key=lambda row: (order[row["date_precision"]], -counts[row["date"]], row["date"]), default=None)


def _best_status(rows: Sequence[Row]) -> str:
    """What the latest word is: an act reported as done has been done, whatever was announced before."""
    statuses = {row["status"] for row in rows}
    return next(status for status in ("occurred", "negated", "planned") if status in statuses)


def link_events(signings: Sequence[Row], officials: Sequence[Row], articles: Mapping[str, Row]) -> tuple[dict[str, str], list[Row]]:
    """(signing_id -> event_id, rows of `events` by id); hypothetical acts belong to no event."""
    acts = collect_acts(signings, officials, articles)
    events = [build_event([acts[i] for i in members]) for members in link_acts(acts)]
    ids = {signing_id: event["event_id"] for event in events for signing_id in event["signing_ids"]}
    return ids, sorted(events, key=lambda event: event["event_id"])
