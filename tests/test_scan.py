"""The fast pass: it never drops an article that has rows, and passes few that have none."""

from __future__ import annotations

import json

import pytest

from extract.records import Article, Reading
from extract.ruleset import load_family, marked_spans
from extract.scan import could_hold_rows, could_hold_statistic, holds_trigger, trigger_words, worth_reading

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


# --- nothing is lost --------------------------------------------------------------------------------------------
def read_both(raws: list) -> tuple[dict, dict]:
    """The rows of each table by `--scope events`, and by `--scope all` cut to the articles with events."""
    from extract.parts import Job, Settings, make_part
    from extract.schema import PART_NAMES

    found = []
    for scope in ("events", "all"):
        rows: dict[str, list] = {name: [] for name in PART_NAMES}
        for start in range(0, len(raws), 250):
            _, tables, _ = make_part(Job("k", tuple(raws[start : start + 250])), Settings(scope))
            for name in PART_NAMES:
                rows[name] += tables[name].to_pylist()
        held = {row["article_id"] for name in ("signings", "statistics") for row in rows[name]}
        found.append({name: [row for row in some if row["article_id"] in held] for name, some in rows.items()})
    return found[0], found[1]


def test_no_row_of_the_rules_own_examples_is_lost() -> None:
    from extract.records import Raw

    texts = [marked_spans(example)[0] for name in ("signing", "statistics") for rule in load_family(name).rules for example in rule.examples]
    texts += [case["text"] for name in ("signing", "statistics") for case in load_family(name).cases if "text" in case]
    events, everything = read_both([Raw(f"c#{i}", "", text, record_id=str(i)) for i, text in enumerate(texts)])
    assert len(everything["signings"]) > 20 and len(everything["statistics"]) > 20
    assert events == everything


@pytest.mark.parametrize("name", ["dev", "indomain_dev", "seeds"])
def test_no_row_of_gold_is_lost(shared, name: str) -> None:
    from extract.records import Raw

    records = map(json.loads, (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    events, everything = read_both([Raw(name, r.get("title") or "", r["text"], record_id=r["article_id"]) for r in records])
    assert everything["signings"] and events == everything


def test_no_row_of_two_thousand_articles_is_lost(shared) -> None:
    import pyarrow.parquet as pq

    from extract.records import Raw

    path = shared / "news" / "click-id.parquet"
    if not path.exists():
        pytest.skip("no news beside this checkout")
    table = pq.read_table(path, columns=["article_id", "title", "content", "date", "url"])
    rows = table.take(list(range(5, table.num_rows, table.num_rows // 2000))[:2000]).to_pylist()
    events, everything = read_both([Raw("n", r["title"] or "", r["content"] or "", str(r["date"] or ""), r["url"] or "", record_id=r["article_id"]) for r in rows])
    assert len(everything["articles"]) > 40 and events == everything


def test_a_list_under_a_header_is_not_passed_over():
    """The lines hold nothing but names and numbers; only the header says what they count."""
    text = "Kabar dari kecamatan\n\nPetugas bekerja sejak pagi.\n\nSebaran pelanggaran:\n- Mandau 40\n- Pinggir 12"
    assert could_hold_statistic(text)
