"""Counts of violations: numbers with enough evidence around them, each with unit, measure and the total it is a part of.

Stages: 1 read what stands around every number, 2 accept in order, since a list leans on what came before, 3 decide unit and measure,
4 leave out what was said before, 5 attach period, place and source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.addends import find_addends
from extract.circumstances import attach_circumstances
from extract.counts import Count, Words, read_words
from extract.measures import read_counts
from extract.records import Hit, NumberMention, Reading, RoleMention, Span, Statistic
from extract.ruleset import load_words
from extract.shares import spread_shares
from extract.tellers import word_pattern
from extract.weighing import LISTED, NEAR, SAME_HEAD, THRESHOLD

LIST_SENTENCES = 3  # sentences over which the same noun goes on being counted
KINDS = ("statistics.violation", "statistics.penalty")  # name the kind of what the total counts
DECISIVE = ("in_process", "referred", "sanctioned", "dismissed")  # what is done now, against what is told of the counted in a clause with `yang`
OUTCOMES = ("in_process", "referred", "dismissed")  # what an office does with reports already made
SETTLED = (*OUTCOMES, "proven", "sanctioned")  # what may be told of counted ones taken together
COLLECTIVE_REACH = 2  # sentences from a count to `Ketiganya …`
FOLLOW_REACH = 80  # characters from the head of a sentence to what became of the case it points back to
UNLIKELY_TWICE = 100  # two parts of lists seldom share a number as large
ROUNDING = 0.05  # a headline's `41 ribu lebih` stands for 41.318


@dataclass(frozen=True)
class Draft:
    """An accepted count with its decisions; `counted` is the text behind its number, in small letters."""

    count: Count
    unit: str
    measure: str
    measure_from: str  # stage, head, verb, before, inherited, default
    rule_id: str
    parent: int | None = None  # index of the total among the drafts
    listed: bool = False
    counted: str = ""
    summed: bool = False  # one of the numbers that add up to its total


def find_statistics(reading: Reading, roles: Sequence[RoleMention] = ()) -> tuple[Statistic, ...]:
    """`menangani 103 dugaan pelanggaran; 61 diteruskan` -> 103 case alleged, 61 case referred (part of the 103); `roles` tell who speaks."""
    if not reading.numbers:
        return ()
    words = read_words(reading)
    drafts = _accept_counts(read_counts(reading, words), words, reading)
    drafts = spread_shares(_drop_repeats(_follow_up(drafts, words, reading)), reading.text)
    return attach_circumstances(reading, [_make_statistic(i, draft) for i, draft in enumerate(drafts)], [d.count for d in drafts], roles)


def _make_statistic(key: int, draft: Draft) -> Statistic:
    number, count = draft.count.number, draft.count
    return Statistic(
        key, number.start, number.end, number.value, number.text, draft.unit, draft.measure, count.sentence.index, draft.rule_id,
        approximate=number.approximate, part_of=draft.parent,
    )


# --- 2. which numbers count violations --------------------------------------------------------------------------
def _accept_counts(counts: Sequence[Count], words: Words, reading: Reading) -> list[Draft]:
    accepted: list[Draft] = []
    anchor: Draft | None = None  # the statistic that `Dari 286 itu` points back to
    previous: Count | None = None
    addends = find_addends(counts)
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
        pointed = _pointed_at(count, accepted, reading)
        told = _find_told(count, accepted) if pointed and count.stage_after and not count.relative else None
        if told and count.stage and count.stage.value["measure"] in SETTLED and not count.stage.value.get("soft"):  # `Enam lurah itu sudah ditegur`
            accepted.append(replace(told, count=count, measure=count.stage.value["measure"], measure_from="stage", rule_id=count.stage.rule_id))
            continue
        if pointed:
            anchor, previous = replace(pointed, count=replace(pointed.count, sentence=count.sentence)), None
            continue
        base, adjacent = (anchor, True) if anchor and not (accepted and accepted[-1].count.sentence == count.sentence) else _last(accepted, previous)
        base = _climb(count, base, accepted)
        whole = _find_whole(count, counts[i + 1] if i + 1 < len(counts) else None, addends.get(i), accepted)
        if whole:
            base, adjacent = whole, True
        link = {"listed": LISTED} if whole else _find_link(count, base, adjacent, anchor is base and base is not None, _follows_share(count, accepted))
        beside = "listed" in link or count.one_person and bool(accepted) and count.sentence.index - accepted[-1].count.sentence.index <= 1
        lone = count.evidence.get("lone", 0.0) if beside else 0.0  # `dan satu staf` in a list is not alone
        if count.score - lone + sum(link.values()) >= THRESHOLD:
            parent = accepted.index(whole) if whole else _find_parent(count, base, accepted) if "listed" in link else None
            pointed = anchor is not None and base is not None and base.count.number == anchor.count.number
            part = "listed" in link and (pointed or bool(word_pattern("part_of").search(reading.text, count.left.start, count.right.end)))
            draft = _decide(count, base if link else None, "listed" in link, parent, i in addends and bool(whole), part, accepted, words)
            counted = base.counted if base and "listed" in link and count.bare else reading.text[count.right.start : count.right.end].lower()
            accepted.append(replace(draft, summed=i in addends and bool(whole), counted=counted))
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
    return near and not since and bool(count.cues & {"rest", "compare", "change"}) and count.head_weight < 2 and not count.number.percent


def _find_whole(count: Count, following: Count | None, sum_of: float | None, accepted: Sequence[Draft]) -> Draft | None:
    """The accepted statistic that a number is a part of: by addition, or as it says itself, `dua dari empat yang …`."""
    value = following.number.value if following and following.out_of else sum_of
    if value is None or count.number.percent or value <= count.number.value:
        return None
    return next((draft for draft in reversed(accepted) if draft.count.number.value == value and draft.unit != "percent"), None)


def _climb(count: Count, base: Draft | None, accepted: Sequence[Draft]) -> Draft | None:
    """No part is greater than its whole, and another year is set against the whole: `Dua …; tiga di antaranya …` leans on what came before the two."""
    if base is None or count.number.percent:
        return base
    if _is_told_again(count) and base.parent is not None:
        return accepted[base.parent]
    siblings = sum(d.parent == base.parent for d in accepted)
    if "rank" in count.cues and base.parent is not None and siblings > 1 and base.count.sentence != count.sentence:
        return accepted[base.parent]  # `37 dilaporkan; 22 diteruskan, enam gugur. Kota Anu terbanyak, 11 orang`: of the 37
    whole = accepted[base.parent] if base.parent is not None else None
    if whole and count.head and base.count.sentence != count.sentence and _names_again(count.head, whole) and not _names_again(count.head, base):
        return whole  # `912 kendaraan ditindak: 188 mobil …, 84 bajaj. Anu menyumbang 371 kendaraan`
    if "rest" in count.cues and _is_told_again(base.count) and base.count.sentence != count.sentence:
        compared = [d for d in accepted if d.count.sentence == base.count.sentence and d.unit == base.unit and d.count.number.start < base.count.number.start]
        base = next((d for d in reversed(compared) if d.count.number.value >= count.number.value), base)  # `26, dibanding 34. Dari jumlah itu 14 …`: of the 26
    if "rest" in count.cues and base.count.number.value < count.number.value:
        near = [d for d in accepted if d.unit != "percent" and count.sentence.index - d.count.sentence.index <= LIST_SENTENCES]
        return next((d for d in reversed(near) if d.count.number.value >= count.number.value), base)
    return base


def _last(accepted: Sequence[Draft], previous: Count | None) -> tuple[Draft | None, bool]:
    """The last accepted statistic that is no percentage, and whether no other number stands since."""
    last = next((draft for draft in reversed(accepted) if draft.unit != "percent"), None)
    return last, last is not None and previous is last.count


def _pointed_at(count: Count, accepted: Sequence[Draft], reading: Reading) -> Draft | None:
    """`Dari 286 itu`, `sebelas kades tersebut`: the statistic that a number only points back to."""
    left = reading.text[count.left.start : count.number.start].lower().split()
    until = count.stage.start if count.stage and count.stage_after else count.right.end
    pointing = reading.text[count.number.end : until].lower().split()[:4]
    compared = len(left) > 1 and left[-2] in load_words("statistics", "more_or_less")  # `lebih dari 40`
    if (left and left[-1] in load_words("statistics", "out_of") and not compared) or any(w in load_words("statistics", "demonstratives") for w in pointing):
        return next((d for d in reversed(accepted) if d.count.number.value == count.number.value), None)
    return None


def _follows_share(count: Count, accepted: Sequence[Draft]) -> bool:
    """Whether the statistic just before is a percentage, in this sentence or the one before."""
    return bool(accepted) and accepted[-1].unit == "percent" and count.sentence.index - accepted[-1].count.sentence.index <= 1


def _find_link(count: Count, last: Draft | None, adjacent: bool, pointed: bool, told_share: bool) -> dict[str, float]:
    """How a number hangs on the statistic before it, as evidence."""
    if last is None or "pseudo" in count.cues:
        return {}
    gap = count.sentence.index - last.count.sentence.index
    named = count.head or (count.left_head if "adjoins" in count.cues else None)
    same = bool(named and _names_again(named, last))
    if count.number.percent and gap <= 2 and count.cues & {"detail", "rank"}:
        return {"listed": LISTED}
    if count.number.percent and told_share and (cues_go_on(count) or count.verb):
        return {"listed": LISTED}  # `Foto bersama menyusul dengan 18 persen`
    if count.number.percent and gap <= 1 and count.restates:
        return {"restated": LISTED}  # `17, atau 54,8 persen, terbukti`
    if count.number.percent and gap <= 1 and "change" in count.cues:
        return {"change": LISTED}  # `Jumlah itu naik 27 persen`
    if count.number.percent:
        return {"listed": LISTED} if gap <= 1 and "rest" in count.cues else {"percent_link": 1.0} if gap <= 1 else {}
    if gap <= 2 and "rest" in count.cues:
        return {"listed": LISTED}
    unit = count.head.value["unit"] if count.head else None
    if gap <= 2 and "change" in count.cues and (same or count.bare or unit == last.unit) or gap <= 2 and _is_partitive(count, last):
        return {"listed": LISTED}
    if gap == 0 and adjacent:
        if _is_conjunct(count, last):
            return {"listed": LISTED}
        if pointed or "part" in count.cues or "divided" in last.count.cues and count.number.value <= last.count.number.value or last.listed or count.bare or same or unit == last.unit:
            return {"listed": LISTED}
        return {"near": NEAR} if count.head_weight >= 1 else {}
    if gap <= LIST_SENTENCES and "compare" in count.cues and (same or count.bare or count.head_weight >= 1 or unit == last.unit):
        return {"listed": LISTED}
    if gap <= 1 and adjacent and ("pairs" in count.cues or count.leads and _points(count)) and count.number.value < last.count.number.value:
        return {"listed": LISTED}  # `Totalnya 64 perkara. Sembilan itu soal baliho`
    if gap <= 1 and adjacent and "dated" in count.cues and (count.bare or same or unit == last.unit):
        return {"listed": LISTED}
    if gap <= LIST_SENTENCES and adjacent and "detail" in count.cues and (count.bare or same or unit == last.unit):
        return {"listed": LISTED}  # `Begitu data Anu. Sebarannya: Kota Ani 9 kasus`
    together = same or last.count.sentence.paragraph == count.sentence.paragraph or bool(count.cues & {"detail", "rank"})
    if gap <= 1 and adjacent and together and cues_go_on(count) and (count.bare or same or count.stage or count.head_weight >= 1 or unit == last.unit):
        return {"listed": LISTED}
    if gap <= LIST_SENTENCES and same and named and named.text.lower() not in load_words("statistics", "generic_heads"):
        return {"same_head": SAME_HEAD, "near": NEAR if adjacent and gap <= 1 else 0.0}
    handled = count.verb is not None and bool(count.verb.value.get("outcome"))
    if gap <= 1 and (count.head_weight >= 1 or count.bare and (count.stage or handled)):
        return {"near": NEAR}
    return {}


def _names_again(named: Hit, draft: Draft) -> bool:
    """Whether the noun was counted just before: `aduan` in ` aduan warga`, not `pegawai` in ` kepegawaian`."""
    return bool(draft.counted and re.search(rf"\b{re.escape(named.text.lower().removesuffix('nya'))}(?:nya)?\b", draft.counted))


def _is_conjunct(count: Count, last: Draft) -> bool:
    """`jumlah tersangka 230 orang dan lima perusahaan`: people or firms joined to those just counted, with nothing told of them alone."""
    joined = " ".join(count.left_words).lower().strip(" ,") in load_words("statistics", "joiners")
    firm = count.head is not None and (count.head.value["unit"] == "person" or count.head.text.lower() in load_words("statistics", "firms"))
    return joined and firm and last.unit in ("person", "other") and not count.stage and not count.verb


def _is_told_again(count: Count) -> bool:
    """Whether the number is that of another time: `turun menjadi 14`, `dibanding 2019, yakni 40`."""
    return bool(count.cues & {"compare", "dated"}) or "change" in count.cues and not count.number.percent


def _points(count: Count) -> bool:
    """`Sembilan itu soal baliho`."""
    return any(word.lower() in load_words("statistics", "demonstratives") for word in count.right_words[:1])


def _is_partitive(count: Count, last: Draft) -> bool:
    """`Dua penghulu dilaporkan. Satu sudah klir, tidak terbukti`: a bare number at the head of a sentence, fewer than those just counted."""
    return count.leads and count.head is None and count.stage is not None and count.stage_after and count.number.value <= last.count.number.value


def cues_go_on(count: Count) -> bool:
    """Whether a word says that a list goes on: `kemudian`, `disusul`, `rinciannya`."""
    return bool(count.cues & {"then", "detail"})


def _find_parent(count: Count, base: Draft | None, accepted: Sequence[Draft]) -> int | None:
    """Index of the total: what the number points to, or what the number before it in the list is a part of."""
    if base is None or count.out_of or _is_told_again(count) and not count.number.percent:
        return None
    index = next((i for i, d in enumerate(accepted) if d.count.number == base.count.number), None)
    if base.listed and "rest" not in count.cues and base.parent is not None:
        return base.parent
    return index


# --- 3. unit and measure ----------------------------------------------------------------------------------------
def _decide(count: Count, base: Draft | None, listed: bool, parent: int | None, summed: bool, part: bool, accepted: Sequence[Draft], words: Words) -> Draft:
    total = accepted[parent] if parent is not None else None
    measure, source, rule_id = _decide_measure(count, base, listed, summed, total if part else None, accepted, words)
    return Draft(count, _decide_unit(count, base, total, summed, accepted), measure, source, rule_id, parent, listed)


def _decide_unit(count: Count, base: Draft | None, total: Draft | None, summed: bool, accepted: Sequence[Draft]) -> str:
    """The noun's unit; without a noun that of the total, else of what stands before the number."""
    if count.number.percent:
        return "percent"
    named = count.head or count.left_head
    listed = base is not None and (base.listed or summed or bool(count.cues & {"part", "rest"}))
    if total and listed and total.unit in ("report", "finding", "person") and named and named.rule_id in KINDS:
        return total.unit  # the noun is the kind of what the total counts
    if count.head:
        return "other" if _is_firm(count) else count.head.value["unit"]
    if count.stage and count.stage_after and count.stage.rule_id == "statistics.proven" and any(h in count.stage.text for h in load_words("statistics", "kinds")):
        return "case"  # `38 dinyatakan sebagai pelanggaran administrasi`
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
    if stage and count.stage_after and not breaking:
        return stage.value["measure"], "stage", stage.rule_id
    if count.number.percent and count.restates and base is not None and base.count.sentence == count.sentence:
        return base.measure, "inherited", "statistics.percent"
    if count.number.percent:
        return "recorded", "default", "statistics.percent"
    if verb and verb.value.get("measure") and head and _acts_on(verb, head):
        return verb.value["measure"], "verb", verb.rule_id
    if base and base.measure_from == "verb" and base.measure in OUTCOMES and not verb and not stage and not count.out_of and base.count.sentence == count.sentence and not (head and head.rule_id == "statistics.suspect"):
        return base.measure, "inherited", base.rule_id  # `mendalami tiga laporan dan dua temuan`
    if stage and not breaking and head and count.head_measure and head.value["unit"] != "person" and not stage.value.get("weak"):
        return stage.value["measure"], "before", stage.rule_id  # `yang terbukti lima laporan`
    if head and count.head_measure:
        return count.head_measure, "head", head.rule_id
    if count.left_head and count.left_head.rule_id == "statistics.suspect" and stage and stage.value["measure"] == "found":
        return "alleged", "before", count.left_head.rule_id  # `tersangka yang ditangkap sebanyak 12 orang`
    if stage and not breaking:
        return stage.value["measure"], "before", stage.rule_id
    if verb and verb.value.get("measure"):
        return verb.value["measure"], "verb", verb.rule_id
    if whole and not (stage and count.stage_after):
        return whole.measure, "inherited", head.rule_id if head else whole.rule_id  # `Dari sembilan yang dipecat, enam karena pungli`
    if base and summed and not stage and not _told_by_outcome(base, accepted):
        return base.measure, "inherited", head.rule_id if head else base.rule_id
    earlier = [h for kind in ("head", "stage", "verb", "operation") for h in words.within(kind, count.before) if "measure" in h.value]
    if earlier and not (stage and count.stage_after):
        nearest = max(earlier, key=lambda h: h.start)
        return nearest.value["measure"], "before", nearest.rule_id
    if listed and not stage and accepted and accepted[-1].count.sentence == count.sentence and _is_elliptic(count):
        return accepted[-1].measure, "inherited", head.rule_id if head else accepted[-1].rule_id
    carried = _carried_measure(count, accepted)
    if base and _inherits(count, base, listed) and not (carried and base.measure_from == "default"):
        return base.measure, "inherited", head.rule_id if head else base.rule_id
    if carried:
        return carried, "inherited", head.rule_id if head else "statistics.rest"
    return "recorded", "default", stage.rule_id if stage else head.rule_id if head else "statistics.rest"


