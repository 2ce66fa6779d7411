"""Acts of signing: each mention of one, with what is signed, by whom, and whether it happened.

`Dua naskah itu akan ditandatangani para camat` -> trigger ditandatangani, status planned, signers `para camat`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.counted import Paper, list_papers, recall_papers
from extract.gazetteer import find_states, is_state
from extract.grammar import has_enclitic
from extract.instruments import Instrument, find_instruments, instrument_text
from extract.merging import merge_acts
from extract.parties import Names, find_parties, read_names
from extract.records import Act, Reading, Span
from extract.ruleset import load_words, word_set
from extract.signed import choose_instruments, own_object, own_subject, points_back
from extract.signers import find_signers
from extract.status import Cue, find_cues, read_status
from extract.triggers import Trigger, find_triggers
from extract.wordmatch import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

RECALL_REACH = 500  # characters back to a paper that was signed, which `keduanya` may be about
REFUSAL_REACH = 3  # sentences between a refusal and the word that it will be made good

__all__ = ["find_acts", "find_triggers", "merge_acts"]


def find_acts(reading: Reading) -> tuple[Act, ...]:
    """Every mention of an act of signing, in order."""
    doc = reading.doc
    triggers = find_triggers(doc)
    if not triggers:
        return ()
    stops = frozenset(i for t in triggers for i in range(t.first, t.end))
    instruments = find_instruments(doc, stops)
    cues, names = find_cues(doc), read_names(reading)
    acts: list[Act] = []
    for trigger in triggers:
        again = trigger.rule_id in word_set("signing", "again_rules")
        if again and not _refused_before(reading, trigger, acts):
            continue
        elliptic = trigger.rule_id in word_set("signing", "elliptic_rules")
        if elliptic and not _told_beside(reading, trigger, acts):
            continue
        if trigger.rule_id in word_set("signing", "followed_rules") and not any(0 <= reading.sentence_at(doc[trigger.first].idx).index - a.sentence <= 1 for a in acts):
            continue
        if trigger.rule_id in word_set("signing", "after_any_rules") and not acts:
            continue
        if trigger.rule_id in word_set("signing", "player_rules") and not _signs_player(doc, trigger):
            continue
        if trigger.rule_id in word_set("signing", "shared_paper_rules"):
            if acts and acts[-1].sentence == reading.sentence_at(doc[trigger.first].idx).index and acts[-1].instrument in word_set("parties", "mutual_kinds") | {"grant_agreement"}:
                acts.append(replace(_make_act(reading, trigger, Paper(None), [], [], acts[-1].status, names), instrument=acts[-1].instrument))
            continue
        chosen = [] if again or elliptic or trigger.rule_id in word_set("signing", "after_any_rules") else choose_instruments(doc, trigger, triggers, instruments)
        if not chosen and not any(a.instrument_span and doc[trigger.first].idx - a.instrument_span.start < RECALL_REACH for a in acts) and (papers := recall_papers(doc, trigger, instruments, names)):
            status = read_status(doc, trigger, [], cues, triggers)
            acts += [_make_act(reading, trigger, paper, papers, [], status, names) for paper in papers]
            continue
        if not chosen and _stands_apart(doc, trigger, cues):
            continue
        if trigger.named_only and not chosen:
            chosen = _named_beside(doc, trigger, instruments) or _named_ahead(doc, trigger, instruments)
        if trigger.named_only and not chosen and not _means_last(doc, trigger, acts):
            continue
        if trigger.rule_id in word_set("signing", "gapped_rules") and not any(_stands_before(doc, i, trigger) for i in chosen):
            continue
        status = "negated" if elliptic else read_status(doc, trigger, chosen, cues, triggers)
        papers = list_papers(doc, trigger, chosen, triggers, instruments, names)
        acts += [_make_act(reading, trigger, paper, papers, chosen, status, names) for paper in papers]
    return tuple(acts)


def _stands_before(doc: Doc, item: Instrument, trigger: Trigger) -> bool:
    """`sementara NPHD dengan Bawaslu pada 16 November`: nothing but those with whom it is signed stands between."""
    between = [t.lower_ for t in doc[item.end : trigger.first]]
    return item.end <= trigger.first and (not between or between[0] in word_set("signing", "partner_words") and not any(t.is_punct for t in doc[item.end : trigger.first]))


def _named_beside(doc: Doc, trigger: Trigger, instruments: list[Instrument]) -> list[Instrument]:
    """`membubuhkan tanda tangan di kain putih. Deklarasi damai itu …`: what is written on the cloth is named in the sentence before or after."""
    sheet = {t.lower_ for t in doc[trigger.end : trigger.end + 4]} & word_set("signing", "cloths")
    if not sheet or trigger.rule_id not in word_set("signing", "pointing_rules"):
        return []
    sent = doc[trigger.first].sent
    first, end = doc[max(sent.start - 1, 0)].sent.start, doc[min(sent.end, len(doc) - 1)].sent.end
    return [i for i in instruments if first <= i.first < end and i.kind in word_set("signing", "shared_kinds") and i.strength == "strong"][:1]


def _named_ahead(doc: Doc, trigger: Trigger, instruments: list[Instrument]) -> list[Instrument]:
    """`Ia membaca kontrak itu lalu membubuhkan tanda tangan.`: the paper named before in the sentence, when none is named behind the verb."""
    if trigger.rule_id not in word_set("signing", "pointing_rules") or not _ends_bare(doc, trigger):
        return []
    return [i for i in instruments if doc[trigger.first].sent.start <= i.first and i.end <= trigger.first and i.strength != "generic"][-1:]


def _ends_bare(doc: Doc, trigger: Trigger) -> bool:
    """No sheet is named behind the verb."""
    witnessed = trigger.end + 1 < len(doc) and doc[trigger.end + 1].lower_ in word_set("signing", "before_whom")
    return witnessed or trigger.end >= len(doc) or doc[trigger.end].is_punct or doc[trigger.end].lower_ not in word_set("signing", "sheet_words")


def _means_last(doc: Doc, trigger: Trigger, acts: list[Act]) -> bool:
    """`Kota Metro belum membubuhkan tanda tangan.`: what is signed was named before, and no other thing is named behind the verb."""
    if trigger.rule_id not in word_set("signing", "pointing_rules") or not any(a.instrument_span for a in acts):
        return False
    return _ends_bare(doc, trigger)


def _stands_apart(doc: Doc, trigger: Trigger, cues: list[Cue]) -> bool:
    """`ia sendiri tidak ikut teken`: a guest who was not asked to sign refuses nothing."""
    before = [t.lower_ for t in doc[max(doc[trigger.first].sent.start, trigger.first - 5) : trigger.first]]
    joining = [n for n, word in enumerate(before[-2:]) if word in word_set("signing", "joining_in")]
    alone = bool(set(before) & (word_set("signing", "pronouns") | word_set("signing", "no_more"))) or _follows_name(doc, trigger)
    return bool(joining) and alone and read_status(doc, trigger, [], cues) == "negated"


def _follows_name(doc: Doc, trigger: Trigger) -> bool:
    """`Kapolres Ferly Haris (tidak ikut)`: one person with a name, and no number of them."""
    first = trigger.first
    idle = word_set("parties", "subject_tail") | word_set("signing", "came_but")
    while first > doc[trigger.first].sent.start and doc[first - 1].lower_ in idle:
        first -= 1
    return first > doc[trigger.first].sent.start and doc[first - 1].ent_type_ == "PER"


def _told_beside(reading: Reading, trigger: Trigger, acts: list[Act]) -> bool:
    """Whether an act was told just before in this sentence, or in the one before a sentence that the ellipsis opens."""
    sentence = reading.sentence_at(reading.doc[trigger.first].idx)
    opens = reading.text[sentence.start : sentence.end].split(maxsplit=1)[0].lower() in word_set("signing", "left_over") | word_set("signing", "refusing_groups") | word_set("signing", "rest_openers")
    return any(act.status in ("occurred", "planned") and sentence.index - act.sentence <= opens for act in acts)


def _refused_before(reading: Reading, trigger: Trigger, acts: list[Act]) -> bool:
    """Whether a refusal was told in this sentence or in the few before it."""
    here = reading.sentence_at(reading.doc[trigger.first].idx).index
    return any(act.status == "negated" and here - act.sentence <= REFUSAL_REACH for act in acts)


def _make_act(reading: Reading, trigger: Trigger, paper: Paper, papers: list[Paper], chosen: list[Instrument], status: str, names: Names) -> Act:
    doc = reading.doc
    instrument = _letter_about(doc, trigger, paper.instrument)
    signers = find_signers(doc, trigger, instrument, chosen)
    if paper.own is not None:
        signers = _own_signers(signers, paper.own, papers)
    parties = find_parties(doc, instrument, signers, names)
    span = text = None
    kind = "contract" if instrument is None and _signs_player(doc, trigger) else "other"
    if instrument:
        kind, text, span = _kind_by_parties(doc, instrument, signers, reading), instrument_text(doc, instrument), _span(doc, instrument.first, instrument.end)
    elif kind == "other" and (noun := own_subject(doc, trigger) or own_object(doc, trigger)) and not points_back(doc, *noun):
        text, span = doc[noun[0] : noun[1]].text, _span(doc, *noun)
    if kind == "cooperation_agreement" and len(parties) > 1 and all(is_state(doc.char_span(p.start, p.end, alignment_mode="expand").text) for p in parties):
        kind = "treaty"
    spot = _span(doc, trigger.first, trigger.end)
    return Act(trigger.rule_id, spot, reading.sentence_at(spot.start).index, status, kind, text, span, signers, parties)


def _own_signers(signers: tuple[Span, ...], own: Span, papers: list[Paper]) -> tuple[Span, ...]:
    """Who signs one of several papers: whoever signs them all, and the words that tell of this one."""
    first = min(p.own.start for p in papers if p.own is not None)
    return (*(Span(s.start, min(s.end, first)) for s in signers if s.start < first), own)


def _letter_about(doc: Doc, trigger: Trigger, instrument: Instrument | None) -> Instrument | None:
    """`menandatangani penolakan revisi UU`: a letter about the law that is named."""
    if instrument is None or trigger.voice != "active" or not trigger.end <= instrument.first <= trigger.end + 3 or doc[trigger.end].lower_ not in word_set("signing", "about_words"):
        return instrument
    return replace(instrument, first=trigger.end, head_end=trigger.end + 1, kind="statement_letter", strength="strong", definite=False, repeat=False)


def _span(doc: Doc, first: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[first].idx, last.idx + len(last))


def _signs_player(doc: Doc, trigger: Trigger) -> bool:
    """`menandatangani (kembali) Neymar`: the object is a person, so what is signed is a contract."""
    if trigger.end >= len(doc) or doc[trigger.end].is_punct or doc[trigger.end].lower_ in word_set("signing", "phrase_breaks") | word_set("signing", "clause_openers"):
        return False
    near = [t for t in doc[trigger.end : trigger.end + 2] if not t.is_punct]
    if trigger.voice == "nominal":  # `penandatanganan Lukaku`
        return bool(near) and (near[0].ent_type_ == "PER" or near[0].lower_ in word_set("signing", "player_words"))
    if trigger.voice not in ("active", "bare"):
        return False
    return bool(near) and (near[0].ent_type_ == "PER" or near[-1].ent_type_ == "PER" and near[0].is_lower or near[0].lower_ in word_set("signing", "player_words"))


def _kind_by_parties(doc: Doc, instrument: Instrument, signers: tuple[Span, ...], reading: Reading) -> str:
    """A weak name (perjanjian, kesepakatan) that two states sign is a treaty."""
    start, end = doc[instrument.first].idx, doc[instrument.end - 1].idx
    said = {t.lower_ for t in doc[instrument.first].sent}
    if instrument.kind == "treaty" and said & word_set("signing", "local_groups") and not said & word_set("signing", "war_words") and not _names_state(doc, instrument, reading):
        return "declaration"
    back = doc[doc[max(doc[instrument.first].sent.start - 1, 0)].sent.start : doc[instrument.first].sent.end]
    if instrument.kind == "mou" and doc[instrument.first + 1 : instrument.head_end].text.lower() in word_set("signing", "deal_words") and {t.lower_ for t in back} & word_set("signing", "budget_words"):
        return "other"
    if instrument.kind == "declaration" and sum(bool(p.region and p.region.kind == "country") for p in reading.places if start <= p.start <= end) > 1:
        return "treaty"
    if instrument.strength == "weak" and doc[instrument.first : instrument.head_end].text.lower() in word_set("signing", "deal_words") and _is_business(doc, instrument):
        return "contract"
    if instrument.kind == "cooperation_agreement" and _speaks_of_states(doc, instrument, signers):
        return "treaty"
    if instrument.strength != "weak" or instrument.kind not in ("contract", "cooperation_agreement"):
        return instrument.kind
    sent = doc[instrument.first].sent
    back = doc[max(sent.start - 1, 0)].sent.start_char  # who the parties are is often said one sentence before
    named = [p for p in reading.places if p.region and p.region.kind == "country" and back <= p.start < sent.end_char]
    states = {p.region.name for p in named} if any(p.start >= sent.start_char for p in named) else set()
    words = {t.lower_ for t in sent}
    between_states = len(states) > 1 or _count_governments(doc, instrument) > 1 or states and words & word_set("signing", "state_words") or words & word_set("signing", "states_plural")
    if between_states:
        return "treaty"
    if instrument.kind == "contract" and (instrument.definite or has_enclitic(doc[instrument.first : instrument.head_end].text)) and _speaks_of_cooperation(doc, sent.start):
        return "cooperation_agreement"
    if instrument.kind == "contract" and doc[instrument.first].lower_ in word_set("signing", "agreement_words"):
        return _kind_of_agreement(doc, instrument, signers)
    return instrument.kind


def _speaks_of_states(doc: Doc, instrument: Instrument, signers: tuple[Span, ...]) -> bool:
    """`Hubungan itu memburuk sejak Sudan Selatan merdeka. Keduanya pernah meneken perjanjian kerja sama`: both are states."""
    words = text_of(doc)[signers[0].start : signers[0].end].lower().split() if signers else []
    if words[:2] in (["kedua", "negara"], ["dua", "negara"]):
        return True
    said = " ".join(text_of(doc)[s.start : s.end] for s in signers)
    if len({said[s.start : s.end] for s in find_states(said)}) > 1 and set(said.lower().split()) & word_set("signing", "state_offices"):
        return True  # `Pemerintah Peru dan Pemerintah Fiji`
    start = doc[instrument.first].sent.start
    back = doc[max(start - 1, 0)].sent
    pair = bool(words) and words[0] in load_words("signing", "pronoun_groups") and start > 0
    return pair and bool(find_states(back.text)) and not any(t.ent_type_ == "ORG" for t in back)


def _count_governments(doc: Doc, instrument: Instrument) -> int:
    """`persetujuan antara Pemerintah Indonesia dan Pemerintah Namibia`: the governments of states in a name."""
    tokens = doc[instrument.first : instrument.end]
    pairs = [(a, b) for a, b in pairwise(tokens) if a.lower_ == "pemerintah" and b.is_title]
    return sum(b.lower_ not in word_set("parties", "areas") | word_set("signing", "public_bodies") | word_set("parties", "counted_areas") for _, b in pairs)


def _names_state(doc: Doc, instrument: Instrument, reading: Reading) -> bool:
    sent = doc[instrument.first].sent
    return any(p.region and p.region.kind == "country" and sent.start_char <= p.start < sent.end_char for p in reading.places)


def _speaks_of_cooperation(doc: Doc, end: int) -> bool:
    """`… menjalin kerja sama. Perjanjian itu diteken …`: told in the two sentences before."""
    start = max(end - 1, 0)
    start = doc[max(doc[start].sent.start - 1, 0)].sent.start
    return any(a.lower_ + b.lower_ == "kerjasama" or b.lower_ in word_set("signing", "cooperation_words") for a, b in zip(doc[start:end], doc[start + 1 : end]))


def _is_business(doc: Doc, instrument: Instrument) -> bool:
    """`kesepakatan` of clubs and companies: its sentence talks of business and of no public body."""
    said = {t.lower_ for t in doc[instrument.first].sent}
    return bool(said & word_set("signing", "business_words")) and not said & word_set("signing", "public_bodies")


def _kind_of_agreement(doc: Doc, instrument: Instrument, signers: tuple[Span, ...]) -> str:
    """Plain `perjanjian`: a contract in business and sport, an agreement of cooperation between public bodies."""
    said = {t.lower_ for s in signers for t in doc.char_span(s.start, s.end, alignment_mode="expand") or ()} | {t.lower_ for t in doc[instrument.first : instrument.end]}
    return "cooperation_agreement" if said & word_set("signing", "public_bodies") else "contract"
