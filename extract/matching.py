"""When a predicted row is a gold record: the definitions behind `extract eval`, the same as the project's public scorer.

Two views of each table. `found`: the record is there (a signing: same act; an official: same person; a statistic:
same number). `exact`: its core fields are right too (signing: instrument, status, date; official: office and the whole
set of roles; statistic: unit and measure).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

Record = dict[str, Any]

# Degrees, ranks and titles that no comparison of names looks at; the list is part of the scorer's definition.
NAME_NOISE = frozenset(
    "dr drs dra ir prof h hj kh haji hajjah ust ustaz ustadz tgh rd raden kombes kompol akp akbp iptu ipda aiptu "
    "aipda irjen brigjen komjen jenderal letjen mayjen kolonel letkol mayor kapten lettu letda marsekal "
    "laksamana pol tni purn ret sh mh se mm st mt msi mpd spd sip sos ssos map mba phd sag mag skom mkom "
    "dea llm mhum spt stp sik msc".split()
)


def words(text: str | None) -> list[str]:
    """`Bawaslu (RI)` -> ["bawaslu", "ri"]."""
    return re.findall(r"\w+", (text or "").casefold())


def same_text(gold: str | None, predicted: str | None) -> bool:
    """Equal words, or one phrase inside the other and at least half as long; two missing values are the same."""
    g, p = words(gold), words(predicted)
    if not g or not p:
        return not g and not p
    short, long_ = sorted((g, p), key=len)
    return g == p or (" ".join(short) in " ".join(long_) and len(short) * 2 >= len(long_))


def overlap(gold: str | None, predicted: str | None) -> float:
    """F1 of the two sets of words; 1.0 when both are empty."""
    g, p = set(words(gold)), set(words(predicted))
    if not g and not p:
        return 1.0
    return 2 * len(g & p) / (len(g) + len(p)) if g and p else 0.0


def name_words(name: str | None) -> list[str]:
    """Words of a name without degrees and ranks."""
    return [word for word in words(name) if word not in NAME_NOISE]


def same_person(gold: str | None, predicted: str | None) -> bool:
    """Equal names, or the words of one inside the other (a single word needs more than three letters)."""
    g, p = name_words(gold), name_words(predicted)
    if not g or not p:
        return False
    short, long_ = sorted((set(g), set(p)), key=len)
    return g == p or (short <= long_ and (len(short) > 1 or len(next(iter(short))) > 3))


def iso(value: Any, precision: str | None = None) -> str:
    """ISO text of a date cell, cut to its precision; '' for a missing one."""
    if value is None or value != value:  # noqa: PLR0124 NaT is not equal to itself
        return ""
    return str(value)[: {"year": 4, "month": 7}.get(precision or "", 10)]


def signing_weight(gold: Record, row: Record) -> float:
    """How well a row fits a gold signing; 0.0 when they cannot be the same act."""
    weight = 3.0 * (gold["instrument"] == row.get("instrument"))
    weight += 1.0 * (gold["status"] == row.get("status"))
    weight += 1.0 * bool(gold.get("date") and iso(row.get("date"), row.get("date_precision")).startswith(gold["date"]))
    weight += overlap(gold.get("instrument_text"), row.get("instrument_text"))
    weight += overlap(" ".join(gold.get("parties") or []), " ".join(row.get("parties") or []))
    return weight if weight >= 2.5 else 0.0


def official_weight(gold: Record, row: Record) -> float:
    """1 and the overlap of the names for the same person, else 0.0."""
    return 1.0 + overlap(gold["name"], row["name"]) if same_person(gold["name"], row["name"]) else 0.0


def statistic_weight(gold: Record, row: Record) -> float:
    """How well a row of the same value fits a gold statistic, else 0.0."""
    if abs(float(gold["value"]) - float(row["value"])) > 1e-6:
        return 0.0
    same = (gold["unit"] == row.get("unit")) + (gold["measure"] == row.get("measure"))
    return 1.0 + same + overlap(gold.get("subject_text"), row.get("subject")) + overlap(gold.get("place"), row.get("place"))


def pair(
    golds: Sequence[Record], rows: Sequence[Record], weigh: Callable[[Record, Record], float]
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Greedy one-to-one pairing, heaviest first -> (pairs, gold records missed, rows too many)."""
    scored = sorted(((weigh(g, r), i, j) for i, g in enumerate(golds) for j, r in enumerate(rows)), reverse=True)
    used_gold: set[int] = set()
    used_rows: set[int] = set()
    pairs = []
    for weight, i, j in scored:
        if weight > 0 and i not in used_gold and j not in used_rows:
            used_gold.add(i)
            used_rows.add(j)
            pairs.append((golds[i], rows[j]))
    missed = [g for i, g in enumerate(golds) if i not in used_gold]
    extra = [r for j, r in enumerate(rows) if j not in used_rows]
    return pairs, missed, extra


