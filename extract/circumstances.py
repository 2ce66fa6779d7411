"""Subject, period, place and source of a statistic, from its clause, its sentence, its total, the speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from extract.measures import Count
from extract.records import DateMention, Mention, Person, PlaceMention, Reading, Span, Statistic
from extract.ruleset import load_words

SUBJECT_LENGTH = 90
SOURCE_SENTENCES = 3  # sentences back in which a speaker still speaks
CUE_REACH = 14  # characters before a date in which `sejak`, `hingga` stands


def attach_circumstances(reading: Reading, statistics: Sequence[Statistic], counts: Sequence[Count]) -> tuple[Statistic, ...]:
    """Each statistic with subject, period, place and source; what is not said is taken from the total or the one before."""
    done: list[Statistic] = []
    for statistic, count in zip(statistics, counts):
        lean = done[statistic.part_of] if statistic.part_of is not None and statistic.part_of < len(done) else done[-1] if done else None
        source, speaker = _find_source(reading, count, lean)
        start, end = _find_period(reading, count, lean)
        place = _find_place(reading, count, lean, source)
        done.append(replace(
            statistic, subject=_find_subject(reading, count, lean), period_start=start, period_end=end, source=source, speaker=speaker,
            place=place[0], region=place[1],
        ))
    return tuple(done)


@lru_cache(maxsize=None)
def _word_pattern(name: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    words = sorted(load_words("statistics", name), key=len, reverse=True)
    return re.compile(before + "(?:" + "|".join(re.escape(w) for w in words) + ")" + after, re.IGNORECASE)


# --- subject ----------------------------------------------------------------------------------------------------
def _find_subject(reading: Reading, count: Count, lean: Statistic | None) -> str | None:
    """`103 dugaan pelanggaran netralitas ASN di 12 daerah` -> `dugaan pelanggaran netralitas ASN`; `61 diteruskan ke komisi` -> the predicate."""
    text = reading.text
    if count.head:
        after = count.stage.end if count.stage and count.stage_after else count.head.end
        return _cut_phrase(text, _first_word(text, count), after, count.right.end)
    if count.stage and count.stage_after:
        return _cut_phrase(text, count.stage.start, count.stage.end, count.right.end)
    if count.left_head and count.bare:
        return _trim(text[count.left_head.start : count.number.start])
    if count.stage:
        return _trim(text[count.stage.start : count.number.start])
    rest = _cut_phrase(text, count.right.start, count.right.start + 1, count.right.end)
    return rest or (lean.subject if lean else None)


def _first_word(text: str, count: Count) -> int:
    """Where the noun phrase behind the number begins: at the head, or at the word that leads to it."""
    assert count.head is not None
    copula = _word_pattern("copulas").search(text, count.right.start, count.head.start)
    if copula or count.head.start - count.right.start > 20:
        return count.head.start
    return count.right.start


def _cut_phrase(text: str, start: int, after: int, end: int) -> str | None:
    """The phrase from `start` to the first preposition behind `after`."""
    stop = _word_pattern("subject_stops", r"\s").search(text, after, end)
    return _trim(text[start : min(stop.start() if stop else end, start + SUBJECT_LENGTH)])


def _trim(phrase: str) -> str | None:
    words = phrase.strip(" ,.;:()“”\"'–-\n").split()
    only = load_words("statistics", "only")
    while words and words[-1].lower() in only:
        words.pop()
    while words and words[0].lower() in ("lagi", "lainnya", "sisanya", "yang"):
        words.pop(0)
    return " ".join(words) or None


# --- period -----------------------------------------------------------------------------------------------------
def _find_period(reading: Reading, count: Count, lean: Statistic | None) -> tuple[date | None, date | None]:
    """First and last day the count speaks of: dates of its sentence that are not the day of a statement, else the total's."""
    here = [d for d in reading.dates if count.sentence.start <= d.start < count.sentence.end and _is_period(reading.text, d)]
    if len(here) > 1:
        behind = [d for d in here if d.start > count.number.end and d.start < count.right.end]
        ahead = [d for d in here if d.end <= count.number.start]
        here = behind[:1] or _linked(reading.text, ahead) or here[:1]
    if here:
        return _bounds(reading.text, here)
    if lean is not None:
        return lean.period_start, lean.period_end
    return _period_before(reading, count)


def _linked(text: str, dates: Sequence[DateMention]) -> list[DateMention]:
    """The last date, with the one before it when both make a span: `sejak Senin … hingga kemarin`."""
    if len(dates) >= 2 and _cue(text, dates[-1]) == "until" and _cue(text, dates[-2]) == "since":
        return list(dates[-2:])
    return list(dates[-1:])


def _cue(text: str, mention: DateMention) -> str | None:
    before = text[max(0, mention.start - CUE_REACH) : mention.start]
    for name in ("since", "until"):
        if _word_pattern(name, r"\b", r"(?:\s+(?:tanggal|bulan|tahun|hari|awal|akhir|dengan))?\s*$").search(before):
            return name
    return None


def _bounds(text: str, dates: Sequence[DateMention]) -> tuple[date | None, date | None]:
    first, last = dates[0], dates[-1]
    start: date | None = first.date_start
    end: date | None = last.date_end
    if len(dates) == 1 and first.date_start.year == first.date_end.year:
        cue = _cue(text, first)
        start = None if cue == "until" else start
        end = None if cue == "since" and first.precision == "day" else end
    return start, end


