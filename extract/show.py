"""One article in the terminal: its text with every mention coloured by its table, and the rows beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.schema import PART_NAMES, Table, find_table
from extract.stored import find_file, read_rows
from extract.terminal import clean_text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

Row = Mapping[str, Any]
STYLES = {  # the later table lies over the earlier one
    "entities": "dim underline", "dates": "green", "venues": "magenta", "officials": "cyan", "statistics": "bold yellow", "signings": "bold white on red",
}
HIDDEN = {"article_id", "start", "end", "sentence", "text_sha256", "text", "event_id", "person_id", "name_text"}


@dataclass(frozen=True, slots=True)
class Shown:
    """An article and its rows by table."""

    article: Row
    rows: dict[str, list[dict[str, Any]]]


def find_article(out: Path, article_id: str) -> Shown:
    """The article of that id, or the only one whose id begins so; LookupError says what is near."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    ids = pq.read_table(find_file(out, "articles"), columns=["article_id"])["article_id"]
    found = pc.unique(ids.filter(pc.starts_with(ids, article_id))).to_pylist()
    if article_id in found:
        found = [article_id]
    if len(found) != 1:
        known = found or sorted(pc.unique(ids).to_pylist())
        raise LookupError(f"{'no article' if not found else 'several articles'} {article_id!r} in {out}; there {'are' if len(known) != 1 else 'is'} "
                          f"{', '.join(known[:5])}{f' and {len(known) - 5:,} more' if len(known) > 5 else ''}")
    rows = {name: read_rows(out, name, article_id=found[0]) for name in PART_NAMES}
    return Shown(rows.pop("articles")[0], rows)


def render_article(shown: Shown) -> RenderableType:
    """Head, coloured text with a legend, and the rows of each table; beside each other where the terminal is wide."""
    from rich.console import Group
    from rich.table import Table as Grid

    rows = [_render_rows(find_table(name), shown.rows[name]) for name in ("signings", "officials", "statistics", "dates", "venues") if shown.rows[name]]
    grid = Grid.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=3)
    grid.add_column(ratio=2)
    grid.add_row(Group(_render_head(shown.article), "", color_text(shown.article["text"] or "", shown.rows), "", _render_legend()), Group(*rows))
    return grid


def _render_head(article: Row) -> Text:
    from rich.text import Text

    told = [article["article_id"], article["outlet"], str(article["published_at"] or ""), article["source"], article["status"], article["detail"]]
    return Text(" · ".join(clean_text(str(value)) for value in told if value), style="dim")


def color_text(text: str, rows: Mapping[str, Sequence[Row]]) -> Text:
    """The article's text, each row's span in the colour of its table."""
    from rich.text import Text

    colored = Text(clean_text(text), no_wrap=False)
    for name, style in STYLES.items():
        for row in rows.get(name, ()):
            colored.stylize(style, row["start"], row["end"])
    return colored


def _render_legend() -> Text:
    from rich.text import Text

    return Text("  ").join(Text(f" {name} ", style) for name, style in reversed(STYLES.items()))


def _render_rows(table: Table, rows: Sequence[Row]) -> RenderableType:
    from rich.console import Group
    from rich.table import Table as Grid
    from rich.text import Text

    blocks: list[RenderableType] = [Text(f"{table.name} ({len(rows)})", STYLES[table.name])]
    for row in rows:
        grid = Grid.grid(padding=(0, 1))
        for column in table.columns:
            value = row[column.name]
            if column.name not in HIDDEN and value not in (None, []):
                grid.add_row(Text(column.name, "dim"), Text(clean_text(_format(value))))
        blocks += [grid, ""]
    return Group(*blocks)


def _format(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
