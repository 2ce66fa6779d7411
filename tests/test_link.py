"""Linking across articles, scored on news of our own that tells eight acts three times each, beside look-alikes."""

from __future__ import annotations

import json
import random
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

import extract
from extract.coreference import score_clusters
from extract.duplicates import Candidate, find_reprints, find_suspects, sign_text
from extract.link import link_rows
from extract.matching import iso, same_person
from extract.stored import read_rows

LINKED = Path(__file__).parent.parent / "corpus" / "_linked"
FLOORS = {"articles": (0.98, 0.98), "harder": (0.95, 0.95)}  # CoNLL score of events and persons; raised when linking gets better
ALIKE = {"cooperation_agreement": "mou"}


@pytest.fixture(scope="module", params=["articles", "harder"])
def linked(request, tagger):
    """Name of the set, (signings, officials, articles by id) by the real pipeline, and its gold."""
    from extract.clean import clean_article
    from extract.pipeline import extract_articles
    from extract.readers import iter_raw
    from extract.rows import build_article, build_rows

    articles = [clean_article(raw) for raw in iter_raw(LINKED / f"{request.param}.jsonl")]
    built = [build_rows(extraction) for extraction in extract_articles(articles, tagger)]
    rows = (
        [row for each in built for row in each["signings"]],
        [row for each in built for row in each["officials"]],
        {article.article_id: build_article(article) for article in articles},
    )
    return request.param, rows, json.loads((LINKED / f"{request.param}_gold.json").read_text(encoding="utf-8"))


def find_signings(events, signings):
    """Gold events as sets of signing ids: to each mention the row of its article that fits best, each row once."""
    found = []
    for number, event in enumerate(events):
        for at, mention in enumerate(event["mentions"]):
            for row in signings:
                if row["article_id"] == mention["article"] and row["status"] != "hypothetical" and same_kind(row["instrument"], event["instrument"]):
                    fit = 2 * (row["instrument"] == event["instrument"]) + 2 * (iso(row["date"], row["date_precision"]) == mention.get("date")) + (row["status"] == mention["status"])
                    found.append((-fit, number, at, row["signing_id"]))
    taken: dict[tuple[int, int], str] = {}
    for _, number, at, signing_id in sorted(found):
        if (number, at) not in taken and signing_id not in taken.values():
            taken[number, at] = signing_id
    return [frozenset(key for (number, _), key in taken.items() if number == wanted) for wanted in range(len(events))], len(taken)


def same_kind(one, other):
    return ALIKE.get(one, one) == ALIKE.get(other, other)


def find_officials(persons, officials):
    """Gold persons as sets of official ids, one of each article that names them."""
    clusters = []
    for person in persons:
        rows = [[row["official_id"] for row in officials if row["article_id"] == mention["article"] and same_person(mention["name"], row["name"])] for mention in person["mentions"]]
        clusters.append(frozenset(min(ids) for ids in rows if ids))
    return clusters, sum(map(len, clusters))


def score(gold_clusters, id_of):
    gold_clusters = [cluster for cluster in gold_clusters if cluster]
    found: dict[str, set[str]] = {}
    for cluster in gold_clusters:
        for mention in cluster:
            found.setdefault(id_of[mention], set()).add(mention)
    return score_clusters(gold_clusters, [frozenset(members) for members in found.values()])


def test_events(linked) -> None:
    name, rows, gold = linked
    clusters, n_found = find_signings(gold["events"], rows[0])
    assert n_found >= 0.9 * sum(len(event["mentions"]) for event in gold["events"])
    scores = score(clusters, link_rows(*rows).event_ids)
    assert scores["conll"] >= FLOORS[name][0], scores


def test_persons(linked) -> None:
    name, rows, gold = linked
    clusters, n_found = find_officials(gold["persons"], rows[1])
    assert n_found >= 0.9 * sum(len(person["mentions"]) for person in gold["persons"])
    scores = score(clusters, link_rows(*rows).person_ids)
    assert scores["conll"] >= FLOORS[name][1], scores


