"""What is known of an article before anything is attached: cues, the acts it reports, the day it reports of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from extract.evidence import Choice, add_up, load_numbers
from extract.grammar import is_verb, pattern_of, word_class
from extract.records import Act, DateMention, Hit, PlaceMention, Quote, Reading, Sentence, Signing, Span, VenueMention
from extract.ruleset import load_words
from extract.sentences import rule_finder

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
    triggers: tuple[tuple[Span, str, int], ...] = ()  # of every act, with status and key of its signing
    papers: tuple[Span, ...] = ()  # names of what is signed: `Perjanjian Kinerja Tahun 2024`


def read_scene(reading: Reading, signings: Sequence[Signing]) -> Scene:
    """Cues, the acts that the article reports, the day it reports of."""
    cues: dict[int, tuple[Cue, ...]] = {}
    hits = rule_finder("attach").find(reading.doc)
    for hit in hits:
        if _is_overruled(hit, hits):
            continue
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
    papers = tuple(act.instrument_span for signing in signings for act in signing.acts if act.instrument_span)
    triggers = tuple((act.trigger, signing.status, signing.key) for signing in signings for act in signing.acts)
    scene = Scene(reading, cues, main, None, told, published, triggers, papers)
    day = find_main_day(scene)
    main = frozenset(s.key for s in signings if s.key in main and not _has_other_day(s, day, reading))
    return replace(scene, main=main, main_day=day, reference=published or day)


def _is_overruled(hit: Hit, hits: Sequence[Hit]) -> bool:
    """`Sesudah itu dilakukan pula …` opens no clause; `tindak lanjut, pada hari yang sama …` recalls nothing."""
    kind = hit.value["cue"]
    if kind == "subordinate":
        return any(other.value["cue"] == "ceremony" and other.start <= hit.start and hit.end < other.end for other in hits)
    return kind == "recalled" and any(other.value["cue"] in ("same_day", "same_place") and other.start < hit.end and hit.start < other.end for other in hits)


def is_reported(signing: Signing, reading: Reading, cues: dict[int, tuple[Cue, ...]]) -> bool:
    """Whether the article is about this act: told in title or lead, or with words that point at the ceremony."""
    if signing.status not in ("occurred", "negated"):
        return False
    body = [s for s in reading.sentences if s.section == "body"]
    first = body[0].paragraph if body else 0
    if _begins_before(signing, reading):
        return False
    if signing.status == "occurred" and is_meeting_paper(signing):
        return not any(cue.kind == "recalled" for act in signing.acts for cue in cues.get(act.sentence, ()))
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
    return signing.status == "occurred" and len(told) > 1 and not is_desk_paper(signing)


def is_desk_paper(signing: Signing | Act) -> bool:
    """A decree or a letter is signed at a desk; an attendance list, minutes or a plaque where people meet."""
    return signing.instrument in words("attach", "document_instruments") and not is_meeting_paper(signing)


def is_meeting_paper(signing: Signing | Act) -> bool:
    """`menandatangani daftar hadir`: signed at the meeting that the article tells of."""
    head = (signing.instrument_text or "").lower().split()[:1]
    return signing.instrument == "other" and bool(set(head) & words("attach", "meeting_papers"))


def _begins_before(signing: Signing, reading: Reading) -> bool:
    """`Sebelumnya, bank itu telah meneken …`: first told as something earlier, and by no headline."""
    first = min(signing.acts, key=lambda a: a.trigger.start)
    sentence = reading.sentences[first.sentence]
    opening = reading.text[sentence.start : sentence.end].lower().split()[:1]
    return sentence.section == "body" and bool(opening) and opening[0].strip(",") in words("attach", "before_openers")


def _in_passing(act: Act, cues: Sequence[Cue], reading: Reading) -> bool:
    """`sebelum meneken keputusan itu`, `telah ditandatangani`, `surat yang diteken rektor`: no report of the act itself."""
    before = reading.text[max(0, act.trigger.start - 40) : act.trigger.start].lower().split()[-3:]
    if is_desk_paper(act) and set(before) & word_class("relatives"):
        return True
    turn = any(cue.end <= act.trigger.start and reading.text[cue.end : act.trigger.start].lower().split()[:1] == ["giliran"] for cue in cues)
    if turn:  # `Saat giliran para camat meneken, dua orang tetap duduk`: the ceremony itself
        return False
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
        weight -= 0.8 if cue_before(mention, sentence, scene, ("release_day",)) else 0.0
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
        return len(opening) < 3 and act.trigger.start - mention.end < (240 if mention.text.lower().split()[-1] in words("attach", "ago_words") or opening else 140) and bool({mention.text.split()[0].lower(), *map(str.lower, opening)} & words("attach", "when_words"))
    between = reading.text[act.trigger.end : mention.start]
    plain = mention.precision != "day" and pattern_of(_UP_TO_ON, "attach").search(between) and not _tells_more(between)
    reach = 170 if plain else 70  # `diteken Bawaslu RI bersama Kementerian A, B, dan C pada 2021`
    if mention.start < act.trigger.end or len(between) > reach or re.search(r"[;:“”\"]", between):
        return False
    last = word_before(mention.start, reading.text)
    if {last, *between.lower().split()[-2:-1]} & words("attach", "until_words"):
        return False
    return last in words("attach", "when_words") or len(between) < 4 or mention.text.split()[0].lower() in words("attach", "when_words")


def in_other_clause(act: Act, value: Span | DateMention | VenueMention | PlaceMention, reading: Reading) -> bool:
    """`kontrak yang membuatnya bertahan di Stadion X`, `diteken sebelum serah terima pada Agustus`: told of another verb than the act's."""
    if value.start < act.trigger.end:
        return False
    between = reading.text[act.trigger.end : value.start].lower()
    clause = re.split(r"[,;(]", between)[-1]
    if clause == between and act.instrument_span and act.trigger.end <= act.instrument_span.start < value.start:
        clause = reading.text[max(act.trigger.end, min(act.instrument_span.end, value.start)) : value.start].lower()
    if isinstance(value, DateMention) and _any_word("before_words").search(clause):
        return True
    if isinstance(value, DateMention) and _any_word("due_words").search(" ".join(clause.split()[-2:])):
        return False  # `penandatanganan yang dijadwalkan Jumat`
    if isinstance(value, DateMention) and pattern_of(r"\b{since_words}\s+{verb.any}", "attach").search(clause):
        return True
    return bool(pattern_of(r"\b{relatives}\s+(?:[a-z]+\s+){0,2}?{verb.any}").search(clause)) and not _any_word("held_words").search(clause)


