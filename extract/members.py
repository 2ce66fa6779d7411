"""Signers whom no cue names: in the signer phrase of an act, or as members of a group, `Tiga camat meneken pakta` and later
`Camat Sukasari X mengaku lega`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.cast import Cast, Reference, split_gap
from extract.ceremony import group_nouns, holds_office, is_refused, keeps_out
from extract.lineup import collect_after
from extract.records import Person, Reading, RoleMention, Signing, Span
from extract.ruleset import load_words
from extract.standins import StandIn


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


def list_group_deputies(reading: Reading, signings: Sequence[Signing], pairs: Sequence[StandIn], found: list[RoleMention]) -> list[RoleMention]:
    """`Bupati dan wali kota se-Lumajaya meneken pakta. … Wali Kota Wanasari diwakili |Sekda X|`: signs in the place of one of the group."""
    placed = {role.person for role in found if role.role in ("signatory", "witness", "attendee")}
    guests, added = set(load_words("roles", "guest_words")), []
    for pair in pairs:
        sentence = reading.sentence_at(pair.cue.start)
        near = reading.text[reading.sentences[max(sentence.index - 1, 0)].start:sentence.end]
        if pair.deputy in placed or guests & {word.lower() for word in split_gap(near)}:
            continue
        signing = next((s for s in signings if s.status == "occurred" and _is_of_group(group_nouns(reading, s), pair.represents)), None)
        if signing is not None:
            added.append(RoleMention(pair.deputy, "signatory", signing.key, pair.cue.rule_id, pair.cue.start, pair.cue.end))
    return added


def _is_of_group(nouns: set[str], office: str) -> bool:
    """`Wali Kota Wanasari` among `bupati dan wali kota`."""
    heads = {head.lower() for head in load_words("roles", "office_heads")}
    return any(head.split()[0] in nouns and office.lower().startswith(head + " ") for head in heads)


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


def list_act_signers(reading: Reading, cast: Cast, signings: Sequence[Signing], found: list[RoleMention]) -> list[RoleMention]:
    """Persons at the head of the signer phrases found with an act, where no cue of our own has found who signs there."""
    signed = {reading.sentence_at(role.start).index for role in found if role.role == "signatory"}
    watched = {(reading.sentence_at(role.start).index, role.person) for role in found if role.role == "witness"}
    added = []
    for signing in signings:
        for act in signing.acts:
            refused = is_refused(reading.text, act.trigger.start, reading.sentences[act.sentence])
            if signing.status == "hypothetical" or act.sentence in signed or refused and signing.status != "negated":
                continue
            if refused and keeps_out(reading.text, act.trigger.start, reading.sentences[act.sentence]):
                continue
            for signer in act.signers:
                named = {r.person for r in cast.within(signer.start, signer.end) if r.kind == "name" and not _has_others_sign(reading.text, r, act.trigger)}
                named -= cast.absent | {person for index, person in watched if index == act.sentence}
                added += [RoleMention(person, "signatory", signing.key, act.rule_id, act.trigger.start, act.trigger.end)
                          for person in collect_after(reading, cast, signer.start, signer.end, strict=True)
                          if person in named and (not refused or holds_office(reading, person))]
    return added


def _has_others_sign(text: str, reference: Reference, trigger: Span) -> bool:
    """`Sekda X mengingatkan ASN telah meneken pakta`, `menurut X terdapat 12 lurah yang meneken`: X reports what others do."""
    between = text[trigger.end:max(trigger.end, reference.start)]
    if re.search(r"\boleh\b", between) and set(load_words("roles", "other_acts")) & set(split_gap(between)):
        return True  # `Penandatanganan itu dilanjutkan kuliah umum oleh X`
    words = {word.lower() for word in split_gap(text[reference.end:max(trigger.start, reference.end)])}
    return bool(words & ({*load_words("speech", "reports"), *load_words("roles", "existentials")} - set(load_words("speech", "controls"))))
