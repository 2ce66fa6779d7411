"""Numbers joined in one sentence: the noun, the predicate or the refusal of one holds for the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.clauses import attends, list_pattern, only_light, says_something
from extract.count_evidence import accuses
from extract.counts import Count, Words
from extract.grammar import pattern_of
from extract.ruleset import load_words

ITEM = 70  # characters; a longer sentence is no item of a list of lines
LENT = ("person", "vehicle", "other")  # units of nouns that a bare number behind them leaves out
NAME_WORDS, KIND_WORDS = 5, 9  # the most before a bare number and before one with its unit


def share_noun(text: str, counts: list[Count]) -> list[Count]:
    """`dijatuhkan 9, 13, dan 20 hukuman`: the noun behind the last of a row is that of all."""
    joined = False
    for i in range(len(counts) - 2, -1, -1):
        count, following = counts[i], counts[i + 1]
        between = text[count.number.end : following.number.start].strip(" ,").lower()
        risen = between in load_words("statistics", "becomes") and "change" in count.cues  # `naik dari enam menjadi 13 pegawai`
        joined = risen or between in load_words("statistics", "joiners") or joined and not between
        if not (joined and count.bare and following.head) or count.stage_after or count.number.percent or following.number.percent:
            joined = False
            continue
        counts[i] = replace(count, head=following.head, head_weight=following.head_weight, head_measure=following.head_measure, bare=risen)  # what rose is said before it
    return counts


def lend_noun(counts: Sequence[Count], earlier: Sequence[Count]) -> list[Count]:
    """`Dari 6.318 penumpang yang dicek, 52 tak membayar`: what a bare number counts was said with the number before, be that a count or not, here or in the sentence before."""
    lent: list[Count] = []
    near = [c for c in earlier if counts and c.sentence.index == counts[0].sentence.index - 1 and c.head and not c.number.percent]
    last = near[-1].head if near and _lends(near[-1]) else None
    for count in counts:
        lent.append(replace(count, drawn_from=last) if count.bare else count)
        if _lends(count) and not count.one_person:
            last = count.head
    return lent


def _lends(count: Count) -> bool:
    return count.head is not None and count.head.value["unit"] in LENT and not count.number.percent


def mark_items(text: str, counts: list[Count]) -> list[Count]:
    """`Di Anu 190, di Ana 164`, `Mangkir 29 orang, pungli 14 orang`, `Terbanyak Anu, 27 orang`: names or kinds with a number each divide what was counted before."""
    items = [_names_one(text, c) for c in counts]
    row = sum(items) > 1
    return [replace(c, cues=c.cues | {"item"}) if item and (row or c.cues & {"rank", "detail"} or _is_line(text, c)) else c for c, item in zip(counts, items)]


def _names_one(text: str, count: Count) -> bool:
    """Whether nothing but a name or a kind stands before the number, and nothing but the unit behind it: no predicate of its own."""
    told = count.stage is not None and not count.stage.value.get("soft") or count.verb is not None and bool(count.verb.value.get("measure"))
    if told or count.number.percent or count.object or count.out_of or count.cues & {"pseudo", "quiet", "dated", "compare", "change"}:
        return False
    behind = text[count.head.end : count.right.end].strip() if count.head else ""
    behind = "" if behind.lower() in load_words("statistics", "joiners") else behind  # `40 pelanggar dan terakhir …`
    kind = list_pattern("kinds_behind").match(re.sub(rf"^{list_pattern('leading').pattern}\s*", "", behind))  # `16 orang karena pungli`
    alone = count.bare or count.head is not None and count.divisible and not count.head_measure and (only_light(behind) or bool(kind) or "detail" in count.cues)
    named = text[count.left.start : count.number.start]
    if not says_something(named):  # `Dua dinas terbanyak adalah Dinas Anu, 17 orang, …`
        led = list(list_pattern("introductions").finditer(text, count.sentence.start, count.number.start))
        named = text[led[-1].end() : count.number.start] if led else ""
    if list_pattern("company").search(text, count.sentence.start, count.number.start) or attends(named):
        return False
    return alone and (says_something(named) or bool(kind)) and sum(w not in load_words("statistics", "only") for w in named.split()) <= (NAME_WORDS if count.bare else KIND_WORDS)


def _is_line(text: str, count: Count) -> bool:
    """`- Mangkir kerja: 29 orang`, `2. Kota Anu (12 orang)`: a line that ends with its number."""
    line = text[count.sentence.start : count.number.start].rstrip(" (")
    return count.sentence.end - count.sentence.start <= ITEM and line.endswith((":", "=", "-", "–"))


def share_predicate(text: str, counts: list[Count], words: Words) -> list[Count]:
    """`31 orang dan satu korporasi ditetapkan sebagai tersangka`, `dua camat, empat lurah, dan seorang kades dipanggil`: all have the predicate."""
    shared: set[int] = set()
    for i in range(len(counts) - 2, -1, -1):
        count, following = counts[i], counts[i + 1]
        led = count.verb is not None and "measure" in count.verb.value and not accuses(count)  # `mengantongi nama 17 kades dan 23 ASN yang diduga …`
        if count.stage or led or not count.head or count.head_measure or not following.stage_after or "pseudo" in following.cues:
            continue
        if _tells_of_both(text, following):
            counts[i] = replace(count, stage=following.stage, stage_after=True)
            continue
        between = text[count.right.end : following.number.start].strip(" ,").lower()
        goes_on = not between and i + 1 in shared and following.head is not None
        if (between in load_words("statistics", "joiners") or goes_on) and not _has_own_clause(text, count, words):
            shared.add(i)
            counts[i] = replace(count, stage=following.stage, stage_after=True)
    return [_in_company(text, counts, i) for i in range(len(counts))]


def share_proposal(text: str, counts: list[Count]) -> list[Count]:
    """`lima orang diusulkan kena penundaan, tiga penurunan pangkat`: what is only proposed for the first is only proposed for the others."""
    for i in range(1, len(counts)):
        count, before = counts[i], counts[i - 1]
        proposed = before.stage if before.stage and before.stage_after and before.stage.value["measure"] == "referred" and before.sentence == count.sentence else None
        if proposed is None or count.stage is None or not count.stage_after or count.stage.value["measure"] != "sanctioned":
            continue
        named = list_pattern("penalties_named")
        if named.match(text[count.right.start : count.stage.end].lstrip()) and (i > 1 and counts[i - 2].stage is proposed or named.search(text, proposed.start, before.right.end)):
            counts[i] = replace(count, stage=proposed)
    return counts


def _tells_of_both(text: str, count: Count) -> bool:
    """`29 kades, empat di antaranya perempuan, dilaporkan`: behind the aside the sentence goes on with the first."""
    assert count.stage is not None
    aside = text[count.number.end : count.stage.start]
    return bool("rest" in count.cues and "," in aside and list_pattern("part_of").match(aside.lstrip()))


def _has_own_clause(text: str, count: Count, words: Words) -> bool:
    """`41 kios mematuhi aturan dan 17 kios disegel`, `94 warga yang pindah dan dua petugas yang dipecat`."""
    return bool(words.within("verbal", count.right) or pattern_of(r"\b{relatives}\b").search(text, count.right.start, count.right.end))


def share_refusal(text: str, counts: list[Count]) -> list[Count]:
    """`diperkuat 87 lurah dan 918 dukuh`: what is told of the first is told of the second."""
    for i in range(1, len(counts)):
        count, before = counts[i], counts[i - 1]
        between = text[before.right.end : count.number.start].strip(" ,").lower()
        plain = count.head is not None and count.head_weight < 1 and not count.stage and not count.verb
        if "headed" in before.cues and "pseudo" in count.cues and count.head and before.head and count.head.text == before.head.text:
            counts[i] = replace(count, cues=count.cues - {"pseudo"} | {"headed"})  # `Pelanggar disiplin 33 personel, kode etik 14 personel`
        if "resource" in before.cues and plain and between in ("", *load_words("statistics", "joiners")):
            counts[i] = replace(count, cues=count.cues | {"pseudo", "resource"})
    return counts


def _in_company(text: str, counts: Sequence[Count], i: int) -> Count:
    """`seorang ASN dan dua honorer`: one person beside others is counted with them."""
    count = counts[i]
    following = counts[i + 1] if count.one_person and i + 1 < len(counts) else None
    if following is None or text[count.right.end : following.number.start].strip(" ,").lower() not in load_words("statistics", "joiners"):
        return count
    return replace(count, cues=count.cues | {"company"})
