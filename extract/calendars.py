"""Days, months and years as spans of time: what a date expression has of its own, put together."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from extract.dateparts import Written


@dataclass(frozen=True)
class Resolved:
    start: date
    end: date
    precision: str
    basis: str


def year_before(item: Written, year2: int) -> int:
    """The year of the first day of a span whose year stands at its end: `28 Desember - 3 Januari 2020` -> 2019."""
    return year2 - 1 if item.month and item.month2 and item.month > item.month2 else year2


def span_days(item: Written, year: int, year2: int, basis: str) -> Resolved | None:
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
    first_day = make_day(year, item.month, item.day)
    if first_day is None and not item.day2:  # `31 Juni 2022`: no such day, but the month is told
        return Resolved(*_part_of_month(year, item.month, None), "month", basis)
    last_day = make_day(year2, item.month2 or item.month, item.day2) if item.day2 else first_day
    if first_day is None or last_day is None or first_day > last_day:
        return None
    return Resolved(first_day, last_day, "day", basis)


def make_day(year: int | None, month: int | None, day: int | None) -> date | None:
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


def shift_month(day: date, step: int) -> date:
    """First day of the month `step` months on."""
    index = day.year * 12 + day.month - 1 + step
    return date(index // 12, index % 12 + 1, 1)
