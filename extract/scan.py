"""The fast pass: a search over the vocabulary of the rules decides which articles can hold a signing or a statistic.

The vocabulary is read out of the rules themselves, so that it cannot drift from them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extract.dates import find_dates
from extract.instruments import find_instruments
from extract.numbers import find_numbers, number_pattern
from extract.records import Article, Reading
from extract.ruleset import Family, fill_lists, load_family
from extract.sentences import list_sentences, make_doc
from extract.signings import find_triggers
from extract.statistics import find_statistics


def worth_reading(article: Article) -> bool:
    """False only for an article that full reading would find no signing and no statistic in."""
    return could_hold_signing(article.text) and holds_trigger(article) or could_hold_statistic(article.text) and holds_count(article)


def could_hold_rows(text: str) -> bool:
    """False only where no rule can find a signing or a statistic; a quick look that errs on the side of reading."""
    return could_hold_signing(text) or could_hold_statistic(text)


def could_hold_signing(text: str) -> bool:
    """Whether a word is there that some rule of signing cannot do without."""
    return bool(_signing_pattern().search(text.lower()))


@lru_cache(maxsize=1)
def _signing_pattern() -> re.Pattern[str]:
    return compile_words(trigger_words(load_family("signing")))


def holds_trigger(article: Article) -> bool:
    """Whether a rule of signing fires, and one that asks for a named instrument has a name of one in its sentence; neither looks at entities."""
    doc = make_doc(article.text)
    triggers = find_triggers(doc)
    if not triggers or not all(trigger.named_only for trigger in triggers):
        return bool(triggers)
    heads = [instrument.first for instrument in find_instruments(doc, frozenset())]
    return any(sent.start <= head < sent.end for trigger in triggers for sent in [doc[trigger.first].sent] for head in heads)


# --- statistics -----------------------------------------------------------------------------------------------------
MEDIUM, HEAVY = 1, 2  # weights of heads in rules/statistics.yaml: needs an article about violations, says it by itself


def holds_count(article: Article) -> bool:
    """Whether the steps that find statistics, none of which looks at entities, find one: much cheaper than entities are."""
    doc = make_doc(article.text)
    reading = Reading(article, doc, list_sentences(doc, article))
    reading = replace(reading, dates=find_dates(reading))
    return bool(find_statistics(replace(reading, numbers=find_numbers(reading))))


def could_hold_statistic(text: str) -> bool:
    """Whether some sentence holds a number and words that can make the first count of an article (see extract/measures.py).

    Paragraphs are looked at first, as telling sentences apart costs more.
    """
    paragraphs = [line for line in text.split("\n") if _holds_cues(line, text)]
    return any(_holds_cues(sentence.text, text) for line in paragraphs for sentence in make_doc(line).sents)


def _holds_cues(part: str, text: str) -> bool:
    """A number, and a violation, a stage, a verb with what it counts, or a case in an article about violations."""
    if not number_pattern().search(part):
        return False
    cues = _joined_cues()
    if cues["heavy"].search(part) or cues["stage"].search(part):
        return True
    medium = cues["medium"].search(part)
    if (medium or cues["light"].search(part)) and cues["verb"].search(part):
        return True
    return bool(medium) and could_be_about_violations(text)


def could_be_about_violations(text: str) -> bool:
    """Whether the article names violations and what became of them often enough to lend weight to a plain `kasus`."""
    cues = _statistic_cues()
    named = sum(len(pattern.findall(text)) for kind in ("heavy", "topic") for pattern in cues[kind])
    return named >= 2 or named + sum(len(pattern.findall(text)) for pattern in cues["stage"]) / 2 >= 2


@lru_cache(maxsize=1)
def _statistic_cues() -> dict[str, list[re.Pattern[str]]]:
    """The patterns of `statistics.yaml` by what they can contribute to a first count."""
    family = load_family("statistics")
    groups: dict[str, list[re.Pattern[str]]] = {"heavy": [], "medium": [], "light": [], "stage": [], "verb": [], "topic": []}
    for rule in family.rules:
        kind = rule.value["kind"]
        if kind == "head":
            kind = "heavy" if rule.value["weight"] >= HEAVY else "medium" if rule.value["weight"] >= MEDIUM else "light"
        kind = "verb" if kind == "operation" else kind
        if kind in groups:
            groups[kind] += [re.compile(fill_lists(line, family.lists)) for line in rule.regex]
    return groups


@lru_cache(maxsize=1)
def _joined_cues() -> dict[str, re.Pattern[str]]:
    return {kind: join_patterns([pattern.pattern for pattern in patterns]) for kind, patterns in _statistic_cues().items()}


def join_patterns(lines: list[str]) -> re.Pattern[str]:
    """Several regular expressions as one; `(?i)` at the start of each becomes local to it."""
    return re.compile("|".join(f"(?i:{line[4:]})" if line.startswith("(?i)") else f"(?:{line})" for line in lines))


# --- words ----------------------------------------------------------------------------------------------------------
def compile_words(words: set[str]) -> re.Pattern[str]:
    """One pattern that finds any of the words or phrases as whole tokens; words of several tokens may be parted by any space."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(r"\s*".join(map(re.escape, _pieces(w))) for w in ordered) + r")(?![^\W\d_])")


def _pieces(word: str) -> list[str]:
    return word.lower().split()


def trigger_words(family: Family) -> set[str]:
    """For every pattern of the rules that make a trigger, the words of one item that it cannot match without."""
    words: set[str] = set()
    for rule in family.rules:
        if rule.value.get("voice") == "none":
            continue
        for line in rule.patterns:
            words |= min((item for item in _required(line, family)), key=_cost)
    return words


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
