"""WordMatcher finds what spaCy's Matcher finds."""

import pytest
from spacy.matcher import Matcher

from extract.notation import compile_pattern
from extract.sentences import blank_nlp, make_doc
from extract.wordmatch import WordMatcher

LISTS = {"verbs": ("meneken", "menandatangani", "membubuhkan tanda tangan"), "crew": ("camat", "lurah")}
TEXT = "Para camat dan lurah Wanasari turut meneken pakta integritas bersama itu. Camat lain belum mau membubuhkan tanda tangan, kata lurah."


@pytest.mark.parametrize("line", [
    "{verbs}", "turut? {verbs} <WORD>+", "camat ..3 lurah", "para? {crew}@who", "{verbs} ..2 integritas@what bersama?", "=Camat lain", "belum mau? <ANY> tanda tangan",
])
def test_same_matches_as_spacy(line):
    doc = make_doc(TEXT)
    ours, theirs = WordMatcher(), Matcher(blank_nlp().vocab)
    expected, found = set(), set()
    for number, (tokens, _groups) in enumerate(compile_pattern(line, LISTS, "here")):
        assert ours.add(str(number), tokens)
        theirs.add(str(number), [tokens], greedy="LONGEST")
    for key, start, end, alignment in theirs(doc, with_alignments=True):
        expected.add((doc.vocab.strings[key], start, end, tuple(alignment)))
    for key, start, end, alignment in ours(doc):
        if not any(k == key and s < end and start < e and e - s > end - start for k, s, e, _ in ours(doc)):
            found.add((key, start, end, tuple(alignment)))
    assert found == expected and expected


def test_a_pattern_without_a_first_word_is_refused():
    (tokens, _groups), = compile_pattern("<PER> meneken", {}, "here")
    assert not WordMatcher().add("x", tokens)
