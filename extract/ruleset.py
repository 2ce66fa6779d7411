"""Rules and word lists as data: YAML in `rules/` -> validated families that find hits in a spaCy Doc.

A family file:

    family: signing
    about: one line
    lists:                       # word lists, used as {name} in patterns
      sign_verbs: [menandatangani, meneken]
    rules:
      - id: sign.active
        why: the plain active verb
        patterns: ["{sign_verbs} ..4 pakta integritas@instrument"]
        regex: []                # or regular expressions over the text, with named groups
        value: {status: occurred}
        examples: ["Bupati Garut [meneken pakta integritas]."]      # the match in square brackets
        counter_examples: ["Tanda tangannya dipalsukan."]
    cases: []                    # optional text -> expected records, run by the part's own test

The notation of patterns is told in `notation`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from extract.literals import Sieve
from extract.notation import RuleError, compile_pattern, fill_lists
from extract.records import Hit, Span
from extract.wordmatch import Match, WordMatcher, holds_needs, list_needs, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # what `yaml.safe_load` reads, five times faster
_KEYS = {"id", "why", "patterns", "regex", "value", "examples", "counter_examples"}


@dataclass(frozen=True)
class Rule:
    """One rule with the examples that specify it."""

    id: str
    why: str
    patterns: tuple[str, ...]
    regex: tuple[str, ...]
    value: dict[str, Any]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """All rules of one file, its word lists and its cases."""

    name: str
    path: Path
    rules: tuple[Rule, ...]
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cases: tuple[dict[str, Any], ...] = ()

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


def rules_dir() -> Path:
    """The folder of rules: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent / "_rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


@cache
def load_family(name: str, folder: Path | None = None) -> Family:
    """Read and validate `rules/<name>.yaml`; RuleError names the file and the rule that is wrong."""
    path = (folder or rules_dir()) / f"{name}.yaml"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
    except (OSError, yaml.YAMLError) as error:
        raise RuleError(f"{path.name}: {error}") from error
    if not isinstance(data, dict) or data.get("family") != name:
        raise RuleError(f"{path.name}: must be a mapping with `family: {name}`")
    lists = {key: tuple(str(word) for word in words) for key, words in (data.get("lists") or {}).items()}
    rules = tuple(_read_rule(path, entry) for entry in data.get("rules") or [])
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise RuleError(f"{path.name}: the same rule id twice: {min(i for i in ids if ids.count(i) > 1)}")
    return Family(name, path, rules, lists, tuple(data.get("cases") or ()))


def load_words(family: str, name: str) -> tuple[str, ...]:
    """The word list `name` of a family file."""
    try:
        return load_family(family).lists[name]
    except KeyError:
        raise RuleError(f"{family}.yaml: no list {name!r}") from None


@cache
def word_set(family: str, name: str) -> frozenset[str]:
    """The same list to look words up in."""
    return frozenset(load_words(family, name))


def _read_rule(path: Path, entry: Any) -> Rule:
    where = f"{path.name}: rule {entry.get('id') if isinstance(entry, dict) else entry!r}"
    if not isinstance(entry, dict) or not entry.get("id") or not entry.get("why"):
        raise RuleError(f"{where}: needs `id` and `why`")
    if unknown := set(entry) - _KEYS:
        raise RuleError(f"{where}: unknown key {min(unknown)!r}")
    if not entry.get("patterns") and not entry.get("regex"):
        raise RuleError(f"{where}: needs `patterns` or `regex`")
    if len(entry.get("examples") or []) < 2 or not entry.get("counter_examples"):
        raise RuleError(f"{where}: needs at least two `examples` and one of `counter_examples`")
    for example in entry["examples"]:
        if not marked_spans(example)[1]:
            raise RuleError(f"{where}: no [match] marked in the example {example!r}")
    return Rule(
        entry["id"], entry["why"], tuple(entry.get("patterns") or ()), tuple(entry.get("regex") or ()),
        dict(entry.get("value") or {}), tuple(entry["examples"]), tuple(entry["counter_examples"]),
    )


