"""Date expressions: text and publication day -> the day, month or year meant."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from extract.dates import find_dates
from extract.records import Article, Reading
from extract.sentences import list_sentences, make_doc


def read_dates(text: str, published: str | None = None):
    article = Article("a", "a.txt", text, "", published_at=datetime.fromisoformat(published) if published else None)
    doc = make_doc(text)
    return find_dates(Reading(article, doc, list_sentences(doc, article)))


def show(mention) -> tuple[str, str, str, str]:
    return mention.text, f"{mention.date_start}..{mention.date_end}", mention.precision, mention.basis


CASES = [
    # written in full
    ("Ikrar dibaca Rabu malam (7/12/2022) di aula.", None, [("Rabu malam (7/12/2022)", "2022-12-07", "day", "written")]),
    ("Rapat di Padang, Selasa (18/10/ 2022).", None, [("Selasa (18/10/ 2022)", "2022-10-18", "day", "written")]),
    ("Ia hadir Selasa, 18 Oktober 2022.", None, [("Selasa, 18 Oktober 2022", "2022-10-18", "day", "written")]),
    ("Aturan terbit 3 Nopember 2019.", None, [("3 Nopember 2019", "2019-11-03", "day", "written")]),
    ("Surat bertanggal 12 Sepetember 2019 itu palsu.", None, [("12 Sepetember 2019", "2019-09-12", "day", "written")]),
    ("Dirilis Agustus 30, 2019 malam.", None, [("Agustus 30, 2019", "2019-08-30", "day", "written")]),
    ("Released on March 4, 2021 in Jakarta.", None, [("March 4, 2021", "2021-03-04", "day", "written")]),
    # spans
    ("Dipasang 28 November hingga 18 Desember 2023.", None, [("28 November hingga 18 Desember 2023", "2023-11-28..2023-12-18", "day", "written")]),
    ("Posko buka 28 Desember - 3 Januari 2020.", None, [("28 Desember - 3 Januari 2020", "2019-12-28..2020-01-03", "day", "written")]),
    ("Pelatihan digelar Senin-Rabu (3-5/6) di Batu.", "2024-06-06", [("Senin-Rabu (3-5/6)", "2024-06-03..2024-06-05", "day", "published")]),
    ("Pameran dibuka 27–28 September.", "2022-09-30", [("27–28 September", "2022-09-27..2022-09-28", "day", "published")]),
    ("Selama Januari hingga September 2019 ada lima.", None, [("Januari hingga September 2019", "2019-01-01..2019-09-30", "month", "written")]),
    ("Data tahun 2020-2021 dibuka.", None, [("tahun 2020-2021", "2020-01-01..2021-12-31", "year", "written")]),
    ("Sejak 2004 sampai 2024 ada ratusan.", None, [("2004 sampai 2024", "2004-01-01..2024-12-31", "year", "written")]),
    # months and years
    ("Diteken pada Oktober 2020 oleh camat.", None, [("Oktober 2020", "2020-10-01..2020-10-31", "month", "written")]),
    ("Izin keluar awal Maret.", "2019-09-20", [("awal Maret", "2019-03-01..2019-03-10", "month", "published")]),
    ("Pemilihan digelar akhir November nanti.", "2024-10-11", [("akhir November nanti", "2024-11-21..2024-11-30", "month", "published")]),
    ("Proyek rampung pertengahan 2023.", None, [("pertengahan 2023", "2023-05-01..2023-08-31", "year", "written")]),
    ("Sepanjang 2019 tidak ada aduan.", None, [("2019", "2019-01-01..2019-12-31", "year", "written")]),
    ("Menjelang Pilkada Serentak 2020 situasi tenang.", None, [("2020", "2020-01-01..2020-12-31", "year", "written")]),
    # no year
    ("Jelang Pemilu 2024, pakta diteken Senin (5/12).", None, [("2024", "2024-01-01..2024-12-31", "year", "written"), ("Senin (5/12)", "2022-12-05", "day", "weekday")]),
    ("Tahapan Pilkada 2024 dimulai. Apel digelar Jumat (6/9).", None, [("2024", "2024-01-01..2024-12-31", "year", "written"), ("Jumat (6/9)", "2024-09-06", "day", "weekday")]),
    ("Kontrak diteken Jumat pekan ini.", "2024-09-11", [("Jumat pekan ini", "2024-09-13", "day", "published")]),
    ("Sidang digelar Kamis pekan depan.", "2024-09-09", [("Kamis pekan depan", "2024-09-19", "day", "published")]),
    ("Apel usai Senin (5/8/2024). Perda serupa terbit 3 Maret 2011. Rapat lagi Jumat (6/9).", None,
     [("Senin (5/8/2024)", "2024-08-05", "day", "written"), ("3 Maret 2011", "2011-03-03", "day", "written"), ("Jumat (6/9)", "2024-09-06", "day", "weekday")]),
    ("Nota diteken Selasa pekan lalu.", "2024-12-10", [("Selasa pekan lalu", "2024-12-03", "day", "published")]),
    ("Kontrak diteken pada Maret tahun lalu.", "2019-09-19", [("Maret tahun lalu", "2018-03-01..2018-03-31", "month", "published")]),
    ("Nota diteken 12 Mei tahun lalu di Palu.", "2019-09-19", [("12 Mei tahun lalu", "2018-05-12", "day", "published")]),
    ("Pabrik dibuka Januari tahun depan.", "2019-09-19", [("Januari tahun depan", "2020-01-01..2020-01-31", "month", "published")]),
    ("Surat itu terbit 31 Juni 2022.", None, [("31 Juni 2022", "2022-06-01..2022-06-30", "month", "written")]),
    ("Ia tiba Ahad (27/12) pagi.", "2021-01-02", [("Ahad (27/12)", "2020-12-27", "day", "published")]),
    ("\"Selasa kemarin (8/10) saya teken,\" katanya.", "2024-10-11", [("Selasa kemarin (8/10)", "2024-10-08", "day", "published")]),
    ("Rapat Rabu (20/12/2023) menyinggung janji 27 November lalu.", None, [("Rabu (20/12/2023)", "2023-12-20", "day", "written"), ("27 November lalu", "2023-11-27", "day", "context")]),
    ("Pemungutan suara 19 April mendatang.", "2025-03-26", [("19 April mendatang", "2025-04-19", "day", "published")]),
    # relative
    ("Nota diteken hari ini.", "2019-09-12", [("hari ini", "2019-09-12", "day", "published")]),
    ("Naskah disepakati tadi malam.", "2019-09-19", [("tadi malam", "2019-09-18", "day", "published")]),
    ("Minggu depan semua lurah meneken.", "2022-11-10", [("Minggu depan", "2022-11-14..2022-11-20", "month", "published")]),
    ("Pakta diteken bulan lalu.", "2020-01-15", [("bulan lalu", "2019-12-01..2019-12-31", "month", "published")]),
    ("Turun dari tahun lalu.", "2019-08-30", [("tahun lalu", "2018-01-01..2018-12-31", "year", "published")]),
    ("Sampai Kamis malam ada empat aduan.", "2025-07-18", [("Kamis malam", "2025-07-17", "day", "published")]),
    ("Sidang dibuka Kamis mendatang.", "2019-09-10", [("Kamis mendatang", "2019-09-12", "day", "published")]),
    ("Apel digelar Jumat (6/9/2024). Naskah lain diteken pekan depan.", None, [("Jumat (6/9/2024)", "2024-09-06", "day", "written"), ("pekan depan", "2024-09-09..2024-09-15", "month", "context")]),
    ("Ia dilantik dua hari lalu.", "2019-09-12", [("dua hari lalu", "2019-09-10", "day", "published")]),
    ("Apel digelar Senin (4/3/2024). Pada hari yang sama dua camat absen.", None, [("Senin (4/3/2024)", "2024-03-04", "day", "written"), ("hari yang sama", "2024-03-04", "day", "context")]),
    ("Pakta dibuat 3 Mei 2021. Setahun kemudian isinya diubah.", None, [("3 Mei 2021", "2021-05-03", "day", "written"), ("Setahun kemudian", "2022-01-01..2022-12-31", "year", "context")]),
    ("Pakta diteken pada pekan ketiga Oktober.", "2024-10-04", [("pekan ketiga Oktober", "2024-10-01..2024-10-31", "month", "published")]),
]


@pytest.mark.parametrize(("text", "published", "expected"), CASES)
def test_expression_is_resolved(text, published, expected):
    full = [(surface, span if ".." in span else f"{span}..{span}", precision, basis) for surface, span, precision, basis in expected]
    assert [show(mention) for mention in read_dates(text, published)] == full


NOT_DATES = [
    "UU Nomor 12 Tahun 2003 sudah dicabut.", "Surat bernomor 77/K/XX/04/18 beredar.", "Jalan ditutup setiap hari Minggu.",
    "Aturan berlaku Senin-Jumat.", "Ada 2019 orang hadir.", "Tim menang 3/4 laga.", "Warga Pasar Rebo mengeluh.", "Denda Rp 2.019 saja.",
    "Nomor 31/31 hilang.",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_not_a_date(text):
    assert read_dates(text, "2019-09-12") == ()


def test_relative_words_need_something_to_lean_on():
    assert read_dates("Perjanjian diteken kemarin.") == ()


def test_swapped_publication_day_is_seen():
    """A scraper gave 2019-10-09 for an article of 10 September 2019."""
    found = read_dates("Razia digelar Selasa (10/9/2019). Angkanya turun dari kemarin.", "2019-10-09")
    assert [mention.date_start for mention in found] == [date(2019, 9, 10), date(2019, 9, 9)]


@pytest.mark.parametrize("text", ["Selama Pilkada 2020 ada lima.", "Data tahun 2020-2021 dibuka.", "Dibuka 27–28 September 2022."])
def test_spans_of_time_are_periods(text):
    assert [mention.role for mention in read_dates(text)] == ["period"]


def test_offsets_give_the_surface():
    text = "Sejak 2017 ia di sana. Menjelang Pemilu 2024, ia pindah Rabu (9/11/ 2022)  ."
    assert all(text[m.start : m.end] == m.text for m in read_dates(text))
