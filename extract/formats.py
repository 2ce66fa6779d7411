"""One function per file format: bytes -> records as they come, each good one a Raw, each bad one a Raw with its reason."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from extract.columns import UnknownColumns, make_raw, match_columns
from extract.pages import read_page
from extract.records import Raw
from extract.streams import BadText, Limits, Line, TooLarge, decode, read_all, read_chunks, read_lines

MAX_TITLE = 600  # a first line beyond this is a paragraph


def read_text(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """A text file: its first line that is not empty is the title."""
    text = decode(read_all(file, limits.record_bytes)).lstrip("\ufeff \t\r\n")
    title, _, body = text.partition("\n")
    if len(title) > MAX_TITLE:
        title, body = "", text
    yield Raw(source=source, title=title.strip(), text=body.strip())


def read_html(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """A saved page."""
    yield read_page(read_all(file, limits.record_bytes), source)


# --- delimited text ---------------------------------------------------------------------------------------------
def read_delimited(file: BinaryIO, source: str, limits: Limits, tabs: bool = False) -> Iterator[Raw]:
    """CSV and TSV: a row that does not fit the header fails alone, also one whose quotation never ends."""
    csv.field_size_limit(limits.record_bytes)
    lines = _Lines(read_lines(file, limits))
    header_line = lines.next_filled()
    if header_line is not None and re.match(r"sep=.\s*$", header_line.text):
        header_line = lines.next_filled()
    if header_line is None:
        yield Raw(source=source, error="no header: the file is empty")
        return
    comma = "\t" if tabs else _guess_comma(header_line.text)
    header = [name.strip() for name in next(csv.reader([header_line.text.strip("\r\n")], delimiter=comma), [])]
    columns = _match_or_fail(header)
    if isinstance(columns, str):
        yield Raw(source=source, error=columns)
        return
    indexed = {name: header.index(column) for name, column in columns.items()}
    number = 0
    while (taken := lines.take_row(comma, len(header), limits)) is not None:
        row, error = taken
        if not error and not any(cell.strip() for cell in row):
            continue
        number += 1
        name = f"{source}#{number}"
        yield Raw(source=name, error=error) if error else make_raw(dict(enumerate(row)), indexed, name)


def _guess_comma(header: str) -> str:
    """The mark between columns: the one that a known header is split by most."""
    return max(",;\t|", key=lambda mark: (header.count(mark), mark == ","))


def _match_or_fail(header: list[str]) -> dict[str, Any] | str:
    try:
        return match_columns(header)
    except UnknownColumns as error:
        return str(error)


class _Lines:
    """Lines that can be taken back, so that reading goes on after a broken row."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines, self._back = lines, list[Line]()

    def next(self) -> Line | None:
        return self._back.pop() if self._back else next(self._lines, None)

    def next_filled(self) -> Line | None:
        while (line := self.next()) is not None and not line.text.strip("\ufeff \t\r\n") and not line.error:
            pass
        return line

    def take_row(self, comma: str, width: int, limits: Limits) -> tuple[list[str], str] | None:
        """The next row and "", or [] and what is wrong with it; None at the end."""
        first = self.next_filled()
        if first is None:
            return None
        if first.error:
            return [], first.error
        row, error, used = self._assemble(first, comma, width, limits)
        if error and len(used) > 1:
            self._resume(used[1:], comma, width, limits)
        return row, error

    def _assemble(self, first: Line, comma: str, width: int, limits: Limits) -> tuple[list[str], str, list[Line]]:
        """Lines up to the end of the row's last quotation, read as one row."""
        used, size, marks = [first], len(first.text), _count_quotes(first.text, comma)
        while marks % 2 and len(used) < limits.row_lines and size < limits.record_bytes:
            line = self.next()
            if line is None:
                break
            used.append(line)
            if line.error:
                return [], line.error, used
            size += len(line.text)
            marks += line.text.count('"')
        if marks % 2:
            return [], "a quotation that does not end", used
        try:
            row = next(csv.reader(io.StringIO("".join(line.text for line in used).replace("\0", ""), newline=""), delimiter=comma), [])
        except csv.Error as error:
            return [], f"not a row: {error}", used
        while len(row) > width and not row[-1].strip():
            row.pop()
        if len(row) != width:
            return [], f"{len(row)} columns where the header has {width}", used
        return row, "", used

    def _resume(self, lines: list[Line], comma: str, width: int, limits: Limits) -> None:
        """Give back the lines from the first one on which a whole row begins."""
        for start in range(min(len(lines), 200)):
            if lines[start].text.count(comma) >= min(width - 1, 1) and not lines[start].error:
                behind = _Lines(iter(lines[start + 1:]))
                row, error, _ = behind._assemble(lines[start], comma, width, limits)
                if not error:
                    self._back.extend(reversed(lines[start:]))
                    return


