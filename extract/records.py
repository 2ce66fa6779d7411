"""Every record that passes between steps, and the closed vocabularies of the tables.

Order of passing: Raw -> Article -> Reading (sentences, mentions) -> Signing / Person / Statistic -> Extraction.
`start` and `end` are always character offsets into `Article.text` (Python slicing).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

INSTRUMENTS = (
    "integrity_pact", "joint_decree", "mou", "cooperation_agreement", "declaration", "grant_agreement", "contract",
    "regulation", "statement_letter", "treaty", "handover_record", "plaque", "other",
)
SIGNING_STATUSES = ("occurred", "planned", "negated", "hypothetical")
ROLES = ("signatory", "witness", "host", "attendee", "representative", "represented", "speaker")
STATISTIC_UNITS = ("case", "person", "report", "finding", "vehicle", "percent", "region", "other")
MEASURES = ("alleged", "reported", "found", "proven", "referred", "sanctioned", "dismissed", "in_process", "recorded")
DATE_ROLES = ("signing", "statement", "period", "deadline", "other")
DATE_BASES = ("written", "weekday", "published", "context")
PRECISIONS = ("day", "month", "year")
ARTICLE_STATUSES = ("ok", "no_event", "duplicate", "not_indonesian", "empty", "failed")
ENTITY_LABELS = ("PER", "ORG", "LOC", "FAC")


# --- what readers give ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Raw:
    """One record of an input file as found, before cleaning; `error` says why it could not be read."""

    source: str  # input file, and record number where a file holds many: `news.csv#12`
    title: str = ""
    text: str = ""
    published: str = ""  # as written; `clean` parses it
    url: str = ""
    outlet: str = ""
    author: str = ""
    record_id: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. `text` is title, blank line, body: what every offset points into."""

    article_id: str
    source: str
    text: str
    text_sha256: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    published_at: datetime | None = None
    language: str = "id"
    status: str = "ok"
    detail: str = ""

    @property
    def title_end(self) -> int:
        """Offset where the body begins (0 when there is no title)."""
        return len(self.title) + 2 if self.title and self.text.startswith(self.title + "\n\n") else 0


# --- spans and mentions -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`."""

    start: int
    end: int

    def overlaps(self, other: Span | Mention) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span | Mention) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `paragraph` counts blocks of text between line breaks, the title is paragraph 0 of section `title`."""

    index: int
    start: int
    end: int
    paragraph: int
    section: str  # `title` or `body`


@dataclass(frozen=True, slots=True)
class Mention:
    """A named span. `label` is PER, ORG, LOC or FAC; `source` is `stanza` or `rule`."""

    start: int
    end: int
    label: str
    text: str
    source: str = "stanza"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression, normalised: `Senin (5/12)` -> 2022-12-05..2022-12-05, day, basis weekday."""

    start: int
    end: int
    text: str
    date_start: date
    date_end: date
    precision: str  # PRECISIONS
    basis: str  # DATE_BASES
    role: str = "other"  # DATE_ROLES


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in running text: `2.034` -> 2034.0; `sekitar 30-an` -> 30.0, approximate."""

    start: int
    end: int
    text: str
    value: float
    approximate: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative area (or a country) as the gazetteer knows it; codes are Kemendagri's."""

    name: str  # official: `Sumatera Barat`, `Kota Padang`, `Kabupaten Toba`
    kind: str  # country, province, regency, city, district, village
    code: str = ""
    province: str = ""
    province_code: str = ""
    regency: str = ""
    regency_code: str = ""
    country: str = "Indonesia"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text and the region it stands for (None when it could not be resolved)."""

    start: int
    end: int
    text: str
    region: Region | None = None
    dateline: bool = False  # `MEDAN, Waspada -`: where the report was filed


@dataclass(frozen=True, slots=True)
class VenueMention:
    """A named building, room or site, without the city when that is a phrase of its own."""

    start: int
    end: int
    text: str
    kind: str  # hotel, hall, office, government_building, street, …
    address: str | None = None
    place: PlaceMention | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of one rule."""

    rule_id: str
    start: int
    end: int
    text: str
    value: dict[str, Any] = field(default_factory=dict)
    groups: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech, quotation marks included; `speaker` is the span of the name, pronoun or office it is ascribed to."""

    start: int
    end: int
    speaker: Span | None = None
    cue: Span | None = None  # the reporting verb


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One mention of a person, with the office written beside it: `Ketua Bawaslu Sumbar, Alni`."""

    start: int  # of the name
    end: int
    name: str  # without honorifics, ranks and degrees
    full: Span  # office, honorifics, name and degrees together
    sentence: int
    honorifics: tuple[str, ...] = ()
    position: str | None = None
    position_span: Span | None = None
    unit: str | None = None
    unit_span: Span | None = None
    acting: str | None = None


# --- what the steps make of one article -------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Reading:
    """An article with everything found in it before records are assembled."""

    article: Article
    doc: Doc
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    numbers: tuple[NumberMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    venues: tuple[VenueMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    person_mentions: tuple[PersonMention, ...] = ()
    persons: tuple[Person, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the character at `offset` (the nearest one before it in a gap)."""
        found = self.sentences[0]
        for sentence in self.sentences:
            if sentence.start > offset:
                break
            found = sentence
        return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value was attached: which cue, which rule, how much it weighed."""

    field: str
    cue: str
    weight: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """All mentions of one person in one article, and the office he or she holds."""

    key: int  # order of first mention in the article
    name: str
    mentions: tuple[PersonMention, ...]
    honorifics: tuple[str, ...] = ()
    position: str | None = None
    unit: str | None = None
    acting: str | None = None
    region: Region | None = None
    aliases: tuple[Span, ...] = ()  # later mentions by last or first name


@dataclass(frozen=True, slots=True)
class Act:
    """A mention of an act of signing in one sentence: trigger, instrument and status, before merging."""

    rule_id: str
    trigger: Span
    sentence: int
    status: str
    instrument: str
    instrument_text: str | None = None
    instrument_span: Span | None = None
    signers: tuple[Span, ...] = ()  # subject or `oleh` phrases, as found
    parties: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """One act of signing: its mentions merged, with date, venue, place and parties attached."""

    key: int
    instrument: str
    status: str
    acts: tuple[Act, ...]  # the first one is the row's trigger and sentence
    instrument_text: str | None = None
    subject: str | None = None
    parties: tuple[str, ...] = ()
    occasion: str | None = None
    date: DateMention | None = None
    venue: VenueMention | None = None
    address: str | None = None
    place: PlaceMention | None = None
    region: Region | None = None  # of the place, else of venue, parties or dateline
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A person's part: `Alni` witness of signing 0. `signing` is None for a speaker."""

    person: int  # Person.key
    role: str
    signing: int | None  # Signing.key
    rule_id: str
    start: int
    end: int
    represents: str | None = None


@dataclass(frozen=True, slots=True)
class Statistic:
    """One count of violations."""

    key: int
    start: int  # of the number
    end: int
    value: float
    value_text: str
    unit: str
    measure: str
    sentence: int
    rule_id: str
    subject: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    place: str | None = None
    region: Region | None = None
    source: str | None = None
    speaker: str | None = None
    approximate: bool = False
    part_of: int | None = None  # key of the total


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one article."""

    reading: Reading
    signings: tuple[Signing, ...] = ()
    roles: tuple[RoleMention, ...] = ()
    statistics: tuple[Statistic, ...] = ()
