"""Counts of violations: numbers with enough evidence around them, each with unit, measure and the total it is a part of.

Stages: 1 read what stands around every number, 2 accept in order, since a list leans on what came before, 3 decide unit and measure,
4 leave out what was said before, 5 attach period, place and source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.circumstances import attach_circumstances
from extract.measures import LISTED, NEAR, SAME_HEAD, THRESHOLD, Count, Words, read_counts, read_words
from extract.records import NumberMention, Reading, Statistic
from extract.ruleset import load_words

LIST_SENTENCES = 3  # sentences over which the same noun goes on being counted
GENERIC_HEADS = frozenset({"orang", "warga", "anggota"})  # counted in any text, so no list goes on by them alone
ROUNDING = 0.05  # a headline's `41 ribu lebih` stands for 41.318


@dataclass(frozen=True)
class Draft:
    """An accepted count with its decisions."""

    count: Count
    unit: str
    measure: str
    measure_from: str  # stage, head, verb, before, inherited, default
    rule_id: str
    parent: int | None = None  # index of the total among the drafts
    listed: bool = False


def find_statistics(reading: Reading) -> tuple[Statistic, ...]:
    """`menangani 103 dugaan pelanggaran; 61 diteruskan` -> 103 case alleged, 61 case referred (part of the 103)."""
    words = read_words(reading)
    drafts = _accept_counts(read_counts(reading, words), words, reading)
    drafts = _find_sums(drafts)
    drafts = _drop_repeats(drafts, reading)
    return attach_circumstances(reading, [_make_statistic(i, draft, drafts) for i, draft in enumerate(drafts)], [d.count for d in drafts])


def _make_statistic(key: int, draft: Draft, drafts: Sequence[Draft]) -> Statistic:
    number, count = draft.count.number, draft.count
    return Statistic(
        key, number.start, number.end, number.value, number.text, draft.unit, draft.measure, count.sentence.index, draft.rule_id,
        approximate=number.approximate, part_of=draft.parent,
    )


# --- 2. which numbers count violations --------------------------------------------------------------------------
def _accept_counts(counts: Sequence[Count], words: Words, reading: Reading) -> list[Draft]:
    accepted: list[Draft] = []
    for previous, count in zip([None, *counts], counts):
        if _is_back_reference(count, accepted, reading):
            continue
        link, parent = _find_link(count, previous, accepted)
        if count.score + sum(link.values()) >= THRESHOLD:
            accepted.append(_decide(count, parent, "listed" in link, accepted, words))
    return accepted


def _is_back_reference(count: Count, accepted: Sequence[Draft], reading: Reading) -> bool:
    """`Dari 286 itu`, `kedua belas kades tersebut`: a number that only points back to one given before."""
    if not any(d.count.number.value == count.number.value for d in accepted):
        return False
    left = reading.text[count.left.start : count.number.start].lower().split()
    right = reading.text[count.number.end : count.right.end].lower().split()
    return (bool(left) and left[-1] == "dari") or any(w in ("itu", "tersebut") for w in right[:4]) and not count.stage_after


def _find_link(count: Count, previous: Count | None, accepted: Sequence[Draft]) -> tuple[dict[str, float], Draft | None]:
    """How a number hangs on the statistic before it, as evidence, and which statistic that is."""
    if not accepted or "pseudo" in count.cues:
        return {}, None
    last = accepted[-1]
    gap = count.sentence.index - last.count.sentence.index
    adjacent = previous is last.count
    known = bool(count.head or count.stage)
    same = bool(count.head and last.count.head and count.head.text.lower() == last.count.head.text.lower())
    if count.number.percent:
        return ({"percent_link": 1.0}, last) if gap <= 1 else ({}, None)
    if gap <= 1 and "rest" in count.cues and (count.bare or known):
        return {"listed": LISTED}, last
    if gap == 0 and adjacent:
        if "part" in count.cues and (count.bare or known or last.listed):
            return {"listed": LISTED}, last
        if "part" in count.cues or last.listed or count.bare or same:
            return {"listed": LISTED}, last
        if count.head and last.unit == count.head.value["unit"]:
            return {"listed": LISTED}, last
        return {}, last
    if gap <= 1 and adjacent and ("then" in count.cues or "part" in count.cues) and (count.bare or same or known):
        return {"listed": LISTED}, last
    if gap <= LIST_SENTENCES and same and count.head.text.lower() not in GENERIC_HEADS:
        return {"same_head": SAME_HEAD, "near": NEAR if adjacent and gap <= 1 else 0.0}, last
    if gap <= 1 and count.head and count.head.value["weight"] >= 1:
        return {"near": NEAR}, last
    return {}, last if gap <= 1 else None


# --- 3. unit and measure ----------------------------------------------------------------------------------------
def _decide(count: Count, last: Draft | None, listed: bool, accepted: Sequence[Draft], words: Words) -> Draft:
    measure, source, rule_id = _decide_measure(count, last, listed, accepted, words)
    parent = None
    if listed and last is not None:
        index = len(accepted) - 1
        parent = last.parent if last.listed and "rest" not in count.cues and last.count.sentence == count.sentence else index
    return Draft(count, _decide_unit(count, last), measure, source, rule_id, parent, listed)


def _decide_unit(count: Count, last: Draft | None) -> str:
    if count.number.percent:
        return "percent"
    if count.head:
        return count.head.value["unit"]
    if count.bare and count.left_head and not count.stage_after:
        return count.left_head.value["unit"]
    if last:
        return last.unit if last.unit != "percent" else "case"
    if count.left_head:
        return count.left_head.value["unit"]
    return "other"


def _decide_measure(count: Count, last: Draft | None, listed: bool, accepted: Sequence[Draft], words: Words) -> tuple[str, str, str]:
    """The measure, where it came from and the rule that gave it; what stands nearest to the number decides."""
    stage, head, verb = count.stage, count.head, count.verb
    breaking = stage is not None and stage.value["measure"] == "recorded"
    if stage and count.stage_after and not breaking:
        return stage.value["measure"], "stage", stage.rule_id
    if count.number.percent:
        return "recorded", "default", "statistics.percent"
    if verb and verb.value.get("measure") and head and head.value["unit"] not in ("report", "finding", "case"):
        return verb.value["measure"], "verb", verb.rule_id
    if head and head.value.get("measure"):
        return head.value["measure"], "head", head.rule_id
    if verb and verb.value.get("measure"):
        return verb.value["measure"], "verb", verb.rule_id
    if stage and not breaking:
        return stage.value["measure"], "before", stage.rule_id
    earlier = [h for kind in ("head", "stage", "verb") for h in words.within(kind, count.before) if h.value.get("measure", "recorded") != "recorded"]
    if earlier and (head is None or head.value["weight"] < 2 or count.left_head):
        nearest = max(earlier, key=lambda h: h.start)
        return nearest.value["measure"], "before", nearest.rule_id
    base = _non_percent(last, accepted)
    if base and _inherits(count, base, listed):
        return base.measure, "inherited", head.rule_id if head else base.rule_id
    return "recorded", "default", stage.rule_id if stage else head.rule_id if head else "statistics.rest"


def _non_percent(last: Draft | None, accepted: Sequence[Draft]) -> Draft | None:
    """The statistic leaned on, or the last one before it that is no percentage."""
    if last is None or last.unit != "percent":
        return last
    return next((draft for draft in reversed(accepted) if draft.unit != "percent"), None)


def _inherits(count: Count, base: Draft, listed: bool) -> bool:
    """A part of a list takes the measure of the list; what has a predicate of its own does not lean on another's."""
    if not listed:
        return bool(count.head) and count.head.rule_id == "statistics.violator" and base.measure in ("found", "sanctioned")
    if "part" in count.cues or base.listed and base.measure_from == "inherited":
        return True
    return base.measure_from != "stage"


