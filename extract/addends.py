"""Numbers that add up to one named before are its parts, whatever words stand between: `64 bangunan … 40 ruko, 18 rumah, dan enam gudang`."""

from __future__ import annotations

from collections.abc import Sequence

from extract.counts import Count

REACH = 3  # sentences after the total in which its parts may stand
LINE = 50  # characters; a longer sentence is no item of a list of lines
SENTENCES_APART = 3  # more parts than these add up over two sentences hardly by chance
SMALL = 10  # two numbers add up to a smaller one too easily, unless they stand right behind it


def find_addends(counts: Sequence[Count]) -> dict[int, float]:
    """Index of every part -> the value of its total; the total nearest before the parts is taken."""
    found: dict[int, float] = {}
    usable = [i for i, count in enumerate(counts) if not count.number.percent and "pseudo" not in count.cues]
    for position in range(len(usable) - 1, -1, -1):
        total = counts[usable[position]]
        if total.out_of and position:  # `38 dari 94 pelanggar …; 27 orang …, 17 orang …, dan 12 lainnya`
            parts = _run_of(counts, [usable[position - 1], *usable[position + 1 :]], total.number.value, True)
            for part in parts:
                found.setdefault(part, total.number.value)
        for start in range(position + 1, len(usable)):
            if counts[usable[start]].sentence.index - total.sentence.index > REACH:
                break
            parts = _run_of(counts, usable[start:], total.number.value, start == position + 1)
            if parts and (total.number.value >= SMALL or start == position + 1):
                for part in parts:
                    found.setdefault(part, total.number.value)
    return found


def is_line(count: Count) -> bool:
    """`Kota Anu : 18`, a line of its own in a list."""
    return count.sentence.end - count.sentence.start <= LINE and len(count.right_words) <= 1


def _run_of(counts: Sequence[Count], indexes: Sequence[int], total: float, next_to: bool = False) -> list[int]:
    """Indexes of the leading counts that make up `total`, those led by a preposition passed over: of one sentence, a run of lines, or two sentences when they stand `next_to` it."""
    run: list[int] = []
    left, apart = total, False
    for i in indexes:
        other = counts[i].sentence != counts[indexes[0]].sentence and not (run and is_line(counts[i]) and is_line(counts[run[-1]]))
        near = next_to and counts[i].sentence.index - counts[indexes[0]].sentence.index <= 1  # `41 gugur. Namun 18 diperingatkan, lima dipecat`
        if other and not near:
            break
        if counts[i].object or counts[i].out_of:
            if not run:
                return []
            continue
        run.append(i)
        apart = apart or other
        left -= counts[i].number.value
        if left <= 0:
            break
    following = counts[run[-1] + 1] if run and run[-1] + 1 < len(counts) else None
    if following and is_line(following) and is_line(counts[run[-1]]) and following.sentence.index - counts[run[-1]].sentence.index == 1:
        return []  # the list of lines goes on
    return run if left == 0 and len(run) > (SENTENCES_APART if apart else 1) else []
