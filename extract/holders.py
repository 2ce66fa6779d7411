"""Who holds which office of a sentence: what touches, what a word ties, commas, and what a list shares.

`Ketua KPU Sumut, Herdensi, serta Anggota Bawaslu Sumut Ani dan Budi` -> each name with its office.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

from extract.grammar import drop_enclitic, pattern_of, word_class
from extract.heads import head_set
from extract.names import Name
from extract.offices import Office
from extract.ruleset import load_words
from extract.tokens import Token, match_phrase, phrases_of

Holders = dict[int, Office]  # number of the name -> office
Give = Callable[[int, int], None]
MAX_LIST_GAP = 16  # words between an office and the list of those who hold it
MAX_ASIDE = 6  # words of an aside before `yang juga`
Item = tuple[str, int, int, int]  # "name" or "office", its number, first token, token after it


def link_offices(tokens: list[Token], names: list[Name], offices: list[Office], title: bool = False) -> Holders:
    """Offices to names: what touches first, then what a word ties, then commas, then what a list shares. In a title a comma
    divides clauses."""
    items: list[Item] = sorted(
        [("name", n, name.first, name.last) for n, name in enumerate(names)] + [("office", n, o.start, o.end) for n, o in enumerate(offices)],
        key=lambda item: item[2],
    )
    holders: Holders = {}
    used: set[int] = set()

    def give(name: int, office: int) -> None:
        holders[name] = offices[office]
        used.add(office)

    gaps = [_gap(tokens, left, right) for left, right in itertools.pairwise(items)]
    for name, office in _each_in_turn(items, gaps):
        if name not in holders:
            give(name, office)
    for name, office in _behind_clients(tokens, items, gaps, offices):
        give(name, office)
    for name, office in _behind_superiors(tokens, items, gaps, offices):
        give(name, office)
    for k, gap in enumerate(gaps):  # `Bupati Toba Poltak`, `Bupati Toba yakni Poltak`
        left, right = items[k], items[k + 1]
        if left[0] == "office" and right[0] == "name" and left[1] not in used and (not gap or _is_cue(gap, "holder_cues") or _is_filled(gap) or _is_aside(gap) or _in_brackets(tokens, gap, right) or _lists(tokens, gap, offices[left[1]], title)):
            give(right[1], left[1])
            _take_chain(items, gaps, k, right[1], give)
    for name, office in _handed_over(items, gaps, used):
        if name not in holders:
            give(name, office)
    for k, gap in enumerate(gaps):  # `Poltak selaku Bupati Toba`, `Poltak (Bupati Toba)`
        left, right = items[k], items[k + 1]
        free = left[0] == "name" and right[0] == "office" and right[1] not in used
        free = free and (left[1] not in holders or holders[left[1]].kind == "profession")  # `dosen UI Ani, yang juga Ketua KPU Toba`
        free = free and (bool(gap) or not _belongs_to_next(items, gaps, k, used))
        if free and (gap in ("(", ", (") or _from_body(gap) or _is_cue(gap, "office_cues") or _is_doubled_aside(gap) or not gap and (_has_own_unit(tokens, offices[right[1]]) or _is_long(offices[right[1]])) or gap == "menjadi" and _is_appointed(tokens, left)):
            give(left[1], right[1])
    _share_in_lists(tokens, items, gaps, holders, only=word_class("and_words"))  # `pendiri Mutiara Ani dan Budi, CEO Toba, Cici`
    _link_by_commas(tokens, items, gaps, offices, holders, used, give, title)
    _share_in_lists(tokens, items, gaps, holders)
    for k, gap in enumerate(gaps):  # `Poltak ditahan saat menjabat sebagai Bupati Toba`
        if items[k][0] == "name" and items[k + 1][0] == "office" and items[k][1] not in holders and items[k + 1][1] not in used and _was_held_then(gap):
            give(items[k][1], items[k + 1][1])
            holders[items[k][1]] = replace(offices[items[k + 1][1]], past=True)
    return {n: office for n, office in holders.items() if _is_office(tokens, office) and not _only_initials(tokens, names[n])}


def _only_initials(tokens: list[Token], name: Name) -> bool:
    """`Bripka |MF|`: a rank and initials hide who it is, no official."""
    text = tokens[name.start].text
    return name.end - name.start == 1 and name.first < name.start and text.isupper() and len(text) < 4


def _is_office(tokens: list[Token], office: Office) -> bool:
    """A trade needs a body or a bracket of its own; counsel needs the body it comes from, its clients are none: `kuasa hukum PT Mutiara`."""
    if office.head in head_set("counsel"):
        return office.has_unit and tokens[office.unit[0] - 1].low in word_class("from_words", "at_words", "on_words")
    return office.kind != "profession" or office.has_unit or _bracketed(tokens, office)


def _gap(tokens: list[Token], left: Item, right: Item) -> str:
    """The words between two items: `, yakni`; offices and names that touch give an empty gap."""
    between = tokens[left[3] : right[2]]
    ranked = [token.low for token in between if not match_phrase([token], 0, phrases_of("honorifics", "ranks", "rank_tails"))]
    return "," if ranked and set(ranked) == {","} else " ".join(token.low for token in between)  # `Kabag Ops Kompol, Sofyan`, `Kepala Kantor , ,, Endang`


def _is_cue(gap: str, kind: str) -> bool:
    """`Ani |, yang juga| Ketua`, and with an aside before it: `Ani|, salah seorang saksi, yang juga| Ketua`."""
    told = gap.strip(" ,").removeprefix(", ")
    aside, comma, cue = told.rpartition(" , ")
    behind_aside = kind == "office_cues" and gap.startswith(",") and bool(comma) and "," not in aside and len(aside.split()) <= MAX_ASIDE
    return bool(told) and (told in _cues(kind) or behind_aside and cue in _cues(kind))


def _is_filled(gap: str) -> bool:
    """`Kadis Pasar |sebelumnya diisi oleh Plt| Ani`"""
    return bool(pattern_of(r"(?i)(?:{already} )?{filled_by}(?: {agents})?(?: {acting}(?: \( \w+ \))?)?", "offices").fullmatch(gap))


def _was_held_then(gap: str) -> bool:
    """`Ani |ditetapkan sebagai tersangka saat masih menjabat| Bupati Toba`: no comma, no other clause between."""
    return len(gap.split()) <= MAX_LIST_GAP and bool(pattern_of(r"[^,;:\"“”]*\b{back_then} (?:{aspects} )?{then_held}", "offices").fullmatch(gap))


def _belongs_to_next(items: list[Item], gaps: list[str], k: int, used: set[int]) -> bool:
    """`Ketua KPU Toba, |Ani Ketua KPU Poso|, Budi, dan …`: the comma behind the first name was lost."""
    before = k > 0 and items[k - 1][0] == "office" and items[k - 1][1] not in used and gaps[k - 1] == ","
    return before and k + 2 < len(items) and items[k + 2][0] == "name" and gaps[k + 1] == ","


def _is_doubled_aside(gap: str) -> bool:
    """`Ani|, pahlawan negeri sekaligus| presiden pertama Fiji`"""
    words = gap.split()
    return 2 < len(words) <= MAX_ASIDE and words[0] == "," and "," not in words[1:] and words[-1] in head_set("doubling")


def _has_own_unit(tokens: list[Token], office: Office) -> bool:
    """Not `Relawan Ani Presiden (Barata)`: what stands in brackets behind the head of an area is no area."""
    return office.has_unit and not (office.kind == "area" and tokens[office.unit[0] - 1].text == "(")


def _in_brackets(tokens: list[Token], gap: str, name: Item) -> bool:
    """`Pak Gubernur (|Ani|) datang`"""
    return gap == "(" and name[3] < len(tokens) and tokens[name[3]].text == ")"


def _is_aside(gap: str) -> bool:
    """`Anggota Bawaslu Jabar |yang membidangi hukum,| Syaeful`: a clause between commas at most, before the name."""
    words = gap.split()
    return (
        len(words) > 2 and words[-1] == "," and "," not in words[1:-1] and len(words) < 15 and words[words[0] == ","] in load_words("offices", "aside_openers")
    )


def _lists(tokens: list[Token], gap: str, office: Office, title: bool) -> bool:
    """`tiga anggota Bawaslu Toba |yang dilantik ialah| Ani`, `Anggota: Ani, Budi`: what is before a list of several holders."""
    if gap == ":":
        return not title
    words = gap.split()
    opener = next((n for n in (1, 2) if " ".join(words[-n:]) in _cues("list_openers")), 0)
    if not opener or len(words) > MAX_LIST_GAP:
        return False
    before = tokens[office.start - 1].low if office.start else ""
    return before in load_words("offices", "plurals") or before.isdigit() or before in load_words("numbers", "digits")


def _is_long(office: Office) -> bool:
    """`Ani |Kepala Komunikasi Korporat Lapak| hadir`: a field told of, with capitals."""
    return office.kind in ("field", "organisation") and not office.lower and office.position[1] - office.position[0] > 2


def _from_body(gap: str) -> bool:
    """`Ani |dari Partai Mutiara (|Ketua)`"""
    words = gap.split()
    return 1 < len(words) < 9 and words[0] in head_set("origins") and words[-1] == "(" and "," not in words


def _behind_clients(tokens: list[Token], items: list[Item], gaps: list[str], offices: list[Office]) -> list[tuple[int, int]]:
    """`kuasa hukum Ani, |Budi|`, `kuasa hukum korban, |Budi|`: whom they serve stands between the office and its holder."""
    found = []
    for k, item in enumerate(items[:-1]):
        if item[0] != "office" or offices[item[1]].has_unit or offices[item[1]].head not in head_set("for_person"):
            continue
        words = gaps[k].split()
        if items[k + 1][0] == "name" and 1 < len(words) < 5 and words[-1] == "," and all(word.isalpha() for word in words[:-1]):
            found.append((items[k + 1][1], item[1]))
        elif k + 2 < len(items) and items[k + 1][0] == items[k + 2][0] == "name" and not gaps[k] and gaps[k + 1] == "," and not _goes_on_as_list(tokens, items, gaps, k + 2):
            found.append((items[k + 2][1], item[1]))
    return found


def _behind_superiors(tokens: list[Token], items: list[Item], gaps: list[str], offices: list[Office]) -> list[tuple[int, int]]:
    """`Penasihat Presiden Toba |Ani, Budi| tiba`: the office of the one served, and his name, stand before the holder."""
    found = []
    for k in range(len(items) - 3):
        (kind, outer, *_), inner, served, holder = items[k : k + 4]
        chain = kind == "office" == inner[0] and served[0] == holder[0] == "name" and not gaps[k] and not gaps[k + 1] and gaps[k + 2] == ","
        if chain and offices[outer].head in head_set("serving") and (not offices[outer].has_unit or offices[inner[1]].start < offices[outer].end) and not _goes_on_as_list(tokens, items, gaps, k + 3):
            found += [(served[1], inner[1]), (holder[1], outer)]
    return found


def _goes_on_as_list(tokens: list[Token], items: list[Item], gaps: list[str], k: int) -> bool:
    """`Ani, |Budi|, dan Cici`: one more name or office is joined to item `k`."""
    return k + 1 < len(items) and (_joins(gaps[k]) or not gaps[k]) or items[k][3] < len(tokens) and tokens[items[k][3]].low in word_class("and_words")


def _is_appointed(tokens: list[Token], name: Item) -> bool:
    """`memilih Ani menjadi Ketua KPK`"""
    return name[2] > 0 and tokens[name[2] - 1].low in load_words("offices", "appoints")


def _cues(kind: str) -> frozenset[str]:
    return head_set(kind)


def _joins(gap: str) -> bool:
    return gap in _cues("joiners") or gap == ","


def is_several(tokens: list[Token], office: Office) -> bool:
    """`para |ketua| RT`, `dua |peneliti| LIPI`: held by several."""
    before = tokens[office.start - 1].low if office.start else ""
    return before in load_words("offices", "plurals") and before not in load_words("offices", "single") or before.isdigit()


def _handed_over(items: list[Item], gaps: list[str], used: set[int]) -> list[tuple[int, int]]:
    """`jabatan Kapolres Poso |diserahkan dari| Ani |kepada| Budi`: who leaves the office and who takes it over."""
    found = []
    for k in range(len(items) - 2):
        office, first, second = items[k : k + 3]
        passed = office[0] == "office" and first[0] == second[0] == "name" and office[1] not in used
        if passed and pattern_of(r"(?:(?:{aspects}|{additives}|{adverbs}) )*(?:{handed_over} )?(?:{from_words})(?: {former_holders})?", "offices").fullmatch(gaps[k]) and pattern_of(r"(?:{handed_to})(?: {new_holders})?", "offices").fullmatch(gaps[k + 1].strip(" ,")):
            found += [(first[1], office[1]), (second[1], office[1])]
    return found


def _bracketed(tokens: list[Token], office: Office) -> bool:
    return office.start > 0 and tokens[office.start - 1].text == "("


def _take_chain(items: list[Item], gaps: list[str], k: int, name: int, give: Give) -> None:
    """`Deputi Pencegahan BNN yang juga Plh Kepala BNN Rama`: the first office of the chain is the one that counts."""
    while k > 0 and items[k - 1][0] == "office" and _is_cue(gaps[k - 1], "chain_cues"):
        k -= 1
        give(name, items[k][1])


def _each_in_turn(items: list[Item], gaps: list[str]) -> list[tuple[int, int]]:
    """`Ani dan Budi masing-masing Ketua KPU dan Ketua Bawaslu Toba`, and the other way round: pairs in order."""
    for k, gap in enumerate(gaps):
        if not any(gap.strip(" ,").startswith(cue) for cue in load_words("offices", "each")):
            continue
        before = _run(items, gaps, k, -1)
        after = _run(items, gaps, k + 1, 1)
        if len(before) == len(after) > 1 and before[0][0] != after[0][0]:
            pairs = zip(before, after) if before[0][0] == "name" else zip(after, before)
            return [(name[1], office[1]) for name, office in pairs]
    return []


def _run(items: list[Item], gaps: list[str], k: int, step: int) -> list[Item]:
    """Items of one sort joined by commas and `dan`, from `k` on in one direction, in text order."""
    found = [items[k]]
    while 0 <= k + step < len(items) and items[k + step][0] == items[k][0] and _joins(gaps[min(k, k + step)]):
        k += step
        found.append(items[k])
    return found if step > 0 else found[::-1]


def _link_by_commas(
    tokens: list[Token], items: list[Item], gaps: list[str], offices: list[Office], holders: Holders, used: set[int], give: Give, title: bool
) -> None:
    """`Ketua KPU Sumut, Herdensi` or `Herdensi, Ketua KPU Sumut`; a list goes by its first pair."""
    for k, item in enumerate(items):
        if item[0] != "office" or item[1] in used:
            continue
        before = k > 0 and items[k - 1][0] == "name" and items[k - 1][1] not in holders and gaps[k - 1] in (",", ";")
        after = k + 1 < len(items) and items[k + 1][0] == "name" and items[k + 1][1] not in holders and (gaps[k] == "," or _place_between(tokens, item, items[k + 1]))
        office = offices[item[1]]
        if before and after:
            before, after = (True, False) if _names_come_first(items, gaps, k) else (False, True)
        if after and not office.relative and not title:
            give(items[k + 1][1], item[1])
            _take_chain(items, gaps, k, items[k + 1][1], give)
        elif before and (office.has_unit or not title) and _stands_alone(items, gaps, k, office) and not _is_subject(tokens, items[k - 1], office):
            give(items[k - 1][1], item[1])


def _place_between(tokens: list[Token], office: Item, name: Item) -> bool:
    """`Ketua BEM Universitas Mutiara|, Depok,| Ani`"""
    gap = tokens[office[3] : name[2]]
    if not (2 < len(gap) < 14 and gap[0].text == gap[-1].text == ","):
        return False
    graded = any(token.low in head_set("grades") for token in gap)
    return all(token.label == "LOC" or graded and (token.text == "," or token.low in head_set("grades")) for token in gap[1:-1])


def _names_come_first(items: list[Item], gaps: list[str], k: int) -> bool:
    """In `A, Ketua X; B, Ketua Y; dan C, Ketua Z` the run of names and offices begins with a name and ends with an office."""
    start = end = k
    while start > 0 and items[start - 1][0] != items[start][0] and _joins(gaps[start - 1]):
        start -= 1
    while end + 1 < len(items) and items[end + 1][0] != items[end][0] and (_joins(gaps[end]) or not gaps[end] and items[end][0] == "office"):
        end += 1
    return items[start][0] == "name" and items[end][0] == "office"


def _is_subject(tokens: list[Token], name: Item, office: Office) -> bool:
    """`Menurut Basuki, Gubernur DKI tak bisa …`: the office begins the clause that the person is quoted for."""
    quoted = name[2] > 0 and tokens[name[2] - 1].low in load_words("offices", "attributions")
    follows = tokens[office.end] if office.end < len(tokens) else None
    return bool(quoted and follows and follows.text[0].islower() and follows.low not in load_words("offices", "not_predicates"))


def _stands_alone(items: list[Item], gaps: list[str], k: int, office: Office) -> bool:
    """`Ani, Ketua KPU Toba, hadir`, but not `Ani, Ketua KPU, Kapolres, dan Dandim hadir`."""
    if k + 1 < len(items) and items[k + 1][0] == "office" and _joins(gaps[k]) and not pattern_of(r";(?: {and_words})?").fullmatch(gaps[k]):
        held = k + 2 < len(items) and items[k + 2][0] == "name" and not gaps[k + 1]
        if not (held and pattern_of(r", {and_words}").fullmatch(gaps[k]) and office.has_unit):  # `Ani, pendiri Mutiara, dan Camat Toba Budi`
            return False
    return office.has_unit or office.head in head_set("club_staff") or office.kind in ("alone", "ministry", "field") and not office.lower


def _share_in_lists(tokens: list[Token], items: list[Item], gaps: list[str], holders: Holders, only: frozenset[str] = frozenset()) -> None:
    """`Anggota Bawaslu Jabar Ani, Budi, dan Cici`: the office of the first is that of all, if several can hold it."""
    shared = head_set("shared")
    for k, gap in enumerate(gaps):
        left, right = items[k], items[k + 1]
        joined = _joins(gap) or pattern_of(r"(?:{passive}\w+ )?(?:{from_words}|{to_words}|{for_words}) [\w ]{1,40}(?: ,|(?: ,)? {and_words})(?: {from_words})?").fullmatch(gap)
        if left[0] != "name" or right[0] != "name" or right[1] in holders or not joined or gap in word_class("with_words") or only and gap not in only:
            continue
        office = holders.get(left[1])
        if office is not None and (drop_enclitic(office.head) in shared or is_several(tokens, office)):
            holders[right[1]] = office
