"""The model of measures: fitted weights follow the examples, and every weight of the rule file has counts that it speaks for."""

from __future__ import annotations

import pytest
from test_statistics import CASES, read_text

from extract.evidence import load_numbers
from extract.measure_evidence import Evidence
from extract.statistics import find_drafts
from extract.train.logit import Example, choose_names, fit_weights
from extract.train.measures import read_examples
from extract.unit_measure import decide_measure


def test_the_measure_with_the_most_evidence_wins():
    pieces = [Evidence("stage.behind", "referred", "statistics.referred"), Evidence("noun.named", "alleged", "statistics.alleged"), Evidence("noun.case", "alleged", "statistics.alleged")]
    assert decide_measure(pieces, {"stage.behind": 2.0, "noun.named": 1.0, "noun.case": 0.5}) == ("referred", "stage", "statistics.referred")
    assert decide_measure(pieces, {"stage.behind": 1.0, "noun.named": 1.0, "noun.case": 0.5}) == ("alleged", "head", "statistics.alleged")


def test_weights_learn_what_to_trust():
    told = (("stage.behind", "referred"), ("default.always", "recorded"))
    soft = (("stage.behind", "found"), ("stage.behind_soft", "found"), ("default.always", "recorded"))
    examples = [Example(told, "referred")] * 20 + [Example(soft, "recorded")] * 20
    weights = fit_weights(examples, choose_names(examples))
    assert weights["stage.behind"] > weights["default.always"] > weights["stage.behind"] + weights["stage.behind_soft"]


@pytest.fixture(scope="module")
def corpus_examples(tagger):
    from pathlib import Path

    corpus = Path(__file__).parent.parent / "corpus"
    return [example for example in read_examples(corpus, corpus / "_gold", tagger)]


def test_every_weight_speaks_for_counts(corpus_examples):
    seen = {name for example in corpus_examples for name, _ in example.evidence}
    for text, _ in CASES.values():
        seen |= {name for draft in find_drafts(read_text(text))[0] for name, _ in draft.evidence}
    assert set(load_numbers("measures")["weights"]) <= seen


def test_the_weights_choose_the_measures_of_the_corpus(corpus_examples):
    weights = load_numbers("measures")["weights"]
    right = sum(decide_measure([Evidence(name, measure, "") for name, measure in example.evidence], weights)[0] == example.answer for example in corpus_examples)
    assert right / len(corpus_examples) >= 0.94
