"""Acts of signing -> the same with date, venue, place, region, occasion and confidence.

Every candidate gets the sum of what speaks for and against it (`rules/attach.yaml`, `weights`); the best above the threshold is
attached, and nothing when a careful reader could not say: `Nota serupa pernah diteken` takes no date from the ceremony told around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import yaml

from extract.places import province_votes, region_of
from extract.records import Act, DateMention, Evidence, PlaceMention, Quote, Reading, Region, Sentence, Signing, Span, VenueMention
from extract.ruleset import Finder, load_family, load_words, rules_dir
from extract.sentences import blank_nlp

_LEAD_PARAGRAPHS = 2  # an act told in these is what the article reports
_NEWS_DAYS = 21  # news tells of events of the last weeks
_LONG_TITLE = 160  # a longer first line is the lead of an article without a title
_REACH = {"done": 14, "subordinate": 60}  # characters from the cue to the verb
_CUE_REACH = 70  # characters from `dihubungi` to the date it is about


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says how a sentence stands to the ceremony."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Scene:
    """What is known of an article before anything is attached."""

    reading: Reading
    cues: dict[int, tuple[Cue, ...]]  # by sentence
    main: frozenset[int]  # keys of the signings that the article reports
    main_day: date | None
    act_sentences: dict[int, frozenset[int]]  # sentence -> keys of signings told in it
    reference: date | None  # published, else the reported day


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its score and the reasons for it."""

    value: Any
    score: float
    reasons: tuple[tuple[str, float], ...]


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
    return tuple(_finish(_locate(s, scene), scene) for s in housed)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, dict[str, float]]:
    """`weights`, `thresholds` and `confidence` of the rule file."""
    data = yaml.safe_load((rules_dir() / "attach.yaml").read_text(encoding="utf-8"))
    return {name: {key: float(value) for key, value in data[name].items()} for name in ("weights", "thresholds", "confidence")}


def _weigh(*names: str) -> list[tuple[str, float]]:
    return [(name, _numbers()["weights"][name]) for name in names]


def _put(signing: Signing, field: str, choice: Choice | None) -> Signing:
    """Attach a choice and remember why."""
    if choice is None:
        return signing
    where = choice.value
    evidence = tuple(Evidence(field, cue, round(weight, 2), where.start, where.end) for cue, weight in choice.reasons)
    return replace(signing, **{field: where}, evidence=signing.evidence + evidence)


# --- the scene --------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _finder() -> Finder:
    return Finder(load_family("attach"), blank_nlp().vocab)


def read_scene(reading: Reading, signings: Sequence[Signing]) -> Scene:
    """Cues, the acts that the article reports, the day it reports of."""
    cues: dict[int, tuple[Cue, ...]] = {}
    for hit in _finder().find(reading.doc):
        span = hit.groups.get("occasion", Span(hit.start, hit.end))
        number = reading.sentence_at(hit.start).index
        cues[number] = (*cues.get(number, ()), Cue(span.start, span.end, hit.value["cue"]))
    told: dict[int, frozenset[int]] = {}
    for signing in signings:
        for act in signing.acts:
            told[act.sentence] = told.get(act.sentence, frozenset()) | {signing.key}
    main = frozenset(s.key for s in signings if _is_reported(s, reading, cues))
    published = reading.article.published_at.date() if reading.article.published_at else None
    scene = Scene(reading, cues, main, None, told, published)
    day = _find_main_day(scene)
    main = frozenset(s.key for s in signings if s.key in main and not _has_other_day(s, day, reading))
    return replace(scene, main=main, main_day=day, reference=published or day)


def _is_reported(signing: Signing, reading: Reading, cues: dict[int, tuple[Cue, ...]]) -> bool:
    """Whether the article is about this act: told in title or lead, or with words that point at the ceremony."""
    if signing.status not in ("occurred", "negated"):
        return False
    body = [s for s in reading.sentences if s.section == "body"]
    first = body[0].paragraph if body else 0
    for act in signing.acts:
        sentence = reading.sentences[act.sentence]
        kinds = {cue.kind for cue in cues.get(act.sentence, ())}
        if sentence.section == "title":
            return True
        if "recalled" in kinds or _in_passing(act, cues.get(act.sentence, ()), reading):
            continue
        if act.sentence and reading.sentences[act.sentence - 1].paragraph == sentence.paragraph:
            kinds |= {cue.kind for cue in cues.get(act.sentence - 1, ()) if cue.kind == "ceremony"}
        if sentence.paragraph - first < _LEAD_PARAGRAPHS or kinds & {"ceremony", "later_hour"}:
            return True
    return False


