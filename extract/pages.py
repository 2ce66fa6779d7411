"""A saved web page -> title, text, date, outlet, author."""

from __future__ import annotations

import json
import re

from extract.records import Raw
from extract.streams import BadText, decode, detect_encoding

_META = re.compile(r"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
_LINKED_DATA = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,100}>", re.IGNORECASE)
_LINKED_DATE = re.compile(r'"datePublished"\s{0,5}:\s{0,5}("(?:[^"\\]|\\.){4,60}")')
_DATES = ("article:published_time", "datepublished", "og:published_time", "publishdate", "pubdate", "dc.date", "date", "content_publishdate", "parsely-pub-date")


def read_page(data: bytes, source: str) -> Raw:
    """The article of a page; a page that cannot be read is a Raw with the reason."""
    try:
        html = decode_page(data)
    except BadText as error:
        return Raw(source=source, error=str(error))
    if not html.strip():
        return Raw(source=source)
    if not re.search(r"<[a-z!/]", html[:100000], re.IGNORECASE):
        return Raw(source=source, error="no HTML in the file")
    import trafilatura

    try:
        found = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True, deduplicate=False)
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError, KeyError, IndexError) as error:
        return Raw(source=source, error=f"the page cannot be read: {type(error).__name__}")
    if found is None:
        return Raw(source=source, error="no article text in the page")
    return Raw(
        source=source,
        title=found.title or "",
        text=found.text or "",
        published=read_page_date(html) or found.date or "",
        url=found.url or "",
        outlet=found.sitename or found.hostname or "",
        author=found.author or "",
    )


def decode_page(data: bytes) -> str:
    """The page as text, in the encoding it names where that is true."""
    encoding = detect_encoding(data[:1 << 18])
    named = _CHARSET.search(data[:4096])
    if encoding in ("utf-8", "cp1252") and named and b"utf-16" not in named[1].lower():
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    try:
        return decode(data, encoding)
    except BadText:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > len(text) / 100:
            raise
        return text


def read_page_date(html: str) -> str:
    """The date with its hour, which the page's head tells: meta elements, then linked data."""
    told: dict[str, str] = {}
    for element in _META.findall(html[:300000]):
        attributes = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(element)}
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if name in _DATES and attributes.get("content"):
            told.setdefault(name, attributes["content"])
    for name in _DATES:
        if name in told:
            return told[name]
    for opening in _LINKED_DATA.finditer(html[:1000000]):
        match = _LINKED_DATE.search(html, opening.end(), opening.end() + 20000)
        if match:
            try:
                return str(json.loads(match[1]))
            except ValueError:
                continue
    return ""
