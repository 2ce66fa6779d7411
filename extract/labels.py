"""Entity labels mended beside offices, where words tell more than the tagger saw.

`Bupati [Maros H. Chaerul Syam|PER]` -> `Bupati [Maros|LOC] H. [Chaerul Syam|PER]`
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from functools import cache

from extract.heads import head_set
from extract.known import Known, Range
from extract.ruleset import load_words
from extract.tokens import Token, is_degree, is_title, match_phrase, phrases_of, ranks

HEADS = ("area", "organisation", "field", "ministry", "alone")


def mend_labels(tokens: list[Token], known: Known) -> list[Token]:
    """Tokens with better labels, by what the whole article is known to name."""
    labels = _Labels(tokens)
    _close_places(labels, known)
    for start, end in _entity_ranges(labels.tokens()):
        _split_at_rank(labels, start, end)
    for start, end in _entity_ranges(labels.tokens()):
        for a, b in _strip_titles(labels, start, end):
            _mend_entity(labels, a, b, known)
    for i, token in enumerate(tokens):
        if not labels.label[i] and token.capital and any(a <= token.start and token.end <= b for a, b in known.places) and not _in_office_word(tokens, i):
            same = i > 0 and labels.label[i - 1] == "LOC" and any(a <= tokens[i - 1].start and token.end <= b for a, b in known.places)
            labels.set(i, i + 1, "LOC", labels.entity[i - 1] if same else None)
    _join_first_names(labels, known)
    return labels.tokens()


def cut_title_verbs(tokens: list[Token], body: str) -> list[Token]:
    """Titles write verbs with a capital, so the tagger takes them into names: `Jokowi Tanggapi` loses a word that the body
    has as a verb (`menanggapi`)."""
    labels = _Labels(tokens)
    body_words, body_names = frozenset(re.findall(r"\b[a-z]+\b", body)), frozenset(re.findall(r"(?<=[a-z,] )[A-Z]\w+", body))
    for start, end in _entity_ranges(tokens):
        if tokens[start].label == "PER" and all(t.low in body_words for t in tokens[start:end]) and tokens[start].text not in body_names:
            labels.set(start, end, "")  # `Kades Ikrar Netral`: common words, as the body writes them
            continue
        if tokens[start].label == "PER" and end - start > 1 and tokens[start].low in load_words("roles", "events") and tokens[start].text not in body_names:
            labels.set(start, end, "")  # `ASN Ikrar Netral`: an act, not a name
            continue
        if tokens[start].label == "PER" and (inside := _name_of_body_text(tokens, start, end, body, body_names)):
            labels.set(start, end, "")
            labels.set(*inside, "PER")
            continue
        for i in range(start, end) if tokens[start].label == "PER" else ():
            word = tokens[i].low
            if len(word) > 3 and re.search(rf"\b(?:me(?:m|n|ng|ny|nge)?(?:{re.escape(word)}|{re.escape(word[1:])})|di{re.escape(word)})\b", body):
                labels.set(start, end, "")
                if start < i:
                    labels.set(start, i, "PER")
                break
    return labels.tokens()


def _name_of_body_text(tokens: list[Token], start: int, end: int, body: str, body_names: frozenset[str]) -> Range | None:
    """`Ahmad Syaikhu Mundur` where the body knows `Ahmad Syaikhu` and no name with `Mundur`: the name; None if as it stands."""
    inside = [i for i in range(start, end) if tokens[i].text in body_names]
    if not inside or len(inside) == end - start or inside[-1] - inside[0] + 1 != len(inside):
        return None
    a, b = inside[0], inside[-1] + 1
    known = re.search(rf"\b{re.escape(' '.join(token.text for token in tokens[a:b]))}\b", body)
    verb = (*tokens[b : b + 1], *tokens[max(start - 1, 0) : a])
    clear = b - a > 1 and a == start or any(t.low in load_words("honorifics", "headline_words") or len(t.low) > 6 and t.low.endswith("kan") for t in verb)
    return (a, b) if known and clear else None


class _Labels:
    """Labels and entity numbers of the tokens while they are being changed."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.label = [word.label for word in words]
        self.entity = [word.entity for word in words]
        self._next = max(self.entity, default=0) + 1000

    def set(self, start: int, end: int, label: str, entity: int | None = None) -> None:
        if entity is None:
            entity, self._next = (self._next, self._next + 1) if label else (-1, self._next)
        for i in range(start, end):
            self.label[i], self.entity[i] = label, entity

    def tokens(self) -> list[Token]:
        return [
            word if word.label == label and word.entity == entity else replace(word, label=label, entity=entity)
            for word, label, entity in zip(self.words, self.label, self.entity)
        ]


