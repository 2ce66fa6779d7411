"""What speaks for each measure of an accepted number: its own words, the words before it, the counts it stands among.

A piece of evidence is a name and the measure it speaks for; the weights are in `rules/measures.yaml`, and `unit_measure` adds them up.
The part of a name before the dot says where the measure comes from: `stage.behind`, `verb.outcome`, `list.same_noun`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.chains import find_open, goes_on, goes_on_dividing, is_conjunct, is_told_again, names_again, shares_verb
from extract.clauses import list_pattern
from extract.counts import SETTLED, TELLING, Count, Draft, Words
from extract.grammar import word_class
from extract.records import Span
from extract.ruleset import load_words, word_set

CASES = ("report", "finding", "case")
PARTICIPANTS = ("suspect", "accused", "violator")  # nouns that say by themselves what became of the counted
LIST_CUES = ("part", "rest", "rank", "change", "compare", "detail", "then", "item", "dated")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason, the measure it speaks for and the rule that found it."""

    name: str
    measure: str
    rule_id: str


@dataclass(frozen=True)
class Setting:
    """A number among the counts accepted before it."""

    count: Count
    base: Draft | None  # the count it leans on
    listed: bool  # as an item of one list, not only near it
    total: Draft | None  # what it is a part of
    summed: bool  # it and its neighbours add up to the total
    part_of: bool  # `dari 286 itu`: the sentence says so
    accepted: Sequence[Draft]
    words: Words

    @cached_property
    def noun(self) -> str:
        """The kind of what is counted: `suspect`, `case`, `person`, `thing` …; `bare` and `none` without a noun."""
        head = self.count.head
        if head is None:
            return "bare" if self.count.bare else "none"
        kind = head.rule_id.split(".")[1]
        unit = head.value["unit"]
        return kind if kind in (*PARTICIPANTS, "penalty", "proceeding") else "case" if unit in CASES else unit if unit in ("person", "vehicle") else "thing"

    @cached_property
    def told(self) -> str:
        """What the number has of its own: a predicate, a noun that says it, a word before it, or nothing."""
        count = self.count
        if count.stage and count.stage_after or count.verb and count.verb.value.get("measure"):
            return "own"
        return "noun" if count.head_measure else "before" if count.stage else "free"


def list_evidence(setting: Setting) -> list[Evidence]:
    """Everything that speaks for a measure: for `meneruskan 12 laporan` among others (`noun.case`, reported) and (`verb.outcome`, referred)."""
    return [piece for tell in (_from_stage, _from_verb, _from_noun, _from_before, _from_list, _from_total, _from_nothing) for piece in tell(setting)]


def _from_stage(setting: Setting) -> Iterator[Evidence]:
    count = setting.count
    stage = count.stage
    if stage is None:
        return
    where = "behind" if count.stage_after else "before"
    told = stage.value["measure"]
    strength = "soft" if stage.value.get("soft") else "registers" if told == "recorded" else "weak" if stage.value.get("weak") else "relative" if count.relative else "plain"
    names = [where, f"{where}_{strength}", f"{where}_of_{setting.noun}"]
    if count.verb and count.verb.value.get("measure"):
        names.append(f"{where}_{strength}_verb")
    if count.head_measure:
        names.append(f"{where}_{strength}_noun")
    for name in names:
        yield Evidence(f"stage.{name}", told, stage.rule_id)
    if stage.value.get("soft") and "inspected" in count.cues:
        yield Evidence("stage.inspected", "found", stage.rule_id)  # `Hasil sidak, ada 46 perusahaan melanggar`


