"""Attachment: which date, venue and place an act of signing gets, and when it gets none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from extract.attach import attach_circumstances
from extract.dates import find_dates
from extract.places import find_places
from extract.quotes import find_quotes
from extract.records import Article, Mention, Reading, Signing
from extract.ruleset import load_family
from extract.sentences import list_sentences, make_doc
from extract.signings import find_acts, merge_acts
from extract.venues import find_venues

CASES = load_family("attach").cases


def read_signings(text: str, published: str | None = None, entities: tuple[tuple[str, str], ...] = ()) -> tuple[Signing, ...]:
    """All steps that attachment rests on, with the tags given by hand."""
    title = text.split("\n\n")[0] if text.count("\n\n") and not text.split("\n\n")[0].endswith(".") else ""
    article = Article("a", "a.txt", text, "", title=title, published_at=datetime.fromisoformat(published) if published else None)
    doc = make_doc(text)
    mentions = tuple(Mention(text.index(name), text.index(name) + len(name), label, name) for name, label in entities)
    reading = Reading(article, doc, list_sentences(doc, article), mentions)
    reading = replace(reading, dates=find_dates(reading), places=find_places(reading))
    reading = replace(reading, venues=find_venues(reading), quotes=find_quotes(reading))
    return attach_circumstances(reading, merge_acts(reading, find_acts(reading)))


def describe(signing: Signing) -> dict[str, str]:
    """The fields that are not null, the date cut to its precision."""
    length = {"day": 10, "month": 7, "year": 4}
    fields = {
        "date": signing.date.date_start.isoformat()[: length[signing.date.precision]] if signing.date else None,
        "venue": signing.venue.text if signing.venue else None,
        "place": signing.place.text if signing.place else None,
        "province": signing.region.province if signing.region else None,
    }
    return {name: value for name, value in fields.items() if value}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:36] for case in CASES])
def test_cases_of_the_rule_file(case: dict) -> None:
    found = read_signings(case["text"], str(case["published"]) if case.get("published") else None)
    if case.get("only"):
        found = tuple(next(s for s in found if s.instrument == kind) for kind in case["only"])
    assert [describe(s) for s in found] == [{k: str(v) for k, v in act.items()} for act in case["acts"]]


def test_venue_abroad_does_not_take_the_province_of_the_dateline() -> None:
    text = "JAKARTA – Kedua menteri menandatangani nota kesepahaman di Beijing, Senin (4/3/2019)."
    (signing,) = read_signings(text, "2019-03-05", (("Beijing", "LOC"),))
    assert signing.place and signing.place.text == "Beijing"
    assert signing.region and (signing.region.country, signing.region.province) == ("Tiongkok", "")


def test_street_is_the_address_and_not_the_venue() -> None:
    (signing,) = read_signings("Rektor menandatangani nota kesepahaman di Jalan Mawar No. 4, Blora, Senin (4/3/2019).", "2019-03-05")
    assert (signing.venue, signing.address, signing.place and signing.place.text) == (None, "Jalan Mawar No. 4", "Blora")


def test_occurred_act_gets_no_day_of_the_future() -> None:
    (signing,) = read_signings("Camat meneken pakta integritas untuk pemilihan 19 April mendatang.", "2025-03-26")
    assert signing.date is None


def test_evidence_tells_why_and_points_at_the_value() -> None:
    text = "Rektor menandatangani nota kesepahaman di Hotel Nusa, Senin (4/3/2019)."
    (signing,) = read_signings(text, "2019-03-05")
    date_evidence = [e for e in signing.evidence if e.field == "date"]
    assert {"same_sentence", "day"} <= {e.cue for e in date_evidence}
    assert all(text[e.start : e.end] == "Senin (4/3/2019)" for e in date_evidence)


def test_confidence_grows_with_what_is_known() -> None:
    full = read_signings("Rektor Unsam menandatangani nota kesepahaman di Hotel Nusa, Senin (4/3/2019).", "2019-03-05")[0]
    bare = read_signings("Seharusnya semua pegawai menandatangani surat itu.")[0]
    assert 0.0 < bare.confidence < full.confidence < 1.0


def test_no_signing_gives_nothing() -> None:
    assert read_signings("Hujan turun di Kudus, Senin (4/3/2019).") == ()