def _entity_ranges(tokens: list[Token]) -> list[Range]:
    found: list[Range] = []
    for i, token in enumerate(tokens):
        if token.entity < 0:
            continue
        if found and found[-1][1] == i and tokens[i - 1].entity == token.entity:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _join_first_names(labels: _Labels, known: Known) -> None:
    """`Bupati [Poltak|LOC] [Sitorus|PER]`, `Bupati Toba, Poltak [Sitorus|PER]`: a place nobody knows, or a capital between
    comma and name, is the first word of the name."""
    words = labels.words
    for start, _ in _entity_ranges(labels.tokens()):
        first = start - 1
        if labels.label[start] != "PER" or first < 1 or not (words[first].text.istitle() and words[first].text.isalpha() and len(words[first].text) > 2):
            continue
        if is_title(words[first]) or is_title(words[start]) or match_phrase(words, first, phrases_of("organizations", "heads", "field_words", "countries")):
            continue
        if words[first].low in head_set("name_of_body") or match_phrase(words, first, phrases_of("offices", "acting", "former", "not_holder", *HEADS)):
            continue
        placed = any(a < words[first].end and words[first].start < b for a, b in known.places) or words[first].low in known.districts
        alone = labels.label[first] == "LOC" and labels.entity[first - 1] != labels.entity[first]
        if not placed and (alone and _after(words, first, "domestic_area") or not labels.label[first] and words[first - 1].text == "," and _office_before(words, first - 1)):
            labels.set(first, start, "PER", labels.entity[start])


def _office_before(words: list[Token], end: int, reach: int = 8) -> bool:
    """Only capitals stand between an office's head, at most `reach` words back, and `end`: `Bupati Toba|,`"""
    for i in range(end - 1, max(end - reach, -1), -1):
        if match_phrase(words, i, phrases_of("offices", *HEADS)):
            return True
        if not words[i].capital:
            return False
    return False


def _close_places(labels: _Labels, known: Known) -> None:
    """`Bupati [Tojo Una|LOC] [Una Ilham|PER]`: a place that begins behind an office is not divided between a body and a name."""
    words = labels.words
    known_places = [[i for i, word in enumerate(words) if a <= word.start and word.end <= b] for a, b in known.places]
    for first, last in [(inside[0], inside[-1]) for inside in known_places if len(inside) > 1] + _list_districts(words, known.districts):
        if not first or labels.label[last] != "PER" or labels.entity[first] == labels.entity[last] or not _office_context(labels, first):
            continue
        end = last + 1
        while end < len(words) and labels.entity[end] == labels.entity[last]:
            end += 1
        body = labels.label[first - 1] == "ORG"
        labels.set(first, last + 1, "ORG" if body else "LOC", labels.entity[first - 1] if body else None)
        if last + 1 < end:
            labels.set(last + 1, end, "PER")


def _list_districts(words: list[Token], districts: Container[str]) -> list[Range]:
    """First and last tokens of districts of several words behind the office of one: `Camat |Tapung Hulu| Nasrul Efendi`."""
    heads = [i for i in range(1, len(words) - 1) if words[i].capital and _after(words, i, "small_area")]
    longest = ((i, next((n for n in (4, 3, 2) if " ".join(word.low for word in words[i : i + n]) in districts), 0)) for i in heads)
    return [(i, i + n - 1) for i, n in longest if n]


def _split_at_rank(labels: _Labels, start: int, end: int) -> None:
    """`[Tabanan Letkol Inf Ketut Rai]`: an area, a rank, a person."""
    words, label = labels.words, labels.label[start]
    for i in range(start + 1, end - 1):
        length = match_phrase(words, i, ranks(), end) if words[i].capital else 0
        if not length or match_phrase(words, i - 1, phrases_of("offices", "area", "organisation", "field", "alone")) > 1:
            continue
        if words[i - 1].low in _site_words():  # `Universitas |Jenderal| Soedirman`
            continue
        while i + length < end and (tail := match_phrase(words, i + length, phrases_of("honorifics", "rank_tails"), end)):
            length += tail
        labels.set(start, i, "LOC" if label == "PER" else label)
        labels.set(i, i + length, "")
        if i + length < end:
            labels.set(i + length, end, "PER")
        return


