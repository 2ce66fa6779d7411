"""Acts of signing: each mention of one, with what is signed, by whom, and whether it happened.

`Dua naskah itu akan ditandatangani para camat` -> trigger ditandatangani, status planned, signers `para camat`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from extract.instruments import Instrument, find_instruments, instrument_text, read_offsets
from extract.merging import merge_acts
from extract.parties import Names, find_parties, find_signers, read_names
from extract.records import Act, Reading, Span
from extract.ruleset import Finder, load_family, load_words
from extract.sentences import blank_nlp
from extract.status import Cue, find_cues, read_status
from extract.wordmatch import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["find_acts", "merge_acts"]

_VERBLIKE = re.compile(r"(?:di|me|ber)[a-z]{3,}$")
REACH_AFTER = 16  # tokens from an active verb to what it signs
REACH_BEFORE = 40  # tokens from a passive verb back to what was signed


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that say that somebody signs; `first` and `end` count tokens."""

    first: int
    end: int
    voice: str  # active, passive, bare, nominal, counted
    rule_id: str
    named_only: bool
    reach: int  # end of the whole match, when the rule reads on beyond the verb
    start: int  # begin of the whole match


@cache
def _finder(family: str) -> Finder:
    return Finder(load_family(family), blank_nlp().vocab)


@cache
def _words(family: str, name: str) -> frozenset[str]:
    return frozenset(load_words(family, name))


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
        again = trigger.rule_id in _words("signing", "again_rules")
        if again and not _refused_before(reading, trigger, acts):
            continue
        chosen = [] if again else choose_instruments(doc, trigger, triggers, instruments)
        if not chosen and _stands_apart(doc, trigger, cues):
            continue
        if trigger.named_only and not chosen:
            chosen = _named_beside(doc, trigger, instruments)
        if trigger.named_only and not chosen and not _means_last(doc, trigger, acts):
            continue
        if trigger.rule_id in _words("signing", "gapped_rules") and not any(i.end == trigger.first for i in chosen):
            continue
        for instrument in expand_list(doc, trigger, chosen, triggers, instruments) or [None]:
            acts.append(_make_act(reading, trigger, instrument, chosen, cues, names))
    return tuple(acts)


def _named_beside(doc: Doc, trigger: Trigger, instruments: list[Instrument]) -> list[Instrument]:
    """`membubuhkan tanda tangan di kain putih. Deklarasi damai itu …`: what is written on the cloth is named in the sentence before or after."""
    sheet = {t.lower_ for t in doc[trigger.end : trigger.end + 4]} & _words("signing", "cloths")
    if not sheet or trigger.rule_id not in _words("signing", "pointing_rules"):
        return []
    sent = doc[trigger.first].sent
    first, end = doc[max(sent.start - 1, 0)].sent.start, doc[min(sent.end, len(doc) - 1)].sent.end
    return [i for i in instruments if first <= i.first < end and i.kind in _words("signing", "shared_kinds") and i.strength == "strong"][:1]


def _means_last(doc: Doc, trigger: Trigger, acts: list[Act]) -> bool:
    """`Kota Metro belum membubuhkan tanda tangan.`: what is signed was named before, and no other thing is named behind the verb."""
    if trigger.rule_id not in _words("signing", "pointing_rules") or not any(a.instrument_span for a in acts):
        return False
    return trigger.end >= len(doc) or doc[trigger.end].is_punct or doc[trigger.end].lower_ not in _words("signing", "sheet_words")


def _stands_apart(doc: Doc, trigger: Trigger, cues: list[Cue]) -> bool:
    """`ia sendiri tidak ikut teken`: a guest who was not asked to sign refuses nothing."""
    before = [t.lower_ for t in doc[max(doc[trigger.first].sent.start, trigger.first - 5) : trigger.first]]
    joining = [n for n, word in enumerate(before[-2:]) if word in _words("signing", "joining_in")]
    return bool(joining) and bool(set(before) & _words("signing", "pronouns")) and read_status(doc, trigger, [], cues) == "negated"


def _refused_before(reading: Reading, trigger: Trigger, acts: list[Act]) -> bool:
    """Whether a refusal was told in this sentence or in the two before it."""
    here = reading.sentence_at(reading.doc[trigger.first].idx).index
    return any(act.status == "negated" and here - act.sentence <= 2 for act in acts)


