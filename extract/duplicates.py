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
THRESHOLD = 0.5  # of word triples in common, between two outlets; error rates in README
SAME_OUTLET = 0.8  # an outlet follows up its own news with half of the old text: tables, match reports, cases in court
SHINGLE = 3
MIN_WORDS = 40  # shorter texts share too few triples to be told apart
SEED = 1
BITS = "<u2"  # of each number 16 bits are kept: two that differ look alike once in 65,536 times


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is needed to find an article's reprints and to choose which one is kept. `order` sorts the articles: the first is kept."""

    article_id: str
    order: tuple[Any, ...]
    signature: bytes  # PERMUTATIONS numbers of 16 bits, or empty for a text too short
    outlet: str = ""


def sign_text(text: str) -> bytes:
    """The MinHash signature of a text, empty when it is too short to compare."""
    from rensa import RMinHash

    words = re.findall("[a-z0-9_]+" if text.isascii() else r"\w+", text.casefold())
    if len(words) < MIN_WORDS:
        return b""
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    import numpy as np

    return np.asarray(minhash.digest(), dtype="<u4").astype(BITS).tobytes()


def find_suspects(signatures: Sequence[bytes]) -> list[int]:
    """Numbers of the signatures that share a band with another: few, whatever the number of articles; empty ones are none."""
    import numpy as np

    numbers = np.array([i for i, signature in enumerate(signatures) if signature], dtype=np.int64)
    if not len(numbers):
        return []
    matrix = _read_matrix([signatures[i] for i in numbers]).view("<u8")  # a band of four numbers is one of 64 bits
    shared = np.zeros(len(numbers), bool)
    for band in range(BANDS):
        _, where, counts = np.unique(matrix[:, band], return_inverse=True, return_counts=True)
        shared |= counts[where] > 1
    return numbers[shared].tolist()


def _read_matrix(signatures: Sequence[bytes]) -> np.ndarray:
    import numpy as np

    return np.frombuffer(b"".join(signatures), dtype=BITS).reshape(len(signatures), PERMUTATIONS)


def find_reprints(candidates: Iterable[Candidate]) -> dict[str, str]:
    """article_id -> id of the kept article it nearly repeats; the order of the candidates does not matter.

    An article is compared with kept ones only, so that a chain of small changes does not join two different texts.
    """
    ordered = sorted((c for c in candidates if c.signature), key=lambda c: (c.order, c.article_id))
    if not ordered:
        return {}
    matrix = _read_matrix([c.signature for c in ordered])
    keys = matrix.view("<u8").tolist()
    buckets: list[dict[int, list[int]]] = [{} for _ in range(BANDS)]
    reprints: dict[str, str] = {}
    for number, candidate in enumerate(ordered):
        seen = sorted({other for bucket, key in zip(buckets, keys[number], strict=True) for other in bucket.get(key, ())})
        kept = _find_kept(matrix, number, seen, ordered)
        if kept is not None:
            reprints[candidate.article_id] = ordered[kept].article_id
            continue
        for bucket, key in zip(buckets, keys[number], strict=True):
            bucket.setdefault(key, []).append(number)
    return reprints


def _find_kept(matrix: np.ndarray, number: int, others: Sequence[int], ordered: Sequence[Candidate]) -> int | None:
    """The most similar of `others` that the article repeats; the earliest of equals."""
    if not others:
        return None
    similarity = (matrix[list(others)] == matrix[number]).mean(axis=1).tolist()
    own = ordered[number].outlet
    repeated = [(-like, other) for other, like in zip(others, similarity, strict=True)
                if like >= (SAME_OUTLET if own and own == ordered[other].outlet else THRESHOLD)]
    return min(repeated)[1] if repeated else None
