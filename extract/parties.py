"""The organisations, groups and states among those who sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.gazetteer import is_state
from extract.grammar import has_enclitic, is_verb, pattern_of, word_class
from extract.records import Hit, Reading, Span
from extract.ruleset import load_words, word_set
from extract.sentences import rule_finder
from extract.wordmatch import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.instruments import Instrument


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
    for hit in rule_finder("parties").find(doc):
        if hit.value.get("office") and _names_person(doc, hit, people):
            continue
        whole = _with_area(doc, _widen_group(doc, _cut_group(doc, Span(hit.start, hit.end))))
        cut = _without_person(doc, whole, named_people)
        if text_of(doc)[cut.start : cut.end].endswith(".") and cut.end - cut.start > 5:
            cut = Span(cut.start, cut.end - 1)
        if cut.start + len(text_of(doc)[whole.start : whole.end].rstrip(".")) <= cut.end or not _is_single(text_of(doc)[cut.start : cut.end].lower()):
            groups.append(cut)
    return groups


def _is_single(group: str) -> bool:
    """`sekretaris daerah kota bitung`: an office with one holder."""
    return any(group == office or group.startswith(office + " ") for office in word_set("parties", "single_offices"))


def _without_person(doc: Doc, span: Span, people: list[Span]) -> Span:
    """`Bawaslu Kota Tegal Fauzan Hakim`, glued by the tagger -> `Bawaslu Kota Tegal`."""
    cut = min((p.start for p in people if span.start + 3 < p.start < span.end), default=span.end)
    return Span(span.start, span.start + len(text_of(doc)[span.start : cut].rstrip(" ,"))) if cut < span.end else span


def _governments(reading: Reading, named: list[Span]) -> list[tuple[Span, Span]]:
    """`Wali Kota Tegal Budi` with `Pemkot Tegal` where the article names it."""
    found = []
    bodies = [s for s in named if reading.text[s.start : s.end].split()[0].lower() in word_set("parties", "governments")]
    for mention in reading.person_mentions:
        if mention.unit and (mention.position or "").lower() in word_set("parties", "regional_heads"):
            own = next((s for s in bodies if reading.text[s.start : s.end].lower().endswith(" " + mention.unit.lower())), None)
            found += [(mention.full, own)] if own else []
    return found


def find_parties(doc: Doc, instrument: Instrument | None, signers: tuple[Span, ...], names: Names) -> tuple[Span, ...]:
    """Organisations, groups and states inside the signers' phrases, in order; no persons."""
    found: list[Span] = []
    between_states = instrument is None or instrument.kind in ("treaty", "mou", "cooperation_agreement", "declaration") or instrument.strength == "weak"
    named = Span(doc[instrument.first].idx, doc[instrument.head_end - 1].idx + 1) if instrument is not None else Span(0, 0)
    options = names.groups + names.units + names.organisations + (names.states if between_states and (len(names.states) > 1 or instrument and instrument.kind == "treaty") else [])
    papers = instrument is not None and instrument.kind in word_set("parties", "single_kinds")  # a decree binds no parties: whoever signs it for an office is a person
    for signer in (_own_body(doc, s, names) for s in signers):
        groups = [s for s in names.groups if signer.overlaps(s) and signer.start <= s.start]
        if papers and not groups and any(p.overlaps(signer) for p in names.people):
            continue
        inside = [s for s in options if signer.overlaps(s) and signer.start <= s.start and text_of(doc)[s.start : s.end].lower() not in word_set("parties", "never") and not s.overlaps(named)]
        inside = _longest(_chain(inside) + (_listed_states(doc, signer) if between_states else []))
        inside = _join_owner(doc, inside)
        found += _complete_list(doc, signer, inside, names) or _plain_group(doc, signer, names.people) or _area(doc, signer) or (_untagged(doc, signer, names) if instrument and instrument.kind in word_set("parties", "mutual_kinds") else [])
        if instrument is not None and instrument.kind in word_set("parties", "government_kinds"):
            found = [body for head, body in names.governments if signer.overlaps(head)] + found
    return tuple(dict.fromkeys(_within_sentence(doc, span) for span in found))


def _listed_states(doc: Doc, signer: Span) -> list[Span]:
    """`Indonesia dan Suriname`: states in a list, whatever the tagger took them for."""
    states = [item for item in _list_items(text_of(doc), signer) if (words := text_of(doc)[item.start : item.end].split()) and is_state(" ".join(words[words[0].lower() in word_set("signing", "state_words") :]))]
    return states if len(states) > 1 else []


