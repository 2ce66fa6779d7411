"""People told of together: the list behind a cue, people joined by commas and `dan`, and words that sum them up.

`disaksikan Bupati X, para camat, serta Kapolres Y` -> X and Y; `Keduanya` in the next sentence -> the same two.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.cast import Cast, Reference, is_predicate, split_gap
from extract.grammar import pattern_of, word_class
from extract.records import Reading, Span
from extract.ruleset import load_words, word_set
from extract.speakers import resolve_pronoun

MAX_FIRST_GAP = 28  # words between a cue and the first of its list: `Hadir dalam rapat … antara lain`
MAX_GAP = 22  # words between two people of a list: offices of two deputies are about that long
MAX_OBJECT = 6  # words of an object between a verb and its subject
MAX_GROUP_BACK = 2  # sentences back to the persons that `ketiganya` sums up
MAX_OPENING = 40  # characters before a subject that opens its sentence: a dateline, an office


def collect_after(reading: Reading, cast: Cast, start: int, end: int, strict: bool = False, pause: bool = False) -> list[int]:
    """The list that begins at `start`, up to a verb, a new clause or the sentence's end.

    `strict`: it begins before any verb; `pause`: a comma may stand before it (`Hadir menyaksikan, Bupati X`).
    """
    text = reading.text
    first = next(iter(cast.within(start, end)), None)
    if first is not None and first.kind == "group" and not split_gap(text[start:first.start]):
        return resolve_group(reading, cast, first)
    found = _resolve_self(reading, cast, first, start)
    if found:
        start = first.end
    if pause and first is not None and first.kind in ("name", "office") and (match := re.match(r"\s*,\s+(?=[A-Z])", text[start:first.start + 1])):
        start += match.end()  # `Turut hadir, Bupati X yang diwakili Sekda Y`
    position, owned = start, False
    if not found and first is not None and first.kind == "name" and is_owner(text, first.start, start):
        position, owned = first.end, True  # `dihadiri sejumlah sahabat |Naya|, antara lain Dimas`; `hakim perkara |Naya|, Dimas`
    for reference in cast.within(start, end):
        if reference.person is None or reference.start < position or reference.kind == "office" and reference.person in cast.absent:
            continue
        gap = text[position:reference.start]
        if found and _is_represented_inside(gap):
            position = reference.end
            continue
        if strict and not found and any(is_predicate(word) for word in split_gap(gap)):
            break
        apposed = owned and not found and gap.strip() == "," and reference.kind == "name"
        if not apposed and not _goes_on(gap, first=not found) or reference.kind == "office" and len(split_gap(gap)) > 2 and not (found and _names_bodies(gap)):
            break
        found.append(reference.person)
        position = reference.end
    return found


def collect_behind_verb(reading: Reading, cast: Cast, cue: Span, sentence: Span) -> list[int]:
    """`|Membubuhkan tanda tangan| Bupati X dan Rektor Y`, `Turut |meneken| nota itu Camat Z`: the verb opens the sentence, its subject stands at the end."""
    first = next((r for r in cast.within(cue.end, sentence.end) if r.person is not None), None)
    ahead = {word.lower() for word in split_gap(reading.text[sentence.start:cue.start])}
    if first is None or first.kind != "name" or ahead - word_class("additives"):
        return []
    between = [word.lower() for word in split_gap(reading.text[cue.end:first.start])]
    led = word_class("at_words", "on_words", "with_words", "agents", "for_words", "relatives", "and_words")
    if len(between) > MAX_OBJECT or set(between) & led or not all(word[0].isalpha() for word in between):
        return []
    return collect_after(reading, cast, cue.end, sentence.end, strict=True)


def _names_bodies(gap: str) -> bool:
    """`Ketua KPAI X|, PB Djarum dan |Menpora`: only bodies stand between two who do it."""
    return all(word in "," or word[0].isupper() or word in word_class("and_words") for word in split_gap(gap))


def _goes_on(gap: str, first: bool) -> bool:
    """True when `gap` may stand inside a list: offices without a name, `serta`, `disusul`, a date, but no new predicate."""
    words = split_gap(_stand_in_link().sub(" , ", gap))
    if len(words) > (MAX_FIRST_GAP if first else MAX_GAP) or any(word in "\"“”" or word in ".!?" for word in words):
        return False
    lowered = [word.lower() for word in words]
    if first:
        if words[:1] == words[2:3] == [","] and lowered[1] in _day_names():  # `diteken, Senin (2/1), oleh X`
            words, lowered = words[2:], lowered[2:]
        if words and words[0] == "," and "".join(lowered[1:2]) not in load_words("roles", "list_openers"):
            return False
        stops = {*load_words("speech", "reports"), *load_words("speech", "breaks"), *load_words("roles", "list_stops")} - set(load_words("roles", "list_openers"))
        return not set(lowered) & stops and not any(is_predicate(word) for word in words[:1])
    if not words:
        return False
    if pattern_of(r"\s*,?\s*(?:{relatives}|{as_words})\b").match(gap):
        return bool(lowered) and (lowered[-1] == "," or lowered[-1] in word_class("and_words", "with_words", "additives")) and not set(lowered) & set(load_words("speech", "breaks"))
    if pattern_of(r"\s*,?\s*(?:{meanwhile}|{and_words})?\s*(?:{from_words}|{for_words})\b").match(gap):
        return not any(is_predicate(word) for word in words)
    if set(lowered) & {*load_words("roles", "list_stops"), *word_class("relatives")}:
        return False
    return not any(is_predicate(word) for word in words)


@lru_cache(maxsize=1)
def _day_names() -> frozenset[str]:
    return frozenset(name.lower() for name in load_words("dates", "weekdays"))


def is_owner(text: str, name: int, start: int) -> bool:
    """`para sahabat |Naya|`, `keluarga |Naya|`: not the one named but people of his or hers."""
    before = re.search(r"([a-z]+)\s$", text[start:name])
    return bool(before) and before[1] in word_set("roles", "people_of")


@lru_cache(maxsize=1)
def _stand_in_link() -> re.Pattern[str]:
    """What joins an absent person to the stand-in inside a list: `yang diwakili oleh`, `melalui`."""
    return re.compile(rf"\b(?:{'|'.join(load_words('roles', 'stand_in_links'))})\b")


def _is_represented_inside(gap: str) -> bool:
    """`X yang mewakili Y, serta Z`: Y stands inside the list without belonging to it."""
    return any(re.search(rf"\b{re.escape(word)}\s*$", gap) for word in load_words("roles", "represented_inside"))


def is_joint(gap: str) -> bool:
    """Only a comma, a joining word or offices without a name stand between."""
    words = split_gap(gap)
    joins = load_words("roles", "joins")
    if not words or len(words) > MAX_GAP or not (words[0] == "," or words[0].lower() in joins or words[0] in "–-/&"):
        return False
    return _goes_on(gap, first=False)


def joined_after(text: str, cast: Cast, subject: Reference, end: int) -> list[Reference]:
    found, position = [], subject.end
    for reference in cast.within(subject.end, end):
        if reference.person is None or reference.end > end or not is_joint(text[position:reference.start]):
            break
        found.append(reference)
        position = reference.end
    return found


def _resolve_self(reading: Reading, cast: Cast, first: Reference | None, start: int) -> list[int]:
    """`disaksikan dirinya dan Kapolres X`: a list may begin with a pronoun."""
    if first is None or first.kind != "pronoun" or split_gap(reading.text[start:first.start]):
        return []
    person = resolve_pronoun(reading, cast, first, reading.sentence_at(first.start), None)
    return [] if person is None else [person]


def resolve_group(reading: Reading, cast: Cast, group: Reference) -> list[int]:
    """`Ketiganya` after `A, B, dan C` -> the three; `mereka` -> the list that opens the sentence before."""
    at = reading.sentence_at(group.start)
    together: dict[int, None] = {}  # the persons of the sentences back to the one read
    for index in range(at.index, max(at.index - MAX_GROUP_BACK, -1) - 1, -1):
        sentence = reading.sentences[index]
        named = [r for r in cast.within(sentence.start, min(sentence.end, group.start)) if r.person is not None]
        runs = _list_runs(reading.text, named)
        if group.size:
            fitting = [run for run in runs if len(run) == group.size]
            if fitting:
                return fitting[-1]
            together = dict.fromkeys([r.person for r in named] + list(together))
            if len(together) == group.size:
                return list(together)
        elif named:
            opened = named[0].start - sentence.start < MAX_OPENING and not cast.is_object(named[0], sentence.start)
            return runs[0] if opened and len(runs[0]) > 1 else []
    return []


def _list_runs(text: str, named: list[Reference]) -> list[list[int]]:
    """References joined to lists: `A dan B bertemu C` -> [[A, B], [C]]."""
    runs: list[list[int]] = []
    last: Reference | None = None
    for reference in named:
        if last is not None and reference.start >= last.end and is_joint(text[last.end:reference.start]):
            runs[-1] += [reference.person] * (reference.person not in runs[-1])
        else:
            runs.append([reference.person])
        last = reference
    return runs
