"""The parties of one act of signing as the table shows them: from its mentions, from where the article tells of both sides, in their longest form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extract.gazetteer import is_state
from extract.grammar import pattern_of
from extract.implied import imply_parties
from extract.organizations import normalise_organization
from extract.parties import same_party
from extract.records import Act, Reading, Signing
from extract.ruleset import load_words, word_set


def name_parties(reading: Reading, kind: str, acts: list[Act], first: bool = True) -> tuple[str, ...]:
    """The parties of an act, those of the first one told in the longest form that the article has of them; both sides of an agreement where it names them elsewhere."""
    found = _tidy_all(_parties(reading, acts))
    if kind in word_set("parties", "mutual_kinds") and len(found) < 2:
        pair = _partners(reading, acts)
        if pair and len(found) == 1 and found[0].lower().split()[0] in word_set("parties", "both"):
            found = pair  # `diteken kedua kepala lembaga`
        if not found or any(same_party(p, f) for p in pair for f in found):
            found += [p for p in pair if not any(same_party(p, f) for f in found)]
    if kind in word_set("parties", "mutual_kinds") | word_set("parties", "government_kinds"):  # a decree is signed by the offices
        found = list(dict.fromkeys(_government_of(reading, _without_office(party)) for party in found))
    if not found or kind in word_set("parties", "sided_kinds") and all(_points_back(party) for party in found):
        found = _tidy_all(imply_parties(reading, kind, acts)) or found
    if kind == "grant_agreement" and found and not any(gives(p) for p in found) and (grantor := _grantor(reading)):
        found.insert(0, grantor)
    found = [party for party in found if not _is_one_person(kind, party, found)]
    return tuple(dict.fromkeys(_long_form(reading, party) if first else party for party in found))


def _tidy_all(parties: Sequence[str]) -> list[str]:
    return [tidied for party in parties if (tidied := _tidy(party))]


def _tidy(party: str) -> str:
    """`waktu itu paguyuban` -> `paguyuban`, `2024 semua camat` -> `semua camat`; nothing for `orang pertama`."""
    low = party.lower()
    opener = next((o for o in word_set("parties", "party_openers") if low.startswith(o + " ")), "")
    closer = next((c for c in word_set("parties", "party_closers") if low.endswith(" " + c)), "")
    party = party[len(opener) : len(party) - len(closer)].strip()
    words = party.split()
    if len(words) > 1 and re.fullmatch(r"(?:19|20)\d\d", words[0]) and words[1].lower() in word_set("parties", "all_of"):
        words = words[1:]
    return "" if party.lower() in word_set("parties", "no_parties") else " ".join(words)


def _is_one_person(kind: str, party: str, found: list[str]) -> bool:
    """`Bupati Buton Selatan` under a decree, `Ketua Bawaslu` alone under a pact: who signs is a person."""
    if len(found) > 1:
        return False
    if kind in word_set("parties", "single_kinds") and pattern_of(r"(?i:{regional_heads}) (?!{and_words}\b|{all_over}\b)[A-Z](?!.* (?:{and_words}|{all_over})\b)", "parties").match(party):
        return True
    return kind in word_set("parties", "group_kinds") and party.split()[0].lower() in word_set("parties", "chairs") and _without_office(party) != party


def complete_sides(reading: Reading, signings: Sequence[Signing]) -> tuple[Signing, ...]:
    """`MoU dengan Universitas Anu belum diteken`: the other side of an agreement of which one is told."""
    done: list[Signing] = []
    for signing in signings:
        alone = len(signing.parties) == 1 and signing.instrument in word_set("parties", "mutual_kinds")
        host = _own_side(reading, signing) or _host(reading, signing, signings) if alone else None
        done.append(replace(signing, parties=(host, *signing.parties)) if host else signing)
    return tuple(done)


def _own_side(reading: Reading, signing: Signing) -> str | None:
    """`Meridian meneken nota dengan PT Anu`: the subject is the short name of a body of the article."""
    known = signing.parties[0]
    for act in signing.acts:
        for signer in act.signers:
            if signer.start >= act.trigger.start:
                continue
            words = reading.text[signer.start : signer.end].split()
            named = [m.text for m in reading.entities if m.label == "ORG" and "\n" not in m.text and words and words[0][0].isupper() and _is_short_for(" ".join(words), m.text)]
            side = next((name for name in sorted(named, key=len, reverse=True) if not same_party(name, known)), None)
            if side:
                return side
    return None


def _is_short_for(short: str, name: str) -> bool:
    """`Meridian` of `Meridian Energi Natuna Ltd`, `SML` of `PT Serapung Marga Lestari (SML)`."""
    words = [w for w in re.findall(r"\w+", name) if w.lower() not in word_set("parties", "companies")]
    own = re.findall(r"\w+", short)
    return own == words[: len(own)] or len(own) == 1 and own[0] in re.findall(r"\((\w+)\)", name)


def _host(reading: Reading, signing: Signing, others: Sequence[Signing]) -> str | None:
    """The side of the agreements told beside, of several the one that the article names most."""
    pairs = [other.parties for other in others if other is not signing and other.instrument in word_set("parties", "mutual_kinds") and len(other.parties) > 1]
    known = signing.parties[0]
    pairs = [pair for pair in pairs if not any(same_party(known, party) for party in pair)]
    named = [m.text for m in reading.entities if m.label == "ORG"]
    return max(dict.fromkeys(party for pair in pairs for party in pair), key=lambda party: sum(same_party(party, name) for name in named), default=None)


def _points_back(party: str) -> bool:
    """`kedua perusahaan`, `pimpinan ketiganya`: bodies named elsewhere."""
    if party.islower() and party.split()[0] in word_set("parties", "office_heads") | word_set("parties", "single_offices"):
        return True  # `rektor dan kepala perwakilan`
    words = party.lower().split()
    return len(words) < 4 and bool(set(words) & word_set("parties", "pointing")) and bool(set(words) & (word_set("parties", "body_nouns") | word_set("signing", "pronoun_groups")))


def _without_office(party: str) -> str:
    """`Ketua Bawaslu Kulon Progo` -> `Bawaslu Kulon Progo`: for an agreement the body signs."""
    words = party.split()
    at = next((n for n, w in enumerate(words[1:4], start=1) if w in load_words("organizations", "heads")), None)
    return " ".join(words[at:]) if at and words[0].lower() in word_set("parties", "body_offices") else party


def _government_of(reading: Reading, party: str) -> str:
    """`Bupati Poso Verna` -> `Pemkab Poso`, where the article names it: for an agreement the government signs."""
    head = next((h for h in sorted(word_set("parties", "regional_heads"), key=len, reverse=True) if party.lower().startswith(h + " ")), None)
    area = party[len(head) + 1 :].split() if head else []
    if not area:
        return party
    named = [m.text for m in reading.entities if m.label == "ORG" and _is_government(m.text) and m.text.split()[-1] in area and "\n" not in m.text]
    return max(named, key=len, default=party)


def _is_government(name: str) -> bool:
    return name.lower().split()[0] in word_set("parties", "governments")


def _grantor(reading: Reading) -> str | None:
    """The government of which the article speaks: it is the one that gives."""
    named = [m.text for m in reading.entities if m.label == "ORG" and _is_government(m.text) and len(m.text.split()) > 1 and "\n" not in m.text]
    return max(dict.fromkeys(named), key=lambda name: (named.count(name), len(name)), default=None)


def _partners(reading: Reading, acts: list[Act]) -> list[str]:
    """`A menggandeng B`, `kerja sama A dengan B`: told near the act, in the lead or in the headline."""
    first = acts[0].sentence
    body = [s for s in reading.sentences if s.section == "body"]
    numbers = [first, *(n for n in (first - 1, first - 2) if n >= 0), *(s.index for s in body[:3]), *(s.index for s in reading.sentences if s.section == "title")]
    orgs = [m for m in reading.entities if m.label == "ORG" and m.text.lower() not in word_set("parties", "never")]
    for number in dict.fromkeys(numbers):
        sentence = reading.sentences[number]
        here = [m for m in orgs if sentence.start <= m.start < sentence.end]
        for cue in _partner_cue().finditer(reading.text, sentence.start, sentence.end):
            left = [m for m in here if m.end <= cue.start() and not re.search(r"[;:“”\"]", reading.text[m.end : cue.start()]) and cue.start() - m.end < 90]
            right = [m for m in here if 0 <= m.start - cue.end() < 60 and not re.search(r"[;:“”\"]", reading.text[cue.end() : m.start])]
            if left and right:
                return [left[0].text if len(left) < 3 else left[-1].text, right[0].text]
    return []


@lru_cache(maxsize=1)
def _partner_cue() -> re.Pattern[str]:
    words = sorted(word_set("parties", "partner_cues"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _long_form(reading: Reading, party: str) -> str:
    """`KPAI` -> `Komisi Perlindungan Anak Indonesia (KPAI)` where the article writes it so."""
    if " " in party or not party.isalnum() or not party[0].isupper():
        return _fullest(reading, party)
    for mention in reading.entities:
        behind = reading.text[mention.end : mention.end + len(party) + 3]
        if mention.label == "ORG" and len(mention.text.split()) > 1 and behind.startswith(f" ({party})"):
            return mention.text + f" ({party})"
    return party


def _fullest(reading: Reading, party: str) -> str:
    """`Bawaslu Maluku` -> `Badan Pengawas Pemilu (Bawaslu) Provinsi Maluku`: the longest way in which the article writes the same body."""
    if not any(m.label == "ORG" and (m.text in party or party in m.text) for m in reading.entities):
        return party
    name = normalise_organization(party)
    if name.region is None:
        return party
    alike = [m.text for m in reading.entities if m.label == "ORG" and len(m.text) > len(party) and "\n" not in m.text and reading.sentence_at(m.start).section == "body" and normalise_organization(m.text).organization_id == name.organization_id]
    return max(alike, key=len, default=party)


def _parties(reading: Reading, acts: list[Act]) -> tuple[str, ...]:
    """Surface strings of the parties: those of the mention that names most, others where it names fewer than two."""
    body = [a for a in acts if reading.sentences[a.sentence].section == "body" and (a.instrument_span or a.rule_id not in word_set("signing", "verb_rules"))] or acts
    ranked = sorted(body, key=lambda a: -len(a.parties)) + [a for a in acts if a not in body]
    ranked = [a for a in ranked if a.status == acts[0].status] or ranked
    chosen: list[str] = []
    for act in ranked:
        if len(chosen) >= 2 or chosen and reading.sentences[act.sentence].section == "title":
            break
        for span in act.parties:
            text = reading.text[span.start : span.end]
            if not any(same_party(text, other) for other in chosen) or is_state(text) and text not in chosen:
                chosen.append(text)
    return tuple(chosen)


def gives(name: str) -> bool:
    """A government, or several of them (`tujuh pemerintah daerah`)."""
    return bool(set(name.lower().split()[:3]) & word_set("parties", "governments"))
