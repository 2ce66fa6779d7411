"""Mentions of one article that are one person: `Gubernur Sumut Edy Rahmayadi`, `Edy`, `Rahmayadi`, `Edy Rahmayady`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.elsewhere import FreeOffice, borrow_area, borrow_club, borrow_station, complete_field, levels_of, wants_wording
from extract.grammar import pattern_of
from extract.heads import head_set, long_position
from extract.records import Person, PersonMention, Reading, Region, Span
from extract.ruleset import load_words
from extract.sentences import split_words
from extract.spelling import is_blend, is_cut_short, name_words, same_name, same_word

LOST_REACH = 1000  # characters between an office whose holder's name is lost and the name he goes by later
HEAD_REACH = 400  # the same for a head of state named bare
FAR_REACH = 2000  # the same where only one person was named
BACK_REACH = 300  # characters over which `Bupati Bekasi itu` points back to a name
NICKNAME_REACH = 40  # characters between a name and `sapaannya`
NICKNAME_FAR = 500  # characters back to whoever `kata Emil, sapaan akrabnya` is about


@dataclass
class Cluster:
    """Mentions joined so far; `words` are those of the fullest name."""

    mentions: list[PersonMention] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    name: str = ""
    nicknames: set[str] = field(default_factory=set)

    def add(self, mention: PersonMention) -> None:
        words = name_words(mention.name)
        longer = len(" ".join(words)) > len(" ".join(self.words))
        if len(words) > len(self.words) or longer and is_cut_short(words, self.words) or len(words) == len(self.words) and longer and "." in self.name:
            self.words, self.name = words, mention.name
        self.mentions.append(mention)


def wants_free_offices(reading: Reading, clusters: list[Cluster]) -> bool:
    """Whether an office lacks its area or its field, or a person has none: `Bupati Bekasi itu` may speak of him."""
    bare = any(m.position and not m.unit and (levels_of(m) or wants_wording(m)) for m in reading.person_mentions)
    return bare or any(not any(m.position for m in c.mentions) for c in clusters)


def make_persons(reading: Reading, clusters: list[Cluster], free: list[FreeOffice]) -> tuple[Person, ...]:
    """One record per person, in order of first mention."""
    former = frozenset(word.casefold() for word in load_words("offices", "former"))
    persons = []
    for key, cluster in enumerate(sorted(clusters, key=lambda c: min(m.start for m in c.mentions))):
        mentions = tuple(sorted(cluster.mentions, key=lambda m: m.start))
        office: PersonMention | FreeOffice | None = choose_office(mentions, former, reading.article.title_end)
        office = office and complete_field(office, free, reading.person_mentions)
        if office is None and key == 0 and mentions[0].start < reading.article.title_end <= mentions[-1].start:
            office = next((o for o in free if o.opening and o.position[0].isupper() and not _is_former(o, former) and (o.unit or " " in o.position)), None)
        office = office or office_of_lost_name(reading, mentions, free)
        office = office or office_of_last_named(reading.text, mentions, reading.person_mentions, free)
        unit, unit_span = (office.unit, office.unit_span) if office else (None, None)
        if unit and unit.casefold() in head_set("generic_bodies"):
            unit, unit_span = name_in_full(reading, unit, unit_span)
        if office and not unit:
            unit, unit_span = borrow_area(office, [*reading.person_mentions, *free])
            if not unit and any(h.rstrip(".") in load_words("offices", "police_ranks") for m in mentions for h in m.honorifics):
                unit, unit_span = borrow_station(reading, office)
            if not unit and not _is_former(office, former):
                unit, unit_span = borrow_club(reading, office)
        honorifics = tuple(dict.fromkeys(h for m in mentions for h in m.honorifics))
        persons.append(
            Person(
                key,
                cluster.name,
                mentions,
                honorifics,
                office.position if office else None,
                unit,
                office.acting if office else None,
                region_of(reading, unit_span),
                tuple(Span(m.start, m.end) for m in mentions if m.name != cluster.name),
            )
        )
    return tuple(persons)


# --- who is who -------------------------------------------------------------------------------------------------
def cluster_mentions(text: str, mentions: tuple[PersonMention, ...], title_end: int = 0) -> list[Cluster]:
    """Full names first, then single names to the person they can belong to."""
    clusters: list[Cluster] = []
    full = [m for m in mentions if len(name_words(m.name)) > 1]
    for mention in sorted(full, key=lambda m: (-len(name_words(m.name)), m.start < title_end, m.start)):  # spelt as the body does
        words = name_words(mention.name)
        home = next((c for c in clusters if same_name(c.words, words) and not _is_wife_of(c, mention, words)), None)
        if home is None:
            home = Cluster()
            clusters.append(home)
        home.add(mention)
    for mention in [m for m in mentions if len(name_words(m.name)) <= 1]:
        home = _home_of_single(text, mention, clusters)
        if home is None:
            home = Cluster()
            clusters.append(home)
        home.add(mention)
    return clusters


def _is_wife_of(cluster: Cluster, mention: PersonMention, words: list[str]) -> bool:
    """`Ny Hesti Rama Adi`, head of `PKK Poso`, and `Rama Adi`: her name ends with his."""
    if not 1 < len(words) < len(cluster.words) or cluster.words[-len(words) :] != words:
        return False
    return any(_reads_as_wife(m) for m in cluster.mentions) and not _reads_as_wife(mention)


def _reads_as_wife(mention: PersonMention) -> bool:
    titled = {title.rstrip(".") for title in mention.honorifics} & set(load_words("honorifics", "wives"))
    return bool(titled) or any(f" {body} " in f" {mention.unit} " for body in load_words("offices", "wives_bodies"))


def _home_of_single(text: str, mention: PersonMention, clusters: list[Cluster]) -> Cluster | None:
    """The person a single name belongs to: one whose name holds the word, the nearest before it; else by nickname."""
    words = name_words(mention.name)
    if not words:
        return None
    word = words[0]
    fits = [c for c in clusters if word in c.words or word in c.nicknames]
    fits = fits or [c for c in clusters if any(len(w) > 1 and same_word(word, w) for w in c.words)]
    fits = fits or [c for c in clusters if is_blend(word, c.words)]
    fits = fits or _only([c for c in clusters if len(word) > 3 and any(len(w) > len(word) + 1 and w.startswith(word) for w in c.words)])
    fits = fits or _by_nickname(text, mention, word, clusters)
    if not fits:
        return None
    home = min(fits, key=lambda c: _distance(c, mention))
    home.nicknames.add(word)
    return home


def _only(clusters: list[Cluster]) -> list[Cluster]:
    return clusters if len(clusters) == 1 else []


def _distance(cluster: Cluster, mention: PersonMention) -> int:
    """Characters back to the nearest mention before; persons named only later come last."""
    before = [mention.start - m.end for m in cluster.mentions if m.end <= mention.start]
    return min(before) if before else 10**6 + min(m.start for m in cluster.mentions)


def _by_nickname(text: str, mention: PersonMention, word: str, clusters: list[Cluster]) -> list[Cluster]:
    """`Ardi, sapaannya` and `Ardiansyah (akrab disapa Didi)`: a cue beside the name, and a person it shortens or stands next to."""
    around = text[max(0, mention.start - NICKNAME_REACH) : mention.end + NICKNAME_REACH].casefold()
    beside = [
        c
        for c in clusters
        if any(0 <= mention.start - m.end <= 4 and pattern_of(r"\W{1,3}|\s*{alias_words}\s*", "honorifics").fullmatch(text[m.end : mention.start]) for m in c.mentions)
    ]
    bracketed = text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"
    if beside and (bracketed or any(word in text[mention.start - len(word) - 2 : mention.start] for word in load_words("honorifics", "alias_words"))):
        return beside
    cues = load_words("honorifics", "nickname_cues")
    if full := pattern_of(r"\s*,\s*{nickname_nouns} (?:{from_words} )?(?=[A-Z])", "honorifics").match(text[mention.end : mention.end + NICKNAME_REACH]):  # `Tiwi, sapaan akrab Dyah Pratiwi`
        at = mention.end + full.end()
        return [c for c in clusters if any(m.full.start <= at < m.end for m in c.mentions)]
    if not any(cue in around for cue in cues):
        return []
    if any(re.match(rf"\s*,?\s*{re.escape(cue)}\b", text[mention.end : mention.end + NICKNAME_REACH].casefold()) for cue in cues):
        told = [c for c in clusters if c.mentions and _distance(c, mention) < NICKNAME_FAR]  # `kata Emil, sapaan akrabnya`: whoever was told of last
        beside = beside or [min(told, key=lambda c: _distance(c, mention))] if told else beside
        return [c for c in clusters if any(len(w) > len(word) >= 3 and (w.startswith(word) or w.endswith(word)) for w in c.words)] or beside
    shortened = [c for c in clusters if any(len(w) > len(word) >= 3 and (w.startswith(word) or w.endswith(word)) for w in c.words)]
    before = [c for c in clusters if _distance(c, mention) < NICKNAME_REACH]
    return shortened or before


# --- which office -----------------------------------------------------------------------------------------------
def choose_office(mentions: tuple[PersonMention, ...], former: frozenset[str], title_end: int) -> PersonMention | None:
    """The office stated first in the body, in its fullest wording; a former one only when there is no other."""
    held = [m for m in mentions if m.position]
    if not held:
        return None
    now = [m for m in held if not _is_former(m, former)] or held
    trades = tuple(f"{trade} " for trade in head_set("profession"))
    now = [m for m in now if not f"{(m.position or '').casefold()} ".startswith(trades)] or now  # `dosen`, later `Ketua`
    body = [m for m in now if m.start >= title_end] or now
    first = body[0]
    same = [m for m in now if same_office(first, m)]
    best = max(same, key=lambda m: (_fullness(m), -m.start))
    return best


def _is_former(office: PersonMention | FreeOffice, former: frozenset[str]) -> bool:
    return bool(office.acting) and office.acting.split()[0].casefold() in former


def _fullness(mention: PersonMention) -> int:
    return 10 * bool(mention.unit) + len(split_words(f"{mention.position} {mention.unit or ''}"))


def same_office(one: PersonMention, other: PersonMention) -> bool:
    """`Sekda` and `Sekretaris Daerah`, `Menteri` and `Menteri Keuangan` are one office; `Ketua` and `Wakil Ketua` are not."""
    a, b = long_position(one.position or ""), long_position(other.position or "")
    if not (a.startswith(b) or b.startswith(a)):
        return False
    return a == b or not one.unit or not other.unit or set(name_words(one.unit)) & set(name_words(other.unit)) != set()


def office_of_lost_name(reading: Reading, mentions: tuple[PersonMention, ...], free: list[FreeOffice]) -> FreeOffice | None:
    """`Kabid Humas Polda Metro Jaya Kombes mengatakan …. Argo menambahkan …`: the first mention, its full name lost, stands with
    the office; later ones speak under one name that was never introduced."""
    body = [m for m in mentions if m.start >= reading.article.title_end]
    if not body or any(len(name_words(m.name)) > 1 for m in mentions) or body[0].full.start < body[0].start:
        return None
    before, after = reading.text[: body[0].start].split()[-1:], reading.text[body[0].end : body[0].end + 30].split()[:1]
    if not (before and before[0] in load_words("speech", "surely_said") or after and after[0].rstrip(",.:") in load_words("speech", "reports")):
        return None
    near = [o for o in free if 0 < body[0].start - o.start < (LOST_REACH if o.hole else HEAD_REACH) and (o.hole or _heads_state(o))]
    return near[-1] if near else None


def _heads_state(office: FreeOffice) -> bool:
    """`Presiden` named bare, whom everybody knows: `surat itu sampai ke Presiden. "Sudah saya baca," kata Rama.`"""
    return not office.unit and not office.acting and office.position in load_words("offices", "heads_of_state")


def name_in_full(reading: Reading, unit: str, span: Span | None) -> tuple[str, Span | None]:
    """`Sekretaris |Fraksi| Ani` in an article that named `Fraksi Partai Mutiara` before: the whole name."""
    found = [e for e in reading.entities if e.label == "ORG" and e.text.startswith(unit + " ") and (span is None or e.start < span.start)]
    return (found[-1].text, Span(found[-1].start, found[-1].end)) if found else (unit, span)


def office_of_last_named(text: str, mentions: tuple[PersonMention, ...], everyone: tuple[PersonMention, ...], free: list[FreeOffice]) -> FreeOffice | None:
    """An office that points back, when this person is the one named last before it, outside quotations and not as an object only:
    in `Ani memuji Budi. Manajer PB Mutiara itu …` and where another person is known for that body it is not Budi."""
    for office in free:
        before = [m for m in everyone if m.end <= office.start and not _in_quotation(text, m)]
        reach = FAR_REACH if before and all(m in mentions for m in before) else BACK_REACH  # nobody else was named
        if not (office.refers_back and office.unit and before and office.start - before[-1].end < reach):
            continue
        subject = next(m for m in before if m.sentence == before[-1].sentence)
        rival = any(m.unit == office.unit and m not in mentions for m in everyone)
        if before[-1] in mentions and not rival or subject in mentions:
            return office
    return None


def _in_quotation(text: str, mention: PersonMention) -> bool:
    """An odd number of marks before it in its paragraph."""
    before = text[text.rfind("\n", 0, mention.start) + 1 : mention.start]
    return (before.count('"') + before.count("“") + before.count("”")) % 2 == 1


def region_of(reading: Reading, unit: Span | None) -> Region | None:
    """The region named in the unit: `Bawaslu Provinsi Bali` -> Bali."""
    if unit is None:
        return None
    inside = [p for p in reading.places if p.region is not None and unit.start <= p.start and p.end <= unit.end]
    return inside[-1].region if inside else None