def _in_passing(act: Act, cues: Sequence[Cue], reading: Reading) -> bool:
    """`sebelum meneken keputusan itu`, `telah ditandatangani`: no report of the act itself."""
    return any(_governs(cue, act, reading) for cue in cues if cue.kind in ("done", "subordinate"))


def _governs(cue: Cue, act: Act, reading: Reading) -> bool:
    between = reading.text[cue.end : act.trigger.start] if cue.end <= act.trigger.start else "."
    return len(between) <= _REACH[cue.kind] and not re.search(r"[,.;:“”\"]", between)


def _has_other_day(signing: Signing, day: date | None, reading: Reading) -> bool:
    """Whether the act is told with a day of its own, long before the reported one."""
    numbers = {act.sentence for act in signing.acts if reading.sentences[act.sentence].section == "body"}
    own = [d for d in reading.dates if reading.sentence_at(d.start).index in numbers and (d.precision != "year" or d.date_end != d.date_start)]
    own = [d for d in own if d.role != "period" or any(_says_when(act, d, reading) for act in signing.acts)]
    return bool(day and own) and all((day - d.date_end).days > _NEWS_DAYS for d in own)


def _find_main_day(scene: Scene) -> date | None:
    """The day of the event: the one named most, early and beside the acts, near the day of publication."""
    votes: Counter[date] = Counter()
    body = [s for s in scene.reading.sentences if s.section == "body"]
    first = body[0].paragraph if body else 0
    for mention in scene.reading.dates:
        if mention.precision != "day" or mention.date_end != mention.date_start or mention.role in ("period", "deadline"):
            continue
        sentence = scene.reading.sentence_at(mention.start)
        weight = 2.0 + (1.0 if sentence.paragraph - first < _LEAD_PARAGRAPHS else 0.0)
        weight += 1.5 if scene.act_sentences.get(sentence.index, frozenset()) & scene.main else 0.0
        weight += 1.5 if _names_weekday(mention) else -0.5
        weight -= 2.5 if _cue_before(mention, sentence, scene, ("statement_elsewhere", "met_outside")) else 0.0
        if scene.reference:
            days = (scene.reference - mention.date_start).days
            weight -= 4.0 if days < 0 or days > _NEWS_DAYS else 0.1 * days
        votes[mention.date_start] += weight
    best = max(votes.items(), key=lambda item: item[1], default=None)
    return best[0] if best and best[1] > 0 else None


def _names_weekday(mention: DateMention) -> bool:
    """`Selasa (18/10)`: what news says of its own day."""
    return mention.text.split()[0].strip(",(").lower() in _words("dates", "weekdays")


def _says_today(mention: DateMention) -> bool:
    return mention.text.lower() in _words("attach", "today_words")


@lru_cache(maxsize=4)
def _words(family: str, name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in load_words(family, name))


def _cue_before(value: DateMention | VenueMention, sentence: Sentence, scene: Scene, kinds: tuple[str, ...]) -> str | None:
    """The cue that stands shortly before a value and so speaks of it: `dihubungi, Rabu (3/5)`."""
    found = None
    for cue in scene.cues.get(sentence.index, ()):
        if cue.end <= value.start and value.start - cue.end <= _CUE_REACH:
            found = cue.kind if cue.kind in kinds else None if cue.kind == "at_ceremony" else found
    return found


# --- how near ---------------------------------------------------------------------------------------------------
def _nearness(act: Act, value: Span | DateMention | VenueMention | PlaceMention, scene: Scene) -> list[tuple[str, float]]:
    """What the distance between a mention of the act and a value says."""
    here, there = scene.reading.sentences[act.sentence], scene.reading.sentence_at(value.start)
    weights = _numbers()["weights"]
    titles = _weigh("title") if any(s.section == "title" and s.end - s.start < _LONG_TITLE for s in (here, there)) else []
    if here.index == there.index:
        gap = max(0, value.start - act.trigger.end, act.trigger.start - value.end)
        speech = _speech_around(act, scene)
        if speech and not speech.start <= value.start < speech.end:
            titles = titles + _weigh("in_speech")
        return [("same_sentence", weights["same_sentence"] + weights["per_100_characters"] * gap / 100), *titles]
    between = abs(here.index - there.index) - 1
    name = {0: "same_paragraph", 1: "next_paragraph", -1: "previous_paragraph"}.get(there.paragraph - here.paragraph, "elsewhere")
    far = max(-0.6, weights["per_sentence"] * between)
    return [(name, weights[name] + far), *titles]


