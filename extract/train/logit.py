"""Weights of evidence fitted on annotated articles, for `train.measures` and `train.counts`.

An answer is chosen as in conditional logit (McFadden 1974): each answer that anything speaks for scores the sum of the weights of its
evidence, and the weights make the gold answers likeliest under a Gaussian prior.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from extract.clean import clean_article
from extract.ner import Tagger
from extract.pipeline import read_mentions
from extract.readers import iter_raw
from extract.records import Reading
from extract.sentences import make_doc

PRIOR = 0.5  # strength of the Gaussian prior: half the inverse of its variance
LEAST = 5  # examples in which a name has to occur to get a weight
KEPT = 100  # names with the most influence that get a weight
OFTEN = 150  # examples from which on a name gains no influence by being more frequent


@dataclass(frozen=True, slots=True)
class Example:
    """What speaks for each answer, and the answer that the gold gives."""

    evidence: tuple[tuple[str, str], ...]
    answer: str


def read_gold(texts: Path, gold: Path, tagger: Tagger) -> Iterator[tuple[Reading, list[dict[str, Any]]]]:
    """The articles of a file or folder that have gold, read up to their mentions, with the statistics of the gold."""
    for raw in iter_raw(texts):
        article = clean_article(raw)
        answers = gold / f"{article.article_id}.json"
        if answers.is_file():
            doc = make_doc(article.text)
            yield read_mentions(article, doc, tagger.tag([doc])[0]), json.loads(answers.read_text(encoding="utf-8"))["statistics"]


def fit_weights(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The likeliest weight of every name, by L-BFGS over (examples x answers) rows of counts of names."""
    at = {name: i for i, name in enumerate(names)}
    reachable = [(sorted({a for _, a in e.evidence}), e) for e in examples if any(a == e.answer for _, a in e.evidence)]
    width = max(len(answers) for answers, _ in reachable)
    table = torch.zeros(len(reachable), width, len(names))
    closed = torch.full((len(reachable), width), float("-inf"))
    for i, (answers, example) in enumerate(reachable):
        closed[i, : len(answers)] = 0.0
        for name, answer in example.evidence:
            if name in at:
                table[i, answers.index(answer), at[name]] += 1.0
    right = torch.tensor([answers.index(example.answer) for answers, example in reachable])
    weights = torch.zeros(len(names), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = torch.nn.functional.cross_entropy(table @ weights + closed, right, reduction="sum") + PRIOR * (weights * weights).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return {name: float(weights.detach()[i]) for name, i in at.items()}


def choose_names(examples: Sequence[Example], kept: int = KEPT) -> list[str]:
    """Backward elimination: a fifth of the names with the least influence (weight times the root of how often) goes at a time."""
    seen = Counter(name for example in examples for name, _ in example.evidence)
    names = sorted(name for name, times in seen.items() if times >= LEAST)
    while len(names) > kept:
        weights = fit_weights(examples, names)
        names.sort(key=lambda name: -abs(weights[name]) * min(seen[name], OFTEN) ** 0.5)
        names = sorted(names[: max(kept, len(names) * 4 // 5)])
    return names
