"""Subject and period of a statistic, from its clause, its sentence, its total; place and source come from `tellers`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from extract.clauses import word_pattern
from extract.counts import Count
from extract.records import DateMention, Reading, RoleMention, Sentence, Statistic
from extract.ruleset import load_words
from extract.tellers import Tellers, places_within

SUBJECT_LENGTH = 90
KIND_WORDS = 5  # a longer phrase before a number in a list is no name of a kind
PERIOD_SENTENCES = 8  # a span named longer ago is not that of the first count
LONG_REACH = 45  # `sejak masa kampanye dimulai 25 September`
_OPERATION = re.compile(r"\b[Oo]perasi\s+(?:[A-Z][\w-]*\s+){1,4}(?:tahun\s+)?$")
ROW_LINES = 2  # sentences between two items of a list: `1.` may be one
CUE_REACH = 14  # characters before a date in which `sejak`, `hingga` stands


def attach_circumstances(reading: Reading, statistics: Sequence[Statistic], counts: Sequence[Count], roles: Sequence[RoleMention] = ()) -> tuple[Statistic, ...]:
    """Each statistic with subject, period, place and source; what is not said is taken from the total or the one before."""
    reading = _with_operations(reading)
    tellers = Tellers(reading, roles)
    done: list[Statistic] = []
    for statistic, count in zip(statistics, counts):
        total = done[statistic.part_of] if statistic.part_of is not None and statistic.part_of < len(done) else None
        last = _last_whole(reading, done)
        source, speaker = tellers.find_source(count, total or last, part=total is not None)
        start, end = _find_period(reading, count, total, last, statistic.measure)
        item = total is not None and total.sentence != statistic.sentence and _is_item(done, total)
        place, region = tellers.find_place(count, total, _last_general(done), source, item)
        subject = _find_subject(reading, count, total or last)
        done.append(replace(statistic, subject=subject, period_start=start, period_end=end, source=source, speaker=speaker, place=place, region=region))
    return tuple(done)


def _with_operations(reading: Reading) -> Reading:
    """`Operasi Zebra 2019` lasted as long as the article says: the year behind its name stands for those days."""
    spans = [d for d in reading.dates if d.role == "period" and d.precision == "day" and d.date_start < d.date_end]
    dates = list(reading.dates)
    for i, mention in enumerate(dates):
        if mention.precision == "year" and _OPERATION.search(reading.text, max(0, mention.start - LONG_REACH), mention.start):
            span = next((s for s in spans if mention.date_start <= s.date_start and s.date_end <= mention.date_end), None)
            dates[i] = replace(mention, date_start=span.date_start, date_end=span.date_end, precision="day", role="period") if span else mention
    return replace(reading, dates=tuple(dates))


def _last_whole(reading: Reading, done: Sequence[Statistic]) -> Statistic | None:
    """The last statistic that is no percentage and no comparison with an earlier time."""
    for statistic in reversed(done):
        sentence = reading.sentences[statistic.sentence]
        beside = [s for s in done if 0 <= statistic.sentence - s.sentence <= 1 and s is not statistic]
        passed = any(s.period_start and statistic.period_end and s.period_start > statistic.period_end for s in beside)  # `pada 2022 ada 15`, after the 26 of this year
        if statistic.unit != "percent" and not passed and not word_pattern("earlier").search(reading.text, sentence.start, statistic.start):
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


# --- period -----------------------------------------------------------------------------------------------------
def _find_period(reading: Reading, count: Count, total: Statistic | None, last: Statistic | None, measure: str) -> tuple[date | None, date | None]:
    """First and last day the count speaks of: dates of its sentence that are not the day of a statement, else the total's."""
    text = reading.text
    here = [d for d in reading.dates if count.sentence.start <= d.start < count.sentence.end and (_is_period(text, d) or _is_their_term(text, d, count))]
    here = [d for d in here if d.start < count.right.end or not word_pattern("against").search(text, count.right.end - 1, d.start)]  # `188, turun dari 203 pada 2023`
    compared = [d for d in here if word_pattern("earlier").search(text, d.start, d.end)]
    here = [d for d in here if d not in compared]
    near = [d for d in compared if count.before.start <= d.start < count.number.start]
    if near and not count.number.percent:
        return near[-1].date_start, near[-1].date_end
    if len(here) > 1:
        behind = [d for d in here if count.number.end < d.start < count.right.end]
        ahead = [d for d in here if d.end <= count.number.start]
        spanned = len(behind) > 1 and _cue(text, behind[1]) == "until"
        here = behind[: 2 if spanned else 1] or _linked(text, ahead) or here[:1]
    lean = total or last
    if len(here) == 1 and lean is not None and lean.period_start and word_pattern("so_far", r"\b", r"$").search(here[0].text) and _cue(text, here[0]) == "until":
        return lean.period_start, lean.period_end  # `sampai kemarin` goes on with the time told before
    if here and not (len(here) == 1 and lean is not None and _points_to(text, here[0], lean)):
        return _bounds(text, here, reading.article.published_at)
    same_day = _day_pointed_at(reading, count)
    if same_day and not here:
        return same_day.date_start, same_day.date_end
    deed = _day_of_deed(reading, count.sentence) if measure in ("found", "sanctioned") else None
    if deed:
        return deed.date_start, deed.date_end
    if here and lean is not None:
        return lean.period_start, lean.period_end
    if total is not None:
        return total.period_start, total.period_end
    said = _said_just_before(reading, count)
    if said:
        return _bounds(text, [said])
    if last is not None:
        return last.period_start, last.period_end
    start, end = _period_before(reading, count)
    lead = next((s for s in reading.sentences if s.section != "title"), None)
    told = _day_of_deed(reading, lead) if lead and measure in ("found", "sanctioned") and (start, end) == (None, None) else None
    if told:
        return told.date_start, told.date_end  # the day of the raid is told in the lead
    return (start, end) if (start, end) != (None, None) else _period_after(reading, count)


