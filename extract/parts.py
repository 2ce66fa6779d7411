"""One part of a run: records -> articles -> the ones worth reading -> rows -> one file. The same on every engine.

A record that cannot be read, takes too long or breaks a step becomes a `failed` row; the others are not touched by it.
"""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.records import Article, Extraction, Raw
from extract.ruleset import RuleError

if TYPE_CHECKING:
    import pyarrow as pa

    from extract.ner import Tagger

MAX_CHARACTERS = 1_000_000  # of one record's text: a long report has 100,000
BATCH_CHARACTERS = 120_000  # articles read together: enough for full batches of the tagger, little memory
BROKEN = (ImportError, RuleError)  # of the installation, not of a record: they end the run
RETRY = "retry: "  # marks a failure that another run may not meet (a time limit, a killed worker)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may choose about reading."""

    scope: str = "events"  # `events`: articles that may hold a signing or a statistic; `all`: every article
    seconds_per_record: float = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """A part to make: records as read from a file of many, or files that hold one record each."""

    key: str
    raws: tuple[Raw, ...] = ()
    files: tuple[tuple[str, str], ...] = ()  # path, and its name in the tables
    careful: bool = False  # one article at a time, after a worker died over this part
    poison: tuple[tuple[int, str], ...] = ()  # records that killed workers, and how


class TooSlow(BaseException):
    """A record used up its time. Not an Exception, so that no step can swallow it."""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Raise TooSlow after `seconds` of processor time, so that a busy machine fails no record; only a main thread has signals."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@lru_cache(maxsize=1)
def shared_tagger() -> Tagger:
    """The tagger of this process, loaded when the first article needs it."""
    import torch

    from extract.ner import load_tagger

    torch.set_num_threads(1)
    return load_tagger()