def _from_verb(setting: Setting) -> Iterator[Evidence]:
    count, verb = setting.count, setting.count.verb
    if verb is None or not verb.value.get("measure"):
        return
    kind = "outcome" if verb.value.get("outcome") else "arrest" if verb.value.get("arrest") else "act" if verb.value.get("weight", 0) >= 2 else "plain"
    names = ["said", kind, f"{kind}_of_{setting.noun}"]
    if count.stage:
        names.append(f"with_stage_{'behind' if count.stage_after else 'before'}{'_relative' if count.relative else ''}")
    if count.head_measure:
        names.append(f"{kind}_with_noun")
    if "recalled" in count.cues and verb.value["measure"] == "in_process":  # what was worked on then is done with; what was handed on stays so
        names.append("under_way" if set(count.left_words) & word_set("statistics", "under_way") else "recalled")
    for name in names:
        yield Evidence(f"verb.{name}", verb.value["measure"], verb.rule_id)
    if "recalled" in count.cues and verb.value["measure"] == "in_process" and setting.noun == "person":
        yield Evidence("verb.once_examined", "alleged", verb.rule_id)  # `sepanjang 2020 memeriksa sembilan pegawai`


def _from_noun(setting: Setting) -> Iterator[Evidence]:
    count = setting.count
    head, told = count.head, count.head_measure
    if head is None:
        return
    if told and count.right_words[:1] and count.right_words[0] in load_words("statistics", "out_of"):
        yield Evidence("noun.of_whole", told, head.rule_id)  # `meneruskan satu dari 12 laporan`
    elif told and _is_decided_on(count):
        yield Evidence("noun.decided_on", told, head.rule_id)
    elif told:
        names = ["named", setting.noun]
        if count.stage:
            kind = "soft" if count.stage.value.get("soft") else "registers" if count.stage.value["measure"] == "recorded" else "plain"
            names.append(f"with_stage_{'behind' if count.stage_after else 'before'}_{kind}")
        if count.verb and count.verb.value.get("measure"):
            names.append("with_verb")
        if setting.listed:
            names.append("listed")
        for name in names:
            yield Evidence(f"noun.{name}", told, head.rule_id)


def _is_decided_on(count: Count) -> bool:
    """`menghentikan 12 laporan`, `masih memproses tujuh aduan`: the noun only says on what the verb right before it decides."""
    verb = count.verb
    if verb is None or count.stage or verb.value.get("measure") not in SETTLED or count.number.start - verb.end > 2:
        return False
    return verb.value["measure"] != "in_process" or bool(set(count.left_words) & word_set("statistics", "under_way"))


def _from_before(setting: Setting) -> Iterator[Evidence]:
    """The noun left of the number, and the nearest word before it that tells a measure."""
    count, left = setting.count, setting.count.left_head
    if left and left.rule_id == "statistics.accused":
        yield Evidence("before.accused", "reported", left.rule_id)
    if left and left.rule_id == "statistics.suspect":
        yield Evidence("before.suspect", "alleged", left.rule_id)
    if left and left.value.get("measure"):
        yield Evidence("before.noun_left" if count.head is None else "before.noun_both", left.value["measure"], left.rule_id)
        if "adjoins" in count.cues:
            yield Evidence("before.adjoins", left.value["measure"], left.rule_id)  # `tilang 6.120 dan teguran 12.220`
    earlier = [hit for kind in TELLING for hit in setting.words.within(kind, count.before) if "measure" in hit.value]
    if earlier and setting.told != "own":
        nearest = max(earlier, key=lambda hit: hit.start)
        kind = nearest.value["kind"]
        yield Evidence(f"before.{kind}_{setting.told}", nearest.value["measure"], nearest.rule_id)
        if setting.base is not None:
            yield Evidence(f"before.{setting.told}_in_list", nearest.value["measure"], nearest.rule_id)
            if setting.base.count.sentence == count.sentence:
                yield Evidence("before.in_sentence_of_list", nearest.value["measure"], nearest.rule_id)


def _from_list(setting: Setting) -> Iterator[Evidence]:
    """The count before it in a list, or only before it."""
    count, base = setting.count, setting.base
    last = setting.accepted[-1] if setting.accepted else None
    if last and setting.told != "own":
        if last.count.sentence == count.sentence:
            yield Evidence(f"list.last_{'bare' if count.head is None else 'noun'}_{setting.told}", last.measure, last.rule_id)
            if is_elliptic(count):
                yield Evidence("list.last_elliptic", last.measure, last.rule_id)
        if goes_on_dividing(count, last):
            yield Evidence("list.dividing", last.measure, last.rule_id)
    if base is None:
        return
    for name in _name_link(setting, base):
        yield Evidence(f"list.{name}", base.measure, count.head.rule_id if count.head else base.rule_id)
    if setting.listed and "item" in count.cues and count.divisible:
        row = _tell_row(setting, base)
        if row:
            yield Evidence(f"list.row_{setting.told}", row, count.head.rule_id if count.head else base.rule_id)


