"""Scraped text -> one clean text: nothing of the article lost, nothing of the page left."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import language
from extract.clean import clean_article
from extract.published import parse_published
from extract.readers import read_file
from extract.records import Article, Raw


def clean(text: str, **kwargs: str) -> Article:
    return clean_article(Raw(source="berita.csv#1", text=text, **kwargs))


REPAIRS = [
    ("‚ÄúKami siap,‚Äù kata Sari¬†Dewi.", "“Kami siap,” kata Sari Dewi."),
    ("â€œKami siap,â€\x9d kata Sari.", "“Kami siap,” kata Sari."),
    ("Rapat\xa0Pleno\u2009KPU\u200b Lerai\u202e.", "Rapat Pleno KPU Lerai."),
    ("Tom &amp; Sari &quot;hadir&quot;.", 'Tom & Sari "hadir".'),
    ("Ia pulang kini.Dia lelah.", "Ia pulang kini. Dia lelah."),
    ("Acara itu bersejarah.Menurut Wira, rapat usai.", "Acara itu bersejarah. Menurut Wira, rapat usai."),
    ("Rapat digelar Selasa (10/9/2019).Sementara itu hujan turun.", "Rapat digelar Selasa (10/9/2019). Sementara itu hujan turun."),
    ("Dipimpin KPK.Menurut dia begitu.", "Dipimpin KPK. Menurut dia begitu."),
    ("Direktur PTBumi Lerai hadir.", "Direktur PT Bumi Lerai hadir."),
    ("Rapat diLerai dihadiri olehPresiden.", "Rapat di Lerai dihadiri oleh Presiden."),
    ("Sari Dewi , Ketua KPU Lerai , hadir .", "Sari Dewi, Ketua KPU Lerai, hadir."),
    ("Kata Wira,Selasa (3/1),naskah diteken.", "Kata Wira, Selasa (3/1), naskah diteken."),
    ('"Kami siap,"kata Sari. Ia berujar,"Mari."', '"Kami siap," kata Sari. Ia berujar, "Mari."'),
    ("“Kami siap.”Sari lalu pulang.", "“Kami siap.” Sari lalu pulang."),
    ("Komisi Pemilihan Umum(KPU)dan warga hadir, Jumat(20/9/2019).", "Komisi Pemilihan Umum (KPU) dan warga hadir, Jumat (20/9/2019)."),
    ("Warga sakit ( ISPA ) pulang.", "Warga sakit (ISPA) pulang."),
]


@pytest.mark.parametrize("scraped, expected", REPAIRS)
def test_repairs(scraped: str, expected: str) -> None:
    assert clean(scraped).text == expected


LEFT_ALONE = [
    "Drs. H. Wira Putra, M.Si., menjabat sejak 2020.",
    "Hadir A.P. Sitorus, S.H., M.H. dan Dr. Sari Dewi, S.Sos.MM.",
    "Menurut Kompas.com dan Detik.com, harga Rp1.234.500,50 per kg.",
    "Surat ke humas@lerai.go.id atau https://lerai.go.id/Berita.Html?a=1,b=2 dibalas.",
    "Rapat Selasa (18/10/ 2022) di Jalan Merdeka No.41 membahas 1,2 juta pemilih.",
    "Ikatan WhatsApp, YouTube, TransLerai dan PeduliSesama didirikan.",
    "Perkara nomor 08/Pdt.G/2019/PN.Lri.Sel disidangkan.",
    "Ia berkata, “Jangan takut. Kita menang,” lalu pergi.",
    "Nilainya 5 < 7 dan a > b.",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_good_text_stays_as_it_is(text: str) -> None:
    assert clean(text).text == text


JOINED = [
    ('- Camat Lerai memimpin rapat , desa.,"Kami siap," kata dia.,Rapat usai pukul 12.00 WIB., ',
     ["Camat Lerai memimpin rapat desa.", '"Kami siap," kata dia.', "Rapat usai pukul 12.00 WIB."]),
    (" , - Bupati , meneken naskah bersama , Lerai (,).,Naskah itu berisi 1,2 juta nama ,. ,Acara usai.",
     ["Bupati meneken naskah bersama Lerai.", "Naskah itu berisi 1,2 juta nama.", "Acara usai."]),
    ("Menteri ,menemui warga,dan pulang.,,,,Acara diikuti Drs. Wira, S.H.,M.H., dan Sari Dewi, M.Si., Ketua KPU.,\xa0,Selesai.",
     ["Menteri menemui warga dan pulang.", "Acara diikuti Drs. Wira, S.H., M.H., dan Sari Dewi, M.Si., Ketua KPU.", "Selesai."]),
    ("Kata Wira di Lerai,Selasa (3/1/2023).,Ia pulang ,, lalu tidur.,Esoknya ia datang lagi.",
     ["Kata Wira di Lerai, Selasa (3/1/2023).", "Ia pulang, lalu tidur.", "Esoknya ia datang lagi."]),
]


@pytest.mark.parametrize("scraped, paragraphs", JOINED)
def test_paragraphs_joined_with_commas(scraped: str, paragraphs: list[str]) -> None:
    assert clean(scraped).text.split("\n") == paragraphs


PAGE = """Bupati Lerai Teken Pakta Integritas

