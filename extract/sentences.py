"""Text -> tokens and sentences: spaCy's Indonesian with a tokenizer and boundaries made for news.

`Drs. H. Alni, M.Si.`, `Rp 1.234`, `No. 41`, `(18/10/ 2022)` and several sentences in one quotation come out whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extract.grammar import is_verb, word_class
from extract.records import Article, Sentence
from extract.ruleset import Finder, load_family, load_words
from extract.wordmatch import TEXT_KEY

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_DEGREE = r"(?:[A-Z][A-Za-z]{0,4}\.){2,}(?:[A-Z][A-Za-z]{0,4}\b)?|\b[A-Z]\.[A-Z][a-z]{1,4}\b"
_NUMBER = r"\d+(?:[.,]\d+)*"
_WORD = r"[^\W\d_]+(?:['’`][^\W\d_]+)*(?:-[a-zà-ÿ]+(?:['’`][^\W\d_]+)*)*"


@lru_cache(maxsize=1)
def _token_pattern() -> re.Pattern[str]:
    stops = sorted({w for name in ("before_name", "before_number", "inside") for w in load_words("abbreviations", name)}, key=len, reverse=True)
    abbreviation = r"\b(?:" + "|".join(re.escape(w) for w in stops) + r")\.(?=\s|\w|$)"
    return re.compile(rf"{_DEGREE}|{abbreviation}|{_NUMBER}[A-Za-z]*|{_WORD}|\n+|[^\S\n]+|.", re.DOTALL)


def split_words(text: str) -> list[str]:
    """`Drs. H. Alni, M.Si.` -> ["Drs.", "H.", "Alni", ",", "M.Si."]; spaces are dropped, line breaks are words."""
    return [m.group() for m in _token_pattern().finditer(text) if m.group().strip(" \t\r\xa0\u2009")]


def list_tokens(text: str) -> tuple[list[str], list[bool]]:
    """Tokens and whether a single space follows each; together they are the text, character for character."""
    words: list[str] = []
    spaces: list[bool] = []
    for match in _token_pattern().finditer(text):
        piece = match.group()
        if piece == " " and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(piece)
            spaces.append(False)
    return words, spaces


class Tokenizer:
    """A spaCy tokenizer over `split_words` whose Doc text equals the input, character for character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words, spaces = list_tokens(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: object) -> Tokenizer:
        return self


@lru_cache(maxsize=1)
def blank_nlp() -> Language:
    """The shared spaCy pipeline: Indonesian vocabulary and our tokenizer, nothing else."""
    import spacy

    spacy.registry.tokenizers("peristiwa", func=lambda: lambda nlp: Tokenizer(nlp.vocab))  # spaCy's own, which nothing uses, takes two seconds to make
    return spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": "peristiwa"}}})


@cache
def rule_finder(family: str) -> Finder:
    """The compiled rules of `rules/<family>.yaml`, made at first use."""
    return Finder(load_family(family), blank_nlp().vocab)


_CLOSERS = set("\"”’')]»")
_OPENERS = set("\"“‘'([«")


def make_doc(text: str) -> Doc:
    """Tokenise and set sentence starts."""
    from spacy.tokens import Doc

    words, spaces = list_tokens(text)
    starts = _sentence_starts(words, spaces)
    return Doc(blank_nlp().vocab, words=words, spaces=spaces, sent_starts=[i in starts for i in range(len(words))], user_data={TEXT_KEY: text})


