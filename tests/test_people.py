"""Two ways of writing a name, two offices, two organisations: when they are one."""

from __future__ import annotations

from datetime import datetime

import pytest

from extract.alike import compare_names, read_name
from extract.link import link_rows
from extract.organizations import normalise_organization


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Drs. H. Mahyeldi Ansharullah, S.P.", "Mahyeldi Ansharullah", "same"),
    ("Soedjarwo Tirta", "Sujarwo Tirta", "same"),
    ("Mahyeldi", "Mahyeldi Ansharullah", "word"),
    ("Marta Lestari", "Ni Wayan Marta Lestari", "part"),
    ("M. Ridho Wicaksana", "Muhammad Ridho Wicaksana", "part"),
    ("BJ Sumantri", "Bachtiar Jusuf Sumantri", "part"),
    ("Yusran A. Hakim", "Yusran Amir Hakim", "part"),
    ("Gunawan Prasetia", "Gunawan Prasetya", "same"),
    ("Fransiskus Lelan", "Fransiskus Lelang", "slip"),
    ("K. Ridho Wicaksana", "Muhammad Ridho Wicaksana", None),
    ("R. Wicaksana", "A. Wicaksana", None),
    ("Agung", "Agung", "single"),
    ("Ari Nugraha", "Budi Nugraha", None),
    ("Ida", "Ida Bagus Surya", None),
])
def test_names_that_can_be_one(one, other, expected) -> None:
    assert compare_names(read_name(one), read_name(other)) == expected == compare_names(read_name(other), read_name(one))


def official(number, article, name, position, unit=None, code=None, signing=None):
    return {"official_id": f"{article}-o{number}", "person_id": f"{article}-p{number}", "article_id": article, "signing_id": signing, "name": name, "roles": [],
            "position": position, "unit": unit, "acting": None, "region": None, "region_code": code}


def link_officials(*offices):
    """(persons, tenures, organisations) of offices, each in an article of its own."""
    rows = [official(i, f"a{i:02}", *office) for i, office in enumerate(offices)]
    articles = {row["article_id"]: {"outlet": "Kabar", "title": "", "published_at": datetime(2023, 5, 1 + i)} for i, row in enumerate(rows)}
    links = link_rows([], rows, articles)
    return links.persons, links.tenures, links.organizations


ONE, TWO = 1, 2


@pytest.mark.parametrize(("offices", "persons"), [
    ([("Mahyeldi", "Gubernur", "Sumatera Barat", "13"), ("Mahyeldi Ansharullah", "Gubernur", "Sumbar", "13")], ONE),
    ([("Hamdan Lubis", "Sekda", "Madina", "12.13"), ("Hamdan Lubis", "Bupati", "Mandailing Natal", "12.13")], ONE),
    ([("Ratna Dewi", "Kabid Humas", "Polda Sumsel", "16"), ("Ratna Dewi", "Kepala Bidang Humas", "Polda Sumatera Selatan", "16")], ONE),
    ([("Wirya", "Menko Polhukam", None, None), ("Wirya", "Menteri Koordinator Bidang Politik Hukum dan Keamanan", None, None)], ONE),
    ([("Umar", "Wali Kota", "Ganefri", None), ("Ganefri Umar", "Wali Kota", "Pariaman", "13.77")], ONE),
    ([("Johny E. Sahertian", "Bendahara Umum", "KONI", None), ("Jhonny E Sahertian", "Bendahara Umum", "Komite Olahraga Nasional Indonesia", None)], ONE),
    ([("Arif Setiawan", "Ketua", "Bawaslu Kebumen", "33.05"), ("Arif Setiawan", "Ketua", "Bawaslu Purworejo", "33.06")], TWO),
    ([("Syafrizal", "Bupati", "Lima Puluh Kota", "13.07"), ("Syafrizal", "Ketua", "KPU Tanah Datar", "13.04")], TWO),
    ([("Agung", "Koordinator", "Aliansi Pesisir", None), ("Agung Mahendra", "Komandan", "Damkar Badung", "51.03")], TWO),
    ([("M Nasir", "Kasubdit", "Ditlantas Polda Metro Jaya", None), ("M Nasir", "Menteri Riset", None, None)], TWO),
])
def test_who_is_one_person(offices, persons) -> None:
    assert len(link_officials(*offices)[0]) == persons


def test_an_office_written_two_ways_is_one_tenure_with_its_days() -> None:
    persons, tenures, organizations = link_officials(
        ("Ratna Dewi", "Kabid Humas", "Polda Sumsel", "16"), ("Ratna Dewi", "Kepala Bidang Humas", "Polda Sumatera Selatan", "16"))
    (person,), (tenure,), (organization,) = persons, tenures, organizations
    assert (person["n_articles"], person["variants"]) == (2, ["Ratna Dewi"])
    assert (str(tenure["first_seen"]), str(tenure["last_seen"]), tenure["n_articles"]) == ("2023-05-01", "2023-05-02", 2)
    assert organization["variants"] == ["Polda Sumatera Selatan", "Polda Sumsel"] and tenure["organization_id"] == organization["organization_id"]


@pytest.mark.parametrize(("first", "second"), [
    ("Bawaslu Sumbar", "Bawaslu Provinsi Sumatera Barat"),
    ("KemenPAN RB", "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"),
    ("KPU Sumbawa", "Komisi Pemilihan Umum Kabupaten Sumbawa"),
    ("Dishub DKI", "Dinas Perhubungan DKI Jakarta"),
    ("BPBD Riau", "Badan Penanggulangan Bencana Daerah (BPBD) Provinsi Riau"),
    ("BPKP Sultra", "BPKP Perwakilan Sulawesi Tenggara"),
    ("Divisi Humas Polri", "Divisi Humas Mabes Polri"),
    ("Polresta Bogor Kota", "Kepolisian Resor Kota Bogor"),
    ("Fraksi PKS DPRD DKI", "Fraksi PKS DPRD DKI Jakarta"),
    ("Pemkot Batam", "Pemerintah Kota Batam"),
])
def test_ways_to_write_one_organisation(first, second) -> None:
    assert normalise_organization(first).organization_id == normalise_organization(second).organization_id


@pytest.mark.parametrize(("text", "kind", "level", "code"), [
    ("Bawaslu RI", "election_body", "national", None),
    ("Divisi Humas Polri", "police", "national", None),
    ("DPD Gerindra Jabar", "party", "province", "32"),
    ("DPD RI", "legislature", "national", None),
    ("Dinas Pekerjaan Umum dan Penataan Ruang (PUPR) Kota Pekanbaru", "government", "regency", "14.71"),
    ("Polres Tangsel", "police", "regency", "36.74"),
    ("Polres Madiun", "police", "regency", "35.19"),
    ("Polres Madiun Kota", "police", "regency", "35.77"),
    ("DPRD Solok Kota", "legislature", "regency", "13.72"),
    ("Fraksi PKS DPRD DKI Jakarta", "legislature", "province", "31"),
])
def test_kind_level_and_area_of_an_organisation(text, kind, level, code) -> None:
    found = normalise_organization(text)
    assert (found.kind, found.level, found.region and found.region.code or None) == (kind, level, code)


def test_the_article_decides_between_city_and_regency() -> None:
    assert normalise_organization("Kejari Bima", "52.06").region.code == "52.06"
    assert normalise_organization("Kejari Bima", "52.72").region.code == "52.72"
    assert normalise_organization("Bawaslu Kota Bandung").organization_id != normalise_organization("Bawaslu Kabupaten Bandung").organization_id
