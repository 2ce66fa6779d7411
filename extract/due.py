"""Whose signature is due: urged, required, waited for or hoped against, while nobody has signed.

`Warga mendesak |Bupati X| tidak meneken SK itu`, `Raperda diserahkan ke |Gubernur Y| untuk ditandatangani` -> X, Y signatory.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.cast import Cast, Reference, is_handed_to, split_gap
from extract.ceremony import keeps_out, withholds
from extract.grammar import has_shape, pattern_of, word_class
from extract.records import Reading, RoleMention, Sentence, Signing, Span
from extract.ruleset import word_set

MAX_HANDED = 24  # characters before a person in which the word stands that hands the paper over: `ke meja kerja |Bupati X|`


def list_due_signers(reading: Reading, cast: Cast, signings: Sequence[Signing], found: Sequence[RoleMention]) -> list[RoleMention]:
    """The holder of an office, or who is to take a contract, right beside the verb of an act that did not take place, where nobody signs in that sentence."""
    signed = {reading.sentence_at(role.start).index for role in found if role.role == "signatory"}
    added = []
    for signing in signings:
        for act in signing.acts:
            if signing.status == "occurred" or act.status == "occurred" or act.sentence in signed:
                continue
            sentence = reading.sentences[act.sentence]
            person = _due_at(reading.text, cast, act.trigger, sentence)
            if person is not None and withholds(reading, signings, signing.key, person) and person not in cast.absent and not keeps_out(reading.text, act.trigger.start, sentence):
                added.append(RoleMention(person, "signatory", signing.key, act.rule_id, act.trigger.start, act.trigger.end))
    return added


def _due_at(text: str, cast: Cast, trigger: Span, sentence: Sentence) -> int | None:
    """The agent behind the verb, else who stands right before it."""
    words = split_gap(text[trigger.start:trigger.end])
    active = any(has_shape(word, "verb.active") or word in word_set("roles", "sign_active") for word in words)
    if not active and (agent := _agent_behind(text, cast, trigger, sentence)) is not None:
        return agent.person
    subject = next((r for r in reversed(cast.within(sentence.start, trigger.start)) if r.end <= trigger.start and not _is_aside(text, r)), None)
    if subject is None or subject.person is None or not _leads_to(text[subject.end:trigger.start]):
        return None
    return subject.person if active or is_handed_to(text[max(sentence.start, subject.start - MAX_HANDED):subject.start]) else None


def _agent_behind(text: str, cast: Cast, trigger: Span, sentence: Sentence) -> Reference | None:
    """`ditandatangani oleh |Presiden X|`, `menunggu tanda tangan dari |Bupati Y|`."""
    first = next(iter(cast.within(trigger.end, sentence.end)), None)
    led = word_class("agents", "from_words", "adverbs", "additives") | word_set("speech", "between")
    if first is None or any(word.lower() not in led for word in split_gap(text[trigger.end:first.start])):
        return None
    return first if first.person is not None else None


def _leads_to(gap: str) -> bool:
    """` agar segera `, ` (Romi), kata dia, tidak `: nothing but what makes a signature due, or puts it off."""
    plain = pattern_of(r"\([^()]*\)|,\s+(?:{said}|{sources})(?:{enclitics}\b|\s)[^,]{0,60},", "speech").sub(" ", gap)
    return all(word.lower() in word_set("roles", "due_words") for word in split_gap(plain.lstrip(" ,")))


def _is_aside(text: str, reference: Reference) -> bool:
    """`Bupati Rohmat Wijaya (|Romi|)`, `…, kata |dia|, …`: the short name of the one before, or who tells of him."""
    if text[:reference.start].endswith("(") and text[reference.end:reference.end + 1] == ")":
        return True
    return bool(pattern_of(r",\s+(?:{said}|{sources})\s+$", "speech").search(text[max(0, reference.start - MAX_HANDED):reference.start]))
