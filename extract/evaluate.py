"""Tables against gold: precision, recall and F1 with intervals, by field, outlet, instrument, status and role, and why rows are missed.

1. read gold and tables  2. compare article by article  3. add up, resample  4. explain the errors
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.gold import TABLES, EvaluationError, group_rows, read_gold
from extract.matching import (
    FIELDS,
    Record,
    join_persons,
    official_weight,
    pair,
    same_person,
    signing_weight,
    statistic_weight,
    words,
)
from extract.records import ROLES

__all__ = ["EvaluationError", "evaluate", "render", "render_errors"]

SAMPLES = 1000  # bootstrap resamples of articles; percentile interval, Efron & Tibshirani 1993 ch. 13


@dataclass
class Counts:
    """What one table got right in some articles. `fields` maps a field to (sum of scores, records)."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    fields: dict[str, tuple[float, int]] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        self.gold += other.gold
        self.predicted += other.predicted
        self.found += other.found
        self.exact += other.exact
        for name, (score, n) in other.fields.items():
            have = self.fields.get(name, (0.0, 0))
            self.fields[name] = (have[0] + score, have[1] + n)

    def scores(self, view: str) -> dict[str, float | None]:
        """Precision, recall and F1 of `found` or `exact`, rounded to four digits; None where nothing can be divided."""
        right = getattr(self, view)
        both = self.gold + self.predicted
        return {
            "precision": round(right / self.predicted, 4) if self.predicted else None,
            "recall": round(right / self.gold, 4) if self.gold else None,
            "f1": round(2 * right / both, 4) if both else None,
        }


@dataclass(frozen=True)
class Miss:
    """One wrong, missed or extra row, with the sentence and the step to look at."""

    table: str
    kind: str  # wrong, missed, extra
    article_id: str
    reason: str
    sentence: str
    gold: Record | None
    predicted: Record | None


@dataclass
class Comparison:
    """One article: counts per table, errors, and the pairs that were found."""

    article_id: str
    outlet: str
    counts: dict[str, Counts]
    misses: list[Miss]
    pairs: dict[str, list[tuple[Record, Record]]]
    missed: dict[str, list[Record]]


def evaluate(gold_dir: Path, tables_dir: Path, samples: int = SAMPLES, seed: int = 1) -> dict[str, Any]:
    """Compare a folder of gold with a folder of tables -> a report that `render` prints and JSON can hold.

    Raises EvaluationError when there is no gold or a table is missing.
    """
    comparisons = compare(gold_dir, tables_dir)
    report: dict[str, Any] = {"articles": len(comparisons)}
    for table in TABLES:
        report[table] = _table_report([c.counts[table] for c in comparisons], samples, seed)
    report["by_outlet"] = _by_outlet(comparisons)
    report["by_instrument"] = _by_gold_value(comparisons, "instrument")
    report["by_status"] = _by_gold_value(comparisons, "status")
    report["by_role"] = _by_role(comparisons)
    misses = [miss for c in comparisons for miss in c.misses]
    report["reasons"] = _count_reasons(misses)
    report["errors"] = [miss.__dict__ for miss in misses]
    return report


def compare(gold_dir: Path, tables_dir: Path) -> list[Comparison]:
    """Article by article, in order of the gold's file names."""
    golds = read_gold(gold_dir)
    tables = {name: group_rows(tables_dir, name) for name in TABLES}
    context = {name: group_rows(tables_dir, name, optional=True) for name in ("articles", "entities")}
    return [
        _compare_article(
            gold,
            {name: tables[name].get(gold["article_id"], []) for name in TABLES},
            next(iter(context["articles"].get(gold["article_id"], [])), {}),
            context["entities"].get(gold["article_id"], []),
        )
        for gold in golds
    ]


