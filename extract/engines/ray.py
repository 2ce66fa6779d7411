"""A run on a Ray cluster, by Ray Data: tasks read the inputs and cut them into parts, actors with one model each make the parts,
tasks put groups of parts together to the files of the tables.

The same parts with the same keys as on one machine, so that a run can be begun here and finished there. The driver keeps the output
folder; nodes need this package in the same version and nothing else. Inputs on the driver's disk are read on its node, those behind
an URL (`s3://…`, `gs://…`, `hdfs://…`, whatever pyarrow or fsspec can open) wherever there is room.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ray
import ray.data
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from extract.parts import Job, Settings
from extract.plan import Input, Planned, group_singles, hash_version, is_single, measure, plan_file, plan_group
from extract.stores import open_filesystem
from extract.worker import Done, LoneWorker, Place, part_path

if TYPE_CHECKING:
    from extract.joining import Verdicts
    from extract.link import Links
    from extract.partitions import Files, Group

BLOCK_BYTES = 256 << 10  # Ray hands out blocks; about one part each, so that the parts of one large file spread over the actors
RETRIES = 3  # of an actor's task when the actor dies; a record that kills processes is found out by its worker process long before
COPY_BYTES = 1 << 20
READER_CPUS = 0.1  # of a core for a reading task; the actors leave it free, or nobody would bring them work


@dataclass(frozen=True, slots=True)
class Source:
    """What one task reads: files of one record each, or one file of many; `number` is its place in the plan."""

    number: int
    files: tuple[Input, ...]
    single: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A part of the plan that came back: its place, and how many records failed; the part itself is on the disk or was there before."""

    place: tuple[int, int]
    part: Planned
    done: Done | None


class RayEngine:
    """Reads and makes parts on a cluster."""

    def __init__(self, size: int) -> None:
        self.size = size

    def make_parts(self, inputs: Sequence[Input], settings: Settings, place: Place) -> Iterator[Made]:
        """Every part of the plan, in any order, each stored when it arrives."""
        context = ray.data.DataContext.get_current()
        context.target_max_block_size, context.enable_progress_bars = BLOCK_BYTES, False
        known = frozenset(path.stem for path in place.parts.glob("*/*") if path == part_path(place.parts, path.stem))
        near, far = ([s for s in list_sources(inputs) if bool(s.files[0].url) == remote] for remote in (False, True))
        streams = [self._stream(sources, settings, known, here) for sources, here in ((near, True), (far, False)) if sources]
        for stream in streams:
            for row in stream.iter_rows():
                part = Planned(row["key"], row["n_records"])
                yield Made((row["source"], row["part"]), part, store_bytes(row, place) if row["packed"] else None)

    def _stream(self, sources: Sequence[Source], settings: Settings, known: frozenset[str], here: bool) -> ray.data.Dataset:
        rows = ray.data.from_items([{"source": pickle.dumps(source)} for source in sources], override_num_blocks=len(sources))
        place = stay_here() if here else {}
        jobs = rows.map_batches(read_source, batch_size=1, fn_args=(settings, ray.put(known)), num_cpus=READER_CPUS, **place)
        return jobs.map_batches(
            PartMaker, batch_size=1, fn_constructor_args=(settings, hash_version()), num_cpus=1 - READER_CPUS,
            compute=ray.data.ActorPoolStrategy(size=self.size, max_tasks_in_flight_per_actor=2), max_restarts=RETRIES, max_task_retries=RETRIES,
        )

    def make_files(self, groups: Sequence[Group], verdicts: Verdicts, links: Links) -> Iterator[Files]:
        """The files of all groups, in any order: parts are read on the driver's node, what is known of the whole run goes with each task."""
        told = ray.put((hash_version(), verdicts, replace(links, events=[], persons=[], tenures=[], organizations=[])))
        rows = ray.data.from_items([{"group": pickle.dumps(group)} for group in groups], override_num_blocks=len(groups))
        packed = rows.map_batches(read_group, batch_size=1, num_cpus=READER_CPUS, **stay_here())
        for row in packed.map_batches(write_group, batch_size=1, fn_args=(told,), num_cpus=1 - READER_CPUS).iter_rows():
            yield pickle.loads(row["files"])


def stay_here() -> dict[str, Any]:
    """Arguments for tasks that need this machine's disk."""
    return {"scheduling_strategy": NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)}


def connect_engine(address: str | None = None, workers: int | None = None) -> RayEngine:
    """An engine on the cluster at `address`, or on one that is started here; by default one actor per core of the cluster."""
    package = str(Path(__file__).resolve().parent.parent.parent)
    environment = {"env_vars": {"OMP_NUM_THREADS": "1", **({} if address else {"PYTHONPATH": package})}}
    if not ray.is_initialized():
        ray.init(address=address, runtime_env=environment, log_to_driver=False, include_dashboard=False if address is None else None)
    return RayEngine(workers or max(int(ray.cluster_resources().get("CPU", 1)), 1))


