"""Reviewed rows -> gold, one JSON file an article, in the form of `corpus/_gold`; only of articles in which every row was looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.corrections import REVIEWED, read_kept
from extract.schema import find_table
from extract.stored import Row, read_rows

_PRECISE = {"day": 10, "month": 7, "year": 4}


def write_gold(out: Path, gold: Path) -> list[Path]:
    """Write the gold of the reviewed articles of `out` into the folder `gold`; the files written."""
    seen = {(c.table, c.row) for c in read_kept(out)}
    rows: dict[str, dict[str, list[Row]]] = {}
    for name in REVIEWED:
        for row in read_rows(out, name):
            rows.setdefault(row["article_id"], {name: [] for name in REVIEWED})[name].append(row)
    complete = {article_id: found for article_id, found in rows.items() if all((name, row[find_table(name).key]) in seen for name in REVIEWED for row in found[name])}
    gold.mkdir(parents=True, exist_ok=True)
    written = []
    for article_id, found in sorted(complete.items()):
        path = gold / f"{_file_name(article_id)}.json"
        path.write_text(json.dumps(make_gold(article_id, found), ensure_ascii=False, indent=1) + "\n", "utf-8")
        written.append(path)
    return written


def _file_name(article_id: str) -> str:
    """An id may hold anything; a file's name may not."""
    return re.sub(r"[^\w.\-]", "_", article_id).lstrip(".") or "_"


def make_gold(article_id: str, rows: dict[str, list[Row]]) -> dict[str, Any]:
    """The gold of one article from its rows."""
    names = {row["signing_id"]: f"s{number}" for number, row in enumerate(rows["signings"], start=1)}
    return {
        "article_id": article_id,
        "signings": [_make_signing(row, names[row["signing_id"]]) for row in rows["signings"]],
        "officials": _make_officials(rows["officials"], names),
        "statistics": [_make_statistic(row) for row in rows["statistics"]],
    }


def _make_signing(row: Row, name: str) -> dict[str, Any]:
    date = row["date"].isoformat()[: _PRECISE[row["date_precision"] or "day"]] if row["date"] else None
    copied = {key: row[key] for key in ("instrument", "instrument_text", "status", "parties")}
    return {"id": name, **copied, "date": date, "date_precision": row["date_precision"], "date_text": None, **{key: row[key] for key in ("venue", "address", "place", "province")}}


def _make_officials(rows: Sequence[Row], names: dict[str, str]) -> list[dict[str, Any]]:
    """One entry per person, the roles of all rows together."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        person = found.setdefault(row["name"], {**{key: row[key] for key in ("name", "position", "unit", "acting")}, "roles": [], "signing": None, "represents": None})
        person["roles"] += [role for role in row["roles"] if role not in person["roles"]]
        person["signing"] = person["signing"] or names.get(row["signing_id"])
        person["represents"] = person["represents"] or row["represents"]
    return list(found.values())


def _make_statistic(row: Row) -> dict[str, Any]:
    value = int(row["value"]) if float(row["value"]).is_integer() else row["value"]
    periods = {key: row[key].isoformat() if row[key] else None for key in ("period_start", "period_end")}
    return {"value": value, "value_text": row["value_text"], "unit": row["unit"], "measure": row["measure"], "subject_text": row["subject"], **periods,
            "place": row["place"], "source": row["source"], "approximate": bool(row["approximate"])}
