"""Papers that are counted and then told one by one: each is an act of its own.

`meneken tiga perjanjian, yakni Perjanjian …, Perjanjian …` -> each that is named; `dua NPHD, masing-masing untuk A dan B` -> one with A, one with B.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.instruments import Instrument
from extract.parties import Names
from extract.records import Span
from extract.ruleset import load_words, word_set
from extract.signed import has_partner
from extract.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc

EACH_REACH = 30  # tokens between the papers and `masing-masing dengan`
BACK = 3  # sentences in which `keduanya` finds the papers
ITEM_REACH = 16  # tokens between two of those with whom they are signed


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the papers, with the words that tell who signs it where these stand apart."""

    instrument: Instrument | None
    own: Span | None = None


def list_papers(doc: Doc, trigger: Trigger, chosen: list[Instrument], triggers: list[Trigger], instruments: list[Instrument], names: Names) -> list[Paper]:
    """The papers that a trigger is about, each that is counted by itself."""
    if len(chosen) > 1 and all(has_partner(doc, item) for item in chosen):
        return _with_partners(doc, trigger, chosen, names)
    if len(chosen) != 1 or (number := max(chosen[0].count, _count_all(doc, chosen[0]))) < 2:
        return [Paper(item) for item in chosen] or [Paper(None)]
    total = chosen[0]
    if partners := _partners(doc, total, trigger, number, names):
        return [Paper(total, partner) for partner in partners]
    named = _expand(doc, trigger, total, triggers, instruments)
    if len(named) < 2 or named[0].first < total.first:
        return [Paper(item) for item in named or chosen]
    ends = [item.first for item in named[1:]] + [doc[named[-1].first].sent.end]
    return [Paper(item, _tail(doc, item, end, names)) for item, end in zip(named, ends)]


def recall_papers(doc: Doc, trigger: Trigger, instruments: list[Instrument], names: Names) -> list[Paper]:
    """`Dua nota lahir dari pertemuan dengan A dan B. Keduanya ditandatangani`: the papers counted in the sentences before, each with its partner."""
    number = _count_pronoun(doc, trigger)
    low = _begin_back(doc, trigger)
    before = [i for i in instruments if low <= i.first < doc[trigger.first].sent.start] if number else []
    total = next((i for i in reversed(before) if i.count == number and i.strength == "strong"), None)
    numbered = [i for i in before if _is_numbered(doc, i)]
    if number and len(numbered) == number:
        ends = [item.first for item in numbered[1:]] + [doc[numbered[-1].first].sent.end]
        return [Paper(total or item, _tail(doc, item, end, names)) for item, end in zip(numbered, ends)]
    if total is None:
        return []
    sent = doc[total.first].sent
    leads = [i for i in range(total.end, sent.end) if doc[i].lower_ in word_set("instruments", "each_with")]
    rows = [row for lead in leads if (row := _in_row(doc, lead, sent.end, number, names))]
    return [Paper(total, partner) for partner in rows[0]] if rows else []


def _count_pronoun(doc: Doc, trigger: Trigger) -> int:
    """`Keduanya (ditandatangani)`, `(membubuhkan tanda tangan) pada ketiganya` -> 2, 3."""
    sent = doc[trigger.first].sent
    ordered = load_words("signing", "all_pronouns")
    near = doc[max(sent.start, trigger.first - 4) : trigger.first] if trigger.voice == "passive" else doc[trigger.end : min(sent.end, trigger.end + 2)]
    return next((ordered.index(t.lower_) + 2 for t in near if t.lower_ in ordered), 0)


def _begin_back(doc: Doc, trigger: Trigger) -> int:
    """Where the third sentence before the trigger begins."""
    start = doc[trigger.first].sent.start
    for _ in range(BACK):
        start = doc[max(start - 1, 0)].sent.start
    return start


def _with_partners(doc: Doc, trigger: Trigger, chosen: list[Instrument], names: Names) -> list[Paper]:
    """`NPHD antara A dan B serta NPHD antara A dan C`: each with those named behind it."""
    last = doc[chosen[-1].first].sent.end if trigger.first < chosen[-1].first else trigger.first
    last = next((i for i in range(chosen[-1].end, last) if doc[i].is_punct or doc[i].lower_ in word_set("status", "be_done")), last)
    return [Paper(item, _tail(doc, item, end, names)) for item, end in zip(chosen, [item.first for item in chosen[1:]] + [last])]


def _tail(doc: Doc, item: Instrument, end: int, names: Names) -> Span | None:
    """`MoU Kadin dan VCCI tentang …`: from the head of a name to the next one, where somebody is named in it."""
    end = min(end, doc[item.first].sent.end)
    span = Span(doc[item.head_end - 1].idx + len(doc[item.head_end - 1]), doc[end - 1].idx + len(doc[end - 1]))
    return span if any(span.start <= n.start and n.end <= span.end for n in names.organisations + names.groups) else None


