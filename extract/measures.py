"""What stands around a number -> is it a count of violations, in what unit, at what stage.

A number owns a clause: its `right` side to the next break, its `left` side back to the last one. The words of `rules/statistics.yaml`
found there are evidence; the weights are here, in one place (set by reading devA, inA and 200 unlabelled sentences).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from extract.records import Hit, NumberMention, Reading, Sentence, Span
from extract.ruleset import Finder, load_family, load_words

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
ACCUSED = 1.5  # `menetapkan 185 orang`, in an article that speaks of suspects
STAGE_REACH = 90  # characters from the number to its stage word
VERB_REACH = 45  # characters from a verb to its number
HEADER = 90  # characters; a header without a colon is a short line
ITEM = 70  # characters; a longer sentence is no item of a list of lines
HEAD_REACH = 25  # characters from the number to the noun it counts


_NAMES = re.compile(r",\s+(?:(?:dan|serta)\s+)?(?:[A-Z][\w'-]+\s*){1,4}(?:,|(?:dan|serta|yang|masih|sudah|telah|di[a-z]{4,}|ter[a-z]{4,})\b)")


class Words:
    """All rule hits of one article by kind, for looking up what lies in a stretch of text."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._by_kind: dict[str, list[Hit]] = {}
        for hit in hits:
            found = self._by_kind.setdefault(hit.value["kind"], [])
            if not found or hit.end > found[-1].end:  # `kepala desa` is no `desa`
                found.append(hit)
        self._starts = {kind: [hit.start for hit in found] for kind, found in self._by_kind.items()}

    def within(self, kind: str, span: Span) -> list[Hit]:
        """Hits of a kind that lie in a span, in order; of several at one place the longest first."""
        found = self._by_kind.get(kind, [])
        first = bisect_left(self._starts.get(kind, []), span.start)
        inside: list[Hit] = []
        for hit in found[first:]:
            if hit.start >= span.end:
                break
            if hit.end <= span.end:
                inside.append(hit)
        return inside

    def count(self, kind: str) -> int:
        return len(self._by_kind.get(kind, []))

    def named(self, rule_id: str) -> int:
        """How often a rule of heads matched."""
        return sum(hit.rule_id == rule_id for hit in self._by_kind.get("head", []))

    def about_violations(self) -> bool:
        """Whether the article names violations, what became of them, or their watchdogs at least twice."""
        heavy = sum(hit.value["weight"] >= 2 for hit in self._by_kind.get("head", []))
        return heavy + self.count("topic") + self.count("stage") / 2 >= 2


@dataclass(frozen=True)
class Count:
    """A number with its clause and the evidence found there."""

    number: NumberMention
    sentence: Sentence
    left: Span
    right: Span
    before: Span  # back to the clause of the number before it (percentages are passed over), or to the sentence's start
    head: Hit | None = None  # the noun counted
    head_weight: float = 0.0  # of the heaviest noun in its compound: `kasus pelanggaran`
    head_measure: str | None = None
    left_head: Hit | None = None  # `ASN yang melanggar sebanyak 2.034`
    stage: Hit | None = None
    stage_after: bool = False
    relative: bool = False  # the stage stands in a clause of its own: `ASN yang diadukan`
    verb: Hit | None = None
    bare: bool = False  # no noun behind the number: `61 diteruskan`, `cuma dua.`
    amount: bool = False  # `sebanyak` or the like stands before the number
    header: Span | None = None  # the line above a list, of which this number stands in an item
    out_of: bool = False  # the 31 of `27 dari 31 tersangka`
    restates: bool = False  # `atau` stands before it
    leads: bool = False  # nothing but a mark stands before it in its sentence
    object: bool = False  # a preposition stands before the number and no verb of ours leads to it
    cues: frozenset[str] = frozenset()  # part, detail, rest, then, compare, pseudo, quiet found in the clause
    right_words: tuple[str, ...] = ()
    evidence: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(self.evidence.values())


@lru_cache(maxsize=1)
def statistic_finder() -> Finder:
    """The compiled rules of `statistics.yaml`."""
    from extract.sentences import blank_nlp

    return Finder(load_family("statistics"), blank_nlp().vocab)


