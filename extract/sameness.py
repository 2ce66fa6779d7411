"""Whether two mentions tell of one act of signing: by instrument, status, time, topic, partners."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from extract.acttimes import comes_after, is_other_time
from extract.grammar import drop_enclitic, word_class
from extract.groups import Group
from extract.instruments import Instrument, read_name, read_number, read_topic
from extract.parties import same_party
from extract.records import Act, Reading
from extract.ruleset import load_words, word_set
from extract.sides import gives

FUNDED_REACH = 160  # characters from a grant agreement to the body it funds
NAMED_YEARS = 2  # a paper of 2022 may name the election of 2024


def can_join(reading: Reading, group: Group, act: Act, name: Instrument | None, day: date | None) -> bool:
    if any(a.trigger == act.trigger for a in group.acts):
        return False
    if group.status == "negated" and any(_was_due(reading, act, other) for other in group.acts):
        return True
    if is_other_time(reading, group, day) or _names_other_year(group, act):
        return False
    if _has_other_topic(group, act) or any(_is_beside(reading, act, other) for other in group.acts):
        return False
    if act.instrument == "grant_agreement" and _has_other_partner(reading, group, act):
        return False
    if _was_before(reading, group, act, day):
        return False
    if any(_has_own_sides(reading, act, other) for other in group.acts):
        return False
    if _is_told_beside(reading, group, act, name) or _counts_others(reading, group, act):
        return False
    if group.status == act.status:
        return not _has_other_parties(reading, group, act, name)
    if "hypothetical" in (group.status, act.status) or _is_renewed(group, act):
        return False
    if group.status == "negated" and act.status == "planned" and set(group.dates) <= {day} and act.sentence == group.acts[-1].sentence and {s.start for s in act.signers} <= {s.start for a in group.acts for s in a.signers}:
        return True  # `belum meneken SK itu dan baru akan menekennya pekan depan`
    if {group.status, act.status} == {"planned", "negated"}:
        if not (name and name.definite) and _opens_contrast(reading, group, act):
            return False
        return not act.signers and not (day and group.dates and day not in group.dates)
    if act.status == "negated" or group.status == "negated":
        late = set(reading.text[max(0, act.trigger.start - 30) : act.trigger.start].lower().split()[-2:]) & word_set("status", "at_last")
        return act.status == "occurred" and bool(late) and any(a.instrument_span == act.instrument_span for a in group.acts)  # `Pakta yang batal diteken Jumat itu akhirnya diteken Senin`
    if act.status == "planned" and act.parties and group.parties_known and not shares_party(reading, group, act):
        return False
    if act.status == "planned" and comes_after(reading, group, day):
        return False
    if act.status == "planned" and not (name and name.definite) and "giliran" in reading.text[reading.sentences[act.sentence].start : act.trigger.start].lower().split():
        return False  # `giliran Kwarcab yang akan meneken perjanjian`
    if act.status == "planned" and any(reading.text[s.start : s.end].lower().split()[0] in word_set("signing", "pronoun_groups") for s in act.signers):
        return False  # `Keduanya akan meneken pakta itu pekan depan`
    definite = name is not None and (name.definite or name.strength != "strong")
    return definite or not (act.parties or act.signers or day)


def _was_due(reading: Reading, act: Act, other: Act) -> bool:
    """`batal menandatangani kontrak yang sedianya diteken Rabu`: the same mention of a paper, and when it was due."""
    if act.instrument_span is None or act.instrument_span != other.instrument_span or not other.trigger.end <= act.instrument_span.start <= act.trigger.start:
        return False
    between = reading.text[act.instrument_span.end : act.trigger.start].lower().split()
    return word_class("relatives") & set(between) and (act.status != "occurred" or bool(set(between) & word_set("status", "due")))


def _was_before(reading: Reading, group: Group, act: Act, day: date | None) -> bool:
    """`Sebelumnya, kementerian itu juga meneken MoU dengan B, Senin (21/10)`: told as earlier, on a day of its own, with another."""
    opening = reading.text[reading.sentences[act.sentence].start : act.trigger.start].lower().replace(",", " ").split()[:1]
    earlier = bool(set(opening) & word_set("attach", "before_openers")) and bool(day and group.dates) and day < min(group.dates)
    theirs = [reading.text[s.start : s.end] for a in group.acts for s in a.parties]
    return earlier and any(not any(same_party(reading.text[p.start : p.end], t) for t in theirs) for p in act.parties)


def _names_other_year(group: Group, act: Act) -> bool:
    """`Pakta Integritas Pilkada 2024`, after an act of 2018: a paper is signed about the year that its name says."""
    years = [int(y) for y in re.findall(r"\b20\d\d\b", act.instrument_text or "")]
    return bool(years and group.dates) and all(abs(y - day.year) > NAMED_YEARS for y in years for day in group.dates)


def _names_else(group: Group, act: Act) -> bool:
    """`nota kesepahaman angkutan hasil bumi`, after `nota kesepahaman pengelolaan dermaga`: no word behind the head is shared."""
    mine, *theirs = (_words_behind(a) for a in (act, *group.acts))
    theirs = [words for words in theirs if words]
    return bool(mine and theirs) and not any(mine & words for words in theirs)


def _words_behind(act: Act) -> set[str]:
    """What a name says behind its head, where it is two words or more."""
    text = act.instrument_text or ""
    name = read_name(text) if text else None
    words = set(re.findall(r"[a-z]{3,}", text.lower())) if name is not None and name.strength == "strong" else set()
    words -= set(re.findall(r"[a-z]+", " ".join(text.lower().split()[: name.head_end - name.first]))) if name else set()
    return words if len(words) > 1 else set()


def _has_own_sides(reading: Reading, act: Act, other: Act) -> bool:
    """`A meneken MoU dengan B, sedangkan C meneken MoU dengan D`: two agreements told in one sentence."""
    if act.sentence != other.sentence or act.instrument not in word_set("parties", "mutual_kinds"):
        return False
    mine, theirs = ([reading.text[s.start : s.end] for s in a.parties] for a in (act, other))
    between = reading.text[min(act.trigger.end, other.trigger.end) : max(act.trigger.start, other.trigger.start)].lower().split()
    return bool(mine and theirs and set(between) & word_set("status", "breaks")) and not any(same_party(m, t) for m in mine for t in theirs)


def _is_told_beside(reading: Reading, group: Group, act: Act, name: Instrument | None) -> bool:
    """`Komitmen Bersama X ikut ditandatangani`, after `Deklarasi Y`: another paper of one kind, by its head and an additive word."""
    if name is None or name.definite or name.strength != "strong":
        return False
    before = reading.text[max(reading.sentences[act.sentence].start, act.trigger.start - 60) : act.trigger.start].lower().split()
    if set(before) & word_set("signing", "added_words") and _names_else(group, act):
        return True
    if act.instrument != "declaration":
        return False
    heads = {a.instrument_text.lower().split()[0] for a in group.acts if a.instrument_text}
    return bool(set(before[-2:]) & word_set("signing", "added_words")) and bool(heads) and (act.instrument_text or "").lower().split()[0] not in heads


def _counts_others(reading: Reading, group: Group, act: Act) -> bool:
    """`Baru 9 dari 15 kabupaten yang sudah meneken NPHD`: a count of areas is not the one that the article tells of."""
    known = [a for a in group.acts if a.signers]
    return _counts_areas(reading, act) and bool(known) and not any(_counts_areas(reading, a) for a in known)


def _counts_areas(reading: Reading, act: Act) -> bool:
    numbers = word_set("instruments", "numbers")
    told = [reading.text[s.start : s.end].lower().split() for s in act.signers]
    return any(any((a.isdecimal() or a in numbers) and b in word_set("parties", "counted_areas") for a, b in pairwise(words[:5])) for words in told)


def _has_other_topic(group: Group, act: Act) -> bool:
    """`Perjanjian … tentang A` and `Perjanjian … tentang B` are two agreements, whoever signs them; so are two numbers of decrees."""
    sort, sorts = _sort_of_paper(act), {s for s in map(_sort_of_paper, group.acts) if s}
    if sort and sorts and sort not in sorts:
        return True
    if act.instrument == "other" and _is_other_paper(group, act):
        return True
    number = read_number(act.instrument_text or "")
    numbers = {n for n in (read_number(a.instrument_text or "") for a in group.acts) if n}
    if number and numbers and not any(number.startswith(n) or n.startswith(number) for n in numbers):
        return True
    mine = read_topic(act.instrument_text or "")
    theirs = [t for t in (read_topic(a.instrument_text or "") for a in group.acts) if t]
    if not mine or not theirs:
        return False
    words = [set(re.findall(r"\w{3,}", t.lower())) for t in theirs]
    own = set(re.findall(r"\w{3,}", mine.lower()))
    return all(len(own & w) < 0.4 * min(len(own), len(w)) for w in words)


def _is_other_paper(group: Group, act: Act) -> bool:
    """`surat tugas` and `surat perintah penahanan`: papers without a kind of ours, each with a name of its own."""
    mine = _naming_words(act)
    theirs = [words for a in group.acts if (words := _naming_words(a))]
    return bool(mine and theirs) and not any(mine & words for words in theirs)


def _naming_words(act: Act) -> set[str]:
    """`surat perintah penahanan itu` -> {perintah, penahanan}; one word alone is the name."""
    text = (act.instrument_text or "").lower()
    name = read_name(text) if text else None
    if name is not None and (name.strength == "generic" and len(text.split()) < 2 or name.repeat):
        return set()  # `lembar yang sama`, `naskahnya`: no name at all
    if name is not None and name.definite and text.split()[0] in word_set("instruments", "bare_sheets"):
        return set()  # `naskah setebal 14 halaman itu`, `naskah pertama`
    words = {drop_enclitic(w) for w in re.findall(r"[\w-]+", text)} - word_set("instruments", "demonstratives") - word_set("instruments", "sheets")
    words -= word_set("instruments", "np_stops") | word_set("instruments", "repeats") | word_set("instruments", "copies")
    if len(words) < 2 and name is not None and name.definite:
        return set()
    return words - word_set("instruments", "letters") - word_set("instruments", "carriers")


def _sort_of_paper(act: Act) -> str | None:
    """`Surat Edaran Bersama …` -> `edaran bersama|seb`: papers of one kind that no reporter confuses."""
    text = (act.instrument_text or "").lower()
    return next((sort for sort in load_words("instruments", "sorts") if re.match(rf"(?:surat )?(?:{sort})\b", text)), None)


def _has_other_partner(reading: Reading, group: Group, act: Act) -> bool:
    """`NPHD untuk KPU` and `NPHD untuk Bawaslu` are two agreements; a mention without a receiver may be either."""
    ours, others = ([reading.text[s.start : s.end] for a in acts for s in a.parties if gives(reading.text[s.start : s.end])] for acts in ([act], group.acts))
    if ours and others and not any(same_party(a, b) for a in ours for b in others):
        return True
    mine = _funded(reading, act)
    theirs = set().union(*(_funded(reading, a) for a in group.acts)) or _party_words(reading, group.acts) & word_set("signing", "funded_bodies")
    return bool(mine and theirs) and not mine & theirs


def funds_another(reading: Reading, group: Group, act: Act) -> bool:
    """`NPHD KPU diteken Jumat. Untuk Bawaslu, penandatanganan dilakukan Senin`: a grant agreement with another receiver."""
    if group.instrument != "grant_agreement":
        return False
    mine = _party_words(reading, [act]) & word_set("signing", "funded_bodies")
    theirs = set().union(*(_funded(reading, a) for a in group.acts)) | _party_words(reading, group.acts) & word_set("signing", "funded_bodies")
    return bool(mine and theirs) and not mine & theirs


def _party_words(reading: Reading, acts: list[Act]) -> set[str]:
    return {word for act in acts for party in act.parties for word in reading.text[party.start : party.end].lower().split()}


def _funded(reading: Reading, act: Act) -> set[str]:
    """The bodies named right behind a grant agreement: `NPHD untuk KPU senilai …` -> {"kpu"}."""
    if act.instrument_span is None:
        return set()
    sentence = reading.sentence_at(act.instrument_span.start)
    words = re.findall(r"\w+|[,.;:]", reading.text[act.instrument_span.end : min(sentence.end, act.instrument_span.end + FUNDED_REACH)].lower())
    before = re.findall(r"\w+|[,.;:]", reading.text[max(sentence.start, act.instrument_span.start - FUNDED_REACH) : act.instrument_span.start].lower())[-5:]
    if words[:1] and words[0] not in word_set("signing", "partner_words") and before[-1:] == [","] and set(before) & word_set("signing", "partner_words"):
        return set(before) & word_set("signing", "funded_bodies")  # `untuk Bawaslu, NPHD senilai …`
    if not words or words[0] not in word_set("signing", "partner_words"):
        words = re.findall(r"\w+", reading.text[act.instrument_span.start : act.instrument_span.end].lower())
        return set(words) & word_set("signing", "funded_bodies")
    stop = next((n for n, w in enumerate(words[1:9], start=1) if not (w.isalpha() or w == ",")), 9)
    return set(words[1:stop]) & word_set("signing", "funded_bodies")


def _is_beside(reading: Reading, act: Act, other: Act) -> bool:
    """`menandatangani keppres pemberhentian A dan menandatangani keppres pengangkatan B`: two verbs of one sentence with papers of their own."""
    if act.sentence != other.sentence or reading.sentences[act.sentence].section == "title" or not act.instrument_text or not other.instrument_text:
        return False
    mine, theirs = act.instrument_text.lower().split(), other.instrument_text.lower().split()
    return mine[0] == theirs[0] and bool(set(mine[1:]) - set(theirs)) and bool(set(theirs[1:]) - set(mine))


def _is_renewed(group: Group, act: Act) -> bool:
    """`kontrak anyar itu akan diteken`, after `batal meneken kontrak`: the new paper is another."""
    told = [set(a.instrument_text.lower().split()) & word_set("signing", "renewed") for a in group.acts if a.instrument_text]
    return bool(set((act.instrument_text or "").lower().split()) & word_set("signing", "renewed")) and bool(told) and not any(told)


def _opens_contrast(reading: Reading, group: Group, act: Act) -> bool:
    """`Sedangkan dengan perusahaan itu, MoU urung diteken`: told against the act of a sentence before."""
    opening = reading.text[reading.sentences[act.sentence].start : act.trigger.start].lower().replace(",", " ").split()[:1]
    return bool(opening) and opening[0] in word_set("signing", "left_over") and act.sentence != group.acts[-1].sentence


def _has_other_parties(reading: Reading, group: Group, act: Act, name: Instrument | None) -> bool:
    """True when a mention says with a word (juga, sebelumnya) that others sign, and names parties the group does not have."""
    sentence = reading.sentences[act.sentence]
    before = re.findall(r"\w+", reading.text[sentence.start : act.trigger.start].lower())
    if name is None or name.definite or not set(before[:1] + before[-3:]) & word_set("parties", "additive"):
        return False
    mine, theirs = _organisations(reading, [act]), _organisations(reading, [a for a in group.acts if a.instrument_span is not None])
    if set(before[-4:]) & word_set("parties", "first_words"):  # `para camat sudah duluan meneken`
        mine, theirs = ([reading.text[s.start : s.end] for a in acts for s in a.parties] for acts in ([act], group.acts))
    new = [m for m in mine if not any(same_party(m, t) for t in theirs)]
    gone = [t for t in theirs if not any(same_party(m, t) for m in mine)]
    return bool(new and gone)


def shares_party(reading: Reading, group: Group, act: Act) -> bool:
    """Whether one of the parties of a mention is a party of the group."""
    mine = [reading.text[s.start : s.end] for s in act.parties]
    theirs = [reading.text[s.start : s.end] for a in group.acts for s in a.parties]
    return any(same_party(m, t) for m in mine for t in theirs)


def _organisations(reading: Reading, acts: list[Act]) -> list[str]:
    """The parties that are organisations with a name."""
    named = [m for m in reading.entities if m.label == "ORG"]
    return [reading.text[s.start : s.end] for a in acts for s in a.parties if any(m.start == s.start for m in named)]
