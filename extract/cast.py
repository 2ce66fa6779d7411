"""Who is referred to where: names, offices without a name and pronouns, in text order; and the reference a cue points to.

`Alni … kata Ketua … ujarnya` -> three references, the first two to the person Alni, the third still open.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass

from extract.grammar import has_enclitic, has_shape, pattern_of, word_class
from extract.heads import position_forms
from extract.records import Person, Reading, Span
from extract.ruleset import load_words, word_set

MAX_GAP_WORDS = 16  # between a cue and the name it points to: an office of a deputy minister is about that long
MIN_ECHO = 4  # letters; a shorter part of a name is too often another word
MAX_BRIDGE_WORDS = 32  # between a subject and its verb, when a phrase about the subject stands between them


_JOINED = r"\s*,?\s*{and_words}\s+(?:[A-Z][\w/-]*\.?\s+)*"  # an office that nobody was given may stand before the name
_PRONOUN = r"\b(?i:{pronouns})\b|\b(?i:{described})\b(?:\s+\w[\w/-]*){0,6}?\s+{demonstratives}\b"
_NEXT_IN_LIST = re.compile(r"\s*,\s+(?:[A-Z][\w/-]*\.?\s+)*")
_DEGREES = re.compile(r"\([^)]*\)|\b(?:[A-Z][A-Za-z]{0,4}\.){2,}(?:[A-Z][A-Za-z]{0,4}\b\.?)?|\b[SM]\.[A-Z][A-Za-z]{0,4}\b\.?|\bDr[sa]?\.|\b(?:H|Hj|Ir|Prof|KH|Pol)\.")


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch that stands for a person; `person` is None for a pronoun, which only the story resolves."""

    start: int  # office, honorifics and degrees included
    end: int
    kind: str  # name, office, pronoun, group
    person: int | None = None
    name: Span | None = None
    size: int = 0  # of a group: `ketiganya` -> 3, `mereka` -> 0


