"""The unit and the measure of an accepted number: the measure by a sum of evidence, with where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from extract.counts import Count, Draft, Words
from extract.evidence import load_numbers
from extract.measure_evidence import Evidence, Setting, find_mixed, is_elliptic, list_evidence
from extract.ruleset import load_words

KINDS = ("statistics.violation", "statistics.penalty")  # name the kind of what the total counts
SOURCES = {"stage": "stage", "verb": "verb", "noun": "head", "before": "before", "list": "inherited", "total": "inherited", "default": "default"}  # by the first part of a name


def decide_draft(count: Count, base: Draft | None, listed: bool, parent: int | None, summed: bool, part: bool, accepted: Sequence[Draft], words: Words) -> Draft:
    total = accepted[parent] if parent is not None else None
    pieces = list_evidence(Setting(count, base, listed, total, summed, part, accepted, words))
    measure, source, rule_id = decide_measure(pieces, load_numbers("measures")["weights"])
    unit = _decide_unit(count, base, total, summed, accepted)
    measure = _told_by_unit().get((count.stage.text.lower(), unit), measure) if source == "stage" and count.stage else measure
    return Draft(count, unit, measure, source, rule_id, parent, listed, evidence=tuple((p.name, p.measure) for p in pieces))


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
    named_left = count.left_head is not None and count.left_head.value["weight"] >= 1 and count.left_head.rule_id != "statistics.penalty"
    if before and listed and not count.head and not named_left and is_elliptic(count):
        return before.unit  # `dua diberhentikan, satu karena kasus narkoba`
    if before and before.unit == "person" and count.bare and count.right_words[:1] and count.right_words[0].lower() in load_words("statistics", "others"):
        return before.unit  # `lima lurah ditegur, delapan lainnya menunggu putusan`
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
    if base and base.parent is not None and base.count.sentence != count.sentence and "rest" not in count.cues and not summed:
        base = accepted[base.parent]
    mixed = find_mixed(count, base, accepted)
    if mixed:
        return mixed
    if count.drawn_from and not (summed or "item" in count.cues) and (base is None or base.count.sentence != count.sentence) and not (before and before.unit != "percent"):
        return count.drawn_from.value["unit"]
    units = [base.unit] if base else []
    units += [draft.unit for draft in reversed(accepted)]
    unit = next((unit for unit in units if unit != "percent"), left.value["unit"] if left else "case")
    return "person" if unit in ("case", "report", "finding") and _befalls_persons(count, "of_persons") else unit


@cache
def _told_by_unit() -> dict[tuple[str, str], str]:
    """`empat perkara ditutup`, but `empat kafe ditutup`: (word, unit) -> measure."""
    return {(word, unit): measure for word, unit, measure in map(str.split, load_words("statistics", "told_by_unit"))}


def _is_firm(count: Count) -> bool:
    """`dua tersangka korporasi`."""
    behind = count.right_words[: len(count.head.text.split()) + 1] if count.head and count.head.rule_id == "statistics.suspect" else []
    return any(word.strip(".,;:") in load_words("statistics", "firms") for word in behind)


def _befalls_persons(count: Count, words: str) -> bool:
    """`lima diberhentikan`: whatever was counted before, these are people."""
    return bool(count.stage and count.stage_after and any(word in count.stage.text.lower().split() for word in load_words("statistics", words)))


def decide_measure(pieces: Sequence[Evidence], weights: Mapping[str, float]) -> tuple[str, str, str]:
    """The measure for which the most speaks, where it came from and the rule that gave it: those of its heaviest piece; a name without a weight counts nothing."""
    sums: dict[str, float] = {}
    for piece in pieces:
        sums[piece.measure] = sums.get(piece.measure, 0.0) + weights.get(piece.name, 0.0)
    best = max(sorted(sums), key=lambda measure: round(sums[measure], 3))
    heaviest = max((piece for piece in pieces if piece.measure == best), key=lambda piece: weights.get(piece.name, 0.0))
    return best, SOURCES[heaviest.name.split(".")[0]], heaviest.rule_id
