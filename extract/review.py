"""The review loop: doubtful rows -> a workbook to correct -> corrections that are kept beside the tables and laid over every later run.

`OUT/corrections.jsonl` holds one correction a line: table, row, column, the value the program gave, the right value, who, when, from which file.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from extract.schema import TABLES, Column, Table, find_table
from extract.stored import read_rows

KEPT = "corrections.jsonl"
REVIEWED = ("signings", "officials", "statistics")
FIXED = {"article_id", "start", "end", "sentence", "trigger", "value_text", "name_text", "confidence", "date_id", "venue_id", "event_id", "person_id",
         "signing_id", "official_id", "statistic_id", "part_of", "regency_code", "province_code", "region_code"}  # not for people to edit
GUIDE = ("row", "article_id", "outlet", "title", "confidence", "sentence")  # columns before those to correct
CODES = {"province": "province_code", "regency": "regency_code", "region": "region_code"}  # set by the name beside them
VERDICTS = ("right", "wrong", "delete")
HELP = (
    "One sheet a table. Each row shows the sentence it was read from.",
    "verdict: right = checked as it stands; wrong = you corrected cells of this row; delete = there is no such event, person or number. Empty = not looked at.",
    "Correct the cells to the right of `verdict` in place. Lists are divided by `; `, dates written 2022-10-18, an empty cell means that the article does not say.",
    "Put your name into `reviewer`. Leave the grey columns as they are. Then: extract apply FILE --out OUTPUTS",
)


class ReviewError(ValueError):
    """Corrections that cannot be used; the message names sheet, row and column."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell set right, a whole row found right (`column` is `*`), or a row taken out (`column` empty)."""

    table: str
    row: str
    column: str
    old: Any
    new: Any
    by: str
    at: str
    file: str


@dataclass(slots=True)
class Applied:
    """What became of the corrections: cells changed, rows taken out, rows found right, and those whose row is gone."""

    cells: int = 0
    deleted: int = 0
    confirmed: int = 0
    lost: list[Correction] = field(default_factory=list)


