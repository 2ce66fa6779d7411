"""Signers who are told of only as members of a group: `Tiga camat meneken pakta` and later `Camat Sukasari X mengaku lega`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.cast import split_gap
from extract.records import Person, Reading, RoleMention, Signing
from extract.ruleset import load_words


def list_group_members(reading: Reading, signings: Sequence[Signing], found: list[RoleMention]) -> list[RoleMention]:
    """`Tiga camat meneken pakta` makes a signer of `Camat Sukasari X`, when the article gives X no other part in it."""
    placed = {role.person for role in found if role.role != "speaker"}
    added = []
    for signing in signings:
        groups = [reading.text[span.start:span.end] for act in signing.acts for span in act.signers] + list(signing.parties)
        if signing.status != "occurred":
            continue
        for person in reading.persons:
            if person.key in placed or not person.position or person.acting is not None or _stays_away(reading.text, person):
                continue
            one_of = _is_one_of(reading.text, person)
            if any(_is_group_of(group, person) or one_of and person.position.lower() in group.lower() for group in groups):
                trigger = signing.acts[0].trigger
                added.append(RoleMention(person.key, "signatory", signing.key, signing.acts[0].rule_id, trigger.start, trigger.end))
    return added


def _is_group_of(group: str, person: Person) -> bool:
    """`14 camat di Lumajaya`, `tiga camat dan 15 lurah`: a counted group that holds the office; `semua camat` may leave one out.
    `12 kepala sekolah` holds a vague office, that of a head of another body is none of theirs."""
    counted = rf"(?<!per )\b(?:\d+|{'|'.join(load_words('numbers', 'digits'))})"
    match = re.search(rf"(?i){counted}(?: orang)? {re.escape(person.position or '')}\b(?!\s+[a-z]{{3,}}\s+[a-z])\s*(\w*)", group)
    if match is None:
        return False
    vague = (person.position or "").lower() in load_words("speech", "vague_offices")
    return not vague or match[1].lower() in (person.unit or "").lower().split()


def _is_one_of(text: str, person: Person) -> bool:
    """`Salah satu camat, X dari Sukasari`: the office is that of a group just told of."""
    words = "|".join(load_words("roles", "one_of"))
    return any(re.search(rf"(?i)\b(?:{words})\s+(?:\w+,?\s+)?$", text[max(0, m.full.start - 40):m.full.start]) for m in person.mentions)


def _stays_away(text: str, person: Person) -> bool:
    """`X, absen tanpa kabar`, `X tidak tampak`: a refusal or an absence stands right behind a mention."""
    absences = {*load_words("roles", "refusals"), *load_words("roles", "negations")}
    return any(absences & {word.lower() for word in split_gap(text[m.end:m.end + 60])[:5]} for m in person.mentions)
