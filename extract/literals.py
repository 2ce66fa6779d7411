"""What a regular expression cannot match without: words looked for first, so that most expressions are never tried.

Exact: `Sieve.find` gives the same matches as `finditer` of every pattern, and a few percent of its cost on news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as node  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MAX_STRINGS = 600  # beginnings of one pattern; with more it is looked at by its shorter ones
MAX_LENGTH = 16
_ODD = re.compile("[İıſ]")  # equal to an ASCII letter where case is ignored, but not by `str.lower`


class Gate:
    """Patterns and the words they cannot match without: `Gate([re.compile("(?i)dua naskah")]).list_possible("Satu naskah")` -> []."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.patterns = list(patterns)
        needs = [list_needed(pattern.pattern) for pattern in self.patterns]
        self._always = [number for number, words in enumerate(needs) if not words]
        self._words = _index_words(needs)

    def list_possible(self, text: str) -> list[int]:
        """Numbers of the patterns that may match somewhere in the text, in order."""
        low = lower_evenly(text)
        if low is None:
            return list(range(len(self.patterns)))
        found: set[int] = set()
        for _, (_, numbers) in self._words.iter(low) if self._words else ():
            found.update(numbers)
        return sorted(found.union(self._always)) if found else self._always


class Sieve:
    """The matches of many patterns: `Sieve([re.compile("(?i)dua naskah")]).find("Dua Naskah")` -> (0, match)."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._gate = Gate(patterns)
        self._begins = [list_beginnings(pattern.pattern) for pattern in patterns]
        self._words = _index_words(self._begins)

    def find(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Each pattern's number and its matches, pattern by pattern, as `finditer` gives them."""
        low = lower_evenly(text)
        starts: dict[int, set[int]] = {}
        if low is not None and self._words:
            for last, (length, numbers) in self._words.iter(low):
                for number in numbers:
                    starts.setdefault(number, set()).add(last - length + 1)
        for number in self._gate.list_possible(text):
            pattern = self._gate.patterns[number]
            if low is None or not self._begins[number]:
                yield from ((number, match) for match in pattern.finditer(text))
                continue
            end = 0
            for start in sorted(starts.get(number, ())):
                if start >= end and (match := pattern.match(text, start)):
                    end = match.end()
                    yield number, match


def lower_evenly(text: str) -> str | None:
    """The text in small letters, each at its place; None for the few texts where that is not what ignoring case means."""
    low = text.lower()
    return None if len(low) != len(text) or _ODD.search(text) else low


def _index_words(words: Sequence[frozenset[str]]) -> Any:
    """Word -> its length and the patterns that name it, as an automaton; None without words."""
    import ahocorasick

    numbers: dict[str, list[int]] = {}
    for number, some in enumerate(words):
        for word in some:
            numbers.setdefault(word, []).append(number)
    index = ahocorasick.Automaton()
    for word, found in numbers.items():
        index.add_word(word, (len(word), tuple(found)))
    if not numbers:
        return None
    index.make_automaton()
    return index


# --- reading a pattern ------------------------------------------------------------------------------------------
def list_beginnings(pattern: str) -> frozenset[str]:
    """Small-lettered strings one of which every match begins with: `(?i)\\b(?:dua )?naskah` -> dua , naskah; none when that cannot be told."""
    return _read_beginnings(list(_parser.parse(pattern)))


def list_needed(pattern: str) -> frozenset[str]:
    """Small-lettered strings one of which every match holds: `\\d+ (?:km|mil)` -> km, mil."""
    return _read_needed(list(_parser.parse(pattern)))


def longest_match(pattern: str) -> int:
    """How many characters a match can have at most."""
    return int(_parser.parse(pattern).getwidth()[1])


def _read_beginnings(items: list) -> frozenset[str]:
    begun, closed = _extend({""}, items)
    found = begun | closed
    return frozenset() if any(len(word) < 2 and word.isalnum() or not word or word.isspace() for word in found) else frozenset(found)


def _read_needed(items: list) -> frozenset[str]:
    """The best of what must be there: the set whose shortest string is longest."""
    literal = [kind is node.LITERAL for kind, _ in items]
    choices = [_read_beginnings(items[i:]) for i in range(len(items)) if not (i and literal[i] and literal[i - 1])]  # not from within a word
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
