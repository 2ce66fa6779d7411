"""Lines of a page that are no part of its article: links, boxes, credits and bylines, as `rules/furniture.yaml` names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract.literals import Gate, longest_match
from extract.ruleset import Rule, load_family

HEAD_LINES = 8  # bylines and dates of a page stand above this line of the body
MAX_BOX = 12  # links under one heading
MAX_LINE = 700  # no furniture rule reads longer lines as a whole
_SENTENCE = re.compile(r"[.!?][\"”’)]*$")


@dataclass(frozen=True)
class Swept:
    """The lines that are left, and what the furniture told."""

    lines: tuple[str, ...]
    author: str = ""
    published: str = ""


@dataclass(frozen=True)
class _Pattern:
    number: int
    rule_id: str
    scope: str  # line, box, tail, head, cut, end
    regex: re.Pattern[str]
    in_title: bool
    longest: int  # characters that it can match


@dataclass
class _Told:
    author: list[str] = field(default_factory=list)
    poster: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)

    def note(self, match: re.Match[str]) -> None:
        for name, value in match.groupdict().items():
            if value and value.strip():
                getattr(self, name).append(value.strip(" *_-|,;:."))


@dataclass(frozen=True)
class _Patterns:
    """All patterns by scope, and what tells for which of them a line has the words."""

    found: tuple[_Pattern, ...]
    gate: Gate

    def for_line(self, line: str) -> Mapping[str, Sequence[_Pattern]]:
        return _by_scope(tuple(self.gate.list_possible(line)))


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The compiled rules."""
    family = load_family("furniture")
    regexes = ((rule, compile_line(line, family.lists)) for rule in family.rules for line in rule.regex)
    found = tuple(_read_pattern(number, rule, regex) for number, (rule, regex) in enumerate(regexes))
    return _Patterns(found, Gate([pattern.regex for pattern in found]))


@lru_cache(maxsize=1024)
def _by_scope(numbers: tuple[int, ...]) -> Mapping[str, Sequence[_Pattern]]:
    """Patterns by scope; most lines have the words of the same few."""
    found: dict[str, list[_Pattern]] = defaultdict(list)
    for number in numbers:
        found[_patterns().found[number].scope].append(_patterns().found[number])
    return found


def _read_pattern(number: int, rule: Rule, regex: re.Pattern[str]) -> _Pattern:
    return _Pattern(number, rule.id, rule.value["scope"], regex, bool(rule.value.get("title")), longest_match(regex.pattern))


def compile_line(line: str, lists: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """A rule's regular expression with its word lists filled in."""

    def alternatives(match: re.Match[str]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(lists[match[1]], key=len, reverse=True))

    return re.compile(re.sub(r"\{([a-z_]+)\}", alternatives, line))


def sweep(lines: list[str]) -> Swept:
    """Article lines without furniture; the byline and the page's date are told apart."""
    told = _Told()
    kept = _drop_lines(lines, told)
    kept = _drop_tail(kept, told)
    return Swept(tuple(kept), next(iter(told.author + told.poster), ""), next(iter(told.published), ""))


def is_headline(title: str) -> bool:
    """False for a title that a scraper took from the page's frame: `Submitted by humas on`, `Beranda`."""
    return not any(pattern.in_title and pattern.scope == "line" and pattern.regex.fullmatch(title) for pattern in _patterns().found)


def _match(line: str, possible: Sequence[_Pattern]) -> re.Match[str] | None:
    if len(line) > MAX_LINE:
        return None
    for pattern in possible:
        if len(line) <= pattern.longest and (match := pattern.regex.fullmatch(line)):
            return match
    return None


def _drop_lines(lines: list[str], told: _Told) -> list[str]:
    kept: list[str] = []
    box, begun = 0, False
    for number, line in enumerate(lines):
        above = number < HEAD_LINES and not begun
        possible = _patterns().for_line(line)
        if match := _match(line, possible["box"]):
            box = MAX_BOX
        elif match := _match(line, possible["line"]) or (_match(line, possible["head"]) if above else None):
            told.note(match)
        elif box and _is_link(line):
            box -= 1
        else:
            box = 0
            begun = begun or bool(_SENTENCE.search(line))
            kept.append(_cut_inside(line, possible["cut"]))
    return [line for line in kept if line]


def _is_link(line: str) -> bool:
    """A line under a heading of links: a mark of a list, or a title, which has no full stop and no quotation."""
    if line[0] in ">»•·*-–›":
        return True
    return len(line) < 160 and not _SENTENCE.search(line) and not line.startswith(('"', "“"))


def _cut_inside(line: str, possible: Sequence[_Pattern]) -> str:
    whole = line
    for pattern in possible:
        line = pattern.regex.sub("", line)
        if line != whole:  # what is left may read as another piece of furniture
            return _cut_inside(line, [other for other in _patterns().found[pattern.number + 1 :] if other.scope == "cut"])
    return line.strip()


def _drop_tail(lines: list[str], told: _Told) -> list[str]:
    """Credits at the end go one after another: `… ujarnya. (rg/rel)`, `(Kominfo)`, `ANTARA`."""
    kept = list(lines)
    while len(kept) > 1 and (match := _match(kept[-1], _patterns().for_line(kept[-1])["tail"])):
        told.note(match)
        kept.pop()
    for _ in range(3):
        if not kept:
            break
        before = kept[-1]
        for pattern in _patterns().for_line(before)["end"]:
            if (match := pattern.regex.search(kept[-1])):
                kept[-1] = kept[-1][:match.start()].rstrip()
        if kept[-1] == before:
            break
        if not kept[-1]:
            kept.pop()
    return kept
