"""Which part each person has in a signing: cues point to people, people are tied to the signing the cue belongs to.

`Pakta diteken Bupati X, disaksikan Kapolres Y` -> X signatory, Y witness. Who speaks is found in `speakers`, who stands in
for whom in `standins`; the words are in `rules/roles.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.cast import Cast, Reference, split_gap
from extract.ceremony import (
    choose_signing,
    follows_signer,
    holds_office,
    is_near_signing,
    is_refused,
    is_signed,
    is_signed_here,
    is_signing_group,
    is_told_of_agreement,
    is_undone,
    keeps_out,
    names_party,
    speaks_for_party,
    stands_for_party,
    stays_back,
)
from extract.lineup import MAX_GAP, collect_after, is_joint, joined_after, resolve_group
from extract.members import list_act_signers, list_group_deputies, list_group_members
from extract.records import Hit, Reading, RoleMention, Sentence, Signing, Span
from extract.ruleset import load_words
from extract.sentences import rule_finder
from extract.speakers import find_speakers, resolve_pronoun
from extract.standins import StandIn, find_stand_ins, list_deputies_of_guests, list_deputies_present, list_stand_in_roles, office_in

MAX_NEAR = 60  # characters after a verb within which `bersama` names who did it too


def find_roles(reading: Reading, signings: Sequence[Signing]) -> tuple[RoleMention, ...]:
    """All roles of all persons, in text order, one for each cue."""
    if not reading.persons:
        return ()
    cast = Cast(reading)
    cues = _find_cues(reading)
    speakers = find_speakers(reading, cast)
    pairs = find_stand_ins(reading, cast, cues)
    cast.absent.update(pair.absent for pair in pairs if pair.absent is not None)
    signing_of = {cue.start: choose_signing(reading, signings, Span(cue.start, cue.end), cue.value["role"]) for cue in cues}
    found = speakers + list_stand_in_roles(pairs, signing_of)
    for cue in cues:
        scope = _scope(reading, cues, cue)
        found += _read_cue(reading, cast, cues, cue, scope, signings, signing_of[cue.start], speakers, pairs)
    found += list_act_signers(reading, cast, signings, found)
    found += list_group_deputies(reading, signings, pairs, found)
    found += list_deputies_present(pairs, signing_of, found)
    found += list_deputies_of_guests(reading, pairs, found)
    found += list_group_members(reading, signings, found)
    return tuple(sorted(dict.fromkeys(found), key=lambda role: (role.start, role.end, role.person)))


def _find_cues(reading: Reading) -> list[Hit]:
    """Cues in text order; a longer cue of the same role swallows a shorter one, a pseudo-cue everything inside it."""
    hits = rule_finder("roles").find(reading.doc)
    pseudo = [hit for hit in hits if hit.value["role"] == "none"]
    kept: list[Hit] = []
    for hit in hits:
        if hit.value["role"] == "none" or any(p.start < hit.end and hit.start < p.end for p in pseudo):
            continue
        if any(k.start <= hit.start and hit.end <= k.end and k.value["role"] == hit.value["role"] for k in kept):
            continue
        quoted = _is_quoted(reading, hit.start)
        if hit.value["role"] == "signatory" and not hit.value.get("quoted") or quoted == bool(hit.value.get("quoted")):
            kept.append(hit)
    return [hit for hit in kept if not hit.value.get("yields") or not any(k.value["role"] == "witness" and k.start < hit.end and hit.start < k.end for k in kept)]


def _scope(reading: Reading, cues: list[Hit], cue: Hit) -> Sentence:
    """The sentence of a cue, cut where the next cue with a list of its own begins."""
    sentence = reading.sentence_at(cue.start)
    sentence = replace(sentence, end=_list_end(reading, sentence))
    ends = [other.start for other in cues if cue.end <= other.start < sentence.end and other.value["points"] == "after" and not other.value.get("for_party")
            and (not other.value.get("link") or _find_link(reading.text, other.end, sentence.end))]
    return replace(sentence, end=min(ends, default=sentence.end))


def _list_end(reading: Reading, sentence: Sentence) -> int:
    """`Yang hadir:` and the numbered or dotted lines below it are one list; else where the sentence ends."""
    match = re.match(r"(?:[ \t]*\n+[ \t]*(?:\d{1,2}[.)]|[a-z][.)]|[-–•*·])[ \t]+[^\n]+)+", reading.text[sentence.end:])
    return sentence.end + match.end() if match and reading.text[:sentence.end].rstrip().endswith(":") else sentence.end


def _is_quoted(reading: Reading, offset: int) -> bool:
    return any(quote.start <= offset < quote.end for quote in reading.quotes)


# --- one cue ----------------------------------------------------------------------------------------------------
def _read_cue(reading: Reading, cast: Cast, cues: list[Hit], cue: Hit, scope: Sentence, signings: Sequence[Signing], signing: int | None,
              speakers: list[RoleMention], pairs: list[StandIn]) -> list[RoleMention]:
    """The roles that one cue gives, without people who are represented in its sentence."""
    role = cue.value["role"]
    sentence = reading.sentence_at(cue.start)
    if role == "representative" or role == "signatory" and not is_signed(signings, signing):
        return []
    if cue.value.get("signing_here") and not is_signed_here(cues, cue, signings, sentence):
        return []
    if cue.value.get("members") and (not is_signing_group(reading, signings, sentence) or stays_back(reading, sentence) and not is_undone(signings, signing)):
        return []
    if cue.value.get("in_turn") and not follows_signer(reading, cast, cues, cue, sentence):
        return []
    if cue.value.get("near_signing") and not is_near_signing(reading, signings, sentence):
        return []
    refused = role == "signatory" and is_refused(reading.text, cue.start, sentence)
    if refused and (not is_undone(signings, signing) or keeps_out(reading.text, cue.start, sentence)):
        return []
    if cue.value.get("facing") and not is_told_of_agreement(signings, sentence):
        return []
    if cue.value.get("own_body") and not names_party(reading, cue, sentence, signings):
        return []
    if cue.value.get("for_party") and not stands_for_party(reading, cues, cue, sentence, signings, pairs):
        return []
    absent = {pair.absent for pair in pairs if sentence.start <= pair.cue.start < sentence.end}
    pointed = _people_at(reading, cast, cue, scope, speakers) or _listed_next(reading, cast, cues, cue, sentence)
    people = dict.fromkeys(person for person in pointed if person not in absent)
    if cue.value.get("facing") and len(people) < 2:
        return []
    if cue.value.get("for_unit"):
        people = {person: None for person in people if speaks_for_party(reading, person, signings, signing)}
    return [RoleMention(person, role, signing, cue.rule_id, cue.start, cue.end) for person in people if not refused or holds_office(reading, person)]


def _people_at(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, speakers: list[RoleMention]) -> list[int]:
    """The persons a cue points to."""
    points, single = cue.value["points"], cue.value.get("list") is False
    if points == "speaker":
        return _speaking_at(reading, cast, cue, speakers)
    if points == "self":
        person = resolve_pronoun(reading, cast, Span(cue.start, cue.end), reading.sentence_at(cue.start), _floor_at(reading, speakers, cue.start))
        return [] if person is None else [person]
    if points == "nearest":
        nearest = next((r for r in reversed(cast.within(sentence.start, cue.start)) if r.person is not None), None)
        if nearest is not None and not split_gap(reading.text[nearest.end:cue.start]):
            return [nearest.person]
        return _collect_before(reading, cast, cue, sentence, speakers)
    if cue.value.get("nobody_after") and cast.after_cue(cue.end, sentence.end) is not None:
        return []
    if cue.value.get("inverted") and cast.subject_before(sentence.start, cue.start) is not None:
        return []
    if points in ("before", "either", "both"):
        if _is_negated(reading.text, cue, sentence) and cue.value["role"] != "signatory":
            return []
        before = _collect_before(reading, cast, cue, sentence, speakers) or _speaking_in(reading, cast, cue, sentence, speakers)
        before = before or _subject_to_come(reading.text, cast, cue, sentence)
        if points == "before" and cue.value.get("partner"):
            return before + _collect_partners(reading, cast, cue, sentence)
        if before and not single and (too := re.match(rf"[^.;!?]{{0,{MAX_NEAR}}}?,\s*(?:{'|'.join(load_words('roles', 'likewise'))})\b", reading.text[cue.end:sentence.end])):
            return before + collect_after(reading, cast, cue.end + too.end(), sentence.end)
        if before and not single and cue.value["role"] in ("witness", "attendee"):
            before += _collect_partners(reading, cast, cue, sentence, near=True)
        if points == "before" or points == "either" and before:
            return before[:1] if single else before
        if cue.value.get("accompanies"):
            return _collect_company(reading, cast, cue, sentence)
        return before + collect_after(reading, cast, cue.end, sentence.end, pause=points == "either")
    start = _find_link(reading.text, cue.end, sentence.end) if cue.value.get("link") else cue.end
    strict = cue.value["role"] in ("signatory", "host")
    after = collect_after(reading, cast, start, sentence.end, strict) if start else []
    return after[:1] if single else after


def _listed_next(reading: Reading, cast: Cast, cues: list[Hit], cue: Hit, sentence: Sentence) -> list[int]:
    """`Sejumlah pejabat menjadi saksi. |Yakni Bupati X dan Kapolres Y|`: nobody is named beside the last cue, and the next sentence is a list."""
    if cue.value["points"] not in ("after", "either", "both") or any(cue.end <= other.start < sentence.end for other in cues):
        return []
    if cue.value.get("link") and not _find_link(reading.text, cue.end, sentence.end) or any(r.person is not None for r in cast.within(sentence.start, sentence.end)):
        return []
    following = reading.sentences[min(sentence.index + 1, len(reading.sentences) - 1)]
    openers = "|".join(sorted(load_words("roles", "list_sentences"), key=len, reverse=True))
    opener = re.match(rf"(?i)(?:{openers})\b:?", reading.text[following.start:following.end]) if following.start > cue.start else None
    start = following.start + opener.end() if opener else 0
    return collect_after(reading, cast, start, following.end) if start and cast.after_cue(start, following.end) else []


def _collect_company(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> list[int]:
    """`Tampak mendampingi Bupati X, |Sekda Y dan Camat Z|`: behind the one who is accompanied."""
    led = cast.after_cue(cue.end, sentence.end, close=True)
    at_once = led is not None and led.kind == "name" and cue.start == sentence.start and "," not in reading.text[cue.end:led.start]
    if at_once and re.match(r"\s+(?:dan|serta)\b", reading.text[led.end:sentence.end]):
        if not any(r.person == led.person for r in cast.within(0, cue.start)):
            return collect_after(reading, cast, cue.end, sentence.end)  # `Turut mendampingi Kadiv X dan Kadiv Y`: both new, nobody led
    start = led.end if led is not None and led.kind != "group" and "," not in reading.text[cue.end:led.start] else cue.end
    comma = re.match(r"[^,.;]{0,40},\s+", reading.text[start:sentence.end])
    company = collect_after(reading, cast, start + (comma.end() if comma else 0), sentence.end)
    return company or (collect_after(reading, cast, cue.start, sentence.end) if cue.start == sentence.start else [])  # `Turut mendampingi Kasi Datun X`


def _find_link(text: str, start: int, end: int) -> int | None:
    """Where the agents of a noun begin: `penandatanganan itu dilakukan oleh` -> after `oleh`."""
    links, others = "|".join(load_words("roles", "agent_links")), set(load_words("roles", "other_acts"))
    for match in re.finditer(rf"\b(?:{links})\b(?! lain\b)", re.match(r"[^.!?\"“”]{0,170}", text[start:end])[0]):
        if match[0] != "oleh" or not others & set(split_gap(text[start:start + match.start()])):  # `…, dilanjutkan kuliah umum oleh X`
            return start + match.end()
    return None


def _is_negated(text: str, cue: Hit, sentence: Sentence) -> bool:
    if set(split_gap(text[cue.end:min(cue.end + 30, sentence.end)])[:2]) & set(load_words("roles", "called_off")):  # `hadir batal datang`
        return True
    words = [word.lower() for word in split_gap(text[max(sentence.start, cue.start - 40):cue.start])][-3:]
    undone = {words[i] for i in range(len(words) - 1) if words[i + 1] in load_words("roles", "limits")}  # `tak ketinggalan`
    return bool((set(words) - undone) & set(load_words("roles", "negations")))


def _speaking_in(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, speakers: list[RoleMention]) -> list[int]:
    """`…," ujarnya saat membuka acara`: whoever speaks in the sentence does what the phrase of time says."""
    said = [s for s in speakers if sentence.start <= s.start < cue.start]
    if not said:
        return []
    if said[-1].rule_id == "speech.active" and re.search(r",\s+[A-Z]", reading.text[cue.end:sentence.end]):
        return []
    named = [r.end for r in cast.within(said[-1].start, cue.start) if r.end <= cue.start]
    gap = reading.text[max(named, default=said[-1].end):cue.start]
    if named and said[-1].rule_id != "speech.active" and cue.value["role"] == "host" and re.fullmatch(r"(?:,\s*[SMAD]\.[\w.]+)*,\s+", gap):
        return [said[-1].person]  # `…," pesan Bupati X, membuka acara`
    if len(split_gap(gap)) > MAX_GAP or not re.search(rf"(?:^|,)\s*(?:\w+\s+)?(?:{'|'.join(load_words('roles', 'meanwhile'))})\b[^,]*$", gap):
        return []
    return [said[-1].person]


def _subject_to_come(text: str, cast: Cast, cue: Hit, sentence: Sentence) -> list[int]:
    """`Usai meneken pakta, Bupati X pulang`: a phrase of time at the head of a sentence shares the subject after its comma."""
    if not re.fullmatch(rf"(?i)\W*(?:{'|'.join(load_words('roles', 'meanwhile'))})\s+(?:\w+\s+)?", text[sentence.start:cue.start]):
        return []
    for reference in cast.within(cue.end, sentence.end):
        if re.search(r",\s*$", text[cue.end:reference.start]) and reference.kind == "name":
            return [reference.person]
    return []


def _speaking_at(reading: Reading, cast: Cast, cue: Hit, speakers: list[RoleMention]) -> list[int]:
    """Whoever says `saya` in the quotation around the cue."""
    for quote in reading.quotes:
        if quote.start <= cue.start < quote.end and quote.speaker is not None:
            reference = next((r for r in cast.references if r.start <= quote.speaker.start and quote.speaker.end <= r.end), None)
            if reference is not None and reference.person is not None:
                return [reference.person]
            return [s.person for s in speakers if quote.cue is not None and s.start == quote.cue.start][:1]
    return []


# --- lists of people --------------------------------------------------------------------------------------------
def _collect_before(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, speakers: list[RoleMention]) -> list[int]:
    """The subject of a cue and the people joined to it: `Bupati X bersama Kapolres Y menyaksikan`."""
    text = reading.text
    start = max([sentence.start] + [quote.end for quote in reading.quotes if sentence.start < quote.end <= cue.start])
    if cue.value["role"] == "signatory" and (main := _before_company(text, cast, start, cue.start)):
        return main
    subject = cast.subject_before(start, cue.start) or _main_subject(text, cast, start, cue, sentence.end)
    if subject is None or subject.kind == "office" and subject.person in cast.absent:
        return []
    if subject.kind == "group":
        return resolve_group(reading, cast, subject)
    if subject.person is None:
        if cue.value["role"] == "signatory" and _is_unnamed(reading, cast, sentence):
            return []
        person = resolve_pronoun(reading, cast, subject, sentence, _floor_at(reading, speakers, cue.start))
        return [] if person is None else [person]
    found = [subject.person] + [r.person for r in joined_after(text, cast, subject, cue.start)]
    position = subject.start
    if re.match(r"\s*,?\s*yang\b", text[subject.end:cue.start]) and not _opens_pair(text, cast, start, subject):
        return found
    for reference in reversed(cast.within(start, subject.start)):
        if reference.person is None or reference.end > position:
            continue
        if not is_joint(text[reference.end:position]):
            break
        found.append(reference.person)
        position = reference.start
    return found


def _opens_pair(text: str, cast: Cast, start: int, subject: Reference) -> bool:
    """`|Dandim X dan Kapolres Y| yang datang belakangan ikut menyaksikan`: both, where the first opens the sentence."""
    before = [r for r in cast.within(start, subject.start) if r.person is not None]
    return len(before) == 1 and not text[start:before[0].start].strip() and bool(re.fullmatch(r"\s+(?:dan|serta|bersama)\s+", text[before[0].end:subject.start]))


def _floor_at(reading: Reading, speakers: list[RoleMention], offset: int) -> tuple[int, int] | None:
    """Sentence and person of whoever spoke last."""
    return next(((reading.sentence_at(s.start).index, s.person) for s in reversed(speakers) if s.start < offset), None)


def _is_unnamed(reading: Reading, cast: Cast, sentence: Sentence) -> bool:
    """`Satu kepala daerah, yakni Bupati Tebo, absen. |Ia| …`: the sentence before is about an office whose holder nobody names."""
    last = reading.sentences[max(sentence.index - 1, 0)]
    named = any(r.person is not None for r in cast.within(last.start, last.end))
    return not named and last.index != sentence.index and office_in(reading.text, last.start, last.end) is not None


def _before_company(text: str, cast: Cast, start: int, end: int) -> list[int]:
    """`Ketua X, |didampingi Anggota Y dan Z,| meneken`: those before the company sign, the company does not; empty where there is none."""
    found = list(re.finditer(rf",?\s+(?:yang\s+)?(?:(?:turut|juga|langsung)\s+)?(?:{'|'.join(load_words('roles', 'company'))})\b[^;\"“”]*$", text[start:end]))
    if not found:
        return []
    cut = start + found[0].start()
    named = [r for r in cast.within(start, cut) if r.person is not None and r.end <= cut]
    within = [r for r in cast.within(cut, end) if r.person is not None]
    if not named or not within or text[named[-1].end:cut].strip() or not _is_closed(text, within, end):
        return []
    people, position = [named[-1].person], named[-1].start
    for reference in reversed(named[:-1]):
        if reference.end > position or not is_joint(text[reference.end:position]):
            break
        people.append(reference.person)
        position = reference.start
    return list(dict.fromkeys(people))


def _is_closed(text: str, company: list[Reference], end: int) -> bool:
    """The list of the company goes on to a comma or to the verb itself, with no verb of its own."""
    return all(is_joint(text[a.end:b.start]) for a, b in pairwise(company) if a.end <= b.start) and len(split_gap(text[company[-1].end:end])) < 8


def _main_subject(text: str, cast: Cast, start: int, cue: Hit, end: int) -> Reference | None:
    """`Bupati X dan Rektor Y bertukar naskah usai meneken`: a phrase of time shares the subject that opens the sentence."""
    if not re.search(rf"\b(?:{'|'.join(load_words('roles', 'meanwhile'))})\s+(?:\w+\s+)?$", text[start:cue.start]):
        return None
    first = next(iter(cast.within(start, cue.start)), None)
    if first is None or first.kind in ("pronoun", "group") or first.end > cue.start:
        return None
    reported = set(split_gap(text[first.end:cue.start])) & set(load_words("speech", "reports"))
    if reported and re.search(r",\s+[A-Z]", text[cue.end:end]):
        return None  # `X yakin sebelum meneken naskah, Presiden sudah …`: the phrase belongs to the clause that follows
    opened = re.fullmatch(r"(?:[^a-z]{2,40}[-–—:]\s*|\w[\w\s]{0,40},\s*)?", text[start:first.start])  # a dateline, or a few words and a comma
    return first if opened else None


def _collect_partners(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, near: bool = False) -> list[int]:
    """Those signed with: `… dengan Rektor X dan Rektor Y`; `near`: at once, `menyaksikan bersama Kapolres X`."""
    text = reading.text
    links = "|".join(load_words("roles", "near_links" if near else "partner_links"))
    for match in re.finditer(rf"\b(?:{links})\b", text[cue.end:min(sentence.end, cue.end + MAX_NEAR) if near else sentence.end]):
        at = cue.end + match.end()
        first = next(iter(cast.within(at, sentence.end)), None)
        if first is None:
            return []
        if first.person is not None and cast.after_cue(at, sentence.end) == first:
            return collect_after(reading, cast, at, sentence.end)
    return []