def test_order_of_rows_changes_nothing(linked) -> None:
    signings, officials, articles = linked[1]
    links = link_rows(signings, officials, articles)
    shuffled_signings, shuffled_officials = list(signings), list(officials)
    random.Random(3).shuffle(shuffled_signings)
    random.Random(4).shuffle(shuffled_officials)
    assert link_rows(shuffled_signings, shuffled_officials, articles) == links


def test_linking_what_is_linked_changes_nothing(linked) -> None:
    signings, officials, articles = linked[1]
    links = link_rows(signings, officials, articles)
    assert link_rows(signings, [{**row, "person_id": links.person_ids[row["official_id"]]} for row in officials], articles) == links


def test_an_event_says_how_far_its_articles_agree(linked) -> None:
    name, rows, _ = linked
    if name != "articles":
        pytest.skip("the event is in the other set")
    links = link_rows(*rows)
    event = next(event for event in links.events if any(i.startswith("pakta-solok-selatan-") for i in event["signing_ids"]))
    assert event["n_articles"] == 3 and event["n_outlets"] == 3
    assert str(event["date"]) == "2024-09-12" and event["date_agreement"] == 1.0 and event["date_support"] == 3
    assert event["regency_code"] == "13.11" and event["province"] == "Sumatera Barat"


# --- pairs of acts ------------------------------------------------------------------------------------------------
def act(article, **changed):
    row = {"signing_id": f"{article}-s", "article_id": article, "instrument": "mou", "instrument_text": "nota kesepahaman pengelolaan sampah", "subject": "pengelolaan sampah",
           "status": "occurred", "parties": ["Pemkab Ngada", "Universitas Inerie"], "date": date(2023, 5, 9), "date_precision": "day", "venue": "Aula Setda", "place": "Bajawa",
           "regency": "Kabupaten Ngada", "regency_code": "53.09", "province": "Nusa Tenggara Timur", "province_code": "53", "country": "Indonesia",
           "sentence": "Pemkab Ngada dan Universitas Inerie meneken nota kesepahaman pengelolaan sampah di Aula Setda."}
    return {**row, **changed}


UNDATED = {"date": None, "date_precision": None}
NOWHERE = dict.fromkeys(("place", "regency", "regency_code", "province", "province_code"))


@pytest.mark.parametrize(("changed", "one_event"), [
    ({}, True),
    ({**UNDATED, **NOWHERE, "venue": None}, True),
    ({"date": date(2023, 5, 10)}, True),  # a slip of a day
    ({"date": date(2023, 1, 1), "date_precision": "year"}, True),
    ({"parties": ["Pemerintah Kabupaten Ngada"], "instrument": "cooperation_agreement"}, True),
    ({"status": "planned"}, True),
    ({"date": date(2023, 5, 19)}, False),
    ({"date": date(2023, 5, 10), "parties": ["Pemkab Ngada", "Bank Teratai"]}, False),
    ({"parties": ["Pemkab Ngada", "Bank Teratai"], "subject": "kredit petani", "instrument_text": "nota kesepahaman kredit petani", "venue": "Rumah Jabatan Bupati",
      "sentence": "Pemkab Ngada dan Bank Teratai meneken nota kesepahaman kredit petani di Rumah Jabatan Bupati."}, False),
    ({"province": "Jawa Tengah", "province_code": "33", "regency": "Kabupaten Kendal", "regency_code": "33.24", "place": "Kendal"}, False),
    ({"instrument": "integrity_pact", "instrument_text": "pakta integritas", "parties": ["para camat"], "subject": None, "sentence": "Para camat meneken pakta integritas."}, False),
    ({"instrument_text": "nota kesepahaman nomor 12 tahun 2022"}, True),
])
def test_when_two_rows_are_one_act(changed, one_event) -> None:
    other = [act(f"z{i}", date=date(2021, 1 + i, 3), sentence=f"Kepala desa ke-{i} meneken surat.", parties=[f"Desa {i}"], **NOWHERE) for i in range(9)]  # the rest of the news
    rows = [act("a"), act("b", **changed), *other]
    articles = {row["article_id"]: {"outlet": "Kabar", "title": "Kabar", "published_at": datetime(2023, 5, 10) if row["article_id"] in "ab" else datetime(2021, 2, 1)} for row in rows}
    ids = link_rows(rows, [], articles).event_ids
    assert (ids["a-s"] == ids["b-s"]) is one_event


