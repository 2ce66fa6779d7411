"""Broken inputs through the whole pipeline: a row for each record, a reason for each failure, never a crash or a hang."""

from __future__ import annotations

import pytest
from fuzzing import list_broken, read_broken
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.parts import Job, Settings, make_part
from extract.records import Raw

SIGNED = "Bupati Lembah Teduh Sarwono Adiputra menandatangani pakta integritas di Aula Melati, Padang, Selasa (18/10/2022), disaksikan Ketua Bawaslu Ratih Kumalasari."
COUNTED = "Bawaslu mencatat 214 laporan dugaan pelanggaran; 61 diteruskan ke KASN."
PIECES = [
    SIGNED, COUNTED, "\0", "\u202e", "\u2066", "🇮🇩", "👩‍👩‍👧", "İıſ", "\ud800", "\x1b[31m", "=1+1", "\n", "\n\n", " ", "\t", ".,", "“", "”", "\"", "(", ")", "12", "31/02/2022", "1.2.3.4", "Rp 5 juta",
    "dua ratus", "<p>", "</p>", "<script>", "&nbsp;", "Drs. H. ", "Baca juga: X", "tersebut", "Ketua ", "Kepala Dinas ", "menandatangani ", "MoU", "PKS ", "{", "]", "\\", "'", "%s", "../",
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), list(list_broken(36, seed=7)), ids=lambda value: value if isinstance(value, str) else "")
def test_a_broken_file_gives_rows_or_reasons(tmp_path, name: str, data: bytes) -> None:
    assert read_broken(tmp_path, name, data, "all")


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map("".join), st.text(max_size=40), st.text(max_size=20))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_text_is_read(text: str, title: str, published: str) -> None:
    index, tables, _ = make_part(Job("k", (Raw("a#1", title, text, published, record_id="a"),)), Settings("all", 20.0))
    (row,) = tables["articles"].to_pylist()
    assert index.num_rows == 1 and row["status"] in ("ok", "no_event", "empty", "not_indonesian"), row["detail"]


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("baris.jsonl", b'{"title": "a", "text": "' + b"a" * (10 << 20) + b'"}\n', "characters, at most"),
    ("dalam.jsonl", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "nested too deeply"),
    ("dalam.json", b"[" * 100_000, "nested too deeply"),
    ("nol.txt", b"\0" * 5000, "binary data"),
    ("bukan.parquet", b"PAR1" + b"\0" * 90, "not a readable Parquet file"),
    ("bom.html", b"<div>" * 400_000, ""),
    ("bom.txt", b"<b>" * 200_000 + SIGNED.encode(), ""),
])  # fmt: skip
def test_poison_fails_with_its_reason(tmp_path, name: str, data: bytes, reason: str) -> None:
    from extract.plan import Input, read_records

    (tmp_path / name).write_bytes(data)
    (raw,) = list(read_records(Input(tmp_path / name, name), Settings()))
    _, tables, _ = make_part(Job("k", (raw,)), Settings())
    (row,) = tables["articles"].to_pylist()
    assert row["source"].startswith(name)
    assert not reason or row["status"] == "failed" and reason in row["detail"], row["detail"]


def test_what_unpacks_to_far_too_much_is_not_unpacked(tmp_path) -> None:
    from extract.plan import Input, read_records

    (tmp_path / "bom.jsonl.gz").write_bytes(pack_spaces(80))
    (raw,) = list(read_records(Input(tmp_path / "bom.jsonl.gz", "bom.jsonl.gz"), Settings()))
    assert "unpacks to more than 200 times its size" in raw.error or "a line of more than" in raw.error


def pack_spaces(megabytes: int) -> bytes:
    """A gzip file of spaces."""
    import gzip
    import io

    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        for _ in range(megabytes):
            file.write(b" " * (1 << 20))
    return packed.getvalue()
