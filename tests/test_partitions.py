"""Tables as folders of files, and tables published in a store: the same rows, whole or not there, for every reader."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from test_kill import DEADLY, ENVIRONMENT
from test_run import read_bytes, run_here, write_corpus

import extract
from extract import corrections, exports, review, show, stores, why
from extract.corrections import Correction
from extract.evaluate import evaluate
from extract.runner import Options, RunError, run_corpus
from extract.schema import TABLE_NAMES, arrow_schema
from extract.stored import iterate_rows, list_files, read_rows

FOLDERS = Options(partitioned=True)


@pytest.fixture(autouse=True, scope="module")
def small_files():
    """A file for each part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extract.partitions.GROUP_PARTS", 1)
        yield


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("partitions") / "corpus")
    (folder / "rusak.jsonl").write_text('{"id": "r", "text": \n', "utf-8")
    shutil.copy(folder / "dua.jsonl", folder / "tiga.jsonl")  # the same ids again, and the same texts
    return folder


@pytest.fixture(scope="module")
def single(corpus, tmp_path_factory) -> Path:
    """The tables as files."""
    out = tmp_path_factory.mktemp("single")
    run_corpus([corpus], out, engine=run_here)
    return out


@pytest.fixture(scope="module")
def folders(corpus, single, tmp_path_factory) -> Path:
    """The tables as folders."""
    out = tmp_path_factory.mktemp("folders") / "out"
    shutil.copytree(single, out)
    run_corpus([corpus], out, FOLDERS, engine=run_here)
    return out


def read_folders(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for name in TABLE_NAMES for path in sorted((out / f"{name}.parquet").iterdir())}


# --- folders --------------------------------------------------------------------------------------------------------------
def test_a_folder_holds_the_rows_of_the_file_in_the_same_order(single, folders):
    for name in TABLE_NAMES:
        folder, file = pq.read_table(folders / f"{name}.parquet"), pq.read_table(single / f"{name}.parquet")
        assert folder.schema.equals(file.schema, check_metadata=True) and folder.equals(file), name
        pd.testing.assert_frame_equal(pd.read_parquet(folders / f"{name}.parquet"), pd.read_parquet(single / f"{name}.parquet"))
        for path in list_files(folders, name):
            assert pq.read_schema(path).equals(file.schema, check_metadata=True)
    files = [path.name for path in list_files(folders, "articles")]
    assert files == [f"part-{number:05}.parquet" for number in range(len(files))] and len(files) == 5


def test_the_summary_is_the_same(corpus, single, folders, tmp_path):
    told = [json.loads((out / ".peristiwa/run.json").read_text("utf-8"))["summary"] for out in (single, folders)]
    assert told[0] == told[1] and told[0]["n_failures"] == 1 and told[0]["statuses"]["duplicate"] == 4


def test_workers_and_the_size_of_other_groups_change_no_file(corpus, folders, tmp_path):
    run_corpus([corpus], tmp_path, Options(partitioned=True, workers=2))
    assert read_folders(tmp_path) == read_folders(folders)


def test_files_become_folders_and_folders_files(corpus, single, folders, tmp_path):
    out = shutil.copytree(folders, tmp_path / "out")
    times = {path: os.stat(out / path).st_mtime_ns for path in read_folders(out)}
    run_corpus([corpus], out, engine=run_here)
    assert read_bytes(out) == read_bytes(single)
    run_corpus([corpus], out, FOLDERS, engine=run_here)
    assert read_folders(out) == read_folders(folders)
    assert {path: os.stat(out / path).st_mtime_ns for path in times} != times


def test_a_second_run_touches_nothing_and_a_damaged_or_lost_file_is_written_again(corpus, folders, tmp_path):
    out = shutil.copytree(folders, tmp_path / "out")
    run_corpus([corpus], out, FOLDERS, engine=run_here)
    times = {path: os.stat(out / path).st_mtime_ns for path in read_folders(out)}
    run_corpus([corpus], out, FOLDERS, engine=run_here)
    assert {path: os.stat(out / path).st_mtime_ns for path in read_folders(out)} == times
    (out / "signings.parquet/part-00001.parquet").write_bytes(b"PAR1")
    (out / "officials.parquet/part-00002.parquet").unlink()
    run_corpus([corpus], out, FOLDERS, engine=run_here)
    assert read_folders(out) == read_folders(folders)


