"""Counts of violations: numbers with enough evidence around them, each with unit, measure and the total it is a part of.

Stages: 1 read what stands around every number (`measures`), 2 weigh what speaks for a count and accept in order, since a list leans on what came before (`count_evidence`, `accepting`, `chains`),
3 decide unit and measure (`unit_measure`), 4 leave out what was said before (`repeats`), 5 attach period, place and source (`circumstances`, `periods`, `tellers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.accepting import accept_counts
from extract.circumstances import attach_circumstances
from extract.clauses import word_pattern
from extract.counts import Draft, Words, read_words
from extract.measures import read_counts
from extract.records import Reading, RoleMention, Span, Statistic
from extract.repeats import drop_repeats
from extract.shares import spread_shares

FOLLOW_REACH = 80  # characters from the head of a sentence to what became of the case it points back to


def find_statistics(reading: Reading, roles: Sequence[RoleMention] = ()) -> tuple[Statistic, ...]:
    """`menangani 103 dugaan pelanggaran; 61 diteruskan` -> 103 case alleged, 61 case referred (part of the 103); `roles` tell who speaks."""
    if not reading.numbers:
        return ()
    drafts, words = find_drafts(reading)
    drafts = spread_shares(drop_repeats(_follow_up(drafts, words, reading)), reading.text)
    return attach_circumstances(reading, [_make_statistic(i, draft) for i, draft in enumerate(drafts)], [d.count for d in drafts], roles)


def find_drafts(reading: Reading) -> tuple[list[Draft], Words]:
    """The accepted numbers with the evidence for their measures, before repeats are left out."""
    words = read_words(reading)
    return accept_counts(read_counts(reading, words), words, reading), words


def _make_statistic(key: int, draft: Draft) -> Statistic:
    number, count = draft.count.number, draft.count
    return Statistic(
        key, number.start, number.end, number.value, number.text, draft.unit, draft.measure, count.sentence.index, draft.rule_id,
        approximate=number.approximate, part_of=draft.parent,
    )


def _follow_up(drafts: Sequence[Draft], words: Words, reading: Reading) -> list[Draft]:
    """`Satu temuan menyangkut lurah. Kasus itu sudah direkomendasikan …`: the next sentence says what became of the one count before it."""
    done = list(drafts)
    for i, draft in enumerate(drafts):
        at = draft.count.sentence.index
        alone = sum(d.count.sentence.index == at for d in drafts) == 1 and draft.measure_from in ("head", "default", "inherited")
        if not alone or at + 1 >= len(reading.sentences) or any(d.count.sentence.index == at + 1 for d in drafts):
            continue
        following = reading.sentences[at + 1]
        pointing = word_pattern("anaphors").match(reading.text, following.start, following.end)
        stage = next(iter(words.within("stage", Span(following.start, min(following.end, following.start + FOLLOW_REACH)))), None) if pointing else None
        if stage and not stage.value.get("weak") and not stage.value.get("soft"):
            done[i] = replace(draft, measure=stage.value["measure"], measure_from="stage")
    return done
