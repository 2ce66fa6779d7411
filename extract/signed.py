"""What is signed: the instrument that a trigger is about, and the others that are joined to it.

`PKS dengan A dan PKS dengan B diteken` -> both. What is counted and then told one by one is in `counted`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.grammar import has_shape, is_verb, word_class
from extract.instruments import Instrument
from extract.ruleset import load_words, word_set
from extract.triggers import Trigger
from extract.wordmatch import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH_AFTER = 16  # tokens from an active verb to what it signs
REACH_BEFORE = 40  # tokens from a passive verb back to what was signed


def choose_instruments(doc: Doc, trigger: Trigger, triggers: list[Trigger], instruments: list[Instrument]) -> list[Instrument]:
    """The instruments a trigger is about: after an active verb or a noun, before a passive; several when they are joined."""
    sent = doc[trigger.first].sent
    here = [i for i in instruments if sent.start <= i.first < sent.end]
    low = max((t.end for t in triggers if t.end <= trigger.first), default=sent.start)
    high = min((t.first for t in triggers if t.first >= trigger.end), default=sent.end)
    before = [i for i in here if i.end <= trigger.first and trigger.first - i.head_end <= REACH_BEFORE]
    after = _in_reach([i for i in here if i.head_end > trigger.first and trigger.end <= i.head_end and i.first < high], trigger)
    before = [i for i in before if not _is_quoted_apart(doc, i, trigger)] or before
    after = [i for i in after if not any(t.lower_ in word_set("signing", "clause_openers") for t in doc[trigger.end : i.first])]
    after = [i for i in after if not _is_object_behind(doc, trigger, i)]
    close_before = [i for i in before if i.first >= low]
    next_to = [i for i in after if i.first - trigger.end <= 1 + _count_fillers(doc, trigger, i) and doc[i.first - 1].lower_ not in word_class("agents") | word_set("signing", "clause_openers") | word_set("signing", "time_openers")]
    if doc[trigger.end - 1].lower_ in word_set("signing", "object_forms"):
        options = [_nearest(doc, close_before, trigger)]
    elif trigger.voice in ("active", "nominal"):
        own = [] if after else own_object(doc, trigger)
        options = [after, close_before if not own and _is_relative(doc, trigger) or trigger.voice == "nominal" and not after and not _is_object(doc, close_before) else []]
    elif trigger.voice == "counted":
        options = [before[-1:], after]
    elif trigger.voice == "bare":
        spoken = _agent_before(doc, trigger)
        options = [next_to or ([] if spoken else after), _nearest(doc, close_before, trigger), [] if spoken and own_subject(doc, trigger) else after]
    else:
        options = [next_to, _nearest(doc, close_before, trigger), [i for i in after if i.first - trigger.end <= 6], _nearest(doc, before, trigger) if _is_relative(doc, trigger) or _closes_relative(doc, before, low, trigger) else []]
    first = next((o for o in options if o), [])
    if not first:
        return []
    if first is next_to and trigger.voice == "passive":
        return [i for i in close_before if _is_named_besides(doc, i)][-1:] + _joined_after(doc, [*first, *(i for i in after if i.first > first[-1].first)])
    if trigger.voice in ("active", "nominal", "bare") and first is not close_before and first[0].first >= trigger.first:
        return _joined_after(doc, first)
    return _joined_before(doc, first[-1], close_before) if first[-1].end <= trigger.first else _joined_after(doc, first)


def _in_reach(options: list[Instrument], trigger: Trigger) -> list[Instrument]:
    """Those that follow the verb, or one another, closely."""
    kept: list[Instrument] = []
    for item in options:
        if item.first - (kept[-1].end if kept else trigger.end) <= REACH_AFTER:
            kept.append(item)
    return kept


def _count_fillers(doc: Doc, trigger: Trigger, item: Instrument) -> int:
    """`diteken pula tiga (perjanjian)`: adverbs and numbers between a verb and what is signed."""
    fillers = word_set("signing", "too_words") | word_set("signing", "added_words") | word_set("instruments", "numbers")
    return sum(t.lower_ in fillers for t in doc[trigger.end : item.first])


def _is_named_besides(doc: Doc, item: Instrument) -> bool:
    """`Selain nota kesepahaman, diteken pula …`: signed too."""
    return item.first > 0 and doc[item.first - 1].lower_ in word_set("signing", "besides")


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
    if word_class("relatives") & set(rest):
        return False
    object_of_verb = bool(between) and has_shape(between[-1], "verb.active")
    return bool(set(between) & word_set("signing", "derived_words")) or object_of_verb and bool(set(rest) & word_set("signing", "clause_joins"))


def _is_object_behind(doc: Doc, trigger: Trigger, item: Instrument) -> bool:
    """`menandatangani himbauan yang meminta rektor mencabut (surat edaran)`: what the verb of a clause behind it is about."""
    between = [t.text for t in doc[trigger.end : item.first]]
    opened = next((i for i, w in enumerate(between) if w in word_class("relatives")), len(between))
    return any(is_verb(w, "verb.active") for w in between[opened:])


def _is_object(doc: Doc, options: list[Instrument]) -> bool:
    """`menolak revisi UU itu dengan penandatanganan`: what another verb is about."""
    return bool(options) and options[-1].first > 0 and has_shape(doc[options[-1].first - 1].text, "verb.active")


def _is_relative(doc: Doc, trigger: Trigger) -> bool:
    """`pakta yang (telah) diteken`: a `yang` shortly before the verb."""
    words = [t.lower_ for t in doc[max(doc[trigger.first].sent.start, trigger.first - 5) : trigger.first]]
    return not word_class("relatives").isdisjoint(words)


def _closes_relative(doc: Doc, options: list[Instrument], low: int, trigger: Trigger) -> bool:
    """`Nota yang ditandatangani rektor itu belum (diteken) gubernur`: `itu` closes a clause about the paper before another verb of signing."""
    if not options or options[-1].end > low:
        return False
    behind = {t.lower_ for t in doc[low : trigger.first]}
    return doc[options[-1].end].lower_ in word_class("relatives") and bool(behind & word_set("instruments", "demonstratives")) and not any(t.text in ",;:" for t in doc[low : trigger.first])


def _agent_before(doc: Doc, trigger: Trigger) -> bool:
    """`sudah mereka tanda tangani`, `yang Zidane tandatangani`: the signer stands between instrument and verb."""
    if trigger.first == doc[trigger.first].sent.start:
        return False
    return doc[trigger.first - 1].lower_ in word_set("signing", "pronouns")


def own_subject(doc: Doc, trigger: Trigger) -> tuple[int, int] | None:
    """The noun phrase just before a passive when it is no instrument we know: `peta tata ruang (yang) telah ditandatangani`."""
    spoken = trigger.voice == "bare" and _agent_before(doc, trigger)
    if trigger.voice != "passive" and not spoken:
        return None
    sent, i = doc[trigger.first].sent, trigger.first - spoken
    while i > sent.start and doc[i - 1].lower_ in word_set("signing", "before_passive"):
        i -= 1
    first = i
    while first > sent.start and i - first < 6 and doc[first - 1].is_alpha and not _breaks_phrase(doc[first - 1]):
        first -= 1
    if first < i and doc[first].lower_ in word_set("signing", "side_openers"):
        return None  # `Punya Bawaslu baru akan diteken`
    if first > sent.start and doc[first - 1].lower_ in word_set("signing", "side_openers") and (first - 1 == sent.start or doc[first - 2].is_punct or doc[first - 2].lower_ in word_set("status", "breaks") | word_set("signing", "left_over")):
        return None  # `Dari pihak kampus ditandatangani rektor`: one side of the paper that was named before
    named = any(t.lower_ not in word_set("status", "time_nouns") | word_set("signing", "before_passive") for t in doc[first:i])
    return (first, i) if named and len(doc[first:i].text) > 3 else None


def own_object(doc: Doc, trigger: Trigger) -> tuple[int, int] | None:
    """The noun phrase just behind an active verb when it is no instrument we know: `juga meneken peta batas wilayah`."""
    if trigger.rule_id not in word_set("signing", "object_rules") or doc[trigger.end - 1].lower_ in word_set("signing", "object_forms"):
        return None
    sent, i = doc[trigger.first].sent, trigger.end
    while i < sent.end and i - trigger.end < 6 and doc[i].is_alpha and not doc[i].ent_type_ and not _ends_object(doc[i]):
        i += 1
    return (trigger.end, i) if i > trigger.end and doc[trigger.end].is_lower and len(doc[trigger.end]) > 2 else None


def points_back(doc: Doc, first: int, end: int) -> bool:
    """`Yang pertama diteken para camat`: one of those named before."""
    return all(t.lower_ in word_set("signing", "which_one") for t in doc[first:end])


def _ends_object(token: Token) -> bool:
    return _breaks_phrase(token) or token.lower_ in word_set("instruments", "np_stops") | word_set("instruments", "demonstratives") | word_set("signing", "no_objects")


def _breaks_phrase(token: Token) -> bool:
    word = token.lower_
    return is_verb(token.text) or word in word_set("signing", "phrase_breaks") or word in word_set("signing", "pronouns")


def _joined_after(doc: Doc, options: list[Instrument]) -> list[Instrument]:
    """The first one and those that are joined to it by a comma or `dan`, other in kind."""
    chosen = [options[0]]
    for n, item in enumerate(options[1:], start=1):
        between = [t.lower_ for t in doc[chosen[-1].end : item.first]]
        if between == [","] and any(doc[o.first - 1].lower_ in word_set("signing", "joins") for o in options[n + 1 :]):
            between = [*load_words("signing", "joins")[:1]]
        if len(chosen) > 1 and len(between) == 2 and between[0] == ",":
            between = between[1:]  # `pakta integritas, perjanjian kinerja, dan ikrar`
        heads = {doc[c.first : c.head_end].text.lower() for c in chosen}
        joined = len(between) <= 4 and not any(is_verb(w, "verb.active") for w in between) and between[:1] != [] and between[0] in word_set("signing", "joins")
        listed = any(doc[o.first - 1].lower_ in word_set("signing", "joins") for o in options[n + 1 :])
        partner = len(between) <= 12 and between[:1] != [] and between[0] in word_set("signing", "partner_words") and (between[-1] in word_set("signing", "joins") or listed and between[-1] == ",")
        other = doc[item.first : item.head_end].text.lower() not in heads or has_partner(doc, chosen[-1]) and has_partner(doc, item)
        if (joined or partner) and item.strength == "strong" and other:
            chosen.append(item)
    return chosen


def has_partner(doc: Doc, item: Instrument) -> bool:
    """`NPHD antara A dan B`, `MoU dengan C`: says itself with whom it is signed."""
    return item.end < len(doc) and doc[item.end].lower_ in word_set("signing", "partner_words")


def _joined_before(doc: Doc, last: Instrument, options: list[Instrument]) -> list[Instrument]:
    """The last one and those that stand before it in a list: `PKS dengan A dan PKS dengan B diteken`."""
    chosen = [last]
    for item in reversed([o for o in options if o.end <= last.first]):
        joint = doc[chosen[0].first - 1].lower_
        if joint in word_set("signing", "joins") and item.strength == "strong" and last.strength == "strong" and chosen[0].first - item.end <= 12 and not _does_else(doc, item, chosen[0]):
            chosen.insert(0, item)
    return chosen


def _does_else(doc: Doc, item: Instrument, following: Instrument) -> bool:
    """`Raperda baru akan dibahas bulan depan, dan persetujuan bersama ditandatangani …`: a verb of its own stands behind the first."""
    between = doc[item.end : following.first]
    return any(is_verb(t.text) for t in between) and not any(t.lower_ in word_class("relatives") for t in between)