def _own_body(doc: Doc, signer: Span, names: Names) -> Span:
    """`Ketua Bawaslu Jember mengatakan pihaknya telah (meneken)`: the body that the sentence speaks of first, else that of who speaks behind the quote."""
    first = text_of(doc)[signer.start : signer.end].split(maxsplit=4)[:4]
    if any(word.lower() in load_words("signing", "pronoun_groups") for word in first):
        return _meant_group(doc, signer, names)
    if not first or first[0].lower() not in word_set("parties", "own_bodies"):
        return signer
    sent = doc.char_span(signer.start, signer.end, alignment_mode="expand")[0].sent
    bodies = sorted(names.units + names.organisations)
    before = [s for s in bodies if sent.start_char <= s.start and s.end <= signer.start]
    quoted = re.search(r'[,.]\s?["”]\s', text_of(doc)[signer.end : sent.end_char])
    behind = [s for s in bodies if quoted and signer.end + quoted.end() <= s.start < sent.end_char]
    return next(iter(before + behind), signer)


def _meant_group(doc: Doc, signer: Span, names: Names) -> Span:
    """`80 lurah berkumpul. Mereka (meneken)`: the one group that the sentence before names."""
    sent = doc.char_span(signer.start, signer.end, alignment_mode="expand")[0].sent
    back = doc[max(sent.start - 1, 0)].sent
    told = [s for s in names.groups if back.start_char <= s.start and s.end <= back.end_char and s not in names.organisations]
    return told[0] if len(told) == 1 else signer


def _chain(spans: list[Span]) -> list[Span]:
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
    for joint in [*pattern_of(r",? {and_words} |, ").finditer(text[span.start : span.end]), None]:
        end = span.start + joint.start() if joint else span.end
        if start < end:
            items.append(Span(start, end))
        start = span.start + joint.end() if joint else end
    return items


def _is_name(text: str) -> bool:
    words = text.split()
    known = word_set("parties", "offices") | word_set("parties", "office_heads") | word_set("parties", "regional_heads") | word_set("parties", "segment_ends")
    return 0 < len(words) < 5 and all(w[0].isupper() for w in words) and words[0].lower() not in known and not text.endswith(".")


def _untagged(doc: Doc, signer: Span, names: Names) -> list[Span]:
    """`(kesepakatan awal dengan) Mislatel, konsorsium …`: a name behind `dengan` that nobody tagged."""
    tokens = doc.char_span(signer.start, signer.end, alignment_mode="expand")
    if tokens is None or tokens.start == 0 or doc[tokens.start - 1].lower_ not in word_set("parties", "joiners") or tokens[0].ent_type_:
        return []
    end = next((t.i for t in tokens if not (t.is_title or t.is_upper) or t.ent_type_ not in ("", "LOC")), tokens.end)
    span = Span(signer.start, doc[end - 1].idx + len(doc[end - 1])) if end > tokens.start else signer
    return [span] if end > tokens.start and _is_name(text_of(doc)[span.start : span.end]) and not any(span.overlaps(p) for p in names.people) else []


def _area(doc: Doc, signer: Span) -> list[Span]:
    """`(tinggal) Kota Sungai Penuh dan Kabupaten Kerinci (belum menandatangani)`: an area stands for its government."""
    found = []
    for item in _list_items(text_of(doc), signer):
        words = text_of(doc)[item.start : item.end].split()
        lead = next((n for n, w in enumerate(words) if w.lower() not in word_set("parties", "lead_ins")), 0)
        start = item.end - len(" ".join(words[lead:]))
        words = words[lead:]
        if len(words) > 1 and words[0].lower() in word_set("parties", "areas") and all(w[0].isupper() for w in words) and len(words) < 5:
            found.append(Span(start, item.end))
    return found


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
    if any(not pattern_of(r"[,;:(]|\b(?:{and_words}|{at_words}|{on_words})\b").search(gap) for gap in behind):  # a rank stands between: `Panglima TNI Marsekal Hadi`
        return True
    if any(p.start <= hit.end + 2 and (hit.end if short else hit.start) < p.end and text_of(doc)[p.start : p.end] not in load_words("parties", "ministers") for p in people):
        return True
    after = [t for t in doc.char_span(hit.end, min(hit.end + 40, len(text_of(doc))), alignment_mode="expand") or [] if t.idx >= hit.end][:2]
    if len(after) < 2 or after[0].text != "," or not after[1].is_title or after[1].ent_type_ == "ORG":
        return False
    return after[1].text not in load_words("parties", "ministers") and after[1].lower_ not in {w.split()[0] for w in word_set("parties", "offices")} | word_set("parties", "office_heads")


def _plain_group(doc: Doc, signer: Span, people: list[Span]) -> list[Span]:
    """A phrase of signers that is itself a group without a name: `tenaga kontrak`, `pegawai lain`."""
    signer = _cut_group(doc, signer, punctuation=True)
    words = text_of(doc)[signer.start : signer.end].lower().split()
    if not words or len(words) > 9 or any(p.overlaps(signer) for p in people) or " ".join(words) in word_set("parties", "single_offices"):
        return []
    if any(is_verb(w, "verb.transitive") for w in words):
        return []  # `Bupati mengaku lupa kapan (meneken)`
    opens = words[0] in word_set("parties", "spread") or words[0].isdecimal()
    named = any(" ".join(words[n : n + k]) in word_set("parties", "offices") for n in range(min(3, len(words))) for k in (1, 2, 3))
    return [signer] if named and (opens or words[0] in {w.split()[0] for w in word_set("parties", "offices")}) else []


