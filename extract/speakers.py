"""Who speaks in an article, quoted or paraphrased: reporting words point to a reference, pronouns to whoever has the floor.

`Rohmat berharap warga tenang. "Kami siap," ujarnya.` -> RoleMention(Rohmat, speaker).
"""

from __future__ import annotations

import re

from extract.cast import Cast, Reference, is_handed_to
from extract.grammar import drop_enclitic, pattern_of, word_class
from extract.quotes import find_cues, point
from extract.records import Hit, Quote, Reading, RoleMention, Sentence, Span
from extract.ruleset import load_words, word_set

FLOOR_SENTENCES = 8  # how far back whoever spoke last may still be meant by a pronoun
SUBJECT_SENTENCES = 3  # how far back any subject may be meant; further, only the one that opens a paragraph
LEAD_IN = 90  # characters: a short sentence about somebody new leads to the quotation after it, `Rohmat membuka map.`


def find_speakers(reading: Reading, cast: Cast) -> list[RoleMention]:
    """Speaker roles in text order; each carries the rule and the span of its reporting word."""
    events = sorted(_list_events(reading, cast), key=lambda event: event[0].start)
    found: list[RoleMention] = []
    floor: tuple[int, int] | None = None  # (sentence index, person) of the last speaker
    for cue, reference, rule in events:
        sentence = reading.sentence_at(cue.start)
        person = reference.person if reference is not None and reference.kind != "pronoun" else _resolve_speaker(reading, cast, cue, sentence, floor)
        if person is not None:
            if rule != "speech.read_out":  # the words are somebody else's
                floor = (sentence.index, person)
            found.append(RoleMention(person, "speaker", None, rule, cue.start, cue.end))
        if rule == "speech.active" and reference is not None and reference.kind == "name":
            found += [RoleMention(other, "speaker", None, rule, cue.start, cue.end) for other in _speak_with(reading.text, cast, sentence.start, reference)]
    return _without_faint(reading.text, found)


def _without_faint(text: str, found: list[RoleMention]) -> list[RoleMention]:
    """`Rohmat merasa senang`: told of anybody; he speaks when he also says something."""
    heard = {m.person for m in found if m.rule_id != "speech.active" or text[m.start:m.end].lower() not in word_set("speech", "faint_reports")}
    return [m for m in found if m.person in heard]


def _speak_with(text: str, cast: Cast, start: int, subject: Reference) -> list[int]:
    """`Camat X, Camat Y, dan Lurah Z mengaku siap`: those who say it together with the last of them."""
    found: list[Reference] = []
    last = subject
    for reference in reversed(cast.within(start, subject.start)):
        gap = text[reference.end:last.start]
        if reference.person is None or reference.end > last.start or not pattern_of(r"\s*,?\s*{and_words}\s+" if not found else r"\s*,\s*").fullmatch(gap):
            break
        found.append(reference)
        last = reference
    return [] if not found or cast.is_object(found[-1], start) else [r.person for r in found if r.person is not None]


def _list_events(reading: Reading, cast: Cast) -> list[tuple[Span, Reference | None, str]]:
    """(cue span, reference or None for a pronoun, rule) of all reports outside quotations, and of all quotations."""
    events: list[tuple[Span, Reference | None, str]] = []
    for cue in find_cues(reading):
        if any(quote.start <= cue.start < quote.end for quote in reading.quotes):
            continue
        sentence = reading.sentence_at(cue.start)
        if sentence.section == "title":
            continue
        if cue.value["points"] == "self":
            if not _is_pronoun_report(reading.text, cue):
                continue
            events.append((Span(cue.start, cue.end), None, cue.rule_id))
        elif (reference := point(cast, cue, _clause_start(reading.quotes, sentence, cue), sentence.end)) is not None and _is_report(reading, cue) and not _is_addressed(reading.text, cue, reference) and not _is_published(reading.text, cue, reference):
            events.append((Span(cue.start, cue.end), reference, cue.rule_id))
    for quote in reading.quotes:
        if quote.speaker is not None:
            reference = next((r for r in cast.references if r.start <= quote.speaker.start and quote.speaker.end <= r.end), None)
            if reference is not None or reading.text[quote.speaker.start:quote.speaker.end].lower().endswith((*word_class("enclitics", "demonstratives"),)):
                events.append((quote.cue or Span(quote.start, quote.end), reference, "speech.quote"))
    return events + _list_headlines(reading, cast)


