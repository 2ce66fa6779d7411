"""The arithmetic of attachment: weights from `rules/attach.yaml`, sums of reasons, the best sum above a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from extract.ruleset import rules_dir


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its score and the reasons for it."""

    value: Any
    score: float
    reasons: tuple[tuple[str, float], ...]


@cache
def load_numbers(family: str = "attach") -> dict[str, dict[str, float]]:
    """The tables of numbers of a rule file: `weights`, for `attach` also `thresholds`, `calibration` and `confidence`."""
    data = yaml.safe_load((rules_dir() / f"{family}.yaml").read_text(encoding="utf-8"))
    tables = {name: table for name, table in data.items() if isinstance(table, dict) and name != "lists"}
    return {name: {key: float(value) for key, value in table.items()} for name, table in tables.items()}


def weigh(*names: str) -> list[tuple[str, float]]:
    return [(name, load_numbers()["weights"][name]) for name in names]


def choose(field: str, options: list[Choice]) -> Choice | None:
    """The best option above the threshold; of equal ones the first in the text."""
    best = max(options, key=lambda option: (round(option.score, 3), -option.value.start), default=None)
    return best if best and best.score >= load_numbers()["thresholds"][field] else None


def add_up(value: Any, reasons: list[tuple[str, float]]) -> Choice:
    return Choice(value, sum(weight for _, weight in reasons), tuple(reasons))