def _compare_article(gold: Record, tables: dict[str, list[Record]], article: Record, entities: list[Record]) -> Comparison:
    text = article.get("text") or ""
    result = Comparison(gold["article_id"], article.get("outlet") or "", {}, [], {}, {})
    has_event = bool(gold["signings"] or gold["statistics"])
    for table in TABLES:
        golds, loose, rows = _comparable(table, gold, tables[table])
        if table == "officials" and not has_event:  # a run writes them only beside an event
            golds, rows = [], []
        weigh = {"signings": signing_weight, "officials": official_weight, "statistics": statistic_weight}[table]
        pairs, missed, extra = pair(golds, rows, weigh)
        _, _, extra = pair(loose, extra, weigh)
        counts = Counts(len(golds), len(pairs) + len(extra), len(pairs))
        score_fields, core = FIELDS[table]
        for g, row in pairs:
            scores = score_fields(g, row)
            counts.add(Counts(exact=int(all(scores[name] for name in core)), fields={k: (float(v), 1) for k, v in scores.items()}))
            wrong = [name for name in core if not scores[name]]
            if wrong:
                result.misses.append(Miss(table, "wrong", result.article_id, _why_wrong(wrong), row.get("sentence") or "", g, row))
        result.counts[table] = counts
        result.pairs[table], result.missed[table] = pairs, missed
        result.misses += [Miss(table, "missed", result.article_id, _why_missed(table, g, rows, entities), _sentence_of(table, g, text), g, None) for g in missed]
        result.misses += [Miss(table, "extra", result.article_id, _why_extra(table, r, golds), r.get("sentence") or "", None, r) for r in extra]
    return result


def _comparable(table: str, gold: Record, rows: list[Record]) -> tuple[list[Record], list[Record], list[Record]]:
    """Gold records that count, gold records that only excuse a row (hypothetical acts), and the rows that count."""
    if table == "signings":
        firm = [g for g in gold["signings"] if g["status"] != "hypothetical"]
        loose = [g for g in gold["signings"] if g["status"] == "hypothetical"]
        return firm, loose, [r for r in rows if r.get("status") != "hypothetical"]
    if table == "officials":
        return gold["officials"], [], join_persons([r for r in rows if r.get("name")])
    return gold["statistics"], [], [r for r in rows if r.get("value") is not None]


# --- why a row is wrong -----------------------------------------------------------------------------------------
def _why_wrong(fields: Sequence[str]) -> str:
    step = {
        "instrument": "wrong instrument", "status": "wrong status", "date": "wrong attachment: date",
        "office": "wrong office", "roles": "wrong attachment: roles", "unit": "wrong unit", "measure": "wrong measure",
    }
    return ", ".join(step[name] for name in fields)


def _why_missed(table: str, gold: Record, rows: list[Record], entities: list[Record]) -> str:
    if table == "signings":
        merged = [r for r in rows if r.get("instrument") == gold["instrument"]]
        return "wrong merge" if merged else "missing trigger"
    if table == "officials":
        named = [e for e in entities if e["label"] == "PER" and same_person(gold["name"], e["text"])]
        if not named:
            return "missing entity"
        return "missing office" if gold.get("position") else "missing signatory"
    return "missing trigger"


def _why_extra(table: str, row: Record, golds: list[Record]) -> str:
    if table == "signings":
        return "wrong merge" if any(g["instrument"] == row.get("instrument") for g in golds) else "false trigger"
    if table == "officials":
        return "wrong merge" if any(set(words(g["name"])) & set(words(row["name"])) for g in golds) else "not an official"
    return "false trigger"


def _sentence_of(table: str, gold: Record, text: str) -> str:
    """The line of the article that holds the missed record's surface text."""
    surface = {"signings": gold.get("instrument_text"), "officials": gold.get("name"), "statistics": gold.get("value_text")}[table]
    subject = gold.get("subject_text") or ""
    lines = [line for line in text.split("\n") if surface and surface in line]
    return next((line for line in lines if subject in line), lines[0] if lines else "")


# --- adding up --------------------------------------------------------------------------------------------------
def _table_report(per_article: list[Counts], samples: int, seed: int) -> dict[str, Any]:
    total = Counts()
    for counts in per_article:
        total.add(counts)
    report: dict[str, Any] = {"gold": total.gold, "predicted": total.predicted}
    for view in ("found", "exact"):
        report[view] = {**total.scores(view), "f1_interval": _interval(per_article, view, samples, seed)}
    report["fields"] = {name: round(score / n, 4) for name, (score, n) in total.fields.items() if n}
    return report


def _interval(per_article: list[Counts], view: str, samples: int, seed: int) -> list[float] | None:
    """95 % percentile interval of F1 over resampled articles."""
    import numpy as np

    right = np.array([getattr(c, view) for c in per_article], dtype=float)
    both = np.array([c.gold + c.predicted for c in per_article], dtype=float)
    if samples <= 0 or not both.sum():
        return None
    picks = np.random.default_rng(seed).integers(0, len(per_article), (samples, len(per_article)))
    divisor = both[picks].sum(axis=1)
    f1 = 2 * right[picks].sum(axis=1)[divisor > 0] / divisor[divisor > 0]
    return [round(float(x), 4) for x in np.percentile(f1, [2.5, 97.5])]


