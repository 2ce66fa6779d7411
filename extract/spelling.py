"""When two names in one article can be one: spelling, initials, names cut short, beginnings blended to a nickname.

`Soedjarwo Tirta` = `Sujarwo Tirta`, `BJ Hartono` = `Bambang Joko Hartono`, `SBY` of `Susilo Bambang Yudhoyono`
"""

from __future__ import annotations

import re

from extract.grammar import pattern_of

SAME_SPELLING = 0.86  # similarity of two full names that are slips of one
SAME_WORD = 0.84  # of two single words; short words must be equal


def name_words(name: str) -> list[str]:
    """`M. Rifa'i Soekirman` -> ["m", "rifai", "sukirman"]"""
    words = re.findall(r"[^\W\d_]+(?:['’`.][^\W\d_]+)*\.?", pattern_of(r"-(?:{particles}|{enclitics})\b").sub("", name.casefold()))
    return [_fold_spelling(re.sub(r"[.'’`]", "", word)) for word in words]


def _fold_spelling(word: str) -> str:
    """Old and new spelling compare equal: `Soedjarwo` -> `sujarwo`, `Andy` -> `andi`."""
    if len(word) < 4:
        return word
    for old, new in (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy")):
        word = word.replace(old, new)
    return word[0] + re.sub(r"(?<=[^aeiouns])y", "i", word[1:])


def same_name(one: list[str], other: list[str]) -> bool:
    """Whether two full names can be one person's: one inside the other, initials for words, or a slip of spelling."""
    short, long = sorted((one, other), key=len)
    if _inside(short, long) or is_cut_short(one, other):
        return True
    return len(short) == len(long) and one[0][0] == other[0][0] and _alike(" ".join(one), " ".join(other), SAME_SPELLING)


def is_cut_short(one: list[str], other: list[str]) -> bool:
    """`Enggar Lukito`, `Enggartiasto Lukito`: one word of equally many begins the other, the rest is the same."""
    differing = [sorted(pair, key=len) for pair in zip(one, other) if pair[0] != pair[1]]
    return len(one) == len(other) > 1 and len(differing) == 1 and len(differing[0][0]) > 4 and len(differing[0][1]) > len(differing[0][0]) + 3 and differing[0][1].startswith(differing[0][0])


def _inside(short: list[str], long: list[str]) -> bool:
    """Every word of the shorter name stands in the longer one in order, whole, as an initial (`BJ` for two) or with a slip; one at least whole."""
    at, whole = 0, 0
    for word in short:
        letters = "".join(w[0] for w in long[at : at + len(word)])
        if 1 < len(word) < 4 and word == letters and word != long[at]:
            at += len(word)
            continue
        while at < len(long) and not same_word(word, long[at]):
            at += 1
        if at == len(long):
            return False
        whole += len(word) > 2 and len(long[at]) > 2
        at += 1
    return whole > 0


def same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if {short, long} <= {"moh", "muh", "mohd", "muhammad", "mohammad", "mohamad", "muhamad", "m"}:
        return True
    return len(short) >= 5 and one[0] == other[0] and _alike(one, other, SAME_WORD)


def _alike(one: str, other: str, least: float) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, other) >= least


def is_blend(word: str, words: list[str]) -> bool:
    """`jokowi` from [joko, widodo], `sby` from [susilo, bambang, yudhoyono]: beginnings of the words in order."""
    if len(words) < 2 or len(word) < 3:
        return False

    def fits(rest: str, index: int) -> bool:
        if not rest:
            return index == len(words)
        if index == len(words):
            return False
        most = next((k for k, (a, b) in enumerate(zip(rest, words[index])) if a != b), min(len(rest), len(words[index])))
        return any(fits(rest[n:], index + 1) for n in range(most, 0, -1))

    return fits(word, 0)
