"""The arithmetic of attachment: weights from `rules/attach.yaml`, sums of reasons, the best sum above a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from extract.ruleset import rules_dir


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its score and the reasons for it."""

    value: Any
    score: float
    reasons: tuple[tuple[str, float], ...]


@lru_cache(maxsize=1)
def load_numbers() -> dict[str, dict[str, float]]:
    """`weights`, `thresholds`, `calibration` and `confidence` of the rule file."""
    data = yaml.safe_load((rules_dir() / "attach.yaml").read_text(encoding="utf-8"))
    return {name: {key: float(value) for key, value in data[name].items()} for name in ("weights", "thresholds", "calibration", "confidence")}


def weigh(*names: str) -> list[tuple[str, float]]:
    return [(name, load_numbers()["weights"][name]) for name in names]


def choose(field: str, options: list[Choice]) -> Choice | None:
    """The best option above the threshold; of equal ones the first in the text."""
    best = max(options, key=lambda option: (round(option.score, 3), -option.value.start), default=None)
    return best if best and best.score >= load_numbers()["thresholds"][field] else None


def add_up(value: Any, reasons: list[tuple[str, float]]) -> Choice:
    return Choice(value, sum(weight for _, weight in reasons), tuple(reasons))
