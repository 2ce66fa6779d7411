"""Records -> rows -> Parquet: ids, types, offsets, and what is decided when all articles are known."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.joining import write_tables
from extract.records import (
    Act,
    Article,
    DateMention,
    Extraction,
    Mention,
    Person,
    PersonMention,
    PlaceMention,
    Reading,
    Region,
    RoleMention,
    Signing,
    Span,
    Statistic,
    VenueMention,
)
from extract.rows import build_article, build_rows
from extract.schema import PART_NAMES, TABLE_NAMES, TABLES, arrow_schema, describe_package, find_table, render_dictionary
from extract.sentences import list_sentences, make_doc
from extract.tables import INDEX, read_tables, to_arrow, write_part

TEXT = (
    "Pakta di Lubuk Cemara\n\n"
    "Ketua Panwas Drs. H. Sarwono Tiga, M.Si. menandatangani pakta integritas di Aula Melati, Padang, Selasa (18/10/2022). "
    "Wakil Bupati Ratih Enam menyaksikan. Panwas mencatat 2.034 laporan, 12 di antaranya terbukti."
)
PADANG = Region("Kota Padang", "city", "13.71", "Sumatera Barat", "13", "Kota Padang", "13.71")


def find(surface: str) -> Span:
    start = TEXT.index(surface)
    return Span(start, start + len(surface))


def make_extraction(article_id: str = "lubuk-01", signings: bool = True) -> Extraction:
    """What the steps would make of TEXT."""
    article = Article(article_id, f"{article_id}.txt", TEXT, hashlib.sha256(TEXT.encode()).hexdigest(), title="Pakta di Lubuk Cemara", published_at=datetime(2022, 10, 19, 8, 30))
    doc = make_doc(TEXT)
    span = {key: find(key) for key in ("menandatangani", "Aula Melati", "Padang", "Selasa (18/10/2022)", "2.034", "12", "Sarwono Tiga", "Ratih Enam", "Ketua", "Panwas")}
    full = find("Ketua Panwas Drs. H. Sarwono Tiga, M.Si.")
    when = DateMention(span["Selasa (18/10/2022)"].start, span["Selasa (18/10/2022)"].end, "Selasa (18/10/2022)", date(2022, 10, 18), date(2022, 10, 18), "day", "written")
    where = PlaceMention(span["Padang"].start, span["Padang"].end, "Padang", PADANG)
    venue = VenueMention(span["Aula Melati"].start, span["Aula Melati"].end, "Aula Melati", "hall", place=where)
    sarwono = Person(0, "Sarwono Tiga", (PersonMention(
        span["Sarwono Tiga"].start, span["Sarwono Tiga"].end, "Sarwono Tiga", full, 1, ("Drs.", "H.", "M.Si."), "Ketua", span["Ketua"], "Panwas", span["Panwas"]),),
        ("Drs.", "H.", "M.Si."), "Ketua", "Panwas")
    ratih = Person(1, "Ratih Enam", (PersonMention(span["Ratih Enam"].start, span["Ratih Enam"].end, "Ratih Enam", find("Wakil Bupati Ratih Enam"), 2, (), "Wakil Bupati"),), (), "Wakil Bupati")
    bystander = Person(2, "Panwas", (PersonMention(span["Panwas"].start, span["Panwas"].end, "Panwas", span["Panwas"], 1),))
    reading = Reading(article, doc, list_sentences(doc, article), (Mention(span["Sarwono Tiga"].start, span["Sarwono Tiga"].end, "PER", "Sarwono Tiga"),),
                      (when,), (), (where,), (venue,), (), (), (sarwono, ratih, bystander))
    act = Act("sign.active", span["menandatangani"], 1, "occurred", "integrity_pact", "pakta integritas")
    signed = (Signing(0, "integrity_pact", "occurred", (act,), "pakta integritas", date=when, venue=venue, place=where, region=PADANG, confidence=0.9),
              Signing(1, "declaration", "occurred", (act,), None)) if signings else ()
    roles = (RoleMention(0, "signatory", 0, "r", 0, 1), RoleMention(0, "signatory", 1, "r", 0, 1), RoleMention(0, "speaker", None, "r", 0, 1), RoleMention(1, "witness", 0, "r", 0, 1)) if signings else ()
    statistics = (Statistic(0, span["2.034"].start, span["2.034"].end, 2034, "2.034", "report", "reported", 3, "stat"),
                  Statistic(1, span["12"].start, span["12"].end, 12, "12", "report", "proven", 3, "stat", part_of=0)) if signings else ()
    return Extraction(reading, signed, roles, statistics)


def store(folder, extractions, base_ids=None, every_article=False):
    """One part that holds these extractions, as a run writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {name: [] for name in PART_NAMES}
    for extraction in extractions:
        article = extraction.reading.article
        rows["articles"].append(build_article(article, "ok" if extraction.signings else "no_event"))
        for name, some in build_rows(extraction, every_article).items():
            rows[name] += some
    tables = {name: to_arrow(name, rows[name]) for name in PART_NAMES}
    base = base_ids or [row["article_id"] for row in rows["articles"]]
    own = {"base_id": base, "minhash": [b""] * len(base)}
    index = pa.Table.from_arrays([pa.array(own[n], k) if n in own else tables["articles"][n].cast(k) for n, k in zip(INDEX.names, INDEX.types)], schema=INDEX)
    number = len(list(folder.glob("*.part")))
    write_part(folder / f"{number}.part", folder, index, tables)
    return folder / f"{number}.part"


