"""The tables as data: every column with its type, its meaning and its allowed values.

The one source of the Arrow schemas, of the Parquet metadata, of `extract schema` and of datapackage.json.
Only `arrow_schema` needs pyarrow; the rest is plain Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from extract import records

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` is an Arrow type by name, `values` the closed vocabulary of an `enum` (or of a list's items)."""

    name: str
    kind: str  # string, enum, list, int32, float32, float64, bool, date32, timestamp
    about: str
    values: tuple[str, ...] = ()
    refers: str = ""  # `table.column` that this column's values are found in


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `key` names the column that identifies a row."""

    name: str
    key: str
    about: str
    columns: tuple[Column, ...]


ARTICLE = Column("article_id", "string", "the article the row was found in", refers="articles.article_id")
START = Column("start", "int32", "offset into articles.text where the row's surface text begins")
END = Column("end", "int32", "offset into articles.text after the surface text: articles.text[start:end]")
SENTENCE = Column("sentence", "string", "the sentence the row was found in")


def _area(of: str) -> tuple[Column, ...]:
    return (
        Column("place", "string", f"city, regency or country of the {of}, as written"),
        Column("regency", "string", "official name of the regency or city, when the place fixes it"),
        Column("regency_code", "string", "its government area code (Kemendagri), like 13.71"),
        Column("province", "string", "official name of the province"),
        Column("province_code", "string", "its government area code (Kemendagri), like 13"),
        Column("country", "string", "country: Indonesia, or the one abroad"),
    )


TABLES = (
    Table("articles", "article_id", "one row per input record, also of those that could not be read", (
        Column("article_id", "string", "the record's own id, the file's name without its ending, or a short hash of its content"),
        Column("source", "string", "input file, and record number where a file holds many: news.csv#12"),
        Column("url", "string", "address of the article"),
        Column("outlet", "string", "newspaper or site"),
        Column("title", "string", "headline"),
        Column("author", "string", "byline"),
        Column("published_at", "timestamp", "time of publication as given, without a zone; null when not known"),
        Column("text", "string", "cleaned text that all offsets point into: title, blank line, body"),
        Column("text_sha256", "string", "SHA-256 of text in UTF-8"),
        Column("language", "string", "id, or the code of the language that was detected"),
        Column("n_sentences", "int32", "number of sentences; null when the text was not read closely, as nothing in it could give a row"),
        Column("status", "enum", "ok: gave a signing or a statistic; no_event: read, nothing to extract; the others say why it was not read",
               records.ARTICLE_STATUSES),
        Column("detail", "string", "for failed: the reason in one line"),
        Column("duplicate_of", "string", "the article that holds the same text, or nearly the same, and was kept", refers="articles.article_id"),
    )),
    Table("signings", "signing_id", "one row per act of signing in one article", (
        Column("signing_id", "string", "id of the row"),
        ARTICLE,
        Column("instrument", "enum", "what was signed", records.INSTRUMENTS),
        Column("instrument_text", "string", "the instrument as named in the article"),
        Column("subject", "string", "what the instrument is about"),
        Column("status", "enum", "whether the act took place", records.SIGNING_STATUSES),
        Column("parties", "list", "organisations, groups and states that sign, as written"),
        Column("occasion", "string", "the ceremony or event it was signed at"),
        Column("date", "date32", "day of the act; the first day of the month or year when date_precision says so"),
        Column("date_precision", "enum", "how much of date is known", records.PRECISIONS),
        Column("date_id", "string", "the date expression it was read from", refers="dates.date_id"),
        Column("venue", "string", "building, room or site, as written"),
        Column("address", "string", "street address, as written"),
        *_area("act"),
        Column("venue_id", "string", "the mention of the venue", refers="venues.venue_id"),
        Column("trigger", "string", "the words that tell of the act: articles.text[start:end]"),
        START, END, SENTENCE,
        Column("event_id", "string", "shared by rows of different articles that report the same act; null for a hypothetical one", refers="events.event_id"),
        Column("confidence", "float32", "probability that instrument, status and date of the row are all right, fitted on articles the rules had not seen"),
    )),
    Table("officials", "official_id", "one row per person and signing: those who hold an office and those who sign", (
        Column("official_id", "string", "id of the row"),
        ARTICLE,
        Column("signing_id", "string", "the signing the roles relate to; null when the person relates to none", refers="signings.signing_id"),
        Column("name", "string", "fullest form of the name, without honorifics, ranks and degrees"),
        Column("name_text", "string", "the name as written, with honorifics and degrees"),
        Column("honorifics", "list", "honorifics, ranks and degrees"),
        Column("position", "string", "office as written, without the unit: Ketua, Kepala Dinas"),
        Column("unit", "string", "organisation or area of the office, as written"),
        Column("acting", "string", "Pj, Plt, Plh …: acting as written; mantan for a former holder"),
        Column("region", "string", "region of the office"),
        Column("region_code", "string", "its government area code (Kemendagri)"),
        Column("roles", "list", "parts the person has in the signing, and speaker", records.ROLES),
        Column("represents", "string", "for a representative: who is represented, as written"),
        Column("person_id", "string", "shared by rows that are the same person across articles", refers="persons.person_id"),
        START, END, SENTENCE,
    )),
    Table("statistics", "statistic_id", "one row per count of violations", (
        Column("statistic_id", "string", "id of the row"),
        ARTICLE,
        Column("value", "float64", "the number: 2.034 -> 2034, dua -> 2, 66,8 persen -> 66.8"),
        Column("value_text", "string", "the number as written: articles.text[start:end]"),
        Column("unit", "enum", "what is counted", records.STATISTIC_UNITS),
        Column("measure", "enum", "stage of handling that the number counts", records.MEASURES),
        Column("subject", "string", "shortest phrase that says what is counted"),
        Column("period_start", "date32", "first day of the period the number is about"),
        Column("period_end", "date32", "last day of that period"),
        Column("place", "string", "region the number is about, as written"),
        Column("province", "string", "official name of its province"),
        Column("province_code", "string", "government area code of the province (Kemendagri)"),
        Column("source", "string", "who is given as the source of the number"),
        Column("speaker", "string", "who says it"),
        Column("approximate", "bool", "true for sekitar, lebih dari, hampir …"),
        Column("part_of", "string", "the total that this number is a part of", refers="statistics.statistic_id"),
        START, END, SENTENCE,
    )),
    Table("dates", "date_id", "every date expression, normalised", (
        Column("date_id", "string", "id of the row"),
        ARTICLE,
        Column("text", "string", "the expression as written: articles.text[start:end]"),
        Column("date_start", "date32", "first day it stands for"),
        Column("date_end", "date32", "last day it stands for"),
        Column("precision", "enum", "how much is known", records.PRECISIONS),
        Column("basis", "enum", "how the year or the day was fixed", records.DATE_BASES),
        Column("role", "enum", "what the date is the date of", records.DATE_ROLES),
        Column("signing_id", "string", "the signing it dates", refers="signings.signing_id"),
        START, END,
    )),
    Table("venues", "venue_id", "every named venue", (
        Column("venue_id", "string", "id of the row"),
        ARTICLE,
        Column("name", "string", "the venue as written: articles.text[start:end]"),
        Column("kind", "string", "hotel, hall, office, government_building, street …"),
        Column("address", "string", "street address, as written"),
        *_area("venue"),
        Column("signing_id", "string", "the signing that took place there", refers="signings.signing_id"),
        START, END,
    )),
    Table("entities", "entity_id", "what the named entity recogniser found", (
        Column("entity_id", "string", "id of the row"),
        ARTICLE,
        Column("label", "enum", "person, organisation, place or facility", records.ENTITY_LABELS),
        Column("text", "string", "the entity as written: articles.text[start:end]"),
        START, END,
        Column("source", "enum", "the trained model, or a rule", ("stanza", "rule")),
    )),
)
PART_NAMES = tuple(table.name for table in TABLES)  # rows of one article, known as soon as it is read
TABLES += (
    Table("events", "event_id", "one row per act of signing in the world, told by one article or by many", (
        Column("event_id", "string", "id of the event: the same articles give the same id"),
        Column("instrument", "enum", "what was signed, as most articles have it", records.INSTRUMENTS),
        Column("subject", "string", "what the instrument is about"),
        Column("status", "enum", "occurred when any article says so", records.SIGNING_STATUSES),
        Column("date", "date32", "day of the act: the most precise one, of these the one most articles give"),
        Column("date_precision", "enum", "how much of date is known", records.PRECISIONS),
        Column("venue", "string", "building, room or site most articles name"),
        *_area("act"),
        Column("parties", "list", "parties that a third of its articles name, the best supported first"),
        Column("n_articles", "int32", "number of articles that tell of it"),
        Column("n_outlets", "int32", "number of different outlets among them"),
        Column("first_published", "date32", "day of the first of these articles"),
        *(Column(f"{name}_{what}", kind, about.format(name)) for name in ("instrument", "date", "venue", "place", "parties", "status")
          for what, kind, about in (("support", "int32", "rows that give the most frequent {}"),
                                    ("agreement", "float64", "their share of the rows that give any {} (of parties: the mean share that names each); null when none does"))),
        Column("signing_ids", "list", "the rows of signings that report it"),
    )),
    Table("persons", "person_id", "one row per person across articles", (
        Column("person_id", "string", "id of the person"),
        Column("name", "string", "fullest form of the name"),
        Column("variants", "list", "all forms of the name"),
        Column("n_articles", "int32", "number of articles that name the person"),
    )),
    Table("tenures", "tenure_id", "one row per person and office, with the days it was seen in the news", (
        Column("tenure_id", "string", "id of the row"),
        Column("person_id", "string", "who held it", refers="persons.person_id"),
        Column("position", "string", "office as written, without the unit"),
        Column("unit", "string", "organisation or area of the office, as written"),
        Column("organization_id", "string", "the organisation the unit stands for; null for a bare area", refers="organizations.organization_id"),
        Column("acting", "string", "Pj, Plt, Plh …: acting as written; mantan for a former holder"),
        Column("region", "string", "region of the office"),
        Column("region_code", "string", "its government area code (Kemendagri)"),
        Column("first_seen", "date32", "publication day of the first article; null when no article is dated"),
        Column("last_seen", "date32", "publication day of the last article"),
        Column("n_articles", "int32", "number of articles"),
    )),
    Table("organizations", "organization_id", "one row per organisation that offices belong to, whatever the ways it is written", (
        Column("organization_id", "string", "id of the organisation"),
        Column("name", "string", "normalised name: Badan Pengawas Pemilihan Umum Provinsi Sumatera Barat"),
        Column("kind", "string", "election_body, ministry, police, military, prosecutor, court, legislature, government, party, university, company, association, other"),
        Column("level", "string", "national, province, regency, district, abroad, unknown"),
        Column("region", "string", "region it belongs to"),
        Column("region_code", "string", "its government area code (Kemendagri)"),
        Column("variants", "list", "the ways it is written"),
        Column("n_rows", "int32", "rows of officials that name it"),
    )),
)
TABLE_NAMES = tuple(table.name for table in TABLES)
LINK_NAMES = TABLE_NAMES[len(PART_NAMES):]  # known when all articles are


@cache
def find_table(name: str) -> Table:
    """The table of that name; KeyError when there is none."""
    for table in TABLES:
        if table.name == name:
            return table
    raise KeyError(name)


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table, descriptions in the metadata of its fields and of itself."""
    import pyarrow as pa

    table = find_table(name)
    fields = [pa.field(c.name, _arrow_type(c.kind), metadata=_field_metadata(c)) for c in table.columns]
    return pa.schema(fields, metadata={"table": name, "description": table.about})


