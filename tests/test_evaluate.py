"""`extract eval` gives the figures of the public scorer, explains its errors and refuses what it cannot read."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.evaluate import EvaluationError, evaluate, render, render_errors

GOLD = Path(__file__).parent.parent / "corpus" / "_gold"


def write_tables(folder: Path, gold_dir: Path, spoil: bool) -> None:
    """Tables made from gold; `spoil` drops, doubles and changes some rows."""
    rows: dict[str, list[dict]] = {"signings": [], "officials": [], "statistics": []}
    for number, path in enumerate(sorted(gold_dir.glob("*.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for table in rows:
            for k, record in enumerate(gold[table]):
                if spoil and (number + k) % 4 == 0:
                    continue
                row = {key: record.get(key) for key in record if key not in ("id", "signing", "date_text")}
                row |= {"article_id": gold["article_id"], "subject": record.get("subject_text"), "sentence": "…"}
                if spoil and (number + k) % 3 == 0:
                    row |= {"status": "planned", "unit": "other", "roles": ["host"]} if table != "officials" else {"roles": ["host"]}
                rows[table] += [row, row] if spoil and (number + k) % 5 == 0 else [row]
    folder.mkdir(parents=True, exist_ok=True)
    for table, entries in rows.items():
        keys = sorted({key for entry in entries for key in entry})
        pq.write_table(pa.Table.from_pylist([{key: entry.get(key) for key in keys} for entry in entries]), folder / f"{table}.parquet")


def test_gold_against_itself_is_perfect(tmp_path) -> None:
    write_tables(tmp_path, GOLD, spoil=False)
    report = evaluate(GOLD, tmp_path, samples=50)
    for table in ("signings", "officials", "statistics"):
        assert report[table]["found"]["f1"] == report[table]["exact"]["f1"] == 1.0
        assert report[table]["found"]["f1_interval"] == [1.0, 1.0]
    assert report["errors"] == []


@pytest.mark.parametrize("spoil", [False, True])
@pytest.mark.parametrize("part", ["seeds", "dev", "indomain_dev"])
def test_same_figures_as_the_public_scorer(part: str, spoil: bool, shared, tmp_path) -> None:
    spec = importlib.util.spec_from_file_location("public_scorer", shared / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = shared / "gold" / part
    write_tables(tmp_path, gold, spoil)
    theirs, their_errors = scorer.score(gold, tmp_path)
    ours = evaluate(gold, tmp_path, samples=0)
    for table in ("signings", "officials", "statistics"):
        for key in ("gold", "predicted", "fields"):
            assert ours[table][key] == theirs[table][key], (table, key)
        for view in ("found", "exact"):
            assert {k: ours[table][view][k] for k in ("precision", "recall", "f1")} == pytest.approx(theirs[table][view])
    assert len(ours["errors"]) == len(their_errors)


def test_errors_are_explained(tmp_path) -> None:
    write_tables(tmp_path, GOLD, spoil=True)
    report = evaluate(GOLD, tmp_path, samples=200)
    low, high = report["signings"]["found"]["f1_interval"]
    assert low < report["signings"]["found"]["f1"] < high
    assert "signings wrong: wrong status" in report["reasons"]
    assert "officials missed: missing entity" in report["reasons"]  # these tables hold no entities
    printed = render(report) + render_errors(report)
    assert "wrong attachment: roles" in printed and "pakta-solok-selatan" in printed


def test_unreadable_gold_and_missing_tables_are_named(tmp_path) -> None:
    with pytest.raises(EvaluationError, match="no gold"):
        evaluate(tmp_path, tmp_path)
    with pytest.raises(EvaluationError, match="signings.parquet"):
        evaluate(GOLD, tmp_path)
    for text, reason in (("{", "not JSON"), ("[]", "no JSON object"), ('{"article_id": "a", "signings": []}', "no 'officials'"),
                         ('{"article_id": "a", "signings": [{"instrument": "mou"}], "officials": [], "statistics": []}', "no 'status' in signings, record 1")):
        (tmp_path / "broken.json").write_text(text, encoding="utf-8")
        with pytest.raises(EvaluationError, match=f"broken.json: {reason}"):
            evaluate(tmp_path, tmp_path)
