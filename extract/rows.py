"""Extraction -> rows of the tables, as plain dicts with stable ids.

An id is the article's id, a letter for the table and a short hash of where and what: `pakta-01-s1f0c2a9b`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from extract.records import Article, DateMention, Extraction, Person, PersonMention, Reading, Region, RoleMention, Signing, Statistic, VenueMention

Row = dict[str, Any]
Rows = dict[str, list[Row]]


class Ids:
    """Ids of one article's rows: the same place and content give the same id, two rows never share one."""

    def __init__(self, article_id: str) -> None:
        self.article_id = article_id
        self._given: set[str] = set()

    def give(self, letter: str, *content: object) -> str:
        """A new id of the table that `letter` stands for."""
        key = "\t".join(str(part) for part in content)
        for attempt in range(10_000):
            digest = hashlib.sha256(f"{key}\t{attempt}".encode()).hexdigest()[:8]
            found = f"{self.article_id}-{letter}{digest}"
            if found not in self._given:
                self._given.add(found)
                return found
        raise RuntimeError(f"no free id for {key!r}")


def holds_event(extraction: Extraction) -> bool:
    """Whether the article gave a signing or a statistic."""
    return bool(extraction.signings or extraction.statistics)


def build_article(article: Article, status: str | None = None, n_sentences: int | None = None, detail: str | None = None) -> Row:
    """The row of `articles`; empty strings become null."""
    return {
        "article_id": article.article_id, "source": article.source, "url": article.url or None, "outlet": article.outlet or None,
        "title": article.title or None, "author": article.author or None, "published_at": _naive(article.published_at),
        "text": article.text, "text_sha256": article.text_sha256, "language": article.language or None, "n_sentences": n_sentences,
        "status": status or article.status, "detail": (detail if detail is not None else article.detail) or None, "duplicate_of": None,
    }


def _naive(moment: Any) -> Any:
    """The clock time as written, to the second, without its zone."""
    return moment.replace(tzinfo=None, microsecond=0) if moment is not None else None


def build_rows(extraction: Extraction, every_article: bool = False) -> Rows:
    """The rows of every table but `articles`; mentions only where the article holds an event, or for `every_article`."""
    reading = extraction.reading
    ids = Ids(reading.article.article_id)
    signing_ids = {s.key: ids.give("s", *_signing_key(s)) for s in extraction.signings}
    rows: Rows = {"signings": [], "officials": [], "statistics": [], "dates": [], "venues": [], "entities": []}
    rows["statistics"] = _build_statistics(extraction, ids)
    if holds_event(extraction) or every_article:
        rows["officials"] = _build_officials(extraction, ids, signing_ids)
        rows["dates"] = _build_dates(extraction, ids, signing_ids)
        rows["venues"] = _build_venues(extraction, ids, signing_ids)
        rows["entities"] = _build_entities(reading, ids)
    date_ids = {(row["start"], row["end"]): row["date_id"] for row in rows["dates"]}
    venue_ids = {(row["start"], row["end"]): row["venue_id"] for row in rows["venues"]}
    rows["signings"] = [_build_signing(s, reading, signing_ids[s.key], date_ids, venue_ids) for s in extraction.signings]
    return rows


def _sentence(reading: Reading, offset: int) -> str:
    sentence = reading.sentence_at(offset)
    return reading.text[sentence.start : sentence.end]


def _describe_area(region: Region | None, place: str | None) -> Row:
    """Columns place to country: `Kota Padang` -> regency, province and their codes."""
    if region is None:
        return {"place": place, "regency": None, "regency_code": None, "province": None, "province_code": None, "country": None}
    regency, regency_code, province, province_code = region.regency, region.regency_code, region.province, region.province_code
    if region.kind == "province":
        province, province_code = province or region.name, province_code or region.code
    elif region.kind in ("regency", "city"):
        regency, regency_code = regency or region.name, regency_code or region.code
    country = region.country or (region.name if region.kind == "country" else None)
    return {
        "place": place, "regency": regency or None, "regency_code": regency_code or None, "province": province or None,
        "province_code": province_code or None, "country": country,
    }


