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


def list_actors() -> list[int]:
    """Processes of actors that read."""
    found = []
    for cmdline in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"ray::PartMaker" in cmdline.read_bytes():
                found.append(int(cmdline.parent.name))
        except OSError:
            continue
    return found


def test_same_tables_on_two_nodes_with_an_actor_killed_in_the_middle(cluster, tmp_path):
    from extract.engines.ray import connect_engine

    corpus = write_corpus(tmp_path / "corpus")
    run_corpus([corpus], tmp_path / "local", engine=run_here)
    killed: list[int] = []

    def kill_one(now: Progress) -> None:
        if now.stage == "reading" and now.records and not killed:
            killed.extend(list_actors()[:1])
            for process in killed:
                os.kill(process, signal.SIGKILL)

    summary = run_corpus([corpus], tmp_path / "ray", Options(), kill_one, connect_engine())
    assert killed and summary.n_failures == 0
    assert read_bytes(tmp_path / "ray") == read_bytes(tmp_path / "local")
