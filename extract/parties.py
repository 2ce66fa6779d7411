"""Who signs: the phrases of the signers around a trigger, and the organisations, groups and states among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from extract.records import Hit, Reading, Span
from extract.ruleset import Finder, load_family, load_words
from extract.sentences import blank_nlp
from extract.wordmatch import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from extract.instruments import Instrument


_VERBLIKE = re.compile(r"(?:di|me|ber|ter|pen|te)[a-z]{3,}$")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_words("parties", name))


@lru_cache(maxsize=1)
def _finder() -> Finder:
    return Finder(load_family("parties"), blank_nlp().vocab)


def find_signers(doc: Doc, trigger: Any, instrument: Instrument | None, joined: Sequence[Instrument] = ()) -> tuple[Span, ...]:
    """Spans of the phrases whose people sign: the subject of an active verb, the agent of a passive, the companions."""
    sent = doc[trigger.first].sent
    found: list[tuple[int, int] | None] = []
    if instrument and trigger.voice == "nominal" and (owner := _owners(doc, instrument.end, sent.end)):
        found.append(owner)
    if trigger.voice == "active" or trigger.voice == "bare" and not (instrument and instrument.end <= trigger.first):
        found.append(_subject(doc, sent.start, min(trigger.start, trigger.first)))
        found.append(_cleft(doc, max(trigger.end, _name_end(doc, instrument)), sent.end))
        found.append(_companions(doc, max(trigger.end, _name_end(doc, instrument)), sent.end))
    elif trigger.voice == "bare":
        found.append(_subject(doc, max(sent.start, instrument.end), trigger.first))
    elif trigger.voice == "passive":
        found.append(_agent(doc, trigger.end, sent.end))
        if instrument and instrument.head_end < trigger.first:  # up to the next of several instruments: `PKS dengan A dan PKS dengan B diteken`
            limit = min([trigger.first] + [other.first for other in joined if other.first > instrument.first])
            found.append(_companions(doc, _name_end(doc, instrument), limit))
    else:
        after = max(trigger.end, _name_end(doc, instrument))
        if _light_verb(doc, trigger.first, sent.start):
            found.append(_subject(doc, sent.start, trigger.first))
        found.append(_companions(doc, after, sent.end, watched=_is_watched(doc, trigger.first, sent.start)))
        found.append(_agent(doc, after, sent.end, after_oleh=True))
    if instrument and instrument.kind in _words("single_kinds"):  # `surat edaran larangan berfoto dengan bakal calon`
        found = [f for f in found if f and not (f[0] > 0 and f[0] > trigger.first and doc[f[0] - 1].lower_ in _words("joiners"))]
    return tuple(Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in (_trim(doc, *f) for f in found if f) if a < b)


def _owners(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`penandatanganan komitmen para operator bus`: those whose commitment it is."""
    if start >= end or doc[start].lower_ not in _words("all_of"):
        return None
    stop = next((i for i in range(start + 1, end) if _ends_segment(doc[i]) or doc[i].is_punct or doc[i].lower_ in _words("joiners") | _words("by")), end)
    return (start, stop) if stop - start > 1 else None


def _name_end(doc: Doc, instrument: Instrument | None) -> int:
    """Where the companions may begin: behind the instrument's name, or inside one that names them (`Perjanjian antara A dan B tentang …`)."""
    if instrument is None:
        return 0
    inside = instrument.head_end < instrument.end and doc[instrument.head_end].lower_ in _words("joiners")
    return instrument.head_end if inside else instrument.end