def _make_act(reading: Reading, trigger: Trigger, instrument: Instrument | None, chosen: list[Instrument], cues: list[Cue], names: Names) -> Act:
    doc = reading.doc
    instrument = _letter_about(doc, trigger, instrument)
    status = read_status(doc, trigger, chosen, cues)
    signers = find_signers(doc, trigger, instrument, chosen)
    parties = find_parties(doc, instrument, signers, names)
    span = text = None
    kind = "contract" if instrument is None and _signs_player(doc, trigger) else "other"
    if instrument:
        kind, text, span = _kind_by_parties(doc, instrument, signers, reading), instrument_text(doc, instrument), _span(doc, instrument.first, instrument.end)
    elif kind == "other" and (noun := _own_subject(doc, trigger) or _own_object(doc, trigger)) and not _points_back(doc, *noun):
        text, span = doc[noun[0] : noun[1]].text, _span(doc, *noun)
    spot = _span(doc, trigger.first, trigger.end)
    return Act(trigger.rule_id, spot, reading.sentence_at(spot.start).index, status, kind, text, span, signers, parties)


def _letter_about(doc: Doc, trigger: Trigger, instrument: Instrument | None) -> Instrument | None:
    """`menandatangani penolakan revisi UU`: a letter about the law that is named."""
    if instrument is None or trigger.voice != "active" or not trigger.end < instrument.first <= trigger.end + 3 or doc[trigger.end].lower_ not in _words("signing", "about_words"):
        return instrument
    return replace(instrument, first=trigger.end, head_end=trigger.end + 1, kind="statement_letter", strength="strong", definite=False, repeat=False)


def _span(doc: Doc, first: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[first].idx, last.idx + len(last))


# --- triggers ---------------------------------------------------------------------------------------------------
def find_triggers(doc: Doc) -> list[Trigger]:
    """Trigger words in order; where rules overlap the longest verb wins, and a `no_act` rule cancels what it covers."""
    hits = _finder("signing").find(doc)
    if not hits:
        return []
    at, ends = read_offsets(doc)
    found: list[Trigger] = []
    cancelled: list[tuple[int, int]] = []
    for hit in hits:
        verb = hit.groups.get("verb", Span(hit.start, hit.end))
        if hit.value["voice"] == "none":
            cancelled.append((hit.start, hit.end))
            continue
        voice = hit.value["voice"]
        if voice == "bare" and at[verb.start] and doc[at[verb.start] - 1].lower_ in _words("signing", "event_nouns"):
            voice = "nominal"  # `proses teken kontrak`
        found.append(
            Trigger(at[verb.start], ends[verb.end], voice, hit.rule_id, hit.value.get("needs") == "named", ends[hit.end], at[verb.start if hit.value.get("cue") else hit.start])
        )
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (t.first - t.end, t.start, -t.reach)):
        start, end = doc[trigger.first].idx, doc[trigger.end - 1].idx
        if any(a <= start < b or a <= end < b for a, b in cancelled):
            continue
        if all(trigger.end <= k.first or k.end <= trigger.first for k in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.first)


# --- what is signed ---------------------------------------------------------------------------------------------
def choose_instruments(doc: Doc, trigger: Trigger, triggers: list[Trigger], instruments: list[Instrument]) -> list[Instrument]:
    """The instruments a trigger is about: after an active verb or a noun, before a passive; several when they are joined."""
    sent = doc[trigger.first].sent
    here = [i for i in instruments if sent.start <= i.first < sent.end]
    low = max((t.end for t in triggers if t.end <= trigger.first), default=sent.start)
    high = min((t.first for t in triggers if t.first >= trigger.end), default=sent.end)
    before = [i for i in here if i.end <= trigger.first and trigger.first - i.head_end <= REACH_BEFORE]
    after = [i for i in here if i.head_end > trigger.first and trigger.end <= i.head_end and i.first < high and i.first - trigger.end <= REACH_AFTER]
    before = [i for i in before if not _is_quoted_apart(doc, i, trigger)] or before
    after = [i for i in after if not any(t.lower_ in _words("signing", "clause_openers") for t in doc[trigger.end : i.first])]
    close_before = [i for i in before if i.first >= low]
    next_to = [i for i in after if i.first - trigger.end <= 1 and doc[i.first - 1].lower_ not in _words("parties", "by") | _words("signing", "clause_openers") | _words("signing", "time_openers")]
    if doc[trigger.end - 1].lower_ in _words("signing", "object_forms"):
        options = [_nearest(doc, close_before, trigger)]
    elif trigger.voice in ("active", "nominal"):
        own = [] if after else _own_object(doc, trigger)
        options = [after, close_before if not own and _is_relative(doc, trigger) or trigger.voice == "nominal" and not after and not _is_object(doc, close_before) else []]
    elif trigger.voice == "counted":
        options = [before[-1:], after]
    elif trigger.voice == "bare":
        spoken = _agent_before(doc, trigger)
        options = [next_to or ([] if spoken else after), _nearest(doc, close_before, trigger), [] if spoken and _own_subject(doc, trigger) else after]
    else:
        options = [next_to, _nearest(doc, close_before, trigger), [i for i in after if i.first - trigger.end <= 6], _nearest(doc, before, trigger) if _is_relative(doc, trigger) else []]
    first = next((o for o in options if o), [])
    if not first:
        return []
    if trigger.voice in ("active", "nominal", "bare") and first is not close_before and first[0].first >= trigger.first:
        return _joined_after(doc, first)
    return _joined_before(doc, first[-1], close_before) if first[-1].end <= trigger.first else _joined_after(doc, first)