# --- 4. sums and repeats ----------------------------------------------------------------------------------------
def _find_sums(drafts: list[Draft]) -> list[Draft]:
    """Counts of one sentence that add up to a statistic just before them are its parts and share its measure: 26 = 19 + 7."""
    found = list(drafts)
    for start in range(1, len(drafts)):
        sentence = drafts[start].count.sentence
        run = [i for i in range(start, len(drafts)) if drafts[i].count.sentence == sentence and drafts[i].unit != "percent"]
        for size in range(2, len(run) + 1):
            total = sum(drafts[i].count.number.value for i in run[:size])
            parent = next((j for j in range(start - 1, max(start - 4, -1), -1) if drafts[j].count.number.value == total), None)
            if parent is not None:
                for i in run[:size]:
                    share = drafts[i].measure_from == "default"
                    found[i] = replace(found[i], parent=parent, measure=found[parent].measure if share else found[i].measure)
    return found


def _drop_repeats(drafts: list[Draft], reading: Reading) -> list[Draft]:
    """A headline's number that the body gives again, or rounds; the same count told twice."""
    kept: list[int] = []
    for i, draft in enumerate(drafts):
        if draft.count.sentence.section == "title" and any(_same_count(draft, d, True) for d in drafts[i + 1 :] if d.count.sentence.section != "title"):
            continue
        if any(_same_count(draft, drafts[j], False) and drafts[j].count.sentence != draft.count.sentence for j in kept) and not draft.listed:
            continue
        kept.append(i)
    place = {old: new for new, old in enumerate(kept)}
    return [replace(drafts[i], parent=place.get(drafts[i].parent) if drafts[i].parent is not None else None) for i in kept]


def _same_count(draft: Draft, other: Draft, rounded: bool) -> bool:
    a, b = draft.count.number, other.count.number
    if rounded:
        return a.value == b.value or (_is_round(a) and a.value <= b.value <= a.value * (1 + ROUNDING))
    return a.value == b.value and draft.unit == other.unit and draft.measure == other.measure


def _is_round(number: NumberMention) -> bool:
    return number.approximate or number.value >= 1000 and number.value % 100 == 0
