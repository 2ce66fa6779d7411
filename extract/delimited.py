"""CSV and TSV -> records: a row that does not fit the header fails alone, also one whose quotation never ends."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from extract.columns import UnknownColumns, make_raw, match_columns
from extract.records import Raw
from extract.streams import Limits, Line, read_lines

RESUME_LINES = 200  # looked through for the row after a broken one


def read_delimited(file: BinaryIO, source: str, limits: Limits, tabs: bool = False) -> Iterator[Raw]:
    """Rows under a header; the mark between columns is found, not told."""
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
    try:
        columns = match_columns(header)
    except UnknownColumns as error:
        yield Raw(source=source, error=header_line.error or str(error))
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
        for start in range(min(len(lines), RESUME_LINES)):
            if lines[start].text.count(comma) >= min(width - 1, 1) and not lines[start].error:
                behind = _Lines(iter(lines[start + 1:]))
                _, error, _ = behind._assemble(lines[start], comma, width, limits)
                if not error:
                    self._back.extend(reversed(lines[start:]))
                    return


def _count_quotes(text: str, comma: str) -> int:
    """Quotation marks that open or close a field; a row without a quoted field may hold any number of them."""
    quoted = text.startswith('"') or f'{comma}"' in text or f'{comma} "' in text
    return text.count('"') if quoted else 0
