"""Names and offices of a sentence brought together, and the record of each person named.

`dihadiri Ketua KPU Sumut, Herdensi, serta Anggota Bawaslu Sumut Ani dan Budi` -> three mentions, each with its office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.free_offices import SentenceReading, list_free_offices
from extract.grammar import drop_enclitic, has_enclitic, word_class
from extract.headlines import cut_title_verbs
from extract.heads import head_set, long_position, match_head
from extract.holders import is_several, link_offices
from extract.identities import cluster_mentions, make_persons, wants_free_offices
from extract.known import know_article
from extract.mending import mend_labels
from extract.names import Name, add_honorifics, find_names, guess_name_end
from extract.offices import Office, find_offices, with_name
from extract.records import Person, PersonMention, Reading, Span
from extract.ruleset import load_words, word_set
from extract.tokens import Token, match_phrase, phrases_of, read_tokens, span_of


def find_person_mentions(reading: Reading, parts: Sequence[SentenceReading] | None = None) -> tuple[PersonMention, ...]:
    """Every named person of the article, sentence by sentence, with the office written beside the name."""
    mentions = [
        make_mention(reading, part, name, part.holders.get(n)) for part in parts or read_sentences(reading) for n, name in enumerate(part.names)
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
    return make_persons(reading, clusters, list_free_offices(reading, parts or read_sentences(reading)) if wants_free_offices(reading, clusters) else [])


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


def read_sentence(tokens: list[Token], title: bool, places: list[tuple[int, int]]) -> tuple[list[Name], list[Office]]:
    """Names and offices of one sentence; names that only their office betrays are added in a second look."""
    names = [name for name in find_names(tokens) if not any(token.text.isdigit() for token in tokens[name.start : name.end])]  # `Jaksa di NTB |Jerat 41 Tersangka|`
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
            end = _end_of_misread(tokens, start) or guess_name_end(tokens, start)
        else:
            continue
        if end > start and (end == _end_of_misread(tokens, start) or guess_name_end(tokens, start) == end) and _stands_as_name(tokens, start, end, places):
            found.append(add_honorifics(tokens, start, end, guessed=True))
    return found


def _end_of_misread(tokens: list[Token], start: int) -> int:
    """`Konsul Jenderal Jepang, [Takeshi Onoda|LOC]`: the end of a place of several words behind the office; 0 if there is none."""
    end = start
    while end < len(tokens) and tokens[end].label == "LOC" and tokens[end].entity == tokens[start].entity:
        end += 1
    closed = end < len(tokens) and (tokens[end].text in ",." or tokens[end].text[0].islower())
    site = any((token.low,) in phrases_of("honorifics", "site_words").get(token.low, ()) for token in tokens[start:end])
    return end if end - start > 1 and closed and not site and not match_phrase(tokens, start, phrases_of("organizations", "countries")) else 0


def _stands_as_name(tokens: list[Token], start: int, end: int, places: list[tuple[int, int]]) -> bool:
    """No entity, place or organisation, and a verb, a comma or the end behind it."""
    misread = end - start > 1 and all(token.label == "LOC" and token.text.istitle() and token.entity == tokens[start].entity for token in tokens[start:end])
    if end >= len(tokens) or not misread and any(token.entity >= 0 for token in tokens[start:end]):
        return False
    if any(match_phrase(tokens, i, phrases_of("organizations", "heads", "field_words")) or tokens[i].text.isupper() for i in range(start, end)):
        return False
    if match_phrase(tokens, start, phrases_of("honorifics", "ranks")) == end - start:
        return False  # `Kanit Reskrim Polres Poso, |Kompol|, Ani`
    if any(tokens[start].low.startswith(prefix) for prefix in load_words("offices", "abbreviation_starts")):
        return False
    if any(a < tokens[end - 1].end and tokens[start].start < b for a, b in places):
        return False
    return tokens[end].text[0].islower() or tokens[end].text in ",." or match_head(tokens, end)[2] > 1  # `Ketua Senat UGM, |Darto| Guru Besar …`


def make_mention(reading: Reading, part: SentenceReading, name: Name, office: Office | None) -> PersonMention:
    """The record of a name and its office; all spans are of the article's text."""
    sentence, tokens = part.sentence, part.tokens
    span = span_of(tokens, name.start, name.end)
    whole = span_of(tokens, name.first, name.last)
    plain = PersonMention(span.start, span.end, reading.text[span.start : span.end], whole, sentence.index, name.honorifics)
    if office is None:
        return plain
    position, unit = span_of(tokens, *office.position), span_of(tokens, *office.unit) if office.has_unit else None
    if has_enclitic(office.head):
        position = Span(position.start, position.end - len(office.head) + len(drop_enclitic(office.head)))
    unit = unit or _own_body(reading, tokens, office) or _body_of_absent(part, office) or _body_of_chief(part, office)
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
        acting=reading.text[tokens[office.acting[0]].start : tokens[office.acting[1] - 1].end] if office.acting[1] else load_words("offices", "former")[0] if office.past else None,
    )


def _body_of_absent(part: SentenceReading, office: Office) -> Span | None:
    """`Rektor |Universitas Toba| Ani diwakili Wakil Rektor II`, `|Menteri Agama| melalui juru bicaranya`: whom they stand in for or serve."""
    tokens = part.tokens
    link = office.start - 1
    while link > 0 and tokens[link].low in word_set("speech", "acting_links"):
        link -= 1
    before = [o for o in part.offices if o.end <= link]
    if link < 1 or not before or tokens[link].low not in word_set("speech", "acting_for") | word_class("means"):
        return None
    last = before[-1]
    if has_enclitic(office.head) and drop_enclitic(office.head) in head_set("for_person"):
        return span_of(tokens, last.position[0], max(last.position[1], last.unit[1]))
    deputy = long_position(office.head).removeprefix("wakil ") == long_position(last.head)
    return span_of(tokens, *last.unit) if deputy and last.has_unit else None


def _body_of_chief(part: SentenceReading, office: Office) -> Span | None:
    """`Ketua |ISI| Ani dan sejumlah pengurus di antaranya Budi`: the body of the office told before."""
    before = [o for o in part.offices if o.end <= office.start and o.has_unit and o.kind == "organisation"]
    listed = office.lower and not office.has_unit and office.head in head_set("needs_unit") and is_several(part.tokens, office)
    return span_of(part.tokens, *before[-1].unit) if before and listed else None


def _own_body(reading: Reading, tokens: list[Token], office: Office) -> Span | None:
    """`Bawaslu diwakili ketuanya`, `Bawaslu diwakili Ketua`, `Dari KPU hadir sang ketua`: the body named last before, as the article names it in full."""
    if drop_enclitic(office.head) in head_set("for_person"):
        return None
    before = office.start
    while before and tokens[before - 1].low in word_set("speech", "acting_links") | word_class("articles"):
        before -= 1
    stands_for = before > 1 and tokens[before - 1].low in load_words("speech", "acting_for") and tokens[before - 2].label == "ORG"
    if not (has_enclitic(office.head) or office.start and tokens[office.start - 1].low in word_class("articles") or stands_for and office.kind in ("organisation", "field")):
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
