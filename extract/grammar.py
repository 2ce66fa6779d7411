"""Closed word classes and shapes of verbs, written once in `rules/grammar.yaml`, for the patterns of the steps."""

from __future__ import annotations

import re
from functools import cache

from extract.notation import fill_lists
from extract.ruleset import load_family, load_words, word_set

_SHAPE = re.compile(r"\{(verb\.\w+)\}")


@cache
def pattern_of(template: str, family: str = "grammar") -> re.Pattern[str]:
    """`{and_words} [A-Z]`, with word lists of the grammar and of a family and shapes of verbs in braces, compiled once."""
    lists = {**load_family("grammar").lists, **load_family(family).lists}
    return re.compile(fill_lists(_SHAPE.sub(lambda match: shape_of(match[1]), template), lists))


@cache
def word_class(*names: str) -> frozenset[str]:
    """The words of some classes: `word_class("and_words", "then_words")`."""
    return frozenset(word for name in names for word in load_words("grammar", name))


@cache
def shape_of(rule: str) -> str:
    """The regular expression of a rule, to be put into a longer one: `verb.active` -> `\\b(?:me)[a-z]{3,}\\b`."""
    family = load_family("grammar")
    return fill_lists(family.rule(rule).regex[0], family.lists)


@cache
def _whole(rule: str) -> re.Pattern[str]:
    return re.compile(shape_of(rule))


def has_shape(word: str, rule: str = "verb.any") -> bool:
    """`ditunda`, `terdakwa` -> True: the word looks like a verb."""
    return _whole(rule).fullmatch(word) is not None


def is_verb(word: str, rule: str = "verb.any") -> bool:
    """`ditunda` -> True, `terdakwa` -> False: it looks like one and is none of the nouns that do so too."""
    return has_shape(word, rule) and word not in word_set("instruments", "np_verblike")


def has_enclitic(word: str) -> bool:
    """`ketuanya` -> True."""
    return word.endswith(tuple(load_words("grammar", "enclitics")))


def drop_enclitic(word: str) -> str:
    """`ketuanya` -> `ketua`, `STNK-nya` -> `STNK`."""
    for enclitic in load_words("grammar", "enclitics"):
        word = word.removesuffix(enclitic)
    return word.removesuffix("-")
