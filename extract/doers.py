"""The people beside a cue: the subject of its verb with those joined to it, the partners behind it, and where an agent list begins.

`Bupati X bersama Kapolres Y menyaksikan` -> X and Y; `usai meneken naskah dengan Rektor Z` -> Z too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extract.cast import Cast, Reference, is_predicate, split_gap
from extract.grammar import pattern_of, word_class
from extract.inside import clause_around, subject_of
from extract.lineup import MAX_GAP, collect_after, is_joint, is_owner, joined_after, resolve_group
from extract.records import Hit, Reading, RoleMention, Sentence
from extract.ruleset import load_words, word_set
from extract.speakers import resolve_pronoun
from extract.standins import office_in

MAX_NEAR = 60  # characters after a verb within which `bersama` names who did it too


def collect_before(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, speakers: list[RoleMention]) -> list[int]:
    """The subject of a cue and the people joined to it: `Bupati X bersama Kapolres Y menyaksikan`."""
    text = reading.text
    start = max([sentence.start] + [quote.end for quote in reading.quotes if sentence.start < quote.end <= cue.start])
    if cue.value["role"] == "signatory" and (main := _before_company(text, cast, start, cue.start)):
        return main
    subject = subject_of(text, cast, start, cue.start) or _main_subject(text, cast, start, cue, sentence.end)
    subject = _shared_subject(text, cast, start, subject, cue.start)
    if subject is not None and heads_relative(text[subject.end:cue.start]):
        return []
    if subject is not None and cue.value["role"] == "signatory" and _tells_of_others(text[subject.end:cue.start]):
        return []
    if subject is None and cue.value["role"] == "signatory":
        subject = _own_report(text, cast, start, cue.start) or _own_deed(text, cast, start, cue.start)
    if subject is None or subject.kind == "office" and subject.person in cast.absent:
        return []
    if subject.kind == "group":
        return resolve_group(reading, cast, subject)
    if subject.person is None:
        if cue.value["role"] == "signatory" and _is_unnamed(reading, cast, sentence):
            return []
        person = resolve_pronoun(reading, cast, subject, sentence, last_speaker(reading, speakers, cue.start))
        if person is not None and cue.value["role"] == "signatory" and _reports_on(text, cast, start, subject, person):
            return _told_last(reading, cast, sentence, person)
        if person is None and cue.value["role"] == "signatory":
            return _only_one_told(reading, cast, sentence, subject)
        return [] if person is None else [person]
    found = [subject.person] + [r.person for r in joined_after(text, cast, subject, cue.start)]
    position = subject.start
    if pattern_of(r"\s*,?\s*{relatives}\b").match(text[subject.end:cue.start]) and not _opens_pair(text, cast, start, subject):
        return found
    for reference in reversed(cast.within(start, subject.start)):
        if reference.person is None or reference.end > position:
            continue
        if (opened := clause_around(text, start, reference)) is not None and is_joint(text[reference.end:position]):
            position = opened  # `Dokter yang merawat |X|, Y, …`
            continue
        if not is_joint(text[reference.end:position]) or is_owner(text, reference.start, start):  # `yang merupakan menantu X, Y`
            break
        found.append(reference.person)
        position = reference.start
    return found


def _reports_on(text: str, cast: Cast, start: int, subject: Reference, person: int) -> bool:
    """`Manajer X menyatakan |pemain itu| akan meneken`: described in the report of X, another one is meant."""
    teller = next((r for r in reversed(cast.within(start, subject.start)) if r.person == person), None)
    described = " " in text[subject.start:subject.end]
    return described and teller is not None and bool({word.lower() for word in split_gap(text[teller.end:subject.start])} & word_set("speech", "reports"))


def _told_last(reading: Reading, cast: Cast, sentence: Sentence, other: int) -> list[int]:
    """The last one named in the sentence before, besides `other`."""
    last = reading.sentences[max(sentence.index - 1, 0)]
    return [r.person for r in cast.within(last.start, min(last.end, sentence.start)) if r.person not in (None, other)][-1:]


def _only_one_told(reading: Reading, cast: Cast, sentence: Sentence, subject: Reference) -> list[int]:
    """`Klub memperpanjang kontrak bek |X|. Ia meneken …`: nobody but one is named in the sentence before of the same paragraph."""
    last = reading.sentences[max(sentence.index - 1, 0)]
    if last.index == sentence.index or last.paragraph != sentence.paragraph or last.section == "title" or subject.start != sentence.start:
        return []
    named = {r.person for r in cast.within(last.start, last.end) if r.person is not None}
    return list(named) if len(named) == 1 else []


def _shared_subject(text: str, cast: Cast, start: int, subject: Reference | None, verb: int) -> Reference | None:
    """`|Presiden X| meneken keppres pemberhentian Y dan sudah menandatangani …`: a second verb keeps the subject of the first."""
    if subject is None or not pattern_of(r",?\s+(?:{and_words}|{then_words})\s+(?:(?:{aspects}|{additives}|{adverbs}|{then_words})\s+)*").fullmatch(text[subject.end:verb]):
        return subject
    first = next((r for r in cast.within(start, subject.start) if r.kind in ("name", "office")), None)
    told = first is not None and any(is_predicate(word) for word in split_gap(text[first.end:subject.start])[:4])
    return first if told and not cast.is_object(first, start) else subject


def heads_relative(gap: str) -> bool:
    """`X di hadapan |ratusan pegawai yang baru saja| meneken`: others do it, whom a clause of their own tells of."""
    clause = r"\b(?:{before_others})\s+(?:[a-z]+\s+){1,5}{relatives}\s+(?:(?:{aspects}|{additives}|{adverbs}|{between})\s+)*$"
    return bool(pattern_of(clause, "speech").search(gap))


def _own_report(text: str, cast: Cast, start: int, verb: int) -> Reference | None:
    """`|Direktur X| menyebut bahwa sudah menandatangani …`: a report without a subject of its own is about the one who tells."""
    told = pattern_of(r"\b(\w+)\s+{that_words}\s+(?:(?:{aspects}|{additives}|{adverbs})\s+){1,3}$").search(text[start:verb])
    return cast.subject_before(start, start + told.start()) if told and told[1].lower() in word_set("speech", "reports") else None


def _own_deed(text: str, cast: Cast, start: int, verb: int) -> Reference | None:
    """`|Presiden X| mengevaluasi keputusannya yang |menandatangani| …`: what somebody did, told by a noun of his."""
    deed = pattern_of(r"\b{deeds}{enclitics}\s+(?:(?:{relatives}|{for_words})\s+)?(?:(?:{aspects}|{additives}|{adverbs})\s+)*$", "roles").search(text[start:verb])
    if deed is None:
        return None
    named = [r for r in cast.within(start, start + deed.start()) if r.kind in ("name", "office") and r.person is not None]
    return named[0] if named and len({r.person for r in named}) == 1 and not cast.is_object(named[0], start) else None


def _tells_of_others(gap: str) -> bool:
    """`X mengatakan, 34 kepala dinas |meneken|`: the report has a subject of its own."""
    passed_on = word_set("speech", "between") | word_set("speech", "controls") | word_set("speech", "openers")
    told = [match for match in re.finditer(r"\b(\w+)(?:,|\s+bahwa)\s+", gap) if match[1] in word_set("speech", "reports")]
    return any(word.lower() not in passed_on for match in told for word in split_gap(gap[match.end():]) if word[0].isalnum())


def _opens_pair(text: str, cast: Cast, start: int, subject: Reference) -> bool:
    """`|Dandim X dan Kapolres Y| yang datang belakangan ikut menyaksikan`: both, where the first opens the sentence."""
    before = [r for r in cast.within(start, subject.start) if r.person is not None]
    return len(before) == 1 and not text[start:before[0].start].strip() and bool(pattern_of(r"\s+(?:{and_words}|{with_words})\s+").fullmatch(text[before[0].end:subject.start]))


def last_speaker(reading: Reading, speakers: list[RoleMention], offset: int) -> tuple[int, int] | None:
    """Sentence and person of whoever spoke last."""
    return next(((reading.sentence_at(s.start).index, s.person) for s in reversed(speakers) if s.start < offset), None)


def _is_unnamed(reading: Reading, cast: Cast, sentence: Sentence) -> bool:
    """`Satu kepala daerah, yakni Bupati Tebo, absen. |Ia| …`: the sentence before is about an office whose holder nobody names."""
    last = reading.sentences[max(sentence.index - 1, 0)]
    named = any(r.person is not None for r in cast.within(last.start, last.end))
    return not named and last.index != sentence.index and office_in(reading.text, last.start, last.end) is not None


def _before_company(text: str, cast: Cast, start: int, end: int) -> list[int]:
    """`Ketua X, |didampingi Anggota Y dan Z,| meneken`: those before the company sign, the company does not; empty where there is none."""
    found = list(pattern_of(r",?\s+(?:{relatives}\s+)?(?:(?:{additives}|{adverbs})\s+)?{company}\b[^;\"“”]*$", "roles").finditer(text[start:end]))
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
    decided = pattern_of(r"\b{verb.passive}(?:\s+{agents})?\s+$").search(text[start:first.start])  # `Keputusan itu diambil |X| setelah …`
    alone = decided and len(split_gap(text[first.end:cue.start])) < 3
    return first if opened or alone else None


def subject_to_come(text: str, cast: Cast, cue: Hit, sentence: Sentence) -> list[int]:
    """`Usai meneken pakta, Bupati X pulang`, `Baru meneken kontrak, Y …`: a phrase at the head of a sentence shares the subject after its comma."""
    opening = pattern_of(r"(?i)\W*(?:{meanwhile}\s+(?:\w+\s+)?|(?:{not_long}(?:\s+[a-z]+){0,2}\s+|{aspects}\s+)(?:(?:{aspects}|{adverbs}|{additives})\s+)*)", "roles")
    if not opening.fullmatch(text[sentence.start:cue.start]):
        return []
    for reference in cast.within(cue.end, sentence.end):
        if re.search(r",\s*$", text[cue.end:reference.start]) and reference.person is not None:
            return [reference.person]
    return []


def speaking_in(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, speakers: list[RoleMention]) -> list[int]:
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


def collect_partners(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, near: bool = False) -> list[int]:
    """Those signed with: `… dengan Rektor X dan Rektor Y`; `near`: at once, `menyaksikan bersama Kapolres X`."""
    text = reading.text
    links = "|".join(load_words("roles", "near_links" if near else "partner_links"))
    last = re.search(rf"\b(?:{links})$", cue.text)  # `berhadapan dengan`
    start = cue.start + last.start() if last else cue.end
    for match in re.finditer(rf"\b(?:{links})\b", text[start:min(sentence.end, cue.end + MAX_NEAR) if near else sentence.end]):
        at = start + match.end()
        first = next(iter(cast.within(at, sentence.end)), None)
        if first is None:
            return []
        if first.person is not None and cast.after_cue(at, sentence.end) == first:
            return collect_after(reading, cast, at, sentence.end)
    return []


def collect_company(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> list[int]:
    """`Tampak mendampingi Bupati X, |Sekda Y dan Camat Z|`: behind the one who is accompanied."""
    led = cast.after_cue(cue.end, sentence.end, close=True)
    at_once = led is not None and led.kind == "name" and cue.start == sentence.start and "," not in reading.text[cue.end:led.start]
    joined = led is not None and at_once and pattern_of(r"\s+{and_words}\b").match(reading.text[led.end:sentence.end])
    if joined and not any(r.person == led.person for r in cast.within(0, cue.start)):
        return collect_after(reading, cast, cue.end, sentence.end)  # `Turut mendampingi Kadiv X dan Kadiv Y`: both new, nobody led
    start = led.end if led is not None and led.kind != "group" and "," not in reading.text[cue.end:led.start] else cue.end
    comma = re.match(r"[^,.;]{0,40},\s+", reading.text[start:sentence.end])
    company = collect_after(reading, cast, start + (comma.end() if comma else 0), sentence.end)
    return company or (collect_after(reading, cast, cue.start, sentence.end) if cue.start == sentence.start else [])  # `Turut mendampingi Kasi Datun X`


def find_link(text: str, start: int, end: int) -> int | None:
    """Where the agents of a noun begin: `penandatanganan itu dilakukan oleh` -> after `oleh`."""
    links, others = "|".join(load_words("roles", "agent_links")), set(load_words("roles", "other_acts"))
    for match in re.finditer(rf"\b(?:{links})\b(?! lain\b)", re.match(r"[^.!?\"“”]{0,170}", text[start:end])[0]):
        if match[0] not in word_class("agents") or not others & set(split_gap(text[start:start + match.start()])):  # `…, dilanjutkan kuliah umum oleh X`
            return start + match.end()
    return None
