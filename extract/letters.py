"""What kind of instrument a bare `surat` is: told by the words around it, else by who signs it."""

from __future__ import annotations

import re

from extract.grammar import drop_enclitic, has_enclitic, pattern_of
from extract.instruments import read_name
from extract.records import Act, Reading
from extract.ruleset import word_set


def read_letter(reading: Reading, acts: list[Act], text: str) -> str:
    """What a `surat` without a kind is: an order or a request by the words around it, else by who signs it."""
    name = text.lower().split()
    known = read_name(text)
    if known is not None and known.strength == "strong" and len(name) > 1 and name[1] not in word_set("instruments", "letter_vague"):
        return "other"
    first = min(acts, key=lambda a: a.trigger.start)
    here = reading.sentences[first.sentence]
    back = reading.sentences[max(0, first.sentence - 1)]
    told = reading.text[back.start : here.end].lower()
    around = set(_stems(" ".join(pattern_of(r"(?:\S+\s+){0,4}{letter_nouns}{enclitics}?\b(?:\s+\S+){0,6}", "instruments").findall(told))))
    signer = " ".join(reading.text[s.start : s.end].lower() for a in acts for s in a.signers).split()[:4] or re.findall(r"\w+", reading.text[first.trigger.end : here.end].lower())[:4]
    heads, groups = word_set("instruments", "letter_heads"), word_set("instruments", "letter_groups")
    if around & word_set("instruments", "letter_orders") and (set(signer) & heads or not around & word_set("instruments", "letter_asks")) and not set(signer) & groups - heads:
        return "regulation"
    if around & word_set("instruments", "letter_asks") or set(signer) & groups:
        return "statement_letter"
    return "regulation" if signer and set(signer[:2]) & word_set("instruments", "letter_rulers") else "other"


def _stems(text: str) -> list[str]:
    """Words, and without `-nya`."""
    words = re.findall(r"[\w-]+", text)
    return words + [drop_enclitic(w) for w in words if has_enclitic(w)]
