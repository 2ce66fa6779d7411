"""The model of counts: fitted weights follow the examples, and what a number's clause and its neighbours say decides together."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_statistics import CASES, NOT_STATISTICS, read_text

from extract.accepting import counts_violations
from extract.evidence import load_numbers
from extract.train.counts import AGAINST, COUNTS, NOTHING, read_examples, weigh_numbers
from extract.train.logit import Example, fit_weights

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def corpus_examples(tagger):
    return list(read_examples(CORPUS, CORPUS / "_gold", tagger))


def names_of(example: Example) -> set[str]:
    return {name for name, answer in example.evidence if answer == COUNTS}


def test_a_noun_counts_where_something_speaks_for_it():
    assert not counts_violations({"clause.always", "noun.faint_person", "link.none", "link.none_unspoken", "clause.unspoken"})
    assert counts_violations({"clause.always", "noun.faint_person", "stage.plain", "stage.behind", "article.about_violations", "link.none"})
    assert counts_violations({"clause.always", "noun.faint_person", "clause.unspoken", "article.about_violations", "link.here", "link.here_adjacent", "link.divides", "link.less_here"})


def test_weights_learn_when_a_number_counts():
    counted = Example((("noun.heavy", COUNTS), (AGAINST, NOTHING)), COUNTS)
    refused = Example((("noun.heavy", COUNTS), ("cue.quiet", COUNTS), (AGAINST, NOTHING)), NOTHING)
    weights = fit_weights([counted, refused] * 20, ["noun.heavy", "cue.quiet", AGAINST])
    assert weights["noun.heavy"] > weights[AGAINST] > weights["noun.heavy"] + weights["cue.quiet"]


def test_every_weight_speaks_for_or_against_numbers(corpus_examples):
    seen = {name for example in corpus_examples for name in names_of(example)}
    seen |= {name for text in (*(text for text, _ in CASES.values()), *NOT_STATISTICS) for judgement in weigh_numbers(read_text(text)) for name in judgement.reasons}
    tables = load_numbers("counts")
    assert set(tables["counts"]) | set(tables["leans"]) <= seen


def test_the_weights_tell_counts_from_other_numbers_in_the_corpus(corpus_examples):
    right = sum(counts_violations(names_of(example)) == (example.answer == COUNTS) for example in corpus_examples)
    assert right / len(corpus_examples) >= 0.97
