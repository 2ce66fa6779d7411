"""The unit and the measure of an accepted number, with where the measure came from; what stands nearest to the number decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.chains import find_open, goes_on, goes_on_dividing, is_conjunct, is_told_again, names_again, shares_verb
from extract.clauses import list_pattern
from extract.counts import Count, Draft, Words
from extract.grammar import word_class
from extract.records import Hit, Span
from extract.ruleset import load_words, word_set

KINDS = ("statistics.violation", "statistics.penalty")  # name the kind of what the total counts
DECISIVE = ("in_process", "referred", "sanctioned", "dismissed")  # what is done now, against what is told of the counted in a clause with `yang`
SETTLED = ("in_process", "referred", "dismissed", "proven", "sanctioned")  # of a part of what was counted
OUTCOMES = ("in_process", "referred", "dismissed")  # what an office does with reports already made


def decide_draft(count: Count, base: Draft | None, listed: bool, parent: int | None, summed: bool, part: bool, accepted: Sequence[Draft], words: Words) -> Draft:
    total = accepted[parent] if parent is not None else None
    measure, source, rule_id = _decide_measure(count, base, listed, summed, total if part else None, accepted, words)
    return Draft(count, _decide_unit(count, base, total, summed, accepted), measure, source, rule_id, parent, listed)


def _decide_unit(count: Count, base: Draft | None, total: Draft | None, summed: bool, accepted: Sequence[Draft]) -> str:
    """The noun's unit; without a noun that of the total, else of what stands before the number."""
    if count.number.percent:
        return "percent"
    named = count.head or count.left_head
    listed = base is not None and (base.listed or summed or bool(count.cues & {"part", "rest"}))
    before = accepted[-1] if accepted and accepted[-1].count.sentence == count.sentence else None
    if before and before.unit == "person" and named and named.rule_id == "statistics.penalty":
        return before.unit  # `26 pegawai dijatuhi hukuman ringan, sepuluh hukuman sedang`
    if before and before.summed and summed and count.bare and before.unit == "case" and not _befalls_persons(count, "of_persons"):
        return before.unit  # `sembilan tersangka. Lima perkara divonis, empat lainnya masih disidik`
    if before and listed and not count.head and _is_elliptic(count):
        return before.unit  # `dua diberhentikan, satu karena kasus narkoba`
    if total and listed and total.unit in ("report", "finding", "person") and named and named.rule_id in KINDS:
        return total.unit  # the noun is the kind of what the total counts
    if count.head:
        return "other" if _is_firm(count) else count.head.value["unit"]
    if count.stage and count.stage_after and count.stage.rule_id == "statistics.proven" and any(h in count.stage.text for h in load_words("statistics", "kinds")):
        return "case"  # `38 dinyatakan sebagai pelanggaran administrasi`
    told = count.stage.text.lower().split() if count.stage and count.stage_after else []
    for origin in load_words("statistics", "units_by_origin"):
        word, unit = origin.split()
        if word in told:
            return unit  # `39 di antaranya berasal dari laporan warga`
    if count.right_words[:1] == ("unit",) and (count.left_head or base):
        told = count.left_head.value["unit"] if count.left_head else base.unit if base else ""
        return "vehicle" if told == "person" else told  # `pengendara …, sebanyak enam unit`
    if not count.bare and base is None:
        return "person" if _befalls_persons(count, "on_unknown") or _befalls_persons(count, "of_persons") else "other"
    left = count.left_head if count.bare and (count.amount or "adjoins" in count.cues or not summed) and (base is None or not count.stage_after) else None
    if left and (left.value["weight"] >= 1 or "adjoins" in count.cues or count.stage or count.amount and summed):
        return left.value["unit"]
    if base and base.parent is not None and base.count.sentence != count.sentence and "rest" not in count.cues:
        base = accepted[base.parent]
    mixed = _mixed_total(count, base, accepted)
    if mixed:
        return mixed
    units = [base.unit] if base else []
    units += [draft.unit for draft in reversed(accepted)]
    unit = next((unit for unit in units if unit != "percent"), left.value["unit"] if left else "case")
    return "person" if unit in ("case", "report", "finding") and _befalls_persons(count, "of_persons") else unit


