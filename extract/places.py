"""Place names -> regions with government codes, by gazetteer look-up, tags of the NER and the context of the article.

`di Kota Cimahi` -> PlaceMention("Kota Cimahi", Region 32.77); `MEDAN, Surat Kabar -` -> dateline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from extract.gazetteer import NameHit, Sense, load_gazetteer, match_names
from extract.records import Mention, PlaceMention, Reading, Region
from extract.ruleset import load_family, load_words

_RANKS = ("own", "alias", "town", "foreign", "site")  # which sense of a shared name is meant, all else equal
_KIND_ORDER = {"city": 0, "regency": 1, "province": 2, "country": 3, "district": 4}
_DATELINE_PARAGRAPHS = 4  # title, sub-titles and photo captions may stand before the dateline
_DATELINE_REACH = 120  # characters of its paragraph


# --- which region a name stands for -----------------------------------------------------------------------------
def count_provinces(hits: Iterable[NameHit]) -> Counter[str]:
    """How often the article names each province, by names that can stand for one province only."""
    votes: Counter[str] = Counter()
    for hit in hits:
        provinces = {sense.region.province for sense in hit.senses}
        if len(provinces) == 1:
            votes[provinces.pop()] += 1
    votes.pop("", None)
    return votes


def choose_region(hit: NameHit, text: str, votes: Mapping[str, int], told: Mapping[str, str], on: date | None) -> Region:
    """The sense meant here: by the head before the name, the region named after it, the article's other provinces and mentions."""
    name = text[hit.start : hit.end].lower()
    senses = list(hit.senses)
    kind = told_kind(text, hit) or told.get(name)
    senses = [s for s in senses if s.region.kind == kind] or senses
    if len({s.region.province for s in senses}) > 1:
        beside = re.match(r" ?[,(] ?([^,.;()\n]{3,40})", text[hit.end : hit.end + 44])
        named = count_provinces(match_names(beside[1])) if beside else {}
        senses = _by_votes(_by_votes(senses, named), votes)
    if all(sense.rank == "town" for sense in senses) and (district := _district_here(name, senses, votes)):
        return district
    chosen = min(senses, key=lambda s: (_RANKS.index(s.rank), _preference(name, s.region.kind)))
    if chosen.former and on and chosen.since and on < chosen.since:
        return replace(chosen.former, name=chosen.region.name, kind=chosen.region.kind)
    return chosen.region


def _district_here(name: str, senses: list[Sense], votes: Mapping[str, int]) -> Region | None:
    """A small town of another province is not meant where a district of the provinces around bears its name (`Simpang Empat`)."""
    own = max((votes.get(sense.region.province, 0) for sense in senses), default=0)  # the name itself votes too
    near = [region for region in load_gazetteer().districts.get(name, ()) if votes.get(region.province, 0) > own]
    return near[0] if near else None


def _by_votes(senses: list[Sense], votes: Mapping[str, int]) -> list[Sense]:
    best = max(votes.get(s.region.province, 0) for s in senses)
    return [s for s in senses if votes.get(s.region.province, 0) == best] if best else senses


def _preference(name: str, kind: str) -> int:
    """A bare `Bandung` is the city, a bare `Banjar` the regency."""
    first = "regency" if name in load_gazetteer().prefer_regency else "province" if name in load_gazetteer().prefer_province else "city"
    return -1 if kind == first else _KIND_ORDER.get(kind, 9)


@lru_cache(maxsize=1)
def _heads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """`wali kota ` at the end of what stands before a name -> city."""
    return tuple(
        (kind, re.compile(r"(?:^|\W)(?:" + "|".join(re.escape(w) for w in sorted(load_words("places", words), key=len, reverse=True)) + r")\s+$"))
        for kind, words in (("city", "city_heads"), ("regency", "regency_heads"), ("province", "province_heads"), ("district", "district_heads"))
    )


def head_kind(text: str, start: int) -> str | None:
    """The kind of region that the words before the name say: `Bupati Madiun` -> regency."""
    before = text[max(0, start - 24) : start].lower()
    return next((kind for kind, pattern in _heads() if pattern.search(before)), None)


def told_kind(text: str, hit: NameHit) -> str | None:
    """The kind of region that the words around the name say: `Polres Solok Kota` -> city."""
    return "city" if re.match(r" Kota\b(?! [A-Z])", text[hit.end : hit.end + 8]) else head_kind(text, hit.start)