def read_words(reading: Reading) -> Words:
    """The rule hits of an article."""
    return Words(statistic_finder().find(reading.doc))


def read_counts(reading: Reading, words: Words) -> list[Count]:
    """Every number with what stands around it; what the numbers before it add comes later."""
    counts: list[Count] = []
    header: Sentence | None = None
    for sentence in reading.sentences:
        numbers = [n for n in reading.numbers if sentence.start <= n.start < sentence.end]
        read = _share_predicate(reading.text, [_read_count(reading.text, sentence, numbers, i, words) for i in range(len(numbers))])
        if header and _is_item(sentence, read):
            read = [_under_header(read[0], header, words)]
        else:
            header = sentence if _is_header(reading.text, sentence, words) else None
        counts += read
    return counts


def _is_header(text: str, sentence: Sentence, words: Words) -> bool:
    """`Adapun sebaran APK yang diturunkan:`: what the lines below it count."""
    span, line = Span(sentence.start, sentence.end), text[sentence.start : sentence.end].rstrip()
    opens = line.endswith(":") or len(line) <= HEADER and (line[-1:].isalpha() or _list_pattern("list_words").search(line))
    return bool(opens and (any(h.value["weight"] >= 1 for h in words.within("head", span)) or words.within("stage", span)))


def _is_item(sentence: Sentence, counts: Sequence[Count]) -> bool:
    """`- Kubutambahan 402`, `Siak: 4`, `1. Rohil (20)`: a short line with one number at its end."""
    if len(counts) != 1 or sentence.end - sentence.start > ITEM or counts[0].number.percent:
        return False
    return counts[0].bare or counts[0].head is not None and counts[0].right_words[-1:] == (counts[0].head.text,)


def _under_header(count: Count, header: Sentence, words: Words) -> Count:
    span = Span(header.start, header.end)
    heads, stages = words.within("head", span), words.within("stage", span)
    heavy = [h for h in heads if h.value["weight"] >= 1] or heads
    return replace(
        count, header=span, before=Span(header.start, count.number.start), left_head=heavy[-1] if heavy else count.left_head, cues=count.cues | {"adjoins"},
        stage=stages[-1] if stages else count.stage, evidence={**count.evidence, "header": LISTED},
    )


def _share_predicate(text: str, counts: list[Count]) -> list[Count]:
    """`31 orang dan satu korporasi ditetapkan sebagai tersangka`: both have the predicate."""
    for i in range(len(counts) - 2, -1, -1):
        count, following = counts[i], counts[i + 1]
        led = count.verb is not None and not _accuses(count)
        if count.stage or led or not count.head or count.head_measure or not following.stage_after or "pseudo" in following.cues:
            continue
        if text[count.right.end : following.number.start].strip() in load_words("statistics", "joiners"):
            counts[i] = replace(count, stage=following.stage, stage_after=True, evidence={**count.evidence, "stage": following.evidence.get("stage", 0.0)})
    return counts


# --- the clause -------------------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _break_pattern() -> re.Pattern[str]:
    conjunctions = "|".join(re.escape(w) for w in sorted(load_words("statistics", "breaks"), key=len, reverse=True))
    return re.compile(rf"[,;:“”\"](?!\d)|\((?![A-Z][\w/-]{{1,12}}\))|\s[–—-]\s|(?i:\b(?:{conjunctions})\b)")


@lru_cache(maxsize=1)
def _joiner_pattern() -> re.Pattern[str]:
    return re.compile(r"\s(?:" + "|".join(re.escape(w) for w in load_words("statistics", "joiners")) + r")\s", re.IGNORECASE)


def _breaks(text: str, span: Span) -> Iterator[re.Match[str]]:
    yield from _break_pattern().finditer(text, span.start, span.end)


