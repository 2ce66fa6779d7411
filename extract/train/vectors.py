"""Word vectors with subwords (fastText skip-gram), trained on raw text and cut down to a shippable vocabulary."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from extract.train.fit import Vectors

CASED = 10_000  # so many of the most frequent words also get a row for their capitals and small letters


def train_vectors(lines: Iterable[Sequence[str]], work: Path, *, dim: int = 100, epochs: int = 10, min_count: int = 2) -> Path:
    """Train on tokenised lines, or take what an earlier run on the same lines left in `work`.

    One thread, so that a machine gives the same vectors every time.
    """
    import fasttext

    text = work / "text.tok"
    with text.open("w", encoding="utf-8") as out:
        for tokens in lines:
            out.write(" ".join(tokens) + "\n")
    settings = {"dim": dim, "epoch": epochs, "minCount": min_count, "minn": 3, "maxn": 5, "bucket": 400_000, "lr": 0.05}
    key = hashlib.sha256(text.read_bytes() + repr(settings).encode()).hexdigest()[:16]
    target = work / f"vectors-{key}.bin"
    if not target.exists():
        model = fasttext.train_unsupervised(str(text), model="skipgram", thread=1, verbose=0, **settings)
        model.save_model(str(target.with_suffix(".part")))
        target.with_suffix(".part").rename(target)
    return target


def compose_vectors(source: Path, frequent: Sequence[str], extra: Iterable[str], scale: float = 1.0) -> Vectors:
    """A vector for every word of `frequent` and, put together from subwords where need be, of `extra`."""
    import fasttext

    model = fasttext.load_model(str(source))
    words = list(dict.fromkeys([*frequent, *extra]))
    twins = list_case_twins(words, frequent[:CASED])
    rows = np.stack([model.get_word_vector(word) for word in [*words, *twins.values()]]).astype(np.float32)
    words += twins
    rows *= scale / rows.std()
    rare = rows[len(frequent) // 2 : len(frequent)]  # an unknown word is most like the rare ones
    reserved = np.zeros((4, rows.shape[1]), dtype=np.float32)
    reserved[1] = rare.mean(0)
    return Vectors(tuple(words), np.concatenate([reserved, rows]).astype(np.float16))


def list_case_twins(words: Sequence[str], common: Sequence[str]) -> dict[str, str]:
    """Forms in capitals and in small letters that the text lacks -> the form whose vector they take: `MENEKEN` -> `meneken`."""
    known = set(words)
    twins: dict[str, str] = {}
    for word in common:
        if len(word) > 1 and word.isalpha():
            for form in (word.upper(), word.lower()):
                if form not in known:
                    twins.setdefault(form, word)
    return twins


def count_words(lines: Iterable[Sequence[str]]) -> Counter:
    counts: Counter = Counter()
    for tokens in lines:
        counts.update(tokens)
    return counts