def _is_quoted_apart(doc: Doc, item: Instrument, trigger: Trigger) -> bool:
    """`petisi berjudul "Tolak RUU X" diteken …`: a word of the title, which ends before the verb."""
    text = doc[item.end : trigger.first].text
    closing = sum(text.count(c) for c in '"”') - text.count("“")
    opened = text_of(doc)[doc[item.first].sent.start_char : doc[item.first].idx]
    return closing == 1 and (opened.count('"') % 2 == 1 or opened.count("“") > opened.count("”"))


def _nearest(doc: Doc, options: list[Instrument], trigger: Trigger) -> list[Instrument]:
    """The last one before the verb, but a strong name rather than a weak word that follows it closely, and no noun that belongs to something else."""
    if not options:
        return []
    last, strong = options[-1], [o for o in options[:-1] if o.strength == "strong"]
    if strong and _is_side_noun(doc, strong[-1], last, trigger):
        return [strong[-1]]
    if not (last.repeat or last.definite) and strong and last.strength != "strong" and last.first - strong[-1].end <= 6:
        return [strong[-1]]
    return [last]


def _is_side_noun(doc: Doc, subject: Instrument, last: Instrument, trigger: Trigger) -> bool:
    """`PKS sebagai turunan nota itu diteken`, `SK menunggu rekomendasi KASN dan diteken besok`: what is signed is the first."""
    between, rest = ([t.lower_ for t in doc[a:b]] for a, b in ((subject.end, last.first), (last.end, trigger.first)))
    if "yang" in rest:
        return False
    object_of_verb = bool(between) and re.match(r"me[a-z]{3,}$", between[-1]) is not None
    return bool(set(between) & _words("signing", "derived_words")) or object_of_verb and bool(set(rest) & _words("signing", "clause_joins"))


def _is_object(doc: Doc, options: list[Instrument]) -> bool:
    """`menolak revisi UU itu dengan penandatanganan`: what another verb is about."""
    return bool(options) and options[-1].first > 0 and re.match(r"me[a-z]{3,}$", doc[options[-1].first - 1].text) is not None


def _is_relative(doc: Doc, trigger: Trigger) -> bool:
    """`pakta yang (telah) diteken`: a `yang` shortly before the verb."""
    words = [t.lower_ for t in doc[max(doc[trigger.first].sent.start, trigger.first - 5) : trigger.first]]
    return "yang" in words


def _agent_before(doc: Doc, trigger: Trigger) -> bool:
    """`sudah mereka tanda tangani`, `yang Zidane tandatangani`: the signer stands between instrument and verb."""
    if trigger.first == doc[trigger.first].sent.start:
        return False
    return doc[trigger.first - 1].lower_ in _words("signing", "pronouns")


def _own_subject(doc: Doc, trigger: Trigger) -> tuple[int, int] | None:
    """The noun phrase just before a passive when it is no instrument we know: `peta tata ruang (yang) telah ditandatangani`."""
    spoken = trigger.voice == "bare" and _agent_before(doc, trigger)
    if trigger.voice != "passive" and not spoken:
        return None
    sent, i = doc[trigger.first].sent, trigger.first - spoken
    while i > sent.start and doc[i - 1].lower_ in _words("signing", "before_passive"):
        i -= 1
    first = i
    while first > sent.start and i - first < 6 and doc[first - 1].is_alpha and not _breaks_phrase(doc[first - 1]):
        first -= 1
    named = any(t.lower_ not in _words("status", "time_nouns") for t in doc[first:i])
    return (first, i) if named and len(doc[first:i].text) > 3 else None


