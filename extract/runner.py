"""A run: plan the parts, make those that are missing, put all together to tables.

Everything between the inputs and the tables lives in `OUT/.peristiwa`; it can be deleted at any time and only costs work.
Killed at any moment, the next run goes on from the parts that are complete and writes the same tables.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extract import __version__
from extract.corrections import ReviewError, lay_over
from extract.notebook import write_notebook
from extract.parts import Job, Settings
from extract.plan import Input, Planned, hash_version, list_named, measure, plan_parts
from extract.readers import list_others
from extract.stored import list_files
from extract.stores import StoreError, check_store, list_urls, publish_tables, read_url
from extract.worker import CannotGoOn, Done, Place, part_path, run_jobs

if TYPE_CHECKING:
    from extract.engines.ray import RayEngine
    from extract.joining import Summary

STATE = ".peristiwa"
SCOPES = ("events", "all")
Engine = Callable[[Iterator[Job], int, Settings, Place], Iterator[Done]]


class RunError(RuntimeError):
    """A run that cannot start or go on; the message is for the user."""


class FolderBusy(RunError):
    """Another run writes into the folder."""


class NothingRead(RunError):
    """The corpus holds no file that can be read."""


@dataclass(slots=True)
class Progress:
    """How far a run is; given to `report` again and again."""

    stage: str = "reading"  # then `writing`, `done`
    records: int = 0  # accounted for
    kept: int = 0  # of these, done by an earlier run
    failed: int = 0  # among those of this run
    total: int | None = None  # None when it cannot be told; an estimate for CSV and JSONL
    others: list[str] = field(default_factory=list)  # files of kinds that nothing here reads
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may choose."""

    scope: str = "events"
    workers: int | None = None  # None: one per core
    fresh: bool = False
    seconds_per_record: float = 60.0
    partitioned: bool = False  # each table a folder of files
    to: str | None = None  # URL below which the tables are published as well


def run_corpus(
    corpus: Sequence[Path], out: Path, options: Options = Options(), report: Callable[[Progress], None] = lambda _: None, engine: Engine | RayEngine = run_jobs
) -> Summary:
    """Read files and folders into `out/<table>.parquet`. FolderBusy, NothingRead and RunError say what went wrong."""
    if options.scope not in SCOPES:
        raise RunError(f"no scope {options.scope!r}; there are {' and '.join(SCOPES)}")
    if (urls := [url for path in corpus if (url := read_url(path))]) and callable(engine):
        raise RunError(f"only --engine ray reads what is not on this machine: {', '.join(urls)}")
    missing = [str(path) for path in corpus if not read_url(path) and not Path(path).exists()]
    if missing:
        raise RunError(f"no such file or folder: {', '.join(missing)}")
    try:
        with lock_folder(out) as place:
            return _run_locked([Path(path) for path in corpus], out, place, options, report, engine)
    except (CannotGoOn, ReviewError, StoreError) as error:
        raise RunError(str(error)) from error
    except OSError as error:
        raise RunError(f"cannot write into {out}: {error}") from error


def _run_locked(
    corpus: Sequence[Path], out: Path, place: Place, options: Options, report: Callable[[Progress], None], engine: Engine
) -> Summary:
    state = place.parts.parent
    started = time.monotonic()
    progress = Progress()

    def tell(**changes: object) -> None:
        for name, value in changes.items():
            setattr(progress, name, value)
        progress.seconds = time.monotonic() - started
        report(progress)

    if options.to:
        check_store(options.to)
    # 1. what there is to read
    local = [path for path in corpus if not read_url(path)]
    inputs = [measure(found) for found in list_named(local)] + _list_far(corpus)
    tell(others=[other.name for path in local for other in list_others(path)])
    if not inputs:
        raise NothingRead(f"no file in {', '.join(map(str, corpus))} has a format that can be read (see `extract run --help`)")
    if options.fresh:
        forget_parts(state)
    tell(total=_estimate_total(inputs))
    # 2. the parts that are missing
    settings = Settings(options.scope, options.seconds_per_record)
    if callable(engine):
        planned = _make_missing(inputs, place, settings, options.workers or count_cores(), tell, progress, engine)
    else:
        planned = _make_on_cluster(inputs, place, settings, tell, progress, engine)
    # 3. tables, unless nothing changed
    tell(stage="writing", total=progress.records)
    paths = [find_part(place.parts, part.key) for part in planned]
    summary = _write_unless_same(out, state, paths, options.partitioned, engine)
    if options.to:
        tell(stage="publishing")
        summary.published = publish_tables(out, options.to)
    # 4. parts of inputs that went away
    drop_parts(place.parts, keep=set(paths))
    tell(stage="done")
    return summary


def _estimate_total(inputs: Sequence[Input]) -> int | None:
    known = [found.n_records for found in inputs]
    return None if None in known else sum(known)