def _strip_titles(labels: _Labels, start: int, end: int) -> list[Range]:
    """Titles, ranks and degrees at the borders of an entity belong to none; inside a person they divide it."""
    words, label = labels.words, labels.label[start]
    tails, behind_rank = phrases_of("honorifics", "rank_tails"), phrases_of("honorifics", "ranks", "rank_tails")
    pieces: list[Range] = []
    begin = start
    for i in range(start, end):
        border = i == begin or i == end - 1
        initial = words[i].low == "h" and 0 < i - start and not border  # `Yasonna H. Laoly`
        title = (is_title(words[i]) or is_degree(words[i])) and not initial and (label == "PER" or "." in words[i].text and border)
        tail = end - start == 1 and start > 0 and match_phrase(words, i, tails) and match_phrase(words, start - 1, behind_rank)
        if title or tail:
            labels.set(i, i + 1, "")
            if begin < i:
                pieces.append((begin, i))
            begin = i + 1
    if begin < end:
        pieces.append((begin, end))
    for piece in pieces:
        labels.set(*piece, label)
    return pieces


def _mend_entity(labels: _Labels, start: int, end: int, known: Known) -> None:
    words, label = labels.words, labels.label[start]
    skip = _office_words(words, start, end, label)
    if skip:
        labels.set(start, min(start + skip, end), "")
        start += skip
        if start >= end:
            return
        label = "" if label != "PER" else label  # what follows an office inside one entity is read anew
        if label == "":
            labels.set(start, end, _label_of_rest(words, start, end))
            return
    if label in ("ORG", "LOC") and (cut := _birth_name_at(words, start, end)) and _office_context(labels, start):
        labels.set(start, cut, label)
        labels.set(cut, end, "PER", labels.entity[end] if end < len(words) and labels.label[end] == "PER" else None)
        return
    if label == "LOC" and end - start == 1 and known.person_words.get(words[start].low) is not None and _after(words, start, "domestic_area"):
        if not any(a <= words[start].start < b for a, b in known.places):
            labels.set(start, end, "PER")  # `Sekda [Armayani]`: a name elsewhere in the article and no place
            return
    if label == "PER" and _is_no_name(words, start, end, known):
        labels.set(start, end, "")
    elif label == "PER":
        _mend_person(labels, start, end, known)
    elif start > 0 and _ends_in_rank(words, start):
        labels.set(start, end, "PER")
    elif label in ("ORG", "LOC"):
        _split_name_off(labels, start, end, label, known)


def _is_no_name(words: list[Token], start: int, end: int, known: Known) -> bool:
    """`HRD-nya`, and two people in one word, `Fury-Wilder`, when both are named elsewhere."""
    if end - start > 1 and all(word.low in head_set("court_words") for word in words[start:end]):
        return True  # `Majelis Hakim`
    whole = "".join(word.text for word in words[start:end])
    if re.fullmatch(r"[A-Z]\w*[A-Z]-nya", whole):
        return True
    pair = whole.split("-")
    return len(pair) == 2 and all(part[:1].isupper() and part.casefold() in known.person_words for part in pair)


def _office_words(words: list[Token], start: int, end: int, label: str) -> int:
    """How many words of an office open the entity: `[Komisioner] KASN`, `[Plh Sekda] Donggala`, `[Juru] bicara`."""
    skip = 0
    while start + skip < end:
        length = match_phrase(words, start + skip, phrases_of("offices", "acting", "former", *HEADS))
        if not length or label != "PER" and words[start + skip].low in _body_heads():
            break
        if label == "PER" and (start + skip + length == end or words[start + skip].low in _name_heads()):
            return 0 if start + skip + length <= end and words[start].low in _name_heads() else length + skip
        skip += length
    if label != "PER" and not skip:
        skip = match_phrase(words, start, phrases_of("offices", "profession"))
    return skip