def _name_link(setting: Setting, base: Draft) -> Iterator[str]:
    count, told = setting.count, setting.told
    link = "item" if setting.listed else "near"
    same = base.count.sentence == count.sentence
    yield f"{link}_{told}"
    yield f"{link}_{told}_of_{base.measure_from}"
    yield f"{link}_{told}_{'same_sentence' if same else 'further'}"
    if told == "own":
        return
    yield from (f"{cue}_{told}" for cue in LIST_CUES if cue in count.cues)
    if setting.summed:
        yield "summed"
    if setting.part_of:
        yield "part_of"
    if base.listed:
        yield "goes_on"
    if count.head is None:
        yield "no_noun"
    else:
        yield "same_noun" if names_again(count.head, base) else "other_unit" if count.head.value["unit"] != base.unit else "other_noun"
    if base.measure in SETTLED:
        yield f"settled_{link}"
        if count.number.value > base.count.number.value and not is_told_again(count):
            yield "settled_smaller"  # `menghentikan 14 perkara. Adapun pengadilan menyidangkan 4.112 perkara`
    if base.measure == "alleged" and is_taken_up(count):
        yield "taken_up"
    if shares_verb(count, base):
        yield "shares_verb"
    if is_conjunct(count, base):
        yield "conjunct"
    if is_told_again(count):
        yield "told_again"
    if base.count.relative and same:
        yield "relative"


def _from_total(setting: Setting) -> Iterator[Evidence]:
    count, total = setting.count, setting.total
    if total is not None:
        names = [setting.told, f"{setting.told}_of_{total.measure_from}"]
        if setting.part_of:
            names.append("said")
        if _told_by_outcome(total, setting.accepted):
            names.append("told_by_outcome")
        if total.measure in SETTLED:
            names.append(f"settled_{setting.told}")
        if total.measure == "alleged" and is_taken_up(count):
            names.append("taken_up")
        for name in names:
            yield Evidence(f"total.{name}", total.measure, count.head.rule_id if count.head else total.rule_id)
    caught = _find_caught(count, setting.accepted)
    if caught:
        yield Evidence(f"total.caught_{setting.told}", caught.measure, count.head.rule_id if count.head else caught.rule_id)


def _from_nothing(setting: Setting) -> Iterator[Evidence]:
    """What is only counted is recorded."""
    count = setting.count
    rule_id = count.head.rule_id if count.head else "statistics.rest"
    names = ["always", setting.noun, setting.told, "listed" if setting.listed else "near" if setting.base else "alone"]
    if find_mixed(count, setting.base, setting.accepted):
        names.append("mixed")
    if count.number.percent:
        names.append("percent")
    for name in names:
        yield Evidence(f"default.{name}", "recorded", rule_id)
    if count.number.percent:
        yield Evidence("default.share", _tell_share(setting), "statistics.percent")
        if count.restates and setting.base is not None:
            yield Evidence("list.restates", setting.base.measure, "statistics.percent")


# --- how a number stands to the counts before it ------------------------------------------------------------------
def _tell_row(setting: Setting, base: Draft) -> str | None:
    """A part by place or kind is told like the part before it, as its own sentence says (`aduan terbanyak dari Anu, 17 orang`), else like its total."""
    count, before = setting.count, setting.accepted[-1]
    outcome = before.parent is not None and before.measure_from in ("stage", "verb")  # `53 dihentikan. Netralitas menyumbang 18 perkara`
    if goes_on_dividing(count, before) and (before.divides or not outcome):
        renamed = before.measure == "alleged" and is_taken_up(count) and count.head is not None and not names_again(count.head, before)
        return "recorded" if renamed else before.measure
    said = [h for kind in ("head", "stage", "verb") for h in setting.words.within(kind, count.before) if h.value.get("measure", "recorded") != "recorded" and not h.value.get("soft")]
    if said:
        return str(max(said, key=lambda h: h.start).value["measure"])
    return "recorded" if base.measure == "alleged" and is_taken_up(count) else base.measure


