"""What a whole article says of places, persons and organisations, for the reading of its single sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cache

from extract.grammar import pattern_of
from extract.heads import head_set
from extract.places import is_common_word, load_gazetteer, match_names
from extract.records import Mention, Reading
from extract.tokens import low_form

Range = tuple[int, int]  # characters of the text, or tokens of a sentence; the second one exclusive


@dataclass(frozen=True, slots=True)
class Known:
    """What an article names: character ranges of gazetteer names, starts of those that may as well be personal names,
    words of the names the tagger found (true for longer names), organisations it found, small areas (`cipayung`)."""

    places: list[Range]
    doubtful: frozenset[int] = frozenset()
    person_words: Mapping[str, bool] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()
    districts: Container[str] = frozenset()


def know_article(reading: Reading, entities: list[Mention]) -> Known:
    """What the whole article says of places, persons and organisations."""
    places = [(hit.start, hit.end) for hit in match_names(reading.text)]
    in_bodies = {reading.text[a:b] for a, b in places if any(e.label in ("ORG", "LOC") and e.start <= a and b <= e.end for e in entities)}
    in_bodies |= {
        e.text for e in entities if reading.text[max(0, e.start - 30) : e.start].lower().endswith(_area_endings())
    }  # `Bupati |Bone|`, whatever its label
    short_names = _list_short_names(reading.text, entities)
    named = Counter((entity.label, entity.text.casefold()) for entity in entities)
    return Known(
        places,
        frozenset(a for a, b in places if is_common_word(reading.text[a:b]) and reading.text[a:b] not in in_bodies),
        {word: longer for word, longer in _count_person_words(entities, {start for start, _ in places}).items() if word not in short_names},
        frozenset(low for entity in entities if entity.label == "ORG" for low in _tails(entity.text, named)) | _list_companies(reading.text) | short_names,
        load_gazetteer().districts,
    )


@cache
def _area_endings() -> tuple[str, ...]:
    return tuple(f"{head} " for head in head_set("area"))


def _tails(name: str, named: Mapping[tuple[str, str], int]) -> list[str]:
    """`PT Aneka Tambang` -> the whole and what is left without its first word; `ISI Rama Adi` where a person of that name is told of more often: `isi`."""
    words = name.casefold().split()
    if len(words) > 2 and named.get(("PER", " ".join(words[1:])), 0) > named.get(("ORG", " ".join(words)), 0):
        return words[:1]
    return [" ".join(words), " ".join(words[1:])] if len(words) > 2 else [" ".join(words)]


def _list_short_names(text: str, entities: list[Mention]) -> frozenset[str]:
    """`Universitas Toba (Unto)` -> `unto`: what an organisation is called in brackets behind its name."""
    found = (re.match(r"\s\(([A-Z]\w+)\)", text[entity.end : entity.end + 30]) for entity in entities if entity.label == "ORG")
    return frozenset(match[1].casefold() for match in found if match)


def _list_companies(text: str) -> frozenset[str]:
    """`Pemkab dan PT Tirta Surya menandatangani` -> `pt tirta surya`: written so once, it is no person where the `PT` is left out."""
    found = pattern_of(r"(?:^|[.\n] ?|\b(?:{and_words}|{with_words}|{between_words}|{agents}) )({company_forms}(?: [A-Z][\w&-]+){2,4})(?= [a-z(])", "spacing").finditer(text)
    return frozenset(" ".join(match[1].casefold().split()) for match in found)


def _count_person_words(entities: list[Mention], place_starts: set[int]) -> dict[str, bool]:
    """Words of names the tagger found, true when they stand in a longer name other than as a place glued to its front."""
    found: dict[str, bool] = {}
    for entity in entities:
        for number, word in enumerate(entity.text.split() if entity.label == "PER" else ()):
            longer = word != entity.text and not (number == 0 and entity.start in place_starts)
            found[low_form(word)] = found.get(low_form(word), False) or longer
    return found
