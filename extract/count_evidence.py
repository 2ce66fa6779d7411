"""What speaks for and against a number being a count of violations: its own clause, and how it hangs on the counts before it.

A piece of evidence is a name; `rules/counts.yaml` holds what each is worth, and `accepting` adds them up. The part of a name before the dot says
where it comes from: `noun.heavy`, `left.total`, `link.same_unit_here`, `share.detail_next`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.chains import LIST_SENTENCES, goes_on, is_conjunct, is_partitive, names_again, shares_verb
from extract.counts import Count, Draft, Words
from extract.grammar import word_class
from extract.records import Span
from extract.ruleset import load_words, word_set

HEAVY, MEDIUM, FAINT = 2, 1, 0.5  # weights of nouns in rules/statistics.yaml: says it by itself, in an article about violations, with a verb or a stage
PATIENTS = 200  # characters before a number in which the disease is named
CARRIERS = ("noun.heavy", "noun.watched", "stage.", "verb.strong", "verb.accuses", "verb.bare", "left.", "rank.", "share.")  # what can speak for a number that has no count before it
DEALT_WITH = ("proven", "sanctioned", "referred", "dismissed", "in_process")  # one person of whom this is told is counted
TOLD_OF_ALL = ("sanctioned", "found", "proven", "alleged", "reported")
PLAIN_CASES = ("statistics.case", "statistics.incident", "statistics.report")
GAPS = ("here", "next", "near", "near")  # by the number of sentences since the count before; else `far`


# --- its own clause ---------------------------------------------------------------------------------------------------
def clause_evidence(count: Count, words: Words) -> frozenset[str]:
    """`sebanyak 12 laporan diteruskan` -> noun.plain, stage.behind, clause.amount …"""
    tellers = (_from_share,) if count.number.percent else (_from_noun, _from_stage, _from_verb, _from_left, _from_rank)
    names = {name for tell in tellers for name in tell(count, words)} if "pseudo" not in count.cues else set()
    if not (any(name.startswith(CARRIERS) for name in names) or {"noun.plain", "verb.plain"} <= names):
        names.add("clause.unspoken")
    names |= {f"cue.{cue}" for cue in count.cues} | {f"clause.{name}" for name in ("bare", "amount", "object", "relative") if getattr(count, name)}
    if words.about_violations():
        names.add("article.about_violations")
    return frozenset(names | {"share.always" if count.number.percent else "clause.always"})


def _from_share(count: Count, words: Words) -> Iterator[str]:
    behind = words.within("head", count.right)[:1]
    about = [h for h in words.within("head", Span(count.before.start, count.right.end)) if h.value["weight"] >= HEAVY]
    about += [h for h in behind if h.value["weight"] == MEDIUM and words.about_violations()]  # `40 persen laporan`
    near = [h for span in (count.left, count.right) for h in words.within("head", span)]
    if about and any(h in about or h.value["weight"] >= MEDIUM for h in near):
        yield "share.named_behind" if behind and behind[0] in about else "share.named_beside"
    elif about:
        yield "share.named_before"
    if count.stage:
        yield "share.of_stage_behind" if count.stage_after else "share.of_stage_before"


def _from_noun(count: Count, words: Words) -> Iterator[str]:
    if count.head is None:
        return
    weight = count.head_weight
    if weight == MEDIUM and count.head.rule_id in PLAIN_CASES and (words.about_illness() or _is_of_patients(count, words)):
        return  # `terjadi 400 kasus`, in an article that speaks of a disease
    yield "noun.heavy" if weight >= HEAVY else "noun.plain" if weight >= MEDIUM else "noun.light" if weight > FAINT else f"noun.faint_{count.head.value['unit']}"
    watched = weight >= MEDIUM and (words.about_violations() or bool(words.within("topic", Span(count.sentence.start, count.sentence.end))))
    if watched or weight < MEDIUM and count.verb and count.verb.value.get("outcome") and words.about_violations():
        yield "noun.watched"
    if count.one_person and "company" not in count.cues:
        dealt = count.stage and count.stage_after and count.stage.value["measure"] in DEALT_WITH and words.about_violations()
        yield "noun.one_dealt_with" if dealt else "noun.one_person"  # `seorang lurah dinyatakan melanggar`
        if not words.about_violations():
            yield "noun.one_elsewhere"  # `Seorang guru ditangkap`, in news of a theft
    elif _is_lone(count):
        yield "noun.lone"


def _from_stage(count: Count, words: Words) -> Iterator[str]:
    if count.stage is None or _is_idle(count, words):
        return
    soft, about = bool(count.stage.value.get("soft")), words.about_violations()
    told = count.stage.value["measure"] in TOLD_OF_ALL and not soft
    unknown = told and (count.stage_after or count.amount) and "broken" not in count.cues and about
    weak = count.stage.value.get("weak")
    if (count.head or count.bare and "far" not in count.cues or unknown) and (about or not (weak or "vague_stage" in count.cues)):
        yield "stage.weak" if weak else "stage.plain"
        yield "stage.behind" if count.stage_after else "stage.before"


def _is_idle(count: Count, words: Words) -> bool:
    """A soft stage, the breach alone, that says nothing of the number: `orang tua yang memihak satu anak`, `nilai 10 melebihi batas`."""
    if not (count.stage and count.stage.value.get("soft")):  # `117 peluru ilegal`: the rule is broken by another
        return False
    unled = not count.stage_after and not count.amount
    score = count.bare and count.stage_after and not words.about_violations()
    return unled or score or bool(word_class("with_words") & set(count.left_words[-1:]))  # `rumah dengan empat anak itu liar`


def _from_verb(count: Count, words: Words) -> Iterator[str]:
    if count.verb is None:
        return
    if count.head is None:
        if count.bare and not count.stage and count.verb.value.get("outcome") and count.number.start - count.verb.end <= 2:
            yield "verb.bare"  # `menindaklanjuti enam`
        return
    if _is_goods(count, words):
        yield "verb.seizes"
    if accuses(count) and count.head_weight < MEDIUM and words.named("statistics.suspect") > 1:
        yield "verb.accuses"  # `menetapkan 185 orang`, in an article that speaks of suspects
        return
    sentence = Span(count.sentence.start, count.sentence.end)
    vague = "vague_verb" in count.cues and not (words.about_violations() or words.within("topic", sentence))
    yield "verb.strong" if count.verb.value["weight"] >= HEAVY and not vague else "verb.plain" if count.verb.value["weight"] > 0 else "verb.none"


def _from_left(count: Count, words: Words) -> Iterator[str]:
    """The noun before the number."""
    left, about, weight = count.left_head, words.about_violations(), count.head_weight
    plain = left is not None and left.value["weight"] >= MEDIUM
    heavy = left is not None and left.value["weight"] >= HEAVY
    tally = "tally" in count.cues  # `jumlah tersangka 31 orang`
    if count.bare and heavy:
        yield "left.heavy"
    elif count.bare and plain and about and (count.verb or count.amount or tally or "adjoins" in count.cues):
        yield "left.plain"  # `laporan yang masuk 5.079`
    if count.head is None:
        return
    if heavy and weight < HEAVY and (count.amount or count.verb or tally):
        yield "left.total"  # `jumlah pelanggaran mencapai 7.573 orang`
    elif weight < MEDIUM and "headed" in count.cues:
        yield "left.headed"  # `Pelanggar disiplin 33 personel`
    elif weight < MEDIUM and (count.amount or accuses(count)) and _violations_lead(count, words):
        yield "left.leads"  # `jika dilihat dari lokasi pelanggaran, kawasan industri sebanyak 633 lokasi`
    elif weight < MEDIUM and count.amount and not count.stage and (_is_told_before(count, words) or words.within("operation", count.before)):
        yield "left.told_before"


def _from_rank(count: Count, words: Words) -> Iterator[str]:
    if not _is_ranked(count, words):
        return
    if count.head_weight < MEDIUM and (count.head or count.bare):
        yield "rank.violators"
    elif count.head_weight == MEDIUM and words.count("topic") and not words.about_violations():
        yield "rank.reports"  # `laporan terbanyak soal tanah, 42 laporan`


def _is_ranked(count: Count, words: Words) -> bool:
    """`daerah dengan pelanggar terbanyak adalah Anu 56 orang`: the first of a list in order of size."""
    before = Span(count.sentence.start, count.number.start)
    return bool(words.within("rank", before)) and any(h.value["weight"] >= MEDIUM for h in words.within("head", before))


def accuses(count: Count) -> bool:
    """`untuk tersangka perorangan, polisi menetapkan 230 orang`."""
    return count.verb is not None and count.verb.value.get("measure") == "alleged"


def _is_lone(count: Count) -> bool:
    """`penyidikan satu kasus`: a single case of which nothing is told is mostly no count."""
    return count.number.text.isalpha() and count.number.value == 1 and count.head_weight <= MEDIUM and not count.stage and not count.verb and not count.amount


def _is_goods(count: Count, words: Words) -> bool:
    """`mengamankan dua mobil` in news of a crime: what is seized there breaks no rule."""
    seized = count.verb is not None and (count.verb.value.get("arrest") or count.verb.text.lower() in load_words("statistics", "seizing"))
    thing = count.head is not None and count.head.value["unit"] in ("other", "vehicle") and count.head_weight < MEDIUM
    caught = count.verb is not None and count.verb.text.lower() in load_words("statistics", "catching")  # `menangkap 40 kapal`: no goods
    return bool(seized and thing and not caught and not count.stage and words.named("statistics.suspect") + words.named("statistics.culprit") > 1)


def _is_told_before(count: Count, words: Words) -> bool:
    """`truk yang ditilang turun: kemarin mencapai 99 truk`: the noun stood there before, with what became of it."""
    assert count.head is not None
    same = [h for h in words.within("head", count.before) if h.text.lower() == count.head.text.lower()]
    return any(0 <= stage.start - h.end <= 6 and not stage.value.get("soft") for h in same for stage in words.within("stage", count.before))


def _is_of_patients(count: Count, words: Words) -> bool:
    """`Penderita ISPA bertambah. Hari itu ada 2.450 kasus`."""
    near = Span(max(0, count.number.start - PATIENTS), count.right.end)
    return bool(words.within("illness", near)) and not any(h.value["weight"] >= HEAVY for h in words.within("head", near))


def _violations_lead(count: Count, words: Words) -> bool:
    """`jika dilihat dari lokasi pelanggaran, kawasan industri 633`, but not `soal pelanggaran itu, ia mengatakan ada 99 advokat`."""
    heavy = [h for h in words.within("head", count.before) if h.value["weight"] >= HEAVY]
    return bool(heavy) and not any(h.text.lower() in word_set("statistics", "says") for h in words.within("verbal", Span(heavy[-1].end, count.before.end)))


# --- the counts before it -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Link:
    """A number and the count before it that it may hang on."""

    count: Count
    base: Draft | None
    adjacent: bool  # no other number stands between
    pointed: bool  # `Dari 286 itu` pointed back to the base
    told_share: bool  # the statistic just before is a percentage

    @property
    def gap(self) -> int:
        """Sentences from the base to the number."""
        return self.count.sentence.index - self.base.count.sentence.index if self.base else 0


def is_near(link: Link) -> bool:
    """Whether a number may take its unit from the count before it without being an item of one list."""
    if link.base is None:
        return False
    count = link.count
    if count.number.percent:
        return link.gap <= 1
    if count.head and names_again(count.head, link.base):
        return link.gap <= LIST_SENTENCES
    told = count.stage or count.verb and count.verb.value.get("outcome")
    return link.gap <= 1 and (count.head_weight >= MEDIUM or count.bare and bool(told))


def link_evidence(link: Link) -> frozenset[str]:
    """`disusul Kota Ani 9 kasus` behind `Kota Anu 27 kasus` -> link.here, link.goes_on_here, link.same_noun_here …"""
    kind = "share" if link.count.number.percent else "link"
    if link.base is None:
        return frozenset({f"{kind}.none", *({f"{kind}.none_unspoken"} if "clause.unspoken" in link.count.evidence else ())})
    gap = GAPS[link.gap] if link.gap < len(GAPS) else "far"
    told = {f"{kind}.{name}_{gap}" for name, holds in _tell_link(link, link.base).items() if holds}
    return frozenset(told | {f"{kind}.{gap}", *({f"{kind}.{gap}_adjacent"} if link.adjacent else ())})


def _tell_link(link: Link, base: Draft) -> Mapping[str, object]:
    count = link.count
    named = count.head or (count.left_head if "adjoins" in count.cues else None)
    return {
        **{cue: cue in count.cues for cue in ("detail", "rank", "change", "rest", "part", "compare", "dated")},
        "goes_on": goes_on(count),
        "restates": count.restates,
        "same_noun": named and names_again(named, base),
        "same_unit": (count.head.value["unit"] if count.head else None) == base.unit,
        "bare": count.bare,
        "partitive": is_partitive(count, base),
        "conjunct": is_conjunct(count, base),
        "shares_verb": shares_verb(count, base),
        "pointed": link.pointed,
        "less": count.number.value <= base.count.number.value,
        "of_list": base.listed,
        "of_divided": "divided" in base.count.cues,
        "outcome": count.verb is not None and count.verb.value.get("outcome"),
        "noun": count.head_weight >= MEDIUM,
        "stage": count.stage,
        "paragraph": base.count.sentence.paragraph == count.sentence.paragraph,
        "behind_share": link.told_share,
    }