def _points_to(text: str, mention: DateMention, lean: Statistic) -> bool:
    """`aduan tahun ini`, after a count of a part of that year: no time of its own."""
    if lean.period_start is None or lean.period_end is None or not word_pattern("demonstratives", r"\s", r"$").search(text, mention.start, mention.end):
        return False
    return mention.date_start <= lean.period_start and lean.period_end <= mention.date_end and (mention.date_start, mention.date_end) != (lean.period_start, lean.period_end)


def _period_after(reading: Reading, count: Count) -> tuple[date | None, date | None]:
    """`Petugas menertibkan 900 baliho. Penertiban berlangsung dari 2 hingga 9 Mei`: the span told in the sentence behind."""
    index = count.sentence.index + 1
    if index >= len(reading.sentences):
        return None, None
    after = reading.sentences[index]
    counted = any(after.start <= n.start < after.end for n in reading.numbers)
    linked = _linked(reading.text, [d for d in reading.dates if after.start <= d.start < after.end])
    if len(linked) == 2 and not counted:
        return _bounds(reading.text, linked)
    spans = [d for d in reading.dates if after.start <= d.start < after.end and d.role == "period" and not _lies_ahead(reading, d)]
    return (spans[0].date_start, spans[0].date_end) if len(spans) == 1 and not counted else (None, None)


def _day_of_deed(reading: Reading, sentence: Sentence) -> DateMention | None:
    """`67 truk terjaring razia di Anu, Kamis (13/6)`: the day in a sentence in which nobody speaks is that of the raid."""
    if word_pattern("says").search(reading.text, sentence.start, sentence.end) or any(q.start < sentence.end and sentence.start < q.end for q in reading.quotes):
        return None
    days = [d for d in reading.dates if sentence.start <= d.start < sentence.end and d.precision == "day" and not _lies_ahead(reading, d)]
    return days[-1] if days else None


def _day_pointed_at(reading: Reading, count: Count) -> DateMention | None:
    """`Hari itu DKPP memutus 12 perkara`: the day named last before it."""
    if not word_pattern("that_day", r"", r"\b").match(reading.text, count.sentence.start, count.number.start):
        return None
    days = [d for d in reading.dates if d.end <= count.sentence.start and d.precision == "day" and d.date_start == d.date_end]
    return days[-1] if days and count.sentence.index - _sentence_of(reading, days[-1]) <= PERIOD_SENTENCES else None


def _said_just_before(reading: Reading, count: Count) -> DateMention | None:
    """A span or year named in the sentence before: `Catatan tahun 2022. Ada 48 ASN …`."""
    if count.sentence.index == 0:
        return None
    before = reading.sentences[count.sentence.index - 1]
    found = [d for d in reading.dates if before.start <= d.start < before.end and _is_period(reading.text, d) and d.precision != "day"]
    found = [d for d in found if not word_pattern("earlier").search(reading.text, max(before.start, d.start - 2 * CUE_REACH), d.end) and not _lies_ahead(reading, d)]
    return found[-1] if found else None


def _lies_ahead(reading: Reading, mention: DateMention) -> bool:
    """Whether a time lies after the article: `Pemilu 2024` in a text of 2022."""
    published = reading.article.published_at
    if published:
        return mention.date_start > published.date()
    days = [d.date_end for d in reading.dates if d.precision == "day" and d.role != "period"]
    return bool(days) and mention.date_start > max(days)


