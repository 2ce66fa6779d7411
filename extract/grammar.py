"""Closed word classes and shapes of verbs, written once in `rules/grammar.yaml`, for the patterns of the steps."""

from __future__ import annotations

import re
from functools import cache

from extract.ruleset import fill_lists, load_family, load_words, word_set


@cache
def any_of(family: str, *lists: str) -> str:
    """The words of some lists as one alternation, longest first: `(?:beserta|serta|dan)`."""
    found = {word for name in lists for word in load_words(family, name)}
    return "(?:" + "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word))) + ")"


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
