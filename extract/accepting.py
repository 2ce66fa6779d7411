"""Which numbers count violations, taken in order, since a list leans on what came before: drafts with their totals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.addends import find_addends
from extract.chains import climb, find_open, find_parent, follows_share, last_statistic, pointed_at, sum_rows
from extract.clauses import word_pattern
from extract.count_evidence import Link, is_near, link_evidence
from extract.counts import SETTLED, Count, Draft, Words
from extract.evidence import load_numbers
from extract.measure_evidence import CASES
from extract.records import Reading
from extract.unit_measure import decide_draft

ALONE = {"noun.one_person", "noun.lone"}
COLLECTIVE_REACH = 2  # sentences from a count to `Ketiganya …`


@dataclass(frozen=True)
class Judgement:
    """A number with what spoke for and against it; `draft` when it was accepted."""

    count: Count
    reasons: frozenset[str]
    draft: Draft | None


@dataclass(frozen=True)
class Standing:
    """Where a number stands among the accepted counts."""

    link: Link
    whole: Draft | None  # what it is a part of, by addition or by its own words
    row: bool  # an item of a list that divides an open total


def accept_counts(counts: Sequence[Count], words: Words, reading: Reading) -> list[Draft]:
    return [judgement.draft for judgement in judge_counts(counts, words, reading) if judgement.draft]


def judge_counts(counts: Sequence[Count], words: Words, reading: Reading) -> Iterator[Judgement]:
    """Every number that is not passed over; one that says something new of a count before it has no reasons of its own."""
    accepted: list[Draft] = []
    anchor: Draft | None = None  # the statistic that `Dari 286 itu` points back to
    previous: Count | None = None
    addends, rows = find_addends(counts), sum_rows(counts)
    refused: Count | None = None  # the last number of victims, goods, accidents
    for i, count in enumerate(counts):
        anchor = anchor if anchor and anchor.count.sentence == count.sentence else None
        if refused and _leans_on(count, refused, accepted) or count.out_of and any(draft.count.number.value == count.number.value for draft in accepted):
            continue  # `dua dari empat`: the four were told before
        pointed = _find_told(count, accepted) if count.collective else pointed_at(count, accepted, reading)
        if count.collective or pointed:
            again = _tell_again(count, pointed, accepted)
            if again:
                accepted.append(again)
                yield Judgement(count, frozenset(), again)
            elif pointed:  # `Ketiganya terdiri atas seorang staf dan dua perawat`
                anchor, previous = _move(pointed, count), None
            continue
        base, adjacent = (anchor, True) if anchor and not (accepted and accepted[-1].count.sentence == count.sentence) else last_statistic(count, accepted, previous)
        following = counts[i + 1] if i + 1 < len(counts) else None
        standing = _find_standing(count, climb(count, base, accepted), adjacent, anchor, _find_whole(count, following, addends.get(i), accepted), rows[i], accepted)
        judgement = _judge(count, standing, anchor, i in addends, accepted, words, reading)
        if judgement.draft:
            accepted.append(judgement.draft)
        yield judgement
        previous = previous if count.number.percent or count.object else count
        refused = count if count.cues & {"pseudo", "quiet"} and not judgement.draft else refused


def _tell_again(count: Count, pointed: Draft | None, accepted: Sequence[Draft]) -> Draft | None:
    """A new outcome of what was counted before: `Ketiganya dihentikan`, `Enam lurah itu sudah ditegur`."""
    told = pointed if count.collective else _find_told(count, accepted) if count.stage_after and not count.relative else None
    if told is None or count.stage is None:
        return None
    measure = count.stage.value["measure"]
    settled = count.collective or measure in SETTLED and not count.stage.value.get("soft")
    return replace(told, count=count, measure=measure, measure_from="stage", rule_id=count.stage.rule_id) if settled else None


def _move(draft: Draft, count: Count) -> Draft:
    """The draft as if told in the sentence of another number, and of what that one counts: `Dari lima kasus itu`."""
    unit = count.head.value["unit"] if count.head and count.head.value["unit"] in CASES else draft.unit
    return replace(draft, count=replace(draft.count, sentence=count.sentence), unit=unit)


def _find_standing(count: Count, base: Draft | None, adjacent: bool, anchor: Draft | None, whole: Draft | None, row: float, accepted: Sequence[Draft]) -> Standing:
    if whole:
        base, adjacent = whole, True
    goes_on = adjacent and base is not None and base.count.sentence == count.sentence
    total = find_open(count, row, accepted) if "item" in count.cues and count.divisible and not whole and not goes_on else None
    if total:
        base, adjacent = total, True
    return Standing(Link(count, base, adjacent, base is not None and anchor is base, follows_share(count, accepted)), whole, total is not None)


def _judge(count: Count, standing: Standing, anchor: Draft | None, adds_up: bool, accepted: Sequence[Draft], words: Words, reading: Reading) -> Judgement:
    link, base = standing.link, standing.link.base
    listed = bool(standing.whole) or standing.row or leans(link)
    reasons = count.evidence | link_evidence(link) | ({"link.divides"} if standing.whole else {"link.row"} if standing.row else set())
    if listed or count.one_person and accepted and count.sentence.index - accepted[-1].count.sentence.index <= 1:
        reasons -= ALONE  # `dan satu staf` in a list is not alone
    if not counts_violations(reasons):
        return Judgement(count, reasons, None)
    parent = accepted.index(standing.whole) if standing.whole else find_parent(count, base, accepted) if listed else None
    pointed = anchor is not None and base is not None and base.count.number == anchor.count.number
    part = listed and (pointed or bool(word_pattern("part_of").search(reading.text, count.left.start, count.right.end)))
    summed = adds_up and standing.whole is not None
    draft = decide_draft(count, base if listed or is_near(link) else None, listed, parent, summed, part, accepted, words)
    counted = base.counted if base and listed and count.bare else reading.text[count.right.start : count.right.end].lower()
    return Judgement(count, reasons, replace(draft, divides="item" in count.cues, summed=summed, counted=counted))


def counts_violations(reasons: Collection[str]) -> bool:
    """Whether what speaks for a count outweighs what speaks against it: log odds, weights in `rules/counts.yaml`."""
    return _add_up("counts", reasons) >= load_numbers("counts")["thresholds"]["counts"]


def is_first(count: Count) -> bool:
    """Whether a number counts violations with no count before it."""
    return counts_violations(count.evidence | link_evidence(Link(count, None, False, False, False)))


def leans(link: Link) -> bool:
    """Whether a number is an item of one list with the count before it, or a part of it."""
    return link.base is not None and _add_up("leans", link_evidence(link)) >= load_numbers("counts")["thresholds"]["leans"]


def _add_up(table: str, reasons: Collection[str]) -> float:
    weights = load_numbers("counts")[table]
    return sum(weights.get(name, 0.0) for name in reasons)


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
    named = count.head is not None and refused.head is not None and count.head.text.lower() == refused.head.text.lower()
    if near and not since and "matter" in refused.cues and (count.bare or named) and not count.number.percent:
        return True  # `menerima delapan gugatan sengketa lahan; dua ditolak`
    told = count.stage is not None and not count.stage.value.get("soft")
    return near and not since and not told and bool(count.cues & {"rest", "compare", "change"}) and count.head_weight < 2 and not count.number.percent


def _find_whole(count: Count, following: Count | None, sum_of: float | None, accepted: Sequence[Draft]) -> Draft | None:
    """The accepted statistic that a number is a part of: by addition, or as it says itself, `dua dari empat yang …`."""
    value = following.number.value if following and following.out_of else sum_of
    if value is None or count.number.percent or value <= count.number.value:
        return None
    return next((draft for draft in reversed(accepted) if draft.count.number.value == value and draft.unit != "percent"), None)