def _own_object(doc: Doc, trigger: Trigger) -> tuple[int, int] | None:
    """The noun phrase just behind an active verb when it is no instrument we know: `juga meneken peta batas wilayah`."""
    if trigger.rule_id not in _words("signing", "object_rules") or doc[trigger.end - 1].lower_ in _words("signing", "object_forms"):
        return None
    sent, i = doc[trigger.first].sent, trigger.end
    while i < sent.end and i - trigger.end < 6 and doc[i].is_alpha and not doc[i].ent_type_ and not _ends_object(doc[i]):
        i += 1
    return (trigger.end, i) if i > trigger.end and doc[trigger.end].is_lower and len(doc[trigger.end]) > 3 else None


def _points_back(doc: Doc, first: int, end: int) -> bool:
    """`Yang pertama diteken para camat`: one of those named before."""
    return all(t.lower_ in _words("signing", "which_one") for t in doc[first:end])


def _ends_object(token: Token) -> bool:
    return _breaks_phrase(token) or token.lower_ in _words("instruments", "np_stops") | _words("instruments", "demonstratives") | _words("signing", "no_objects")


def _breaks_phrase(token: Token) -> bool:
    word = token.lower_
    verb = _VERBLIKE.match(token.text) and word not in _words("instruments", "np_verblike")
    return bool(verb) or word in _words("signing", "phrase_breaks") or word in _words("signing", "pronouns")


def _signs_player(doc: Doc, trigger: Trigger) -> bool:
    """`menandatangani (kembali) Neymar`: the object is a person, so what is signed is a contract."""
    if trigger.end >= len(doc) or doc[trigger.end].is_punct or doc[trigger.end].lower_ in _words("signing", "phrase_breaks") | _words("signing", "clause_openers"):
        return False
    near = [t for t in doc[trigger.end : trigger.end + 2] if not t.is_punct]
    if trigger.voice == "nominal":  # `penandatanganan Lukaku`
        return bool(near) and (near[0].ent_type_ == "PER" or near[0].lower_ in _words("signing", "player_words"))
    if trigger.voice not in ("active", "bare"):
        return False
    return bool(near) and (near[0].ent_type_ == "PER" or near[-1].ent_type_ == "PER" and near[0].is_lower or near[0].lower_ in _words("signing", "player_words"))


def _kind_by_parties(doc: Doc, instrument: Instrument, signers: tuple[Span, ...], reading: Reading) -> str:
    """A weak name (perjanjian, kesepakatan) that two states sign is a treaty."""
    start, end = doc[instrument.first].idx, doc[instrument.end - 1].idx
    if instrument.kind == "declaration" and sum(bool(p.region and p.region.kind == "country") for p in reading.places if start <= p.start <= end) > 1:
        return "treaty"
    if instrument.strength == "weak" and doc[instrument.first : instrument.head_end].text.lower() in _words("signing", "deal_words") and _is_business(doc, instrument):
        return "contract"
    if instrument.strength != "weak" or instrument.kind not in ("contract", "cooperation_agreement"):
        return instrument.kind
    sent = doc[instrument.first].sent
    back = doc[max(sent.start - 1, 0)].sent.start_char  # who the parties are is often said one sentence before
    named = [p for p in reading.places if p.region and p.region.kind == "country" and back <= p.start < sent.end_char]
    states = {p.region.name for p in named} if any(p.start >= sent.start_char for p in named) else set()
    words = {t.lower_ for t in sent}
    between_states = len(states) > 1 or states and words & _words("signing", "state_words") or words & _words("signing", "states_plural")
    if between_states:
        return "treaty"
    if instrument.kind == "contract" and instrument.definite and _speaks_of_cooperation(doc, sent.start):
        return "cooperation_agreement"
    if instrument.kind == "contract" and doc[instrument.first].lower_ in _words("signing", "agreement_words"):
        return _kind_of_agreement(doc, instrument, signers)
    return instrument.kind


def _speaks_of_cooperation(doc: Doc, end: int) -> bool:
    """`… menjalin kerja sama. Perjanjian itu diteken …`: told in the two sentences before."""
    start = max(end - 1, 0)
    start = doc[max(doc[start].sent.start - 1, 0)].sent.start
    return any(a.lower_ + b.lower_ == "kerjasama" or b.lower_ in _words("signing", "cooperation_words") for a, b in zip(doc[start:end], doc[start + 1 : end]))


def _is_business(doc: Doc, instrument: Instrument) -> bool:
    """`kesepakatan` of clubs and companies: its sentence talks of business and of no public body."""
    said = {t.lower_ for t in doc[instrument.first].sent}
    return bool(said & _words("signing", "business_words")) and not said & _words("signing", "public_bodies")


