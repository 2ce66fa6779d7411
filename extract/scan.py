"""The fast pass: a search over the vocabulary of the rules decides which articles can hold a signing or a statistic.

The vocabulary is read out of the rules themselves, so that it cannot drift from them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

from extract.accepting import is_first
from extract.clauses import list_pattern
from extract.coordination import ITEM
from extract.counts import read_words
from extract.dates import find_dates, holds_date
from extract.headers import HEADER
from extract.instruments import find_instruments
from extract.literals import Sieve
from extract.measures import read_counts
from extract.notation import fill_lists
from extract.numbers import find_numbers, number_pattern
from extract.records import Article, Reading, Sentence
from extract.ruleset import Family, Rule, load_family
from extract.sentences import PlainText, make_doc, split_sentences
from extract.signings import find_triggers

if TYPE_CHECKING:
    from spacy.tokens import Doc


def worth_reading(article: Article) -> bool:
    """False only for an article that full reading would find no signing and no statistic in."""
    return holds_trigger(article.text) or holds_count(article)


def could_hold_rows(text: str) -> bool:
    """False only where no rule can find a signing or a statistic; a quick look that errs on the side of reading."""
    return bool(_lines_with_triggers(text)) or could_hold_statistic(text)


# --- signings -------------------------------------------------------------------------------------------------------
def holds_trigger(text: str) -> bool:
    """Whether a rule of signing fires, and one that asks for a named instrument has a name of one in its sentence; neither looks at entities."""
    return any(map(_fires, _lines_with_triggers(text)))


def _fires(line: str) -> bool:
    doc = make_doc(line)
    triggers = find_triggers(doc)
    if not triggers or not all(trigger.named_only for trigger in triggers):
        return bool(triggers)
    heads = [instrument.first for instrument in find_instruments(doc, frozenset())]
    return any(sent.start <= head < sent.end for trigger in triggers for sent in [doc[trigger.first].sent] for head in heads)


def _lines_with_triggers(text: str) -> list[str]:
    """Lines with all the words that some rule of signing cannot do without; no rule looks beyond its sentence."""
    low = text.lower()
    numbers = {low.count("\n", 0, start) for start in _find_trigger_words(low)}
    lines = text.split("\n") if numbers else []
    return [lines[number] for number in sorted(numbers)]


def _find_trigger_words(low: str) -> Iterator[int]:
    """Where the rarest word of a pattern stands, in a line with its other words."""
    sieve, needs = _trigger_searches()
    for number, starts in sieve.list_starts(low).items():
        for start in starts:
            if sieve.patterns[number].match(low, start):
                line = low.rfind("\n", 0, start) + 1, (low.find("\n", start) + 1 or len(low) + 1) - 1
                if all(need.search(low, *line) for need in needs[number]):
                    yield start


@lru_cache(maxsize=1)
def _trigger_searches() -> tuple[Sieve, list[list[re.Pattern[str]]]]:
    """For every pattern that makes a trigger, the words of its rarest item, and those of each other item."""
    required = {frozenset(items) for _, items in _trigger_patterns(load_family("signing"))}
    compiled = [[compile_words(words) for words in sorted(items, key=_cost)] for items in required]
    return Sieve([rarest for rarest, *_ in compiled]), [others for _, *others in compiled]


# --- statistics -----------------------------------------------------------------------------------------------------
HEAVY, MEDIUM = 2, 1  # weights of heads in rules/statistics.yaml: says it by itself, needs an article about violations
AROUND = 40  # characters beside a sentence over which a date may run
LIGHT_HEAD = 0.9  # the most that a lighter head adds to a verb


def holds_count(article: Article) -> bool:
    """Whether the steps that find statistics, none of which looks at entities, find one.

    The first count of an article stands on its own evidence, so only the sentences with enough of it are read.
    """
    spans = _list_sentences_with_cues(article.text)
    if not spans:
        return False
    sentences = tuple(Sentence(i, start, end, 0, "body") for i, (start, end) in enumerate(spans))
    reading = Reading(article, cast("Doc", PlainText(article.text)), sentences)
    if any(holds_date(article.text[max(0, start - AROUND) : end + AROUND]) for start, end in spans):
        reading = replace(reading, dates=find_dates(reading))  # a year or a day of a date counts nothing
    reading = replace(reading, numbers=find_numbers(reading))
    if not any(start <= number.start < end for number in reading.numbers for start, end in spans):
        return False
    return any(is_first(count) for count in read_counts(reading, read_words(reading)))


def could_hold_statistic(text: str) -> bool:
    """Whether some sentence holds a number and words that can make the first count of an article (see extract/measures.py)."""
    return bool(_list_sentences_with_cues(text))


def _list_sentences_with_cues(text: str) -> list[tuple[int, int]]:
    """Begin and end of each sentence that may hold the first count; lines are looked at first, as telling sentences apart costs more."""
    cues = Cues(text)
    return list(_find_sentences_with_cues(text, cues)) if _can_add_up(cues.list_kinds(0, len(text))) else []


def _find_sentences_with_cues(text: str, cues: Cues) -> Iterator[tuple[int, int]]:
    begin = 0
    header: tuple[int, int] | None = None  # the last line, when it could stand above a list: `Sebaran aduan:`
    for line in text.split("\n"):
        end = begin + len(line)
        if cues.suffice(begin, end):
            yield from _list_sentences_of_line(line, begin, cues)
        elif header and len(line) <= ITEM and number_pattern().search(line):
            yield from (header, (begin, end))
        if line.strip():
            header = (begin, end) if _could_head_list(line, begin, cues) else None
        begin = end + 1


def _list_sentences_of_line(line: str, begin: int, cues: Cues) -> Iterator[tuple[int, int]]:
    """The sentences with enough in them, and a question or an announcement with its number: `Yang sudah ditegur? Baru dua.`"""
    asked: tuple[int, int] | None = None
    for start, end in split_sentences(line):
        if cues.suffice(begin + start, begin + end):
            yield begin + start, begin + end
        elif asked and number_pattern().search(line, start, end):
            yield from (asked, (begin + start, begin + end))
        announces = list_pattern("announcing").search(line, start, end) and cues.list_kinds(begin + start, begin + end) & {"heavy", "stage"}
        asked = (begin + start, begin + end) if announces or line[start:end].rstrip().endswith("?") else None


def _could_head_list(line: str, begin: int, cues: Cues) -> bool:
    """A line that names violations or what became of them, above lines with a number each."""
    return (line.rstrip().endswith(":") or len(line) <= HEADER) and bool(cues.list_kinds(begin, begin + len(line)) & {"heavy", "medium", "stage"})


class Cues:
    """Where in a text the rules of statistics find what contributes to a first count."""

    def __init__(self, text: str) -> None:
        self._text = text
        sieve, kinds = _statistic_cues()
        starts = sieve.list_starts(text)
        self._found = sorted((start, kinds[number]) for number in starts for start in starts[number] if sieve.patterns[number].match(text, start))

    def list_kinds(self, begin: int, end: int) -> set[str]:
        """What begins in a stretch of text."""
        return {kind for _, kind in self._found[bisect_left(self._found, (begin,)) : bisect_left(self._found, (end,))]}

    def suffice(self, begin: int, end: int) -> bool:
        """A number with what can carry a first count over the threshold: a violation, a stage, a noun with a verb; less in an article about violations."""
        kinds = self.list_kinds(begin, end)
        return (_adds_up(kinds) or _can_add_up(kinds) and self.could_be_about_violations) and number_pattern().search(self._text, begin, end) is not None

    @cached_property
    def could_be_about_violations(self) -> bool:
        """Whether the article names violations and what became of them often enough to lend weight to a plain `kasus`."""
        return sum({"heavy": 1.0, "topic": 1.0, "stage": 0.5}.get(kind, 0.0) for _, kind in self._found) >= 2


def _adds_up(kinds: set[str]) -> bool:
    """Enough in any article."""
    noun = "medium" in kinds or "light" in kinds
    return "heavy" in kinds or "stage" in kinds or noun and "strong" in kinds or "medium" in kinds and bool(kinds & {"verb", "rank"})


def _can_add_up(kinds: set[str]) -> bool:
    """Enough in an article about violations."""
    return _adds_up(kinds) or "medium" in kinds or "light" in kinds and "verb" in kinds


@lru_cache(maxsize=1)
def _statistic_cues() -> tuple[Sieve, tuple[str, ...]]:
    """The patterns of `statistics.yaml` that contribute to a first count, and what each contributes."""
    family = load_family("statistics")
    found = [(re.compile(fill_lists(line, family.lists)), kind) for rule in family.rules if (kind := _contribution(rule)) for line in rule.regex]
    return Sieve([pattern for pattern, _ in found]), tuple(kind for _, kind in found)


def _contribution(rule: Rule) -> str:
    """heavy, medium or light for a noun; strong or verb for a verb; stage, topic, rank; nothing for what only joins counts or forbids them."""
    kind, weight = rule.value["kind"], rule.value.get("weight", 0)
    if kind == "head":
        return "heavy" if weight >= HEAVY else "medium" if weight >= MEDIUM else "light"
    if kind == "operation" or kind == "verb" and weight + LIGHT_HEAD >= HEAVY:
        return "strong"
    return kind if kind in ("verb", "stage", "topic", "rank") else ""


# --- words ----------------------------------------------------------------------------------------------------------
def compile_words(words: set[str]) -> re.Pattern[str]:
    """One pattern that finds any of the words or phrases as whole tokens; words of several tokens may be parted by any space."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(r"\s*".join(map(re.escape, _pieces(w))) for w in ordered) + r")(?![^\W\d_])")


