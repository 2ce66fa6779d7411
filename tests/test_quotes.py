"""Direct speech: where it begins and ends and whose it is; `[…]` marks quotations, `<…>` the speaker of the first."""

from __future__ import annotations

import re

import pytest

from extract.quotes import find_quotes
from extract.records import Article, Person, PersonMention, Reading, Span
from extract.sentences import list_sentences, make_doc

NAMES = ("Rohmat Wijaya", "Sanusi", "Rohmat")

CASES = [
    # marks
    ('["Kami siap menjaga jarak,"] kata <Rohmat>.', "straight marks"),
    ("[“Kami siap menjaga jarak,”] kata <Rohmat>.", "curly marks"),
    ('["Kami siap. Semua sudah dihitung. Tinggal berangkat,"] kata <Rohmat>.', "several sentences"),
    ('["Kami siap," ]kata <Rohmat>. ["Besok kami berangkat."]'.replace('" ]', '"] '), "speech goes on after its speaker"),
    ('<Rohmat> mengatakan, ["Kami siap berangkat besok."]', "speaker before"),
    ('<Rohmat> datang lebih awal. Ia berkata, ["Kami siap berangkat besok."]'.replace("<Rohmat> datang", "Rohmat datang").replace("Ia", "<Ia>"), "pronoun before"),
    ('["Kami siap berangkat besok, ]kata <Rohmat>.', "lost closing mark"),
    ('[Kami siap berangkat besok pagi,"] kata <Rohmat>.', "lost opening mark"),
    ('["  kami siap berangkat besok pagi."] Terang<nya>', "space inside the mark, capital reporting word"),
    ('Warga pun berkeadilan.["Ini titik tolak bagi kami semua,"]tutur<nya>.', "no space around the marks"),
    # speakers
    ('["Kami siap berangkat besok,"] ujar Ketua Panitia <Sanusi> kepada wartawan.', "office before the name"),
    ('["Kami siap berangkat besok,"] ujar <dia>.', "pronoun"),
    ('["Kami siap berangkat besok,"] ujar <politikus senior itu>.', "described, not named"),
    ('["Kami siap berangkat besok,"] <Rohmat> menegaskan.', "name before the verb, after the speech"),
    ('["Kami siap berangkat besok,"] gerutu <Rohmat>.', "a reporting word that no list has"),
    ('<Rohmat>: ["Kami siap berangkat besok."]', "colon"),
    ('Kata <Rohmat>, ["Kami siap berangkat besok."]', "inverted before"),
]


def read(text: str) -> Reading:
    article = Article("a", "test", text, "")
    doc = make_doc(text)
    reading = Reading(article, doc, list_sentences(doc, article))
    persons = []
    for key, name in enumerate(sorted({n for n in NAMES if n in text}, key=len, reverse=True)[:1]):
        spans = [Span(*m.span()) for m in re.finditer(name, text)]
        persons.append(Person(key, name, tuple(PersonMention(s.start, s.end, name, s, 0) for s in spans)))
    return Reading(article, doc, reading.sentences, persons=tuple(persons))


@pytest.mark.parametrize("marked, why", CASES, ids=[why for _, why in CASES])
def test_quotation(marked: str, why: str) -> None:
    text = re.sub(r"[\[\]<>]", "", marked)
    plain = re.sub(r"[<>]", "", marked)
    expected = [m[1] for m in re.finditer(r"\[(.*?)\]", plain)]
    speaker = re.search(r"<(.*?)>", re.sub(r"[\[\]]", "", marked))
    found = find_quotes(read(text))
    assert [text[q.start:q.end] for q in found] == expected
    assert found[0].speaker is not None and text[found[0].speaker.start:found[0].speaker.end] == speaker[1]


@pytest.mark.parametrize("text", [
    'Buku berjudul "Laut Kita" laris.',
    'Ia memerankan sang "kepala sekolah" dengan lucu.',
    "Tidak ada kutipan di sini.",
])
def test_marked_terms_are_not_speech(text: str) -> None:
    assert find_quotes(read(text)) == ()


def test_every_paragraph_of_a_long_quotation_is_ascribed() -> None:
    text = '"Kami sudah menghitung semua kotak suara,\n"Tidak ada yang tertinggal," kata Rohmat.'
    found = find_quotes(read(text))
    assert [text[q.start:q.end] for q in found] == ['"Kami sudah menghitung semua kotak suara,', '"Tidak ada yang tertinggal,"']


def test_spans_lie_in_the_text() -> None:
    text = 'Apel bubar. "Kami lelah," kata Sanusi. “Besok lagi,” ujarnya. "Tanpa penutup'
    for quote in find_quotes(read(text)):
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.cue is None or text[quote.cue.start:quote.cue.end].isalpha()
