"""Date expressions -> DateMention with a day, month or year that the article itself fixes; never today's date.

Stages: 1 rules find expressions, 2 a reference day is chosen, 3 what is written in full is resolved, 4 the rest leans on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.calendars import Resolved, make_day, span_days, year_before
from extract.dateparts import Written, read_parts
from extract.records import Article, DateMention, Reading
from extract.relative_dates import Context, resolve_ago, resolve_day_of_month, resolve_relative, resolve_told, resolve_weekday, resolve_year
from extract.ruleset import keep_longest, load_words
from extract.sentences import PlainText, rule_finder

SWAP_DAYS = 2  # an article tells of days at most this far from its publication when its day and month were swapped


def find_dates(reading: Reading) -> tuple[DateMention, ...]:
    """`Senin (5/12)` in a text about Pemilu 2024 -> 2022-12-05, basis `weekday`."""
    hits = [hit for hit in keep_longest(rule_finder("dates").find(reading.doc)) if not hit.value.get("skip")]
    written = [w for w in (read_parts(hit, reading.text) for hit in sorted(hits, key=lambda h: h.start)) if w]
    context = Context(_reference_day(reading.article, written), tuple(w.year for w in written if w.year))
    found: list[DateMention] = []
    for passed in (_is_full, _has_day_and_month, lambda w: True):  # each pass leans on the days of the passes before
        rest = []
        for item in written:
            resolved = _resolve(item, context) if passed(item) else None
            if resolved:
                found.append(_make_mention(item, resolved, reading.text))
            elif not passed(item):
                rest.append(item)
        written = rest
        days = sorted((m for m in found if m.precision == "day"), key=lambda m: m.start)
        context = replace(context, anchors=tuple(days), times=tuple(sorted(found, key=lambda m: m.start)))
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def holds_date(text: str) -> bool:
    """Whether a text may hold a date, also one that cannot be told."""
    return bool(rule_finder("dates").find(PlainText(text)))


def _make_mention(item: Written, resolved: Resolved, text: str) -> DateMention:
    hit = item.hit
    start, end = hit.start, hit.end
    if hit.value.get("event") and "y" in hit.groups:  # the event keeps its name, the mention is the year
        start, end = hit.groups["y"].start, hit.groups["y"].end
    start = _skip_preposition(text, start, end)
    while text[end - 1].isspace():
        end -= 1
    role = hit.value.get("role", "other")
    if role == "other" and (resolved.precision == "year" or item.day2):
        role = "period"
    return DateMention(start, end, text[start:end], resolved.start, resolved.end, resolved.precision, resolved.basis, role)


def _skip_preposition(text: str, start: int, end: int) -> int:
    """Where the date begins inside `sejak 2017`."""
    word = text[start:end].split(maxsplit=1)
    if len(word) == 2 and word[0].lower() in load_words("dates", "prepositions"):
        return end - len(text[start:end][len(word[0]) :].lstrip())
    return start


# --- 2. the reference day ---------------------------------------------------------------------------------------
def _reference_day(article: Article, written: Sequence[Written]) -> date | None:
    """The publication day; with day and month exchanged when only that agrees with the days the article writes in full."""
    if article.published_at is None:
        return None
    published = article.published_at.date()
    full = [d for d in (make_day(w.year, w.month, w.day) for w in written if w.year and w.day and w.weekday is not None) if d]
    swapped = make_day(published.year, published.day, published.month)
    if full and swapped and all(abs((d - published).days) > 10 for d in full) and any(abs((d - swapped).days) <= SWAP_DAYS for d in full):
        return swapped
    return published


# --- 3. written in full -----------------------------------------------------------------------------------------
def _is_full(item: Written) -> bool:
    return bool(item.year or item.year2) or bool(item.hit.value.get("plain"))


def _has_day_and_month(item: Written) -> bool:
    return item.day is not None and item.month is not None


def _resolve(item: Written, context: Context) -> Resolved | None:
    value = item.hit.value
    if value.get("plain"):
        return _parse_plain(item.hit.text)
    if "told" in value:
        return resolve_told(item, value["told"], context)
    if "of_year" in value:
        near = context.day_near(item.hit.start)
        return span_days(item, near.year + value["of_year"], near.year + value["of_year"], "published" if context.published else "context") if near else None
    if value.get("ago"):
        return resolve_ago(item, context)
    for unit in ("days", "weeks", "months", "years"):
        if unit in value:
            return resolve_relative(unit, value[unit], context, item.hit.start)
    if value.get("weekday_only"):
        return resolve_weekday(item, context)
    if item.day is not None and item.month is None:
        return resolve_day_of_month(item, context)
    if item.year is None and item.year2 is None:
        return resolve_year(item, context)
    year2 = item.year2 or item.year
    year = item.year or year_before(item, year2)
    return span_days(item, year, year2, "written")


def _parse_plain(text: str) -> Resolved | None:
    """`March 4, 2021` -> that day, read by dateparser."""
    import dateparser

    parsed = dateparser.parse(text, languages=["en", "id"], settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]})
    return Resolved(parsed.date(), parsed.date(), "day", "written") if parsed else None
