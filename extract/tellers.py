"""Who gives a number, and for what area: the offices of an article, its speakers, the places in a clause.

The evidence in its order; the first that says anything decides, so that its rank is its weight.
Source: 1 cited office (`menurut data X`), 2 office that counts or tells in the sentence, 3 who gave the total or the last count, unless another
office reports here, 4 the speaker's office, 5 whose data were opened, 6 who handles what is counted, 7 the office named before, the acting one
first, 8 the one named after. How it is called: `authorities`.
Place: 1 in the clause (region, toll road, row of areas, office that settles it), 2 of the total, no item of a list of places, 3 the area of the source, as the
article mostly writes it, 4 before the number in the sentence, 5 of the last general count of that source, 6 the dateline, for local offices.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.authorities import Names, area_of, find_offices, is_acting, same_office, shorten_office, speaker_office
from extract.clauses import word_pattern
from extract.counts import Count
from extract.grammar import pattern_of
from extract.places import match_names, region_of
from extract.records import DateMention, Person, PlaceMention, Reading, Region, RoleMention, Span, Statistic
from extract.ruleset import load_words

SOURCE_SENTENCES = 3  # sentences back in which a speaker still speaks
VERB_REACH = 60  # characters from an office to the verb it is the subject of
LATER_SENTENCES = 3  # sentences after a lead in which whoever gives its number may be named
AGENT_GAP = 6  # characters between a passive and its agent: ` oleh `
LIST_CLAUSE = 60  # a longer clause before a number is no item of a list of places

AREA_LENGTH = 3  # words of an area that is the whole unit of an office: `Sekda | Kabupaten Anu`
TOPIC_WORDS = 4  # words before the area that a sentence begins with
ROW_REACH = 160  # characters before the sentence in which a row of areas may have begun
_ROW_NAME = r"((?:[A-Z][a-z][\w'’-]*\s?){1,3})\s*(?:{row_words}|({giving_words})|:)?\s*$"

_AREA_FORM = r"(?:^.+\s(?={area_kinds}\s[A-Z])|^(?:.+\s)?{territorial}\s)((?:{area_kinds}\s)?[A-Z][a-z][\w'’-]*(?:\s[A-Z][a-z][\w'’-]*){0,2})$"  # an area by its form: no list knows all
_TOLL_ROAD = re.compile(r"\b[Tt]ol [A-Z]\w+(?:[-–][A-Z]\w+|\s[A-Z]\w+(?=[-–]))*")

Place = tuple[str | None, Region | None]


def places_within(reading: Reading, span: Span) -> list[PlaceMention]:
    """Places of a stretch of text and its toll roads, the line the report was filed from left out."""
    dated = [d for d in reading.dates if span.start <= d.start < span.end]  # `Januari` is taken for a place now and then
    roads = [PlaceMention(m.start(), m.end(), m.group(), None) for m in _TOLL_ROAD.finditer(reading.text, span.start, span.end)]
    if roads:
        return [*roads, *(p for p in _named_places(reading, span, dated) if not any(r.start < p.end and p.start < r.end for r in roads))]
    return _named_places(reading, span, dated)


def _named_places(reading: Reading, span: Span, dated: Sequence[DateMention]) -> list[PlaceMention]:
    return [p for p in reading.places if span.start <= p.start and p.end <= span.end and not p.dateline and not (p.region and p.region.name == "Indonesia") and not any(d.start < p.end and p.start < d.end for d in dated)]


class Tellers:
    """The offices and speakers of one article, looked up by count."""

    def __init__(self, reading: Reading, roles: Sequence[RoleMention] = ()) -> None:
        self.reading = reading
        self.offices = find_offices(reading)
        by_key = {person.key: person for person in reading.persons}
        self._spoke = sorted(((r.start, by_key[r.person]) for r in roles if r.role == "speaker" and r.person in by_key), key=lambda item: item[0])
        self.names = Names(reading.text, self.offices, list(dict.fromkeys(speaker_office(p) or "" for _, p in self._spoke)))
        self._named = sorted(
            [(m.start, p) for p in reading.persons for m in p.mentions] + [(a.start, p) for p in reading.persons for a in p.aliases],
            key=lambda item: item[0],
        )

    # --- source ---
    def find_source(self, count: Count, lean: Statistic | None, part: bool = False) -> tuple[str | None, str | None]:
        """The office that counts or is cited, else that of the speaker, else as before; and the speaker's name. A part was counted by who counted the whole."""
        speaker = self._speaker_of(count)
        own = speaker_office(speaker) if speaker else None
        own = self.names.call(own, own) if own and speaker and own != speaker.name else own
        office = self._cited_office(count) or self._counting_office(count) or self._rival_office(count, lean)
        name = self._name(office, own) if office else own
        other = speaker is not None and own not in (None, speaker.name) and lean is not None and not same_office(own or "", lean.source) and self._reports_here(count, speaker)
        goes_on = lean is not None and office is None and (part and not other or self._goes_on(count, lean, speaker, name))
        if lean is not None and lean.source and (name is None or goes_on or same_office(name, lean.source)):
            return lean.source, speaker.name if speaker else lean.speaker
        office = office or self._opened_data(count)
        name = self._name(office, own) if office else name
        if name:
            return name, speaker.name if speaker else None
        agent = self._agent(count)
        if agent:
            return self._name(agent), None
        earlier = [o for o in self.offices if o.end <= count.number.start and not self._holds(o)]
        if earlier:
            last_told = self.reading.sentence_at(earlier[-1].start)
            acting = [o for o in earlier if o.start >= last_told.start and is_acting(self.reading.text, o.end, "tells")]
            return self._name((acting or earlier)[-1]), None  # `BKN membeberkan data di wilayah Kanreg Anu. Ada 246 …`
        if count.sentence.section == "title":
            return None, None
        last = self.reading.sentences[min(count.sentence.index + LATER_SENTENCES, len(self.reading.sentences) - 1)]
        # the lead gives the number, one of the next sentences who gives it
        later = [o for o in self.offices if count.number.end <= o.start < last.end and not self._is_led(o) and not self._holds(o)]
        if not later:
            return None, None
        who = next((m for m in self.reading.person_mentions if m.unit_span and m.unit_span.start <= later[0].start < m.unit_span.end), None)
        person = next((p for p in self.reading.persons if who in p.mentions), None) if who else None
        named = speaker_office(person) or person.name if person else None
        return (self.names.call(named, named), person.name) if person and named else (self.names.as_led(self._name(later[0])), None)

    def _goes_on(self, count: Count, lean: Statistic, speaker: Person | None, name: str | None) -> bool:
        """Whether who gave the count before gives this one too: the same sentence, or the same speaker with the data of another."""
        same_sentence = lean.sentence == count.sentence.index
        alone = speaker is not None and name == speaker.name and count.sentence.index - lean.sentence <= 1  # a name without an office
        return same_sentence or alone or speaker is not None and lean.speaker == speaker.name

    def _opened_data(self, count: Count) -> Span | None:
        """`Ia membuka data Bawaslu Anu. Ada 12 …`: whose data the sentence before speaks of."""
        if not count.sentence.index:
            return None
        before = self.reading.sentences[count.sentence.index - 1]
        found = [o for o in self.offices if before.start <= o.start and o.end <= before.end]
        owned = pattern_of(r"(?i)\b{data_of}(?:\s+{owner_words})?\s*$", "statistics")
        return next((o for o in reversed(found) if owned.search(self.reading.text, max(0, o.start - 40), o.start)), None)

    def _agent(self, count: Count) -> Span | None:
        """`17 perkara disidik Polda Anu`: who handles what is counted, when nobody else gives the number."""
        behind = [o for o in self.offices if count.right.start <= o.start and o.end <= count.right.end]
        handled = word_pattern("handled_by", r"\b", r"\s+$")
        received = [o for o in behind if count.head_weight >= 1 and " " in self.reading.text[o.start : o.end] and handled.search(self.reading.text, max(count.right.start, o.start - 24), o.start)]  # `lima laporan yang masuk ke Bawaslu Anu`
        return next((o for o in behind if count.stage and 0 <= o.start - count.stage.end <= AGENT_GAP), received[0] if received else None)

    def _holds(self, office: Span) -> bool:
        """`ASN di lingkungan Pemkab Anu`: where the counted serve."""
        return bool(word_pattern("holdings", r"\b", r"\s+$").search(self.reading.text, max(0, office.start - 14), office.start))

    def _name(self, office: Span, own: str | None = None) -> str:
        """The office in short; `Bawaslu` alone is that of the speaker, else the one `Bawaslu Anu` named before it, if there is just one."""
        written = self.reading.text[office.start : office.end]
        name = shorten_office(written)
        if " " in name or written != name:
            return self.names.call(written, own)
        if own and (own.startswith(f"{name} ") or name in load_words("statistics", "inner_offices") and area_of(own)):
            return own  # `Deputi Bawaslu RI X menyebut data di Bawaslu`, in the news of a province
        before = {shorten_office(self.reading.text[o.start : o.end]) for o in self.offices if o.end <= office.start}
        longer = {other for other in before if other.startswith(f"{name} ") and area_of(other)}
        return longer.pop() if len(longer) == 1 and name not in before else self.names.call(name, own)

    def _cited_office(self, count: Count) -> Span | None:
        """`menurut data Polda Anu, ada 12 …`."""
        found = [o for o in self.offices if count.sentence.start <= o.start and o.end <= count.number.start]
        cited = pattern_of(r"(?i)\b{from}(?:\s+{source_words})*\s*$", "statistics")
        return next((o for o in reversed(found) if cited.search(self.reading.text, max(0, o.start - 60), o.start)), None)

    def _reports_here(self, count: Count, speaker: Person) -> bool:
        return any(person == speaker and count.sentence.start <= start < count.sentence.end for start, person in self._spoke)

    def _counting_office(self, count: Count) -> Span | None:
        """`Bawaslu Anu menerima tujuh laporan`: the office that is the subject of the counting verb."""
        if count.verb and count.verb.text.lower() in load_words("statistics", "no_agent"):
            return None
        for office in self.offices:
            reach = count.verb and office.end <= count.verb.start <= office.end + VERB_REACH
            tells = office.end <= count.number.start <= office.end + VERB_REACH and is_acting(self.reading.text, office.end, "tells")  # `Bawaslu Anu menghitung 49 kasus`
            if not (count.sentence.start <= office.start and (reach or tells)):
                continue
            led = self._is_led(office)
            titled = any(m.unit_span and m.unit_span.start <= office.start < m.unit_span.end for m in self.reading.person_mentions)
            if not led and not titled:
                return office
        return None

    def _rival_office(self, count: Count, lean: Statistic | None) -> Span | None:
        """`Bawaslu Anu menangani 264 perkara, sedangkan Bawaslu Ani 131 perkara`: the like office right before its number."""
        beside = [o for o in self.offices if count.sentence.start <= o.start and pattern_of(r"\s+(?:{office_leads}\s+)?", "statistics").fullmatch(self.reading.text[o.end : count.number.start])]
        name, source = self._name(beside[-1]) if beside else "", lean.source or "" if lean else ""
        rivals = bool(name and source) and name.split()[0] == source.split()[0] and not same_office(name, source)
        return beside[-1] if rivals else None

    def _is_led(self, office: Span) -> bool:
        """Whether a preposition makes the office an object: `diteruskan ke Polres Anu`."""
        return bool(word_pattern("not_subjects", r"\b", r"\s+$").search(self.reading.text, max(0, office.start - 14), office.start))

    def _speaker_of(self, count: Count) -> Person | None:
        """The speaker of the quotation, else whoever reports in the sentence or spoke just before, else the person with an office named last there."""
        for quote in self.reading.quotes:
            if quote.start <= count.number.start < quote.end and quote.speaker:
                for person in self.reading.persons:
                    spans = [m.full for m in person.mentions] + list(person.aliases)
                    if any(s.start < quote.speaker.end and quote.speaker.start < s.end for s in spans):
                        return person
        first = self.reading.sentences[max(0, count.sentence.index - SOURCE_SENTENCES)].start
        reports = [person for start, person in self._spoke if count.sentence.start <= start < count.sentence.end and person.position]
        heard = {person.key for _, person in self._spoke}
        near = [person for start, person in self._named if first <= start < count.sentence.end and person.position and (person.key in heard or not heard)]
        return reports[-1] if reports else near[-1] if near else None

    # --- place ---
    def find_place(self, count: Count, total: Statistic | None, last: Statistic | None, source: str | None, item: bool = False) -> Place:
        """The place in the clause, else of the total (no `item` of a list of places told before), of the source, of the sentence, as before, where it was filed."""
        own = self._own_place(count)
        if own:
            return own
        if total is not None and not item:
            led = self._topic_place(count) if total.sentence != count.sentence.index else None
            return led or (total.place, total.region)
        if source and (area := self._area_of(source)):
            return self._full_place(area)
        sentence = [p for p in places_within(self.reading, Span(count.sentence.start, count.number.start)) if not self._within_office(p) and not self._is_origin(p)]
        if sentence:
            return sentence[0].text, sentence[0].region
        if last is not None and last.source == source:
            return last.place, last.region
        return self._place_of_counted(count) or (self._told_place(count) if self._is_local(source) else None) or self._filed_from(source)

    def _place_of_counted(self, count: Count) -> Place | None:
        """`tiga anggota KPU Kabupaten Anu`: the area of the office that the counted serve."""
        behind = [o for o in self.offices if count.right.start <= o.start and o.end <= count.right.end]
        serve = behind and pattern_of(r"\b{counted_ones}\s+(?:\w+\s+)?$", "statistics").search(self.reading.text[count.right.start : behind[0].start])
        return area_of(self.reading.text[behind[0].start : behind[0].end]) if serve or behind and self._holds(behind[0]) else None

    def _told_place(self, count: Count) -> Place | None:
        """`Pelanggaran di Kabupaten Anu masih tinggi. Bawaslu setempat mencatat 18 kasus`: the only place that the sentence before names."""
        index = count.sentence.index
        if not index or self.reading.sentences[index - 1].section == "title":
            return None
        before = self.reading.sentences[index - 1]
        told = [p for p in places_within(self.reading, Span(before.start, before.end)) if not self._within_office(p) and not self._is_origin(p)]
        return (told[0].text, told[0].region) if len({p.text for p in told}) == 1 else None

    def _area_of(self, source: str) -> tuple[str, Region | None] | None:
        """The area in the name of an office or of what its source is head of; that of a police sector need not be known."""
        first, _, rest = source.partition(" ")
        if rest and first in load_words("statistics", "sector_offices"):
            return rest, region_of(rest)
        if found := area_of(source):
            return found
        if formed := pattern_of(_AREA_FORM, "statistics").search(source):
            return formed[1], None
        person = next((p for p in self.reading.persons if p.name == source and p.unit), None)
        unit = person.unit if person else None
        return (unit, region) if unit and len(unit.split()) <= AREA_LENGTH and (region := region_of(unit)) else area_of(f"X {unit}") if unit else None

    def _own_place(self, count: Count) -> Place | None:
        if count.sharer:
            name = self.reading.text[count.sharer.start : count.sharer.end]
            return name, region_of(name)
        own = places_within(self.reading, Span(count.left.start, count.right.end))
        own = [p for p in own if not self._within_office(p) and not self._is_origin(p)]
        if own:
            before = [p for p in own if p.end <= count.number.start]
            behind = [p for p in own if p not in before]
            topic = bool(before and behind) and "," in self.reading.text[before[-1].end : count.number.start]  # `Di Sumatera, ada 5 gudang di Anu`
            return self._joined(count, behind[0] if topic or not before else before[-1])
        if count.header and word_pattern("area_headers").search(self.reading.text, count.header.start, count.header.end):
            return self._listed_name(count)
        behind = [o for o in self.offices if count.right.start <= o.start and o.end <= count.right.end and word_pattern("settled_by", r"\b", r"\s+$").search(self.reading.text, max(0, o.start - 24), o.start)]
        behind = [o for o in behind if not self.reading.text.startswith(load_words("statistics", "courts"), o.start)]  # they try what happened elsewhere
        if behind and (area := area_of(self.reading.text[behind[0].start : behind[0].end])):
            return area  # `47 tersangka yang ditetapkan Polda Anu`
        listed = count.left.end - count.left.start <= LIST_CLAUSE and not count.verb
        office = [o for o in self.offices if count.left.start <= o.start and o.end <= count.number.start and not self._is_led(o)]
        here = area_of(self.reading.text[office[-1].start : office[-1].end]) if office else None
        if office and (listed or here):  # `Polda Anu terdapat 14 tersangka`
            return self._full_place(here) if here else None
        named = self._row_name(count)
        if named:
            return named
        if not listed:
            return None
        clause = self.reading.text[count.left.start : count.left.end]
        others = [*self.reading.dates, *(p for p in self.reading.places if p.dateline)]
        dated = [Span(d.start - count.left.start, d.end - count.left.start) for d in others]
        names = [hit for hit in match_names(clause) if clause[hit.start].isupper() and not any(d.start < hit.end and hit.start < d.end for d in dated)]
        if len(names) == 1:  # a list of places that the tagger did not see
            name = clause[names[0].start : names[0].end]
            return name, region_of(name)
        return None

    def _topic_place(self, count: Count) -> Place | None:
        """`Kemudian di Provinsi Anu, polisi menetapkan 66 orang`: the area that a sentence begins with."""
        ahead = [p for p in places_within(self.reading, Span(count.sentence.start, count.number.start)) if not self._within_office(p) and not self._is_origin(p)]
        text = self.reading.text
        if not ahead or len(text[count.sentence.start : ahead[0].start].split()) > TOPIC_WORDS:
            return None
        return (ahead[0].text, ahead[0].region) if word_pattern("topic_leads", r"\b", r"\b").search(text, count.sentence.start, ahead[0].start) else None

    def _row_name(self, count: Count) -> Place | None:
        """`Kecamatan Anu 9 laporan, disusul Ani tujuh laporan dan Ana lima`: a name right before its number in a row of areas, known or not."""
        text = self.reading.text
        listed = word_pattern("area_words_of_lists").search(text, max(0, count.sentence.start - ROW_REACH), count.number.start)
        match = pattern_of(_ROW_NAME, "statistics").search(text, count.left.start, count.number.start) if listed else None
        if not match or any(d.start < match.end(1) and match.start(1) < d.end for d in self.reading.dates) or any(e.label in ("PER", "ORG") and e.start < match.end(1) and match.start(1) < e.end for e in self.reading.entities):
            return None
        name = word_pattern("list_openers", r"^", r"\s+").sub("", match[1]).strip()
        common = word_pattern("list_openers", r"^", r"$").match(name) or not name[:1].isupper() or len(match[1].split()) < 2 and not re.search(r"\w", text[count.sentence.start : match.start(1)]) and not match[2]
        return None if common or name.lower() in load_words("numbers", "digits") else (name, region_of(name))

    def _is_origin(self, place: PlaceMention) -> bool:
        """`mahasiswa asal Anu`, `warga negara Anu`, `aktivis Anu`: where people come from, not where they were counted."""
        abroad = place.region is not None and place.region.kind == "country"
        led = word_pattern("origins", r"\b", r"\s+$").search(self.reading.text, max(0, place.start - 24), place.start)
        return bool(led or abroad and word_pattern("origins_abroad", r"\b", r"\s+$").search(self.reading.text, max(0, place.start - 24), place.start))

    def _joined(self, count: Count, best: PlaceMention) -> Place:
        """`di Anu, Ana, dan Ani`: one area, named as it is written; else the place nearest to the number."""
        places = places_within(self.reading, Span(count.sentence.start, count.number.start if best.end <= count.number.start else count.sentence.end))
        rows = [places[i:j] for i in range(len(places)) for j in range(i + 2, len(places) + 1) if best in places[i:j] and self._is_row(places[i:j])]
        if rows:
            row = max(rows, key=len)
            return self.reading.text[row[0].start : row[-1].end], None
        return best.text, best.region

    def _is_row(self, places: Sequence[PlaceMention]) -> bool:
        between = [self.reading.text[a.end : b.start] for a, b in itertools.pairwise(places)]
        return bool(word_pattern("row_ends", r"^,?\s*", r"\s+$").search(between[-1])) and all(gap.strip() == "," for gap in between[:-1])

    def _listed_name(self, count: Count) -> Place | None:
        """`- Mandau 402`, under `Sebaran baliho per kecamatan:`."""
        name = re.sub(r"^\W*(?:\d+[.)])?\s*|[\s:(–—-]+$", "", self.reading.text[count.sentence.start : count.number.start])
        return (name, region_of(name)) if name[:1].isupper() and len(name.split()) <= 4 else None

    def _within_office(self, place: PlaceMention) -> bool:
        return any(o.start <= place.start and place.end <= o.end for o in self.offices)

    def _full_place(self, area: tuple[str, Region | None]) -> Place:
        """`Jatim` -> `Jawa Timur` where the article writes that more often or of its offices alone; `Provinsi Maluku` -> `Maluku`, `Anu Kota` -> `Kota Anu`."""
        text, region = area
        first, _, rest = text.partition(" ")
        if region is None:
            return text, None
        text = pattern_of(r"^{spread}-").sub("", text.strip("()"))
        if region.kind == "city" and text.endswith(" Kota"):
            text = f"Kota {text.removesuffix(' Kota')}"
        if region.kind == "province" and first in load_words("statistics", "area_words") and region_of(rest) == region:
            text = rest
        alone = [p.text for p in self.reading.places if p.region == region and not p.dateline and p.start >= self.reading.article.title_end]
        name = region.name.removeprefix("Kota ").removeprefix("Kabupaten ")
        long = [written for written in alone if written.lower().endswith(name.lower())]
        if 2 * len(long) > len(alone):
            return max(text, long[0], key=len), region
        in_offices = not alone and name in self.reading.text[self.reading.article.title_end :] and f"{name} ({text})" not in self.reading.text
        return name if in_offices and name not in text else text, region

    def _is_local(self, source: str | None) -> bool:
        """`Bawaslu`, `Satpol PP`, but not `KASN`, `Bawaslu RI`."""
        return source is None or source.split()[0] in load_words("statistics", "local_offices") and source.split()[-1] not in load_words("statistics", "national_tails")

    def _filed_from(self, source: str | None) -> Place:
        """The dateline, for local news; national offices file from the capital."""
        filed = [p for p in self.reading.places if p.dateline and p.region and p.region.province_code != "31"]
        if filed and self._is_local(source):
            region = filed[0].region
            written = [p.text for p in self.reading.places if p.region == region and not p.dateline]
            return (written[0] if written else filed[0].text.title()), region
        return None, None