def _trim(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Adverbs and light verbs that stand between a subject and the verb are no part of it."""
    while end > first and doc[end - 1].lower_ in _words("subject_tail"):
        end -= 1
    while first + 1 < end and doc[first].lower_ in _words("lead_ins"):
        first += 1
    return first, end


def _ends_segment(token: Token) -> bool:
    """A word that ends a phrase of signers, unless it is a part of a name (`Kementerian Dalam Negeri`)."""
    if token.text in {";", ":", "“", '"'} or "\n" in token.text:
        return True
    return token.lower_ in _words("segment_ends") and not token.ent_type_ in ("ORG", "PER") and not (token.is_title and token.lower_ in _words("prepositions"))


def _light_verb(doc: Doc, first: int, start: int) -> bool:
    return any(t.lower_ in _words("light_verbs") for t in doc[max(start, first - 3) : first])


def _subject(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Back from the verb over the pieces between commas that are noun phrases: `Bupati Toba, Poltak Sitorus, selaku PPK`."""
    pieces, last = [], end
    for i in range(end - 1, start - 1, -1):
        word = doc[i].lower_
        if word in _words("reporting_verbs") and _names_somebody(doc, i + 1, last):  # `Situs X mewartakan dua bupati telah meneken`
            pieces.append((i + 1, last))
            break
        if word in _words("subject_breaks") and not (word in _words("relatives") and i + 1 < end and doc[i + 1].lower_ in _words("standing_in") | _words("sameness")):
            relative = None if pieces or doc[i].is_punct else _relative_before(doc, start, i)
            if word in _words("time_words") and relative is None and not _names_somebody(doc, i + 1, last):
                continue  # `sejumlah kades hingga kini belum`
            if relative is not None:  # `19 ASN yang terjaring saat razia menandatangani`: the noun before it signs
                return _before_relative(doc, start, relative)
            pieces.append((i + 1, last))
            break
        if word == ",":
            pieces.append((i + 1, last))
            last = i
        if word in _words("dashes") and i - start < 8 and doc[i - 1].whitespace_:  # the end of a dateline
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


def _names_somebody(doc: Doc, first: int, end: int) -> bool:
    """Whether a piece before the verb holds more than adverbs (`sampai kini belum`)."""
    idle = _words("subject_tail") | _words("time_words")
    return any(t.is_alpha and t.lower_ not in idle for t in doc[first:end])


def _relative_before(doc: Doc, start: int, i: int) -> int | None:
    """The `yang` at token `i`, or before it in the same stretch without a mark."""
    while i > start and not doc[i].is_punct:
        if doc[i].lower_ in _words("relatives"):
            return i
        i -= 1
    return None


def _before_relative(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The noun phrase that a relative clause belongs to."""
    first = end
    while first > start and not doc[first - 1].is_punct and doc[first - 1].lower_ not in _words("subject_breaks"):
        first -= 1
    return first, end


def _is_adjunct(doc: Doc, a: int, b: int) -> bool:
    """A piece that opens the sentence and is no part of the subject: a place, a time, a reporting verb."""
    return doc[a].lower_ in _words("adjunct_heads") or any(t.lower_ in _words("reporting") for t in doc[a:b])


def _agent(doc: Doc, start: int, end: int, after_oleh: bool = False) -> tuple[int, int] | None:
    """The agent after a passive or after `oleh`: up to a word that ends it."""
    i, stop = start, min(end, start + 8)
    if after_oleh or _first_by(doc, start, min(end, start + 5)) < min(end, start + 5) and not any(_is_verb(t) for t in doc[start : _first_by(doc, start, end)]) or _is_dated_agent(doc, start, end):
        i = next((j + 1 for j in range(start, end) if doc[j].lower_ in _words("by")), end)
        if i >= end or after_oleh and any(doc[j].lower_ in _words("other_agents") for j in range(start, i)):
            return None
    else:
        while i < stop and doc[i].lower_ in _words("agent_adverbs"):
            i += 1
    if i < end and (doc[i].text in {",", "(", "."} or doc[i].lower_ in _words("joining")):
        return None
    j = i
    while j < end and not _ends_segment(doc[j]):
        j += 1
    while j > i and (doc[j - 1].is_punct and doc[j - 1].text != ")" or doc[j - 1].lower_ in _words("loose_ends")):
        j -= 1
    return (i, j) if any(t.is_alpha for t in doc[i:j]) else None


def _is_dated_agent(doc: Doc, start: int, end: int) -> bool:
    """`diteken di Solo pada Kamis (19/9/2019) oleh …`: nothing but when and where stands before the agent."""
    if start >= end or doc[start].lower_ not in _words("when_where"):
        return False
    return any(t.lower_ in _words("by") for t in doc[start : min(end, start + 16)]) and not any(_VERBLIKE.match(t.text) or t.text == "." for t in doc[start : _first_by(doc, start, end)])


def _first_by(doc: Doc, start: int, end: int) -> int:
    return next((i for i in range(start, end) if doc[i].lower_ in _words("by")), end)


def _is_verb(token: Token) -> bool:
    """`dianggap`: another verb, whose agent follows."""
    return token.lower_.startswith("di") and token.is_lower and _VERBLIKE.match(token.text) is not None and token.text not in load_words("instruments", "np_verblike")


def _cleft(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """`yang meneken ialah Kajari …`: the signers follow."""
    if start < end and doc[start].lower_ in _words("copulas"):
        return _agent(doc, start + 1, end)
    return None


def _is_watched(doc: Doc, first: int, start: int) -> bool:
    """`menyaksikan (langsung) penandatanganan`: who is named with the subject watches too."""
    return any(t.lower_ in _words("watching") for t in doc[max(start, first - 4) : first])


def _companions(doc: Doc, start: int, end: int, watched: bool = False) -> tuple[int, int] | None:
    """What follows `dengan`, `bersama` or `antara` after the instrument."""
    for i in range(start, min(end, start + 14)):
        word = doc[i].lower_
        if watched and word in _words("together"):
            return None
        if word in _words("joiners"):
            j = i + 1
            while j < end and not (_ends_segment(doc[j]) or doc[j].lower_ in _words("companion_ends")):
                j += 1
            while j > i + 1 and (doc[j - 1].is_punct and doc[j - 1].text != ")" or doc[j - 1].lower_ in _words("loose_ends")):
                j -= 1
            first = i + 2 if i + 1 < j and doc[i + 1].lower_ in _words("joiners") else i + 1
            return (first, j) if first < j else None
        held = word in _words("held") and any(t.lower_ in _words("joiners") for t in doc[i + 1 : min(end, i + 4)])  # `dilakukan bersama antara A dan B`
        if not held and (_ends_segment(doc[i]) and word not in _words("companions_through") or word in _words("companion_ends")):
            return None
    return None


@dataclass(frozen=True, slots=True)
class Names:
    """What in an article can be a party: groups, organisations, units of offices, states; and the people, who cannot."""

    groups: list[Span]
    organisations: list[Span]
    units: list[Span]
    states: list[Span]
    people: list[Span]
    governments: list[tuple[Span, Span]]  # a regional head, and the name of the government he signs for


def read_names(reading: Reading) -> Names:
    """Everything that can be a party, found once for all acts of an article."""
    doc = reading.doc
    known = {(p.start, p.end) for p in reading.places if p.region is not None}
    spans: dict[str, list[Any]] = {"PER": [], "ORG": [], "LOC": [], "FAC": []}
    for entity in doc.ents:
        spans[entity.label_].append(entity)
    people = [Span(e.start_char, e.end_char) for e in spans["PER"] if (e.start_char, e.end_char) not in known]
    named_people = people + [Span(m.start, m.end) for m in reading.person_mentions if m.end - m.start > 3]
    named = [Span(e.start_char, e.end_char) for e in spans["ORG"] + spans["LOC"]]
    units = [m.unit_span for m in reading.person_mentions if m.unit_span is not None]
    return Names(
        groups=_find_groups(doc, people, named_people),
        organisations=[_without_person(doc, _with_abbreviation(doc, a, b), named_people) for e in spans["ORG"] for a, b in _split_names(doc, e.start, e.end)],
        units=[u for u in units if not any(u.overlaps(n) for n in named)],
        states=[Span(p.start, p.end) for p in reading.places if p.region is not None and p.region.kind == "country"],
        people=people,
        governments=_governments(reading, named),
    )


def _find_groups(doc: Doc, people: list[Span], named_people: list[Span]) -> list[Span]:
    """Groups that sign as one party; an office with its holder's name behind it is a person."""
    groups = []
    for hit in _finder().find(doc):
        if hit.value.get("office") and _names_person(doc, hit, people):
            continue
        whole = _widen_group(doc, _cut_group(doc, Span(hit.start, hit.end)))
        cut = _without_person(doc, whole, named_people)
        if text_of(doc)[cut.start : cut.end].endswith(".") and cut.end - cut.start > 5:
            cut = Span(cut.start, cut.end - 1)
        if cut.start + len(text_of(doc)[whole.start : whole.end].rstrip(".")) <= cut.end or not _is_single(text_of(doc)[cut.start : cut.end].lower()):
            groups.append(cut)
    return groups


def _is_single(group: str) -> bool:
    """`sekretaris daerah kota bitung`: an office with one holder."""
    return any(group == office or group.startswith(office + " ") for office in _words("single_offices"))


def _without_person(doc: Doc, span: Span, people: list[Span]) -> Span:
    """`Bawaslu Kota Tegal Fauzan Hakim`, glued by the tagger -> `Bawaslu Kota Tegal`."""
    cut = min((p.start for p in people if span.start + 3 < p.start < span.end), default=span.end)
    return Span(span.start, span.start + len(text_of(doc)[span.start : cut].rstrip(" ,"))) if cut < span.end else span


def _governments(reading: Reading, named: list[Span]) -> list[tuple[Span, Span]]:
    """`Wali Kota Tegal Budi` with `Pemkot Tegal` where the article names it."""
    found = []
    bodies = [s for s in named if reading.text[s.start : s.end].split()[0].lower() in _words("governments")]
    for mention in reading.person_mentions:
        if mention.unit and (mention.position or "").lower() in _words("regional_heads"):
            own = next((s for s in bodies if reading.text[s.start : s.end].lower().endswith(" " + mention.unit.lower())), None)
            found += [(mention.full, own)] if own else []
    return found


def find_parties(doc: Doc, instrument: Instrument | None, signers: tuple[Span, ...], names: Names) -> tuple[Span, ...]:
    """Organisations, groups and states inside the signers' phrases, in order; no persons."""
    found: list[Span] = []
    between_states = instrument is None or instrument.kind in ("treaty", "mou", "cooperation_agreement", "declaration") or instrument.strength == "weak"
    named = Span(doc[instrument.first].idx, doc[instrument.head_end - 1].idx + 1) if instrument is not None else Span(0, 0)
    options = names.groups + names.units + names.organisations + (names.states if between_states and (len(names.states) > 1 or instrument and instrument.kind == "treaty") else [])
    papers = instrument is not None and instrument.kind in _words("single_kinds")  # a decree binds no parties: whoever signs it for an office is a person
    for signer in (_own_body(doc, s, names) for s in signers):
        groups = [s for s in names.groups if signer.overlaps(s) and signer.start <= s.start]
        if papers and not groups and any(p.overlaps(signer) for p in names.people):
            continue
        inside = [s for s in options if signer.overlaps(s) and signer.start <= s.start and text_of(doc)[s.start : s.end].lower() not in _words("never") and not s.overlaps(named)]
        inside = _longest(_chain(doc, inside))
        inside = _join_owner(doc, inside)
        found += _complete_list(doc, signer, inside, names) or _plain_group(doc, signer, names.people) or _area(doc, signer) or (_untagged(doc, signer, names) if instrument and instrument.kind in _words("mutual_kinds") else [])
        if instrument is not None and instrument.kind in _words("government_kinds"):
            found = [body for head, body in names.governments if signer.overlaps(head)] + found
    return tuple(dict.fromkeys(_within_sentence(doc, span) for span in found))


def _own_body(doc: Doc, signer: Span, names: Names) -> Span:
    """`Ketua Bawaslu Jember mengatakan pihaknya telah (meneken)`: the body that the sentence speaks of first, else that of who speaks behind the quote."""
    first = text_of(doc)[signer.start : signer.end].split(maxsplit=1)[:1]
    if not first or first[0].lower() not in _words("own_bodies"):
        return signer
    sent = doc.char_span(signer.start, signer.end, alignment_mode="expand")[0].sent
    bodies = sorted(names.units + names.organisations)
    before = [s for s in bodies if sent.start_char <= s.start and s.end <= signer.start]
    quoted = re.search(r'[,.]\s?["”]\s', text_of(doc)[signer.end : sent.end_char])
    behind = [s for s in bodies if quoted and signer.end + quoted.end() <= s.start < sent.end_char]
    return next(iter(before + behind), signer)


def _chain(doc: Doc, spans: list[Span]) -> list[Span]:
    """`seribu pegawai` and `pegawai KPK` -> `seribu pegawai KPK`."""
    chained = [Span(a.start, b.end) for a in spans for b in spans if a.start < b.start < a.end < b.end]
    return spans + chained


def _join_owner(doc: Doc, spans: list[Span]) -> list[Span]:
    """`7.600 karyawan` and `Amazon` side by side are one party."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and text_of(doc)[last.end : span.start] == " " and text_of(doc)[last.start : last.end].split()[-1].islower():
            joined[-1] = Span(last.start, span.end)
        else:
            joined.append(span)
    return joined


def _complete_list(doc: Doc, signer: Span, inside: list[Span], names: Names) -> list[Span]:
    """`Pasta Sehat, PDGI, dan AFDOKGI`: a name that nobody tagged is a party when another item of the list is an organisation."""
    items = _list_items(text_of(doc), signer)
    whole = [item for item in items if item in inside and item in names.organisations]
    if len(items) < 2 or not whole:
        return inside
    taken = inside + names.people
    return sorted(inside + [i for i in items if not any(i.overlaps(t) for t in taken) and _is_name(text_of(doc)[i.start : i.end])])


def _list_items(text: str, span: Span) -> list[Span]:
    """The pieces between commas and `dan`."""
    items, start = [], span.start
    for joint in [*re.finditer(r",? (?:dan|serta|maupun) |, ", text[span.start : span.end]), None]:
        end = span.start + joint.start() if joint else span.end
        if start < end:
            items.append(Span(start, end))
        start = span.start + joint.end() if joint else end
    return items


def _is_name(text: str) -> bool:
    words = text.split()
    known = _words("offices") | _words("office_heads") | _words("regional_heads") | _words("segment_ends")
    return 0 < len(words) < 5 and all(w[0].isupper() for w in words) and words[0].lower() not in known and not text.endswith(".")


def _untagged(doc: Doc, signer: Span, names: Names) -> list[Span]:
    """`(kesepakatan awal dengan) Mislatel, konsorsium …`: a name behind `dengan` that nobody tagged."""
    tokens = doc.char_span(signer.start, signer.end, alignment_mode="expand")
    if tokens is None or tokens.start == 0 or doc[tokens.start - 1].lower_ not in _words("joiners") or tokens[0].ent_type_:
        return []
    end = next((t.i for t in tokens if not (t.is_title or t.is_upper) or t.ent_type_ not in ("", "LOC")), tokens.end)
    span = Span(signer.start, doc[end - 1].idx + len(doc[end - 1])) if end > tokens.start else signer
    return [span] if end > tokens.start and _is_name(text_of(doc)[span.start : span.end]) and not any(span.overlaps(p) for p in names.people) else []


def _area(doc: Doc, signer: Span) -> list[Span]:
    """`Kota Sungai Penuh (belum menandatangani)`: an area stands for its government."""
    words = text_of(doc)[signer.start : signer.end].split()
    named = len(words) > 1 and words[0].lower() in _words("areas") and all(w[0].isupper() for w in words) and len(words) < 5
    return [signer] if named else []


def _within_sentence(doc: Doc, span: Span) -> Span:
    """A party ends with the sentence it begins in, without the full stop."""
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None or tokens.end <= tokens[0].sent.end:
        return span
    return Span(span.start, span.start + len(text_of(doc)[span.start : tokens[0].sent.end_char].rstrip(" .\n")))


def _names_person(doc: Doc, hit: Hit, people: list[Span]) -> bool:
    """The office of `hit` has its holder's name inside it or right behind it."""
    short = hit.value.get("short")  # a title in one word, which the tagger may take for a name
    behind = [text_of(doc)[hit.end : p.start] for p in people if hit.end < p.start <= hit.end + 24]
    if any(not re.search(r"[,;:(]|\b(?:dan|serta|di|pada)\b", gap) for gap in behind):  # a rank stands between: `Panglima TNI Marsekal Hadi`
        return True
    if any(p.start <= hit.end + 2 and (hit.end if short else hit.start) < p.end and text_of(doc)[p.start : p.end] not in load_words("parties", "ministers") for p in people):
        return True
    after = [t for t in doc.char_span(hit.end, min(hit.end + 40, len(text_of(doc))), alignment_mode="expand") or [] if t.idx >= hit.end][:2]
    if len(after) < 2 or after[0].text != "," or not after[1].is_title or after[1].ent_type_ == "ORG":
        return False
    return after[1].text not in load_words("parties", "ministers") and after[1].lower_ not in {w.split()[0] for w in _words("offices")} | _words("office_heads")


def _plain_group(doc: Doc, signer: Span, people: list[Span]) -> list[Span]:
    """A phrase of signers that is itself a group without a name: `tenaga kontrak`, `pegawai lain`."""
    signer = _cut_group(doc, signer, punctuation=True)
    words = text_of(doc)[signer.start : signer.end].lower().split()
    if not words or len(words) > 9 or any(p.overlaps(signer) for p in people) or " ".join(words) in _words("single_offices"):
        return []
    opens = words[0] in _words("spread") or words[0].isdecimal()
    named = any(" ".join(words[n : n + k]) in _words("offices") for n in range(min(3, len(words))) for k in (1, 2, 3))
    return [signer] if named and (opens or words[0] in {w.split()[0] for w in _words("offices")}) else []


def _cut_group(doc: Doc, span: Span, punctuation: bool = False) -> Span:
    """`Keuchik se-Aceh Bakal Teken Pakta` -> `Keuchik se-Aceh`: a group ends before a verb or, where asked, before a mark."""
    tokens = list(doc.char_span(span.start, span.end, alignment_mode="expand") or ())
    for n, token in enumerate(tokens[1:], start=1):
        candidates = n + 1 < len(tokens) and tokens[n + 1].lower_ in _words("group_goes_on")
        if token.lower_ in _words("group_ends") and not candidates or punctuation and token.text in {",", ";", ":"}:
            return Span(span.start, tokens[n - 1].idx + len(tokens[n - 1]))
    return span


def _widen_group(doc: Doc, span: Span) -> Span:
    """`para peserta` -> `para peserta pelatihan`: nouns in small letters that go on with a group."""
    last = doc.char_span(span.start, span.end, alignment_mode="expand")
    end = last.end if last is not None and last[-1].is_lower else 0  # a name ends a group
    stops = _words("subject_tail") | _words("segment_ends") | _words("group_ends") | _words("joiners") | _words("subject_breaks") | _words("companion_ends")
    stops |= _words("agent_adverbs") | _words("additive") | _words("reporting") | _words("light_verbs") | _words("joining") | _words("by") | _words("adjunct_heads")
    for token in doc[end : min(end + 2, len(doc))] if end else ():
        if not (token.is_lower and token.is_alpha) or token.ent_type_ or token.text in stops or token.text.endswith("nya") or _is_verblike(token.text):
            break
        span = Span(span.start, token.idx + len(token))
    return span


def _is_verblike(word: str) -> bool:
    return _VERBLIKE.match(word) is not None and word not in load_words("instruments", "np_verblike")


def _split_names(doc: Doc, first: int, end: int) -> list[tuple[int, int]]:
    """Two organisations that the tagger glued together: `Bea Cukai dan Ikatan Akuntan Indonesia`."""
    company = doc[first].lower_ in _words("companies")
    for i in range(first + 1, end - 1):
        if doc[i].lower_ in _words("joining") and (doc[i + 1].lower_ in _words("organisation_heads") or company and doc[i + 1].is_title):
            return [(first, i)] + _split_names(doc, i + 1, end)
    if not (end < len(doc) and doc[end].ent_type_ == "PER"):
        while first > 0 and doc[first - 1].lower_ in _words("group_heads"):  # `calon pimpinan KPK`
            first -= 1
    return [(first, end)]


def _longest(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.overlaps(k) for k in kept):
            kept.append(span)
    return sorted(kept)


def _with_abbreviation(doc: Doc, first: int, end: int) -> Span:
    """`Kementerian Dalam Negeri` -> `Kementerian Dalam Negeri (Kemendagri)` where that is how it is written; a company's name whole."""
    while doc[first].lower_ in _words("companies") and end < len(doc) and doc[end].is_title and doc[end].ent_type_ != "PER" and end - first < 7 and doc[end].lower_ not in _words("group_ends"):
        end += 1
    if end < len(doc) and doc[end].text == "(":
        close = next((j for j in range(end + 1, min(end + 6, len(doc))) if doc[j].text == ")"), None)
        if close is not None and not doc[end + 1].text[0].isdigit():
            end = close + 1
    last = doc[end - 1]
    return Span(doc[first].idx, last.idx + len(last))
