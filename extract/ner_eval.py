"""`extract ner eval`: precision, recall and F1 of the shipped model on annotated files of any user.

An entity counts when its span and its label are both right (the definition of conlleval and seqeval).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.train.corpus import SCHEMES, Tagged, read_set

if TYPE_CHECKING:
    from extract.ner import Tagger

Span = tuple[int, int, str]


def evaluate_files(paths: Sequence[Path], scheme: str = SCHEMES[0], tagger: Tagger | None = None) -> dict[str, Any]:
    """Scores per label for each file and for all of them, from the output layer of `scheme`.

    Files: two-column BIO (`.bio`, `.conll`, `.txt`, …) or offset JSONL (`.jsonl`). Raises ValueError for what is neither.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"unknown scheme {scheme!r}; the model knows {', '.join(SCHEMES)}")
    if tagger is None:
        from extract.ner import load_tagger

        tagger = load_tagger()
    files, total = [], Counter()
    for path in map(Path, paths):
        sentences = read_set(path, scheme)
        if not sentences:
            raise ValueError(f"{path}: no annotated sentence found")
        counts = count_matches(sentences, tagger.tag_sentences([s.tokens for s in sentences], scheme), scheme)
        total.update(counts)
        size = {"sentences": len(sentences), "tokens": sum(len(s.tokens) for s in sentences)}
        files.append({"path": str(path), **size, **summarize(counts)})
    return {"model": tagger.version, "scheme": scheme, "files": files, "all": summarize(total)}


def count_matches(sentences: Sequence[Tagged], found: Sequence[Iterable[Span]], scheme: str) -> Counter:
    """Counts keyed by (what, label): what is `gold`, `found` or `correct`."""
    counts: Counter = Counter()
    for sentence, mentions in zip(sentences, found):
        gold, guessed = set(read_bio_spans(sentence.tags[scheme])), set(mentions)
        for what, spans in (("gold", gold), ("found", guessed), ("correct", gold & guessed)):
            counts.update((what, label) for _, _, label in spans)
    return counts


def read_bio_spans(tags: Sequence[str]) -> Iterable[Span]:
    """`["B-PER", "I-PER", "O"]` -> (0, 2, "PER"); an `I-` after something else opens a span, as conlleval reads it."""
    start, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] != "I" or tag[2:] != label):
            yield start, i, label
            start = -1
        if tag != "O" and start < 0:
            start, label = i, tag[2:]


def summarize(counts: Counter) -> dict[str, Any]:
    """Scores per label, and over all labels under `micro`."""
    labels = sorted({label for _, label in counts}, key=lambda label: (label not in ("PER", "ORG", "LOC", "FAC"), label))
    per_label = {label: compute_scores(*(counts[what, label] for what in ("correct", "found", "gold"))) for label in labels}
    sums = (sum(scores[what] for scores in per_label.values()) for what in ("correct", "found", "gold"))
    return {"labels": per_label, "micro": compute_scores(*sums)}


def compute_scores(correct: int, found: int, gold: int) -> dict[str, Any]:
    precision = correct / found if found else 0.0
    recall = correct / gold if gold else 0.0
    f1 = 2 * correct / (found + gold) if found + gold else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "correct": correct, "found": found, "gold": gold}


def render(report: dict[str, Any]) -> str:
    """The report as a table for the terminal."""
    lines = [f"model {report['model']}, scheme {report['scheme']}; an entity counts when span and label are right"]
    parts = list(report["files"])
    if len(parts) > 1:
        parts.append({"path": "all files", "sentences": sum(p["sentences"] for p in parts), "tokens": sum(p["tokens"] for p in parts), **report["all"]})
    for part in parts:
        lines += ["", f"{part['path']}: {part['sentences']:,} sentences, {part['tokens']:,} tokens"]
        lines.append(f"{'':8}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}{'found':>8}{'correct':>9}")
        for label, row in [*part["labels"].items(), ("all", part["micro"])]:
            scores = "".join(f"{row[name]:10.3f}" for name in ("precision", "recall", "f1"))
            lines.append(f"{label:8}{scores}{row['gold']:8,}{row['found']:8,}{row['correct']:9,}")
    return "\n".join(lines)
