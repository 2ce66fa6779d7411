"""Names and offices of a sentence brought together: who holds which office.

`dihadiri Ketua KPU Sumut, Herdensi, serta Anggota Bawaslu Sumut Ani dan Budi` -> three mentions, each with its office.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.heads import head_set
from extract.identities import FreeOffice, cluster_mentions, make_persons, wants_free_offices
from extract.known import know_article
from extract.labels import cut_title_verbs, mend_labels
from extract.names import Name, add_honorifics, find_names, guess_name_end
from extract.offices import Office, find_offices, with_name
from extract.records import Person, PersonMention, Reading, Sentence, Span
from extract.ruleset import load_words
from extract.tokens import Token, is_title, match_phrase, phrases_of, read_tokens

Holders = dict[int, Office]  # number of the name -> office
Give = Callable[[int, int], None]
MAX_LIST_GAP = 16  # words between an office and the list of those who hold it
Item = tuple[str, int, int, int]  # "name" or "office", its number, first token, token after it


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence says of persons; `holders` maps numbers of names to offices."""

    sentence: Sentence
    tokens: list[Token]
    names: list[Name]
    offices: list[Office]
    holders: Holders


def find_person_mentions(reading: Reading, parts: Sequence[SentenceReading] | None = None) -> tuple[PersonMention, ...]:
    """Every named person of the article, sentence by sentence, with the office written beside the name."""
    mentions = [
        make_mention(reading, part.sentence, part.tokens, name, part.holders.get(n)) for part in parts or read_sentences(reading) for n, name in enumerate(part.names)
    ]
    return tuple(free_client(mention, mentions) for mention in mentions)


def free_client(mention: PersonMention, mentions: list[PersonMention]) -> PersonMention:
    """`kuasa hukum Daniel` where Daniel was told of before: he is served and holds no office."""
    low = (mention.position or "").casefold()
    if low not in head_set("for_person") or mention.unit or mention.position_span is None or mention.position_span.end + 1 != mention.start:
        return mention
    words = set(mention.name.split())
    known = any(other.start < mention.start and not other.position and words & set(other.name.split()) for other in mentions)
    return replace(mention, full=Span(mention.start, mention.full.end), position=None, position_span=None, acting=None) if known else mention


def merge_persons(reading: Reading, parts: Sequence[SentenceReading] | None = None) -> tuple[Person, ...]:
    """One record per person; offices that stand without a name are looked up only where a person needs one."""
    clusters = cluster_mentions(reading.text, reading.person_mentions, reading.article.title_end)
    return make_persons(reading, clusters, list_free_offices(reading, parts) if wants_free_offices(reading, clusters) else [])


def read_sentences(reading: Reading) -> Iterator[SentenceReading]:
    """Tokens with mended labels, names, offices and who holds them, for each sentence."""
    entities = sorted(reading.entities, key=lambda entity: entity.start)
    known = know_article(reading, entities)
    for sentence in reading.sentences:
        tokens = mend_labels(read_tokens(reading, sentence, entities), known)
        if sentence.section == "title" or _in_capitals(tokens):
            elsewhere = reading.text.replace(reading.text[sentence.start : sentence.end], "")  # its copies too
            tokens = cut_title_verbs(tokens, elsewhere)
        names, offices = read_sentence(tokens, sentence.section == "title", known.places)
        yield SentenceReading(sentence, tokens, names, offices, link_offices(tokens, names, offices, sentence.section == "title"))


def _in_capitals(tokens: list[Token]) -> bool:
    """A headline repeated in the body: at least five longer words, all with a capital."""
    words = [token for token in tokens if len(token.text) > 3 and token.text.isalpha()]
    return len(words) > 4 and all(token.capital for token in words)


def list_free_offices(reading: Reading, parts: Sequence[SentenceReading] | None = None) -> list[FreeOffice]:
    """Offices that no name beside them holds: `Bupati Bone mengutus Sekretaris Daerah Andi Surya`."""
    body = next((s.index for s in reading.sentences if s.section == "body"), 0)
    found = []
    for part in parts or read_sentences(reading):
        for office in part.offices:
            if any(office is held for held in part.holders.values()) or office.relative:
                continue
            position, unit = _span(part.tokens, *office.position), _span(part.tokens, *office.unit) if office.has_unit else None
            hole = _followed_by_hole(part.tokens, office.end)
            first = part.sentence.index == body and office is part.offices[0] and not any(name.start < office.start for name in part.names)
            found.append(
                FreeOffice(
                    position.start,
                    reading.text[position.start : position.end],
                    reading.text[unit.start : unit.end] if unit else None,
                    unit,
                    reading.text[part.tokens[office.acting[0]].start : part.tokens[office.acting[1] - 1].end] if office.acting[1] else None,
                    first and hole,
                    _refers_back(part.tokens, office),
                    hole and part.sentence.section == "body" and not office.lower and not _has_company(part.tokens, office),
                )
            )
    return found