# --- signings -------------------------------------------------------------------------------------------------------
def _signing_key(signing: Signing) -> tuple[object, ...]:
    trigger = signing.acts[0].trigger
    return trigger.start, trigger.end, signing.instrument, signing.status


def _build_signing(signing: Signing, reading: Reading, signing_id: str, date_ids: dict, venue_ids: dict) -> Row:
    trigger, date, venue = signing.acts[0].trigger, signing.date, signing.venue
    return {
        "signing_id": signing_id, "article_id": reading.article.article_id, "instrument": signing.instrument,
        "instrument_text": signing.instrument_text, "subject": signing.subject, "status": signing.status,
        "parties": list(signing.parties), "occasion": signing.occasion, "date": date.date_start if date else None,
        "date_precision": date.precision if date else None, "date_id": date_ids.get((date.start, date.end)) if date else None,
        "venue": reading.text[venue.start : venue.end] if venue else None, "address": signing.address,
        **_describe_area(signing.region, signing.place.text if signing.place else None),
        "venue_id": venue_ids.get((venue.start, venue.end)) if venue else None,
        "trigger": reading.text[trigger.start : trigger.end], "start": trigger.start, "end": trigger.end,
        "sentence": _sentence(reading, trigger.start), "event_id": signing_id, "confidence": signing.confidence,
    }


# --- officials ------------------------------------------------------------------------------------------------------
def _build_officials(extraction: Extraction, ids: Ids, signing_ids: dict[int, str]) -> list[Row]:
    """One row per person and signing, for persons who hold an office or sign."""
    rows: list[Row] = []
    for person in extraction.reading.persons:
        roles = [role for role in extraction.roles if role.person == person.key]
        if person.position is None and all(role.role != "signatory" for role in roles):
            continue
        rows += _build_official(extraction.reading, person, roles, ids, signing_ids)
    return rows


def _build_official(reading: Reading, person: Person, roles: list[RoleMention], ids: Ids, signing_ids: dict[int, str]) -> Iterable[Row]:
    mention = choose_mention(person)
    start, end = widen_name(reading.text, mention)
    region = person.region or _region_of_unit(person.unit)
    signings = sorted({role.signing for role in roles if role.signing in signing_ids}) or [None]
    person_id = ids.give("p", mention.start, mention.end, person.name)
    for signing in signings:
        own = [role for role in roles if role.signing in (signing, None)]
        yield {
            "official_id": ids.give("o", start, end, person.name, signing_ids.get(signing)), "article_id": reading.article.article_id,
            "signing_id": signing_ids.get(signing), "name": person.name, "name_text": reading.text[start:end],
            "honorifics": list(person.honorifics), "position": person.position, "unit": person.unit, "acting": person.acting,
            "region": region.name if region else None, "region_code": (region.code or None) if region else None,
            "roles": sorted({role.role for role in own}), "represents": next((r.represents for r in own if r.represents), None),
            "person_id": person_id, "start": start, "end": end, "sentence": _sentence(reading, start),
        }


def _region_of_unit(unit: str | None) -> Region | None:
    """`KPU Kabupaten Sikka` -> Kabupaten Sikka; a country says nothing about a unit."""
    from extract.places import region_of

    region = region_of(unit) if unit else None
    return region if region is not None and region.kind in ("province", "regency", "city") else None


def choose_mention(person: Person) -> PersonMention:
    """The mention a row quotes: the full name beside its office, else the full name, else the first."""
    full = [m for m in person.mentions if m.name == person.name]
    with_office = [m for m in full if m.position and m.position == person.position]
    return (with_office or full or list(person.mentions))[0]


def widen_name(text: str, mention: PersonMention) -> tuple[int, int]:
    """The span of the name with the honorifics and degrees written around it: `Drs. H. Alni, M.Si`."""
    offices = [span for span in (mention.position_span, mention.unit_span) if span]
    left = max([span.end for span in offices if span.end <= mention.start] + [mention.full.start])
    right = min([span.start for span in offices if span.start >= mention.end] + [mention.full.end])
    start, end = mention.start, mention.end
    for title in mention.honorifics:
        before, after = text.find(title, left, start), text.find(title, end, right)
        if before >= 0:
            start = min(start, before)
        if after >= 0:
            end = max(end, after + len(title))
    return start, end


