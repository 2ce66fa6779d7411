"""A number with what stands around it, and the words of violations of an article, looked up by kind and place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.records import Hit, NumberMention, Reading, Sentence, Span
from extract.ruleset import load_words, word_set
from extract.sentences import rule_finder

PAPERS = 3  # reports and findings that say as much as a word for a breach
SETTLED = ("in_process", "referred", "dismissed", "proven", "sanctioned")  # what becomes of what was counted, or of a part of it
TELLING = ("head", "stage", "verb", "operation")  # kinds of words that say what is counted or what became of it


class Words:
    """All rule hits of one article by kind, for looking up what lies in a stretch of text."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._by_kind: dict[str, list[Hit]] = {}
        for hit in hits:
            found = self._by_kind.setdefault(hit.value["kind"], [])
            if not found or hit.end > found[-1].end:  # `kepala desa` is no `desa`
                found.append(hit)
        self._starts = {kind: [hit.start for hit in found] for kind, found in self._by_kind.items()}

    def within(self, kind: str, span: Span) -> list[Hit]:
        """Hits of a kind that lie in a span, in order; of several at one place the longest first."""
        found = self._by_kind.get(kind, [])
        first = bisect_left(self._starts.get(kind, []), span.start)
        inside: list[Hit] = []
        for hit in found[first:]:
            if hit.start >= span.end:
                break
            if hit.end <= span.end:
                inside.append(hit)
        return inside

    def count(self, kind: str) -> int:
        return len(self._by_kind.get(kind, []))

    def of_kind(self, kind: str) -> list[Hit]:
        return self._by_kind.get(kind, [])

    def named(self, rule_id: str) -> int:
        """How often a rule of heads matched."""
        return sum(hit.rule_id == rule_id for hit in self._by_kind.get("head", []))

    def about_illness(self) -> bool:
        """Whether the article names diseases more often than violations: its cases are those of patients."""
        return self.count("illness") > max(2, sum(hit.value["weight"] >= 2 for hit in self._by_kind.get("head", [])) + self.count("topic"))

    def about_violations(self) -> bool:
        """Whether the article names violations, what became of them, or their watchdogs at least twice."""
        return self._said_of_violations >= 2

    @cached_property
    def _said_of_violations(self) -> float:
        heavy = sum(hit.value["weight"] >= 2 for hit in self.of_kind("head"))
        plain = sum(hit.text.lower() not in word_set("statistics", "polysemous") for hit in self.of_kind("stage"))
        watchdogs = self.count("topic")
        papers = sum(hit.value["unit"] in ("report", "finding") for hit in self.of_kind("head")) if watchdogs else 0  # `laporan`, with the office that takes them
        return heavy + watchdogs + plain / 2 + min(papers, PAPERS) / PAPERS


@dataclass(frozen=True)
class Count:
    """A number with its clause and the evidence found there."""

    number: NumberMention
    sentence: Sentence
    left: Span
    right: Span
    before: Span  # back to the clause of the number before it (percentages are passed over), or to the sentence's start
    head: Hit | None = None  # the noun counted
    head_weight: float = 0.0  # of the heaviest noun in its compound: `kasus pelanggaran`
    head_measure: str | None = None
    left_head: Hit | None = None  # `ASN yang melanggar sebanyak 2.034`
    drawn_from: Hit | None = None  # the noun of the number before a bare one: `Dari 187 penghuni yang diperiksa, delapan …`
    stage: Hit | None = None
    stage_after: bool = False
    relative: bool = False  # the stage stands in a clause of its own: `ASN yang diadukan`
    verb: Hit | None = None
    bare: bool = False  # no noun behind the number: `61 diteruskan`, `cuma dua.`
    amount: bool = False  # `sebanyak` or the like stands before the number
    header: Span | None = None  # the line above a list, of which this number stands in an item
    out_of: bool = False  # the 31 of `27 dari 31 tersangka`
    restates: bool = False  # `atau` stands before it
    sharer: Span | None = None  # one of the names in `Anu dan Ana masing-masing tiga`
    leads: bool = False  # nothing but a mark stands before it in its sentence
    object: bool = False  # a preposition stands before the number and no verb of ours leads to it
    cues: frozenset[str] = frozenset()  # part, detail, rest, then, compare, pseudo, quiet found in the clause
    right_words: tuple[str, ...] = ()
    left_words: tuple[str, ...] = ()
    evidence: frozenset[str] = frozenset()  # names of what in its clause speaks for or against a count (`count_evidence`)

    @property
    def collective(self) -> bool:
        """`Ketiganya`, `Kedua laporan itu`: no new count but another outcome of one told before."""
        return not self.number.percent and self.number.text[:2].lower() == "ke"

    @property
    def divisible(self) -> bool:
        """Whether the noun does not say by itself what became of it, so that an item of a list with it is told like the total."""
        return self.head_weight <= 1 or self.head is not None and self.head.rule_id == "statistics.violator"

    @property
    def one_person(self) -> bool:
        """`seorang guru`: one among others, or no count."""
        return self.number.text.lower() in load_words("numbers", "one_person")



@dataclass(frozen=True)
class Draft:
    """An accepted count with its decisions; `counted` is the text behind its number, in small letters."""

    count: Count
    unit: str
    measure: str
    measure_from: str  # stage, head, verb, before, inherited, default
    rule_id: str
    parent: int | None = None  # index of the total among the drafts
    listed: bool = False
    counted: str = ""
    divides: bool = False  # an item of a list that divides its total
    summed: bool = False  # one of the numbers that add up to its total
    evidence: tuple[tuple[str, str], ...] = ()  # names and measures of what spoke for a measure


def read_words(reading: Reading) -> Words:
    """The rule hits of an article; those in the name of an office (`Divisi Penanganan Pelanggaran`) only say what the article is about."""
    hits = rule_finder("statistics").find(reading.doc)
    offices = [hit for hit in hits if hit.value["kind"] == "office"]
    return Words([replace(hit, value={"kind": "topic"}) if hit.value["kind"] in TELLING and _lies_in(hit, offices) else hit for hit in hits])


def _lies_in(hit: Hit, offices: Sequence[Hit]) -> bool:
    return any(office.start <= hit.start and hit.end <= office.end for office in offices)
