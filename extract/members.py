"""Signers whom no cue names: in the signer phrase of an act, or as members of a group, `Tiga camat meneken pakta` and later
`Camat Sukasari X mengaku lega`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.cast import Cast, Reference, split_gap
from extract.ceremony import group_nouns, is_refused, keeps_out, list_signer_phrases, names_all_heads, names_whole, withholds
from extract.doers import heads_relative
from extract.grammar import pattern_of
from extract.lineup import collect_after
from extract.records import Person, Reading, RoleMention, Signing, Span
from extract.ruleset import load_words
from extract.standins import StandIn


def list_group_members(reading: Reading, signings: Sequence[Signing], found: list[RoleMention]) -> list[RoleMention]:
    """`Tiga camat meneken pakta` makes a signer of `Camat Sukasari X`, when the article gives X no other part in it; `para camat` of one who came."""
    present = {role.person for role in found if role.role == "attendee" and _comes_as_group(reading, role)}
    placed = {role.person for role in found if role.role not in ("speaker", "attendee")}
    added = []
    for signing in signings:
        groups = list_signer_phrases(reading, signing)
        if signing.status != "occurred":
            continue
        for person in reading.persons:
            if person.key in placed or _stays_away(reading.text, person):
                continue
            nouns, current = _nouns_of_one(reading.text, person), person.acting is None
            counted = any(noun in re.findall(r"\w+", group.lower()) for noun in nouns for group in groups)
            if not person.position and not counted:
                continue
            counted = counted or current and any(_is_group_of(group, person) for group in groups)
            if counted or person.position and person.key in present and any(_is_whole_of(group, person) for group in groups):
                trigger = signing.acts[0].trigger
                added.append(RoleMention(person.key, "signatory", signing.key, signing.acts[0].rule_id, trigger.start, trigger.end))
    return added


def _comes_as_group(reading: Reading, role: RoleMention) -> bool:
    """`Lima kepala daerah |hadir langsung|, antara lain Bupati X`: those present are told of as the group that signs."""
    before = reading.text[reading.sentence_at(role.start).start:role.start]
    office = next((person.position or "" for person in reading.persons if person.key == role.person), "")
    return names_all_heads(before) or bool(office) and office.lower() in before


def is_member(reading: Reading, signings: Sequence[Signing], person: int) -> bool:
    """The person holds the office of a group that signed: `Camat Sukasari X` where `para camat` did."""
    groups = [group for signing in signings if signing.status == "occurred" for group in list_signer_phrases(reading, signing)]
    return any(p.key == person and p.position and any(_is_whole_of(group, p) or _is_group_of(group, p) for group in groups) for p in reading.persons)


def _is_whole_of(group: str, person: Person) -> bool:
    """`para camat`, `Bupati dan Wali Kota se-Lumajaya`, `seluruh kepala daerah`: of a vague office only with the kind of body, `kepala SMP negeri`."""
    if not names_whole(group) or person.acting is not None and person.acting.lower() in load_words("offices", "former"):
        return False
    words, office = re.findall(r"\w+", group.lower()), (person.position or "").lower().split()
    if names_all_heads(group) and office[0] in load_words("roles", "regional_heads"):
        return True
    vague = " ".join(office) in load_words("speech", "vague_offices")
    return set(office) <= set(words) and (not vague or bool(set((person.unit or "-").lower().split()[:1]) & set(words)))


def list_heads_of_parties(reading: Reading, signings: Sequence[Signing], found: list[RoleMention]) -> list[RoleMention]:
    """`Nota diteken |kedua pimpinan|`: whoever leads a body that is a party, when the article gives him or her no other part in it."""
    counts = "|".join((*load_words("roles", "group_counts"), *load_words("offices", "plurals"), *load_words("roles", "party_words")))
    leaders = "|".join(load_words("roles", "leaders"))
    both = re.compile(rf"(?i)\b(?:{counts})\s+(?:{leaders})\b|\b(?:{leaders})\s+(?:{counts})")
    placed = {role.person for role in found if role.role != "speaker"}
    return [RoleMention(person.key, "signatory", signing.key, signing.acts[0].rule_id, signing.acts[0].trigger.start, signing.acts[0].trigger.end)
            for signing in signings if signing.status == "occurred" and any(both.search(reading.text[s.start:s.end]) for act in signing.acts for s in act.signers)
            for person in reading.persons if person.key not in placed and any(_leads(person, party) for party in signing.parties)]


def _leads(person: Person, party: str) -> bool:
    """`Ketua` of `Bawaslu Lumajaya`, `Kapolres Lumajaya` of `Polres Lumajaya`."""
    office, unit, body = (person.position or "").lower(), set(re.findall(r"\w+", (person.unit or "").lower())), set(re.findall(r"\w+", party.lower()))
    if office in load_words("roles", "top_offices"):
        return bool(unit) and (unit <= body or body <= unit)
    return any(office == entry.rpartition(" ")[0] and entry.rpartition(" ")[2] in body for entry in load_words("roles", "bodies_of")) and unit <= body


def list_group_deputies(reading: Reading, signings: Sequence[Signing], pairs: Sequence[StandIn], found: list[RoleMention]) -> list[RoleMention]:
    """`Bupati dan wali kota se-Lumajaya meneken pakta. … Wali Kota Wanasari diwakili |Sekda X|`: signs in the place of one of the group."""
    placed = {role.person for role in found if role.role in ("signatory", "witness", "attendee")}
    signed = {role.person for role in found if role.role == "signatory"}
    guests, added = set(load_words("roles", "guest_words")), []
    for pair in pairs:
        sentence = reading.sentence_at(pair.cue.start)
        start = reading.sentences[max(sentence.index - 1, 0)].start
        among = {role.person for role in found if role.role == "attendee" and start <= role.start < sentence.end} & signed  # the group itself is told of as present
        if pair.deputy in placed or not among and guests & {word.lower() for word in split_gap(reading.text[start:sentence.end])}:
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


def _nouns_of_one(text: str, person: Person) -> set[str]:
    """`Salah satu |camat|, X dari Sukasari`, `seorang |pegawai| yang ikut meneken, X`: the noun of the group of which X is one; `|calon| nomor urut 1, X`."""
    words = "|".join(load_words("roles", "one_of"))
    one_among, called, numbered = ("(?:" + "|".join(load_words("roles", name)) + ")" for name in ("one_among", "called", "numbered"))
    found = (re.search(rf"(?i)\b(?:{words})\s+(?:{one_among}\s+)?(\w+)(?:\s+[^\s,.;:\"“”]+){{0,9}},?\s+(?:{called}\s+)?$", text[max(0, m.full.start - 90):m.full.start]) for m in person.mentions)
    inside = (re.search(rf"(?i)\b(?:{words})\s+$", text[max(0, m.full.start - 40):m.full.start]) for m in person.mentions)
    own = {word for match in inside if match for word in (person.position or "").lower().split()}
    run = (re.search(rf"(?i)\b({'|'.join(load_words('roles', 'member_nouns'))})(?: {numbered} \w+| \d+),?\s+$", text[max(0, m.full.start - 60):m.full.start]) for m in person.mentions)
    return own | {match[1].lower().split()[-1] for match in run if match} | {match[1].lower() for match in found if match and "," in match[0]}


def _stays_away(text: str, person: Person) -> bool:
    """`X, absen tanpa kabar`, `X tidak tampak`: a refusal or an absence stands right behind a mention."""
    absences = {*load_words("roles", "refusals"), *load_words("roles", "negations")}
    behind = any(absences & {word.lower() for word in split_gap(text[m.end:m.end + 60])[:5]} for m in person.mentions)
    return behind or any(re.search(rf"(?:^|[.!?\n])\s*(?i:{'|'.join(load_words('roles', 'called_off'))})\b[^.!?\n]*$", text[max(0, m.full.start - 80):m.full.start]) for m in person.mentions)


def list_act_signers(reading: Reading, cast: Cast, signings: Sequence[Signing], found: list[RoleMention]) -> list[RoleMention]:
    """Persons at the head of the signer phrases found with an act, where no cue of our own has found who signs there."""
    signed = {reading.sentence_at(role.start).index for role in found if role.role == "signatory"}
    deputies = {role.person for role in found if role.role == "representative"}
    watched = {(reading.sentence_at(role.start).index, role.person) for role in found if role.role == "witness"}
    added = []
    for signing in signings:
        for act in signing.acts:
            refused = is_refused(reading.text, act.trigger.start, reading.sentences[act.sentence])
            if "hypothetical" in (signing.status, act.status) and act.status != "occurred" or act.sentence in signed or refused and signing.status != "negated":
                continue
            if refused and keeps_out(reading.text, act.trigger.start, reading.sentences[act.sentence]):
                continue
            for signer in act.signers:
                named = {r.person for r in cast.within(signer.start, signer.end) if r.kind == "name" and not _has_others_sign(reading.text, r, act.trigger)}
                named -= cast.absent | {person for index, person in watched if index == act.sentence} | (deputies if refused else set())
                added += [RoleMention(person, "signatory", signing.key, act.rule_id, act.trigger.start, act.trigger.end)
                          for person in collect_after(reading, cast, signer.start, signer.end, strict=True)
                          if person in named and (not refused or withholds(reading, signings, signing.key, person))]
    return added


def _has_others_sign(text: str, reference: Reference, trigger: Span) -> bool:
    """`Sekda X mengingatkan ASN telah meneken pakta`, `menurut X terdapat 12 lurah yang meneken`: X reports what others do."""
    if pattern_of(r",\s+(?:{said}|{citing}|{reports})\s+(?:[A-Z][\w/-]*\s+)*$", "speech").search(text[max(0, reference.start - 60):reference.name.start if reference.name else reference.start]):
        return True  # `Garut, sebut |Kajati X|, meneken bulan depan`: told in an aside
    if heads_relative(text[reference.end:max(trigger.start, reference.end)]):
        return True
    between = text[trigger.end:max(trigger.end, reference.start)]
    if re.search(r"\boleh\b", between) and set(load_words("roles", "other_acts")) & set(split_gap(between)):
        return True  # `Penandatanganan itu dilanjutkan kuliah umum oleh X`
    words = {word.lower() for word in split_gap(text[reference.end:max(trigger.start, reference.end)])}
    return bool(words & ({*load_words("speech", "reports"), *load_words("roles", "existentials"), *load_words("roles", "has_others")} - set(load_words("speech", "controls"))))
