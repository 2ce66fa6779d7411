"""Acts of signing -> the same with date, venue, place, region, occasion and confidence.

Every candidate gets the sum of what speaks for and against it (`rules/attach.yaml`, `weights`); the best above the threshold is
attached, and nothing when a careful reader could not say: `Nota serupa pernah diteken` takes no date from the ceremony told around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.certainty import rate_signing
from extract.evidence import Choice, add_up, choose, load_numbers, weigh
from extract.locate import locate_signing
from extract.nearness import carry_plan, is_online, list_telling, measure_nearness, weigh_standing
from extract.records import Act, Evidence, Reading, Sentence, Signing, Span, VenueMention
from extract.scene import (
    Scene,
    cue_before,
    has_cue,
    has_day,
    in_other_clause,
    is_later,
    is_long_ago,
    is_told_aside,
    read_scene,
    word_before,
    words,
)
from extract.when import find_date


# --- the whole --------------------------------------------------------------------------------------------------
def attach_circumstances(reading: Reading, signings: Sequence[Signing]) -> tuple[Signing, ...]:
    """The signings with everything that the text around them says of when and where."""
    if not signings:
        return ()
    scene = read_scene(reading, signings)
    dated = [_put(s, "date", find_date(s, scene)) for s in signings]
    dated = [_share(s, "date", dated, scene) for s in dated]
    housed = [_put(s, "venue", _best_venue(s, scene)) for s in dated]
    housed = [_share(s, "venue", housed, scene) for s in housed]
    return tuple(rate_signing(locate_signing(s, scene), scene) for s in housed)


def _put(signing: Signing, field: str, choice: Choice | None) -> Signing:
    """Attach a choice and remember why."""
    if choice is None:
        return signing
    where = choice.value
    evidence = tuple(Evidence(field, cue, round(weight, 2), where.start, where.end) for cue, weight in choice.reasons)
    return replace(signing, **{field: where}, evidence=signing.evidence + evidence)


# --- venue ------------------------------------------------------------------------------------------------------
def _best_venue(signing: Signing, scene: Scene) -> Choice | None:
    if is_told_aside(signing, scene):
        return None
    options = [add_up(v, _venue_reasons(signing, act, v, scene)) for v in scene.reading.venues for act in list_telling(signing, scene)]
    return choose("venue", options)


def _venue_reasons(signing: Signing, act: Act, venue: VenueMention, scene: Scene) -> list[tuple[str, float]]:
    """Everything that speaks for or against this venue."""
    sentence = scene.reading.sentence_at(venue.start)
    reasons = measure_nearness(act, venue, scene) + weigh_standing(signing, act, venue, scene)
    if signing.date and has_day(Span(sentence.start, max(sentence.end, venue.end + 12)), signing.date, scene):
        reasons += weigh("with_date")
    if cue := cue_before(venue, sentence, scene, ("statement_elsewhere", "met_outside")):
        reasons += weigh(cue)
    same = sentence.index == act.sentence
    if same and in_other_clause(act, venue, scene.reading):
        reasons += weigh("other_clause")
    if is_online(signing, scene):
        reasons += weigh("online")
    reasons += carry_plan(signing, act, venue, scene)
    if not same and signing.status == "negated" and has_cue(scene, sentence.index, "report") and not has_cue(scene, act.sentence, "refused"):
        reasons += weigh("day_of_speech")  # `batal diteken. … kata bupati di Balai Kota, Senin`
    if not same and is_later(signing, scene):
        reasons += weigh("later_hour")
    if act.sentence - 1 == sentence.index and has_cue(scene, act.sentence, "there"):
        reasons += weigh("there")
    if not same and is_long_ago(signing, scene):
        reasons += weigh("long_ago")
    if not same and any(key != signing.key and status == "planned" != signing.status and sentence.start <= trigger.start < venue.start for trigger, status, key in scene.triggers):
        reasons += weigh("other_act_in_sentence")  # `Dua lurah lainnya akan meneken di kantor camat`
    if venue.kind == "court":
        reasons += weigh("court")
    reasons += _preposition(venue, sentence, reasons, scene)
    reasons += {"street": weigh("street_only"), "site": weigh("unnamed_kind")}.get(venue.kind, [])
    if venue.kind == "office" and venue.text.split()[0].lower() in words("attach", "workplaces"):
        reasons += weigh("workplace")
    return reasons


def _preposition(venue: VenueMention, sentence: Sentence, reasons: list[tuple[str, float]], scene: Scene) -> list[tuple[str, float]]:
    """What the word before a venue says: `di` that something happens there, `dari` that somebody came from there."""
    before = word_before(venue.start, scene.reading.text)
    if before in words("attach", "place_words") or venue.start == sentence.start:
        return weigh("located")
    if before in words("attach", "origin_words"):
        return weigh("from_there")
    if before in words("attach", "goal_words"):
        return [] if any(name == "with_date" for name, _ in reasons) else weigh("moved")
    if before in words("attach", "filling_words"):
        return []
    return weigh("opened" if before in words("attach", "opening_words") else "unlocated")


# --- acts of one ceremony ---------------------------------------------------------------------------------------
def _share(signing: Signing, field: str, others: Sequence[Signing], scene: Scene) -> Signing:
    """What an act lacks it takes from another act of the same ceremony, told beside it."""
    refused = field == "date" and signing.status == "negated" and any(has_cue(scene, act.sentence, kind) for act in signing.acts for kind in ("refused", "same_day")) and not _is_lasting(signing, scene)
    recalled = all(_is_recalled(act, scene) for act in signing.acts)
    refused = refused and not recalled
    there = field == "venue" and signing.status == "negated" and not recalled and signing.date is not None and signing.instrument != "regulation"  # who did not sign was where the others did, that day
    same_place = field == "venue" and any(has_cue(scene, act.sentence, "same_place") for act in signing.acts)  # `Senin depan, di aula yang sama`
    there = there or same_place
    if getattr(signing, field) is not None or signing.status != "occurred" and not refused and not there or field == "venue" and is_later(signing, scene):
        return signing
    options = []
    for other in others:
        value = getattr(other, field)
        if value is None or other.key == signing.key or other.status != "occurred" or other.key not in scene.main and not refused and not there:
            continue
        if refused and is_long_ago(other, scene):
            continue
        if refused and other.instrument != signing.instrument and not {other.instrument, signing.instrument} <= words("attach", "group_papers"):
            continue
        if field == "venue" and not same_place and (signing.date is None or other.date is None or signing.date.date_start != other.date.date_start):
            continue
        for act in signing.acts:
            near = max((measure_nearness(act, mine.trigger, scene) for mine in other.acts), key=lambda reasons: sum(w for _, w in reasons))
            standing = [r for r in weigh_standing(signing, act, other.acts[0].trigger, scene) if r[0] in ("recalled_act", "main_act", "side_act") and not refused and not there]
            options.append(add_up(value, [(name, min(weight, 1.0)) for name, weight in near] + standing + weigh("same_ceremony")[:1]))
    best = max(options, key=lambda option: option.score, default=None)
    return _put(signing, field, best if best and best.score >= load_numbers()["weights"]["same_ceremony"] else None)


def _is_recalled(act: Act, scene: Scene) -> bool:
    """`Waktu itu kami memilih tidak meneken`: told of an earlier time before the verb."""
    return any(cue.kind == "recalled" and cue.start < act.trigger.start for cue in scene.cues.get(act.sentence, ()))


def _is_lasting(signing: Signing, scene: Scene) -> bool:
    """`Hingga Jumat petang NPHD itu belum diteken`: what is not there yet has no day."""
    numbers = {act.sentence for act in signing.acts}
    here = [d for d in scene.reading.dates if scene.reading.sentence_at(d.start).index in numbers]
    return any(word_before(d.start, scene.reading.text) in words("attach", "until_words") for d in here)
