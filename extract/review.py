"""The review loop: doubtful rows -> a workbook to correct -> corrections, which `corrections.py` keeps and lays over the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.corrections import REVIEWED, Applied, Correction, ReviewError, fit_precision, keep_corrections, lay_over, parse_cell, read_kept, to_json
from extract.schema import Column, Table, find_table
from extract.stored import read_rows

FIXED = {"article_id", "start", "end", "sentence", "trigger", "value_text", "name_text", "confidence", "date_id", "venue_id", "event_id", "person_id",
         "signing_id", "official_id", "statistic_id", "part_of", "regency_code", "province_code", "region_code"}  # not for people to edit
VERDICTS = ("right", "wrong", "delete")
GUIDE = ("row", "article_id", "outlet", "title", "confidence", "sentence")  # columns before those to correct
HELP = (
    "One sheet a table. Each row shows the sentence it was read from.",
    "verdict: right = checked as it stands; wrong = you corrected cells of this row; delete = there is no such event, person or number. Empty = not looked at.",
    "Correct the cells to the right of `verdict` in place. Lists are divided by `; `, dates written 2022-10-18, an empty cell means that the article does not say.",
    "Put your name into `reviewer`. Leave the grey columns as they are. Then: extract apply FILE --out OUTPUTS",
)


# --- the workbook -----------------------------------------------------------------------------------------------------
def write_review(out: Path, target: Path | None = None, below: float = 0.8, limit: int = 500) -> tuple[Path, int]:
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
    doubtful = sorted((row for row in read_rows(out, "signings") if (row["confidence"] or 0) < below), key=lambda row: (row["confidence"] or 0, row["signing_id"]))
    signings = [row for row in doubtful if ("signings", row["signing_id"]) not in done][:limit]
    articles = {row["article_id"] for row in doubtful if ("signings", row["signing_id"]) in done} | {row["article_id"] for row in signings}
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
    kept = read_kept(out)
    for name in REVIEWED:
        if name in book.sheetnames:
            rows = {row[find_table(name).key]: row for row in read_rows(out, name)}
            found += _read_sheet(book[name], find_table(name), rows, kept, path.name)
    return found


def _read_sheet(sheet: Any, table: Table, rows: Mapping[str, Mapping[str, Any]], kept: Sequence[Correction], file: str) -> list[Correction]:
    lines = sheet.iter_rows(values_only=True)
    names = [str(name or "") for name in next(lines, ())]
    lacking = [name for name in ("row", "verdict") if name not in names]
    if lacking:
        raise ReviewError(f"{file}, sheet {table.name}: no column {lacking[0]!r}")
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    settled = {c.row for c in kept if c.table == table.name}  # a workbook may be applied again when more of it is filled in
    deleted = {c.row for c in kept if c.table == table.name and c.column == ""}
    found: list[Correction] = []
    for number, line in enumerate(lines, start=2):
        cells = dict(zip(names, line, strict=False))
        verdict, key = str(cells["verdict"] or "").strip().lower(), str(cells["row"])
        if not verdict:
            continue
        where = f"{file}, sheet {table.name}, line {number}"
        if verdict not in VERDICTS:
            raise ReviewError(f"{where}: verdict {verdict!r} is none of {', '.join(VERDICTS)}")
        if key in rows:
            found += _read_line(table, rows[key], cells, verdict, where, (str(cells.get("reviewer") or ""), at, file), key in settled)
        elif key not in deleted:
            raise ReviewError(f"{where}: no row {cells['row']!r} in the tables")
    return found


def _read_line(
    table: Table, row: Mapping[str, Any], cells: Mapping[str, Any], verdict: str, where: str, origin: tuple[str, str, str], settled: bool
) -> list[Correction]:
    """The corrections of one row; verdict and cells must agree, unless the row was corrected before."""
    key = row[table.key]
    if verdict == "delete":
        return [Correction(table.name, key, "", None, None, *origin)]
    changes = [Correction(table.name, key, name, to_json(row[name]), to_json(new), *origin) for name, new in _list_changes(table, row, cells, where).items()]
    if verdict == "wrong":
        if not changes and not settled:
            raise ReviewError(f"{where}: the verdict is wrong, but no cell was changed")
        return changes
    if changes and not settled:
        raise ReviewError(f"{where}: the verdict is right, but {changes[0].column} was changed")
    return [Correction(table.name, key, "*", None, None, *origin)]


def _list_changes(table: Table, row: Mapping[str, Any], cells: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Column -> right value, where a cell differs from the row."""
    changes: dict[str, Any] = {}
    for column in list_editable(table):
        if column.name in cells and not _untouched(cells[column.name], row[column.name]):
            new = parse_cell(column, cells[column.name], f"{where}, column {column.name}")
            if not _same(new, row[column.name]):
                changes[column.name] = new
    day = changes.get("date", row.get("date"))
    if "date_precision" in changes and (day is None or fit_precision(day, changes["date_precision"]) != changes["date_precision"]):
        del changes["date_precision"]  # left behind by a date that was set right
    return changes


def _untouched(cell: Any, value: Any) -> bool:
    """Whether the cell still holds what `write_review` put there."""
    from extract.exports import clean_cell

    value = "; ".join(value) if isinstance(value, list) else value
    return isinstance(value, str) and isinstance(cell, str) and clean_cell(value) == cell


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 5e-5
    return (one or None) == (other or None) if not isinstance(one, bool) else one == other


def apply_corrections(out: Path, path: Path) -> Applied:
    """Check the workbook, keep its corrections in `out`, lay all kept ones over the tables. ReviewError, FolderBusy."""
    from extract.runner import lock_folder

    with lock_folder(out) as place:
        keep_corrections(out, read_corrections(path, out))
        return lay_over(out, place.scratch)