def _right_side(text: str, number: NumberMention, limit: int, next_number: int | None) -> Span:
    """From the number to the next break; `dan` is one only when a number follows it before the next break."""
    end = limit
    enclosed = text[max(0, number.start - 3) : number.start].rstrip().endswith(",")  # `Sisanya, 112, gugur`: the clause goes on behind the comma
    for match in _breaks(text, Span(number.end, limit)):
        if enclosed and match.group() == "," and not text[number.end : match.start()].strip():
            continue
        if match.group() == "," and _NAMES.match(text, match.start(), limit) and re.search(r"[A-Z][\w'-]+$", text[number.end : match.start()]):
            continue  # `246 ASN dari Bali, Banten, dan Riau yang dilaporkan`
        end = match.start()
        break
    if next_number is not None and next_number < end:
        joint = [m for m in _joiner_pattern().finditer(text, number.end, next_number)]
        joint = joint or list(_list_pattern("introductions").finditer(text, number.end, next_number))
        end = joint[-1].start() if joint else next_number
    return Span(number.end, max(end, number.end))


def _with_predicate(text: str, right: Span, limit: int, words: Words) -> Span:
    """`Sisanya lima, kami hentikan`, `Satu aduan, soal tanah, gugur`: a predicate set off by commas, over an aside, still belongs to the number."""
    if text[right.end : right.end + 1] != "," or words.within("stage", right):
        return right
    start, end = right.end + 1, _next_break(text, right.end + 1, limit)
    if _list_pattern("asides").match(text[start:end].lstrip()) and text[end : end + 1] == ",":
        start, end = end + 1, _next_break(text, end + 1, limit)
    if end == limit and re.match(r"\d", text[limit : limit + 1]):
        return right  # `12 laporan, diteruskan 5`
    stages = words.within("stage", Span(start, end))
    taken = words.within("rest", Span(start, end)) and right.end > right.start  # `tiga ke polisi, sisanya dihentikan`
    return Span(right.start, end) if stages and not taken and _only_light(text[start : stages[0].start]) else right


def _next_break(text: str, start: int, limit: int) -> int:
    return min((m.start() for m in _breaks(text, Span(start, limit))), default=limit)


def _left_side(text: str, number: NumberMention, before: Span) -> Span:
    """Back to the last break; over one comma when nothing stands between it and the number."""
    cuts = [m.end() for m in _breaks(text, Span(before.start, number.start))]
    cuts += [m.end() for m in _joiner_pattern().finditer(text, before.start, number.start)][-1:]
    cuts.sort()
    while cuts and not _says_something(text[cuts[-1] : number.start]):
        cuts.pop()
    return Span(cuts[-1] if cuts else before.start, number.start)


def _says_something(text: str) -> bool:
    """False for nothing, or only `sebanyak`, `yakni`, `ada`, which need what stands before them."""
    rest = [w for w in re.findall(r"[^\W\d_]+", text.lower()) if w not in load_words("statistics", "only")]
    return bool(rest)


# --- the evidence in the clause ---------------------------------------------------------------------------------
def _read_count(text: str, sentence: Sentence, numbers: Sequence[NumberMention], i: int, words: Words) -> Count:
    number = numbers[i]
    previous_end = _end_before(text, sentence, numbers, i, percent=True)
    ends = [n.start for n in numbers[i + 1 :] if not _is_object(text, n, ()) and not _is_out_of(text, number, n)]
    following = ends[0] if ends else None  # `200 ASN di 15 kota melanggar` is one clause
    left = _left_side(text, number, Span(previous_end, number.start))
    right = _right_side(text, number, sentence.end, following)
    right = _with_predicate(text, right, sentence.end if following is None else following, words)
    before = Span(_end_before(text, sentence, numbers, i), number.start)
    head, compound = _find_head(text, number, right, words)
    stage, after = _find_stage(text, number, left, right, words)
    if i and _is_out_of(text, numbers[i - 1], number):
        stage, after = None, False  # `27 dari 31 tersangka dibebaskan`: the stage is of the 27
    verbs = [hit for hit in words.within("verb", left) if number.start - hit.end <= VERB_REACH]
    left_heads = [h for h in words.within("head", left) if h.value["unit"] != "region" or not text[h.end : h.end + 2].strip().istitle()]  # `Kota Anu : 20`
    cues = {kind for kind in ("part", "rest", "then") if words.within(kind, Span(left.start, right.end))}
    cues |= {kind for kind in ("part", "detail", "then", "compare", "rank") if words.within(kind, before)}
    if words.within("change", left):
        cues.add("change")
    if left_heads and _list_pattern("tallies").search(text, left.start, left_heads[-1].start) and len(text[left_heads[-1].end : number.start].split()) < 3:
        cues.add("tally")
    if left_heads and head is None and _adjoins(text, left, left_heads[-1], number):
        cues.add("adjoins")
    if _is_pseudo(text, number, right, head, words, stage if after else None, bool(left_heads)):
        cues.add("pseudo")
    weak = not any(hit.value["weight"] >= 2 for hit in compound)
    if any(weak or not hit.value.get("only_weak") for hit in words.within("quiet", Span(sentence.start, sentence.end))):
        cues.add("quiet")
    count = Count(
        number, sentence, left, right, before, head, max((h.value["weight"] for h in compound), default=0.0),
        next((h.value["measure"] for h in compound if "measure" in h.value), None), left_heads[-1] if left_heads else None,
        stage, after, _is_relative(text, head, stage if after else None), verbs[-1] if verbs else None, head is None and _is_bare(text, right, stage, after), _is_amount(text, number), None,
        bool(i) and _is_out_of(text, numbers[i - 1], number), text[left.start : left.end].strip(" ,(").lower() == "atau" or text[max(0, number.start - 6) : number.start].strip().lower() == "atau",
        not re.search(r"\w", text[sentence.start : number.start]), _is_object(text, number, verbs) or _is_origin(text, number, head), frozenset(cues),
        tuple(text[right.start : right.end].split()),
    )
    count.evidence.update(_clause_evidence(count, words, Span(sentence.start, sentence.end)))
    return count


