"""The same count told twice: a headline's number that the body gives again or rounds."""

from __future__ import annotations

from dataclasses import replace

from extract.addends import is_line
from extract.counts import Draft
from extract.records import NumberMention

UNLIKELY_TWICE = 100  # two parts of lists seldom share a number as large
ROUNDING = 0.05  # a headline's `41 ribu lebih` stands for 41.318


def drop_repeats(drafts: list[Draft]) -> list[Draft]:
    """A headline's number that the body gives again, or rounds; the same count told twice."""
    drafts = list(drafts)
    kept: list[int] = []
    same: dict[int, int] = {}  # index of what is left out -> of what is kept in its stead
    for i, draft in enumerate(drafts):
        if draft.count.sentence.section == "title":
            again = next((j for j in range(i + 1, len(drafts)) if drafts[j].count.sentence.section != "title" and _same_count(draft, drafts[j], True)), None)
        else:
            again = next((j for j in kept if drafts[j].count.sentence != draft.count.sentence and _same_count(draft, drafts[j], False)), None)
        if again is None:
            kept.append(i)
            continue
        same[i] = again
        if drafts[again].measure_from == "default" and draft.measure_from != "default":  # told twice, once with its outcome
            drafts[again] = replace(drafts[again], measure=draft.measure, measure_from=draft.measure_from)
    place = {old: new for new, old in enumerate(kept)}
    parents = [same.get(d.parent, d.parent) if d.parent is not None else None for d in drafts]
    return [replace(drafts[i], parent=place.get(parents[i]) if parents[i] is not None and place.get(parents[i], len(drafts)) < place[i] else None) for i in kept]


def _same_count(draft: Draft, other: Draft, rounded: bool) -> bool:
    a, b = draft.count.number, other.count.number
    if rounded:
        return a.value == b.value or (_is_round(a) and a.value <= b.value <= a.value * (1 + ROUNDING))
    alike = a.value >= UNLIKELY_TWICE and {draft.unit, other.unit} <= {"person", "vehicle", "case"}  # 8.014 kendaraan, 8.014 pelanggar
    if a.value != b.value or draft.unit != other.unit and not alike:
        return False
    if draft.summed or is_line(draft.count):
        return False  # a part of a sum or a line of a list is told where it belongs
    weak = draft.measure_from in ("default", "inherited", "before") or draft.measure == other.measure
    return weak and (not draft.listed or a.value >= UNLIKELY_TWICE)


def _is_round(number: NumberMention) -> bool:
    return number.approximate or number.value >= 1000 and number.value % 100 == 0
