"""Personal names in a sentence: their borders, the honorifics before and the degrees behind them.

`Kapolda Banten Irjen Pol Drs. Rudi Hartono, S.H., M.Si.` -> name `Rudi Hartono`, honorifics `Irjen Pol`, `Drs.`, `S.H.`, `M.Si.`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.grammar import word_class
from extract.heads import match_head
from extract.ruleset import load_words, word_set
from extract.tokens import Phrases, Token, is_degree, is_title, low_form, match_phrase, phrases_of, ranks, titles

_NUMERAL = re.compile(r"^[IVX]+$")
_INITIAL = re.compile(r"^[A-Z]\.?$")
_INITIALS = re.compile(r"^(?:[A-Z]\.){2,3}$")
_LONG_DEGREE = re.compile(r"^[A-Z]{2,}[a-z]{1,4}(?:[A-Z][a-z]*)*\.?$|^Sp[A-Z]+[a-z]*\.?$")  # behind a name: `GCClinDent.`, `MDSc.`, `SpOT`
MAX_NAME = 6  # words of a name found without the tagger


@dataclass(frozen=True, slots=True)
class Name:
    """Token numbers of a name `start:end`, and of the name with honorifics and degrees `first:last`."""

    first: int
    start: int
    end: int
    last: int
    honorifics: tuple[str, ...] = ()
    guessed: bool = False


def find_names(tokens: list[Token]) -> list[Name]:
    """Names the tagger found, and names it missed behind a rank or a title, in order."""
    spans = [trimmed for start, end in _entity_runs(tokens) for trimmed in _trim_name(tokens, start, end)]
    found = [add_honorifics(tokens, start, end) for start, end in spans]
    taken = {i for name in found for i in range(name.first, name.last)}
    found += [name for name in _names_behind_titles(tokens, taken)]
    return sorted(found, key=lambda name: name.start)


def add_honorifics(tokens: list[Token], start: int, end: int, guessed: bool = False) -> Name:
    """A name with the titles and ranks before it and the degrees after it."""
    first, before = _walk_titles(tokens, start)
    last, after = _walk_degrees(tokens, end)
    return Name(first, start, end, last, (*before, *after), guessed)


def _entity_runs(tokens: list[Token]) -> list[tuple[int, int]]:
    """PER entities as token ranges; two that touch without a comma or a title between are one name cut in two."""
    runs: list[tuple[int, int]] = []
    for i, token in enumerate(tokens):
        if token.label != "PER":
            continue
        if runs and runs[-1][1] == i and (tokens[i - 1].entity == token.entity or not is_title(token)):
            runs[-1] = (runs[-1][0], i + 1)
        elif runs and runs[-1][1] == i - 1 and tokens[i - 1].text == "(" and any(t.text == ")" for t in tokens[i : i + 3] if t.label == "PER"):
            runs[-1] = (runs[-1][0], i + 1)  # `Bambang Joko (BJ) Hartono`
        else:
            runs.append((i, i + 1))
    return runs


def _trim_name(tokens: list[Token], start: int, end: int) -> list[tuple[int, int]]:
    """Borders mended: titles, offices and degrees cut off, glued names split, `Moh.` and a last initial taken in."""
    parts, begin = [], start
    heads = phrases_of("offices", "area", "alone", "ministry")
    for i in range(start, end + 1):
        head = match_phrase(tokens, i, heads, end) if start < i < end and tokens[i].low not in _name_heads() else 0
        if i == end or head or tokens[i].text in {",", ";"} or tokens[i].text in word_class("and_words") or _parts_pair(tokens, start, i, end):
            parts.append((begin, i))
            begin = i + max(head, 1)
    return [mended for part in parts if (mended := _mend_borders(tokens, *part))]


def _parts_pair(tokens: list[Token], start: int, at: int, end: int) -> bool:
    """`Robby Lengkong|-|Lona Wagiu`: a dash between two full names; `Ban Ki-Moon` has none."""
    if tokens[at].text not in ("-", "–", "—", "/") or at - start < 2 or end - at < 3:
        return False
    return all(token.text.isalpha() and token.text.istitle() for token in (*tokens[at - 2 : at], *tokens[at + 1 : at + 3]))


def _mend_borders(tokens: list[Token], start: int, end: int) -> tuple[int, int] | None:
    heads = phrases_of("offices", "area", "organisation", "field", "ministry", "alone", "acting")
    if match_phrase(tokens, start, ranks(), end) == end - start:
        return None  # `Kanit Reskrim Polres Poso, |Kompol|, Ani`
    start = max(start, min(_title_across(tokens, start), end - 1))
    while start < end:
        skip = match_phrase(tokens, start, titles(), end) if is_title(tokens[start]) else 0
        if not skip and start > 0 and (tokens[start - 1].low,) in ranks().get(tokens[start - 1].low, ()):
            skip = match_phrase(tokens, start, phrases_of("honorifics", "rank_tails"), end)  # `Letkol [Arm Kabul]`
        skip = skip or (match_phrase(tokens, start, heads, end) if tokens[start].capital and tokens[start].low not in _name_heads() else 0)
        skip = skip or int(end - start > 1 and tokens[start].capital and tokens[start].low in _words("occupations"))  # `[Budayawan Ani Surya]`
        numeral = _NUMERAL.match(tokens[start].text) and start + 1 < end and tokens[start + 1].low not in _words("birth_names")
        skip = skip or int(bool(numeral and start > 0 and match_head(tokens, start - 1)[2]))  # `Asisten |I| Rahman`
        if not skip or start + skip >= end:
            break
        start += skip
    while end - 1 > start and (is_degree(tokens[end - 1]) or not tokens[end - 1].text[0].isalpha() and tokens[end - 1].text != ")"):
        end -= 1
    if end - start == 1 and start > 0 and tokens[start - 1].text == "," and _LONG_DEGREE.match(tokens[start].text):
        return None
    if start >= end or not any(c.isalpha() for c in tokens[start].text) or end - start == 1 and "." in tokens[start].text and is_degree(tokens[start]):
        return None
    while start > 0 and _belongs_before(tokens, start):
        start -= 1
    while end < len(tokens) and _INITIAL.match(tokens[end].text) and tokens[end].entity < 0:
        end += 1
    return start, end


def _title_across(tokens: list[Token], start: int) -> int:
    """The end of a title that begins before the name and reaches into it: `Tuan |Guru Bajang Zainul`."""
    crossing = phrases_of("offices", "alone")  # `Jaksa |Agung Ani`
    return max((start - n + max(match_phrase(tokens, start - n, titles()), match_phrase(tokens, start - n, crossing)) for n in (1, 2) if start >= n), default=0)


def _belongs_before(tokens: list[Token], start: int) -> bool:
    """`Moh.`, `Abd.`, `R.` before a name, and titles of birth: `Lalu Dedy`, `I Nyoman`."""
    token = tokens[start - 1]
    if start > 1 and _INITIALS.match(token.text) and is_title(tokens[start - 2]):
        return True  # `Ir. |S.A.| Supri`
    if token.low in ("i", "ni"):
        return token.capital and tokens[start].low in _words("birth_names")
    if token.text.isalpha() and token.capital and start > 1 and token.label in ("", "PER", "ORG") and token.low in _words("name_openers"):
        return token.label != "ORG" or start > 1 and tokens[start - 2].label == "ORG"
    abbreviation = (token.low,) in phrases_of("honorifics", "name_abbreviations").get(token.low, ())
    return abbreviation and token.capital and token.label in ("", "PER") and (token.text.endswith(".") or len(token.text) > 1)


def _walk_titles(tokens: list[Token], start: int) -> tuple[int, tuple[str, ...]]:
    """`… Irjen Pol Drs. |Rudi` -> where `Irjen` stands, ("Irjen Pol", "Drs.")."""
    tails = phrases_of("honorifics", "rank_tails")
    found: list[tuple[int, int]] = []  # token ranges, from the name outwards
    i, pending = start, start
    while i > 0:
        length = _title_ending_at(tokens, i, titles())
        if length == 1 and i > 1 and match_phrase(tokens, i - 2, phrases_of("offices", "organisation", "field", "area")) == 2:
            break  # `Sekretaris |Jenderal| Ani`
        if length:
            found.append((i - length, pending))
            i = pending = i - length
            continue
        length = _title_ending_at(tokens, i, tails) or _bracketed_tail(tokens, i, phrases_of("honorifics", "rank_tails", "bracketed_tails"))
        if not length:
            break
        i -= length
    first = found[-1][0] if found else start
    return first, tuple(_join(tokens, a, b) for a, b in reversed(found))


def _join(tokens: list[Token], start: int, end: int) -> str:
    """The words as written, with single spaces where there was space."""
    words = [tokens[start].text]
    for left, right in zip(tokens[start:end], tokens[start + 1 : end]):
        words.append(right.text if left.end == right.start else " " + right.text)
    return "".join(words)


def _title_ending_at(tokens: list[Token], end: int, table: Phrases) -> int:
    for length in (3, 2, 1):
        at = end - length
        if at >= 0 and (tokens[at].capital or is_title(tokens[at])) and match_phrase(tokens, at, table, end) == length:
            return length
    return 0


def _bracketed_tail(tokens: list[Token], end: int, tails: Phrases) -> int:
    """`(Purn)` before `end` -> 3"""
    for length in (3, 4):
        at = end - length
        if at >= 0 and tokens[at].text == "(" and tokens[end - 1].text == ")" and match_phrase(tokens, at + 1, tails, end - 1) == length - 2:
            return length
    return 0


def _walk_degrees(tokens: list[Token], end: int) -> tuple[int, tuple[str, ...]]:
    """`Rudi| , S.H. , M.Si. ,` -> the token after `M.Si.`, ("S.H.", "M.Si.")."""
    found: list[str] = []
    last = i = end
    while i < len(tokens):
        if tokens[i].text == "," and i + 1 < len(tokens) and (is_degree(tokens[i + 1]) or _LONG_DEGREE.match(tokens[i + 1].text)):
            i += 1
        if not (is_degree(tokens[i]) or _LONG_DEGREE.match(tokens[i].text)) or tokens[i].label in ("ORG", "LOC") and tokens[i].text.isupper():
            break
        found.append(tokens[i].text)
        i += 1
        if i + 1 < len(tokens) and tokens[i].text == "." and tokens[i + 1].text == ",":
            i += 1  # `MDSc.,` came apart
        last = i
    return last, tuple(found)


def _names_behind_titles(tokens: list[Token], taken: set[int]) -> list[Name]:
    """Capitals behind a rank or a strong title where the tagger saw no name: `AKBP Reza Mahendra Putra`."""
    weak = phrases_of("honorifics", "weak_titles")
    found: list[Name] = []
    i = 0
    while i < len(tokens):
        length = match_phrase(tokens, i, titles()) if is_title(tokens[i]) and i not in taken and tokens[i].label in ("", "PER") else 0
        strong = length > 0 and match_phrase(tokens, i, weak) != length and not _names_a_site(tokens, i)
        if strong:
            start = _skip_titles(tokens, i)
            end = guess_name_end(tokens, start)
            if end > start and not taken & set(range(start, end)):
                found.append(add_honorifics(tokens, start, end, guessed=True))
                i = end
                continue
        i += max(length, 1)
    return found


def _skip_titles(tokens: list[Token], i: int) -> int:
    table = phrases_of("honorifics", "titles", "ranks", "rank_tails")
    bracketed = phrases_of("honorifics", "titles", "ranks", "rank_tails", "bracketed_tails")
    while i < len(tokens):
        if tokens[i].text == "(" and i + 2 < len(tokens) and tokens[i + 2].text == ")" and match_phrase(tokens, i + 1, bracketed) == 1:
            i += 3
            continue
        length = match_phrase(tokens, i, table) if tokens[i].capital or is_title(tokens[i]) else 0
        if not length:
            return i
        i += length
    return i


def _names_a_site(tokens: list[Token], i: int) -> bool:
    """`RSUD Dr. Soetomo`, `Jalan Jenderal Sudirman`: the title is part of a site's name."""
    return i > 0 and (tokens[i - 1].low,) in phrases_of("honorifics", "site_words").get(tokens[i - 1].low, ())


def guess_name_end(tokens: list[Token], start: int) -> int:
    """The end of a run of capitals that can be a name; `start` when there is none."""
    heads = phrases_of("offices", "area", "organisation", "field", "ministry", "alone", "acting")
    particles = phrases_of("honorifics", "name_particles")
    i = start
    while i < len(tokens) and i - start < MAX_NAME:
        token = tokens[i]
        particle = token.low in particles and i > start and i + 1 < len(tokens) and tokens[i + 1].capital
        if particle:
            i += 1
            continue
        if not token.capital or token.label in ("ORG", "LOC", "FAC") or i > start and is_degree(token):
            break
        if (
            not re.match(r"^[^\W\d_]+(?:['’`.][^\W\d_]*)*$", token.text)
            or token.low in _words("not_names") | word_set("numbers", "digits")
            or match_phrase(tokens, i, heads)
            and not (i == start and token.low in _name_heads())
        ):
            break
        i += 1
    return i


@cache
def _name_heads() -> frozenset[str]:
    return frozenset(low_form(word) for word in load_words("offices", "also_names"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(low_form(word) for word in load_words("honorifics", name))
