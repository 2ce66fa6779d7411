"""Numbers that count something: `2.034`, `66,8 persen`, `dua puluh empat`, `1,2 juta`, `sekitar 30-an`.

Stages: 1 everything that reads as a number, 2 less what belongs to a date, a law, money, a time or a name, 3 value and whether it is an estimate.
"""

from __future__ import annotations

import heapq
import re
from functools import cache, lru_cache

from extract.records import NumberMention, Reading
from extract.ruleset import load_words
from extract.sentences import rule_finder

MONEY = 1e9  # nothing but money is counted in milliards in the news of one country
RANK_REACH = 120  # characters before a bracket in which `terbanyak`, `disusul` stands
LOOK_BACK = 30  # characters before a number in which an estimate word may stand
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+$")


def find_numbers(reading: Reading) -> tuple[NumberMention, ...]:
    """`Sebanyak 1.228 pelanggar dan dua sopir` -> 1228, 2; `Pasal 41` -> nothing."""
    taken = [(d.start, d.end) for d in reading.dates]
    for hit in rule_finder("numbers").find(reading.doc):
        if hit.value.get("body") and hit.start < reading.article.title_end:
            continue
        if hit.value.get("unless_ranked") and _ranking_pattern().search(reading.text, max(0, hit.start - RANK_REACH), hit.start):
            continue  # `terbanyak Rusia (23 orang), menyusul Australia (14)`
        taken += [(span.start, span.end) for name, span in hit.groups.items() if name == "not"]
    text = reading.text
    found: list[NumberMention] = []
    for match in heapq.merge(number_pattern().finditer(text), collective_pattern().finditer(text), key=re.Match.start):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if match.re is collective_pattern():
            found.append(NumberMention(match.start(), match.end(), match.group(), float(_parse_words([match["count"].lower()]) or 0)))
            continue
        value = _parse_number(match["figure"], match["words"], match["scale"], bool(match["percent"]))
        if value is None or value >= MONEY:
            continue
        rounded = match["words"] is not None and _tens(match["words"].lower().split()[-1]) != match["words"].lower().split()[-1]
        approximate = rounded or bool(match["about"]) or bool(_before_pattern().search(text, max(0, match.start() - LOOK_BACK), match.start()))
        start, end = match.start(), match.end("percent") if match["percent"] else match.end("scale") if match["scale"] else match.end("body")
        found.append(NumberMention(start, end, text[start:end], value, approximate, bool(match["percent"])))
    return tuple(found)


def _one_of(words: tuple[str, ...] | list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@lru_cache(maxsize=1)
def number_pattern() -> re.Pattern[str]:
    """Figures or a run of number words, a scale, a percent sign, a sign of estimate."""
    digits, scales = load_words("numbers", "digits"), _word_values("scales")
    first = _one_of([*digits[1:], *_word_values("ones"), *load_words("numbers", "one_person"), *map(_round, _word_values("ones"))])
    later = _one_of([*digits[1:], *_word_values("ones"), *scales, *load_words("numbers", "teen"), *map(_round, scales)])
    percent = _one_of(load_words("numbers", "percent"))
    return re.compile(
        rf"(?<![\w.,/-])(?P<body>(?P<figure>[1-9]\d{{0,2}} \d{{3}}(?![\d.,])|\d+(?:[.,]\d+)*)|(?P<words>\b{first}\b(?:\s+{later}\b)*))"
        rf"(?:\s*(?P<scale>{_one_of(list(scales))})\b)?(?:\s*(?P<percent>{percent})(?!\w))?"
        rf"(?P<about>(?<=\d)-?an\b|\s+{_one_of(load_words('numbers', 'approximate_after'))}\b)?(?![\w/])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def collective_pattern() -> re.Pattern[str]:
    """`Ketiganya dihentikan`, `Kedua laporan itu …`: those just counted, taken together, at the head of a sentence, behind a mark or a conjunction."""
    behind = "|".join(rf"(?<=\b{word} )" for word in load_words("numbers", "before_all"))
    enclitic = _one_of(load_words("grammar", "enclitics"))
    counts = _one_of([*load_words("numbers", "digits")[2:], "sepuluh", "sebelas"])
    return re.compile(rf"(?:(?<=^)|(?<=\n)|(?<=[.!?,;”\"“] )|(?<=[\"“])|(?:{behind})(?=ke\w+{enclitic}\b))[Kk]e(?P<count>{counts})(?:{enclitic}\b|(?=\s+[a-zA-Z]))", re.MULTILINE)


@lru_cache(maxsize=1)
def _ranking_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_one_of(load_words('numbers', 'rankings'))}\b[^.\n]*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _before_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_one_of(load_words('numbers', 'approximate_before'))}\s+(?:ada\s+)?$", re.IGNORECASE)


@cache
def _word_values(name: str) -> dict[str, int]:
    """The list `name` of `word value` entries as a table."""
    return {word: int(value) for word, value in (entry.split() for entry in load_words("numbers", name))}


def _round(word: str) -> str:
    """`puluh` -> `puluhan`: about so many tens."""
    return word + load_words("numbers", "approximate_after")[-1]


def _tens(word: str) -> str:
    """`puluhan` -> `puluh`, behind another number word."""
    bare = word.removesuffix(load_words("numbers", "approximate_after")[-1])
    return bare if bare in _word_values("scales") or bare in _word_values("ones") else word


def _parse_number(figure: str | None, words: str | None, scale: str | None, percent: bool) -> float | None:
    """`1,2` and `juta` -> 1200000.0; None for words that make no number."""
    value = _parse_figure(figure, decimal=percent or bool(scale)) if figure else _parse_words((words or "").lower().split())
    if value is None:
        return None
    return round(value * _word_values("scales")[scale.lower()], 6) if scale else value


def _parse_figure(figure: str, decimal: bool) -> float | None:
    """`2.034` -> 2034, `66,8` -> 66.8, `12.42` -> 12.42; `1,879` is 1879 unless a percent or a scale follows."""
    figure = figure.replace(" ", ".")  # `15 988`
    if _THOUSANDS.match(figure):
        return float(figure.replace(".", "").replace(",", "."))
    if _ENGLISH_THOUSANDS.match(figure) and not decimal:
        return float(figure.replace(",", ""))
    try:
        return float(figure.replace(",", "."))
    except ValueError:  # 1.2.3
        return None


def _parse_words(words: list[str]) -> float | None:
    """`dua ratus tiga puluh empat` -> 234.0; `satu dua` -> None."""
    digits, scales, ones = load_words("numbers", "digits"), _word_values("scales"), _word_values("ones")
    total = group = 0
    unit: int | None = None
    for word in map(_tens, words):
        if word in digits:
            if unit is not None:
                return None
            unit = digits.index(word)
        elif word in load_words("numbers", "one_person"):
            unit = 1
        elif word in load_words("numbers", "teen"):
            group, unit = group + (unit or 0) + 10, None
        elif ones.get(word, 0) >= 1000 or scales.get(word, 0) >= 1000:
            total += (group + (unit or 0) or 1) * (ones.get(word) or scales[word])
            group, unit = 0, None
        elif word in ones:
            group, unit = group + ones[word], None
        else:
            group, unit = group + (1 if unit is None else unit) * scales[word], None
    return float(total + group + (unit or 0))