def _is_elliptic(count: Count) -> bool:
    """`31 sanksi ringan, 20 sedang`, `sembilan diteruskan ke KASN, tiga ke polisi`: the word before it holds for it too."""
    behind = [word.lower().strip(",.;") for word in count.right_words[:3]]
    return not count.head and len(count.right_words) == 1 or "ke" in behind


def _acts_on(verb: Hit, head: Hit) -> bool:
    """Whether the verb says more than the noun: `menyidik 15 perkara`, but not `menemukan 12 laporan`, `menangkap 21 tersangka`."""
    if head.rule_id == "statistics.suspect":
        return verb.value.get("measure") == "sanctioned"  # `menangkap 12 tersangka`: they stay suspects
    return True if verb.value.get("outcome") else head.value["unit"] not in ("report", "finding", "case")


def _told_by_outcome(total: Draft, accepted: Sequence[Draft]) -> bool:
    """Whether parts of the total have predicates of their own, so that the next one does not share that of the total."""
    siblings = [draft for draft in accepted if draft.parent is not None and accepted[draft.parent] is total]
    return any(draft.measure_from in ("stage", "verb") for draft in siblings)


def _carried_measure(count: Count, accepted: Sequence[Draft]) -> str | None:
    """Violators counted again by age, place or kind after a total that was caught or ticketed are of that total."""
    if not count.head or count.head.rule_id != "statistics.violator" and "left_head" not in count.evidence:
        return None
    last = next((d for d in reversed(accepted) if d.unit != "percent"), None)
    if last is None or last.measure not in ("found", "sanctioned"):
        return None
    greatest = max(d.count.number.value for d in accepted if d.measure == last.measure and d.unit != "percent")
    return last.measure if count.number.value <= greatest else None


