"""What an article tells elsewhere of an office: its full wording, its area, its station, the club of a coach.

`Wakil Bupati Majene …, Bupati Syukri` -> `Majene`; `Menpora Rama … Menteri Pemuda dan Olahraga` -> the long form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.heads import head_set, long_position
from extract.records import PersonMention, Reading, Span
from extract.ruleset import load_words
from extract.sentences import split_words
from extract.spelling import name_words
from extract.tokens import low_form

LATER = 2000  # characters by which an area named later counts as further away
MIN_NAMED = 2  # times a club is named before an article counts as one about it


@dataclass(frozen=True, slots=True)
class FreeOffice:
    """An office in the text that no name beside it holds; `opening`: the subject of the first sentence, its name left out."""

    start: int
    position: str
    unit: str | None
    unit_span: Span | None
    acting: str | None
    opening: bool = False
    refers_back: bool = False  # `Bupati Bekasi itu`
    hole: bool = False  # a subject whose name scraping lost: `Kabid Humas Polda Metro Jaya Kombes mengatakan`


def wants_wording(office: PersonMention) -> bool:
    """Whether the article may have an office in fuller words: `Menteri Susi`, `Menpora Rama`, `asisten pribadinya`."""
    low = " ".join(low_form(word) for word in split_words(office.position or ""))
    return not office.unit and (low in head_set("ministry") | head_set("for_person") or low in head_set("alone") and long_position(low) != low)


def complete_field(office: PersonMention, free: Sequence[FreeOffice], mentions: Iterable[PersonMention] = ()) -> PersonMention:
    """`Menteri Susi` and elsewhere `Menteri Kelautan dan Perikanan`, `Menpora Rama` and `Menteri Pemuda dan Olahraga`, `asisten
    pribadinya` and `MIU, Asisten Pribadi Menteri Agama`: the office in full."""
    if not wants_wording(office):
        return office
    written = " ".join(low_form(word) for word in split_words(office.position or ""))
    low = long_position(office.position or "")
    named = [m for m in mentions if m.position and (low != written or m.name.isupper() and " " not in m.name)]  # only initials hide a holder
    for other in sorted([*free, *named], key=lambda o: o.start):
        full = long_position(f"{other.position} {other.unit or ''}".strip()) if office.acting or not other.acting else ""
        if full.startswith(low + " ") if low == written else full == low and len(other.position or "") > len(office.position or ""):
            return replace(office, position=other.position, unit=other.unit, unit_span=other.unit_span)
    return office


def levels_of(office: PersonMention | FreeOffice) -> set[str]:
    head = " ".join(low_form(word) for word in split_words(office.position or ""))
    return {name for name in ("province_level", "regency_level", "any_level") if head in head_set(name)}


def borrow_area(office: PersonMention | FreeOffice, others: Sequence[PersonMention | FreeOffice]) -> tuple[str | None, Span | None]:
    """The area of an office named bare, from the nearest office of its level: `Wakil Bupati Majene …, Bupati Syukri` -> `Majene`."""
    levels = levels_of(office)
    allowed = levels if "any_level" not in levels else {"province_level", "regency_level"}
    people = {word for mention in others if isinstance(mention, PersonMention) for word in name_words(mention.name)}
    near = []
    for other in others:
        if (
            other.unit
            and not set(name_words(other.unit)) <= people
            and levels_of(other) & (allowed | {"any_level"})
            and all(_level_fits(other.unit, level) for level in levels)
        ):
            distance = office.start - other.start
            near.append((distance if distance > 0 else LATER - distance, other.unit, other.unit_span))
    if not near or not levels:
        return None, None
    _, unit, span = min(near, key=lambda found: found[0])
    code = re.match(r"\d{3,4}\s*/\s*", unit)  # `Dandim 0802/Ponorogo …, Kapolres Anton`
    return (unit[code.end() :], span and Span(span.start + code.end(), span.end)) if code else (unit, span)


def borrow_station(reading: Reading, office: PersonMention | FreeOffice) -> tuple[str | None, Span | None]:
    """`Kasat Samapta AKP Ani` in an article about one `Polres Poso`: that station; several stations leave it open."""
    if not long_position(office.position or "").startswith(tuple(long_position(part) for part in load_words("offices", "station_parts"))):
        return None, None
    found = [e for e in reading.entities if e.label == "ORG" and " " in e.text and e.text.split()[0] in load_words("offices", "stations") and e.text.split()[-1] not in load_words("honorifics", "ranks")]
    return (found[0].text, Span(found[0].start, found[0].end)) if len({e.text for e in found}) == 1 else (None, None)


def borrow_club(reading: Reading, office: PersonMention | FreeOffice) -> tuple[str | None, Span | None]:
    """`Pelatih Ani` in an article about `Persis`: the club it names most, in its longest form, unless another one trains it."""
    low = low_form(office.position or "")
    if low not in head_set("club_staff"):
        return None, None
    rivals = head_set("head_coaches") if low in head_set("head_coaches") else {low}
    former = tuple(load_words("offices", "former"))
    taken = [set(name_words(m.unit)) for m in reading.person_mentions if m.unit and low_form(m.position or "") in rivals and not (m.acting or "").lower().startswith(former)]
    people = Counter(word for e in reading.entities if e.label == "PER" for word in name_words(e.text))
    named = Counter(e.text for e in reading.entities if e.label == "ORG" and _may_be_club(e.text))
    bodies = [e for e in reading.entities if e.text in named and any(people[word] < named[e.text] for word in name_words(e.text))]
    bodies = [e for e in bodies if not any(words & set(name_words(e.text)) for words in taken)]
    times = Counter({e.text: sum(set(name_words(other.text)) <= set(name_words(e.text)) for other in bodies) for e in bodies})
    told = [e for e in bodies if reading.sentence_at(e.start).section != "title"]  # a headline writes its verbs as it writes names: `Persis Menang`
    best = max(told, key=lambda e: (times[e.text], len(e.text), -e.start), default=None)
    return (best.text, Span(best.start, best.end)) if best and times[best.text] >= MIN_NAMED else (None, None)


def _may_be_club(name: str) -> bool:
    """No ministry, league or federation, and no youth team: `Persis`, `Real Madrid`, not `Persis U-19`."""
    first = name.split()[0]
    return not any(letter.isdigit() for letter in name) and first not in load_words("organizations", "heads") or first in load_words("offices", "club_openers")


def _level_fits(unit: str, level: str) -> bool:
    """`Kota Palu` is no governor's area."""
    first = low_form(unit.split()[0])
    wrong = {"province_level": "regency_words", "regency_level": "province_words"}.get(level)
    return wrong is None or first not in head_set(wrong)
