"""Lines of a page that are no part of its article: links, boxes, credits and bylines, as `rules/furniture.yaml` names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from extract.ruleset import load_family

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
    rule_id: str
    regex: re.Pattern[str]
    in_title: bool


@dataclass
class _Told:
    author: list[str] = field(default_factory=list)
    poster: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)

    def note(self, match: re.Match[str]) -> None:
        for name, value in match.groupdict().items():
            if value and value.strip():
                getattr(self, name).append(value.strip(" *_-|,;:."))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    """Compiled patterns by scope."""
    family = load_family("furniture")
    by_scope: dict[str, list[_Pattern]] = {"line": [], "box": [], "tail": [], "head": [], "cut": [], "end": []}
    for rule in family.rules:
        for line in rule.regex:
            by_scope[rule.value["scope"]].append(_Pattern(rule.id, compile_line(line, family.lists), bool(rule.value.get("title"))))
    return {scope: tuple(found) for scope, found in by_scope.items()}


def compile_line(line: str, lists: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """A rule's regular expression with its word lists filled in."""

    def alternatives(match: re.Match[str]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(lists[match[1]], key=len, reverse=True))

    return re.compile(re.sub(r"\{([a-z_]+)\}", alternatives, line))


def sweep(lines: list[str]) -> Swept:
    """Article lines without furniture; the byline and the page's date are told apart."""
    told = _Told()
    kept = _drop_lines(lines, told)
    kept = [cut for line in kept if (cut := _cut_inside(line))]
    kept = _drop_tail(kept, told)
    return Swept(tuple(kept), next(iter(told.author + told.poster), ""), next(iter(told.published), ""))


def is_headline(title: str) -> bool:
    """False for a title that a scraper took from the page's frame: `Submitted by humas on`, `Beranda`."""
    return not any(pattern.in_title and pattern.regex.fullmatch(title) for pattern in _patterns()["line"])


def _matches(line: str, scope: str) -> re.Match[str] | None:
    if len(line) > MAX_LINE:
        return None
    for pattern in _patterns()[scope]:
        if match := pattern.regex.fullmatch(line):
            return match
    return None


def _drop_lines(lines: list[str], told: _Told) -> list[str]:
    kept: list[str] = []
    box = 0
    for number, line in enumerate(lines):
        above = number < HEAD_LINES and not any(_SENTENCE.search(other) for other in kept)
        if match := _matches(line, "box"):
            box = MAX_BOX
        elif match := _matches(line, "line") or (_matches(line, "head") if above else None):
            told.note(match)
        elif box and _is_link(line):
            box -= 1
        else:
            box = 0
            kept.append(line)
    return kept



def _is_link(line: str) -> bool:
    """A line under a heading of links: a mark of a list, or a title, which has no full stop and no quotation."""
    if line[0] in ">»•·*-–›":
        return True
    return len(line) < 160 and not _SENTENCE.search(line) and not line.startswith(('"', "“"))


def _cut_inside(line: str) -> str:
    for pattern in _patterns()["cut"]:
        line = pattern.regex.sub("", line)
    return line.strip()


def _drop_tail(lines: list[str], told: _Told) -> list[str]:
    """Credits at the end go one after another: `… ujarnya. (rg/rel)`, `(Kominfo)`, `ANTARA`."""
    kept = list(lines)
    while len(kept) > 1 and (match := _matches(kept[-1], "tail")):
        told.note(match)
        kept.pop()
    for _ in range(3):
        if not kept:
            break
        before = kept[-1]
        for pattern in _patterns()["end"]:
            if match := pattern.regex.search(kept[-1]):
                kept[-1] = kept[-1][:match.start()].rstrip()
        if kept[-1] == before:
            break
        if not kept[-1]:
            kept.pop()
    return kept
