"""The day of an act: every date of the article with what speaks for and against it; the best above the threshold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from extract.calendars import span_days
from extract.dateparts import Written
from extract.evidence import Choice, add_up, choose, weigh
from extract.nearness import carry_plan, is_online, list_telling, measure_nearness, weigh_standing
from extract.records import Act, DateMention, Reading, Sentence, Signing
from extract.ruleset import load_words
from extract.scene import (
    NEWS_DAYS,
    Cue,
    Scene,
    cue_before,
    day_of_speech,
    governs,
    has_cue,
    in_other_clause,
    is_desk_paper,
    is_of_other_act,
    is_told_aside,
    names_weekday,
    says_later,
    says_today,
    says_when,
    word_before,
    words,
)

NUMBER_REACH = 60  # characters from the verb to the number of the paper behind it
THEN_REACH = 60  # characters from `waktu itu` to the verb


def find_date(signing: Signing, scene: Scene) -> Choice | None:
    """The best date of a signing; a day rather than the month or year that holds it."""
    if is_told_aside(signing, scene):
        return None
    if (told_now := day_of_speech(signing, scene)) is not None:
        return told_now
    days = [_fit_year(d, signing.status, scene.reference) for d in scene.reading.dates]
    options = [add_up(d, _date_reasons(signing, act, d, scene)) for d in days for act in list_telling(signing, scene)]
    told = {option.value.date_start for option in options if _is_own(option)}
    if told:
        options = [o if o.value.date_start in told else add_up(o.value, [*o.reasons, *weigh("own_date")]) for o in options]
    best = choose("date", options)
    if best is None:
        return choose("date", _list_numbered(signing, scene))
    if best.value.precision == "day":
        return best
    finer = [o for o in options if o.value.precision == "day" and best.value.date_start <= o.value.date_start <= o.value.date_end <= best.value.date_end]
    here = {scene.reading.sentence_at(best.value.start).index} | {act.sentence for act in signing.acts}
    return choose("date", [o for o in finer if scene.reading.sentence_at(o.value.start).index in here]) or best  # `Tahun ini naskah itu diteken lagi, Senin (9/12)`


def _list_numbered(signing: Signing, scene: Scene) -> list[Choice]:
    """`Pergub Nomor 41 Tahun 2007 yang diteken gubernur lama`, `surat nomor 88/DISHUB/IV/2021`: the time in the number of the paper."""
    name = (signing.instrument_text or "").lower().split()
    if signing.status != "occurred" or not is_desk_paper(signing) or set(name[:1]) & words("attach", "amending_words"):
        return []
    pointing = bool(set(name[-1:]) & words("instruments", "demonstratives")) or len(name) == 1  # `Surat itu`: the number stands in the sentence before
    options = []
    for act in signing.acts:
        cues = [cue for number in (act.sentence - pointing, act.sentence) for cue in scene.cues.get(number, ()) if cue.kind == "numbered" and _is_of_paper(cue, act, scene.reading)]
        options += [add_up(_date_number(cue, scene.reading), weigh("numbered")) for cue in cues[-1:]]
    return options


def _is_of_paper(cue: Cue, act: Act, reading: Reading) -> bool:
    """Not `meneken revisi UU |Nomor 2 Tahun 2018|`, nor a number far behind the verb."""
    between = reading.text[act.trigger.end : cue.start]
    return len(between) < NUMBER_REACH and not set(between.lower().split()) & words("attach", "amending_words")


def _date_number(cue: Cue, reading: Reading) -> DateMention:
    """`IX/2019` -> 2019-09, month; `Tahun 2007` -> 2007, year."""
    text = reading.text[cue.start : cue.end]
    romans, roman = load_words("attach", "roman_months"), text.partition("/")[0].upper()
    year = int(text[-4:])
    found = span_days(Written(month=romans.index(roman) + 1 if roman in romans else None), year, year, "written")
    return DateMention(cue.start, cue.end, text, found.start, found.end, found.precision, found.basis)


def _fit_year(mention: DateMention, status: str, reference: date | None) -> DateMention:
    """`naskah yang diteken pada November`, written in February: a month whose year was only guessed lies before an act that happened."""
    guessed = mention.precision == "month" and mention.basis in ("published", "context") and mention.text.lower() in words("dates", "months")
    if not guessed or reference is None or status != "occurred" or mention.date_start <= reference:
        return mention
    return replace(mention, date_start=_year_before(mention.date_start), date_end=_year_before(mention.date_end))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28)) if day.month == 2 else day.replace(year=day.year - 1)


def _is_own(option: Choice) -> bool:
    """A day in the sentence of the act with nothing against it."""
    names = {name for name, _ in option.reasons}
    return "same_sentence" in names and bool(names & {"day", "said_when"}) and not names & {"wrong_tense", "period", "statement_elsewhere", "met_outside", "title", "other_today", "in_speech", "day_of_report"}


def _date_reasons(signing: Signing, act: Act, mention: DateMention, scene: Scene) -> list[tuple[str, float]]:
    """Everything that speaks for or against this date."""
    sentence = scene.reading.sentence_at(mention.start)
    same = sentence.index == act.sentence
    reasons = measure_nearness(act, mention, scene) + weigh_standing(signing, act, mention, scene)
    said_when = same and says_when(act, mention, scene.reading)
    reasons += weigh("said_when") if said_when else []
    reasons += weigh(mention.precision) if mention.precision == "day" or not said_when else []
    reasons += weigh("weekday") if names_weekday(mention) else []
    if says_today(mention) and scene.main_day not in (None, mention.date_start):
        reasons += weigh("other_today")
    counted = signing.status == "occurred" and mention.end <= act.trigger.start  # `Hingga Kamis (5/9) petisi itu telah diteken 300 orang`
    until = word_before(_begin_of_part(mention, scene), scene.reading.text) in words("attach", "until_words") and not counted
    until = until or signing.status != "occurred" and word_before(_begin_of_part(mention, scene), scene.reading.text) in words("attach", "since_words")
    moved = signing.status == "planned" and bool(set(scene.reading.text[max(sentence.start, mention.start - 40) : mention.start].lower().split()[-4:]) & words("status", "moving"))
    reasons += weigh("said_when") if moved else weigh("until") if until else []
    if mention.role in ("period", "deadline") and mention.date_start != mention.date_end and not said_when:
        reasons += weigh("period")
    if cue := cue_before(mention, sentence, scene, ("statement_elsewhere", "met_outside", "release_day")):
        reasons += weigh(cue)
    reasons += carry_plan(signing, act, mention, scene)
    reasons += weigh("then") if signing.status != "planned" and _is_then(act, mention, scene) else []
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
    if not same and is_online(signing, scene):
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


def _is_then(act: Act, mention: DateMention, scene: Scene) -> bool:
    """`pernah dibuat pada 2021, tetapi waktu itu hanya diteken lurah`: the last time named before the words that point back to it."""
    for cue in scene.cues.get(act.sentence, ()):
        if cue.kind != "then" or not 0 <= act.trigger.start - cue.end < THEN_REACH or "," in scene.reading.text[cue.end : act.trigger.start].lstrip(", "):
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


def _names_paper(signing: Signing, sentence: Sentence, scene: Scene) -> bool:
    """Whether a sentence names what is signed, by the first words of its name."""
    head = " ".join((signing.instrument_text or "").lower().split()[:2])
    return bool(head) and is_desk_paper(signing) and head in scene.reading.text[sentence.start : sentence.end].lower()


def _begin_of_part(mention: DateMention, scene: Scene) -> int:
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