def test_rows_quote_the_article_and_point_to_each_other():
    rows = build_rows(make_extraction())
    for name, some in rows.items():
        for row in some:
            surface = next(row[c] for c in ("trigger", "name_text", "value_text", "text", "name") if row.get(c) is not None)
            assert TEXT[row["start"] : row["end"]] == surface, name
            assert surface in row.get("sentence", surface)
    pact, declaration = rows["signings"]
    assert (pact["place"], pact["regency_code"], pact["province"], pact["country"]) == ("Padang", "13.71", "Sumatera Barat", "Indonesia")
    assert [(d["date_id"], d["signing_id"], d["role"]) for d in rows["dates"]] == [(pact["date_id"], pact["signing_id"], "signing")]
    assert [(v["venue_id"], v["signing_id"]) for v in rows["venues"]] == [(pact["venue_id"], pact["signing_id"])]
    total, part = rows["statistics"]
    assert part["part_of"] == total["statistic_id"] and total["part_of"] is None
    assert declaration["date_id"] is None and declaration["signing_id"] != pact["signing_id"]


def test_officials_are_one_row_per_person_and_signing():
    officials = build_rows(make_extraction())["officials"]
    pact, declaration = (row["signing_id"] for row in build_rows(make_extraction())["signings"])
    told = [(o["name"], o["name_text"], o["signing_id"], o["roles"]) for o in officials]
    assert told == [
        ("Sarwono Tiga", "Drs. H. Sarwono Tiga, M.Si.", pact, ["signatory", "speaker"]),
        ("Sarwono Tiga", "Drs. H. Sarwono Tiga, M.Si.", declaration, ["signatory", "speaker"]),
        ("Ratih Enam", "Ratih Enam", pact, ["witness"]),
    ]
    assert len({o["official_id"] for o in officials}) == 3 and len({o["person_id"] for o in officials}) == 2


def test_an_article_without_event_has_mentions_only_when_all_are_wanted():
    assert not any(build_rows(make_extraction(signings=False)).values())
    rows = build_rows(make_extraction(signings=False), every_article=True)
    assert [o["name"] for o in rows["officials"]] == ["Sarwono Tiga", "Ratih Enam"]
    assert rows["officials"][0]["signing_id"] is None and rows["entities"] and rows["dates"] and rows["venues"]


def test_ids_are_the_same_on_every_run():
    assert build_rows(make_extraction()) == build_rows(make_extraction())


def test_parquet_reads_natively_in_pandas(tmp_path):
    write_tables(tmp_path, tmp_path, [store(tmp_path / "parts", [make_extraction()])])
    signings = pd.read_parquet(tmp_path / "signings.parquet")
    assert isinstance(signings["status"].dtype, pd.CategoricalDtype)
    assert (signings["status"] == "occurred").all() and signings["date"][0] == date(2022, 10, 18)
    officials = pd.read_parquet(tmp_path / "officials.parquet")
    assert list(officials["roles"][0]) == ["signatory", "speaker"]
    articles = pd.read_parquet(tmp_path / "articles.parquet")
    assert pd.api.types.is_datetime64_any_dtype(articles["published_at"])
    joined = officials.merge(signings, on=["article_id", "signing_id"]).merge(articles, on="article_id")
    assert len(joined) == 3