def _end_before(text: str, sentence: Sentence, numbers: Sequence[NumberMention], i: int, percent: bool = False) -> int:
    """Where the clause of the number before ends; percentages are passed over unless `percent`."""
    for j in range(i - 1, -1, -1):
        if percent or not numbers[j].percent:
            return min(_right_side(text, numbers[j], sentence.end, numbers[j + 1].start).end, numbers[i].start)
    return sentence.start


def _find_head(text: str, number: NumberMention, right: Span, words: Words) -> tuple[Hit | None, list[Hit]]:
    """The noun that the number counts and the nouns that stand together with it: `kasus` and `pelanggaran`."""
    near = [hit for hit in words.within("head", right) if hit.start - right.start <= HEAD_REACH]
    if not near:
        return None, []
    first = near[0]
    gap = re.sub(r"^\s*dari\s+(?:total\s+)?[\d.,]+\s", " ", text[number.end : first.start])
    copula = _list_pattern("copulas").search(gap)
    owned = first.rule_id == "statistics.suspect" and not _only_light(gap)  # `dua rumah tersangka`
    if owned or first.value["weight"] < 1 and not copula and not _only_light(gap):
        return None, []  # `22 Bawaslu kabupaten` counts no regencies
    verbal = words.within("verbal", Span(number.end, first.start))
    if _list_pattern("abouts").search(gap) or not copula and (verbal or _list_pattern("gap_stops").search(gap)):
        return None, []  # `dua belas soal netralitas kades` counts no village heads
    if copula and first.value["weight"] < 1 and words.within("rest", Span(number.start - 12 if number.start > 12 else 0, first.start)):
        return None, []  # `empat lainnya merupakan ulah suporter`: what is counted was said before
    compound = [first]
    for hit in words.within("head", right):
        if 0 <= hit.start - compound[-1].end <= 1:
            compound.append(hit)
    return first, compound


@cache
def _list_pattern(name: str) -> re.Pattern[str]:
    words = sorted(load_words("statistics", name), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")\b", re.IGNORECASE)


def _find_stage(text: str, number: NumberMention, left: Span, right: Span, words: Words) -> tuple[Hit | None, bool]:
    """The first stage word behind the number, else the last one before it in its clause."""
    stop = min((hit.start for hit in words.within("stopper", right)), default=right.end)
    cause = _list_pattern("causes").search(text, right.start, right.end)
    if cause and (not text[right.start : cause.start()].strip() or any("measure" in hit.value for hit in words.within("verb", left))):
        stop = min(stop, cause.start())  # `dua karena perkara yang inkrah`, `memecat satu camat karena kedapatan bolos`
    for hit in words.within("stage", right):
        if hit.start - number.end <= STAGE_REACH and hit.start <= stop:
            return hit, True
    if any(hit.start - number.end <= HEAD_REACH for hit in words.within("stopper", right)):
        return None, False  # `Cegah Kades Terjerat, 288 Desa Teken …`
    before = words.within("stage", left)
    said = [hit for hit in before if hit.value["measure"] != "recorded"] or before
    return (said[-1], False) if said else (None, False)