def _linked(text: str, dates: Sequence[DateMention]) -> list[DateMention]:
    """The last date, with the one before it when both make a span: `sejak Senin … hingga kemarin`, `antara 3 Mei dan 7 Juni`."""
    if len(dates) < 2:
        return list(dates[-1:])
    first, last = dates[-2:]
    within = first.precision == "year" and first.date_start <= last.date_start <= first.date_end  # `tahun ini, hingga pekan lalu`
    joined = word_pattern("until", r"\s*", r"(?:\s+(?:awal|akhir|pertengahan|bulan|tanggal|tahun))*\s*$").match(text[first.end : last.start])
    if joined:  # `sepanjang Januari hingga 13 Desember 2024`
        return [first, last]
    between = text[first.end : last.start].strip() == "dan" and bool(word_pattern("between", r"\b", r"\s+(?:\w+\s+)?$").search(text, max(0, first.start - LONG_REACH), first.start))
    if between or _cue(text, last) == "until" and (within or _cue(text, first) == "since"):
        return [first, last]
    return list(dates[-1:])


def _cue(text: str, mention: DateMention) -> str | None:
    before = text[max(0, mention.start - CUE_REACH) : mention.start]
    for name in ("since", "until"):
        if word_pattern(name, r"\b", r"(?:\s+(?:tanggal|bulan|tahun|hari|awal|akhir|dengan))?\s*$").search(before):
            return name
    long_before = text[max(0, mention.start - LONG_REACH) : mention.start]
    return "since" if word_pattern("since_long", r"\b", r"(?:\s+\w+){1,4}\s*$").search(long_before) else None


def _bounds(text: str, dates: Sequence[DateMention], published: datetime | None = None) -> tuple[date | None, date | None]:
    """First and last day; `sejak September` lasts until the article."""
    first, last = dates[0], dates[-1]
    start: date | None = first.date_start
    end: date | None = last.date_end
    if len(dates) == 2 and first.date_start > last.date_end and not re.search(r"\d{4}", first.text):
        start = _in_year(first.date_start, last.date_end.year)  # `sejak Januari sampai 9 September`: both of one year
    if len(dates) == 1 and published and first.precision == "month" and _cue(text, first) == "since":
        year = published.year - ((first.date_start.month, first.date_start.day) > (published.month, published.day))
        unsaid = first.date_start > published.date() and not re.search(r"\d{4}", first.text)
        return (first.date_start.replace(year=year) if unsaid else first.date_start), published.date()
    if len(dates) == 1 and first.date_start.year == first.date_end.year:
        cue = _cue(text, first)
        start = None if cue == "until" else start
        end = None if cue == "since" and first.precision == "day" and first.date_start == first.date_end else end
    return start, end


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February where the year has no 29th."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _is_period(text: str, mention: DateMention) -> bool:
    """A span, a year, a month or a day with a preposition; not the bracketed day of a statement or a law's year."""
    if mention.role == "period" or mention.precision != "day":
        return not _is_of_something(text, mention)
    before = text[max(0, mention.start - CUE_REACH) : mention.start]
    if _cue(text, mention) in ("since", "until") or word_pattern("between", r"\b", r"\s+(?:[^.,;]*\sdan\s+)?$").search(text, max(0, mention.start - LONG_REACH), mention.start):
        return True
    return bool(re.search(r"\b(?:pada|tanggal|di|hari|sejak|mulai|hingga|sampai|per|selama|dari)\s+(?:tanggal\s+|hari\s+)?$", before, re.IGNORECASE))


def _sentence_of(reading: Reading, mention: DateMention) -> int:
    return next((s.index for s in reading.sentences if s.start <= mention.start < s.end), 0)


def _is_of_something(text: str, mention: DateMention) -> bool:
    """`tahun anggaran 2018`, `impor bawang tahun 2019`, `Ketua Anu periode 2014-2019`: the year of a budget, of goods, of an office."""
    before = text[max(0, mention.start - LONG_REACH) : mention.start]
    if word_pattern("other_years", r"\b", r"\b(?!.*\b(?:pada|sepanjang|selama|hingga|sejak)\b)[^.,;]{0,24}$").search(before):
        return True
    term = re.search(r"\bperiode\b", text[max(0, mention.start - CUE_REACH) : mention.end], re.IGNORECASE)
    return bool(term and word_pattern("holders", r"\b", r"\b[^.;:]*$").search(text[max(0, mention.start - 2 * LONG_REACH) : mention.start]))


def _is_their_term(text: str, mention: DateMention, count: Count) -> bool:
    """`22 anggota DPR periode 2014-2019`: the term of those counted."""
    term = re.search(r"\bperiode\b", text[max(0, mention.start - CUE_REACH) : mention.end], re.IGNORECASE)
    return bool(term) and count.number.end < mention.start and not re.search(r"[,;.]", text[count.number.end : mention.start])


def _period_before(reading: Reading, count: Count) -> tuple[date | None, date | None]:
    """The period last named before the count, unless it lies ahead of the article."""
    for mention in reversed([d for d in reading.dates if d.end <= count.number.start]):
        if count.sentence.index - _sentence_of(reading, mention) > PERIOD_SENTENCES:
            break
        if mention.role == "period" and not _lies_ahead(reading, mention) and not _is_of_something(reading.text, mention):
            return mention.date_start, mention.date_end
    return None, None