def _cut_group(doc: Doc, span: Span, punctuation: bool = False) -> Span:
    """`Keuchik se-Aceh Bakal Teken Pakta` -> `Keuchik se-Aceh`: a group ends before a verb or, where asked, before a mark."""
    tokens = list(doc.char_span(span.start, span.end, alignment_mode="expand") or ())
    for n, token in enumerate(tokens[1:], start=1):
        candidates = n + 1 < len(tokens) and tokens[n + 1].lower_ in word_set("parties", "group_goes_on")
        if token.lower_ in word_set("parties", "group_ends") and not candidates or punctuation and token.text in {",", ";", ":"}:
            return Span(span.start, tokens[n - 1].idx + len(tokens[n - 1]))
    return span


def _widen_group(doc: Doc, span: Span) -> Span:
    """`para peserta` -> `para peserta pelatihan`: nouns in small letters that go on with a group."""
    last = doc.char_span(span.start, span.end, alignment_mode="expand")
    end = last.end if last is not None and last[-1].is_lower else 0  # a name ends a group
    stops = word_set("parties", "subject_tail") | word_set("parties", "segment_ends") | word_set("parties", "group_ends") | word_set("parties", "joiners") | word_set("parties", "subject_breaks") | word_set("parties", "companion_ends")
    stops |= word_set("parties", "agent_adverbs") | word_set("parties", "additive") | word_set("parties", "reporting") | word_set("parties", "light_verbs") | word_set("parties", "joining") | word_class("agents") | word_set("parties", "adjunct_heads")
    for token in doc[end : min(end + 2, len(doc))] if end else ():
        if not (token.is_lower and token.is_alpha) or token.ent_type_ or token.text in stops or has_enclitic(token.text) or is_verb(token.text):
            break
        span = Span(span.start, token.idx + len(token))
    return span


def _with_area(doc: Doc, span: Span) -> Span:
    """`kedua pasangan calon Bupati` and `Gowa` behind it: candidates with the area they stand for."""
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None or tokens[-1].lower_ not in word_set("parties", "area_offices") or not {t.lower_ for t in tokens} & word_set("parties", "group_goes_on"):
        return span
    end = tokens.end
    while end < min(tokens.end + 3, len(doc)) and doc[end].is_title and doc[end].ent_type_ in ("", "LOC") and doc[end].lower_ not in word_set("parties", "group_ends") | word_set("parties", "segment_ends"):
        end += 1
    return Span(span.start, doc[end - 1].idx + len(doc[end - 1]))


def _split_names(doc: Doc, first: int, end: int) -> list[tuple[int, int]]:
    """Two organisations that the tagger glued together: `Bea Cukai dan Ikatan Akuntan Indonesia`."""
    company = doc[first].lower_ in word_set("parties", "companies")
    while first + 1 < end and doc[first].lower_ in word_set("parties", "papers"):  # `MoU Pupuk Kaltim`
        first += 1
    for i in range(first + 1, end - 1):
        if doc[i].lower_ in word_set("parties", "partner_joiners"):
            return [(first, i)] + _split_names(doc, i + 1, end)
        if doc[i].lower_ in word_set("parties", "joining") and (doc[i + 1].lower_ in word_set("parties", "organisation_heads") or company and doc[i + 1].is_title):
            return [(first, i)] + _split_names(doc, i + 1, end)
    if not (end < len(doc) and doc[end].ent_type_ == "PER"):
        while first > 0 and doc[first - 1].lower_ in word_set("parties", "group_heads"):  # `calon pimpinan KPK`
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
    while doc[first].lower_ in word_set("parties", "companies") and end < len(doc) and doc[end].is_title and doc[end].ent_type_ != "PER" and end - first < 7 and doc[end].lower_ not in word_set("parties", "group_ends"):
        end += 1
    if end < len(doc) and doc[end].text == "(":
        close = next((j for j in range(end + 1, min(end + 6, len(doc))) if doc[j].text == ")"), None)
        if close is not None and not doc[end + 1].text[0].isdigit():
            end = close + 1
    last = doc[end - 1]
    return Span(doc[first].idx, last.idx + len(last))


def same_party(a: str, b: str) -> bool:
    """Equal words, one inside the other, or one the other's initials."""
    x, y = re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())
    if set(x) <= set(y) or set(y) <= set(x):
        return True
    short, long_ = sorted((x, y), key=len)
    return len(short) == 1 and (short[0] in long_ or short[0] == "".join(w[0] for w in long_))
