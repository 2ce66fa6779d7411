"""What the tagger takes for a person beside an office and is none: companies, places, bodies, alone or glued to the front of a name.

`Kepala Riset [Valbury Sekuritas Alfian|PER]` -> `Kepala Riset [Valbury Sekuritas|ORG] [Alfian|PER]`
"""

from __future__ import annotations

from extract.grammar import word_class
from extract.heads import head_set
from extract.known import Known
from extract.labels import HEADS, Labels, district_at, follows_head, in_office_context, office_before, place_at
from extract.ruleset import word_set
from extract.tokens import Token, is_degree, is_title, match_phrase, phrases_of


def mend_person(labels: Labels, start: int, end: int, known: Known) -> None:
    """A company, a place or an organisation taken for a person, or glued to the front of one."""
    words = labels.words
    if end - start > 3 and words[start + 1].text == "-":
        return  # `Ketua [PSMT] [Wei-Hua Chen]`: joined already
    if start > 0 and words[start - 1].capital and words[start].low in word_set("numbers", "digits"):
        labels.set(start, start + 1, "LOC")  # `Lurah Gabek [Satu |Karta Wiguna]`
        start += 1
        if start == end:
            return
    head = match_phrase(words, start, phrases_of("offices", "small_area"), end - 1)
    if head and end < len(words) and words[start].capital:
        labels.set(start, start + head, "")  # `[Camat Wanasari|PER], [Karta Wiguna], …`
        start += head
    if kind := _kind_of_whole(labels, start, end, known):
        labels.set(start, end, kind)
        return
    behind_place = start > 0 and any(b == words[start - 1].end for _, b in known.places)  # `[Kejari Blitar] [Agung Wibowo]`
    if start > 0 and end - start > 1 and labels.label[start - 1] == "ORG" and _names_body(words, start, end) and not behind_place:
        labels.set(start, start + 1, "ORG", labels.entity[start - 1])  # `[Komite Film] [Nasional |Reza]`
        start += 1
    born = phrases_of("honorifics", "birth_names", "name_openers")
    if start > 0 and end - start > 2 and labels.label[start - 1] == "ORG" and not match_phrase(words, start, born) and match_phrase(words, start + 1, phrases_of("honorifics", "birth_names")):
        labels.set(start, start + 1, "ORG", labels.entity[start - 1])  # `Rektor [Institut Hindu] [Dwipa |Made Arta]`
        start += 1
    if cut := _body_end(labels, start, end, known.bodies):
        labels.set(start, cut, "ORG", labels.entity[start - 1])
        labels.set(cut, end, "PER")
    elif cut := _company_end(labels, start, end):
        labels.set(start, cut, "ORG", labels.entity[start - 1] if labels.label[start - 1] == "ORG" else None)
        labels.set(cut, end, "PER")
    elif cut := _namesake_end(words, start, end):
        first = start - (words[start - 1].low not in head_set("named_after"))
        labels.set(first, cut, "ORG", labels.entity[first - 1] if labels.label[first - 1] == "ORG" else None)
        labels.set(cut, end, "PER" if cut < end else "")
    elif kind := _stands_before_holder(labels, start, end, known):
        labels.set(start, end, kind)
    elif _ends_name_of_body(labels, start, end):
        while end < len(words) and words[end].capital and not labels.label[end]:
            end += 1
        labels.set(start, end, "ORG", labels.entity[start - 1])
    elif _begins_with_country(words, start, end):
        labels.set(start, start + 1, "LOC")
        labels.set(start + 1, end, "PER")
    elif end - start > 1 and follows_head(words, start, "organisation", "field") and any(b == words[end - 1].end and a > words[start].start for a, b in known.places):
        labels.set(start, end, "ORG")  # `Pimpinan Cabang [Bulog Garut]`
    elif cut := _known_body_end(labels, start, end, known.bodies):
        labels.set(start, cut, "ORG")
        if cut < end:
            labels.set(cut, end, "PER")
    else:
        _cut_area_off(labels, start, end, known)


