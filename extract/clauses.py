"""Where the clause of a number begins and ends: `Sisanya lima, kami hentikan`, `246 ASN dari Bali dan Banten yang dilaporkan`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extract.counts import Words
from extract.grammar import pattern_of
from extract.records import NumberMention, Span
from extract.ruleset import load_words, word_set

CHANGING_REACH = 14  # characters before a comma in which `menyusut` stands
NAME_REACH = 40  # characters of a name before its number in brackets
_NAMED_BRACKET = re.compile(r"\b[A-Z][\w'-]*\s+\($")
_GLOSS = re.compile(r"\([a-z][a-z '/-]{1,28}\)")
SHARE_IN_BRACKETS = r"\((?:{or_words}\s+)?(?:{approximate_before}\s+)?\d+(?:[.,]\d+)*\s*(?:%|{percent_words})\)"
_NAMES = r",\s+(?:{and_words}\s+)?(?:[A-Z][\w'-]+\s*){1,4}(?:,|(?:{and_words}|{relatives}|{aspects}|{verb.any})\b)"


@lru_cache(maxsize=1)
def _break_pattern() -> re.Pattern[str]:
    conjunctions = "|".join(re.escape(w) for w in sorted(load_words("statistics", "breaks"), key=len, reverse=True))
    paused = f"(?:(?:{'|'.join(load_words('statistics', 'paused'))})nya\\b|waktu\\b)"  # `dihentikan sementara siarannya`
    inside = "|".join(w.replace(" ", r"\s+") for w in load_words("statistics", "no_breaks"))
    return re.compile(rf"[,;:“”\"](?!\d)|(?<!\d),(?=\d{{1,2}}[.)](?:\s|$))|\((?![A-Z][\w/-]{{1,12}}\))|\s[–—-]\s|(?i:\b(?!(?:{inside})\b|sementara\s+{paused})(?:{conjunctions})\b)")


@lru_cache(maxsize=1)
def _joiner_pattern() -> re.Pattern[str]:
    return re.compile(r"\s(?:" + "|".join(re.escape(w) for w in load_words("statistics", "joiners")) + r")\s", re.IGNORECASE)


def _breaks(text: str, span: Span) -> Iterator[re.Match[str]]:
    yield from _break_pattern().finditer(text, span.start, span.end)


def find_right_side(text: str, number: NumberMention, limit: int, next_number: int | None) -> Span:
    """From the number to the next break; `dan` is one only when a number follows it before the next break."""
    end = limit
    if not number.percent and text[number.end : number.end + 1] == ")" and _NAMED_BRACKET.search(text, max(0, number.start - NAME_REACH), number.start):
        return Span(number.end, number.end + 1)  # `Anu (66) dan Ana (41)`
    enclosed = text[max(0, number.start - 3) : number.start].rstrip().endswith(",")  # `Sisanya, 112, gugur`: the clause goes on behind the comma
    for match in _breaks(text, Span(number.end, limit)):
        if enclosed and match.group() == "," and not text[number.end : match.start()].strip():
            continue
        if pattern_of(SHARE_IN_BRACKETS, "numbers").match(text, match.start(), limit) or _GLOSS.match(text, match.start(), limit):
            continue  # `17 kios (29 persen) disegel`, `dua kades (hukum tua) ditegur`
        if match.group() == "," and pattern_of(_NAMES).match(text, match.start(), limit) and re.search(r"[A-Z][\w'-]+$", text[number.end : match.start()]):
            continue  # `246 ASN dari Bali, Banten, dan Riau yang dilaporkan`
        end = match.start()
        break
    if next_number is not None and next_number < end:
        joint = [m for m in _joiner_pattern().finditer(text, number.end, next_number)]
        joint = joint or list(list_pattern("introductions").finditer(text, number.end, next_number))
        end = joint[-1].start() if joint else next_number
    return Span(number.end, max(end, number.end))


def add_predicate(text: str, right: Span, limit: int, words: Words) -> Span:
    """`Sisanya lima, kami hentikan`, `Satu aduan, soal tanah, gugur`: a predicate set off by commas, over an aside, still belongs to the number."""
    if text[right.end : right.end + 1] != "," or words.within("stage", right):
        return right
    start, end = right.end + 1, _next_break(text, right.end + 1, limit)
    if text[end : end + 1] == "," and (list_pattern("asides").match(text[start:end].lstrip()) or list_pattern("says").match(text[start:end].lstrip()) or words.within("rest", right) and not re.search(r"\d", text[start:end]) and not words.within("stage", Span(start, end))):
        start, end = end + 1, _next_break(text, end + 1, limit)
    if end == limit and text[limit : limit + 1].isalnum():
        return right  # `12 laporan, diteruskan 5`, `47 orang, yang mangkir lima`
    stages = words.within("stage", Span(start, end))
    left_over = words.within("rest", Span(start, end))
    taken = bool(left_over) and (right.end > right.start or not text[start : left_over[0].start].strip())  # `tiga ke polisi, sisanya dihentikan`
    if not stages or stages[0].text[:1].isupper() and stages[0].text.lower() in word_set("statistics", "active"):
        return right  # `Tembak Empat Anggota Geng, Sita Senjata`
    return Span(right.start, end) if not taken and only_light(text[start : stages[0].start]) else right


def _next_break(text: str, start: int, limit: int) -> int:
    return min((m.start() for m in _breaks(text, Span(start, limit))), default=limit)


def find_left_side(text: str, number: NumberMention, before: Span) -> Span:
    """Back to the last break; over one comma when nothing stands between it and the number."""
    cuts = [m.end() for m in _breaks(text, Span(before.start, number.start))]
    cuts += [m.end() for m in _joiner_pattern().finditer(text, before.start, number.start)][-1:]
    cuts.sort()
    while cuts and (not says_something(text[cuts[-1] : number.start]) or _goes_on_changing(text, cuts[-1], number)):
        cuts.pop()
    return Span(cuts[-1] if cuts else before.start, number.start)


def _goes_on_changing(text: str, cut: int, number: NumberMention) -> bool:
    """`pelanggaran menyusut, dari 58 menjadi 31`: `dari` alone leads back over the comma."""
    led = text[cut : number.start].strip().lower() in load_words("statistics", "out_of")
    return led and bool(list_pattern("changing").search(text, max(0, cut - CHANGING_REACH), cut))


def says_something(text: str) -> bool:
    """False for nothing, or only `sebanyak`, `yakni`, `ada`, which need what stands before them."""
    rest = [w for w in re.findall(r"[^\W\d_]+", text.lower()) if w not in load_words("statistics", "only")]
    return bool(rest)


@cache
def word_pattern(name: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """A word list of `statistics.yaml` as a pattern, longest first."""
    words = sorted(load_words("statistics", name), key=len, reverse=True)
    return re.compile(before + "(?:" + "|".join(re.escape(w) for w in words) + ")" + after, re.IGNORECASE)


@cache
def list_pattern(name: str) -> re.Pattern[str]:
    words = sorted(load_words("statistics", name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")\b", re.IGNORECASE)


def only_light(text: str) -> bool:
    return all(w in load_words("statistics", "light") for w in re.findall(r"\w+", text.lower()))


def attends(text: str) -> bool:
    """Whether it tells of those who come or sign, not of `menghadiri deklarasi calon`."""
    return bool(list_pattern("attending").search(text)) and not list_pattern("partisan").search(text)


def is_dated(left: str) -> bool:
    """`Tahun lalu hanya 12`, `Pilkada 2020 ada 31`: nothing but a time stands before the number."""
    found = re.findall(r"\w+", left.lower())
    told = [w for w in found if not w.isdigit() and w not in load_words("statistics", "only") and w not in load_words("statistics", "breaks")]
    years = any(re.fullmatch(r"(?:19|20)\d\d", w) for w in found)
    return bool(told or years) and all(w in load_words("statistics", "times") for w in told)
