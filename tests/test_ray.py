"""The Ray engine on a local cluster of two nodes gives byte for byte the tables of the local engine, from folders and from a store, also when it is robbed of processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pandas as pd
import pytest
from test_partitions import list_store, read_folders
from test_run import read_bytes, run_here, write_corpus

import extract
from extract.runner import Options, Progress, run_corpus

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster(bucket):
    """Started after the store, so that its processes find that."""
    from ray.cluster_utils import Cluster

    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH"))))
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes.add_node(num_cpus=1)
    ray.init(address=nodes.address, log_to_driver=False)
    yield nodes
    ray.shutdown()
    nodes.shutdown()


def list_actors(kind: bytes) -> list[int]:
    """Processes that read: actors, or the workers they started."""
    found = []
    for cmdline in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if kind in cmdline.read_bytes():
                found.append(int(cmdline.parent.name))
        except OSError:
            continue
    return found


def test_same_tables_on_two_nodes_with_an_actor_and_a_worker_killed_in_the_middle(cluster, tmp_path):
    from extract.engines.ray import connect_engine

    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "rusak.jsonl").write_text('{"id": "r", "text": \n', "utf-8")
    run_corpus([corpus], tmp_path / "local", engine=run_here)
    killed: list[int] = []

    def kill_one(now: Progress) -> None:
        if now.stage == "reading" and now.records and not killed:
            killed.extend([*list_actors(b"ray::MapWorker(MapBatches(PartMaker")[:1], *list_actors(b"extract.worker")[:1]])
            for process in killed:
                os.kill(process, signal.SIGKILL)

    summary = run_corpus([corpus], tmp_path / "ray", Options(), kill_one, connect_engine())
    assert len(killed) == 2 and summary.statuses["failed"] == 1
    assert read_bytes(tmp_path / "ray") == read_bytes(tmp_path / "local")

    # the next run, with one more file, behind an URL: only that is made
    last = Progress()

    def keep(now: Progress) -> None:
        last.records, last.kept = now.records, now.kept

    (corpus / "tiga.jsonl").write_text('{"id": "t", "title": "Warta", "text": "Camat meneken pakta integritas, Senin."}\n', "utf-8")
    run_corpus([Path(f"file://{corpus}")], tmp_path / "ray", Options(), keep, connect_engine())
    run_corpus([corpus], tmp_path / "local", engine=run_here)
    assert last.records - last.kept == 1
    assert read_bytes(tmp_path / "ray") == read_bytes(tmp_path / "local")


def put_corpus(corpus: Path, url: str) -> None:
    """The files of a folder in a store, one of them under a name that an URL would have to quote."""
    from pyarrow.fs import FileSystem, LocalFileSystem, copy_files

    (corpus / "berita-0.txt").rename(corpus / "berita 100% #1?.txt")
    system, root = FileSystem.from_uri(url)
    copy_files(str(corpus), root, source_filesystem=LocalFileSystem(), destination_filesystem=system)


def test_from_a_store_to_a_store_in_folders(cluster, bucket, tmp_path, monkeypatch):
    from extract.engines.ray import connect_engine

    monkeypatch.setattr("extract.partitions.GROUP_PARTS", 1)
    corpus, source, target = write_corpus(tmp_path / "corpus"), f"{bucket}/{tmp_path.name}/korpus", f"{bucket}/{tmp_path.name}/tabel"
    put_corpus(corpus, source)
    run_corpus([corpus], tmp_path / "local", Options(partitioned=True), engine=run_here)
    summary = run_corpus([Path(source)], tmp_path / "ray", Options(partitioned=True, to=target), engine=connect_engine())
    assert summary.statuses["ok"] == 9
    assert read_folders(tmp_path / "ray") == read_folders(tmp_path / "local")
    for name, frame in extract.load(target).items():
        pd.testing.assert_frame_equal(frame, extract.load(tmp_path / "local")[name])

    # again: nothing is made, nothing is sent
    before = list_store(target)
    assert run_corpus([Path(source)], tmp_path / "ray", Options(partitioned=True, to=target), engine=connect_engine()) == summary
    assert list_store(target) == before
