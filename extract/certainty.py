"""What is said of a signing once everything is attached: the occasion it took place at, and how sure its row is."""

from __future__ import annotations

import math
from dataclasses import replace

from extract.evidence import load_numbers
from extract.records import Signing
from extract.scene import Scene


def rate_signing(signing: Signing, scene: Scene) -> Signing:
    """The signing with its occasion and how sure its row is."""
    return replace(signing, occasion=signing.occasion or _occasion(signing, scene), confidence=_confidence(signing, scene))


def _occasion(signing: Signing, scene: Scene) -> str | None:
    """The event within which the act took place, named in its sentence or in the date's."""
    numbers = [act.sentence for act in signing.acts]
    if signing.date and signing.key in scene.main:
        numbers.append(scene.reading.sentence_at(signing.date.start).index)
    for number in numbers:
        for cue in scene.cues.get(number, ()):
            if cue.kind == "occasion":
                return scene.reading.text[cue.start : cue.end]
    return None


def _confidence(signing: Signing, scene: Scene) -> float:
    """The probability that instrument, status and date are right, by what was found of the row (`calibration` in rules/attach.yaml)."""
    parts, fitted = load_numbers()["confidence"], load_numbers()["calibration"]
    in_title = any(scene.reading.sentences[a.sentence].section == "title" for a in signing.acts)
    said = {
        "instrument_named": bool(signing.instrument_text),
        "title_tells": in_title,
        "told_twice": len(signing.acts) > 1,
        "party_or_signer": bool(signing.parties or any(a.signers for a in signing.acts)),
        "date_known": signing.date is not None,
        "place_known": signing.venue is not None or signing.place is not None,
        "occurred": signing.status == "occurred",
        "hypothetical": signing.status == "hypothetical",
        "instrument_other": signing.instrument == "other",
    }
    evidence = min(0.99, max(0.05, parts["base"] + sum(parts[name] for name, true in said.items() if true)))
    return round(1 / (1 + math.exp(-(fitted["offset"] + fitted["slope"] * (evidence - fitted["centre"])))), 3)