def _body_heads() -> frozenset[str]:
    return frozenset(head.casefold().split()[0] for head in load_words("offices", "also_units"))


def _name_heads() -> frozenset[str]:
    return frozenset(head.casefold() for head in load_words("offices", "also_names"))


def _label_of_rest(words: list[Token], start: int, end: int) -> str:
    return "ORG" if match_phrase(words, start, phrases_of("organizations", "heads")) or words[start].text.isupper() and len(words[start].text) > 1 else ""


def _in_office_word(tokens: list[Token], i: int) -> bool:
    """`Kota` of `Wali Kota` and gazetteer names inside an organisation's head are no places."""
    return any(match_phrase(tokens, i - k, phrases_of("offices", "area")) > k for k in (0, 1, 2) if i >= k) or bool(
        match_phrase(tokens, i, phrases_of("organizations", "heads"))
    )


def _mend_person(labels: _Labels, start: int, end: int, known: Known) -> None:
    """A company, a place or an organisation taken for a person, or glued to the front of one."""
    words = labels.words
    if start > 0 and (words[start - 1].low in _company_words() or words[start - 1].text == "/" and start > 1 and words[start - 2].text[0].isdigit()):
        labels.set(start, end, "ORG")
        return
    whole = _place_at(words, start, end, known.places)
    if whole == end and not all(known.person_words.get(words[i].low) for i in range(start, end)):
        labels.set(start, end, "LOC")
        return
    if _is_code(labels, start, end, known.bodies):
        labels.set(start, end, "ORG")
        return
    if start > 0 and end - start > 1 and labels.label[start - 1] == "ORG" and words[start].low in head_set("name_of_body"):
        labels.set(start, start + 1, "ORG", labels.entity[start - 1])  # `[Komite Film] [Nasional |Reza]`
        start += 1
    if cut := _body_end(labels, start, end, known.bodies):
        labels.set(start, cut, "ORG", labels.entity[start - 1])
        labels.set(cut, end, "PER")
        return
    if cut := _company_end(labels, start, end):
        labels.set(start, cut, "ORG", labels.entity[start - 1] if labels.label[start - 1] == "ORG" else None)
        labels.set(cut, end, "PER")
        return
    if cut := _namesake_end(words, start, end):
        first = start - (words[start - 1].low not in head_set("named_after"))
        labels.set(first, cut, "ORG", labels.entity[first - 1] if labels.label[first - 1] == "ORG" else None)
        labels.set(cut, end, "PER" if cut < end else "")
        return
    if kind := _stands_before_holder(labels, start, end, known):
        labels.set(start, end, kind)
        return
    if _ends_name_of_body(labels, start, end):
        while end < len(words) and words[end].capital and not labels.label[end]:
            end += 1
        labels.set(start, end, "ORG", labels.entity[start - 1])
        return
    if _begins_with_country(words, start, end):
        labels.set(start, start + 1, "LOC")
        labels.set(start + 1, end, "PER")
        return
    if end - start > 1 and _after(words, start, "organisation", "field") and any(b == words[end - 1].end and a > words[start].start for a, b in known.places):
        labels.set(start, end, "ORG")  # `Pimpinan Cabang [Bulog Garut]`
        return
    for cut in range(end, start, -1):  # `Dirut [Aneka Tambang]`, `kepala [Nissan Carlos Ghosn]`: the article knows the body
        if " ".join(word.low for word in words[start:cut]) in known.bodies and start > 0 and _office_context(labels, start):
            labels.set(start, cut, "ORG")
            if cut < end:
                labels.set(cut, end, "PER")
            return
    cut = start + match_phrase(words, start, phrases_of("organizations", "heads")) if words[start].text != "Tim" else start
    place = _place_at(words, cut, end, known.places)
    if cut == start and start > 0 and _after(words, start, "small_area"):
        place = place or _district_at(words, start, end, known.districts)
    elif place and words[cut].start in known.doubtful and not _after(words, start, "area"):
        place = 0
    if cut == start and not (place and start > 0 and _office_context(labels, start)):
        return
    if start < cut < end and not place and not words[start].text.isupper() and not (start > 0 and _office_context(labels, start)):
        return  # `Dewan Perwira` may well be a name
    split = place or cut
    if cut > start:
        labels.set(start, split, "ORG")
    else:
        labels.set(start, split, "LOC")
    if split < end:
        labels.set(split, end, "PER")


