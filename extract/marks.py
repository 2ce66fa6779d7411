"""Rows of one article -> marked stretches of its text, and text with marks -> HTML that is safe whatever the text holds."""

from __future__ import annotations

import html
import itertools
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Row = Mapping[str, Any]
KINDS = ("signing", "instrument", "party", "official", "date", "venue", "place", "statistic", "entity")
LABELS = {
    "signing": "act of signing", "instrument": "instrument", "party": "party", "official": "person", "date": "date", "venue": "venue",
    "place": "place", "statistic": "number", "entity": "other name",
}
COLORS = {  # background, underline
    "signing": ("#ffd9d2", "#c2402c"), "instrument": ("#ffe9c7", "#b87811"), "party": ("#ece4f8", "#7c56b8"), "official": ("#d9ebfb", "#2f74b5"),
    "date": ("#dcf1de", "#2f8a46"), "venue": ("#fbdff0", "#b53f87"), "place": ("#d7f0ee", "#178078"), "statistic": ("#fdf3b0", "#988200"),
    "entity": ("transparent", "#b9bcc4"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of `articles.text`: `kind` is one of KINDS, `label` what a reader is told, `row` the id of its row."""

    start: int
    end: int
    kind: str
    label: str = ""
    row: str = ""


# --- rows -> marks ----------------------------------------------------------------------------------------------------
def mark_article(text: str, rows: Mapping[str, Sequence[Row]]) -> list[Mark]:
    """Every mark of an article, in the order of the text; `rows` holds its rows by table."""
    marks = [mark for signing in rows.get("signings", ()) for mark in mark_signing(text, signing)]
    for row in rows.get("officials", ()):
        marks.append(Mark(row["start"], row["end"], "official", describe_official(row), row["official_id"]))
    for row in rows.get("statistics", ()):
        marks.append(Mark(row["start"], row["end"], "statistic", describe_statistic(row), row["statistic_id"]))
    for row in rows.get("dates", ()):
        marks.append(Mark(row["start"], row["end"], "date", f"{row['date_start']} ({row['role']})", row["date_id"]))
    for row in rows.get("venues", ()):
        marks.append(Mark(row["start"], row["end"], "venue", _join(row["kind"], row["regency"] or row["province"]), row["venue_id"]))
    taken = {(mark.start, mark.end) for mark in marks}
    for row in rows.get("entities", ()):
        if (row["start"], row["end"]) not in taken:
            marks.append(Mark(row["start"], row["end"], "entity", row["label"], row["entity_id"]))
    return order_marks(marks)


def mark_signing(text: str, row: Row) -> list[Mark]:
    """The trigger of a signing, and its instrument, parties and place where they stand nearest to it."""
    status, near = row["status"], row["start"]
    marks = [Mark(row["start"], row["end"], "signing", f"{row['instrument'].replace('_', ' ')}, {status}", row["signing_id"])]
    named = [("instrument", row["instrument_text"]), ("place", row["place"]), *(("party", party) for party in row["parties"] or ())]
    for kind, value in named:
        start = find_nearest(text, value, near) if value else -1
        if start >= 0:
            marks.append(Mark(start, start + len(value), kind, LABELS[kind], row["signing_id"]))
    return marks


def find_nearest(text: str, value: str, near: int) -> int:
    """Offset of the occurrence of `value` that is nearest to `near`; -1 when there is none."""
    before, after = text.rfind(value, 0, near + len(value)), text.find(value, near)
    if before < 0 or after < 0:
        return max(before, after)
    return before if near - before - len(value) <= after - near else after


def describe_official(row: Row) -> str:
    """`Pj Bupati Tabanan: host, signatory`."""
    office = " ".join(part for part in (row["acting"], row["position"], row["unit"]) if part)
    return ": ".join(part for part in (office, ", ".join(row["roles"] or ())) if part)


def describe_statistic(row: Row) -> str:
    """`21 case, found: pelanggaran kampanye`."""
    number = f"{row['value']:g} {row['unit']}, {row['measure'].replace('_', ' ')}"
    return f"{number}: {row['subject']}" if row["subject"] else number


def _join(*parts: str | None) -> str:
    return ", ".join(part.replace("_", " ") for part in parts if part)


def order_marks(marks: Iterable[Mark]) -> list[Mark]:
    """In the order of the text, each stretch of a kind once."""
    once: dict[tuple[int, int, str], Mark] = {}
    for mark in marks:
        once.setdefault((mark.start, mark.end, mark.kind), mark)
    return sorted(once.values(), key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind)))


def cut_marks(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks inside text[start:end], their offsets counted from its beginning."""
    return [replace(m, start=max(m.start, start) - start, end=min(m.end, end) - start) for m in marks if m.start < end and m.end > start]


# --- offsets for browsers -----------------------------------------------------------------------------------------------
class BrowserOffsets:
    """Offsets in characters -> offsets in UTF-16 units, as JavaScript counts: `😀 Padang` -> `Padang` begins at 3, not at 2."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [at for at, char in enumerate(text) if char > "\uffff"]

    def convert(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)


# --- marks -> HTML --------------------------------------------------------------------------------------------------------
def split_text(text: str, marks: Sequence[Mark]) -> list[tuple[str, list[Mark]]]:
    """The text in pieces, each with the marks that cover it, the shortest first; marks may cross."""
    borders = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    pieces = []
    for start, end in itertools.pairwise(borders):
        over = sorted((m for m in marks if m.start <= start and end <= m.end), key=lambda m: m.end - m.start)
        pieces.append((text[start:end], over))
    return pieces


def render_html(text: str, marks: Sequence[Mark]) -> str:
    """The text as HTML, each mark coloured by its kind, what it means on hover."""
    parts = []
    for piece, over in split_text(text, marks):
        shown = html.escape(piece)
        if over:
            ground, line = COLORS[over[0].kind][0], COLORS[over[-1].kind][1]
            title = html.escape(" · ".join(dict.fromkeys(f"{LABELS[m.kind]}: {m.label}" if m.label else LABELS[m.kind] for m in over)))
            shown = f'<mark title="{title}" style="background:{ground};border-bottom:2px solid {line};color:inherit">{shown}</mark>'
        parts.append(shown)
    return "".join(parts)
