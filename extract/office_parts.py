"""How far an office reaches in a sentence, and where its position ends and its unit begins."""

from __future__ import annotations

import re

from extract.bodies import NUMERAL, alias_of_body, field_acronyms, is_acronym, is_site_name, organisation_words, organisations, wider_body
from extract.grammar import has_shape
from extract.heads import head_set, match_head
from extract.tokens import Token, is_title, match_phrase, phrases_of

Range = tuple[int, int]  # token numbers, the second one exclusive
ENUMERATORS = ("dan", "serta", "&", "and")
MAX_WORDS = 24  # of one office; longer ones are enumerations misread
_YEAR = re.compile(r"^(?:19|20)\d\d$")


def read_rest(tokens: list[Token], at: int, name_starts: set[int], head: str, kind: str, plain: int) -> Range:
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
    ends = (k + match_phrase(tokens, k, phrases_of("offices", "small_bodies")) for k in (i - 1, i - 2) if tokens[k].entity == entity)
    return max([i, *ends]) if not any(k in name_starts for k in range(i, i + 3)) else i  # `[Tim Pemenangan paslon] nomor urut`


def _step(tokens: list[Token], i: int, at: int, name_starts: set[int], head: str, kind: str) -> int:
    """How many tokens from `i` go on with the office (0: it ends here)."""
    token = tokens[i]
    if token.text == "(":
        return _bracket(tokens, i, name_starts)
    if i > at and (_glued(tokens, i) or is_site_name(tokens, i)):
        return 1
    if i > at and token.low in head_set("numbered") and i + 1 < len(tokens) and (tokens[i + 1].text.isdigit() or NUMERAL.match(tokens[i + 1].text)):
        return 2
    if i > at and kind != "area" and (alias := alias_of_body(tokens, i, name_starts)):
        return alias
    if kind == "organisation" and (i == at or _behind_small_body(tokens, at, i)) and (small := match_phrase(tokens, i, phrases_of("offices", "small_bodies"))):
        return small
    if token.text == "," and kind in ("field", "organisation") and (wider := wider_body(tokens, at, i, name_starts, kind)):
        return wider
    if token.text in ",;" or token.low in ENUMERATORS:
        return _enumeration(tokens, i, at, name_starts, head, kind)
    if token.text in "/-–" and i + 1 < len(tokens) and token.end == tokens[i + 1].start:
        return 2 if i + 1 not in name_starts else 0
    if token.low in organisation_words("connectors") and (i > at or token.low in ("of", "for")) and i + 1 < len(tokens) and tokens[i + 1].capital and i + 1 not in name_starts:
        return 1
    if match_phrase(tokens, i, phrases_of("offices", "tails", "acting_tails")) and not token.capital:
        return 0
    nested = match_head(tokens, i)[2] if i == at and head in head_set("serving") or tokens[i - 1].low in head_set("before_inner_heads") else 0
    if nested and not any(k in name_starts for k in range(i, i + nested)):
        return nested
    if token.capital or token.text[0].isdigit() and NUMERAL.match(token.text) and not _YEAR.match(token.text):
        not_name = match_phrase(tokens, i, phrases_of("honorifics", "not_names")) and not match_phrase(tokens, i, phrases_of("organizations", "field_words"))
        if is_title(token) or not_name or match_phrase(tokens, i, phrases_of("honorifics", "ranks")):
            return 0  # but `Menteri |Dalam Negeri|`
        return 0 if _begins_office(tokens, i, head, i == at) else 1
    before = tokens[i - 1]
    inner = token.low in organisation_words("inner_words") and (i == at or before.low in organisation_words("inner_words") or before.capital or before.text == ")")
    if inner and _leads_to_capital(tokens, i):
        return 1
    subject = kind in ("field", "organisation") or head in head_set("teachers")  # `guru |matematika| SMAN 1 Poso`
    longest = 4 if head in head_set("teachers") else 2  # `dosen |hukum tata negara| Universitas Poso`
    return 1 if subject and i - at < longest and _small_field(tokens, i, name_starts, longest) else 0


