"""The grammar of offices: `[acting] [deputy] head [field] [unit] [tail]`, read from left to right up to the holder's name.

`Plt Kepala BKD Sulteng terpilih` -> acting `Plt`, position `Kepala`, unit `BKD Sulteng`
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.names import Name
from extract.ruleset import load_words
from extract.sentences import split_words
from extract.tokens import Phrases, Token, is_title, low_form, match_phrase, phrases_of

KINDS = ("alone", "area", "ministry", "field", "organisation", "profession")  # of heads equally long the first wins
PLAIN_IN_TITLE = 3  # words of an office outside named entities in a title
MAX_WORDS = 24  # of one office; longer ones are enumerations misread
_NUMERAL = re.compile(r"^(?:[IVX]{1,5}|\d{1,4}|[IVX]+[A-Z]?)$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_VERB = re.compile(r"^(?:me(?:ng|ny|n|m)?[a-z]{3,}|ber[a-z]{3,}|di[a-z]{4,}|ter[a-z]{4,})$")
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]*[A-Z][A-Za-z]*$|^[A-Z]{2,}$")


@dataclass(frozen=True, slots=True)
class Office:
    """Token numbers of an office and of its parts; `unit` is empty (start == end) when none is stated."""

    start: int  # with the acting word
    end: int  # with the unit and the tail
    head: str
    kind: str
    position: tuple[int, int]
    unit: tuple[int, int]
    acting: tuple[int, int] = (0, 0)
    former: bool = False
    relative: bool = False  # `istri Bupati Toba`
    lower: bool = False  # written small: `ketua umum`
    loose: tuple[int, int] = (0, 0)  # capitals after a complete unit that may be a name the tagger missed

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
        office = None if i in inside or tokens[i].low not in _opening_words() else parse_office(tokens, i, starts, inside, title)
        if office is None:
            i += 1
            continue
        found.append(office)
        i = max(office.end, i + 1)
    return found


def parse_office(tokens: list[Token], at: int, name_starts: set[int], inside: set[int], title: bool = False) -> Office | None:
    """The office that begins at token `at`, or None. In a title every word has a capital, so fewer of them are followed."""
    head_at, acting, former = _read_acting(tokens, at)
    kind, head, length = match_head(tokens, head_at)
    if not length or any(i in inside for i in range(at, head_at + length)):
        return None
    if _blocked(tokens, at, acting):
        return None
    lower = not tokens[head_at].capital
    if kind == "alone":
        end, entity_end = head_at + length + (head_at + length < len(tokens) and tokens[head_at + length].low in _words("countries")), 0
    else:
        end, entity_end = _read_rest(tokens, head_at + length, name_starts, head, kind, PLAIN_IN_TITLE if title else MAX_WORDS)
    end = _trim_end(tokens, head_at + length, end)
    if end - 1 > head_at + length and match_phrase(tokens, end - 1, phrases_of("offices", "acting_tails")):
        end -= 1  # `Wakil Ketua DPRD DKI Sementara`
    position, unit = _split_rest(tokens, head_at, head_at + length, end, kind, head)
    after, tail_acting = _read_tail(tokens, end, name_starts)
    loose = (entity_end, end) if entity_end and entity_end < end and after == end else (0, 0)
    office = Office(at, after, head, kind, position, unit, tail_acting if tail_acting[1] else acting, former, _after_relative(tokens, at), lower, loose)
    bare = lower and not office.has_unit and not acting[1] and not (at and tokens[at - 1].text == "(")
    return None if bare and head in head_set("needs_unit") else office


def match_head(tokens: list[Token], at: int) -> tuple[str, str, int]:
    """Kind, head and length of the longest head at `at`: `Wakil Ketua Umum PSSI` -> ("organisation", "wakil ketua umum", 3)."""
    best: tuple[str, str, int] = ("", "", 0)
    for kind in KINDS:
        length = match_phrase(tokens, at, phrases_of("offices", kind))
        if length > best[2]:
            best = (kind, _low(tokens, at, at + length), length)
    deputy = match_phrase(tokens, at, phrases_of("offices", "deputies"))
    if deputy:
        kind, head, length = match_head(tokens, at + deputy)
        if length and kind != "profession" and deputy + length > best[2]:
            return kind, _low(tokens, at, at + deputy + length), deputy + length
    return best


def _low(tokens: list[Token], start: int, end: int) -> str:
    return " ".join(token.low for token in tokens[start:end])


@lru_cache(maxsize=1)
def _opening_words() -> frozenset[str]:
    """Every word an office can begin with; few words of a text are among them."""
    return frozenset(phrases_of("offices", "acting", "former", "deputies", *KINDS))


@lru_cache(maxsize=None)
def head_set(name: str) -> frozenset[str]:
    """A list of heads as text heads are stored: lower case, words joined by spaces."""
    return frozenset(" ".join(low_form(word) for word in split_words(entry)) for entry in load_words("offices", name))


def _read_acting(tokens: list[Token], at: int) -> tuple[int, tuple[int, int], bool]:
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


def _blocked(tokens: list[Token], at: int, acting: tuple[int, int]) -> bool:
    """`calon Bupati Toba`, `Peraturan Gubernur`: no office held by the one who is named."""
    table = phrases_of("offices", "not_holder")
    return not acting[1] and any(at >= n and match_phrase(tokens, at - n, table, at) == n for n in (1, 2))


def _after_relative(tokens: list[Token], at: int) -> bool:
    table = phrases_of("offices", "relatives")
    return any(at >= n and match_phrase(tokens, at - n, table, at) == n for n in (1, 2))


# --- how far an office reaches ----------------------------------------------------------------------------------
def _read_rest(tokens: list[Token], at: int, name_starts: set[int], head: str, kind: str, plain: int) -> tuple[int, int]:
    """Where field and unit end, and where the last named entity among them ends (0: none)."""
    i, entity_end = at, 0
    while i < len(tokens) and i - at < MAX_WORDS and i not in name_starts:
        token = tokens[i]
        if token.entity >= 0 and token.label in ("ORG", "LOC", "FAC") and not (i > at and _begins_office(tokens, i, head, i == at)):
            i = entity_end = _entity_stop(tokens, i, name_starts)
            continue
        step = _step(tokens, i, at, name_starts, head, kind)
        plain -= 1
        if not step or plain < 0:
            break
        i += step
    return i, entity_end


def _entity_stop(tokens: list[Token], i: int, name_starts: set[int]) -> int:
    entity = tokens[i].entity
    while i < len(tokens) and tokens[i].entity == entity and i not in name_starts:
        i += 1
    return i


def _step(tokens: list[Token], i: int, at: int, name_starts: set[int], head: str, kind: str) -> int:
    """How many tokens from `i` go on with the office (0: it ends here)."""
    token = tokens[i]
    if token.text == "(":
        return _bracket(tokens, i, name_starts)
    if token.text in ",;" or token.low in ("dan", "serta", "&"):
        return _enumeration(tokens, i, at, name_starts, head, kind)
    if token.text in "/-–" and i + 1 < len(tokens) and token.end == tokens[i + 1].start:
        return 2 if i + 1 not in name_starts else 0
    if token.low in _words("connectors") and i > at and i + 1 < len(tokens) and tokens[i + 1].capital and i + 1 not in name_starts:
        return 1
    if match_phrase(tokens, i, phrases_of("offices", "tails", "acting_tails")) and not token.capital:
        return 0
    nested = match_head(tokens, i)[2] if i == at and head in head_set("serving") or tokens[i - 1].low in head_set("before_inner_heads") else 0
    if nested and not any(k in name_starts for k in range(i, i + nested)):
        return nested
    if token.capital or token.text[0].isdigit() and _NUMERAL.match(token.text) and not _YEAR.match(token.text):
        if is_title(token) or match_phrase(tokens, i, phrases_of("honorifics", "ranks", "not_names")):
            return 0
        return 0 if _begins_office(tokens, i, head, i == at) else 1
    inner = token.low in _words("inner_words") and (i == at or tokens[i - 1].low in _words("inner_words") or tokens[i - 1].capital)
    if inner and _leads_to_capital(tokens, i):
        return 1
    return 1 if kind in ("field", "organisation") and i - at < 2 and _small_field(tokens, i, name_starts) else 0


def _small_field(tokens: list[Token], i: int, name_starts: set[int]) -> bool:
    """`direktur |intelijen| CIA`: at most two small words before an organisation."""
    for k in (i, i + 1):
        if k >= len(tokens) or not tokens[k].text.isalpha() or not tokens[k].text.islower() or tokens[k].low in head_set("never_inside"):
            return False
        if _VERB.match(tokens[k].text) or match_head(tokens, k)[2]:
            return False
        after = k + 1
        if after < len(tokens) and after not in name_starts and (tokens[after].label in ("ORG", "FAC") or _is_acronym(tokens[after])):
            return True
    return False


def _begins_office(tokens: list[Token], i: int, head: str, first: bool) -> bool:
    """Another office starts here, unless this one serves it: `Staf Khusus | Presiden`."""
    if first and head in head_set("serving"):
        return False
    if match_phrase(tokens, i, phrases_of("offices", "acting", "former")):
        return True
    kind, inner, length = match_head(tokens, i)
    return bool(length) and kind != "profession" and inner not in head_set("also_units")


def _leads_to_capital(tokens: list[Token], i: int) -> bool:
    """`bidang hukum DPP`, `dewan komisaris Pertamina`: small words, then a capital within three."""
    for token in tokens[i + 1 : i + 4]:
        if token.capital:
            return True
        if token.low not in _words("inner_words") and token.text != "-":
            return False
    return False


def _bracket(tokens: list[Token], i: int, name_starts: set[int]) -> int:
    """`(KPK)`, `(Persero)`, `(Kabid) Humas` go on; `(54)`, `(kanan)` and a last `(Sekprov Malut)` do not, the tail skips that."""
    for j in range(i + 1, min(i + 5, len(tokens))):
        if tokens[j].text == ")":
            inner = tokens[i + 1 : j]
            fits = inner and all(t.capital or t.text in "-/&." for t in inner)
            goes_on = j + 1 < len(tokens) and tokens[j + 1].capital and j + 1 not in name_starts and not is_title(tokens[j + 1])
            fits = fits and (goes_on or not match_head(tokens, i + 1)[2])
            return j + 1 - i if fits and not any(k in name_starts for k in range(i, j)) else 0
    return 0


def _enumeration(tokens: list[Token], i: int, at: int, name_starts: set[int], head: str, kind: str) -> int:
    """A comma or `dan` inside a field of work: `Riset, Teknologi, dan Pendidikan Tinggi` goes on, `Bawaslu, Ketua KPU` does not."""
    if i == at and tokens[i].low != "&":
        return 0
    j, closed = i, False
    while j < len(tokens) and j - i < 14:
        skip = 1
        if tokens[j].text == ",":
            skip = 2 if j + 1 < len(tokens) and tokens[j + 1].low in ("dan", "serta") else 1
            closed = closed or skip == 2
        elif tokens[j].low in ("dan", "serta", "&"):
            closed = True
        else:
            break
        item = j + skip
        if item >= len(tokens) or item in name_starts or not _field_item(tokens, item, head):
            return 0
        j = item
        while j < len(tokens) and j not in name_starts and _plain_capital(tokens, j, head):
            j += 1
        if closed:
            break
    if not closed or j >= len(tokens):
        return 0
    ends_well = j in name_starts or tokens[j].entity >= 0 or tokens[j].text in ",()" or kind == "ministry" or _field_before(tokens, at, i, kind)
    return (2 if tokens[i].text == "," and tokens[i + 1].low in ("dan", "serta") else 1) if ends_well else 0


def _field_before(tokens: list[Token], at: int, i: int, kind: str) -> bool:
    return kind == "field" or any(token.low in _words("field_words") for token in tokens[at:i])


def _field_item(tokens: list[Token], i: int, head: str) -> bool:
    """An item of such a list starts with a plain capital, not with an office, a title, a place or an organisation."""
    if tokens[i].label == "LOC" or not _plain_capital(tokens, i, head, entity_ok=True):
        return False
    return not match_phrase(tokens, i, _organisations())


def _plain_capital(tokens: list[Token], i: int, head: str, entity_ok: bool = False) -> bool:
    token = tokens[i]
    if not token.capital or is_title(token) or match_phrase(tokens, i, phrases_of("honorifics", "ranks", "not_names")):
        return False
    return (entity_ok or token.label not in ("ORG", "LOC", "PER")) and not _begins_office(tokens, i, head, False)


def _trim_end(tokens: list[Token], at: int, end: int) -> int:
    """No office ends in a comma, a small word or an open connector."""
    while end > at and not (tokens[end - 1].capital or tokens[end - 1].text[0].isdigit() or tokens[end - 1].text == ")"):
        end -= 1
    return end


def _read_tail(tokens: list[Token], end: int, name_starts: set[int]) -> tuple[int, tuple[int, int]]:
    """The token after `terpilih`, `periode 2019-2023`, `(Sekprov Malut)`; and the acting word when it stands there (`sementara`)."""
    i, acting = end, (0, 0)
    while i < len(tokens) and i not in name_starts:
        length = match_phrase(tokens, i, phrases_of("offices", "acting_tails"))
        if length:
            acting = (i, i + length)
        elif tokens[i].text == "(" and (closing := _closing(tokens, i)) and match_head(tokens, i + 1)[2]:
            length = closing + 1 - i
        else:
            length = match_phrase(tokens, i, phrases_of("offices", "tails"))
            if length and i + length < len(tokens) and tokens[i].low in ("ke", "dari"):
                length += 2 if tokens[i + length].text == "-" else 0
        if not length and i > end - 1 and _YEAR.match(tokens[i].text):
            length = 3 if i + 2 < len(tokens) and tokens[i + 1].text in "-–/" else 1
        if not length:
            break
        i = min(i + length, len(tokens))
    return i, acting


def _closing(tokens: list[Token], i: int) -> int:
    return next((j for j in range(i + 2, min(i + 7, len(tokens))) if tokens[j].text == ")"), 0)


# --- what is position, what is unit -----------------------------------------------------------------------------
def _split_rest(tokens: list[Token], start: int, rest: int, end: int, kind: str, head: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Cut `head rest` into position and unit by the kind of the head."""
    if rest >= end:
        return (start, rest), (rest, rest)
    if tokens[rest].text == "(" and (closing := _closing(tokens, rest)) and closing + 1 < end and kind in ("area", "organisation"):
        return (start, rest), (closing + 1, end)  # `Sekretaris Daerah (Sekda) Kota Palu`
    if kind == "area" or kind == "organisation" and not _opens_field(tokens, rest):
        cut = _after_small_words(tokens, rest, end) if kind == "organisation" else rest
    elif kind == "alone":
        cut = rest
    elif kind == "ministry":
        cut = _country_at_end(tokens, rest, end)
    else:
        cut = _unit_start(tokens, rest, end, kind, head)
    if tokens[cut - 1].text in ",-–/" and cut > rest:
        return (start, cut - 1), (cut, end)
    return (start, cut), (cut, end)