def _reads_as_name(labels: _Labels, start: int, end: int) -> bool:
    """Two to four capitals that are no words of organisations and areas, with no name behind them."""
    words = labels.words
    if not 2 <= end - start <= 4 or any(
        words[i].text.isupper() and not (start < i < end - 1 and len(words[i].text) < 3) or words[i].low in head_set("name_of_body") for i in range(start, end)
    ):
        return False
    if any(match_phrase(words, i, phrases_of("organizations", "heads", "field_words", "countries")) for i in range(start, end)):
        return False
    if end >= len(words) or not (words[end].text[0].islower() or words[end].text in ",."):
        return end >= len(words)
    return not (words[end].text == "," and end + 1 < len(words) and (labels.label[end + 1] == "PER" or is_title(words[end + 1])))


def _goes_on_as_name(labels: _Labels, cut: int, end: int) -> bool:
    """One capital behind a place: `[SMPN 14 Singkawang |Bong] [Tjhai Lian|PER]`, `[DPRK Sabang |Magdalena] menyebut`, or another
    office behind it: `[DPRK Sabang |Magdalena], Camat …`."""
    words = labels.words
    if end - cut != 1 or end >= len(words) or not words[cut].text.istitle() or words[cut].low in head_set("name_of_body"):
        return False
    if match_phrase(words, cut, phrases_of("organizations", "heads", "field_words", "countries")) or is_title(words[cut]):
        return False
    behind = end + 2 if end + 1 < len(words) and words[end + 1].low in ("dan", "serta") else end + 1
    office = match_phrase(words, behind, phrases_of("offices", *HEADS)) and labels.label[behind] != "PER" and words[behind].low not in _name_heads()
    if any(words[i].low in head_set("public_bodies") for i in range(cut - 1, max(cut - 6, -1), -1) if labels.entity[i] == labels.entity[cut]):
        after = words[end + 1] if end + 1 < len(words) else None
        follows = words[end].text == "." or words[end].low in head_set("does")
        if words[end].text == "," and after:
            follows = after.text[0].islower() or after.text in load_words("dates", "weekdays") or after.low in head_set("does")
        elif words[end].low in ("dan", "serta", "bersama") and after:
            follows = match_phrase(words, end + 1, phrases_of("offices", *HEADS)) > 0
        if follows and words[cut].low not in head_set("generic_bodies"):
            return True  # `[KPU Sabang |Magdalena] meneken`, `[KPU Sabang |Magdalena] dan Kapolres …`
    return words[end].text in ",;" and bool(office) or labels.label[end] == "PER" and not is_title(words[end]) or words[end].low in load_words("speech", "reports")


def _is_code(labels: _Labels, start: int, end: int, bodies: frozenset[str]) -> bool:
    """`Dirjen |PSKL|` is no person (but `Presiden |SBY|` is one); nor is the end of a name the article knows: `PT Toyota |Astra Motor|`."""
    words = labels.words
    if _after(words, start, "organisation", "field") and end - start == 1 and words[start].text.isupper() and len(words[start].text) > 2:
        return True
    return bool(_body_end(labels, start, end, bodies) == end)


def _body_end(labels: _Labels, start: int, end: int, bodies: frozenset[str]) -> int:
    """Where the name of a body that began before the entity ends inside it: `[PT Toyota] [Astra Motor |Hadi Waluyo]`; 0 if nowhere."""
    if start == 0 or labels.label[start - 1] != "ORG":
        return 0
    words = labels.words
    return next((cut for cut in range(end, start, -1) for k in range(max(0, start - 4), start) if " ".join(word.low for word in words[k:cut]) in bodies), 0)


def _birth_name_at(words: list[Token], start: int, end: int) -> int:
    """`[Kesbangpol Buleleng |Komang Kappa]`: where a Balinese name of birth begins inside an organisation; 0 if nowhere."""
    births = load_words("honorifics", "birth_names")
    at = next((i for i in range(start + 1, end) if words[i].text in births), 0)
    return at - 1 if at > start + 1 and words[at - 1].text in ("I", "Ni") else at


