"""When a mention of signing puts its act, as far as that tells one act from another."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extract.groups import Group
from extract.records import Act, DateMention, Quote, Reading, Sentence
from extract.ruleset import word_set

RECALLED = 120  # days before publication: an act so long ago is not the one that the news reports
AHEAD_REACH = 90  # characters from a verb to the day that is its own
OPENING_REACH = 16  # characters from the head of a sentence to a day that holds for all of it
DAYS_APART = 20  # dates further apart than this are dates of different acts; statements follow within days


def comes_after(reading: Reading, group: Group, day: date | None) -> bool:
    """`Kontrak itu diteken pada 2017. … kontrak anyar itu akan diteken`: what was done, and what still lies ahead on a day of its own or is told long after."""
    published = reading.article.published_at
    done = [known for known in group.dates if published and known <= published.date()]
    if group.status != "occurred" or not published or not done:
        return False
    return bool(day and day > published.date()) or (published.date() - max(done)).days > RECALLED


def is_other_time(reading: Reading, group: Group, day: date | None) -> bool:
    """True when the mention is dated far from every date of the group (or, where it has none, from its surroundings)."""
    if day is None:
        return False
    known = group.dates or _dates_around(reading, group.acts[0])
    published = reading.article.published_at
    if not known and published and group.status == "occurred" and not _tells_past(reading, group):
        return (published.date() - day).days > RECALLED
    return bool(known) and all(abs((day - other).days) > DAYS_APART for other in known)


def _tells_past(reading: Reading, group: Group) -> bool:
    """`telah meneken`, `pernah diteken`: the act may lie at any time."""
    before = [reading.text[max(reading.sentences[a.sentence].start, a.trigger.start - 60) : a.trigger.start].lower().split() for a in group.acts]
    return any(set(words[-8:]) & word_set("status", "past") for words in before)


def date_near(reading: Reading, act: Act) -> date | None:
    """The date nearest to the trigger in its sentence; a bare year only after a word that makes it a date."""
    sentence = reading.sentences[act.sentence]
    named = act.instrument_span or act.trigger
    if (speech := _speech_around(reading, act)) is not None:  # `"… sudah tanda tangan," ujarnya, Jumat`: the day of the statement
        sentence = replace(sentence, start=max(sentence.start, speech.start), end=min(sentence.end, speech.end))
    options = [d for d in reading.dates if sentence.start <= d.start < sentence.end and not named.covers(d) and (_is_dating(reading, d) or d.start - act.trigger.end in (0, 1))]
    if not options:
        return None
    return min(options, key=lambda d: min(abs(d.start - act.trigger.end), abs(act.trigger.start - d.end))).date_start


def _speech_around(reading: Reading, act: Act) -> Quote | None:
    return next((q for q in reading.quotes if q.start <= act.trigger.start < q.end), None)


def lies_ahead(reading: Reading, act: Act) -> bool:
    """`Penandatanganan digelar pada 11 November`, `Besok, Rabu (25/9), mereka diundang menandatangani`: the day behind the verb or at the head of the sentence has not come yet."""
    published = reading.article.published_at
    if act.status != "occurred" or published is None:
        return False
    sentence = reading.sentences[act.sentence]
    if _is_assured(reading, act, published.date()):
        return True
    here = [d for d in reading.dates if sentence.start <= d.start < sentence.end and d.precision == "day" and d.date_start == d.date_end]
    ahead = [d for d in here if d.date_start > published.date() and (d.basis in ("written", "weekday") or _is_near(d, published.date())) and _is_beside(d, act, sentence)]
    if ahead and len(ahead) == len(here) and ahead[-1].end <= act.trigger.start:
        return True
    return bool(ahead) and len(ahead) == len(here) and not set(re.findall(r"[a-z-]+", reading.text[act.trigger.end : ahead[0].start].lower())) & word_set("signing", "other_days")


def _is_beside(found: DateMention, act: Act, sentence: Sentence) -> bool:
    """Right behind the verb, or at the head of its sentence with the days that follow it there: `Besok, Rabu (25/9), …`."""
    opens = found.end <= act.trigger.start and found.start - sentence.start <= OPENING_REACH
    return opens or act.trigger.end <= found.start < act.trigger.end + AHEAD_REACH


def _is_assured(reading: Reading, act: Act, published: date) -> bool:
    """`Bupati memastikan NPHD diteken pekan ini`: no word says that it was done, and the time told is not over."""
    before = re.findall(r"[a-z-]+", reading.text[reading.sentences[act.sentence].start : act.trigger.start].lower())
    if not set(before) & word_set("status", "assured") or set(before) & word_set("status", "past"):
        return False
    return any(act.trigger.end <= d.start < act.trigger.end + AHEAD_REACH and d.date_end > published and d.precision != "year" for d in reading.dates)


def _is_near(found: DateMention, published: date) -> bool:
    """`Rabu (6/11)`, written on the fourth: the name of the day agrees, so the year is no guess."""
    return (found.date_start - published).days <= DAYS_APART and found.text.split()[0].lower() in word_set("signing", "day_words") - word_set("signing", "months")


def _is_dating(reading: Reading, found: DateMention) -> bool:
    """Days and months date an act; a year does after `pada`, `tahun` and the like (not in `Pemilu 2024`)."""
    before = reading.text[max(0, found.start - 30) : found.start].lower().split()
    if set(before[-3:]) & word_set("signing", "lasting_words"):
        return False  # `kontrak sampai dengan akhir tahun ini`
    return found.precision != "year" or "tahun" in found.text.lower().split() or bool(before) and before[-1] in word_set("signing", "year_words")


def _dates_around(reading: Reading, act: Act) -> list[date]:
    """Days named in the sentences just before and after."""
    low, high = (reading.sentences[min(max(act.sentence + k, 0), len(reading.sentences) - 1)] for k in (-1, 1))
    speech = _speech_around(reading, act)
    if speech is not None:  # the day of the statement is not that of the act
        low, high = replace(low, start=speech.start), replace(high, end=speech.end)
    near = [d.date_start for d in reading.dates if low.start <= d.start < high.end and d.precision == "day"]
    return near
