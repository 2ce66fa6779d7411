"""Direct speech: where it begins and ends, the reporting word beside it, and the span of whoever speaks.

`"Kami siap," kata Ketua Bawaslu Lumajaya, Alni.` -> Quote(the marked part, speaker `Ketua Bawaslu Lumajaya, Alni`, cue `kata`).
Marks in scraped text are missing, doubled or straight; what cannot be paired ends where its reporting word or paragraph does.
"""

from __future__ import annotations

import re

from extract.cast import Cast, Reference
from extract.grammar import drop_enclitic, has_enclitic, pattern_of
from extract.inside import subject_of
from extract.records import Hit, Quote, Reading, Span
from extract.ruleset import load_words
from extract.sentences import rule_finder

_MARKS = re.compile(r"[\"“”„«»]|''")
_OPENING, _CLOSING = "“„«", "”»"
MIN_WORDS = 4  # a shorter marked phrase without a reporting word is a term, not speech
MAX_CUE_GAP = 90  # characters between a reporting verb and the quotation it introduces


def find_quotes(reading: Reading) -> tuple[Quote, ...]:
    """Every quotation with its speaker: first the one named beside it, else the one who was already speaking."""
    cast = Cast(reading)
    cues = find_cues(reading)
    found: list[Quote] = []
    for block in list_blocks(reading.text):
        for span in pair_marks(reading.text, block, cues):
            cue, speaker = _ascribe(reading.text, span, block, cast, cues)
            if cue is None and speaker is None:
                if not _is_speech(reading.text, span):
                    continue
                speaker = _going_on(reading.text, span, found)
            found.append(Quote(span.start, span.end, speaker, cue))
    return tuple(found)


def find_cues(reading: Reading) -> list[Hit]:
    """Reporting words in text order, without those inside a pseudo-cue (`kata kunci`) or inside a longer one."""
    hits = rule_finder("speech").find(reading.doc)
    pseudo = [hit for hit in hits if hit.value["points"] == "none"]
    kept: list[Hit] = []
    for hit in hits:
        if hit.value["points"] == "none" or any(p.start <= hit.start and hit.end <= p.end for p in pseudo):
            continue
        if any(k.start <= hit.start and hit.end <= k.end for k in kept):
            continue
        kept.append(hit)
    return kept


# --- where quotations are ---------------------------------------------------------------------------------------
def list_blocks(text: str) -> list[Span]:
    """Stretches between line breaks."""
    return [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]


def pair_marks(text: str, block: Span, cues: list[Hit]) -> list[Span]:
    """Quotations of one block, marks included; a lost mark is made up for by a reporting word, a sentence or the block's end."""
    spans: list[Span] = []
    opened: int | None = None
    floor = block.start
    for mark in _MARKS.finditer(text, block.start, block.end):
        side = _side(text, mark, block)
        if opened is None:
            if side == "close" and not spans_at(spans, mark.start()):
                start = _sentence_start(text, floor, mark.start())
                if mark.start() - start > 20 and text[mark.start() - 1] in ",.!?":
                    spans.append(Span(start, mark.end()))
                floor = mark.end()
            else:
                opened = mark.start()
        elif side == "open" and mark.group() in _OPENING and text[opened] in _OPENING:
            spans.append(Span(opened, _cut_unclosed(opened, mark.start(), cues)))
            opened = mark.start()
        else:
            spans.append(Span(opened, mark.end()))
            opened, floor = None, mark.end()
    if opened is not None:
        spans.append(Span(opened, _cut_unclosed(opened, block.end, cues)))
    return spans


def spans_at(spans: list[Span], offset: int) -> bool:
    """True when `offset` touches the end of the last span: a doubled closing mark."""
    return bool(spans) and offset - spans[-1].end <= 1


def _side(text: str, mark: re.Match[str], block: Span) -> str:
    """`open`, `close` or `either`, from the mark's shape or from the white space beside it."""
    if mark.group() in _OPENING:
        return "open"
    if mark.group() in _CLOSING:
        return "close"
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    left, right = before.isspace() or before in "([–—:", after.isspace() or after in ".,;:!?)]"
    if left and not right:
        return "open"
    return "close" if right and not left else "either"


def _sentence_start(text: str, floor: int, end: int) -> int:
    """Where the sentence that holds `end` begins, not before `floor`."""
    breaks = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", text[floor:end - 1])]
    start = floor + (breaks[-1] if breaks else 0)
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _cut_unclosed(opened: int, end: int, cues: list[Hit]) -> int:
    """An unclosed quotation ends before the reporting word after it, else at `end`."""
    for cue in cues:
        if opened + 15 < cue.start < end and cue.value["points"] in ("after", "self"):
            return cue.start
    return end


