"""What readers do with the tables of corpus/: notebook, data package, exports, reasons, corrections."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import extract
from extract import corrections, review, why
from extract.cli import app
from extract.exports import export_tables
from extract.notebook import write_notebook
from extract.schema import TABLES, describe_package, find_table
from extract.stored import read_rows

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def corpus_tables(tmp_path_factory) -> Path:
    """The tables of a run on corpus/."""
    out = tmp_path_factory.mktemp("outputs") / "out"
    extract.run(ROOT / "corpus", out, workers=1)
    return out


@pytest.fixture
def own_tables(corpus_tables, tmp_path) -> Path:
    """A copy of them that a test may change."""
    return shutil.copytree(corpus_tables, tmp_path / "out")


# --- notebook -------------------------------------------------------------------------------------------------------------
def test_the_notebook_runs_on_the_tables(own_tables):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    for needed in ("altair", "duckdb", "ipykernel", "vl_convert"):
        pytest.importorskip(needed)
    path = own_tables / "explore.ipynb"
    assert path.exists(), "a run leaves it beside its tables"
    notebook = nbformat.read(path, 4)
    assert sum(cell.source.startswith("## ") for cell in notebook.cells) == 5
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(own_tables)}}).execute()
    shown = [output.get("data", {}) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert sum("image/svg+xml" in data for data in shown) == 5
    assert any("Sumatera Barat" in data.get("text/plain", "") for data in shown)


def test_a_notebook_that_was_changed_stays(own_tables):
    path = own_tables / "explore.ipynb"
    path.write_text("mine", "utf-8")
    write_notebook(own_tables)
    assert path.read_text("utf-8") == "mine"
    write_notebook(own_tables, replace=True)
    assert "Exploring" in path.read_text("utf-8")


# --- data package -----------------------------------------------------------------------------------------------------------
def test_the_data_package_is_valid_and_the_rows_are_as_it_says(corpus_tables):
    frictionless = pytest.importorskip("frictionless")
    package = json.loads((corpus_tables / "datapackage.json").read_text("utf-8"))
    assert package == describe_package(extract.__version__)
    report = frictionless.Package.validate_descriptor(package)
    assert report.valid, report.flatten(["message"])
    for resource in package["resources"]:  # frictionless itself reads no lists from Parquet: the rows are handed to it
        assert (corpus_tables / resource["path"]).exists()
        rows = read_rows(corpus_tables, resource["name"])
        resource["data"] = rows or [[field["name"] for field in resource["schema"]["fields"]]]
        for name in ("path", "format", "mediatype"):
            del resource[name]
    report = frictionless.Package.from_descriptor(package).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]


# --- exports ------------------------------------------------------------------------------------------------------------------
def test_csv_holds_every_row_and_no_formula(own_tables, tmp_path):
    paths = export_tables(own_tables, "csv", tmp_path / "csv")
    assert [path.stem for path in paths] == [table.name for table in TABLES]
    with open(tmp_path / "csv" / "signings.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = read_rows(own_tables, "signings")
    assert [row["signing_id"] for row in rows] == [row["signing_id"] for row in expected]
    assert rows[0]["parties"] == "; ".join(expected[0]["parties"]) and rows[0]["date"] == str(expected[0]["date"] or "")


def test_a_workbook_calculates_nothing(own_tables, tmp_path):
    rewrite(own_tables, "articles", lambda row: {**row, "title": '=HYPERLINK("http://contoh.example","klik")', "outlet": "a\x07b", "author": "x" * 40_000})
    (path,) = export_tables(own_tables, "xlsx", tmp_path / "t.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == [table.name for table in TABLES]
    sheet = book["articles"]
    head = [cell.value for cell in sheet[1]]
    title, outlet, author = (sheet.cell(2, head.index(name) + 1) for name in ("title", "outlet", "author"))
    assert title.data_type == "s" and title.value.startswith("=HYPERLINK") and outlet.value == "a�b" and len(author.value) == 32_767
    export_tables(own_tables, "csv", tmp_path / "csv")
    assert pd.read_csv(tmp_path / "csv" / "articles.csv")["title"].str.startswith("'=HYPERLINK").all()


def test_sqlite_joins_by_the_ids(corpus_tables, tmp_path):
    (path,) = export_tables(corpus_tables, "sqlite", tmp_path / "t.sqlite")
    base = sqlite3.connect(path)
    n = base.execute("SELECT count(*) FROM officials JOIN signings USING (signing_id) JOIN articles ON articles.article_id = signings.article_id").fetchone()[0]
    assert n == sum(row["signing_id"] is not None for row in read_rows(corpus_tables, "officials")) > 0
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.close()


# --- why ----------------------------------------------------------------------------------------------------------------------
def test_every_signing_and_statistic_can_be_traced_to_a_rule(corpus_tables):
    for table in ("signings", "statistics"):
        for row in read_rows(corpus_tables, table)[:4]:
            reasons = why.explain_row(corpus_tables, row[find_table(table).key])
            assert reasons.table == table and reasons.sentence == row["sentence"] and not reasons.changed
            assert any(fired.used and ": " in fired.rule for fired in reasons.rules), row
            assert any(mark.row == row[find_table(table).key] for mark in reasons.marks)


def test_the_evidence_of_a_date_is_told(corpus_tables):
    row = next(row for row in read_rows(corpus_tables, "signings") if row["date_id"])
    told = CliRunner().invoke(app, ["why", row["signing_id"], "--out", str(corpus_tables)])
    assert told.exit_code == 0 and row["trigger"] in told.output and "evidence" in told.output and "signing.yaml" in told.output


def test_a_row_that_today_gives_otherwise_is_told(own_tables):
    rewrite(own_tables, "signings", lambda row: {**row, "venue": "Gedung Lain"})
    row = read_rows(own_tables, "signings")[0]
    assert "'Gedung Lain' in the tables" in why.explain_row(own_tables, row["signing_id"]).changed
    with pytest.raises(why.UnknownRow, match="no row 'x'"):
        why.explain_row(own_tables, "x")


# --- review and apply ----------------------------------------------------------------------------------------------------------
def rewrite(out: Path, table: str, change) -> None:
    corrections._write_rows(out, out, find_table(table), [change(row) for row in read_rows(out, table)])


def fill_in(path: Path, sheet: str, **cells) -> str:
    """Fill in the first row of a sheet; its row id."""
    book = load_workbook(path)
    names = [cell.value for cell in book[sheet][1]]
    for name, value in cells.items():
        book[sheet].cell(2, names.index(name) + 1).value = value
    book.save(path)
    return book[sheet].cell(2, 1).value


def test_corrections_are_applied_with_provenance_and_survive_the_next_run(own_tables):
    path, rows = review.write_review(own_tables, below=1.01)
    assert rows > 20
    signing = fill_in(path, "signings", verdict="wrong", reviewer="Ani", province="Bali", date="2024-09-21", parties="KPU; Bawaslu")
    person = fill_in(path, "officials", verdict="delete")
    number = fill_in(path, "statistics", verdict="right")
    applied = review.apply_corrections(own_tables, path)
    assert (applied.cells, applied.deleted, applied.confirmed, applied.lost) == (3, 1, 1, [])
    for again in (False, True):
        if again:
            extract.run(ROOT / "corpus", own_tables, workers=1)
        (row,) = read_rows(own_tables, "signings", signing_id=signing)
        assert (row["province"], row["province_code"], str(row["date"]), row["date_precision"], row["parties"]) == ("Bali", "51", "2024-09-21", "day", ["KPU", "Bawaslu"])
        assert read_rows(own_tables, "officials", official_id=person) == [] and len(read_rows(own_tables, "statistics", statistic_id=number)) == 1
        alone = [event for event in read_rows(own_tables, "events") if event["signing_ids"] == [signing]]
        assert [event["province_code"] for event in alone] == ["51"] * len(alone)
    kept = [json.loads(line) for line in (own_tables / corrections.KEPT).read_text("utf-8").splitlines()]
    assert {(line["column"], line["by"], line["file"]) for line in kept} >= {("province", "Ani", "review.xlsx"), ("", "", "review.xlsx"), ("*", "", "review.xlsx")}
    assert all(line["at"] for line in kept) and next(line["new"] for line in kept if line["column"] == "province") == "Bali"
    (applied, before) = review.apply_corrections(own_tables, path), {signing, person, number}
    assert (applied.cells, applied.deleted, applied.confirmed, applied.lost) == (3, 1, 1, []), "a workbook can be filled in further and applied again"
    book = load_workbook(review.write_review(own_tables, below=1.01)[0])
    assert not before & {cell.value for name in corrections.REVIEWED for cell in book[name]["A"]}, "what was looked at is not asked again"


def test_each_review_asks_for_the_next_rows(own_tables):
    """As many as asked for, whatever was looked at before."""
    asked: list[str] = []
    for _ in range(3):
        path, _ = review.write_review(own_tables, below=1.01, limit=2)
        sheet = load_workbook(path)["signings"]
        rows = [sheet.cell(line, 1).value for line in range(2, sheet.max_row + 1)]
        assert len(rows) == 2 and not set(rows) & set(asked)
        asked += rows
        corrections.keep_corrections(own_tables, [corrections.Correction("signings", row, "*", None, None, "Ani", "2024-01-01T00:00:00Z", path.name) for row in rows])


def test_a_day_set_right_in_a_month_is_one_to_the_day(own_tables):
    rewrite(own_tables, "signings", lambda row: {**row, "date": date(2024, 9, 1), "date_precision": "month"})
    path, _ = review.write_review(own_tables, below=1.01)
    signing = fill_in(path, "signings", verdict="wrong", date="2024-09-21")
    for _ in range(2):
        review.apply_corrections(own_tables, path)
        (row,) = read_rows(own_tables, "signings", signing_id=signing)
        assert (str(row["date"]), row["date_precision"]) == ("2024-09-21", "day")


@pytest.mark.parametrize(("line", "message"), [
    ('{"table": "signings"', "line 2: Expecting"),
    ('{"table": "people", "row": "x", "column": "name", "old": "", "new": "A", "by": "", "at": "", "file": ""}', "line 2: no table 'people'"),
    ('{"table": "signings", "row": "x", "column": "nama", "old": "", "new": "A", "by": "", "at": "", "file": ""}', "line 2: no column 'nama' in signings"),
])
def test_a_damaged_line_of_kept_corrections_is_named(tmp_path, line, message):
    good = '{"table": "signings", "row": "x", "column": "*", "old": null, "new": null, "by": "", "at": "", "file": ""}'
    (tmp_path / corrections.KEPT).write_text(f"{good}\n{line}\n", "utf-8")
    with pytest.raises(review.ReviewError, match=message):
        corrections.read_kept(tmp_path)


def test_a_signing_taken_out_leaves_no_reference_to_it(own_tables):
    path, _ = review.write_review(own_tables, below=1.01)
    signing = fill_in(path, "signings", verdict="delete")
    review.apply_corrections(own_tables, path)
    for table in ("signings", "officials", "dates", "venues"):
        assert signing not in {row["signing_id"] for row in read_rows(own_tables, table)}
    assert all(signing not in event["signing_ids"] for event in read_rows(own_tables, "events"))


@pytest.mark.parametrize(("sheet", "cells", "message"), [
    ("signings", {"verdict": "maybe"}, "verdict 'maybe' is none of right, wrong, delete"),
    ("signings", {"verdict": "wrong"}, "no cell was changed"),
    ("signings", {"verdict": "right", "venue": "Aula Lain"}, "the verdict is right, but venue was changed"),
    ("signings", {"verdict": "wrong", "status": "done"}, "column status: 'done': none of occurred"),
    ("signings", {"verdict": "wrong", "date": "7 Desember"}, "column date: '7 Desember'"),
    ("signings", {"verdict": "wrong", "province": "Sumbar"}, "no official name"),
    ("officials", {"verdict": "wrong", "roles": "signatory; boss"}, "'boss' is none of"),
    ("statistics", {"verdict": "wrong", "value": "banyak"}, "column value: 'banyak'"),
    ("statistics", {"verdict": "wrong", "value": "nan"}, "column value: 'nan': not a number"),
    ("signings", {"verdict": "wrong", "status": ""}, "column status: must not be empty"),
    ("officials", {"verdict": "wrong", "name": ""}, "column name: must not be empty"),
    ("statistics", {"verdict": "right", "row": "gone"}, "no row 'gone' in the tables"),
])
def test_wrong_corrections_are_named_and_change_nothing(own_tables, sheet, cells, message):
    path, _ = review.write_review(own_tables, below=1.01)
    fill_in(path, sheet, **cells)
    before = (own_tables / "signings.parquet").read_bytes()
    done = CliRunner().invoke(app, ["apply", str(path), "--out", str(own_tables)])
    assert done.exit_code == 1 and message in " ".join(done.output.split()), done.output
    assert (own_tables / "signings.parquet").read_bytes() == before and not (own_tables / corrections.KEPT).exists()


def test_reviewed_articles_become_gold(own_tables, tmp_path):
    path, _ = review.write_review(own_tables, below=1.01)
    book = load_workbook(path)
    for name in corrections.REVIEWED:
        column = [cell.value for cell in book[name][1]].index("verdict") + 1
        for line in range(2, book[name].max_row + 1):
            book[name].cell(line, column).value = "right"
    book.save(path)
    done = CliRunner().invoke(app, ["apply", str(path), "--out", str(own_tables), "--gold", str(tmp_path / "gold")])
    assert done.exit_code == 0, done.output
    from extract.evaluate import evaluate

    report = evaluate(tmp_path / "gold", own_tables)
    assert report["articles"] >= 10 and report["signings"]["found"]["f1"] == 1.0


# --- the command line ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("arguments", [["report", "{}"], ["notebook", "{}"], ["export", "{}", "--csv"], ["why", "x", "--out", "{}"], ["review", "{}"]])
def test_commands_without_tables_say_what_to_run_first(tmp_path, arguments):
    done = CliRunner().invoke(app, [argument.format(tmp_path / "none") for argument in arguments])
    assert done.exit_code == 1 and "extract run CORPUS" in done.output, done.output
    helped = CliRunner().invoke(app, [arguments[0], "--help"])
    assert helped.exit_code == 0 and "Example" in helped.output


@pytest.mark.parametrize("arguments", [["report", "{out}", "--to", "{file}/x.html"], ["export", "{out}", "--csv", "--to", "{file}/x"], ["review", "{out}", "--to", "{file}/x.xlsx"]])
def test_a_place_that_cannot_be_written_is_told_in_a_line(corpus_tables, tmp_path, arguments):
    pytest.importorskip("altair")
    (tmp_path / "file").write_text("x")
    done = CliRunner().invoke(app, [argument.format(out=corpus_tables, file=tmp_path / "file") for argument in arguments])
    assert done.exit_code == 1 and str(tmp_path / "file") in "".join(done.output.split()) and "Traceback" not in done.output


def test_wrong_usage_of_export_is_status_2(corpus_tables, tmp_path):
    assert CliRunner().invoke(app, ["export", str(corpus_tables)]).exit_code == 2
    assert CliRunner().invoke(app, ["export", str(corpus_tables), "--csv", "--xlsx", "--to", str(tmp_path)]).exit_code == 2


def test_report_writes_one_page_beside_the_tables(own_tables):
    pytest.importorskip("altair")
    done = CliRunner().invoke(app, ["report", str(own_tables)])
    assert done.exit_code == 0 and Path(done.output.strip()) == own_tables / "report.html"
    page = (own_tables / "report.html").read_text("utf-8")
    assert all(row["article_id"] in page for row in read_rows(own_tables, "signings"))


# --- Python ------------------------------------------------------------------------------------------------------------------
def test_a_read_article_shows_itself_and_tables_tell_their_sizes(corpus_tables):
    found = extract.read("Bupati Garut Rudi Hartono menandatangani pakta integritas, Selasa (6/12). <script>alert(1)</script>", published="2022-12-07")
    shown = found._repr_html_()
    assert str(found.signings[0].date.date_start) == "2022-12-06" and "<script" not in shown and "menandatangani</mark>" in shown and "integrity_pact" in shown
    tables = extract.load(corpus_tables)
    assert str(tables["signings"]["date"].dtype).startswith("datetime64") and str(tables["articles"]["n_sentences"].dtype) == "Int32"
    assert f"<td>{len(tables['signings'])}</td>" in tables._repr_html_()


def test_geojson_puts_events_at_the_capital_of_their_province(corpus_tables, tmp_path):
    from extract.exports import read_points
    from extract.ruleset import rules_dir

    (path,) = export_tables(corpus_tables, "geojson", tmp_path / "events.geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    events = pd.read_parquet(corpus_tables / "events.parquet").set_index("event_id")
    assert found["type"] == "FeatureCollection" and {feature["id"] for feature in found["features"]} == set(events.index)
    points = read_points()
    provinces = [line.split(",")[0] for line in (rules_dir() / "regions.csv").read_text(encoding="utf-8").splitlines() if ",province," in line]
    assert set(points) == set(provinces) and len(points) == 38
    for feature in found["features"]:
        code = events.loc[feature["id"], "province_code"]
        assert feature["geometry"] == ({"type": "Point", "coordinates": list(points[code])} if code in points else None)
        if feature["geometry"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert 95 <= longitude <= 141.1 and -11 <= latitude <= 6
