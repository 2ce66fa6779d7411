"""The words of a sentence as the office grammar reads them, and how word lists are matched against them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.records import Mention, Reading, Sentence, Span
from extract.ruleset import load_words
from extract.sentences import split_words

_DEGREE_SHAPE = re.compile(r"^(?:[A-Z][A-Za-z]{0,5}\.){1,4}[A-Z]?[A-Za-z]{0,4}\.?$")
Phrases = dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence; `low` is compared with word lists, `entity` numbers the entity it lies in (-1: none)."""

    text: str
    low: str
    start: int
    end: int
    label: str = ""
    entity: int = -1

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or self.text[:1] in "ei" and self.text[1:2].isupper() and self.text[2:3].islower()  # `iNews`


def read_tokens(reading: Reading, sentence: Sentence, entities: list[Mention]) -> list[Token]:
    """The words of a sentence without white space, each with the entity that covers it."""
    tokens: list[Token] = []
    span = reading.doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    number = 0
    for word in span if span is not None else ():
        text = word.text
        if not text.strip():
            continue
        start, end = word.idx, word.idx + len(text)
        while number < len(entities) and entities[number].end <= start:
            number += 1
        inside = number < len(entities) and entities[number].start < end
        tokens.append(Token(text, slips().get(text) or low_form(text), start, end, entities[number].label if inside else "", number if inside else -1))
    return tokens


@cache
def slips() -> dict[str, str]:
    """`Direktu`, `Gubenur`, `Direkutr` -> the head meant: a letter lost behind the first, or two exchanged."""
    found: dict[str, str] = {}
    for head in load_words("offices", "often_misspelt"):
        for i in range(1, len(head)):
            found[head[:i] + head[i + 1 :]] = low_form(head)
            found[head[:i] + head[i : i + 2][::-1] + head[i + 2 :]] = low_form(head)
    return {slip: head for slip, head in found.items() if slip.casefold() != head}


def span_of(tokens: list[Token], start: int, end: int) -> Span:
    """The characters that tokens `start:end` cover."""
    return Span(tokens[start].start, tokens[end - 1].end)


def low_form(word: str) -> str:
    """`Drs.` -> `drs`, `S.H.` -> `s.h`"""
    return word.casefold().rstrip(".") or word


@cache
def phrases_of(family: str, *lists: str) -> Phrases:
    """Word lists as first word -> phrases, longest first, tokenised as text is."""
    table: Phrases = {}
    for name in lists:
        for phrase in load_words(family, name):
            words = tuple(low_form(word) for word in split_words(phrase))
            if words and words not in table.setdefault(words[0], []):
                table[words[0]].append(words)
    for found in table.values():
        found.sort(key=len, reverse=True)
    return table


def match_phrase(tokens: list[Token], at: int, table: Phrases, end: int | None = None) -> int:
    """How many tokens from `at` match the longest phrase of the table (0: none)."""
    stop = len(tokens) if end is None else end
    if not 0 <= at < stop:
        return 0
    for words in table.get(tokens[at].low, ()):
        if at + len(words) <= stop and all(tokens[at + k].low == word for k, word in enumerate(words)):
            return len(words)
    return 0


def is_degree(token: Token) -> bool:
    """`S.H.`, `M.Si`, `SE` -> True"""
    if token.text.rstrip(".") in _degrees():
        return True
    return "." in token.text[1:-1] and bool(_DEGREE_SHAPE.match(token.text))


@cache
def _degrees() -> frozenset[str]:
    return frozenset(load_words("honorifics", "degrees"))


def is_title(token: Token) -> bool:
    """A single word that is a title or a rank: `Drs.`, `AKBP`."""
    return token.capital and (token.low,) in titles().get(token.low, ()) or token.text.rstrip(".") in ("dr", "drg", "drh")


def ranks() -> Phrases:
    """Police and military ranks."""
    return phrases_of("honorifics", "ranks")


@cache
def titles() -> Phrases:
    """Titles and ranks."""
    return phrases_of("honorifics", "titles", "ranks")