# --- inputs ---------------------------------------------------------------------------------------------------------
def list_sources(inputs: Sequence[Input]) -> list[Source]:
    """The work of the reading tasks, in the order of the tables: as `plan_parts` has it."""
    singles = [[found for found in inputs if is_single(found.path) and bool(found.url) == far] for far in (False, True)]
    groups = [(tuple(group), True) for some in singles for group in group_singles(some)]
    groups += [((found,), False) for found in inputs if not is_single(found.path)]
    return [Source(number, files, single) for number, (files, single) in enumerate(groups)]


# --- on the nodes ---------------------------------------------------------------------------------------------------
def read_source(batch: dict[str, Any], settings: Settings, known: Any) -> Iterator[dict[str, list[Any]]]:
    """A source -> its parts, each with what has to be read, or with nothing when its key is known."""
    known = unwrap(known)
    source: Source = pickle.loads(batch["source"][0])  # our own, packed by the driver
    with tempfile.TemporaryDirectory() as folder:
        files = [fetch(found, Path(folder) / str(i)) for i, found in enumerate(source.files)]
        parts = [plan_group(files, settings)] if source.single else plan_file(files[0], settings)
        for number, part in enumerate(parts):
            job = None if part.key in known or part.job is None else (part.job, read_contents(part.job))
            yield {"source": [source.number], "part": [number], "key": [part.key], "n_records": [part.n_records], "job": [pickle.dumps(job)]}


def fetch(found: Input, folder: Path) -> Input:
    """An input as a file of this node, with its digest; one that cannot be fetched is a file that is not there."""
    if not found.url:
        return found
    folder.mkdir()
    here = folder / found.path.name
    try:
        with open_filesystem(found.url)[0].open_input_stream(str(found.path), compression=None) as stream, here.open("wb") as file:
            while data := stream.read(COPY_BYTES):
                file.write(data)
    except OSError:
        here.unlink(missing_ok=True)
    return measure(replace(found, path=here))


def unwrap(told: Any) -> Any:
    """What was put into the object store; some versions of Ray Data hand over the reference."""
    return ray.get(told) if isinstance(told, ray.ObjectRef) else told


def check_version(version: str) -> None:
    """RuntimeError on a node that would make other rows."""
    if hash_version() != version:
        raise RuntimeError("this node has another version of the package, its rules or its model than the one that started the run")


def read_contents(job: Job) -> tuple[bytes | None, ...]:
    """The bytes of a job's files; None for one that cannot be read, which its reader will say again."""
    return tuple(_read_bytes(Path(path)) for path, _ in job.files)


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def place_files(job: Job, contents: Sequence[bytes | None], folder: Path) -> Job:
    """The job with its files written to `folder`, each under its own name: the name of a file is the id of its article."""
    files = []
    for number, ((path, name), content) in enumerate(zip(job.files, contents)):
        here = folder / str(number) / Path(path).name
        here.parent.mkdir()
        if content is not None:
            here.write_bytes(content)
        files.append((str(here), name))
    return replace(job, files=tuple(files))


class PartMaker:
    """An actor: makes parts in a worker process of its own, the same that reads on one machine, with its limits and its second tries."""

    def __init__(self, settings: Settings, version: str) -> None:
        check_version(version)
        self._folder = tempfile.TemporaryDirectory()
        parts, scratch = Path(self._folder.name) / "parts", Path(self._folder.name) / "scratch"
        parts.mkdir()
        scratch.mkdir()
        self._worker = LoneWorker(settings, Place(parts, scratch))

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        row = {name: batch[name][0] for name in ("source", "part", "key", "n_records")}
        wanted = pickle.loads(batch["job"][0])  # our own, packed by `read_source`
        made = {"packed": b"", "n_failed": 0, "again": False} if wanted is None else self._make(*wanted)
        return {name: [value] for name, value in {**row, **made}.items()}

    def _make(self, job: Job, contents: Sequence[bytes | None]) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            done = self._worker.make(place_files(job, contents, Path(folder)))
        path = next(path for again in (False, True) if (path := part_path(self._worker.place.parts, done.key, again)).exists())
        packed = path.read_bytes()
        path.unlink()
        return {"packed": packed, "n_failed": done.n_failed, "again": path != part_path(self._worker.place.parts, done.key)}


def store_bytes(row: dict[str, Any], place: Place) -> Done:
    """Write a part to its place."""
    from extract.tables import write_whole

    path = part_path(place.parts, row["key"], again=row["again"])
    path.parent.mkdir(exist_ok=True)
    with write_whole(path, place.scratch) as unfinished:
        unfinished.write_bytes(row["packed"])
    part_path(place.parts, row["key"], again=not row["again"]).unlink(missing_ok=True)
    return Done(row["key"], row["n_records"], row["n_failed"])


def read_group(batch: dict[str, Any]) -> dict[str, list[Any]]:
    """A group of parts -> the same with the bytes of the parts."""
    group: Group = pickle.loads(batch["group"][0])  # our own, packed by the driver
    return {"job": [pickle.dumps((group.number, group.first, [path.read_bytes() for path in group.parts]))]}


def write_group(batch: dict[str, Any], told: Any) -> dict[str, list[Any]]:
    """The bytes of a group of parts -> its files."""
    from extract.partitions import make_files

    version, verdicts, links = unwrap(told)
    check_version(version)
    return {"files": [pickle.dumps(make_files(*pickle.loads(batch["job"][0]), verdicts, links))]}