def _after_small_words(tokens: list[Token], rest: int, end: int) -> int:
    """`penasihat senior |Gedung Putih`, `anggota dewan komisaris |Pertamina`, but `anggota |komisi III`."""
    cut = rest
    while cut < end - 1 and tokens[cut].text.islower() and not match_phrase(tokens, cut, phrases_of("organizations", "small_units")):
        cut += 1
    return cut


def _opens_field(tokens: list[Token], at: int) -> bool:
    """`Kepala | Bidang Pembinaan`, but not `Kepala | Satuan Polisi Pamong Praja`."""
    return tokens[at].low in _words("field_words") and not match_phrase(tokens, at, _organisations())


def _country_at_end(tokens: list[Token], rest: int, end: int) -> int:
    """`Luar Negeri |Polandia`, `Keuangan |RI`; a field alone gives `end`."""
    cut = end
    while cut > rest and (tokens[cut - 1].label == "LOC" or tokens[cut - 1].low in _words("countries")):
        cut -= 1
    return cut


def _unit_start(tokens: list[Token], rest: int, end: int, kind: str, head: str) -> int:
    """Where a field of work gives way to the organisation: `Pembinaan |Badan Kepegawaian Daerah`; `end` when it never does."""
    depth = 0
    for i in range(rest, end):
        depth += {"(": 1, ")": -1}.get(tokens[i].text, 0)
        if depth or not tokens[i].capital:
            continue
        entity_starts = tokens[i].entity >= 0 and (i == rest or tokens[i - 1].entity != tokens[i].entity)
        if _NUMERAL.match(tokens[i].text):
            continue
        organisation = match_phrase(tokens, i, _organisations()) or _is_acronym(tokens[i])
        if not organisation and (tokens[i - 1].low in ("dan", ",", "&") or entity_starts and _organisation_inside(tokens, i, end)):
            continue
        if entity_starts and tokens[i].label in ("ORG", "LOC", "FAC") and not _only_field(tokens, i, end) and (organisation or head not in head_set("subunits")):
            return i
        if _is_acronym(tokens[i]) and tokens[i].text not in _field_acronyms() and (i > rest or kind == "organisation"):
            return i
        if match_phrase(tokens, i, _organisations()) and not (i == rest and tokens[i].text in _field_acronyms()):
            return i
        if tokens[i].low in _words("countries"):
            return i
    return end


