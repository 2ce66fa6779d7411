"""Who signs, as phrases: the subject of an active verb, the agent of a passive, the companions behind `dengan`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.grammar import has_shape, is_verb, word_class
from extract.instruments import Instrument
from extract.records import Span
from extract.ruleset import word_set
from extract.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 100  # tokens on either side of a trigger in which its signers stand


def find_signers(doc: Doc, trigger: Trigger, instrument: Instrument | None, joined: Sequence[Instrument] = ()) -> tuple[Span, ...]:
    """Spans of the phrases whose people sign: the subject of an active verb, the agent of a passive, the companions."""
    sent = doc[trigger.first].sent
    start, end = max(sent.start, trigger.first - REACH), min(sent.end, trigger.end + REACH)
    found: list[tuple[int, int] | None] = []
    if instrument and trigger.voice == "nominal" and (owner := _owners(doc, instrument.end, end)):
        found.append(owner)
    if trigger.voice == "active" or trigger.voice == "bare" and not (instrument and instrument.end <= trigger.first):
        found.append(_subject(doc, start, min(trigger.start, trigger.first)))
        found.append(_cleft(doc, max(trigger.end, _name_end(doc, instrument)), end) or (_agent(doc, trigger.end, end) if trigger.rule_id in word_set("signing", "predicate_rules") else None))
        limit = min([end] + [other.first for other in joined if instrument and other.first > instrument.first])  # up to the next paper
        after = max(trigger.end, _name_end(doc, instrument))
        found.append(_companions(doc, after, limit) or _companions(doc, after, end))
        if not any(f and f[0] < f[1] for f in found) or trigger.first - 1 >= start and doc[trigger.first - 1].lower_ in word_set("parties", "clause_openers"):
            found.append(_subject_behind(doc, trigger.first, max(trigger.end, _name_end(doc, instrument)), end))
    elif trigger.voice == "bare":
        found.append(_subject(doc, max(start, instrument.end), trigger.first))
    elif trigger.voice == "passive":
        behind = instrument is not None and trigger.end <= instrument.first
        found.append(_agent(doc, _name_end(doc, instrument), end, after_oleh=True) or _companions(doc, _name_end(doc, instrument), end) if behind else _agent(doc, trigger.end, end))
        if instrument and instrument.head_end < trigger.first:  # up to the next of several instruments: `PKS dengan A dan PKS dengan B diteken`
            limit = min([trigger.first] + [other.first for other in joined if other.first > instrument.first])
            found.append(_companions(doc, _name_end(doc, instrument), limit))
    else:
        after = max(trigger.end, _name_end(doc, instrument))
        hosted = instrument is not None and instrument.kind in word_set("parties", "group_kinds") and after < end and doc[after].lower_ in word_set("parties", "receiving")  # `menggelar penandatanganan pakta bagi para camat`
        if _light_verb(doc, trigger.first, start) and not hosted:
            found.append(_subject(doc, start, trigger.first))
        limit = min([end] + [other.first for other in joined if instrument and other.first > instrument.first])  # up to the next paper
        found.append(_companions(doc, after, limit, watched=_is_watched(doc, trigger.first, start)))
        found.append(_agent(doc, after, end, after_oleh=True) or _doer(doc, after, end))
    if trigger.voice in ("passive", "nominal"):
        found.append(_side(doc, start, trigger.first))
    if trigger.voice in ("passive", "nominal") and not any(found):
        found.append(_parties_far(doc, trigger.end, end))
    if instrument and trigger.voice == "passive" and instrument.kind in word_set("parties", "mutual_kinds") | {"grant_agreement"}:
        found.insert(0, _named_in(doc, instrument))
    if instrument and instrument.kind == "grant_agreement" and instrument.end < end and doc[instrument.end].lower_ in word_set("parties", "receiving"):  # `NPHD untuk Bawaslu Bima akan diteken`
        found.append(_agent(doc, instrument.end + 1, trigger.first if trigger.first > instrument.end else end))
    if instrument and instrument.kind in word_set("parties", "single_kinds"):  # `surat edaran larangan berfoto dengan bakal calon`
        found = [f for f in found if f and not (f[0] > 0 and f[0] > trigger.first and doc[f[0] - 1].lower_ in word_set("parties", "joiners"))]
    return tuple(Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in (_trim(doc, *f) for f in found if f) if a < b)


def _side(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`Dari pihak Unhas, naskah (diteken) rektor`, `…, sedangkan untuk Unhas (diteken) dekan`: the body for which they sign."""
    marks = [i for i in range(start, end) if doc[i].is_punct]
    for first in [start, *(i + 1 for i in marks)][::-1]:
        while first < end and doc[first].lower_ in word_set("parties", "clause_joins"):
            first += 1
        if first < end and doc[first].lower_ in word_set("signing", "side_openers"):
            stop = next((i for i in marks if i > first), end)
            return (first + 1, stop) if not any(t.like_num or t.lower_ in word_set("parties", "spread") for t in doc[first:stop]) else None
    return None


