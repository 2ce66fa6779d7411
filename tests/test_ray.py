"""The Ray engine on a local cluster of two nodes gives byte for byte the tables of the local engine, also when it is robbed of an actor."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from test_run import read_bytes, run_here, write_corpus

from extract.runner import Options, Progress, run_corpus

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster():
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
