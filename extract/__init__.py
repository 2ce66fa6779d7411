"""Signing events, dates, venues, officials and violation statistics from Indonesian news.

    import extract

    tables = extract.run("corpus/")             # {"signings": DataFrame, …}, also written to outputs/
    tables = extract.load("outputs/")           # the tables of an earlier run
    found = extract.read("…", published="2022-12-06")   # one article
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.display import ReadArticle, Tables

__version__ = "0.1.0"
__all__ = ["__version__", "load", "read", "run"]

AnyPath = str | PathLike[str]


def run(
    corpus: AnyPath | Sequence[AnyPath], out: AnyPath = "outputs", *, scope: str = "events", workers: int | None = None, fresh: bool = False
) -> Tables:
    """Read files and folders, write `out/<table>.parquet`, give the tables as by `load`.

    What an earlier run into `out` has read is not read again unless `fresh`. Raises extract.runner.RunError with a message
    for people: FolderBusy when another run writes into `out`, NothingRead when no file can be read.
    """
    from pathlib import Path

    from extract.runner import Options, run_corpus

    roots = [corpus] if isinstance(corpus, (str, PathLike)) else list(corpus)
    run_corpus([Path(root) for root in roots], Path(out), Options(scope, workers, fresh))
    return load(out)


def load(out: AnyPath = "outputs") -> Tables:
    """The tables of a run by name, from its folder or from the URL it published them at, as pandas DataFrames: one row per article, signing, official, statistic, date, venue, entity, event, person …

    Dates are datetime64, enums categories, lists lists; integers that may be missing are Int32.

    Raises FileNotFoundError when a table is missing.
    """
    from pathlib import Path

    from extract.display import make_frames
    from extract.stores import read_published, read_url
    from extract.tables import read_tables

    url = read_url(str(out))
    return make_frames(read_published(url) if url else read_tables(Path(out)))


def read(text: str, *, title: str = "", published: str = "", outlet: str = "", url: str = "") -> ReadArticle:
    """One article -> its signings, roles, statistics, and under `reading` its persons, dates, venues and entities.

    `published` is a date as any site writes it; dates without a year need it. A notebook shows the article with its spans in colour.
    """
    from extract.clean import clean_article
    from extract.display import show_extraction
    from extract.parts import shared_tagger
    from extract.pipeline import extract_articles
    from extract.records import Raw

    article = clean_article(Raw(source="text", title=title, text=text, published=published, outlet=outlet, url=url))
    return show_extraction(extract_articles([article], shared_tagger())[0])
