"""What notebooks show: an article with its spans in colour, tables by name with their sizes."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extract.records import Extraction

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class ReadArticle(Extraction):
    """An Extraction that a notebook shows as the marked article with its rows below."""

    __slots__ = ()

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The rows that a run would write for this article, by table."""
        from extract.rows import build_rows

        return build_rows(self, every_article=True)

    def _repr_html_(self) -> str:
        from extract.marks import COLORS, LABELS, mark_article, render_html

        text, rows = self.reading.text, self.tables()
        legend = " ".join(f'<span style="background:{ground};border-bottom:2px solid {line};color:#222">{LABELS[kind]}</span>' for kind, (ground, line) in COLORS.items())
        shown = "".join(_render_rows(name, rows[name]) for name in ("signings", "officials", "statistics"))
        body = render_html(text, mark_article(text, rows))
        return f'<div style="max-width:50em"><div style="white-space:pre-wrap;line-height:1.7">{body}</div><p style="font-size:85%">{legend}</p>{shown}</div>'


def show_extraction(extraction: Extraction) -> ReadArticle:
    """The same records, with a picture for notebooks."""
    return ReadArticle(extraction.reading, extraction.signings, extraction.roles, extraction.statistics)


_COLUMNS = {
    "signings": ("instrument", "instrument_text", "status", "date", "venue", "place", "province", "parties", "confidence"),
    "officials": ("name", "acting", "position", "unit", "roles"),
    "statistics": ("value", "unit", "measure", "subject", "period_start", "place", "source"),
}


def _render_rows(name: str, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    columns = [column for column in _COLUMNS[name] if any(row[column] not in (None, []) for row in rows)]
    head = "".join(f"<th>{column}</th>" for column in columns)
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(_tell(row[column]))}</td>" for column in columns) + "</tr>" for row in rows)
    return f"<h4>{name}</h4><table><tr>{head}</tr>{lines}</table>"


def _tell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


class Tables(dict[str, "pd.DataFrame"]):
    """DataFrames by table name; a notebook shows how many rows each has."""

    def _repr_html_(self) -> str:
        from extract.schema import TABLES

        about = {table.name: table.about for table in TABLES}
        lines = "".join(f"<tr><td><b>{name}</b></td><td>{len(frame):,}</td><td>{html.escape(about.get(name, ''))}</td></tr>" for name, frame in self.items())
        return f"<table><tr><th>table</th><th>rows</th><th>holds</th></tr>{lines}</table>"


def make_frames(tables: Mapping[str, pa.Table]) -> Tables:
    """Arrow tables as DataFrames: dates as datetime64, enums as categories, integers that may be missing as Int32."""
    import pandas as pd
    import pyarrow as pa

    integers = {pa.int32(): pd.Int32Dtype()}
    return Tables({name: table.to_pandas(date_as_object=False, types_mapper=integers.get) for name, table in tables.items()})
