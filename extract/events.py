"""Events: rows of different articles that report the same act of signing.

1. candidates: pairs that share a selective key (blocking)  2. evidence for and against each pair  3. join, heaviest pair first, unless
too much speaks against it  4. one row per event with the best value of each field and how far the articles agree
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extract.acts import Act, Rarity, Row, block_keys, collect_acts, weigh_rarity
from extract.alike import Name, compare_names, match_parties, read_party, same_party
from extract.clusters import link_pairs, pairs_sharing_keys
from extract.matching import overlap

# Evidence for and against two rows being one act; tuned on corpus/_linked and on pairs of real news read by hand.
WEIGHTS = {
    "same day": 2.5, "same day long ago": 4.0, "same month or year": 0.5, "one day apart": 0.0, "other date": -6.0,
    "told within two days": 1.0, "told within a week": 0.3, "told within weeks": -0.5, "told far apart": -2.0,  # where a date is missing
    "same regency": 1.5, "same province": 0.7, "other regency": -3.0, "other province": -4.0,
    "words": 12.0, "parties": 2.5, "groups": 1.0, "other parties": -1.5, "further parties": -4.0, "signatories": 2.5, "persons": 1.5, "other signatories": -1.5,
    "venue": 2.0, "other venue": -0.7, "name of the instrument": 1.0, "number": 3.0, "number and year": 5.0, "other number": -4.0, "other instrument": -3.0, "near instrument": -1.0,
    "planned before": -0.5, "other status": -1.5,
}
THRESHOLD = 3.5
UNRELATED = 0.14  # cosine of the words of two acts of a kind: less speaks against one act, more for it
FLOOR = -1.5
VAGUE = {"other", "contract", "statement_letter"}  # instruments that reporters name as they please
NEAR = ({"integrity_pact", "declaration"}, {"declaration", "treaty"}, {"joint_decree", "regulation"}, {"grant_agreement", "mou"})  # or take for one another
LONG_AGO = 30  # days before the article: few acts are recalled then, so the same day tells more
COMMON = 4  # acts that share a person or party: with more of them it tells less
FIELDS = ("instrument", "status", "date", "regency_code", "province_code")
TEXTS = ("subject", "venue")
AREA = ("place", "regency", "regency_code", "province", "province_code", "country")


# --- evidence ---------------------------------------------------------------------------------------------------
def score_pair(a: Act, b: Act, rarity: Rarity) -> tuple[float, dict[str, float]]:
    """Total and parts of the evidence that two rows are one act."""
    parts = {cue: WEIGHTS[cue] for cue in (_day_cue(a, b), _instrument_cue(a, b), _status_cue(a, b)) if cue}
    parts |= _weigh_area(a, b, rarity) | _weigh_parties(a, b, rarity) | _weigh_people(a, b, rarity)
    parts["words"] = max(WEIGHTS["words"] * (_share_words(a, b, rarity) - UNRELATED), FLOOR)
    parts["name of the instrument"] = WEIGHTS["name of the instrument"] * overlap(a.row["instrument_text"], b.row["instrument_text"])
    if a.numbers and b.numbers:
        cue = "other number" if _other_numbers(a, b) else "number and year" if len(a.numbers & b.numbers) > 1 else "number"
        parts[cue] = WEIGHTS[cue]
    if a.row["venue"] and b.row["venue"]:
        cue = "venue" if overlap(a.row["venue"], b.row["venue"]) >= 0.5 else "other venue"
        parts[cue] = WEIGHTS[cue]
    return sum(parts.values()), parts


def _day_cue(a: Act, b: Act) -> str | None:
    cue = _date_cue(a.row, b.row)
    if cue == "same day" and any(act.published and (act.published - act.row["date"]).days > LONG_AGO for act in (a, b)):
        return "same day long ago"
    return cue or _telling_cue(a, b)


def _date_cue(a: Row, b: Row) -> str | None:
    if not a["date"] or not b["date"]:
        return None
    if a["date_precision"] == b["date_precision"] == "day":
        apart = abs((a["date"] - b["date"]).days)
        return "same day" if apart == 0 else "one day apart" if apart == 1 else "other date"
    same = a["date"].year == b["date"].year and ("year" in (a["date_precision"], b["date_precision"]) or a["date"].month == b["date"].month)
    return "same month or year" if same else "other date"


def _telling_cue(a: Act, b: Act) -> str | None:
    """How far apart the two were told, where one of them has no date: an undated act is mostly of the day."""
    days = [act.row["date"] if act.row["date"] and act.row["date_precision"] == "day" else act.published for act in (a, b)]
    if days[0] is None or days[1] is None:
        return None
    apart = abs((days[0] - days[1]).days)
    return "told within two days" if apart <= 2 else "told within a week" if apart <= 7 else "told within weeks" if apart <= 45 else "told far apart"


def _instrument_cue(a: Act, b: Act) -> str | None:
    if a.kind == b.kind:
        return None
    near = a.kind in VAGUE or b.kind in VAGUE or {a.kind, b.kind} in NEAR
    return "near instrument" if near else "other instrument"


def _status_cue(a: Act, b: Act) -> str | None:
    statuses = {a.row["status"], b.row["status"]}
    return None if len(statuses) == 1 else "planned before" if statuses == {"planned", "occurred"} else "other status"


def _weigh_area(a: Act, b: Act, rarity: Rarity) -> dict[str, float]:
    if a.province and b.province and a.province != b.province:
        return {"other province": WEIGHTS["other province"]}
    if a.regencies and b.regencies and not a.regencies & b.regencies:
        return {"other regency": WEIGHTS["other regency"]}
    code = a.row["regency_code"]
    if code and code == b.row["regency_code"]:
        return {"same regency": WEIGHTS["same regency"] * rarity.areas[code]}
    return {"same province": WEIGHTS["same province"] * rarity.areas[a.province]} if a.province and a.province == b.province else {}


def _weigh_parties(a: Act, b: Act, rarity: Rarity) -> dict[str, float]:
    shared, only_a, only_b = match_parties(a.parties, b.parties)
    if shared:
        cue = "parties" if any(party.named for party in shared) else "groups"  # `para camat` are of many places
        parts = {cue: WEIGHTS[cue] * max(min(1.0, COMMON / rarity.parties[party.key]) for party in shared)}
        if any(party.named for party in only_a) and any(party.named for party in only_b):
            parts["further parties"] = WEIGHTS["further parties"]
        return parts
    named = any(party.named for party in only_a) and any(party.named for party in only_b)
    return {"other parties": WEIGHTS["other parties"]} if named else {}


def _weigh_people(a: Act, b: Act, rarity: Rarity) -> dict[str, float]:
    parts = {}
    shared = [name for name in a.people if _has_name(name, b.people)]
    if shared:
        cue = "signatories" if any(_has_name(name, b.signatories) for name in a.signatories) else "persons"
        parts[cue] = WEIGHTS[cue] * max(min(1.0, COMMON / rarity.people[name[-1]]) for name in shared)
    if other_signatories(a, b):
        parts["other signatories"] = WEIGHTS["other signatories"]
    return parts


def _has_name(name: Name, others: Sequence[Name]) -> bool:
    return any(compare_names(name, other) for other in others)


def other_signatories(a: Act, b: Act) -> bool:
    """Whether each was signed by someone who has no part in the other."""
    return any(not _has_name(name, b.people) for name in a.signatories) and any(not _has_name(name, a.people) for name in b.signatories)


def _share_words(a: Act, b: Act, rarity: Rarity) -> float:
    """Cosine of the two bags of words, rare ones heavier: 0.1 for two reports of a kind, above 0.3 for two of one act."""
    shared = sum(rarity.words[word] ** 2 for word in a.words & b.words)
    return shared / math.sqrt(sum(rarity.words[word] ** 2 for word in a.words) * sum(rarity.words[word] ** 2 for word in b.words)) if shared else 0.0


def _other_numbers(a: Act, b: Act) -> bool:
    """`Nomor 17 Tahun 2019` and `Nomor 18 Tahun 2019`; a number left out speaks against nothing."""
    return not (a.numbers <= b.numbers or b.numbers <= a.numbers)


def contradict(a: Act, b: Act) -> bool:
    """Whether two rows cannot be one act: other dates or areas, another number, other partners for another matter; a day's slip with others who sign."""
    cue = _date_cue(a.row, b.row)
    areas = [{act.row[name] for act in (a, b) if act.row[name]} for name in ("province_code", "regency_code")]
    elsewhere = len(areas[0]) > 1 or len(areas[1]) > 1 and not any(_has_name(name, b.people) for name in a.people)
    if cue == "other date" or elsewhere or a.numbers and b.numbers and _other_numbers(a, b):
        return True
    _, only_a, only_b = match_parties(a.parties, b.parties)
    others = any(party.named for party in only_a) and any(party.named for party in only_b)
    if others and a.row["subject"] and b.row["subject"] and not overlap(a.row["subject"], b.row["subject"]):
        return True
    return cue == "one day apart" and (len(areas[1]) > 1 or others or other_signatories(a, b))