def _speech_around(act: Act, scene: Scene) -> Quote | None:
    """The direct speech in which the act is told."""
    return next((quote for quote in scene.reading.quotes if quote.start <= act.trigger.start < quote.end), None)


def _standing(signing: Signing, act: Act, value: Any, scene: Scene) -> list[tuple[str, float]]:
    """What the place of the act in the article, and its status, say of a value outside its sentence."""
    here, there = scene.reading.sentences[act.sentence], scene.reading.sentence_at(value.start)
    reasons: list[tuple[str, float]] = []
    speech = _speech_around(act, scene)
    if here.index == there.index and (speech is None or speech.start <= value.start < speech.end):
        return _weigh("hypothetical") if signing.status == "hypothetical" else []
    if signing.status != "occurred":
        beside = signing.status == "planned" and here.paragraph == there.paragraph
        reasons += _weigh("planned_beside" if beside else signing.status)
    if any(cue.kind == "recalled" for cue in scene.cues.get(act.sentence, ())) and here.section == "body":
        reasons += _weigh("recalled_act")
    if any(cue.kind == "done" and _governs(cue, act, scene.reading) for cue in scene.cues.get(act.sentence, ())):
        reasons += _weigh("told_as_done")
    reported_day = isinstance(value, DateMention) and signing.key in scene.main
    if signing.instrument in _words("attach", "document_instruments") and here.section == "body" and not reported_day:
        reasons += _weigh("document_act")
    if signing.key in scene.main:
        reasons += _weigh("main_act")
    else:
        reasons += _weigh("side_act" if here.paragraph != there.paragraph else "side_act_beside")
    others = scene.act_sentences.get(there.index, frozenset()) - {signing.key}
    if isinstance(value, DateMention) and value.date_start == scene.main_day and signing.key in scene.main:
        return reasons
    if others and signing.key not in scene.act_sentences.get(there.index, frozenset()):
        reasons += _weigh("other_act_in_sentence")
    return reasons


def _choose(field: str, options: list[Choice]) -> Choice | None:
    """The best option above the threshold; of equal ones the first in the text."""
    best = max(options, key=lambda option: (round(option.score, 3), -option.value.start), default=None)
    return best if best and best.score >= _numbers()["thresholds"][field] else None


def _sum(value: Any, reasons: list[tuple[str, float]]) -> Choice:
    return Choice(value, sum(weight for _, weight in reasons), tuple(reasons))


# --- date -------------------------------------------------------------------------------------------------------
def _best_date(signing: Signing, scene: Scene) -> Choice | None:
    options = [_sum(d, _date_reasons(signing, act, d, scene)) for d in scene.reading.dates for act in signing.acts]
    told = {option.value.date_start for option in options if _is_own(option)}
    if told:
        options = [o if o.value.date_start in told else _sum(o.value, [*o.reasons, *_weigh("own_date")]) for o in options]
    return _choose("date", options)


def _is_own(option: Choice) -> bool:
    """A day in the sentence of the act with nothing against it."""
    names = {name for name, _ in option.reasons}
    return "same_sentence" in names and bool(names & {"day", "said_when"}) and not names & {"wrong_tense", "period", "statement_elsewhere", "met_outside", "title", "other_today", "in_speech"}


