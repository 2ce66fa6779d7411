"""Words that say that somebody signs: `menandatangani`, `diteken`, `penandatanganan`, `membubuhkan tanda tangan`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.instruments import read_offsets
from extract.records import Span
from extract.ruleset import word_set
from extract.sentences import rule_finder

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that say that somebody signs; `first` and `end` count tokens."""

    first: int
    end: int
    voice: str  # active, passive, bare, nominal, counted
    rule_id: str
    named_only: bool
    reach: int  # end of the whole match, when the rule reads on beyond the verb
    start: int  # begin of the whole match


def find_triggers(doc: Doc) -> list[Trigger]:
    """Trigger words in order; where rules overlap the longest verb wins, and a `no_act` rule cancels what it covers."""
    hits = rule_finder("signing").find(doc)
    if not hits:
        return []
    at, ends = read_offsets(doc)
    found: list[Trigger] = []
    cancelled: list[tuple[int, int]] = []
    for hit in hits:
        verb = hit.groups.get("verb", Span(hit.start, hit.end))
        if hit.value["voice"] == "none":
            cancelled.append((hit.start, hit.end))
            continue
        voice = hit.value["voice"]
        if voice == "bare" and at[verb.start] and doc[at[verb.start] - 1].lower_ in word_set("signing", "event_nouns"):
            voice = "nominal"  # `proses teken kontrak`
        found.append(
            Trigger(at[verb.start], ends[verb.end], voice, hit.rule_id, hit.value.get("needs") == "named", ends[hit.end], at[verb.start if hit.value.get("cue") else hit.start])
        )
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (t.first - t.end, t.start, -t.reach)):
        start, end = doc[trigger.first].idx, doc[trigger.end - 1].idx
        if any(a <= start < b or a <= end < b for a, b in cancelled):
            continue
        if all(trigger.end <= k.first or k.end <= trigger.first for k in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.first)
