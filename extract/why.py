"""Why a row is there: its article is read again, and the sentence, the mentions, the rules and the evidence behind the row are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.records import Article, Extraction, Hit, Person, Reading, RoleMention, Sentence, Signing, Span
from extract.stored import read_rows

FAMILIES = {  # rule files that are searched in the sentence
    "signings": ("signing", "instruments", "status", "parties", "dates", "attach"), "officials": ("roles", "speech", "signing"),
    "statistics": ("statistics", "numbers", "speech", "dates"), "dates": ("dates",), "venues": ("venues", "attach"), "entities": (),
}
TOLD = ("signings", "officials", "statistics", "dates", "venues", "entities")
HIDDEN = {"article_id", "sentence", "start", "end"}


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that matched: where it stands and what it says of itself."""

    rule: str  # `signing.yaml: sign.active`
    text: str
    why: str
    used: bool = False  # the row was made by it


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everything behind one row."""

    table: str
    row: dict[str, Any]
    sentence: str
    marks: tuple[Any, ...]  # extract.marks.Mark, offsets into the sentence
    mentions: tuple[str, ...] = ()
    rules: tuple[Fired, ...] = ()
    evidence: tuple[tuple[str, str, float, str], ...] = ()  # field, cue, weight, text
    changed: str = ""  # how today's reading differs from the row in the tables


class UnknownRow(LookupError):
    """No row of that id; the message is for the user."""


def explain_row(out: Path, row_id: str) -> Reasons:
    """Read the row's article again and collect what made the row. UnknownRow, FileNotFoundError."""
    from extract import pipeline
    from extract.parts import shared_tagger

    table, row = find_row(out, row_id)
    article = load_article(out, row["article_id"])
    return collect_reasons(pipeline.extract_articles([article], shared_tagger())[0], table, row)


def find_row(out: Path, row_id: str) -> tuple[str, dict[str, Any]]:
    """The table and the row of an id."""
    from extract.schema import find_table

    for name in TOLD:
        rows = read_rows(out, name, **{find_table(name).key: row_id})
        if rows:
            return name, rows[0]
    raise UnknownRow(f"no row {row_id!r} in {out}; ids stand in the columns signing_id, official_id, statistic_id, date_id, venue_id and entity_id, "
                     f"and `extract show ARTICLE_ID` prints them")


def load_article(out: Path, article_id: str) -> Article:
    """The article as the pipeline takes it: its text is cleaned already."""
    row = read_rows(out, "articles", article_id=article_id)[0]
    names = ("article_id", "source", "text", "text_sha256", "title", "url", "outlet", "author", "language")
    return Article(**{name: row[name] or "" for name in names}, published_at=row["published_at"])


# --- the row in the extraction ----------------------------------------------------------------------------------------
def collect_reasons(extraction: Extraction, table: str, row: dict[str, Any]) -> Reasons:
    """What in the extraction stands behind the row."""
    from extract.marks import cut_marks, mark_article
    from extract.rows import build_rows
    from extract.schema import find_table

    reading = extraction.reading
    rows = build_rows(extraction, every_article=True)
    key = find_table(table).key
    sentence = reading.sentence_at(row["start"])
    signing = _find_signing(extraction, rows["signings"], row["signing_id"]) if table in ("signings", "officials") else None
    used, evidence = [], []
    if table == "signings" and signing:
        used = [(act.rule_id, act.trigger) for act in signing.acts]
        evidence = [(e.field, e.cue, e.weight, reading.text[e.start:e.end] if e.start is not None else "") for e in signing.evidence]
    elif table == "officials":
        used = [(role.rule_id, Span(role.start, role.end)) for role in _find_roles(extraction, row, signing)]
    elif table == "statistics":
        used = [(number.rule_id, Span(number.start, number.end)) for number in extraction.statistics if (number.start, number.end) == (row["start"], row["end"])]
    marks = cut_marks(mark_article(reading.text, rows), sentence.start, sentence.end)
    sentences = [sentence, *(reading.sentence_at(span.start) for _, span in used)]
    return Reasons(
        table, row, reading.text[sentence.start : sentence.end], tuple(marks), tuple(_tell_mentions(extraction, sentence)),
        tuple(list_rules(reading, FAMILIES[table], sentences, used)), tuple(evidence), compare_rows(row, next((r for r in rows[table] if r[key] == row[key]), None)),
    )


def compare_rows(then: dict[str, Any], now: dict[str, Any] | None) -> str:
    """Empty when a reading of today gives the same row."""
    if now is None:
        return "today's rules do not give this row any more: it comes from an earlier version, or from a correction"
    later = {"event_id", "person_id"}  # set across articles, after reading
    changed = [f"{name}: {then[name]!r} in the tables, {now[name]!r} now" for name in then
               if name not in later and name in now and then[name] != now[name] and not _close(then[name], now[name])]
    return "; ".join(changed)


def _close(one: Any, other: Any) -> bool:
    return isinstance(one, float) and isinstance(other, float) and abs(one - other) < 1e-6


def _find_signing(extraction: Extraction, built: Sequence[dict[str, Any]], signing_id: str | None) -> Signing | None:
    """The signing that became the row of that id."""
    return next((signing for signing, row in zip(extraction.signings, built, strict=True) if row["signing_id"] == signing_id), None)


def _find_roles(extraction: Extraction, row: dict[str, Any], signing: Signing | None) -> list[RoleMention]:
    persons = [p for p in extraction.reading.persons if p.name == row["name"]]
    keys = {person.key for person in persons}
    own = {None, signing.key if signing else None}
    return [role for role in extraction.roles if role.person in keys and role.signing in own]


