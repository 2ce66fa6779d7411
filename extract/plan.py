"""What a run has to do: input files -> parts, each with a key of its content and of everything that reads it.

The same inputs give the same parts on every machine. A part whose key is known is done; a new or changed input makes
only its own parts new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from extract.parts import MAX_CHARACTERS, Job, Settings, TooSlow, describe_error, limit_time, refuse_oversize
from extract.records import Raw
from extract.worker import part_path

PART_RECORDS = {"events": 512, "all": 64}  # records of a file of many in one part: two seconds of work, and some thirty articles to read together at least
PART_CHARACTERS = 4 * MAX_CHARACTERS
GROUP_FILES = 64  # files of one record in a part, on average
MOST_FILES = 256
LIBRARIES = ("torch", "spacy", "dateparser", "ftfy", "trafilatura", "lxml", "htmldate", "pyahocorasick", "rapidfuzz", "rensa")
UNREAD_CODE = {  # modules that no row depends on
    f"{name}.py" for name in (
        "__init__", "__main__", "bench", "cli", "commands", "coreference", "display", "evaluate", "exports", "gold", "linkable", "marks", "ner_eval",
        "review", "reviewed_gold", "runner", "show", "stored", "stores", "terminal", "why", "worker",
    )
}
LINKING_CODE = {  # modules that see articles only when all are read: their change links anew and reads nothing
    f"{name}.py" for name in ("acts", "alike", "clusters", "corrections", "events", "joining", "link", "matching", "partitions", "people")
}


@dataclass(frozen=True, slots=True)
class Input:
    """An input file: where it is, its name in the tables, its content in short, and records as far as that is known."""

    path: Path
    name: str
    digest: str = ""
    n_records: int | None = None
    url: str = ""  # where the file is when it is not on this machine


@dataclass(frozen=True, slots=True)
class Planned:
    """A part of the plan; `job` is None when it is done already."""

    key: str
    n_records: int
    job: Job | None = None


@lru_cache(maxsize=2)
def hash_version(linking: bool = True) -> str:
    """A hash of everything that decides about rows: code, rules, model, libraries; without `linking`, about those of one article."""
    from extract.ruleset import rules_dir

    package = Path(__file__).parent
    without = UNREAD_CODE if linking else UNREAD_CODE | LINKING_CODE
    files = [path for path in package.glob("*.py") if path.name not in without]
    files += [path for path in rules_dir().rglob("*") if path.is_file()]
    files += package.glob("models/*/SHA256SUMS")
    lines = [f"{path.name} {hash_file(path)}" for path in sorted(files)]
    lines += [f"{library} {_library_version(library)}" for library in LIBRARIES]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _library_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- inputs ---------------------------------------------------------------------------------------------------------
def list_named(corpus: Sequence[Path]) -> list[Input]:
    """Every readable file below the given files and folders, each once, in order of its name."""
    from extract.readers import list_inputs

    found: dict[str, Input] = {}
    seen: set[Path] = set()
    for root in sorted(Path(root) for root in corpus):
        for path in list_inputs(root):
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            name = path.relative_to(root).as_posix() if root.is_dir() else path.name
            name = name.encode("utf-8", "replace").decode("utf-8")  # file names may hold what no table can
            if name in found:
                name = f"{root.resolve().name}/{name}"
            while name in found:
                name += "'"
            found[name] = Input(path, name)
    return [found[name] for name in sorted(found)]


def measure(found: Input) -> Input:
    """The input with its digest, and the number of its records where that is cheap to tell (an estimate)."""
    digest, lines = hashlib.sha256(), 0
    try:
        with found.path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
                lines += block.count(b"\n")
    except OSError as error:  # its reader will fail in the same way and make that a row
        return replace(found, digest=f"unreadable: {error.strerror}")
    return replace(found, digest=digest.hexdigest(), n_records=_estimate_records(found.path, lines))


def _estimate_records(path: Path, lines: int) -> int | None:
    from extract.readers import kind_of

    if is_single(path):
        return 1
    if path.suffix.lower() in (".gz", ".zst"):
        return None
    if kind_of(path) in ("jsonl", "csv", "tsv"):
        return lines
    if kind_of(path) == "parquet":
        import pyarrow.parquet as pq

        try:
            return pq.read_metadata(path).num_rows
        except Exception:  # the reader will say what is wrong with it
            return None
    return None


def is_single(path: Path) -> bool:
    """Whether a file holds one article: `.txt`, `.html`, also packed."""
    from extract.readers import SINGLE, kind_of

    return kind_of(path) in SINGLE


# --- parts ----------------------------------------------------------------------------------------------------------
def plan_parts(inputs: Sequence[Input], state: Path, settings: Settings) -> Iterator[Planned]:
    """The parts in the order of the tables: first the files of one record, in groups, then the files of many."""
    for group in group_singles([found for found in inputs if is_single(found.path)]):
        yield _skip_done(plan_group(group, settings), state)
    for found in inputs:
        if not is_single(found.path):
            yield from _plan_file(found, state, settings)


def group_singles(inputs: Sequence[Input]) -> Iterator[list[Input]]:
    """Groups whose borders depend on the names alone: a new file changes its own group, not those after it."""
    group: list[Input] = []
    for found in inputs:
        group.append(found)
        border = int(hashlib.sha256(found.name.encode()).hexdigest()[:8], 16) % GROUP_FILES == 0
        if border or len(group) >= MOST_FILES:
            yield group
            group = []
    if group:
        yield group


def make_key(settings: Settings, kind: str, content: Sequence[object]) -> str:
    """The key of a part: what is read, and by what."""
    text = json.dumps([hash_version(linking=False), settings.scope, kind, content], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def plan_group(group: Sequence[Input], settings: Settings) -> Planned:
    """The part of a group of files of one record."""
    key = make_key(settings, "files", [(found.name, found.digest) for found in group])
    job = Job(key, files=tuple((str(found.path), found.name) for found in group))
    return Planned(key, len(group), job)


def plan_file(found: Input, settings: Settings) -> Iterator[Planned]:
    """The parts of a file of many records."""
    for raws in chunk_records(read_records(found, settings), PART_RECORDS[settings.scope]):
        key = make_key(settings, "records", [asdict(raw) for raw in raws])
        yield Planned(key, len(raws), Job(key, raws=tuple(raws)))


def _plan_file(found: Input, state: Path, settings: Settings) -> Iterator[Planned]:
    """The parts of a file of many records; a file whose parts are all known is not read again."""
    known = state / "files" / make_key(settings, "file", [found.name, found.digest])
    planned = _read_known(known)
    if planned and all(part_path(state / "parts", part.key).exists() for part in planned):
        yield from planned
        return
    planned = []
    for made in plan_file(found, settings):
        part = _skip_done(made, state)
        planned.append(replace(part, job=None))
        yield part
    _write_known(known, planned)


def _skip_done(part: Planned, state: Path) -> Planned:
    return replace(part, job=None) if part_path(state / "parts", part.key).exists() else part


def _read_known(path: Path) -> list[Planned]:
    try:
        return [Planned(key, n) for key, n in json.loads(path.read_text("ascii"))]
    except (OSError, ValueError):
        return []


def _write_known(path: Path, planned: Sequence[Planned]) -> None:
    from extract.tables import write_whole

    with write_whole(path, path.parent.parent / "scratch") as unfinished:
        unfinished.write_text(json.dumps([[part.key, part.n_records] for part in planned]), "ascii")


def read_records(found: Input, settings: Settings) -> Iterator[Raw]:
    """The records of a file; where the reader breaks or hangs, one failed record tells so and the file ends there."""
    from extract.readers import read_file

    records, n_read = iter(read_file(found.path, found.name)), 0
    while True:
        try:
            with limit_time(settings.seconds_per_record):
                raw = next(records, None)
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except TooSlow:
            raw = Raw(f"{found.name}#{n_read + 1}", error=f"took longer than {settings.seconds_per_record:g} s to read; the rest of the file is left out")
            records = iter(())
        except BaseException as error:  # readers meet foreign data; a panic of a compiled one is no Exception
            raw = Raw(f"{found.name}#{n_read + 1}", error=f"{describe_error(error)}; the rest of the file is left out")
            records = iter(())
        if raw is None:
            return
        n_read += 1
        yield refuse_oversize(raw)


def chunk_records(records: Iterator[Raw], most: int) -> Iterator[list[Raw]]:
    """Records in lists that are neither too many nor too long."""
    chunk: list[Raw] = []
    size = 0
    for raw in records:
        if chunk and (len(chunk) >= most or size + len(raw.text) > PART_CHARACTERS):
            yield chunk
            chunk, size = [], 0
        chunk.append(raw)
        size += len(raw.text)
    if chunk:
        yield chunk