def _clause_start(quotes: tuple[Quote, ...], sentence: Sentence, cue: Hit) -> int:
    """The subject of a report stands after a quotation that ends in the same sentence."""
    return max([sentence.start] + [quote.end for quote in quotes if sentence.start < quote.end <= cue.start])


def _is_report(reading: Reading, cue: Hit) -> bool:
    """A root like `jelas` or `catat` reports only at the head of its sentence, after a pause or a small word."""
    if cue.rule_id != "speech.inverted":
        return True
    start = reading.sentence_at(cue.start).start
    if start == cue.start:
        return True
    before = (reading.text[start:cue.start].split() or [""])[-1]  # `Andi sentil Budi`: after a name the speaker does not follow
    pause = before[-1:] in (",", ";", ":", '"', "”") or before[:1].islower()
    return cue.text[0].islower() and (pause or cue.text in load_words("speech", "surely_said"))


def _is_addressed(text: str, cue: Hit, reference: Reference) -> bool:
    """`disampaikan partai ke |Gubernur X|`: he hears it."""
    return cue.rule_id == "speech.passive" and is_handed_to(text[cue.end:max(reference.start, cue.end)])


def _is_published(text: str, cue: Hit, reference: Reference) -> bool:
    """`Menurut harian Kota, |Rohmat| akan mundur`: a newspaper says it."""
    source, comma, _ = text[cue.end:max(reference.start, cue.end)].partition(",")
    return cue.rule_id == "speech.according" and bool(comma) and bool(set(source.lower().split()[:1]) & word_set("speech", "publications"))


def _is_pronoun_report(text: str, cue: Hit) -> bool:
    """`Nilainya mencapai …` and `harapannya` are nouns: a doubtful root reports only beside a mark."""
    if cue.rule_id != "speech.inverted_nya" or drop_enclitic(cue.text.lower()) in load_words("speech", "surely_said"):
        return True
    return bool(re.search(r"[,\"“”?!–—-]\s*$", text[max(0, cue.start - 3):cue.start]) or re.match(r"\s*[.,:;]|\s+(?:lagi|pula)\b", text[cue.end:cue.end + 8]))


def _resolve_speaker(reading: Reading, cast: Cast, cue: Span, sentence: Sentence, floor: tuple[int, int] | None) -> int | None:
    """`lanjutnya` and `imbuhnya` go on with what the last speaker said, whoever was told of meanwhile."""
    goes_on = drop_enclitic(reading.text[cue.start:cue.end].lower()) in load_words("speech", "goes_on")
    if goes_on and floor is not None and sentence.index - floor[0] <= FLOOR_SENTENCES and not _opens_with_other(reading, cast, sentence, floor):
        return floor[1]
    return resolve_pronoun(reading, cast, cue, sentence, floor)


def _opens_with_other(reading: Reading, cast: Cast, sentence: Sentence, floor: tuple[int, int]) -> bool:
    """`Mukmin menyambut tawaran itu. Tahun lalu, lanjutnya, …`: a new paragraph that begins with somebody else's name."""
    first = next(s for s in reading.sentences if s.paragraph == sentence.paragraph)
    if reading.sentences[floor[0]].paragraph >= sentence.paragraph or first.index == sentence.index:
        return False
    opened = next(iter(cast.within(first.start, first.end)), None)
    return opened is not None and opened.start == first.start and opened.kind == "name" and opened.person != floor[1]


