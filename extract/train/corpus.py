"""Training material: annotated sets and raw news, as sentences of tokens with BIO tags."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extract.sentences import blank_nlp

SCHEMES = ("news-officials", "idner", "nergrit")  # one output layer each; the first is what the product reads
LABELS = {"PERSON": "PER", "PLACE": "LOC", "ORGANISATION": "ORG", "ORGANIZATION": "ORG"}
FILES = {  # scheme -> stem of its train and dev files under the folder of sets
    "news-officials": "news-officials/{}.jsonl",
    "idner": "idner-news-2k/{}.bio",
    "nergrit": "nergrit/{}.bio",
}


class Belief(NamedTuple):
    """What teachers hold of a sentence under one scheme: probabilities in place of tags."""

    tags: np.ndarray  # (token, tag)
    pairs: np.ndarray  # (tag, next tag), summed over the sentence


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tokens and, per annotation scheme, one BIO tag a token or a belief; a scheme that did not annotate them is absent."""

    tokens: tuple[str, ...]
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origin: str = "gold"
    beliefs: dict[str, Belief] = field(default_factory=dict)


def split_tokens(text: str) -> list[tuple[str, int]]:
    """Tokens of the product's tokenizer with their offsets: `Ketua KPU` -> [("Ketua", 0), ("KPU", 6)]."""
    return [(token.text, token.idx) for token in blank_nlp().make_doc(text) if not token.is_space]


def read_set(path: Path, scheme: str) -> list[Tagged]:
    """Sentences of a two-column BIO file or of an offset JSONL file."""
    return list(read_offsets(path, scheme) if path.suffix == ".jsonl" else read_bio(path, scheme))


def read_bio(path: Path, scheme: str) -> Iterator[Tagged]:
    """Token and tag per line, blank line between sentences; `B-PERSON` is read as `B-PER`."""
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], 1):
        cells = line.split()
        if len(cells) > 1:
            rows.append((cells[0], rename_tag(cells[-1])))
        elif cells:
            raise ValueError(f"{path}:{number}: expected a token and a tag, found {line!r}")
        elif rows:
            tokens, tags = zip(*rows)
            yield Tagged(tokens, {scheme: tags})
            rows = []


def rename_tag(tag: str) -> str:
    """`I-PLACE` -> `I-LOC`."""
    prefix, dash, label = tag.partition("-")
    return f"{prefix}-{LABELS.get(label.upper(), label.upper())}" if dash else "O"


def read_offsets(path: Path, scheme: str) -> Iterator[Tagged]:
    """`{"text", "ents": [[start, end, label]]}` per line; a span is widened to the tokens that it touches."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            pieces = split_tokens(row["text"])
            if pieces:
                tokens, _ = zip(*pieces)
                yield Tagged(tokens, {scheme: tag_tokens(pieces, row["ents"])})


def tag_tokens(pieces: Sequence[tuple[str, int]], ents: Sequence[Sequence]) -> tuple[str, ...]:
    """BIO tags of tokens from character spans."""
    tags = ["O"] * len(pieces)
    for start, end, label in ents:
        touched = [i for i, (word, at) in enumerate(pieces) if at < end and start < at + len(word) and tags[i] == "O"]
        for place, i in enumerate(touched):
            tags[i] = rename_tag(f"{'I' if place else 'B'}-{label}")
    return tuple(tags)


def read_standoff(path: Path, news: Path) -> Iterator[Tagged]:
    """Sentences of the news annotated for this project, kept without their text: article, place in it, checksum, spans.

    Where the news at hand is other news, nothing is found and nothing is given.
    """
    import pandas as pd

    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = {row["article"] for row in rows}
    texts: dict[tuple[str, str], str] = {}
    for file in sorted(news.iterdir()) if news.is_dir() else [news]:
        table = pd.read_parquet(file) if file.suffix == ".parquet" else ()
        if "article_id" in table:
            for article, title, content in table.loc[table.article_id.isin(wanted), ["article_id", "title", "content"]].itertuples(index=False):
                texts.update({(article, "title"): title or "", (article, "content"): content or ""})
    for row in rows:
        text = texts.get((row["article"], row["part"]), "")[row["start"] : row["end"]]
        if hash_text(text) == row["sha"]:
            pieces = split_tokens(text)
            yield Tagged(tuple(word for word, _ in pieces), {SCHEMES[0]: tag_tokens(pieces, row["ents"])})


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


# --- raw news ---------------------------------------------------------------------------------------------------
PARAGRAPH_JOIN = re.compile(r"(?<=[.!?\"”])\s*,(?=\S)")  # how scrapes of CLICK-ID join paragraphs
LOST_SPACE = re.compile(r"([a-z])\.([A-Z][a-z])")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“A-Z])")


def read_news(path: Path) -> Iterator[str]:
    """Titles and paragraphs of raw news: a Parquet file with `title` and `content`, or text files with a paragraph a line."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix in (".parquet", ".txt"):
                yield from read_news(file)
        return
    if path.suffix != ".parquet":
        yield from split_paragraphs(path.read_text("utf-8"))
        return
    import pandas as pd

    for title, content in pd.read_parquet(path, columns=["title", "content"]).itertuples(index=False):
        yield from split_paragraphs(title or "")
        yield from split_paragraphs(content or "")


def split_paragraphs(text: str) -> Iterator[str]:
    """Clean paragraphs of scraped text, mojibake and lost spaces mended."""
    import ftfy

    text = PARAGRAPH_JOIN.sub("\n", ftfy.fix_text(text).replace("\xa0", " "))
    for block in LOST_SPACE.sub(r"\1. \2", text).split("\n"):
        block = re.sub(r"\s+", " ", block).strip(" ,")
        if len(block) > 15:
            yield block


def split_sentences(paragraph: str) -> list[str]:
    """A rough cut after full stops, good enough for silver sentences."""
    return [piece for piece in SENTENCE_END.split(paragraph) if piece]
