"""Scores of a clustering against gold clusters: MUC, B³ and CEAF-e, and their mean, the CoNLL score.

Sources: Vilain et al. 1995 (MUC), Bagga & Baldwin 1998 (B³), Luo 2005 (CEAF), Pradhan et al. 2012 (the mean of the three).
Both clusterings are of the same mentions; leave out of both what only one holds, or count it as missed beforehand.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

Cluster = frozenset[Hashable]
Scores = dict[str, float]


def score_clusters(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> dict[str, Scores | float]:
    """{"muc": …, "b3": …, "ceafe": …} with precision, recall, f1 each, and "conll"."""
    scores: dict[str, Scores | float] = {"muc": _muc(gold, predicted), "b3": _b3(gold, predicted), "ceafe": _ceafe(gold, predicted)}
    scores["conll"] = sum(part["f1"] for part in scores.values() if isinstance(part, dict)) / 3
    return scores


def _f1(precision: float, recall: float) -> Scores:
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def _muc(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Scores:
    def links_kept(keys: Sequence[Cluster], response: Sequence[Cluster]) -> float:
        kept = total = 0
        for key in keys:
            parts = {next((i for i, cluster in enumerate(response) if mention in cluster), ("alone", mention)) for mention in key}
            kept += len(key) - len(parts)
            total += len(key) - 1
        return kept / total if total else 1.0

    return _f1(links_kept(predicted, gold), links_kept(gold, predicted))


def _b3(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Scores:
    gold_of = {mention: cluster for cluster in gold for mention in cluster}
    predicted_of = {mention: cluster for cluster in predicted for mention in cluster}
    mentions = set(gold_of) | set(predicted_of)
    nothing: Cluster = frozenset()

    def mean(of: dict, other: dict) -> float:
        shares = [len(of[m] & other.get(m, nothing)) / len(of[m]) for m in mentions if m in of]
        return sum(shares) / len(shares) if shares else 1.0

    return _f1(mean(predicted_of, gold_of), mean(gold_of, predicted_of))


def _ceafe(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Scores:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not gold or not predicted:
        return _f1(float(not predicted), float(not gold))
    similarity = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(-similarity)
    total = float(similarity[rows, columns].sum())
    return _f1(total / len(predicted), total / len(gold))
