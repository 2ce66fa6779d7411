"""Numbers in running text: text -> value, surface, estimate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.dates import find_dates
from extract.numbers import find_numbers
from extract.records import Article, Reading
from extract.sentences import list_sentences, make_doc


def read_numbers(text: str):
    article = Article("a", "a.txt", text, "")
    doc = make_doc(text)
    reading = Reading(article, doc, list_sentences(doc, article))
    return find_numbers(replace(reading, dates=find_dates(reading)))


CASES = [
    ("Ada 2.034 aduan.", [("2.034", 2034)]),
    ("Sebanyak 2164 pelanggar.", [("2164", 2164)]),
    ("Naik 66,8 persen dari 41 laporan.", [("66,8 persen", 66.8), ("41", 41)]),
    ("Naik 12,42% saja.", [("12,42%", 12.42)]),
    ("Hanya 7.5 persen.", [("7.5 persen", 7.5)]),
    ("Ada dua perkara dan seorang lainnya bebas.", [("dua", 2), ("seorang", 1)]),
    ("Tiga puluhan persen dari dua ratusan baliho.", [("Tiga puluhan persen", 30), ("dua ratusan", 200)]),
    ("Ada seratusan pelanggar.", [("seratusan", 100)]),
    ("Ada tiga aduan. Ketiganya gugur. Kedua guru itu ditegur, kelimanya tidak.", [("tiga", 3), ("Ketiganya", 3), ("Kedua", 2), ("kelimanya", 5)]),
    ("Baru seorang yang ditegur.", [("seorang", 1)]),
    ("Satu lagi kami tutup.", [("Satu", 1)]),
    ("Dua puluh empat daerah.", [("Dua puluh empat", 24)]),
    ("Dua belas kades dan sebelas camat.", [("Dua belas", 12), ("sebelas", 11)]),
    ("Seratus lima puluh orang.", [("Seratus lima puluh", 150)]),
    ("dua ribu tiga ratus lima belas orang", [("dua ribu tiga ratus lima belas", 2315)]),
    ("Tercatat 1,2 juta warga.", [("1,2 juta", 1_200_000)]),
    ("Ada 41 ribu poster.", [("41 ribu", 41_000)]),
    ("Ada 1,879 pelanggar.", [("1,879", 1879)]),
    ("Rusia terbanyak (23 orang), menyusul Australia (14) dan Nigeria (11).", [("23", 23), ("14", 14), ("11", 11)]),
    ("29 ringan, 13 sedang, enam berat", [("29", 29), ("13", 13), ("enam", 6)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_value_and_surface(text, expected):
    assert [(n.text, n.value) for n in read_numbers(text)] == expected


@pytest.mark.parametrize(("text", "approximate"), [
    ("Sekitar 600 orang hadir.", True), ("Lebih dari 50 aduan.", True), ("Hampir dua ribu unit.", True), ("Setidaknya ada 11 kasus.", True),
    ("Ada 30-an kasus.", True), ("Ada lima puluhan kasus.", True), ("Ada seratusan kasus.", True), ("Ada 41 ribu lebih poster.", True), ("Tak kurang dari 12 ASN.", True), ("Ada 12 ASN.", False),
])
def test_estimate(text, approximate):
    assert [n.approximate for n in read_numbers(text)] == [approximate]


NOT_COUNTS = [
    "Itu melanggar Pasal 41 ayat (2).", "Surat Nomor 5 dicabut.", "Dendanya Rp 50.000.000.", "Ia membayar dua juta rupiah.", "Rugi USD 300 juta.",
    "Berlaku pukul 06.00-10.00 WIB.", "Ia divonis empat tahun.", "Rata-rata berusia 16-20 tahun.", "Hubungi 081200003333.", "Pandemi Covid-19.",
    "Dandim 0101/Bunga hadir.", "Pengendara roda dua.", "Salah satu aturan.", "Rapat Selasa (18/10/2022) pada 2020.", "Kedua pihak sepakat.",
    "Ratusan warga dan puluhan ASN.", "Peringatan ke-74.", "Seorang nenek menangis.", "Hari ketiga, sidang kedua ditunda.", "Pada 2021, 2022, dan 2023.", "Pelaku Rudi (34) dan Budi (29).", "Ratusan orang dan puluhan truk.", "Lapangan sepanjang 12 meter.",
]


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_what_counts_nothing(text):
    assert read_numbers(text) == ()


def test_list_marks_are_not_counts():
    assert [n.text for n in read_numbers("1. Klub Anu\n2. Klub Itu dihukum dua kali")] == ["dua"]


def test_percent_is_marked():
    assert [n.percent for n in read_numbers("5 persen dari 20 kasus")] == [True, False]