def test_without_a_record_every_table_has_a_file_with_its_schema(tmp_path):
    (tmp_path / "kosong.csv").write_text("title,text\n", "utf-8")
    run_corpus([tmp_path / "kosong.csv"], tmp_path / "out", FOLDERS, engine=run_here)
    for name in TABLE_NAMES:
        assert len(list_files(tmp_path / "out", name)) == 1 and pd.read_parquet(tmp_path / f"out/{name}.parquet").columns.tolist() == arrow_schema(name).names


KILL_ITSELF = DEADLY + """
from extract import partitions
partitions.GROUP_PARTS = 1
run_corpus([Path(sys.argv[1])], Path(sys.argv[2]), Options(partitioned=True), engine=lambda jobs, *_: iter(list(jobs)[:0]))
"""


@pytest.mark.parametrize("before", ["single", "folders"])
def test_killed_while_folders_are_written_or_put_in_place(before, corpus, folders, single, tmp_path, request):
    """A table is there as a whole or not at all, and the next run gives the tables of an undisturbed one; nothing is read again."""
    less = shutil.copytree(corpus, tmp_path / "corpus")
    (less / "tiga.jsonl").unlink()
    expected, point = tmp_path / "expected", 1
    shutil.copytree(folders, expected)
    run_corpus([less], expected, FOLDERS, engine=run_here)
    while True:
        out = shutil.copytree(request.getfixturevalue(before), tmp_path / f"out-{point}")
        ended = subprocess.run([sys.executable, "-c", KILL_ITSELF, str(less), str(out), str(point)], env=ENVIRONMENT, capture_output=True, text=True)
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        for name in TABLE_NAMES:
            if (out / f"{name}.parquet").exists():
                assert len(pd.read_parquet(out / f"{name}.parquet")) in {len(pd.read_parquet(whole / f"{name}.parquet")) for whole in (single, expected)}
        run_corpus([less], out, FOLDERS, engine=run_here)
        assert read_folders(out) == read_folders(expected), f"killed at point {point}"
        assert not list((out / ".peristiwa" / "scratch").iterdir())
        point += 9
    assert point > 50


# --- readers --------------------------------------------------------------------------------------------------------------
def test_every_reader_of_tables_reads_folders(single, folders, tmp_path):
    for name, frame in extract.load(single).items():
        pd.testing.assert_frame_equal(extract.load(folders)[name], frame)
    for name in TABLE_NAMES:
        assert list(iterate_rows(folders, name)) == list(iterate_rows(single, name)) == read_rows(folders, name)
    assert show.find_article(folders, "satu-1") == show.find_article(single, "satu-1")
    row_id = read_rows(single, "signings")[0]["signing_id"]
    assert why.find_row(folders, row_id) == why.find_row(single, row_id)
    assert review.choose_rows(folders, 1.01, 500) == review.choose_rows(single, 1.01, 500)
    for format in exports.WRITERS:
        for out in (single, folders):
            exports.export_tables(out, format, tmp_path / out.name / format)
        if format != "xlsx":  # holds the time of its making
            paths = [path for path in (tmp_path / single.name / format).rglob("*") if path.is_file()] or [tmp_path / single.name / format]
            assert all(path.read_bytes() == (tmp_path / folders.name / path.relative_to(tmp_path / single.name)).read_bytes() for path in paths)


def test_the_report_shows_the_same_rows(single, folders):
    pytest.importorskip("altair")
    from extract.report.build import load_rows

    assert load_rows(folders) == load_rows(single)


