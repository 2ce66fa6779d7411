"""What a line or a sentence says of the numbers behind it: `Adapun sebaran APK yang diturunkan:`, `BKD merilis daftar hukuman disiplin.`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.clauses import is_dated, list_pattern, only_light, says_something
from extract.coordination import ITEM
from extract.counts import Count, Words
from extract.records import Sentence, Span

HEADER = 90  # characters; a header without a colon is a short line


def is_header(text: str, sentence: Sentence, words: Words) -> bool:
    """`Adapun sebaran APK yang diturunkan:`: what the lines below it count."""
    span, line = Span(sentence.start, sentence.end), text[sentence.start : sentence.end].rstrip()
    opens = line.endswith((":", "?")) or len(line) <= HEADER and (line[-1:].isalpha() or list_pattern("list_words").search(line))
    return bool(opens and (any(h.value["weight"] >= 1 for h in words.within("head", span)) or words.within("stage", span)))


def is_item(sentence: Sentence, counts: Sequence[Count]) -> bool:
    """`- Kubutambahan 402`, `Siak: 4`, `1. Rohil (20)`: a short line with one number at its end."""
    if len(counts) != 1 or sentence.end - sentence.start > ITEM or counts[0].number.percent:
        return False
    return counts[0].bare or counts[0].head is not None and counts[0].right_words[-1:] == (counts[0].head.text,)


def under_header(count: Count, header: Sentence, words: Words) -> Count:
    span = Span(header.start, header.end)
    heads, stages = words.within("head", span), words.within("stage", span)
    heavy = [h for h in heads if h.value["weight"] >= 1] or heads
    return replace(
        count, header=span, before=Span(header.start, count.number.start), left_head=heavy[-1] if heavy else count.left_head, cues=count.cues | {"adjoins", "header"},
        stage=stages[-1] if stages else count.stage,
    )


def announces(text: str, sentence: Sentence, words: Words) -> bool:
    """`BKD merilis daftar hukuman disiplin.`, `Jumlah lurah yang ditegur terus bertambah.`: the next sentence says how many."""
    span = Span(sentence.start, sentence.end)
    named = list_pattern("announcing").search(text, span.start, span.end)
    told = any(h.value["weight"] >= 2 for h in words.within("head", span)) or any(not h.value.get("soft") for h in words.within("stage", span))
    return bool(named and told)


def is_announced(text: str, count: Count) -> bool:
    """`Jumlahnya 104 pegawai`, `Tahun lalu cuma tiga orang`."""
    left = text[count.sentence.start : count.number.start]
    tallied = list_pattern("tallied").match(left)
    plain = count.head is None or only_light(text[count.head.end : count.right.end])
    return not count.number.percent and not count.stage and plain and (is_dated(left) or bool(tallied) and not says_something(left[tallied.end() :] if tallied else ""))
