"""Entity labels mended beside offices, where words tell more than the tagger saw.

`Bupati [Maros H. Chaerul Syam|PER]` -> `Bupati [Maros|LOC] H. [Chaerul Syam|PER]`
"""

from __future__ import annotations

import re
from collections.abc import Container

from extract.cutnames import mend_cut_names
from extract.glued import birth_name_at, reads_as_given, split_name_off
from extract.grammar import word_class
from extract.heads import head_set
from extract.known import Known, Range
from extract.labels import HEADS, Labels, ends_in_rank, entity_ranges, follows_head, in_office_context, name_heads, office_before, site_words
from extract.misread import mend_person
from extract.ruleset import load_words
from extract.tokens import Token, is_degree, is_title, match_phrase, phrases_of, ranks


def mend_labels(tokens: list[Token], known: Known) -> list[Token]:
    """Tokens with better labels, by what the whole article is known to name."""
    labels = Labels(tokens)
    mend_cut_names(labels, known)
    _close_places(labels, known)
    for start, end in entity_ranges(labels.tokens()):
        _split_at_bracket(labels, start, end)
    for start, end in entity_ranges(labels.tokens()):
        _split_at_head(labels, start, end)
    _close_namesakes(labels)
    for start, end in entity_ranges(labels.tokens()):
        _split_at_rank(labels, start, end)
    for start, end in entity_ranges(labels.tokens()):
        for a, b in _strip_titles(labels, start, end):
            _mend_entity(labels, a, b, known)
    for i, token in enumerate(tokens):
        if not labels.label[i] and token.capital and any(a <= token.start and token.end <= b for a, b in known.places) and not _in_office_word(tokens, i):
            same = i > 0 and labels.label[i - 1] == "LOC" and any(a <= tokens[i - 1].start and token.end <= b for a, b in known.places)
            labels.set(i, i + 1, "LOC", labels.entity[i - 1] if same else None)
    _join_first_names(labels, known)
    return labels.tokens()


def _close_namesakes(labels: Labels) -> None:
    """`[Universitas Maritim Raja|ORG] [Ali Haji|PER]`: the one a body is called after belongs to its name."""
    words = labels.words
    for i in range(1, len(words)):
        if labels.label[i - 1] == "ORG" and labels.entity[i] >= 0 and (length := match_phrase(words, i, phrases_of("offices", "namesakes"))) > 1 and "PER" in labels.label[i : i + length]:
            labels.set(i, i + length, "ORG", labels.entity[i - 1])


def _split_at_head(labels: Labels, start: int, end: int) -> None:
    """`Kepala [Dinas Kesehatan Setyarini dan Camat Toba|ORG] Teguh`: the office of an area behind `dan` begins another."""
    words = labels.words
    for i in range(start + 1, end - 1):
        length = match_phrase(words, i + 1, phrases_of("offices", "small_area", "domestic_area", "city_area"), end)
        if labels.label[start] == "ORG" and words[i].low in word_class("and_words") and length and words[i + 1].capital and i + 1 + length < end:
            labels.set(i, i + 1 + length, "")
            labels.set(i + 1 + length, end, "LOC")
            return


def _join_first_names(labels: Labels, known: Known) -> None:
    """`Bupati [Poltak|LOC] [Sitorus|PER]`, `Bupati Toba, Poltak [Sitorus|PER]`: a place nobody knows, or a capital between
    comma and name, is the first word of the name."""
    words = labels.words
    for start, _ in entity_ranges(labels.tokens()):
        first = start - 1
        if labels.label[start] != "PER" or first < 1 or not (words[first].text.istitle() and words[first].text.isalpha() and len(words[first].text) > 2):
            continue
        if is_title(words[first]) or is_title(words[start]) or match_phrase(words, first, phrases_of("organizations", "heads", "field_words", "countries")):
            continue
        if words[first].low in head_set("name_of_body") or match_phrase(words, first, phrases_of("offices", "acting", "former", "not_holder", *HEADS)):
            continue
        placed = any(a < words[first].end and words[first].start < b for a, b in known.places) or words[first].low in known.districts
        alone = labels.label[first] in ("LOC", "ORG") and labels.entity[first - 1] != labels.entity[first]
        if not placed and (alone and follows_head(words, first, "domestic_area") or not labels.label[first] and words[first - 1].text == "," and office_before(words, first - 1)):
            labels.set(first, start, "PER", labels.entity[start])