def is_of_other_act(signing: Signing, act: Act, mention: DateMention, scene: Scene) -> bool:
    """`yang belum meneken akan menyusul Rabu (17/7)`, `meneken sebelum 10 November, sedangkan Kota Metro belum`: the day of an act of another status."""
    here = [t for t in scene.triggers if scene.reading.sentence_at(t[0].start).index == act.sentence]
    others = [trigger for trigger, status, _ in here if status != signing.status]
    if mention.start >= act.trigger.end:
        nearer = [d for d in scene.reading.dates if act.trigger.end <= d.start < mention.start]
        if any(key != signing.key and any(d.end <= trigger.start < mention.start for d in nearer) for trigger, _, key in here):
            return True  # `NPHD dengan A diteken Senin (4/11), dan dengan B Rabu (6/11)`
        return any(act.trigger.end <= trigger.start and trigger.end <= mention.start for trigger in others)
    own = any(act.trigger.end <= d.start < scene.reading.sentences[act.sentence].end for d in scene.reading.dates)
    if own and any(key != signing.key and trigger.end <= mention.start for trigger, _, key in here):
        return True
    between = set(scene.reading.text[mention.end : act.trigger.start].lower().split())
    return bool(between & words("status", "breaks")) and any(trigger.end <= mention.start for trigger in others)


_UP_TO_ON = r"(?i)\b{on_words} (?:{when_words} )?$"


def _tells_more(between: str) -> bool:
    """`diteken guna meredam sengketa pada 2021`: a verb, an aim or an election, which the year may be of."""
    return any(is_verb(word) or word.lower() in words("attach", "matters") for word in re.findall(r"\w+", between))


@lru_cache(maxsize=8)
def _any_word(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words("attach", name)))) + r")\b")


