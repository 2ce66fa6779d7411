"""Broken inputs: real files with their bytes changed, and files made to hurt. `python tests/fuzzing.py 3000` tries many and counts."""

from __future__ import annotations

import gzip
import io
import json
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "news" / "click-id.parquet"
SECONDS = 20.0  # of processor time for one record
SPLICES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", "\u202e\u200f\u2066".encode(), "👩‍👩‍👧‍👦🇮🇩".encode(), "‚Äú‚Äù".encode(), "İıſ".encode(), "a\u0301\u0301".encode() * 50,
    b"\\ud800", b'"', b"'", b",,,,", b"\r", b"\n\n\n", b"\t" * 200, b" " * 3000, b"{" * 1500, b"[" * 1500, b"<div>" * 800, b"<!--", b"</p>", b"&#x1F600;&nbsp;&bogus;", b"=1+cmd|' /C calc'!A0",
    b"../../etc/passwd", b"1.2.3.4.5.6.7.8.9" * 40, b"31/02/2022 99/99/9999 ", b"dua ribu dua ratus " * 60, b"Drs. H. " * 120, b"(" * 900, b"\xe2\x80\x9c" * 900, b"menandatangani pakta integritas " * 60,
    b"a" * 40_000, b"Ab" * 9000, b"10" * 4000, b". " * 3000, b"- " * 2000,
]  # fmt: skip


def list_seeds() -> list[tuple[str, bytes]]:
    """Real files to start from: those of corpus/, the same records in every other format, and scraped news where it is at hand."""
    found = [(path.name, path.read_bytes()) for path in sorted((ROOT / "corpus").iterdir()) if path.is_file()]
    seeds = []
    for name, data in found:  # files of many records in pieces, or every try would read forty articles
        lines = data.splitlines(keepends=True)
        seeds += [(f"{i}-{name}", b"".join(lines[i : i + 2])) for i in range(0, len(lines), 2)] if name.endswith(".jsonl") else [(name, data)]
    records = [json.loads(line) for name, data in found if name.endswith(".jsonl") for line in data.splitlines()][:3]
    if NEWS.exists():
        import pyarrow.parquet as pq

        news = pq.read_table(NEWS, columns=["title", "content", "date", "source", "url"]).slice(0, 12_000).take(list(range(0, 12_000, 600))).to_pylist()
        seeds += [(f"warta-{i}.jsonl", json.dumps(row, default=str).encode()) for i, row in enumerate(news)]
    return seeds + [(f"campur.{kind}", data) for kind, data in _pack(records[:2]).items()]


def _pack(records: list[dict]) -> dict[str, bytes]:
    """The records as JSON, CSV, XLSX, Parquet, WARC and packed JSON lines."""
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq
    import zstandard

    rows = [{"title": str(r.get("title")), "text": str(r.get("text") or r.get("content") or r.get("isi")), "date": "2022-12-06"} for r in records]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    sheet, parquet = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    for row in [["title", "text", "date"], *(list(row.values()) for row in rows)]:
        book.active.append(row)
    book.save(sheet)
    pq.write_table(pa.Table.from_pylist(rows), parquet)
    page = f"<html><head><title>{rows[0]['title']}</title></head><body><article><p>{rows[0]['text']}</p></article></body></html>".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://contoh.id/a\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return {
        "json": json.dumps(rows).encode(), "jsonl.gz": gzip.compress(lines), "jsonl.zst": zstandard.compress(lines), "xlsx": sheet.getvalue(),
        "parquet": parquet.getvalue(), "html": page, "warc": head.encode() + answer + b"\r\n\r\n", "tsv": b"title\ttext\n" + rows[0]["title"].encode() + b"\t" + rows[0]["text"].encode(),
    }


