"""Who gives a number, for what area and what time: names of offices as readers know them, areas, spans."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from extract.authorities import Names, find_offices, same_office, speaker_office
from extract.dates import find_dates
from extract.numbers import find_numbers
from extract.places import find_places
from extract.records import Article, Person, Reading
from extract.sentences import list_sentences, make_doc
from extract.statistics import find_statistics


def read(text: str) -> Reading:
    """All steps before statistics but the names of people."""
    article = Article("a", "a.txt", text, "", published_at=datetime(2024, 11, 5))
    doc = make_doc(text)
    reading = Reading(article, doc, list_sentences(doc, article))
    reading = replace(reading, dates=find_dates(reading))
    return replace(reading, numbers=find_numbers(reading), places=find_places(reading))


@pytest.mark.parametrize(("text", "name", "own", "called"), [
    # everybody knows it, and the article uses the short name too
    ("Badan Pengawas Pemilu (Bawaslu) Sulawesi Utara mencatat lima laporan. Bawaslu Sulut mengawasi.", "Badan Pengawas Pemilu (Bawaslu) Sulawesi Utara", None, "Bawaslu Sulut"),
    ("Badan Pengawas Pemilu (Bawaslu) Sulawesi Utara mencatat lima laporan.", "Badan Pengawas Pemilu (Bawaslu) Sulawesi Utara", "Bawaslu Sulut", "Bawaslu Sulut"),
    ("Badan Kepegawaian Negara (BKN) mencatat 40 aduan. BKN memblokir data mereka.", "Badan Kepegawaian Negara (BKN)", None, "BKN"),
    # never named short, or known to few
    ("Badan Kepegawaian Negara (BKN) mencatat 40 aduan.", "Badan Kepegawaian Negara (BKN)", None, "Badan Kepegawaian Negara (BKN)"),
    ("Dinas Tenaga Kerja (Disnaker) Kabupaten Gresik mencatat 40 aduan.", "Disnaker Gresik", None, "Dinas Tenaga Kerja (Disnaker) Kabupaten Gresik"),
    ("Kantor Regional XI Badan Kepegawaian Negara (BKN) Manado mencatat 40 aduan. BKN menunggu.", "Kantor Regional XI Badan Kepegawaian Negara (BKN) Manado", None, "Kantor Regional XI Badan Kepegawaian Negara (BKN) Manado"),
    ("Polres Tangerang Selatan (Tangsel) mencatat 40 pelanggar.", "Polres Tangerang Selatan (Tangsel)", None, "Polres Tangsel"),
    # the office of all its branches, a firm by its legal form
    ("Bawaslu se-NTB mencatat 40 laporan.", "Bawaslu se-NTB", None, "Bawaslu NTB"),
    ("Operasi digelar PT Jasa Tol Anugerah bersama polisi.", "Jasa Tol Anugerah", None, "PT Jasa Tol Anugerah"),
    ("PDAM Kota Tegal ikut hadir.", "Bawaslu Kota Tegal", None, "Bawaslu Kota Tegal"),
])
def test_how_an_article_calls_an_office(text, name, own, called):
    assert Names(text, find_offices(read(text))).call(name, own) == called


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Bawaslu Jabar", "Bawaslu Jawa Barat", True),
    ("Kejaksaan Negeri Wajo", "Kejari Wajo", True),
    ("BKN", "Kantor Regional XI BKN Manado", True),
    ("DLH Karawang", "Dinas Lingkungan Hidup (DLH) Kabupaten Karawang", True),
    ("Bawaslu Jabar", "Bawaslu Banten", False),
    ("KPU Jabar", "Bawaslu Jabar", False),
])
def test_two_names_of_one_office(one, other, same):
    assert same_office(one, other) is same


@pytest.mark.parametrize(("text", "source", "place"), [
    ("PT Kereta Api Indonesia (KAI) Daop 7 Madiun mencatat 88 pelanggaran di perlintasan.", "PT Kereta Api Indonesia (KAI) Daop 7 Madiun", "Madiun"),
    ("Ketua panitia hadir. Kemarin Bawaslu Bengkulu menghitung 49 kasus netralitas.", "Bawaslu Bengkulu", "Bengkulu"),
    ("Polres Madiun Kota menilang 412 pengendara.", "Polres Madiun Kota", "Kota Madiun"),
    ("Polsek Limo menilang 41 pengendara.", "Polsek Limo", "Limo"),
    ("Polres Lahat menemukan 58 truk yang melanggar di ruas Tol Palembang-Lampung.", "Polres Lahat", "Tol Palembang-Lampung"),
])
def test_source_and_place(text, source, place):
    assert [(s.source, s.place) for s in find_statistics(read(text))] == [(source, place)]


def test_like_offices_beside_their_numbers_give_their_own():
    found = find_statistics(read("Bawaslu Banten menangani 264 perkara pelanggaran pemilu, sedangkan Bawaslu Jambi 131 perkara."))
    assert [(s.source, s.place) for s in found] == [("Bawaslu Banten", "Banten"), ("Bawaslu Jambi", "Jambi")]


def test_a_unit_cut_by_no_verb():
    [found] = find_statistics(read("Direktorat Tindak Pidana Siber Bareskrim Polri meringkus enam tersangka penipuan."))
    assert found.source == "Direktorat Tindak Pidana Siber Bareskrim Polri"


@pytest.mark.parametrize(("unit", "position", "office"), [
    ("Disdukcapil Kota Tegal", "Kepala", "Disdukcapil Kota Tegal"),
    ("RSUD Blora", "Direktur", "RSUD Blora"),
    ("Kabupaten Blora", "Sekda", "Rini Astuti"),
    ("Blora", "Camat", "Rini Astuti"),
])
def test_office_of_a_speaker(unit, position, office):
    assert speaker_office(Person(0, "Rini Astuti", (), position=position, unit=unit)) == office


def test_items_in_lines_lend_their_place_to_no_later_share():
    found = find_statistics(read("BKN mencatat 300 aduan netralitas ASN.\n\nBerikut provinsi dengan aduan terbanyak:\n\nJawa Tengah: 88 aduan\n\nBanten: 54 aduan\n\nDari sisi jenis pelanggaran, 36,5 persen berupa dukungan di media sosial."))
    assert [(s.value, s.place) for s in found] == [(300, None), (88, "Jawa Tengah"), (54, "Banten"), (36.5, None)]


@pytest.mark.parametrize(("text", "spans"), [
    ("Dari Juli hingga pekan kedua Oktober, Bawaslu Tolikara menerima sembilan laporan netralitas ASN. Dua terbukti.", [("2024-07", "2024-10")] * 2),
    ("Sepanjang 2023 sampai pertengahan Agustus 2024 masuk 64 laporan netralitas.", [("2023-01", "2024-08")]),
    ("Enam bulan pertama 2023 ada 38 aduan pelanggaran disiplin.", [("2023-01", "2023-12")]),
    ("Sepanjang 2024 Polda Sumbar menindak 2.114 pelanggar. Pada 2023 jumlahnya 1.870 pelanggar. Petugas berjaga di jalan raya. Polda Sumbar juga menegur 900 pelanggar.", [("2024-01", "2024-12"), ("2023-01", "2023-12"), ("2024-01", "2024-12")]),
    ("Bawaslu Kudus menangani 41 dugaan pelanggaran Pemilu 2019 hingga 22 April 2019. Sembilan terbukti.", [("None", "2019-04")] * 2),
    ("Polres Blora menjaring 97 pelanggar pada Operasi Zebra 2023. Dibandingkan operasi serupa tahun 2022, jumlah pelanggar turun 14 persen. Saat itu tercatat 113 pelanggar.", [("2023-01", "2023-12")] * 2 + [("2022-01", "2022-12")]),
    ("DKPP menerima 90 aduan sepanjang 2023. Angka itu naik dibandingkan tahun sebelumnya yang hanya 41 aduan. Tujuh aduan dihentikan.", [("2023-01", "2023-12"), ("2022-01", "2022-12"), ("2023-01", "2023-12")]),
    ("Sebanyak 21 polisi dipecat sepanjang 2023. Pelanggaran disiplin susut dari 188 kasus menjadi 143 kasus.", [("2023-01", "2023-12"), ("2022-01", "2022-12"), ("2023-01", "2023-12")]),
    ("Sepanjang 2023 Bawaslu menerima 80 aduan pelanggaran netralitas. Jumlah aduan di Blora turun, dari 15 aduan pada 2022 menjadi 12 aduan.", [("2023-01", "2023-12"), ("2022-01", "2022-12"), ("2023-01", "2023-12")]),
    ("Sepanjang 2023 Propam menerima delapan laporan pelanggaran. Enam laporan dihentikan, dua laporan lanjut sidang etik Januari 2025.", [("2023-01", "2023-12")] * 3),
    ("Sepanjang Januari-Juli 2023 Satpol PP Kudus menertibkan 1.204 baliho yang melanggar. Sisanya 392 baliho milik pengusaha.", [("2023-01", "2023-07")] * 2),
    ("Sejak Januari sampai Juni 2024 tercatat 38 kasus pelanggaran disiplin ASN. Jumlah itu turun dari 52 kasus pada periode yang sama tahun lalu.", [("2024-01", "2024-06"), ("2023-01", "2023-12")]),
    ("Satlantas Polres Blora mencatat 904 pelanggaran pada hari pertama perluasan ganjil genap, Senin (3/6/2024). Di Jalan Pemuda tercatat 95 pelanggaran.", [("2024-06", "2024-06")] * 2),
    ("Kasus pelanggaran netralitas ASN melonjak dari 42 kasus menjadi 67 kasus pada 2023.", [("2022-01", "2022-12"), ("2023-01", "2023-12")]),
    ("Pelanggaran disiplin meningkat dari 21 kasus pada 2018 menjadi 29 kasus pada 2023.", [("2018-01", "2018-12"), ("2023-01", "2023-12")]),
    ("Posko Dinas Tenaga Kerja Blora menerima 143 aduan. Posko dibuka sejak 20 Mei 2024 dan ditutup pada 11 Juni 2024.", [("2024-05", "2024-06")]),
])
def test_time_of_a_count(text, spans):
    assert [(str(s.period_start)[:7], str(s.period_end)[:7]) for s in find_statistics(read(text))] == spans