def _refers_back(tokens: list[Token], office: Office) -> bool:
    """`Bupati Bekasi itu`, `Ia menjabat Ketua KPU Blitar`; not `para anggota DPRD itu`."""
    if office.start > 0 and tokens[office.start - 1].low in load_words("offices", "plurals"):
        return False
    if any(token.low in load_words("offices", "back_pointers") for token in tokens[max(office.position[1], office.unit[1]) : office.end]):
        return True
    before = " ".join(token.low for token in tokens[max(0, office.start - 4) : office.start])
    return any(before.endswith(f"{pronoun} {cue}") for pronoun in load_words("offices", "pronouns") for cue in load_words("offices", "office_cues"))


def _has_company(tokens: list[Token], office: Office) -> bool:
    """`para Bupati`, `dengan Kapolda`: several holders, or no subject."""
    before = tokens[office.start - 1].low if office.start else ""
    return before in load_words("offices", "plurals") or before in load_words("speech", "objects") and before not in ("menurut", "kata", "ujar")


def _followed_by_hole(tokens: list[Token], end: int) -> bool:
    """A name that scraping lost, `Menteri Keuangan , mengawal`, or a subject without one: `Menteri Keuangan mengawal`."""
    while end < len(tokens) and (is_title(tokens[end]) or match_phrase(tokens, end, phrases_of("honorifics", "rank_tails"))):
        end += 1
    if end < len(tokens) and tokens[end].text == ",":
        end += 1
    return end < len(tokens) and tokens[end].text[0].islower() and tokens[end].low not in load_words("offices", "not_predicates")


def read_sentence(tokens: list[Token], title: bool, places: list[tuple[int, int]]) -> tuple[list[Name], list[Office]]:
    """Names and offices of one sentence; names that only their office betrays are added in a second look."""
    names = find_names(tokens)
    offices = find_offices(tokens, names, title)
    if title:
        return names, [with_name(office, office.loose[0]) if office.loose[1] else office for office in offices]
    names = [name for name in names if not any(office.start < name.start and name.end <= office.end for office in offices)]  # `Senator asal [Ohio]`
    guessed = _names_beside_offices(tokens, names, offices, places)
    if guessed:
        names = sorted([*names, *guessed], key=lambda name: name.start)
        offices = find_offices(tokens, names)
    return names, offices


def _names_beside_offices(tokens: list[Token], names: list[Name], offices: list[Office], places: list[tuple[int, int]]) -> list[Name]:
    """Names the tagger missed: `Kepala BPBD Garut |Wawan Kurnia| menyebut`, `Ketua KPU Garut, |Wawan Kurnia|, menyebut`."""
    starts = {name.first for name in names}
    found: list[Name] = []
    for office in offices:
        if office.end in starts or office.end + 1 in starts or not office.has_unit:
            continue
        if office.loose[1]:
            start, end = office.loose
        elif office.end < len(tokens) and tokens[office.end].text == ",":
            start = office.end + 1
            end = guess_name_end(tokens, start)
        else:
            continue
        if end > start and guess_name_end(tokens, start) == end and _stands_as_name(tokens, start, end, places):
            found.append(add_honorifics(tokens, start, end, guessed=True))
    return found


def _stands_as_name(tokens: list[Token], start: int, end: int, places: list[tuple[int, int]]) -> bool:
    """No entity, place or organisation, and a verb, a comma or the end behind it."""
    if any(token.entity >= 0 for token in tokens[start:end]) or end >= len(tokens):
        return False
    if any(match_phrase(tokens, i, phrases_of("organizations", "heads", "field_words")) or tokens[i].text.isupper() for i in range(start, end)):
        return False
    if any(tokens[start].low.startswith(prefix) for prefix in load_words("offices", "abbreviation_starts")):
        return False
    if any(a < tokens[end - 1].end and tokens[start].start < b for a, b in places):
        return False
    return tokens[end].text[0].islower() or tokens[end].text in ",."


