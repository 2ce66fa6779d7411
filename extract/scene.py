"""What is known of an article before anything is attached: cues, the acts it reports, the day it reports of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from extract.records import Act, DateMention, Quote, Reading, Sentence, Signing, Span, VenueMention
from extract.ruleset import Finder, load_family, load_words
from extract.sentences import blank_nlp

_LEAD_PARAGRAPHS = 2  # an act told in these is what the article reports
NEWS_DAYS = 21  # news tells of events of the last weeks
LONG_TITLE = 160  # a longer first line is the lead of an article without a title
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
    reported = [s for s in signings if is_reported(s, reading, cues)]
    happened = {s.instrument for s in reported if s.status == "occurred"}  # those who did not sign the same paper are told beside
    main = frozenset(s.key for s in reported if s.status == "occurred" or s.instrument not in happened)
    published = reading.article.published_at.date() if reading.article.published_at else None
    scene = Scene(reading, cues, main, None, told, published)
    day = find_main_day(scene)
    main = frozenset(s.key for s in signings if s.key in main and not _has_other_day(s, day, reading))
    return replace(scene, main=main, main_day=day, reference=published or day)


def is_reported(signing: Signing, reading: Reading, cues: dict[int, tuple[Cue, ...]]) -> bool:
    """Whether the article is about this act: told in title or lead, or with words that point at the ceremony."""
    if signing.status not in ("occurred", "negated"):
        return False
    body = [s for s in reading.sentences if s.section == "body"]
    first = body[0].paragraph if body else 0
    if _begins_before(signing, reading):
        return False
    for act in signing.acts:
        sentence = reading.sentences[act.sentence]
        kinds = {cue.kind for cue in cues.get(act.sentence, ())}
        if sentence.section == "title":
            return True
        if "recalled" in kinds or _in_passing(act, cues.get(act.sentence, ()), reading):
            continue
        if act.sentence and reading.sentences[act.sentence - 1].paragraph == sentence.paragraph:
            kinds |= {cue.kind for cue in cues.get(act.sentence - 1, ()) if cue.kind == "ceremony"}
        if sentence.paragraph - first < _LEAD_PARAGRAPHS or kinds & {"ceremony", "later_hour"} or signing.status == "negated" and "due" in kinds:
            return True
    told = [a for a in signing.acts if not _in_passing(a, cues.get(a.sentence, ()), reading)]
    return signing.status == "occurred" and len(told) > 1 and signing.instrument not in words("attach", "document_instruments")


def _begins_before(signing: Signing, reading: Reading) -> bool:
    """`Sebelumnya, bank itu telah meneken …`: first told as something earlier, and by no headline."""
    first = min(signing.acts, key=lambda a: a.trigger.start)
    sentence = reading.sentences[first.sentence]
    opening = reading.text[sentence.start : sentence.end].lower().split()[:1]
    return sentence.section == "body" and bool(opening) and opening[0].strip(",") in words("attach", "before_openers")


def _in_passing(act: Act, cues: Sequence[Cue], reading: Reading) -> bool:
    """`sebelum meneken keputusan itu`, `telah ditandatangani`, `surat yang diteken rektor`: no report of the act itself."""
    before = reading.text[max(0, act.trigger.start - 40) : act.trigger.start].lower().split()[-3:]
    if act.instrument in words("attach", "document_instruments") and set(before) & words("attach", "relatives"):
        return True
    return any(governs(cue, act, reading) for cue in cues if cue.kind in ("done", "subordinate"))


def has_cue(scene: Scene, sentence: int, kind: str) -> bool:
    return any(cue.kind == kind for cue in scene.cues.get(sentence, ()))


def governs(cue: Cue, act: Act, reading: Reading) -> bool:
    between = reading.text[cue.end : act.trigger.start] if cue.end <= act.trigger.start else "."
    return len(between) <= _REACH[cue.kind] and not re.search(r"[,.;:“”\"]", between)


def _has_other_day(signing: Signing, day: date | None, reading: Reading) -> bool:
    """Whether the act is told with a day of its own, long before the reported one."""
    numbers = {act.sentence for act in signing.acts if reading.sentences[act.sentence].section == "body"}
    own = [d for d in reading.dates if reading.sentence_at(d.start).index in numbers and (d.precision != "year" or d.date_end != d.date_start)]
    own = [d for d in own if d.role != "period" or any(says_when(act, d, reading) for act in signing.acts)]
    return bool(day and own) and all((day - d.date_end).days > NEWS_DAYS for d in own)


def find_main_day(scene: Scene) -> date | None:
    """The day of the event: the one named most, early and beside the acts, near the day of publication."""
    votes: Counter[date] = Counter()
    body = [s for s in scene.reading.sentences if s.section == "body"]
    first = body[0].paragraph if body else 0
    for mention in scene.reading.dates:
        if mention.precision != "day" or mention.date_end != mention.date_start or mention.role in ("period", "deadline") or says_later(mention):
            continue
        sentence = scene.reading.sentence_at(mention.start)
        weight = 2.0 + (1.0 if sentence.paragraph - first < _LEAD_PARAGRAPHS else 0.0)
        weight += 1.5 if scene.act_sentences.get(sentence.index, frozenset()) & scene.main else 0.0
        loose = 0.0 if any(c.isdigit() for c in mention.text) else 1.0  # `Senin kemarin` is said of anything
        weight += 1.5 - loose if names_weekday(mention) else -0.5
        weight -= 2.5 if cue_before(mention, sentence, scene, ("statement_elsewhere", "met_outside")) else 0.0
        if scene.reference:
            days = (scene.reference - mention.date_start).days
            weight -= 4.0 if days < 0 or days > NEWS_DAYS else 0.1 * days
        votes[mention.date_start] += weight
    best = max(votes.items(), key=lambda item: item[1], default=None)
    return best[0] if best and best[1] > 0 else None


def names_weekday(mention: DateMention) -> bool:
    """`Selasa (18/10)`: what news says of its own day."""
    return mention.text.split()[0].strip(",(").lower() in words("dates", "weekdays")


def says_today(mention: DateMention) -> bool:
    return mention.text.lower() in words("attach", "today_words")


def says_later(mention: DateMention) -> bool:
    """`23 September mendatang`: lies ahead, whatever the year."""
    return mention.text.lower().split()[-1] in words("attach", "later_words")


@lru_cache(maxsize=4)
def words(family: str, name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in load_words(family, name))


def cue_before(value: DateMention | VenueMention, sentence: Sentence, scene: Scene, kinds: tuple[str, ...]) -> str | None:
    """The cue that stands shortly before a value and so speaks of it: `dihubungi, Rabu (3/5)`."""
    found = None
    for cue in scene.cues.get(sentence.index, ()):
        if cue.end <= value.start and value.start - cue.end <= _CUE_REACH:
            found = cue.kind if cue.kind in kinds else None if cue.kind == "at_ceremony" else found
    return found


def speech_around(act: Act, scene: Scene) -> Quote | None:
    """The direct speech in which the act is told."""
    return next((quote for quote in scene.reading.quotes if quote.start <= act.trigger.start < quote.end), None)


def says_when(act: Act, mention: DateMention, reading: Reading) -> bool:
    """`diteken Presiden Soeharto pada 1984`: the time stands after the verb with nothing but the signer between."""
    if mention.end <= act.trigger.start:  # `Tahun 2011 kedua negara meneken …`
        opening = reading.text[reading.sentence_at(mention.start).start : mention.start].split()
        if not opening and mention.text.lower().split()[-1] in words("attach", "ago_words"):  # `Dua tahun silam, kedua kota meneken …`
            return act.trigger.start - mention.end < 140
        return len(opening) < 3 and act.trigger.start - mention.end < 140 and bool({mention.text.split()[0].lower(), *map(str.lower, opening)} & words("attach", "when_words"))
    between = reading.text[act.trigger.end : mention.start]
    if mention.start < act.trigger.end or len(between) > 70 or re.search(r"[;:“”\"]", between):
        return False
    last = word_before(mention.start, reading.text)
    if {last, *between.lower().split()[-2:-1]} & words("attach", "until_words"):
        return False
    return last in words("attach", "when_words") or len(between) < 4 or mention.text.split()[0].lower() in words("attach", "when_words")


def word_before(start: int, text: str) -> str:
    return (text[max(0, start - 20) : start].split()[-1:] or [""])[0].lower()


def is_later(signing: Signing, scene: Scene) -> bool:
    """`Siangnya, giliran perjanjian …`: the same day, elsewhere."""
    return any(has_cue(scene, act.sentence, "later_hour") for act in signing.acts)


def is_long_ago(signing: Signing, scene: Scene) -> bool:
    day = scene.main_day or scene.reference
    return bool(signing.date and day and (day - signing.date.date_end).days > NEWS_DAYS)


def has_day(where: Sentence | Span, day: DateMention, scene: Scene) -> bool:
    return any(where.start <= d.start < where.end and d.date_start == day.date_start for d in scene.reading.dates)