# --- the workbook -----------------------------------------------------------------------------------------------------
def write_review(out: Path, target: Path | None = None, below: float = 0.8, limit: int = 2000) -> tuple[Path, int]:
    """A workbook of the signings whose confidence lies below `below`, and the people and numbers of their articles; path and rows."""
    from openpyxl import Workbook

    path = target or out / "review.xlsx"
    chosen = choose_rows(out, below, limit)
    book = Workbook()
    sheet = book.active
    sheet.title = "help"
    for line in HELP:
        sheet.append([line])
    sheet.column_dimensions["A"].width = 140
    for name, rows in chosen.items():
        _write_sheet(book.create_sheet(name), find_table(name), rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path, sum(map(len, chosen.values()))


def choose_rows(out: Path, below: float, limit: int) -> dict[str, list[dict[str, Any]]]:
    """The doubtful rows by table, the least sure first, with the head of their article; what was reviewed before is left out."""
    heads = {row["article_id"]: {"outlet": row["outlet"], "title": row["title"]} for row in read_rows(out, "articles")}
    done = {(c.table, c.row) for c in read_kept(out)}
    signings = sorted((row for row in read_rows(out, "signings") if (row["confidence"] or 0) < below), key=lambda row: (row["confidence"] or 0, row["signing_id"]))[:limit]
    articles = {row["article_id"] for row in signings}
    chosen = {
        "signings": signings,
        "officials": [row for row in read_rows(out, "officials") if row["article_id"] in articles],
        "statistics": [row for row in read_rows(out, "statistics") if row["article_id"] in articles],
    }
    return {name: [{**heads[row["article_id"]], **row} for row in rows if (name, row[find_table(name).key]) not in done] for name, rows in chosen.items()}


def list_editable(table: Table) -> list[Column]:
    """The columns that people may correct."""
    return [column for column in table.columns if column.name not in FIXED]


def _write_sheet(sheet: Any, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns = list_editable(table)
    names = [*GUIDE, "verdict", "reviewer", *(column.name for column in columns)]
    sheet.append(names)
    for row in rows:
        values = [row[table.key], *(row.get(name) for name in GUIDE[1:]), None, None, *(row[column.name] for column in columns)]
        sheet.append([None] * len(values))
        for at, value in enumerate(values, start=1):
            _set_cell(sheet.cell(sheet.max_row, at), value)
    grey = PatternFill("solid", fgColor="EFEDE7")
    for at, name in enumerate(names, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = {"sentence": 70, "row": 14, "title": 30}.get(name, 18)
        for cell in sheet[letter][:1] if at > len(GUIDE) else sheet[letter]:
            cell.fill = grey
        sheet[f"{letter}1"].font = Font(bold=True)
        values = VERDICTS if name == "verdict" else next((c.values for c in columns if c.name == name and c.kind == "enum"), ())
        if values and rows:
            choice = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{len(rows) + 1}")
    for cell in sheet[get_column_letter(GUIDE.index("sentence") + 1)]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"


def _set_cell(cell: Any, value: Any) -> None:
    from extract.exports import clean_cell

    value = "; ".join(value) if isinstance(value, list) else value
    if isinstance(value, str):
        cell.value = clean_cell(value)
        cell.data_type = "s"  # never a formula
    else:
        cell.value = round(value, 4) if isinstance(value, float) else value


# --- corrections ------------------------------------------------------------------------------------------------------
def read_corrections(path: Path, out: Path) -> list[Correction]:
    """The corrections of a filled-in workbook, checked against the schema and the tables; ReviewError names the cell."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises whatever the file makes it raise
        raise ReviewError(f"{path.name} is not a workbook that can be read: {error}") from error
    found: list[Correction] = []
    for name in REVIEWED:
        if name in book.sheetnames:
            rows = {row[find_table(name).key]: row for row in read_rows(out, name)}
            found += _read_sheet(book[name], find_table(name), rows, path.name)
    return found


def _read_sheet(sheet: Any, table: Table, rows: Mapping[str, Mapping[str, Any]], file: str) -> list[Correction]:
    lines = sheet.iter_rows(values_only=True)
    names = [str(name or "") for name in next(lines, ())]
    lacking = [name for name in ("row", "verdict") if name not in names]
    if lacking:
        raise ReviewError(f"{file}, sheet {table.name}: no column {lacking[0]!r}")
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found: list[Correction] = []
    for number, line in enumerate(lines, start=2):
        cells = dict(zip(names, line, strict=False))
        verdict = str(cells["verdict"] or "").strip().lower()
        if not verdict:
            continue
        where = f"{file}, sheet {table.name}, line {number}"
        if verdict not in VERDICTS:
            raise ReviewError(f"{where}: verdict {verdict!r} is none of {', '.join(VERDICTS)}")
        row = rows.get(str(cells["row"]))
        if row is None:
            raise ReviewError(f"{where}: no row {cells['row']!r} in the tables")
        found += _read_line(table, row, cells, verdict, where, (str(cells.get("reviewer") or ""), at, file))
    return found


def _read_line(table: Table, row: Mapping[str, Any], cells: Mapping[str, Any], verdict: str, where: str, origin: tuple[str, str, str]) -> list[Correction]:
    key = row[table.key]
    if verdict == "right":
        return [Correction(table.name, key, "*", None, None, *origin)]
    if verdict == "delete":
        return [Correction(table.name, key, "", None, None, *origin)]
    changes = []
    for column in list_editable(table):
        if column.name in cells and not _untouched(cells[column.name], row[column.name]):
            new = parse_cell(column, cells[column.name], f"{where}, column {column.name}")
            if not _same(new, row[column.name]):
                changes.append(Correction(table.name, key, column.name, _to_json(row[column.name]), _to_json(new), *origin))
    if not changes:
        raise ReviewError(f"{where}: the verdict is wrong, but no cell was changed")
    return changes


def parse_cell(column: Column, value: Any, where: str) -> Any:
    """A cell as a value of its column: `2022-10-18` -> a date, `a; b` -> a list. ReviewError when it is none."""
    text = value.strip() if isinstance(value, str) else value
    if column.kind == "list":
        items = [item.strip() for item in str(text or "").split(";") if item.strip()]
        unknown = [item for item in items if column.values and item not in column.values]
        if unknown:
            raise ReviewError(f"{where}: {unknown[0]!r} is none of {', '.join(column.values)}")
        return items
    if text in (None, ""):
        return None
    if column.name in ("province", "regency") and text not in read_codes():
        raise ReviewError(f"{where}: {value!r} is no official name, like Sumatera Barat or Kota Padang")
    try:
        return _PARSERS.get(column.kind, str)(text) if column.kind != "enum" else _parse_enum(column, text)
    except (ValueError, TypeError) as error:
        raise ReviewError(f"{where}: {value!r}: {error}") from None


def _untouched(cell: Any, value: Any) -> bool:
    """Whether the cell still holds what `write_review` put there."""
    from extract.exports import clean_cell

    value = "; ".join(value) if isinstance(value, list) else value
    return isinstance(value, str) and isinstance(cell, str) and clean_cell(value) == cell


@cache
def read_codes() -> dict[str, str]:
    """Official name -> government area code of every province, regency and city."""
    from extract.ruleset import rules_dir

    with open(rules_dir() / "regions.csv", encoding="utf-8", newline="") as file:
        return {line["name"]: line["code"] for line in csv.DictReader(line for line in file if not line.startswith("#"))}


def _parse_enum(column: Column, value: Any) -> str:
    if value not in column.values:
        raise ValueError(f"none of {', '.join(column.values)}")
    return str(value)


def _parse_date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _parse_bool(value: Any) -> bool:
    known = {"true": True, "ya": True, "1": True, "false": False, "tidak": False, "0": False}
    if str(value).lower() not in known:
        raise ValueError("not true or false")
    return known[str(value).lower()]


_PARSERS = {"date32": _parse_date, "bool": _parse_bool, "int32": int, "float32": float, "float64": float}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 5e-5
    return (one or None) == (other or None) if not isinstance(one, bool) else one == other


def _to_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


# --- kept beside the tables, laid over them ---------------------------------------------------------------------------
def read_kept(out: Path) -> list[Correction]:
    """The corrections of a folder of tables, the oldest first; ReviewError names a line that cannot be read."""
    path = out / KEPT
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found.append(Correction(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise ReviewError(f"{path}, line {number}: {error}") from error
    return found


def apply_corrections(out: Path, path: Path) -> Applied:
    """Check the workbook, keep its corrections in `out`, lay all kept ones over the tables. ReviewError, FolderBusy."""
    from extract.runner import lock_folder

    with lock_folder(out) as place:
        new = read_corrections(path, out)
        kept = read_kept(out)
        known = {(c.table, c.row, c.column): c for c in kept}
        new = [c for c in new if (before := known.get((c.table, c.row, c.column))) is None or before.new != c.new]
        text = "".join(json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in [*kept, *new])
        unfinished = out / f"{KEPT}.{os.getpid()}"
        unfinished.write_text(text, "utf-8")
        unfinished.replace(out / KEPT)
        return lay_over(out, place.scratch)


def lay_over(out: Path, scratch: Path) -> Applied:
    """Put the kept corrections into the tables and link them anew; a later correction of a cell counts. A run calls it when it has written tables."""
    from extract.joining import relink_tables

    by_table: dict[str, list[Correction]] = {}
    for correction in read_kept(out):
        by_table.setdefault(correction.table, []).append(correction)
    applied = Applied()
    for name, corrections in by_table.items():
        table = find_table(name)
        rows, deleted = _correct_rows(table, read_rows(out, table.name), corrections, applied)
        _write_rows(out, scratch, table, rows)
        if deleted:
            _drop_references(out, scratch, f"{name}.{table.key}", deleted)
    if applied.cells or applied.deleted:
        relink_tables(out, scratch)
    return applied


def _correct_rows(table: Table, found: Sequence[dict[str, Any]], corrections: Iterable[Correction], applied: Applied) -> tuple[list[dict[str, Any]], set[str]]:
    """The rows set right, and the ids of those that are not right at all."""
    rows = {row[table.key]: row for row in found}
    columns = {column.name: column for column in table.columns}
    deleted = {c.row for c in corrections if c.column == ""}
    for correction in corrections:
        row = rows.get(correction.row)
        if correction.column == "":
            applied.deleted += 1
        elif row is None:
            applied.lost.append(correction)
        elif correction.column == "*":
            applied.confirmed += 1
        else:
            row[correction.column] = parse_cell(columns[correction.column], _from_json(correction.new), KEPT)
            _follow_change(row, correction.column)
            applied.cells += 1
    return [row for key, row in rows.items() if key not in deleted], deleted


def _follow_change(row: dict[str, Any], column: str) -> None:
    """Columns that depend on the one that was set right: codes by name, a date is one to the day, mentions that no longer give the value."""
    if column in CODES:
        row[CODES[column]] = read_codes().get(row[column] or "")
    if column == "date":
        row["date_precision"] = (row["date_precision"] or "day") if row["date"] else None
    if f"{column}_id" in row and column in ("date", "venue"):
        row[f"{column}_id"] = None


def _drop_references(out: Path, scratch: Path, key: str, deleted: set[str]) -> None:
    """Rows of other tables do not point to rows that were taken out."""
    for table in TABLES:
        for column in table.columns:
            if column.refers == key:
                rows = read_rows(out, table.name)
                _write_rows(out, scratch, table, [{**row, column.name: None} if row[column.name] in deleted else row for row in rows])


def _write_rows(out: Path, scratch: Path, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    from extract.tables import TableWriter, to_arrow, write_whole

    with write_whole(out / f"{table.name}.parquet", scratch) as unfinished:
        writer = TableWriter(unfinished, table.name)
        writer.add(to_arrow(table.name, rows))
        writer.close()


def _from_json(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value
