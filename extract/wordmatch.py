"""Token patterns that begin with a known word, found by looking that word up instead of trying every pattern everywhere.

Same patterns and same matches as spaCy's Matcher with greedy="LONGEST", but one pass over the words of a document costs
what its few hits cost: news has thousands of words and a family of rules has thousands of patterns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

Match = tuple[str, int, int, list[int]]  # key, first token, token after the last, pattern item of each token
TEXT_KEY = ("peristiwa", "text")  # of Doc.user_data
_REPEATS = {"": (1, 1), "?": (0, 1), "+": (1, 99), "*": (0, 99)}


class WordMatcher:
    """Patterns by their first word: `add("sign.1", [{"LOWER": "meneken"}])`, then `list(matcher(doc))`."""

    def __init__(self) -> None:
        self._by_word: dict[int, list[tuple[str, list[tuple], int]]] = {}  # spaCy's number of the word in small letters

    def add(self, key: str, tokens: list[dict[str, Any]]) -> bool:
        """Take a pattern; False when no word can begin it (then it is not ours to find)."""
        from spacy.strings import get_string_id

        items = [_read_item(token) for token in tokens]
        if any(item is None for item in items):
            return False
        entries = []
        for first, (words, _test, low, _high) in enumerate(items):
            if words is None:
                return False
            entries += [(word, first) for word in words]
            if low:
                break
        else:
            return False
        for word, first in entries:
            self._by_word.setdefault(get_string_id(word), []).append((key, items, first))
        return True

    def __call__(self, doc: Doc) -> Iterator[Match]:
        """The longest match of each pattern at each token, never over a sentence's end; matches may overlap."""
        if not self._by_word:
            return
        places = _list_places(doc)
        known = self._by_word.keys() & places.keys()
        if not known:
            return
        tokens = _Tokens(doc)
        end = 0
        for start, word_id in sorted((start, word) for word in known for start in places[word]):
            if start >= end:
                end = _sentence_end(doc, start)
            for key, items, first in self._by_word[word_id]:
                found = _longest(items, first, tokens, start, end)
                if found is not None and found[0] > start:
                    yield key, start, found[0], found[1]


def list_needs(tokens: list[dict[str, Any]]) -> list[frozenset[int]]:
    """For each item of a pattern that names words and must be there: spaCy's numbers of these words."""
    from spacy.strings import get_string_id

    return [frozenset(map(get_string_id, item[0])) for item in map(_read_item, tokens) if item and item[0] and item[2]]


def holds_needs(doc: Doc, needs: list[frozenset[int]]) -> bool:
    """False where a word is wanting that a pattern asks for."""
    places = _list_places(doc)
    return not any(words.isdisjoint(places) for words in needs)


def text_of(doc: Doc) -> str:
    """`doc.text`, put together once: spaCy joins the tokens anew each time."""
    return _keep(doc, TEXT_KEY, lambda: doc.text)


def _list_places(doc: Doc) -> dict[int, list[int]]:
    """Where each word (in small letters, by spaCy's number) stands; ten families of rules look the same document up."""

    def build() -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for i, word in enumerate(doc.to_array("LOWER").tolist()):
            places.setdefault(word, []).append(i)
        return places

    return _keep(doc, ("peristiwa", "places"), build)


def _keep(doc: Doc, key: tuple[str, str], build: Callable[[], Any]) -> Any:
    if key not in doc.user_data:
        doc.user_data[key] = build()
    return doc.user_data[key]


class _Tokens:
    """(small letters, text, entity label) of the tokens that somebody asks for: most are never looked at."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._seen: dict[int, tuple[str, str, str]] = {}

    def __getitem__(self, i: int) -> tuple[str, str, str]:
        if i not in self._seen:
            token = self._doc[i]
            self._seen[i] = token.lower_, token.text, token.ent_type_
        return self._seen[i]


def _sentence_end(doc: Doc, start: int) -> int:
    starts = _keep(doc, ("peristiwa", "sentences"), lambda: [i for i, begins in enumerate(doc.to_array("SENT_START").tolist()) if begins == 1])
    number = bisect_right(starts, start)
    return starts[number] if number < len(starts) else len(doc)


def _read_item(token: dict[str, Any]) -> tuple | None:
    """One pattern item -> (its words or None, test of a token, least repeats, most repeats); None when it asks for more than we know."""
    conditions = {key: value for key, value in token.items() if key != "OP"}
    low, high = _read_repeats(token.get("OP", ""))
    if not conditions:
        return None, lambda t: True, low, high
    if len(conditions) > 1:
        return None
    (key, value), = conditions.items()
    if key == "LOWER":
        words = frozenset(value["IN"]) if isinstance(value, dict) and set(value) == {"IN"} else frozenset([value]) if isinstance(value, str) else None
        return None if words is None else (words, lambda t: t[0] in words, low, high)
    if key == "TEXT" and isinstance(value, str):
        return frozenset([value.lower()]), lambda t: t[1] == value, low, high
    if key == "TEXT" and set(value) == {"NOT_IN"}:
        excluded = frozenset(value["NOT_IN"])
        return None, lambda t: t[1] not in excluded, low, high
    if key == "TEXT" and set(value) == {"REGEX"}:
        pattern = re.compile(value["REGEX"])
        return None, lambda t: pattern.search(t[1]) is not None, low, high
    if key == "ENT_TYPE" and isinstance(value, str):
        return None, lambda t: t[2] == value, low, high
    if key == "IS_ALPHA" and value is True:
        return None, lambda t: t[1].isalpha(), low, high
    return None


def _read_repeats(op: str) -> tuple[int, int]:
    counted = re.fullmatch(r"\{(\d+),(\d+)\}", op)
    return (int(counted[1]), int(counted[2])) if counted else _REPEATS[op]


def _longest(items: list[tuple], number: int, tokens: _Tokens, at: int, end: int) -> tuple[int, list[int]] | None:
    """The longest way to match the items from `number` on at token `at`: (token after it, item of each token)."""
    if number == len(items):
        return at, []
    _words, test, low, high = items[number]
    best = None
    taken = 0
    while True:
        if taken >= low:
            rest = _longest(items, number + 1, tokens, at + taken, end)
            if rest is not None and (best is None or rest[0] > best[0]):
                best = rest[0], [number] * taken + rest[1]
        if taken == high or at + taken >= end or not test(tokens[at + taken]):
            return best
        taken += 1
