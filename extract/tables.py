"""Rows -> Arrow -> files: the parts a run is made of, and the Parquet tables put together from them.

A file appears under its name only when it is complete: it is written beside its place, flushed to the disk and renamed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extract.schema import TABLE_NAMES, Column, arrow_schema, find_table

ROW_GROUP = 16_384  # rows; a group of articles is then about 40 MB of text
INDEX = pa.schema([  # of a part: what is needed to see its articles among all others without reading their text
    ("article_id", pa.string()), ("base_id", pa.string()), ("source", pa.string()), ("text_sha256", pa.string()),
    ("published_at", pa.timestamp("s")), ("status", pa.string()),
])


# --- rows -> Arrow --------------------------------------------------------------------------------------------------
def to_arrow(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of one table in its schema; ValueError names the column of a value that does not belong there."""
    schema = arrow_schema(name)
    arrays = [_to_array(name, column, [row[column.name] for row in rows]) for column in find_table(name).columns]
    return pa.Table.from_arrays(arrays, schema=schema)


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
        _flush(unfinished)
        os.replace(unfinished, path)
        _flush(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _flush(path: Path) -> None:
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
    for table in (index, *(tables[name] for name in TABLE_NAMES)):
        with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
            writer.write_table(table)


def read_index(path: Path) -> pa.Table:
    """The first stream of a part: its articles without their text."""
    with pa.OSFile(str(path), "rb") as source:
        return pa.ipc.open_stream(source).read_all()


def read_part(path: Path) -> dict[str, pa.Table]:
    """The tables of a part."""
    with pa.OSFile(str(path), "rb") as source:
        pa.ipc.open_stream(source).read_all()
        return {name: pa.ipc.open_stream(source).read_all() for name in TABLE_NAMES}


# --- Parquet --------------------------------------------------------------------------------------------------------
class TableWriter:
    """Writes one Parquet file in row groups of a fixed number of rows, however the rows come in."""

    def __init__(self, path: Path, name: str) -> None:
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


# --- all parts together ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Verdicts:
    """What can be said of an article only when all are known: its final id, and the article it repeats.

    Both go by the number of the part, then by the article's id inside it; articles that are not here stay as they are.
    """

    ids: dict[int, dict[str, str]] = field(default_factory=dict)
    duplicates: dict[int, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Summary:
    """What a run wrote: rows per table, articles per status, and failures (source, reason)."""

    tables: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    n_failures: int = 0


SHOWN_FAILURES = 200  # kept in a summary; the table has them all


def judge_articles(parts: Sequence[Path]) -> Verdicts:
    """Articles that share an id or a text with another; the order of the parts does not matter."""
    suspects = _list_suspects(parts)
    ids = _settle_ids(suspects)
    return Verdicts(ids, _settle_duplicates(suspects, ids))


def _list_suspects(parts: Sequence[Path]) -> list[tuple[int, dict[str, Any]]]:
    """Index rows whose id or text occurs more than once, with the number of their part; few, so they fit in memory."""
    import numpy as np

    hashes = {"base_id": [], "text_sha256": []}
    for path in parts:
        index = read_index(path)
        for column, found in hashes.items():
            found.append(_hash_values(index[column]))
    repeated = {}
    for column, found in hashes.items():
        values, counts = np.unique(np.concatenate(found) if found else np.empty(0, "u8"), return_counts=True)
        repeated[column] = values[counts > 1]
    suspects = []
    for number, path in enumerate(parts):
        if not any(np.isin(found[number], repeated[column]).any() for column, found in hashes.items()):
            continue
        wanted = np.zeros(len(hashes["base_id"][number]), bool)
        for column, found in hashes.items():
            wanted |= np.isin(found[number], repeated[column])
        suspects += [(number, row) for row in read_index(path).filter(pa.array(wanted)).to_pylist()]
    return suspects


def _hash_values(column: pa.ChunkedArray) -> Any:
    """64 bits per value: enough to see what may be equal."""
    import hashlib

    import numpy as np

    digests = (hashlib.blake2b((value or "").encode("utf-8", "replace"), digest_size=8).digest() for value in column.to_pylist())
    return np.frombuffer(b"".join(digests), dtype="u8")


def _seniority(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Order among articles with one id or one text: the earliest published, then a fixed one."""
    published = row["published_at"]
    return (published is None, published or 0, row["base_id"], row["text_sha256"], row["source"])


def _settle_ids(suspects: Iterable[tuple[int, dict[str, Any]]]) -> dict[int, dict[str, str]]:
    """The first article of an id keeps it, the others get a short hash appended."""
    by_id: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in suspects:
        by_id.setdefault(row["base_id"], []).append((number, row))
    final: dict[int, dict[str, str]] = {}
    for base_id, sharing in by_id.items():
        for rank, (number, row) in enumerate(sorted(sharing, key=lambda item: _seniority(item[1]))):
            settled = base_id if rank == 0 else append_hash(base_id, row["source"], row["text_sha256"])
            final.setdefault(number, {})[row["article_id"]] = settled
    return final


def append_hash(base_id: str, source: str, text_sha256: str) -> str:
    """The id of a further article that has the id `base_id`: `berita-7` -> `berita-7-5d41402a`."""
    import hashlib

    digest = hashlib.sha256(f"{source}\t{text_sha256}".encode("utf-8", "replace")).hexdigest()
    return f"{base_id}-{digest[:8]}"


def _settle_duplicates(suspects: Iterable[tuple[int, dict[str, Any]]], ids: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, str]]:
    """All but the first article of one text, with the id of that first one; only articles that were read count."""
    by_text: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in suspects:
        if row["status"] in ("ok", "no_event"):
            by_text.setdefault(row["text_sha256"], []).append((number, row))
    repeats: dict[int, dict[str, str]] = {}
    for sharing in by_text.values():
        (first, kept), *others = sorted(sharing, key=lambda item: _seniority(item[1]))
        kept_id = ids.get(first, {}).get(kept["article_id"], kept["article_id"])
        for number, row in others:
            repeats.setdefault(number, {})[row["article_id"]] = kept_id
    return repeats


def apply_verdicts(number: int, tables: dict[str, pa.Table], verdicts: Verdicts) -> dict[str, pa.Table]:
    """The tables of part `number` with final ids, duplicates marked and their rows left out."""
    ids = {local: final for local, final in verdicts.ids.get(number, {}).items() if local != final}
    repeats = verdicts.duplicates.get(number, {})
    if not ids and not repeats:
        return tables
    judged = {}
    for name, table in tables.items():
        rows = table.to_pylist()
        if name == "articles":
            for row in rows:
                if row["article_id"] in repeats:
                    row.update(status="duplicate", duplicate_of=repeats[row["article_id"]])
        else:
            rows = [row for row in rows if row["article_id"] not in repeats]
        judged[name] = to_arrow(name, [_rename_row(name, row, ids) for row in rows])
    return judged


def _rename_row(name: str, row: dict[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """A row whose article is renamed: every id of the article's own rows begins with the article's id."""
    local = row["article_id"]
    if local not in ids:
        return row
    renamed = dict(row, article_id=ids[local])
    if name != "articles":
        for column in ID_COLUMNS[name]:
            if row[column] is not None and row[column].startswith(local + "-"):
                renamed[column] = ids[local] + row[column][len(local):]
    return renamed


ID_COLUMNS = {  # columns that hold ids of rows of the same article
    name: [c.name for c in find_table(name).columns if c.name.endswith("_id") and c.name != "article_id" or c.refers == f"{name}.{find_table(name).key}"]
    for name in TABLE_NAMES
}


def write_tables(out: Path, scratch: Path, parts: Sequence[Path]) -> Summary:
    """Put the parts together to `out/<table>.parquet`; the old tables stay until all new ones are complete."""
    verdicts = judge_articles(parts)
    summary = Summary(statuses={})
    unfinished = {name: scratch / f"{name}.parquet.{os.getpid()}" for name in TABLE_NAMES}
    writers = {name: TableWriter(path, name) for name, path in unfinished.items()}
    try:
        for number, path in enumerate(parts):
            tables = apply_verdicts(number, read_part(path), verdicts)
            _count_articles(tables["articles"], summary)
            for name, writer in writers.items():
                writer.add(tables[name])
        for name, writer in writers.items():
            writer.close()
            summary.tables[name] = writer.rows
            _flush(unfinished[name])
        for name, path in unfinished.items():
            os.replace(path, out / f"{name}.parquet")
        _flush(out)
    except BaseException:
        for path in unfinished.values():
            path.unlink(missing_ok=True)
        raise
    return summary


def _count_articles(articles: pa.Table, summary: Summary) -> None:
    status = articles["status"].cast(pa.string())
    for entry in status.value_counts().to_pylist():
        summary.statuses[entry["values"]] = summary.statuses.get(entry["values"], 0) + entry["counts"]
    failed = articles.select(["source", "detail"]).filter(pc.equal(status, "failed"))
    summary.n_failures += failed.num_rows
    room = SHOWN_FAILURES - len(summary.failures)
    summary.failures += [(row["source"], row["detail"] or "") for row in failed.slice(0, room).to_pylist()]


def read_tables(out: Path) -> dict[str, pa.Table]:
    """The tables of a run as Arrow tables; FileNotFoundError names the one that is missing."""
    missing = [name for name in TABLE_NAMES if not (out / f"{name}.parquet").exists()]
    if missing:
        raise FileNotFoundError(f"no {missing[0]}.parquet in {out}: run `extract run CORPUS --out {out}` first")
    return {name: pq.read_table(out / f"{name}.parquet") for name in TABLE_NAMES}