def _by_outlet(comparisons: Iterable[Comparison]) -> dict[str, Any]:
    groups: dict[str, dict[str, Counts]] = defaultdict(lambda: {table: Counts() for table in TABLES})
    for c in comparisons:
        for table in TABLES:
            groups[c.outlet or "(unknown)"][table].add(c.counts[table])
    return {
        outlet: {table: {"gold": n.gold, "found": n.scores("found")["f1"], "exact": n.scores("exact")["f1"]} for table, n in tables.items()}
        for outlet, tables in sorted(groups.items())
    }


def _by_gold_value(comparisons: Iterable[Comparison], name: str) -> dict[str, Any]:
    """Recall of signings by a field of the gold."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for c in comparisons:
        for gold, row in c.pairs["signings"]:
            scores = FIELDS["signings"][0](gold, row)
            entry = counts[gold[name]]
            entry[0] += 1
            entry[1] += 1
            entry[2] += all(scores[core] for core in FIELDS["signings"][1])
        for gold in c.missed["signings"]:
            counts[gold[name]][0] += 1
    return {
        value: {"gold": gold, "found_recall": round(found / gold, 4), "exact_recall": round(exact / gold, 4)}
        for value, (gold, found, exact) in sorted(counts.items())
    }


def _by_role(comparisons: Iterable[Comparison]) -> dict[str, Any]:
    """Precision, recall and F1 of each role over the persons that were found."""
    counts = {role: Counts() for role in ROLES}
    for c in comparisons:
        for gold, row in c.pairs["officials"]:
            for role in ROLES:
                in_gold, in_row = role in (gold.get("roles") or []), role in row["roles"]
                counts[role].add(Counts(in_gold, in_row, in_gold and in_row))
    return {role: {"gold": n.gold, **n.scores("found")} for role, n in counts.items() if n.gold or n.predicted}


def _count_reasons(misses: Iterable[Miss]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for miss in misses:
        counts[f"{miss.table} {miss.kind}: {miss.reason}"] += 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


# --- printing ---------------------------------------------------------------------------------------------------
def render(report: dict[str, Any]) -> str:
    """The report as plain text."""
    lines = [f"{report['articles']} articles", ""]
    lines.append(f"{'':11}{'gold':>6}{'rows':>6}   {'':6}{'P':>6}{'R':>7}{'F1':>7}   95 % interval of F1")
    for table in TABLES:
        part = report[table]
        for view in ("found", "exact"):
            head = f"{table:11}{part['gold']:6}{part['predicted']:6}" if view == "found" else " " * 23
            lines.append(f"{head}   {view:6}{_figures(part[view])}")
    for table in TABLES:
        lines += ["", f"{table}, right where found: " + "  ".join(f"{k} {v:.2f}" for k, v in report[table]["fields"].items())]
    lines += ["", "signings by instrument and status (gold, found recall, exact recall)"]
    lines += [f"  {k:22}{v['gold']:4}{v['found_recall']:7.2f}{v['exact_recall']:7.2f}" for part in ("by_instrument", "by_status") for k, v in report[part].items()]
    lines += ["", "roles (gold, P, R, F1)"]
    lines += [f"  {k:22}{v['gold']:4}" + "".join(f"{'-':>7}" if v[x] is None else f"{v[x]:7.2f}" for x in ("precision", "recall", "f1")) for k, v in report["by_role"].items()]
    lines += ["", "errors by cause"] + [f"  {n:4}  {reason}" for reason, n in report["reasons"].items()]
    return "\n".join(lines)


def _figures(view: dict[str, Any]) -> str:
    values = "".join(f"{'-':>7}" if view[x] is None else f"{view[x]:7.3f}" for x in ("precision", "recall", "f1"))
    return values + (f"   {view['f1_interval'][0]:.3f} to {view['f1_interval'][1]:.3f}" if view["f1_interval"] else "")


def render_errors(report: dict[str, Any]) -> str:
    """One block for each wrong, missed or extra row: cause, sentence, gold and prediction."""
    blocks = []
    for error in report["errors"]:
        blocks.append(f"{error['article_id']}  {error['table']} {error['kind']}: {error['reason']}\n  «{' '.join(error['sentence'].split())}»")
        for side in ("gold", "predicted"):
            if error[side]:
                keep = {k: sorted(v) if isinstance(v, set) else v for k, v in error[side].items() if v not in (None, [], "") and k not in ("sentence",)}
                blocks[-1] += f"\n  {side}: {json.dumps(keep, ensure_ascii=False, default=str)}"
    return "\n\n".join(blocks)