# --- who holds which office -------------------------------------------------------------------------------------
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
    for name, office in _each_in_turn(tokens, items, gaps):
        if name not in holders:
            give(name, office)
    for name, office in _behind_clients(items, gaps, offices):
        give(name, office)
    for k, gap in enumerate(gaps):  # `Bupati Toba Poltak`, `Bupati Toba yakni Poltak`
        left, right = items[k], items[k + 1]
        if left[0] == "office" and right[0] == "name" and left[1] not in used and (not gap or _is_cue(gap, "holder_cues") or _is_aside(gap) or _lists(tokens, gap, offices[left[1]], title)):
            give(right[1], left[1])
            _take_chain(items, gaps, k, right[1], offices, give)
    for k, gap in enumerate(gaps):  # `Poltak selaku Bupati Toba`, `Poltak (Bupati Toba)`
        left, right = items[k], items[k + 1]
        free = left[0] == "name" and right[0] == "office" and right[1] not in used
        free = free and (left[1] not in holders or holders[left[1]].kind == "profession")  # `dosen UI Ani, yang juga Ketua KPU Toba`
        if free and (gap in ("(", ", (") or _is_cue(gap, "office_cues") or not gap and offices[right[1]].has_unit or gap == "menjadi" and _is_appointed(tokens, left)):
            give(left[1], right[1])
    _link_by_commas(tokens, items, gaps, offices, holders, used, give, title)
    _share_in_lists(items, gaps, offices, holders)
    return {n: office for n, office in holders.items() if office.kind != "profession" or office.has_unit or _bracketed(tokens, office)}


def _gap(tokens: list[Token], left: Item, right: Item) -> str:
    """The words between two items: `, yakni`; offices and names that touch give an empty gap."""
    return " ".join(token.low for token in tokens[left[3] : right[2]])


def _is_cue(gap: str, kind: str) -> bool:
    return gap.strip(" ,").removeprefix(", ") in _cues(kind) if gap.strip(" ,") else False


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


def _behind_clients(items: list[Item], gaps: list[str], offices: list[Office]) -> list[tuple[int, int]]:
    """`kuasa hukum Ani, |Budi|`, `kuasa hukum korban, |Budi|`: whom they serve stands between the office and its holder."""
    found = []
    for k, item in enumerate(items[:-1]):
        if item[0] != "office" or offices[item[1]].has_unit or offices[item[1]].head not in head_set("for_person"):
            continue
        words = gaps[k].split()
        if items[k + 1][0] == "name" and 1 < len(words) < 5 and words[-1] == "," and all(word.isalpha() for word in words[:-1]):
            found.append((items[k + 1][1], item[1]))
        elif k + 2 < len(items) and items[k + 1][0] == items[k + 2][0] == "name" and not gaps[k] and gaps[k + 1] == ",":
            found.append((items[k + 2][1], item[1]))
    return found


def _is_appointed(tokens: list[Token], name: Item) -> bool:
    """`memilih Ani menjadi Ketua KPK`"""
    return name[2] > 0 and tokens[name[2] - 1].low in load_words("offices", "appoints")


def _cues(kind: str) -> frozenset[str]:
    return head_set(kind)


def _joins(gap: str) -> bool:
    return gap in _cues("joiners") or gap == ","


def _bracketed(tokens: list[Token], office: Office) -> bool:
    return office.start > 0 and tokens[office.start - 1].text == "("


def _take_chain(items: list[Item], gaps: list[str], k: int, name: int, offices: list[Office], give: Give) -> None:
    """`Deputi Pencegahan BNN yang juga Plh Kepala BNN Rama`: the first office of the chain is the one that counts."""
    while k > 0 and items[k - 1][0] == "office" and _is_cue(gaps[k - 1], "chain_cues"):
        k -= 1
        give(name, items[k][1])


def _each_in_turn(tokens: list[Token], items: list[Item], gaps: list[str]) -> list[tuple[int, int]]:
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
            _take_chain(items, gaps, k, items[k + 1][1], offices, give)
        elif before and (office.has_unit or not title) and _stands_alone(items, gaps, k, office) and not _is_subject(tokens, items[k - 1], office):
            give(items[k - 1][1], item[1])


def _place_between(tokens: list[Token], office: Item, name: Item) -> bool:
    """`Ketua BEM Universitas Mutiara|, Depok,| Ani`"""
    gap = tokens[office[3] : name[2]]
    return 2 < len(gap) < 6 and gap[0].text == gap[-1].text == "," and all(token.label == "LOC" for token in gap[1:-1])


def _names_come_first(items: list[Item], gaps: list[str], k: int) -> bool:
    """In `A, Ketua X; B, Ketua Y; dan C, Ketua Z` the run of names and offices begins with a name and ends with an office."""
    start = end = k
    while start > 0 and items[start - 1][0] != items[start][0] and _joins(gaps[start - 1]):
        start -= 1
    while end + 1 < len(items) and items[end + 1][0] != items[end][0] and _joins(gaps[end]):
        end += 1
    return items[start][0] == "name" and items[end][0] == "office"


