"""What a regular expression cannot match without: words looked for first, so that most expressions are never tried.

Exact: `Sieve.find` gives the same matches as `finditer` of every pattern, and a few percent of its cost on news.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from re import _constants as node  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MAX_STRINGS = 600  # beginnings of one pattern; with more it is looked at by its shorter ones
MAX_LENGTH = 16
MAX_BEFORE_DIGIT = 10  # beginnings that are read on through a digit, which makes ten of each
_OTHER_DIGITS = "".join(char for char in map(chr, range(0x660, 0x10000)) if char.isdecimal())
_ODD = re.compile(f"[İıſ{_OTHER_DIGITS}\U00010000-\U0001ffff]")  # equal to an ASCII letter where case is ignored, but not by `str.lower`; a digit beyond 0 to 9


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
        self.patterns = list(patterns)
        trees = [list(_parser.parse(pattern.pattern)) for pattern in self.patterns]
        self._begins = [_read_beginnings(tree, _begins_token(tree)) for tree in trees]
        needs = [_read_needed(tree) for tree in trees]
        needs = [words if words != begins else frozenset() for words, begins in zip(needs, self._begins)]  # what it begins with need not be looked for twice
        self._always = {number for number, words in enumerate(needs) if not words}
        self._anywhere = [number for number, words in enumerate(self._begins) if not words]  # where these begin cannot be told
        self._words = _index_clues(self._begins, [_begins_token(tree) for tree in trees], needs)

    def find(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Each pattern's number and its matches, pattern by pattern, as `finditer` gives them."""
        starts = self.list_starts(text)
        for number in sorted(starts):
            pattern, end = self.patterns[number], 0
            for start in starts[number]:
                if start >= end and (match := pattern.match(text, start)):
                    end = match.end()
                    yield number, match

    def list_starts(self, text: str) -> dict[int, list[int]]:
        """For each pattern that may match, the places where a match may begin, in order."""
        low = lower_evenly(text)
        if low is None:
            return {number: found for number in range(len(self.patterns)) if (found := self._search(number, text))}
        starts, possible = self._look_up(low)
        listed = {number: sorted(set(found)) for number, found in starts.items() if number in possible}
        listed.update((number, found) for number in self._anywhere if number in possible and (found := self._search(number, text)))
        return listed

    def _search(self, number: int, text: str) -> list[int]:
        return [match.start() for match in self.patterns[number].finditer(text)]

    def _look_up(self, low: str) -> tuple[dict[int, list[int]], set[int]]:
        """Where the patterns that begin with a known word may begin, and the patterns whose words are there."""
        starts: dict[int, list[int]] = defaultdict(list)
        possible = set(self._always)
        for last, (length, inside, at_token, needed) in self._words.iter(low) if self._words else ():
            if needed:
                possible.update(needed)
            start = last - length + 1
            for number in inside:
                starts[number].append(start)
            if at_token and (not start or not ((before := low[start - 1]).isalnum() or before == "_")):
                for number in at_token:
                    starts[number].append(start)
        return starts, possible


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def lower_evenly(text: str) -> str | None:
    """The text in small letters, each at its place; None for the few texts where that is not what ignoring case means."""
    low = text.lower()
    if text.isascii():
        return low
    return None if len(low) != len(text) or _ODD.search(text) else low


def _index_words(words: Sequence[frozenset[str]]) -> Any:
    """Word -> its length and the patterns that name it, as an automaton; None without words."""
    numbers: dict[str, list[int]] = {}
    for number, some in enumerate(words):
        for word in some:
            numbers.setdefault(word, []).append(number)
    return _make_automaton({word: (len(word), tuple(found)) for word, found in numbers.items()})


def _index_clues(begins: Sequence[frozenset[str]], at_token: Sequence[bool], needs: Sequence[frozenset[str]]) -> Any:
    """Word -> its length, the patterns that may begin with it inside a token, those that may where a token begins, those that need it."""
    clues: dict[str, tuple[list[int], list[int], list[int]]] = {}
    for number, words in enumerate(begins):
        for word in words:
            clues.setdefault(word, ([], [], []))[at_token[number] and _is_word(word[0])].append(number)
    for number, words in enumerate(needs):
        for word in words:
            clues.setdefault(word, ([], [], []))[2].append(number)
    return _make_automaton({word: (len(word), *map(tuple, found)) for word, found in clues.items()})


