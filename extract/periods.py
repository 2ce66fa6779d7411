"""When what a statistic counts took place: dates of its sentence, of its total, of the sentences around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from extract.clauses import word_pattern
from extract.counts import Count
from extract.grammar import pattern_of, word_class
from extract.records import DateMention, Reading, Sentence, Statistic
from extract.ruleset import load_words

PERIOD_SENTENCES = 8  # a span named longer ago is not that of the first count
CUE_REACH = 14  # characters before a date in which `sejak`, `hingga` stands
NTH_REACH = 90  # `pada hari pertama …, Senin (9/9)`
TOLD_DAYS = 4  # between a statement and the article on it
ON_PAPER = ("reported", "alleged", "referred", "in_process", "dismissed")  # no day of a raid dates what an office does with papers
LONG_REACH = 45  # `sejak masa kampanye dimulai 25 September`
_OPERATION = re.compile(r"\b[Oo]perasi\s+(?:[A-Z][\w-]*\s+){1,4}(?:tahun\s+)?$")


def with_operations(reading: Reading) -> Reading:
    """`Operasi Zebra 2019` lasted as long as the article says: the year behind its name stands for those days."""
    spans = [d for d in reading.dates if d.role == "period" and d.precision == "day" and d.date_start < d.date_end]
    dates = list(reading.dates)
    for i, mention in enumerate(dates):
        if mention.precision == "year" and _OPERATION.search(reading.text, max(0, mention.start - LONG_REACH), mention.start):
            span = next((s for s in spans if mention.date_start <= s.date_start and s.date_end <= mention.date_end), None)
            dates[i] = replace(mention, date_start=span.date_start, date_end=span.date_end, precision="day", role="period") if span else mention
    return replace(reading, dates=tuple(dates))


def find_period(
    reading: Reading, count: Count, total: Statistic | None, last: Statistic | None, measure: str, source: str | None = None, told: Sequence[Statistic] = ()
) -> tuple[date | None, date | None]:
    """First and last day the count speaks of: dates of its sentence that are not the day of a statement, else the total's; `told` came before."""
    text = reading.text
    here = [d for d in reading.dates if count.sentence.start <= d.start < count.sentence.end and (_is_period(text, d) or _is_their_term(text, d, count))]
    compared = [d for d in here if word_pattern("earlier").search(text, d.start, d.end)]
    here = [d for d in here if d not in compared and not _is_of_other(text, d, count) and not (d.start > count.number.end and _says_ahead(reading, d))]
    if count.number.percent and "change" in count.cues:
        here = [d for d in here if not _is_compared(text, count.sentence, d)]  # `turun 12 persen dibanding tahun 2022` is of this year
    near = [d for d in compared if count.before.start <= d.start < count.number.start or _is_its_own(text, d, count)]
    if near and not count.number.percent:
        return _year_before(near[-1], total or last)
    if then := _time_pointed_at(reading, count):
        return then.date_start, then.date_end
    if changed := _period_of_change(text, count, told, here):
        return changed
    if len(here) > 1:
        behind = [d for d in here if count.number.end < d.start < count.right.end]
        ahead = [d for d in here if d.end <= count.number.start]
        behind = behind[1:] if len(behind) > 1 and _names_event(text, behind[0]) else behind
        spanned = len(behind) > 1 and _cue(text, behind[1]) == "until"
        if behind and ahead and _cue(text, ahead[-1]) == "until" and _holds(behind[0], ahead[-1]):
            behind = []  # `Hingga Selasa (7/5) ada 127 laporan selama Pemilu 2019`
        here = behind[: 2 if spanned else 1] or _linked(text, ahead) or here[:1]
    lean = total or last
    if len(here) == 1 and lean is not None and lean.period_start and word_pattern("so_far", r"\b", r"$").search(here[0].text) and _cue(text, here[0]) == "until":
        return lean.period_start, lean.period_end  # `sampai kemarin` goes on with the time told before
    if here and not (len(here) == 1 and lean is not None and _points_to(text, here[0], lean)):
        start, end = _bounds(text, here, _day_told(reading))
        if start is None and end and word_pattern("year_begins").search(text, count.sentence.start, here[-1].start):
            start = date(end.year, 1, 1)  # `Sejak awal tahun hingga 14 Maret 2018`
        begun = lean.period_start if lean and start is None and lean.source == source else None
        return (begun if begun and end and begun <= end else start), end  # `Hingga pertengahan Januari, baru 376 aduan`, of those of the year told before
    same_day = _day_pointed_at(reading, count)
    if same_day and not here:
        return same_day.date_start, same_day.date_end
    if not here and (recent := _recent_span(reading, count)):
        return recent
    deed = _day_of_deed(reading, count.sentence) if measure not in ON_PAPER else None
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
    told = _day_of_deed(reading, lead) if lead and measure not in ON_PAPER and (start, end) == (None, None) else None
    if told:
        return told.date_start, told.date_end  # the day of the raid is told in the lead
    return (start, end) if (start, end) != (None, None) else _period_after(reading, count)


