"""Names that share one number: `Anu, Ana, dan Ani masing-masing tiga` is a count for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol, TypeVar

from extract.clauses import says_something
from extract.counts import Count
from extract.records import Span
from extract.ruleset import load_words


class Holder(Protocol):
    """A decision about a count; `parent` is the index of its total."""

    count: Count
    parent: int | None


Held = TypeVar("Held", bound=Holder)


def find_sharers(text: str, count: Count) -> list[Span]:
    """The names before `masing-masing` and the number, when there are at least two; nothing for one."""
    each = [m for m in _each_pattern().finditer(text, count.sentence.start, count.number.start)]
    if not each or count.number.percent or says_something(text[each[-1].end() : count.number.start]):
        return []
    row = _row_pattern().search(text, count.sentence.start, each[-1].start())
    group = row.lastgroup if row else None
    return [Span(m.start(), m.end()) for m in _name_pattern().finditer(text, row.start(group), row.end(group))] if row and group else []


def spread_shares(drafts: Sequence[Held], text: str) -> list[Held]:
    """Each draft once for every name that shares its number; totals are pointed to where they have moved."""
    sharers = [find_sharers(text, draft.count) or [None] for draft in drafts]
    for i, names in enumerate(sharers):
        row = _find_row(drafts, i, text) if len(names) > 1 else []
        if len(row) == len(names):  # `Anu dan Ana masing-masing tujuh dan sepuluh`
            sharers[i : i + len(row)] = [[name] for name in names]
    moved = [sum(len(names) for names in sharers[:i]) for i in range(len(drafts))]
    return [
        replace(draft, count=replace(draft.count, sharer=name) if name else draft.count, parent=moved[draft.parent] if draft.parent is not None else None)  # type: ignore[type-var]
        for draft, names in zip(drafts, sharers)
        for name in names
    ]


def _find_row(drafts: Sequence[Holder], first: int, text: str) -> list[Holder]:
    """The drafts whose numbers are joined to the first one: `tujuh, sembilan, dan sepuluh`."""
    row = [drafts[first]]
    for draft in drafts[first + 1 :]:
        between = text[row[-1].count.number.end : draft.count.number.start]
        if between.strip(" ,").lower() not in ("", *load_words("statistics", "joiners")) or draft.count.sentence != row[0].count.sentence:
            break
        row.append(draft)
    return row if len(row) > 1 else []


@lru_cache(maxsize=1)
def _each_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_words("statistics", "each")) + r")\b")


@lru_cache(maxsize=1)
def _name_pattern() -> re.Pattern[str]:
    """`Papua Barat Daya`, without the `Di` or `Kemudian` that begins a sentence."""
    firsts = [*load_words("statistics", "prepositions"), *load_words("statistics", "breaks"), *load_words("statistics", "from")]
    leads = "|".join(re.escape(w.capitalize()) for w in firsts)
    return re.compile(rf"(?!(?:{leads})\b)[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*){{0,3}}")


@lru_cache(maxsize=1)
def _row_pattern() -> re.Pattern[str]:
    """`Anu dan Ana`, `Anu, Ana, serta Ani` as the last names of the text searched; without `dan` right at its end."""
    joiners = "|".join(re.escape(w) for w in load_words("statistics", "row_ends"))
    name = _name_pattern().pattern
    return re.compile(rf"\b(?P<row>(?:{name},\s+)*{name},?\s+(?:{joiners})\s+{name})\b[^A-Z\d.;:]*$|\b(?P<row2>{name}(?:,\s+{name})+)[\s,]*$")