def _partners(doc: Doc, total: Instrument, trigger: Trigger, number: int, names: Names) -> list[Span]:
    """`dua NPHD …, masing-masing dengan A dan B`: as many bodies as papers, in a row behind the word that leads over to them."""
    sent = doc[total.first].sent
    start = total.end if total.end <= trigger.first and _leads_over(doc, total, trigger) else max(total.end, trigger.end)
    if total.first > 0 and doc[total.first - 1].lower_ in word_set("instruments", "each_with"):
        return []
    each = next((i for i in range(start, min(sent.end, start + EACH_REACH)) if doc[i].lower_ in word_set("instruments", "each")), None)
    if each is None and sent.end < len(doc) and doc[sent.end].lower_ in word_set("instruments", "each"):  # `Masing-masing untuk A dan B`, in the next sentence
        each, sent = sent.end, doc[sent.end].sent
    at = each if each is not None else start - 1  # `dua MoU dengan A dan B`
    lead = next((i for i in range(at + 1, min(at + 4, sent.end)) if doc[i].lower_ in word_set("instruments", "each_with")), None)
    if each is None and lead != start and start < sent.end and doc[start].lower_ in word_set("instruments", "between"):  # `empat MoU antara A dengan B, C, D, dan E`
        lead = next((i for i in range(start + 1, min(start + 10, sent.end)) if doc[i].lower_ in word_set("instruments", "each_with")), None)
    elif each is None and lead != start:
        return []
    if lead is None:
        return []
    stop = trigger.first if lead < trigger.first else sent.end
    end = next((i for i in range(lead + 1, stop) if doc[i].lower_ in word_set("instruments", "each_ends")), stop)
    return _in_row(doc, lead, end, number, names)


def _leads_over(doc: Doc, total: Instrument, trigger: Trigger) -> bool:
    """`Dua NPHD, masing-masing dengan A dan B, ditandatangani`: those with whom they are signed stand before the verb."""
    return any(t.lower_ in word_set("instruments", "each") for t in doc[total.end : min(total.end + 3, trigger.first)])


def _in_row(doc: Doc, lead: int, end: int, number: int, names: Names) -> list[Span]:
    """The bodies between two tokens that each follow a comma, `dan` or a preposition, where they are as many as the papers."""
    openers = word_set("instruments", "each_with") | word_set("instruments", "joiners") | {","}
    inside = [n for n in names.organisations + names.groups + names.units if doc[lead].idx < n.start and n.end <= doc[end - 1].idx + len(doc[end - 1])]
    inside = [n for n in inside if not any(o != n and o.start <= n.start and n.end <= o.end for o in inside)]
    found: list[Span] = []
    for body in sorted(set(inside)):
        token = doc.char_span(body.start, body.end, alignment_mode="expand")[0]
        before = doc[token.i - 1].lower_
        if before in openers and token.i - lead <= ITEM_REACH * number:
            found.append(body)
    return found if len(found) == number else []


def _expand(doc: Doc, trigger: Trigger, total: Instrument, triggers: list[Trigger], instruments: list[Instrument]) -> list[Instrument]:
    """`penandatanganan tiga perjanjian, yakni Perjanjian … . Selanjutnya, Perjanjian …`: each one that is named is an act."""
    if total.strength == "generic" and total.first < trigger.first and (named := _named_together(doc, total, instruments)):
        return named
    others = [t for t in triggers if t.first > trigger.first]
    sents = list(doc.sents)
    here = next(n for n, s in enumerate(sents) if s.start <= total.first < s.end)
    end = sents[min(here + total.count, len(sents) - 1)].end
    end = min([end] + [doc[t.first].sent.start for t in others if doc[t.first].sent.start > total.first])
    loose = total.strength != "strong" or doc[total.first].lower_ in word_set("instruments", "bare_sheets")  # `dua dokumen kerja sama`
    named = [i for i in instruments if total.end <= i.first < end and (i.kind == total.kind or loose and i.kind != "other") and i.strength == "strong" and (not i.definite or _is_numbered(doc, i))]
    opened = [i for i in named if _opens_item(doc, i)]
    named = [i for i in named if i in opened or opened and i.first > opened[0].first and doc[i.first - 1].text in {",", ";"}]
    return named[: total.count] if len(named) > 1 else []


def _count_all(doc: Doc, item: Instrument) -> int:
    """`kedua naskah` -> 2."""
    before = doc[item.first - 1].lower_ if item.first else ""
    ordered = load_words("signing", "all_words")
    return ordered.index(before) + 2 if before in ordered else 1


def _named_together(doc: Doc, total: Instrument, instruments: list[Instrument]) -> list[Instrument]:
    """`… nota kesepahaman, … perjanjian kerja sama. Kedua naskah diteken`: the instruments of different kinds just named, if they are as many."""
    number = max(total.count, _count_all(doc, total))
    sents = list(doc.sents)
    here = next(n for n, s in enumerate(sents) if s.start <= total.first < s.end)
    named = [i for i in instruments if sents[max(here - 2, 0)].start <= i.first < total.first and i.strength == "strong" and i.kind != "other"]
    kinds = {i.kind: i for i in reversed(named)}
    return sorted(kinds.values(), key=lambda i: i.first) if len(kinds) == number else []


def _opens_item(doc: Doc, item: Instrument) -> bool:
    """A name that begins an item of a list: after `yaitu`, a colon, `Kedua,` or at the start of a sentence."""
    if _is_numbered(doc, item):
        return True
    sent = doc[item.first].sent
    before = [t.lower_ for t in doc[max(sent.start, item.first - 3) : item.first]]
    return item.first - sent.start <= 1 or any(w in word_set("instruments", "listers") | word_set("instruments", "list_openers") for w in before)


def _is_numbered(doc: Doc, item: Instrument) -> bool:
    """`MoU pertama`, `MoU kedua`."""
    return doc[item.end - 1].lower_ in word_set("instruments", "firsts") | word_set("instruments", "ordinals")
