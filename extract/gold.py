"""Gold and tables as `extract eval` reads them; whatever is missing is named with its file."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

Record = dict[str, Any]
TABLES = ("signings", "officials", "statistics")
NEEDED = {"signings": ("instrument", "status"), "officials": ("name",), "statistics": ("value", "unit", "measure")}  # fields that every record has


class EvaluationError(ValueError):
    """Gold or tables that cannot be read; the message says which file."""


def read_gold(gold_dir: Path) -> list[Record]:
    """The gold of a folder, one JSON file an article, in order of the files' names."""
    golds = []
    for path in sorted(Path(gold_dir).glob("*.json")):
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise EvaluationError(f"{path}: not JSON: {error}") from error
        if lacking := find_lacking(gold):
            raise EvaluationError(f"{path}: no {lacking}")
        golds.append(gold)
    if not golds:
        raise EvaluationError(f"{gold_dir}: no gold files (*.json)")
    return golds


def find_lacking(gold: Any) -> str:
    """What gold of one article cannot do without and lacks: `name in officials, record 2`; empty when it is whole."""
    if not isinstance(gold, dict):
        return "JSON object"
    for name in ("article_id", *TABLES):
        if name not in gold:
            return repr(name)
    for table, names in NEEDED.items():
        for number, record in enumerate(gold[table], start=1):
            if lacking := [name for name in names if name not in record]:
                return f"{lacking[0]!r} in {table}, record {number}"
    return ""


def group_rows(tables_dir: Path, name: str, optional: bool = False) -> dict[str, list[Record]]:
    """The rows of a table by article; an optional table may be missing."""
    import pyarrow.parquet as pq

    path = Path(tables_dir) / f"{name}.parquet"
    if not path.exists():
        if optional:
            return {}
        raise EvaluationError(f"{path}: missing")
    rows: dict[str, list[Record]] = defaultdict(list)
    for row in pq.read_table(path).to_pylist():
        rows[row["article_id"]].append(row)
    return rows