def _told_kinds(hits: Iterable[NameHit], text: str) -> dict[str, str]:
    """`Kabupaten Serang` anywhere in the article tells what a bare `Serang` is, when no other kind is told."""
    told: dict[str, set[str]] = {}
    for hit in hits:
        if len(hit.senses) > 1 and (kind := told_kind(text, hit)) in ("city", "regency"):
            told.setdefault(text[hit.start : hit.end].lower(), set()).add(kind)
    return {name: kinds.pop() for name, kinds in told.items() if len(kinds) == 1}


def region_of(text: str, votes: Mapping[str, int] | None = None, on: date | None = None) -> Region | None:
    """The region inside a name: `Bawaslu Kabupaten Toba` -> Kabupaten Toba; the narrowest one when there are several."""
    hits = [hit for hit in match_names(text) if not _is_other_name(hit, text)]
    told = _told_kinds(hits, text)
    regions = [choose_region(hit, text, votes or {}, told, on) for hit in hits]
    return min(regions, key=lambda region: _KIND_ORDER[region.kind] % 4, default=None)


def _is_other_name(hit: NameHit, text: str) -> bool:
    """`PT SBT`, `Polda Metro Jaya`: short forms and words that are a region only after its head, or at the end of an office."""
    if not is_common_word(text[hit.start : hit.end]) or told_kind(text, hit) == "city":
        return False
    if head_kind(text, hit.start):
        return bool(re.match(r" [A-Z]", text[hit.end : hit.end + 2]))
    return hit.end < len(text) or all(sense.rank != "own" for sense in hit.senses)


def province_votes(reading: Reading) -> Counter[str]:
    """The provinces an article names: the context for `region_of`."""
    return _votes_of(reading.text)


@lru_cache(maxsize=4)  # the steps that read one article ask for the same votes
def _votes_of(text: str) -> Counter[str]:
    return count_provinces(match_names(text))


# --- places of an article ---------------------------------------------------------------------------------------
def find_places(reading: Reading) -> tuple[PlaceMention, ...]:
    """Every place name of the article with its region; names inside those of persons and organisations are left out."""
    text, on = reading.text, reading.article.published_at.date() if reading.article.published_at else None
    hits = match_names(text)
    votes, told = count_provinces(hits), _told_kinds(hits, text)
    datelines = _find_datelines(reading, hits)
    found: list[PlaceMention] = []
    for hit in hits:
        if hit.start in datelines or _names_a_place(hit, reading):
            start = _include_head(reading, hit.start)
            region = choose_region(hit, text, votes, told, on)
            found.append(PlaceMention(start, hit.end, text[start : hit.end], region, hit.start in datelines))
    for entity in reading.entities:
        if entity.label == "LOC" and not any(p.start < entity.end and entity.start < p.end for p in found):
            found += [replace(place, dateline=place.start in datelines) for place in _place_of_entity(entity, votes)]
    return tuple(sorted(found, key=lambda place: place.start))


def _names_a_place(hit: NameHit, reading: Reading) -> bool:
    """Whether a gazetteer name is used as a place here, by the tag it lies in and the word before it."""
    text = reading.text
    entity = next((e for e in reading.entities if e.start < hit.end and hit.start < e.end), None)
    after_comma = text[max(0, hit.start - 3) : hit.start].rstrip(" ").endswith((",", " -", " –", " —"))
    if _word_before(text, hit.start) in _words("street_heads"):
        return False
    if entity and entity.label == "LOC":
        longer = hit.end < entity.end and re.match(r" [A-Z][\w ]*$", text[hit.end : entity.end]) and not match_names(text[hit.end : entity.end])
        return not _is_street(entity.text) and not longer  # `Padang Tujuh`
    if entity and entity.end - entity.start <= hit.end - hit.start:
        several = len(text[hit.start : hit.end].split()) > 1  # `Daerah Istimewa Yogyakarta` is a place whatever the tagger says
        return entity.label == "FAC" or several or _word_before(text, hit.start) in _words("locative")
    if entity:  # a comma divides what the tagger glued: `Hotel Claro, Makassar`
        return after_comma and hit.start > entity.start and hit.end == entity.end
    if not is_common_word(text[hit.start : hit.end]):
        return True
    in_list = after_comma and text[hit.end : hit.end + 1] in (",", ".", "(", "")  # `Hotel Melati, Ende, Selasa`
    beside = re.match(r", ([A-Z][\w ]{3,24})", text[hit.end : hit.end + 30])  # `Banjar, Jawa Barat`
    return in_list or bool(head_kind(text, hit.start)) or bool(beside and match_names(beside[1])) or _word_before(text, hit.start) in _words("locative")


