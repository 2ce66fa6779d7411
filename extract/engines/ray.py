"""Parts on a Ray cluster: the same jobs, made by one actor per core with one model each; the driver keeps the output folder.

Nodes need this package in the same version and nothing else: records and files travel to them, finished parts travel back.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ray
from ray.exceptions import RayActorError

from extract.parts import RETRY, Job, Settings, make_part
from extract.plan import hash_version
from extract.worker import Done, Place, part_path

Contents = tuple[bytes | None, ...]  # of the job's files; None for one that cannot be read here


class PartMaker:
    """An actor: makes parts and gives them back as bytes."""

    def __init__(self, settings: Settings, version: str) -> None:
        if hash_version() != version:
            raise RuntimeError("this node has another version of the package, its rules or its model than the one that started the run")
        self.settings = settings

    def make(self, job: Job, contents: Contents) -> tuple[bytes, int, int, bool]:
        """The part, its number of records, how many of them failed, and whether to try again another time."""
        from extract.tables import write_streams

        with tempfile.TemporaryDirectory() as folder:
            index, tables, retry = make_part(place_files(job, contents, Path(folder)), self.settings)
        packed = io.BytesIO()
        write_streams(packed, index, tables)
        return packed.getvalue(), index.num_rows, sum(status == "failed" for status in index["status"].to_pylist()), retry


def place_files(job: Job, contents: Contents, folder: Path) -> Job:
    """The job with its files written to `folder`, each under its own name: the name of a file is the id of its article."""
    files = []
    for number, ((path, name), content) in enumerate(zip(job.files, contents)):
        here = folder / str(number) / Path(path).name
        here.parent.mkdir()
        if content is not None:
            here.write_bytes(content)
        files.append((str(here), name))
    return replace(job, files=tuple(files))


def read_contents(job: Job) -> Contents:
    """The bytes of a job's files."""
    return tuple(_read_bytes(Path(path)) for path, _ in job.files)


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # the reader will find no file and say so


def connect_engine(address: str | None = None, workers: int | None = None) -> Callable[[Iterator[Job], int, Settings, Place], Iterator[Done]]:
    """An engine on the cluster at `address`, or on one that is started here; by default one actor per core of the cluster."""
    package = str(Path(__file__).resolve().parent.parent.parent)
    environment = {"env_vars": {"OMP_NUM_THREADS": "1", **({} if address else {"PYTHONPATH": package})}}
    if not ray.is_initialized():
        ray.init(address=address, runtime_env=environment, log_to_driver=False, include_dashboard=False if address is None else None)
    size = workers or max(int(ray.cluster_resources().get("CPU", 1)), 1)

    def engine(jobs: Iterator[Job], _: int, settings: Settings, place: Place) -> Iterator[Done]:
        return run_jobs(jobs, size, settings, place)

    return engine


def run_jobs(jobs: Iterator[Job], n_actors: int, settings: Settings, place: Place) -> Iterator[Done]:
    """Make parts on `n_actors` actors, in any order; a job is taken only when an actor is free for it."""
    start = ray.remote(num_cpus=1)(PartMaker).remote
    idle = [start(settings, hash_version()) for _ in range(n_actors)]
    running: dict[Any, tuple[Any, Job]] = {}
    upcoming = next(jobs, None)
    try:
        while upcoming or running:
            if upcoming and idle:
                actor = idle.pop()
                running[actor.make.remote(upcoming, read_contents(upcoming))] = (actor, upcoming)
                upcoming = next(jobs, None)
                continue
            (ready,), _ = ray.wait(list(running), num_returns=1)
            actor, job = running.pop(ready)
            try:
                made = ray.get(ready)
            except RayActorError:
                actor, made = make_again(job, lambda: start(settings, hash_version()))
            idle.append(actor)
            yield store_bytes(job, made, place)
    finally:
        for actor in [*idle, *(actor for actor, _ in running.values())]:
            ray.kill(actor)


def make_again(job: Job, start: Callable[[], Any]) -> tuple[Any, tuple[bytes, int, int, bool]]:
    """The part of a job whose actor died: once more, then without the records that kill an actor by themselves."""
    contents = read_contents(job)
    for attempt in (job, None):
        attempt = attempt or replace(job, poison=tuple(find_poison(job, contents, start)))
        actor = start()
        try:
            return actor, ray.get(actor.make.remote(replace(attempt, careful=True), contents))
        except RayActorError as error:
            died = error
    raise RuntimeError(f"actors die over part {job.key[:12]}, though over none of its records alone: {died}")


def find_poison(job: Job, contents: Contents, start: Callable[[], Any]) -> Iterator[tuple[int, str]]:
    """Records that kill an actor when it has nothing else to do."""
    single = [(Job(job.key, raws=(raw,)), ()) for raw in job.raws]
    single += [(Job(job.key, files=(file,)), (content,)) for file, content in zip(job.files, contents)]
    actor = start()
    for number, (alone, content) in enumerate(single):
        try:
            ray.get(actor.make.remote(alone, content))
        except RayActorError:
            yield number, f"{RETRY}the process that read it ended"
            actor = start()
    ray.kill(actor)


def store_bytes(job: Job, made: tuple[bytes, int, int, bool], place: Place) -> Done:
    """Write a part to its place."""
    from extract.tables import write_whole

    packed, n_records, n_failed, retry = made
    path = part_path(place.parts, job.key, again=retry)
    path.parent.mkdir(exist_ok=True)
    with write_whole(path, place.scratch) as unfinished:
        unfinished.write_bytes(packed)
    part_path(place.parts, job.key, again=not retry).unlink(missing_ok=True)
    return Done(job.key, n_records, n_failed)
