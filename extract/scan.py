"""The fast pass: a search over the vocabulary of the rules decides which articles can hold a signing or a statistic.

The vocabulary is read out of the rules themselves, so that it cannot drift from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from extract.counts import read_words
from extract.dates import find_dates, holds_date
from extract.instruments import find_instruments
from extract.literals import Gate
from extract.measures import HEADER, ITEM, read_counts
from extract.numbers import find_numbers, number_pattern
from extract.records import Article, Reading, Sentence
from extract.ruleset import Family, Rule, fill_lists, load_family
from extract.sentences import PlainText, make_doc, split_sentences
from extract.signings import find_triggers
from extract.weighing import THRESHOLD

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
    found = _any_trigger_word()
    return [line for line in text.split("\n") if found.search(low := line.lower()) and any(_holds_all(low, needs) for needs in _trigger_needs())]


def _holds_all(low: str, needs: Sequence[re.Pattern[str]]) -> bool:
    return all(need.search(low) for need in needs)


@lru_cache(maxsize=1)
def _any_trigger_word() -> re.Pattern[str]:
    return compile_words(trigger_words(load_family("signing")))


@lru_cache(maxsize=1)
def _trigger_needs() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """For every pattern that makes a trigger, its words item by item."""
    needs = {frozenset(required) for _, required in _trigger_patterns(load_family("signing"))}
    return tuple(tuple(compile_words(words) for words in sorted(required, key=_cost)) for required in needs)


# --- statistics -----------------------------------------------------------------------------------------------------
HEAVY, MEDIUM = 2, 1  # weights of heads in rules/statistics.yaml: says it by itself, needs an article about violations
AROUND = 40  # characters beside a sentence over which a date may run
LIGHT_HEAD = 0.9  # the most that a lighter head adds to a verb


def holds_count(article: Article) -> bool:
    """Whether the steps that find statistics, none of which looks at entities, find one.

    The first count of an article stands on its own evidence, so only the sentences with enough of it are read.
    """
    spans = list(_sentences_with_cues(article.text))
    if not spans:
        return False
    sentences = tuple(Sentence(i, start, end, 0, "body") for i, (start, end) in enumerate(spans))
    reading = Reading(article, cast("Doc", PlainText(article.text)), sentences)
    if any(holds_date(article.text[max(0, start - AROUND) : end + AROUND]) for start, end in spans):
        reading = replace(reading, dates=find_dates(reading))  # a year or a day of a date counts nothing
    reading = replace(reading, numbers=find_numbers(reading))
    return any(count.score >= THRESHOLD for count in read_counts(reading, read_words(reading)))


def could_hold_statistic(text: str) -> bool:
    """Whether some sentence holds a number and words that can make the first count of an article (see extract/measures.py)."""
    return any(True for _ in _sentences_with_cues(text))


def _sentences_with_cues(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence that may hold the first count; lines are looked at first, as telling sentences apart costs more."""
    begin = 0
    header: tuple[int, int] | None = None  # the last line, when it could stand above a list: `Sebaran aduan:`
    for line in text.split("\n"):
        if _holds_cues(line, text):
            yield from ((begin + start, begin + end) for start, end in split_sentences(line) if _holds_cues(line[start:end], text))
        elif header and len(line) <= ITEM and number_pattern().search(line):
            yield from (header, (begin, begin + len(line)))
        if line.strip():
            header = (begin, begin + len(line)) if _could_head_list(line) else None
        begin += len(line) + 1


def _could_head_list(line: str) -> bool:
    """A line that names violations or what became of them, above lines with a number each."""
    if not (line.rstrip().endswith(":") or len(line) <= HEADER):
        return False
    cues = _statistic_cues()
    return any(cues.kinds[number] in ("heavy", "medium", "stage") for number in cues.list_possible(line))


def _holds_cues(part: str, text: str) -> bool:
    """A number with what can carry a first count over the threshold: a violation, a stage, a noun with a verb; less in an article about violations."""
    cues = _statistic_cues()
    possible = cues.list_possible(part)
    if not possible or not _can_add_up({cues.kinds[number] for number in possible}) or not number_pattern().search(part):
        return False
    kinds = {cues.kinds[number] for number in possible if cues.patterns[number].search(part)}
    return _adds_up(kinds) or _can_add_up(kinds) and could_be_about_violations(text)


def _adds_up(kinds: set[str]) -> bool:
    """Enough in any article."""
    noun = "medium" in kinds or "light" in kinds
    return "heavy" in kinds or "stage" in kinds or noun and "strong" in kinds or "medium" in kinds and bool(kinds & {"verb", "rank"})


def _can_add_up(kinds: set[str]) -> bool:
    """Enough in an article about violations."""
    return _adds_up(kinds) or "medium" in kinds or "light" in kinds and "verb" in kinds


@lru_cache(maxsize=1)
def could_be_about_violations(text: str) -> bool:
    """Whether the article names violations and what became of them often enough to lend weight to a plain `kasus`."""
    cues = _statistic_cues()
    found = {number: len(cues.patterns[number].findall(text)) for number in cues.list_possible(text) if cues.kinds[number] in ("heavy", "topic", "stage")}
    return sum(n / 2 if cues.kinds[number] == "stage" else n for number, n in found.items()) >= 2


class Cues(Gate):
    """The patterns of `statistics.yaml`, each with what it can contribute to a first count."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], kinds: Sequence[str]) -> None:
        super().__init__(patterns)
        self.kinds = list(kinds)


@lru_cache(maxsize=1)
def _statistic_cues() -> Cues:
    family = load_family("statistics")
    found = [(re.compile(fill_lists(line, family.lists)), kind) for rule in family.rules if (kind := _contribution(rule)) for line in rule.regex]
    return Cues([pattern for pattern, _ in found], [kind for _, kind in found])


def _contribution(rule: Rule) -> str:
    """heavy, medium or light for a noun; strong or verb for a verb; stage, topic, rank; nothing for what only joins counts or forbids them."""
    kind, weight = rule.value["kind"], rule.value.get("weight", 0)
    if kind == "head":
        return "heavy" if weight >= HEAVY else "medium" if weight >= MEDIUM else "light"
    if kind == "operation" or kind == "verb" and weight + LIGHT_HEAD >= THRESHOLD:
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
        if body[-1] in "?*" or body.startswith("..") or body.startswith("<"):
            continue
        body = body.rstrip("+")
        if body.startswith("{"):
            found.append(frozenset(w.lower() for w in family.lists[body[1:-1]]))
        elif body.startswith("("):
            found.append(frozenset(w.lower() for w in body[1:-1].split("|")))
        else:
            found.append(frozenset(w.lower() for w in body.lstrip("=").split("|")))
    return found