def _kind_of_whole(labels: Labels, start: int, end: int, known: Known) -> str:
    """`PT [Mitra Sejati]`, `1619/[Ngada]`, a place, a code: the label of what is no person at all; "" for others."""
    words = labels.words
    if _is_lost_company(words, start, end):
        return ""
    if all(word.low in word_set("honorifics", "platforms") for word in words[start:end]):
        return "ORG"
    if start > 0 and (words[start - 1].low in _company_words() or words[start - 1].text == "/" and start > 1 and words[start - 2].text[0].isdigit()):
        return "ORG"
    whole = " ".join(word.low for word in words[start:end])
    if any(f"{company} {whole}" in known.bodies for company in ("pt", "cv")) or end - start == 1 and whole in known.bodies and not known.person_words.get(whole):
        return "ORG"
    if place_at(words, start, end, known.places) == end and not all(known.person_words.get(words[i].low) for i in range(start, end)):
        return "LOC"
    return "ORG" if _is_code(labels, start, end, known.bodies) else ""


def _is_lost_company(words: list[Token], start: int, end: int) -> bool:
    """`Presiden Direktur PT [Ani Surya] menyebut`: a company holds no office and speaks for nobody here, its name was lost."""
    told = end < len(words) and words[end].low in word_set("speech", "reports")
    return told and start > 1 and words[start - 1].low == "pt" and follows_head(words, start - 1, "organisation", "field")


def _known_body_end(labels: Labels, start: int, end: int, bodies: frozenset[str]) -> int:
    """`Dirut [Aneka Tambang|]`, `kepala [Nissan |Carlos Ghosn]`: where a body that the article knows ends; 0 if nowhere."""
    if start == 0 or not in_office_context(labels, start):
        return 0
    return next((cut for cut in range(end, start, -1) if " ".join(word.low for word in labels.words[start:cut]) in bodies), 0)


def _cut_area_off(labels: Labels, start: int, end: int, known: Known) -> None:
    """`Bupati [Maros |Chaerul Syam]`, `Ketua [DPRD Maros |Chaerul Syam]`: a place or a body in front of the name."""
    words = labels.words
    if start > 0 and words[start - 1].low in head_set("district_bodies") and (cut := district_at(words, start, end, known.districts)):
        labels.set(start, cut, "ORG", labels.entity[start - 1] if labels.label[start - 1] == "ORG" else None)  # `Ketua Panwascam [Pameungpeuk |Deden]`
        labels.set(cut, end, "PER")
        return
    cut = start + match_phrase(words, start, phrases_of("organizations", "heads")) if words[start].text != "Tim" else start
    place = place_at(words, cut, end, known.places)
    if cut == start and start > 0 and follows_head(words, start, "small_area"):
        place = place or district_at(words, start, end, known.districts)
    elif place and words[cut].start in known.doubtful and not follows_head(words, start, "area"):
        place = 0
    beside_office = start > 0 and in_office_context(labels, start)
    if cut == start and not (place and beside_office):
        return
    if start < cut < end and not place and not words[start].text.isupper() and not beside_office:
        return  # `Dewan Perwira` may well be a name
    split = place or cut
    labels.set(start, split, "ORG" if cut > start else "LOC")
    if split < end:
        labels.set(split, end, "PER")


def _is_code(labels: Labels, start: int, end: int, bodies: frozenset[str]) -> bool:
    """`Dirjen |PSKL|` is no person (but `Presiden |SBY|` is one); nor is the end of a name the article knows: `PT Toyota |Astra Motor|`."""
    words = labels.words
    if follows_head(words, start, "organisation", "field") and end - start == 1 and words[start].text.isupper() and len(words[start].text) > 2:
        return True
    return bool(_body_end(labels, start, end, bodies) == end)


def _body_end(labels: Labels, start: int, end: int, bodies: frozenset[str]) -> int:
    """Where the name of a body that began before the entity ends inside it: `[PT Toyota] [Astra Motor |Hadi Waluyo]`; 0 if nowhere."""
    if start == 0 or labels.label[start - 1] != "ORG":
        return 0
    words = labels.words
    return next((cut for cut in range(end, start, -1) for k in range(max(0, start - 4), start) if " ".join(word.low for word in words[k:cut]) in bodies), 0)


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


