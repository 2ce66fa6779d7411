"""Who stands in for whom: `Gubernur X yang diwakili Staf Ahli Y` -> Y stands in for `Gubernur X`.

The absent person need not be named (`Bupati Bone mengutus Sekda …`); then only the office phrase is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.cast import Cast, Reference, is_handed_to, is_spokesman, split_gap
from extract.grammar import has_enclitic, pattern_of, word_class
from extract.records import Hit, Reading, RoleMention, Sentence
from extract.ruleset import load_words

MAX_OPENING = 60  # characters before a cue, besides the office, that open a sentence about one who is absent
MAX_WORDS_BETWEEN = 14  # between the stand-in and the cue: `yang hadir di lokasi untuk`

MAX_WORDS_BEHIND = 4  # between the stand-in and why another did not come


@dataclass(frozen=True, slots=True)
class StandIn:
    """One person for another in one sentence; either side may be missing where the text names only an office."""

    cue: Hit
    deputy: int
    absent: int | None
    represents: str


def find_stand_ins(reading: Reading, cast: Cast, cues: list[Hit]) -> list[StandIn]:
    """Stand-ins of one article, in the order of their cues."""
    found = []
    for cue in cues:
        points = cue.value.get("points")
        if points in _READERS:
            pair = _READERS[points](reading, cast, cue, reading.sentence_at(cue.start))
            if pair is not None:
                found.append(pair)
    return found


def list_stand_in_roles(pairs: list[StandIn], signing_of: dict[int, int | None]) -> list[RoleMention]:
    """Both sides of each pair as roles; `signing_of` maps a cue's start to the signing it relates to."""
    roles = []
    for pair in pairs:
        at = (signing_of.get(pair.cue.start), pair.cue.rule_id, pair.cue.start, pair.cue.end)
        roles.append(RoleMention(pair.deputy, "representative", *at, represents=pair.represents))
        if pair.absent is not None:
            roles.append(RoleMention(pair.absent, "represented", *at))
    return roles


def list_deputies_present(pairs: list[StandIn], signing_of: dict[int, int | None], found: list[RoleMention]) -> list[RoleMention]:
    """`Kapolres hadir melalui Kabag Y`: the deputy is there; whoever only came (`datang`) has no greater part in it."""
    placed = {role.person for role in found if role.role in ("signatory", "witness")}
    return [RoleMention(pair.deputy, pair.cue.value["also"], signing_of.get(pair.cue.start), pair.cue.rule_id, pair.cue.start, pair.cue.end)
            for pair in pairs if pair.cue.value.get("also") and (pair.deputy not in placed or pair.cue.text.lower().startswith("hadir"))]


def list_deputies_of_guests(reading: Reading, pairs: list[StandIn], found: list[RoleMention]) -> list[RoleMention]:
    """`Hadir Dandim X dan Rektor Y. |Kapolres diwakili Kabag Z|`: the next sentence goes on with the list of guests, or of signers of that office."""
    added = []
    for pair in pairs:
        at = reading.sentence_at(pair.cue.start)
        last = reading.sentences[max(at.index - 1, 0)]
        if any(role.person == pair.deputy and role.role in ("signatory", "witness", "attendee") for role in found):
            continue
        first = reading.text.rfind(pair.represents, at.start, pair.cue.start)
        clause = re.search(rf"(?:\.|{_clause_break()})\s+$", reading.text[at.start:max(first, at.start)])  # `…, dan Rektor B, M.Si. Rektor C diwakili Y`
        start, end, begin = (at.start, first, first) if clause and any(at.start <= r.start < first for r in found) else (last.start, last.end, at.start)
        told = sorted((r for r in found if start <= r.start < end and r.role in ("attendee", "witness", "signatory")), key=lambda r: r.start)
        opens = len(reading.text[begin:pair.cue.start]) < len(pair.represents) + MAX_OPENING
        if told and opens and (start == at.start or last.paragraph == at.paragraph) and (told[-1].role == "attendee" or told[-1].role == "signatory" and _is_like_signers(reading, told, pair.represents)):
            added.append(RoleMention(pair.deputy, told[-1].role, told[-1].signing, pair.cue.rule_id, pair.cue.start, pair.cue.end))
    return added


