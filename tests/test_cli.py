"""The command line as a user meets it: what it prints, what it leaves, how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from test_run import QUIET, SIGNED, write_corpus

from extract.schema import TABLE_NAMES, TABLES
from extract.show import color_text
from extract.terminal import clean_text

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "COLUMNS": "150"}


def call(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "extract", *map(str, arguments)], env=ENVIRONMENT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A finished run with one record that cannot be read."""
    folder = tmp_path_factory.mktemp("cli")
    corpus = write_corpus(folder / "corpus")
    (corpus / "gambar.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8)
    return folder / "out", call("run", corpus, "--out", folder / "out", "--workers", 1)


def test_run_prints_counts_and_reasons_and_ends_well_with_a_bad_record(tables):
    out, ended = tables
    assert ended.returncode == 0, ended.stderr
    for name in TABLE_NAMES:
        rows = len(pd.read_parquet(out / f"{name}.parquet"))
        assert re.search(rf"{name}\.parquet\W+{rows}\b", ended.stderr), name
    assert re.search(r"failed\W+1\b", ended.stderr) and "gambar.txt: " in ended.stderr
    assert "Traceback" not in ended.stderr and "\x1b[" not in ended.stderr and "█" not in ended.stderr


def test_help_is_there_for_every_command_and_loads_nothing_heavy():
    probe = "import sys\nfrom extract.cli import app\ntry:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\nprint('LOADED', sorted({'torch', 'spacy', 'pandas', 'pyarrow', 'stanza'} & set(sys.modules)))"
    for arguments in (["--help"], ["run", "--help"], ["schema"], ["--version"]):
        done = subprocess.run([sys.executable, "-c", probe, *arguments], env=ENVIRONMENT, capture_output=True, text=True)
        assert done.stdout.endswith("LOADED []\n"), (arguments, done.stdout[-200:], done.stderr)
    for arguments in (["run"], ["show"], ["schema"], ["eval"], ["ner", "eval"]):
        done = call(*arguments, "--help")
        assert done.returncode == 0 and "Example" in done.stdout, arguments


def test_wrong_usage_is_status_2():
    for arguments in (["run"], ["run", "/no/such/folder"], ["run", ROOT / "corpus", "--scope", "some"], ["run", ROOT / "corpus", "--workers", "0"],
                      ["run", ROOT / "corpus", "--engine", "abacus"], ["nonsense"], ["run", ROOT / "corpus", "--address", "x"]):
        done = call(*arguments)
        assert done.returncode == 2 and "Traceback" not in done.stderr, (arguments, done.stderr)


def test_nothing_readable_is_status_1(tmp_path):
    (tmp_path / "empty").mkdir()
    done = call("run", tmp_path / "empty", "--out", tmp_path / "out")
    assert done.returncode == 1 and "format that can be read" in done.stderr
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "rusak.jsonl.gz").write_bytes(b"no gzip at all")
    done = call("run", tmp_path / "bad", "--out", tmp_path / "out")
    assert done.returncode == 1 and "rusak.jsonl.gz" in done.stderr
    assert list(pd.read_parquet(tmp_path / "out" / "articles.parquet")["status"]) == ["failed"]


def test_show_prints_text_and_rows(tables):
    out, _ = tables
    done = call("show", "berita-0", "--out", out)
    assert done.returncode == 0, done.stderr
    assert "menandatangani" in done.stdout and "integrity_pact" in done.stdout and "Sarwono Adiputra" in done.stdout
    done = call("show", "berita-", "--out", out)
    assert done.returncode == 1 and "several articles" in done.stderr and "berita-1" in done.stderr
    assert call("show", "x", "--out", out / "nowhere").returncode == 1


def test_show_colors_spans_and_lets_no_text_command_the_terminal():
    text = "Awas \x1b[2J judul\nDarto hadir."
    colored = color_text(text, {"officials": [{"start": text.index("Darto"), "end": text.index("Darto") + 5}]})
    assert "\x1b" not in colored.plain and len(colored.plain) == len(text)
    assert [colored.plain[s.start : s.end] for s in colored.spans] == ["Darto"]
    assert clean_text("a\u202eb\tc") == "a\ufffdb c"


def test_schema_prints_the_dictionary():
    text = call("schema").stdout
    assert all(f"| {column.name} |" in text for table in TABLES for column in table.columns)
    package = json.loads(call("schema", "--json").stdout)
    assert [resource["name"] for resource in package["resources"]] == list(TABLE_NAMES)


def test_eval_scores_a_run_and_names_what_is_missing(tables, tmp_path):
    out, _ = tables
    gold = {"article_id": "berita-3", "signings": [], "officials": [], "statistics": []}
    (tmp_path / "berita-3.json").write_text(json.dumps(gold), "utf-8")
    done = call("eval", tmp_path, out, "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["articles"] == 1
    assert call("eval", tmp_path, tmp_path).returncode == 1


def test_ner_eval_reads_both_kinds_of_files(tmp_path):
    (tmp_path / "a.bio").write_text("Ratih\tB-PER\nKumalasari\tI-PER\nhadir\tO\n\nDarto\tB-PERSON\ndatang\tO\n", "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Ratih Kumalasari hadir di Padang.", "ents": [[0, 16, "PER"], [26, 32, "LOC"]]}) + "\n", "utf-8")
    done = call("ner", "eval", tmp_path / "a.bio", tmp_path / "b.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["all"]) >= {"PER"} or "PER" in done.stdout
    assert call("ner", "eval", tmp_path / "a.bio", "--scheme", "no-such-scheme").returncode in (1, 2)


def test_python_api_reads_one_article():
    import extract

    found = extract.read(SIGNED[0], title="Pakta", published="2022-10-19")
    assert [s.instrument for s in found.signings] == ["integrity_pact"]
    assert not extract.read(QUIET).signings
    assert callable(extract.run)


def test_files_of_other_kinds_are_told_of(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Judul\n\nHarga cabai naik lagi pekan ini.\n")
    (tmp_path / "corpus" / "rapat.pdf").write_bytes(b"%PDF-1.4")
    done = call("run", tmp_path / "corpus", "--out", tmp_path / "out", "--workers", "1")
    assert done.returncode == 0 and "1 of other kinds left out: rapat.pdf" in done.stderr


def test_only_a_cluster_reads_urls(tmp_path):
    done = call("run", "s3://ember/berita", "--out", tmp_path / "out")
    assert done.returncode == 1 and "only --engine ray reads what is not on this machine: s3://ember/berita" in done.stderr