def _close_places(labels: Labels, known: Known) -> None:
    """`Bupati [Tojo Una|LOC] [Una Ilham|PER]`: a place that begins behind an office is not divided between a body and a name."""
    words = labels.words
    known_places = [[i for i, word in enumerate(words) if a <= word.start and word.end <= b] for a, b in known.places]
    for first, last in [(inside[0], inside[-1]) for inside in known_places if len(inside) > 1] + _list_districts(words, known.districts):
        if not first or labels.label[last] != "PER" or labels.entity[first] == labels.entity[last] or not in_office_context(labels, first):
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
    heads = [i for i in range(1, len(words) - 1) if words[i].capital and follows_head(words, i, "small_area")]
    longest = ((i, next((n for n in (4, 3, 2) if " ".join(word.low for word in words[i : i + n]) in districts), 0)) for i in heads)
    return [(i, i + n - 1) for i, n in longest if n]


def _split_at_rank(labels: Labels, start: int, end: int) -> None:
    """`[Tabanan Letkol Inf Ketut Rai]`: an area, a rank, a person; `Kabag Ops [Kompol Pujiono|ORG]`, `[Polres Kompol|ORG] [Sofyan|PER]`."""
    words, label = labels.words, labels.label[start]
    weak = phrases_of("honorifics", "weak_titles")
    for i in range(start, end):
        length = match_phrase(words, i, ranks(), end) if words[i].capital else 0
        if not length or i == start and label == "PER":
            continue
        if i in (start, end - length) and (end - start == length or match_phrase(words, i, weak, end)):
            continue
        if i > start and match_phrase(words, i - 1, phrases_of("offices", "area", "organisation", "field", "alone")) > 1:
            continue
        if i > 0 and match_phrase(words, i - 1, phrases_of("organizations", "heads")) > 1:  # `Direktorat |Jenderal| Bea Cukai`
            continue
        if i > 0 and words[i - 1].low in site_words():  # `Universitas |Jenderal| Soedirman`
            continue
        while i + length < end and (tail := match_phrase(words, i + length, phrases_of("honorifics", "rank_tails"), end)):
            length += tail
        if start < i:
            labels.set(start, i, "LOC" if label == "PER" else label)
        labels.set(i, i + length, "")
        if i + length < end:
            labels.set(i + length, end, "PER")
        return


def _split_at_bracket(labels: Labels, start: int, end: int) -> None:
    """`mantan Ketua [Badan Sertifikasi Profesi) dan Rina Tadju] (Direktur …)`: a bracket that opened before the entity ends it."""
    words = labels.words
    opened = next((i for i in range(start, end) if words[i].text == "("), end)
    at = next((i for i in range(start + 1, min(opened, end)) if words[i].text == ")"), 0)
    if not at:
        return
    labels.set(start, at, labels.label[start])
    rest = next((i for i in range(at + 1, end) if words[i].capital), end)
    labels.set(at, rest, "")
    named = end + 1 < len(words) and words[end].text == "(" and match_phrase(words, end + 1, phrases_of("offices", "acting", "former", *HEADS))
    labels.set(rest, end, "PER" if named else "")


def _strip_titles(labels: Labels, start: int, end: int) -> list[Range]:
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