def _behind_small_body(tokens: list[Token], at: int, i: int) -> bool:
    """`ketua tim pemenangan |pasangan nomor urut 2|`"""
    return i > at and match_phrase(tokens, at, phrases_of("offices", "small_bodies"), i) == i - at


def _small_field(tokens: list[Token], i: int, name_starts: set[int], longest: int) -> bool:
    """`direktur |intelijen| CIA`: at most so many small words before an organisation."""
    for k in range(i, i + longest):
        if k >= len(tokens) or not tokens[k].text.isalpha() or not tokens[k].text.islower() or tokens[k].low in head_set("never_inside"):
            return False
        if has_shape(tokens[k].text) or match_head(tokens, k)[2]:
            return False
        after = k + 1
        if after < len(tokens) and after not in name_starts and (tokens[after].label in ("ORG", "FAC") or is_acronym(tokens[after])):
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
        if token.low not in organisation_words("inner_words") and token.text != "-":
            return False
    return False


def _bracket(tokens: list[Token], i: int, name_starts: set[int]) -> int:
    """`(KPK)`, `(Persero)`, `(Kabid) Humas` go on; `(54)`, `(kanan)` and a last `(Sekprov Malut)` do not, the tail skips that."""
    for j in range(i + 1, min(i + 5, len(tokens))):
        if tokens[j].text == ")":
            inner = tokens[i + 1 : j]
            fits = inner and all(t.capital or t.text in "-/&." or k > i + 1 and t.text.isdigit() or _glued(tokens, k) for k, t in enumerate(inner, i + 1))
            goes_on = j + 1 < len(tokens) and tokens[j + 1].capital and j + 1 not in name_starts and not is_title(tokens[j + 1])
            fits = fits and (goes_on or not match_head(tokens, i + 1)[2])
            return j + 1 - i if fits and not any(k in name_starts for k in range(i, j)) else 0
    return 0


def _glued(tokens: list[Token], i: int) -> bool:
    """`HP|2H`: the rest of a code that came apart at its digit."""
    return tokens[i - 1].end == tokens[i].start and tokens[i - 1].text.isupper() and tokens[i].text.isalnum() and tokens[i].text.upper() == tokens[i].text


def _enumeration(tokens: list[Token], i: int, at: int, name_starts: set[int], head: str, kind: str) -> int:
    """A comma or `dan` inside a field of work: `Riset, Teknologi, dan Pendidikan Tinggi` goes on, `Bawaslu, Ketua KPU` does not."""
    if i == at and tokens[i].low != "&":
        return 0
    j, closed = i, False
    while j < len(tokens) and j - i < 14:
        skip = 1
        if tokens[j].text == ",":
            skip = 2 if j + 1 < len(tokens) and tokens[j + 1].low in ENUMERATORS else 1
            closed = closed or skip == 2
        elif tokens[j].low in ENUMERATORS:
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
    return (2 if tokens[i].text == "," and tokens[i + 1].low in ENUMERATORS else 1) if ends_well else 0


def _field_before(tokens: list[Token], at: int, i: int, kind: str) -> bool:
    return kind == "field" or any(token.low in organisation_words("field_words") for token in tokens[at:i])


def _field_item(tokens: list[Token], i: int, head: str) -> bool:
    """An item of such a list starts with a plain capital, not with an office, a title, a place or an organisation."""
    if tokens[i].label == "LOC" or not _plain_capital(tokens, i, head, entity_ok=True):
        return False
    return not match_phrase(tokens, i, organisations())


def _plain_capital(tokens: list[Token], i: int, head: str, entity_ok: bool = False) -> bool:
    token = tokens[i]
    if not token.capital or is_title(token) or match_phrase(tokens, i, phrases_of("honorifics", "ranks", "not_names")):
        return False
    return (entity_ok or token.label not in ("ORG", "LOC", "PER")) and not _begins_office(tokens, i, head, False)


def trim_end(tokens: list[Token], at: int, end: int) -> int:
    """No office ends in a comma, a small word or an open connector."""
    while end > at and not (tokens[end - 1].capital or tokens[end - 1].text[0].isdigit() or tokens[end - 1].text == ")" or is_site_name(tokens, end - 1)):
        end -= 1
    return end


