"""Columns and fields of scraped records -> the fields of a Raw, by their names in `rules/columns.yaml`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from extract.records import Raw
from extract.ruleset import load_family

FIELDS = ("title", "text", "published", "time", "outlet", "url", "author", "record_id")
SHOWN_NAMES = 30  # of the columns found, in a message
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")


class UnknownColumns(ValueError):
    """No column holds the text; the message lists what was found and what was looked for."""


@lru_cache(maxsize=1)
def _known_names() -> dict[str, tuple[str, ...]]:
    lists = load_family("columns").lists
    return {name: tuple(dict.fromkeys(_plain(column) for column in lists[name])) for name in FIELDS}


def _plain(name: object) -> str:
    """`Isi_Berita ` -> `isiberita`."""
    return re.sub(r"[\W_]+", "", str(name).casefold())


def match_columns(found: Iterable[object]) -> dict[str, Any]:
    """Field -> the column that fills it: `["Judul", "isi_berita"]` -> {"title": "Judul", "text": "isi_berita"}."""
    by_name: dict[str, Any] = {}
    for column in found:
        by_name.setdefault(_plain(column), column)
    matched = {name: by_name[known] for name in FIELDS if (known := _first(_known_names()[name], by_name))}
    if "text" not in matched:
        raise UnknownColumns(describe_missing(by_name.values()))
    return matched


def _first(names: tuple[str, ...], found: Mapping[str, Any]) -> str | None:
    return next((name for name in names if name in found), None)


def describe_missing(found: Iterable[object]) -> str:
    """One line: which columns there are, and which names a column of text could have."""
    names = [str(name)[:40] for name in found]
    shown = ", ".join(names[:SHOWN_NAMES]) + (f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else "")
    return f"no column of text: found {shown or 'none'}; looked for {', '.join(load_family('columns').lists['text'])}"


def make_raw(values: Mapping[Any, Any], columns: Mapping[str, Any], source: str) -> Raw:
    """One record as found; a date and a time in columns of their own are put together."""
    field = {name: read_value(values.get(column)) for name, column in columns.items()}
    time = field.pop("time", "")
    if re.search(r"\d[:.]\d", time) and columns.get("time") != columns.get("published"):
        field["published"] = f"{_MIDNIGHT.sub('', field.get('published', ''))} {time}".strip()
    outlet = field.get("outlet", "")
    if re.match(r"https?://", outlet):
        field["url"] = field.get("url") or outlet
        field["outlet"] = urlsplit(outlet).netloc.removeprefix("www.") if "[" not in outlet else ""
    return Raw(source=source, **field)


def read_value(value: Any) -> str:
    """A cell or a JSON value as text: 12.0 -> "12", a list of paragraphs -> lines, {"name": "Warta"} -> "Warta"."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return "" if value in ("nan", "NaN", "None", "null", "NULL", "NaT", "<NA>") else value
    if isinstance(value, float):
        return "" if not math.isfinite(value) else str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return str(value)
    if isinstance(value, list | tuple):
        parts = [read_value(part) for part in value]
        return ("\n" if any(len(part) > 80 for part in parts) else ", ").join(part for part in parts if part)
    if isinstance(value, Mapping):
        inner = {_plain(name): part for name, part in value.items()}
        return next((read_value(inner[name]) for name in ("name", "title", "value", "text", "date", "oid", "domain", "url") if inner.get(name)), "")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
