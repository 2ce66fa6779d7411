"""The fast pass: a search over the trigger vocabulary of the rules decides which articles can hold a signing or a statistic.

The vocabulary is read out of the rules themselves, so that it cannot drift from them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.ruleset import Family, RuleError, load_family


def could_hold_rows(text: str) -> bool:
    """False only where no rule can find a signing or a statistic."""
    lowered = text.lower()
    if _signing_pattern().search(lowered):
        return True
    return any(pattern.search(lowered) for pattern in _statistic_patterns()) if _statistic_patterns() else False


@lru_cache(maxsize=1)
def _signing_pattern() -> re.Pattern[str]:
    return compile_words(trigger_words(load_family("signing")))


@lru_cache(maxsize=1)
def _statistic_patterns() -> tuple[re.Pattern[str], ...]:
    """Words of violations; an article without one of them holds no statistic. Absent rules give none."""
    try:
        family = load_family("statistics")
    except RuleError:
        return ()
    words = {word.lower() for name in ("scan_words",) for word in family.lists.get(name, ())}
    return (compile_words(words),) if words else ()


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