def _holds(whole: DateMention, part: DateMention) -> bool:
    return whole.precision == "year" and part.precision == "day" and whole.date_start <= part.date_start and part.date_end <= whole.date_end


def _day_told(reading: Reading) -> date | None:
    """The day on which the count was told, shortly before the article came out: `ujarnya, Selasa (29/10)`."""
    published = reading.article.published_at
    if published is None:
        return None
    days = (d.date_end for d in reading.dates if d.precision == "day" and d.date_start == d.date_end)
    return max((d for d in days if 0 <= (published.date() - d).days <= TOLD_DAYS), default=published.date())


def _recent_span(reading: Reading, count: Count) -> tuple[date, date] | None:
    """`Sejak awal tahun tercatat 12 kasus`, `dalam dua bulan terakhir`: until the day it was told."""
    told = _day_told(reading)
    if told is None:
        return None
    if word_pattern("year_begins").search(reading.text, count.sentence.start, count.sentence.end):
        return date(told.year, 1, 1), told
    days = dict(entry.split() for entry in load_words("statistics", "span_units"))
    digits = load_words("numbers", "digits")
    found = re.search(rf"(?i)\b(?:(\d+|{'|'.join(digits)})\s+|se)({'|'.join(days)})\s+(?:{'|'.join(load_words('statistics', 'recent'))})\b", reading.text[count.sentence.start : count.sentence.end])
    if not found:
        return None
    number = 1 if found[1] is None else int(found[1]) if found[1].isdigit() else digits.index(found[1].lower())
    return told - timedelta(days=number * int(days[found[2].lower()])), told


def _is_of_other(text: str, mention: DateMention, count: Count) -> bool:
    """`188, turun dari 203 pada 2023`, `dibanding operasi tahun 2018, jumlahnya 97`, `dari 15 aduan pada 2023 menjadi 12`: the time of what a count is compared with."""
    if mention.start >= count.right.end:
        return bool(word_pattern("against").search(text, count.right.end - 1, mention.start))
    if mention.end > count.number.start:
        return False
    between = text[mention.end : count.number.start]
    led = word_pattern("against").search(text, count.sentence.start, mention.start)
    if led and "," in between and not re.search(r"\d", text[led.end() : mention.start]):
        return not pattern_of(r"\W*{count_leads}\b", "statistics").match(between)
    return bool(word_pattern("becomes").search(between) and word_pattern("out_of", r"\b", r"\s+\S*\d[^,;]*$").search(text, count.sentence.start, mention.start))


def _names_event(text: str, mention: DateMention) -> bool:
    """`Pemilu 2019 hingga 22 April`: the year belongs to the name of an event."""
    return bool(word_pattern("events_of_years", r"\b", r"(?:\s+\w+){0,3}\s+$").search(text, max(0, mention.start - LONG_REACH), mention.start))