def _mixed_total(count: Count, base: Draft | None, accepted: Sequence[Draft]) -> str | None:
    """`13 laporan dan lima temuan. Delapan diregister`: reports and findings together are cases, or what their total is."""
    if base is None or base.unit not in ("report", "finding") or count.head_weight >= 1 or not (count.bare and count.stage_after or "rest" in count.cues and not count.stage):
        return None
    beside = [d for d in accepted if d.count.sentence == base.count.sentence and d.unit in ("report", "finding", "case")]
    if not {"report", "finding"} <= {d.unit for d in beside}:
        return None
    whole = accepted[base.parent] if base.parent is not None else None
    return whole.unit if whole and whole.unit not in ("report", "finding") else "case"


def _is_firm(count: Count) -> bool:
    """`dua tersangka korporasi`."""
    behind = count.right_words[: len(count.head.text.split()) + 1] if count.head and count.head.rule_id == "statistics.suspect" else []
    return any(word.strip(".,;:") in load_words("statistics", "firms") for word in behind)


def _befalls_persons(count: Count, words: str) -> bool:
    """`lima diberhentikan`: whatever was counted before, these are people."""
    return bool(count.stage and count.stage_after and any(word in count.stage.text.lower().split() for word in load_words("statistics", words)))


def _decide_measure(count: Count, base: Draft | None, listed: bool, summed: bool, whole: Draft | None, accepted: Sequence[Draft], words: Words) -> tuple[str, str, str]:
    """The measure, where it came from and the rule that gave it; what stands nearest to the number decides."""
    stage, head, verb = count.stage, count.head, count.verb
    breaking = stage is not None and bool(stage.value.get("soft"))
    acted = verb and verb.value.get("weight", 0) >= 2 and verb.value.get("measure") and not verb.value.get("arrest") and head and head.value["weight"] < 2
    if acted and stage and count.stage_after and stage.rule_id == "statistics.alleged":
        return verb.value["measure"], "verb", verb.rule_id  # `menyegel 42 perusahaan yang diduga …`
    if stage and count.stage_after and verb and head and verb.value.get("measure") in DECISIVE and count.relative:
        return verb.value["measure"], "verb", verb.rule_id  # `memeriksa tujuh ASN yang diadukan`
    if stage and count.stage_after and stage.value["measure"] == "recorded" and head and count.head_measure == "alleged":
        return count.head_measure, "head", head.rule_id  # `126 dugaan pelanggaran telah diregistrasi`
    aside = count.number.percent and count.restates and base is not None and base.count.sentence == count.sentence
    if aside and base and count.right_words[:2] and count.right_words[0] in load_words("statistics", "out_of"):
        return base.measure, "inherited", "statistics.percent"  # `31 orang disanksi atau 52 persen dari yang terbukti`
    if stage and count.stage_after and not breaking:
        return stage.value["measure"], "stage", stage.rule_id
    if aside and base:
        return base.measure, "inherited", "statistics.percent"
    if count.number.percent:
        return _share_measure(count, accepted, words), "default", "statistics.percent"
    if base and listed and "item" in count.cues and count.divisible and (not head or count.head_weight < 1 or head.value["unit"] == base.unit):
        told = _told_of_row(count, base, accepted, words)
        if told:
            return *told, head.rule_id if head else base.rule_id
    if verb and head and verb.value.get("measure") == "in_process" and "recalled" in count.cues and not set(count.left_words) & word_set("statistics", "under_way"):
        if count.head_measure:
            return count.head_measure, "head", head.rule_id  # `tahun itu menindaklanjuti 12 laporan`
        if head.value["unit"] == "person" and not stage:
            return "alleged", "verb", verb.rule_id  # `sepanjang 2020 memeriksa sembilan pegawai`
    if verb and verb.value.get("measure") and head and _acts_on(verb, head):
        return verb.value["measure"], "verb", verb.rule_id
    if base and base.measure_from == "verb" and base.measure in OUTCOMES and not verb and not stage and not count.out_of and base.count.sentence == count.sentence and not (head and head.rule_id == "statistics.suspect"):
        return base.measure, "inherited", base.rule_id  # `mendalami tiga laporan dan dua temuan`
    if stage and not breaking and head and count.head_measure and head.value["unit"] != "person" and not stage.value.get("weak"):
        return stage.value["measure"], "before", stage.rule_id  # `yang terbukti lima laporan`
    if head and count.head_measure:
        return count.head_measure, "head", head.rule_id
    if count.left_head and count.left_head.rule_id == "statistics.accused" and not stage:
        return "reported", "before", count.left_head.rule_id  # `jumlah teradu mencapai 140 orang`
    if count.left_head and count.left_head.rule_id == "statistics.suspect" and stage and stage.value["measure"] == "found":
        return "alleged", "before", count.left_head.rule_id  # `tersangka yang ditangkap sebanyak 12 orang`
    if stage and not breaking:
        return stage.value["measure"], "before", stage.rule_id
    if verb and verb.value.get("measure"):
        return verb.value["measure"], "verb", verb.rule_id
    if listed and not stage and not verb and _mixed_total(count, base, accepted):
        return "recorded", "default", "statistics.rest"  # `31 laporan dan dua temuan; 12 di antaranya soal ASN`
    if whole and not (stage and count.stage_after):
        return whole.measure, "inherited", head.rule_id if head else whole.rule_id  # `Dari sembilan yang dipecat, enam karena pungli`
    if base and summed and not stage and ("item" in count.cues and count.sentence != base.count.sentence or not _told_by_outcome(base, accepted)):
        return base.measure, "inherited", head.rule_id if head else base.rule_id
    earlier = [h for kind in ("head", "stage", "verb", "operation") for h in words.within(kind, count.before) if "measure" in h.value]
    if earlier and not (stage and count.stage_after):
        nearest = max(earlier, key=lambda h: h.start)
        return nearest.value["measure"], "before", nearest.rule_id
    if listed and not stage and accepted and accepted[-1].count.sentence == count.sentence and _is_elliptic(count):
        return accepted[-1].measure, "inherited", head.rule_id if head else accepted[-1].rule_id
    total = _find_caught(count, accepted)
    if base and _inherits(count, base, listed) and not (total and base.measure_from == "default"):
        return base.measure, "inherited", head.rule_id if head else base.rule_id
    if total:
        return total.measure, "inherited", head.rule_id if head else total.rule_id  # violators counted again by age, place or kind
    return "recorded", "default", stage.rule_id if stage else head.rule_id if head else "statistics.rest"


