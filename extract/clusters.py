"""Pairs that share a key, and sets joined pair by pair: what linking events and linking people have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

MAX_BLOCK = 20  # members of which all pairs are looked at; of more, only neighbours in their order
NEIGHBOURS = 4
ENOUGH = 3  # weak keys that a pair has to share
MAX_COMPARED = 10  # members of each side that are looked at before two sets are joined: the cost stays near linear

Pair = tuple[int, int]


def pairs_sharing_keys(keys: Iterable[tuple[Iterable[Hashable], Iterable[Hashable]]], homes: Sequence[str]) -> set[Pair]:
    """Numbers of items of different homes (articles) that share a strong key or several weak ones; `keys` gives both of each item, in a fixed order."""
    strong: dict[Hashable, list[int]] = defaultdict(list)
    weak: dict[Hashable, list[int]] = defaultdict(list)
    for number, (own, others) in enumerate(keys):
        for blocks, found in ((strong, own), (weak, others)):
            for key in found:
                blocks[key].append(number)
    shared = Counter(pair for members in weak.values() for pair in _pair_up(members))
    pairs = {pair for members in strong.values() for pair in _pair_up(members)}
    pairs.update(pair for pair, n in shared.items() if n >= ENOUGH)
    return {(first, second) for first, second in pairs if homes[first] != homes[second]}


def _pair_up(members: Sequence[int]) -> Iterator[Pair]:
    reach = len(members) if len(members) <= MAX_BLOCK else NEIGHBOURS
    for at, first in enumerate(members):
        for second in members[at + 1 : at + 1 + reach]:
            yield first, second


def link_pairs(
    size: int, pairs: Iterable[Pair], homes: Sequence[str], score: Callable[[int, int], float], contradict: Callable[[int, int], bool], threshold: float
) -> list[list[int]]:
    """Sets of items, joined from the heaviest pair down; one home holds no item twice, few pairs of a set contradict."""
    known = {pair: score(*pair) for pair in pairs}
    heavy = sorted((pair for pair, weight in known.items() if weight >= threshold), key=lambda pair: (-known[pair], pair))
    root = list(range(size))
    members: dict[int, list[int]] = {number: [number] for number in root}
    at_home = [{home} for home in homes]

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def weigh(pair: Pair) -> float:
        if pair not in known:
            known[pair] = score(*pair)
        return known[pair]

    def fit(left: Sequence[int], right: Sequence[int]) -> bool:
        across = [(min(a, b), max(a, b)) for a in left[:MAX_COMPARED] for b in right[:MAX_COMPARED]]
        against = sum(contradict(*pair) for pair in across)
        return against * 4 < len(across) and sum(map(weigh, across)) >= len(across) * threshold / 2

    for a, b in heavy:
        first, second = sorted((find(a), find(b)))
        if first != second and not at_home[first] & at_home[second] and fit(members[first], members[second]):
            members[first] += members.pop(second)
            at_home[first] |= at_home[second]
            root[second] = first
    return [sorted(found) for _, found in sorted(members.items())]
