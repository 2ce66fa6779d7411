"""Offices that stand without a name: `Bupati Bone mengutus Sekretaris Daerah Andi Surya` leaves `Bupati Bone` free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.elsewhere import FreeOffice
from extract.grammar import word_class
from extract.heads import head_set
from extract.holders import Holders
from extract.names import Name
from extract.offices import Office
from extract.records import Reading, Sentence
from extract.ruleset import load_words
from extract.tokens import Token, is_title, match_phrase, phrases_of, span_of


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence says of persons; `holders` maps numbers of names to offices."""

    sentence: Sentence
    tokens: list[Token]
    names: list[Name]
    offices: list[Office]
    holders: Holders


def list_free_offices(reading: Reading, parts: Iterable[SentenceReading]) -> list[FreeOffice]:
    """Offices that no name beside them holds: `Bupati Bone mengutus Sekretaris Daerah Andi Surya`."""
    body = next((s.index for s in reading.sentences if s.section == "body"), 0)
    found = []
    for part in parts:
        for office in part.offices:
            if any(office is held for held in part.holders.values()) or office.relative:
                continue
            position, unit = span_of(part.tokens, *office.position), span_of(part.tokens, *office.unit) if office.has_unit else None
            hole = _followed_by_hole(part.tokens, office.end) or _cited_without_name(part.tokens, office)
            first = part.sentence.index == body and office is part.offices[0] and not any(name.start < office.start for name in part.names)
            found.append(
                FreeOffice(
                    position.start,
                    reading.text[position.start : position.end],
                    reading.text[unit.start : unit.end] if unit else None,
                    unit,
                    reading.text[part.tokens[office.acting[0]].start : part.tokens[office.acting[1] - 1].end] if office.acting[1] else None,
                    first and hole,
                    _refers_back(part.tokens, office),
                    hole and part.sentence.section == "body" and not office.lower and not _has_company(part.tokens, office),
                )
            )
    return found


def _refers_back(tokens: list[Token], office: Office) -> bool:
    """`Bupati Bekasi itu`, `Ia menjabat Ketua KPU Blitar`; not `para anggota DPRD itu`."""
    if office.start > 0 and tokens[office.start - 1].low in load_words("offices", "plurals"):
        return False
    if any(token.low in load_words("offices", "back_pointers") for token in tokens[max(office.position[1], office.unit[1]) : office.end]):
        return True
    before = " ".join(token.low for token in tokens[max(0, office.start - 4) : office.start])
    if any(before.endswith(cue) for cue in load_words("offices", "own_office_cues")):
        return True
    return any(before.endswith(f"{pronoun} {cue}") for pronoun in load_words("offices", "pronouns") for cue in load_words("offices", "office_cues"))


def _has_company(tokens: list[Token], office: Office) -> bool:
    """`para Bupati`, `dengan Kapolda`: several holders, or no subject."""
    before = tokens[office.start - 1].low if office.start else ""
    return before in load_words("offices", "plurals") or before in load_words("speech", "objects") and before not in load_words("speech", "citing")


def _cited_without_name(tokens: list[Token], office: Office) -> bool:
    """`ujar |Anggota Komisi III DPR| di Senayan`: who said it has lost his name."""
    behind = tokens[office.end] if office.end < len(tokens) else None
    said = office.start > 0 and tokens[office.start - 1].low in load_words("speech", "surely_said")
    return said and office.has_unit and (behind is None or not behind.capital and behind.low not in load_words("offices", "back_pointers") and behind.text != "(" and behind.low not in word_class("relatives") | head_set("tails"))


def _followed_by_hole(tokens: list[Token], end: int) -> bool:
    """A name that scraping lost, `Menteri Keuangan , mengawal`, or a subject without one: `Menteri Keuangan mengawal`."""
    while end < len(tokens) and (is_title(tokens[end]) or match_phrase(tokens, end, phrases_of("honorifics", "rank_tails"))):
        end += 1
    if end < len(tokens) and tokens[end].text == ",":
        end += 1
    return end < len(tokens) and tokens[end].text[0].islower() and tokens[end].low not in load_words("offices", "not_predicates")
