"""`python -m extract.train.measures TEXTS GOLD [TEXTS GOLD ...]`: fit the weights of `rules/measures.yaml` on annotated articles.

A measure is chosen as in conditional logit (McFadden 1974): each measure that anything speaks for scores the sum of the weights of its
evidence, and the weights make the gold measures likeliest under a Gaussian prior. What a count leans on was decided with the weights before,
so a second run on the new weights settles them. Prints the table for the rule file.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from extract.clean import clean_article
from extract.ner import Tagger, load_tagger
from extract.pipeline import read_mentions
from extract.readers import iter_raw
from extract.sentences import make_doc
from extract.statistics import find_drafts

PRIOR = 0.5  # strength of the Gaussian prior: half the inverse of its variance
LEAST = 5  # counts in which a name has to occur to get a weight
KEPT = 100  # names with the most influence that get a weight


@dataclass(frozen=True, slots=True)
class Example:
    """What speaks for each measure of a count, and the measure that the gold gives it."""

    evidence: tuple[tuple[str, str], ...]
    measure: str


def read_examples(texts: Path, gold: Path, tagger: Tagger) -> Iterator[Example]:
    """The counts of the articles of a file or folder that have gold; a number told twice with two measures says nothing."""
    for raw in iter_raw(texts):
        article = clean_article(raw)
        answers = gold / f"{article.article_id}.json"
        if not answers.is_file():
            continue
        wanted: dict[tuple[float, bool], set[str]] = {}
        for entry in json.loads(answers.read_text(encoding="utf-8"))["statistics"]:
            wanted.setdefault((entry["value"], entry["unit"] == "percent"), set()).add(entry["measure"])
        doc = make_doc(article.text)
        drafts, _ = find_drafts(read_mentions(article, doc, tagger.tag([doc])[0]))
        for draft in drafts:
            measures = wanted.get((draft.count.number.value, draft.count.number.percent), set())
            if len(measures) == 1 and draft.evidence:
                yield Example(draft.evidence, next(iter(measures)))


def fit_weights(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The likeliest weight of every name, by L-BFGS over (examples x measures) rows of counts of names."""
    at = {name: i for i, name in enumerate(names)}
    reachable = [(sorted({m for _, m in e.evidence}), e) for e in examples if any(m == e.measure for _, m in e.evidence)]
    width = max(len(measures) for measures, _ in reachable)
    table = torch.zeros(len(reachable), width, len(names))
    closed = torch.full((len(reachable), width), float("-inf"))
    for i, (measures, example) in enumerate(reachable):
        closed[i, : len(measures)] = 0.0
        for name, measure in example.evidence:
            if name in at:
                table[i, measures.index(measure), at[name]] += 1.0
    answers = torch.tensor([measures.index(example.measure) for measures, example in reachable])
    weights = torch.zeros(len(names), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = torch.nn.functional.cross_entropy(table @ weights + closed, answers, reduction="sum") + PRIOR * (weights * weights).sum()
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
        names.sort(key=lambda name: -abs(weights[name]) * min(seen[name], 150) ** 0.5)
        names = sorted(names[: max(kept, len(names) * 4 // 5)])
    return names


def main(arguments: Sequence[str]) -> None:
    tagger = load_tagger()
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    examples = [example for texts, gold in pairs for example in read_examples(Path(texts), Path(gold), tagger)]
    for name, weight in sorted(fit_weights(examples, choose_names(examples)).items()):
        print(f"  {name}: {weight:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
