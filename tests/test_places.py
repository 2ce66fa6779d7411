"""Places: which region a name stands for, datelines, names that are no places."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime

import pytest

from extract.gazetteer import load_gazetteer
from extract.places import find_places, region_of
from extract.records import Article, Mention, PlaceMention, Reading
from extract.ruleset import rules_dir
from extract.sentences import list_sentences, make_doc


def read(text: str, entities: tuple[tuple[str, str], ...] = (), published: str | None = None) -> Reading:
    """A reading with the tags given as (surface, label)."""
    article = Article("a", "a.txt", text, "", published_at=datetime.fromisoformat(published) if published else None)
    doc = make_doc(text)
    mentions = tuple(Mention(text.index(name), text.index(name) + len(name), label, name) for name, label in entities)
    return Reading(article, doc, list_sentences(doc, article), mentions)


def place_named(text: str, name: str, **given: object) -> PlaceMention | None:
    return next((p for p in find_places(read(text, **given)) if p.text == name), None)


RESOLVED = [
    ("Rapat digelar di Sumbar.", "Sumbar", "Sumatera Barat", "13"),
    ("Mereka pulang ke Kab. Toba kemarin.", "Kab. Toba", "Kabupaten Toba", "12.12"),
    ("Warga Rangkasbitung panen padi.", "Rangkasbitung", "Kabupaten Lebak", "36.02"),
    ("Ia terbang ke Pangkalan Bun.", "Pangkalan Bun", "Kabupaten Kotawaringin Barat", "62.01"),
    ("Acara di Bandung dibuka wali kota.", "Bandung", "Kota Bandung", "32.73"),
    ("Bupati Madiun meresmikan pasar.", "Madiun", "Kabupaten Madiun", "35.19"),
    ("Wali Kota Madiun meresmikan pasar.", "Madiun", "Kota Madiun", "35.77"),
    ("Lapangan itu di Kabupaten Serang. Panen di Serang berlimpah.", "Serang", "Kabupaten Serang", "36.04"),
    ("Banjir melanda Banjar, Jawa Barat.", "Banjar", "Kota Banjar", "32.79"),
    ("Banjir melanda Banjar, Kalimantan Selatan.", "Banjar", "Kabupaten Banjar", "63.03"),
    ("Ia tiba di Pare-Pare, Sulawesi Selatan.", "Pare-Pare", "Kota Parepare", "73.72"),
    ("Gubernur Gorontalo hadir.", "Gorontalo", "Gorontalo", "75"),
    ("Pabrik itu di Gorontalo.", "Gorontalo", "Kota Gorontalo", "75.71"),
    ("Rapat di Kuningan, Jakarta Selatan.", "Kuningan", "Kuningan", ""),
    ("Panen di Kuningan, Jawa Barat.", "Kuningan", "Kabupaten Kuningan", "32.08"),
    ("Kantor pusatnya di Jakarta.", "Jakarta", "Jakarta", "31"),
]


@pytest.mark.parametrize(("text", "name", "region", "code"), RESOLVED)
def test_name_is_resolved_by_its_context(text: str, name: str, region: str, code: str) -> None:
    place = place_named(text, name)
    assert place is not None and place.region is not None
    assert (place.region.name, place.region.code) == (region, code)


def test_site_fixes_its_city_and_province() -> None:
    place = place_named("Konser digelar di Senayan.", "Senayan")
    assert place and place.region and (place.region.kind, place.region.regency, place.region.province) == ("district", "Kota Jakarta Pusat", "DKI Jakarta")


def test_foreign_city_has_a_country_and_no_province() -> None:
    place = place_named("Nota itu diteken di Beijing.", "Beijing")
    assert place and place.region and (place.region.country, place.region.province) == ("Tiongkok", "")


@pytest.mark.parametrize(("published", "code", "province"), [("2020-05-01", "91.04", "Papua"), ("2024-05-01", "94.01", "Papua Tengah"), (None, "94.01", "Papua Tengah")])
def test_papuan_regency_has_the_code_of_its_year(published: str | None, code: str, province: str) -> None:
    place = place_named("Pesawat mendarat di Nabire.", "Nabire", published=published)
    assert place and place.region and (place.region.code, place.region.province) == (code, province)


DATELINES = [
    ("MEDAN, Harian Ombak - Tujuh camat meneken pakta.", "MEDAN"),
    ("KABAR OMBAK, TERNATE – Tujuh camat meneken pakta.", "TERNATE"),
    ("Bengkulu - Tujuh camat meneken pakta.", "Bengkulu"),
    ("KOTA TANGERANG – Tujuh camat meneken pakta.", "KOTA TANGERANG"),
    ("Kudus (Kantor Kabar) - Tujuh camat meneken pakta.", "Kudus"),
    ("TOBA (Kabar Danau) : Tujuh camat meneken pakta.", "TOBA"),
    ("Judul Berita\n\nBLORA, (Kabar Kita).- Tujuh camat meneken pakta.", "BLORA"),
    ("Tujuh camat dari Medan - semuanya baru - meneken pakta.", None),
    ("Tujuh camat meneken pakta di Kudus.", None),
]


@pytest.mark.parametrize(("text", "place"), DATELINES)
def test_dateline(text: str, place: str | None) -> None:
    assert [p.text for p in find_places(read(text)) if p.dateline] == ([place] if place else [])


def test_the_code_of_an_agency_is_no_town() -> None:
    reading = read("KBRN, Batauga: Tujuh camat meneken pakta.", (("KBRN", "LOC"), ("Batauga", "LOC")))
    assert [p.text for p in find_places(reading) if p.dateline] == ["Batauga"]


NO_PLACES = [
    ("Rudi Bandung menyanyi lagu lama.", (("Rudi Bandung", "PER"),)),
    ("Bawaslu Sumbar menolak.", (("Bawaslu Sumbar", "ORG"),)),
    ("Toko di Jalan Bandung tutup.", ()),
    ("Ia malang sekali dan serang lawan.", ()),
    ("Metro mengabarkan hal itu.", ()),
    ("Kabar itu dari situs Medan.go.id saja.", ()),
]


@pytest.mark.parametrize(("text", "entities"), NO_PLACES)
def test_names_that_are_no_places(text: str, entities: tuple[tuple[str, str], ...]) -> None:
    assert find_places(read(text, entities)) == ()


def test_comma_divides_what_the_tagger_glued() -> None:
    text = "Rapat di Hotel Nusa, Makassar selesai."
    assert place_named(text, "Makassar", entities=(("Hotel Nusa, Makassar", "FAC"),)) is not None


def test_district_is_told_by_the_provinces_around_it() -> None:
    text = "Camat Sukamulya hadir, begitu pula warga Sumur. Keduanya dari Banten."
    place = place_named(text, "Sumur", entities=(("Sumur", "LOC"),))
    assert place and place.region and (place.region.kind, place.region.province) == ("district", "Banten")


@pytest.mark.parametrize(
    ("name", "region"),
    [("Bawaslu Provinsi Sumatera Barat", "Sumatera Barat"), ("Pemkab Lombok Timur", "Kabupaten Lombok Timur"), ("Kejari Kota Bima, NTB", "Kota Bima"), ("PT SBT", None), ("Polda Metro Jaya", None), ("Bank Sentral", None)],
)
def test_region_inside_a_name(name: str, region: str | None) -> None:
    found = region_of(name)
    assert (found.name if found else None) == region


def test_every_span_is_its_text() -> None:
    text = "KUPANG – Rapat di Kota Kupang, NTT, dihadiri warga Kab. Belu dan Pare-Pare."
    places = find_places(read(text))
    assert len(places) >= 5
    assert all(text[p.start : p.end] == p.text for p in places)


def test_gazetteer_holds_all_regions_and_every_alias_leads_to_one() -> None:
    rows = [r for r in csv.reader((rules_dir() / "regions.csv").open(encoding="utf-8")) if r and not r[0].startswith("#")]
    kinds = [row[1] for row in rows[1:]]
    assert (kinds.count("province"), kinds.count("regency"), kinds.count("city")) == (38, 416, 98)
    assert len({row[0] for row in rows}) == len(rows)
    assert len(load_gazetteer().official) == 552


def test_title_in_capitals_and_replaced_article_keep_offsets() -> None:
    reading = read("RAPAT DI KOTA PADANG DITUNDA")
    moved = replace(reading, article=replace(reading.article, title=""))
    assert [p.text for p in find_places(moved)] == ["KOTA PADANG"]
