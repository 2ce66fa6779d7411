"""Groups of mentions that are taken for one act of signing, and which instruments reporters write for one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from extract.records import Act

RELATED = ({"mou", "cooperation_agreement", "declaration"}, {"cooperation_agreement", "contract", "treaty"}, {"mou", "treaty"}, {"grant_agreement", "cooperation_agreement", "contract"}, {"regulation", "joint_decree"}, {"statement_letter", "integrity_pact"}, {"declaration", "treaty"}, {"declaration", "contract"})


@dataclass
class Group:
    """Mentions that are taken for one act."""

    instrument: str
    status: str
    strong: bool
    acts: list[Act] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)
    borrowed: str | None = None  # name of the instrument when no mention has it

    @property
    def parties_known(self) -> bool:
        return any(act.parties for act in self.acts)


def is_same_kind(kind: str, strong: bool, group: Group) -> bool:
    """The same instrument, or a weak word (kerja sama) for a related one."""
    if kind == group.instrument:
        return True
    return (not strong or not group.strong) and are_related(kind, group.instrument)


def are_related(kind: str, other: str) -> bool:
    """Kinds of which reporters write one for the other."""
    return any(kind in family and other in family for family in RELATED)


def are_alike(kind: str, group: Group) -> bool:
    return kind == group.instrument or are_related(kind, group.instrument)


def begin_group(groups: list[Group], act: Act, kind: str, strong: bool, day: date | None, borrowed: str | None = None) -> Group:
    group = Group(kind, act.status, strong, [act], [day] if day else [], borrowed)
    groups.append(group)
    return group


def join_group(group: Group, act: Act, day: date | None, strong: bool) -> Group:
    group.acts.append(act)
    if day:
        group.dates.append(day)
    if strong and not group.strong and act.instrument_span is not None:
        group.instrument, group.strong = act.instrument, True
    return group


def sort_by_relevance(groups: list[Group], act: Act) -> list[Group]:
    """Groups from the one an unnamed mention most likely means: one told just before, else the one told most often."""
    close = [g for g in groups if act.sentence - g.acts[-1].sentence <= 2]
    rest = [g for g in groups if g not in close]
    return close[::-1] + sorted(rest, key=lambda g: -len(g.acts))


def drop_general_talk(groups: list[Group]) -> list[Group]:
    """Hypothetical groups stay only where no real act has their instrument, one for each instrument."""
    real = [g for g in groups if g.status != "hypothetical"]
    kept = list(real)
    for group in groups:
        if group.status == "hypothetical" and not any(is_same_kind(group.instrument, False, g) for g in kept):
            kept.append(group)
    return kept