def _doer(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`Penandatanganan dilakukan Ketua Bawaslu …`: the agent of the verb of doing, without `oleh`."""
    at = next((i for i in range(start, min(end, start + 6)) if doc[i].lower_ in word_set("parties", "done_by")), None)
    told = next((i for i in range(start, min(end, start + 6)) if doc[i].lower_ in word_set("parties", "followed_by")), None)
    if told is not None and told + 1 < end and (doc[told + 1].like_num or doc[told + 1].lower_ in word_set("parties", "all_of") | word_set("parties", "group_opens")):
        return _agent(doc, told + 1, end)
    if at is None or at + 1 >= end or not (doc[at + 1].is_title or doc[at + 1].lower_ in word_set("parties", "all_of") | word_set("parties", "group_opens")) or doc[at + 1].ent_type_ in ("LOC", "FAC"):
        return None
    return _agent(doc, at + 1, end)


def _subject_behind(doc: Doc, first: int, start: int, end: int) -> tuple[int, int] | None:
    """`Setelah menandatangani pakta, 33 kepala sekolah langsung menerima …`, `Teken pakta, 33 kepala sekolah …`: the subject of the main clause signs."""
    if first > doc[first].sent.start and doc[first - 1].lower_ not in word_set("parties", "clause_openers"):
        return None
    comma = next((i for i in range(start, min(end, start + 12)) if doc[i].text == ","), None)
    if comma is None:
        return None
    stop = next((i for i in range(comma + 1, end) if doc[i].is_punct or _is_governing_verb(doc[i]) or doc[i].lower_ in word_set("parties", "subject_tail") | word_set("parties", "segment_ends")), end)
    return (comma + 1, stop) if stop > comma + 1 else None


def _parties_far(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`diteken di Solo, Rabu (3/5), antara A dan B`: nothing but when and where stands before the parties."""
    at = next((i for i in range(start, min(end, start + 26)) if doc[i].lower_ in word_set("parties", "between_words")), None)
    if at is None or any(_is_governing_verb(t) or t.lower_ in word_class("relatives") for t in doc[start:at]):
        return None
    return _agent(doc, at + 1, end)


def _named_in(doc: Doc, instrument: Instrument) -> tuple[int, int] | None:
    """`nota kesepahaman Dewan Pers dan Polri`: the organisations right behind the head of the name."""
    first = end = instrument.head_end
    if end < len(doc) and doc[end].text == "(":
        end = next((j + 1 for j in range(end, min(end + 5, len(doc))) if doc[j].text == ")"), end)
        first = end
    while end < len(doc) and (doc[end].ent_type_ == "ORG" or end > first and doc[end].lower_ in word_set("parties", "joining") | {",", "-", "–"} and end + 1 < len(doc) and doc[end + 1].ent_type_ == "ORG"):
        end += 1
    return (first, end) if end > first else None


def _owners(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`penandatanganan komitmen para operator bus`: those whose commitment it is."""
    if start >= end or doc[start].lower_ not in word_set("parties", "all_of"):
        return None
    stop = next((i for i in range(start + 1, end) if _ends_segment(doc[i]) or doc[i].is_punct or doc[i].lower_ in word_set("parties", "joiners") | word_class("agents")), end)
    return (start, stop) if stop - start > 1 else None


def _name_end(doc: Doc, instrument: Instrument | None) -> int:
    """Where the companions may begin: behind the instrument's name, or inside one that names them (`Perjanjian antara A dan B tentang …`)."""
    if instrument is None:
        return 0
    inside = instrument.head_end < instrument.end and doc[instrument.head_end].lower_ in word_set("parties", "joiners")
    return instrument.head_end if inside else instrument.end


def _trim(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Adverbs and light verbs that stand between a subject and the verb are no part of it."""
    while end > first and doc[end - 1].lower_ in word_set("parties", "subject_tail") | word_set("parties", "reporting_verbs"):
        end -= 1
    while first + 1 < end and doc[first].lower_ in word_set("parties", "lead_ins"):
        first += 1
    return first, end


def _ends_segment(token: Token) -> bool:
    """A word that ends a phrase of signers, unless it is a part of a name (`Kementerian Dalam Negeri`)."""
    if token.text in {";", ":", "“", '"'} or "\n" in token.text:
        return True
    return token.lower_ in word_set("parties", "segment_ends") and not token.ent_type_ in ("ORG", "PER") and not (token.is_title and token.lower_ in word_set("parties", "prepositions"))


def _light_verb(doc: Doc, first: int, start: int) -> bool:
    return any(t.lower_ in word_set("parties", "light_verbs") for t in doc[max(start, first - 3) : first])


def _subject(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Back from the verb over the pieces between commas that are noun phrases: `Bupati Toba, Poltak Sitorus, selaku PPK`."""
    pieces, last = [], end
    for i in range(end - 1, start - 1, -1):
        word = doc[i].lower_
        if word in word_set("parties", "reporting_verbs") and _names_somebody(doc, i + 1, last):  # `Situs X mewartakan dua bupati telah meneken`
            pieces.append((i + 1, last))
            break
        if word in word_set("parties", "subject_breaks") and not (word in word_class("relatives") and i + 1 < end and doc[i + 1].lower_ in word_set("parties", "standing_in") | word_set("parties", "sameness")):
            relative = None if pieces or doc[i].is_punct else _relative_before(doc, start, i)
            if word in word_set("parties", "time_words") and relative is None and not _names_somebody(doc, i + 1, last):
                continue  # `sejumlah kades hingga kini belum`
            if relative is not None:  # `19 ASN yang terjaring saat razia menandatangani`: the noun before it signs
                return _before_relative(doc, start, relative)
            if word in word_set("parties", "so_that") and not pieces and not _names_somebody(doc, i + 1, last):
                return _first_subject(doc, start, i)
            pieces.append((i + 1, last))
            break
        if word == ",":
            pieces.append((i + 1, last))
            last = i
        if word in word_set("parties", "dashes") and i - start < 8 and doc[i - 1].whitespace_:  # the end of a dateline
            pieces.append((i + 1, last))
            break
    else:
        pieces.append((start, last))
    first = pieces[0][0] if pieces else start
    if len(pieces) > 2 and not _names_somebody(doc, *pieces[0]):  # an adjunct between commas: `para kades, Selasa (1/10), menandatangani`
        pieces = pieces[2:]
        first = pieces[0][0]
    for a, b in pieces[1:]:
        if a >= b or _is_adjunct(doc, a, b):
            break
        first = a
    return first, end


def _first_subject(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`Dua partai tak mengirim wakil (sehingga belum meneken)`: the noun phrase before the first verb."""
    stop = next((i for i in range(start, end) if doc[i].is_punct or _is_governing_verb(doc[i]) or doc[i].lower_ in word_set("parties", "subject_tail")), end)
    return (start, stop) if stop > start else None


def _names_somebody(doc: Doc, first: int, end: int) -> bool:
    """Whether a piece before the verb holds more than adverbs (`sampai kini belum`)."""
    idle = word_set("parties", "subject_tail") | word_set("parties", "time_words")
    return any(t.is_alpha and t.lower_ not in idle for t in doc[first:end])


def _relative_before(doc: Doc, start: int, i: int) -> int | None:
    """The `yang` at token `i`, or before it in the same stretch without a mark."""
    while i > start and not doc[i].is_punct:
        if doc[i].lower_ in word_class("relatives"):
            return i
        i -= 1
    return None


def _before_relative(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The noun phrase that a relative clause belongs to."""
    first = end
    while first > start and not _is_governing_verb(doc[first - 1]) and (not doc[first - 1].is_punct or doc[first - 1].text == "/") and doc[first - 1].lower_ not in word_set("parties", "subject_breaks"):
        first -= 1
    return first, end


def _is_governing_verb(token: Token) -> bool:
    """`Bawaslu mengingatkan (para camat yang …)`: the verb that the noun phrase is the object of."""
    return is_verb(token.text, "verb.transitive")


def _is_adjunct(doc: Doc, a: int, b: int) -> bool:
    """A piece that opens the sentence and is no part of the subject: a place, a time, a reporting verb."""
    return doc[a].lower_ in word_set("parties", "adjunct_heads") or any(t.lower_ in word_set("parties", "reporting") for t in doc[a:b])


def _agent(doc: Doc, start: int, end: int, after_oleh: bool = False) -> tuple[int, int] | None:
    """The agent after a passive or after `oleh`: up to a word that ends it."""
    i, stop = start, min(end, start + 8)
    if after_oleh or _first_by(doc, start, min(end, start + 5)) < min(end, start + 5) and not any(_is_verb(t) for t in doc[start : _first_by(doc, start, end)]) or _is_dated_agent(doc, start, end):
        i = next((j + 1 for j in range(start, end) if doc[j].lower_ in word_class("agents")), end)
        if i >= end or after_oleh and any(doc[j].lower_ in word_set("parties", "other_agents") for j in range(start, i)):
            return None
    else:
        while i < stop and doc[i].lower_ in word_set("parties", "agent_adverbs"):
            i += 1
    if i < end and (doc[i].text in {",", "(", "."} or doc[i].lower_ in word_set("parties", "joining")):
        return None
    j = i
    while j < end and not _ends_segment(doc[j]) and not (j > i and _is_verb(doc[j]) and not doc[j].ent_type_) or _is_seat(doc, j, end):
        j += 1
    while j > i and (doc[j - 1].is_punct and doc[j - 1].text != ")" or doc[j - 1].lower_ in word_set("parties", "loose_ends")):
        j -= 1
    return (i, j) if any(t.is_alpha for t in doc[i:j]) else None


def _is_seat(doc: Doc, i: int, end: int) -> bool:
    """`Kepala Kantor Anu di Makassar, Budi`: where an office sits, before the name of its holder."""
    if not 0 < i < end - 3 or doc[i].lower_ not in word_set("parties", "prepositions") or doc[i + 1].ent_type_ != "LOC":
        return False
    comma = next((j for j in range(i + 2, min(i + 5, end - 1)) if doc[j].ent_type_ != "LOC"), i)
    return doc[comma].text == "," and doc[comma + 1].ent_type_ == "PER" and doc[i - 1].ent_type_ != "PER"


def _is_dated_agent(doc: Doc, start: int, end: int) -> bool:
    """`diteken di Solo pada Kamis (19/9/2019) oleh …`: nothing but when and where stands before the agent."""
    if start >= end or doc[start].lower_ not in word_set("parties", "when_where"):
        return False
    return any(t.lower_ in word_class("agents") for t in doc[start : min(end, start + 16)]) and not any(has_shape(t.text) or t.text == "." for t in doc[start : _first_by(doc, start, end)])


def _first_by(doc: Doc, start: int, end: int) -> int:
    return next((i for i in range(start, end) if doc[i].lower_ in word_class("agents")), end)


def _is_verb(token: Token) -> bool:
    """`dianggap`: another verb, whose agent follows."""
    return is_verb(token.text, "verb.passive")


def _cleft(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`yang meneken ialah Kajari …`: the signers follow."""
    if start < end and doc[start].lower_ in word_set("parties", "copulas"):
        return _agent(doc, start + 1, end)
    return None


def _is_watched(doc: Doc, first: int, start: int) -> bool:
    """`menyaksikan (langsung) penandatanganan`: who is named with the subject watches too."""
    return any(t.lower_ in word_set("parties", "watching") for t in doc[max(start, first - 4) : first])


def _companions(doc: Doc, start: int, end: int, watched: bool = False) -> tuple[int, int] | None:
    """What follows `dengan`, `bersama` or `antara` after the instrument."""
    for i in range(start, min(end, start + 14)):
        word = doc[i].lower_
        if watched and word in word_set("parties", "together"):
            return None
        if word in word_set("parties", "joiners"):
            j = i + 1
            while j < end and not (_ends_segment(doc[j]) or doc[j].lower_ in word_set("parties", "companion_ends")):
                j += 1
            while j > i + 1 and (doc[j - 1].is_punct and doc[j - 1].text != ")" or doc[j - 1].lower_ in word_set("parties", "loose_ends")):
                j -= 1
            first = i + 2 if i + 1 < j and doc[i + 1].lower_ in word_set("parties", "joiners") else i + 1
            return (first, j) if first < j else None
        held = word in word_set("parties", "held") and any(t.lower_ in word_set("parties", "joiners") for t in doc[i + 1 : min(end, i + 4)])  # `dilakukan bersama antara A dan B`
        if not held and (_ends_segment(doc[i]) and word not in word_set("parties", "companions_through") or word in word_set("parties", "companion_ends")):
            return None
    return None
