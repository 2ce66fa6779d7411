"""The parties of an act that none of its mentions names: the plain group that is its subject, those just told of, both sides of the news.

`Pemkot X dan Kejari X bersepakat … . Nota kesepahaman ditandatangani Kamis` -> Pemkot X, Kejari X.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.gazetteer import find_states
from extract.grammar import is_verb, word_class
from extract.instruments import read_name
from extract.parties import Names, read_names, same_party
from extract.records import Act, Reading, Sentence, Span
from extract.ruleset import word_set

BACK = 3  # sentences in which those who sign are told before the act
GAP = 90  # characters between two bodies that act together: the names of those who stand for them
_OUTLET = re.compile(r"\.(?:com|id|co|net|tv|news)\b", re.IGNORECASE)  # `Kabar.com, Banda Aceh - …`: who tells the news
_SMALL = re.compile(r"\b[a-z]{2,}\b")


def imply_parties(reading: Reading, kind: str, acts: Sequence[Act]) -> list[str]:
    """Who signs by what stands around the act; nothing for papers that one office signs."""
    if kind in word_set("parties", "group_kinds"):
        spans = _subject_group(reading, acts)
        if not spans and all(act.status != "negated" for act in acts):  # who refuses is told
            spans = _group_before(reading, acts, read_names(reading))
    elif kind == "treaty" and (states := _states(reading, acts[0].sentence)):
        spans = states
    elif kind in word_set("parties", "sided_kinds"):
        spans = _sides(reading, kind, acts, read_names(reading))
    else:
        spans = []
    return [reading.text[s.start : s.end] for s in spans]


def _states(reading: Reading, first: int) -> list[Span]:
    """`Hubungan Peru dan Chili membaik. Perjanjian damai diteken …`: states named side by side in the sentence, before it or in the lead."""
    body = [s.index for s in reading.sentences if s.section == "body"][:2]
    named = find_states(reading.text)
    for number in dict.fromkeys([first, *range(first - 1, max(first - 1 - BACK, -1), -1), *body]):
        run = _run(reading, _inside(named, reading.sentences[number]))
        if len(run) > 1:
            return run
    return []


def _subject_group(reading: Reading, acts: Sequence[Act]) -> list[Span]:
    """`Menyongsong 2024, pejabat eselon III dijadwalkan menandatangani`: the last piece of the subject, when it names no person and does nothing else."""
    idle = word_set("parties", "lead_ins") | word_set("parties", "questions") | word_set("parties", "time_words") | word_set("parties", "subject_tail")
    for act in acts:
        for signer in act.signers:
            start = signer.start + reading.text[signer.start : signer.end].rfind(", ") + 1
            piece = reading.text[start : signer.end]
            words = piece.split()
            while words and words[0].lower() in idle:
                words.pop(0)
            if _is_group(words) and not any(p.start < signer.end and start < p.end for p in reading.entities if p.label == "PER"):
                return [Span(start + piece.index(words[0]), start + len(piece.rstrip()))]
    return []


def _is_group(words: list[str]) -> bool:
    """Nouns in small letters, with a number or not: `dua belas kwartir ranting`."""
    if not 1 < len(words) < 10 or not words[-1][0].isalnum():
        return False
    idle = word_set("signing", "pronouns") | word_set("signing", "pronoun_groups") | word_set("parties", "time_words") | word_set("parties", "subject_tail") | word_set("parties", "own_bodies")
    idle |= word_set("status", "time_nouns") | word_set("parties", "no_groups")
    small = [w for w in words if w.islower() and w.isalpha()]
    return bool(small) and not set(small) - word_class("and_words", "demonstratives") & idle and not any(is_verb(w) for w in small)


def _group_before(reading: Reading, acts: Sequence[Act], names: Names) -> list[Span]:
    """`80 lurah dan 12 camat berkumpul. Mereka meneken …`: the groups of the nearest sentence that has some."""
    for act in acts:
        for number in range(act.sentence - 1, max(act.sentence - 1 - BACK, -1), -1):
            sentence = reading.sentences[number]
            if sentence.section == "title":
                break
            found = [g for g in _inside(names.groups, sentence) if not _is_watcher(reading, sentence, g)]
            if found:
                return found[:1] + [b for a, b in pairwise(found) if _acts_with(reading, a, b)]
    return []


def _sides(reading: Reading, kind: str, acts: Sequence[Act], names: Names) -> list[Span]:
    """Bodies that act together in the sentence of the act, in one before it, in the lead or the headline."""
    bodies = sorted({*names.organisations, *names.units})
    bodies = [b for b in bodies if read_name(reading.text[b.start : b.end]) is None]  # `Memorandum of Understanding (MoU)`, taken for a body
    bodies = [b for b in bodies if not _OUTLET.search(reading.text[b.start : b.end])]
    bodies = [b for b in bodies if not any(p.dateline and p.start <= b.start < p.end for p in reading.places)]
    bodies = [b for b in bodies if not any(v.start <= b.start and b.end <= v.end for v in reading.venues) and reading.text[b.start : b.end].lower() not in word_set("parties", "never")]
    first = acts[0].sentence
    lead = [s.index for s in reading.sentences if s.section == "body"][:2]
    title = [s.index for s in reading.sentences if s.section == "title"]
    for number in dict.fromkeys([first, *range(first - 1, max(first - 1 - BACK, -1), -1), *lead, *title]):
        sentence = reading.sentences[number]
        here = [b for b in _inside(bodies, sentence) if not _is_watcher(reading, sentence, b)]
        here = [b for b in here if not any(o != b and o.start <= b.start and b.end <= o.end for o in here)]
        run = _run(reading, here)
        if len(run) > 1:
            return run
    if kind not in word_set("parties", "paired_kinds"):
        return []
    return _apart(reading, kind, [*range(first, max(first - 1 - BACK, -1), -1), *lead, *title], bodies)


def _apart(reading: Reading, kind: str, numbers: Sequence[int], bodies: list[Span]) -> list[Span]:
    """`Kedua perusahaan meneken perjanjian`: the first two bodies of the sentences before; the club or company of a contract."""
    found: list[Span] = []
    for number in dict.fromkeys(numbers):
        for body in _inside(bodies, reading.sentences[number]):
            text = reading.text[body.start : body.end]
            if not _is_watcher(reading, reading.sentences[number], body) and not any(same_party(text, reading.text[f.start : f.end]) for f in found):
                found.append(body)
    return found[: 1 if kind == "contract" else 2]


def _run(reading: Reading, bodies: list[Span]) -> list[Span]:
    """The first bodies of a sentence that follow one another with nothing but joining words and names between."""
    for n in range(len(bodies)):
        run = [bodies[n]]
        for body in bodies[n + 1 :]:
            if not _acts_with(reading, run[-1], body):
                break
            run.append(body)
        if len(run) > 1:
            return run
    return []


def _acts_with(reading: Reading, a: Span, b: Span) -> bool:
    """`A (Persero) dan B`, `A Budi Santoso bersama Ketua B`."""
    gap = reading.text[a.end : b.start]
    joins = word_set("parties", "joining") | word_set("parties", "joiners") | word_class("and_words")
    small = _SMALL.findall(gap)
    return len(gap) < GAP and "\n" not in gap and not set(gap) & set(';:"“”') and set(small) <= joins and bool(small or "," in gap)


def _is_watcher(reading: Reading, sentence: Sentence, body: Span) -> bool:
    """Named behind a word that says who watched or came."""
    before = reading.text[sentence.start : body.start].lower().split()
    return bool(set(before) & (word_set("parties", "watching") | word_set("parties", "other_agents")))


def _inside(spans: Sequence[Span], sentence: Sentence) -> list[Span]:
    return sorted(s for s in spans if sentence.start <= s.start and s.end <= sentence.end)