class Cast:
    """The references of one article in text order."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        named = _list_names(reading)
        named += _list_echoes(reading, named)
        offices = _list_offices(reading.text, reading.persons, named, reading.article.title_end)
        open_ones = _list_pronouns(reading.text, named) + _list_groups(reading.text)
        self.references = sorted(named + offices + open_ones, key=lambda r: (r.start, -r.end))
        self.absent: set[int] = set()  # persons for whom another stands in: their bare office no longer means that they came
        self._starts = [reference.start for reference in self.references]

    def within(self, start: int, end: int) -> list[Reference]:
        """References that begin in `text[start:end]`."""
        return self.references[bisect_left(self._starts, start): bisect_left(self._starts, end)]

    def after_cue(self, start: int, end: int, close: bool = False) -> Reference | None:
        """The reference that a cue ending at `start` points forward to: `kata` -> `Ketua Bawaslu Sumbar, Alni`; `close`: at once."""
        for reference in self.within(start, end):
            gap = self.text[start:reference.start]
            if reference.kind in ("pronoun", "group") or close:
                return reference if not gap.strip(" ,") else None
            return reference if _is_title_gap(gap) else None
        return None

    def subject_before(self, start: int, verb: int) -> Reference | None:
        """The subject of a verb at `verb` in the clause that begins at `start`: `Alni juga` + `menyebut`."""
        for reference in reversed(self.within(start, verb)):
            if reference.end > verb:
                continue
            relative = pattern_of(r"\s*,?\s*{relatives}\b[^,]*$").match(self.text[reference.end:verb])  # an object too may head `yang …`
            if (self.is_object(reference, start) or self.is_listed_object(reference, start, verb, company=True)) and not relative:
                continue
            return reference if _is_bridge(self.text[reference.end:verb]) else None
        return None

    def is_object(self, reference: Reference, start: int) -> bool:
        """True when a word before makes it an object, or one of several: `bertemu Alni`, `bersama Alni dan Beni,`."""
        return self._follows_object_word(reference, start) or self._ends_object_list(reference, start)

    def _ends_object_list(self, reference: Reference, start: int) -> bool:
        """`bersama A dan |B|`, `bersama A, B, dan |C|, ia …`: `dan` joins it to an object; a longer list closes with a comma."""
        last, joined, longer = reference, False, False
        for before in reversed(self.within(start, reference.start)):
            gap = self.text[before.end:last.start]
            if not joined and pattern_of(_JOINED).fullmatch(gap):
                joined = True
            elif joined and _NEXT_IN_LIST.fullmatch(gap):
                longer = True
            else:
                return False
            if self._follows_object_word(before, start):
                return not longer or self.text[reference.end:reference.end + 1] == "," or self._is_company(before, start)
            last = before
        return False

    def _is_company(self, reference: Reference, start: int) -> bool:
        """`X |yang datang bersama| A, B, dan C mengingatkan`: the company of the subject, wherever its list ends."""
        return bool(re.search(r"\byang(?:\s+[a-z]+){1,4}\s+(?:[A-Z]\w*\s+)*$", self.text[start:reference.start]))

    def is_listed_object(self, reference: Reference, start: int, end: int, company: bool = False) -> bool:
        """`disaksikan A, |B|, serta C`: in a list of several behind an object."""
        first, length = reference, 0
        for before in reversed(self.within(start, reference.start)):
            if not _NEXT_IN_LIST.fullmatch(self.text[before.end:first.start]):
                break
            first, length = before, length + 1
        after = next((r for r in self.within(reference.end, end)), None)
        closed = after is not None and pattern_of(_JOINED).fullmatch(self.text[reference.end:after.start])
        return bool(length and (closed or length > 1)) and self._follows_object_word(first, start) and (not company or self._is_company(first, start))

    def _follows_object_word(self, reference: Reference, start: int) -> bool:
        before = re.findall(r"[^\W\d_]+|[^\w\s]", self.text[max(start, reference.start - 40):reference.start])
        if not before:
            return False
        word = before[-1].lower()
        if word in word_class("means") and is_spokesman(self.text, reference):
            return False
        if word in word_set("speech", "acting_for") or word in word_set("speech", "acting_links") and before[-2:-1] and before[-2].lower() in word_set("speech", "acting_for"):
            return False  # `Bupati X yang diwakili |Sekda Y|, mengatakan`: the one who is there
        if word in word_set("speech", "objects") or word in word_set("speech", "said") or word in word_set("speech", "relations"):
            return True
        if word in word_set("speech", "reports"):
            return word in word_set("speech", "reports_to")
        if has_shape(word, "noun.deed") and word not in word_set("speech", "no_deeds"):
            return True  # `penetapan |X| sebagai tersangka`
        return has_shape(word, "verb.long") and not has_shape(word, "verb.stative") and word not in word_set("speech", "between")


def _list_names(reading: Reading) -> list[Reference]:
    found: dict[tuple[int, int], Reference] = {}
    for person in reading.persons:
        for mention in person.mentions:
            full = mention.full
            found[(mention.start, mention.end)] = Reference(
                min(full.start, mention.start), max(full.end, mention.end), "name", person.key, Span(mention.start, mention.end))
        for alias in person.aliases:
            found.setdefault((alias.start, alias.end), Reference(alias.start, alias.end, "name", person.key, alias))
    return sorted(found.values(), key=lambda r: r.start)


def _list_echoes(reading: Reading, named: list[Reference]) -> list[Reference]:
    """Single words of a name that only one person bears, where no mention was found: `menurut Bagja`."""
    owners: dict[str, set[int]] = {}
    for person in reading.persons:
        for word in person.name.split():
            if len(word) >= MIN_ECHO and word[0].isupper():
                owners.setdefault(word, set()).add(person.key)
    offices = {person.key: set(f"{person.position} {person.unit}".split()) for person in reading.persons}
    taken = [(r.start, r.end) for r in named] + [(e.start, e.end) for e in reading.entities if e.label != "PER"]
    found = []
    for match in re.finditer(r"(?<![\w.-])(?<![A-Z] )[A-Z][a-z]+(?![\w-])(?! [A-Z])", reading.text):
        keys = owners.get(match.group(), ())
        before = re.search(r"([A-Z]\w*)\s$", reading.text[max(0, match.start() - 30):match.start()])
        own = before is not None and any(before[1] in offices.get(key, ()) for key in keys)  # `Kepala Badan Kesbangpol Herison`
        if len(keys) != 1 or before and not own and before[1].lower() not in word_set("speech", "objects"):
            continue  # nobody's word, or part of a longer name; `Bagi Panut` opens a sentence
        if not any(a < match.end() and match.start() < b for a, b in taken):
            found.append(Reference(match.start(), match.end(), "name", min(keys), Span(match.start(), match.end())))
    return found


def _list_offices(text: str, persons: tuple[Person, ...], named: list[Reference], title_end: int) -> list[Reference]:
    """Offices that stand alone and that one person of the article holds: `Sekprov … menyampaikan`; in a title all words begin large."""
    holders: dict[tuple[str, str], set[int]] = {}
    for person in persons:
        if person.position and len(person.position) > 3:
            acronym = re.match(r"[A-Z]{2}\w+(?= )|Bawaslu(?= )", person.unit or "")  # `Ketua KPU` of Toba
            units = {"", (person.unit or "").lower(), acronym[0].lower() if acronym else ""}
            for key in itertools.product((form for form in position_forms(person.position) if len(form) > 3), units):
                holders.setdefault(key, set()).add(person.key)
    names = {person.key: set(person.name.lower().split()) for person in persons}
    found: dict[tuple[int, int], Reference] = {}
    for (position, unit), keys in sorted(holders.items(), key=lambda item: -len(item[0][1])):
        if len(keys) > 1 or not unit and position in word_set("speech", "vague_offices"):
            continue
        pattern = re.compile(rf"(?<![\w/]){re.escape(position)}" + (rf"\s+{re.escape(unit)}" if unit else "") + r"(?![\w/])", re.IGNORECASE)
        for match in pattern.finditer(text):
            end = _with_name(text, match.end(), names[min(keys)])
            taken = any(r.start < match.end() and match.start() < r.end for r in (*named, *found.values()))
            if not taken and (unit and end < title_end or not _goes_on(text, end)) and not _is_other_office(text, match.start()):
                found[match.span()] = Reference(_with_acting(text, match.start()), end, "office", min(keys))
    return list(found.values())


def _with_name(text: str, end: int, name: set[str]) -> int:
    """The end of an office together with a name in small letters after it: `Bupati suwirta`."""
    match = re.match(r"\s+([a-z]+)\b", text[end:end + 30])
    return end + match.end() if match and match[1] in name else end


def _with_acting(text: str, start: int) -> int:
    """The start of an office together with what says for how long: `Pj Bupati`."""
    match = re.search(rf"\b(?:{'|'.join(map(re.escape, load_words('offices', 'acting')))})\.?\s+$", text[max(0, start - 40):start])
    return start - len(match[0]) if match else start


def _goes_on(text: str, end: int) -> bool:
    """True when a capitalised word follows at once: the office of someone else, `Bupati` + `Maros`."""
    return bool(pattern_of(r"\s+(?:[A-Z]|{spread}-|{and_words} [A-Z]|{or_words}\b|{former_tails}\b)|/", "speech").match(text[end:end + 20]))


def _is_other_office(text: str, start: int) -> bool:
    """True when the word before makes it another office, or that of many: `wakil` + `bupati`, `para` + `camat`."""
    before = re.search(r"(\S+)\s$", text[max(0, start - 20):start])
    if before is None:
        return False
    return before[1].lower() in word_set("speech", "other_offices") or before[1][0].isdigit() or before[1].lower() in load_words("numbers", "digits")  # `302 kepala desa`


def _list_groups(text: str) -> list[Reference]:
    """`mereka`, `keduanya`, `ketiga pejabat itu`: several persons just spoken of."""
    counts = load_words("roles", "group_counts")  # from two on
    numbered = pattern_of(r"\b(?i:({group_counts}))(?:{enclitics}\b|\s+{group_nouns}\b(?:\s+{demonstratives}\b)?)", "roles")
    pairs = tuple(load_words("roles", "pair_nouns"))
    found = [Reference(m.start(), m.end(), "group", size=(counts.index(m[1].lower()) + 2) * (1 + any(f" {pair}" in m[0].lower() for pair in pairs))) for m in numbered.finditer(text)]
    return found + [Reference(m.start(), m.end(), "group") for m in pattern_of(r"\b(?i:{group_words})\b", "roles").finditer(text)]


def _list_pronouns(text: str, named: list[Reference]) -> list[Reference]:
    """`ia`, `dia`, and phrases that describe whoever was spoken of: `perempuan berkacamata itu`."""
    return [Reference(m.start(), m.end(), "pronoun") for m in pattern_of(_PRONOUN, "speech").finditer(text)
            if not any(r.start < m.end() and m.start() < r.end for r in named) and not pattern_of(r"\b(?i:{group_counts})\s$", "roles").search(text[max(0, m.start() - 20):m.start()])]


def is_spokesman(text: str, reference: Reference) -> bool:
    """`Sekjen PBB melalui |juru bicaranya, Ani|`: who is there to speak."""
    return bool(pattern_of(r"(?i){spokesmen}{enclitics}?\b", "speech").match(text[reference.start:reference.end]))


def is_handed_to(before: str) -> bool:
    """`diserahkan ke meja |Gubernur X|`: the words right before a person make him the one who gets the paper."""
    return bool(pattern_of(r"\b{handed_to}\s+$", "roles").search(before))


def split_gap(gap: str) -> list[str]:
    """Words and marks between two points, without brackets and degrees: ` (55), S.Sos., juga` -> [",", ",", "juga"]."""
    return re.findall(r"\w+(?:[-'.]\w+)*|[^\w\s.]", _DEGREES.sub(" ", gap))  # a stop inside a sentence only abbreviates


def _is_title_gap(gap: str) -> bool:
    """Only an office or an honorific stands between: ` Ketua Bawaslu Sumbar, `."""
    words = split_gap(gap)
    if len(words) > MAX_GAP_WORDS or any(word in "!?;:\"“”" for word in words) or re.search(r"[a-z]{3}\.\s", gap):
        return False
    lowered = [word.lower() for word in words]
    if any(word in word_set("speech", "breaks") or word in word_set("speech", "not_in_titles") for word in lowered):
        return False
    if len(words) > 1 and words[-1] == "," and words[-2].islower() and not has_enclitic(words[-2]):  # `Menurut jaksa, Budi menerima`: somebody else's name
        return False
    if lowered and lowered[-1] in word_set("speech", "kin"):
        return False  # `Menurut putra bungsu Ani, yakni Budi`
    return not any(word in word_set("speech", "reports") or is_predicate(word) for word in words)


def is_predicate(word: str) -> bool:
    """A small word with a verb's prefix that is not one of the nouns and connectors that look like it."""
    if not word.islower() or word in load_words("roles", "verb_like_nouns") or word in load_words("roles", "joins"):
        return False
    return has_shape(word, "verb.long")


