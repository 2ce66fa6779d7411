"""Near-duplicate articles: one press release printed by many outlets, with small changes.

Each article has a MinHash signature over its word triples (Broder 1997); signatures are compared in bands (LSH), so that
only articles that share a band are looked at. What is kept is the first by date and completeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

PERMUTATIONS = 128  # standard error of the estimated similarity: sqrt(0.25 / 128) = 0.044 at most
BANDS = 32  # of 4 rows: two texts of similarity 0.5 share a band with probability 1 - (1 - 0.5**4)**32 = 0.87
THRESHOLD = 0.5  # of word triples in common; tuned on constructed reprints and on different reports of one event, see tests
SHINGLE = 3
MIN_WORDS = 40  # shorter texts share too few triples to be told apart
SEED = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is needed to find an article's reprints and to choose which one is kept. `order` sorts the articles: the first is kept."""

    article_id: str
    order: tuple[Any, ...]
    signature: bytes  # PERMUTATIONS numbers of 32 bits, or empty for a text too short


def sign_text(text: str) -> bytes:
    """The MinHash signature of a text, empty when it is too short to compare."""
    from rensa import RMinHash

    words = re.findall(r"\w+", text.casefold())
    if len(words) < MIN_WORDS:
        return b""
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    import numpy as np

    return np.asarray(minhash.digest(), dtype="<u4").tobytes()


def find_reprints(candidates: Iterable[Candidate], threshold: float = THRESHOLD) -> dict[str, str]:
    """article_id -> id of the kept article it nearly repeats; the order of the candidates does not matter.

    An article is compared with kept ones only, so that a chain of small changes does not join two different texts.
    """
    import numpy as np

    ordered = sorted((c for c in candidates if c.signature), key=lambda c: (c.order, c.article_id))
    if not ordered:
        return {}
    matrix = np.frombuffer(b"".join(c.signature for c in ordered), dtype="<u4").reshape(len(ordered), PERMUTATIONS)
    rows = PERMUTATIONS // BANDS
    buckets: list[dict[bytes, list[int]]] = [{} for _ in range(BANDS)]
    reprints: dict[str, str] = {}
    for number, candidate in enumerate(ordered):
        keys = [matrix[number, band * rows : (band + 1) * rows].tobytes() for band in range(BANDS)]
        seen = sorted({other for band, key in enumerate(keys) for other in buckets[band].get(key, ())})
        best = _most_similar(matrix, number, seen)
        if best is not None and best[1] >= threshold:
            reprints[candidate.article_id] = ordered[best[0]].article_id
            continue
        for band, key in enumerate(keys):
            buckets[band].setdefault(key, []).append(number)
    return reprints


def _most_similar(matrix: np.ndarray, number: int, others: Sequence[int]) -> tuple[int, float] | None:
    """The most similar of `others` and its estimated Jaccard similarity; the earliest of equals."""
    if not others:
        return None
    similarity = (matrix[list(others)] == matrix[number]).mean(axis=1)
    best = int(similarity.argmax())
    return others[best], float(similarity[best])
