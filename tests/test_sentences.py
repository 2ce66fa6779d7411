"""Tokens that add up to the text, and sentences that end where a reader would end them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Article
from extract.sentences import list_sentences, make_doc, split_words

SENTENCES = [
    ["Drs. H. Wira Putra, M.Si. hadir.", "Ia pulang."],
    ["Harga naik Rp 1.234.", "Warga mengeluh."],
    ["Kantor itu di Jalan Merdeka No. 41, Medan.", "Acara usai."],
    ["Naskah diteken Selasa (18/10/ 2022).", "Ia pulang."],
    ['"Kami siap.', 'Mari bekerja," kata Sari.', "Ia pulang."],
    ["“Kami siap.", "Mari bekerja.”", "Sari lalu pulang."],
    ['"Siapa?" kata Wira.', '"Saya," jawabnya.'],
    ["Ia berseru, “Tidak!”", "Lalu ia pergi."],
    ["Rapat digelar PT. Bumi Lerai Tbk. dan CV. Maju."],
    ["Kapolda Irjen. Pol. Drs. Damar, S.I.K., M.H. hadir.", "Pada 2020 ia pindah."],
    ["Hadir Bupati Wira, S.H., M.H.", "Acara itu meriah."],
    ["Ia bekerja di PT Bumi Lerai Tbk.", "Sedangkan Sari menganggur."],
    ["Hadir A.P. Sitorus, S.H., M.H. Ketua KPU Lerai."],
    ["Naskah diteken Bupati Wira, S.H., M.H.", "Danrem Ulu menyaksikan."],
    ["Naskah diteken Bupati Wira, S.H. Ketua KPU yang menyaksikan."],
    ["Hal itu dikatakan ahli gizi asal Aru, J.W.M. Sarung, saat menjadi pemateri."],
    ["Undang-Undang No. 41 Tahun 2004.", "Pasal 5 dicabut."],
    ["Acara mulai pukul 12.00 WIB.", "Setelah itu warga makan."],
    ["Tercatat 66,8 persen.", "2 orang absen."],
    ["dr. Sari dkk. hadir dan makan."],
    ["Ia ke K.H. Damar dan M. Rifki."],
    ["Perkara 7/Pid. Sus-TPK/2018/PN Jkt. Pst itu diputus.", "Warga pulang."],
    ["Acara di Jalan AR. Fachruddin ramai.", "Ia senang."],
]


@pytest.mark.parametrize("sentences", SENTENCES, ids=lambda s: s[0][:30])
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    text = " ".join(sentences)
    article = Article("a", "a", text, "")
    assert [text[s.start:s.end] for s in list_sentences(make_doc(text), article)] == sentences


WORDS = [
    ("Drs. H. Wira, M.Si.", ["Drs.", "H.", "Wira", ",", "M.Si."]),
    ("Rp 1.234,50 per kg.", ["Rp", "1.234,50", "per", "kg", "."]),
    ("(18/10/ 2022)", ["(", "18", "/", "10", "/", "2022", ")"]),
    ("Jum'at se-Lerai orang-orang", ["Jum'at", "se", "-", "Lerai", "orang-orang"]),
]


@pytest.mark.parametrize("text, words", WORDS)
def test_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_title_and_paragraphs_are_told_apart() -> None:
    text = "Bupati Teken Ikrar\n\nLERAI - Bupati meneken ikrar. Warga senang.\nAcara usai."
    article = Article("a", "a", text, "", title="Bupati Teken Ikrar")
    found = list_sentences(make_doc(text), article)
    assert [(text[s.start:s.end], s.paragraph, s.section) for s in found] == [
        ("Bupati Teken Ikrar", 0, "title"), ("LERAI - Bupati meneken ikrar.", 1, "body"), ("Warga senang.", 1, "body"), ("Acara usai.", 2, "body"),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_tokens_add_up_to_any_text(text: str) -> None:
    doc = make_doc(text)
    assert doc.text == text
    spans = [(s.start, s.end) for s in list_sentences(doc, Article("a", "a", text, ""))]
    assert spans == sorted(spans) and all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    covered = set().union(*(range(start, end) for start, end in spans)) if spans else set()
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