def _is_speech(text: str, span: Span) -> bool:
    inner = text[span.start + 1:span.end - 1].strip()
    whole = inner[-1:] in ",.!?…" and inner[:1].isupper()
    return whole or len(inner.split()) >= MIN_WORDS and (inner[-1:] in ",.!?…" or inner[:1].isupper())


# --- who speaks -------------------------------------------------------------------------------------------------
def _ascribe(text: str, span: Span, block: Span, cast: Cast, cues: list[Hit]) -> tuple[Span | None, Span | None]:
    """Reporting word and speaker beside a quotation, after it or before it."""
    cue, speaker = _after(text, span, block, cast)
    if cue is None and speaker is None:
        cue, speaker = _before(text, span, block, cast, cues)
    return cue, speaker


def _after(text: str, span: Span, block: Span, cast: Cast) -> tuple[Span | None, Span | None]:
    """`…," kata Alni`, `…," ujarnya`, `…" Alni menekankan`; any small word before a name may report."""
    rest = text[span.end:block.end]
    match = re.match(r"[\s,.–—-]{0,4}([^\W\d_]+)", rest)
    if not match:
        return None, None
    word, start = match[1], span.end + match.start(1)
    end = start + len(word)
    said, lowered = load_words("speech", "said"), word.lower()
    if has_enclitic(lowered) and (drop_enclitic(lowered) in said or word.islower() and pattern_of(r"[.,]|\s+{behind_said}\b", "speech").match(text[end:block.end])):
        return Span(start, end), Span(end - 3, end)
    if lowered in said or word.islower() and lowered not in load_words("speech", "not_said"):
        reference = cast.after_cue(end, block.end)
        if reference is not None and (lowered in said or reference.start - end < 3):
            return Span(start, end), _span(reference)
        if lowered in said and (phrase := _descriptive(text, end, block.end)):
            return Span(start, end), phrase
        return (Span(start, end), None) if lowered in said else (None, None)
    named = next(iter(cast.within(start, start + 1)), None)
    if named is not None and named.kind == "name" and pattern_of(r"\W{0,2}(?:\w+\s+)?(?:{behind_speaker}|{verb.intransitive})\b", "speech").match(text[named.end:block.end]):
        return None, _span(named)
    return None, None


def _descriptive(text: str, start: int, end: int) -> Span | None:
    """`ujar politikus senior itu` -> the span of `politikus senior itu`."""
    match = pattern_of(r"\s+((?:[^\W\d_]+\s+){1,6}?{demonstratives})\b").match(text[start:end])
    return Span(start + match.start(1), start + match.end(1)) if match else None


def _before(text: str, span: Span, block: Span, cast: Cast, cues: list[Hit]) -> tuple[Span | None, Span | None]:
    """`Alni menegaskan, "…"`, `kata Alni, "…"`, `Alni: "…"`."""
    start = _sentence_start(text, block.start, span.start) if span.start > block.start else block.start
    last = next((r for r in reversed(cast.within(start, span.start)) if re.fullmatch(r"\s*[:,]\s*", text[r.end:span.start])), None)
    if last is not None and ":" in text[last.end:span.start]:
        return None, _span(last)
    for cue in reversed([c for c in cues if start <= c.start and c.end <= span.start]):
        gap = text[cue.end:span.start]
        if len(gap) > MAX_CUE_GAP or re.search(r"[.!?\"“”]\s", gap):
            break
        reference = point(cast, cue, start, span.start)
        if reference is not None:
            return Span(cue.start, cue.end), _span(reference)
        if cue.value["points"] == "self":
            return Span(cue.start, cue.end), Span(cue.end - 3, cue.end)
    return None, None


def point(cast: Cast, cue: Hit, start: int, end: int) -> Reference | None:
    """The reference a cue points to inside `text[start:end]`."""
    if cue.value["points"] == "after":
        close = cue.rule_id == "speech.inverted" and cue.text.lower() not in load_words("speech", "surely_said")
        return cast.after_cue(cue.end, end, close)
    if cue.value["points"] == "before":
        return subject_of(cast.text, cast, start, cue.start)
    return None


def _span(reference: Reference) -> Span:
    return reference.name or Span(reference.start, reference.end)


def _going_on(text: str, span: Span, found: list[Quote]) -> Span | None:
    """A quotation with no reporting word beside it is the last speaker's when nothing but a line break or a cue phrase lies between."""
    if found and found[-1].speaker is not None and len(text[found[-1].end:span.start].split()) < 25:
        return found[-1].speaker
    return None
