"""Tables as folders of files, `signings.parquet/part-00000.parquet` and so on: each file has the rows of a fixed number of parts.

Read as one dataset, a folder has the rows of the single file in the same order. What a file holds depends on the input, not on
who made it, so the groups of parts may be handed to many machines.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.joining import SHOWN_FAILURES, Summary, Verdicts, add_parts, judge_articles, link_parts
from extract.link import Links
from extract.schema import LINK_NAMES, PART_NAMES, TABLE_NAMES
from extract.tables import TableWriter, flush, name_file, replace_tables, to_arrow, write_parquet

GROUP_PARTS = 64  # 16,384 articles of files of many


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that make one file of each table: the number of the file, that of the first part, and where the parts are."""

    number: int
    first: int
    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """One file of each table, as bytes, and what is in it."""

    number: int
    contents: dict[str, bytes]
    summary: Summary


Maker = Callable[[Sequence[Group], Verdicts, Links], Iterator[Files]]


def make_files(number: int, first: int, parts: Iterable[Path | bytes], verdicts: Verdicts, links: Links) -> Files:
    """The files of a group of parts, given as paths or as their bytes."""
    sinks = {name: io.BytesIO() for name in PART_NAMES}
    writers = {name: TableWriter(sink, name) for name, sink in sinks.items()}
    summary = add_parts(writers, enumerate(parts, first), verdicts, links)
    return Files(number, {name: sink.getvalue() for name, sink in sinks.items()}, summary)


def make_here(groups: Sequence[Group], verdicts: Verdicts, links: Links) -> Iterator[Files]:
    """The files of all groups, one group after the other."""
    for group in groups:
        yield make_files(group.number, group.first, group.parts, verdicts, links)


def group_parts(parts: Sequence[Path]) -> list[Group]:
    """At least one group, so that every table has a file with its schema."""
    starts = range(0, max(len(parts), 1), GROUP_PARTS)
    return [Group(number, first, tuple(parts[first : first + GROUP_PARTS])) for number, first in enumerate(starts)]


def write_folders(out: Path, scratch: Path, parts: Sequence[Path], make: Maker = make_here) -> Summary:
    """Put the parts together to folders `out/<table>.parquet`; the old tables stay until all new ones are complete."""
    verdicts = judge_articles(parts)
    links = link_parts(parts, verdicts)
    made: dict[int, Summary] = {}
    with replace_tables(out, scratch) as unfinished:
        for folder in unfinished.values():
            folder.mkdir()
        for files in make(group_parts(parts), verdicts, links):
            for name, content in files.contents.items():
                path = unfinished[name] / name_file(files.number)
                path.write_bytes(content)
                flush(path)
            made[files.number] = files.summary
        for name in LINK_NAMES:
            write_parquet(unfinished[name] / name_file(0), name, to_arrow(name, getattr(links, name)))
        for folder in unfinished.values():
            flush(folder)
    return add_up([made[number] for number in sorted(made)], {name: len(getattr(links, name)) for name in LINK_NAMES})


def add_up(summaries: Sequence[Summary], linked: dict[str, int]) -> Summary:
    """One summary of all groups, in their order."""
    whole = Summary(tables={name: linked.get(name, 0) for name in TABLE_NAMES})
    for summary in summaries:
        for counts, more in ((whole.tables, summary.tables), (whole.statuses, summary.statuses)):
            for name, n in more.items():
                counts[name] = counts.get(name, 0) + n
        whole.failures += summary.failures[: SHOWN_FAILURES - len(whole.failures)]
        whole.n_failures += summary.n_failures
    return whole