def _count_quotes(text: str, comma: str) -> int:
    """Quotation marks that open or close a field; a row without a quoted field may hold any number of them."""
    quoted = text.startswith('"') or f'{comma}"' in text or f'{comma} "' in text
    return text.count('"') if quoted else 0


# --- JSON -------------------------------------------------------------------------------------------------------
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


def _read_array(text: "_Window", source: str) -> Iterator[Raw]:
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


# --- tables -----------------------------------------------------------------------------------------------------
def read_excel(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """The first sheet of a workbook that has a column of text."""
    from python_calamine import CalamineWorkbook

    data = read_all(file, limits.whole_bytes)
    _check_zip(data, limits)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    reason = "no sheet"
    for sheet in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(sheet).iter_rows()
        header = next((row for row in rows if any(str(cell).strip() for cell in row)), [])
        columns = _match_or_fail([str(cell) for cell in header])
        if isinstance(columns, str):
            reason = columns
            continue
        names = [str(cell) for cell in header]
        number = 0
        for row in rows:
            if any(cell not in ("", None) for cell in row):
                number += 1
                yield make_raw(dict(zip(names, row)), columns, f"{source}#{number}")
        return
    yield Raw(source=source, error=reason)


def _check_zip(data: bytes, limits: Limits) -> None:
    """A workbook is a zip file; what it unpacks to is looked at before it is unpacked."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadText(f"not a workbook: {error}") from error
    if size > limits.whole_bytes or (size > limits.ratio_from and size > limits.ratio * len(data)):
        raise TooLarge(f"a workbook that unpacks to {size >> 20} MB")


def read_parquet(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """Row by row, only the columns that are known."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    opened = file if file.seekable() else io.BytesIO(read_all(file, limits.whole_bytes))
    try:
        table = pq.ParquetFile(opened)
        columns = _match_or_fail(table.schema_arrow.names)
        if isinstance(columns, str):
            yield Raw(source=source, error=columns)
            return
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=list(dict.fromkeys(columns.values())), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield make_raw(row, columns, f"{source}#{number}")
    except (pa.ArrowException, OSError, UnicodeError) as error:
        yield Raw(source=source, error=f"not a readable Parquet file: {str(error).splitlines()[0][:200]}")


# --- web archives -----------------------------------------------------------------------------------------------
def read_warc(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """Every HTML page of a web archive that was answered with success."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = 0
    for record in ArchiveIterator(_Forward(file), record_types=WarcRecordType.response, parse_http=True):
        headers = record.http_headers
        kind = (record.http_content_type or "") if headers is not None else ""
        if headers is None or headers.status_code != 200 or "html" not in kind:
            continue
        number += 1
        name = f"{source}#{number}"
        data = record.reader.read(limits.record_bytes + 1)
        url = record.headers.get("WARC-Target-URI") or ""
        if len(data) > limits.record_bytes:
            yield Raw(source=name, url=url, error=f"a page of more than {limits.record_bytes >> 20} MB")
            continue
        page = read_page(data, name)
        yield replace(page, url=url or page.url)
    if number == 0:
        yield Raw(source=source, error="no HTML page in the archive")


class _Forward:
    """A stream that is only read onwards; it gives what there is before the error of a file cut short."""

    def __init__(self, file: BinaryIO) -> None:
        self._read, self._at = getattr(file, "read1", file.read), 0

    def read(self, size: int = -1) -> bytes:
        data = self._read(size)
        self._at += len(data)
        return data

    def seek(self, _offset: int, _whence: int = 0) -> int:
        return self._at

    def tell(self) -> int:
        return self._at


def plain_stem(path: Path) -> str:
    """The file's name without its endings: `rapat.txt.gz` -> `rapat`."""
    name = path.name
    for ending in [*reversed(path.suffixes[-2:])]:
        if ending.lower() in (".gz", ".zst", ".txt", ".html", ".htm"):
            name = name.removesuffix(ending)
    return name
