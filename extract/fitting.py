"""Does a word of punishment fit what is counted? `menurunkan 40 baliho`, but `tiga pemain`; `diduga memihak`, but `diduga hamil`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.clauses import list_pattern, only_light, says_something
from extract.counts import Words
from extract.grammar import pattern_of
from extract.records import Hit, NumberMention, Sentence, Span
from extract.ruleset import load_words, word_set

COMPLEMENT = 60  # characters behind `diduga` in which the wrong is named
HARM_REACH = 45  # characters before a number in which `menewaskan sedikitnya` stands
WISH_REACH = 16  # characters before a stage in which `akan` stands
RATE_REACH = 18  # characters behind a percentage in which `dari batas` stands
CRIME = 0.9  # weight of a breach by its own name
PEOPLE = "person"
NEAR_WORDS = 3  # words between a stage and the bare number behind it: `diteruskan ke komisi lima`


def fits(hit: Hit, head: Hit | None, words: Words) -> bool:
    """Whether the verb takes what is counted, or, where the noun is not said, anything that the article names."""
    word = hit.text.lower()
    if word in word_set("statistics", "dismissals") and words.of_kind("layoff") and not _is_accountable(head):
        return False  # `PHK`: work was short
    kind = hit.value.get("said_of") or _classes().get(word)
    if kind is not None and kind.startswith("+"):
        return any(_is_of(named, kind[1:]) for named in words.of_kind("head"))  # `direhabilitasi`, in an article about accused ones
    if kind is None or _is_accountable(head):
        return True
    if kind.startswith("-"):
        return head is None or not _is_of(head, kind[1:])
    if head is not None:
        return _is_of(head, kind)
    return kind == "people" or any(_is_of(named, kind) for named in words.of_kind("head"))


def is_vague(text: str, hit: Hit, head: Hit | None, words: Words) -> bool:
    """Whether it takes an article about violations to make one of it: `dibawa ke`, `akan ditegur`, `diduga` with no wrong behind it."""
    word = hit.text.lower()
    if _is_accountable(head) and word not in word_set("statistics", "routine"):
        return False  # with them it is said of one thing only
    behind = Span(hit.end, hit.end + COMPLEMENT)
    broken = any(h.value.get("soft") for h in words.within("stage", behind)) or any(h.value["weight"] >= 2 for h in words.within("head", behind))
    if word in word_set("statistics", "suppositions"):
        wrong = list_pattern("wrongs").search(text, behind.start, behind.end)
        return not (wrong or broken or words.within("stage", behind) or any(h.value["weight"] >= 0.9 for h in words.within("head", behind)))
    polysemous = (word in word_set("statistics", "polysemous") or hit.value.get("vague") and not words.about_violations()) and not broken  # `dilaporkan karena tak membayar upah`
    return polysemous or is_wished(text, hit)


def is_wished(text: str, hit: Hit) -> bool:
    """`akan menyegel`, `dapat memproses`: it has not come to that; `sehari kita bisa menilang 500` tells what is done."""
    wish = _wish_pattern().search(text, max(0, hit.start - WISH_REACH), hit.start)
    return wish is not None and not (hit.value["kind"] == "verb" and wish.group().strip().lower() in load_words("statistics", "habits"))


def is_demanded(text: str, number: NumberMention) -> bool:
    """`mendesak lima anggota dipecat`: it has not come to that."""
    return bool(re.search(rf"{list_pattern('demands').pattern}\s+$", text[max(0, number.start - WISH_REACH) : number.start], re.IGNORECASE))


def is_far(text: str, stage: Hit, number: NumberMention) -> bool:
    """`ditangkap saat menginap di hotel bintang lima`: nothing leads from the stage to the bare number behind it."""
    between = text[stage.end : number.start]
    last = re.findall(r"[^\W\d_]+", between.lower())[-1:]
    return len(between.split()) > NEAR_WORDS and says_something(between) and not set(last) & (word_set("statistics", "only") | word_set("statistics", "amounts"))


def is_broken(text: str, number: NumberMention, stage: Hit, words: Words) -> bool:
    """`lima pimpinan menjalankan tugas sampai diberhentikan`, `dua kantor yang menangani mereka yang ditangkap`: another predicate stands between."""
    verbs = [v for v in words.within("verbal", Span(number.end, stage.start)) if v.text.lower() not in word_set("statistics", "not_verbs")]
    relatives = pattern_of(r"\b{relatives}\b")
    return bool(verbs) and (not relatives.search(text, number.end, verbs[0].start) or bool(relatives.search(text, verbs[0].end, stage.start)))


def is_harmed(text: str, number: NumberMention, head: Hit | None, right: Span, stage: Hit | None, words: Words) -> bool:
    """`menewaskan 30 orang`, `mengerahkan 500 personel`, `dua warga ditemukan tewas`: they break no rule, whatever became of others."""
    does = words.within("harm", Span(max(0, number.start - HARM_REACH), number.start))
    if does and not says_something(text[does[-1].end : number.start]):
        return True
    if head is not None and head.value["unit"] != PEOPLE:
        return False
    suffers = words.within("toll", right)
    return bool(suffers) and (stage is None or suffers[0].start < stage.start or only_light(text[stage.end : suffers[0].start]))


def leave_adjuncts(text: str, heads: list[Hit]) -> list[Hit]:
    """`aduan yang masuk ke aplikasi kami 2.376`: where it came is not what is counted."""
    heavy = next((h for h in reversed(heads) if h.value["weight"] >= 1), None)
    if heavy is None:
        return heads
    cut = list_pattern("wheres").search(text, heavy.end, heads[-1].start) or pattern_of(r"\b{relatives}\b").match(text, heavy.end + 1)  # `aduan yang dibuat perempuan naik menjadi 18`
    return [h for h in heads if cut is None or h.start < cut.start()]


def is_dealt_with(number: NumberMention, verbs: Sequence[Hit]) -> bool:
    """`memeriksa lima komisioner`, `mencopot dua petugas`: right behind the verb that says what is done with them."""
    return bool(verbs) and "measure" in verbs[-1].value and number.start - verbs[-1].end <= 2


def is_times(text: str, number: NumberMention) -> bool:
    """`dua toko yang sudah tiga kali ditegur`: how often, and not how many."""
    return bool(re.match(r"\s+kali\b(?!\s+lipat)", text[number.end : number.end + 12]))


def is_repeated(text: str, number: NumberMention, left_heads: Sequence[Hit]) -> bool:
    """`penindakan tercatat 49 kali`: how often it was done is how many there were."""
    named = [h for h in left_heads if h.value["unit"] == "case" and h.value["weight"] >= CRIME]
    if not named or not is_times(text, number):
        return False
    return bool(re.search(rf"{list_pattern('happened').pattern}\s+$", text[named[-1].end : number.start], re.IGNORECASE))


def is_rate(text: str, number: NumberMention, sentence: Sentence) -> bool:
    """`plus denda 400 persen`, `mencapai 112 persen dari batas`: no share of what was counted."""
    before, behind = text[sentence.start : number.start], text[number.end : number.end + RATE_REACH]
    named = list(list_pattern("rates").finditer(before))[-1:]
    near = any(len(before[m.end() :].split()) <= 1 for m in named)
    return number.percent and bool(near or re.match(rf"\s+{list_pattern('rates').pattern}", behind, re.IGNORECASE))


def _is_accountable(head: Hit | None) -> bool:
    """Reports, culprits, and whoever serves the public."""
    return head is not None and (head.value["weight"] >= 0.9 or head.text.lower() in _bound())


def _is_of(head: Hit, kind: str) -> bool:
    """A class is a list of nouns, or of the units of theirs."""
    return not _members(kind).isdisjoint((head.text.lower(), head.value["unit"]))


@cache
def _members(kind: str) -> frozenset[str]:
    return frozenset(word.lower() for word in load_words("statistics", kind))


@cache
def _bound() -> frozenset[str]:
    return frozenset(word.lower() for word in load_words("numbers", "public_servants"))


@cache
def _classes() -> dict[str, str]:
    """`diturunkan` -> hung_up: what a verb must be said of to be a punishment."""
    return {word.rsplit(" ", 1)[0]: word.rsplit(" ", 1)[1] for word in load_words("statistics", "said_of")}


@cache
def _wish_pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(load_words("statistics", "wished"), key=len, reverse=True)))
    return re.compile(rf"\b(?:{words})\s+$", re.IGNORECASE)