def _after_company(words: list[str]) -> list[str]:
    """`Kapolres X |dan sejumlah camat| terlihat hadir`: a nameless group shares the verb; what follows the group."""
    words = words[1:] if words[:1] == [","] and len(words) > 3 and words[1].lower() in word_set("speech", "with_company") else words
    if len(words) < 3 or words[0].lower() not in word_set("speech", "with_company") or words[1].lower() not in (*load_words("offices", "plurals"), *load_words("numbers", "digits")):
        return words
    end = next((i for i in range(2, len(words)) if words[i].lower() in word_set("speech", "between") or is_predicate(words[i])), len(words))
    return words[end:] if all(word.isalpha() for word in words[2:end]) and end < 9 else words


def _is_bridge(gap: str) -> bool:
    """What stands between a subject and its verb belongs to the subject: `, yang ditemui seusai apel,`."""
    words = _after_company(split_gap(gap))
    if not words:
        return True
    if len(words) > MAX_BRIDGE_WORDS or any(word in ".!?;:\"“”" for word in words):
        return False
    lowered = [word.lower() for word in words]
    passed_on = word_set("speech", "between") | word_set("speech", "controls")
    closed = joined = False
    while lowered and (lowered[-1] in passed_on or lowered[-1] == ","):
        closed |= lowered[-1] == ","
        joined |= lowered.pop() in word_set("speech", "joiners")  # `menghadiri sekaligus |menyaksikan|`
        words.pop()
    if not lowered or joined or lowered[-1] in word_set("speech", "joiners"):
        return True
    if any(word in word_set("speech", "breaks") for word in lowered):
        return False
    first = next((i for i, word in enumerate(lowered) if word != "," and word not in word_set("speech", "between")), 0)
    if lowered[first] in word_set("speech", "openers"):
        return True
    if lowered[0] == ",":  # an apposition closes with a comma; without one a new subject has begun
        return closed and len(lowered) > 1
    return all(word[0].isupper() or not word[0].isalpha() for word in words)
