"""The grammar of offices: `[acting] [deputy] head [field] [unit] [tail]`, read from left to right up to the holder's name.

`Plt Kepala BKD Sulteng terpilih` -> acting `Plt`, position `Kepala`, unit `BKD Sulteng`
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.bodies import organisation_words, small_before_head, small_body
from extract.grammar import word_class
from extract.heads import head_set, match_head, opening_words
from extract.names import Name
from extract.office_parts import MAX_WORDS, Range, read_rest, read_tail, split_rest, trim_end
from extract.tokens import Token, match_phrase, phrases_of

PASSED_ON = 8  # words behind `jabatan Kapolres` in which it is told to pass on
PLAIN_IN_TITLE = 3  # words of an office outside named entities in a title


@dataclass(frozen=True, slots=True)
class Office:
    """Token numbers of an office and of its parts; `unit` is empty (start == end) when none is stated."""

    start: int  # with the acting word
    end: int  # with the unit and the tail
    head: str
    kind: str
    position: Range
    unit: Range
    acting: Range = (0, 0)
    former: bool = False
    relative: bool = False  # `istri Bupati Toba`
    lower: bool = False  # written small: `ketua umum`
    loose: Range = (0, 0)  # capitals after a complete unit that may be a name the tagger missed
    past: bool = False  # held at the time told of: `saat menjabat Bupati Toba`

    @property
    def has_unit(self) -> bool:
        return self.unit[0] < self.unit[1]


def find_offices(tokens: list[Token], names: list[Name], title: bool = False) -> list[Office]:
    """All offices of a sentence that do not lie inside a name, in order."""
    starts = {name.first for name in names}
    inside = {i for name in names for i in range(name.first, name.last)}
    found: list[Office] = []
    i = 0
    while i < len(tokens):
        office = None if i in inside or tokens[i].low not in opening_words() else parse_office(tokens, i, starts, inside, title)
        if office is None:
            i += 1
            continue
        if (first := _modified_start(tokens, i, office)) < i and not any(k in inside for k in range(first, i)):
            found = [o for o in found if o.end <= first]
            office = replace(office, start=first, position=(first, office.position[1]))
        if (first := _doubled_start(tokens, i)) < i and not any(o.has_unit and o.end > first for o in found[-1:]) and not any(k in inside for k in range(first, i)):
            found = [o for o in found if o.end <= first]
            office = replace(office, start=first, position=(first, office.position[1]))
        found.append(office)
        if office.head in head_set("serving") and _has_served(tokens, names, office.end) and (inner := _inner_office(tokens, office, starts, inside)):
            found.append(inner)
        i = max(office.end, i + 1)
    return found


def _has_served(tokens: list[Token], names: list[Name], at: int) -> bool:
    """`Staf Khusus Presiden |Ani, Budi| tiba`: whom the office serves, then its holder, and no more names."""
    served = next((name for name in names if name.first == at), None)
    holder = next((name for name in names if served and name.first == served.last + 1 and tokens[served.last].text == ","), None)
    if holder is None:
        return False
    behind = tokens[holder.last : holder.last + 2]
    return not behind or behind[0].low not in word_class("and_words") and not (behind[0].text == "," and len(behind) > 1 and (behind[1].capital or behind[1].low in word_class("and_words")))


def _inner_office(tokens: list[Token], office: Office, starts: set[int], inside: set[int]) -> Office | None:
    """`Staf Khusus |Presiden|`: the office that is part of this one and stands right before the name."""
    for k in range(office.start + len(office.head.split()), office.end):
        inner = parse_office(tokens, k, starts, inside) if tokens[k].low in opening_words() else None
        if inner and inner.end == office.end and inner.kind in ("area", "ministry", "alone"):
            return inner
    return None


def _modified_start(tokens: list[Token], at: int, office: Office) -> int:
    """`|Public Relations| Director`: where the field of an English head begins; `at` if none stands before it."""
    if office.acting[1] or not tokens[at].capital or office.head.split()[-1] not in head_set("right_headed"):
        return at
    first, joints = at, {"&", "-"} | organisation_words("english_joints")
    while first and (tokens[first - 1].capital and tokens[first - 1].low in head_set("modifiers") or tokens[first - 1].low in joints and first < at):
        first -= 1
    return first if tokens[first].low not in joints else first + 1


def _doubled_start(tokens: list[Token], at: int) -> int:
    """`|pendiri sekaligus| Direktur LapakTani`: where another head of the same holder begins; `at` if none does."""
    for n in (2, 1):
        joint = at - n
        if joint < 1 or match_phrase(tokens, joint, phrases_of("offices", "doubling"), at) != n and not (n == 1 and tokens[joint].low in ("dan", "&")):
            continue
        for length in (3, 2, 1):
            kind, head, found = match_head(tokens, joint - length) if joint >= length else ("", "", 0)
            if found == length and kind in ("organisation", "field"):
                return joint - length if head in head_set("founders") or tokens[joint].low not in ("dan", "&") else at
    return at


def parse_office(tokens: list[Token], at: int, name_starts: set[int], inside: set[int], title: bool = False) -> Office | None:
    """The office that begins at token `at`, or None. In a title every word has a capital, so fewer of them are followed."""
    head_at, acting, former = _read_acting(tokens, at)
    kind, head, length = match_head(tokens, head_at)
    if not length or any(i in inside for i in range(at, head_at + length)):
        return None
    blocked = "" if acting[1] else _blocked_by(tokens, at)
    if blocked == "not_holder" and _is_passed_on(tokens, head_at + length):
        blocked = ""
    if blocked == "not_holder":
        return None
    lower = not tokens[head_at].capital
    stopgap = 0 if kind == "alone" else match_phrase(tokens, head_at + length, phrases_of("offices", "acting_tails"))  # `Ketua |Sementara| DPRD`
    if stopgap:
        acting = acting if acting[1] else (head_at + length, head_at + length + stopgap)
    standing = 0 if stopgap or kind == "alone" else _standing(tokens, head_at + length)
    skip = stopgap or standing or (_ordinal(tokens, head_at + length) if kind == "area" else _at_body(tokens, at, head_at + length, kind))  # `Presiden |ke-7| RI`
    at_newcomer = head_at + length + skip
    if not skip and kind == "organisation" and at_newcomer + 1 < len(tokens) and tokens[at_newcomer].low in head_set("newcomers") and tokens[at_newcomer + 1].capital and at_newcomer + 1 not in name_starts:
        skip = 1  # `Pelatih |baru| Persis`
    if kind == "alone":
        end, entity_end = _country_end(tokens, head_at + length), 0
    else:
        end, entity_end = read_rest(tokens, head_at + length + skip, name_starts, head, kind, PLAIN_IN_TITLE if title else MAX_WORDS)
    rest = head_at + length + skip
    if head in head_set("envoys"):
        seat = _seat_end(tokens, end)
        end, entity_end = seat, seat if seat > end else entity_end
    small = small_body(tokens, rest, name_starts) if kind in ("organisation", "field") else 0
    end = rest + small if small else trim_end(tokens, rest, end)  # `Ketua |serikat buruh| Ani`
    if end - 1 > head_at + length and match_phrase(tokens, end - 1, phrases_of("offices", "acting_tails")):
        end -= 1  # `Wakil Ketua DPRD DKI Sementara`
    position, unit = split_rest(tokens, head_at, head_at + length, end, kind, head)
    if small:
        position, unit = (head_at, rest), (rest, end)
    if unit[0] == unit[1] and kind in ("field", "organisation") and (body := _seat_of_part(tokens, end, name_starts)) > end:
        end, unit = body, (end + 1, body)
    served = small_before_head(tokens, rest) if end == rest and head in head_set("serving") else 0
    if served:
        end, position, unit = rest + served, (head_at, rest + served), (rest + served, rest + served)
    if skip:
        position, unit = (head_at, head_at + length), (head_at + length + skip, max(end, head_at + length + skip))
    after, tail_acting = read_tail(tokens, end, name_starts)
    if blocked and after not in name_starts:
        return None
    if unit[0] == unit[1] and after in name_starts and head in head_set("led_by") and (first := _body_before(tokens, at)) < at:
        unit = (first, at)
    loose = (entity_end, end) if entity_end and entity_end < end and after == end else (0, 0)
    office = Office(at, after, head, kind, position, unit, tail_acting if tail_acting[1] else acting, former, _after_relative(tokens, at), lower, loose)
    if head in head_set("touching") and (after not in name_starts or not office.has_unit):
        return None  # `Kejari Poso Rina` is its head, `Kejari Poso` is not
    listed = lower and _opens_list(tokens, at, after)
    bare = not served and not listed and (lower or head in head_set("never_bare")) and not office.has_unit and not acting[1] and not (at and tokens[at - 1].text == "(")
    titled = head in head_set("court_titles") and after in name_starts  # `kata jaksa Ani`
    return None if bare and head in head_set("needs_unit") and not titled else office


def _is_passed_on(tokens: list[Token], at: int) -> bool:
    """`jabatan Kapolres |Poso diserahterimakan dari| Ani kepada Budi`: both hold it."""
    found = next((i for i in range(at, min(at + PASSED_ON, len(tokens) - 1)) if tokens[i].low in head_set("handed_over")), -1)
    return found > 0 and tokens[found + 1].low in word_class("from_words")


def _opens_list(tokens: list[Token], at: int, end: int) -> bool:
    """`sejumlah |pengurus| di antaranya Ani, Budi`: several hold it, and they are named next."""
    several = at > 0 and (tokens[at - 1].low in head_set("plurals") or tokens[at - 1].low.isdigit())
    openers = head_set("list_openers")
    return several and any(" ".join(token.low for token in tokens[end : end + n]) in openers for n in (1, 2, 3))


def _standing(tokens: list[Token], at: int) -> int:
    """`Bupati |nonaktif| Toba`, `Sekretaris Daerah |(Sekda) nonaktif| Toba`: the words between the head and its unit."""
    behind = at + 3 if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")" and match_head(tokens, at + 1)[2] == 1 else at
    length = match_phrase(tokens, behind, phrases_of("offices", "standing"))
    return behind - at + length if length else 0


def _seat_end(tokens: list[Token], end: int) -> int:
    """`Konsul Jenderal Jepang |di Medan|`: the end of the seat of an envoy."""
    if end + 1 >= len(tokens) or tokens[end].low not in ("di", "untuk") or tokens[end + 1].label != "LOC":
        return end
    last = end + 1
    while last < len(tokens) and tokens[last].entity == tokens[end + 1].entity:
        last += 1
    return last


def _seat_of_part(tokens: list[Token], end: int, name_starts: set[int]) -> int:
    """`kepala Departemen Bedah |di RS Toba|, Ani`: the end of the body behind a small word, where its head is named next; else `end`."""
    if end + 1 >= len(tokens) or tokens[end].low not in word_class("at_words", "on_words") or tokens[end + 1].label not in ("ORG", "FAC"):
        return end
    last = end + 1
    while last < len(tokens) and tokens[last].entity == tokens[end + 1].entity:
        last += 1
    named = last in name_starts or last + 1 in name_starts and tokens[last].text == ","
    return last if named else end


def _body_before(tokens: list[Token], at: int) -> int:
    """`label |Gema Musik| pimpinan Ani`: where the body begins that stands before its head; `at` if none does."""
    first = at
    while first and tokens[first - 1].label == "ORG" and tokens[first - 1].entity == tokens[at - 1].entity:
        first -= 1
    return first


def _ordinal(tokens: list[Token], at: int) -> int:
    """`ke-7`, `ketiga` -> the words it takes."""
    if at + 2 < len(tokens) and tokens[at].low == "ke" and tokens[at + 1].text == "-" and tokens[at + 2].text.isdigit():
        return 3
    return int(at < len(tokens) and tokens[at].low in head_set("ordinals"))


def _country_end(tokens: list[Token], at: int) -> int:
    """`Jaksa Agung |Amerika Serikat|`: the end of a country's name that begins at `at`; `at` if none does."""
    end = at
    if at < len(tokens) and tokens[at].low in organisation_words("countries"):
        end += 1
        while end < len(tokens) and tokens[end].label == "LOC" and tokens[end].entity == tokens[at].entity:
            end += 1
    return end


