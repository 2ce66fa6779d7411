"""Names of buildings, rooms, streets and sites -> venues with kind, address and place.

`di Ballroom Kasuari Hotel Melati, Jalan Merpati No. 9, Sorong` -> the ballroom in the hotel, its street, its city.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extract.gazetteer import match_names
from extract.grammar import pattern_of, word_class
from extract.places import choose_region, is_common_word, province_votes
from extract.records import Mention, PlaceMention, Reading, Span, VenueMention
from extract.ruleset import load_family, load_words

_WORD = re.compile(r"\s*([^\s,;:!?()\[\]\"“”\n]+)([,;:!?)\"”]?)")
_ADDRESS_GAP = r"^[\s,(]{0,3}(?:{at_words} )?$"
_PLACE_GAP = (  # `/135, `, ` (AFN), `, ` yang terletak di Kuningan, `
    r"^(?:/\w+)?(?: ?\([A-Z][\w.-]*\))?[\s,()–-]{0,3}(?:{relatives} )?(?:{lying_words} )?(?:(?:{at_words} )?{area_words} |(?:{at_words}|{area_kinds}) )?(?:[A-Z0-9][\w.-]*[ ,]{1,2}){0,3}$"
)
_WIDE = frozenset({"room", "hall", "pavilion", "square"})  # a part of a building that may be named after a comma
_PART_GAP = r",?(?: {at_words})? "
_MAX_WORDS = 12


# --- words ------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    """Head in small letters -> kind."""
    lists = load_family("venues").lists
    return {word.lower(): name[len(start) :] for start in ("kind_", "names_") for name, words in lists.items() if name.startswith(start) for word in words}


@lru_cache(maxsize=1)
def _tails() -> dict[str, str]:
    return {word.lower(): name[5:] for name, words in load_family("venues").lists.items() if name.startswith("tail_") for word in words}


@lru_cache(maxsize=16)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in load_words("venues", name))


@lru_cache(maxsize=4)
def _any_of(kind: str) -> re.Pattern[str]:
    words = sorted(_heads() if kind == "head" else _tails(), key=len, reverse=True)
    return re.compile(r"(?<![\w.@/-])(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words) + r")(?![\w@])(?!-[A-Za-z])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _after_preposition() -> re.Pattern[str]:
    words = sorted(_words("prepositions"), key=len, reverse=True)
    return re.compile(r"(?:^|[^\w])(?:" + "|".join(re.escape(w) for w in words) + r")\s$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _address_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in load_family("venues").rule("venue.address").regex)


# --- the whole --------------------------------------------------------------------------------------------------
def find_venues(reading: Reading) -> tuple[VenueMention, ...]:
    """Every named venue of the article in order of its start."""
    matches = [match for pattern in _address_patterns() for match in pattern.finditer(reading.text)]
    addresses = [Span(match.start(), match.start() + len(match.group().rstrip(" ,."))) for match in matches]
    found = _drop_overlaps([*_find_by_head(reading), *_find_by_tail(reading)])
    found = _drop_overlaps([*_join_parts(found, reading.text), *_find_by_tag(reading, found, addresses)])
    placed = [_add_surroundings(venue, addresses, reading) for venue in found]
    taken = {venue.address for venue in placed}
    streets = [a for a in addresses if reading.text[a.start : a.end] not in taken and not any(a.overlaps(v) for v in placed) and _is_where(a, reading.text)]
    placed += [_add_surroundings(_make_street(a, reading), [], reading) for a in streets]
    return tuple(sorted(placed, key=lambda venue: venue.start))


def _is_where(address: Span, text: str) -> bool:
    """`di Jalan Mawar`, `(Jalan Mawar)`: said of something that happens there; `Jalan Desa` in a list of works is not."""
    before = text[max(0, address.start - 12) : address.start]
    return before.rstrip()[-1:] in (",", "(") or re.sub(r".*\W", "", before.rstrip().lower()) in _words("street_before")


def _make_street(address: Span, reading: Reading) -> VenueMention:
    surface = reading.text[address.start : address.end]
    return VenueMention(address.start, address.end, surface, "street", surface)


def _drop_overlaps(venues: list[VenueMention]) -> list[VenueMention]:
    """Of venues that overlap the longest."""
    kept: list[VenueMention] = []
    for venue in sorted(venues, key=lambda v: (v.start - v.end, v.start)):
        if all(venue.end <= other.start or other.end <= venue.start for other in kept):
            kept.append(venue)
    return sorted(kept, key=lambda venue: venue.start)


# --- by head: `Aula X`, `ruang rapat Kantor Y` ------------------------------------------------------------------
def _find_by_head(reading: Reading) -> list[VenueMention]:
    text, found, position = reading.text, [], 0
    while match := _any_of("head").search(text, position):
        position = match.end()
        end = _extend_right(text, match.end())
        surface = text[match.start() : end]
        part = bool(found) and found[-1].kind in _WIDE and pattern_of(_PART_GAP).fullmatch(text[found[-1].end : match.start()]) is not None
        if _is_named(surface, match.group()) and not _is_no_venue(surface) and (part or _stands_as_venue(match.start(), match.group(), surface, reading)):
            found.append(VenueMention(match.start(), end, surface, _kind_of(surface, match.group())))
            position = end
    return found


def _extend_right(text: str, start: int) -> int:
    """End of the name that begins before `start`: capitalised words, numbers, further heads, small words between them."""
    end, position = start, start
    for _ in range(_MAX_WORDS):
        match = _WORD.match(text, position)
        if not match or "\n" in match.group() or text[position : match.start(1)].strip(" \t\xa0") not in ("", "("):
            break
        word, mark = match[1], match[2]
        bare = word.rstrip(".")
        if word.lower() in _words("stops") or bare in ("", "-", "–", "—"):
            break
        if bare[0].isupper() or bare[0].isdigit() or word == "&":
            end = match.start(1) + (len(word) if _is_abbreviation(word, text, match.end()) else len(bare))
        elif word.lower() in _words("connectors"):
            if not _capital_follows(text, match.end()) or (word in word_class("and_words") and not _joins_names(text, max(0, start - 40), match.end())):
                break
        elif bare.lower() in _words("office_words") or bare.lower() in _heads():
            end = match.start(1) + len(bare) if not mark or mark in ",;:" else end
        else:
            break
        position = match.end(1)
        if mark or (word.endswith(".") and not _is_abbreviation(word, text, match.end())):
            break
    return end


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    """`A.P.`, `Jend.`, `KH.` before a further capital; any other full stop ends the sentence."""
    short = len(word) <= 3 and not word[:-1].isdigit() or "." in word[:-1] or word[:-1] in load_words("abbreviations", "before_name") or word == "Jend."
    return word.endswith(".") and short and _capital_follows(text, end)


def _capital_follows(text: str, end: int) -> bool:
    after = text[end : end + 2].lstrip(" ")
    return bool(after) and (after[0].isupper() or after[0].isdigit())


def _joins_names(text: str, start: int, end: int) -> bool:
    """`Kementerian Pertanian dan Kehutanan` is one name, `Hotel A dan Hotel B` are two."""
    following = _WORD.match(text, end)
    before = text[start:end].lower()
    return bool(following) and following[1].lower() not in _heads() and any(word in before for word in _words("dan_after"))


def _is_named(surface: str, head: str) -> bool:
    """A name needs a capital or a number beyond the head, unless it is a site known in small letters."""
    rest = surface[len(head) :].strip()
    if any(surface.lower().startswith(site) for site in _words("sites")):
        return True
    kind = _heads()[re.sub(r"\s", " ", head.lower())]
    if kind in _words("owned") and any(re.search(rf"\b{owner}\b", rest.lower()) for owner in _words("owners")):
        return True  # `ruang rapat bupati`, `halaman rumah sakit`
    if head.lower() in load_words("venues", "names_hall") or head.lower() in load_words("venues", "names_government_building"):
        return head[0].isupper()
    known = " " in head and head[0].isupper() and kind in ("government_building", "hall", "residence")
    return known or any(word[0].isupper() or (word[0].isdigit() and head[0].isupper()) for word in rest.split())


def _stands_as_venue(start: int, head: str, surface: str, reading: Reading) -> bool:
    """After a preposition, under a FAC tag, or a head that means a venue wherever it stands."""
    text = reading.text
    if _after_preposition().search(text[max(0, start - 14) : start]):
        return True
    end = start + len(surface)
    if _tagged(reading, start, end, "FAC"):
        return not _acts(head, text[:start][-20:])
    filed = text[max(0, start - 3) : start] in (" - ", " – ", " — ")  # what stands before the dash is the dateline
    tag = None if filed else next((e.label for e in reading.entities if e.start < start < e.end or start < e.start < end), None)  # the head inside another name
    kind = _heads()[re.sub(r"\s", " ", head.lower())]
    return tag not in ("ORG", "PER") and kind in _words("always") and head[0].isupper() and surface[len(head) :].strip()[:1].isupper()


def _acts(head: str, before: str) -> bool:
    """`dilakukan RSUD Anu bulan depan`: a hospital, school or office behind a passive is who does it."""
    kind = _heads()[re.sub(r"\s", " ", head.lower())]
    return kind in _words("agents") and bool(re.search(r"\bdi\w{4,}(?:kan|i)\s$", before))


def _kind_of(surface: str, head: str) -> str:
    """A hall of a hotel is a hotel; else the first head says the kind."""
    lower = surface.lower()
    if any(re.search(rf"\b{re.escape(word)}\b", lower) for word in _words("kind_hotel")):
        return "hotel"
    kind = _heads()[re.sub(r"\s", " ", head.lower())]
    return "office" if kind == "organisation" else kind


# --- by tail: `Samudra Beach Hotel` -----------------------------------------------------------------------------
def _find_by_tail(reading: Reading) -> list[VenueMention]:
    text, found = reading.text, []
    for match in _any_of("tail").finditer(text):
        if not match.group()[0].isupper():
            continue
        start = _extend_left(text, match.start())
        surface_start = text[max(0, start - 14) : start]
        if start == match.start() or not (_after_preposition().search(surface_start) or _tagged(reading, start, match.end(), "FAC")):
            continue
        end = _extend_right(text, match.end())
        found.append(VenueMention(start, end, text[start:end], _tails()[match.group().lower()]))
    return found


def _extend_left(text: str, start: int) -> int:
    """Start of the run of capitalised words before a tail head."""
    while match := re.search(r"([A-Z0-9][\w'’.&-]*|of|&|-) $", text[max(0, start - 26) : start]):
        if match[1].lower() in _words("stops") or match[1].endswith((",", ".")):
            break
        start -= len(match.group())
    return start


def _tagged(reading: Reading, start: int, end: int, label: str) -> bool:
    return any(e.label == label and e.start < end and start < e.end for e in reading.entities)


# --- by tag -----------------------------------------------------------------------------------------------------
def _find_by_tag(reading: Reading, found: list[VenueMention], addresses: list[Span]) -> list[VenueMention]:
    """FAC entities that no head explains; what the tagger glued after a comma is left out."""
    more = []
    for entity in reading.entities:
        if entity.label != "FAC" or any(v.start < entity.end and entity.start < v.end for v in found):
            continue
        end = _end_before_comma(entity)
        if any(a.start < end and entity.start < a.end for a in addresses) or not _after_preposition().search(reading.text[: entity.start][-14:]):
            continue
        if not entity.text[0].isupper() or _is_no_venue(entity.text) or any(h.end - h.start >= end - entity.start for h in match_names(entity.text)):
            continue
        more.append(VenueMention(entity.start, end, reading.text[entity.start : end], "site"))
    return more


def _is_no_venue(name: str) -> bool:
    return any(re.match(rf"{re.escape(word)}\b", name.lower()) for word in _words("not_venues"))


def _end_before_comma(entity: Mention) -> int:
    cut = entity.text.find(",")
    return entity.end if cut < 3 else entity.start + len(entity.text[:cut].rstrip())


# --- parts, address and place -----------------------------------------------------------------------------------
def _join_parts(venues: list[VenueMention], text: str) -> list[VenueMention]:
    """`Aula Baruga, Gedung Balai Kota`: a room or hall and the building named after it are one venue."""
    joined: list[VenueMention] = []
    for venue in venues:
        last = joined[-1] if joined else None
        if last and last.kind in _WIDE and venue.kind not in _WIDE and pattern_of(_PART_GAP).fullmatch(text[last.end : venue.start]):
            kind = "hotel" if venue.kind == "hotel" else last.kind
            joined[-1] = VenueMention(last.start, venue.end, text[last.start : venue.end], kind)
        else:
            joined.append(venue)
    return joined


def _add_surroundings(venue: VenueMention, addresses: list[Span], reading: Reading) -> VenueMention:
    """The street and the city that are named right after a venue, else the city inside its name."""
    text, end = reading.text, venue.end
    address = next((a for a in addresses if venue.end <= a.start and pattern_of(_ADDRESS_GAP).match(text[venue.end : a.start])), None)
    if address:
        end = address.end
    after = [p for p in reading.places if end <= p.start and p.start - end <= 50 and pattern_of(_PLACE_GAP, "venues").match(text[end : p.start])]
    city = next((p for p in after if p.region and p.region.kind in ("city", "regency")), None)  # `Senayan, Jakarta` -> Jakarta
    place = city or _city_inside(venue, reading) or _city_unmarked(end, reading) or next((p for p in after if p.region), None) or _city_in_front(venue, reading)
    return replace(venue, address=text[address.start : address.end] if address else venue.address, place=place)


def _city_inside(venue: VenueMention, reading: Reading) -> PlaceMention | None:
    """`Hotel Anggrek Manado` -> Manado, a place whether the tagger saw it or not."""
    for place in reading.places:
        if venue.start <= place.start and place.end <= venue.end and not _is_number(place.text) and place.region and place.region.kind in ("city", "regency"):
            return place
    return _city_named(venue.start, venue.text, reading, inside=True)


def _city_in_front(venue: VenueMention, reading: Reading) -> PlaceMention | None:
    """`Kediri Town Square`, `Manado Convention Center`: names that end in their head begin with the town."""
    hit = next((hit for hit in match_names(venue.text) if hit.start == 0 and hit.end < len(venue.text)), None)
    if hit is None or not any(venue.text.lower().endswith(tail) for tail in _tails()):
        return None
    region = choose_region(hit, venue.text, province_votes(reading), {}, None)
    return PlaceMention(venue.start, venue.start + hit.end, venue.text[: hit.end], region) if region.kind in ("city", "regency") else None


def _city_unmarked(end: int, reading: Reading) -> PlaceMention | None:
    """`…, Dok II Jayapura`: a city after the venue that stands inside another tag."""
    following = re.match(r"[^\n;:]{0,48}", reading.text[end:])
    found = _city_named(end, following.group() if following else "", reading, inside=False)
    return found if found and pattern_of(_PLACE_GAP, "venues").match(reading.text[end : found.start]) and found.start > end + 1 and reading.text[end] in ",(" else None


def _city_named(offset: int, name: str, reading: Reading, inside: bool) -> PlaceMention | None:
    """The last city in the name of a building, the first one after it."""
    hits = match_names(name)
    for hit in reversed(hits) if inside else hits:
        common = is_common_word(name[hit.start : hit.end]) and hit.end < len(name)  # `Polda Metro Jaya`
        if inside and (hit.start == 0 or common or _is_number(name[hit.start : hit.end]) or _names_the_building(name, hit.start)):
            continue
        region = choose_region(hit, name, province_votes(reading), {}, None)
        if region.kind in ("city", "regency"):
            return PlaceMention(offset + hit.start, offset + hit.end, name[hit.start : hit.end], region)
    return None


def _is_number(name: str) -> bool:
    """`Simpang Lima` lies in no Peru."""
    return name.lower() in load_words("numbers", "digits")


def _names_the_building(name: str, start: int) -> bool:
    """`Ruang Semarang`, `Hotel Borobudur`: a name right after the head need not say where it stands."""
    return _heads().get(name[:start].strip().lower()) in ("room", "hall", "hotel")
