"""Files of scraped news -> one Raw per record, good or bad: whatever cannot be read becomes a Raw that says why.

Text, HTML, CSV, TSV, XLSX, JSON, JSON lines and Parquet, plain or packed as `.gz` or `.zst`, and web archives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO

from extract import archives, delimited, formats, jsonfiles
from extract.records import Raw
from extract.streams import PACKED, BadText, Limits, describe_break, open_bytes

DEFAULT_LIMITS = Limits()
Reader = Callable[[BinaryIO, str, Limits], Iterator[Raw]]
SINGLE = ("txt", "html")  # one article per file; its name is its id
READERS: dict[str, Reader] = {
    "txt": formats.read_text,
    "html": formats.read_html,
    "csv": delimited.read_delimited,
    "tsv": partial(delimited.read_delimited, tabs=True),
    "xlsx": formats.read_excel,
    "json": jsonfiles.read_json,
    "jsonl": jsonfiles.read_json_lines,
    "parquet": formats.read_parquet,
    "warc": archives.read_warc,
}
ENDINGS = {f".{kind}": kind for kind in READERS} | {".htm": "html", ".ndjson": "jsonl", ".text": "txt", ".pq": "parquet", ".xlsm": "xlsx"}


def kind_of(path: PurePath) -> str | None:
    """`berita.csv.gz` -> "csv"; None for a file that nothing here reads."""
    endings = [ending.lower() for ending in path.suffixes]
    if endings and endings[-1] in PACKED:
        endings.pop()
    return ENDINGS.get(endings[-1]) if endings else None


def list_inputs(path: Path) -> list[Path]:
    """The file itself, or all readable files below a folder, in order of their names; names that begin with `.`, and folders like `_gold`, are left out."""
    return [path] if not path.is_dir() else [found for found in _walk(path) if kind_of(found)]


def list_others(path: Path) -> list[Path]:
    """Files below a folder that nothing here reads: they are no failure, but a run should tell of them."""
    return [] if not path.is_dir() else [found for found in _walk(path) if not kind_of(found)]


def _walk(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and not is_hidden(path.relative_to(folder)))
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def is_hidden(path: PurePath) -> bool:
    """Whether a path below the corpus is left out: `.git/x`, `_gold/x`, `.x`."""
    return path.name.startswith(".") or any(part.startswith((".", "_")) for part in path.parts[:-1])


def iter_raw(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Raw]:
    """Every record of a file or of all files below a folder."""
    for found in list_inputs(path):
        name = found.relative_to(path).as_posix() if path.is_dir() else found.name
        yield from read_file(found, name, limits)


def read_file(path: Path, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Iterator[Raw]:
    """The records of one file; `name` is what `Raw.source` begins with. An error ends the file, not the run."""
    name = name or path.name
    kind = kind_of(path)
    if kind is None:
        yield Raw(source=name, error=f"no reader for {path.suffix or 'files without an ending'}: readable are {', '.join(sorted(READERS))}, also packed ({', '.join(PACKED)})")
        return
    record_id = formats.plain_stem(path) if kind in SINGLE else ""
    number = 0
    try:
        with open_bytes(path, limits) as file:
            for raw in READERS[kind](file, name, limits):
                number += 1
                yield replace(raw, record_id=record_id) if record_id else raw
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":  # of a compiled reader
            raise
        reason = describe_break(error) or (str(error) if isinstance(error, BadText) else f"{type(error).__name__}: {error}".splitlines()[0])
        source = name if kind in SINGLE or not number else f"{name}#{number + 1}"
        yield Raw(source=source, record_id=record_id, error=reason[:300])
