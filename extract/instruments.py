"""What is signed: the noun phrases that name an instrument. `pakta integritas netralitas ASN yang …` -> integrity_pact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.grammar import has_shape, is_verb
from extract.ruleset import load_words, word_set
from extract.sentences import rule_finder
from extract.wordmatch import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MAX_WORDS = 14  # of an instrument's name after its head
MAX_TOPIC_WORDS = 24  # when the name goes on with `tentang …`
OFFICE_WORDS = 5  # from the noun of an office to the last word of its name


@dataclass(frozen=True, slots=True)
class Instrument:
    """A phrase that names an instrument; `first`, `head_end` and `end` count tokens."""

    first: int
    head_end: int
    end: int
    kind: str
    strength: str  # strong, weak, generic
    rule_id: str
    definite: bool = False  # `itu`, `tersebut`: points back
    repeat: bool = False  # `serupa`, `yang sama`, `ketiga`: another one of a kind named before
    count: int = 1  # `lima perjanjian`: 5


@lru_cache(maxsize=1)
def _number_words() -> dict[str, int]:
    return {word: n for n, word in enumerate(load_words("instruments", "numbers"), start=2)}


def read_offsets(doc: Doc) -> tuple[dict[int, int], dict[int, int]]:
    """Character offset -> number of the token that begins there, and -> number behind the token that ends there."""
    numbers = doc.to_array(["IDX", "LENGTH"]).tolist()  # far faster than asking every token
    at = {int(start): i for i, (start, _) in enumerate(numbers)}
    ends = {int(start + length): i + 1 for i, (start, length) in enumerate(numbers)}
    return at, ends


def find_instruments(doc: Doc, stops: frozenset[int]) -> list[Instrument]:
    """All instrument phrases in order; no phrase runs over a token of `stops` (the triggers)."""
    heads = []
    at, ends = read_offsets(doc)
    banned = [(m.start(), m.end()) for m in _banned_pattern().finditer(text_of(doc))]
    for hit in rule_finder("instruments").find(doc):
        if hit.start in at and hit.end in ends and not any(a <= hit.start < b for a, b in banned):
            heads.append(Instrument(at[hit.start], ends[hit.end], ends[hit.end], hit.value["instrument"], hit.value["strength"], hit.rule_id))
    heads = [h for h in _drop_covered(heads) if h.first not in stops and not _is_political_party(doc, h) and not _is_in_office(doc, h, stops)]
    starts = frozenset(h.first for h in heads if h.strength == "strong" and h.kind != "other")
    return _join_names(doc, [_extend(doc, head, stops, starts) for head in heads])


@lru_cache(maxsize=1)
def _banned_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(word_set("instruments", "no_instrument"), key=len, reverse=True))) + r")\b", re.IGNORECASE)


def _is_political_party(doc: Doc, head: Instrument) -> bool:
    """`diteken PKS dan Gerindra`: a party of that name, not a perjanjian kerja sama."""
    return doc[head.first].text == "PKS" and any(t.lower_ in word_set("instruments", "party_words") for t in doc[head.first].sent)


def _is_in_office(doc: Doc, head: Instrument, stops: frozenset[int]) -> bool:
    """`Wakil Rektor Bidang Kerja Sama`, `Biro Hukum dan Kerja Sama`: a part of the name of an office."""
    if head.strength != "weak" or not doc[head.first].is_title:
        return False
    i = head.first - 1
    while i >= max(doc[head.first].sent.start, head.first - OFFICE_WORDS) and i not in stops and not doc[i].is_punct:
        if doc[i].lower_ in word_set("instruments", "office_branches"):
            return True
        if not doc[i].is_title and doc[i].lower_ not in word_set("instruments", "joiners") or is_verb(doc[i].text):
            return False
        i -= 1
    return False


def _drop_covered(heads: list[Instrument]) -> list[Instrument]:
    """Of heads that overlap, the longest."""
    kept: list[Instrument] = []
    for head in sorted(heads, key=lambda h: (h.first - h.head_end, h.first, h.strength != "strong")):
        if all(head.head_end <= k.first or k.head_end <= head.first for k in kept):
            kept.append(head)
    return sorted(kept, key=lambda h: h.first)


def _extend(doc: Doc, head: Instrument, stops: frozenset[int], starts: frozenset[int]) -> Instrument:
    """Run the phrase on to its last useful word, and note what stands beside it."""
    end, definite, repeat = _name_end(doc, head, stops, starts)
    repeat = repeat and doc[head.first].lower_ not in word_set("instruments", "sheets")
    first, count = head.first, 1
    if first > 0:
        before = [t.lower_ for t in doc[max(first - 2, 0) : first]]
        count = max(_number_words().get(word, int(word) if word.isdecimal() and int(word) < 30 else 1) for word in before)
    return replace(head, first=first, end=end, definite=definite, repeat=repeat, count=count)


def _name_end(doc: Doc, head: Instrument, stops: frozenset[int], starts: frozenset[int]) -> tuple[int, bool, bool]:
    sent_end = doc[head.first].sent.end
    i, topic, limit = head.head_end, False, head.head_end + MAX_WORDS
    while i < sent_end and i < limit:
        word = doc[i].lower_
        if i in stops or word in word_set("instruments", "joiners") and (i + 1 in starts or i + 2 in starts):
            break
        if word == "(":
            close = next((j for j in range(i + 1, min(i + 7, sent_end)) if doc[j].text == ")"), None)
            if close is None or any(j in stops for j in range(i, close)) or any(doc[j].text[0].isdigit() for j in range(i + 1, close)):
                break
            i = close + 1
            continue
        if word in word_set("instruments", "demonstratives"):
            return (i + 1, True, False) if doc[i - 1].lower_ not in word_set("instruments", "topic_words") else (i - 1, False, False)
        if word in word_set("instruments", "year_nouns") and i + 1 < sent_end and not doc[i + 1].text[0].isdigit() and doc[i - 1].lower_ not in word_set("instruments", "numbers"):
            break  # but `kontrak empat tahun`
        if word in word_set("instruments", "repeats") and not topic:
            return i + 1, False, True
        if word in word_set("instruments", "ordinals") | word_set("instruments", "firsts") and not topic:
            noun_follows = i + 1 < sent_end and i + 1 not in stops and doc[i + 1].is_alpha and doc[i + 1].lower_ not in word_set("instruments", "np_stops") and not is_verb(doc[i + 1].text)
            return (_trim(doc, head.head_end, i), False, False) if noun_follows else (i + 1, word in word_set("instruments", "firsts"), word not in word_set("instruments", "firsts"))
        if same := _phrase_length(doc, i, sent_end, "same"):
            return i + same, False, True
        if word in word_set("instruments", "between") and i == head.head_end and (at_topic := _topic_after(doc, i, sent_end, stops)):
            i = at_topic
            continue
        if word in word_set("instruments", "topic_words") and not topic and i + 1 < sent_end:
            topic, limit = True, i + MAX_TOPIC_WORDS
            i += 1
            continue
        if told := _phrase_length(doc, i, sent_end, "named") or _phrase_length(doc, i, sent_end, "inside"):
            i += told
            continue
        if _ends_name(doc, i, topic, head, sent_end, stops):
            break
        i += 1
    return _trim(doc, head.head_end, i), False, False


def _phrase_length(doc: Doc, i: int, end: int, name: str) -> int:
    """How many words at `i` are a phrase of a list: `yang nyaris sama` -> 3."""
    return next((n for n in (4, 3, 2) if i + n <= end and " ".join(t.lower_ for t in doc[i : i + n]) in word_set("instruments", name)), 0)


def _topic_after(doc: Doc, i: int, sent_end: int, stops: frozenset[int]) -> int | None:
    """Where `tentang` stands in `Perjanjian antara A dengan B tentang C`, when nothing but the parties comes before it."""
    for j in range(i + 1, min(i + 22, sent_end)):
        if doc[j].lower_ in word_set("instruments", "topic_words"):
            return j
        if j in stops or doc[j].text in {",", ";", ":", "\n"} or doc[j].text in word_set("instruments", "np_stops") - word_set("instruments", "between") - word_set("instruments", "joiners"):
            return None
    return None


def _ends_name(doc: Doc, i: int, topic: bool, head: Instrument, sent_end: int, stops: frozenset[int]) -> bool:
    """True when the token cannot be a part of the name."""
    token, word = doc[i], doc[i].lower_
    if token.is_punct or "\n" in word:
        if word in {"-", "–", "/"} and 0 < i < sent_end - 1 and (not doc[i - 1].whitespace_ or doc[i - 1].ent_type_ == doc[i + 1].ent_type_ == "LOC"):
            return False
        return not (word == "," and _is_title_list(doc, i, sent_end))
    if word in word_set("instruments", "joiners"):
        return not (_is_title_list(doc, i, sent_end) or topic and i + 1 < sent_end and doc[i + 1].is_alpha and not _ends_name(doc, i + 1, topic, head, sent_end, stops))
    if topic and word in word_set("instruments", "topic_inside"):
        return not (i + 1 < sent_end and doc[i + 1].is_lower and doc[i + 1].is_alpha)
    if word in word_set("instruments", "negations") and head.kind in word_set("instruments", "np_clause_kinds"):
        return not (i + 1 < sent_end and has_shape(doc[i + 1].text, "verb.intransitive") and i + 1 not in stops)
    if topic and word in word_set("instruments", "np_stops") and token.is_title and doc[i - 1].is_title and not _is_headline(token.sent):
        return False
    if word in word_set("instruments", "np_stops") and not _is_inside_place(token) or token.ent_type_ == "PER":
        return True
    if is_verb(token.text):
        return not (topic or head.kind in word_set("instruments", "np_clause_kinds") and i > 0 and (word in word_set("instruments", "clause_words") or doc[i - 1].lower_ in word_set("instruments", "clause_words")))
    return False


def _is_inside_place(token: Token) -> bool:
    """`Batang Hari`: a part of the name of a place."""
    return token.ent_type_ == "LOC" and token.ent_iob_ == "I" and token.is_title


def _is_title_list(doc: Doc, i: int, sent_end: int) -> bool:
    """A comma or `dan` between capitalised words of a name: `Kemitraan Pendidikan, Penelitian, dan Pengabdian`."""
    j = i + 1
    if doc[i].text == "," and (_is_headline(doc[i].sent) or not any(t.lower_ in word_set("instruments", "joiners") for t in doc[j : min(i + 8, sent_end)])):
        return False
    if j < sent_end and doc[j].lower_ in word_set("instruments", "joiners"):
        j += 1
    before = doc[i - 1] if doc[i - 1].text != "," else doc[i - 2]
    if j >= sent_end or not before.is_title or not doc[j].is_title:
        return False
    return not (doc[j].ent_type_ in {"PER", "ORG"} or before.ent_type_ in {"PER", "ORG", "LOC"}) and not _starts_head(doc, j)


def _is_headline(sent: Span) -> bool:
    """Most words begin with a capital, so that capitals say nothing."""
    words = [t for t in sent if t.is_alpha]
    return sum(t.text[0].isupper() for t in words) > 0.6 * len(words)


def _starts_head(doc: Doc, i: int) -> bool:
    return any(word.split()[0] == doc[i].lower_ for word in word_set("instruments", "carriers"))


def _trim(doc: Doc, start: int, end: int) -> int:
    """Drop joining words and marks left at the end of a name."""
    loose = word_set("instruments", "topic_words") | word_set("instruments", "joiners") | word_set("instruments", "topic_inside") | {",", "-", "–", "/"}
    while end > start and doc[end - 1].lower_ in loose:
        end -= 1
    return end


def _join_names(doc: Doc, found: list[Instrument]) -> list[Instrument]:
    """Two names of one thing: `naskah ikrar`, `nota kesepahaman (MoU)`, `Nota Kesepahaman atau MoU`, `Serah Terima (BAST)`."""
    joined: list[Instrument] = []
    for item in found:
        last = joined[-1] if joined else None
        if last and item.first < last.end:  # a head inside the name of another
            if last.strength == "generic" or last.kind == "other" and last.head_end - last.first == 1:
                joined[-1] = replace(item, first=last.first, end=max(last.end, item.end), count=max(last.count, item.count))
            elif last.strength == "weak" and item.strength == "strong" and item.kind != "other":
                joined[-1] = replace(last, kind=item.kind, strength="strong", rule_id=item.rule_id, end=max(last.end, item.end))
            continue
        between = [t.lower_ for t in doc[last.end : item.first]] if last else []
        if last and " ".join(between) in word_set("instruments", "aliases"):
            kind = "treaty" if item.kind == "treaty" else last.kind  # `deklarasi … atau UNCAC`
            joined[-1] = replace(last, kind=kind, end=item.end, strength=min(last.strength, item.strength, key=["strong", "weak", "generic"].index))
            continue
        if last and last.strength == "generic" and last.count < 2 and item.strength == "strong" and _is_apposition(between):
            joined[-1] = item
            continue
        joined.append(item)
    return joined


def _is_apposition(between: list[str]) -> bool:
    """`naskah lain lagi, yaitu (Ikrar …)`."""
    words = [w for w in between if w not in word_set("instruments", "loose_apposition")]
    return len(words) == 1 and words[0] in word_set("instruments", "apposition")


def instrument_text(doc: Doc, item: Instrument) -> str:
    """The phrase as written."""
    return doc[item.first : item.end].text


@lru_cache(maxsize=4096)
def read_name(text: str) -> Instrument | None:
    """The instrument that a phrase names, as `find_instruments` would read it: what merging knows of a mention."""
    from extract.sentences import make_doc

    doc = make_doc(text)
    found = find_instruments(doc, frozenset())
    return found[0] if found else None


def read_topic(text: str) -> str | None:
    """What follows `tentang` in a name."""
    match = re.search(r"\b(?:" + "|".join(sorted(word_set("instruments", "topic_words"))) + r")\s+(.+)", text, re.IGNORECASE | re.DOTALL)
    return match[1].strip() if match else None


def read_number(text: str) -> str | None:
    """`Pergub Nomor 9 Tahun 2024` -> `9 tahun 2024`."""
    words = "|".join(re.escape(w) for w in sorted(word_set("instruments", "number_words"), key=len, reverse=True))
    match = re.search(rf"\b(?:{words})\s*(\d[\w/.-]*(?:\s+tahun\s+\d{{4}})?)", text.lower())
    return match[1] if match else None


def read_subject(text: str) -> str | None:
    """What an instrument is about: `Nota Kesepahaman tentang Tata Kelola Air` -> `Tata Kelola Air`."""
    if topic := read_topic(text):
        return topic
    named = read_name(text)
    if named is None:
        return None
    from extract.sentences import make_doc

    doc = make_doc(text)
    rest = doc[named.head_end :].text.strip()
    rest = re.sub(r"^\([^)]*\)\s*", "", rest)
    words = [w for w in rest.split() if w.lower() not in word_set("instruments", "demonstratives") | word_set("instruments", "repeats") | word_set("instruments", "np_stops")]
    return rest if words and not named.definite and not named.repeat else None
