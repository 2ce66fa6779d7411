"""Entity labels while they are mended, and what stands around them: heads of offices, ranks, places.

`Bupati [Maros H. Chaerul Syam|PER]` -> `Bupati [Maros|LOC] H. [Chaerul Syam|PER]`
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from functools import cache

from extract.known import Range
from extract.ruleset import load_words, word_set
from extract.tokens import Token, match_phrase, phrases_of, ranks

HEADS = ("area", "organisation", "field", "ministry", "alone")


class Labels:
    """Labels and entity numbers of the tokens while they are being changed."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.label = [word.label for word in words]
        self.entity = [word.entity for word in words]
        self._next = max(self.entity, default=0) + 1000

    def set(self, start: int, end: int, label: str, entity: int | None = None) -> None:
        if entity is None:
            entity, self._next = (self._next, self._next + 1) if label else (-1, self._next)
        for i in range(start, end):
            self.label[i], self.entity[i] = label, entity

    def tokens(self) -> list[Token]:
        return [
            word if word.label == label and word.entity == entity else replace(word, label=label, entity=entity)
            for word, label, entity in zip(self.words, self.label, self.entity)
        ]


def entity_ranges(tokens: list[Token]) -> list[Range]:
    found: list[Range] = []
    for i, token in enumerate(tokens):
        if token.entity < 0:
            continue
        if found and found[-1][1] == i and tokens[i - 1].entity == token.entity:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def follows_head(words: list[Token], start: int, *kinds: str) -> bool:
    """Whether a head of one of these kinds stands directly before."""
    return any(start >= n and match_phrase(words, start - n, phrases_of("offices", *kinds), start) == n for n in (3, 2, 1))


def office_before(words: list[Token], end: int, reach: int = 8) -> bool:
    """Only capitals stand between an office's head, at most `reach` words back, and `end`: `Bupati Toba|,`"""
    for i in range(end - 1, max(end - reach, -1), -1):
        if match_phrase(words, i, phrases_of("offices", *HEADS)):
            return True
        if not words[i].capital and words[i].low not in word_set("organizations", "english_joints"):
            return False
    return False


def in_office_context(labels: Labels, start: int) -> bool:
    """Directly after the head of an office, an organisation or a kind of area: `Wali Kota |…`, `Ketua KPU |…`, `Sekda Kabupaten |…`."""
    words = labels.words
    if match_phrase(words, start - 1, phrases_of("offices", "province_words", "regency_words")):
        return True
    for length in (3, 2, 1):
        if start >= length and match_phrase(words, start - length, phrases_of("offices", *HEADS), start) == length:
            return True
        if start >= length and match_phrase(words, start - length, phrases_of("organizations", "heads"), start) == length:
            return True
    return labels.label[start - 1] == "ORG"


def ends_in_rank(words: list[Token], at: int) -> bool:
    """`… AKBP |MP Nainggolan`"""
    if match_phrase(words, at, phrases_of("organizations", "heads")):
        return False
    if any(at >= n and match_phrase(words, at - n, phrases_of("offices", *HEADS), at) == n for n in (2, 3)):
        return False  # `Direktur Jenderal |Bea`
    for length in (3, 2, 1):
        if at >= length and match_phrase(words, at - length, ranks(), at) == length:
            return True
    tail = match_phrase(words, at - 1, phrases_of("honorifics", "rank_tails"), at)
    return bool(tail) and at > 1 and bool(match_phrase(words, at - 2, ranks(), at - 1))


def place_at(words: list[Token], start: int, end: int, places: list[Range]) -> int:
    """The token after a gazetteer name that begins at `start` and ends inside the entity; 0 when there is none."""
    if start >= end:
        return 0
    for a, b in places:
        if a == words[start].start:
            return next((i + 1 for i in range(start, end) if words[i].end == b), 0)
    return 0


def district_at(words: list[Token], start: int, end: int, districts: Container[str]) -> int:
    """`Lurah [Cipayung Tomi Patria]`: a small area glued to the front of a name; 0 when the whole is one."""
    if " ".join(word.low for word in words[start:end]) in districts:
        return 0
    return next((cut for cut in (end - 1, start + 2, start + 1) if start < cut < end and " ".join(w.low for w in words[start:cut]) in districts), 0)


def name_heads() -> frozenset[str]:
    return frozenset(head.casefold() for head in load_words("offices", "also_names"))


@cache
def site_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in load_words("honorifics", "site_words"))
