"""Which numbers count violations, taken in order, since a list leans on what came before: drafts with their totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.addends import find_addends
from extract.chains import climb, find_link, find_open, find_parent, follows_share, last_statistic, pointed_at, sum_rows
from extract.clauses import word_pattern
from extract.counts import SETTLED, Count, Draft, Words
from extract.records import Reading
from extract.unit_measure import decide_draft
from extract.weighing import LISTED, THRESHOLD

COLLECTIVE_REACH = 2  # sentences from a count to `Ketiganya …`


def accept_counts(counts: Sequence[Count], words: Words, reading: Reading) -> list[Draft]:
    accepted: list[Draft] = []
    anchor: Draft | None = None  # the statistic that `Dari 286 itu` points back to
    previous: Count | None = None
    addends = find_addends(counts)
    rows = sum_rows(counts)
    refused: Count | None = None  # the last number of victims, goods, accidents
    for i, count in enumerate(counts):
        if anchor and anchor.count.sentence != count.sentence:
            anchor = None
        if refused and _leans_on(count, refused, accepted):
            continue
        if count.collective:
            told = _find_told(count, accepted)
            if told and count.stage:
                accepted.append(replace(told, count=count, measure=count.stage.value["measure"], measure_from="stage", rule_id=count.stage.rule_id))
            elif told:  # `Ketiganya terdiri atas seorang staf dan dua perawat`
                anchor, previous = replace(told, count=replace(told.count, sentence=count.sentence)), None
            continue
        if count.out_of and any(draft.count.number.value == count.number.value for draft in accepted):
            continue  # `dua dari empat`: the four were told before
        pointed = pointed_at(count, accepted, reading)
        told = _find_told(count, accepted) if pointed and count.stage_after and not count.relative else None
        if told and count.stage and count.stage.value["measure"] in SETTLED and not count.stage.value.get("soft"):  # `Enam lurah itu sudah ditegur`
            accepted.append(replace(told, count=count, measure=count.stage.value["measure"], measure_from="stage", rule_id=count.stage.rule_id))
            continue
        if pointed:
            anchor, previous = replace(pointed, count=replace(pointed.count, sentence=count.sentence)), None
            continue
        base, adjacent = (anchor, True) if anchor and not (accepted and accepted[-1].count.sentence == count.sentence) else last_statistic(count, accepted, previous)
        base = climb(count, base, accepted)
        whole = _find_whole(count, counts[i + 1] if i + 1 < len(counts) else None, addends.get(i), accepted)
        if whole:
            base, adjacent = whole, True
        goes_on = adjacent and base is not None and base.count.sentence == count.sentence
        open_total = find_open(count, rows[i], accepted) if "item" in count.cues and count.divisible and not whole and not goes_on else None
        if open_total:
            base, adjacent = open_total, True
        link = {"listed": LISTED} if whole or open_total else find_link(count, base, adjacent, anchor is base and base is not None, follows_share(count, accepted))
        beside = "listed" in link or count.one_person and bool(accepted) and count.sentence.index - accepted[-1].count.sentence.index <= 1
        lone = count.evidence.get("lone", 0.0) if beside else 0.0  # `dan satu staf` in a list is not alone
        if count.score - lone + sum(link.values()) >= THRESHOLD:
            parent = accepted.index(whole) if whole else find_parent(count, base, accepted) if "listed" in link else None
            pointed = anchor is not None and base is not None and base.count.number == anchor.count.number
            part = "listed" in link and (pointed or bool(word_pattern("part_of").search(reading.text, count.left.start, count.right.end)))
            draft = decide_draft(count, base if link else None, "listed" in link, parent, i in addends and bool(whole), part, accepted, words)
            counted = base.counted if base and "listed" in link and count.bare else reading.text[count.right.start : count.right.end].lower()
            accepted.append(replace(draft, divides="item" in count.cues, summed=i in addends and bool(whole), counted=counted))
        previous = previous if count.number.percent or count.object else count
        refused = count if count.cues & {"pseudo", "quiet"} and not (accepted and accepted[-1].count is count) else refused
    return accepted


def _find_told(count: Count, accepted: Sequence[Draft]) -> Draft | None:
    """The count that `Ketiganya dihentikan` says something new of: one of that value just before; those caught and brought in are not told twice."""
    said = count.stage.value["measure"] if count.stage and count.stage_after and not count.stage.value.get("soft") else None
    near = [d for d in accepted if d.unit != "percent" and 0 <= count.sentence.index - d.count.sentence.index <= COLLECTIVE_REACH]
    told = next((d for d in reversed(near) if d.count.number.value == count.number.value), None)
    new = said is None or told is not None and said in SETTLED and said != told.measure and told.measure != "found"
    return told if new else None


def _leans_on(count: Count, refused: Count, accepted: Sequence[Draft]) -> bool:
    """`94 kasus kecelakaan …, tahun lalu 73 kasus`: what goes on counting what was refused is refused too."""
    since = bool(accepted) and accepted[-1].count.number.start > refused.number.start
    near = 0 <= count.sentence.index - refused.sentence.index <= 2
    told = count.stage is not None and not count.stage.value.get("soft")
    return near and not since and not told and bool(count.cues & {"rest", "compare", "change"}) and count.head_weight < 2 and not count.number.percent


def _find_whole(count: Count, following: Count | None, sum_of: float | None, accepted: Sequence[Draft]) -> Draft | None:
    """The accepted statistic that a number is a part of: by addition, or as it says itself, `dua dari empat yang …`."""
    value = following.number.value if following and following.out_of else sum_of
    if value is None or count.number.percent or value <= count.number.value:
        return None
    return next((draft for draft in reversed(accepted) if draft.count.number.value == value and draft.unit != "percent"), None)
