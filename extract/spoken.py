"""Papers that the text speaks of without a verb of signing, and what the words around a verb say of whether others signed."""

from __future__ import annotations

from extract.grammar import word_class
from extract.groups import Group, are_alike
from extract.instruments import Instrument, instrument_text, read_name
from extract.records import Act, Reading
from extract.ruleset import load_words, word_set

LOOK_BACK = 3  # sentences in which a mention without an instrument finds the one it means


def just_spoken_of(reading: Reading, groups: list[Group], act: Act, named: list[Instrument]) -> tuple[str, str] | None:
    """`… bersepakat dalam Perjanjian Kerja Sama tentang X. Naskah diteken …`: a paper of another kind than those signed, named since the last of them."""
    words = [w for w in (act.instrument_text or "").lower().split() if w not in word_set("instruments", "demonstratives")]
    if len(words) != 1 or act.status == "hypothetical":
        return None
    if words[0] not in word_set("instruments", "bare_sheets"):
        return _just_named(reading, groups, act, words[0], named)
    told = [g for g in groups if g.status != "hypothetical"]
    last = max((a.trigger.end for g in told for a in g.acts), default=0)
    kinds = word_set("instruments", "paper_kinds") | ({"regulation"} if words[0] in word_set("instruments", "draft_sheets") else set())
    near = [i for i in named if i.kind in kinds and last <= reading.doc[i.first].idx]
    spoken = named_before(reading, act, 2, near)
    if spoken and (told_of := read_name(spoken[1])) and told_of.repeat:
        return spoken  # `deklarasi sejenis berjalan mulus …. Kedua paslon menandatangani naskahnya`
    rivals = [g for g in told if g.instrument == spoken[0] or g.status == act.status] if spoken else []
    if spoken is None or any(are_alike(spoken[0], g) for g in rivals) and not _opens_next(reading, act, near):
        return None
    return spoken


def _just_named(reading: Reading, groups: list[Group], act: Act, head: str, named: list[Instrument]) -> tuple[str, str] | None:
    """`… menyiapkan nota kesepahaman X. Nota itu …`: the paper of that head, when none of those signed has it."""
    texts = [a.instrument_text for g in groups for a in g.acts if a.instrument_text] + [g.borrowed for g in groups if g.borrowed]
    if any(text.lower().split()[0] == head for text in texts):
        return None
    return named_before(reading, act, 2, [i for i in named if reading.doc[i.first].lower_ == head and not i.definite])


def _opens_next(reading: Reading, act: Act, near: list[Instrument]) -> bool:
    """`Dokumen kedua ialah nota kesepahaman X. Naskah ini …`: the next of several papers, named in the sentence before."""
    item = next((i for i in reversed(near) if reading.doc[i.first].idx < act.trigger.start), None)
    if item is None or item.definite:
        return False
    sentence = reading.sentence_at(reading.doc[item.first].idx)
    opening = reading.text[sentence.start : reading.doc[item.first].idx].lower().replace(",", " ").split()[:3]
    return bool(set(opening) & word_set("instruments", "next_openers"))


def named_before(reading: Reading, act: Act, sentences: int, named: list[Instrument]) -> tuple[str, str] | None:
    """Kind and name of the nearest strong instrument named before the trigger, at most some sentences back."""
    low = reading.sentences[max(0, act.sentence - sentences)].start
    found = None
    for item in named:
        start = reading.doc[item.first].idx
        if low <= start < act.trigger.start:
            found = (item.kind, instrument_text(reading.doc, item))
    return found


def named_behind(reading: Reading, act: Act, named: list[Instrument]) -> tuple[str, str] | None:
    """`Tujuh pimpinan partai ikut meneken. … Deklarasi damai itu digelar …`: what many sign, named in the two sentences that follow."""
    end = reading.sentences[min(act.sentence + 2, len(reading.sentences) - 1)].end
    for item in named:
        if act.trigger.end <= reading.doc[item.first].idx < end and item.strength == "strong" and item.kind in word_set("signing", "shared_kinds"):
            return item.kind, instrument_text(reading.doc, item)
    return None


def is_letter(name: str | None) -> bool:
    return (name or "").lower().split()[:1] in (["surat"], ["suratnya"])


def nth_named(reading: Reading, act: Act, named: list[Instrument]) -> tuple[str, str] | None:
    """`Yang kedua diteken kepala dinas`: the second of the papers that the sentences before name."""
    opening = reading.text[reading.sentences[act.sentence].start : act.trigger.start].lower().split()[:2]
    ordered = [*load_words("instruments", "firsts"), *load_words("instruments", "ordinals")]
    if len(opening) < 2 or opening[0] not in word_class("relatives") or opening[1] not in ordered:
        return None
    low, high = reading.sentences[max(0, act.sentence - LOOK_BACK)].start, reading.sentences[act.sentence].start
    kinds = {i.kind: instrument_text(reading.doc, i) for i in reversed(named) if low <= reading.doc[i.first].idx < high}
    told = list(reversed(kinds.items()))
    return told[ordered.index(opening[1])] if ordered.index(opening[1]) < len(told) else None


def is_late(reading: Reading, act: Act) -> bool:
    """`Penandatanganan … molor. Bupati baru membubuhkan tanda tangan Senin`: what was put off was done."""
    before = reading.text[max(reading.sentences[act.sentence].start, act.trigger.start - 40) : act.trigger.start].lower().split()[-3:]
    return bool(set(before) & word_set("status", "at_last"))


def took_place(reading: Reading, act: Act) -> bool:
    """`Mereka diminta meneken pakta. … Penandatanganan disaksikan …`: what was asked for was done."""
    after = reading.text[act.trigger.end : act.trigger.end + 40].lower().split()[:4]
    return bool(set(after) & (word_set("parties", "other_agents") | word_set("parties", "done_by") | word_set("status", "be_done")))


def was_refused(reading: Reading, group: Group) -> bool:
    """`Paslon 3 tidak ikut meneken. … Penandatanganan digelar di aula`: some stayed away, so that the others signed."""
    before = [reading.text[max(reading.sentences[a.sentence].start, a.trigger.start - 50) : a.trigger.start].lower().split()[-5:] for a in group.acts]
    return any(set(words) & (word_set("signing", "absent_words") | word_set("status", "refusals")) for words in before)


def is_missed(reading: Reading, act: Act) -> bool:
    """`Keduanya absen saat penandatanganan di aula`: others signed there."""
    before = reading.text[max(reading.sentences[act.sentence].start, act.trigger.start - 40) : act.trigger.start].lower().split()[-4:]
    return bool(set(before) & word_set("signing", "absent_words"))
