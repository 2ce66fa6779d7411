"""Mentions of signing -> acts of signing: title, lead and later recalls of one act become one record, other acts stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.acttimes import DAYS_APART, date_near, is_other_time, lies_ahead
from extract.grammar import has_enclitic
from extract.groups import Group, are_related, begin_group, drop_general_talk, is_same_kind, join_group, sort_by_relevance
from extract.instruments import Instrument, find_instruments, instrument_text, read_name
from extract.naming import head_of, make_signing, name_of
from extract.records import Act, Reading, Signing
from extract.ruleset import word_set
from extract.sameness import can_join, funds_another, shares_party
from extract.sides import complete_sides
from extract.spoken import LOOK_BACK, is_late, is_letter, is_missed, just_spoken_of, named_before, named_behind, nth_named, took_place, was_refused

LETTER_BACK = 8  # LOOK_BACK for `surat`, which is written of longer


def merge_acts(reading: Reading, acts: tuple[Act, ...]) -> tuple[Signing, ...]:
    """Group the mentions, drop general talk beside a real act, write one Signing per group."""
    groups: list[Group] = []
    titles = [a for a in acts if reading.sentences[a.sentence].section == "title"]
    body = [replace(a, status="planned") if lies_ahead(reading, a) else a for a in acts if reading.sentences[a.sentence].section != "title"]
    waiting: list[Act] = []
    vague = any(a.instrument_span is None or a.instrument in ("other", "regulation") or a.status != "occurred" for a in body)
    named = [i for i in find_instruments(reading.doc, frozenset()) if i.strength == "strong" or i.repeat and i.kind != "other"] if vague else []
    for act in body:
        group = place_act(reading, groups, act, named)
        if group is None:
            waiting.append(act)
    for act in waiting:
        if not groups and (group := _begin_loosely(reading, act)) is not None:
            groups.append(group)
    for act in waiting + titles:
        if any(act in group.acts for group in groups):
            continue
        if act.rule_id in word_set("signing", "again_rules") or not groups and act.instrument == "other" and act.instrument_span is None:
            continue
        place_title(reading, groups, act, waiting)
    kept = sorted(drop_general_talk(groups), key=lambda g: min(a.trigger.start for a in g.acts))
    made: list[Signing] = []
    for key, group in enumerate(kept):
        made.append(make_signing(reading, key, group))
        same = next((s for s in made[:-1] if group.borrowed and made[-1].instrument == "other" and s.instrument_text == group.borrowed), made[-1])
        made[-1] = replace(made[-1], instrument=same.instrument)  # `surat itu`, which others refused: of the kind that it was for those who signed
    return complete_sides(reading, made)


def place_act(reading: Reading, groups: list[Group], act: Act, named: list[Instrument]) -> Group | None:
    """Put a mention into the group of its act, or begin a group; None when it names nothing that is known yet."""
    name = read_name(act.instrument_text) if act.instrument_text else None
    day = date_near(reading, act)
    if act.rule_id in word_set("signing", "again_rules"):
        return _place_again(reading, groups, act, day)
    if act.rule_id in word_set("signing", "after_any_rules"):  # `Tanda tangan mereka menyusul`: under the paper that most was told of
        like = max((g for g in groups if g.status == "occurred"), key=lambda g: len(g.acts), default=None)
        return begin_group(groups, act, like.instrument, like.strong, day, name_of(like)) if like and act.status == "planned" else like
    if act.rule_id in word_set("signing", "shared_paper_rules"):
        return begin_group(groups, act, groups[-1].instrument, groups[-1].strong, day, head_of(groups[-1])) if groups else None
    if act.instrument_span is None and act.instrument == "other":
        return _place_unnamed(reading, groups, act, day, named)
    if name is not None and name.strength == "generic":
        return _place_generic(reading, groups, act, name, day, named)
    if name is None and act.instrument == "other":
        return begin_group(groups, act, "other", True, day) if act.signers and act.status != "hypothetical" else (groups[-1] if groups else None)
    act = _rename_shortened(reading, act, name, named)
    strong = name is None or name.strength == "strong"
    repeat = name is not None and name.repeat
    if act.status == "occurred" and not act.signers and day is None and _is_subordinate(reading, act) and (same := [g for g in groups if is_same_kind(act.instrument, strong, g)]):
        return join_group(same[-1], act, None, same[-1].strong)
    for group in reversed(groups):
        if not repeat and is_same_kind(act.instrument, strong, group) and can_join(reading, group, act, name, day):
            _come_true(reading, group, act, day)
            _come_due(reading, group, act)
            return join_group(group, act, day, strong)
    vague = next((g for g in reversed(groups) if name is not None and _is_vague(g, act)), None)
    if vague is not None and not is_other_time(reading, vague, day):
        return join_group(vague, act, day, True)
    related = [g for g in reversed(groups) if is_same_kind(act.instrument, False, g) and (repeat or not strong)]
    like = next((g for g in related if _has_head(g, act)), related[0] if related and repeat and not strong else None)
    return begin_group(groups, act, like.instrument if like else act.instrument, strong, day)


def _is_subordinate(reading: Reading, act: Act) -> bool:
    """`Setelah ditandatangani, nomor undang-undang itu berubah`: told of nothing new."""
    before = reading.text[reading.sentences[act.sentence].start : act.trigger.start].lower().split()
    return bool(set(before[-2:]) & word_set("parties", "clause_openers"))


def _come_true(reading: Reading, group: Group, act: Act, day: date | None) -> None:
    """`Ketua dewan bersedia meneken surat itu. Surat itu ditandatangani Ketua …`: the plan came true where a signer or a day that has passed is told."""
    published = reading.article.published_at
    ahead = published and any(known > published.date() for known in group.dates)
    past = bool(published and day and day <= published.date())
    if group.status == "negated" and act.status == "occurred" and is_late(reading, act):  # `Pakta yang batal diteken Jumat itu akhirnya diteken`
        group.status, group.acts, group.dates = "occurred", [], []
    if group.status == "planned" and act.status == "occurred" and not ahead and (act.signers or past) and reading.sentences[act.sentence].section == "body":
        group.status = "occurred"


def _come_due(reading: Reading, group: Group, act: Act) -> None:
    """`NPHD itu belum diteken. … NPHD diteken pekan depan`: what was only not there yet, and has no day of its own, is planned."""
    if group.status == "negated" and act.status == "planned" and not group.dates and all(_is_not_yet(reading, a) for a in group.acts):
        group.status = "planned"


def _is_not_yet(reading: Reading, act: Act) -> bool:
    before = reading.text[max(reading.sentences[act.sentence].start, act.trigger.start - 40) : act.trigger.start].lower().split()
    return bool(set(before[-4:]) & word_set("status", "not_yet"))


def _has_head(group: Group, act: Act) -> bool:
    """`kesepakatan`, after `Kesepakatan damai`."""
    head = (act.instrument_text or "").lower().split()[:1]
    return bool(head) and any((a.instrument_text or "").lower().split()[:1] == head for a in group.acts)


def _rename_shortened(reading: Reading, act: Act, name: Instrument | None, named: list[Instrument]) -> Act:
    """`Surat edaran tersebut`, `Edaran`, told after `Surat Edaran Bersama tentang …`: of the kind that the full name says."""
    if name is None or not act.instrument_text or not name.definite and len(act.instrument_text.split()) > name.head_end - name.first:
        return act
    head = " ".join(act.instrument_text.lower().split()[: name.head_end - name.first])
    low = reading.sentences[max(0, act.sentence - LOOK_BACK)].start
    full = [i for i in named if low <= reading.doc[i.first].idx < act.trigger.start and f" {head} " in f" {instrument_text(reading.doc, i).lower()} " and not i.definite]
    full = [i for i in full if f" {head} " in f" {reading.doc[i.first : i.head_end].text.lower()} "]
    return replace(act, instrument=full[-1].kind) if full else act


def _begin_loosely(reading: Reading, act: Act) -> Group | None:
    """`… menjalin kerja sama. Penandatanganan pun dilakukan …`: where no instrument is named near a verb, the one that the article speaks of."""
    if act.instrument_span is not None or act.status == "hypothetical" or act.instrument != "other":
        return None
    spoken = [i for i in find_instruments(reading.doc, frozenset()) if i.kind != "other" or is_letter(instrument_text(reading.doc, i))]
    near = named_before(reading, act, LOOK_BACK, [i for i in spoken if i.kind != "regulation" or i.strength == "strong"]) or named_behind(reading, act, spoken)
    if near is None:
        return None
    group: list[Group] = []
    return begin_group(group, act, near[0], False, date_near(reading, act), near[1])


def _place_again(reading: Reading, groups: list[Group], act: Act, day: date | None) -> Group | None:
    """`Keduanya dijanjikan menyusul`: a planned act of the same paper, by those who refused it."""
    refused = next((g for g in reversed(groups) if g.status == "negated"), None)
    if refused is None:
        return None
    known = next((g for g in groups if g.status == "planned" and g.instrument == refused.instrument and g.acts[0].sentence >= refused.acts[0].sentence), None)
    if known is None and act.rule_id in word_set("signing", "moved_rules") and not any(act.trigger.start < d.start < reading.sentences[act.sentence].end for d in reading.dates):
        return refused  # `Acara akan dijadwalkan ulang`, nobody says when
    if known is None and act.rule_id in word_set("signing", "moved_rules"):
        refused.status = "planned"
        return join_group(refused, act, day, refused.strong)
    if act.status != "planned":
        return None
    if known is not None:
        return join_group(known, act, day, known.strong)
    act = replace(act, parties=act.parties or refused.acts[0].parties)
    return begin_group(groups, act, refused.instrument, refused.strong, day, name_of(refused))


def _is_vague(group: Group, act: Act) -> bool:
    """`meneken dua naskah`, told just before with no kind: the name that follows says what it was."""
    first = group.acts[0]
    name = read_name(first.instrument_text) if first.instrument_text else None
    generic = group.instrument == "other" and not group.strong and name is not None and name.strength == "generic" and len((first.instrument_text or "").split()) < 3
    return generic and group.status == act.status and 0 <= act.sentence - first.sentence <= LOOK_BACK and _is_paper(first, act.instrument_text)


def _place_unnamed(reading: Reading, groups: list[Group], act: Act, day: date | None, named: list[Instrument]) -> Group | None:
    """`Penandatanganan disaksikan …`, `belum meneken`: the last act, or a new one of the same instrument."""
    if (meant := nth_named(reading, act, named)) is not None:
        same = next((g for g in groups if g.instrument == meant[0] and g.status == act.status), None)
        return join_group(same, act, day, same.strong) if same else begin_group(groups, act, meant[0], True, day, meant[1])
    if groups and act.status == "planned" and act.sentence == groups[-1].acts[-1].sentence and groups[-1].status == "negated":
        _come_due(reading, groups[-1], act)
        if groups[-1].status == "planned":  # `belum meneken SK itu dan baru akan menekennya pekan depan`
            return join_group(groups[-1], act, day, groups[-1].strong)
    if act.rule_id in word_set("signing", "cancelled_rules"):
        if groups and groups[-1].status == "planned" and act.status == "negated":
            groups[-1].status = "negated"
        return join_group(groups[-1], act, day, groups[-1].strong) if groups and groups[-1].status == "negated" else groups[-1] if groups else None
    if groups and act.status != "hypothetical" and all(funds_another(reading, g, act) for g in groups):
        return begin_group(groups, act, groups[-1].instrument, groups[-1].strong, day, head_of(groups[-1]))
    here = named_before(reading, act, 0, named)
    if here and here[0] in word_set("signing", "shared_kinds") and here[0] not in {g.instrument for g in groups} and all(g.status == "hypothetical" for g in groups):
        return begin_group(groups, act, here[0], True, day, here[1])  # `Namanya Deklarasi X, dan semua meneken`
    pointing = word_set("signing", "predicate_rules") | word_set("signing", "pointing_rules")
    last = groups[-1].acts[-1].trigger.end if groups else 0
    since = [i for i in named if reading.doc[i.first].idx > last and groups and act.status != groups[-1].status]  # `… menyiapkan keputusan presiden. Drafnya sudah di meja. Semoga diteken …`
    near = named_before(reading, act, LOOK_BACK, since) or named_before(reading, act, LOOK_BACK if act.rule_id in pointing else 1, named)
    if near and act.rule_id in word_set("signing", "verb_rules") | pointing and near[0] not in {g.instrument for g in groups}:
        return begin_group(groups, act, near[0], True, day, near[1])
    if near and act.status == "planned" and (told := read_name(near[1])) and told.repeat and not any(g.status == "planned" for g in groups):
        alike = [g for g in groups if is_same_kind(near[0], False, g)]
        return begin_group(groups, act, alike[-1].instrument if alike else near[0], True, day, near[1])  # `Kerja sama serupa dijajaki dengan B. Penandatanganannya direncanakan …`
    for group in sort_by_relevance(groups, act):
        if group.status == act.status and not is_other_time(reading, group, day):
            return join_group(group, act, day, group.strong)
    if act.status == "hypothetical":
        return groups[-1] if groups else None
    if groups and act.status == "occurred" and groups[-1].status == "negated" and is_late(reading, act):
        groups[-1].status = "occurred"
        return join_group(groups[-1], act, day, groups[-1].strong)
    if groups and act.status == "occurred" and groups[-1].status == "negated" and (is_missed(reading, act) or took_place(reading, act) and was_refused(reading, groups[-1]) or act.signers and act.rule_id in word_set("signing", "object_rules") | word_set("signing", "pointing_rules")):
        return begin_group(groups, act, groups[-1].instrument, groups[-1].strong, day, name_of(groups[-1]))
    if groups and act.status == "occurred" and not is_other_time(reading, groups[-1], day):
        if groups[-1].status == "planned" and act.signers and act.rule_id in word_set("signing", "object_rules") and _is_done(reading, act):  # `Yang absen akan meneken pakta di kantor camat. 198 orang sudah menandatanganinya`
            return begin_group(groups, act, groups[-1].instrument, groups[-1].strong, day, name_of(groups[-1]))
        if groups[-1].status == "hypothetical" and (took_place(reading, act) or act.signers and (day or act.rule_id in word_set("signing", "followed_rules"))):
            groups[-1].status = "occurred"
        return join_group(groups[-1], act, day, groups[-1].strong)
    if groups and act.status == "planned" and groups[-1].status == "hypothetical":  # asked for, then given a day
        return begin_group(groups, act, groups[-1].instrument, groups[-1].strong, day, name_of(groups[-1]))
    if groups and act.status == "planned" and groups[-1].status == "negated" and day and groups[-1].dates and day not in groups[-1].dates:  # put off to another day
        return begin_group(groups, replace(act, parties=act.parties or groups[-1].acts[0].parties), groups[-1].instrument, groups[-1].strong, day, name_of(groups[-1]))
    if groups and act.status == "planned" and (not act.signers or groups[-1].status == "negated" and _speaks_for_self(reading, act)):
        _come_due(reading, groups[-1], act)
        return join_group(groups[-1], act, day, groups[-1].strong)
    like = _of_same_people(reading, groups, act) or (groups[-1] if groups and near is None else None)
    if like is not None:
        return begin_group(groups, act, like.instrument, like.strong, day, name_of(like))
    if near is None:
        return None
    kind, text = near
    return begin_group(groups, act, kind, True, day, text)


def _of_same_people(reading: Reading, groups: list[Group], act: Act) -> Group | None:
    """`Kepala SMA meneken pakta. Gubernur dan ombudsman meneken nota. Kepala madrasah belum meneken`: the paper that people like them sign."""
    mine = {_first_noun(reading.text[s.start : s.end]) for s in act.signers} - {""}
    told = [(g, {_first_noun(said) for a in g.acts for s in a.signers if not (said := reading.text[s.start : s.end])[0].isupper() or said.split()[0].lower() in word_set("signing", "group_openers")}) for g in reversed(groups)]
    return next((g for g, theirs in told if mine & theirs), None)


def _first_noun(said: str) -> str:
    """`seluruh kepala SMA` -> kepala."""
    words = [w for w in said.lower().split() if w.isalpha() and w not in word_set("signing", "group_openers")]
    return words[0] if words else ""


def _is_done(reading: Reading, act: Act) -> bool:
    before = reading.text[max(reading.sentences[act.sentence].start, act.trigger.start - 20) : act.trigger.start].lower().split()[-1:]
    return bool(set(before) & word_set("status", "past"))


def _speaks_for_self(reading: Reading, act: Act) -> bool:
    """`Awal Desember kita tandatangani`: we who speak."""
    return all(set(reading.text[s.start : s.end].lower().split()) & word_set("parties", "own_bodies") for s in act.signers)


def _place_generic(reading: Reading, groups: list[Group], act: Act, name: Instrument, day: date | None, named: list[Instrument]) -> Group | None:
    """`dokumen itu`, `naskah serupa`, `surat yang diteken …`: the last act, another of its kind, or a paper of its own."""
    named = [i for i in named if act.instrument in ("other", i.kind) or are_related(act.instrument, i.kind)]
    fits = [g for g in groups if g.status != "hypothetical" and (act.instrument in ("other", g.instrument) or is_same_kind(act.instrument, False, g))]
    fits = sorted((g for g in fits if _is_paper(act, name_of(g))), key=lambda g: not _is_past(g, groups))
    if name.repeat and fits and _signs_too(reading, act):
        return join_group(fits[-1], act, day, fits[-1].strong)
    if not name.repeat and (spoken := just_spoken_of(reading, groups, act, named)) is not None:
        return begin_group(groups, act, spoken[0], True, day, spoken[1])
    if not name.repeat and (name.definite or fits):
        for group in reversed(fits):
            if can_join(reading, group, act, name, day):
                _come_true(reading, group, act, day)
                _come_due(reading, group, act)
                return join_group(group, act, day, group.strong)
    definite = name.definite or has_enclitic(act.instrument_text.split()[0])  # `Perpanjangannya`
    near = named_before(reading, act, LETTER_BACK if is_letter(act.instrument_text) else LOOK_BACK, named)
    earlier = bool(fits) and is_other_time(reading, fits[-1], day)
    if fits and (name.repeat or near is None or act.status != "occurred" or earlier):
        alike = [g for g in fits if g.instrument == act.instrument]  # `nota serupa`: rather a nota than a perjanjian
        refused = [g for g in fits if g.status == "negated"] if act.status == "planned" and not name.repeat else []
        if refused:  # `NPHD untuk KPU urung diteken. … naskah akan ditandatangani Senin depan`: by those who did not
            return begin_group(groups, replace(act, parties=act.parties or refused[-1].acts[0].parties), refused[-1].instrument, True, day, name_of(refused[-1]))
        like = alike[-1] if alike else fits[-1] if not name.repeat else max(sorted(fits, key=lambda g: g.acts[0].trigger.start), key=lambda g: len(g.acts))  # `dokumen serupa`: what most is told of
        return begin_group(groups, act, like.instrument, True, day)
    if near is None or not (name.repeat or name.definite):
        beside = named_before(reading, act, 1, named)
        shown = beside is not None and beside[0] in word_set("instruments", "np_clause_kinds") and not fits and act.instrument_text.lower().split()[0] in word_set("instruments", "sheets_of_pact")
        if shown and (act.status == "negated" or named_before(reading, act, 0, named) == beside):  # `menolak menandatangani naskah yang disiapkan panitia`, `deklarasi ditutup penandatanganan naskah`
            return begin_group(groups, act, beside[0], True, day, beside[1])
    letter = is_letter(act.instrument_text) and near is not None and is_letter(near[1])  # `Surat yang diteken bupati` after `surat imbauan`
    if near is not None and (name.repeat or definite or letter or act.instrument != "other") and _is_paper(act, near[1]):
        kind, text = near
        for group in reversed(groups):
            if not name.repeat and group.instrument == kind and can_join(reading, group, act, name, day):
                return join_group(group, act, day, group.strong)
        return begin_group(groups, act, kind, True, day, text if name.definite or letter else None)
    return begin_group(groups, act, act.instrument, False, day)


def _signs_too(reading: Reading, act: Act) -> bool:
    """`Naskah yang sama ditandatangani pula oleh …`: more signers of one paper, and not another copy of it."""
    after = reading.text[act.trigger.end : act.trigger.end + 12].lower().split()[:1]
    opening = reading.text[reading.sentences[act.sentence].start : act.trigger.start].lower().replace(",", " ").split()
    if " ".join((act.instrument_text or "").lower().split()[1:]) in word_set("signing", "the_same") and (set(opening[:1]) & word_set("signing", "then_words") or set(opening[-1:]) & word_set("signing", "added_words")):
        return True  # `Setelahnya, naskah yang sama ditandatangani pimpinan partai`
    return act.rule_id in word_set("signing", "verb_rules") and after[:1] != [] and after[0] in word_set("signing", "too_words")


def _is_past(group: Group, groups: list[Group]) -> bool:
    """An act recalled from an earlier time: `naskah itu` means the one that the article reports."""
    latest = max((day for g in groups for day in g.dates), default=None)
    return bool(latest and group.dates) and all((latest - day).days > DAYS_APART for day in group.dates)


def _is_paper(act: Act, name: str | None) -> bool:
    """`naskah` and `dokumen` can mean any instrument named before; `surat` only one that is a letter."""
    first = (act.instrument_text or "").split()[0].lower()
    return first not in word_set("instruments", "letters") or bool(set((name or "").lower().split()) & word_set("instruments", "letters"))


def place_title(reading: Reading, groups: list[Group], act: Act, waiting: Sequence[Act] = ()) -> None:
    """A headline tells an act of the body again, often in other words; only one that fits nothing is an act of its own."""
    name = read_name(act.instrument_text) if act.instrument_text else None
    strong = name is not None and name.strength == "strong"
    real = [g for g in groups if g.status != "hypothetical" and not (act.status == "occurred" and _is_only_repeated(g))] or [g for g in groups if g.status == "hypothetical"]
    same = [g for g in real if g.instrument == act.instrument] or [g for g in real if is_same_kind(act.instrument, strong, g)]
    if not same and not strong and real:
        same = real
    if not same and act.instrument == "other" and len(told := [g for g in real if g.status == act.status]) == 1 and told[0].instrument in word_set("instruments", "told_loosely"):
        same = told
    same = [g for g in same if g.status == act.status] or [g for g in same if act.status == "occurred" or g.status == "occurred" and act.status == "hypothetical" or {act.status, g.status} == {"planned", "negated"}]
    if not same and act.status == "hypothetical" and real:
        return
    if same:
        join_group(same[0], act, None, same[0].strong)
    elif (act.instrument_span is not None or act.instrument != "other") and (name is None or name.strength != "generic"):
        group = begin_group(groups, act, act.instrument, strong, None)
        for told in waiting:  # `412 dosen menandatangani seruan …`, of which only the headline says that it is a petition
            if told.status == act.status and shares_party(reading, group, told) and not any(told in g.acts for g in groups):
                join_group(group, told, date_near(reading, told), strong)


def _is_only_repeated(group: Group) -> bool:
    """`juga berencana meneken nota serupa`: of the first one, which the headline tells, no sentence of the body does."""
    names = [read_name(a.instrument_text) for a in group.acts if a.instrument_text]
    return group.status == "planned" and bool(names) and all(name is not None and name.repeat for name in names)
