"""A record as found -> an Article: repaired, without page furniture, with the one text that all offsets point into.

Cleaning happens once: nothing after it changes `Article.text`.
"""

from __future__ import annotations

import hashlib
import re

from extract import furniture, language, published, repair
from extract.records import Article, Raw

_LEADING = re.compile(r"^[\s,.:;|–—-]+(?=\S)")


def clean_article(raw: Raw) -> Article:
    """One record -> one article; status `failed`, `empty` or `not_indonesian` says why nothing will be read from it."""
    title = clean_title(raw.title)
    lines, author, dated = clean_body(raw.text, title)
    shown = title if furniture.is_headline(title) else ""
    text = "\n\n".join(part for part in (shown, "\n".join(lines)) if part)
    if raw.error:
        title, text = "", ""
    tongue = language.detect(text)
    status = "failed" if raw.error else "empty" if not text else "not_indonesian" if language.is_foreign(tongue) else "ok"
    return Article(
        article_id=article_id(raw, title, text),
        source=raw.source,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title,
        url=raw.url.strip(),
        outlet=clean_title(raw.outlet),
        author=clean_title(raw.author) or author,
        published_at=published.parse_published(raw.published, raw.url) or published.parse_published(dated),
        language=tongue,
        status=status,
        detail=raw.error,
    )


def clean_title(text: str) -> str:
    """One line without stray characters and spaces."""
    return repair.repair_spaces(repair.repair_characters(text).replace("\n", " "))


def clean_body(text: str, title: str = "") -> tuple[tuple[str, ...], str, str]:
    """Paragraphs of the article, and the author and date that its page tells."""
    text = repair.unwrap_lines(repair.repair_characters(repair.strip_markup(text)).strip())
    text = repair.split_joined(text)
    lines = [line for part in text.split("\n") if (line := repair.repair_spaces(_LEADING.sub("", part) if part[:1] in ", " else part.strip()))]
    swept = furniture.sweep(lines)
    kept = list(swept.lines)
    if kept and _same_words(kept[0], title):
        kept.pop(0)
    if kept:
        kept[0] = _LEADING.sub("", kept[0])
    return tuple(line for line in kept if line), swept.author, swept.published


def _same_words(line: str, title: str) -> bool:
    """The title stands again as the first line."""
    return bool(title) and re.findall(r"\w+", line.casefold()) == re.findall(r"\w+", title.casefold())


def article_id(raw: Raw, title: str, text: str) -> str:
    """The record's own id, the name of a file that holds one article, else a short hash of what the article is."""
    if raw.record_id.strip():
        return raw.record_id.strip()
    parts = (raw.outlet, raw.url, title, text) if not raw.error else (raw.source, raw.error)
    return "a" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