@dataclass(frozen=True)
class PlainText:
    """A text without tokens: all that a family of regular expressions needs of a Doc, at a tenth of its cost."""

    text: str
    user_data: dict[tuple[str, str], object] = field(default_factory=dict)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `make_doc(text)` begin and end, without white space around them."""
    words, spaces = list_tokens(text)
    starts = _sentence_starts(words, spaces)
    found, first, at = [], 0, 0
    for i, (word, spaced) in enumerate(zip(words, spaces)):
        if i in starts and i:
            found.append((first, at))
            first = at
        at += len(word) + spaced
    found.append((first, at))
    trimmed = ((a + len(part) - len(part.lstrip()), a + len(part.rstrip())) for a, b in found for part in [text[a:b]])
    return [(a, b) for a, b in trimmed if a < b]


def _sentence_starts(words: list[str], spaces: list[bool]) -> set[int]:
    """Token numbers that begin a sentence."""
    starts: set[int] = {0}
    for i, word in enumerate(words):
        if "\n" in word:
            starts.add(i + 1)
            continue
        if _may_close(word) and words[i + 1:i + 2] and (words[i + 1] in _openers() or _closes_by_verbs(words, i)):
            starts.add(i + 1)
            continue
        if word not in {".", "!", "?", "…"} or i + 1 >= len(words):
            continue
        j = i + 1
        while j < len(words) and words[j] in _CLOSERS and not (spaces[j - 1] and words[j] in _OPENERS):
            j += 1  # closing marks belong to the sentence they close
        if j < len(words) and words[j] in {".", "!", "?", ",", ";"}:
            continue
        while j < len(words) and words[j].isspace() and "\n" not in words[j]:
            j += 1
        if j < len(words) and _begins_sentence(words[j]):
            starts.add(j)
    return starts


_CLOSING_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){2,}")
_DEGREE_LETTERS = re.compile(r"[ABLMPS]")  # of degrees behind a name, against the initials of one: `J.W.M. Saruning`


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return frozenset(load_words("abbreviations", "openers"))


def _may_close(word: str) -> bool:
    """A degree or `dkk.`: its full stop may also be the sentence's."""
    return word[-1] == "." and len(word) > 2 and (word[:-1] in load_words("abbreviations", "closing") or _CLOSING_DEGREE.fullmatch(word) is not None)


def _closes_by_verbs(words: list[str], i: int) -> bool:
    """`… menandatanganinya, begitu pula Anu, S.H. Danlanal Ani menyaksikan`: a degree behind a name ends a sentence when a verb stands on either side of it."""
    first = i
    while first > 1 and (words[first - 1] == "," and _CLOSING_DEGREE.fullmatch(words[first - 2]) or _CLOSING_DEGREE.fullmatch(words[first - 1])):
        first -= 1 if words[first - 1] != "," else 2
    behind_name = words[first - 1] == "," and words[first - 2][:1].isupper()
    if not behind_name or not _DEGREE_LETTERS.match(words[i]) or not words[i + 1][:1].isupper() or _CLOSING_DEGREE.match(words[i + 1]):
        return False
    begun = next((at for at in range(first - 1, 0, -1) if words[at - 1] in {".", "!", "?"} or "\n" in words[at - 1]), 0)
    return _has_verb(words[begun:first]) and _has_verb(words[i + 1 :])


def _has_verb(words: Iterable[str]) -> bool:
    """Whether a main verb comes before the next full stop or line break; one behind `yang` is none."""
    before = ""
    for word in words:
        if word in {".", "!", "?"} or "\n" in word:
            return False
        if is_verb(word) and before not in word_class("relatives"):
            return True
        before = word
    return False


def _begins_sentence(word: str) -> bool:
    """A capital, digit or opening mark begins a sentence; after a closing quote a small letter (`ujarnya`) does not."""
    return word[0].isupper() or word[0].isdigit() or word[0] in _OPENERS or "\n" in word


def list_sentences(doc: Doc, article: Article) -> tuple[Sentence, ...]:
    """Sentence records without surrounding white space; empty ones are left out."""
    found: list[Sentence] = []
    paragraph, last_end = 0, 0
    for span in doc.sents:
        text = span.text
        start = span.start_char + len(text) - len(text.lstrip())
        end = span.start_char + len(text.rstrip())
        if start >= end:
            continue
        if "\n" in article.text[last_end:start]:
            paragraph += 1
        section = "title" if end <= max(article.title_end - 2, 0) else "body"
        found.append(Sentence(len(found), start, end, paragraph, section))
        last_end = end
    return tuple(found)