def _period_of_change(text: str, count: Count, told: Sequence[Statistic], here: Sequence[DateMention]) -> tuple[date, date] | None:
    """`susut dari 188 kasus menjadi 143 kasus`: the second is of the time the article tells of, the first of the time before."""
    if not word_pattern("changes").search(text, count.sentence.start, count.sentence.end):
        return None
    old = word_pattern("out_of", r"\b", r"\s+$").search(text, count.sentence.start, count.number.start) and re.match(r"[^.;]{0,40}?\bmenjadi\s+\S*\d", text[count.number.end : count.sentence.end])
    new = word_pattern("out_of", r"\b", r"\s+\S*\d[^;,]{0,60}\bmenjadi\s+$").search(text, count.sentence.start, count.number.start)
    periods = [(s.period_start, s.period_end) for s in told if s.period_start and s.period_end]
    periods = [(d.date_start, d.date_end) for d in here] or periods
    own = old and any(count.number.end <= d.start < count.number.end + old.end() for d in here)
    if not (old or new) or not periods or own or new and here:
        return None
    now = max(periods)
    if new:
        return now
    year = now[0].year - 1
    return max((p for p in periods if p[1] < now[0]), default=(date(year, 1, 1), date(year, 12, 31)))


def _is_its_own(text: str, mention: DateMention, count: Count) -> bool:
    """`turun dari 52 kasus pada periode yang sama tahun lalu`: the earlier time right behind the number it belongs to."""
    behind = count.number.end <= mention.start < count.right.end and not re.search(r"[,;(]|\d", text[count.number.end : mention.start])
    out = word_pattern("out_of", r"\b", r"\s+$").search(text, count.sentence.start, count.number.start)
    return bool(behind and out and not word_pattern("becomes").search(text, count.number.end, mention.start))


def _year_before(mention: DateMention, lean: Statistic | None) -> tuple[date, date]:
    """`tahun sebelumnya` in a report on last year: the year before the one told of."""
    if lean is None or lean.period_start is None or mention.precision != "year" or not word_pattern("previous").search(mention.text):
        return mention.date_start, mention.date_end
    year = lean.period_start.year - 1
    return date(year, 1, 1), date(year, 12, 31)


def _time_pointed_at(reading: Reading, count: Count) -> DateMention | None:
    """`Dibanding operasi tahun 2018, jumlahnya turun. Saat itu tercatat 97 pelanggar`: the only time the sentence before names, or sets others against."""
    index = count.sentence.index
    if not index or not word_pattern("that_time", r"\W*", r"\b").match(reading.text, count.sentence.start, count.number.start):
        return None
    before = reading.sentences[index - 1]
    found = [d for d in reading.dates if before.start <= d.start < before.end and _is_period(reading.text, d)]
    compared = [d for d in found if _is_compared(reading.text, before, d)]
    return found[0] if len(found) == 1 else compared[0] if len(compared) == 1 else None


def _points_to(text: str, mention: DateMention, lean: Statistic) -> bool:
    """`aduan tahun ini`, after a count of a part of that year: no time of its own."""
    if lean.period_start is None or lean.period_end is None or not pattern_of(r"(?i)\s{demonstratives}$").search(text, mention.start, mention.end):
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
    found = [d for d in found if not _is_compared(reading.text, before, d) and not _lies_ahead(reading, d)]
    return found[-1] if found else None


def _is_compared(text: str, sentence: Sentence, mention: DateMention) -> bool:
    """`naik 12 persen dibandingkan operasi serupa pada 2022`: a time that others are set against, somewhere before it in its clause."""
    start = max(text.rfind(mark, sentence.start, mention.start) for mark in ",;(")
    return bool(word_pattern("earlier").search(text, max(sentence.start, start), mention.end))


def _lies_ahead(reading: Reading, mention: DateMention) -> bool:
    """Whether a time lies after the article: `Pemilu 2024` in a text of 2022."""
    published = reading.article.published_at
    if published:
        return mention.date_start > published.date()
    days = [d.date_end for d in reading.dates if d.precision == "day" and d.role != "period"]
    return bool(days) and mention.date_start > max(days)


def _says_ahead(reading: Reading, mention: DateMention) -> bool:
    """`dua lanjut sidang bulan depan`: a time after the article by its own words, no month whose year is guessed."""
    return bool(re.search(r"\d{4}", mention.text) or word_pattern("ahead").search(mention.text)) and _lies_ahead(reading, mention)