def _is_relative(text: str, head: Hit | None, stage: Hit | None) -> bool:
    return bool(head and stage and re.search(r"\byang(?:\s+(?:sudah|telah|pernah|sempat))?\s*$", text[head.end : stage.start]))


def _is_amount(text: str, number: NumberMention) -> bool:
    words = text[max(0, number.start - 14) : number.start].lower().split()
    return bool(words) and words[-1] in load_words("statistics", "amounts")


def _is_object(text: str, number: NumberMention, verbs: Sequence[Hit]) -> bool:
    words = text[max(0, number.start - 14) : number.start].lower().split()
    if " ".join(words[-2:]) in load_words("statistics", "part_phrases"):
        return False
    led = bool(verbs) and verbs[-1].end >= number.start - 2
    return bool(words) and not led and words[-1] in load_words("statistics", "prepositions")


def _adjoins(text: str, left: Span, head: Hit, number: NumberMention) -> bool:
    """`ada SIM 122, STNK-nya ada 31`: the noun stands alone before its number; `perusakan baliho 15` counts deeds."""
    ahead = text[left.start : head.start].lower().split()
    between = re.sub(r"\([^)]*\)", " ", text[head.end : number.start])  # `SIM (surat izin mengemudi) 838`
    return (not ahead or ahead[-1] in load_words("statistics", "only")) and not _says_something(re.sub(r"^-?nya\b", "", between))


def _is_origin(text: str, number: NumberMention, head: Hit | None) -> bool:
    """`41 perkara dari enam provinsi`: the regions are where what is counted comes from."""
    led = text[max(0, number.start - 14) : number.start].lower().split()
    where = head is not None and (head.value["unit"] == "region" or head.text.lower() in load_words("statistics", "places_of_deed"))
    return bool(where and led and led[-1] in load_words("statistics", "out_of"))


def _is_out_of(text: str, number: NumberMention, following: NumberMention) -> bool:
    """`27 dari 31 tersangka`: both numbers count the same thing."""
    return text[number.end : following.start].strip() in ("dari", "dari total")


def _is_bare(text: str, right: Span, stage: Hit | None, after: bool) -> bool:
    """Whether nothing, or only light words, stand between the number and its stage or the end of its clause."""
    end = stage.start if stage and after else right.end
    return all(w in load_words("statistics", "light") for w in re.findall(r"[^\W\d_]+(?:\s+antaranya)?", text[right.start : end].lower()))


def _is_pseudo(text: str, number: NumberMention, right: Span, head: Hit | None, words: Words, stage: Hit | None, adjoined: bool) -> bool:
    """Whether the thing counted is of the kind that is no violation: the first noun behind the number, or its compound."""
    punished = stage is not None and stage.value["measure"] in ("sanctioned", "proven", "alleged", "reported")
    for hit in words.within("pseudo", right):
        if hit.value.get("person") and punished or hit.value.get("sheet") and (adjoined or head):
            continue  # `tiga petugas dijatuhi sanksi`, `STNK sebanyak 450 lembar`
        if hit.start - number.end > 2 and not (hit.value.get("soft") or _only_light(text[number.end : hit.start])):
            continue
        if head and head.value["weight"] >= 1 and head.start <= hit.start and not hit.value.get("soft"):
            continue
        if hit.start - number.end <= HEAD_REACH:
            return True
    return False


def _only_light(text: str) -> bool:
    return all(w in load_words("statistics", "light") for w in re.findall(r"\w+", text.lower()))


def _is_ranked(count: Count, words: Words, sentence: Span) -> bool:
    """`daerah dengan pelanggar terbanyak adalah Anu 56 orang`: the first of a list in order of size."""
    before = Span(sentence.start, count.number.start)
    return bool(words.within("rank", before)) and any(h.value["weight"] >= 1 for h in words.within("head", before))


def _accuses(count: Count) -> bool:
    """`untuk tersangka perorangan, polisi menetapkan 230 orang`."""
    return count.verb is not None and count.verb.value.get("measure") == "alleged"


