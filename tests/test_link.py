"""Linking across articles, scored on news of our own that tells eight acts three times each, beside look-alikes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from extract.coreference import score_clusters
from extract.duplicates import Candidate, find_reprints, sign_text
from extract.link import link_rows
from extract.matching import iso, same_person

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


def test_units_become_one_organisation() -> None:
    from extract.organizations import normalise_organization

    for first, second in [
        ("Bawaslu Sumbar", "Bawaslu Provinsi Sumatera Barat"),
        ("KemenPAN RB", "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"),
        ("KPU Sumbawa", "Komisi Pemilihan Umum Kabupaten Sumbawa"),
        ("Dishub DKI", "Dinas Perhubungan DKI Jakarta"),
    ]:
        assert normalise_organization(first).organization_id == normalise_organization(second).organization_id, (first, second)
    assert normalise_organization("Bawaslu RI").level == "national"
    assert normalise_organization("Bawaslu Kota Bandung").organization_id != normalise_organization("Bawaslu Kabupaten Bandung").organization_id
    assert normalise_organization("Polres Tangsel").region.code == "36.74"


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
    candidates = [Candidate("first", ("2024-09-12",), sign_text(RELEASE)), Candidate("reprint", ("2024-09-13",), sign_text(reprint(how)))]
    assert find_reprints(candidates) == {"reprint": "first"}
    assert find_reprints(candidates[::-1]) == {"reprint": "first"}


def test_different_reports_of_one_act_stay_apart() -> None:
    lines = [json.loads(line) for line in (LINKED / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
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