def _is_like_signers(reading: Reading, told: list[RoleMention], absent: str) -> bool:
    """`Naskah diteken Rektor A dan Rektor B. |Rektor C| diwakili …`: one of the same office as those who sign."""
    signers = {role.person for role in told if role.role == "signatory"}
    return any(p.key in signers and p.position and absent.lower().startswith(p.position.lower()) for p in reading.persons)


def _represented_before(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> StandIn | None:
    """`Gubernur X (yang) (berhalangan dan) diwakili Y`."""
    if cue.value.get("pronoun"):  # `Posisinya digantikan Y`
        deputy = cast.after_cue(cue.end, sentence.end) or next((r for r in cast.within(cue.end, sentence.end) if r.kind == "name"), None)
        return _pair(cue, deputy, _absent_before(reading, cast, cue, sentence) or _absent_of_last(reading, cast, sentence))
    return _pair(cue, cast.after_cue(cue.end, sentence.end), _absent_before(reading, cast, cue, sentence))


def _represented_after(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> StandIn | None:
    """`Y (yang hadir) mewakili Gubernur X`; `Mewakili Gubernur X, Y membuka acara`; `busy`: only where X is away for now."""
    if cue.value.get("busy") and re.search(rf"\b(?:{'|'.join(load_words('roles', 'unfit'))})\b", reading.text[cue.end:sentence.end]):
        return None
    if cue.value.get("busy") and not _is_for_now(reading.text, cue, sentence):
        return None
    if cue.start == sentence.start:
        absent = _absent_after(reading.text, cast, cue, sentence)
        comma = reading.text.find(",", cue.end, sentence.end)
        deputy = next((r for r in cast.within(max(comma, cue.end), sentence.end) if r.person is not None), None) if comma > 0 else None
        return _pair(cue, deputy, absent) if deputy is not None and not reading.text[comma + 1 : deputy.start].strip() else None
    return _pair(cue, _nearest_before(reading.text, cast, cue.start, sentence), _absent_after(reading.text, cast, cue, sentence))


def _is_for_now(text: str, cue: Hit, sentence: Sentence) -> bool:
    """`menggantikan bupati yang dinas luar`; among those told of at a ceremony, `diwakili Sekda X, yang menggantikan gubernur`."""
    if re.search(rf"\b(?:{'|'.join(load_words('roles', 'busy_words'))})\b", text[cue.end:sentence.end]):
        return True
    there = set(load_words("roles", "replaced_in")) & {word.lower() for word in split_gap(text[sentence.start:cue.start])}
    return bool(there) and text[:cue.start].rstrip().endswith(tuple(word_class("relatives"))) and not pattern_of(r"[^,;]*\b(?:{as_words}|{becoming})\b", "roles").match(text, cue.end, sentence.end)


def _represented_last(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> StandIn | None:
    """`Bupati X berhalangan. |Sekda Y hadir menggantikannya|`: the absent one is told of in the sentence before, or earlier in this one."""
    deputy = _nearest_before(reading.text, cast, cue.start, sentence)
    if deputy is None:
        return None
    told = next((r for r in cast.within(sentence.start, deputy.start) if r.person is not None and r.person != deputy.person), None)
    return _pair(cue, deputy, _from_reference(reading.text, told) if told is not None else _absent_of_last(reading, cast, sentence))


def _through(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> StandIn | None:
    """`Gubernur X melalui Sekda Y`; `Gubernur X menitipkan sambutan melalui Sekda Y`."""
    text, deputy = reading.text, cast.after_cue(cue.end, sentence.end)
    if deputy is None or deputy.kind != "name" or deputy.name.start == deputy.start or len(split_gap(text[cue.end:deputy.start])) > 1:
        return None
    if is_spokesman(text, deputy):
        return None
    absent = _absent_before(reading, cast, cue, sentence, near=2)
    if cue.start == sentence.start:  # `Melalui Sekda Y, bupati berharap …`
        following = next((r for r in cast.within(deputy.end, sentence.end) if r.person is not None), None)
        absent = _from_reference(text, following) if following is not None and text[deputy.end:following.start].strip() == "," else None
    elif absent is None and re.search(r"(?i)\b(?:sambutan|pesan|amanat|salam|pernyataan)\b[^,.]*$", text[sentence.start:cue.start]):
        absent = _absent_before(reading, cast, cue, sentence)
    return _pair(cue, deputy, absent)


def _sent(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> StandIn | None:
    """`Bupati X mengutus Sekda Y`; `DPR mengirim naskah ke Presiden Y` sends nobody."""
    deputy = cast.after_cue(cue.end, sentence.end)
    if deputy is not None and is_handed_to(reading.text[cue.end:deputy.start]):
        return None
    return _pair(cue, deputy, _absent_before(reading, cast, cue, sentence))


def _read_out(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> StandIn | None:
    """`Sambutan Gubernur X yang dibacakan Sekda Y`; `Gubernur X melalui sambutan yang dibacakan Sekda Y`; `Lewat amanat yang dibacakan
    Sekda Y, Gubernur X`."""
    text, inside = reading.text, [r for r in cast.within(cue.start, cue.end) if r.person is not None]
    deputy = cast.after_cue(cue.end, sentence.end)
    absent = _from_reference(text, inside[0]) if inside else office_in(text, cue.start, cue.end) or _absent_before(reading, cast, cue, sentence, near=3)
    if absent is None and deputy is not None:
        following = next((r for r in cast.within(deputy.end, sentence.end) if r.person is not None), None)
        absent = _from_reference(text, following) if following is not None and text[deputy.end:following.start].strip() == "," else None
    if absent is None and any(map(has_enclitic, cue.text.split()[:-1])):
        absent = _absent_of_last(reading, cast, sentence)
    return _pair(cue, deputy, absent)


def _because(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence) -> StandIn | None:
    """`Pemkab diwakili Sekda Y |karena| Bupati X sedang rapat`, `|Karena| Bupati X umrah, acara dibuka Sekda Y`: who does it because another is kept away."""
    text, done = reading.text, {word for name in ("replaced_in", "sign_passive", "sign_active") for phrase in load_words("roles", name) for word in phrase.split()}
    absent = _absent_after(text, cast, cue, sentence)
    away = text.find(absent[1], cue.end) + len(absent[1]) if absent is not None else cue.end
    if absent is None or not re.match(rf"(?:\s+(?!yang\b)\w+){{0,5}}?\s+(?:{'|'.join(load_words('roles', 'busy_words'))})\b", text[away:sentence.end]):
        return None
    opens = cue.start == sentence.start
    deputy = next((r for r in cast.within(away, sentence.end) if r.kind == "name"), None) if opens else _nearest_before(text, cast, cue.start, sentence)
    if deputy is None or deputy.kind != "name" or not opens and len(split_gap(text[deputy.end:cue.start])) > MAX_WORDS_BEHIND:
        return None
    words = {word.lower() for word in split_gap(text[away if opens else sentence.start:deputy.start])}
    undone = set() if opens else set(load_words("roles", "called_off"))
    return _pair(cue, deputy, absent) if words & done and not words & undone else None


_READERS = {
    "because": _because,
    "represented_last": _represented_last, "represented_before": _represented_before, "represented_after": _represented_after, "through": _through, "sent": _sent, "read_out": _read_out,
}


def _pair(cue: Hit, deputy: Reference | None, absent: tuple[int | None, str] | None) -> StandIn | None:
    if deputy is None or deputy.person is None or absent is None or absent[0] == deputy.person:
        return None
    return StandIn(cue, deputy.person, absent[0], absent[1])


def _nearest_before(text: str, cast: Cast, end: int, sentence: Sentence) -> Reference | None:
    """The last reference before a cue, when only a short phrase without a new clause lies between."""
    for reference in reversed(cast.within(sentence.start, end)):
        if reference.end > end or reference.person is None:
            continue
        words = [word.lower() for word in split_gap(text[reference.end:end])]
        return reference if len(words) <= MAX_WORDS_BETWEEN and not set(words) & set(load_words("speech", "breaks")) else None
    return None


def _absent_before(reading: Reading, cast: Cast, cue: Hit, sentence: Sentence, near: int = MAX_WORDS_BETWEEN) -> tuple[int | None, str] | None:
    """The person or the bare office phrase in front of a cue."""
    text = reading.text
    start = max([sentence.start] + [sentence.start + m.end() for m in re.finditer(_clause_break(), text[sentence.start:cue.start])])
    before = [r for r in cast.within(start, cue.start) if r.end <= cue.start]
    if before and before[-1].kind == "pronoun" and len(split_gap(text[before[-1].end:cue.start])) <= near:
        meant = [r for r in cast.within(sentence.start, before[-1].start) if r.person is not None]
        return _from_reference(text, meant[-1]) if meant else _absent_of_last(reading, cast, sentence)
    named = [r for r in before if r.person is not None]
    floor = named[-1].end if named else start
    office = office_in(text, floor, cue.start, last=True)  # `Sekda X, Kajari yang diwakili …`: nearer than a name
    other = pattern_of(r"(?:,|,?\s+{and_words})\s+((?:[A-Z][\w/-]*\s+){1,8})(?:{relatives}\s+)?$").search(text[floor:cue.start]) if named and office is None else None
    if other:  # `Ketua X, dan Uskup Agung Wanasari yang diwakili …`: an office that we do not know
        return None, other[1].strip()
    if office is None and named and pattern_of(r",?\s+(?:{and_words}|{meanwhile}|{but_words})\s+(?:\w+\s+)?(?:{party_words}|{bodies_served}|[A-Z]\w+)\b", "roles").match(text[floor:cue.start]):
        return None  # `polisi diwakili X dan |pihak gereja| diwakili Y`: not X, but a body
    if office is None:
        return _from_reference(text, named[-1]) if named and len(split_gap(text[floor:cue.start])) <= near else None
    end = text.rfind(office[1], floor, cue.start) + len(office[1])
    return office if len(split_gap(text[end:cue.start])) <= near else None


def _absent_of_last(reading: Reading, cast: Cast, sentence: Sentence) -> tuple[int | None, str] | None:
    """Whom a pronoun stands for: the first person of the sentence before, else the office that it names."""
    last = reading.sentences[max(sentence.index - 1, 0)]
    named = [r for r in cast.within(last.start, last.end) if r.person is not None]
    return _from_reference(reading.text, named[0]) if named else office_in(reading.text, last.start, last.end)


@lru_cache(maxsize=1)
def _clause_break() -> str:
    """Where a clause with a subject of its own begins: `A hadir, sedangkan B diwakili C`."""
    return rf"\b(?:{'|'.join(load_words('roles', 'clause_breaks'))})\b|;"


def _absent_after(text: str, cast: Cast, cue: Hit, sentence: Sentence) -> tuple[int | None, str] | None:
    """The person or the bare office phrase behind a cue."""
    reference = next((r for r in cast.within(cue.end, sentence.end) if r.kind != "pronoun"), None)
    if reference is not None and len(split_gap(text[cue.end:reference.start])) <= 1:
        return _from_reference(text, reference)
    match = re.match(rf"\s+({_office_phrase()})", text[cue.end:sentence.end])
    return (None, match[1].strip(" ,.")) if match else None


def _from_reference(text: str, reference: Reference) -> tuple[int | None, str]:
    """A reference as written, up to the name's end: `Gubernur KH. Abdul Gani`."""
    end = reference.name.end if reference.name is not None and reference.name.end > reference.start else reference.end
    return reference.person, text[reference.start:end]


def office_in(text: str, start: int, end: int, last: bool = False) -> tuple[None, str] | None:
    """The first or last office phrase of a stretch, as an absent one without a name."""
    found = [m for m in re.finditer(_office_phrase(), text[start:end])]
    return (None, found[-1 if last else 0][0].strip(" ,.")) if found else None


@lru_cache(maxsize=1)
def _office_phrase() -> str:
    """`Gubernur Sumatera Barat`, `Pj Bupati Maros`, `gubernur`: an office head and the capitalised words after it."""
    return pattern_of(r"\b(?i:{office_heads}){enclitics}?\b\.?(?:\s+(?:[A-Z0-9][\w/-]*(?:\.(?=\w)[\w/-]+)*|{and_words}(?=\s+[A-Z])))*", "roles").pattern
