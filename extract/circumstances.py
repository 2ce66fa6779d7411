"""Subject of a statistic, from its clause, its sentence, its total; the period comes from `periods`, place and source from `tellers`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.clauses import word_pattern
from extract.counts import Count
from extract.periods import find_period, with_operations
from extract.records import Reading, RoleMention, Statistic
from extract.ruleset import load_words
from extract.tellers import Tellers, places_within

SUBJECT_LENGTH = 90
KIND_WORDS = 5  # a longer phrase before a number in a list is no name of a kind
ROW_LINES = 2  # sentences between two items of a list: `1.` may be one


def attach_circumstances(reading: Reading, statistics: Sequence[Statistic], counts: Sequence[Count], roles: Sequence[RoleMention] = ()) -> tuple[Statistic, ...]:
    """Each statistic with subject, period, place and source; what is not said is taken from the total or the one before."""
    reading = with_operations(reading)
    tellers = Tellers(reading, roles)
    done: list[Statistic] = []
    for statistic, count in zip(statistics, counts):
        total = done[statistic.part_of] if statistic.part_of is not None and statistic.part_of < len(done) else None
        last = _last_whole(reading, done)
        source, speaker = tellers.find_source(count, total or last, part=total is not None)
        start, end = find_period(reading, count, total, last, statistic.measure, source, done)
        item = total is not None and total.sentence != statistic.sentence and _is_item(done, total)
        place, region = tellers.find_place(count, total, _last_general(done), source, item)
        subject = _find_subject(reading, count, total or last)
        done.append(replace(statistic, subject=subject, period_start=start, period_end=end, source=source, speaker=speaker, place=place, region=region))
    return tuple(done)


def _last_whole(reading: Reading, done: Sequence[Statistic]) -> Statistic | None:
    """The last statistic that is no percentage and no comparison with an earlier time."""
    for statistic in reversed(done):
        sentence = reading.sentences[statistic.sentence]
        beside = [s for s in done if 0 <= statistic.sentence - s.sentence <= 1 and s is not statistic]
        passed = any(s.period_start and statistic.period_end and s.period_start > statistic.period_end for s in beside)  # `pada 2022 ada 15`, after the 26 of this year
        then = word_pattern("that_time", r"\W*", r"\b").match(reading.text, sentence.start, statistic.start)
        if statistic.unit != "percent" and not passed and not then and not word_pattern("earlier").search(reading.text, sentence.start, statistic.start):
            return statistic
    return done[-1] if done else None


def _is_item(done: Sequence[Statistic], one: Statistic) -> bool:
    """An item of a list of places, in a sentence or in lines: it says nothing of where the next count is from."""
    rows = [s for s in done if s.sentence == one.sentence or s.place and one.place and abs(s.sentence - one.sentence) <= ROW_LINES]
    return len({s.place for s in rows}) > 1


def _last_general(done: Sequence[Statistic]) -> Statistic | None:
    """The last statistic that is no item of a list of places; the last one when all are."""
    general = [s for s in done if not _is_item(done, s)]
    for statistic in reversed(general):
        wider = [s for s in general if s.source == statistic.source and s.place is None and s.start < statistic.start]
        if statistic.place is None or not wider:  # `417 laporan … Bali satu … Ketika itu 2.034`: back to the whole country
            return statistic
    if general:
        return general[0]
    return done[0] if done else None


# --- subject ----------------------------------------------------------------------------------------------------
def _find_subject(reading: Reading, count: Count, lean: Statistic | None) -> str | None:
    """`103 dugaan pelanggaran netralitas ASN di 12 daerah` -> `dugaan pelanggaran netralitas ASN`; `61 diteruskan ke komisi` -> the predicate."""
    text = reading.text
    if count.number.percent and count.restates and lean:
        return lean.subject  # `17 terbukti atau 54,8 persen`
    if count.head:
        own = _listed_kind(reading, count)
        if own:
            return own
        if count.stage and count.stage_after:
            return _trim(text[_first_word(text, count) : min(count.right.end, count.right.start + SUBJECT_LENGTH)])
        if count.head_weight < 2 and count.amount and count.left_head and count.left_head.value["weight"] >= 2:
            return _cut_phrase(text, count.left_head.start, count.left_head.end, count.number.start)  # `pelanggar … sebanyak 1.904 orang`
        phrase = _cut_phrase(text, _first_word(text, count), count.head.end, count.right.end)
        if phrase and phrase.lower() in load_words("statistics", "generic_heads"):  # `perangkat dinas 38 orang`
            return _bare_kind(reading, count) or phrase
        return phrase
    if count.stage and count.stage_after:
        return _trim(text[count.stage.start : min(count.right.end, count.stage.start + SUBJECT_LENGTH)])
    if not count.bare and (phrase := _cut_phrase(text, count.right.start, count.right.start + 1, count.right.end)):
        return phrase
    if count.header and count.left_head:
        return _trim(text[count.left_head.start : count.header.end])
    if count.bare and (kind := _bare_kind(reading, count)):
        return kind
    if count.left_head and count.bare:
        return _trim(text[count.left_head.start : count.number.start])
    if count.stage:
        return _trim(text[count.stage.start : count.number.start])
    return lean.subject if lean else None


def _listed_kind(reading: Reading, count: Count) -> str | None:
    """`melawan arus sebanyak 301 pelanggar` -> `melawan arus`: the kind before the number says more than the noun behind it."""
    left = reading.text[count.left.start : count.number.start]
    if count.verb or not count.head or count.head.rule_id != "statistics.violator" or not count.amount and not count.left_head:
        return None
    if places_within(reading, count.left) or word_pattern("offices").search(left):
        return None
    phrase = _trim(left)
    return phrase if phrase and len(phrase.split()) > 1 and not count.stage_after else None


def _bare_kind(reading: Reading, count: Count) -> str | None:
    """`administrasi 34, kode etik 17`, `titipan (13)`: a few words that name no place stand alone before the number."""
    left = reading.text[count.left.start : count.left.end]
    if count.left.start <= count.sentence.start or count.verb or places_within(reading, count.left) or word_pattern("offices").search(left):
        return None
    phrase = _trim(left)
    clean = phrase and phrase[0].islower() and "—" not in phrase and len(phrase.split()) <= KIND_WORDS and not count.cues & {"rest", "compare"}
    return phrase if clean else None


def _first_word(text: str, count: Count) -> int:
    """Where the noun phrase behind the number begins: at the head, or at the word that leads to it."""
    assert count.head is not None
    copula = word_pattern("copulas").search(text, count.right.start, count.head.start)
    if copula or count.head.start - count.right.start > 20:
        return count.head.start
    return count.right.start


def _cut_phrase(text: str, start: int, after: int, end: int) -> str | None:
    """The phrase from `start` to the first preposition behind `after`."""
    stop = word_pattern("subject_stops", r"\s").search(text, after, end)
    return _trim(text[start : min(stop.start() if stop else end, start + SUBJECT_LENGTH)])


def _trim(phrase: str) -> str | None:
    words = phrase.strip(" ,.;:()“”\"'–-\n").split()
    only = load_words("statistics", "only")
    while words and words[-1].lower() in only:
        words.pop()
    while words and words[0].lower() in load_words("statistics", "leading"):
        words.pop(0)
    trimmed = " ".join(words)
    return (trimmed + ")" if trimmed.count("(") > trimmed.count(")") else trimmed) or None