def read_tail(tokens: list[Token], end: int, name_starts: set[int]) -> tuple[int, Range]:
    """The token after `terpilih`, `periode 2019-2023`, `(Sekprov Malut)`; and the acting word when it stands there (`sementara`)."""
    i, acting = end, (0, 0)
    while i < len(tokens) and i not in name_starts:
        length = match_phrase(tokens, i, phrases_of("offices", "acting_tails"))
        if length:
            acting = (i, i + length)
        elif tokens[i].text == "(" and (closing := _closing(tokens, i)) and match_head(tokens, i + 1)[2]:
            length = closing + 1 - i
        else:
            after_comma = tokens[i].text == "," and i + 2 < len(tokens) and tokens[i + 1].low in ("tahun", "periode") and _YEAR.match(tokens[i + 2].text[:4])
            length = 2 if after_comma else match_phrase(tokens, i, phrases_of("offices", "tails"))
            if length and i + length < len(tokens) and tokens[i].low == "ke":
                length += 2 if tokens[i + length].text == "-" else 0
        if not length:
            length = _origin(tokens, i, name_starts)
        if not length and i > end - 1 and _YEAR.match(tokens[i].text):
            length = 3 if i + 2 < len(tokens) and tokens[i + 1].text in "-–/" else 1
        if not length:
            break
        i = min(i + length, len(tokens))
    return i, acting


def _origin(tokens: list[Token], i: int, name_starts: set[int]) -> int:
    """`dari Fraksi Mutiara (FM)`, `asal Massachusetts`: how many tokens tell where the holder comes from, up to the name or its comma."""
    if tokens[i].low not in head_set("origins"):
        return 0
    j = i + 1
    while j < len(tokens) and j - i < MAX_WORDS and (j not in name_starts or j == i + 1):  # a place taken for a name
        if tokens[j].text == "(" and (closing := _closing(tokens, j)):
            j = closing + 1
        elif tokens[j].capital or tokens[j].text[0].isdigit() or tokens[j].text in "-/" or tokens[j].low in organisation_words("inner_words") or tokens[j].low in head_set("origins"):
            j += 1
        else:
            break
    ends = j in name_starts or tokens[j : j + 1] and tokens[j].text == "," and j + 1 in name_starts
    return j - i if ends and j > i + 1 else 0


def _closing(tokens: list[Token], i: int) -> int:
    return next((j for j in range(i + 2, min(i + 7, len(tokens))) if tokens[j].text == ")"), 0)


# --- what is position, what is unit -----------------------------------------------------------------------------
def split_rest(tokens: list[Token], start: int, rest: int, end: int, kind: str, head: str) -> tuple[Range, Range]:
    """Cut `head rest` into position and unit by the kind of the head."""
    if rest >= end:
        return (start, rest), (rest, rest)
    if tokens[rest].text == "," and rest + 1 < end and kind in ("area", "organisation"):
        return (start, rest), (rest + 1, end)  # `Sekretaris|, KPU Poso,| Ani`
    if tokens[rest].text == "(" and (closing := _closing(tokens, rest)) and kind in ("area", "organisation"):
        if closing + 1 >= end and not match_head(tokens, rest + 1)[2] and not _initials_of(tokens[start:rest], tokens[rest + 1].text):
            return (start, rest), (rest + 1, closing)  # `Ketua (ICC)`, the long name is lost
        return (start, rest), (min(closing + 1, end), end)  # `Sekretaris Daerah (Sekda) Kota Palu`
    if kind == "organisation" and re.fullmatch(r"[IVX]+", tokens[rest].text):
        rest += 1  # `Wakil Rektor III |Universitas Mutiara`
        if rest >= end:
            return (start, rest), (rest, rest)
    if kind == "area" or kind == "organisation" and not _opens_field(tokens, rest):
        cut = _after_small_words(tokens, rest, end) if kind == "organisation" else rest
        end = _before_task(tokens, cut, end) if head in head_set("members") else end
    elif kind == "alone":
        cut = rest
    elif kind == "ministry":
        cut = _country_at_end(tokens, rest, end)
    else:
        cut = _unit_start(tokens, rest, end, kind, head)
    if tokens[cut - 1].text in ",-–/" and cut > rest:
        return (start, cut - 1), (cut, end)
    return (start, cut), (cut, end)