def _at_body(tokens: list[Token], at: int, end: int, kind: str) -> int:
    """`advokat |di| LBH Toba`, `selaku Direktur |pada| PT Mutiara`: one small word before the body."""
    follows = end + 1 < len(tokens) and tokens[end].low in ("di", "pada", "dari") and tokens[end + 1].label == "ORG"
    if follows and tokens[end].low == "dari" and match_head(tokens, at)[1] in head_set("for_person"):
        return 1  # `Penasihat hukum |dari| LBH Toba, Ani`
    named = follows and tokens[end].low == "pada" and tokens[at].capital  # `Koordinator |pada| Kejati Jambi`
    cued = kind == "profession" or named or at > 0 and tokens[at - 1].low in ("selaku", "sebagai", "menjabat")
    return int(follows and cued and kind in ("profession", "organisation", "field"))


def _read_acting(tokens: list[Token], at: int) -> tuple[int, Range, bool]:
    """Where the head begins after `Plt`, `Penjabat (Pj)`, `mantan Plt`; the acting words; whether the office is a former one."""
    i, former, acting = at, False, (0, 0)
    for _ in range(3):
        length = match_phrase(tokens, i, phrases_of("offices", "former"))
        former = former or bool(length)
        if not length:
            length = match_phrase(tokens, i, phrases_of("offices", "acting"))
        if not length:
            break
        acting = (acting[0] if acting[1] else i, i + length)
        i += length
        if i < len(tokens) and tokens[i].text == ".":
            i += 1
        if i + 2 < len(tokens) and tokens[i].text == "(" and tokens[i + 2].text == ")" and match_phrase(tokens, i + 1, phrases_of("offices", "acting")):
            i += 3
    return i, acting, former


def _blocked_by(tokens: list[Token], at: int) -> str:
    """`calon Bupati Toba` -> "not_holder", the one named does not hold it; `instruksi Gubernur` -> "belongings", it is an office
    only with its holder; "" where neither stands before."""
    while at and match_phrase(tokens, at - 1, phrases_of("offices", "deputies"), at):
        at -= 1  # `calon Wakil |Bupati|`
    if at > 1 and tokens[at - 2].low in head_set("takes_office"):
        return ""  # `menduduki jabatan |Kapolda|`
    for kind in ("not_holder", "belongings"):
        if any(at >= n and match_phrase(tokens, at - n, phrases_of("offices", kind), at) == n for n in (1, 2)):
            return kind
    return ""


def _after_relative(tokens: list[Token], at: int) -> bool:
    table = phrases_of("offices", "relatives")
    return any(at >= n and match_phrase(tokens, at - n, table, at) == n for n in (1, 2))


def with_name(office: Office, cut: int) -> Office:
    """The office cut short before a name that it had swallowed."""
    start, end = office.unit
    return replace(office, end=cut, unit=(start, max(start, min(end, cut))), loose=(0, 0))
