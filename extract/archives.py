"""Web archives (WARC) -> one page per record, as the server sent it or as the crawler unpacked it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from extract.pages import read_page
from extract.records import Raw
from extract.streams import BadText, Limits, TooLarge

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_GZIP = b"\x1f\x8b"


def read_warc(file: BinaryIO, source: str, limits: Limits) -> Iterator[Raw]:
    """Every HTML page of a web archive that was answered with success."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = 0
    for record in ArchiveIterator(_Forward(file), record_types=WarcRecordType.response, parse_http=True):  # it could unpack bodies, but ends at a bad one
        headers = record.http_headers
        kind = (record.http_content_type or "") if headers is not None else ""
        if headers is None or headers.status_code != 200 or "html" not in kind:
            continue
        number += 1
        yield _read_record(record, f"{source}#{number}", limits)
    if number == 0:
        yield Raw(source=source, error="no HTML page in the archive")


def _read_record(record: Any, name: str, limits: Limits) -> Raw:
    url = record.headers.get("WARC-Target-URI") or ""
    transfer, packing = (record.http_headers.get(header) or "" for header in ("Transfer-Encoding", "Content-Encoding"))
    try:
        body = record.reader.read(limits.record_bytes + 1)
        if len(body) > limits.record_bytes:
            raise TooLarge(f"a page of more than {limits.record_bytes >> 20} MB")
        page = read_page(unpack_body(body, transfer, packing, limits), name)
    except (BadText, TooLarge) as error:
        return Raw(source=name, url=url, error=str(error))
    if page.error and packing.strip().lower() not in ("", "identity", "gzip", "x-gzip", "deflate"):
        return Raw(source=name, url=url, error=f"a page packed as {packing.strip()[:20]}, which is not unpacked here")
    return replace(page, url=url or page.url)


def unpack_body(body: bytes, transfer: str, packing: str, limits: Limits) -> bytes:
    """The body of an answer without its chunks and its packing. Many crawlers store it plain under the old headers: it is looked at, not believed."""
    if "chunked" in transfer.lower():
        body = join_chunks(body)
    if body.startswith(_GZIP):
        return _inflate(body, 31, limits)
    if packing.strip().lower() == "deflate" and not body.lstrip().startswith(b"<"):
        return _inflate(body, 15 if body[:1] == b"\x78" else -15, limits)
    return body


def join_chunks(body: bytes) -> bytes:
    """`4\\r\\nPakt\\r\\n1\\r\\na\\r\\n0\\r\\n\\r\\n` -> `Pakta`; what does not consist of chunks stays as it is."""
    parts, at = [], 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if body.startswith(b"\r\n", at) else 1
    return b"".join(parts) if parts and at >= len(body) else body


def _inflate(body: bytes, window: int, limits: Limits) -> bytes:
    """Unpacked as far as it goes; TooLarge for a bomb, BadText for what is no packed data."""
    try:
        data = zlib.decompressobj(window).decompress(body, limits.record_bytes + 1)
    except zlib.error as error:
        raise BadText(f"a packed page that cannot be unpacked: {error}") from error
    if len(data) > limits.record_bytes:
        raise TooLarge(f"a page that unpacks to more than {limits.record_bytes >> 20} MB")
    return data


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