def _linked(text: str, dates: Sequence[DateMention]) -> list[DateMention]:
    """The last date, with the one before it when both make a span: `sejak Senin … hingga kemarin`, `antara 3 Mei dan 7 Juni`."""
    if len(dates) < 2:
        return list(dates[-1:])
    first, last = dates[-2:]
    within = not _names_event(text, first) and first.precision == "year" and first.date_start <= last.date_start <= first.date_end  # `tahun ini, hingga pekan lalu`
    joined = word_pattern("until", r"\s*", r"(?:\s+(?:awal|akhir|pertengahan|bulan|tanggal|tahun))*\s*$").match(text[first.end : last.start])
    if joined:  # `sepanjang Januari hingga 13 Desember 2024`
        return [first, last]
    between = text[first.end : last.start].strip() in word_class("and_words") and bool(word_pattern("between", r"\b", r"\s+(?:\w+\s+)?$").search(text, max(0, first.start - LONG_REACH), first.start))
    if between or _cue(text, last) == "until" and (within or _cue(text, first) == "since"):
        return [first, last]
    return list(dates[-1:])


def _cue(text: str, mention: DateMention) -> str | None:
    before = text[max(0, mention.start - CUE_REACH) : mention.start]
    for name in ("since", "until"):
        if pattern_of(rf"(?i)\b{{{name}}}(?:\s+{{day_words}})?\s*$", "statistics").search(before):
            return name
    long_before = text[max(0, mention.start - LONG_REACH) : mention.start]
    return "since" if word_pattern("since_long", r"\b", r"(?:\s+\w+){1,4}\s*$").search(long_before) else None


def _bounds(text: str, dates: Sequence[DateMention], told: date | None = None) -> tuple[date | None, date | None]:
    """First and last day; `sejak September` lasts until the day it was told."""
    first, last = dates[0], dates[-1]
    start: date | None = first.date_start
    end: date | None = last.date_end
    if len(dates) == 2 and first.date_start > last.date_end and not re.search(r"\d{4}", first.text):
        start = _in_year(first.date_start, last.date_end.year)  # `sejak Januari sampai 9 September`: both of one year
    one_month = (first.date_start.year, first.date_start.month) == (first.date_end.year, first.date_end.month)
    if len(dates) == 1 and told and (first.precision == "month" and one_month or first.precision == "day" and first.date_start == first.date_end) and _cue(text, first) == "since":
        unsaid = first.date_start > told and not re.search(r"\d{4}", first.text)
        begun = _in_year(first.date_start, told.year - ((first.date_start.month, first.date_start.day) > (told.month, told.day))) if unsaid else first.date_start
        return begun, told if begun <= told else None
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
    if word_pattern("nth_days", r"\bhari\s+", r"\b[^.;]*$").search(text, max(0, mention.start - NTH_REACH), mention.start):
        return True  # `pada hari pertama operasi, Senin (9/9)`
    if _cue(text, mention) in ("since", "until") or word_pattern("between", r"\b", r"\s+(?:[^.,;]*\sdan\s+)?$").search(text, max(0, mention.start - LONG_REACH), mention.start):
        return True
    return bool(pattern_of(r"(?i)\b{day_leads}\s+(?:{day_words}\s+)?$", "statistics").search(before))


def _sentence_of(reading: Reading, mention: DateMention) -> int:
    return next((s.index for s in reading.sentences if s.start <= mention.start < s.end), 0)


def _is_of_something(text: str, mention: DateMention) -> bool:
    """`tahun anggaran 2018`, `impor bawang tahun 2019`, `Ketua Anu periode 2014-2019`: the year of a budget, of goods, of an office."""
    before = text[max(0, mention.start - LONG_REACH) : mention.start]
    if pattern_of(r"(?i)\b{other_years}\b(?!.*\b{span_leads}\b)[^.,;]{0,24}$", "statistics").search(before):
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
        if mention.role == "period" and not _lies_ahead(reading, mention) and not _is_of_something(reading.text, mention) and not _is_compared(reading.text, reading.sentence_at(mention.start), mention):
            return mention.date_start, mention.date_end
    return None, None
