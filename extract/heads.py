"""The heads of positions: what kind of unit each takes, and which short and long forms are one office."""

from __future__ import annotations

from functools import cache, lru_cache

from extract.grammar import drop_enclitic, has_enclitic, word_class
from extract.ruleset import load_words
from extract.sentences import split_words
from extract.tokens import Token, low_form, match_phrase, phrases_of

KINDS = ("alone", "area", "ministry", "field", "organisation", "profession")  # of heads equally long the first wins


def match_head(tokens: list[Token], at: int) -> tuple[str, str, int]:
    """Kind, head and length of the longest head at `at`: `Wakil Ketua Umum PSSI` -> ("organisation", "wakil ketua umum", 3)."""
    best: tuple[str, str, int] = ("", "", 0)
    for kind in KINDS:
        length = match_phrase(tokens, at, phrases_of("offices", kind))
        if length > best[2]:
            best = (kind, _low(tokens, at, at + length), length)
    if best[2] > 1 and match_phrase(tokens, at + best[2] - 1, phrases_of("organizations", "heads")) > 1:
        shorter = best[2] - 1  # `Ketua |Majelis Rakyat Papua`, not `Ketua Majelis |Rakyat Papua`
        kind = next((k for k in KINDS if match_phrase(tokens, at, phrases_of("offices", k), at + shorter) == shorter), "")
        best = (kind, _low(tokens, at, at + shorter), shorter) if kind else best
    deputy = match_phrase(tokens, at, phrases_of("offices", "deputies"))
    if deputy:
        kind, _, length = match_head(tokens, at + deputy)
        if length and kind != "profession" and deputy + length > best[2]:
            return kind, _low(tokens, at, at + deputy + length), deputy + length
    owned = _owned_head(tokens, at)
    return ("organisation", _low(tokens, at, at + owned), owned) if owned > best[2] else best


def _owned_head(tokens: list[Token], at: int) -> int:
    """`diwakili |ketuanya|, Eulis`, `mengutus |direktur utamanya|, Eulis`, `|ketua presidiumnya|, Eulis`: how many words; 0 without an enclitic."""
    for length in (1, 2, 3):
        words = [token.low for token in tokens[at : at + length]]
        if len(words) < length or not has_enclitic(words[-1]) or not tokens[at].text.islower() and length > 1:
            continue
        head = " ".join([*words[:-1], drop_enclitic(words[-1])])
        named = length == 2 and words[0] in head_set("possessed") and [token.text for token in tokens[at + 2 : at + 3]] == [","]
        if head in head_set("possessed") or named or length > 1 and any(head in head_set(kind) for kind in KINDS):
            return length
    return 0


def _low(tokens: list[Token], start: int, end: int) -> str:
    return " ".join(token.low for token in tokens[start:end])


@lru_cache(maxsize=1)
def opening_words() -> frozenset[str]:
    """Every word an office can begin with; few words of a text are among them."""
    return frozenset(phrases_of("offices", "acting", "former", "deputies", *KINDS)) | {head + enclitic for head in head_set("possessed") for enclitic in word_class("enclitics")}


@cache
def head_set(name: str) -> frozenset[str]:
    """A list of heads as text heads are stored: lower case, words joined by spaces."""
    return frozenset(" ".join(low_form(word) for word in split_words(entry)) for entry in load_words("offices", name))


@cache
def _long_forms() -> dict[str, str]:
    pairs = (entry.split(" = ") for entry in load_words("offices", "abbreviations"))
    return {" ".join(low_form(w) for w in split_words(short)): " ".join(low_form(w) for w in split_words(full)) for short, full in pairs}


def position_forms(position: str) -> frozenset[str]:
    """`Wakil Gubernur` -> itself and `wagub`: all that a text may call this office."""
    full = long_position(position)
    return frozenset({position.lower(), full} | {short for short, long in _long_forms().items() if long == full})


def long_position(position: str) -> str:
    """`Sekda` -> `sekretaris daerah`: offices written short and long compare equal."""
    low = " ".join(low_form(word) for word in split_words(position))
    for short, full in _long_forms().items():
        if low == short or low.startswith(short + " "):
            return full + low[len(short) :]
    return low
