"""How much the clause of a number speaks for a count of violations: named weights, all in this place.

Set by reading a third of the gold and 200 unlabelled sentences; `statistics` adds what the numbers before it say.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.counts import Count, Words
from extract.grammar import word_class
from extract.records import Span
from extract.ruleset import load_words, word_set

THRESHOLD = 2.0
STAGE = 2.0  # `61 diteruskan`, `yang terbukti sebanyak 1.566`
WEAK_STAGE = 1.5  # `diperiksa`, in an article that speaks of violations
LISTED = 2.0  # a part of a list, `di antaranya`, `sisanya`
SAME_HEAD = 1.5  # the same thing is counted as by the statistic just before
NEAR = 1.0  # a case, report or finding right after a statistic
ABOUT = 1.0  # the article speaks of violations
RANKED = 2.0  # the first of a list that is headed by `terbanyak`
PSEUDO = -6.0  # officers, victims, seats
OBJECT = -3.0  # `di 23 kecamatan`, `penipuan terhadap 200 jemaah`
QUIET = -3.0  # a football match
ILLNESS = -2.0  # `terjadi 400 kasus`, in an article that speaks of a disease
PATIENTS = 200  # characters before a number in which the disease is named
VAGUE_VERB = 1.0  # `warga menemukan tiga orang`
COUNTED = 2.0  # reports or cases, in an article about violations
ONE_PERSON = -3.0  # `seorang guru`, unless others are counted beside
DEALT_WITH = ("proven", "sanctioned", "referred", "dismissed", "in_process")  # one person of whom this is told is counted
ACCUSED = 1.5  # `menetapkan 185 orang`, in an article that speaks of suspects
PLAIN_CASES = ("statistics.case", "statistics.incident", "statistics.report")


def _is_ranked(count: Count, words: Words, sentence: Span) -> bool:
    """`daerah dengan pelanggar terbanyak adalah Anu 56 orang`: the first of a list in order of size."""
    before = Span(sentence.start, count.number.start)
    return bool(words.within("rank", before)) and any(h.value["weight"] >= 1 for h in words.within("head", before))


def accuses(count: Count) -> bool:
    """`untuk tersangka perorangan, polisi menetapkan 230 orang`."""
    return count.verb is not None and count.verb.value.get("measure") == "alleged"


def _is_lone(count: Count) -> bool:
    """`penyidikan satu kasus`: a single case of which nothing is told is mostly no count."""
    return count.number.text.isalpha() and count.number.value == 1 and count.head is not None and count.head_weight <= 1 and not count.stage and not count.verb and not count.amount


def _is_tally(count: Count) -> bool:
    """`jumlah tersangka 31 orang`."""
    return "tally" in count.cues


def _is_goods(count: Count, words: Words) -> bool:
    """`mengamankan dua mobil` in news of a crime: what is seized there breaks no rule."""
    seized = count.verb is not None and (count.verb.value.get("arrest") or count.verb.text.lower() in load_words("statistics", "seizing"))
    thing = count.head is not None and count.head.value["unit"] in ("other", "vehicle") and count.head_weight < 1
    caught = count.verb is not None and count.verb.text.lower() in load_words("statistics", "catching")  # `menangkap 40 kapal`: no goods
    return bool(seized and thing and not caught and not count.stage and words.named("statistics.suspect") + words.named("statistics.culprit") > 1)


def _is_told_before(count: Count, words: Words) -> bool:
    """`truk yang ditilang turun: kemarin mencapai 99 truk`: the noun stood there before, with what became of it."""
    assert count.head is not None
    same = [h for h in words.within("head", count.before) if h.text.lower() == count.head.text.lower()]
    return any(0 <= stage.start - h.end <= 6 and not stage.value.get("soft") for h in same for stage in words.within("stage", count.before))


def _is_about(words: Words, sentence: Span) -> bool:
    """Whether the article is about violations, or the sentence names one of their watchdogs."""
    return words.about_violations() or bool(words.within("topic", sentence))


def _weigh_stage(count: Count, words: Words) -> float:
    assert count.stage is not None
    weak = count.stage.value.get("weak")
    if (weak or "vague_stage" in count.cues) and not words.about_violations():
        return 0.0
    return WEAK_STAGE if weak else STAGE


def _weigh_verb(count: Count, words: Words, sentence: Span) -> float:
    assert count.verb is not None
    weight = count.verb.value["weight"]
    return min(weight, VAGUE_VERB) if "vague_verb" in count.cues and not _is_about(words, sentence) else weight


def _is_of_patients(count: Count, words: Words) -> bool:
    """`Penderita ISPA bertambah. Hari itu ada 2.450 kasus`."""
    near = Span(max(0, count.number.start - PATIENTS), count.right.end)
    return bool(words.within("illness", near)) and not any(h.value["weight"] >= 2 for h in words.within("head", near))


def _violations_lead(count: Count, words: Words) -> bool:
    """`jika dilihat dari lokasi pelanggaran, kawasan industri 633`, but not `soal pelanggaran itu, ia mengatakan ada 99 advokat`."""
    heavy = [h for h in words.within("head", count.before) if h.value["weight"] >= 2]
    return bool(heavy) and not any(h.text.lower() in word_set("statistics", "says") for h in words.within("verbal", Span(heavy[-1].end, count.before.end)))


def weigh_clause(count: Count, words: Words, sentence: Span) -> Iterator[tuple[str, float]]:
    """Named weights of what the clause itself says."""
    weight = count.head_weight
    if count.number.percent:
        about = [h for h in words.within("head", Span(count.before.start, count.right.end)) if h.value["weight"] >= 2]
        about += [h for h in words.within("head", count.right)[:1] if h.value["weight"] == 1 and words.about_violations()]  # `40 persen laporan`
        yield "percent_of", 1.0 if about or count.stage else 0.0
        near = [h for span in (count.left, count.right) for h in words.within("head", span)]
        yield "percent_near", 1.0 if about and any(h in about or h.value["weight"] >= 1 for h in near) else 0.0
    else:
        yield "head", weight
        soft = bool(count.stage and count.stage.value.get("soft"))  # `117 peluru ilegal`: the rule is broken by another
        plain = bool(count.stage and count.stage.value["measure"] in ("sanctioned", "found", "proven", "alleged", "reported"))
        idle = soft and not count.stage_after and not count.amount  # `orang tua yang memihak satu anak`
        idle = idle or soft and count.bare and count.stage_after and not words.about_violations()  # `nilai 10 melebihi batas`
        idle = idle or soft and bool(word_class("with_words") & set(count.left_words[-1:]))  # `rumah dengan empat anak itu liar`
        unknown = plain and not soft and (count.stage_after or count.amount) and "broken" not in count.cues and words.about_violations()
        if count.stage and not idle and (count.head or count.bare and "far" not in count.cues or unknown):
            yield "stage", _weigh_stage(count, words)
        if weight < 1 and count.object:
            yield "object", OBJECT
        if count.verb and count.head:
            yield "goods", PSEUDO / 2 if _is_goods(count, words) else 0.0
            yield "verb", ACCUSED if accuses(count) and weight < 1 and words.named("statistics.suspect") > 1 else _weigh_verb(count, words, sentence)
        if weight == 1 and count.head and count.head.rule_id in PLAIN_CASES and (words.about_illness() or _is_of_patients(count, words)):
            yield "illness", ILLNESS
        if weight >= 1 and _is_about(words, sentence) or weight < 1 and count.head and count.verb and count.verb.value.get("outcome") and words.about_violations():
            yield "about", ABOUT
        if weight < 1 and (count.head or count.bare) and _is_ranked(count, words, sentence):
            yield "ranked", RANKED
        elif weight == 1 and words.count("topic") and not words.about_violations() and _is_ranked(count, words, sentence):
            yield "ranked", ABOUT  # `laporan terbanyak soal tanah, 42 laporan`
        if count.bare and count.left_head and count.left_head.value["weight"] >= 2:
            yield "left_head", count.left_head.value["weight"]
        elif count.bare and count.left_head and count.left_head.value["weight"] >= 1 and (count.verb or count.amount) and words.about_violations():
            yield "left_head", 2 * ABOUT  # `laporan yang masuk 5.079`
        if count.bare and not count.stage and count.verb and count.verb.value.get("outcome") and count.number.start - count.verb.end <= 2:
            yield "verb", ABOUT  # `menindaklanjuti enam`
        elif count.bare and count.amount and count.left_head and count.left_head.value["weight"] >= 1 and words.about_violations():
            yield "left_head", COUNTED  # `laporan yang masuk sebanyak 27`
        if count.one_person:
            dealt = count.stage and count.stage_after and count.stage.value["measure"] in DEALT_WITH and words.about_violations()
            yield "lone", 0.0 if dealt else ONE_PERSON  # `seorang lurah dinyatakan melanggar`
        elif _is_lone(count):
            yield "lone", -1.0
        if count.head and weight < 2 and (count.amount or count.verb or _is_tally(count)) and count.left_head and count.left_head.value["weight"] >= 2:
            yield "left_head", 1.5  # `jumlah pelanggaran mencapai 7.573 orang`
        elif count.head and weight < 1 and "headed" in count.cues:
            yield "left_head", 1.5  # `Pelanggar disiplin 33 personel`
        elif count.head and weight < 1 and _violations_lead(count, words) and (count.amount or accuses(count)):
            yield "left_head", 1.5  # `jika dilihat dari lokasi pelanggaran, kawasan industri sebanyak 633 lokasi`
        elif count.head and weight < 1 and count.amount and not count.stage and (_is_told_before(count, words) or words.within("operation", count.before)):
            yield "left_head", STAGE
    if "pseudo" in count.cues:
        yield "pseudo", PSEUDO
    if "quiet" in count.cues:
        yield "quiet", QUIET
