"""Rows -> Arrow -> files: the parts a run is made of, and its Parquet tables.

A file appears under its name only when it is complete: it is written beside its place, flushed to the disk and renamed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from extract.schema import PART_NAMES, TABLE_NAMES, Column, arrow_schema, find_table

ROW_GROUP = 16_384  # rows; a group of articles is then about 40 MB of text
INDEX = pa.schema([  # of a part: what is needed to see its articles among all others without reading their text
    ("article_id", pa.string()), ("base_id", pa.string()), ("source", pa.string()), ("text_sha256", pa.string()),
    ("published_at", pa.timestamp("s")), ("status", pa.string()), ("outlet", pa.string()),
    ("minhash", pa.binary()),  # of the text, for articles that were read
])


# --- rows -> Arrow --------------------------------------------------------------------------------------------------
def to_arrow(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of one table in its schema; ValueError names the column of a value that does not belong there."""
    schema = arrow_schema(name)
    arrays = [_to_array(name, column, [row[column.name] for row in rows]) for column in find_table(name).columns]
    return pa.Table.from_arrays(arrays, schema=schema)


def enum_array(table: str, column: str, values: list[Any]) -> pa.Array:
    """Values of an enum column as they are stored; ValueError for one that is none of its values."""
    return _to_enum(table, next(c for c in find_table(table).columns if c.name == column), values)


def _to_array(table: str, column: Column, values: list[Any]) -> pa.Array:
    if column.kind == "enum":
        return _to_enum(table, column, values)
    kind = arrow_schema(table).field(column.name).type
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_mend_text(value) for value in values], kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError) as error:
        raise ValueError(f"{table}.{column.name}: {error}") from error


def _to_enum(table: str, column: Column, values: list[Any]) -> pa.Array:
    codes = {value: code for code, value in enumerate(column.values)}
    unknown = sorted({str(value) for value in values if value is not None and value not in codes})
    if unknown:
        raise ValueError(f"{table}.{column.name}: {unknown[0]!r} is none of {', '.join(column.values)}")
    indices = pa.array([codes.get(value) for value in values], pa.int8())
    return pa.DictionaryArray.from_arrays(indices, pa.array(column.values, pa.string()))


def _mend_text(value: Any) -> Any:
    """Half characters that UTF-8 cannot hold (from file names) become `?`."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


# --- files that are there or are not --------------------------------------------------------------------------------
@contextmanager
def write_whole(path: Path, scratch: Path) -> Iterator[Path]:
    """Give a path in `scratch` to write to; at the end it is flushed and renamed to `path`, on an error it is removed."""
    unfinished = scratch / f"{path.name}.{os.getpid()}"
    try:
        yield unfinished
        flush(unfinished)
        os.replace(unfinished, path)
        flush(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def flush(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- parts ----------------------------------------------------------------------------------------------------------
def write_part(path: Path, scratch: Path, index: pa.Table, tables: Mapping[str, pa.Table]) -> None:
    """One file that holds the index and every table."""
    with write_whole(path, scratch) as unfinished, pa.OSFile(str(unfinished), "wb") as sink:
        write_streams(sink, index, tables)


def write_streams(sink: Any, index: pa.Table, tables: Mapping[str, pa.Table]) -> None:
    """The index and every table, one Arrow stream after the other."""
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    for table in (index, *(tables[name] for name in PART_NAMES)):
        with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
            writer.write_table(table)


def read_index(path: Path) -> pa.Table:
    """The first stream of a part: its articles without their text."""
    with pa.OSFile(str(path), "rb") as source:
        return pa.ipc.open_stream(source).read_all()


def read_part(part: Path | bytes) -> dict[str, pa.Table]:
    """The tables of a part, from its file or its bytes."""
    with pa.BufferReader(part) if isinstance(part, bytes) else pa.OSFile(str(part), "rb") as source:
        pa.ipc.open_stream(source).read_all()
        return {name: pa.ipc.open_stream(source).read_all() for name in PART_NAMES}


# --- Parquet --------------------------------------------------------------------------------------------------------
class TableWriter:
    """Writes one Parquet file in row groups of a fixed number of rows, however the rows come in."""

    def __init__(self, path: Path | BinaryIO, name: str) -> None:
        self.rows = 0
        self._waiting: list[pa.Table] = []
        self._n_waiting = 0
        self._schema = arrow_schema(name)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, table: pa.Table) -> None:
        """Append rows."""
        if table.num_rows:
            self._waiting.append(table)
            self._n_waiting += table.num_rows
            self.rows += table.num_rows
        if self._n_waiting >= ROW_GROUP:
            self._write_groups(last=False)

    def close(self) -> None:
        """Write what waits, and the end of the file."""
        self._write_groups(last=True)
        self._writer.close()

    def _write_groups(self, last: bool) -> None:
        waiting = pa.concat_tables(self._waiting) if self._waiting else self._schema.empty_table()
        start = 0
        while waiting.num_rows - start >= ROW_GROUP or last and start < waiting.num_rows:
            group = waiting.slice(start, ROW_GROUP).unify_dictionaries().combine_chunks()
            self._writer.write_table(group, row_group_size=ROW_GROUP)
            start += group.num_rows
        rest = waiting.slice(start)
        self._waiting, self._n_waiting = ([rest] if rest.num_rows else []), rest.num_rows


def write_parquet(path: Path, name: str, table: pa.Table) -> int:
    """One Parquet file, flushed to the disk; the number of its rows."""
    writer = TableWriter(path, name)
    writer.add(table)
    writer.close()
    flush(path)
    return writer.rows


# --- tables in their place: a file, or a folder of files ----------------------------------------------------------------
def name_file(number: int) -> str:
    """The name of a file in a table that is a folder; in the order of the names the files give the rows in order."""
    return f"part-{number:05}.parquet"


@contextmanager
def replace_tables(out: Path, scratch: Path, names: Sequence[str] = TABLE_NAMES) -> Iterator[dict[str, Path]]:
    """Give a path in `scratch` for each table, for a file or a folder; at the end all take the place of the old tables, on an error none does."""
    unfinished = {name: scratch / f"{name}.parquet.{os.getpid()}" for name in names}
    try:
        yield unfinished
        for name, path in unfinished.items():
            _put_in_place(path, out / f"{name}.parquet", scratch)
        flush(out)
    except BaseException:
        for path in unfinished.values():
            remove(path)
        raise


def _put_in_place(unfinished: Path, path: Path, scratch: Path) -> None:
    """Rename; what cannot be replaced in one step, as one of the two is a folder, goes out of the way first."""
    old = scratch / f"{path.name}.old"
    if path.is_dir() or unfinished.is_dir() and path.exists():
        os.replace(path, old)
    os.replace(unfinished, path)
    remove(old)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def rewrite_table(out: Path, scratch: Path, name: str, table: pa.Table) -> None:
    """Put other rows into a table that is there; a folder stays a folder, of one file."""
    with replace_tables(out, scratch, [name]) as unfinished:
        path = unfinished[name]
        if (out / f"{name}.parquet").is_dir():
            path.mkdir()
            path = path / name_file(0)
        write_parquet(path, name, table)


def read_tables(out: Path) -> dict[str, pa.Table]:
    """The tables of a run as Arrow tables; FileNotFoundError names the one that is missing."""
    missing = [name for name in TABLE_NAMES if not (out / f"{name}.parquet").exists()]
    if missing:
        raise FileNotFoundError(f"no {missing[0]}.parquet in {out}: run `extract run CORPUS --out {out}` first")
    return {name: pq.read_table(out / f"{name}.parquet") for name in TABLE_NAMES}