def _make_automaton(values: dict[str, tuple]) -> Any:
    import ahocorasick

    if not values:
        return None
    automaton = ahocorasick.Automaton()
    for word, value in values.items():
        automaton.add_word(word, value)
    automaton.make_automaton()
    return automaton


# --- reading a pattern ------------------------------------------------------------------------------------------
def list_needed(pattern: str) -> frozenset[str]:
    """Small-lettered strings one of which every match holds: `\\d+ (?:km|mil)` -> km, mil."""
    return _read_needed(list(_parser.parse(pattern)))


def longest_match(pattern: str) -> int:
    """How many characters a match can have at most."""
    return int(_parser.parse(pattern).getwidth()[1])


def _read_beginnings(items: list, digits: bool = False) -> frozenset[str]:
    """None when some are too common to look for; single digits are only where a token begins with them."""
    begun, closed = _extend({""}, items)
    found = begun | closed
    common = any(len(word) < 2 and word.isalnum() and not (digits and word.isdigit()) or not word or word.isspace() for word in found)
    return frozenset() if common else frozenset(found)


def _begins_token(items: list) -> bool:
    """Whether no letter or digit can stand before a match that begins with one: `\\bdua`, `(?<![\\w.])\\d`."""
    for kind, value in items:
        behind = value[1] if kind is node.ASSERT_NOT and value[0] < 0 else ()
        if kind is node.AT and value is node.AT_BOUNDARY or [what for what, _ in behind] == [node.IN] and (node.CATEGORY, node.CATEGORY_WORD) in behind[0][1]:
            return True
        if kind is node.SUBPATTERN:
            return _begins_token(list(value[3]))
        if kind is node.BRANCH:
            return all(_begins_token(list(part)) for part in value[1])
        if kind not in (node.AT, node.ASSERT, node.ASSERT_NOT):
            return False
    return False


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
    if kind is node.IN and (digits := _list_digits(value)):
        few = begun if len(begun) <= MAX_BEFORE_DIGIT else begun & {""}
        return _append(few, digits)[0], begun - few
    if kind is node.BRANCH:
        parts = [_extend(begun, list(part)) for part in value[1]]
        return set().union(*(part[0] for part in parts)), set().union(*(part[1] for part in parts))
    if kind is node.SUBPATTERN:
        return _extend(begun, list(value[3]))
    if kind in (node.MAX_REPEAT, node.MIN_REPEAT):
        return _repeat(begun, *value)
    return set(), set(begun)


def _repeat(begun: set[str], least: int, most: int, part: Any) -> tuple[set[str], set[str]]:
    """As often as the part must come; where it may come more often, no one knows what follows."""
    grown, closed = begun, set()
    for _ in range(min(max(least, 1), MAX_LENGTH)):
        grown, ended = _extend(grown, list(part))
        closed |= ended
    if most > max(least, 1) or least > MAX_LENGTH:
        grown, closed = set(), closed | grown
    return (grown if least else grown | begun), closed


def _list_digits(value: list) -> list[str]:
    """`\\d` -> 0 to 9, `[1-9]` -> 1 to 9; nothing for another class."""
    (what, content), *others = value
    if others or what is node.CATEGORY and content is not node.CATEGORY_DIGIT or what not in (node.CATEGORY, node.RANGE):
        return []
    low, high = content if what is node.RANGE else (ord("0"), ord("9"))
    return list(map(chr, range(low, high + 1))) if ord("0") <= low <= high <= ord("9") else []


def _append(begun: set[str], chars: list[str]) -> tuple[set[str], set[str]]:
    lows = {char.lower() for char in chars}
    if any(len(low) != 1 for low in lows):
        return set(), set(begun)
    return {word + low for word in begun for low in lows}, set()