def _share_measure(count: Count, accepted: Sequence[Draft], words: Words) -> str:
    """`Terlapor didominasi guru (27 persen). Kades menyusul dengan 9 persen`: shares of those accused, else of what was counted."""
    if any(h.rule_id == "statistics.accused" for h in words.within("head", Span(count.before.start, count.right.end))):
        return "reported"
    last = accepted[-1] if accepted else None
    goes = last is not None and last.unit == "percent" and last.measure_from == "default" and (last.count.sentence == count.sentence or goes_on(count))
    return last.measure if last and goes else "recorded"


def _told_of_row(count: Count, base: Draft, accepted: Sequence[Draft], words: Words) -> tuple[str, str] | None:
    """A part by place or kind is told like the part before it, as its own sentence says (`aduan terbanyak dari Anu, 17 orang`), else like its total."""
    before = accepted[-1]
    outcome = before.parent is not None and before.measure_from in ("stage", "verb")  # `53 dihentikan. Netralitas menyumbang 18 perkara`
    if goes_on_dividing(count, before) and (before.divides or not outcome):
        renamed = before.measure == "alleged" and _is_taken_up(count) and count.head is not None and not names_again(count.head, before)
        return ("recorded" if renamed else before.measure), "inherited"
    said = [h for kind in ("head", "stage", "verb") for h in words.within(kind, count.before) if h.value.get("measure", "recorded") != "recorded" and not h.value.get("soft")]
    if said:
        return max(said, key=lambda h: h.start).value["measure"], "before"
    return ("recorded" if base.measure == "alleged" and _is_taken_up(count) else base.measure), "inherited"


def _is_taken_up(count: Count) -> bool:
    """`65 dugaan. Anu terbanyak, 18 perkara`, `1.027 dugaan, terbanyak 689 pelanggaran administrasi`: called more than supposed."""
    if count.head is None or count.head_measure or count.head.value["unit"] != "case":
        return False
    return count.head.text.lower() in load_words("statistics", "on_the_books") or count.head_weight >= 2


