"""The parts of one date expression as numbers: `Senin (5/12)` -> weekday 0, day 5, month 12."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from extract.records import Hit
from extract.ruleset import load_words

TYPO_SCORE = 80  # rapidfuzz ratio: `Sepetember` ~ September 95, `Polisi` ~ April 33


@dataclass(frozen=True)
class Written:
    """The parts of one expression as numbers; None where nothing is written."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    day2: int | None = None
    month2: int | None = None
    year2: int | None = None
    part: str | None = None
    ahead: int = 0  # 1 for `mendatang`, -1 for `lalu`
    hit: Hit = field(default=None, compare=False)  # type: ignore[assignment]


def read_parts(hit: Hit, text: str) -> Written | None:
    """The parts of a hit as numbers; None when they cannot be a date (`31/31`)."""
    parts = {name: text[span.start : span.end] for name, span in hit.groups.items()}
    month = _month_number(parts["month"]) if "month" in parts else _typo_month(parts["typo"]) if "typo" in parts else _whole(parts.get("m"))
    month2 = _month_number(parts["month2"]) if "month2" in parts else _whole(parts.get("m2"))
    if "typo" in parts and month is None:
        return None
    item = Written(
        weekday=_weekday_number(parts["weekday"]) if "weekday" in parts else None,
        day=_whole(parts.get("d")), month=month or (month2 if "d2" in parts else None), year=_whole_year(parts.get("y")),
        day2=_whole(parts.get("d2")), month2=month2, year2=_whole_year(parts.get("y2")),
        part=_part_of(parts.get("part")), ahead=_direction(parts.get("rel")), hit=hit,
    )
    in_range = all(1 <= d <= 31 for d in (item.day, item.day2) if d is not None) and all(
        1 <= m <= 12 for m in (item.month, item.month2) if m is not None
    )
    return item if in_range else None


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


def _whole_year(text: str | None) -> int | None:
    """`2019` -> 2019, `19` -> 2019."""
    return None if not text else int(text) if len(text) == 4 else 2000 + int(text)


def _stem_number(word: str, name: str) -> int | None:
    """Position of the first entry of the list `name` with a stem that begins `word`."""
    lowered = word.lower()
    for number, stems in enumerate(load_words("dates", name)):
        if any(lowered.startswith(stem) for stem in stems.split()):
            return number
    return None


@cache
def _month_number(word: str) -> int | None:
    """`Nopember` -> 11."""
    number = _stem_number(word, "month_stems")
    return None if number is None else number + 1


@cache
def _weekday_number(word: str) -> int | None:
    """`Ahad` -> 6."""
    return _stem_number(word, "weekday_stems")


def _typo_month(word: str) -> int | None:
    """`Sepetember` -> 9, `Polisi` -> None."""
    from rapidfuzz import fuzz

    score, best = max((fuzz.ratio(word.lower(), month.lower()), month) for month in load_words("dates", "full_months"))
    return _month_number(best) if score >= TYPO_SCORE else None


def _part_of(word: str | None) -> str | None:
    if not word:
        return None
    lowered = word.lower()
    return "middle" if lowered in load_words("dates", "part_middle") else "end" if lowered in load_words("dates", "part_end") else "start"


def _direction(word: str | None) -> int:
    lowered = (word or "").lower()
    return 1 if lowered in load_words("dates", "future") else -1 if lowered in load_words("dates", "past") else 0
