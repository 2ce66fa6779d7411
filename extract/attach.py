"""Acts of signing -> the same with date, venue, place, region, occasion and confidence.

Every candidate gets the sum of what speaks for and against it (`rules/attach.yaml`, `weights`); the best above the threshold is
attached, and nothing when a careful reader could not say: `Nota serupa pernah diteken` takes no date from the ceremony told around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from extract.certainty import rate_signing
from extract.evidence import Choice, add_up, choose, load_numbers, weigh
from extract.locate import locate_signing
from extract.records import Act, DateMention, Evidence, PlaceMention, Reading, Sentence, Signing, Span, VenueMention
from extract.scene import (
    LONG_TITLE,
    NEWS_DAYS,
    Scene,
    cue_before,
    day_of_speech,
    governs,
    has_cue,
    has_day,
    in_other_clause,
    is_desk_paper,
    is_later,
    is_long_ago,
    is_of_other_act,
    is_told_aside,
    names_weekday,
    read_scene,
    says_later,
    says_today,
    says_when,
    speech_around,
    word_before,
    words,
)

THEN_REACH = 60  # characters from `waktu itu` to the verb


# --- the whole --------------------------------------------------------------------------------------------------
def attach_circumstances(reading: Reading, signings: Sequence[Signing]) -> tuple[Signing, ...]:
    """The signings with everything that the text around them says of when and where."""
    if not signings:
        return ()
    scene = read_scene(reading, signings)
    dated = [_put(s, "date", _best_date(s, scene)) for s in signings]
    dated = [_share(s, "date", dated, scene) for s in dated]
    housed = [_put(s, "venue", _best_venue(s, scene)) for s in dated]
    housed = [_share(s, "venue", housed, scene) for s in housed]
    return tuple(rate_signing(locate_signing(s, scene), scene) for s in housed)


def _put(signing: Signing, field: str, choice: Choice | None) -> Signing:
    """Attach a choice and remember why."""
    if choice is None:
        return signing
    where = choice.value
    evidence = tuple(Evidence(field, cue, round(weight, 2), where.start, where.end) for cue, weight in choice.reasons)
    return replace(signing, **{field: where}, evidence=signing.evidence + evidence)


# --- how near ---------------------------------------------------------------------------------------------------
def _nearness(act: Act, value: Span | DateMention | VenueMention | PlaceMention, scene: Scene) -> list[tuple[str, float]]:
    """What the distance between a mention of the act and a value says."""
    here, there = scene.reading.sentences[act.sentence], scene.reading.sentence_at(value.start)
    weights = load_numbers()["weights"]
    titles = weigh("title") if any(s.section == "title" and s.end - s.start < LONG_TITLE for s in (here, there)) else []
    if here.index == there.index:
        gap = max(0, value.start - act.trigger.end, act.trigger.start - value.end)
        speech = speech_around(act, scene)
        if speech and not speech.start <= value.start < speech.end:
            titles = titles + weigh("in_speech")
        return [("same_sentence", weights["same_sentence"] + weights["per_100_characters"] * gap / 100), *titles]
    between = abs(here.index - there.index) - 1
    name = {0: "same_paragraph", 1: "next_paragraph", -1: "previous_paragraph"}.get(there.paragraph - here.paragraph, "elsewhere")
    far = max(-0.6, weights["per_sentence"] * between)
    return [(name, weights[name] + far), *titles]


def _standing(signing: Signing, act: Act, value: Any, scene: Scene) -> list[tuple[str, float]]:
    """What the place of the act in the article, and its status, say of a value outside its sentence."""
    here, there = scene.reading.sentences[act.sentence], scene.reading.sentence_at(value.start)
    reasons: list[tuple[str, float]] = []
    speech = speech_around(act, scene)
    if here.index == there.index and (speech is None or speech.start <= value.start < speech.end):
        return weigh("hypothetical") if signing.status == "hypothetical" else []
    dated = isinstance(value, VenueMention) and signing.date and signing.date.precision == "day" and has_day(there, signing.date, scene) and signing.instrument != "regulation"  # who refuses is there
    if signing.status != "occurred" and not dated and not (signing.status == "negated" and has_cue(scene, act.sentence, "due")):
        beside = signing.status == "planned" and here.paragraph == there.paragraph
        reasons += weigh("planned_beside" if beside else signing.status)
    if has_cue(scene, act.sentence, "recalled") and here.section == "body":
        reasons += weigh("recalled_act")
    if any(cue.kind == "done" and governs(cue, act, scene.reading) for cue in scene.cues.get(act.sentence, ())):
        reasons += weigh("told_as_done")
    reported_day = isinstance(value, DateMention) and signing.key in scene.main and speech is None
    if is_desk_paper(signing) and here.section == "body" and not reported_day:
        reasons += weigh("document_act", "document_act") if isinstance(value, VenueMention) and signing.instrument == "regulation" else weigh("document_act")
    if signing.key in scene.main and not (speech and is_desk_paper(signing)):
        reasons += weigh("main_act")
    else:
        reasons += weigh("side_act" if here.paragraph != there.paragraph else "side_act_beside")
    others = scene.act_sentences.get(there.index, frozenset()) - {signing.key}
    if isinstance(value, DateMention) and value.date_start == scene.main_day and signing.key in scene.main:
        return reasons
    if others and signing.key not in scene.act_sentences.get(there.index, frozenset()):
        reasons += weigh("other_act_in_sentence")
    return reasons


# --- date -------------------------------------------------------------------------------------------------------
def _best_date(signing: Signing, scene: Scene) -> Choice | None:
    if is_told_aside(signing, scene):
        return None
    if (told_now := day_of_speech(signing, scene)) is not None:
        return told_now
    days = [_fit_year(d, signing.status, scene.reference) for d in scene.reading.dates]
    options = [add_up(d, _date_reasons(signing, act, d, scene)) for d in days for act in _telling_acts(signing, scene)]
    told = {option.value.date_start for option in options if _is_own(option)}
    if told:
        options = [o if o.value.date_start in told else add_up(o.value, [*o.reasons, *weigh("own_date")]) for o in options]
    best = choose("date", options)
    if best is None or best.value.precision == "day":
        return best
    finer = [o for o in options if o.value.precision == "day" and best.value.date_start <= o.value.date_start <= o.value.date_end <= best.value.date_end]
    here = scene.reading.sentence_at(best.value.start)
    return choose("date", [o for o in finer if here.start <= o.value.start < here.end]) or best  # `Tahun ini naskah itu diteken lagi, Senin (9/12)`


def _fit_year(mention: DateMention, status: str, reference: date | None) -> DateMention:
    """`naskah yang diteken pada November`, written in February: a month whose year was only guessed lies before an act that happened."""
    guessed = mention.precision == "month" and mention.basis in ("published", "context") and mention.text.lower() in words("dates", "months")
    if not guessed or reference is None or status != "occurred" or mention.date_start <= reference:
        return mention
    return replace(mention, date_start=_year_before(mention.date_start), date_end=_year_before(mention.date_end))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28)) if day.month == 2 else day.replace(year=day.year - 1)


def _telling_acts(signing: Signing, scene: Scene) -> list[Act]:
    """The mentions that tell of the act itself; one that recalls an earlier like it (`MoU yang diteken lima tahun silam`) does not."""
    telling = [act for act in signing.acts if not has_cue(scene, act.sentence, "recalled")]
    return telling or list(signing.acts)


def _is_own(option: Choice) -> bool:
    """A day in the sentence of the act with nothing against it."""
    names = {name for name, _ in option.reasons}
    return "same_sentence" in names and bool(names & {"day", "said_when"}) and not names & {"wrong_tense", "period", "statement_elsewhere", "met_outside", "title", "other_today", "in_speech", "day_of_report"}


def _date_reasons(signing: Signing, act: Act, mention: DateMention, scene: Scene) -> list[tuple[str, float]]:
    """Everything that speaks for or against this date."""
    sentence = scene.reading.sentence_at(mention.start)
    same = sentence.index == act.sentence
    reasons = _nearness(act, mention, scene) + _standing(signing, act, mention, scene)
    said_when = same and says_when(act, mention, scene.reading)
    reasons += weigh("said_when") if said_when else []
    reasons += weigh(mention.precision) if mention.precision == "day" or not said_when else []
    reasons += weigh("weekday") if names_weekday(mention) else []
    if says_today(mention) and scene.main_day not in (None, mention.date_start):
        reasons += weigh("other_today")
    counted = signing.status == "occurred" and mention.end <= act.trigger.start  # `Hingga Kamis (5/9) petisi itu telah diteken 300 orang`
    until = word_before(_before_part(mention, scene), scene.reading.text) in words("attach", "until_words") and not counted
    until = until or signing.status != "occurred" and word_before(_before_part(mention, scene), scene.reading.text) in words("attach", "since_words")
    moved = signing.status == "planned" and bool(set(scene.reading.text[max(sentence.start, mention.start - 40) : mention.start].lower().split()[-4:]) & words("status", "moving"))
    reasons += weigh("said_when") if moved else weigh("until") if until else []
    if mention.role in ("period", "deadline") and mention.date_start != mention.date_end and not said_when:
        reasons += weigh("period")
    if cue := cue_before(mention, sentence, scene, ("statement_elsewhere", "met_outside")):
        reasons += weigh(cue)
    reasons += _plan_goes_on(signing, act, mention, scene)
    reasons += weigh("then") if _is_then(act, mention, scene) else []
    if word_before(mention.start, scene.reading.text) in words("attach", "dated_words") and _names_paper(signing, sentence, scene):
        reasons += weigh("paper_dated")
    if same and mention.precision == "day" and _is_day_of_report(act, mention, scene):  # the month in which it was announced is that of the act
        reasons += weigh("day_of_report")
    if act.instrument_span and act.instrument_span.covers(mention) or mention.precision == "year" and any(paper.covers(mention) for paper in scene.papers):
        reasons += weigh("in_name")
    if same and (in_other_clause(act, mention, scene.reading) or is_of_other_act(signing, act, mention, scene)):
        reasons += weigh("other_clause")
    if not same and sentence.index == act.sentence - 1 and _is_of_them(act, scene):
        reasons += weigh("told_of_them")
    if not same and _is_online(signing, scene):
        reasons += weigh("online")
    if (not same or mention.end < act.trigger.start) and any(v.kind == "court" and sentence.start <= v.start < sentence.end for v in scene.reading.venues):
        reasons += weigh("court")
    if not same and signing.status in ("negated", "planned") and has_cue(scene, sentence.index, "report"):
        reasons += weigh("day_of_speech")
    if scene.main_day and mention.date_start == scene.main_day and mention.precision == "day" and signing.key in scene.main:
        reasons += weigh("main_day")
    if signing.status != "planned" and says_later(mention):
        reasons += weigh("wrong_tense")
    elif scene.reference and not (mention.basis == "written" and not scene.reading.article.published_at):  # a day guessed from weekdays proves nothing against a written year
        reasons += _tense(signing.status, mention, scene.reference)
        old = scene.reference - mention.date_end > timedelta(days=NEWS_DAYS)
        reasons += weigh("far_from_published") if old and not same else []
    return reasons


def _plan_goes_on(signing: Signing, act: Act, value: Span, scene: Scene) -> list[tuple[str, float]]:
    """`Bank itu akan meneken MoU. Acara dijadwalkan di Hotel Anu, Senin (4/3)`: day and venue of what is planned, in the sentence behind."""
    after = scene.reading.sentence_at(value.start).index == act.sentence + 1
    told = any(c.kind == "plan_goes_on" and c.start < value.start for c in scene.cues.get(act.sentence + 1, ()))
    return weigh("plan_goes_on") if signing.status == "planned" and after and told else []


def _is_then(act: Act, mention: DateMention, scene: Scene) -> bool:
    """`pernah dibuat pada 2021, tetapi waktu itu hanya diteken lurah`: the last time named before the words that point back to it."""
    for cue in scene.cues.get(act.sentence, ()):
        if cue.kind != "then" or not 0 <= act.trigger.start - cue.end < THEN_REACH or scene.reading.text[cue.end : act.trigger.start].count(","):
            continue
        low = scene.reading.sentences[max(act.sentence - 1, 0)].start
        before = [d for d in scene.reading.dates if low <= d.start and d.end <= cue.start]
        if before and before[-1] == mention:
            return True
    return False


def _is_of_them(act: Act, scene: Scene) -> bool:
    """`Senin (4/3) 80 lurah dikumpulkan. Mereka meneken …`: those who sign are those just told of."""
    here = scene.reading.sentences[act.sentence]
    dated = any(here.start <= d.start < here.end and d.precision == "day" for d in scene.reading.dates)
    return not dated and any(scene.reading.text[s.start : s.end].lower().split()[-1] in words("signing", "pronoun_groups") for s in act.signers)


def _is_online(signing: Signing, scene: Scene) -> bool:
    """Signed in the net, as one of its mentions says; an agreement on selling in the net is not."""
    return signing.instrument in words("attach", "net_papers") and any(has_cue(scene, act.sentence, "online") for act in signing.acts)


def _names_paper(signing: Signing, sentence: Sentence, scene: Scene) -> bool:
    """Whether a sentence names what is signed, by the first words of its name."""
    head = " ".join((signing.instrument_text or "").lower().split()[:2])
    return bool(head) and is_desk_paper(signing) and head in scene.reading.text[sentence.start : sentence.end].lower()


def _before_part(mention: DateMention, scene: Scene) -> int:
    """Where `akhir tahun ini` begins when the mention is `tahun ini`, and `batas waktu 10 November` when it is the day."""
    start = mention.start
    while (before := word_before(start, scene.reading.text)) and before in words("attach", "part_words"):
        start = scene.reading.text.lower().rindex(before, 0, start)
    return start


def _is_day_of_report(act: Act, mention: DateMention, scene: Scene) -> bool:
    """`Senin (16/9) kantor berita mewartakan mereka telah meneken …`: the day is of the report, the act lies before it."""
    cues = scene.cues.get(act.sentence, ())
    before = scene.reading.text[max(scene.reading.sentences[act.sentence].start, mention.start - 60) : mention.start].lower()
    between = scene.reading.text[mention.end : act.trigger.start] if mention.end < act.trigger.start else ""
    if "," in between and set(re.findall(r"\w+", before.rpartition(",")[2])) & words("attach", "cited_words"):
        return True  # `seperti dilaporkan Kompas pada 9 September, ia meneken …`
    if act.status == "negated" and any(cue.kind == "report" and act.trigger.end <= cue.start < mention.start for cue in cues):
        return True  # `kami tidak mau meneken MoU itu, kata bupati, Selasa`
    if is_desk_paper(act) and any(cue.kind == "report" and act.trigger.end <= cue.start < mention.start for cue in cues):
        return any(cue.kind == "done" and governs(cue, act, scene.reading) for cue in cues)  # `surat itu sudah diteken camat, kata lurah, Rabu`
    reported = any(cue.kind == "report" and mention.end <= cue.start < act.trigger.start for cue in cues)
    return reported and any(cue.kind == "done" and governs(cue, act, scene.reading) for cue in cues)


def _tense(status: str, mention: DateMention, reference: date) -> list[tuple[str, float]]:
    """An act that happened lies before the day of the news, a planned one after it."""
    if status == "planned":
        return weigh("wrong_tense") if mention.date_end < reference else weigh("right_tense") if mention.date_end > reference else []
    return weigh("wrong_tense") if mention.date_start > reference else []


# --- venue ------------------------------------------------------------------------------------------------------
def _best_venue(signing: Signing, scene: Scene) -> Choice | None:
    if is_told_aside(signing, scene):
        return None
    options = [add_up(v, _venue_reasons(signing, act, v, scene)) for v in scene.reading.venues for act in _telling_acts(signing, scene)]
    return choose("venue", options)


def _venue_reasons(signing: Signing, act: Act, venue: VenueMention, scene: Scene) -> list[tuple[str, float]]:
    """Everything that speaks for or against this venue."""
    sentence = scene.reading.sentence_at(venue.start)
    reasons = _nearness(act, venue, scene) + _standing(signing, act, venue, scene)
    if signing.date and has_day(Span(sentence.start, max(sentence.end, venue.end + 12)), signing.date, scene):
        reasons += weigh("with_date")
    if cue := cue_before(venue, sentence, scene, ("statement_elsewhere", "met_outside")):
        reasons += weigh(cue)
    same = sentence.index == act.sentence
    if same and in_other_clause(act, venue, scene.reading):
        reasons += weigh("other_clause")
    if _is_online(signing, scene):
        reasons += weigh("online")
    reasons += _plan_goes_on(signing, act, venue, scene)
    if not same and signing.status == "negated" and has_cue(scene, sentence.index, "report") and not has_cue(scene, act.sentence, "refused"):
        reasons += weigh("day_of_speech")  # `batal diteken. … kata bupati di Balai Kota, Senin`
    if not same and is_later(signing, scene):
        reasons += weigh("later_hour")
    if act.sentence - 1 == sentence.index and has_cue(scene, act.sentence, "there"):
        reasons += weigh("there")
    if not same and is_long_ago(signing, scene):
        reasons += weigh("long_ago")
    if venue.kind == "court":
        reasons += weigh("court")
    reasons += _preposition(venue, sentence, reasons, scene)
    reasons += {"street": weigh("street_only"), "site": weigh("unnamed_kind")}.get(venue.kind, [])
    if venue.kind == "office" and venue.text.split()[0].lower() in words("attach", "workplaces"):
        reasons += weigh("workplace")
    return reasons


def _preposition(venue: VenueMention, sentence: Sentence, reasons: list[tuple[str, float]], scene: Scene) -> list[tuple[str, float]]:
    """What the word before a venue says: `di` that something happens there, `dari` that somebody came from there."""
    before = word_before(venue.start, scene.reading.text)
    if before in words("attach", "place_words") or venue.start == sentence.start:
        return weigh("located")
    if before in words("attach", "origin_words"):
        return weigh("from_there")
    if before in words("attach", "goal_words"):
        return [] if any(name == "with_date" for name, _ in reasons) else weigh("moved")
    if before in words("attach", "filling_words"):
        return []
    return weigh("opened" if before in words("attach", "opening_words") else "unlocated")


# --- acts of one ceremony ---------------------------------------------------------------------------------------
def _share(signing: Signing, field: str, others: Sequence[Signing], scene: Scene) -> Signing:
    """What an act lacks it takes from another act of the same ceremony, told beside it."""
    refused = field == "date" and signing.status == "negated" and any(has_cue(scene, act.sentence, "refused") for act in signing.acts) and not _is_lasting(signing, scene)
    recalled = all(_is_recalled(act, scene) for act in signing.acts)
    refused = refused and not recalled
    there = field == "venue" and signing.status == "negated" and not recalled and signing.date is not None and signing.instrument != "regulation"  # who did not sign was where the others did, that day
    if getattr(signing, field) is not None or signing.status != "occurred" and not refused and not there or field == "venue" and is_later(signing, scene):
        return signing
    options = []
    for other in others:
        value = getattr(other, field)
        if value is None or other.key == signing.key or other.status != "occurred" or other.key not in scene.main and not refused and not there:
            continue
        if refused and is_long_ago(other, scene):
            continue
        if refused and other.instrument != signing.instrument and not {other.instrument, signing.instrument} <= words("attach", "group_papers"):
            continue
        if field == "venue" and (signing.date is None or other.date is None or signing.date.date_start != other.date.date_start):
            continue
        for act in signing.acts:
            near = max((_nearness(act, mine.trigger, scene) for mine in other.acts), key=lambda reasons: sum(w for _, w in reasons))
            standing = [r for r in _standing(signing, act, other.acts[0].trigger, scene) if r[0] in ("recalled_act", "main_act", "side_act") and not refused and not there]
            options.append(add_up(value, [(name, min(weight, 1.0)) for name, weight in near] + standing + weigh("same_ceremony")[:1]))
    best = max(options, key=lambda option: option.score, default=None)
    return _put(signing, field, best if best and best.score >= load_numbers()["weights"]["same_ceremony"] else None)


def _is_recalled(act: Act, scene: Scene) -> bool:
    """`Waktu itu kami memilih tidak meneken`: told of an earlier time before the verb."""
    return any(cue.kind == "recalled" and cue.start < act.trigger.start for cue in scene.cues.get(act.sentence, ()))


def _is_lasting(signing: Signing, scene: Scene) -> bool:
    """`Hingga Jumat petang NPHD itu belum diteken`: what is not there yet has no day."""
    numbers = {act.sentence for act in signing.acts}
    here = [d for d in scene.reading.dates if scene.reading.sentence_at(d.start).index in numbers]
    return any(word_before(d.start, scene.reading.text) in words("attach", "until_words") for d in here)
