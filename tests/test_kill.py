"""Killed, refused by the disk, robbed of workers: the next run gives byte for byte the tables of an undisturbed one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from test_run import QUIET, SIGNED, read_bytes, run_here

from extract.runner import Options, Progress, run_corpus
from extract.schema import TABLE_NAMES

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "extract", "run"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}

# The beginning of a script that ends itself, by SIGKILL, at the n-th time a file is flushed or renamed.
DEADLY = """
import os, signal, sys
from pathlib import Path
from extract.runner import Options, run_corpus
left = int(sys.argv[3])
def deadly(call):
    def wrapped(*args):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args)
    return wrapped
os.fsync, os.replace = deadly(os.fsync), deadly(os.replace)
"""

# A run in one process that does so.
KILL_ITSELF = DEADLY + """
from extract.worker import store_part
def run_here(jobs, n_workers, settings, place):
    for job in jobs:
        yield store_part(job, settings, place)
run_corpus([Path(sys.argv[1])], Path(sys.argv[2]), Options(), engine=run_here)
"""


def write_corpus(folder: Path) -> Path:
    """Six files of four records: six parts."""
    folder.mkdir(parents=True)
    for number in range(6):
        records = [{"id": f"{number}-{i}", "title": f"Warta {i}", "text": f"{text} Edisi {number}.", "date": "2022-12-06"} for i, text in enumerate([QUIET, *SIGNED])]
        (folder / f"edisi-{number}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("kill") / "corpus")


@pytest.fixture(scope="module")
def done(corpus, tmp_path_factory) -> Path:
    """The folder of an undisturbed run."""
    out = tmp_path_factory.mktemp("done")
    run_corpus([corpus], out, engine=run_here)
    return out


def list_workers() -> list[int]:
    """Processes that were started by this one to read."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            if parent == os.getpid() and b"extract.worker" in (stat.parent / "cmdline").read_bytes():
                found.append(int(stat.parent.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


def test_killed_again_and_again_a_real_run_still_ends_with_the_same_tables(corpus, done, tmp_path):
    """The parent is killed at points spread over its run; workers are left behind and must do no harm."""
    kills = 0
    for delay in (0.5, 2.0, 4.0, 6.0):
        process = subprocess.Popen([*COMMAND, str(corpus), "--out", str(tmp_path), "--workers", "1"], env=ENVIRONMENT, stderr=subprocess.PIPE)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.kill()
            kills += 1
        process.wait()
        process.stderr.close()
        for name in TABLE_NAMES:  # a table is there as a whole or not at all
            if (tmp_path / f"{name}.parquet").exists():
                pd.read_parquet(tmp_path / f"{name}.parquet")
    finished = subprocess.run([*COMMAND, str(corpus), "--out", str(tmp_path)], env=ENVIRONMENT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    assert kills >= 2 and read_bytes(tmp_path) == read_bytes(done)


def test_killed_at_every_point_where_files_appear(corpus, done, tmp_path):
    """From the first part that is missing to the last table that is renamed."""
    changed = tmp_path / "corpus"
    shutil.copytree(corpus, changed)
    (changed / "tambahan.txt").write_text(f"Harga cabai\n\n{QUIET}\n", "utf-8")
    expected, point = None, 0
    while True:
        point += 1
        out = tmp_path / f"out-{point}"
        shutil.copytree(done, out)
        ended = subprocess.run([sys.executable, "-c", KILL_ITSELF, str(changed), str(out), str(point)], env=ENVIRONMENT, capture_output=True, text=True)
        if ended.returncode == 0:
            expected = read_bytes(out)
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert point > 20
    for number in range(1, point):
        run_corpus([changed], tmp_path / f"out-{number}", engine=run_here)
        assert read_bytes(tmp_path / f"out-{number}") == expected, f"killed at point {number}"
        assert not list((tmp_path / f"out-{number}" / ".peristiwa" / "scratch").iterdir())


def test_a_killed_worker_is_replaced_and_loses_nothing(corpus, done, tmp_path):
    killed: list[int] = []

    def kill_workers(now: Progress) -> None:
        if now.stage == "reading" and now.records and not killed:
            for process in list_workers():
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    summary = run_corpus([corpus], tmp_path, Options(workers=2), kill_workers)
    assert killed and summary.n_failures == 0
    assert read_bytes(tmp_path) == read_bytes(done)


def test_a_record_that_kills_its_worker_fails_alone_and_is_tried_again_next_time(tmp_path, monkeypatch):
    """As a record would that needs more memory than there is."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\nimport extract.clean as clean\nbefore = clean.clean_article\n"
        "def deadly(raw):\n    if 'MATIKAN' in raw.text:\n        os.kill(os.getpid(), signal.SIGKILL)\n    return before(raw)\n"
        "clean.clean_article = deadly\n")
    path, out = tmp_path / "racun.jsonl", tmp_path / "out"
    texts = [SIGNED[0], "MATIKAN mesin itu. " + SIGNED[1], SIGNED[2]]
    path.write_text("".join(json.dumps({"id": f"r-{i}", "title": "Judul", "text": text}) + "\n" for i, text in enumerate(texts)), "utf-8")
    with monkeypatch.context() as patch:
        patch.setenv("PYTHONPATH", str(tmp_path))
        summary = run_corpus([path], out, Options(workers=1))
    assert summary.statuses == {"ok": 2, "failed": 1}
    assert summary.failures == [("racun.jsonl#2", "the process that read it ended: SIGKILL")]
    assert run_corpus([path], out, Options(workers=1)).statuses == {"ok": 3}


def test_a_disk_that_refuses_stops_the_run_with_a_message_and_no_table(corpus, done, tmp_path):
    """A limit on the size of files stands for a full disk: the write fails in the middle."""
    command = f"ulimit -f 8; exec {sys.executable} -m extract run {corpus} --out {tmp_path} --workers 1"
    refused = subprocess.run(["bash", "-c", command], env=ENVIRONMENT, capture_output=True, text=True)
    assert refused.returncode == 1 and "cannot write into" in refused.stderr and "Traceback" not in refused.stderr
    assert not list(tmp_path.glob("*.parquet"))
    run_corpus([corpus], tmp_path, engine=run_here)
    assert read_bytes(tmp_path) == read_bytes(done)


def test_workers_end_when_their_parent_is_killed(corpus, tmp_path):
    process = subprocess.Popen([*COMMAND, str(corpus), "--out", str(tmp_path), "--workers", "1"], env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while not (found := children.read_text().split()) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 60
    while (left := [pid for pid in found if _is_running(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found and not left


def _is_running(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