def _is_subject(tokens: list[Token], name: Item, office: Office) -> bool:
    """`Menurut Basuki, Gubernur DKI tak bisa …`: the office begins the clause that the person is quoted for."""
    quoted = name[2] > 0 and tokens[name[2] - 1].low in load_words("offices", "attributions")
    follows = tokens[office.end] if office.end < len(tokens) else None
    return bool(quoted and follows and follows.text[0].islower() and follows.low not in load_words("offices", "not_predicates"))


def _stands_alone(items: list[Item], gaps: list[str], k: int, office: Office) -> bool:
    """`Ani, Ketua KPU Toba, hadir`, but not `Ani, Ketua KPU, Kapolres, dan Dandim hadir`."""
    if k + 1 < len(items) and items[k + 1][0] == "office" and _joins(gaps[k]) and gaps[k] not in (";", "; dan"):
        return False
    return office.has_unit or office.kind in ("alone", "ministry", "field") and not office.lower


def _share_in_lists(items: list[Item], gaps: list[str], offices: list[Office], holders: Holders) -> None:
    """`Anggota Bawaslu Jabar Ani, Budi, dan Cici`: the office of the first is that of all, if several can hold it."""
    shared = head_set("shared")
    for k, gap in enumerate(gaps):
        left, right = items[k], items[k + 1]
        joined = _joins(gap) or re.fullmatch(r"(?:di\w+ )?(?:dari|asal|ke|untuk) [\w ]{1,40}(?: ,| , dan| , serta| dan| serta)(?: dari)?", gap)
        if left[0] != "name" or right[0] != "name" or right[1] in holders or not joined or gap in ("bersama", "dengan"):
            continue
        office = holders.get(left[1])
        if office is not None and office.head in shared:
            holders[right[1]] = office


# --- records ----------------------------------------------------------------------------------------------------
def make_mention(reading: Reading, sentence: Sentence, tokens: list[Token], name: Name, office: Office | None) -> PersonMention:
    """The record of a name and its office; all spans are of the article's text."""
    span = _span(tokens, name.start, name.end)
    whole = _span(tokens, name.first, name.last)
    plain = PersonMention(span.start, span.end, reading.text[span.start : span.end], whole, sentence.index, name.honorifics)
    if office is None:
        return plain
    position, unit = _span(tokens, *office.position), _span(tokens, *office.unit) if office.has_unit else None
    if office.head.endswith("nya"):
        position = Span(position.start, position.end - len("nya"))
    unit = unit or _own_body(reading, tokens, office)
    first = min(whole.start, tokens[office.start].start)
    last = max(whole.end, tokens[min(office.end, len(tokens)) - 1].end)
    shared = office.end < name.first and any(token.label == "PER" for token in tokens[office.end : name.first])
    return PersonMention(
        span.start,
        span.end,
        plain.name,
        whole if shared else Span(first, last),
        sentence.index,
        name.honorifics,
        position=reading.text[position.start : position.end],
        position_span=position,
        unit=reading.text[unit.start : unit.end] if unit else None,
        unit_span=unit,
        acting=reading.text[tokens[office.acting[0]].start : tokens[office.acting[1] - 1].end] if office.acting[1] else None,
    )


def _own_body(reading: Reading, tokens: list[Token], office: Office) -> Span | None:
    """`Bawaslu diwakili ketuanya`, `Dari KPU hadir sang ketua`: the body named last before, as the article names it in full."""
    if office.head.removesuffix("nya") in head_set("for_person"):
        return None
    if not (office.head.endswith("nya") or office.start and tokens[office.start - 1].low == "sang"):
        return None
    last = next((i for i in range(office.start - 1, -1, -1) if tokens[i].label == "ORG"), None)
    if last is None:
        return None
    first = last
    while first and tokens[first - 1].entity == tokens[last].entity:
        first -= 1
    named = reading.text[tokens[first].start : tokens[last].end]
    fuller = [e for e in reading.entities if e.label == "ORG" and e.text.startswith(named + " ")]
    if fuller and len({e.text for e in fuller}) == 1:
        return Span(fuller[0].start, fuller[0].end)
    return Span(tokens[first].start, tokens[last].end)


def _span(tokens: list[Token], start: int, end: int) -> Span:
    return Span(tokens[start].start, tokens[end - 1].end)