def _is_elliptic(count: Count) -> bool:
    """`31 sanksi ringan, 20 sedang`, `sembilan diteruskan ke KASN, tiga ke polisi`, `dan dua lainnya karena pungli`: the word before it holds for it too."""
    behind = [word.lower().strip(",.;") for word in count.right_words[:3]]
    causes = list_pattern("kinds_behind").match(re.sub(rf"^(?:{list_pattern('leading').pattern}\s*)+", "", " ".join(count.right_words[len(count.head.text.split()) if count.head else 0 :])))
    return not count.head and len(count.right_words) == 1 or any(w in behind for w in word_class("to_words")) or causes is not None and count.head_weight < 1 or count.head is not None and count.head.rule_id == "statistics.proceeding"


def _acts_on(verb: Hit, head: Hit) -> bool:
    """Whether the verb says more than the noun: `menyidik 15 perkara`, but not `menemukan 12 laporan`, `menangkap 21 tersangka`."""
    if head.rule_id == "statistics.suspect":
        return verb.value.get("measure") == "sanctioned"  # `menangkap 12 tersangka`: they stay suspects
    if verb.value.get("measure") == "alleged":
        return head.value.get("measure") is None and head.value["unit"] not in ("report", "finding", "case")
    return True if verb.value.get("outcome") else head.value["unit"] not in ("report", "finding", "case")


def _told_by_outcome(total: Draft, accepted: Sequence[Draft]) -> bool:
    """Whether parts of the total have predicates that say something else, so that the next one does not share that of the total."""
    siblings = [d for d in accepted if d.parent is not None and accepted[d.parent] is total and accepted[-1].count.sentence.index - d.count.sentence.index <= 1]
    return any(draft.measure_from in ("stage", "verb") and draft.measure != total.measure for draft in siblings)


def _find_caught(count: Count, accepted: Sequence[Draft]) -> Draft | None:
    """The violators caught or punished whom a number counts again by age, place or kind: `menindak 1.879 pelanggar … Ada 59 pelanggar yang masih pelajar`."""
    headed = "left_head" in count.evidence  # `menurut lokasi pelanggaran, pasar 63 lokasi`
    if is_told_again(count) or not headed and not (count.head and count.head.rule_id == "statistics.violator"):
        return None
    total = find_open(replace(count, head=None) if headed else count, count.number.value, accepted)
    return total if total and total.measure in ("found", "sanctioned") else None


def _inherits(count: Count, base: Draft, listed: bool) -> bool:
    """A part of a list takes the measure of the list; what has a predicate of its own does not lean on another's."""
    if not listed:
        return False
    if shares_verb(count, base):
        return True
    if base.measure == "alleged" and _is_taken_up(count):
        return False
    if base.measure in SETTLED and count.verb and count.number.value > base.count.number.value and not is_told_again(count):
        return False  # `menghentikan 14 perkara. Adapun pengadilan menyidangkan 4.112 perkara`
    if base.measure == "found" and goes_on(count) and count.head and count.head_weight < 1 and count.head.value["unit"] == base.unit:
        return True  # `90 pemotor kedapatan tanpa helm. Berikutnya, 40 sopir melawan arus`
    if count.head and count.head_weight >= 1 and count.head.value["unit"] != base.unit and not count.cues & {"part", "compare"}:
        return False  # `1.304 laporan`, then `Sulawesi Tenggara 92 kasus`
    if is_conjunct(count, base):
        return True
    if base.count.relative and base.count.sentence == count.sentence and count.head and count.head.text.lower() in base.counted:
        return True  # `26 gudang yang disegel di Anu dan 8 gudang di Ani`
    named = count.head or count.left_head
    if count.head and goes_on(count) and names_again(count.head, base):
        return True  # `316 baliho diturunkan. Kota Anu menyumbang 84 baliho`
    if "rank" in count.cues and named and named.value["unit"] == base.unit:
        return True  # `246 ASN dilaporkan. Maluku paling banyak, 121 orang`
    if count.cues & {"part"} or is_told_again(count) or base.listed and base.measure_from == "inherited":
        return True
    return base.measure_from != "stage" or count.head_weight >= 2 and base.count.sentence == count.sentence