def _namesake_end(words: list[Token], start: int, end: int) -> int:
    """Where the namesake of a university ends: `Universitas [Jenderal] [Soedirman |Hadi Waluyo]`, `Universitas [Karta Wiguna|] (Ukawi)`; 0 if none."""
    for first in (start, start - 1):
        if first < 1 or words[first - 1].low not in head_set("named_after"):
            continue
        length = match_phrase(words, first, phrases_of("offices", "namesakes"), end)
        if length and first + length > start:
            return first + length
        if first == start and end + 2 < len(words) and words[end].text == "(" and words[end + 2].text == ")" and words[end + 1].low not in head_set("named_after"):
            return end if words[end + 1].text[:1] == words[first - 1].text[:1] else 0
    return 0


def _stands_before_holder(labels: _Labels, start: int, end: int, known: Known) -> str:
    """`Kepala Desa [Golo Sari], [Anton Lamba], menyela`: an unknown village, or a body, with its head between commas; "" if neither."""
    words = labels.words
    small = _after(words, start, "small_area")
    body = not small and end - start > 1 and _after(words, start, "organisation") and any(words[i].low in name.split() for i in range(start, end) for name in known.bodies)
    if not (small or body) or end >= len(words) or words[end].text != ",":
        return ""
    at = end + 1
    while at < len(words) and labels.label[at] != "PER" and (is_title(words[at]) or words[at].text == "."):
        at += 1
    behind = at
    while behind < len(words) and labels.label[behind] == "PER":
        behind += 1
    if behind == at or behind + 1 >= len(words) or is_degree(words[end + 1]):
        return ""
    after = words[behind + 1] if words[behind].text == "," else words[behind]
    closed = after.text[0].islower() and after.low not in ("dan", "serta") or is_degree(after)
    return ("LOC" if small else "ORG") if closed else ""


def _ends_name_of_body(labels: _Labels, start: int, end: int) -> bool:
    """`Rektor [Universitas Maritim] [Raja Ali], Budi`: bodies are named after persons, and the holder stands behind the comma, or
    before the office: `Budi, dosen [Universitas Maritim] [Raja Ali], menyela`."""
    words = labels.words
    if start < 2 or labels.label[start - 1] != "ORG":
        return False
    first = start - 1
    while first > 0 and labels.entity[first - 1] == labels.entity[start - 1]:
        first -= 1
    if words[first].low not in head_set("named_after"):
        return False
    heads = phrases_of("offices", "profession", *HEADS)
    office = next((i for i in range(first - 1, max(first - 6, 0), -1) if match_phrase(words, i, heads)), 0)
    if office > 1 and words[office - 1].text == "," and labels.label[office - 2] == "PER":
        return True
    if end + 1 >= len(words) or words[end].text != "," or is_degree(words[end + 1]):
        return False
    behind = next((i for i in range(end + 1, min(end + 6, len(words))) if labels.label[i] == "PER" or not is_title(words[i]) and words[i].text not in ".,"), 0)
    return labels.label[behind] == "PER" and behind > 0


def _company_end(labels: _Labels, start: int, end: int) -> int:
    """Where a company glued to the front of a name ends, behind an office: `Kepala Riset [Valbury Sekuritas |Alfian]`; 0 if nowhere."""
    if start == 0 or not labels.words[start - 1].capital or not _office_before(labels.words, start, reach=5):
        return 0
    first = start if labels.label[start - 1] == "ORG" else start + 1
    return next((i + n for i in range(end - 2, first - 1, -1) if (n := match_phrase(labels.words, i, phrases_of("organizations", "company_ends"), end - 1))), 0)


def _after(words: list[Token], start: int, *kinds: str) -> bool:
    """Whether a head of one of these kinds stands directly before."""
    return any(start >= n and match_phrase(words, start - n, phrases_of("offices", *kinds), start) == n for n in (3, 2, 1))


def _district_at(words: list[Token], start: int, end: int, districts: Container[str]) -> int:
    """`Lurah [Cipayung Tomi Patria]`: a small area glued to the front of a name; 0 when the whole is one."""
    if " ".join(word.low for word in words[start:end]) in districts:
        return 0
    return next((cut for cut in (end - 1, start + 2, start + 1) if start < cut < end and " ".join(w.low for w in words[start:cut]) in districts), 0)


