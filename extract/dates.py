"""Date expressions -> DateMention with a day, month or year that the article itself fixes; never today's date.

Stages: 1 rules find expressions, 2 a reference day is chosen, 3 what is written in full is resolved, 4 the rest leans on it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extract.dateparts import Written, read_parts
from extract.records import Article, DateMention, Reading
from extract.ruleset import keep_longest, load_words
from extract.sentences import PlainText, rule_finder

MAX_WEEKDAY_YEARS = 3  # years before and after the named ones in which a weekday may fix the year
FUTURE_COST = 1.5  # a month without a year is more often one that has passed
SWAP_DAYS = 2  # an article tells of days at most this far from its publication when its day and month were swapped


@dataclass(frozen=True)
class Context:
    """What a date without a year may lean on."""

    published: date | None
    years: tuple[int, ...] = ()  # every year that the article names
    anchors: tuple[DateMention, ...] = ()  # days already resolved, in order
    times: tuple[DateMention, ...] = ()  # the same with months and years

    def day_near(self, offset: int) -> date | None:
        """The publication day, else the resolved day last named before `offset`, else the first one after it."""
        if self.published:
            return self.published
        before = [a for a in self.anchors if a.start < offset]
        return before[-1].date_end if before else (self.anchors[0].date_start if self.anchors else None)


@dataclass(frozen=True)
class Resolved:
    start: date
    end: date
    precision: str
    basis: str


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
    full = [d for d in (_make_day(w.year, w.month, w.day) for w in written if w.year and w.day and w.weekday is not None) if d]
    swapped = _make_day(published.year, published.day, published.month)
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
        return _resolve_told(item, value["told"], context)
    if "of_year" in value:
        near = context.day_near(item.hit.start)
        return _span(item, near.year + value["of_year"], near.year + value["of_year"], "published" if context.published else "context") if near else None
    if value.get("ago"):
        return _resolve_ago(item, context)
    for unit in ("days", "weeks", "months", "years"):
        if unit in value:
            return _resolve_relative(unit, value[unit], context, item.hit.start)
    if value.get("weekday_only"):
        return _resolve_weekday(item, context)
    if item.day is not None and item.month is None:
        return _resolve_day_of_month(item, context)
    if item.year is None and item.year2 is None:
        return _resolve_year(item, context)
    year2 = item.year2 or item.year
    year = item.year or _year_before(item, year2)
    return _span(item, year, year2, "written")


def _year_before(item: Written, year2: int) -> int:
    """The year of the first day of a span whose year stands at its end: `28 Desember - 3 Januari 2020` -> 2019."""
    return year2 - 1 if item.month and item.month2 and item.month > item.month2 else year2


def _span(item: Written, year: int, year2: int, basis: str) -> Resolved | None:
    """Parts with their years -> first and last day."""
    if item.month is None:
        first, last = _part_of_year(year, item.part) if year == year2 else (date(year, 1, 1), date(year2, 12, 31))
        return Resolved(first, last, "year", basis) if first <= last else None
    if item.day is None:
        month2 = item.month2 or item.month
        first, last = _part_of_month(year, item.month, item.part)
        if item.month2:
            last = date(year2, month2, calendar.monthrange(year2, month2)[1])
        return Resolved(first, last, "month", basis) if first <= last else None
    first_day = _make_day(year, item.month, item.day)
    if first_day is None and not item.day2:  # `31 Juni 2022`: no such day, but the month is told
        return Resolved(*_part_of_month(year, item.month, None), "month", basis)
    last_day = _make_day(year2, item.month2 or item.month, item.day2) if item.day2 else first_day
    if first_day is None or last_day is None or first_day > last_day:
        return None
    return Resolved(first_day, last_day, "day", basis)


def _make_day(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month, day)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _part_of_month(year: int, month: int, part: str | None) -> tuple[date, date]:
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {"start": (1, 10), "middle": (11, 20), "end": (21, last)}.get(part or "", (1, last))
    return date(year, month, first_day), date(year, month, last_day)


def _part_of_year(year: int, part: str | None) -> tuple[date, date]:
    first, last = {"start": (1, 4), "middle": (5, 8), "end": (9, 12)}.get(part or "", (1, 12))
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _parse_plain(text: str) -> Resolved | None:
    """`March 4, 2021` -> that day, read by dateparser."""
    import dateparser

    parsed = dateparser.parse(text, languages=["en", "id"], settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]})
    return Resolved(parsed.date(), parsed.date(), "day", "written") if parsed else None


# --- 4. what leans on the article -------------------------------------------------------------------------------
def _resolve_year(item: Written, context: Context) -> Resolved | None:
    """A day or month without a year: `(5/12)`, `akhir November nanti`."""
    options = [r for year in _candidate_years(item, context) if (r := _span(item, year, _year_after(item, year), "published"))]
    matching = [r for r in options if item.weekday is not None and r.start.weekday() == item.weekday]
    near = context.day_near(item.hit.start)
    if context.published:
        best = _nearest(options, context.published, item)
        if best and item.weekday is not None and best.start.weekday() != item.weekday:
            close = [r for r in matching if abs((r.start - context.published).days) <= 366]
            best = _nearest(close, context.published, item) or best
        return best
    if matching:
        best = _nearest_year(matching, _news_years(context))
        return replace(best, basis="weekday") if best else None
    if near:
        best = _nearest(options, near, item)
        return replace(best, basis="context") if best else None
    if context.years and options:
        best = _nearest_year(options, [max(context.years)])
        return replace(best, basis="context") if best else None
    return None


def _news_years(context: Context) -> list[int]:
    """Years of which the article may be news: those of its last full days, else the latest one that it names; what it recalls lies long before."""
    years = [a.date_start.year for a in context.anchors] or list(context.years)
    return [year for year in years if year >= max(years) - 1]


def _year_after(item: Written, year: int) -> int:
    """The year of the last day of a span without years: December to January ends in the next."""
    return year + 1 if item.month2 and item.month and item.month2 < item.month else year


def _candidate_years(item: Written, context: Context) -> Iterator[int]:
    named = [*context.years, *(a.date_start.year for a in context.anchors)]
    if context.published:
        named = [context.published.year]
    if not named:
        return
    reach = MAX_WEEKDAY_YEARS if item.weekday is not None and not context.published else 1
    yield from range(min(named) - reach, max(named) + reach + 1)


def _nearest(options: Sequence[Resolved], day: date, item: Written) -> Resolved | None:
    """The option nearest to `day`, on the side that `lalu` or `mendatang` says; the past is a little nearer than the future."""

    def cost(option: Resolved) -> float:
        distance = (option.start - day).days if option.start > day else min((option.end - day).days, 0)
        if item.ahead and distance * item.ahead < 0:
            return abs(distance) + 10_000.0
        return abs(distance) * (FUTURE_COST if distance > 0 and not item.ahead else 1.0)

    return min(options, key=cost, default=None)


def _nearest_year(options: Sequence[Resolved], years: Sequence[int]) -> Resolved | None:
    """The option nearest to one of `years`; of two, the earlier: news of an election is mostly written before it."""
    return min(options, key=lambda o: (min((abs(o.start.year - y) for y in years), default=0), o.start), default=None)


def _resolve_day_of_month(item: Written, context: Context) -> Resolved | None:
    """`tanggal 15 mendatang` -> the 15th nearest to the reference."""
    near = context.day_near(item.hit.start)
    if near is None:
        return None
    months = [_shift_month(near, step) for step in (-1, 0, 1)]
    days = [d for d in (_make_day(m.year, m.month, item.day) for m in months) if d]
    basis = "published" if context.published else "context"
    return _nearest([Resolved(d, d, "day", basis) for d in days], near, item)


def _resolve_weekday(item: Written, context: Context) -> Resolved | None:
    """`Kamis malam` -> a Thursday already named nearby, else the last one before the reference (the next with `mendatang`)."""
    near = context.day_near(item.hit.start)
    if near is None or item.weekday is None:
        return None
    basis = "published" if context.published else "context"
    week = item.hit.text.lower()
    monday = near - timedelta(days=near.weekday())
    if week.endswith(load_words("dates", "this_week")):  # `Jumat pekan ini`, told on a Wednesday, lies ahead
        day = monday + timedelta(days=item.weekday)
    elif week.endswith(load_words("dates", "next_week")):
        day = monday + timedelta(days=7 + item.weekday)
    elif week.endswith(load_words("dates", "last_week")):
        day = monday + timedelta(days=item.weekday - 7)
    elif any(week.endswith(word) for word in load_words("dates", "future")):
        step = (item.weekday - near.weekday()) % 7
        day = near + timedelta(days=step or 7)
    else:
        day = near - timedelta(days=(near.weekday() - item.weekday) % 7)
    return Resolved(day, day, "day", basis)


def _resolve_relative(unit: str, step: int, context: Context, offset: int) -> Resolved | None:
    """`kemarin` (days, -1) -> the day before the reference; weeks are kept to the month they fall in."""
    near = context.day_near(offset)
    if near is None:
        return None
    basis = "published" if context.published else "context"
    if unit == "days":
        day = near + timedelta(days=step)
        return Resolved(day, day, "day", basis)
    if unit == "weeks":
        monday = near + timedelta(days=7 * step - near.weekday())
        inside = near + timedelta(days=7 * step)
        first = max(monday, inside.replace(day=1))
        return Resolved(first, monday + timedelta(days=6), "month", basis)
    if unit == "months":
        first = _shift_month(near, step)
        return Resolved(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month", basis)
    return Resolved(date(near.year + step, 1, 1), date(near.year + step, 12, 31), "year", basis)


def _shift_month(day: date, step: int) -> date:
    """First day of the month `step` months on."""
    index = day.year * 12 + day.month - 1 + step
    return date(index // 12, index % 12 + 1, 1)


def _resolve_ago(item: Written, context: Context) -> Resolved | None:
    """`dua hari lalu` -> a day; weeks and months -> the month; years -> the year."""
    near = context.day_near(item.hit.start)
    if near is None:
        return None
    text = item.hit.text.lower()
    number, unit = _count(text), next(u for u in ("hari", "pekan", "minggu", "bulan", "tahun") if u in text)
    step = number * (-1 if item.ahead < 0 else 1)
    basis = "published" if context.published else "context"
    if unit == "hari":
        day = near + timedelta(days=step)
        return Resolved(day, day, "day", basis)
    if unit in ("pekan", "minggu"):
        return _resolve_relative("weeks", step, context, item.hit.start)
    return _resolve_relative("months" if unit == "bulan" else "years", step, context, item.hit.start)


def _resolve_told(item: Written, direction: int, context: Context) -> Resolved | None:
    """`sehari sebelumnya` -> the day before the one last named, never the day before the publication; `setahun kemudian` -> the year after its year."""
    long = item.hit.value.keys() & {"years", "months"}
    told = [anchor for anchor in (context.times if long else context.anchors) if anchor.end <= item.hit.start]
    if not told:
        return None
    number = _count(item.hit.text.lower()) if "n" in item.hit.groups else 1
    if "years" in long:
        year = told[-1].date_start.year + direction * number
        return Resolved(date(year, 1, 1), date(year, 12, 31), "year", "context") if 0 < year <= 9999 else None
    if "months" in long:
        month = told[-1].date_start.year * 12 + told[-1].date_start.month - 1 + direction * number
        return _month_told(month) if told[-1].precision != "year" and 12 <= month < 9999 * 12 else None
    day = told[-1].date_start + timedelta(days=direction * number)
    return Resolved(day, day, "day", "context")


def _month_told(month: int) -> Resolved:
    """The month that is so many months after the year 0."""
    first, after = (date(m // 12, m % 12 + 1, 1) for m in (month, month + 1))
    return Resolved(first, after - timedelta(days=1), "month", "context")


def _count(text: str) -> int:
    """`dua hari lalu` -> 2."""
    if text[0].isdigit():
        return int("".join(c for c in text[:2] if c.isdigit()))
    words = load_words("dates", "number_words")
    best = max((w for w in words if text.startswith(w)), key=len)
    return max(words.index(best), 1)
