"""How a number hangs on the counts before it: `Sisanya lima`, `di antaranya tiga`, `disusul Anu 12`, `turun menjadi 14`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.counts import Count, Draft
from extract.grammar import drop_enclitic, word_class
from extract.records import Hit, Reading
from extract.ruleset import load_words

LIST_SENTENCES = 3  # sentences over which the same noun goes on being counted
COMPARED_SENTENCES = 2  # from a count to the one that it is set against
OPEN_SENTENCES = 8  # over which a total stays open for the items of a list


def climb(count: Count, base: Draft | None, accepted: Sequence[Draft]) -> Draft | None:
    """No part is greater than its whole, and another year is set against the whole: `Dua …; tiga di antaranya …` leans on what came before the two."""
    if base is None or count.number.percent:
        return base
    if is_told_again(count) and base.parent is not None:
        return accepted[base.parent]
    siblings = sum(d.parent == base.parent for d in accepted)
    if "rank" in count.cues and base.parent is not None and siblings > 1 and base.count.sentence != count.sentence:
        return _told_at(accepted[base.parent], base)  # `37 dilaporkan; 22 diteruskan, enam gugur. Kota Anu terbanyak, 11 orang`: of the 37
    ranked = count.head or count.left_head
    if "rank" in count.cues and ranked and base.count.sentence != count.sentence and not names_again(ranked, base):
        near = [d for d in accepted if d.unit != "percent" and d.count.number.value > count.number.value and count.sentence.index - d.count.sentence.index <= LIST_SENTENCES]
        base = next((_told_at(d, base) for d in reversed(near) if names_again(ranked, d)), base)  # `550 perkara, … 58 dihentikan. Perkara terbanyak di Anu (66)`: of the 550
    if "rest" in count.cues and base.count.number.value < count.number.value:
        near = [d for d in accepted if d.unit != "percent" and count.sentence.index - d.count.sentence.index <= LIST_SENTENCES]
        return next((d for d in reversed(near) if d.count.number.value >= count.number.value), base)
    return base


def sum_rows(counts: Sequence[Count]) -> list[float]:
    """For every number what it and the other items of its sentence make together."""
    rows: dict[int, float] = {}
    for count in counts:
        if "item" in count.cues:
            rows[count.sentence.start] = rows.get(count.sentence.start, 0.0) + count.number.value
    return [rows.get(count.sentence.start, 0.0) for count in counts]


def find_open(count: Count, row: float, accepted: Sequence[Draft]) -> Draft | None:
    """The total that an item of a list divides: the greatest near it that is no part itself, in a unit that the item may share, with room for the whole `row`."""
    near = [d for d in accepted if d.unit != "percent" and count.sentence.index - d.count.sentence.index <= OPEN_SENTENCES]
    fitting = [d for d in near if d.count.number.value >= row and (count.head is None or count.head.value["unit"] == d.unit)]
    if near and goes_on_dividing(count, near[-1]):
        fitting = [d for d in fitting if near[-1].parent is None or d is accepted[near[-1].parent]] or fitting  # the list goes on
    whole = [d for d in fitting if d.parent is None and not is_told_again(d.count)]
    return max(reversed(whole or fitting), key=lambda d: d.count.number.value, default=None)  # of the headline's and the body's, the body's


def goes_on_dividing(count: Count, last: Draft) -> bool:
    """Whether a list goes on: right behind another item of it, or `Berikutnya Anu 14 ASN` behind any part."""
    return last.unit != "percent" and count.sentence.index - last.count.sentence.index <= 1 and (last.divides or "then" in count.cues and "rank" not in count.cues and last.count.sentence != count.sentence)


def _told_at(draft: Draft, other: Draft) -> Draft:
    """The draft as if told where `other` stands: a list that goes on leans on it from there."""
    return replace(draft, count=replace(draft.count, sentence=other.count.sentence))


def last_statistic(count: Count, accepted: Sequence[Draft], previous: Count | None) -> tuple[Draft | None, bool]:
    """The last accepted statistic that is no percentage, and whether no other number stands since; behind a comparison with another time the one compared."""
    whole = [draft for draft in accepted if draft.unit != "percent"]
    if not whole and count.number.percent and follows_share(count, accepted):
        return accepted[-1], previous is accepted[-1].count  # `57 persen laporan gugur. Hanya 29 persen yang diregistrasi`
    last = whole[-1] if whole else None
    adjacent = last is not None and previous is last.count
    if last and "compare" in last.count.cues and last.count.sentence != count.sentence and not is_told_again(count):
        near = [d for d in whole if not is_told_again(d.count) and last.count.sentence.index - d.count.sentence.index <= COMPARED_SENTENCES]
        last = _told_at(near[-1], last) if near else last  # `94 perkara. Bandingkan dengan 121 pada 2020. Sebarannya: Kota Anu 27 …`
    return last, adjacent


def pointed_at(count: Count, accepted: Sequence[Draft], reading: Reading) -> Draft | None:
    """`Dari 286 itu`, `sebelas kades tersebut`: the statistic that a number only points back to."""
    left = reading.text[count.left.start : count.number.start].lower().split()
    until = count.stage.start if count.stage and count.stage_after else count.right.end
    pointing = reading.text[count.number.end : until].lower().split()[:4]
    compared = len(left) > 1 and left[-2] in load_words("statistics", "more_or_less")  # `lebih dari 40`
    if (left and left[-1] in load_words("statistics", "out_of") and not compared) or any(w in word_class("demonstratives") for w in pointing):
        told = [d for d in reversed(accepted) if d.count.number.value == count.number.value]
        alike = [d for d in told if count.head and d.unit == count.head.value["unit"]]  # `lima temuan … Dari lima kasus itu`
        return next(iter(alike or told), None)
    return None


def follows_share(count: Count, accepted: Sequence[Draft]) -> bool:
    """Whether the statistic just before is a percentage, in this sentence or the one before."""
    return bool(accepted) and accepted[-1].unit == "percent" and count.sentence.index - accepted[-1].count.sentence.index <= 1


def names_again(named: Hit, draft: Draft) -> bool:
    """Whether the noun was counted just before: `aduan` in ` aduan warga`, not `pegawai` in ` kepegawaian`."""
    return bool(draft.counted and drop_enclitic(named.text.lower()) in map(drop_enclitic, re.findall(r"\w+", draft.counted)))


def is_conjunct(count: Count, last: Draft) -> bool:
    """`jumlah tersangka 230 orang dan lima perusahaan`: people or firms joined to those just counted, with nothing told of them alone."""
    joined = " ".join(count.left_words).lower().strip(" ,") in load_words("statistics", "joiners")
    firm = count.head is not None and (count.head.value["unit"] == "person" or count.head.text.lower() in load_words("statistics", "firms"))
    return joined and firm and last.unit in ("person", "other") and not count.stage and not count.verb


def shares_verb(count: Count, last: Draft) -> bool:
    """`menilang 622 pelanggaran arus, 487 pengendara di bawah umur, 341 pelanggaran marka`: one more object of the verb, nothing told of it alone."""
    if count.sentence != last.count.sentence or last.measure_from not in ("verb", "inherited") or last.measure not in ("found", "sanctioned"):
        return False
    joined = " ".join(count.left_words).lower().strip(" ,") in (*load_words("statistics", "joiners"), "")
    units = ("person", "case", "vehicle") if last.measure == "sanctioned" else ("person", "case")  # vehicles that were found may be goods
    return joined and count.head is not None and count.head.value["unit"] in units and not count.verb and (not count.stage or bool(count.stage.value.get("soft")))


def is_told_again(count: Count) -> bool:
    """Whether the number is that of another time: `turun menjadi 14`, `dibanding 2019, yakni 40`."""
    return bool(count.cues & {"compare", "dated"}) or "change" in count.cues and not count.number.percent


def is_partitive(count: Count, last: Draft) -> bool:
    """`Dua penghulu dilaporkan. Satu sudah klir, tidak terbukti`: a bare number at the head of a sentence, fewer than those just counted."""
    return count.leads and count.head is None and count.stage is not None and count.stage_after and count.number.value <= last.count.number.value


def goes_on(count: Count) -> bool:
    """Whether a word says that a list goes on: `kemudian`, `disusul`, `rinciannya`."""
    return bool(count.cues & {"then", "detail"})


def find_parent(count: Count, base: Draft | None, accepted: Sequence[Draft]) -> int | None:
    """Index of the total: what the number points to, or what the number before it in the list is a part of."""
    if base is None or count.out_of or is_told_again(count) and not count.number.percent:
        return None
    index = next((i for i, d in enumerate(accepted) if d.count.number == base.count.number), None)
    if base.listed and "rest" not in count.cues and base.parent is not None:
        return base.parent
    return index