def _begins_with_country(words: list[Token], start: int, end: int) -> bool:
    """`Menteri Perikanan [Fiji Kalaveti Ravu]`: a country, an office shortly before it."""
    if end - start < 2 or not match_phrase(words, start, phrases_of("organizations", "countries")):
        return False
    heads = phrases_of("offices", "ministry", "area")
    return any(match_phrase(words, i, heads) and not any(w.text in ",.()" for w in words[i:start]) for i in range(max(0, start - 7), start))


def _company_words() -> frozenset[str]:
    return frozenset(("pt", "cv", "ud", "rsud", "rsup", "jl", "jln"))


def _place_at(words: list[Token], start: int, end: int, places: list[Range]) -> int:
    """The token after a gazetteer name that begins at `start` and ends inside the entity; 0 when there is none."""
    if start >= end:
        return 0
    for a, b in places:
        if a == words[start].start:
            return next((i + 1 for i in range(start, end) if words[i].end == b), 0)
    return 0


def _office_context(labels: _Labels, start: int) -> bool:
    """Directly after the head of an office, an organisation or a kind of area: `Wali Kota |…`, `Ketua KPU |…`, `Sekda Kabupaten |…`."""
    words = labels.words
    if match_phrase(words, start - 1, phrases_of("offices", "province_words", "regency_words")):
        return True
    for length in (3, 2, 1):
        if start >= length and match_phrase(words, start - length, phrases_of("offices", *HEADS), start) == length:
            return True
        if start >= length and match_phrase(words, start - length, phrases_of("organizations", "heads"), start) == length:
            return True
    return labels.label[start - 1] == "ORG"


def _ends_in_rank(words: list[Token], at: int) -> bool:
    """`… AKBP |MP Nainggolan`"""
    if match_phrase(words, at, phrases_of("organizations", "heads")):
        return False
    if any(at >= n and match_phrase(words, at - n, phrases_of("offices", *HEADS), at) == n for n in (2, 3)):
        return False  # `Direktur Jenderal |Bea`
    for length in (3, 2, 1):
        if at >= length and match_phrase(words, at - length, ranks(), at) == length:
            return True
    tail = match_phrase(words, at - 1, phrases_of("honorifics", "rank_tails"), at)
    return bool(tail) and at > 1 and bool(match_phrase(words, at - 2, ranks(), at - 1))


@cache
def _site_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in load_words("honorifics", "site_words"))


def _split_name_off(labels: _Labels, start: int, end: int, label: str, known: Known) -> None:
    """`[Bawaslu Provinsi Sumatera Barat Alni]`: what follows the place is a name when the article knows it as one, when a
    degree follows, or when no other holder of the office does."""
    words = labels.words
    ends = [i + 1 for i in range(start, end - 1) if any(words[i].end == b and words[start].start <= a for a, b in known.places)]
    body = next((cut for cut in range(end - 2, start, -1) if " ".join(word.low for word in words[start:cut]) in known.bodies), 0)
    if body and start > 0 and not any(e > body for e in ends) and _office_context(labels, start) and _reads_as_name(labels, body, end):
        labels.set(start, body, label)  # `Direktur [Formaksi |Dumasi Samosir] menjelaskan`: the article knows the body by itself
        labels.set(body, end, "PER")
        return
    if not ends and start > 0 and _after(words, start, "small_area"):
        ends = [cut for cut in [_district_at(words, start, end, known.districts)] if cut]  # `Camat [Lebaksiu Domiri]`
    if not ends or start == 0 or not _office_context(labels, start):
        return
    cut = ends[-1]
    if end - cut > 1 and end < len(words) and labels.label[end] == "PER" and not is_title(words[end]):
        return  # `[PT Gorontalo Fitrah Mandiri] [Roni Imran]`: the holder stands behind it
    if _goes_on_as_name(labels, cut, end):
        labels.set(start, cut, label)
        labels.set(cut, end, "PER")
        return
    named = all(words[i].low in known.person_words for i in range(cut, end))
    degree = end + 1 < len(words) and words[end].text == "," and is_degree(words[end + 1])
    plain = all(words[i].text.isalpha() and words[i].capital for i in range(cut, end))
    if named or plain and (degree or _reads_as_name(labels, cut, end)):
        labels.set(start, cut, label)
        labels.set(cut, end, "PER")