def mutate(data: bytes, dice: random.Random) -> bytes:
    """One to six changes of bytes: flipped, cut, doubled, moved, or something unpleasant put between."""
    for _ in range(dice.randint(1, 6)):
        a, b = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
        b = min(b, a + dice.choice([1, 8, 200, 5000]))
        part = data[a:b]
        change = dice.randrange(7)
        if change == 0:
            data = data[:a] + bytes(byte ^ 1 << dice.randrange(8) for byte in part[:40]) + data[a + len(part[:40]) :]
        elif change == 1:
            data = data[:a] + data[b:]
        elif change == 2:
            data = data[:b] + part * dice.choice([1, 3, 30]) + data[b:]
        elif change == 3:
            data = data[:a] + data[b:] + part
        elif change == 4 and dice.random() < 0.3:
            data = data[:a]
        else:
            data = data[:a] + dice.choice(SPLICES) * dice.choice([1, 1, 1, 4]) + data[a:]
    return data[: 4 << 20]


def list_broken(n: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """`n` files by name and content; now and then one has the ending of another format."""
    dice, seeds = random.Random(seed), list_seeds()
    for number in range(n):
        name, data = seeds[(number + seed) % len(seeds)] if n >= len(seeds) else dice.choice(seeds)
        if dice.random() < 0.08:
            name += dice.choice([".txt", ".csv", ".json", ".html", ".gz", ".parquet", ".xlsx", ".warc", ".jsonl.zst"])
        yield f"{number}-{name}", mutate(data, dice)


def read_broken(folder: Path, name: str, data: bytes, scope: str) -> Counter[str]:
    """Read one file as a run does; AssertionError unless each record is a row and each failure has file, record and reason."""
    from extract.parts import Settings, make_part
    from extract.plan import list_named, plan_parts
    from extract.readers import kind_of

    corpus, settings = folder / "corpus", Settings(scope, SECONDS)
    corpus.mkdir()
    (corpus / name).write_bytes(data)
    statuses: Counter[str] = Counter()
    inputs = list_named([corpus])
    if not inputs:
        assert kind_of(corpus / name) is None
        return Counter(other=1)
    assert [found.name for found in inputs] == [name]
    for place in ("parts", "files", "scratch"):
        (folder / "state" / place).mkdir(parents=True)
    for part in plan_parts(inputs, folder / "state", settings):
        index, tables, _ = make_part(part.job, settings)
        rows = tables["articles"].to_pylist()
        assert index.num_rows == len(rows) >= part.n_records
        text = {row["article_id"]: row["text"] for row in rows}
        assert len(text) == len(rows)
        for row in rows:
            statuses[row["status"]] += 1
            assert row["source"].startswith(name), row["source"]
            assert row["status"] != "failed" or row["detail"]
            assert row["detail"] is None or len(row["detail"]) <= 300 and "\n" not in row["detail"]
        for row in tables["signings"].to_pylist():
            assert text[row["article_id"]][row["start"] : row["end"]] == row["trigger"]
    return statuses


def main(n: int, seed: int) -> None:
    """Try `n` broken files, print what crashed or took longer than its limit allows."""
    statuses, slow, broken = Counter(), [], 0
    for number, (name, data) in enumerate(list_broken(n, seed)):
        started = time.process_time()
        with tempfile.TemporaryDirectory() as folder:
            try:
                statuses += read_broken(Path(folder), name, data, "all" if number % 2 else "events")
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                broken += 1
                kept = Path(tempfile.gettempdir()) / f"broken-{seed}-{name}"
                kept.write_bytes(data)
                print(f"CRASH {kept}: {''.join(traceback.format_exception(error)[-3:])}", flush=True)
        seconds = time.process_time() - started
        if seconds > 8:
            slow.append((round(seconds, 1), name))
            kept = Path(tempfile.gettempdir()) / f"slow-{seed}-{name}"
            kept.write_bytes(data)
            print(f"SLOW {seconds:.1f} s {kept}", flush=True)
        if number % 100 == 99:
            megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            print(f"{number + 1} files, records {dict(statuses)}, {broken} crashed, {len(slow)} slow, {megabytes} MB", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
