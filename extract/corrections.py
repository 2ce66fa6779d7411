"""Corrections: kept beside the tables in `OUT/corrections.jsonl`, and laid over them after every run.

One correction a line: table, row, column, the value the program gave, the right value, who, when, from which file.
"""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from extract.schema import TABLES, Column, Table, find_table
from extract.stored import read_rows

KEPT = "corrections.jsonl"
REVIEWED = ("signings", "officials", "statistics")
REQUIRED = {"name", "value"}  # without which a row says nothing; so do all enums but the precision of a date
CODES = {"province": "province_code", "regency": "regency_code", "region": "region_code"}  # set by the name beside them


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


# --- values -----------------------------------------------------------------------------------------------------------
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
        if column.name in REQUIRED or column.kind == "enum" and column.name != "date_precision":
            raise ReviewError(f"{where}: must not be empty")
        return None
    if column.name in ("province", "regency") and text not in read_codes():
        raise ReviewError(f"{where}: {value!r} is no official name, like Sumatera Barat or Kota Padang")
    try:
        return _PARSERS.get(column.kind, str)(text) if column.kind != "enum" else _parse_enum(column, text)
    except (ValueError, TypeError) as error:
        raise ReviewError(f"{where}: {value!r}: {error}") from None


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


def _parse_number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not a number")
    return number


_PARSERS = {"date32": _parse_date, "bool": _parse_bool, "int32": int, "float32": _parse_number, "float64": _parse_number}


def to_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _from_json(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def fit_precision(day: date, precision: str | None) -> str:
    """How much of a date is known, when that can be so: a month is stored as its first day, so 2022-10-18 is one to the day."""
    fits = {"month": day.day == 1, "year": (day.month, day.day) == (1, 1)}
    return precision if precision and fits.get(precision) else "day"


# --- the file ---------------------------------------------------------------------------------------------------------
def read_kept(out: Path) -> list[Correction]:
    """The corrections of a folder of tables, the oldest first; ReviewError names a line that cannot be read."""
    path = out / KEPT
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found.append(_read_line(line))
        except (ValueError, TypeError) as error:
            raise ReviewError(f"{path}, line {number}: {error}") from error
    return found


def _read_line(line: str) -> Correction:
    correction = Correction(**json.loads(line))
    if correction.table not in REVIEWED:
        raise ValueError(f"no table {correction.table!r} that can be corrected")
    if correction.column not in ("", "*", *(column.name for column in find_table(correction.table).columns)):
        raise ValueError(f"no column {correction.column!r} in {correction.table}")
    return correction


def keep_corrections(out: Path, corrections: Sequence[Correction]) -> None:
    """Add those that are new to the file, which is replaced as a whole."""
    kept = read_kept(out)
    known = {(c.table, c.row, c.column): c for c in kept}
    new = [c for c in corrections if (before := known.get((c.table, c.row, c.column))) is None or before.new != c.new]
    unfinished = out / f"{KEPT}.{os.getpid()}"
    unfinished.write_text("".join(json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in [*kept, *new]), "utf-8")
    unfinished.replace(out / KEPT)


# --- laid over the tables ---------------------------------------------------------------------------------------------
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
            row[correction.column] = parse_cell(columns[correction.column], _from_json(correction.new), f"{KEPT}: {correction.table} {correction.row}, column {correction.column}")
            _follow_change(row, correction.column)
            applied.cells += 1
    return [row for key, row in rows.items() if key not in deleted], deleted


def _follow_change(row: dict[str, Any], column: str) -> None:
    """Columns that depend on the one that was set right: codes by name, how much of a date is known, mentions that no longer give the value."""
    if column in CODES:
        row[CODES[column]] = read_codes().get(row[column] or "")
    if column == "date":
        row["date_precision"] = fit_precision(row["date"], row["date_precision"]) if row["date"] else None
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
    from extract.tables import rewrite_table, to_arrow

    rewrite_table(out, scratch, table.name, to_arrow(table.name, rows))