def _is_lone(count: Count, words: Words) -> bool:
    """`penyidikan satu kasus`: a single case of which nothing is told is mostly no count."""
    return count.number.text.isalpha() and count.number.value == 1 and count.head is not None and count.head_weight <= 1 and not count.stage and not count.verb and not count.amount


def _is_tally(count: Count) -> bool:
    """`jumlah tersangka 31 orang`."""
    return "tally" in count.cues


def _is_goods(count: Count, words: Words) -> bool:
    """`mengamankan dua mobil` in news of a crime: what is seized there breaks no rule."""
    seized = count.verb is not None and (count.verb.value.get("arrest") or count.verb.text.lower() in load_words("statistics", "seizing"))
    thing = count.head is not None and count.head.value["unit"] in ("other", "vehicle") and count.head_weight < 1
    return bool(seized and thing and not count.stage and words.named("statistics.suspect") + words.named("statistics.culprit") > 1)


def _is_told_before(count: Count, words: Words) -> bool:
    """`truk yang ditilang turun: kemarin mencapai 99 truk`: the noun stood there before, with what became of it."""
    assert count.head is not None
    same = [h for h in words.within("head", count.before) if h.text.lower() == count.head.text.lower()]
    return any(0 <= stage.start - h.end <= 6 and not stage.value.get("soft") for h in same for stage in words.within("stage", count.before))


def _clause_evidence(count: Count, words: Words, sentence: Span) -> Iterator[tuple[str, float]]:
    """Named weights of what the clause itself says."""
    weight = count.head_weight
    if count.number.percent:
        about = [h for h in words.within("head", Span(count.before.start, count.right.end)) if h.value["weight"] >= 2]
        yield "percent_of", 1.0 if about or count.stage else 0.0
        yield "percent_near", 1.0 if about and (count.left_head or words.within("head", count.right)) else 0.0
    else:
        yield "head", weight
        soft = bool(count.stage and count.stage.value.get("soft"))  # `117 peluru ilegal`: the rule is broken by another
        plain = bool(count.stage and count.stage.value["measure"] in ("sanctioned", "found", "proven", "alleged", "reported"))
        idle = soft and not count.stage_after and not count.amount  # `orang tua yang memihak satu anak`
        if count.stage and not idle and (count.head or count.bare or plain and not soft and (count.stage_after or count.amount) and words.about_violations()):
            yield "stage", STAGE if not count.stage.value.get("weak") else WEAK_STAGE if words.about_violations() else 0.0
        if weight < 1 and count.object:
            yield "object", OBJECT
        if count.verb and count.head:
            yield "goods", PSEUDO / 2 if _is_goods(count, words) else 0.0
            yield "verb", ACCUSED if _accuses(count) and weight < 1 and words.named("statistics.suspect") > 1 else count.verb.value["weight"]
        if weight >= 1 and words.about_violations() or weight < 1 and count.head and count.verb and count.verb.value.get("outcome") and words.about_violations():
            yield "about", ABOUT
        if weight < 1 and (count.head or count.bare) and _is_ranked(count, words, sentence):
            yield "ranked", RANKED
        if count.bare and count.left_head and count.left_head.value["weight"] >= 2:
            yield "left_head", count.left_head.value["weight"]
        if _is_lone(count, words):
            yield "lone", -1.0
        if count.head and weight < 1 and (count.amount or count.verb or _is_tally(count)) and count.left_head and count.left_head.value["weight"] >= 2:
            yield "left_head", 1.5  # `jumlah pelanggaran mencapai 7.573 orang`
        elif count.head and weight < 1 and any(h.value["weight"] >= 2 for h in words.within("head", count.before)) and (count.amount or _accuses(count)):
            yield "left_head", 1.5  # `jika dilihat dari lokasi pelanggaran, kawasan industri sebanyak 633 lokasi`
        elif count.head and weight < 1 and count.amount and not count.stage and (_is_told_before(count, words) or words.within("operation", count.before)):
            yield "left_head", STAGE
    if "pseudo" in count.cues:
        yield "pseudo", PSEUDO
    if "quiet" in count.cues:
        yield "quiet", QUIET
