"""The model card: what the model is, how good, how fast, how to use it and how to make it again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from string import Template
from typing import Any

from extract.ner import Tagger, hash_file
from extract.train import compare
from extract.train.corpus import SCHEMES, Tagged
from extract.train.stages import Material

TEMPLATE = Path(__file__).parent / "card.md"
SETS = {
    "news-officials": "news-officials", "idner": "idner-news-2k", "nergrit": "nergrit",
}


def write_card(folder: Path, report: dict[str, Any], material: Material, tagger: Tagger) -> None:
    """`README.md` and `scores.json` beside the weights."""
    (folder / "scores.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    sizes = {name: (folder / name).stat().st_size / 1e6 for name in ("nertagger.pt", "vectors.pt")}
    values = {
        "version": tagger.version,
        "labels": ", ".join(sorted({tag[2:] for tag in tagger.tags[SCHEMES[0]] if tag[1:2] == "-"})),
        "size": f"{sum(sizes.values()):.0f} MB",
        "words": f"{len(tagger.word_ids):,}",
        "checksum": hash_file(folder / "nertagger.pt")[:16],
        "train_sizes": "; ".join(f"{SETS[name]} {len(part):,} sentences" for name, part in material.train.items()),
        "score_table": table_scores(report["scores"]),
        "dress": "; ".join(f"{name} {f1:.3f}" for name, f1 in compare.score_dressed(tagger, material.dev[SCHEMES[0]], SCHEMES[0]).items()),
        "silver": f"{report['silver']:,}",
        "teacher_table": table_teachers(report),
        "comparison_table": table_comparison(report.get("comparison")),
        "failures": describe_errors(tagger, material.dev[SCHEMES[0]]),
    }
    (folder / "README.md").write_text(Template(TEMPLATE.read_text("utf-8")).substitute(values), "utf-8")


def table_scores(scores: dict[str, Any]) -> str:
    lines = ["| dev set | sentences | label | precision | recall | F1 | entities |", "|---|---|---|---|---|---|---|"]
    for scheme, part in scores.items():
        for label, row in [*part["labels"].items(), ("**all**", part["micro"])]:
            numbers = " | ".join(f"{row[name]:.3f}" for name in ("precision", "recall", "f1"))
            lines.append(f"| {SETS[scheme]} | {part['sentences']} | {label} | {numbers} | {row['gold']} |")
    return "\n".join(lines)


def table_teachers(report: dict[str, Any]) -> str:
    """The teachers one by one and together, and the student: `| teacher 1 | 0.881 | 0.836 | 0.758 |`."""
    student = {scheme: part["micro"]["f1"] for scheme, part in report["scores"].items()}
    lines = ["| F1 on dev | " + " | ".join(SETS[scheme] for scheme in SCHEMES) + " |", "|---|---|---|---|"]
    for name, f1 in [*report["teachers"].items(), ("the student (this model)", student)]:
        lines.append(f"| {name} | " + " | ".join(f"{f1[scheme]:.3f}" for scheme in SCHEMES) + " |")
    return "\n".join(lines)


def table_comparison(comparison: dict[str, Any] | None) -> str:
    if comparison is None:
        return "Not measured in this run."
    lines = ["| F1 on dev | " + " | ".join(SETS[scheme] for scheme in SCHEMES) + " |", "|---|---|---|---|"]
    for name, f1 in comparison["f1"].items():
        lines.append(f"| {name} | " + " | ".join(f"{f1[scheme]:.3f}" for scheme in SCHEMES) + " |")
    lines += ["", "| one processor core | tokens per second |", "|---|---|"]
    lines += [f"| {name} | {speed:,.0f} |" for name, speed in comparison["tokens_per_second"].items()]
    return "\n".join(lines)


def describe_errors(tagger: Tagger, sentences: list[Tagged]) -> str:
    """What goes wrong most on the dev sentences of the product's scheme, most frequent first."""
    errors: Counter = compare.list_errors(tagger, sentences, SCHEMES[0])
    return "\n".join(f"- {label}: {what}, {count}" for (what, label), count in errors.most_common(8))
