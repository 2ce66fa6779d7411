"""What a regular expression cannot match without: words looked for first, so that most expressions are never tried.

Exact: `Sieve.find` gives the same matches as `finditer` of every pattern, and a few percent of its cost on news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as node  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]

MAX_STRINGS = 600  # beginnings of one pattern; with more it is looked at by its shorter ones
MAX_LENGTH = 16
_ODD = re.compile("[İıſ]")  # equal to an ASCII letter where case is ignored, but not by `str.lower`


class Sieve:
    """Patterns with the words they need: `Sieve([re.compile("(?i)dua naskah")]).find("Dua Naskah")` -> (0, match)."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        import ahocorasick

        self.patterns = list(patterns)
        self._plain: list[int] = []  # nothing is known that they need
        self._words = ahocorasick.Automaton()
        needs: dict[str, tuple[list[int], list[int]]] = {}  # word -> patterns that begin with it, patterns that hold it
        for number, pattern in enumerate(self.patterns):
            begins = list_beginnings(pattern.pattern)
            words = begins or list_needed(pattern.pattern)
            if not words:
                self._plain.append(number)
            for word in words or ():
                needs.setdefault(word, ([], []))[0 if begins else 1].append(number)
        for word, (begun, held) in needs.items():
            self._words.add_word(word, (len(word) - 1, tuple(begun), tuple(held)))
        if needs:
            self._words.make_automaton()
        self._empty = not needs

    def find(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Each pattern's number and its matches, pattern by pattern, as `finditer` gives them."""
        low = text.lower()
        if len(low) != len(text) or _ODD.search(text):
            for number, pattern in enumerate(self.patterns):
                yield from ((number, match) for match in pattern.finditer(text))
            return
        starts, whole = self._locate(low)
        for number, pattern in enumerate(self.patterns):
            if number in whole:
                yield from ((number, match) for match in pattern.finditer(text))
            elif number in starts:
                end = 0
                for start in sorted(starts[number]):
                    if start >= end and (match := pattern.match(text, start)):
                        end = match.end()
                        yield number, match

    def _locate(self, low: str) -> tuple[dict[int, set[int]], set[int]]:
        """Where each pattern may begin, and which patterns must be tried everywhere."""
        starts: dict[int, set[int]] = {}
        whole = set(self._plain)
        if not self._empty:
            for last, (length, begun, held) in self._words.iter(low):
                for number in begun:
                    starts.setdefault(number, set()).add(last - length)
                whole.update(held)
        return starts, whole


# --- reading a pattern ------------------------------------------------------------------------------------------
def list_beginnings(pattern: str) -> frozenset[str]:
    """Small-lettered strings one of which every match begins with: `(?i)\\b(?:dua )?naskah` -> dua , naskah; none when that cannot be told."""
    return _read_beginnings(list(_parser.parse(pattern)))


def list_needed(pattern: str) -> frozenset[str]:
    """Small-lettered strings one of which every match holds: `\\d+ (?:km|mil)` -> km, mil."""
    return _read_needed(list(_parser.parse(pattern)))


def _read_beginnings(items: list) -> frozenset[str]:
    begun, closed = _extend({""}, items)
    found = begun | closed
    return frozenset() if any(len(word) < 2 and word.isalnum() or not word or word.isspace() for word in found) else frozenset(found)


def _read_needed(items: list) -> frozenset[str]:
    """The best of what must be there: the set whose shortest string is longest."""
    choices = [_read_beginnings(items[i:]) for i in range(len(items))]
    for kind, value in items:
        if kind is node.BRANCH:
            parts = [_read_needed(list(part)) for part in value[1]]
            choices.append(frozenset().union(*parts) if all(parts) else frozenset())
        elif kind is node.SUBPATTERN:
            choices.append(_read_needed(list(value[3])))
        elif kind in (node.MAX_REPEAT, node.MIN_REPEAT) and value[0]:
            choices.append(_read_needed(list(value[2])))
    return max((words for words in choices if words), key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())


def _extend(begun: set[str], items: list) -> tuple[set[str], set[str]]:
    """Strings so far, read on through `items` -> those that may still grow, those that ended where no one knows what follows."""
    closed: set[str] = set()
    for kind, value in items:
        if kind in (node.AT, node.ASSERT, node.ASSERT_NOT):
            continue
        begun, ended = _step(begun, kind, value)
        closed |= ended
        if len(begun) > MAX_STRINGS or any(len(word) >= MAX_LENGTH for word in begun):
            closed, begun = closed | begun, set()
        if not begun:
            break
    return begun, closed


def _step(begun: set[str], kind: object, value: object) -> tuple[set[str], set[str]]:
    if kind is node.LITERAL:
        return _append(begun, [chr(value)])
    if kind is node.IN and len(value) <= 4 and all(what is node.LITERAL for what, _ in value):
        return _append(begun, [chr(char) for _, char in value])
    if kind is node.BRANCH:
        parts = [_extend(begun, list(part)) for part in value[1]]
        return set().union(*(part[0] for part in parts)), set().union(*(part[1] for part in parts))
    if kind is node.SUBPATTERN:
        return _extend(begun, list(value[3]))
    if kind in (node.MAX_REPEAT, node.MIN_REPEAT):
        least, most, part = value
        grown, closed = _extend(begun, list(part))
        if most > 1:
            grown, closed = set(), closed | grown
        return (grown if least else grown | begun), closed
    return set(), set(begun)


def _append(begun: set[str], chars: list[str]) -> tuple[set[str], set[str]]:
    lows = {char.lower() for char in chars}
    if any(len(low) != 1 for low in lows):
        return set(), set(begun)
    return {word + low for word in begun for low in lows}, set()