def _stands_before_holder(labels: Labels, start: int, end: int, known: Known) -> str:
    """`Kepala Desa [Golo Sari], [Anton Lamba], menyela`: an unknown village, or a body, with its head between commas; "" if neither."""
    words = labels.words
    small = follows_head(words, start, "small_area")
    body = not small and end - start > 1 and follows_head(words, start, "organisation") and any(words[i].low in name.split() for i in range(start, end) for name in known.bodies)
    alias = 3 if end + 3 < len(words) and words[end].text == "(" and words[end + 2].text == ")" else 0  # `Ketua Relawan [Ganjar] (Rega), [Ani Surya],`
    inside = not small and start > 1 and words[start - 1].capital and not is_title(words[start - 1]) and follows_head(words, start - 1, "organisation") and words[end + alias : end + alias + 1] and words[end + alias].text == ","
    body = body or bool(inside)  # `Manajer Persiku [Kudus Putra], [Sunardi Wijaya], memilih`
    comma = end + alias + match_phrase(words, end + alias, phrases_of("offices", "tails"))  # `Camat [Wanasari] |sekarang|, [Karta Wiguna],`
    if not (small or body) or comma + 1 >= len(words) or words[comma].text != ",":
        return ""
    at = comma + 1
    while at < len(words) and labels.label[at] != "PER" and (is_title(words[at]) or words[at].text == "."):
        at += 1
    behind = at
    while behind < len(words) and labels.label[behind] == "PER":
        behind += 1
    if behind == at or behind + 1 >= len(words) or is_degree(words[comma + 1]):
        return ""
    after = words[behind + 1] if words[behind].text == "," else words[behind]
    closed = after.text[0].islower() and after.low not in word_class("and_words") or is_degree(after)
    return ("LOC" if small else "ORG") if closed else ""


def _names_body(words: list[Token], start: int, end: int) -> bool:
    """`[Komite Film] [|Nasional| Reza]`, `[Kejaksaan] [|Agung| Reza]`; `[Unri] [Agung Budi]` is a name."""
    given = words[start].low in head_set("also_given") and end - start == 2 and words[start - 1].low not in head_set("supreme")
    return words[start].low in head_set("name_of_body") and not given


def _ends_name_of_body(labels: Labels, start: int, end: int) -> bool:
    """`Rektor [Universitas Maritim] [Raja Ali], Budi`: bodies are named after persons, and the holder stands behind the comma, or
    before the office: `Budi, dosen [Universitas Maritim] [Raja Ali], menyela`."""
    words = labels.words
    if start < 2 or labels.label[start - 1] != "ORG":
        return False
    first = start - 1
    while first > 0 and labels.entity[first - 1] == labels.entity[start - 1]:
        first -= 1
    if words[first].low not in head_set("named_after") and " ".join(word.low for word in words[first:start]) not in head_set("kinds_of_body"):
        return False
    heads = phrases_of("offices", "profession", *HEADS)
    office = next((i for i in range(first - 1, max(first - 6, 0), -1) if match_phrase(words, i, heads)), 0)
    if office > 1 and words[office - 1].text == "," and labels.label[office - 2] == "PER":
        return True
    if end + 1 >= len(words) or not (words[end].text == "," or is_title(words[end])) or is_degree(words[end + 1]):
        return False  # `Ketua [KWT] [Dewi Sri] |Hj.| [Sumarni]`
    behind = next((i for i in range(end, min(end + 6, len(words))) if labels.label[i] == "PER" or not is_title(words[i]) and words[i].text not in ".,"), 0)
    return labels.label[behind] == "PER" and behind > 0


def _company_end(labels: Labels, start: int, end: int) -> int:
    """Where a company glued to the front of a name ends, behind an office: `Kepala Riset [Valbury Sekuritas |Alfian]`; 0 if nowhere."""
    if start == 0 or not labels.words[start - 1].capital or not office_before(labels.words, start, reach=5):
        return 0
    first = start if labels.label[start - 1] == "ORG" else start + 1
    return next((i + n for i in range(end - 2, first - 1, -1) if (n := match_phrase(labels.words, i, phrases_of("organizations", "company_ends"), end - 1))), 0)


def _begins_with_country(words: list[Token], start: int, end: int) -> bool:
    """`Menteri Perikanan [Fiji Kalaveti Ravu]`: a country, an office shortly before it."""
    if end - start < 2 or not match_phrase(words, start, phrases_of("organizations", "countries")):
        return False
    heads = phrases_of("offices", "ministry", "area")
    return any(match_phrase(words, i, heads) and not any(w.text in ",.()" for w in words[i:start]) for i in range(max(0, start - 7), start))


def _company_words() -> frozenset[str]:
    return frozenset(("pt", "cv", "ud", "rsud", "rsup", "jl", "jln"))