def marked_spans(example: str) -> tuple[str, list[Span]]:
    """`Bupati [meneken] pakta` -> ("Bupati meneken pakta", [Span(7, 14)])."""
    plain, spans, start = "", [], None
    for char in example:
        if char == "[" and start is None:
            start = len(plain)
        elif char == "]" and start is not None:
            spans.append(Span(start, len(plain)))
            start = None
        else:
            plain += char
    return plain, spans


class Finder:
    """The compiled rules of a family: `Finder(load_family("signing"), nlp.vocab).find(doc)` -> hits."""

    def __init__(self, family: Family, vocab: Vocab) -> None:
        from spacy.matcher import Matcher

        self.family = family
        self._rules = {rule.id: rule for rule in family.rules}
        self._words = WordMatcher()
        self._matcher = Matcher(vocab)  # for patterns that no word begins
        self._needs: list[list[frozenset[int]]] = []  # words that each of those cannot do without
        self._groups: dict[str, list[dict[int, str]]] = {}
        self._regex: list[tuple[Rule, re.Pattern[str]]] = []
        for rule in family.rules:
            self._add(rule)

    def _add(self, rule: Rule) -> None:
        where = f"{self.family.path.name}: rule {rule.id}"
        for number, line in enumerate(rule.patterns):
            for variant, (tokens, groups) in enumerate(compile_pattern(line, self.family.lists, where)):
                key = f"{rule.id}\t{number}.{variant}"
                if not self._words.add(key, tokens):
                    self._matcher.add(key, [tokens], greedy="LONGEST")
                    self._needs.append(list_needs(tokens))
                self._groups[key] = [groups]
        for line in rule.regex:
            try:
                self._regex.append((rule, re.compile(fill_lists(line, self.family.lists))))
            except re.error as error:
                raise RuleError(f"{where}: {error} in {line!r}") from error

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([pattern for _, pattern in self._regex])

    def find(self, doc: Doc) -> list[Hit]:
        """Hits in order of their start; of one rule's overlapping hits the longest is kept."""
        by_rule: dict[str, list[Hit]] = {}
        text = text_of(doc)
        for name, start, end, alignment in itertools.chain(self._words(doc), self._match_others(doc)):
            span, rule = doc[start:end], self._rules[name.split("\t")[0]]
            first = span.start_char
            hit = Hit(rule.id, first, span.end_char, text[first : span.end_char], rule.value, _aligned_groups(span, alignment, self._groups[name][0]))
            by_rule.setdefault(rule.id, []).append(hit)
        for number, match in self._sieve.find(text) if self._regex else ():
            rule = self._regex[number][0]
            groups = {k: Span(*match.span(k)) for k, v in match.groupdict().items() if v is not None} if match.re.groupindex else {}
            by_rule.setdefault(rule.id, []).append(Hit(rule.id, match.start(), match.end(), match.group(), rule.value, groups))
        hits = [hit for found in by_rule.values() for hit in keep_longest(found)]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.rule_id))

    def _match_others(self, doc: Doc) -> Iterator[Match]:
        """Matches within a sentence of the patterns that no word begins."""
        if not any(holds_needs(doc, needs) for needs in self._needs):
            return
        for key, start, end, alignment in self._matcher(doc, with_alignments=True):
            if not any(doc[i].is_sent_start for i in range(start + 1, end)):
                yield doc.vocab.strings[key], start, end, alignment


def keep_longest(hits: list[Hit]) -> list[Hit]:
    """Of hits that overlap, the longest; of equally long ones, the first."""
    if len(hits) == 1:
        return hits
    kept: list[Hit] = []
    starts: list[int] = []  # of those kept, in order, and where each ends
    ends: list[int] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        place = bisect_left(starts, hit.end)
        if place == 0 or ends[place - 1] <= hit.start:
            kept.append(hit)
            starts.insert(place, hit.start)
            ends.insert(place, hit.end)
    return kept


def _aligned_groups(span: Any, alignment: list[int], groups: dict[int, str]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for token, item in zip(span, alignment):
        name = groups.get(item)
        if name:
            start = found[name].start if name in found else token.idx
            found[name] = Span(start, token.idx + len(token))
    return found
