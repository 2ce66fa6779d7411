"""What a pattern cannot match without: the sieve finds what every pattern finds by itself, also in odd texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.literals import Sieve
from extract.ruleset import fill_lists, load_family

PATTERNS = [
    r"(?i)\bdua (?:naskah|nota)\b", r"(?i)(?:se)?puluh\s+orang", r"\b\d{1,2}/\d{1,2}\b", r"(?<![\w.])(?:[1-9]\d{0,2}|satu) kasus", r"(?P<n>\b\d+)\s*(?:km|mil)\b",
    r"\d+ tahun", r"(?i)\b(?:senin|selasa)?\s*\d{1,2} mei\b", r"[A-Z][a-z]+ \d", r"\b(?:“dua|tiga”)", r"(?i)(?:\bdua|tiga)\b",
]  # fmt: skip
PIECES = ["dua ", "Dua", " naskah", "nota", "sepuluh", "puluh ", "\n", " orang", "12", "/", "3", "٣", " kasus", "satu", "x", ".", " km", "mil", " tahun", "Senin", " ", "mei", "“", "”", "tiga", "İ", "ſ", "𝟛", "_"]


def found_by_each(patterns: list[re.Pattern[str]], text: str) -> list[tuple[int, tuple[int, int]]]:
    return [(number, match.span()) for number, pattern in enumerate(patterns) for match in pattern.finditer(text)]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_sieve_finds_what_each_pattern_finds(text: str) -> None:
    patterns = [re.compile(pattern) for pattern in PATTERNS]
    assert [(number, match.span()) for number, match in Sieve(patterns).find(text)] == found_by_each(patterns, text)


@pytest.mark.parametrize("family", ["dates", "numbers", "statistics"])
def test_the_sieve_finds_what_the_rules_find(family: str) -> None:
    rules = load_family(family).rules
    patterns = [re.compile(fill_lists(line, load_family(family).lists)) for rule in rules for line in rule.regex]
    text = "\n".join(example.replace("[", "").replace("]", "") for rule in rules for example in (*rule.examples, *rule.counter_examples))
    found = found_by_each(patterns, text)
    assert len(found) > 20
    assert [(number, match.span()) for number, match in Sieve(patterns).find(text)] == found
