"""The tables of a finished run as rows, one table at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

BATCH = 2_000  # rows in memory at a time

Row = dict[str, Any]


def find_file(out: Path, name: str) -> Path:
    """The file of a table, or its folder of files; FileNotFoundError says what to do first."""
    path = out / f"{name}.parquet"
    if not path.exists():
        if ":/" in str(out):
            raise FileNotFoundError(f"{out} is not on this machine: copy the folder that its latest.json names, or read it with extract.load in Python")
        raise FileNotFoundError(f"no {path.name} in {out}: run `extract run CORPUS --out {out}` first")
    return path


def list_files(out: Path, name: str) -> list[Path]:
    """The files of a table, in the order of its rows."""
    path = find_file(out, name)
    return sorted(path.glob("part-*.parquet")) if path.is_dir() else [path]


def iterate_rows(out: Path, name: str) -> Iterator[Row]:
    """The rows of a table, a few thousand in memory at a time."""
    import pyarrow.parquet as pq

    for path in list_files(out, name):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH):
                yield from batch.to_pylist()


def read_rows(out: Path, name: str, **equal: Any) -> list[Row]:
    """All rows of a table, or those whose columns equal the given values."""
    import pyarrow.parquet as pq

    return pq.read_table(find_file(out, name), filters=[(column, "=", value) for column, value in equal.items()] or None).to_pylist()
