"""Names glued to the end of a place or a body: `Ketua [KPU Garut Marlina|ORG] meneken` -> `[KPU Garut|ORG] [Marlina|PER]`."""

from __future__ import annotations

from extract.grammar import word_class
from extract.heads import head_set
from extract.known import Known
from extract.labels import HEADS, Labels, district_at, follows_head, in_office_context, name_heads
from extract.ruleset import load_words
from extract.tokens import Token, is_degree, is_title, match_phrase, phrases_of


def split_name_off(labels: Labels, start: int, end: int, label: str, known: Known) -> None:
    """`[Bawaslu Provinsi Sumatera Barat Alni]`: what follows the place is a name when the article knows it as one, when a
    degree follows, or when no other holder of the office does."""
    words = labels.words
    if start > 0 and (cut := _given_name_at(labels, start, end, known)) is not None:
        if cut > start:
            labels.set(start, cut, label)
        labels.set(cut, end, "PER", labels.entity[end] if end < len(words) and labels.label[end] == "PER" else None)
        return
    ends = [i + 1 for i in range(start, end - 1) if any(words[i].end == b and words[start].start <= a for a, b in known.places)]
    body = next((cut for cut in range(end - 2, start, -1) if " ".join(word.low for word in words[start:cut]) in known.bodies), 0)
    if body and start > 0 and not any(e > body for e in ends) and in_office_context(labels, start) and _reads_as_name(labels, body, end):
        labels.set(start, body, label)  # `Direktur [Formaksi |Dumasi Samosir] menjelaskan`: the article knows the body by itself
        labels.set(body, end, "PER")
        return
    if not ends and start > 0 and follows_head(words, start, "small_area"):
        ends = [cut for cut in [district_at(words, start, end, known.districts)] if cut]  # `Camat [Lebaksiu Domiri]`
    if not ends or start == 0 or not in_office_context(labels, start):
        return
    cut = ends[-1]
    held = end < len(words) and labels.label[end] == "PER" and not is_title(words[end])
    if held and (end - cut > 1 or words[start].low in head_set("company_forms")):
        return  # `[PT Gorontalo Fitrah Mandiri] [Roni Imran]`, `[PT Mitra Sawit] [Gunawan Halim]`: the holder stands behind it
    if _goes_on_as_name(labels, cut, end):
        labels.set(start, cut, label)
        labels.set(cut, end, "PER")
        return
    named = all(words[i].low in known.person_words for i in range(cut, end))
    degree = end + 1 < len(words) and words[end].text == "," and is_degree(words[end + 1])
    plain = all(words[i].text.isalpha() and words[i].capital for i in range(cut, end))
    if named or plain and (degree or _reads_as_name(labels, cut, end) or label == "LOC" and _is_single_name(labels, start, cut, end, known)):
        labels.set(start, cut, label)
        labels.set(cut, end, "PER")


def _is_single_name(labels: Labels, start: int, cut: int, end: int, known: Known) -> bool:
    """`Wali Kota [Kediri |Zanariah]`: one word behind the area of an office, that no place is called by."""
    words = labels.words
    placed = words[cut].low in known.districts or words[cut].low in head_set("name_of_body") or any(a <= words[cut].start < b for a, b in known.places)
    heads = follows_head(words, start, "domestic_area") or follows_head(words, start, "city_area")
    return end - cut == 1 and len(words[cut].text) > 3 and words[cut].text.istitle() and heads and not placed and _closes_name(labels, end)


def _reads_as_name(labels: Labels, start: int, end: int) -> bool:
    """Two to four capitals that are no words of organisations and areas, with no name behind them."""
    words = labels.words
    if not 2 <= end - start <= 4 or any(
        words[i].text.isupper() and not (start < i < end - 1 and len(words[i].text) < 3) or words[i].low in head_set("name_of_body") for i in range(start, end)
    ):
        return False
    if any(match_phrase(words, i, phrases_of("organizations", "heads", "field_words", "countries")) for i in range(start, end)):
        return False
    return _closes_name(labels, end)


def _closes_name(labels: Labels, end: int) -> bool:
    """A small word, a stop or a comma follows, and no other name behind the comma."""
    words = labels.words
    if end >= len(words) or not (words[end].text[0].islower() or words[end].text in ",."):
        return end >= len(words)
    return not (words[end].text == "," and end + 1 < len(words) and (labels.label[end + 1] == "PER" or is_title(words[end + 1])))


