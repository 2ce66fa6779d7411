"""JSON and JSON lines -> records, one at a time, also out of an array on a single line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.columns import UnknownColumns, make_raw, match_columns
from extract.records import Raw
from extract.streams import Limits, read_chunks, read_lines

_SPACE = " \t\r\n\ufeff\0"
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_NEXT_OBJECT = re.compile(r"\}\s*,\s*(?=\{)")


def read_json_lines(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """One JSON object per line."""
    number = 0
    for line in read_lines(file, limits):
        text = line.text.strip(_SPACE)
        if not text and not line.error:
            continue
        number += 1
        name = f"{source}#{number}"
        if line.error:
            yield Raw(source=name, error=line.error)
            continue
        value, error = _load_json(text)
        yield Raw(source=name, error=error) if error else _make_record(value, name)


def _load_json(text: str) -> tuple[Any, str]:
    try:
        return json.loads(text), ""
    except RecursionError:
        return None, "JSON nested too deeply"
    except ValueError as error:
        return None, f"not JSON: {error}"


def _make_record(value: Any, source: str) -> Raw:
    """A JSON object as a Raw, also where the article lies one level down."""
    if not isinstance(value, dict):
        return Raw(source=source, error=f"a JSON {type(value).__name__} where an object was expected")
    try:
        return make_raw(value, match_columns(value), source)
    except UnknownColumns as error:
        for inner in ("_source", "article", "data", "news", "fields"):
            if isinstance(value.get(inner), dict):
                try:
                    return make_raw({**value, **value[inner]}, match_columns({**value, **value[inner]}), source)
                except UnknownColumns:
                    continue
        return Raw(source=source, error=str(error))


def read_json(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """A JSON array of objects (streamed), an object that holds one, an article alone, pandas' columns, or JSON lines."""
    text = _Window(file, limits)
    opening = text.peek()
    if opening == "[":
        text.skip(1)
        yield from _read_array(text, source)
        return
    if opening == "":
        yield Raw(source=source, error="the file is empty")
        return
    values, error = text.take_values()
    records = [part for value in values for part in _list_records(value)] if len(values) == 1 else values
    for number, value in enumerate(records, start=1):
        yield _make_record(value, f"{source}#{number}")
    if error:
        yield Raw(source=f"{source}#{len(records) + 1}", error=error)


def _list_records(value: Any) -> list[Any]:
    """The articles inside one JSON object: itself, a list it holds, or pandas' {column: {row: cell}}."""
    if not isinstance(value, dict):
        return [value]
    try:
        columns = match_columns(value)
    except UnknownColumns:
        lists = [part for part in value.values() if isinstance(part, list) and part and isinstance(part[0], dict)]
        return max(lists, key=len) if lists else [value]
    if all(isinstance(value[column], dict) for column in columns.values()):
        rows = value[columns["text"]]
        return [{column: cells.get(row) for column, cells in value.items() if isinstance(cells, dict)} for row in rows]
    return [value]


def _read_array(text: _Window, source: str) -> Iterator[Raw]:
    number = 0
    while (opening := text.peek()) not in ("]", ""):
        if opening == ",":
            text.skip(1)
            continue
        number += 1
        value, error = text.take_value()
        yield Raw(source=f"{source}#{number}", error=error) if error else _make_record(value, f"{source}#{number}")
        if text.lost:
            return
    if opening == "":
        yield Raw(source=f"{source}#{number + 1}", error="the JSON array is cut short")


class _Window:
    """Decoded JSON text of which only one record at a time is held."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._chunks, self._limits = read_chunks(file), limits
        self._text, self._at = "", 0
        self._error: Exception | None = None  # of the stream; told when all before it is read
        self.lost = False  # nothing more can be read
        self._decoder = json.JSONDecoder()

    def _more(self) -> bool:
        """Read on by about as much as is held, so that a long value is not scanned too often."""
        if self._error:
            raise self._error
        parts, wanted = [self._text[self._at:]], max(1 << 16, len(self._text) - self._at)
        try:
            while wanted > 0 and (chunk := next(self._chunks, None)) is not None:
                parts.append(chunk)
                wanted -= len(chunk)
        except (OSError, EOFError, ValueError) as error:
            self._error = error
        self._text, self._at = "".join(parts), 0
        return len(parts) > 1 or self._error is not None

    def peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self, n: int) -> None:
        self._at += n

    def take_value(self) -> tuple[Any, str]:
        """The next JSON value, or what is wrong with it; reading goes on at the next object."""
        while True:
            try:
                before = self._at
                value, self._at = self._decoder.raw_decode(self._text, self._at)
                bad = _STRAY_BYTE.search(self._text, before, self._at)
                return (None, f"not text: byte {ord(bad[0]) - 0xdc00:02x}") if bad else (value, "")
            except RecursionError:
                return None, self._skip_object("JSON nested too deeply")
            except ValueError as error:
                broken = getattr(error, "pos", 0) < len(self._text) - 64 and not str(error).startswith("Unterminated string")
                if broken or len(self._text) - self._at > self._limits.record_bytes or not self._more():
                    return None, self._skip_object(f"not JSON: {getattr(error, 'msg', error)}")

    def _skip_object(self, error: str) -> str:
        """Move to where the next object of an array seems to begin."""
        while True:
            match = _NEXT_OBJECT.search(self._text, self._at + 1)
            if match:
                self._at = match.end()
                return error
            if len(self._text) - self._at > self._limits.record_bytes:
                self._at = len(self._text) - 8
            if not self._more():
                self._at, self.lost = len(self._text), True
                return error

    def take_values(self) -> tuple[list[Any], str]:
        """All values of a file that is no array; it is read as a whole and so has a limit."""
        values: list[Any] = []
        held = 0
        while self.peek():
            before = self._at
            value, error = self.take_value()
            if error:
                return values, error
            held += max(self._at - before, 0)
            if held > self._limits.whole_bytes:
                return values, f"more than {self._limits.whole_bytes >> 20} MB of JSON that is neither an array nor JSON lines"
            values.append(value)
        return values, ""