def _tell_share(setting: Setting) -> str:
    """`Terlapor didominasi guru (27 persen). Kades menyusul dengan 9 persen`: shares of those accused, else of what was counted."""
    count = setting.count
    if any(h.rule_id == "statistics.accused" for h in setting.words.within("head", Span(count.before.start, count.right.end))):
        return "reported"
    last = setting.accepted[-1] if setting.accepted else None
    goes = last is not None and last.unit == "percent" and last.measure_from == "default" and (last.count.sentence == count.sentence or goes_on(count))
    return last.measure if last and goes else "recorded"


def is_taken_up(count: Count) -> bool:
    """`65 dugaan. Anu terbanyak, 18 perkara`, `1.027 dugaan, terbanyak 689 pelanggaran administrasi`: called more than supposed."""
    if count.head is None or count.head_measure or count.head.value["unit"] != "case":
        return False
    return count.head.text.lower() in load_words("statistics", "on_the_books") or count.head_weight >= 2


def is_elliptic(count: Count) -> bool:
    """`31 sanksi ringan, 20 sedang`, `sembilan diteruskan ke KASN, tiga ke polisi`, `dan dua lainnya karena pungli`: the word before it holds for it too."""
    behind = [word.lower().strip(",.;") for word in count.right_words[:3]]
    causes = list_pattern("kinds_behind").match(re.sub(rf"^(?:{list_pattern('leading').pattern}\s*)+", "", " ".join(count.right_words[len(count.head.text.split()) if count.head else 0 :])))
    return not count.head and len(count.right_words) == 1 or any(w in behind for w in word_class("to_words")) or causes is not None and count.head_weight < 1 or count.head is not None and count.head.rule_id == "statistics.proceeding"


def find_mixed(count: Count, base: Draft | None, accepted: Sequence[Draft]) -> str | None:
    """The unit of `Delapan diregister` behind `13 laporan dan lima temuan`: reports and findings together are cases, or what their total is."""
    if base is None or base.unit not in ("report", "finding") or count.head_weight >= 1 or not (count.bare and count.stage_after or "rest" in count.cues and not count.stage):
        return None
    own = [d.unit for d in accepted if d.count.sentence == count.sentence and d.count.head and d.unit in CASES]
    if own and not {"report", "finding"} <= set(own):
        return own[-1]  # `107 laporan diregistrasi, 69 tidak`: its own sentence says what is counted
    beside = [d for d in accepted if d.count.sentence == base.count.sentence and d.unit in CASES]
    if not {"report", "finding"} <= {d.unit for d in beside}:
        return None
    whole = accepted[base.parent] if base.parent is not None else None
    return whole.unit if whole and whole.unit not in ("report", "finding") else "case"


def _told_by_outcome(total: Draft, accepted: Sequence[Draft]) -> bool:
    """Whether parts of the total have predicates that say something else, so that the next one does not share that of the total."""
    siblings = [d for d in accepted if d.parent is not None and accepted[d.parent] is total and accepted[-1].count.sentence.index - d.count.sentence.index <= 1]
    return any(draft.measure_from in ("stage", "verb") and draft.measure != total.measure for draft in siblings)


def _find_caught(count: Count, accepted: Sequence[Draft]) -> Draft | None:
    """The violators caught or punished whom a number counts again by age, place or kind: `menindak 1.879 pelanggar … Ada 59 pelanggar yang masih pelajar`."""
    headed = any(name.startswith("left.") for name in count.evidence)  # `menurut lokasi pelanggaran, pasar 63 lokasi`
    if is_told_again(count) or not headed and not (count.head and count.head.rule_id == "statistics.violator"):
        return None
    total = find_open(replace(count, head=None) if headed else count, count.number.value, accepted)
    return total if total and total.measure in ("found", "sanctioned") else None