20

Submitted by humas on Rab, 04/01/2023

Ketua KPU Lerai memegang naskah di Aula Merdeka, Selasa (3/1/2023). | Foto: Humas KPU Lerai

LERAI, Warta Lerai - Bupati Lerai menandatangani pakta integritas di Aula Merdeka, Selasa (3/1/2023).

BACA JUGA: Pasar Sore Pindah Lokasi Mulai Pekan Depan

“Naskah ini janji kami. Jangan dilanggar,” kata bupati. (Baca juga: Jembatan Gantung Dibuka)

Advertisement

Naskah disimpan panitia.*** (wl/rel)

Penulis: Sari Dewi | Editor: Wira

Tags
pakta integritas
Bagikan ini:
Facebook  WhatsApp  X

Berita Terkait
> Harga Cabai Naik
> Lomba Perahu Ditunda

Ikuti berita terbaru Warta Lerai di Google News

Komentar (0)
Jadilah yang pertama berkomentar di sini"""


def test_page_furniture_goes_and_the_article_stays() -> None:
    article = clean(PAGE, title="Bupati Lerai Teken Pakta Integritas")
    assert article.text.split("\n") == [
        "Bupati Lerai Teken Pakta Integritas",
        "",
        "Ketua KPU Lerai memegang naskah di Aula Merdeka, Selasa (3/1/2023).",
        "LERAI, Warta Lerai - Bupati Lerai menandatangani pakta integritas di Aula Merdeka, Selasa (3/1/2023).",
        "“Naskah ini janji kami. Jangan dilanggar,” kata bupati.",
        "Naskah disimpan panitia.",
    ]
    assert article.author == "Sari Dewi"
    assert article.published_at == datetime(2023, 1, 4)


def test_the_author_of_the_input_stands_above_the_byline() -> None:
    assert clean(PAGE, author="Damar").author == "Damar"


def test_a_title_that_is_furniture_is_not_read() -> None:
    article = clean("Ketua KPU Lerai hadir.", title="Submitted by KPU Lerai on")
    assert (article.text, article.title) == ("Ketua KPU Lerai hadir.", "Submitted by KPU Lerai on")
    assert article.title_end == 0


def test_quotations_are_never_furniture() -> None:
    lines = ["“Baca juga aturan itu,” katanya.", '"Bagikan kepada warga," ujar Wira.', "“20 orang,” jawabnya.", "Video: dua kata itu ia ulang terus sampai warga bosan dan pulang lebih awal dari rencana semula, sehingga panitia menutup acara tanpa doa."]
    assert clean("\n".join(["Rapat itu ramai."] + lines[:3])).text.split("\n")[1:] == lines[:3]


def test_markup_of_a_column_goes_and_its_script_never_stays() -> None:
    article = clean('<p>Bupati hadir &amp; pulang.</p><script>alert("x")</script><!-- iklan --><p>Warga <b>senang</b>.<br/>Usai.</p><style>p{}</style>')
    assert article.text.split("\n") == ["Bupati hadir & pulang.", "Warga senang.", "Usai."]


def test_lines_broken_at_a_column_are_joined() -> None:
    paragraph = "Ketua KPU Lerai Sari Dewi menandatangani pakta integritas bersama seluruh camat\nse-Kabupaten Lerai di Aula Merdeka pada Selasa pagi, disaksikan oleh kapolres\ndan dandim setempat serta puluhan warga."
    article = clean(f"{paragraph}\n\n{paragraph}\n\n{paragraph}")
    assert article.text.split("\n") == [paragraph.replace("\n", " ")] * 3


def test_lists_and_short_lines_are_not_joined() -> None:
    text = "Isi naskah:\n1. Netral\n2. Jujur\n3. Adil\n\nNaskah lain:\n- Damai\n- Tertib\n- Aman"
    assert clean(text).text == text.replace("\n\n", "\n")


# --- identity and status ----------------------------------------------------------------------------------------
def test_statuses() -> None:
    english = "The governor signed the agreement on Monday and said that it was an important step for the region, which has been waiting for the project for more than ten years."
    assert clean("").status == "empty"
    assert clean(" \n\u200b\n ").status == "empty"
    assert clean("", title="Bupati Lerai Teken Pakta Integritas").status == "ok"
    assert (clean(english).status, clean(english).language) == ("not_indonesian", "en")
    failed = clean_article(Raw(source="a.csv#3", error="3 columns where the header has 8"))
    assert (failed.status, failed.detail, failed.text) == ("failed", "3 columns where the header has 8", "")


def test_the_id_is_the_records_own_else_a_hash_of_what_it_is() -> None:
    assert clean("Isi.", record_id=" abc ").article_id == "abc"
    one, two = clean("Isi.", outlet="Warta", url="u", title="T"), clean("Isi.", outlet="Warta", url="u", title="T")
    assert one.article_id == two.article_id != clean("Isi lain.", outlet="Warta", url="u", title="T").article_id
    assert re.fullmatch(r"a[0-9a-f]{12}", one.article_id)


LANGUAGES = [
    ("id", "Bupati Lerai menandatangani pakta integritas bersama seluruh camat dan kepala desa yang hadir di aula itu, dan ia meminta mereka menjaga netralitas sampai hari pemungutan suara."),
    ("id", "Rapat dipimpin camat. “Piye kabare, wong Lerai kudu guyub,” kata dia yang disambut tepuk tangan warga yang datang dari semua desa di kecamatan itu sejak pagi hari."),
    ("ms", "Menteri itu berkata bahawa kerajaan akan membantu mangsa banjir kerana bantuan daripada universiti sahaja tidak mencukupi, manakala polis pula akan bermula bertugas selepas mesyuarat itu, iaitu pada Ogos."),
    ("en", "The minister was asked about the plan and he said that it will be ready by the end of the year, but there are still many things to do before it can start in this region."),
    ("jv", "Wong-wong kang padha teka ing papan iku ora mung saka desa cedhak, nanging uga saka kutha sing adoh, amarga wis suwe dheweke ora ketemu karo kanca lan sedulur ing dina kuwi."),
    ("und", "新华社北京一月三日电 国家主席三日在北京同来访的外国领导人举行会谈 双方签署了多项合作文件 会谈后两国元首共同会见记者 " * 3),
    ("id", "Signing Ceremony"),
]


@pytest.mark.parametrize("expected, text", LANGUAGES)
def test_languages(expected: str, text: str) -> None:
    assert language.detect(text) == expected


DATES = [
    ("2019-09-10", "", (2019, 9, 10)),
    ("2019-09-10 00:00:00 13:30 WIB", "", (2019, 9, 10)),
    ("2019-09-10 21:48 WIB", "", (2019, 9, 10, 21, 48)),
    ("10-Sep-19 22:02", "", (2019, 9, 10, 22, 2)),
    ("31 Juli 2019 12:38:00", "", (2019, 7, 31, 12, 38)),
    ("Agustus 06, 2019 -", "", (2019, 8, 6)),
    (" Sep 16, 2019  -", "", (2019, 9, 16)),
    (" Sep 20, 2", "", None),
    (" Sep 20, 2", "https://w.example/2019/09/20/a", (2019, 9, 20)),
    ("Diperbarui 18 Jun 2025, 14:05 WIB", "", (2025, 6, 18, 14, 5)),
    ("Kamis, 10/11/2022", "", (2022, 11, 10)),
    ("Jumat, 7 Pebruari 2020 | 09.15 WITA", "", (2020, 2, 7, 9, 15)),
    ("2023-01-03T10:15:00+07:00", "", (2023, 1, 3, 10, 15)),
    ("2023-01-03T10:15:00+08:00", "", (2023, 1, 3, 10, 15)),
    ("2023-01-03T20:15:00Z", "", (2023, 1, 4, 3, 15)),
    ("2023-01-03T20:15:00.123456789+0000", "", (2023, 1, 4, 3, 15)),
    ("44929", "", (2023, 1, 3)),
    ("44929.5", "", (2023, 1, 3, 12)),
    ("20230103", "", (2023, 1, 3)),
    ("1672715700", "", (2023, 1, 3, 10, 15)),
    ("1672715700000", "", (2023, 1, 3, 10, 15)),
    ("03.01.2023", "", (2023, 1, 3)),
    ("01/23/2023", "", (2023, 1, 23)),
    ("January 3rd, 2023 9:05 PM", "", (2023, 1, 3, 21, 5)),
    ("2019-10-09 21:48 WIB", "https://regional.w.example/read/2019/09/10/21485171/a", (2019, 9, 10, 21, 48)),
    ("2019-10-12", "https://w.example/read/2019/09/10/1/a", (2019, 10, 12)),
    ("", "https://w.example/berita/20230103/a-b", (2023, 1, 3)),
    ("2 jam lalu", "", None),
    ("31 Februari 2020", "", None),
    ("", "", None),
]


@pytest.mark.parametrize("written, url, expected", DATES)
def test_publication_dates(written: str, url: str, expected: tuple | None) -> None:
    assert parse_published(written, url) == (datetime(*expected) if expected else None)


# --- real news and hostile text ---------------------------------------------------------------------------------
def test_the_news_set_is_cleaned_row_by_row(shared: Path) -> None:
    import itertools

    path = shared / "news" / "click-id.parquet"
    if not path.exists():
        pytest.skip("the news set is not here")
    articles = [clean_article(raw) for raw in itertools.islice(read_file(path), 300)]
    assert len(articles) == 300 and len({article.article_id for article in articles}) == 300
    for article in articles:
        assert article.status in ("ok", "empty") and article.published_at is not None and article.published_at.year == 2019
        assert not re.search(r"[.!?],+[A-Z]|,,|\xa0|‚Ä|¬†|_x000D_|\n\s|[ \t]\n| {2}", article.text[article.title_end:]), article.article_id


def test_gold_values_survive_cleaning(shared: Path) -> None:
    """Every name, venue and number that the seeds' gold copied from the articles is in the cleaned text."""
    import json

    for line in (shared / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = "".join(clean(record["text"], title=record["title"]).text.split())
        gold = json.loads((shared / "gold" / "seeds" / f"{record['article_id']}.json").read_text(encoding="utf-8"))
        values = [row[key] for table, keys in (("signings", ("instrument_text", "venue", "date_text")), ("officials", ("name", "position")), ("statistics", ("value_text",))) for row in gold[table] for key in keys if row[key]]
        missing = [value for value in values if "".join(value.split()) not in text]
        assert values and not missing


@settings(max_examples=300, deadline=None)
@given(title=st.text(max_size=80), text=st.text(max_size=600))
def test_any_text_gives_one_normal_text(title: str, text: str) -> None:
    article = clean(text, title=title)
    article.text.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\r\t\xa0]", article.text)
    assert article.text == article.text.strip() and "\n\n\n" not in article.text
    assert article.title_end == 0 or article.text[: article.title_end] == article.title + "\n\n"
    assert article == clean(text, title=title)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from(["Kata", "kini.Dia", ",", ".,", '"', "“", "”", "(", ")", "\n", " ", "Baca juga: X", "Foto: Y", "<p>", "<script>", "‚Äù", "M.Si.", "1,2", "***", "(rg/rel)", "Tags", "0", "-", "a@b.co", "http://x.id/A.B"]), max_size=60))
def test_any_mixture_of_cues_is_survived(pieces: list[str]) -> None:
    article = clean(" ".join(pieces) + "\n" + "".join(pieces), title="Judul Berita")
    assert article.text.startswith("Judul Berita")


HEAVY = ["(", ")", '"', ",", ".,", "\n", "a.", "A.", "<p>", "<!---->", "<script>", "a@", "www.", "Baca juga: ", "| Foto: ", "¬†", "&amp;", "#a ", "1."]


@pytest.mark.parametrize("piece", HEAVY)
def test_repeated_marks_do_not_hang(piece: str) -> None:
    clean(piece * (50_000 // len(piece)), title="Judul")
    clean(("Kata kata. " + piece) * 5000, title="Judul")
