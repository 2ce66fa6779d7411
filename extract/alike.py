"""When two ways of writing can be one name: of persons (`Yasonna H. Laoly`, `Yasonna Laoly`) and of parties (`Pemkab Ngada`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.heads import opening_words
from extract.matching import NAME_NOISE, words
from extract.organizations import normalise_organization
from extract.spelling import name_words as folded_words

Name = tuple[str, ...]

SLIP = 92  # rapidfuzz ratio of two names of which one is surely a slip of the other
NEAR = 82  # of two that may be
SAME_PARTY = 0.6  # words in common, as F1


def read_name(text: str | None) -> Name:
    """`Prof. Dr. M. Rifa'i Soekirman` -> ("m", "rifai", "sukirman"); `BJ` is two initials."""
    found = (word for word in folded_words(text or "") if word and word not in NAME_NOISE)
    return tuple(part for word in found for part in (word if len(word) < 4 and not set(word) & set("aeiouy") else (word,)))


@lru_cache(maxsize=200_000)  # linking compares the same names again and again
def compare_names(a: Name, b: Name) -> str | None:
    """`same`, `single` (equal, of one word), `part`, `word` (one word of the other), `slip`, `near`, or None: two people."""
    full_a, full_b = ([word for word in name if len(word) > 1] for name in (a, b))
    if not full_a or not full_b:
        return None
    if set(full_a) == set(full_b):
        if _initials(a) and _initials(b) and _initials(a) != _initials(b):
            return None
        return "same" if len(full_a) > 1 else "single" if a == b else "word"
    (short, short_full), (long_, long_full) = sorted(((a, full_a), (b, full_b)), key=lambda item: len(item[1]))
    rest = [word for word in long_ if word not in short_full]
    if set(short_full) < set(long_full):
        fit = all(any(word.startswith(initial) for word in rest) for initial in _initials(short))
        if len(short_full) > 1:
            return "part" if fit else None
        return ("part" if _initials(short) and fit else "word") if len(short_full[0]) > 3 and fit else None
    if min(len(full_a), len(full_b)) < 2:
        return None
    from rapidfuzz import fuzz

    ratio = fuzz.ratio(" ".join(a), " ".join(b))
    return "slip" if ratio >= SLIP else "near" if ratio >= NEAR else None


def _initials(name: Name) -> set[str]:
    return {word for word in name if len(word) == 1}


# --- parties ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Party:
    """A party as it is compared; `named`: one body, not a group (`para camat`) or an office (`Bupati Toba` may stand for `Pemkab Toba`)."""

    key: str
    words: frozenset[str]
    named: bool


def read_party(text: str, code: str | None = None) -> Party:
    """`Pemkab Ngada` -> the words of `Pemerintah Kabupaten Ngada`; `code` is the area of the act."""
    organization = normalise_organization(text, code)
    own = frozenset(words(organization.name)) or frozenset(words(text))
    office = words(text)[:1] and words(text)[0] in opening_words()
    return Party(organization.organization_id, own, text[:1].isupper() and not office)


def same_party(a: Party, b: Party) -> bool:
    """`TNI` is not `Polri`; `BPKP Sultra` is `BPKP Perwakilan Sulawesi Tenggara`."""
    return a.key == b.key or 2 * len(a.words & b.words) >= SAME_PARTY * (len(a.words) + len(b.words))


def match_parties(a: Sequence[Party], b: Sequence[Party]) -> tuple[list[Party], list[Party], list[Party]]:
    """(those of `a` that `b` has too, those only `a` has, those only `b` has)."""
    shared = [party for party in a if any(same_party(party, other) for other in b)]
    return shared, [party for party in a if party not in shared], [party for party in b if not any(same_party(party, other) for other in a)]