def reads_as_given(word: str) -> bool:
    """`Lukman`, `Moh`, `Sudono`: a first name, or a word that ends as names do."""
    abbreviated = len(word) > 2 and word in load_words("honorifics", "name_abbreviations")
    return abbreviated or word in load_words("honorifics", "given_names") or word.istitle() and word.endswith(tuple(load_words("honorifics", "name_endings")))


def _given_name_at(labels: Labels, start: int, end: int, known: Known) -> int | None:
    """Where a name begins in what was taken for a body behind an office: `Ketua [|Yohana Retnosari]`, `Ketua [Serikat Petani (SP) |Mujiono]`,
    or with its other part behind the entity, `Ketua [Bawaslu |Faham] [Syahrudin]`."""
    words = labels.words
    if not follows_head(words, start, *HEADS) or words[start].low in head_set("named_after"):
        return None
    goes_on = end < len(words) and labels.label[end] == "PER" and not is_title(words[end])
    if not goes_on and not _closes_name(labels, end):
        return None
    for i in range(start, end):
        rest = words[i:end]
        if i == start and end - start == 1 or len(rest) > 4 or not all(word.text.isalpha() and word.text.istitle() for word in rest):
            continue
        if any(word.low in head_set("name_of_body") or word.low in known.districts or any(a <= word.start < b for a, b in known.places) for word in rest):
            continue
        if any(match_phrase(words, k, phrases_of("organizations", "heads", "field_words")) for k in range(i, end)) or " ".join(word.low for word in rest) in known.districts:
            continue
        body = i - start == 1 and len(rest) in ((1,) if goes_on else (2, 3)) and words[start].low in head_set("public_bodies")
        field = len(rest) in (2, 3) and _is_field_body(words, start, i)
        if body or field or reads_as_given(words[i].text) and not (i > start and words[i - 1].low in head_set("named_after")):
            return i
    return None


def _is_field_body(words: list[Token], start: int, end: int) -> bool:
    """`[Dinas Pendidikan |Ted Mokay]`: a head and nothing but its field before the name."""
    return end - start > 1 and match_phrase(words, start, phrases_of("organizations", "heads")) == 1 and all(words[k].low in head_set("service_fields") for k in range(start + 1, end))


def _goes_on_as_name(labels: Labels, cut: int, end: int) -> bool:
    """One capital behind a place: `[SMPN 14 Singkawang |Bong] [Tjhai Lian|PER]`, `[DPRK Sabang |Magdalena] menyebut`, or another
    office behind it: `[DPRK Sabang |Magdalena], Camat …`."""
    words = labels.words
    if end - cut != 1 or end >= len(words) or not words[cut].text.istitle() or words[cut].low in head_set("name_of_body"):
        return False
    if match_phrase(words, cut, phrases_of("organizations", "heads", "field_words", "countries")) or is_title(words[cut]):
        return False
    behind = end + 2 if end + 1 < len(words) and words[end + 1].low in word_class("and_words") else end + 1
    office = match_phrase(words, behind, phrases_of("offices", *HEADS)) and labels.label[behind] != "PER" and words[behind].low not in name_heads()
    if any(words[i].low in head_set("public_bodies") for i in range(cut - 1, max(cut - 6, -1), -1) if labels.entity[i] == labels.entity[cut]):
        after = words[end + 1] if end + 1 < len(words) else None
        follows = words[end].text == "." or words[end].low in head_set("does")
        if words[end].text == "," and after:
            follows = after.text[0].islower() or after.text in load_words("dates", "weekdays") or after.low in head_set("does")
        elif words[end].low in word_class("and_words", "with_words") and after:
            follows = match_phrase(words, end + 1, phrases_of("offices", *HEADS)) > 0
        if follows and words[cut].low not in head_set("generic_bodies"):
            return True  # `[KPU Sabang |Magdalena] meneken`, `[KPU Sabang |Magdalena] dan Kapolres …`
    return words[end].text in ",;" and bool(office) or labels.label[end] == "PER" and not is_title(words[end]) or words[end].low in load_words("speech", "reports")


def birth_name_at(words: list[Token], start: int, end: int) -> int:
    """`[Kesbangpol Buleleng |Komang Kappa]`: where a Balinese name of birth begins inside an organisation; 0 if nowhere."""
    births = load_words("honorifics", "birth_names")
    at = next((i for i in range(start + 1, end) if words[i].text in births), 0)
    return at - 1 if at > start + 1 and words[at - 1].text in ("I", "Ni") else at
