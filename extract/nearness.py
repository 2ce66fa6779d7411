"""How near a value stands to a mention of an act, and what the standing of the act in the article says of it."""

from __future__ import annotations

from typing import Any

from extract.evidence import load_numbers, weigh
from extract.records import Act, DateMention, PlaceMention, Signing, Span, VenueMention
from extract.scene import LONG_TITLE, Scene, governs, has_cue, has_day, is_desk_paper, is_meeting_paper, speech_around, words


def measure_nearness(act: Act, value: Span | DateMention | VenueMention | PlaceMention, scene: Scene) -> list[tuple[str, float]]:
    """What the distance between a mention of the act and a value says."""
    here, there = scene.reading.sentences[act.sentence], scene.reading.sentence_at(value.start)
    weights = load_numbers()["weights"]
    titles = weigh("title") if any(s.section == "title" and s.end - s.start < LONG_TITLE for s in (here, there)) else []
    if here.index == there.index:
        gap = max(0, value.start - act.trigger.end, act.trigger.start - value.end)
        speech = speech_around(act, scene)
        if speech and not speech.start <= value.start < speech.end:
            titles = titles + weigh("in_speech")
        return [("same_sentence", weights["same_sentence"] + weights["per_100_characters"] * gap / 100), *titles]
    between = abs(here.index - there.index) - 1
    name = {0: "same_paragraph", 1: "next_paragraph", -1: "previous_paragraph"}.get(there.paragraph - here.paragraph, "elsewhere")
    far = max(-0.6, weights["per_sentence"] * between)
    return [(name, weights[name] + far), *titles]


def weigh_standing(signing: Signing, act: Act, value: Any, scene: Scene) -> list[tuple[str, float]]:
    """What the place of the act in the article, and its status, say of a value outside its sentence."""
    here, there = scene.reading.sentences[act.sentence], scene.reading.sentence_at(value.start)
    reasons: list[tuple[str, float]] = []
    speech = speech_around(act, scene)
    if here.index == there.index and (speech is None or speech.start <= value.start < speech.end):
        return weigh("hypothetical") if signing.status == "hypothetical" else []
    dated = isinstance(value, VenueMention) and signing.date and signing.date.precision == "day" and has_day(there, signing.date, scene) and signing.instrument != "regulation"  # who refuses is there
    if signing.status != "occurred" and not dated and not (signing.status == "negated" and has_cue(scene, act.sentence, "due")):
        beside = signing.status == "planned" and here.paragraph == there.paragraph
        reasons += weigh("planned_beside" if beside else signing.status)
    if has_cue(scene, act.sentence, "recalled") and here.section == "body":
        reasons += weigh("recalled_act")
    if not is_meeting_paper(signing) and any(cue.kind == "done" and governs(cue, act, scene.reading) for cue in scene.cues.get(act.sentence, ())):
        reasons += weigh("told_as_done")
        if (speech is not None or _is_said_by(act, scene)) and has_cue(scene, there.index, "report") and here.section == there.section == "body":
            reasons += weigh("day_of_speech")  # `Ia menyebut semua telah meneken. Hal itu disampaikan saat apel di lapangan, Senin`
    reported_day = isinstance(value, DateMention) and signing.key in scene.main and speech is None
    if is_desk_paper(signing) and here.section == "body" and not reported_day:
        reasons += weigh("document_act", "document_act") if isinstance(value, VenueMention) and signing.instrument == "regulation" else weigh("document_act")
    if signing.key in scene.main and not (speech and is_desk_paper(signing)):
        reasons += weigh("main_act")
    else:
        reasons += weigh("side_act" if here.paragraph != there.paragraph else "side_act_beside")
    others = scene.act_sentences.get(there.index, frozenset()) - {signing.key}
    if isinstance(value, DateMention) and value.date_start == scene.main_day and signing.key in scene.main:
        return reasons
    if others and signing.key not in scene.act_sentences.get(there.index, frozenset()):
        reasons += weigh("other_act_in_sentence")
    return reasons


def _is_said_by(act: Act, scene: Scene) -> bool:
    """`Ia menyebut semua lurah telah meneken pakta`: a reporting word governs the act."""
    return any(cue.kind == "report" and cue.end <= act.trigger.start for cue in scene.cues.get(act.sentence, ()))


def list_telling(signing: Signing, scene: Scene) -> list[Act]:
    """The mentions that tell of the act itself; one that recalls an earlier like it (`MoU yang diteken lima tahun silam`) does not."""
    telling = [act for act in signing.acts if not has_cue(scene, act.sentence, "recalled")]
    return telling or list(signing.acts)


def carry_plan(signing: Signing, act: Act, value: Span, scene: Scene) -> list[tuple[str, float]]:
    """`Bank itu akan meneken MoU. Acara dijadwalkan di Hotel Anu, Senin (4/3)`: day and venue of what is planned, in the sentence behind."""
    after = scene.reading.sentence_at(value.start).index == act.sentence + 1
    told = any(c.kind == "plan_goes_on" and c.start < value.start for c in scene.cues.get(act.sentence + 1, ()))
    return weigh("plan_goes_on") if signing.status == "planned" and after and told else []


def is_online(signing: Signing, scene: Scene) -> bool:
    """Signed in the net, as one of its mentions says; an agreement on selling in the net is not."""
    return signing.instrument in words("attach", "net_papers") and any(has_cue(scene, act.sentence, "online") for act in signing.acts)
