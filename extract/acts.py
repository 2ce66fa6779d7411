"""Signing rows as linking looks at them: who, where, when, and the words that tell one act from another."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from extract.alike import Name, Party, read_name, read_party
from extract.gazetteer import match_names
from extract.matching import words
from extract.organizations import normalise_organization
from extract.places import is_common_word

Row = dict[str, Any]
Key = tuple[str, ...]

ALIKE = {"cooperation_agreement": "mou"}  # reporters call one paper by either name
TELLING_WORDS = 12  # of each act: its rarest ones lead to other reports of it
OTHERS = 50  # acts of the world outside: in a run of five articles a word of all five is still not common
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Act:
    """A signing row with what linking looks at."""

    row: Row
    outlet: str
    published: date | None
    people: tuple[Name, ...]  # with a part in it
    signatories: tuple[Name, ...]
    parties: tuple[Party, ...]
    words: frozenset[str]  # of headline, sentence and fields
    numbers: frozenset[str]  # in the name of the paper: `Nomor 17 Tahun 2019`
    province: str  # of the act, else the one that its people and parties are of
    regencies: frozenset[str]  # of the act, else those of its people, else those that headline and sentence name

    @property
    def kind(self) -> str:
        """The instrument, reporters' confusions laid together."""
        return ALIKE.get(self.row["instrument"], self.row["instrument"])


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much it tells that two acts share a word, a person, a party or an area (0..1, but for words)."""

    words: dict[str, float] = field(default_factory=dict)
    alone: float = 0.0  # of a word that one act only holds
    people: Counter[str] = field(default_factory=Counter)
    parties: Counter[str] = field(default_factory=Counter)
    areas: dict[str, float] = field(default_factory=dict)


# --- reading ----------------------------------------------------------------------------------------------------
def collect_acts(signings: Iterable[Row], officials: Iterable[Row], articles: Mapping[str, Row]) -> list[Act]:
    """Acts in a fixed order; hypothetical ones are none. `articles` needs outlet, title and published_at by article_id."""
    people: dict[str, list[Row]] = defaultdict(list)
    for row in officials:
        if row["signing_id"]:
            people[row["signing_id"]].append(row)
    acts = [_read_act(row, people[row["signing_id"]], articles.get(row["article_id"], {})) for row in signings if row["status"] != "hypothetical"]
    return sorted(acts, key=lambda act: (act.published or date.max, act.row["signing_id"]))


def _read_act(row: Row, people: Sequence[Row], article: Row) -> Act:
    published = article.get("published_at")
    names = {read_name(person["name"]): "signatory" in (person["roles"] or ()) for person in people}
    names.pop((), None)
    said = (article.get("title"), row["sentence"], row["instrument_text"], row["subject"], row["venue"], *(row["parties"] or ()), *(p["name"] for p in people))
    return Act(
        row, article.get("outlet") or "", published.date() if published else None,
        tuple(sorted(names)), tuple(sorted(name for name, signs in names.items() if signs)), tuple(read_party(party, row["regency_code"]) for party in row["parties"] or ()),
        frozenset(word for text in said if text for word in _WORD.findall(text.casefold())),
        frozenset(_NUMBER.findall(row["instrument_text"] or "")), row["province_code"] or _implied_province(row, people),
        _find_regencies(row, people, article.get("title") or ""),
    )


def _implied_province(row: Row, people: Sequence[Row]) -> str:
    """The one province that people and parties are of; empty when there are several or none."""
    codes = {(person["region_code"] or "")[:2] for person in people}
    for party in row["parties"] or ():
        region = normalise_organization(party, row["regency_code"]).region
        codes.add(region.code[:2] if region else "")
    codes.discard("")
    return codes.pop() if len(codes) == 1 else ""


def _find_regencies(row: Row, people: Sequence[Row], title: str) -> frozenset[str]:
    if row["regency_code"]:
        return frozenset([row["regency_code"]])
    held = frozenset(person["region_code"] for person in people if _is_regency(person["region_code"]))
    return held or frozenset(code for text in (title, row["sentence"] or "") for code in _regencies_named(text))


def _regencies_named(text: str) -> set[str]:
    """`Bawaslu Madiun` -> the city and the regency of Madiun."""
    names = (hit for hit in match_names(text) if not is_common_word(text[hit.start : hit.end]))
    return {sense.region.regency_code for hit in names for sense in hit.senses if _is_regency(sense.region.regency_code)}


def _is_regency(code: str | None) -> bool:
    return len(code or "") == 5


def weigh_rarity(acts: Sequence[Act]) -> Rarity:
    """Counts over all acts of a run."""
    held = Counter(word for act in acts for word in act.words)
    areas = Counter(code for act in acts for code in {act.province, act.row["regency_code"]} if code)
    total = len(acts) + OTHERS
    return Rarity(
        {word: math.log(total / n) for word, n in held.items()}, math.log(total),
        Counter(name[-1] for act in acts for name in set(act.people)),
        Counter(party.key for act in acts for party in set(act.parties)),
        {code: 1 - n / total for code, n in areas.items()},
    )


# --- candidates -------------------------------------------------------------------------------------------------
def block_keys(act: Act, rarity: Rarity) -> tuple[list[Key], list[Key]]:
    """Strong and weak keys: two reports of one act share a strong one, or several weak ones."""
    row, kind = act.row, act.kind
    strong: list[Key] = []
    weak: list[Key] = []
    if row["date"] and row["date_precision"] == "day":
        days = [str(row["date"].toordinal() + slip) for slip in (-1, 0, 1)]
        weak += [("day", kind, day) for day in days]  # shared by three keys on one day, by two on the next
        strong += [("day", kind, day, row["province_code"]) for day in days if row["province_code"]]
    for month in _months(row["date"] or act.published):
        strong += [("person", kind, month, " ".join(name)) for name in act.people]
        strong += [("party", kind, month, party.key) for party in act.parties if party.named]
        if row["regency_code"]:
            strong.append(("regency", kind, month, row["regency_code"]))
        if row["venue"]:
            strong.append(("venue", kind, month, " ".join(words(row["venue"]))))
    if len(act.numbers) > 1:
        strong.append(("number", *sorted(act.numbers)))
    shared = sorted((word for word in act.words if rarity.words[word] < rarity.alone), key=lambda word: (-rarity.words[word], word))
    for month in _months(act.published):  # in one month each word is two keys
        weak += [("word", month, word) for word in shared[:TELLING_WORDS]]
    return strong, weak


def _months(day: date | None) -> list[str]:
    """The month and the one before, so that neighbours meet."""
    if day is None:
        return ["?"]
    number = day.year * 12 + day.month - 1
    return [f"{n // 12}-{n % 12 + 1:02}" for n in (number - 1, number)]