def _date_reasons(signing: Signing, act: Act, mention: DateMention, scene: Scene) -> list[tuple[str, float]]:
    """Everything that speaks for or against this date."""
    sentence = scene.reading.sentence_at(mention.start)
    same = sentence.index == act.sentence
    reasons = _nearness(act, mention, scene) + _standing(signing, act, mention, scene)
    said_when = same and _says_when(act, mention, scene.reading)
    reasons += _weigh("said_when") if said_when else []
    reasons += _weigh(mention.precision) if mention.precision == "day" or not said_when else []
    reasons += _weigh("weekday") if _names_weekday(mention) else []
    if _says_today(mention) and scene.main_day not in (None, mention.date_start):
        reasons += _weigh("other_today")
    until = _word_before(mention.start, scene.reading.text) in _words("attach", "until_words")
    reasons += _weigh("until") if until else []
    if mention.role in ("period", "deadline") and mention.date_start != mention.date_end and not said_when:
        reasons += _weigh("period")
    if cue := _cue_before(mention, sentence, scene, ("statement_elsewhere", "met_outside")):
        reasons += _weigh(cue)
    if not same and signing.status in ("negated", "planned") and any(cue.kind == "report" for cue in scene.cues.get(sentence.index, ())):
        reasons += _weigh("day_of_speech")
    if scene.main_day and mention.date_start == scene.main_day and mention.precision == "day" and signing.key in scene.main:
        reasons += _weigh("main_day")
    if scene.reference:
        reasons += _tense(signing.status, mention, scene.reference)
        old = scene.reference - mention.date_end > timedelta(days=_NEWS_DAYS)
        reasons += _weigh("far_from_published") if old and not same else []
    return reasons


def _says_when(act: Act, mention: DateMention, reading: Reading) -> bool:
    """`diteken Presiden Soeharto pada 1984`: the time stands after the verb with nothing but the signer between."""
    if mention.end <= act.trigger.start:  # `Tahun 2011 kedua negara meneken …`
        opening = reading.text[reading.sentence_at(mention.start).start : mention.start].split()
        return len(opening) < 3 and act.trigger.start - mention.end < 140 and bool({mention.text.split()[0].lower(), *map(str.lower, opening)} & _words("attach", "when_words"))
    between = reading.text[act.trigger.end : mention.start]
    if mention.start < act.trigger.end or len(between) > 70 or re.search(r"[;:“”\"]", between):
        return False
    last = _word_before(mention.start, reading.text)
    if last in _words("attach", "until_words"):
        return False
    return last in _words("attach", "when_words") or len(between) < 4 or mention.text.split()[0].lower() in _words("attach", "when_words")


def _word_before(start: int, text: str) -> str:
    return (text[max(0, start - 20) : start].split()[-1:] or [""])[0].lower()


def _tense(status: str, mention: DateMention, reference: date) -> list[tuple[str, float]]:
    """An act that happened lies before the day of the news, a planned one after it."""
    if status == "planned":
        return _weigh("wrong_tense") if mention.date_end < reference else _weigh("right_tense") if mention.date_end > reference else []
    return _weigh("wrong_tense") if mention.date_start > reference else []


# --- venue ------------------------------------------------------------------------------------------------------
def _best_venue(signing: Signing, scene: Scene) -> Choice | None:
    options = [_sum(v, _venue_reasons(signing, act, v, scene)) for v in scene.reading.venues for act in signing.acts]
    return _choose("venue", options)


def _venue_reasons(signing: Signing, act: Act, venue: VenueMention, scene: Scene) -> list[tuple[str, float]]:
    """Everything that speaks for or against this venue."""
    sentence = scene.reading.sentence_at(venue.start)
    reasons = _nearness(act, venue, scene) + _standing(signing, act, venue, scene)
    if signing.date and _has_day(Span(sentence.start, max(sentence.end, venue.end + 12)), signing.date, scene):
        reasons += _weigh("with_date")
    if cue := _cue_before(venue, sentence, scene, ("statement_elsewhere", "met_outside")):
        reasons += _weigh(cue)
    same = sentence.index == act.sentence
    if not same and _is_later(signing, scene):
        reasons += _weigh("later_hour")
    if act.sentence - 1 == sentence.index and any(cue.kind == "there" for cue in scene.cues.get(act.sentence, ())):
        reasons += _weigh("there")
    if not same and _is_long_ago(signing, scene):
        reasons += _weigh("long_ago")
    before = scene.reading.text[max(0, venue.start - 5) : venue.start].lower()
    if before.endswith("di ") or venue.start == sentence.start:
        reasons += _weigh("located")
    elif before.endswith("dari "):
        reasons += _weigh("from_there")
    elif before.endswith("ke ") and ("with_date", _numbers()["weights"]["with_date"]) not in reasons:
        reasons += _weigh("moved")
    elif not re.search(r"\b(?:ke|memadati|memenuhi|depan|dalam)\s$", scene.reading.text[max(0, venue.start - 12) : venue.start]):
        opened = re.search(r"\b(?:meresmikan|peresmian)\s$", scene.reading.text[max(0, venue.start - 12) : venue.start])
        reasons += _weigh("opened" if opened else "unlocated")
    reasons += {"street": _weigh("street_only"), "site": _weigh("unnamed_kind")}.get(venue.kind, [])
    if venue.kind == "office" and venue.text.split()[0].lower() in ("polda", "polres", "kementerian", "kejaksaan", "mahkamah"):
        reasons += _weigh("workplace")
    return reasons