def _tell_mentions(extraction: Extraction, sentence: Sentence) -> Iterator[str]:
    """What was found in the sentence before records were put together, one line each."""
    reading = extraction.reading

    def inside(items: Iterable[Any]) -> Iterator[Any]:
        return (item for item in items if item.start < sentence.end and item.end > sentence.start)

    for mention in inside(reading.entities):
        yield f"entity  {mention.text}  {mention.label}, {mention.source}"
    for person in reading.persons:
        yield from (_tell_person(person, m.start, m.end, reading) for m in inside(person.mentions))
    for date in inside(reading.dates):
        yield f"date  {date.text}  {date.date_start} to {date.date_end}, {date.precision}, by {date.basis}, {date.role}"
    for number in inside(reading.numbers):
        yield f"number  {number.text}  {number.value:g}{' per cent' if number.percent else ''}{', approximate' if number.approximate else ''}"
    for place in inside(reading.places):
        yield f"place  {place.text}  {place.region.name if place.region else 'not resolved'}{', dateline' if place.dateline else ''}"
    for venue in inside(reading.venues):
        yield f"venue  {venue.text}  {venue.kind}"
    for quote in inside(reading.quotes):
        yield f"quotation  {reading.text[quote.start:quote.end][:60]}  {'by ' + reading.text[quote.speaker.start:quote.speaker.end] if quote.speaker else 'speaker not known'}"


def _tell_person(person: Person, start: int, end: int, reading: Reading) -> str:
    office = " ".join(part for part in (person.acting, person.position, person.unit) if part)
    return f"person  {reading.text[start:end]}  {person.name}{', ' + office if office else ''}"


# --- rules ----------------------------------------------------------------------------------------------------------------
def list_rules(reading: Reading, families: Sequence[str], sentences: Sequence[Sentence], used: Sequence[tuple[str, Span]]) -> list[Fired]:
    """The rules that match in these sentences, those that made the row first."""
    from extract.ruleset import Finder, load_family

    spans = {(s.start, s.end) for s in sentences}
    found: list[Fired] = []
    for name in families:
        family = load_family(name)
        hits = [hit for hit in Finder(family, reading.doc.vocab).find(reading.doc) if any(hit.start < end and hit.end > start for start, end in spans)]
        made = {hit for rule_id, span in used for hit in _choose_hits(reading, [hit for hit in hits if hit.rule_id == rule_id], span)}
        found += [Fired(f"{family.path.name}: {hit.rule_id}", hit.text, family.rule(hit.rule_id).why, (hit.rule_id, hit.start) in made) for hit in hits]
    told = {fired.rule.split(": ", 1)[1] for fired in found if fired.used}
    by_code = [Fired(rule_id, reading.text[span.start : span.end], "the code of the step itself, on what the rules below found", True) for rule_id, span in used if rule_id not in told]
    return sorted(dict.fromkeys([*by_code, *found]), key=lambda fired: not fired.used)


def _choose_hits(reading: Reading, hits: Sequence[Hit], span: Span) -> Iterator[tuple[str, int]]:
    """The matches of a rule at the span that it gave; where it stands beside it, all of the same sentence."""
    at = [hit for hit in hits if hit.start <= span.end and span.start <= hit.end]
    sentence = reading.sentence_at(span.start)
    for hit in at or [hit for hit in hits if sentence.start <= hit.start < sentence.end]:
        yield hit.rule_id, hit.start


# --- for the terminal -----------------------------------------------------------------------------------------------------
def render_reasons(reasons: Reasons) -> Any:
    """The row, its sentence in colours, mentions, rules and evidence."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from extract.marks import COLORS, LABELS, split_text
    from extract.terminal import clean_text

    row = Table.grid(padding=(0, 2))
    for name, value in reasons.row.items():
        if name not in HIDDEN and value not in (None, [], ""):
            row.add_row(Text(name, "dim"), Text(clean_text("; ".join(value) if isinstance(value, list) else str(value))))
    sentence = Text()
    for piece, over in split_text(reasons.sentence, reasons.marks):
        sentence.append(clean_text(piece), f"bold {COLORS[over[0].kind][1]}" if over else "")
    kinds = list(dict.fromkeys(mark.kind for mark in reasons.marks))
    legend = Text("  ").join(Text(LABELS[kind], COLORS[kind][1]) for kind in kinds)
    mentions = Table.grid(padding=(0, 2))
    for line in reasons.mentions:
        mentions.add_row(*(Text(clean_text(part), "dim" if number == 0 else "") for number, part in enumerate(line.split("  ", 2))))
    rules = Table.grid(padding=(0, 2))
    for fired in reasons.rules:
        rules.add_row(Text("→" if fired.used else " ", "bold green"), Text(fired.rule, "bold" if fired.used else ""), Text(clean_text(fired.text), "italic"), Text(fired.why, "dim"))
    evidence = Table.grid(padding=(0, 2))
    for of, cue, weight, text in reasons.evidence:
        evidence.add_row(Text(of), Text(f"{weight:+.2f}"), Text(cue.replace("_", " ")), Text(clean_text(text), "italic"))
    parts: list[Any] = [Text(f"{reasons.table}", "bold"), row, Text("\nsentence", "bold"), sentence, legend, Text("\nmentions in it", "bold"), mentions]
    parts += [Text("\nrules that match (→ made the row)", "bold"), rules]
    if reasons.evidence:
        parts += [Text("\nevidence", "bold"), evidence]
    return Group(*parts, *([Text(f"\nchanged: {clean_text(reasons.changed)}", "yellow")] if reasons.changed else []))
