"""Files as scrapers leave them, in every format, whole and damaged: every record is accounted for, good or with its reason."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.readers import iter_raw, list_inputs, list_others, read_file
from extract.records import Raw
from extract.streams import Limits

NEWS = [
    {"judul": "KPU Lerai Teken Pakta Integritas", "isi_berita": "LERAI - Ketua KPU Lerai, Sari Dewi, meneken pakta integritas.\n\nNaskah dibacakan di aula.",
     "tanggal_publikasi": "Diperbarui 18 Jun 2025, 14:05 WIB", "sumber": "Warta Lerai", "url": "https://wartalerai.example/1", "penulis": "Damar"},
    {"judul": "Pasar Sore Pindah", "isi_berita": "Pedagang pindah, kata “Wira”; harga naik 10%.", "tanggal_publikasi": "Diperbarui 19 Jun 2025, 08:00 WIB",
     "sumber": "Warta Lerai", "url": "https://wartalerai.example/2", "penulis": ""},
]


def read(path: Path, **kwargs) -> list[Raw]:
    return list(read_file(path, path.name, **kwargs))


def good(raws: list[Raw]) -> list[Raw]:
    return [raw for raw in raws if not raw.error]


def failed(raws: list[Raw]) -> list[Raw]:
    return [raw for raw in raws if raw.error]


def as_csv(rows: list[dict], comma: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=comma)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_table(path: Path, rows: list[dict]) -> None:
    import pandas as pd

    frame = pd.DataFrame(rows)
    if path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    else:
        frame.to_parquet(path, index=False)


def write_news(path: Path) -> None:
    """NEWS in the format that the name says."""
    kind = path.name.removesuffix(".gz").removesuffix(".zst").rsplit(".", 1)[-1]
    if kind in ("xlsx", "parquet"):
        plain = path.with_name(f"plain.{kind}")
        write_table(plain, NEWS)
        data = plain.read_bytes()
        plain.unlink()
    else:
        text = {
            "csv": lambda: as_csv(NEWS),
            "tsv": lambda: as_csv(NEWS, "\t"),
            "json": lambda: json.dumps(NEWS, ensure_ascii=False, indent=1),
            "jsonl": lambda: "\n".join(json.dumps(row) for row in NEWS),
            "ndjson": lambda: "\n".join(json.dumps(row) for row in NEWS) + "\n",
        }[kind]()
        data = text.encode()
    if path.suffix == ".gz":
        data = gzip.compress(data)
    if path.suffix == ".zst":
        data = zstandard.ZstdCompressor().compress(data)
    path.write_bytes(data)


TABLES = [f"{kind}{packing}" for kind in ("csv", "tsv", "json", "jsonl", "ndjson", "xlsx", "parquet") for packing in ("", ".gz", ".zst")]


@pytest.mark.parametrize("ending", TABLES)
def test_tables_give_the_same_records_in_every_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"berita.{ending}"
    write_news(path)
    raws = read(path)
    assert [raw.error for raw in raws] == ["", ""]
    assert [raw.source for raw in raws] == [f"{path.name}#1", f"{path.name}#2"]
    assert [raw.title for raw in raws] == [row["judul"] for row in NEWS]
    assert [raw.text for raw in raws] == [row["isi_berita"] for row in NEWS]
    assert [(raw.outlet, raw.url, raw.author, raw.published) for raw in raws] == [(row["sumber"], row["url"], row["penulis"], row["tanggal_publikasi"]) for row in NEWS]


PAGE = """<!doctype html><html lang="id"><head><meta charset="{charset}"><title>Warga Lerai Teken Ikrar Damai - Warta Lerai</title>
<meta property="og:title" content="Warga Lerai Teken Ikrar Damai"><meta property="og:site_name" content="Warta Lerai">
<meta property="article:published_time" content="2023-01-03T10:15:00+07:00"><meta name="author" content="Sari Dewi">
<link rel="canonical" href="https://wartalerai.example/2023/01/03/ikrar"></head>
<body><nav><a href="/">Beranda</a> <a href="/daerah">Daerah</a></nav><article><h1>Warga Lerai Teken Ikrar Damai</h1>
<p>Ratusan warga Lerai menandatangani ikrar damai di alun-alun kota pada Selasa pagi, disaksikan camat dan kapolsek setempat.</p>
<p>“Kami ingin pemilihan berjalan tenang,” kata Ketua Panitia, Damar Jati, seusai acara yang berlangsung dua jam itu.</p>
<p>Naskah ikrar kemudian disimpan di kantor kecamatan dan salinannya dibagikan kepada setiap desa yang hadir.</p></article>
<footer>Copyright 2023</footer><script>alert("x")</script></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_saved_page_gives_title_text_date_outlet_and_author(charset: str, tmp_path: Path) -> None:
    path = tmp_path / "ikrar-damai.html"
    path.write_bytes(PAGE.replace("{charset}", charset).encode(charset))
    (raw,) = read(path)
    assert not raw.error
    assert raw.record_id == "ikrar-damai" and raw.source == "ikrar-damai.html"
    assert raw.title == "Warga Lerai Teken Ikrar Damai"
    assert "“Kami ingin pemilihan berjalan tenang,” kata Ketua Panitia" in raw.text
    assert "alert" not in raw.text and "Beranda" not in raw.text
    assert (raw.published, raw.outlet, raw.author) == ("2023-01-03T10:15:00+07:00", "Warta Lerai", "Sari Dewi")
    assert raw.url == "https://wartalerai.example/2023/01/03/ikrar"


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_html_pages(packed: bool, tmp_path: Path) -> None:
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    records = [warc_record("https://wartalerai.example/a", PAGE.replace("{charset}", "utf-8").encode()), warc_record("https://wartalerai.example/robots.txt", b"x", kind="text/plain"),
               warc_record("https://wartalerai.example/weg", b"<p>weg</p>", status="404 Not Found"), warc_record("https://wartalerai.example/b", PAGE.replace("{charset}", "utf-8").replace("Damai", "Netral").encode())]
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    raws = read(path)
    assert [(raw.source, raw.url, raw.error) for raw in raws] == [(f"{path.name}#1", "https://wartalerai.example/a", ""), (f"{path.name}#2", "https://wartalerai.example/b", "")]
    assert raws[1].title == "Warga Lerai Teken Ikrar Netral"