def _organisation_inside(tokens: list[Token], i: int, end: int) -> bool:
    """`[Kriminal Khusus |Polda Bali]`: the entity begins as a field and turns into an organisation."""
    return any(match_phrase(tokens, k, _organisations()) for k in range(i + 1, end) if tokens[k].entity == tokens[i].entity)


def _only_field(tokens: list[Token], i: int, end: int) -> bool:
    """The tagger may take a field for an organisation: `Direktorat`-less `Bea dan Cukai` at the very start."""
    return tokens[i].low in _words("field_words") or tokens[i].text in _field_acronyms() and i + 1 < end and tokens[i + 1].entity != tokens[i].entity


def _is_acronym(token: Token) -> bool:
    return bool(_ACRONYM.match(token.text)) and not _NUMERAL.match(token.text)


def _organisations() -> Phrases:
    return phrases_of("organizations", "heads")


@lru_cache(maxsize=None)
def _field_acronyms() -> frozenset[str]:
    return frozenset(load_words("organizations", "field_acronyms"))


@lru_cache(maxsize=None)
def _words(name: str) -> frozenset[str]:
    return frozenset(low_form(word) for word in load_words("organizations", name))


# --- comparing offices ------------------------------------------------------------------------------------------
@lru_cache(maxsize=None)
def _long_forms() -> dict[str, str]:
    pairs = (entry.split(" = ") for entry in load_words("offices", "abbreviations"))
    return {" ".join(low_form(w) for w in split_words(short)): " ".join(low_form(w) for w in split_words(full)) for short, full in pairs}


def long_position(position: str) -> str:
    """`Sekda` -> `sekretaris daerah`: offices written short and long compare equal."""
    low = " ".join(low_form(word) for word in split_words(position))
    for short, full in _long_forms().items():
        if low == short or low.startswith(short + " "):
            return full + low[len(short) :]
    return low


def with_name(office: Office, cut: int) -> Office:
    """The office cut short before a name that it had swallowed."""
    start, end = office.unit
    return replace(office, end=cut, unit=(start, max(start, min(end, cut))), loose=(0, 0))