# --- the story of a part --------------------------------------------------------------------------------------------
def make_part(job: Job, settings: Settings, note: Callable[[int], None] = lambda _: None) -> tuple[pa.Table, dict[str, pa.Table], bool]:
    """Index, tables and whether another run should try again; `note(i)` is called before work on record i begins."""
    # 1. records, one at a time: cleaned, or a reason why not
    prepared = _prepare_records(job, settings, note)
    # 2. the articles worth reading, in batches
    wanted = [i for i, item in enumerate(prepared) if item.wanted]
    extracted = dict(_extract_wanted(wanted, prepared, job, settings, note))
    # 3. rows, each record's by itself only where they do not all fit
    try:
        return _build_tables([_finish(item, extracted.get(i), settings) for i, item in enumerate(prepared)])
    except Exception:
        return _build_tables([_finish(item, extracted.get(i), settings, check=True) for i, item in enumerate(prepared)])


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as an article, and whether it is to be read closely."""

    article: Article
    base_id: str
    wanted: bool = False


def _prepare_records(job: Job, settings: Settings, note: Callable[[int], None]) -> list[Prepared]:
    prepared: list[Prepared] = []
    taken: set[str] = set()
    for raw in _list_raws(job, settings, note):
        item = _prepare_record(raw, settings)
        if item.base_id in taken:
            item = replace(item, article=replace(item.article, article_id=_free_id(item, taken)))
        taken.add(item.article.article_id)
        prepared.append(item)
    return prepared


def _free_id(item: Prepared, taken: set[str]) -> str:
    found = append_hash(item.base_id, item.article.source, item.article.text_sha256)
    while found in taken:
        found = append_hash(item.base_id, found, item.article.text_sha256)
    return found


def append_hash(base_id: str, source: str, text_sha256: str) -> str:
    """The id of a further article that has the id `base_id`: `berita-7` -> `berita-7-5d41402a`."""
    import hashlib

    digest = hashlib.sha256(f"{source}\t{text_sha256}".encode("utf-8", "replace")).hexdigest()
    return f"{base_id}-{digest[:8]}"


def _list_raws(job: Job, settings: Settings, note: Callable[[int], None]) -> Iterator[Raw]:
    """The records of a job; one that killed workers is not touched again, a file that breaks its reader is one failed record."""
    poison = dict(job.poison)
    for i, raw in enumerate(job.raws):
        note(i)
        yield replace(raw, text="", error=poison[i]) if i in poison else raw
    i = len(job.raws)
    for path, name in job.files:
        note(i)
        raws = [Raw(source=name, error=poison[i])] if i in poison else _read_file(Path(path), name, settings)
        yield from raws
        i += len(raws)


def _read_file(path: Path, name: str, settings: Settings) -> list[Raw]:
    from extract.readers import read_file

    try:
        with limit_time(settings.seconds_per_record):
            return list(read_file(path, name))
    except TooSlow:
        return [Raw(source=name, error=f"{RETRY}took longer than {settings.seconds_per_record:g} s to read")]
    except Exception as error:  # a reader may fail in any way on foreign data
        return [Raw(source=name, error=describe_error(error))]


def _prepare_record(raw: Raw, settings: Settings) -> Prepared:
    """Clean one record and decide whether it is to be read closely."""
    from extract.clean import clean_article
    from extract.scan import worth_reading

    raw = refuse_oversize(raw)
    if raw.error:
        return _fail_record(raw, raw.error)
    try:
        with limit_time(settings.seconds_per_record):
            article = clean_article(raw)
            wanted = article.status == "ok" and (settings.scope == "all" or worth_reading(article))
    except TooSlow:
        return _fail_record(raw, f"{RETRY}took longer than {settings.seconds_per_record:g} s to clean")
    except BROKEN:
        raise
    except Exception as error:  # foreign text may break anything
        return _fail_record(raw, describe_error(error))
    return Prepared(article, article.article_id, wanted)


def refuse_oversize(raw: Raw) -> Raw:
    """A record with more text than an article can have, without it and with the reason."""
    if len(raw.text) <= MAX_CHARACTERS:
        return raw
    return replace(raw, text="", error=raw.error or f"text of {len(raw.text):,} characters, at most {MAX_CHARACTERS:,} are read")


def _fail_record(raw: Raw, reason: str) -> Prepared:
    """The failed row of a record: what is known of it, without text."""
    from extract.clean import clean_article

    article = clean_article(Raw(source=raw.source, record_id=raw.record_id, url=raw.url, outlet=raw.outlet, error=reason.removeprefix(RETRY)))
    return Prepared(replace(article, status="failed", detail=shorten(reason)), article.article_id)


def _extract_wanted(
    wanted: Sequence[int], prepared: Sequence[Prepared], job: Job, settings: Settings, note: Callable[[int], None]
) -> Iterator[tuple[int, Extraction | str]]:
    """Extractions by record number, or the reason why there is none; a batch that fails is read one by one."""
    for batch in _batch_wanted(wanted, prepared, alone=job.careful):
        note(batch[0])
        found = _extract_batch([prepared[i].article for i in batch], settings)
        if isinstance(found, list):
            yield from zip(batch, found)
            continue
        for i in batch:
            note(i)
            single = _extract_batch([prepared[i].article], settings) if len(batch) > 1 else found
            yield i, single[0] if isinstance(single, list) else single


def _batch_wanted(wanted: Sequence[int], prepared: Sequence[Prepared], alone: bool) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for i in wanted:
        length = len(prepared[i].article.text)
        if batch and (alone or size + length > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(i)
        size += length
    if batch:
        yield batch


def _extract_batch(articles: list[Article], settings: Settings) -> list[Extraction] | str:
    from extract.pipeline import extract_articles

    tagger = shared_tagger()
    try:
        with limit_time(settings.seconds_per_record):
            return extract_articles(articles, tagger)
    except TooSlow:
        return f"{RETRY}took longer than {settings.seconds_per_record:g} s to read"
    except BROKEN:
        raise
    except Exception as error:  # a step may fail on text nobody foresaw
        return describe_error(error)


Finished = tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]  # row of `articles`, rows of the other tables


def _finish(item: Prepared, extracted: Extraction | str | None, settings: Settings, check: bool = False) -> Finished:
    """The rows of one record; rows that do not fit their tables fail that record only, when that is to be checked."""
    from extract.rows import build_article, build_rows, holds_event
    from extract.tables import to_arrow

    article = item.article
    if extracted is None:
        status = "no_event" if article.status == "ok" else article.status
        return {**build_article(article, status), "base_id": item.base_id}, {}
    reason = extracted
    if not isinstance(extracted, str):
        try:
            rows = build_rows(extracted, every_article=settings.scope == "all")
            for name, some in rows.items() if check else ():
                to_arrow(name, some)
            status = "ok" if holds_event(extracted) else "no_event"
            return {**build_article(article, status, len(extracted.reading.sentences)), "base_id": item.base_id}, rows
        except Exception as error:  # a record that breaks the tables' rules
            reason = describe_error(error)
    return {**build_article(article, "failed", detail=shorten(reason)), "base_id": item.base_id}, {}


def _build_tables(finished: Sequence[Finished]) -> tuple[pa.Table, dict[str, pa.Table], bool]:
    import pyarrow as pa

    from extract.duplicates import sign_text
    from extract.schema import PART_NAMES
    from extract.tables import INDEX, to_arrow

    articles = [article for article, _ in finished]
    retry = any((row["detail"] or "").startswith(RETRY) for row in articles)
    for row in articles:
        row["detail"] = row["detail"].removeprefix(RETRY) if row["detail"] else None
    rows = {name: [row for _, others in finished for row in others.get(name, ())] for name in PART_NAMES}
    tables = {name: to_arrow(name, articles if name == "articles" else rows[name]) for name in PART_NAMES}
    own = {
        "base_id": [row["base_id"] for row in articles],
        "minhash": [sign_text(row["text"]) if row["status"] in ("ok", "no_event") else None for row in articles],
    }
    index = [
        pa.array(own[name], kind) if name in own else tables["articles"][name].cast(kind)
        for name, kind in zip(INDEX.names, INDEX.types)
    ]
    return pa.Table.from_arrays(index, schema=INDEX), tables, retry


# --- reasons --------------------------------------------------------------------------------------------------------
def describe_error(error: BaseException) -> str:
    """`KeyError: 'isi' (readers.py:41)`: what went wrong and where, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return shorten(f"{type(error).__name__}: {error}{where}")


def shorten(reason: str, length: int = 300) -> str:
    """One line of at most `length` characters."""
    line = " ".join(reason.split())
    return line if len(line) <= length else line[: length - 1] + "…"
