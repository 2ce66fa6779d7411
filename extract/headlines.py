"""Names in headlines, where every word has a capital: `Jokowi Tanggapi` is a name and a verb."""

from __future__ import annotations

import re

from extract.known import Range
from extract.labels import Labels, entity_ranges
from extract.ruleset import load_words
from extract.tokens import Token


def cut_title_verbs(tokens: list[Token], body: str) -> list[Token]:
    """Titles write verbs with a capital, so the tagger takes them into names: `Jokowi Tanggapi` loses a word that the body
    has as a verb (`menanggapi`)."""
    labels = Labels(tokens)
    body_words, body_names = frozenset(re.findall(r"\b[a-z]+\b", body)), frozenset(re.findall(r"(?<=[a-z,] )[A-Z]\w+", body))
    for start, end in entity_ranges(tokens):
        if tokens[start].label == "PER" and all(t.low in body_words for t in tokens[start:end]) and tokens[start].text not in body_names:
            labels.set(start, end, "")  # `Kades Ikrar Netral`: common words, as the body writes them
            continue
        if tokens[start].label == "PER" and end - start > 1 and tokens[start].low in load_words("roles", "events") and tokens[start].text not in body_names:
            labels.set(start, end, "")  # `ASN Ikrar Netral`: an act, not a name
            continue
        if tokens[start].label == "PER" and (inside := _name_of_body_text(tokens, start, end, body, body_names)):
            labels.set(start, end, "")
            labels.set(*inside, "PER")
            continue
        for i in range(start, end) if tokens[start].label == "PER" else ():
            word = tokens[i].low
            if len(word) > 3 and re.search(rf"\b(?:me(?:m|n|ng|ny|nge)?(?:{re.escape(word)}|{re.escape(word[1:])})|di{re.escape(word)})\b", body):
                labels.set(start, end, "")
                if start < i:
                    labels.set(start, i, "PER")
                break
    return labels.tokens()


def _name_of_body_text(tokens: list[Token], start: int, end: int, body: str, body_names: frozenset[str]) -> Range | None:
    """`Ahmad Syaikhu Mundur` where the body knows `Ahmad Syaikhu` and no name with `Mundur`: the name; None if as it stands."""
    inside = [i for i in range(start, end) if tokens[i].text in body_names]
    if not inside or len(inside) == end - start or inside[-1] - inside[0] + 1 != len(inside):
        return None
    a, b = inside[0], inside[-1] + 1
    known = re.search(rf"\b{re.escape(' '.join(token.text for token in tokens[a:b]))}\b", body)
    verb = (*tokens[b : b + 1], *tokens[max(start - 1, 0) : a])
    clear = b - a > 1 and a == start or any(t.low in load_words("honorifics", "headline_words") or len(t.low) > 6 and t.low.endswith("kan") for t in verb)
    return (a, b) if known and clear else None