def test_papers_with_other_numbers_are_two() -> None:
    rows = [act(key, instrument="regulation", instrument_text=f"Keputusan Bupati Nomor {number} Tahun 2023") for key, number in (("a", 17), ("b", 18))]
    links = link_rows(rows, [], {key: {"outlet": key, "title": "", "published_at": datetime(2023, 5, 10)} for key in "ab"})
    assert len(links.events) == 2


def test_the_best_value_is_the_one_most_articles_support() -> None:
    rows = [act("a"), act("b", parties=["Pemerintah Kabupaten Ngada", "Universitas Inerie"], venue="Aula Setda Ngada"), act("c", parties=["Universitas Inerie", "Pemkab Ngada"], venue="Balai Desa"),
            act("d", parties=["Universitas Inerie", "Dinas Lingkungan Hidup", "Camat Bajawa"], **UNDATED)]
    (event,) = link_rows(rows, [], {key: {"outlet": key, "title": "", "published_at": datetime(2023, 5, 10)} for key in "abcd"}).events
    assert event["parties"] == ["Universitas Inerie", "Pemkab Ngada"] and event["parties_support"] == 4
    assert (event["venue"], event["venue_support"], event["venue_agreement"]) == ("Aula Setda", 3, 0.75)
    assert (str(event["date"]), event["date_support"], event["date_agreement"]) == ("2023-05-09", 3, 1.0)


# --- corrections ----------------------------------------------------------------------------------------------------
def test_corrections_reach_events_and_persons(tmp_path) -> None:
    plain, right = tmp_path / "plain", tmp_path / "right"
    extract.run(LINKED / "articles.jsonl", plain, workers=1)
    event = next(row for row in read_rows(plain, "events") if any(key.startswith("haltim-2") for key in row["signing_ids"]))
    signing = next(key for key in event["signing_ids"] if key.startswith("haltim-2"))
    (person,) = [row for row in read_rows(plain, "officials") if row["article_id"] == "haltim-2" and row["name"] == "Rusdi Alting"]
    before = read_rows(plain, "persons", person_id=person["person_id"])[0]
    told = {"old": None, "by": "Ani", "at": "2024-01-01T00:00:00Z", "file": "review.xlsx"}
    shutil.copytree(plain, right)
    (right / "events.parquet").unlink()  # so that the next run writes the tables again
    (right / "corrections.jsonl").write_text("\n".join(json.dumps({**told, **line}) for line in (
        {"table": "signings", "row": signing, "column": "date", "new": "2023-12-20"}, {"table": "officials", "row": person["official_id"], "column": "name", "new": "Hasbi Tuakia"},
    )), "utf-8")
    extract.run(LINKED / "articles.jsonl", right, workers=1)
    (row,) = read_rows(right, "signings", signing_id=signing)
    events = {row["event_id"]: row for row in read_rows(right, "events")}
    assert events[row["event_id"]]["signing_ids"] == [signing] and str(events[row["event_id"]]["date"]) == "2023-12-20"
    assert sorted(set(event["signing_ids"]) - {signing}) in [found["signing_ids"] for found in events.values()]
    (renamed,) = read_rows(right, "officials", official_id=person["official_id"])
    persons = {row["person_id"]: row for row in read_rows(right, "persons")}
    assert persons[renamed["person_id"]]["name"] == "Hasbi Tuakia"
    assert [row["n_articles"] for row in persons.values() if row["name"] == before["name"]] == [before["n_articles"] - 1]


