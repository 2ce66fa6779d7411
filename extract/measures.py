"""What stands around a number -> is it a count of violations, in what unit, at what stage.

A number owns a clause: its `right` side to the next break, its `left` side back to the last one. The words of `rules/statistics.yaml`
found there are what `count_evidence` reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.clauses import SHARE_IN_BRACKETS, add_predicate, attends, find_left_side, find_right_side, is_dated, list_pattern, only_light, says_something
from extract.coordination import lend_noun, mark_items, share_noun, share_predicate, share_proposal, share_refusal
from extract.count_evidence import clause_evidence
from extract.counts import Count, Words
from extract.fitting import fits, is_broken, is_dealt_with, is_demanded, is_far, is_harmed, is_rate, is_repeated, is_times, is_vague, is_wished, leave_adjuncts
from extract.grammar import pattern_of, word_class
from extract.headers import announces, is_announced, is_header, is_item, under_header
from extract.records import Hit, NumberMention, Reading, Sentence, Span
from extract.ruleset import load_words

STAGE_REACH = 90  # characters from the number to its stage word
VERB_REACH = 45  # characters from a verb to its number
OR_REACH = 24  # characters before a share in which `atau setara dengan` stands
_QUOTES = str.maketrans(dict.fromkeys("\"“”'‘’(", " "))
HEAD_REACH = 25  # characters from the number to the noun it counts


def read_counts(reading: Reading, words: Words) -> list[Count]:
    """Every number with what stands around it; what the numbers before it add comes later."""
    counts: list[Count] = []
    header: Sentence | None = None
    announced: Sentence | None = None
    for sentence in reading.sentences:
        numbers = [n for n in reading.numbers if sentence.start <= n.start < sentence.end]
        read = share_noun(reading.text, [_read_count(reading.text, sentence, numbers, i, words) for i in range(len(numbers))])
        read = mark_items(reading.text, share_refusal(reading.text, share_proposal(reading.text, share_predicate(reading.text, read, words))))
        read = lend_noun(read, counts)
        if not read and not re.search(r"[^\W\d_]", reading.text[sentence.start : sentence.end]):
            continue  # `1.` alone
        if header and is_item(sentence, read):
            read = [under_header(read[0], header, words)]
        else:
            header = sentence if is_header(reading.text, sentence, words) else None
        if announced and read and is_announced(reading.text, read[0]):
            read[0] = under_header(read[0], announced, words)
        announced = None if read else sentence if announces(reading.text, sentence, words) else None
        counts += [replace(count, evidence=clause_evidence(count, words)) for count in read]
    return counts


# --- the evidence in the clause ---------------------------------------------------------------------------------
def _read_count(text: str, sentence: Sentence, numbers: Sequence[NumberMention], i: int, words: Words) -> Count:
    number = numbers[i]
    leading = words.within("verb", Span(max(sentence.start, number.start - VERB_REACH), number.start))[-1:]
    previous_end = _end_before(text, sentence, numbers, i, percent=True)
    previous_end = min([previous_end, *(v.start for v in leading if v.end >= number.start - 1)])  # `satu kabupaten menindak 14 pegawai`
    others = (n for n in numbers[i + 1 :] if not (_is_object(text, n, ()) or _is_out_of(text, number, n) or _is_share_in_brackets(text, n) or is_times(text, n)))
    following = next((n.start for n in others), None)  # `200 ASN di 15 kota melanggar` is one clause
    left = find_left_side(text, number, Span(previous_end, number.start))
    right = find_right_side(text, number, sentence.end, following)
    right = add_predicate(text, right, sentence.end if following is None else following, words)
    before = Span(_end_before(text, sentence, numbers, i), number.start)
    head, compound = _find_head(text, number, right, words)
    stage, after = _find_stage(text, number, left, right, words)
    if i and _is_out_of(text, numbers[i - 1], number):
        stage, after = None, False  # `27 dari 31 tersangka dibebaskan`: the stage is of the 27
    if stage and not fits(stage, head, words) and not any(fits(stage, hit, words) for hit in words.within("head", left)[-1:]):  # `berkas 73 orang dikirim ke …`
        stage, after = None, False
    of_another = bool(i) and _is_out_of(text, numbers[i - 1], number)
    verbs = [hit for hit in words.within("verb", left) if number.start - hit.end <= VERB_REACH and not of_another and fits(hit, head, words) and not is_wished(text, hit)]
    left_heads = [h for h in words.within("head", left) if h.value["unit"] != "region" or not text[h.end : h.end + 2].strip().istitle()]  # `Kota Anu : 20`
    left_heads = [h for h in left_heads if not (stage and stage.start <= h.start < stage.end and h.value["weight"] < 1)]  # `tanpa izin atasan lima`
    left_heads = leave_adjuncts(text, left_heads)
    cues = {kind for kind in ("part", "rest", "then") if words.within(kind, Span(left.start, right.end))}
    cues |= {kind for kind in ("part", "detail", "then", "compare", "rank") if words.within(kind, before)}
    if words.within("change", left):
        cues.add("change")
    if list_pattern("recalled").search(text, sentence.start, number.start):
        cues.add("recalled")
    if list_pattern("inspections").search(text, before.start, number.start):
        cues.add("inspected")
    if is_dated(text[left.start : number.start]):
        cues.add("dated")
    led = _words_before(text, number)
    if led and led[-1] in load_words("statistics", "out_of") and " ".join(led[-2:]) not in load_words("statistics", "part_phrases") and not set(led[-2:-1]) & set(load_words("statistics", "more_or_less")) and not cues & {"change", "compare"}:
        cues.add("divided")
    if left_heads and list_pattern("tallies").search(text, left.start, left_heads[-1].start) and len(_up_to_day().sub(" ", text[left_heads[-1].end : number.start]).split()) < 3:
        cues.add("tally")
    if left_heads and left_heads[0].value["weight"] >= 2 and not says_something(text[left.start : left_heads[0].start]) and len(text[left_heads[0].end : number.start].split()) < 3:
        cues.add("headed")
    if left_heads and head is None and _adjoins(text, left, left_heads[-1], number):
        cues.add("adjoins")
    repeated = is_repeated(text, number, left_heads)
    if is_rate(text, number, sentence):
        cues |= {"pseudo", "quiet"}
    if not repeated and _is_pseudo(text, number, right, head, words, stage if after else None, bool(left_heads), "headed" in cues or is_dealt_with(number, verbs)):
        cues.add("pseudo")
    if "pseudo" in cues and any(hit.rule_id == "statistics.pseudo_case" for hit in words.within("pseudo", right)):
        cues.add("matter")
    if number.percent and not head and words.within("other_share", left):
        cues.add("quiet")  # `partisipasi pemilih merosot menjadi 71 persen`
    plain = not after and not any(hit.value["weight"] >= 1 for hit in compound)
    if plain and head and _does_otherwise(text, head, right, words):
        cues.add("pseudo")
    if plain and _is_resource(text, number, left, words, head is None):
        cues |= {"pseudo", "resource"}
    if (head is None or head.value["weight"] < 0.9) and is_harmed(text, number, head, right, stage if after else None, words):
        cues.add("pseudo")
    bare = head is None and (repeated or _is_bare(text, right, stage, after))
    cues |= _doubt(text, number, head, stage, after, verbs, bare, words)
    weak = not any(hit.value["weight"] >= 2 for hit in compound)
    if any(weak or not hit.value.get("only_weak") for hit in words.within("quiet", Span(sentence.start, sentence.end))):
        cues.add("quiet")
    return Count(
        number, sentence, left, right, before,
        head=head, head_weight=max((h.value["weight"] for h in compound), default=0.0),
        head_measure=next((h.value["measure"] for h in compound if "measure" in h.value), None),
        left_head=left_heads[-1] if left_heads else None,
        stage=stage, stage_after=after, relative=_is_relative(text, head, stage if after else None),
        verb=verbs[-1] if verbs else None,
        bare=bare, amount=_is_amount(text, number),
        out_of=bool(i) and _is_out_of(text, numbers[i - 1], number), restates=_is_restated(text, number) or _follows_its_count(text, sentence, numbers, i),
        leads=not re.search(r"\w", text[sentence.start : number.start]),
        object=_is_object(text, number, verbs) or _is_origin(text, number, head, bool(i)),
        cues=frozenset(cues), right_words=tuple(text[right.start : right.end].split()), left_words=tuple(text[left.start : number.start].split()),
    )


def _doubt(text: str, number: NumberMention, head: Hit | None, stage: Hit | None, after: bool, verbs: Sequence[Hit], bare: bool, words: Words) -> set[str]:
    """What speaks against a stage or a verb: `vague`, `far` from a bare number before it, another predicate between."""
    cues = set()
    if stage and (is_vague(text, stage, head, words) or after and is_demanded(text, number)):
        cues.add("vague_stage")
    if stage and not after and bare and is_far(text, stage, number):
        cues.add("far")
    if stage and after and is_broken(text, number, stage, words):
        cues.add("broken")
    if verbs and is_vague(text, verbs[-1], head, words):
        cues.add("vague_verb")
    return cues


def _end_before(text: str, sentence: Sentence, numbers: Sequence[NumberMention], i: int, percent: bool = False) -> int:
    """Where the clause of the number before ends; percentages are passed over unless `percent`."""
    for j in range(i - 1, -1, -1):
        if percent or not numbers[j].percent:
            return min(find_right_side(text, numbers[j], sentence.end, numbers[j + 1].start).end, numbers[i].start)
    return sentence.start


def _find_head(text: str, number: NumberMention, right: Span, words: Words) -> tuple[Hit | None, list[Hit]]:
    """The noun that the number counts and the nouns that stand together with it: `kasus` and `pelanggaran`."""
    near = [hit for hit in words.within("head", right) if hit.start - right.start <= HEAD_REACH]
    if not near:
        return None, []
    first = near[0]
    gap = pattern_of(r"^\s*{from_words}\s+(?:total\s+)?[\d.,]+\s").sub(" ", text[number.end : first.start])
    if first.value["weight"] >= 1:
        gap = list_pattern("part_of").sub("", gap)  # `82 di antaranya temuan pengawas`
    copula = list_pattern("copulas").search(gap)
    owned = (first.rule_id == "statistics.suspect" or first.value.get("near")) and not only_light(gap)  # `dua rumah tersangka`
    if owned or first.value["weight"] < 1 and not copula and not only_light(gap):
        return None, []  # `22 Bawaslu kabupaten` counts no regencies
    verbal = words.within("verbal", Span(number.end, first.start))
    if list_pattern("abouts").search(gap) or not copula and (verbal or list_pattern("gap_stops").search(gap)):
        return None, []  # `dua belas soal netralitas kades` counts no village heads
    if copula and first.value["weight"] < 1 and words.within("rest", Span(max(0, number.start - 12), first.start)):
        return None, []  # `empat lainnya merupakan ulah suporter`: what is counted was said before
    compound = [first]
    for hit in words.within("head", right):
        if 0 <= hit.start - compound[-1].end <= 1:
            compound.append(hit)
    return first, compound


def _find_stage(text: str, number: NumberMention, left: Span, right: Span, words: Words) -> tuple[Hit | None, bool]:
    """The first stage word behind the number, else the last one before it in its clause."""
    stop = min((hit.start for hit in words.within("stopper", right)), default=right.end)
    cause = list_pattern("causes").search(text, right.start, right.end)
    if cause and (not text[right.start : cause.start()].strip() or any("measure" in hit.value for hit in words.within("verb", left))):
        stop = min(stop, cause.start())  # `dua karena perkara yang inkrah`, `memecat satu camat karena kedapatan bolos`
    behind = [hit for hit in words.within("stage", right) if hit.start - number.end <= STAGE_REACH and hit.start <= stop]
    if len(behind) > 1 and _is_of_those(text[number.end : behind[0].start].lstrip()):
        behind = behind[1:]  # `50 persen dari yang terbukti dijatuhi sanksi`
    named = [hit for hit in behind if hit.text.lower() not in load_words("statistics", "accused")]
    if behind:
        return _past_the_breach(text, named or behind), True  # `terlapor dinyatakan bersalah`
    if any(hit.start - number.end <= HEAD_REACH for hit in words.within("stopper", right)):
        return None, False  # `Cegah Kades Terjerat, 288 Desa Teken …`
    before = words.within("stage", left)
    said = [hit for hit in before if hit.value["measure"] != "recorded"] or before
    if len(said) > 1 and re.search(rf"{list_pattern('purposes').pattern}$", text[said[-2].end : said[-1].start].strip(), re.IGNORECASE):
        said.pop()  # `yang direkomendasikan untuk disanksi 76 orang`
    return (said[-1], False) if said else (None, False)


def _is_of_those(between: str) -> bool:
    """`50 persen dari yang terbukti …`, `tujuh dari sembilan orang yang dihukum itu …`: the stage behind it is told of the whole."""
    relative = pattern_of(r"\b{relatives}\b").search(between)
    whole = relative and len(between[: relative.start()].split()) <= 3 and " ".join(between.split()[:1]).lower() in load_words("statistics", "out_of")
    return bool(whole or list_pattern("out_of_those").match(between))


def _past_the_breach(text: str, stages: Sequence[Hit]) -> Hit:
    """`1.350 pinjol ilegal yang ditutup`: what was done with them says more than the rule they break; what may be done says nothing."""
    first = stages[0]
    accused = first.value["measure"] in ("alleged", "reported") and pattern_of(r"\b{relatives}\b").search(text, max(0, first.start - 5), first.start)
    if not (first.value.get("soft") or first.value.get("weak") and first.value["measure"] == "recorded" or accused):
        return first  # `dua pabrik yang diduga mencemari sungai telah disegel`
    done = (hit for hit in stages[1:] if not hit.value.get("soft") and not list_pattern("not_done").search(text, first.end, hit.start))
    return next(done, first)


def _is_relative(text: str, head: Hit | None, stage: Hit | None) -> bool:
    """`ASN yang (sudah) diadukan`: what is told of the counted, not what is done with them now."""
    words = text[head.end : stage.start].lower().split() if head and stage else []
    while words and words[-1] in load_words("statistics", "aspects"):
        words.pop()
    return bool(words) and words[-1] in word_class("relatives")


def _words_before(text: str, number: NumberMention) -> list[str]:
    """The last words before a number, in small letters, without marks of quotation."""
    return text[max(0, number.start - 14) : number.start].lower().translate(_QUOTES).split()


def _is_restated(text: str, number: NumberMention) -> bool:
    """`17 orang, atau 54,8 persen`."""
    return bool(re.search(rf"{list_pattern('or_words').pattern}\s*$", text[max(0, number.start - OR_REACH) : number.start], re.IGNORECASE))


def _is_share_in_brackets(text: str, number: NumberMention) -> bool:
    """`74 unggahan (54 persen)`."""
    return number.percent and bool(pattern_of(SHARE_IN_BRACKETS, "numbers").match(text, text.rfind("(", 0, number.start), number.end + 1))


def _follows_its_count(text: str, sentence: Sentence, numbers: Sequence[NumberMention], i: int) -> bool:
    """`74 unggahan (54 persen)`, but not `terbanyak unggahan (54 persen)`."""
    if not i or numbers[i - 1].percent or not _is_share_in_brackets(text, numbers[i]):
        return False
    return find_right_side(text, numbers[i - 1], sentence.end, None).end > numbers[i].start


def _does_otherwise(text: str, head: Hit, right: Span, words: Words) -> bool:
    """`empat lurah hadir`, `19 camat lainnya menandatangani`: what they do is no breach."""
    acts = words.within("stopper", Span(head.end, right.end))
    return bool(acts) and attends(text[acts[0].start : right.end]) and acts[0].text.lower() in load_words("statistics", "attending") and only_light(text[head.end : acts[0].start])


def _is_resource(text: str, number: NumberMention, left: Span, words: Words, bare: bool) -> bool:
    """`diperkuat 60 pegawai`, `mengawasi hampir 900 calon`: the verb says what the number is of."""
    verbs = words.within("resource", left)
    return bool(verbs) and (not bare or bool(verbs[-1].value.get("bare"))) and not says_something(text[verbs[-1].end : number.start])


def _is_amount(text: str, number: NumberMention) -> bool:
    words = _words_before(text, number)
    return bool(words) and words[-1] in load_words("statistics", "amounts")


def _is_object(text: str, number: NumberMention, verbs: Sequence[Hit]) -> bool:
    words = _words_before(text, number)
    if " ".join(words[-2:]) in load_words("statistics", "part_phrases"):
        return False
    led = bool(verbs) and verbs[-1].end >= number.start - 2
    return bool(words) and not led and words[-1] in load_words("statistics", "prepositions")


def _adjoins(text: str, left: Span, head: Hit, number: NumberMention) -> bool:
    """`ada SIM 122, STNK-nya ada 31`: the noun stands alone before its number; `perusakan baliho 15` counts deeds."""
    ahead = text[left.start : head.start].lower().split()
    between = re.sub(r"\([^)]*\)", " ", text[head.end : number.start])  # `SIM (surat izin mengemudi) 838`
    return (not ahead or ahead[-1] in load_words("statistics", "only")) and not says_something(pattern_of(r"^-?{enclitics}\b").sub("", between))


def _is_origin(text: str, number: NumberMention, head: Hit | None, behind: bool) -> bool:
    """`41 perkara dari enam provinsi`, `900 botol dari tiga toko`: where what is counted comes from; `behind` another number."""
    led = _words_before(text, number)
    where = head is not None and (head.value["unit"] == "region" or behind and head.value["unit"] == "other" or head.text.lower() in load_words("statistics", "places_of_deed"))
    parts = " ".join(led[-2:]) in load_words("statistics", "part_phrases")  # `terdiri dari 900 situs`
    return bool(where and led and led[-1] in load_words("statistics", "out_of") and not parts)


def _is_out_of(text: str, number: NumberMention, following: NumberMention) -> bool:
    """`27 dari 31 tersangka`: both numbers count the same thing."""
    return text[number.end : following.start].strip() in load_words("statistics", "out_of_phrases")


def _is_bare(text: str, right: Span, stage: Hit | None, after: bool) -> bool:
    """Whether nothing, or only light words, stand between the number and its stage or the end of its clause."""
    end = stage.start if stage and after else right.end
    return all(w in load_words("statistics", "light") for w in re.findall(r"[^\W\d_]+(?:\s+antaranya)?", text[right.start : end].lower()))


@cache
def _up_to_day() -> re.Pattern[str]:
    """`Total laporan sampai 30 November 206`."""
    return re.compile(list_pattern("up_to").pattern + r"\s+\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?")


def _is_pseudo(text: str, number: NumberMention, right: Span, head: Hit | None, words: Words, stage: Hit | None, adjoined: bool, headed: bool = False) -> bool:
    """Whether the thing counted is of the kind that is no violation: the first noun behind the number, or its compound."""
    punished = stage is not None and stage.value["measure"] in ("sanctioned", "proven", "alleged", "reported", "found", "dismissed") and (not stage.value.get("weak") or words.about_violations())
    for hit in words.within("pseudo", right):
        sheets = hit.value.get("sheet") and (adjoined or head or _is_about_things(words, number))
        if stage and stage.start <= hit.start < stage.end:
            continue  # `empat masih jalan`
        if hit.value.get("person") and (punished or headed) or sheets or head and head.rule_id == "statistics.contraband":
            continue  # `tiga petugas dijatuhi sanksi`, `STNK sebanyak 450 lembar`
        if hit.start - number.end > 2 and not (hit.value.get("soft") or only_light(text[number.end : hit.start])):
            continue
        if head and head.value["weight"] >= 1 and head.start <= hit.start and not hit.value.get("soft"):
            continue
        if hit.start - number.end <= HEAD_REACH:
            return True
    return False


def _is_about_things(words: Words, number: NumberMention) -> bool:
    """`Anu 512 lembar`, after posters or tickets were counted."""
    return any(h.rule_id in ("statistics.thing", "statistics.penalty", "statistics.contraband") for h in words.within("head", Span(0, number.start)))
