"""Tables in other formats: CSV, a workbook, SQLite, a map of events. Values stay as they are; lists are joined, and no cell can become a formula."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extract.ruleset import rules_dir
from extract.schema import TABLES, Table
from extract.stored import find_file, iterate_rows

CELL = 32_767  # characters that a cell of a workbook can hold
SHEET = 1_048_576  # rows of a sheet, its head included
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportError(ValueError):
    """Tables that a format cannot hold; the message is for the user."""


def export_tables(out: Path, format: str, target: Path | None = None) -> list[Path]:
    """Write the tables of `out` as `csv`, `xlsx`, `sqlite` or `geojson`; the files written. FileNotFoundError when there are no tables."""
    for table in TABLES:
        find_file(out, table.name)
    return WRITERS[format](out, target)


def write_csv(out: Path, target: Path | None) -> list[Path]:
    """One file per table, UTF-8 with the mark that spreadsheets look for; a text that begins like a formula gets an apostrophe before it."""
    folder = target or out / "csv"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.name for column in table.columns)
            for row in iterate_rows(out, table.name):
                writer.writerow(guard_formula(flatten(row[column.name])) for column in table.columns)
        written.append(path)
    return written


def flatten(value: Any) -> Any:
    """A list as one text, a date as ISO: `["a", "b"]` -> `a; b`."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def guard_formula(value: Any) -> Any:
    """`=1+1` -> `'=1+1`: a text that a spreadsheet would calculate is shown instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_xlsx(out: Path, target: Path | None) -> list[Path]:
    """One workbook with a sheet per table; texts stay texts, also those that begin with `=`, cut where a cell is full."""
    from openpyxl import Workbook

    path = target or out / "tables.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "B2"
        sheet.append([column.name for column in table.columns])
        for number, row in enumerate(iterate_rows(out, table.name), start=2):
            if number > SHEET:
                raise ExportError(f"{table.name} has more rows than a sheet can hold ({SHEET - 1:,}); use --csv or --sqlite")
            sheet.append([make_cell(sheet, row[column.name]) for column in table.columns])
    book.save(path)
    return [path]


def make_cell(sheet: Any, value: Any) -> Any:
    """A cell's value; text as a cell that is marked as text."""
    from openpyxl.cell import WriteOnlyCell

    value = "; ".join(value) if isinstance(value, list) else value
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, clean_cell(value))
    cell.data_type = "s"
    return cell


def clean_cell(text: str) -> str:
    """Text that a workbook can hold: without control characters, cut at the length of a cell."""
    text = _UNPRINTABLE.sub("�", text)
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def write_sqlite(out: Path, target: Path | None) -> list[Path]:
    """One database: a table each with its key and references, lists as JSON, dates as ISO texts."""
    path = target or out / "tables.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    base = sqlite3.connect(unfinished)
    try:
        for table in TABLES:
            base.execute(_declare_table(table))
            marks = ", ".join("?" * len(table.columns))
            rows = ([_to_sqlite(row[column.name]) for column in table.columns] for row in iterate_rows(out, table.name))
            base.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)
            for column in table.columns:
                if column.refers:
                    base.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')
        base.commit()
    finally:
        base.close()
    unfinished.replace(path)
    return [path]


_SQLITE = {"int32": "INTEGER", "bool": "INTEGER", "float32": "REAL", "float64": "REAL", "date32": "DATE", "timestamp": "TIMESTAMP"}


def _declare_table(table: Table) -> str:
    lines = []
    for column in table.columns:
        line = f'"{column.name}" {_SQLITE.get(column.kind, "TEXT")}'
        if column.name == table.key:
            line += " PRIMARY KEY"
        elif column.refers:
            target, key = column.refers.split(".")
            line += f' REFERENCES "{target}" ("{key}")'
        lines.append(line)
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _to_sqlite(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat() if isinstance(value, date) else value


def write_geojson(out: Path, target: Path | None) -> list[Path]:
    """The events as points (RFC 7946), each at the capital of its province; an event whose province is not known has no geometry."""
    path = target or out / "events.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    points = read_points()
    features = []
    for row in iterate_rows(out, "events"):
        point = points.get(row["province_code"] or "")
        features.append({
            "type": "Feature", "id": row["event_id"], "geometry": {"type": "Point", "coordinates": list(point)} if point else None,
            "properties": {name: flatten(value) for name, value in row.items()},
        })
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), encoding="utf-8")
    return [path]


def read_points() -> dict[str, tuple[float, float]]:
    """Province code -> (longitude, latitude) of its capital in degrees, from `rules/province_points.csv`."""
    lines = (rules_dir() / "province_points.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


WRITERS: dict[str, Callable[[Path, Path | None], list[Path]]] = {"csv": write_csv, "xlsx": write_xlsx, "sqlite": write_sqlite, "geojson": write_geojson}
