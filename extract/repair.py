"""Text as scraped -> text as written: characters, spaces and the paragraphs that a scraper joined with commas.

`‚ÄúKami siap,‚Äù kata dia.,Warga PTBumi` -> `“Kami siap,” kata dia.` and, on a line of its own, `Warga PT Bumi`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.ruleset import load_words

# Characters of clean Indonesian text beyond ASCII; anything else is worth the slow look of ftfy.
_USUAL = "\n\t\xa0‘’“”–—…•é°®©·×½²"
_SUSPECT = re.compile(rf"[^\x20-\x7e{_USUAL}]|&(?:[a-z]{{2,8}}|#x?[0-9a-f]{{1,6}});|\x1b", re.IGNORECASE)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]|_x000[Dd]_")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ud800-\udfff]")
_SPACES = re.compile("[^\\S\n]+")


def repair_characters(text: str) -> str:
    """Mojibake undone, entities read, invisible characters gone, every space a plain one: `kata¬†Alni` -> `kata Alni`."""
    if _SUSPECT.search(text):
        text = _fix_encoding(text)
    text = _INVISIBLE.sub("", _BREAK.sub("\n", text))
    return _SPACES.sub(" ", text)


def _fix_encoding(text: str) -> str:
    """ftfy without its taste for straight quotes; lone surrogates cannot be encoded and go first."""
    import ftfy

    config = ftfy.TextFixerConfig(unescape_html=True, uncurl_quotes=False, fix_character_width=True, explain=False)
    return "".join(ftfy.fix_text(part, config) for part in re.findall(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n")))


# --- paragraphs joined with commas ------------------------------------------------------------------------------
_JOIN = re.compile(r"[.!?][\"”’)]*\s?,+[\"“‘A-Z]")
_RUN = re.compile(r"(?P<left>[\"”’)\]]*)(?P<run>\s*,(?:\s*,)*\s*)(?=(?P<right>.?))", re.DOTALL)
_EMPTY_BRACKETS = re.compile(r" ?[(\[][\s,:;.]*[)\]]")
_EMPTY_QUOTES = re.compile(r"(?<![^\s(,])\"[\s,]+\"(?=[\s.,;:)]|$)")


def split_joined(text: str) -> str:
    """Undo a scraper that joined all text nodes with commas: `kata dia.,Warga` -> two lines; a lost link leaves no hole."""
    joins = len(_JOIN.findall(text))
    if joins < 2 or joins < text.count("\n"):
        return text
    text = _EMPTY_QUOTES.sub(" ", text)
    padded = len(re.findall(r"\w ,+ \w", text)) >= len(re.findall(r"[a-z],[a-z]", text))
    out, last = [], 0
    for match in _RUN.finditer(text):
        out.append(text[last:match.start()])
        before = text[max(0, match.start() - 1):match.start()]
        out.append(match["left"] + _read_run(before, match["left"], match["run"], match["right"], padded))
        last = match.end()
    return _EMPTY_BRACKETS.sub("", "".join(out) + text[last:])


def _read_run(before: str, closers: str, run: str, right: str, padded: bool) -> str:
    """What a run of commas stood for: a new paragraph, a lost link (a space) or a comma."""
    commas = run.count(",")
    glued = not run[-1].isspace()  # the next text node begins right here
    ended = before in ".!?…:" and before != ""
    starts = right.isupper() or right.isdigit() or right in "\"“‘'(#*•-‚"
    if not right:
        return ""
    if right in ".,;:!?)":
        return ""
    if before.isdigit() and run == "," and right.isdigit():
        return ","
    if ended and (glued or commas > 1):
        return "\n"
    if ended:
        return " " if run[0].isspace() else run
    if commas > 2 and starts:
        return "\n"
    if closers and closers[-1] in "\"”’" and glued and starts:
        return "\n"
    if right in "\"”":
        return ","
    if glued and starts and commas == 1 and not run[0].isspace():
        return "\n" if padded else ", "
    if run == ", " or (commas == 2 and run.endswith(", ")):
        return ", "
    return " "


# --- spaces -----------------------------------------------------------------------------------------------------
_PROTECTED = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|go|info|tv)\b(?:/\S*)?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _spacing_rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    functions = "|".join(sorted(load_words("spacing", "function_words"), key=len, reverse=True))
    companies = "|".join(load_words("spacing", "company_forms"))
    ends = "|".join(load_words("spacing", "domain_ends"))
    return tuple((re.compile(pattern), new) for pattern, new in (
        (r" +(?=[,.;!?](?:\s|$))", ""),  # `Alni , Ketua`
        (rf"(?<=[a-zà-ÿ]{{2}})(?<![A-Z]\.[A-Z][a-z])(?<![A-Z]\.[A-Z][a-z]{{2}})(?<![A-Z]\.[A-Z][a-z]{{3}})([.!?])(?=[\"“‘(]?[A-Z][a-z])(?!(?i:{ends})\b)", r"\1 "),  # `kini.Dia`
        (r"(?<=[\d)”’%])([.!?])(?=[\"“‘(]?[A-Z][a-z]{2})", r"\1 "),  # `2019).Sementara`
        (r"(?<=\b[A-Z]{3})\.(?=[A-Z][a-z]{2})|(?<=\b[A-Z]{4})\.(?=[A-Z][a-z]{2})|(?<=\b[A-Z]{5})\.(?=[A-Z][a-z]{2})", ". "),  # `DPR.Menurut`
        (r"(?<=[a-z]{2})([.!?])(?=[“(])", r"\1 "),
        (r"(?<=[A-Za-z)”])([,;])(?=[A-Za-z“])", r"\1 "),  # `Jakarta,Senin`
        (rf"\b({companies})(?=[A-Z][a-z]{{2}})", r"\1 "),  # `PTBumi`
        (rf"(?<![\w./@-])({functions})(?=[A-Z][a-z]{{2}})", r"\1 "),  # `diJakarta`
        (r"(?<=[a-z])\((?=[A-Z]{2,}\b)", " ("),  # `Umum(KPU)`
        (r"(?<=[a-z0-9]\))(?=[A-Za-z]{2})", " "),  # `(KPU)dan`
        (r"(?<=[.,!?]”)(?=[A-Za-z])", " "),  # `siap,”kata`
    ))


def repair_spaces(line: str) -> str:
    """Lost and stray spaces of one line: `kini.Dia bekerja di PTBumi , Medan` -> `kini. Dia bekerja di PT Bumi, Medan`."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\ue000{chr(0xe100 + len(kept) - 1)}\ue001"

    if "@" in line or "." in line:
        line = _PROTECTED.sub(hide, line) if len(kept) < 200 else line
    for pattern, new in _spacing_rules():
        line = pattern.sub(new, line)
    line = _space_quotes(line)
    if kept:
        line = re.sub("\ue000(.)\ue001", lambda m: kept[ord(m[1]) - 0xe100], line)
    return _SPACES.sub(" ", line).strip()


_STRAIGHT = re.compile(r'"')


def _space_quotes(line: str) -> str:
    """Straight quotes get their outer space back: `siap,"kata Alni` -> `siap," kata Alni`; opening and closing alternate."""
    if line.count('"') % 2:
        return line  # a quotation of several paragraphs: which mark opens cannot be told
    out, last, opening = [], 0, True
    for match in _STRAIGHT.finditer(line):
        i = match.start()
        out.append(line[last:i])
        if opening and i and (line[i - 1].isalnum() or line[i - 1] in ".,:;!?)"):
            out.append(' "')
        elif not opening and line[i + 1:i + 2].isalnum():
            out.append('" ')
        else:
            out.append('"')
        last, opening = i + 1, not opening
    return "".join(out) + line[last:]
