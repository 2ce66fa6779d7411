"""Where an act took place: town and region from the venue, the words beside date and act, the dateline, the parties.

The town beside or inside the venue decides; else the best of `di Anu` in the sentence of the act (3.0), with its date (1.6), the dateline (1.4), the only town
of the article (1.2; weights in rules/attach.yaml). A venue always lies somewhere, whatever the status (344 of 367 rows); without a venue only what
took place has the town of the dateline, and what was refused has none. The region is that of the town, of the venue's name, of the parties.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extract.evidence import add_up, choose, weigh
from extract.grammar import pattern_of
from extract.places import province_votes, region_of
from extract.records import Act, PlaceMention, Reading, Region, Signing, VenueMention
from extract.scene import Scene, cue_before, has_day, in_other_clause, is_desk_paper, is_later, is_long_ago, is_told_aside, speech_around, word_before, words

BEHIND = 12  # characters from a verb to the place right behind it
PROVINCE_REACH = 70  # and to a province, behind what is signed and who signs


def locate_signing(signing: Signing, scene: Scene) -> Signing:
    """Address, place and region: of the venue, else of the words beside date and act, else of dateline and parties."""
    if is_told_aside(signing, scene):
        return signing
    reading = scene.reading
    venue = signing.venue
    place = _town_of_venue(venue, reading) if venue else None
    told = signing.status != "negated" if venue is None else not is_long_ago(signing, scene)
    behind = _town_behind(signing, reading) if told else None
    if told and not _is_town(place):
        place = _nearest_place(signing, scene) or place or behind
    if venue and place is None and not is_told_aside(signing, scene):
        place = _town_of_sentence(signing, venue, reading)
    region = place.region if place else None
    if region is None and venue:
        region = region_of(venue.text, province_votes(reading))
    if region is None and told:
        region = _province_behind(signing, reading)
    if region is None and signing.key in scene.main and signing.status == "occurred" and not is_desk_paper(signing):
        region = _region_of_parties(signing, reading) or next((p.region for p in reading.places if p.dateline), None)
    only_street = venue if venue and venue.kind == "street" else None
    signing = replace(signing, venue=None) if only_street else signing
    town = place if _is_town(place) or place == behind else None
    return replace(signing, address=venue.address if venue else None, place=town, region=region)


def _town_of_venue(venue: VenueMention, reading: Reading) -> PlaceMention | None:
    """The town beside the venue; for one inside its name (`Kantor Bupati Lotim`) the town of the dateline, if it lies there."""
    place = venue.place
    if place and venue.start <= place.start < venue.end and place.region:
        filed = next((p for p in reading.places if p.dateline and p.region and p.region.regency_code == place.region.regency_code), place)
        return place if filed.text.casefold() == place.text.casefold() else filed
    return place


def _is_town(place: PlaceMention | None) -> bool:
    """A city, regency or foreign country, and not a province or a quarter; what a dateline names is a town, known or not."""
    if place and place.dateline and (place.region is None or place.region.kind == "district"):
        return True
    return bool(place and place.region and (place.region.kind in ("city", "regency") or place.region.kind == "country" and place.region.country != "Indonesia"))


def _nearest_place(signing: Signing, scene: Scene) -> PlaceMention | None:
    """`di Padang, Selasa (…)`: the town after `di` beside the date or the act, or the town of the dateline."""
    reading, options = scene.reading, []
    known = region_of(signing.venue.text, province_votes(reading)) if signing.venue else None
    anchors = [a.sentence for a in signing.acts if reading.sentences[a.sentence].section == "body" and not speech_around(a, scene)]
    if signing.venue and signing.venue.place and signing.venue.place.region:
        known = signing.venue.place.region
    for place in reading.places:
        if not _is_town(place) or known and known.province and place.region and place.region.province != known.province:
            continue
        sentence = reading.sentence_at(place.start)
        before = reading.text[max(0, place.start - 4) : place.start].lower()
        reasons: list[tuple[str, float]] = []
        if word_before(place.start - 3, reading.text) in words("attach", "residence_words"):
            continue
        if is_later(signing, scene) and sentence.index not in anchors:
            continue
        if place.dateline and (signing.venue or signing.status == "occurred" and signing.key in scene.main and not is_desk_paper(signing)):
            reasons = weigh("filed_there")
        elif (before.endswith(", ") or pattern_of(r"\b{at_words} $").search(before)) and sentence.index in anchors:
            told = [a for a in signing.acts if a.sentence == sentence.index and not in_other_clause(a, place, reading) and not _is_of_signers(a, place)]
            reasons = weigh("same_sentence") if pattern_of(r"\b{at_words} $").search(before) and told else []
        elif pattern_of(r"\b{at_words} $").search(before) and signing.date and has_day(sentence, signing.date, scene) and signing.key in scene.main:
            reasons = weigh("with_date")
        if reasons and not cue_before(place, sentence, scene, ("statement_elsewhere", "met_outside")):
            options.append(add_up(place, reasons))
    if not options and signing.venue and signing.key in scene.main and not is_long_ago(signing, scene) and (only := _only_town(reading)):
        options.append(add_up(only, weigh("only_town")))
    choice = choose("place", options)
    return choice.value if choice else None


def _is_of_signers(act: Act, place: PlaceMention) -> bool:
    """`75 kades di Wakatobi akan meneken`: where those who sign are from."""
    return place.end <= act.trigger.start and any(span.start < place.start and place.end <= span.end for span in (*act.signers, *act.parties))


def _province_behind(signing: Signing, reading: Reading) -> Region | None:
    """`meneken pakta integritas di Bali`: a province in which, behind the verb."""
    provinces = [p for p in reading.places if p.region is not None and p.region.kind == "province"]
    for act in signing.acts:
        for place in provinces:
            between = reading.text[act.trigger.end : place.start]
            in_reach = act.trigger.end < place.start < act.trigger.end + PROVINCE_REACH and not set(between) & set(",.;:")
            if in_reach and pattern_of(r"\b{at_words} $").search(between.lower()) and not in_other_clause(act, place, reading):
                return place.region
    return None


def _town_behind(signing: Signing, reading: Reading) -> PlaceMention | None:
    """`diteken di Moanemani`: what stands right behind the verb is the place, a town in the lists or not."""
    behind = [(act.trigger.end, place) for act in signing.acts for place in reading.places if act.trigger.end < place.start < act.trigger.end + BEHIND]
    return next((place for end, place in behind if place.region is None or place.region.kind == "district" if pattern_of(r"^\s+{at_words}\s+$").search(reading.text[end : place.start])), None)


def _town_of_sentence(signing: Signing, venue: VenueMention, reading: Reading) -> PlaceMention | None:
    """`seluruh lurah se-Kota Anu … di aula dinas`: the one town that the sentence of the act and its venue names."""
    sentence = reading.sentence_at(venue.start)
    if sentence.index not in {act.sentence for act in signing.acts}:
        return None
    towns = [p for p in reading.places if sentence.start <= p.start < sentence.end and _is_town(p) and p.region and p.region.country == "Indonesia"]
    return towns[0] if len({p.region.code for p in towns if p.region}) == 1 else None


def _only_town(reading: Reading) -> PlaceMention | None:
    """The first mention of the town that an article is about, when it names hardly any other."""
    towns = [p for p in reading.places if _is_town(p) and p.region and p.region.country == "Indonesia" and reading.sentence_at(p.start).section == "body"]
    names = Counter(p.region.code or p.region.name for p in towns if p.region)
    if not names or len(names) > 1 and names.most_common(1)[0][1] < max(2, 0.75 * len(towns)):
        return None
    return next(p for p in towns if p.region and (p.region.code or p.region.name) == names.most_common(1)[0][0])


def _region_of_parties(signing: Signing, reading: Reading) -> Region | None:
    """The region when all parties that name one name the same province."""
    regions = [r for r in (region_of(party, province_votes(reading)) for party in signing.parties) if r and r.country == "Indonesia" and r.kind != "country"]
    return regions[0] if regions and len({r.province_code for r in regions}) == 1 else None
