"""Text, pages, workbooks and Parquet: bytes -> records as they come, each good one a Raw, each bad one a Raw with its reason."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from extract.columns import UnknownColumns, make_raw, match_columns
from extract.pages import read_page
from extract.records import Raw
from extract.streams import BadText, Limits, TooLarge, decode, read_all

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


# --- tables -----------------------------------------------------------------------------------------------------
def _match_or_fail(header: list[str]) -> dict[str, Any] | str:
    try:
        return match_columns(header)
    except UnknownColumns as error:
        return str(error)


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


def plain_stem(path: Path) -> str:
    """The file's name without its endings: `rapat.txt.gz` -> `rapat`."""
    name = path.name
    for ending in reversed(path.suffixes[-2:]):
        if ending.lower() in (".gz", ".zst", ".txt", ".text", ".html", ".htm"):
            name = name.removesuffix(ending)
    return name
