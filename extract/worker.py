"""Worker processes: each makes one part at a time; one that dies is replaced and its part made again, carefully.

They are started as `python -m extract.worker`, so that a script or notebook that calls `extract.run` needs no
`if __name__ == "__main__"`, and they end by themselves when the parent is gone.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path

from extract.parts import RETRY, Job, Settings, describe_error, make_part

STRIKES = 2  # workers that one record may kill before it is given up
PATIENCE = 10  # times the time limit, which is processor time: a busy machine takes longer by the clock
SIGN_OF_LIFE_SECONDS = 1.0
GRACE_SECONDS = 300.0  # beyond that: loading the model on a busy machine
PART_ENDING = ".part"
RETRY_ENDING = ".again"  # a complete part that holds a failure which another run may not meet


class CannotGoOn(RuntimeError):
    """Something that no other part would meet differently: a full disk, a damaged model, a broken rule file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where parts go; `scratch` is on the same disk."""

    parts: Path
    scratch: Path


@dataclass(frozen=True, slots=True)
class Done:
    """A part that is complete."""

    key: str
    n_records: int
    n_failed: int


# --- in the worker --------------------------------------------------------------------------------------------------
def serve(connection: Connection) -> None:
    """Make parts until the parent says or is gone."""
    settings, place = connection.recv()
    while (job := _receive(connection)) is not None:
        try:
            connection.send(store_part(job, settings, place, _tell_record(connection, job)))
        except OSError as error:
            connection.send(f"cannot write into {place.parts}: {error.strerror or error}")
        except Exception as error:
            connection.send(describe_error(error))


def _tell_record(connection: Connection, job: Job) -> Callable[[int], None]:
    """Say which record is begun: each one when it may be what kills workers, else now and then as a sign of life."""
    told = time.monotonic()

    def tell(record: int) -> None:
        nonlocal told
        if job.careful or time.monotonic() - told > SIGN_OF_LIFE_SECONDS:
            told = time.monotonic()
            connection.send(record)

    return tell


def _receive(connection: Connection) -> Job | None:
    try:
        return connection.recv()
    except EOFError:
        return None


def store_part(job: Job, settings: Settings, place: Place, note=lambda _: None) -> Done:
    """Make a part and write it to its place."""
    from extract.tables import write_part

    index, tables, retry = make_part(job, settings, note)
    path = part_path(place.parts, job.key, again=retry)
    path.parent.mkdir(exist_ok=True)
    write_part(path, place.scratch, index, tables)
    other = part_path(place.parts, job.key, again=not retry)
    other.unlink(missing_ok=True)
    n_failed = sum(status == "failed" for status in index["status"].to_pylist())
    return Done(job.key, index.num_rows, n_failed)


def part_path(parts: Path, key: str, again: bool = False) -> Path:
    """`parts/3f/3f09….part`."""
    return parts / key[:2] / (key + (RETRY_ENDING if again else PART_ENDING))


# --- in the parent --------------------------------------------------------------------------------------------------
@dataclass(slots=True)
class Worker:
    """A worker process and what it is doing."""

    process: subprocess.Popen
    connection: Connection
    job: Job | None = None
    record: int = -1  # the one it last told of
    heard: float = 0.0  # when that was


class Crew:
    """Up to `size` worker processes; the job of one that dies goes to the next."""

    def __init__(self, size: int, settings: Settings, place: Place) -> None:
        self.place = place
        self._size = size
        self._settings = settings
        self._workers: list[Worker] = []
        self._strikes: dict[tuple[str, int], int] = {}

    def take(self, job: Job) -> bool:
        """Give the job to an idle worker or a new one; False when all are busy."""
        worker = next((worker for worker in self._workers if worker.job is None), None)
        if worker is None and len(self._workers) < self._size:
            worker = start_worker(self._settings, self.place)
            self._workers.append(worker)
        if worker:
            _give_job(worker, job)
        return worker is not None

    def hear(self) -> Iterator[Done]:
        """Wait until some worker has something to say; the parts that are done."""
        for worker in _wait_for_news(self._workers, self._settings):
            news = _hear(worker)
            if isinstance(news, Done):
                worker.job = None
                yield news
            elif isinstance(news, str):
                raise CannotGoOn(news)
            elif news is None:
                self._workers.remove(worker)
                self.take(_retry_job(worker, self._strikes))

    def is_busy(self) -> bool:
        return any(worker.job for worker in self._workers)

    def dismiss(self) -> None:
        """End all workers."""
        for worker in self._workers:
            _dismiss(worker)


def run_jobs(jobs: Iterator[Job], n_workers: int, settings: Settings, place: Place) -> Iterator[Done]:
    """Make parts in `n_workers` processes, in any order; one job is read ahead while they work."""
    crew = Crew(n_workers, settings, place)
    try:
        for job in jobs:
            while not crew.take(job):
                yield from crew.hear()
        while crew.is_busy():
            yield from crew.hear()
    finally:
        crew.dismiss()


class LoneWorker(Crew):
    """One worker process that is kept from part to part, for an engine that hands out the work itself."""

    def __init__(self, settings: Settings, place: Place) -> None:
        super().__init__(1, settings, place)

    def make(self, job: Job) -> Done:
        """Make one part, whatever happens to the process."""
        self.take(job)
        while True:
            for done in self.hear():
                return done


def start_worker(settings: Settings, place: Place) -> Worker:
    """A new process of this Python with one thread for numbers, connected by a socket."""
    ours, theirs = socket.socketpair()
    package = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    command = [sys.executable, "-m", "extract.worker", str(theirs.fileno())]
    process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**os.environ, **threads, "PYTHONPATH": path})
    theirs.close()
    connection = Connection(ours.detach())
    connection.send((settings, place))
    return Worker(process, connection)


def _give_job(worker: Worker, job: Job) -> None:
    worker.job, worker.record, worker.heard = job, -1, time.monotonic()
    try:
        worker.connection.send(job)
    except OSError:
        pass  # it died while idle; the wait for its news will say so


def _wait_for_news(workers: list[Worker], settings: Settings) -> list[Worker]:
    """Workers that have something to say; one that is silent for too long hangs where no time limit reaches, and is killed."""
    ready = wait([worker.connection for worker in workers if worker.job], timeout=5.0)
    patience = PATIENCE * settings.seconds_per_record + GRACE_SECONDS
    for worker in workers:
        if worker.job and worker.connection not in ready and time.monotonic() - worker.heard > patience:
            worker.process.kill()
    return [worker for worker in workers if worker.connection in ready]


def _hear(worker: Worker) -> Done | str | int | None:
    """The next thing a worker says; None when it is dead."""
    worker.heard = time.monotonic()
    try:
        news = worker.connection.recv()
    except (EOFError, OSError):
        return None
    if isinstance(news, int):
        worker.record = news
    return news


def _retry_job(worker: Worker, strikes: dict[tuple[str, int], int]) -> Job:
    """The job of a dead worker for another one: record by record now, without a record that killed too often."""
    code = worker.process.wait()
    worker.connection.close()
    job, record = worker.job, worker.record
    assert job is not None
    if not job.careful:
        return replace(job, careful=True)
    strikes[job.key, record] = strikes.get((job.key, record), 0) + 1
    if strikes[job.key, record] < STRIKES:
        return job
    if record < 0:
        raise CannotGoOn(f"worker processes end before they begin ({describe_end(code)}): see the messages above")
    return replace(job, poison=(*job.poison, (record, f"{RETRY}the process that read it ended: {describe_end(code)}")))


def describe_end(code: int) -> str:
    """`-9` -> `SIGKILL`, as by the system when memory runs out."""
    if code >= 0:
        return f"exit status {code}"
    try:
        return f"{signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def _dismiss(worker: Worker) -> None:
    """End a worker: an idle one by closing the line, a busy one at once."""
    worker.connection.close()
    if worker.job:
        worker.process.kill()
    worker.process.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    from extract import worker  # noqa: PLW0406 the same classes as in the parent, not those of `__main__`

    worker.serve(Connection(int(sys.argv[1])))
    os._exit(0)  # nothing is left to write, and taking down model and rules piece by piece would take a second