def join_persons(rows: Sequence[Record]) -> list[Record]:
    """Several rows of one person (one a signing) become one, with all the roles."""
    joined: list[Record] = []
    for row in rows:
        same = next((other for other in joined if same_person(other["name"], row["name"])), None)
        if same is None:
            joined.append({**row, "roles": set(row.get("roles") or [])})
        else:
            same["roles"] |= set(row.get("roles") or [])
    return joined


def signing_fields(gold: Record, row: Record) -> dict[str, float]:
    """Per field, how right a paired row is (0..1)."""
    return {
        "instrument": gold["instrument"] == row.get("instrument"),
        "status": gold["status"] == row.get("status"),
        "date": iso(row.get("date"), row.get("date_precision")) == (gold.get("date") or ""),
        "venue": same_text(gold.get("venue"), row.get("venue")),
        "place": same_text(gold.get("place"), row.get("place")),
        "province": same_text(gold.get("province"), row.get("province")),
        "parties (word F1)": overlap(" ".join(gold.get("parties") or []), " ".join(row.get("parties") or [])),
    }


def official_fields(gold: Record, row: Record) -> dict[str, float]:
    """Per field, how right a paired row is (0..1)."""
    gold_roles = set(gold.get("roles") or [])
    roles = set(row.get("roles") or [])

    def office(record: Record) -> str:
        return " ".join(filter(None, (record.get("position"), record.get("unit"))))

    return {
        "name as in gold": name_words(gold["name"]) == name_words(row["name"]),
        "office": overlap(office(gold), office(row)) >= 0.8,
        "position": overlap(gold.get("position"), row.get("position")) >= 0.8,
        "unit": same_text(gold.get("unit"), row.get("unit")) or overlap(gold.get("unit"), row.get("unit")) >= 0.8,
        "acting": same_text(gold.get("acting"), row.get("acting")),
        "roles": gold_roles == roles,
        "signatory": ("signatory" in gold_roles) == ("signatory" in roles),
    }


def statistic_fields(gold: Record, row: Record) -> dict[str, float]:
    """Per field, how right a paired row is (0..1)."""
    return {
        "unit": gold["unit"] == row.get("unit"),
        "measure": gold["measure"] == row.get("measure"),
        "subject (word F1)": overlap(gold.get("subject_text"), row.get("subject")),
        "period": (gold.get("period_start") or "")[:4] == iso(row.get("period_start"))[:4],
        "place": same_text(gold.get("place"), row.get("place")),
        "source": same_text(gold.get("source"), row.get("source")),
        "approximate": bool(gold.get("approximate")) == bool(row.get("approximate")),
    }


# table -> (fields, the fields that make a record exact)
FIELDS: dict[str, tuple[Callable[[Record, Record], dict[str, float]], tuple[str, ...]]] = {
    "signings": (signing_fields, ("instrument", "status", "date")),
    "officials": (official_fields, ("office", "roles")),
    "statistics": (statistic_fields, ("unit", "measure")),
}