def in_chunks(body: bytes, size: int = 300) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[at : at + size] for at in range(0, len(body), size))) + b"0\r\n\r\n"


def test_pages_of_a_web_archive_are_read_as_sent_and_a_broken_one_fails_alone(tmp_path: Path) -> None:
    page = PAGE.replace("{charset}", "utf-8").encode()
    bodies = {  # name -> body, headers, reason of the failure
        "plain": (page, "", ""),
        "gzip": (gzip.compress(page), "Content-Encoding: gzip\r\n", ""),
        "deflate": (zlib.compress(page), "Content-Encoding: deflate\r\n", ""),
        "chunks": (in_chunks(page), "Transfer-Encoding: chunked\r\n", ""),
        "chunks-of-gzip": (in_chunks(gzip.compress(page)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", ""),
        "old-headers": (page, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", ""),
        "brotli": (b"\x1b\x03\x29\x00" * 40, "Content-Encoding: br\r\n", "packed as br"),
        "broken": (gzip.compress(page)[:12] + b"\xff" * 30, "Content-Encoding: gzip\r\n", "cannot be unpacked"),
        "bomb": (gzip.compress(b" " * (3 << 20)), "Content-Encoding: gzip\r\n", "unpacks to more than 1 MB"),
        "last": (page, "", ""),
    }
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join(warc_record(f"https://wartalerai.example/{name}", body, headers=headers) for name, (body, headers, _) in bodies.items()))
    raws = read(path, limits=Limits(record_bytes=1 << 20))
    assert [raw.url.rsplit("/", 1)[1] for raw in raws] == list(bodies)
    whole = raws[0].text
    for raw, (_, _, reason) in zip(raws, bodies.values(), strict=True):
        assert (reason in raw.error and not raw.text) if reason else (raw.text == whole and not raw.error), raw


def warc_record(url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", headers: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-01-03T03:15:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def test_hidden_names_and_folders_set_aside_are_no_input(tmp_path: Path) -> None:
    for name in ("berita.csv", "_berita.csv", ".berita.csv", "arsip/a.txt", "_gold/a.txt", ".cache/a.txt", "arsip/catatan.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in list_inputs(tmp_path)] == ["_berita.csv", "arsip/a.txt", "berita.csv"]
    assert [path.name for path in list_others(tmp_path)] == ["catatan.doc"]


# --- text files -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_text_files_in_their_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "rapat.txt"
    path.write_bytes("\n\nRapat “Akbar” Desa\n\nKafé itu penuh.\r\nWarga pulang.".encode(encoding))
    (raw,) = read(path)
    assert (raw.title, raw.record_id, raw.error) == ("Rapat “Akbar” Desa", "rapat", "")
    assert raw.text.splitlines() == ["Kafé itu penuh.", "Warga pulang."]


def test_packed_text_file_keeps_its_name_as_id(tmp_path: Path) -> None:
    (tmp_path / "rapat.v2.txt.gz").write_bytes(gzip.compress(b"Judul\nIsi"))
    (raw,) = read(tmp_path / "rapat.v2.txt.gz")
    assert (raw.record_id, raw.title, raw.text) == ("rapat.v2", "Judul", "Isi")


@pytest.mark.parametrize("name", ["rapat.text", "rapat.HTM", "rapat.html.zst"])
def test_the_name_of_a_file_of_one_article_is_its_id_without_any_ending(name: str, tmp_path: Path) -> None:
    from extract.formats import plain_stem

    assert plain_stem(tmp_path / name) == "rapat"


def test_one_long_paragraph_is_text_without_a_title(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bupati meneken naskah itu. " * 60)
    (raw,) = read(tmp_path / "a.txt")
    assert raw.title == "" and raw.text.startswith("Bupati meneken")


BAD_FILES = {
    "gambar.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "byte|binary"),
    "nol.txt": (b"\0" * 5000, "binary"),
    "rusak.xlsx": (b"PK\x03\x04 not a workbook", "not a workbook"),
    "rusak.parquet": (b"PAR1" + b"\0" * 100 + b"PAR1", "Parquet"),
    "rusak.json.gz": (b"not gzip at all", "unpacked"),
    "rusak.csv.zst": (b"(\xb5/\xfd garbage", "unpacked"),
    "kosong.csv": (b"", "empty"),
    "kosong.json": (b"  ", "empty"),
    "kosong.warc": (b"", "no HTML page"),
    "biner.csv": (bytes(range(128, 256)) * 40, "not text in utf-8"),
    "asing.csv": (b"kolom_a,kolom_b\n1,2\n", "found kolom_a, kolom_b; looked for .*isi_berita"),
    "asing.jsonl": (b'{"kolom_a": 1}\n', "found kolom_a; looked for"),
    "naskah.doc": (b"abc", "no reader for .doc"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_failed_record_with_its_reason(name: str, tmp_path: Path) -> None:
    import re

    data, reason = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    (raw,) = read(tmp_path / name)
    assert re.search(reason, raw.error), raw.error
    assert "\n" not in raw.error and raw.source.split("#")[0] == name


def test_an_empty_text_file_is_an_empty_record(tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_bytes(b"")
    (raw,) = read(tmp_path / "kosong.txt")
    assert (raw.error, raw.text, raw.record_id) == ("", "", "kosong")


# --- damage in one record ---------------------------------------------------------------------------------------
BROKEN_ROWS = [
    ('7,"Judul tak tertutup,isi hilang', "row with an open quotation"),
    ("7,Judul,Isi,lebih,banyak", "too many columns"),
    ("7,Judul", "too few columns"),
    ('7,"Judul",""Isi" kacau",x', "quotes inside"),
]


@pytest.mark.parametrize("row, what", BROKEN_ROWS)
@pytest.mark.parametrize("place", ["middle", "end"])
def test_a_broken_row_fails_alone(row: str, what: str, place: str, tmp_path: Path) -> None:
    rows = ['1,"Satu","Isi satu,\nbaris dua"', '2,"Dua","Isi ""dua"""', "3,Tiga,Isi tiga"]
    rows.insert(1 if place == "middle" else 3, row)
    (tmp_path / "a.csv").write_text("id,judul,isi\n" + "\n".join(rows) + "\n")
    raws = read(tmp_path / "a.csv")
    assert [(raw.record_id, raw.title, raw.text) for raw in good(raws)] == [("1", "Satu", "Isi satu,\nbaris dua"), ("2", "Dua", 'Isi "dua"'), ("3", "Tiga", "Isi tiga")], what
    assert len(failed(raws)) == 1
    assert [raw.source for raw in raws] == [f"a.csv#{n}" for n in range(1, 5)]


def test_bytes_that_are_no_text_fail_that_row_only(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,judul,isi\n1,Satu,Kafé\n".encode() + b"2,Dua,\xff\xfe\xfa\n" + "3,Tiga,Isi “tiga”\n".encode())
    raws = read(tmp_path / "a.csv")
    assert [raw.record_id for raw in good(raws)] == ["1", "3"]
    assert [raw.source for raw in failed(raws)] == ["a.csv#2"] and "not text in utf-8" in failed(raws)[0].error


def test_a_file_put_together_from_two_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"judul,isi\n" + b"A,isi biasa\n" * 30_000 + "B,“kutip” dan kafé\n".encode() + "C,kafé\n".encode("cp1252"))
    raws = read(tmp_path / "a.csv")
    assert not failed(raws) and [raw.text for raw in raws[-2:]] == ["“kutip” dan kafé", "kafé"]


def test_bad_json_lines_fail_alone(tmp_path: Path) -> None:
    lines = ['{"judul": "A", "isi": "satu"}', '{"judul": "B", "isi": ', "[1, 2]", '"teks"', "[" * 100_000, "", '{"judul": "C", "isi": "tiga", "n": ' + "9" * 5000 + "}", '{"judul": "D", "isi": "empat"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    raws = read(tmp_path / "a.jsonl")
    assert [raw.title for raw in good(raws)] == ["A", "D"]
    assert len(raws) == 7


def test_a_bad_object_of_an_array_fails_alone(tmp_path: Path) -> None:
    objects = [json.dumps({"judul": f"J{i}", "isi": "x" * 70_000}) for i in range(4)]
    objects[1] = '{"judul": "J1", "isi": "rusak" "lagi": 3}'
    (tmp_path / "a.json").write_text("[" + ",\n".join(objects) + "]")
    raws = read(tmp_path / "a.json")
    assert [raw.title for raw in good(raws)] == ["J0", "J2", "J3"]
    assert [raw.source for raw in failed(raws)] == ["a.json#2"]


def test_bytes_that_are_no_text_fail_that_object_only(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes('[{"judul": "A", "isi": "kafé"}, {"judul": "B", "isi": "'.encode() + b"\xff\xfe\xfa" + b'"}, {"judul": "C", "isi": "x"}]')
    assert [(raw.title, bool(raw.error)) for raw in read(tmp_path / "a.json")] == [("A", False), ("", True), ("C", False)]


def test_an_array_on_one_line_is_streamed(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"judul": f"J{i}", "isi": "kata " * 1000} for i in range(1000)]))
    raws = read(tmp_path / "a.json", limits=Limits(record_bytes=1 << 20))
    assert [raw.title for raw in raws] == [f"J{i}" for i in range(1000)] and not failed(raws)


def test_a_json_array_cut_short_keeps_what_came_before(tmp_path: Path) -> None:
    whole = json.dumps([{"judul": f"J{i}", "isi": "isi"} for i in range(5)])
    (tmp_path / "a.json").write_text(whole[: whole.index("J3")])
    raws = read(tmp_path / "a.json")
    assert [raw.title for raw in good(raws)] == ["J0", "J1", "J2"] and len(failed(raws)) == 1


@pytest.mark.parametrize("ending", ["csv.gz", "jsonl.gz", "jsonl.zst", "json.gz"])
def test_a_truncated_packed_file_keeps_what_came_before(ending: str, tmp_path: Path) -> None:
    import random

    draw = random.Random(7)
    rows = [{"judul": f"Judul {i}", "isi": "".join(draw.choices("abcdefghij klm", k=2000))} for i in range(400)]
    text = as_csv(rows) if ending.startswith("csv") else json.dumps(rows) if ending.startswith("json.") else "\n".join(map(json.dumps, rows))
    packed = gzip.compress(text.encode()) if ending.endswith("gz") else zstandard.ZstdCompressor().compress(text.encode())
    (tmp_path / f"a.{ending}").write_bytes(packed[: len(packed) * 2 // 3])
    raws = read(tmp_path / f"a.{ending}")
    assert len(good(raws)) > 100 and [raw.title for raw in good(raws)] == [f"Judul {i}" for i in range(len(good(raws)))]
    assert 1 <= len(failed(raws)) <= 2 and raws[-1].error


def test_a_truncated_web_archive_keeps_what_came_before(tmp_path: Path) -> None:
    import random

    draw = random.Random(3)
    pages = [PAGE.replace("{charset}", "utf-8").replace("</article>", f"<p>{''.join(draw.choices('abcdef gh', k=3000))}</p></article>") for _ in range(6)]
    data = b"".join(gzip.compress(warc_record(f"https://wartalerai.example/{i}", page.encode())) for i, page in enumerate(pages))
    (tmp_path / "a.warc.gz").write_bytes(data[: len(data) * 3 // 4])
    raws = read(tmp_path / "a.warc.gz")
    assert len(good(raws)) >= 3 and raws[-1].error


# --- limits -----------------------------------------------------------------------------------------------------
def test_an_overlong_line_fails_alone(tmp_path: Path) -> None:
    lines = [json.dumps({"judul": "A", "isi": "satu"}), json.dumps({"judul": "B", "isi": "x" * 3_000_000}), json.dumps({"judul": "C", "isi": "tiga"})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    raws = read(tmp_path / "a.jsonl", limits=Limits(record_bytes=1 << 20))
    assert [(raw.title, bool(raw.error)) for raw in raws] == [("A", False), ("", True), ("C", False)]


def test_a_long_line_within_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("judul,isi\nA," + "kata " * 2_000_000 + "\nB,pendek\n")
    raws = read(tmp_path / "a.csv")
    assert [raw.title for raw in good(raws)] == ["A", "B"] and len(raws[0].text) == 10_000_000


@pytest.mark.parametrize("name", ["bom.txt.gz", "bom.jsonl.gz", "bom.json.gz", "bom.csv.gz", "bom.html.gz"])
def test_a_decompression_bomb_stops_early(name: str, tmp_path: Path) -> None:
    with gzip.open(tmp_path / name, "wb", compresslevel=9) as file:
        for _ in range(120):
            file.write(b" " * (1 << 20))
    raws = read(tmp_path / name, limits=Limits(record_bytes=1 << 20, ratio_from=8 << 20))
    assert failed(raws) and not good(raws)


def test_a_workbook_bomb_is_not_unpacked(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 << 20))
    (raw,) = read(tmp_path / "bom.xlsx")
    assert "unpacks to" in raw.error


# --- shapes of real scrapers ------------------------------------------------------------------------------------
def test_news_watch_columns(tmp_path: Path) -> None:
    row = {"title": "A", "publish_date": "2025-03-01 09:30:00", "author": "Sari", "content": "Isi.", "keyword": "pemilu", "category": "politik", "source": "detik", "link": "https://d.example/1"}
    (tmp_path / "a.csv").write_text(as_csv([row]))
    (raw,) = read(tmp_path / "a.csv")
    assert raw == Raw("a.csv#1", "A", "Isi.", "2025-03-01 09:30:00", "https://d.example/1", "detik", "Sari")


def test_date_and_time_in_two_columns(tmp_path: Path) -> None:
    row = {"article_id": "c1", "title": "A", "source": "Kompas.com", "date": "2019-10-09 00:00:00", "time": "21:48 WIB", "content": "Isi.", "url": "u"}
    (tmp_path / "a.csv").write_text(as_csv([row]))
    (raw,) = read(tmp_path / "a.csv")
    assert (raw.published, raw.record_id, raw.outlet) == ("2019-10-09 21:48 WIB", "c1", "Kompas.com")


JSON_SHAPES = {
    "one article": ({"headline": "A", "articleBody": "Isi.", "datePublished": "2024-01-02"}, ["A"]),
    "a list inside": ({"status": "ok", "articles": [{"title": "A", "content": "x", "source": {"id": None, "name": "Warta"}}, {"title": "B", "content": "y"}]}, ["A", "B"]),
    "pandas columns": ({"judul": {"0": "A", "1": "B"}, "isi": {"0": "x", "1": "y"}}, ["A", "B"]),
    "one level down": ([{"_id": 1, "_source": {"title": "A", "body": ["Satu.", "Dua."]}}], ["A"]),
}


@pytest.mark.parametrize("shape", JSON_SHAPES)
def test_shapes_of_json(shape: str, tmp_path: Path) -> None:
    value, titles = JSON_SHAPES[shape]
    (tmp_path / "a.json").write_text(json.dumps(value))
    raws = read(tmp_path / "a.json")
    assert [(raw.title, raw.error) for raw in raws] == [(title, "") for title in titles]
    assert all(raw.text for raw in raws)


def test_json_lines_in_a_file_named_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"judul": "A", "isi": "x"}\n{"judul": "B", "isi": "y"}\n')
    assert [raw.title for raw in read(tmp_path / "a.json")] == ["A", "B"]


@pytest.mark.parametrize("comma", [",", ";", "\t", "|"])
def test_marks_between_columns_are_found(comma: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(as_csv(NEWS, comma), encoding="utf-8-sig")
    raws = read(tmp_path / "a.csv")
    assert [raw.title for raw in raws] == [row["judul"] for row in NEWS] and not failed(raws)


def test_formula_cells_and_control_characters_stay_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('judul,isi\n"=HYPERLINK(""http://x"")","@SUM(A1)\0\x07 \u202eisi"\n')
    (raw,) = read(tmp_path / "a.csv")
    assert raw.title == '=HYPERLINK("http://x")' and raw.text.startswith("@SUM(A1)")


def test_excel_dates_and_numbers(tmp_path: Path) -> None:
    from datetime import datetime

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["catatan"])
    sheet = book.create_sheet("Berita")
    sheet.append(["ID", "Judul", "Isi", "Tanggal"])
    sheet.append([12, "A", "Isi.", datetime(2024, 5, 6, 7, 8)])
    book.save(tmp_path / "a.xlsx")
    (raw,) = read(tmp_path / "a.xlsx")
    assert (raw.record_id, raw.title, raw.published) == ("12", "A", "2024-05-06 07:08:00")


def test_no_path_or_url_of_an_input_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia")
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "a.html").write_text(f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><article><p>Isi berita &x; yang cukup panjang untuk dibaca oleh siapa pun di sini.</p><p>Paragraf kedua berita itu pun panjang.</p></article></body></html>')
    (folder / "b.csv").write_text(f"judul,isi,url\nA,file://{secret},file://{secret}\n")
    assert "rahasia" not in "".join(raw.title + raw.text.replace(str(secret), "") for raw in iter_raw(folder))


# --- folders ----------------------------------------------------------------------------------------------------
def test_a_folder_is_walked_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.csv", "b/1.html", "c.JSONL", ".rahasia/x.txt", "gambar.jpg", "b/.sembunyi.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("judul,isi\nA,B\n" if name.endswith("csv") else '{"judul": "A", "isi": "B"}' if name.endswith("JSONL") else "Judul\nIsi")
    assert [path.relative_to(tmp_path).as_posix() for path in list_inputs(tmp_path)] == ["a.csv", "b/1.html", "b/2.txt", "c.JSONL"]
    assert [path.name for path in list_others(tmp_path)] == ["gambar.jpg"]
    assert [raw.source for raw in iter_raw(tmp_path)] == ["a.csv#1", "b/1.html", "b/2.txt", "c.JSONL#1"]


def test_every_row_of_the_news_set_is_read(shared: Path) -> None:
    import itertools

    path = shared / "news" / "click-id.parquet"
    if not path.exists():
        pytest.skip("the news set is not here")
    raws = list(itertools.islice(read_file(path), 300))
    assert len(raws) == 300 and not failed(raws)
    assert len({raw.record_id for raw in raws}) == 300 and all(raw.text and raw.title and raw.outlet for raw in raws)


# --- fuzz -------------------------------------------------------------------------------------------------------
SAMPLES: dict[str, bytes] = {}


def sample(ending: str, folder: Path) -> bytes:
    if ending not in SAMPLES:
        path = folder / f"sample.{ending}"
        if ending == "warc":
            path.write_bytes(warc_record("https://w.example/a", PAGE.encode()) + warc_record("https://w.example/b", PAGE.encode()))
        elif ending == "html":
            path.write_text(PAGE)
        elif ending == "txt":
            path.write_text("Judul\n\nIsi berita “pendek”.")
        else:
            write_news(path)
        SAMPLES[ending] = path.read_bytes()
    return SAMPLES[ending]


@pytest.mark.parametrize("ending", ["txt", "html", "csv", "tsv", "json", "jsonl", "xlsx", "parquet", "warc", "csv.gz", "jsonl.zst"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_never_break_the_reader(ending: str, tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(sample(ending, tmp_path))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        kind = data.draw(st.sampled_from(["flip", "cut", "insert", "repeat"]))
        if kind == "flip" and content:
            content[at] ^= data.draw(st.integers(1, 255))
        elif kind == "cut":
            del content[at:at + data.draw(st.integers(1, 200))]
        elif kind == "insert":
            content[at:at] = data.draw(st.binary(max_size=20))
        else:
            content[at:at] = content[at:at + 100]
    path = tmp_path / f"x.{ending}"
    path.write_bytes(bytes(content))
    for raw in read(path):
        assert raw.source.startswith(path.name) and "\n" not in raw.error
        assert all(isinstance(value, str) for value in (raw.title, raw.text, raw.published, raw.url, raw.outlet, raw.author, raw.record_id))


@pytest.mark.parametrize("ending", ["txt", "html", "csv", "json", "jsonl", "xlsx", "parquet", "warc", "jsonl.gz"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_any_bytes_are_survived(ending: str, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / f"x.{ending}"
    path.write_bytes(content)
    assert all(raw.source.startswith(path.name) for raw in read(path))