# --- joining ----------------------------------------------------------------------------------------------------
def link_acts(acts: Sequence[Act]) -> list[list[int]]:
    """Clusters of act numbers, each one event; an article that tells of two acts keeps them apart."""
    rarity = weigh_rarity(acts)
    homes = [act.row["article_id"] for act in acts]
    pairs = pairs_sharing_keys((block_keys(act, rarity) for act in acts), homes)
    return link_pairs(len(acts), pairs, homes, lambda i, j: score_pair(acts[i], acts[j], rarity)[0], lambda i, j: contradict(acts[i], acts[j]), THRESHOLD)


# --- rows -------------------------------------------------------------------------------------------------------
def event_id_of(rows: Sequence[Row]) -> str:
    """The id of an event: a short hash of its smallest signing id, so that the same articles give the same id."""
    return "ev-" + hashlib.sha256(min(row["signing_id"] for row in rows).encode()).hexdigest()[:12]


def build_event(acts: Sequence[Act]) -> Row:
    """One row of `events`: the value most articles give for each field, with support and agreement."""
    rows = [act.row for act in acts]
    best = {name: _best_value([row.get(name) for row in rows]) for name in FIELDS}
    best |= {name: _best_text([row[name] for row in rows]) for name in TEXTS}
    best["date"] = _best_date(rows)
    best["parties"] = _best_parties([row["parties"] or [] for row in rows])
    abroad = _best_value([row["country"] for row in rows])  # a place abroad has no code
    best["place"] = next((best[code] for code in ("regency_code", "province_code") if best[code][1]), abroad)
    fullest = max(rows, key=lambda row: (row["regency_code"] == best["regency_code"][0], row["province_code"] == best["province_code"][0],
                                         row["place"] is not None, row["signing_id"]))
    event: Row = {
        "event_id": event_id_of(rows), "status": _best_status(rows), **{name: best[name][0] for name in ("instrument", "subject", "date", "venue", "parties")},
        "date_precision": min((row["date_precision"] for row in rows if row["date"] == best["date"][0]), key=_PRECISION.__getitem__) if best["date"][0] else None,
        "n_articles": len({row["article_id"] for row in rows}), "n_outlets": len({act.outlet for act in acts if act.outlet}),
        "first_published": min((act.published for act in acts if act.published), default=None),
        "signing_ids": sorted(row["signing_id"] for row in rows), **{name: fullest[name] for name in AREA},
    }
    for name in ("instrument", "date", "venue", "place", "parties", "status"):
        event[f"{name}_support"], event[f"{name}_agreement"] = best[name][1:]
    return event