# --- reprints -------------------------------------------------------------------------------------------------------
RELEASE = json.loads((LINKED / "articles.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]


def reprint(how: str) -> str:
    paragraphs = [p for p in RELEASE.split("\n") if p.strip()]
    if how == "reordered":
        return "\n".join(paragraphs[:1] + paragraphs[:0:-1])
    if how == "new lead":
        return "\n".join(["Puluhan aparatur di ujung selatan provinsi itu akhirnya mengikat janji di atas kertas bermeterai."] + paragraphs[1:])
    if how == "furniture":
        return "\n".join(["Baca juga berita menarik lainnya di kanal kami"] + paragraphs + ["Ikuti saluran kami untuk kabar terbaru setiap hari"])
    return RELEASE.replace("Solok Selatan", "Solsel")


@pytest.mark.parametrize("how", ["reordered", "new lead", "furniture", "abbreviated"])
def test_a_reprint_is_found(how: str) -> None:
    candidates = [Candidate("first", ("2024-09-12",), sign_text(RELEASE), "Kabar"), Candidate("reprint", ("2024-09-13",), sign_text(reprint(how)), "Warta")]
    assert find_suspects([candidate.signature for candidate in candidates] + [b""]) == [0, 1]
    assert find_reprints(candidates) == {"reprint": "first"}
    assert find_reprints(candidates[::-1]) == {"reprint": "first"}


def test_an_outlet_that_goes_on_with_its_own_story_reprints_nothing() -> None:
    later = RELEASE[: len(RELEASE) * 2 // 3] + " " + " ".join(f"Perkembangan ke-{i} disampaikan sekretaris panitia pada malam berikutnya." for i in range(4))
    texts = {"first": RELEASE, "later": later}
    for outlet, found in (("Warta", {"later": "first"}), ("Kabar", {})):
        assert find_reprints([Candidate(key, (key,), sign_text(text), outlet if key == "later" else "Kabar") for key, text in texts.items()]) == found


def test_reprints_are_marked_also_where_nothing_was_signed(tmp_path) -> None:
    quiet = " ".join(f"Pedagang ke-{i} di pasar itu menaikkan harga cabai karena hujan merusak panen di lereng utara." for i in range(9))
    news = [("a", "Kabar", "2024-05-02", quiet), ("b", "Warta", "2024-05-03", "Harga cabai naik. " + quiet), ("c", "Berita", "2024-05-04", RELEASE),
            ("d", "Siber", "2024-05-01", RELEASE + "\nIkuti saluran kami untuk kabar terbaru.")]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps(dict(zip(("article_id", "outlet", "published", "text"), row))) for row in news), "utf-8")
    extract.run(path, tmp_path / "out", workers=1)
    found = {row["article_id"]: (row["status"], row["duplicate_of"]) for row in read_rows(tmp_path / "out", "articles")}
    assert found == {"a": ("no_event", None), "b": ("duplicate", "a"), "c": ("duplicate", "d"), "d": ("ok", None)}
    assert {row["article_id"] for row in read_rows(tmp_path / "out", "signings")} == {"d"}


def test_different_reports_of_one_act_stay_apart() -> None:
    lines = [json.loads(line) for name in ("articles", "harder") for line in (LINKED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    candidates = [Candidate(row["article_id"], (row["published"] or "",), sign_text(row["title"] + " " + row["text"])) for row in lines]
    assert sum(1 for candidate in candidates if candidate.signature) >= 16
    assert find_reprints(candidates) == {}


# --- the scores themselves --------------------------------------------------------------------------------------------
def test_scores_of_clusters() -> None:
    gold = [frozenset("abc"), frozenset("de")]
    assert score_clusters(gold, gold)["conll"] == 1.0
    apart = score_clusters(gold, [frozenset(x) for x in "abcde"])
    assert apart["muc"]["recall"] == 0.0 and apart["b3"]["precision"] == 1.0
    assert apart["b3"]["recall"] == pytest.approx((3 * 1 / 3 + 2 * 1 / 2) / 5)
    together = score_clusters(gold, [frozenset("abcde")])
    assert together["b3"]["recall"] == 1.0 and together["b3"]["precision"] == pytest.approx((3 * 3 / 5 + 2 * 2 / 5) / 5)