def _kind_of_agreement(doc: Doc, instrument: Instrument, signers: tuple[Span, ...]) -> str:
    """Plain `perjanjian`: a contract in business and sport, an agreement of cooperation between public bodies."""
    said = {t.lower_ for s in signers for t in doc.char_span(s.start, s.end, alignment_mode="expand") or ()} | {t.lower_ for t in doc[instrument.first : instrument.end]}
    return "cooperation_agreement" if said & _words("signing", "public_bodies") else "contract"


def expand_list(doc: Doc, trigger: Trigger, chosen: list[Instrument], triggers: list[Trigger], instruments: list[Instrument]) -> list[Instrument]:
    """`penandatanganan tiga perjanjian, yakni Perjanjian … . Selanjutnya, Perjanjian …`: each one that is named is an act."""
    if len(chosen) != 1 or max(chosen[0].count, _count_all(doc, chosen[0])) < 2:
        return chosen
    total = chosen[0]
    if total.strength == "generic" and total.first < trigger.first:
        return _named_together(doc, total, instruments) or chosen
    others = [t for t in triggers if t.first > trigger.first]
    sents = list(doc.sents)
    here = next(n for n, s in enumerate(sents) if s.start <= total.first < s.end)
    end = sents[min(here + total.count, len(sents) - 1)].end
    end = min([end] + [doc[t.first].sent.start for t in others if doc[t.first].sent.start > total.first])
    named = [i for i in instruments if total.end <= i.first < end and i.kind == total.kind and i.strength == "strong" and not i.definite]
    named = [i for i in named if _opens_item(doc, i)]
    return named[: total.count] if len(named) > 1 else chosen


def _count_all(doc: Doc, item: Instrument) -> int:
    """`kedua naskah` -> 2."""
    before = doc[item.first - 1].lower_ if item.first else ""
    ordered = load_words("signing", "all_words")
    return ordered.index(before) + 2 if before in ordered else 1


def _named_together(doc: Doc, total: Instrument, instruments: list[Instrument]) -> list[Instrument]:
    """`… nota kesepahaman, … perjanjian kerja sama. Kedua naskah diteken`: the instruments of different kinds just named, if they are as many."""
    number = max(total.count, _count_all(doc, total))
    sents = list(doc.sents)
    here = next(n for n, s in enumerate(sents) if s.start <= total.first < s.end)
    named = [i for i in instruments if sents[max(here - 2, 0)].start <= i.first < total.first and i.strength == "strong" and i.kind != "other"]
    kinds = {i.kind: i for i in reversed(named)}
    return sorted(kinds.values(), key=lambda i: i.first) if len(kinds) == number else []


def _opens_item(doc: Doc, item: Instrument) -> bool:
    """A name that begins an item of a list: after `yaitu`, a colon, `Kedua,` or at the start of a sentence."""
    sent = doc[item.first].sent
    before = [t.lower_ for t in doc[max(sent.start, item.first - 3) : item.first]]
    return item.first - sent.start <= 1 or any(w in _words("instruments", "listers") | _words("instruments", "list_openers") for w in before)


def _joined_after(doc: Doc, options: list[Instrument]) -> list[Instrument]:
    """The first one and those that are joined to it by a comma or `dan`, other in kind."""
    chosen = [options[0]]
    for item in options[1:]:
        between = [t.lower_ for t in doc[chosen[-1].end : item.first]]
        heads = {doc[c.first : c.head_end].text.lower() for c in chosen}
        joined = len(between) <= 4 and between[:1] != [] and between[0] in _words("signing", "joins")
        partner = len(between) <= 8 and between[:1] != [] and between[0] in _words("signing", "partner_words") and between[-1] in _words("signing", "joins")
        if (joined or partner) and item.strength == "strong" and doc[item.first : item.head_end].text.lower() not in heads:
            chosen.append(item)
    return chosen


def _joined_before(doc: Doc, last: Instrument, options: list[Instrument]) -> list[Instrument]:
    """The last one and those that stand before it in a list: `PKS dengan A dan PKS dengan B diteken`."""
    chosen = [last]
    for item in reversed([o for o in options if o.end <= last.first]):
        joint = doc[chosen[0].first - 1].lower_
        if joint in _words("signing", "joins") and item.strength == "strong" and last.strength == "strong" and chosen[0].first - item.end <= 12:
            chosen.insert(0, item)
    return chosen
