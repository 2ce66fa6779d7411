"""Names that the tagger cut at a hyphen or a small word, and bodies that it took for names or glued to the front of one.

`Ketua [PSMT Wei|ORG]-[Hua Chen|PER]` -> `Ketua [PSMT|ORG] [Wei-Hua Chen|PER]`
"""

from __future__ import annotations

from extract.known import Known
from extract.labels import Labels, entity_ranges, office_before
from extract.ruleset import word_set
from extract.tokens import Token, is_title, match_phrase, phrases_of

DASHES = ("-", "‐", "‑")


def mend_cut_names(labels: Labels, known: Known) -> None:
    """Names joined again, and bodies told from them, beside offices."""
    for start, end in _persons(labels):
        _join_particle(labels, start, end)
    for start, end in _persons(labels):
        _join_hyphen(labels, start, end, known)
    for start, end in _persons(labels):
        _close_body(labels, start, end)
        _cut_acronym(labels, start, end)


def _persons(labels: Labels) -> list[tuple[int, int]]:
    return [(start, end) for start, end in entity_ranges(labels.tokens()) if labels.label[start] == "PER"]


def _join_particle(labels: Labels, start: int, end: int) -> None:
    """`[Antonio Barros|] da [Silva|]`: one name."""
    words = labels.words
    small = end < len(words) and words[end].text.islower() and words[end].low in word_set("honorifics", "name_links")
    if small and end + 1 < len(words) and labels.label[end + 1] in ("PER", "") and words[end + 1].text.istitle() and words[end + 1].text.isalpha():
        last = end + 1
        while last + 1 < len(words) and labels.entity[last + 1] == labels.entity[end + 1] >= 0:
            last += 1
        labels.set(end, last + 1, "PER", labels.entity[start])


def _join_hyphen(labels: Labels, start: int, end: int, known: Known) -> None:
    """`[PSMT Wei|]-[Hua Chen|]`, `[Rudi Turner|]-Hall`; two persons keep their hyphen: `[Joko]-[Ani Surya]`."""
    words = labels.words
    first = start - 2
    if first >= 0 and _glued(words, first) and words[first].text.isalpha() and words[first].text.istitle() and labels.label[first] != "PER" and words[first].low not in known.person_words:
        body = labels.label[first] and first and labels.entity[first - 1] == labels.entity[first]
        if body or not labels.label[first] or labels.entity[first] != labels.entity[min(first + 1, len(words) - 1)]:
            labels.set(first, start, "PER", labels.entity[start])
    last = end + 1
    if end - start > 1 and last < len(words) and _glued(words, end - 1) and words[last].capital and words[last].text.isalpha() and labels.label[last] in ("", "ORG"):
        closed = last + 1 == len(words) or not words[last + 1].capital
        if closed and words[last].low not in known.person_words:
            labels.set(end, last + 1, "PER", labels.entity[start])


def _glued(words: list[Token], at: int) -> bool:
    """A hyphen without white space behind the word `at`."""
    return at + 2 < len(words) and words[at + 1].text in DASHES and words[at].end == words[at + 1].start and words[at + 1].end == words[at + 2].start


def _close_body(labels: Labels, start: int, end: int) -> None:
    """`Ketua Umum [Persit Kartika|ORG] [Chandra Kirana|PER] (Persit KCK) Ny [Ani|PER]`: before its short name in brackets and the holder, a name belongs to the body."""
    words = labels.words
    if not start or labels.label[start - 1] != "ORG" or end >= len(words) or words[end].text != "(":
        return
    closing = next((i for i in range(end + 2, min(end + 6, len(words))) if words[i].text == ")"), 0)
    holder = closing + 1
    while closing and holder < len(words) and (is_title(words[holder]) or words[holder].text == ","):
        holder += 1
    if closing and holder < len(words) and labels.label[holder] == "PER" and any(word.text.isupper() for word in words[end + 1 : closing]):
        labels.set(start, end, "ORG", labels.entity[start - 1])


def _cut_acronym(labels: Labels, start: int, end: int) -> None:
    """`Minister of the Interior [ROC Lin Mei-Hua|PER]`: an acronym behind an office is its body, not the first name."""
    first = labels.words[start]
    if end - start > 2 and first.text.isupper() and first.text.isalpha() and len(first.text) > 2 and office_before(labels.words, start) and not match_phrase(labels.words, start, phrases_of("honorifics", "ranks", "titles", "name_abbreviations")):
        labels.set(start, start + 1, "ORG")