def test_every_table_is_written_with_its_whole_schema_even_without_rows(tmp_path):
    write_tables(tmp_path, tmp_path, [])
    for table in TABLES:
        schema = pq.read_schema(tmp_path / f"{table.name}.parquet")
        assert schema.names == [column.name for column in table.columns]
        assert schema.metadata[b"description"].decode() == table.about
        assert all(field.metadata[b"description"] for field in schema)
        assert len(pd.read_parquet(tmp_path / f"{table.name}.parquet")) == 0


def test_tables_do_not_depend_on_how_rows_are_cut_into_parts(tmp_path, monkeypatch):
    monkeypatch.setattr("extract.tables.ROW_GROUP", 3)
    extractions = [make_extraction(f"a-{i}") for i in range(4)]
    extractions = [replace(e, reading=replace(e.reading, article=replace(e.reading.article, text_sha256=str(i)))) for i, e in enumerate(extractions)]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    write_tables(tmp_path / "one", tmp_path, [store(tmp_path / "p1", extractions)])
    write_tables(tmp_path / "two", tmp_path, [store(tmp_path / "p2", extractions[:1]), store(tmp_path / "p2", extractions[1:])])
    for name in TABLE_NAMES:
        assert (tmp_path / "one" / f"{name}.parquet").read_bytes() == (tmp_path / "two" / f"{name}.parquet").read_bytes(), name
    assert len(pd.read_parquet(tmp_path / "one" / "officials.parquet")) == 12


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_repeated_text_is_kept_once_the_earliest_published(tmp_path, order):
    late = make_extraction("late")
    early = make_extraction("early")
    early = replace(early, reading=replace(early.reading, article=replace(early.reading.article, published_at=datetime(2022, 10, 18))))
    parts = [store(tmp_path / "parts", [e]) for e in (late, early)]
    summary = write_tables(tmp_path, tmp_path, [parts[i] for i in order])
    articles = pd.read_parquet(tmp_path / "articles.parquet").set_index("article_id")
    assert articles["status"].to_dict() == {"early": "ok", "late": "duplicate"} and articles["duplicate_of"]["late"] == "early"
    assert set(pd.read_parquet(tmp_path / "officials.parquet")["article_id"]) == {"early"}
    assert summary.statuses == {"ok": 1, "duplicate": 1}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_inputs_with_one_id_are_told_apart_with_all_their_rows(tmp_path, order):
    first, second = make_extraction("same"), make_extraction("same")
    second = replace(second, reading=replace(second.reading, article=replace(second.reading.article, source="other.txt", text_sha256="ff", published_at=None)))
    parts = [store(tmp_path / "parts", [e]) for e in (first, second)]
    write_tables(tmp_path, tmp_path, [parts[i] for i in order])
    articles = pd.read_parquet(tmp_path / "articles.parquet").set_index("source")
    assert articles["article_id"]["same.txt"] == "same" and articles["article_id"]["other.txt"].startswith("same-")
    for table in (find_table(name) for name in PART_NAMES[1:]):
        frame = pd.read_parquet(tmp_path / f"{table.name}.parquet")
        assert frame[table.key].is_unique, table.name
        assert all(row[table.key].startswith(row["article_id"] + "-") for row in frame.to_dict("records")), table.name
    signings = pd.read_parquet(tmp_path / "signings.parquet")
    assert set(signings["date_id"].dropna()) == set(pd.read_parquet(tmp_path / "dates.parquet")["date_id"])


def test_a_value_outside_its_vocabulary_is_refused_by_name():
    rows = build_rows(make_extraction())["signings"]
    with pytest.raises(ValueError, match="signings.status: 'perhaps'"):
        to_arrow("signings", [{**rows[0], "status": "perhaps"}])


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="articles.parquet"):
        read_tables(tmp_path)


def test_dictionary_and_package_tell_of_every_column():
    text, package = render_dictionary(), describe_package("0")
    for table, resource in zip(TABLES, package["resources"]):
        assert f"## {table.name}" in text and resource["path"] == f"{table.name}.parquet"
        assert [f["name"] for f in resource["schema"]["fields"]] == arrow_schema(table.name).names
        for column in table.columns:
            assert f"| {column.name} |" in text
            if column.refers:
                target, key = column.refers.split(".")
                assert key in [c.name for c in find_table(target).columns]
