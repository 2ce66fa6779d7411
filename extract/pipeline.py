"""The story of one article: text -> sentences -> mentions -> records. Names the steps in order and does little else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract import attach, dates, numbers, persons, places, quotes, roles, sentences, signings, statistics, venues
from extract.records import Article, Extraction, Mention, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.ner import Tagger


def extract_articles(articles: Sequence[Article], tagger: Tagger) -> list[Extraction]:
    """Read articles together, so that the tagger works in batches; the result is the same for any batching."""
    docs = [sentences.make_doc(article.text) for article in articles]
    return [extract_article(a, doc, entities) for a, doc, entities in zip(articles, docs, tagger.tag(docs))]


def extract_article(article: Article, doc: Doc, entities: Sequence[Mention]) -> Extraction:
    """One article whose entities are known -> its records."""
    reading = read_mentions(article, doc, entities)
    acts = signings.find_acts(reading)
    found = attach.attach_circumstances(reading, signings.merge_acts(reading, acts))
    played = roles.find_roles(reading, found)
    return Extraction(reading=reading, signings=found, roles=played, statistics=statistics.find_statistics(reading, played))


def read_mentions(article: Article, doc: Doc, entities: Sequence[Mention]) -> Reading:
    """Everything that is found before records are assembled, each step seeing what came before it."""
    reading = Reading(article, doc, sentences.list_sentences(doc, article), tuple(entities))
    set_entities(doc, entities)
    reading = replace(reading, dates=dates.find_dates(reading))
    reading = replace(reading, numbers=numbers.find_numbers(reading))  # a year of a date counts nothing
    reading = replace(reading, places=places.find_places(reading))
    reading = replace(reading, venues=venues.find_venues(reading))
    parts = tuple(persons.read_sentences(reading))
    reading = replace(reading, person_mentions=persons.find_person_mentions(reading, parts))
    reading = replace(reading, persons=persons.merge_persons(reading, parts))
    return replace(reading, quotes=quotes.find_quotes(reading))


def set_entities(doc: Doc, entities: Sequence[Mention]) -> None:
    """Entities as `doc.ents`, so that rule patterns can say `<PER>`; a mention that cuts a token is left out."""
    spans = (doc.char_span(m.start, m.end, label=m.label) for m in entities)
    doc.ents = [span for span in spans if span is not None]