def _is_later(signing: Signing, scene: Scene) -> bool:
    """`Siangnya, giliran perjanjian …`: the same day, elsewhere."""
    return any(cue.kind == "later_hour" for act in signing.acts for cue in scene.cues.get(act.sentence, ()))


def _is_long_ago(signing: Signing, scene: Scene) -> bool:
    day = scene.main_day or scene.reference
    return bool(signing.date and day and (day - signing.date.date_end).days > _NEWS_DAYS)


def _has_day(where: Sentence | Span, day: DateMention, scene: Scene) -> bool:
    return any(where.start <= d.start < where.end and d.date_start == day.date_start for d in scene.reading.dates)


# --- acts of one ceremony ---------------------------------------------------------------------------------------
def _share(signing: Signing, field: str, others: Sequence[Signing], scene: Scene) -> Signing:
    """What an act lacks it takes from another act of the same ceremony, told beside it."""
    if getattr(signing, field) is not None or signing.status != "occurred" or field == "venue" and _is_later(signing, scene):
        return signing
    options = []
    for other in others:
        value = getattr(other, field)
        if value is None or other.key == signing.key or other.status != "occurred" or other.key not in scene.main:
            continue
        if field == "venue" and (signing.date is None or other.date is None or signing.date.date_start != other.date.date_start):
            continue
        for act in signing.acts:
            near = max((_nearness(act, mine.trigger, scene) for mine in other.acts), key=lambda reasons: sum(w for _, w in reasons))
            standing = [r for r in _standing(signing, act, other.acts[0].trigger, scene) if r[0] in ("recalled_act", "main_act", "side_act")]
            options.append(_sum(value, [(name, min(weight, 1.0)) for name, weight in near] + standing + _weigh("same_ceremony")[:1]))
    best = max(options, key=lambda option: option.score, default=None)
    return _put(signing, field, best if best and best.score >= _numbers()["weights"]["same_ceremony"] else None)


# --- place and region -------------------------------------------------------------------------------------------
def _locate(signing: Signing, scene: Scene) -> Signing:
    """Address, place and region: of the venue, else of the words beside date and act, else of dateline and parties."""
    reading = scene.reading
    venue = signing.venue
    place = _town_of_venue(venue, reading) if venue else None
    if signing.status == "occurred" and not _is_town(place) and (venue is None or not _is_long_ago(signing, scene)):
        place = _nearest_place(signing, scene) or place
    region = place.region if place else None
    if region is None and venue:
        region = region_of(venue.text, province_votes(reading))
    if region is None and signing.key in scene.main and signing.status == "occurred" and signing.instrument not in _words("attach", "document_instruments"):
        region = _region_of_parties(signing, reading) or next((p.region for p in reading.places if p.dateline), None)
    only_street = venue if venue and venue.kind == "street" else None
    signing = replace(signing, venue=None) if only_street else signing
    return replace(signing, address=venue.address if venue else None, place=place if _is_town(place) else None, region=region)


def _town_of_venue(venue: VenueMention, reading: Reading) -> PlaceMention | None:
    """The town beside the venue; for one inside its name (`Kantor Bupati Lotim`) the town of the dateline, if it lies there."""
    place = venue.place
    if place and venue.start <= place.start < venue.end and place.region:
        return next((p for p in reading.places if p.dateline and p.region and p.region.regency_code == place.region.regency_code), place)
    return place


def _is_town(place: PlaceMention | None) -> bool:
    """A city, regency or foreign country, and not a province or a quarter; a dateline that no gazetteer knows is one too."""
    if place and place.region is None:
        return place.dateline
    return bool(place and place.region and (place.region.kind in ("city", "regency") or place.region.kind == "country" and place.region.country != "Indonesia"))


