"""`python -m extract.train.counts TEXTS GOLD [TEXTS GOLD ...]`: fit the table `counts` of `rules/counts.yaml` on annotated articles.

What a number hangs on was decided with the weights before, so a second run on the new weights settles them. Prints the threshold and the table.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.accepting import Judgement, judge_counts
from extract.counts import read_words
from extract.measures import read_counts
from extract.ner import Tagger, load_tagger
from extract.records import Reading
from extract.train.logit import Example, choose_names, fit_weights, read_gold

COUNTS, NOTHING, AGAINST = "counts", "nothing", "threshold"


def read_examples(texts: Path, gold: Path, tagger: Tagger) -> Iterator[Example]:
    """Every number that was weighed, with what spoke for a count; one of several of the same value that the gold has once may be either."""
    for reading, entries in read_gold(texts, gold, tagger):
        wanted = Counter((entry["value"], entry["unit"] == "percent") for entry in entries)
        weighed = [judgement for judgement in weigh_numbers(reading) if judgement.reasons]
        told = Counter(_key(judgement) for judgement in weighed)
        taken = Counter(_key(judgement) for judgement in weighed if judgement.draft)
        for judgement in weighed:
            key = _key(judgement)
            unclear = not judgement.draft and told[key] > wanted[key] > 0 and (taken[key] >= wanted[key] or told[key] - taken[key] > wanted[key] - taken[key])
            if not unclear:
                yield Example((*((name, COUNTS) for name in sorted(judgement.reasons)), (AGAINST, NOTHING)), COUNTS if wanted[key] else NOTHING)


def weigh_numbers(reading: Reading) -> list[Judgement]:
    words = read_words(reading)
    return list(judge_counts(read_counts(reading, words), words, reading))


def _key(judgement: Judgement) -> tuple[float, bool]:
    return judgement.count.number.value, judgement.count.number.percent


def main(arguments: Sequence[str]) -> None:
    tagger = load_tagger()
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    examples = [example for texts, gold in pairs for example in read_examples(Path(texts), Path(gold), tagger)]
    weights = fit_weights(examples, sorted({*choose_names(examples), AGAINST}))
    print(f"thresholds: {{{COUNTS}: {weights.pop(AGAINST):.2f}}}")
    for name, weight in sorted(weights.items()):
        print(f"  {name}: {weight:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
