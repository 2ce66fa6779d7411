"""Files -> bytes and lines, unpacked as they are read, with limits on what an input may cost."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PACKED = (".gz", ".zst")
SAMPLE_BYTES = 1 << 18  # read to tell the encoding


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost. News articles have a few kilobytes and pack to a quarter of their size."""

    record_bytes: int = 16 << 20  # one record, line or page
    whole_bytes: int = 512 << 20  # a file that must be read as a whole: xlsx, packed parquet, a JSON object
    ratio: int = 200  # bytes unpacked for one packed byte …
    ratio_from: int = 64 << 20  # … looked at only beyond this size
    row_lines: int = 5000  # lines of one CSV record


class TooLarge(ValueError):
    """An input beyond the limits."""


class BadText(ValueError):
    """Bytes that are not text in a known encoding."""


class _Unpacked(io.RawIOBase):
    """A decompressing stream that stops a bomb: bytes out are held against bytes in."""

    def __init__(self, packed: BinaryIO, stream: BinaryIO, limits: Limits) -> None:
        self._packed, self._stream, self._limits, self._out = packed, stream, limits, 0
        self._read = getattr(stream, "read1", stream.read)  # what there is, before the error of a file cut short

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:
        data = self._read(len(buffer))
        buffer[:len(data)] = data
        self._out += len(data)
        if self._out > self._limits.ratio_from and self._out > self._limits.ratio * max(self._packed.tell(), 1):
            raise TooLarge(f"unpacks to more than {self._limits.ratio} times its size")
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()


@contextmanager
def open_bytes(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked where it ends in `.gz` or `.zst`."""
    ending = path.suffix.lower()
    if ending == ".gz":
        import gzip

        packed = path.open("rb")
        stream = _Unpacked(packed, gzip.GzipFile(fileobj=packed), limits)
    elif ending == ".zst":
        import pyarrow as pa

        packed = path.open("rb")
        stream = _Unpacked(packed, pa.CompressedInputStream(pa.PythonFile(packed, "r"), "zstd"), limits)
    else:
        with path.open("rb", buffering=SAMPLE_BYTES) as file:
            yield file
        return
    with io.BufferedReader(stream, SAMPLE_BYTES) as file:
        yield file


def describe_break(error: BaseException) -> str | None:
    """Why a stream ends early; None when the error is of another kind."""
    text = str(error).strip()
    if isinstance(error, EOFError) or "Truncated compressed stream" in text:
        return "the packed file is cut short"
    if type(error).__name__ in ("BadGzipFile", "error") or isinstance(error, OSError):
        return f"cannot be unpacked or read: {text}"
    return text if isinstance(error, TooLarge) else None


def read_all(file: BinaryIO, most: int) -> bytes:
    """The whole stream; TooLarge beyond `most` bytes."""
    data = file.read(most + 1)
    if len(data) > most:
        raise TooLarge(f"larger than {most >> 20} MB")
    return data


# --- encodings --------------------------------------------------------------------------------------------------
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF8_LETTERS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def detect_encoding(sample: bytes) -> str:
    """utf-8, utf-8-sig, utf-16, utf-32 or cp1252; what is none of them is called utf-8 and fails where it is read."""
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) > 3 and max(even, odd) > len(sample) * 0.3 and min(even, odd) < len(sample) * 0.05:
        return "utf-16-be" if even > odd else "utf-16-le"
    rest = _UTF8_LETTERS.sub(b"", sample)
    if len(sample) >= 4096:  # a sample may end within a letter
        rest = re.sub(rb"[\xc2-\xf4][\x80-\xbf]{0,2}$", b"", rest)
    runs = _HIGH_RUNS.findall(rest)
    if not runs:
        return "utf-8"
    utf8_letters = len(_UTF8_LETTERS.findall(sample))
    lonely = sum(len(run) == 1 and run not in (b"\xff", b"\xfe") for run in runs)  # accents and quotes stand between letters
    if lonely >= 0.9 * len(runs) and len(runs) > utf8_letters and not _NOT_CP1252.search(rest):
        return "cp1252"
    return "utf-8"


def decode(data: bytes, encoding: str = "") -> str:
    """Bytes as text, or BadText with the reason in one line."""
    encoding = encoding or detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        raise BadText(f"not text in {encoding}: byte {data[start:start + 1].hex() or '??'} at {start}") from error
    if is_binary(text):
        raise BadText("binary data, not text")
    return text


def is_binary(text: str) -> bool:
    """Control characters beyond a few strays are not found in text."""
    sample = text[:20000]
    return sum(char < " " and char not in "\t\n\r\x0b\x0c" for char in sample) > max(8, len(sample) // 50)


# --- lines ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Line:
    """One line as text, or the reason why it is none."""

    text: str
    error: str = ""


def read_lines(file: BinaryIO, limits: Limits) -> Iterator[Line]:
    """Lines decoded one by one, so that a bad one spoils nothing else; an overlong one is skipped, not held."""
    buffered = _buffer(file)
    encoding = detect_encoding(buffered.peek(SAMPLE_BYTES)[:SAMPLE_BYTES])
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _read_wide_lines(buffered, encoding, limits)
        return
    first = True
    while data := buffered.readline(limits.record_bytes):
        if first:
            data, first = data.removeprefix(codecs.BOM_UTF8), False
        if not data.endswith(b"\n") and len(data) >= limits.record_bytes:
            _skip_line(buffered)
            yield Line("", f"a line of more than {limits.record_bytes >> 20} MB")
            continue
        yield _decode_line(data, "utf-8" if encoding == "utf-8-sig" else encoding)


def _decode_line(data: bytes, encoding: str) -> Line:
    try:
        return Line(data.decode(encoding))
    except UnicodeError as error:
        if detect_encoding(data) == "cp1252" != encoding:  # files are put together from several
            return Line(data.decode("cp1252", "replace"))
        start = getattr(error, "start", 0)
        return Line(data.decode("utf-8", "replace"), f"not text in {encoding}: byte {data[start:start + 1].hex()} at {start} of the line")


def read_chunks(file: BinaryIO) -> Iterator[str]:
    """Text as it comes, for files without lines; a byte that is no text stays behind as a lone surrogate."""
    buffered = _buffer(file)
    encoding = detect_encoding(buffered.peek(SAMPLE_BYTES)[:SAMPLE_BYTES])
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape")
    while data := buffered.read1(1 << 16):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _buffer(file: BinaryIO) -> io.BufferedReader:
    return file if hasattr(file, "peek") else io.BufferedReader(_Peekable(file), SAMPLE_BYTES)


class _Peekable(io.RawIOBase):
    """A plain stream under a BufferedReader."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:
        data = getattr(self._file, "read1", self._file.read)(len(buffer))
        buffer[:len(data)] = data
        return len(data)


def _skip_line(file: BinaryIO) -> None:
    while data := file.readline(1 << 20):
        if data.endswith(b"\n"):
            return


def _read_wide_lines(file: BinaryIO, encoding: str, limits: Limits) -> Iterator[Line]:
    """Lines of UTF-16 and UTF-32; a bad one spoils itself alone (the text goes on with replaced characters)."""
    reader = codecs.getreader(encoding)(file, errors="replace")
    while text := reader.readline(size=limits.record_bytes):
        if not text.endswith("\n") and len(text) >= limits.record_bytes // 2:
            yield Line("", f"a line of more than {limits.record_bytes >> 20} MB")
        else:
            yield Line(text, "not text in " + encoding if "�" in text else "")