def _initials_of(words: list[Token], text: str) -> bool:
    """`Jaksa Penuntut Umum`, `JPU` -> True"""
    return "".join(word.text[0] for word in words).casefold() == text.casefold()


def _after_small_words(tokens: list[Token], rest: int, end: int) -> int:
    """`penasihat senior |Gedung Putih`, `anggota dewan komisaris |Pertamina`, but `anggota |komisi III`."""
    cut = rest
    while cut < end - 1 and tokens[cut].text.islower() and not match_phrase(tokens, cut, phrases_of("organizations", "small_units")):
        cut += 1
    return cut


def _before_task(tokens: list[Token], cut: int, end: int) -> int:
    """`Anggota KPU Toba |Divisi Teknis|`: where the task of a member begins behind the body; `end` if nowhere."""
    return next((i for i in range(cut + 1, end) if tokens[i].low in head_set("tasks") and tokens[i - 1].capital), end)


def _opens_field(tokens: list[Token], at: int) -> bool:
    """`Kepala | Bidang Pembinaan`, but not `Kepala | Satuan Polisi Pamong Praja`."""
    return tokens[at].low in organisation_words("field_words") and not match_phrase(tokens, at, organisations())


def _country_at_end(tokens: list[Token], rest: int, end: int) -> int:
    """`Luar Negeri |Polandia`, `Keuangan |RI`; a field alone gives `end`."""
    cut = end
    while cut > rest and (tokens[cut - 1].label == "LOC" or tokens[cut - 1].low in organisation_words("countries")):
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
        if NUMERAL.match(tokens[i].text):
            continue
        if i > rest and tokens[i - 1].low in head_set("inside_fields"):
            continue
        organisation = match_phrase(tokens, i, organisations()) or is_acronym(tokens[i]) or i + 1 < end and is_site_name(tokens, i + 1)
        wider = tokens[i - 1].text == "," and entity_starts and tokens[i].label == "ORG" and tokens[end - 1].entity == tokens[i].entity
        if not organisation and not wider and (tokens[i - 1].low in ("dan", ",", "&") or entity_starts and _organisation_inside(tokens, i, end)):
            continue
        if i == rest and head.endswith(("bidang", "divisi", "urusan", "seksi")) and not organisation:
            continue  # `Wakil Rektor Bidang |Kemahasiswaan|`
        if (
            entity_starts
            and tokens[i].label in ("ORG", "LOC", "FAC")
            and not _only_field(tokens, i, end)
            and (organisation or head not in head_set("subunits"))
        ):
            return i - (i > rest + 1 and tokens[i].label == "LOC" and bool(match_phrase(tokens, i - 1, phrases_of("offices", "regency_words", "province_words"), i)))
        if is_acronym(tokens[i]) and tokens[i].text not in field_acronyms() and (i > rest or kind == "organisation"):
            return i
        if match_phrase(tokens, i, organisations()) and not (i == rest and tokens[i].text in field_acronyms()):
            return i
        if tokens[i].low in organisation_words("countries") or i + 1 < end and is_site_name(tokens, i + 1):
            return i
    return end


def _organisation_inside(tokens: list[Token], i: int, end: int) -> bool:
    """`[Kriminal Khusus |Polda Bali]`: the entity begins as a field and turns into an organisation."""
    return any(match_phrase(tokens, k, organisations()) for k in range(i + 1, end) if tokens[k].entity == tokens[i].entity)


def _only_field(tokens: list[Token], i: int, end: int) -> bool:
    """The tagger may take a field for an organisation: `Direktorat`-less `Bea dan Cukai` at the very start."""
    return (
        tokens[i].low in organisation_words("field_words") or tokens[i].text in field_acronyms() and i + 1 < end and tokens[i + 1].entity != tokens[i].entity
    )