def test_eval_gives_the_same_scores(tmp_path):
    out = tmp_path / "out"
    scores = []
    for options in (Options(), FOLDERS):
        run_corpus([ROOT / "corpus" / "_linked"], out, options, engine=run_here)
        gold = tmp_path / "gold"
        gold.mkdir(exist_ok=True)
        row = read_rows(out, "signings")[0]
        (gold / "satu.json").write_text(json.dumps({"article_id": row["article_id"], "signings": [{"instrument": row["instrument"], "status": row["status"]}], "officials": [], "statistics": []}), "utf-8")
        scores.append(evaluate(gold, out, samples=10))
    assert scores[0] == scores[1] and scores[0]["signings"]["found"]["recall"] == 1


def test_duckdb_and_the_notebook_read_folders(folders, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("altair")
    count = duckdb.sql(f"SELECT count(*) FROM '{folders}/articles.parquet/*.parquet'").fetchall()[0][0]
    assert count == len(pd.read_parquet(folders / "articles.parquet"))
    cells = json.loads((folders / "explore.ipynb").read_text("utf-8"))["cells"]
    first = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    monkeypatch.chdir(folders)
    found: dict = {}
    exec(first, found)  # noqa: S102
    assert found["db"].execute("SELECT count(*) FROM articles").fetchone()[0] == count


def test_the_data_package_names_every_file(folders):
    frictionless = pytest.importorskip("frictionless")
    package = json.loads((folders / "datapackage.json").read_text("utf-8"))
    report = frictionless.Package.validate_descriptor(package)
    assert report.valid, report.flatten(["message"])
    for resource in package["resources"]:
        assert [folders / path for path in resource["path"]] == list_files(folders, resource["name"])


def test_corrections_are_laid_over_folders(corpus, single, folders, tmp_path):
    """By `apply` and by later runs, and the rows are those of corrected files."""
    rows = read_rows(single, "signings")
    made = [Correction("signings", rows[0]["signing_id"], "venue", rows[0]["venue"], "Balai Kota", "ana", "2024-01-01T00:00:00Z", "review.xlsx"),
            Correction("signings", rows[1]["signing_id"], "", None, None, "ana", "2024-01-01T00:00:00Z", "review.xlsx")]
    corrected = []
    for before, options in ((single, Options()), (folders, FOLDERS)):
        out = shutil.copytree(before, tmp_path / before.name)
        corrections.keep_corrections(out, made)
        applied = corrections.lay_over(out, out / ".peristiwa" / "scratch")
        assert (applied.cells, applied.deleted, applied.lost) == (1, 1, [])
        corrected.append({name: read_rows(out, name) for name in TABLE_NAMES})
        run_corpus([corpus], out, options, engine=run_here)
        corrected.append({name: read_rows(out, name) for name in TABLE_NAMES})
    assert all(some == corrected[0] for some in corrected) and len(corrected[0]["signings"]) == len(rows) - 1
    assert corrected[0]["signings"][0]["venue"] == "Balai Kota"


# --- stores ---------------------------------------------------------------------------------------------------------------
@pytest.fixture(params=["file", "s3"])
def url(request, tmp_path) -> str:
    """An URL where nothing is yet."""
    if request.param == "file":
        return f"file://{tmp_path}/toko/tabel"
    return f"{request.getfixturevalue('bucket')}/{tmp_path.name}/tabel"


def list_store(url: str) -> dict[str, object]:
    """Path below the URL -> time of change."""
    from pyarrow.fs import FileSelector, FileType

    system, root = stores.open_filesystem(url)
    found = system.get_file_info(FileSelector(root, recursive=True))
    return {info.path.removeprefix(f"{root}/"): info.mtime for info in found if info.type == FileType.File}


def read_latest(url: str) -> dict:
    system, root = stores.open_filesystem(url)
    return json.loads(system.open_input_stream(f"{root}/latest.json").read())


KILL_PUBLISHING = """
import os, signal, sys
from pathlib import Path
from pyarrow import fs
from extract import stores
left = int(sys.argv[3])
def deadly(call):
    def wrapped(*args, **names):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **names)
    return wrapped
stores.UPLOADS, fs.copy_files, stores._write_pointer = 1, deadly(fs.copy_files), deadly(stores._write_pointer)
stores.publish_tables(Path(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.parametrize("options", [Options(), FOLDERS], ids=["files", "folders"])
def test_published_tables_are_those_of_the_run(url, options, corpus, single, tmp_path):
    out = shutil.copytree(single, tmp_path / "out")
    options = Options(partitioned=options.partitioned, to=url)
    summary = run_corpus([corpus], out, options, engine=run_here)
    assert summary.published == f"{url}/{read_latest(url)['folder']}"
    for name, frame in extract.load(url).items():
        pd.testing.assert_frame_equal(frame, extract.load(single)[name])
        pd.testing.assert_frame_equal(pd.read_parquet(f"{summary.published}/{name}.parquet"), pd.read_parquet(single / f"{name}.parquet"))
    times = list_store(url)
    assert len(times) == 2 + sum(len(list_files(out, name)) for name in TABLE_NAMES)  # and latest.json, datapackage.json
    assert run_corpus([corpus], out, options, engine=run_here).published == summary.published
    assert list_store(url) == times, "what is there is not sent again"


def test_the_tables_before_stay_and_older_ones_go(url, corpus, single, tmp_path):
    out, seen = shutil.copytree(single, tmp_path / "out"), []
    changing = shutil.copytree(corpus, tmp_path / "corpus")
    for leaving in ("", "tiga.jsonl", "rusak.jsonl"):
        if leaving:
            (changing / leaving).unlink()
        run_corpus([changing], out, Options(to=url), engine=run_here)
        seen.append(read_latest(url)["folder"])
    assert len(set(seen)) == 3
    assert {path.split("/")[0] for path in list_store(url)} == {"latest.json", *seen[1:]}
    assert read_latest(url)["before"] == seen[1]


def test_killed_while_publishing_the_old_tables_stay_and_the_next_run_completes(url, corpus, single, tmp_path):
    less = shutil.copytree(corpus, tmp_path / "corpus")
    (less / "tiga.jsonl").unlink()
    out = shutil.copytree(single, tmp_path / "out")
    run_corpus([corpus], out, Options(to=url), engine=run_here)
    first = read_latest(url)["folder"]
    run_corpus([less], out, engine=run_here)
    for point in (1, 5, 9):  # before the first file, after four of twelve, and, these four being there, after all of them
        ended = subprocess.run([sys.executable, "-c", KILL_PUBLISHING, str(out), url, str(point)], env={**ENVIRONMENT, **os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert read_latest(url)["folder"] == first
        assert len(extract.load(url)["articles"]) == len(pd.read_parquet(single / "articles.parquet"))
    summary = run_corpus([less], out, Options(to=url), engine=run_here)
    assert summary.published.endswith(read_latest(url)["folder"]) and read_latest(url)["before"] == first
    for name, frame in extract.load(url).items():
        pd.testing.assert_frame_equal(frame, extract.load(out)[name])


def test_a_store_that_cannot_be_written_is_named_before_anything_is_read(bucket, corpus, tmp_path):
    for url, message in (("s3://tiada/tabel", "cannot write to s3://tiada/tabel"), ("aneh://x/y", "cannot open aneh://x/y"), (f"file://{corpus}/satu.jsonl/x", "cannot write to file:")):
        with pytest.raises(RunError, match=message):
            run_corpus([corpus], tmp_path / "out", Options(to=url), engine=run_here)
    assert not list((tmp_path / "out").glob("*.parquet"))


def test_urls_where_folders_are_wanted_are_explained(bucket):
    with pytest.raises(FileNotFoundError, match="no latest.json at s3://warta/kosong"):
        extract.load("s3://kunci:rahasia@warta/kosong")
    with pytest.raises(FileNotFoundError, match="not on this machine: copy the folder"):
        show.find_article(Path(f"{bucket}/tabel"), "satu-1")
    assert stores.hide_secrets("s3://kunci:rahasia@warta/tabel/?scheme=http") == "s3://warta/tabel"
