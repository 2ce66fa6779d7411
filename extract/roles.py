"""Which part each person has in a signing: cues point to people, people are tied to the signing the cue belongs to.

`Pakta diteken Bupati X, disaksikan Kapolres Y` -> X signatory, Y witness. Who speaks is found in `speakers`, who stands in
for whom in `standins`; the words are in `rules/roles.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.cast import Cast, split_gap
from extract.ceremony import (
    choose_signing,
    follows_signer,
    is_near_signing,
    is_refused,
    is_roll_call,
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
    withholds,
)
from extract.doers import collect_before, collect_company, collect_partners, find_link, last_speaker, speaking_in, subject_to_come
from extract.due import list_due_signers
from extract.lineup import collect_after, collect_behind_verb
from extract.members import is_member, list_act_signers, list_group_deputies, list_group_members, list_heads_of_parties
from extract.records import Hit, Reading, RoleMention, Sentence, Signing, Span
from extract.ruleset import load_family, load_words
from extract.sentences import rule_finder
from extract.speakers import find_speakers, resolve_pronoun
from extract.standins import StandIn, find_stand_ins, list_deputies_of_guests, list_deputies_present, list_stand_in_roles

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
    found += list_due_signers(reading, cast, signings, found)
    found += list_group_members(reading, signings, found)
    found += list_heads_of_parties(reading, signings, found)
    found += list_group_deputies(reading, signings, pairs, found)
    found += list_deputies_present(pairs, signing_of, found)
    found += list_deputies_of_guests(reading, pairs, found)
    return tuple(sorted(dict.fromkeys(_without_lesser(_without_absent(found))), key=lambda role: (role.start, role.end, role.person)))


def _without_absent(found: list[RoleMention]) -> list[RoleMention]:
    """Whoever is represented did nothing there, but may have spoken elsewhere."""
    absent = {role.person for role in found if role.role == "represented"}
    return [role for role in found if role.person not in absent or role.role in ("represented", "speaker")]


def _without_lesser(found: list[RoleMention]) -> list[RoleMention]:
    """Whoever swears others in and signs with them is told of as one who signs."""
    lesser = {rule.id for rule in load_family("roles").rules if rule.value.get("others_sign")}
    signed = {role.person for role in found if role.role == "signatory"}
    return [role for role in found if role.rule_id not in lesser or role.person not in signed]


def _find_cues(reading: Reading) -> list[Hit]:
    """Cues in text order; a longer cue of the same role swallows a shorter one, a pseudo-cue everything inside it."""
    hits = rule_finder("roles").find(reading.doc)
    pseudo = [hit for hit in hits if hit.value["role"] == "none"]
    kept: list[Hit] = []
    for hit in hits:
        if hit.value["role"] == "none" or any(p.start < hit.end and hit.start < p.end for p in pseudo):
            continue
        if not hit.value.get("engaged") and any(k.start <= hit.start and hit.end <= k.end and k.value["role"] == hit.value["role"] and not k.value.get("engaged") for k in kept):
            continue
        quoted = _is_quoted(reading, hit.start)
        if hit.value["role"] == "signatory" and not hit.value.get("quoted") or quoted == bool(hit.value.get("quoted")):
            kept.append(hit)
    return [hit for hit in kept if not hit.value.get("yields") or not any(k.value["role"] == "witness" and k.start < hit.end and hit.start < k.end for k in kept)]


def _scope(reading: Reading, cues: list[Hit], cue: Hit) -> Sentence:
    """The sentence of a cue, cut where the next cue with a list of its own begins."""
    sentence = reading.sentence_at(cue.start)
    sentence = replace(sentence, end=_list_end(reading, sentence))
    ends = [other.start for other in cues if cue.end <= other.start < sentence.end and other.value["points"] == "after" and not other.value.keys() & {"for_party", "engaged", "shares"}
            and (not other.value.get("link") or find_link(reading.text, other.end, sentence.end))]
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
    if role in ("host", "attendee") and is_roll_call(signings, signing):
        return []
    if cue.value.get("signing_here") and not is_signed_here(cues, cue, signings, sentence):
        return []
    if cue.value.get("members") and (not is_signing_group(reading, signings, sentence) or stays_back(reading, sentence) and not is_undone(signings, signing)):
        return []
    if cue.value.get("next_to_act") and not any(act.sentence == sentence.index - 1 for s in signings for act in s.acts):
        return []
    if cue.value.get("in_turn") and not follows_signer(reading, cast, cues, cue, sentence):
        return []
    if cue.value.get("near_signing") and not is_near_signing(signings, sentence):
        return []
    refused = role == "signatory" and is_refused(reading.text, cue.start, sentence)
    if refused and (not is_undone(signings, signing) or keeps_out(reading.text, cue.start, sentence)):
        return []
    if cue.value.get("engaged") and not any(s.key == signing and s.instrument == "contract" for s in signings):
        return []
    if cue.value.get("facing") and not is_told_of_agreement(signings, sentence):
        return []
    if cue.value.get("own_body") and not names_party(reading, cue, sentence, signings):
        return []
    if cue.value.get("for_party") and not stands_for_party(reading, cues, cue, sentence, signings, pairs):
        return []
    absent = {pair.absent for pair in pairs if sentence.start <= pair.cue.start < sentence.end}
    pointed = _people_at(reading, cast, cue, scope, speakers) or _listed_next(reading, cast, cues, cue, sentence)
    besides = _named_besides(reading, cast, cue, sentence) if pointed and cue.value["points"] in ("after", "either") else []
    people = dict.fromkeys(person for person in besides + pointed if person not in absent)
    if cue.value.get("facing") and len(people) < 2:
        return []
    if cue.value.get("for_unit"):
        people = {person: None for person in people if speaks_for_party(reading, person, signings, signing)}
    if cue.value.get("of_group"):
        people = {person: None for person in people if is_member(reading, signings, person)}
    if refused:  # who refuses for another withholds the signature of that other
        people = {person: None for person in people if person not in {pair.deputy for pair in pairs}}
    return [RoleMention(person, role, signing, cue.rule_id, cue.start, cue.end) for person in people if not refused or withholds(reading, signings, signing, person)]


def _people_at(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, speakers: list[RoleMention]) -> list[int]:
    """The persons a cue points to."""
    points, single = cue.value["points"], cue.value.get("list") is False
    if points == "speaker":
        return _speaking_at(reading, cast, cue, speakers)
    if points == "self":
        person = resolve_pronoun(reading, cast, Span(cue.start, cue.end), reading.sentence_at(cue.start), last_speaker(reading, speakers, cue.start))
        return [] if person is None else [person]
    if points == "nearest":
        nearest = next((r for r in reversed(cast.within(sentence.start, cue.start)) if r.person is not None), None)
        if nearest is not None and not split_gap(reading.text[nearest.end:cue.start]):
            return [nearest.person]
        return collect_before(reading, cast, cue, sentence, speakers)
    if cue.value.get("nobody_after") and cast.after_cue(cue.end, sentence.end) is not None:
        return []
    if cue.value.get("inverted") and cast.subject_before(sentence.start, cue.start) is not None:
        return []
    if points in ("before", "either", "both"):
        if _is_negated(reading.text, cue, sentence) and cue.value["role"] != "signatory":
            return []
        if points == "before" and (behind := collect_behind_verb(reading, cast, cue, sentence)):
            return behind
        before = collect_before(reading, cast, cue, sentence, speakers) or speaking_in(reading, cast, cue, sentence, speakers)
        before = before or subject_to_come(reading.text, cast, cue, sentence)
        if points == "before" and cue.value.get("partner"):
            return before + collect_partners(reading, cast, cue, sentence)
        if before and not single and (too := re.match(rf"[^.;!?]{{0,{MAX_NEAR}}}?,\s*(?:{'|'.join(load_words('roles', 'likewise'))})\b", reading.text[cue.end:sentence.end])):
            return before + collect_after(reading, cast, cue.end + too.end(), sentence.end)
        if before and not single and cue.value["role"] in ("witness", "attendee"):
            before += collect_partners(reading, cast, cue, sentence, near=True)
        if points == "before" or points == "either" and before:
            return before[:1] if single else before
        if cue.value.get("accompanies"):
            return collect_company(reading, cast, cue, sentence)
        return before + collect_after(reading, cast, cue.end, sentence.end, pause=points == "either")
    start = find_link(reading.text, cue.end, sentence.end) if cue.value.get("link") else cue.end
    if cue.value.get("engaged") and cast.after_cue(cue.end, sentence.end, close=True) is None:
        return []
    if cue.value.get("at_once") and re.match(r"(?: [a-z]+)+,", reading.text[cue.end:sentence.end]):  # `Di hadapan notaris, Direktur X meneken`
        return []
    strict = cue.value["role"] in ("signatory", "host")
    after = collect_after(reading, cast, start, sentence.end, strict) if start else []
    return after[:1] if single else after


def _listed_next(reading: Reading, cast: Cast, cues: list[Hit], cue: Hit, sentence: Sentence) -> list[int]:
    """`Sejumlah pejabat menjadi saksi. |Yakni Bupati X dan Kapolres Y|`: nobody is named beside the last cue, and the next sentence is a list."""
    if cue.value["points"] not in ("after", "either", "both") or any(cue.end <= other.start < sentence.end for other in cues):
        return []
    if cue.value.get("link") and not find_link(reading.text, cue.end, sentence.end) or any(r.person is not None for r in cast.within(sentence.start, sentence.end)):
        return []
    following = reading.sentences[min(sentence.index + 1, len(reading.sentences) - 1)]
    openers = "|".join(sorted(load_words("roles", "list_sentences"), key=len, reverse=True))
    opener = re.match(rf"(?i)(?:{openers})\b:?", reading.text[following.start:following.end]) if following.start > cue.start else None
    start = following.start + opener.end() if opener else 0
    return collect_after(reading, cast, start, following.end) if start and cast.after_cue(start, following.end) else []


def _named_besides(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> list[int]:
    """`|Selain Bupati X|, hadir Kapolres Y`: both."""
    opens = re.match(rf"(?:{'|'.join(load_words('roles', 'besides'))})\s[^;:]*,\s+(?:\w+\s+)?$", reading.text[sentence.start:cue.start], re.IGNORECASE)
    return [r.person for r in cast.within(sentence.start, cue.start) if r.kind == "name" and r.person is not None] if opens else []


def _is_negated(text: str, cue: Hit, sentence: Sentence) -> bool:
    if set(split_gap(text[cue.end:min(cue.end + 30, sentence.end)])[:2]) & set(load_words("roles", "called_off")):  # `hadir batal datang`
        return True
    words = [word.lower() for word in split_gap(text[max(sentence.start, cue.start - 40):cue.start])][-3:]
    undone = {words[i] for i in range(len(words) - 1) if words[i + 1] in load_words("roles", "limits")}  # `tak ketinggalan`
    return bool((set(words) - undone) & set(load_words("roles", "negations")))


def _speaking_at(reading: Reading, cast: Cast, cue: Hit, speakers: list[RoleMention]) -> list[int]:
    """Whoever says `saya` in the quotation around the cue."""
    for quote in reading.quotes:
        if quote.start <= cue.start < quote.end and quote.speaker is not None:
            reference = next((r for r in cast.references if r.start <= quote.speaker.start and quote.speaker.end <= r.end), None)
            if reference is not None and reference.person is not None:
                return [reference.person]
            return [s.person for s in speakers if quote.cue is not None and s.start == quote.cue.start][:1]
    return []