def resolve_pronoun(reading: Reading, cast: Cast, cue: Span | Reference, sentence: Sentence, floor: tuple[int, int] | None) -> int | None:
    """The person a pronoun stands for: a subject newer than the paragraph of whoever spoke last, else that speaker."""
    for index in range(sentence.index, max(sentence.index - FLOOR_SENTENCES, -1), -1):
        at = reading.sentences[index]
        if floor is not None and floor[0] >= index or at.section == "title":
            break
        named = [r for r in cast.within(at.start, min(at.end, cue.start)) if r.kind == "name" and not _inside_quote(reading, r)]
        named = [r for r in named if reading.text[r.end:cue.start] != ", "]  # `|Rohmat|, kata dia, …`: somebody else says it
        subject = next((r for r in named if not cast.is_object(r, at.start) and not cast.is_listed_object(r, at.start, at.end)), None)
        if index < sentence.index and (floor is None or at.paragraph == sentence.paragraph):
            subject = subject or _sole_agent(reading.text, at, named)
        if sentence.index - index > SUBJECT_SENTENCES and (subject is None or not _opens_paragraph(reading, at, subject)):
            continue
        opened = next(iter(cast.within(at.start, at.end)), None)
        if subject is None or index < sentence.index and opened is not None and opened.kind == "pronoun" and opened.start == at.start:
            continue  # `Dia ingin Ketua X hadir.`: still about whoever was spoken of
        leads_in = index == sentence.index - 1 and subject.start == at.start and at.paragraph == sentence.paragraph
        if floor is None or reading.sentences[floor[0]].paragraph < at.paragraph or leads_in and at.end - at.start < LEAD_IN:
            return subject.person
    if floor is not None and sentence.index - floor[0] <= FLOOR_SENTENCES:
        return floor[1]
    return None


def _sole_agent(text: str, sentence: Sentence, named: list[Reference]) -> Reference | None:
    """`Rapat dibuka |Anggota Bawaslu X|. Ia menilai …`: nobody else is named, and the passive verb makes it who acts."""
    if not named or len({r.person for r in named}) > 1:
        return None
    before = text[sentence.start:named[0].start]
    return named[0] if pattern_of(r"{verb.passive}(?:\s+(?:{agents}|{adverbs}|{additives}))*\s+(?:[A-Z][\w/-]*,?\s+){0,8}$").search(before) else None


def _opens_paragraph(reading: Reading, sentence: Sentence, subject: Reference) -> bool:
    """The first words of a paragraph: whom it is about, as far as it goes."""
    return subject.start == sentence.start and (sentence.index == 0 or reading.sentences[sentence.index - 1].paragraph < sentence.paragraph)


def _inside_quote(reading: Reading, reference: Reference) -> bool:
    return any(quote.start <= reference.start < quote.end for quote in reading.quotes)


def _list_headlines(reading: Reading, cast: Cast) -> list[tuple[Span, Reference | None, str]]:
    """`Bupati Rohmat: Jangan Ragu` and `Rohmat Minta Camat Netral` in the title."""
    events: list[tuple[Span, Reference | None, str]] = []
    verbs = "|".join(re.escape(word) for word in (*load_words("speech", "headline_reports"), *load_words("speech", "reports")))
    for sentence in reading.sentences:
        if sentence.section != "title":
            continue
        for reference in cast.within(sentence.start, sentence.end):
            if reference.person is None or _is_told_of(reading.text[sentence.start:reference.start], verbs):
                continue
            match = re.match(rf"\s*:\s|\s+(?:Juga\s+|Kembali\s+)?(?i:{verbs})\b", reading.text[reference.end:sentence.end])
            before = pattern_of(r"(?i)\b{citing}\s+$", "speech").search(reading.text[sentence.start:reference.start])
            if (match and not cast.is_object(reference, sentence.start)) or before:
                events.append((Span(reference.start, reference.end), reference, "speech.headline"))
    return events


def _is_told_of(before: str, verbs: str) -> bool:
    """`Warga Minta |Rohmat| Tolak UU`, `Karta Minta KPK Terima |Rohmat|: Tak Ada Alasan`: somebody else speaks in the headline."""
    return bool(re.search(rf"\w\s+(?i:{verbs})\s", before)) and not re.search(r"[:,;?!]", before)