def _is_period(text: str, mention: DateMention) -> bool:
    """A span, a year, a month or a day with a preposition; not the bracketed day of a statement or a law's year."""
    if mention.role == "period" or mention.precision != "day":
        return True
    before = text[max(0, mention.start - CUE_REACH) : mention.start]
    return bool(re.search(r"\b(?:pada|tanggal|di|hari|sejak|mulai|hingga|sampai|per|selama|dari)\s+(?:tanggal\s+|hari\s+)?$", before, re.IGNORECASE))


def _period_before(reading: Reading, count: Count) -> tuple[date | None, date | None]:
    """The period last named before the count, unless it lies ahead of the article."""
    published = reading.article.published_at
    for mention in reversed([d for d in reading.dates if d.end <= count.number.start]):
        if mention.role == "period" and (published is None or mention.date_start <= published.date()):
            near = [d for d in reading.dates if d.precision == "day" and d.role != "period"]
            if published is None and near and mention.date_start > max(d.date_end for d in near):
                continue
            return mention.date_start, mention.date_end
    return None, None


# --- place ------------------------------------------------------------------------------------------------------
def _find_place(reading: Reading, count: Count, lean: Statistic | None, source: str | None) -> tuple[str | None, object]:
    """The place in the clause, else in the total, else the area of the source."""
    own = _places_within(reading, Span(count.left.start, count.right.end))
    inside_source = [p for p in own if _within_org(reading, p) and not _counts_by_office(reading, count, p)]
    own = [p for p in own if p not in inside_source]
    if own:
        before = [p for p in own if p.end <= count.number.start]
        best = before[-1] if before else own[0]
        return best.text, best.region
    if lean is not None and lean.part_of is None and lean.sentence == count.sentence.index or lean is not None and lean.source == source:
        total = lean
        return total.place, total.region
    whole = [p for p in _places_within(reading, Span(count.sentence.start, count.sentence.end)) if not _within_org(reading, p)]
    if whole:
        return whole[0].text, whole[0].region
    return _area_of(reading, source) or (None, None)


def _places_within(reading: Reading, span: Span) -> list[PlaceMention]:
    return [p for p in reading.places if span.start <= p.start and p.end <= span.end and not p.dateline]


def _within_org(reading: Reading, place: PlaceMention) -> bool:
    return any(m.label == "ORG" and m.start <= place.start and place.end <= m.end for m in reading.entities)


def _counts_by_office(reading: Reading, count: Count, place: PlaceMention) -> bool:
    """`Polres Lebak sebanyak 3.708 pelanggar`: the office stands for its area, in a list of offices."""
    return place.end <= count.number.start and count.verb is None


def _area_of(reading: Reading, source: str | None) -> tuple[str, object] | None:
    """`Bawaslu Jawa Barat` -> the place in the name."""
    if not source:
        return None
    for place in reading.places:
        if place.text in source and place.region is not None:
            return place.text, place.region
    return None


# --- source -----------------------------------------------------------------------------------------------------
def _find_source(reading: Reading, count: Count, lean: Statistic | None) -> tuple[str | None, str | None]:
    """The office that counts: subject of the sentence, the speaker's office, else as before."""
    speaker = _speaker_of(reading, count)
    office = _office_before(reading, count)
    if office:
        return office.text, speaker.name if speaker else None
    if speaker:
        return speaker_source(reading, speaker), speaker.name
    if lean is not None:
        return lean.source, lean.speaker
    earlier = [m for m in _offices(reading) if m.end <= count.number.start]
    return (earlier[-1].text if earlier else None), None


def speaker_source(reading: Reading, speaker: Person) -> str | None:
    """The office of whoever speaks, else the name; a unit that is only an area is no office."""
    unit = speaker.unit
    return unit if unit and _word_pattern("region_units").match(unit) else unit or speaker.name


def _offices(reading: Reading) -> list[Mention]:
    return [m for m in reading.entities if m.label == "ORG" and _word_pattern("region_units").match(m.text)]


def _office_before(reading: Reading, count: Count) -> Mention | None:
    """An office named in the sentence before the number and its verb, not one that something was handed to."""
    limit = count.verb.start if count.verb else count.number.start
    found = [m for m in _offices(reading) if count.sentence.start <= m.start and m.end <= limit]
    found = [m for m in found if not re.search(r"\b(?:ke|kepada|oleh|dari|bersama|Ketua|Anggota|Kepala)\s+$", reading.text[max(0, m.start - 12) : m.start])]
    return found[0] if found else None


def _speaker_of(reading: Reading, count: Count) -> Person | None:
    """Who says it: the speaker of the quotation, else the person named last in the sentence or just before."""
    by_span = {(m.full.start, m.full.end): p for p in reading.persons for m in p.mentions}
    for quote in reading.quotes:
        if quote.start <= count.number.start < quote.end and quote.speaker:
            for (start, end), person in by_span.items():
                if start < quote.speaker.end and quote.speaker.start < end:
                    return person
    mentions = sorted(((m.start, p) for p in reading.persons for m in p.mentions), key=lambda item: item[0])
    mentions += [(a.start, p) for p in reading.persons for a in p.aliases]
    mentions.sort(key=lambda item: item[0])
    first = reading.sentences[max(0, count.sentence.index - SOURCE_SENTENCES)].start
    near = [(start, p) for start, p in mentions if first <= start < count.sentence.end and p.position]
    return near[-1][1] if near else None