def _pieces(word: str) -> list[str]:
    return word.lower().split()


def trigger_words(family: Family) -> set[str]:
    """For every pattern of the rules that make a trigger, the words of one item that it cannot match without."""
    return {word for _, required in _trigger_patterns(family) for word in min(required, key=_cost)}


def _trigger_patterns(family: Family) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """Each pattern of the rules that make a trigger, with the word sets of the items that it must match."""
    for rule in family.rules:
        if rule.value.get("voice") != "none":
            yield from ((line, _required(line, family)) for line in rule.patterns)


def _cost(words: frozenset[str]) -> tuple[int, int]:
    """Prefer the item whose shortest word is longest: it is the rarest in other text."""
    return (-min(len(w) for w in words), len(words))


def _required(line: str, family: Family) -> list[frozenset[str]]:
    """The word sets of the items of a pattern that must match: `{put} ..2 {signature}@verb` -> put, signature."""
    found = []
    for item in re.findall(r"\([^)]*\)\S*|\S+", line):
        body = re.sub(r"@\w+", "", item)
        if body[-1] in "?*" or body.startswith(("..", "<")):
            continue
        body = body.rstrip("+")
        if body.startswith("{"):
            found.append(frozenset(w.lower() for w in family.lists[body[1:-1]]))
        elif body.startswith("("):
            found.append(frozenset(w.lower() for w in body[1:-1].split("|")))
        else:
            found.append(frozenset(w.lower() for w in body.lstrip("=").split("|")))
    return found