def _mend_entity(labels: Labels, start: int, end: int, known: Known) -> None:
    words, label = labels.words, labels.label[start]
    skip = _office_words(words, start, end, label)
    if skip:
        labels.set(start, min(start + skip, end), "")
        start += skip
        if start >= end:
            return
        label = "" if label != "PER" else label  # what follows an office inside one entity is read anew
        if label == "":
            labels.set(start, end, _label_of_rest(words, start))
            return
    if label == "PER" and end - start > 1 and len(words[start].text) == 1 and start > 1 and words[start - 1].text == "&" and words[start - 2].text.isupper():
        labels.set(start, start + 1, "")  # `Direktur A&[R |Gema Musik]`
        labels.set(start + 1, end, "ORG")
        return
    if label == "PER" and end - start > 1 and re.fullmatch(r"[IVX]+", words[start].text) and match_phrase(words, start + 1, phrases_of("organizations", "heads")):
        labels.set(start, start + 1, "")  # `Kanit [I |Satres Narkoba]`
        labels.set(start + 1, end, "ORG")
        return
    if label == "ORG" and end - start == 2 and words[start].low == "pt" and known.person_words.get(words[end - 1].low) is not None and end < len(words) and labels.label[end] == "PER":
        labels.set(start, start + 1, "ORG")  # `Direktur Utama [PT Ani] [Surya]`, and later `Ani`: the company's name was lost
        labels.set(start + 1, end, "PER", labels.entity[end])
        return
    if label in ("ORG", "LOC") and (cut := birth_name_at(words, start, end)) and in_office_context(labels, start):
        labels.set(start, cut, label)
        labels.set(cut, end, "PER", labels.entity[end] if end < len(words) and labels.label[end] == "PER" else None)
        return
    if label == "LOC" and (end - start == 1 and _names_holder(words, start, known) or _is_unknown_regency(words, start, end, known)):
        labels.set(start, end, "PER")
        return
    if label == "PER" and _is_no_name(words, start, end, known):
        labels.set(start, end, "")
    elif label == "PER":
        mend_person(labels, start, end, known)
    elif start > 0 and ends_in_rank(words, start):
        labels.set(start, end, "PER")
    elif label in ("ORG", "LOC"):
        split_name_off(labels, start, end, label, known)


def _names_holder(words: list[Token], at: int, known: Known) -> bool:
    """`Sekda [Armayani]`, `Wakil Bupati [Sudono]`: a name by its form or elsewhere in the article, and no place."""
    named = known.person_words.get(words[at].low) is not None or reads_as_given(words[at].text)
    return named and follows_head(words, at, "domestic_area") and words[at].low not in known.districts and not any(a <= words[at].start < b for a, b in known.places)


def _is_unknown_regency(words: list[Token], start: int, end: int, known: Known) -> bool:
    """`Sekretaris Daerah [Yermi Selan] untuk`: no regency of that name, and nobody named behind it."""
    plain = end - start < 4 and all(word.text.istitle() and word.text.isalpha() for word in words[start:end]) and end < len(words)
    if not plain or not follows_head(words, start, "regent_area") or words[end].capital or any(word.low in head_set("name_of_body") or word.low in known.districts for word in words[start:end]):
        return False
    comma = words[end].text == "," and end + 1 < len(words) and words[end + 1].capital
    return not comma and not any(a < words[end - 1].end and words[start].start < b for a, b in known.places)


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
        if label == "PER" and (start + skip + length == end or words[start + skip].low in name_heads()):
            return 0 if start + skip + length <= end and words[start].low in name_heads() else length + skip
        skip += length
    if label != "PER" and not skip:
        skip = match_phrase(words, start, phrases_of("offices", "profession"))
    return skip


def _body_heads() -> frozenset[str]:
    return frozenset(head.casefold().split()[0] for head in load_words("offices", "also_units"))


def _label_of_rest(words: list[Token], start: int) -> str:
    return "ORG" if match_phrase(words, start, phrases_of("organizations", "heads")) or words[start].text.isupper() and len(words[start].text) > 1 else ""


def _in_office_word(tokens: list[Token], i: int) -> bool:
    """`Kota` of `Wali Kota` and gazetteer names inside an organisation's head are no places."""
    return any(match_phrase(tokens, i - k, phrases_of("offices", "area")) > k for k in (0, 1, 2) if i >= k) or bool(
        match_phrase(tokens, i, phrases_of("organizations", "heads"))
    )
