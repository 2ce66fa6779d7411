"""Dates that lean on the article: a day without its year, `Kamis malam`, `dua hari lalu`, `sehari sebelumnya`."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extract.calendars import Resolved, make_day, shift_month, span_days
from extract.dateparts import Written
from extract.records import DateMention
from extract.ruleset import load_words

MAX_WEEKDAY_YEARS = 3  # years before and after the named ones in which a weekday may fix the year
FUTURE_COST = 1.5  # a month without a year is more often one that has passed


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


def resolve_year(item: Written, context: Context) -> Resolved | None:
    """A day or month without a year: `(5/12)`, `akhir November nanti`."""
    options = [r for year in _candidate_years(item, context) if (r := span_days(item, year, _year_after(item, year), "published"))]
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


def resolve_day_of_month(item: Written, context: Context) -> Resolved | None:
    """`tanggal 15 mendatang` -> the 15th nearest to the reference."""
    near = context.day_near(item.hit.start)
    if near is None:
        return None
    months = [shift_month(near, step) for step in (-1, 0, 1)]
    days = [d for d in (make_day(m.year, m.month, item.day) for m in months) if d]
    basis = "published" if context.published else "context"
    return _nearest([Resolved(d, d, "day", basis) for d in days], near, item)


def resolve_weekday(item: Written, context: Context) -> Resolved | None:
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


def resolve_relative(unit: str, step: int, context: Context, offset: int) -> Resolved | None:
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
        first = shift_month(near, step)
        return Resolved(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month", basis)
    return Resolved(date(near.year + step, 1, 1), date(near.year + step, 12, 31), "year", basis)


def resolve_ago(item: Written, context: Context) -> Resolved | None:
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
        return resolve_relative("weeks", step, context, item.hit.start)
    return resolve_relative("months" if unit == "bulan" else "years", step, context, item.hit.start)


def resolve_told(item: Written, direction: int, context: Context) -> Resolved | None:
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
