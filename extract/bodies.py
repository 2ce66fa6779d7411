"""How names of bodies begin and go on: `atau Bappeda` behind a long name, a wider body behind a comma, the name of a site."""

from __future__ import annotations

import re
from functools import cache

from extract.grammar import has_shape, word_class
from extract.heads import head_set, match_head
from extract.ruleset import load_words
from extract.tokens import Phrases, Token, is_title, low_form, match_phrase, phrases_of

NUMERAL = re.compile(r"^(?:[IVX]{1,5}|\d{1,4}|[IVX]+[A-Z]?)$")
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]*[A-Z][A-Za-z]*$|^[A-Z]{2,}$")
LONGEST_BODY = 12  # words of a body behind a comma


def organisations() -> Phrases:
    """Words that names of organisations begin with."""
    return phrases_of("organizations", "heads")


@cache
def organisation_words(name: str) -> frozenset[str]:
    return frozenset(low_form(word) for word in load_words("organizations", name))


@cache
def field_acronyms() -> frozenset[str]:
    return frozenset(load_words("organizations", "field_acronyms"))


def is_acronym(token: Token) -> bool:
    """`BPBD`, `KemenPAN` -> True"""
    return bool(_ACRONYM.match(token.text)) and not NUMERAL.match(token.text)


def is_body_word(tokens: list[Token], i: int) -> bool:
    """A word inside or at the start of a body's name."""
    return tokens[i].label in ("ORG", "FAC") or is_acronym(tokens[i]) or bool(match_phrase(tokens, i, organisations()))


def alias_of_body(tokens: list[Token], i: int, name_starts: set[int]) -> int:
    """`Badan Pangan Daerah |atau Bapanda| Ani`: how many tokens give the other name of the body; 0 if none do."""
    if tokens[i].low not in load_words("honorifics", "alias_words") or i + 1 >= len(tokens) or i + 1 in name_starts:
        return 0
    end = i + 1
    while end < len(tokens) and end - i < LONGEST_BODY and end not in name_starts and tokens[end].capital and not is_title(tokens[end]) and tokens[end].label != "PER":
        end += 1
    if end == i + 1 or match_head(tokens, i + 1)[2] or not (tokens[i - 1].capital or tokens[i - 1].text == ")"):
        return 0
    return end - i if _leads_to_name(tokens, end, name_starts) or is_body_word(tokens, i + 1) else 0


def wider_body(tokens: list[Token], at: int, i: int, name_starts: set[int], kind: str) -> int:
    """`Kepala Seksi Izin|, Dinas Pasar Poso,| Ani`: how many tokens lead to the end of a body behind the comma at `i`, where the
    name stands; 0 if no name follows, or a body came before that this one does not contain: `Kepala Badan Diklat, Kementerian Dagang`."""
    contains = i + 1 < len(tokens) and match_phrase(tokens, i + 1, phrases_of("organizations", "containing"))
    if not contains and any(_names_body(tokens, k, kind) for k in range(at, i)):
        return 0
    end = i + 1
    while end < len(tokens) and end - i < LONGEST_BODY and end not in name_starts and _goes_on(tokens, end):
        end += 1
    first = i + 1 if i > at else max(i + 1, end - 1)  # `Director, |Retail Bank Mutiara|`: any word of it may begin the body
    bodies = any(is_body_word(tokens, k) for k in range(i + 1, first + 1)) if end > i + 1 else False
    return end - i if bodies and not match_head(tokens, i + 1)[2] and _leads_to_name(tokens, end, name_starts) else 0


def _names_body(tokens: list[Token], i: int, kind: str) -> bool:
    """A word that only a body's name has; the tagger takes fields for bodies: `Direktur |Bea Cukai|`."""
    if tokens[i].text in field_acronyms() or match_phrase(tokens, i, phrases_of("organizations", "field_words")):
        return False
    return is_body_word(tokens, i) if kind == "organisation" else is_acronym(tokens[i]) or bool(match_phrase(tokens, i, organisations()))


def _goes_on(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.label == "PER" or is_title(token) or match_head(tokens, i)[2] and token.label != "ORG":
        return False
    linked = token.low in word_class("and_words") or token.low in load_words("honorifics", "alias_words")
    inside = token.label == "ORG" and token.entity == tokens[i - 1].entity
    return token.capital or inside or token.text in "()&-/" or linked or token.low in organisation_words("inner_words") or bool(NUMERAL.match(token.text))


def _leads_to_name(tokens: list[Token], end: int, name_starts: set[int]) -> bool:
    return end in name_starts or end + 1 in name_starts and tokens[end].text == ","


def is_site_name(tokens: list[Token], i: int) -> bool:
    """`PasarKita|.|com`: a stop or a small word glued to the name of a site."""
    if tokens[i - 1].end != tokens[i].start:
        return False
    if tokens[i].text == ".":
        return i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end and tokens[i + 1].text.islower()
    return tokens[i - 1].text == "." and i > 1 and tokens[i - 2].end == tokens[i - 1].start and tokens[i].text.islower()


def small_body(tokens: list[Token], at: int, name_starts: set[int]) -> int:
    """`Ketua |serikat buruh| Ani`, `Juru bicara |kementerian pertahanan|, Kolonel Ani`: the words of a body written small."""
    length = match_phrase(tokens, at, phrases_of("offices", "small_bodies"))
    if length and (at + length in name_starts or tokens[at + length : at + length + 1] and tokens[at + length].text == ","):
        return length
    length = length or match_phrase(tokens, at, phrases_of("organizations", "small_units"))
    if not length or not all(token.text.islower() for token in tokens[at : at + length]):
        return 0
    for end in range(at + length, min(at + length + 4, len(tokens))):
        tail = end + match_phrase(tokens, end, phrases_of("offices", "tails"))
        if tail in name_starts or tail + 1 in name_starts and tokens[tail].text == ",":
            return end - at
        if not tokens[end].text.isalpha() or not (tokens[end].text.islower() or is_acronym(tokens[end])) or tokens[end].low in head_set("never_inside") or has_shape(tokens[end].text):
            return 0
    return 0


def small_before_head(tokens: list[Token], i: int) -> int:
    """`penasihat |hubungan luar negeri| Presiden Toba`: small words up to the office that this one serves."""
    for k in range(i, min(i + 4, len(tokens))):
        if not tokens[k].text.islower() or not tokens[k].text.isalpha() or tokens[k].low in head_set("never_inside") or has_shape(tokens[k].text):
            return k - i if k > i and tokens[k].capital and match_head(tokens, k)[0] in ("area", "ministry", "alone") else 0
    return 0