def day_of_speech(signing: Signing, scene: Scene) -> Choice | None:
    """`"Perpres itu sudah diteken tadi," kata menteri, Senin (9/9)`: the day of the statement, or the one before it (`kemarin`)."""
    if signing.status != "occurred":
        return None
    for act in signing.acts:
        for cue in scene.cues.get(act.sentence, ()):
            speech = speech_around(act, scene)
            if cue.kind not in ("just_now", "just_before") or not _speaks_of(cue, act, speech, scene.reading):
                continue
            day = _statement_day(act, cue, scene)
            if day is not None:
                step = timedelta(days=1 if cue.kind == "just_before" else 0)
                day = day if not step else replace(day, date_start=day.date_start - step, date_end=day.date_end - step, basis="context")
                return add_up(day, [("just_now", load_numbers()["thresholds"]["date"] + 1.0)])
    return None


def _speaks_of(cue: Cue, act: Act, speech: Quote | None, reading: Reading) -> bool:
    """The word stands in the same clause, and in the same direct speech, as the act."""
    if cue.kind == "just_before" and speech is None or speech and not speech.start <= cue.start < speech.end:
        return False
    spoken = reading.text[cue.start : cue.end].lower()
    if speech is None and spoken not in words("attach", "now_words") or word_before(cue.start, reading.text) in words("attach", "until_words"):
        return False
    if any(d.start <= cue.start < d.end and not says_relative(d) for d in reading.dates):  # `Selasa kemarin (8/10)`
        return False
    start, end = min(cue.end, act.trigger.end), max(cue.start, act.trigger.start)
    reach = 90 if cue.kind == "just_now" or cue.start > act.trigger.start else 45
    return end - start <= reach and not re.search(r"[,.;:“”\"\n]", reading.text[start:end])


def _statement_day(act: Act, cue: Cue, scene: Scene) -> DateMention | None:
    """The day on which it was said: written with its date in the sentence, else in the paragraph; else the reported day, else that of publication."""
    reading, here = scene.reading, scene.reading.sentences[act.sentence]
    days = [d for d in reading.dates if d.precision == "day" and d.date_start == d.date_end and d.role not in ("period", "deadline") and not says_later(d) and not says_relative(d)]
    days = [d for d in days if not cue.start <= d.start < cue.end and not (scene.reference and d.date_start > scene.reference)]
    near = [d for d in days if here.start <= d.start < here.end and d.start > act.trigger.start]
    near = near or [d for d in days if reading.sentence_at(d.start).paragraph == here.paragraph and abs(reading.sentence_at(d.start).index - here.index) <= 2]
    speech = speech_around(act, scene)
    told = [d for d in reading.dates if speech and speech.end <= d.start < here.end and says_relative(d) and d.precision == "day" and not says_later(d)]
    if near or told:
        return (near or told)[0]  # `kata menteri, kemarin`
    day = (scene.main_day or scene.reference) if speech_around(act, scene) else None
    return DateMention(cue.start, cue.end, reading.text[cue.start : cue.end], day, day, "day", "context") if day else None


def says_relative(mention: DateMention) -> bool:
    """`hari ini`, `kemarin`: itself leans on another day."""
    return not any(c.isdigit() for c in mention.text) and not names_weekday(mention)


def word_before(start: int, text: str) -> str:
    return (text[max(0, start - 20) : start].split()[-1:] or [""])[0].lower()


def is_later(signing: Signing, scene: Scene) -> bool:
    """`Siangnya, giliran perjanjian …`: the same day, elsewhere."""
    return any(has_cue(scene, act.sentence, "later_hour") for act in signing.acts)


def is_long_ago(signing: Signing, scene: Scene) -> bool:
    day = scene.main_day or scene.reference
    return bool(signing.date and day and (day - signing.date.date_end).days > NEWS_DAYS)


def is_told_aside(signing: Signing, scene: Scene) -> bool:
    """`Baru Teken Pakta Integritas, Kadis Dilaporkan`: told by a clause of the headline alone, so that the day of the news is another's."""
    title = next((s for s in scene.reading.sentences if s.section == "title"), None)
    if title is None or any(act.sentence != title.index for act in signing.acts):
        return False
    return scene.reading.text[title.start : title.end].lower().split()[0] in words("attach", "aside_words")


def has_day(where: Sentence | Span, day: DateMention, scene: Scene) -> bool:
    return any(where.start <= d.start < where.end and d.date_start == day.date_start for d in scene.reading.dates)
