"""The fast pass: it never drops an article that has rows, and passes few that have none."""

from __future__ import annotations

import json

import pytest

from extract.records import Article, Reading
from extract.ruleset import load_family, marked_spans
from extract.scan import could_hold_rows, holds_trigger, trigger_words, worth_reading

TRIGGERS = [rule for rule in load_family("signing").rules if rule.value["voice"] != "none"]


def article(text: str) -> Article:
    return Article("a", "a", text, "")


@pytest.mark.parametrize("rule", TRIGGERS, ids=lambda rule: rule.id)
def test_every_example_of_a_trigger_passes(rule) -> None:
    for example in rule.examples:
        assert holds_trigger(marked_spans(example)[0])


@pytest.mark.parametrize("text", [
    "PARA CAMAT MENANDATANGANI PAKTA INTEGRITAS.", "Sudah saya tanda tangani.", "Kontrak itu di-teken kemarin.",
    "Bawaslu menangani 12 dugaan pelanggaran netralitas.", "Polisi menilang 300 pengendara.",
])  # fmt: skip
def test_passes(text: str) -> None:
    assert could_hold_rows(text) and worth_reading(article(text))


@pytest.mark.parametrize("text", [
    "Harga cabai di pasar induk naik lagi pekan ini.", "Timnas menang 3-1 atas tamunya.", "Ia menekankan pentingnya data.", "Deteken itu nama desa.", "",
])  # fmt: skip
def test_drops_other_news(text: str) -> None:
    assert not could_hold_rows(text) and not worth_reading(article(text))


@pytest.mark.parametrize("text", ["Penggemar meminta tanda tangan sang penyanyi.", "Ia membubuhkan tanda tangan pada gaun itu.", "Tanda tangan elektronik itu gratis."])
def test_signatures_without_an_instrument_are_not_read(text: str) -> None:
    assert not holds_trigger(text)


def test_vocabulary_comes_from_the_rules() -> None:
    words = trigger_words(load_family("signing"))
    assert {"menandatangani", "diteken", "penandatanganan", "tanda tangan"} <= words
    assert not words & {"kontrak", "dalam", "dengan"}, "a pattern is represented by its rarest item"


@pytest.mark.parametrize("name", ["seeds", "indomain_dev"])
def test_no_article_with_gold_rows_is_dropped(shared, name: str) -> None:
    from extract.clean import clean_article
    from extract.records import Raw

    lines = (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        gold = json.loads((shared / "gold" / name / f"{record['article_id']}.json").read_text(encoding="utf-8"))
        if gold["signings"]:
            cleaned = clean_article(Raw(source=name, title=record.get("title") or "", text=record["text"], record_id=record["article_id"]))
            assert worth_reading(cleaned), record["article_id"]


def test_agrees_with_full_reading_on_news(shared, tagger) -> None:
    """On unseen news the articles that give a signing when all are read are all passed."""
    import pandas as pd

    from extract import pipeline, sentences
    from extract.clean import clean_article
    from extract.records import Raw
    from extract.signings import find_acts, merge_acts

    path = shared / "news" / "click-id.parquet"
    if not path.exists():
        pytest.skip("no news beside this checkout")
    frame = pd.read_parquet(path, columns=["article_id", "title", "content"])
    frame = frame[frame.content.str.contains("tangan|teken|nota kes", case=False, na=False)].head(150)
    read = [clean_article(Raw(source="n", title=r.title, text=r.content, record_id=r.article_id)) for r in frame.itertuples()]
    docs = [sentences.make_doc(a.text) for a in read]
    passed = 0
    for a, doc, entities in zip(read, docs, tagger.tag(docs), strict=True):
        pipeline.set_entities(doc, entities)
        reading = Reading(a, doc, sentences.list_sentences(doc, a), tuple(entities))
        passed += worth_reading(a)
        if merge_acts(reading, find_acts(reading)):
            assert worth_reading(a), a.article_id
    assert passed < len(read)