def is_common_word(name: str) -> bool:
    """`Metro`, `Batu`: a region whose name is also a word, a person or a part of other names."""
    return name.lower() in _words("also_words")


@lru_cache(maxsize=16)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in load_words("places", name))


def _word_before(text: str, start: int) -> str:
    """The word before an offset, small letters; empty when punctuation stands between."""
    match = re.search(r"([\w.]+)[ \-]$", text[max(0, start - 20) : start])
    return match[1].lower() if match else ""


def _is_street(name: str) -> bool:
    return name.split()[0].lower() in _words("street_heads") if name.split() else False


def _include_head(reading: Reading, start: int) -> int:
    """`Kota Cimahi` is the name of the place, but `Kota` of `Wali Kota Cimahi` belongs to the office."""
    text = reading.text
    match = re.search(r"(\w+) +$|(\w+\.) *$", text[max(0, start - 16) : start])
    head = match and (match[1] or match[2])
    if not match or not head or not head[0].isupper() or head.lower() not in _words("region_heads"):
        return start
    begin = start - (len(match.group()))
    before = re.search(r"(\w+) $", text[max(0, begin - 16) : begin])
    if before and before[1][0].isupper() and not head.isupper():
        return start
    return begin


def _place_of_entity(entity: Mention, votes: Mapping[str, int]) -> list[PlaceMention]:
    """A LOC that the gazetteer of regencies does not hold: a district where it can be told which, else no region."""
    if _is_street(entity.text) or not entity.text[:1].isupper() or entity.text.lower() in _words("no_places"):
        return []
    words = entity.text.split()
    while len(words) > 1 and words[0].lower() in _words("district_heads"):
        words = words[1:]
    candidates = load_gazetteer().districts.get(" ".join(words).lower(), ())
    near = [region for region in candidates if votes.get(region.province)]
    region = near[0] if len({r.province for r in near}) == 1 and near else candidates[0] if len(candidates) == 1 else None
    if region and len(near) > 1 and len({r.regency for r in near}) > 1:
        region = None
    return [PlaceMention(entity.start, entity.end, entity.text, region)]


# --- datelines --------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _dateline_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in load_family("places").rule("place.dateline").regex)


def _find_datelines(reading: Reading, hits: list[NameHit]) -> set[int]:
    """Offsets of the names that say where the report was filed (at most one dateline in an article)."""
    starts = {s.paragraph: s.start for s in reversed(reading.sentences) if s.paragraph < _DATELINE_PARAGRAPHS}
    tagged = [NameHit(e.start, e.end, ()) for e in reading.entities if e.label == "LOC" and e.text.lower() not in _words("agencies") and not any(h.start < e.end and e.start < h.end for h in hits)]
    head = reading.text[: max(starts.values(), default=0) + _DATELINE_REACH]
    matches = [match for pattern in _dateline_patterns() for match in pattern.finditer(head)]
    matches = [match for match in sorted(matches, key=lambda match: (match.start(), -match.end())) if any(match.start() <= start + 2 and start <= match.end() for start in starts.values())]
    for names in (hits, tagged):
        found = next((name for match in matches if (name := _dateline_name(reading.text, *match.span("place"), names)) is not None), None)
        if found is not None:
            return {found}
    return set()


def _dateline_name(text: str, start: int, end: int, hits: list[NameHit]) -> int | None:
    """The name that fills a part of `MEDAN, Surat Kabar`; None for a part of a sentence that happens to hold a dash."""
    if len(text[start:end].split()) > 9 or re.search(r"(?:^|[\s(])[a-z]{2,}(?![\w.]*\.)", re.sub(r"\([^)]*\)", "", text[start:end])):
        return None
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    for part in re.finditer(r"[^,()|/]+", text[start:end]):
        for hit in inside:
            rest = (text[start + part.start() : hit.start] + text[hit.end : start + part.end()]).strip(" .") if part.start() <= hit.start - start < part.end() else "-"
            if rest.lower() in _words("region_heads") or not rest:
                return hit.start
    return None
