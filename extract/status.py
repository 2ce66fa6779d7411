"""Whether a signing happened: the cues around a trigger (`akan`, `belum`, `jika`) and the status that they give it together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.instruments import Instrument, read_offsets
from extract.ruleset import word_set
from extract.sentences import rule_finder

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.triggers import Trigger


DAY_REACH = 6  # tokens from a verb to the day for which it is planned


@dataclass(frozen=True, slots=True)
class Cue:
    """A status cue at tokens `first`..`end`."""

    first: int
    end: int
    kind: str
    where: str
    scope: str
    reach: int


def find_cues(doc: Doc) -> list[Cue]:
    """All cues of an article but those that look like one (`tidak hanya`)."""
    at, ends = read_offsets(doc)
    cues, pseudo = [], []
    for hit in rule_finder("status").find(doc):
        value = hit.value
        cue = Cue(at[hit.start], ends[hit.end], value["kind"], value["where"], value.get("scope", "clause"), value.get("reach", 8))
        (pseudo if cue.kind == "pseudo" else cues).append(cue)
    fate = [c for c in cues if c.kind == "planned_if"]  # `kalau tidak ada perubahan` is neither condition nor refusal
    plain = [c for c in cues if not any(c.first < p.end and p.first < c.end for p in pseudo + fate)]
    return plain + [replace(c, kind="planned") for c in fate]


def read_status(doc: Doc, trigger: Trigger, instruments: list[Instrument], cues: list[Cue], triggers: Sequence[Trigger] = ()) -> str:
    """The status that the cues around a trigger give it; `occurred` when there is none."""
    sent = doc[trigger.first].sent
    spent = max((t.end for t in triggers if t.end <= trigger.first and not _is_joined(doc, t.end, trigger.first)), default=sent.start)
    inside = {i for item in instruments for i in range(item.head_end, item.end)}
    near = [c for c in cues if sent.start <= c.first < sent.end and c.first not in inside]
    start = min(trigger.first, trigger.start)
    before = [c for c in near if c.where == "before" and c.end <= start and _governs(doc, c, start, trigger, inside, instruments)]
    before = [c for c in before if c.scope != "clause" or c.end > spent]  # `yang belum meneken akan menyusul`: each cue for its own verb
    nounlike = trigger.voice in ("nominal", "passive")
    around = [c for c in near if c.where == "around" and c.first < trigger.first < c.end]
    followed = any(i.first >= trigger.end for i in instruments)  # `menyusul ditandatangani perpres` comes after the signing
    around = [replace(c, kind="planned") if c.kind == "follows" else c for c in around if c.kind != "follows" or not followed]
    before = around + [c for c in before if not any(a.first <= c.first < a.end for a in around)]  # `semestinya diteken Mei, urung dilakukan`
    after = [c for c in near if (c.where == "after" and nounlike or c.where == "later") and _follows(doc, c, trigger, instruments)]
    status = _combine(doc, before, after, trigger)
    return "negated" if status == "occurred" and _was_dropped(doc, trigger) else status


def _was_dropped(doc: Doc, trigger: Trigger) -> bool:
    """`Semula akan diteken pula ikrar itu. Namun …`: what was planned at first, and the next sentence says that it did not come."""
    sent = doc[trigger.first].sent
    opening = [t.lower_ for t in doc[max(sent.start, trigger.first - 6) : trigger.first]]
    planned = bool(set(opening) & word_set("status", "at_first")) and not {t.lower_ for t in doc[trigger.end : sent.end]} & (word_set("status", "at_last") | word_set("status", "breaks"))
    return planned and sent.end < len(doc) and any(t.lower_ in word_set("status", "breaks") | word_set("status", "sadly") for t in doc[sent.end : sent.end + 2])


def _is_joined(doc: Doc, first: int, end: int) -> bool:
    """`belum diteken maupun diparaf`: nothing but a joining word stands between two verbs."""
    return all(t.lower_ in word_set("status", "coordinators") or t.is_punct for t in doc[first:end])


def _governs(doc: Doc, cue: Cue, start: int, trigger: Trigger, inside: set[int], instruments: list[Instrument]) -> bool:
    """True when no termination stands between a cue and the trigger and it is near enough."""
    between = [t.lower_ for t in doc[cue.end : start] if t.i not in inside]
    if len(between) > cue.reach:
        return False
    if cue.scope == "sentence":
        return not any(word in word_set("status", "breaks") for word in between)
    if cue.scope == "main":
        return not any(word in word_set("status", "breaks") or word in word_set("status", "subordinators") for word in between)
    ends = word_set("status", "terminations")
    if trigger.voice == "nominal":
        ends = ends | word_set("status", "nominal_terminations")
        if cue.kind in ("required", "possible") and (len(between) > 2 or any(i.definite for i in instruments) or doc[cue.first].lower_ in word_set("status", "hopes")):
            return False
    return not any(word in ends for word in between)


def _follows(doc: Doc, cue: Cue, trigger: Trigger, instruments: list[Instrument]) -> bool:
    """True when a cue stands shortly after the trigger, or after the instrument that follows it."""
    end = max([trigger.end] + [i.end for i in instruments if i.first >= trigger.first and not any(t.text == "," for t in doc[trigger.end : i.first])])
    if trigger.voice == "passive" and cue.kind == "planned" and cue.end - cue.first < 2:
        return False
    if cue.kind == "negated" and any(t.lower_ in word_set("status", "modals") for t in doc[cue.first : cue.end]):
        return False  # `tak perlu dilakukan` is an opinion
    if cue.kind == "came":
        return trigger.end <= cue.first <= trigger.end + cue.reach
    words = _without_day([t.lower_ for t in doc[end : cue.first]])
    told = len(_without_day([t.lower_ for t in doc[end : cue.first] if not t.is_title and not t.is_upper]))  # names of those who sign keep no word from its verb
    plain = cue.end - cue.first == 1  # a lone word must follow closely, `batal dilaksanakan` may stand behind the parties
    ends = word_set("status", "terminations") if plain and cue.kind == "planned" else word_set("status", "breaks") | word_set("status", "marks")
    if cue.kind == "moved":
        ends = ends - {","}  # `yang mestinya diteken malam itu, ditunda sampai pekan depan`
    return cue.first >= trigger.end and (told <= cue.reach // 2 if plain and cue.kind == "planned" else len(words) <= cue.reach) and not any(w in ends for w in words)


def _without_day(words: list[str]) -> list[str]:
    """`di Balai Kota, Jumat (1/11), akhirnya` -> `di Balai Kota akhirnya`: a day between commas ends nothing."""
    kept: list[str] = []
    depth = 0
    for word in words:
        depth += word == "("
        if not depth and word not in word_set("status", "time_nouns"):
            kept.append(word)
        depth -= word == ")" and depth > 0
        if kept[-2:] == [",", ","]:
            del kept[-2:]
    return kept


def _combine(doc: Doc, before: list[Cue], after: list[Cue], trigger: Trigger) -> str:
    """Cues of one trigger -> one status. A condition beats all; else the leftmost rules, a bare `tidak dapat` is no refusal."""
    dated = any(c.kind == "planned" for c in after)
    on_day = dated or any(t.lower_ in word_set("status", "day_words") for t in doc[trigger.end : trigger.end + DAY_REACH])
    if any(c.kind == "came" for c in after) and any(c.kind == "negated" for c in before + after):
        return "occurred"  # `semula Senin, molor dua hari dan baru terlaksana Rabu`
    if any(c.kind == "moved" for c in after) and not any(c.kind == "condition" for c in before):
        return "planned"
    if any(c.kind == "condition" for c in before + after) and not (on_day and _is_result(doc, before)):
        return "hypothetical"
    before = [c for c in before if c.kind != "condition"]
    past = max((t.i for t in doc[max(trigger.first - 4, 0) : trigger.first] if t.lower_ in word_set("status", "past") and not _is_adjective(doc, t.i)), default=-1)
    before = sorted((c for c in before if c.kind == "negated" or c.first > past), key=lambda c: c.first)
    if past >= 0:
        before = [c for c in before if c.kind != "before_passive"]
    joints = [t.i for t in doc[trigger.first - 8 if trigger.first > 8 else 0 : trigger.first] if t.lower_ in word_set("status", "coordinators")]
    if joints and before and before[-1].kind == "planned" and before[-1].first > joints[-1]:  # `telah menyetujui RUU itu dan tinggal diteken`
        before = [c for c in before if c.kind != "required" or c.first > joints[-1]]
    kinds = [c.kind for c in before]
    if trigger.voice not in ("passive", "bare"):
        kinds = [k for k in kinds if k not in ("before_passive", "planned_passive")]
    kinds = ["planned" if k == "planned_passive" else k for k in kinds]
    if "negated" in kinds:
        rest = kinds[kinds.index("negated") + 1 :]
        word = doc[before[[c.kind for c in before].index("negated")].first].lower_
        modal = rest and rest[0] in ("possible", "required") and word not in word_set("status", "not_yet_words")
        return "hypothetical" if {"required", "possible"} & set(kinds[: kinds.index("negated")]) or modal else "negated"
    if kinds[:1] == ["planned"] and {c.kind for c in after} & {"negated", "required"} == {"negated"}:
        return "negated"  # `rencana penandatanganan … batal digelar`
    if kinds:
        hoped = doc[before[0].first].lower_ in word_set("status", "hopes")  # `berharap kontrak bisa diteken tahun depan`
        return "planned" if kinds[0] == "planned" or kinds[0] == "required" and dated and not hoped else "hypothetical"
    for kind, status in (("negated", "negated"), ("planned", "planned"), ("required", "hypothetical")):
        if any(c.kind == kind for c in after):
            return status
    return "occurred"


def _is_adjective(doc: Doc, i: int) -> bool:
    """`undang-undang yang baru (ditandatangani)`: the new one, and not `just now`."""
    return i > 0 and doc[i].lower_ in word_set("status", "new_words") and doc[i - 1].lower_ in word_set("status", "subordinators")


def _is_result(doc: Doc, before: list[Cue]) -> bool:
    """`Bila draf rampung, nota itu akan diteken bulan depan`: the act is planned, the condition stands in a clause of its own."""
    conditions, plans = ([c for c in before if c.kind == kind] for kind in ("condition", "planned"))
    return bool(plans and conditions) and any(t.text == "," for t in doc[conditions[-1].end : plans[-1].first])