_PRECISION = {"day": 0, "month": 1, "year": 2}
Best = tuple[Any, int, float | None]  # value, rows that give it, their share of the rows that give any


def _best_value(values: Sequence[Any]) -> Best:
    given = Counter(value for value in values if value is not None)
    if not given:
        return None, 0, None
    value, n = min(given.items(), key=lambda item: (-item[1], -len(str(item[0])), str(item[0])))
    return value, n, n / sum(given.values())


def _best_text(values: Sequence[str | None]) -> Best:
    """Of texts that share half their words the one most rows give: `Aula Bappeda` speaks for `Aula Bappeda Wakatobi`."""
    groups = _group([value for value in values if value], lambda a, b: overlap(a, b) >= 0.5)
    if not groups:
        return None, 0, None
    largest = max(groups, key=lambda group: (len(group), len(max(group, key=len)), min(group)))
    return _best_value(largest)[0], len(largest), len(largest) / sum(map(len, groups))


def _group(values: Sequence[Any], same: Callable[[Any, Any], bool]) -> list[list[Any]]:
    groups: list[list[Any]] = []
    for value in sorted(values):
        home = next((group for group in groups if same(group[0], value)), None)
        if home is None:
            groups.append([value])
        else:
            home.append(value)
    return groups


def _best_date(rows: Sequence[Row]) -> Best:
    """The day most rows give, of those with the most precise date; support counts the rows that do not speak against it."""
    dated = [row for row in rows if row["date"]]
    if not dated:
        return None, 0, None
    counts = Counter(row["date"] for row in dated)
    best = min(dated, key=lambda row: (_PRECISION[row["date_precision"]], -counts[row["date"]], row["date"]))
    support = sum(_date_cue(best, row) in ("same day", "same month or year") for row in dated)
    return best["date"], support, support / len(dated)


def _best_parties(lists: Sequence[Sequence[str]]) -> Best:
    """Parties that a third of the articles with any party name, the best supported first; agreement: the mean share that names each."""
    given = [list(dict.fromkeys(parties)) for parties in lists if parties]
    read = {text: read_party(text) for parties in given for text in parties}
    groups = _group([text for parties in given for text in parties], lambda a, b: same_party(read[a], read[b]))
    support = {_best_value(group)[0]: sum(any(text in group for text in parties) for parties in given) for group in groups}
    kept = {text: n for text, n in support.items() if 3 * n >= len(given)}
    if not kept:
        return [], 0, None
    return sorted(kept, key=lambda text: (-kept[text], text)), max(kept.values()), sum(kept.values()) / (len(kept) * len(given))


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