def count_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _make_missing(
    inputs: Sequence[Input], place: Place, settings: Settings, workers: int, tell: Callable[..., None], progress: Progress, engine: Engine
) -> list[Planned]:
    """Go through the plan, hand missing parts to the engine; the whole plan in order."""
    planned: list[Planned] = []

    def list_jobs() -> Iterator[Job]:
        queued: set[str] = set()
        for part in plan_parts(inputs, place.parts.parent, settings):
            planned.append(part)
            if part.job and part.key not in queued:
                queued.add(part.key)
                yield part.job
            else:
                tell(records=progress.records + part.n_records, kept=progress.kept + part.n_records)

    for done in engine(list_jobs(), workers, settings, place):
        tell(records=progress.records + done.n_records, failed=progress.failed + done.n_failed)
    return planned


def _make_on_cluster(
    inputs: Sequence[Input], place: Place, settings: Settings, tell: Callable[..., None], progress: Progress, engine: RayEngine
) -> list[Planned]:
    """Let the cluster read and make what is missing; the whole plan in order."""
    found: dict[tuple[int, int], Planned] = {}
    for made in engine.make_parts(inputs, settings, place):
        found[made.place] = made.part
        kept, failed = (0, made.done.n_failed) if made.done else (made.part.n_records, 0)
        tell(records=progress.records + made.part.n_records, kept=progress.kept + kept, failed=progress.failed + failed)
    return [found[number] for number in sorted(found)]


def _list_far(corpus: Sequence[Path]) -> list[Input]:
    """Inputs behind URLs, named like those of folders."""
    urls = [url for path in corpus if (url := read_url(path))]
    return [found for url in sorted(urls) for found in list_urls(url)]


# --- the state folder -----------------------------------------------------------------------------------------------
@contextmanager
def lock_folder(out: Path) -> Iterator[Place]:
    """Hold the folder for this process; the lock goes with the process, however it ends."""
    state = out / STATE
    for folder in (out, state, state / "parts", state / "files", state / "scratch"):
        folder.mkdir(parents=True, exist_ok=True)
    with open(state / "lock", "a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise FolderBusy(f"another run is writing into {out} ({lock.read().strip() or 'process unknown'}); wait for it or choose another --out") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, started {time.strftime('%Y-%m-%d %H:%M:%S')}")
        lock.flush()
        for unfinished in (state / "scratch").iterdir():
            if unfinished.is_dir():
                shutil.rmtree(unfinished)
            else:
                unfinished.unlink(missing_ok=True)
        yield Place(state / "parts", state / "scratch")


def forget_parts(state: Path) -> None:
    """Make everything new: drop what earlier runs left."""
    (state / "run.json").unlink(missing_ok=True)
    for path in [*(state / "files").iterdir(), *(state / "parts").glob("*/*")]:
        path.unlink(missing_ok=True)


def find_part(parts: Path, key: str) -> Path:
    """The file of a part that was made, complete or with a failure to try again."""
    path = part_path(parts, key)
    return path if path.exists() else part_path(parts, key, again=True)


def drop_parts(parts: Path, keep: set[Path]) -> None:
    """Remove parts that no input asks for any more."""
    for path in parts.glob("*/*"):
        if path not in keep:
            path.unlink(missing_ok=True)


def _write_unless_same(out: Path, state: Path, paths: Sequence[Path], partitioned: bool, engine: Engine | RayEngine) -> Summary:
    """The tables of these parts; left alone when they hold just these already."""
    from extract.joining import Summary, write_tables
    from extract.partitions import make_here, write_folders
    from extract.schema import describe_package
    from extract.tables import write_whole

    keys = [path.name for path in paths]
    try:
        last = json.loads((state / "run.json").read_text("utf-8"))
        if last["parts"] == keys and last["partitioned"] == partitioned and last["version"] == hash_version() and last["files"] == _stamp_tables(out):
            return Summary(**last["summary"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    if partitioned:
        summary = write_folders(out, state / "scratch", paths, make_here if callable(engine) else engine.make_files)
    else:
        summary = write_tables(out, state / "scratch", paths)
    lay_over(out, state / "scratch")
    write_notebook(out)
    with write_whole(out / "datapackage.json", state / "scratch") as unfinished:
        unfinished.write_text(json.dumps(describe_package(__version__, _list_tables(out)), indent=2, ensure_ascii=False), "utf-8")
    with write_whole(state / "run.json", state / "scratch") as unfinished:
        record = {"version": hash_version(), "parts": keys, "partitioned": partitioned, "files": _stamp_tables(out), "summary": asdict(summary)}
        unfinished.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return summary


def _stamp_tables(out: Path) -> list[list[object]]:
    """Name, size and time of change of each file of the tables: whether someone touched them since."""
    return [[name, (stat := (out / name).stat()).st_size, stat.st_mtime_ns] for names in _list_tables(out).values() for name in names]


def _list_tables(out: Path) -> dict[str, list[str]]:
    """Table -> its files below `out`."""
    from extract.schema import TABLE_NAMES

    return {name: [path.relative_to(out).as_posix() for path in list_files(out, name)] for name in TABLE_NAMES}
