"""The subject of a verb where another name stands nearer to it or speaks for it.

`dua hakim yang menangani perkara |X| meneken`: X is no subject; `Kapolres X melalui |Kasat Y| menjelaskan`: Y is.
"""

from __future__ import annotations

from extract.cast import Cast, Reference, split_gap
from extract.grammar import pattern_of
from extract.ruleset import word_set

MAX_CLAUSE = 120  # characters of a sentence before the name in which its clause begins


def clause_around(text: str, start: int, reference: Reference) -> int | None:
    """Where the `yang` of a clause begins whose last object is the reference: not one about what others say or should do."""
    first = max(start, reference.start - MAX_CLAUSE)
    found = pattern_of(r"\s*,?\s+{relatives}\s+(?:(?:{aspects}|{additives}|{adverbs})\s+)*({verb.active})(?:\s+[a-z]+){0,4}(?:\s+[A-Z][\w/-]*){0,4}\s+$").search(text[first:reference.start])
    if found is None or found[1] in _passing_on():
        return None
    return first + found.start()


def subject_of(text: str, cast: Cast, start: int, verb: int) -> Reference | None:
    """The subject of the verb, a clause that ends in a name right before it left out."""
    last = next((r for r in reversed(cast.within(start, verb)) if r.end <= verb), None)
    if last is not None and last.kind == "name" and not set(split_gap(text[last.end:verb])) - word_set("speech", "between"):
        opened = clause_around(text, start, last)
        if opened is not None:
            return cast.subject_before(start, opened)
    subject = cast.subject_before(start, verb)
    return _deputy_of(text, cast, subject, verb) if subject is not None else None


def _deputy_of(text: str, cast: Cast, subject: Reference, verb: int) -> Reference:
    """`Kapolres X melalui |Kasat Y| menjelaskan`: the one through whom another does it."""
    following = next((r for r in cast.within(subject.end, verb) if r.kind == "name"), None)
    through = following is not None and pattern_of(r"\s*,?\s*{means}\s+").fullmatch(text[subject.end:following.start])
    return following if following is not None and through else subject


def _passing_on() -> frozenset[str]:
    """Verbs whose object does what the next verb says: `yang mendesak |X| meneken`."""
    return word_set("speech", "reports") | word_set("roles", "has_others") | word_set("roles", "urging")
