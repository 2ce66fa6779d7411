"""Publication dates as scrapers write them -> local wall time: `Diperbarui 18 Jun 2025, 14:05 WIB` -> 2025-06-18 14:05."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from extract.ruleset import load_words

WIB = timezone(timedelta(hours=7))  # a zone outside Indonesia's three is turned into this one
_EXCEL_ZERO = datetime(1899, 12, 30)
_TIME = re.compile(r"(?<![\d/-])([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?!\d|[/-])")
_ISO = re.compile(r"\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d|\d\d)(?!\d)")
_COMPACT = re.compile(r"\b((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?\b")
_URL_DATE = re.compile(r"[/=](20[0-3]\d|199\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/\-_.?]|$)")
_URL_COMPACT = re.compile(r"[/-](20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6})?(?=[/\-_.?]|$)")


def parse_published(written: str, url: str = "") -> datetime | None:
    """The date of publication; the date inside the url fills a missing one and settles a day and month that were swapped."""
    found = _parse_text(written)
    linked = read_url_date(url)
    if linked is None:
        return found
    if found is None:
        return linked
    if found.date() != linked.date() and (found.year, found.month, found.day) == (linked.year, linked.day, linked.month):
        return linked.replace(hour=found.hour, minute=found.minute, second=found.second)
    return found


def read_url_date(url: str) -> datetime | None:
    """`https://…/read/2019/09/10/…` -> 2019-09-10; None when the path holds no whole date."""
    for pattern in (_URL_DATE, _URL_COMPACT):
        match = pattern.search(url)
        if match:
            return _build(int(match[1]), int(match[2]), int(match[3]))
    return None


def _parse_text(written: str) -> datetime | None:
    """The first way of writing a date that fits; None for what cannot be read."""
    text = " ".join(written.split())[:200]
    if not text or not any(char.isdigit() for char in text):
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return _parse_number(text)
    if re.match(r"\d{4}-\d\d?-\d\d?[T ]", text) and (found := _parse_iso(text)):
        return found
    return _with_time(_parse_day(text), text)


def _parse_iso(text: str) -> datetime | None:
    """ISO with or without a zone; the wall time of an Indonesian zone stays, others become western Indonesian time."""
    clean = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", text)
    clean = re.sub(r"(\.\d{1,6})\d*", r"\1", clean)
    try:
        found = datetime.fromisoformat(clean)
    except ValueError:
        return None
    offset = found.utcoffset()
    if offset is not None and not timedelta(hours=7) <= offset <= timedelta(hours=9):
        found = found.astimezone(WIB)
    return found.replace(microsecond=0, tzinfo=None)


def _parse_number(text: str) -> datetime | None:
    """Digits alone: a compact date, a Unix time (seconds or milliseconds) or an Excel serial."""
    if match := _COMPACT.fullmatch(text):
        found = _build(int(match[1]), int(match[2]), int(match[3]))
        if found:
            return found.replace(hour=int(match[4] or 0) % 24, minute=int(match[5] or 0) % 60)
    value = float(text)
    if value > 1e11:
        value /= 1000
    if 5e8 < value < 4.1e9:
        return datetime.fromtimestamp(int(value), WIB).replace(tzinfo=None)
    if 30000 < value < 60000:  # 1982 to 2064
        return (_EXCEL_ZERO + timedelta(days=value)).replace(microsecond=0)
    return None


def _parse_day(text: str) -> datetime | None:
    if match := _ISO.search(text):
        return _build(int(match[1]), int(match[2]), int(match[3])) or _build(int(match[1]), int(match[3]), int(match[2]))
    if match := _DMY.search(text):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return _build(year, int(match[2]), int(match[1])) or _build(year, int(match[1]), int(match[2]))
    months, day_first, month_first = _month_patterns()
    if match := day_first.search(text):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return _build(year, months[match[2].lower()], int(match[1]))
    if match := month_first.search(text):
        return _build(int(match[3]), months[match[1].lower()], int(match[2]))
    return None


@lru_cache(maxsize=1)
def _month_patterns() -> tuple[dict[str, int], re.Pattern[str], re.Pattern[str]]:
    """Month names to numbers, and the patterns `10 Sep(tember) 2019`, `10-Sep-19` and `Sep 10, 2019`."""
    months = {name: number for number in range(1, 13) for name in load_words("columns", f"month_{number:02d}")}
    names = "|".join(sorted(months, key=len, reverse=True))
    day_first = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.,]*({names})\b[\s\-/.,']*((?:19|20)\d\d|\d\d(?![\d:.]))", re.IGNORECASE)
    month_first = re.compile(rf"\b({names})\b[\s\-/.]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,\-/]+((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
    return months, day_first, month_first


def _with_time(day: datetime | None, text: str) -> datetime | None:
    if day is None:
        return None
    rest = _DMY.sub(" ", _ISO.sub(" ", text))
    match = _TIME.search(rest)
    if not match:
        return day
    hour = int(match[1])
    if re.match(r"\s*p\.?m\b", rest[match.end():], re.IGNORECASE) and hour < 12:
        hour += 12
    return day.replace(hour=hour, minute=int(match[2]), second=int(match[3] or 0))


def _build(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day) if 1945 <= year <= 2100 else None
    except ValueError:
        return None