def _inherits(count: Count, base: Draft, listed: bool) -> bool:
    """A part of a list takes the measure of the list; what has a predicate of its own does not lean on another's."""
    if not listed:
        return False
    if count.head and count.head_weight >= 1 and count.head.value["unit"] != base.unit and not count.cues & {"part", "compare"}:
        return False  # `1.304 laporan`, then `Sulawesi Tenggara 92 kasus`
    if _is_conjunct(count, base):
        return True
    if base.count.relative and base.count.sentence == count.sentence and count.head and count.head.text.lower() in base.counted:
        return True  # `26 gudang yang disegel di Anu dan 8 gudang di Ani`
    named = count.head or count.left_head
    if count.head and cues_go_on(count) and _names_again(count.head, base):
        return True  # `316 baliho diturunkan. Kota Anu menyumbang 84 baliho`
    if "rank" in count.cues and named and named.value["unit"] == base.unit:
        return True  # `246 ASN dilaporkan. Maluku paling banyak, 121 orang`
    if count.cues & {"part"} or _is_told_again(count) or base.listed and base.measure_from == "inherited":
        return True
    return base.measure_from != "stage" or count.head_weight >= 2 and base.count.sentence == count.sentence


def _follow_up(drafts: Sequence[Draft], words: Words, reading: Reading) -> list[Draft]:
    """`Satu temuan menyangkut lurah. Kasus itu sudah direkomendasikan …`: the next sentence says what became of the one count before it."""
    done = list(drafts)
    for i, draft in enumerate(drafts):
        at = draft.count.sentence.index
        alone = sum(d.count.sentence.index == at for d in drafts) == 1 and draft.measure_from in ("head", "default")
        if not alone or at + 1 >= len(reading.sentences) or any(d.count.sentence.index == at + 1 for d in drafts):
            continue
        following = reading.sentences[at + 1]
        pointing = word_pattern("anaphors").match(reading.text, following.start, following.end)
        stage = next(iter(words.within("stage", Span(following.start, min(following.end, following.start + FOLLOW_REACH)))), None) if pointing else None
        if stage and not stage.value.get("weak") and not stage.value.get("soft"):
            done[i] = replace(draft, measure=stage.value["measure"], measure_from="stage")
    return done


# --- 4. repeats ----------------------------------------------------------------------------------------
def _drop_repeats(drafts: list[Draft]) -> list[Draft]:
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
    if draft.summed:
        return False  # a part of a sum is told where it belongs
    weak = draft.measure_from in ("default", "inherited", "before") or draft.measure == other.measure
    return weak and (not draft.listed or a.value >= UNLIKELY_TWICE)


def _is_round(number: NumberMention) -> bool:
    return number.approximate or number.value >= 1000 and number.value % 100 == 0
