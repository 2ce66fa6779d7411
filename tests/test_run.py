"""Whole runs over real files: what is done once is kept, what changes is read again, nothing else changes the tables."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from extract import plan
from extract.parts import Job, Settings
from extract.records import Raw
from extract.runner import FolderBusy, NothingRead, Options, Progress, RunError, lock_folder, run_corpus
from extract.schema import PART_NAMES, TABLE_NAMES
from extract.worker import run_jobs, store_part

SIGNED = [
    "Bupati Lembah Teduh Sarwono Adiputra menandatangani pakta integritas netralitas ASN di Aula Melati, Padang, Selasa (18/10/2022). "
    "Penandatanganan itu disaksikan Ketua Bawaslu Lembah Teduh Ratih Kumalasari.",
    "Pemkot Bukit Sari dan KPU Bukit Sari menandatangani naskah perjanjian hibah daerah di Hotel Kenanga, Senin (5/12/2022). "
    "Wali Kota Bukit Sari Darto Wijaya hadir.",
    "Bawaslu mencatat 214 laporan dugaan pelanggaran netralitas ASN sepanjang 2022, kata Ketua Bawaslu Muara Tiga, Lestari Handoko.",
]
QUIET = "Harga cabai di Pasar Wage naik lagi pekan ini. Pedagang mengeluh karena pasokan dari petani di lereng gunung berkurang akibat hujan."


def run_here(jobs, n_workers, settings, place):
    """An engine without processes: quick in tests, as the model stays loaded."""
    for job in jobs:
        yield store_part(job, settings, place)


def write_corpus(folder: Path) -> Path:
    """Ten articles in text files and JSONL files."""
    folder.mkdir(parents=True)
    for i, text in enumerate([*SIGNED, QUIET]):
        (folder / f"berita-{i}.txt").write_text(f"Kabar nomor {i}\n\n{text}\n", "utf-8")
    for name in ("satu", "dua"):
        lines = [{"id": f"{name}-{i}", "title": f"Warta {name} {i}", "text": text, "date": "2022-12-06"} for i, text in enumerate([QUIET + f" Kabar {name}.", *(f"{t} Demikian {name}." for t in SIGNED)])]
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder


def read_bytes(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in TABLE_NAMES}


def run_counted(corpus: Path, out: Path, options: Options = Options(workers=1), engine=run_here) -> Progress:
    """A run, and how far it had come in the end: `records` of which `kept` from before."""
    last = Progress()

    def keep(now: Progress) -> None:
        last.records, last.kept, last.stage = now.records, now.kept, now.stage

    run_corpus([corpus], out, options, keep, engine)
    return last


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("run") / "corpus")


@pytest.fixture(scope="module")
def expected(corpus, tmp_path_factory) -> dict[str, bytes]:
    """The tables of an undisturbed run."""
    out = tmp_path_factory.mktemp("expected")
    run_counted(corpus, out)
    return read_bytes(out)


def test_every_record_is_accounted_for_and_events_are_found(corpus, tmp_path):
    progress = run_counted(corpus, tmp_path)
    articles = pd.read_parquet(tmp_path / "articles.parquet")
    assert progress.records == len(articles) == 12 and articles["article_id"].is_unique
    assert {"berita-0", "satu-1", "dua-3"} <= set(articles["article_id"])
    assert set(articles.loc[articles["article_id"].isin(["berita-3", "satu-0", "dua-0"]), "status"]) == {"no_event"}
    assert set(pd.read_parquet(tmp_path / "signings.parquet")["article_id"]) >= {"berita-0", "berita-1", "satu-1", "dua-2"}


def test_rows_point_into_the_text(corpus, tmp_path):
    run_counted(corpus, tmp_path, Options(scope="all"))
    text = pd.read_parquet(tmp_path / "articles.parquet").set_index("article_id")["text"]
    surfaces = {"signings": "trigger", "officials": "name_text", "statistics": "value_text", "dates": "text", "venues": "name", "entities": "text"}
    for name, column in surfaces.items():
        frame = pd.read_parquet(tmp_path / f"{name}.parquet")
        for row in frame.to_dict("records"):
            assert text[row["article_id"]][row["start"] : row["end"]] == row[column]
            if "sentence" in row:
                assert row["sentence"] in text[row["article_id"]]
    assert len(pd.read_parquet(tmp_path / "entities.parquet")) > 10


def test_workers_and_processes_change_nothing(corpus, tmp_path, expected):
    for n in (1, 2):
        run_counted(corpus, tmp_path / str(n), Options(workers=n), run_jobs)
        assert read_bytes(tmp_path / str(n)) == expected


def test_batch_size_changes_nothing(corpus, tmp_path, expected, monkeypatch):
    monkeypatch.setattr("extract.parts.BATCH_CHARACTERS", 1)
    run_counted(corpus, tmp_path)
    assert read_bytes(tmp_path) == expected


def test_part_size_changes_nothing(corpus, tmp_path, expected, monkeypatch):
    monkeypatch.setattr("extract.plan.PART_RECORDS", {"events": 1, "all": 1})
    run_counted(corpus, tmp_path)
    assert read_bytes(tmp_path) == expected


def test_the_order_in_which_inputs_are_named_changes_nothing(corpus, tmp_path, expected):
    for n, paths in enumerate((sorted(corpus.iterdir()), sorted(corpus.iterdir(), reverse=True))):
        run_corpus(paths, tmp_path / str(n), engine=run_here)
    assert read_bytes(tmp_path / "0") == read_bytes(tmp_path / "1") == expected


def test_scope_all_cut_to_articles_with_events_equals_scope_events(corpus, tmp_path):
    for scope in ("events", "all"):
        run_counted(corpus, tmp_path / scope, Options(scope=scope))
    for name in PART_NAMES[1:]:
        few, every = (pd.read_parquet(tmp_path / scope / f"{name}.parquet") for scope in ("events", "all"))
        with_event = {*pd.read_parquet(tmp_path / "all/signings.parquet")["article_id"], *pd.read_parquet(tmp_path / "all/statistics.parquet")["article_id"]}
        pd.testing.assert_frame_equal(few, every[every["article_id"].isin(with_event)].reset_index(drop=True), check_categorical=False)


def test_a_second_run_reads_nothing_and_touches_nothing(corpus, tmp_path):
    run_counted(corpus, tmp_path)
    before = {name: os.stat(tmp_path / f"{name}.parquet").st_mtime_ns for name in TABLE_NAMES}
    assert run_counted(corpus, tmp_path).kept == 12
    assert {name: os.stat(tmp_path / f"{name}.parquet").st_mtime_ns for name in TABLE_NAMES} == before


def test_new_changed_and_removed_inputs(tmp_path):
    corpus, out = write_corpus(tmp_path / "corpus"), tmp_path / "out"
    run_counted(corpus, out)
    (corpus / "tiga.jsonl").write_text(json.dumps({"id": "tiga-0", "title": "Baru", "text": SIGNED[0] + " Baru."}) + "\n", "utf-8")
    (corpus / "dua.jsonl").unlink()
    with (corpus / "satu.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": "satu-9", "title": "Susulan", "text": SIGNED[1] + " Susulan."}) + "\n")
    progress = run_counted(corpus, out)
    assert progress.records - progress.kept == 6  # the changed file and the new one; the text files are kept
    ids = set(pd.read_parquet(out / "articles.parquet")["article_id"])
    assert {"tiga-0", "satu-9"} <= ids and not any(i.startswith("dua") for i in ids)
    fresh = tmp_path / "fresh"
    run_counted(corpus, fresh)
    assert read_bytes(out) == read_bytes(fresh)


def test_fresh_reads_all_again(corpus, tmp_path, expected):
    run_counted(corpus, tmp_path)
    assert run_counted(corpus, tmp_path, Options(fresh=True)).kept == 0
    assert read_bytes(tmp_path) == expected


def test_a_damaged_table_is_written_again(corpus, tmp_path, expected):
    run_counted(corpus, tmp_path)
    (tmp_path / "signings.parquet").write_bytes(b"PAR1")
    run_counted(corpus, tmp_path)
    assert read_bytes(tmp_path) == expected


def test_a_second_run_into_the_same_folder_stops_with_a_message(corpus, tmp_path):
    with lock_folder(tmp_path), pytest.raises(FolderBusy, match=f"another run is writing into .* \\(process {os.getpid()}"):
        run_corpus([corpus], tmp_path, engine=run_here)
    run_corpus([corpus], tmp_path, engine=run_here)


def test_nothing_to_read_and_bad_wishes(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingRead):
        run_corpus([tmp_path / "empty"], tmp_path / "out", engine=run_here)
    with pytest.raises(RunError, match="no such file"):
        run_corpus([tmp_path / "nowhere"], tmp_path / "out", engine=run_here)
    with pytest.raises(RunError, match="no scope 'some'"):
        run_corpus([tmp_path / "empty"], tmp_path / "out", Options(scope="some"), engine=run_here)


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RunError, match="cannot write into .*file/out"):
        run_corpus([tmp_path / "file"], tmp_path / "file" / "out", engine=run_here)


def test_a_record_that_is_too_long_or_too_slow_fails_alone(tmp_path):
    from extract.parts import make_part

    raws = (Raw("a#1", "Judul", SIGNED[0], record_id="good"), Raw("a#2", "Judul", "kata " * 300_000, record_id="long"))
    _, tables, retry = make_part(Job("k", raws), Settings())
    articles = {row["article_id"]: row for row in tables["articles"].to_pylist()}
    assert articles["good"]["status"] == "ok" and tables["signings"].num_rows == 1
    assert articles["long"]["status"] == "failed" and "1,500,000 characters" in articles["long"]["detail"] and not retry

    slow = (Raw("a#1", "Judul", SIGNED[0], record_id="good"), Raw("a#2", "Judul", (SIGNED[0] + " ") * 4000, record_id="slow"))
    _, tables, retry = make_part(Job("k", slow), Settings(seconds_per_record=1.0))
    articles = {row["article_id"]: row for row in tables["articles"].to_pylist()}
    assert articles["slow"]["status"] == "failed" and articles["slow"]["detail"].startswith("took longer than 1 s") and retry


def test_records_of_one_part_with_one_id_are_all_kept(tmp_path):
    path = tmp_path / "ganda.jsonl"
    path.write_text("".join(json.dumps({"id": "x", "title": f"Judul {i}", "text": SIGNED[i % 3] + f" Nomor {i}."}) + "\n" for i in range(3)), "utf-8")
    run_corpus([path], tmp_path / "out", engine=run_here)
    articles = pd.read_parquet(tmp_path / "out/articles.parquet")
    assert len(articles) == 3 and articles["article_id"].is_unique and "x" in set(articles["article_id"])


def test_called_from_a_plain_script_without_main_guard(corpus, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(f"import extract\ntables = extract.run({str(corpus)!r}, {str(tmp_path / 'out')!r}, workers=2)\n"
                      f"tables = extract.run({str(corpus)!r}, {str(tmp_path / 'out')!r})\nprint(len(tables['articles']), extract.load({str(tmp_path / 'out')!r}).keys())\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)})
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("12 dict_keys(['articles', 'signings'")


def test_every_module_that_decides_about_rows_is_in_the_version_of_a_run():
    """Reading, linking and what they import: a change there makes parts and tables new; a change of linking alone only the tables."""
    package = Path(plan.__file__).parent
    assert {name for name in plan.UNREAD_CODE | plan.LINKING_CODE if not (package / name).exists()} == set()
    reading, all_of_it = list_imported(package, "parts", "readers"), list_imported(package, "parts", "readers", "joining", "partitions")
    assert len(reading) > 40 and not reading & (plan.UNREAD_CODE | plan.LINKING_CODE)
    assert plan.LINKING_CODE - all_of_it <= {"corrections.py"} and not all_of_it & plan.UNREAD_CODE


def list_imported(package: Path, *roots: str) -> set[str]:
    """File names of these modules and of all that they import, at any depth."""
    found, waiting = set(), list(roots)
    while waiting:
        name = waiting.pop()
        if f"{name}.py" in found:
            continue
        found.add(f"{name}.py")
        imports = [node for node in ast.walk(ast.parse((package / f"{name}.py").read_text("utf-8"))) if isinstance(node, ast.ImportFrom) and node.module]
        named = {alias.name for node in imports if node.module == "extract" for alias in node.names} | {node.module.split(".")[1] for node in imports if node.module.startswith("extract.")}
        waiting += [other for other in named if (package / f"{other}.py").exists()]
    return found