# --- statistics, dates, venues, entities ----------------------------------------------------------------------------
def _build_statistics(extraction: Extraction, ids: Ids) -> list[Row]:
    given = {s.key: ids.give("n", s.start, s.end, s.value, s.unit, s.measure) for s in extraction.statistics}
    return [_build_statistic(s, extraction.reading, given) for s in extraction.statistics]


def _build_statistic(statistic: Statistic, reading: Reading, given: dict[int, str]) -> Row:
    area = _describe_area(statistic.region, statistic.place)
    return {
        "statistic_id": given[statistic.key], "article_id": reading.article.article_id, "value": float(statistic.value),
        "value_text": reading.text[statistic.start : statistic.end], "unit": statistic.unit, "measure": statistic.measure,
        "subject": statistic.subject, "period_start": statistic.period_start, "period_end": statistic.period_end,
        "place": statistic.place, "province": area["province"], "province_code": area["province_code"],
        "source": statistic.source, "speaker": statistic.speaker, "approximate": statistic.approximate,
        "part_of": given.get(statistic.part_of) if statistic.part_of is not None else None,
        "start": statistic.start, "end": statistic.end, "sentence": _sentence(reading, statistic.start),
    }


def _build_dates(extraction: Extraction, ids: Ids, signing_ids: dict[int, str]) -> list[Row]:
    """Every date of the article; those that date a signing carry its id."""
    reading = extraction.reading
    dated = _first_by_span((s.date, signing_ids[s.key]) for s in extraction.signings)
    found: dict[tuple[int, int], DateMention] = {(d.start, d.end): d for d in reading.dates}
    for signing in extraction.signings:
        if signing.date:
            found[signing.date.start, signing.date.end] = signing.date
    return [
        {
            "date_id": ids.give("d", d.start, d.end, d.date_start, d.date_end), "article_id": reading.article.article_id,
            "text": reading.text[d.start : d.end], "date_start": d.date_start, "date_end": d.date_end, "precision": d.precision,
            "basis": d.basis, "role": "signing" if span in dated else d.role, "signing_id": dated.get(span),
            "start": d.start, "end": d.end,
        }
        for span, d in sorted(found.items())
    ]


def _build_venues(extraction: Extraction, ids: Ids, signing_ids: dict[int, str]) -> list[Row]:
    """Every venue of the article; those of a signing carry its id."""
    reading = extraction.reading
    hosting = _first_by_span((s.venue, signing_ids[s.key]) for s in extraction.signings)
    found: dict[tuple[int, int], VenueMention] = {(v.start, v.end): v for v in reading.venues}
    for signing in extraction.signings:
        if signing.venue:
            found.setdefault((signing.venue.start, signing.venue.end), signing.venue)
    return [
        {
            "venue_id": ids.give("v", v.start, v.end), "article_id": reading.article.article_id, "name": reading.text[v.start : v.end],
            "kind": v.kind, "address": v.address,
            **_describe_area(v.place.region if v.place else None, v.place.text if v.place else None),
            "signing_id": hosting.get(span), "start": v.start, "end": v.end,
        }
        for span, v in sorted(found.items())
    ]


def _first_by_span(pairs: Iterable[tuple[DateMention | VenueMention | None, str]]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for mention, signing_id in pairs:
        if mention is not None:
            found.setdefault((mention.start, mention.end), signing_id)
    return found


def _build_entities(reading: Reading, ids: Ids) -> list[Row]:
    return [
        {
            "entity_id": ids.give("e", m.start, m.end, m.label), "article_id": reading.article.article_id, "label": m.label,
            "text": reading.text[m.start : m.end], "start": m.start, "end": m.end, "source": m.source,
        }
        for m in reading.entities
    ]
