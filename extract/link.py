"""Linking across articles: events, persons and organisations from the rows of a whole run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.events import link_events
from extract.people import link_people

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Links:
    """What linking adds: ids for rows of `signings` and `officials`, and four tables."""

    event_ids: dict[str, str]  # signing_id -> event_id
    person_ids: dict[str, str]  # official_id -> person_id of the run
    events: list[Row]
    persons: list[Row]
    tenures: list[Row]
    organizations: list[Row]


def link_rows(signings: Sequence[Row], officials: Sequence[Row], articles: Mapping[str, Row]) -> Links:
    """Link all rows of a run; `articles` gives outlet, title and published_at by article_id. The order of the rows changes nothing."""
    event_ids, events = link_events(signings, officials, articles)
    person_ids, persons, tenures, organizations = link_people(officials, event_ids, articles)
    return Links(event_ids, person_ids, events, persons, tenures, organizations)