def _nearest_place(signing: Signing, scene: Scene) -> PlaceMention | None:
    """`di Padang, Selasa (…)`: the town after `di` beside the date or the act, or the town of the dateline."""
    reading, options = scene.reading, []
    known = region_of(signing.venue.text, province_votes(reading)) if signing.venue else None
    anchors = [a.sentence for a in signing.acts if reading.sentences[a.sentence].section == "body"]
    if signing.venue and signing.venue.place and signing.venue.place.region:
        known = signing.venue.place.region
    for place in reading.places:
        if not _is_town(place) or known and known.province and place.region and place.region.province != known.province:
            continue
        sentence = reading.sentence_at(place.start)
        before = reading.text[max(0, place.start - 4) : place.start].lower()
        reasons: list[tuple[str, float]] = []
        if _word_before(place.start - 3, reading.text) in _words("attach", "residence_words"):
            continue
        if _is_later(signing, scene) and sentence.index not in anchors:
            continue
        if place.dateline and signing.key in scene.main and signing.instrument not in _words("attach", "document_instruments"):
            reasons = _weigh("filed_there")
        elif before.endswith(("di ", ", ")) and sentence.index in anchors:
            reasons = _weigh("same_sentence") if before.endswith("di ") else []
        elif before.endswith("di ") and signing.date and _has_day(sentence, signing.date, scene) and signing.key in scene.main:
            reasons = _weigh("with_date")
        if reasons and not _cue_before(place, sentence, scene, ("statement_elsewhere", "met_outside")):
            options.append(_sum(place, reasons))
    if not options and signing.venue and signing.key in scene.main and not _is_long_ago(signing, scene) and (only := _only_town(reading)):
        options.append(_sum(only, _weigh("only_town")))
    choice = _choose("place", options)
    return choice.value if choice else None


def _only_town(reading: Reading) -> PlaceMention | None:
    """The first mention of the town that an article is about, when it names hardly any other."""
    towns = [p for p in reading.places if _is_town(p) and p.region and p.region.country == "Indonesia" and reading.sentence_at(p.start).section == "body"]
    names = Counter(p.region.code or p.region.name for p in towns if p.region)
    if not names or names.most_common(1)[0][1] < max(2, 0.75 * len(towns)):
        return None
    return next(p for p in towns if p.region and (p.region.code or p.region.name) == names.most_common(1)[0][0])


def _region_of_parties(signing: Signing, reading: Reading) -> Region | None:
    """The region when all parties that name one name the same province."""
    regions = [r for r in (region_of(party, province_votes(reading)) for party in signing.parties) if r and r.country == "Indonesia" and r.kind != "country"]
    return regions[0] if regions and len({r.province_code for r in regions}) == 1 else None


# --- the rest ---------------------------------------------------------------------------------------------------
def _finish(signing: Signing, scene: Scene) -> Signing:
    return replace(signing, occasion=signing.occasion or _occasion(signing, scene), confidence=_confidence(signing, scene))


def _occasion(signing: Signing, scene: Scene) -> str | None:
    """The event within which the act took place, named in its sentence or in the date's."""
    numbers = [act.sentence for act in signing.acts]
    if signing.date and signing.key in scene.main:
        numbers.append(scene.reading.sentence_at(signing.date.start).index)
    for number in numbers:
        for cue in scene.cues.get(number, ()):
            if cue.kind == "occasion":
                return scene.reading.text[cue.start : cue.end]
    return None


def _confidence(signing: Signing, scene: Scene) -> float:
    """How sure the row is, 0 to 1, by what was found of it."""
    parts = _numbers()["confidence"]
    in_title = any(scene.reading.sentences[a.sentence].section == "title" for a in signing.acts)
    said = {
        "instrument_named": bool(signing.instrument_text),
        "title_tells": in_title,
        "told_twice": len(signing.acts) > 1,
        "party_or_signer": bool(signing.parties or any(a.signers for a in signing.acts)),
        "date_known": signing.date is not None,
        "place_known": signing.venue is not None or signing.place is not None,
        "occurred": signing.status == "occurred",
        "hypothetical": signing.status == "hypothetical",
        "instrument_other": signing.instrument == "other",
    }
    return round(min(0.99, max(0.05, parts["base"] + sum(parts[name] for name, true in said.items() if true))), 3)
