"""`python -m extract.train.measures TEXTS GOLD [TEXTS GOLD ...]`: fit the weights of `rules/measures.yaml` on annotated articles.

What a count leans on was decided with the weights before, so a second run on the new weights settles them. Prints the table for the rule file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.ner import Tagger, load_tagger
from extract.statistics import find_drafts
from extract.train.logit import Example, choose_names, fit_weights, read_gold


def read_examples(texts: Path, gold: Path, tagger: Tagger) -> Iterator[Example]:
    """The accepted counts, each with what speaks for its measures; a number told twice with two measures says nothing."""
    for reading, entries in read_gold(texts, gold, tagger):
        wanted: dict[tuple[float, bool], set[str]] = {}
        for entry in entries:
            wanted.setdefault((entry["value"], entry["unit"] == "percent"), set()).add(entry["measure"])
        for draft in find_drafts(reading)[0]:
            measures = wanted.get((draft.count.number.value, draft.count.number.percent), set())
            if len(measures) == 1 and draft.evidence:
                yield Example(draft.evidence, next(iter(measures)))


def main(arguments: Sequence[str]) -> None:
    tagger = load_tagger()
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    examples = [example for texts, gold in pairs for example in read_examples(Path(texts), Path(gold), tagger)]
    for name, weight in sorted(fit_weights(examples, choose_names(examples)).items()):
        print(f"  {name}: {weight:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