def _arrow_type(kind: str) -> pa.DataType:
    import pyarrow as pa

    return {
        "string": pa.string(), "enum": pa.dictionary(pa.int8(), pa.string()), "list": pa.list_(pa.string()), "int32": pa.int32(),
        "float32": pa.float32(), "float64": pa.float64(), "bool": pa.bool_(), "date32": pa.date32(), "timestamp": pa.timestamp("s"),
    }[kind]


def _field_metadata(column: Column) -> dict[str, str]:
    notes = {"description": column.about}
    if column.values:
        notes["values"] = ", ".join(column.values)
    if column.refers:
        notes["refers"] = column.refers
    return notes


# --- the data dictionary, for people and for machines -------------------------------------------------------------
def render_dictionary() -> str:
    """The data dictionary as Markdown, one section per table."""
    parts = []
    for table in TABLES:
        lines = [f"## {table.name}", f"{table.about[0].upper()}{table.about[1:]}. Key: `{table.key}`.", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| {c.name} | {describe_kind(c)} | {describe_meaning(c)} |" for c in table.columns]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def describe_kind(column: Column) -> str:
    """`timestamp` -> `timestamp[s]`, `list` -> `list<string>`; an enum is a dictionary of strings."""
    return {"timestamp": "timestamp[s]", "list": "list<string>", "enum": "dictionary<string>"}.get(column.kind, column.kind)


def describe_meaning(column: Column) -> str:
    """What the column means, with the values it may take and what it refers to."""
    meaning = column.about
    if column.values:
        meaning += ". One of: " if column.kind == "enum" else ". Any of: "
        meaning += ", ".join(f"`{value}`" for value in column.values)
    return meaning + (f" → `{column.refers}`" if column.refers else "")


_FRICTIONLESS = {
    "string": "string", "enum": "string", "list": "array", "int32": "integer", "float32": "number", "float64": "number",
    "bool": "boolean", "date32": "date", "timestamp": "datetime",
}


def describe_package(version: str, files: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """The tables as a Frictionless Data Package descriptor (datapackage.json); `files` gives the paths of each table, by default one file."""
    return {
        "name": "peristiwa",
        "title": "Signing events, officials and violation statistics read from Indonesian news",
        "version": version,
        "resources": [_describe_resource(table, files[table.name] if files else ()) for table in TABLES],
    }


def _describe_resource(table: Table, files: Sequence[str]) -> dict[str, Any]:
    single = f"{table.name}.parquet"
    return {
        "name": table.name, "path": list(files) if files and files[0] != single else single, "format": "parquet", "mediatype": "application/vnd.apache.parquet",
        "type": "table", "description": table.about,
        "schema": {
            "fields": [_describe_field(table, column) for column in table.columns],
            "primaryKey": [table.key],
            "foreignKeys": [_describe_reference(table, column) for column in table.columns if column.refers],
        },
    }


def _describe_field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FRICTIONLESS[column.kind], "description": column.about}
    if column.kind == "enum":
        field["constraints"] = {"enum": list(column.values)}
    elif column.name == table.key:
        field["constraints"] = {"required": True, "unique": True}
    return field


def _describe_reference(table: Table, column: Column) -> dict[str, Any]:
    target, key = column.refers.split(".")
    return {"fields": [column.name], "reference": {"resource": "" if target == table.name else target, "fields": [key]}}
