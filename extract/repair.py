"""Text as scraped -> text as written: characters, spaces and the paragraphs that a scraper joined with commas.

`‚ÄúKami siap,‚Äù kata dia.,Warga PTBumi` -> `“Kami siap,” kata dia.` and, on a line of its own, `Warga PT Bumi`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import islice

from extract.ruleset import load_words

# Characters of clean Indonesian text beyond ASCII; anything else is worth the slow look of ftfy.
_USUAL = "\n\t\xa0‘’“”–—…•é°®©·×½²"
_SUSPECT = re.compile(rf"[^\x20-\x25\x27-\x7e{_USUAL}](?:(?<!&)|(?:[a-z]{{2,8}}|#x?[0-9a-f]{{1,6}});)", re.IGNORECASE)  # or an entity: one class to look for
_BREAK = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029_](?:(?<=\r)\n?|(?<!_)|(?<=_)x000[Dd]_)")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ue000-\uf8ff\ud800-\udfff]")
_SPACES = re.compile(" [^\\S\n]+|[^\\S\n ][^\\S\n]*")  # all but a single plain one
_ODD_SPACE = re.compile("[" + "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char not in " \n") + "]")


def repair_characters(text: str) -> str:
    """Mojibake undone, entities read, invisible characters gone, every space a plain one: `kata¬†Alni` -> `kata Alni`."""
    text = _MAC_ROMAN.sub(_read_mac_roman, text)
    if _SUSPECT.search(text):
        text = _fix_encoding(text)
    return join_spaces(_INVISIBLE.sub("", _BREAK.sub("\n", text)))


def join_spaces(text: str) -> str:
    """Every run of spaces of any kind as one plain space; most texts hold nothing else."""
    return _SPACES.sub(" ", text) if "  " in text or _ODD_SPACE.search(text) else text


def _fix_encoding(text: str) -> str:
    """ftfy without its taste for straight quotes; lone surrogates cannot be encoded and go first."""
    import ftfy

    config = ftfy.TextFixerConfig(unescape_html=True, uncurl_quotes=False, fix_character_width=True, explain=False)
    return "".join(ftfy.fix_text(part, config) for part in re.findall(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n")))


_MAC_ROMAN = re.compile("‚Ä.|¬†|\uf8ff[^\x00-\x7f]{3}")  # `‚Äù`: most of the mojibake there is, and fast


def _read_mac_roman(match: re.Match[str]) -> str:
    """UTF-8 that was read as Mac Roman."""
    try:
        return match.group().encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return match.group()


# --- markup and hard line ends ----------------------------------------------------------------------------------
_TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]{0,11})\b[^<>]{0,4000}>|<!--", re.IGNORECASE)
_BLOCK_TAGS = frozenset(["p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "table", "blockquote", "figure", "figcaption", "section", "article", "hr", "pre", "dd", "dt"])
_INLINE_TAGS = frozenset(["a", "b", "i", "u", "em", "strong", "span", "font", "img", "iframe", "sup", "sub", "small", "mark", "picture", "source", "video", "audio", "ins", "del"])
_HIDDEN = frozenset(("script", "style", "noscript", "<!--"))


def strip_markup(text: str) -> str:
    """HTML left in a column: `<p>Satu.</p><p>Dua &amp; tiga.</p>` -> two lines; scripts and comments go whole."""
    if "<" not in text:
        return text
    out, last = [], 0
    while match := _TAG.search(text, last):
        name = (match["name"] or "<!--").lower()
        known = name in _BLOCK_TAGS or name in _INLINE_TAGS or name in _HIDDEN
        out.append(text[last:match.start()] if known else text[last:match.end()])
        last = match.end()
        if name in _BLOCK_TAGS:
            out.append("\n")
        elif name in _HIDDEN and not match.group().startswith("</"):
            closed = text.find("-->", last) if name == "<!--" else _find_close(text, name, last)
            last = len(text) if closed < 0 else closed + (3 if name == "<!--" else 0)
    return "".join(out) + text[last:]


def _find_close(text: str, name: str, start: int) -> int:
    match = re.compile("</" + name, re.IGNORECASE).search(text, start)
    return match.start() if match else -1


_ENDED = re.compile(r"[.!?:;…][\"”’)]*$")
_LISTED = re.compile(r"\s*(?:[-*•>]|\d{1,2}[.)])\s")


def unwrap_lines(text: str) -> str:
    """Lines broken at a column join to paragraphs, where blank lines part those and nearly all lines are of one length."""
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in re.split(r"\n[ \t]*\n", text)]
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < 4 or max(map(len, inner)) > 130:
        return text
    full = sum(len(line) >= 50 for line in inner)
    unended = sum(not _ENDED.search(line) for line in inner)
    if full < 0.85 * len(inner) or unended < 0.6 * len(inner) or any(_LISTED.match(line) for line in inner):
        return text
    return "\n".join(" ".join(block) for block in blocks if block)


# --- paragraphs joined with commas ------------------------------------------------------------------------------
_GLUED = re.compile(r"(?:[a-z]{3}|[\d)\"”,\s])[.!?][\"”’)]*\s?,+[\"“‘]?[A-Z][a-z]|,{3,}")
_SPACED = re.compile(r"(?:[a-z]{3}|[\d)\"”])[.!?][\"”’)]*\s?,+\s[\"“‘A-Z]")
_ENDED_BY_COMMA = re.compile(r"[.!?][\"”’)]*\s?,|,,,")  # what both of them hold
_RUN = re.compile(r"(?P<left>[\"”’)\]]{0,4})(?P<run>\s{0,3},(?:\s{0,3},)*\s{0,3})(?=(?P<right>.?))", re.DOTALL)
_DEGREE_BEFORE = re.compile(r"(?:\b[A-Z][A-Za-z]{0,4}\.){2,}$|\b(?:Tbk|dkk|dll|dsb|Drs|Dra|Dr|Ir|SH|MH|MM|SE)\.$")
_DEGREE_AFTER = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){1,}[A-Z]?|[SM][A-Z]\b")
_BARE_DEGREE = re.compile(r"(?:S[HET]|M[HMT]|MSi|M\.Si|S\.H|M\.H|S\.Pd|M\.Pd)[,.;)]")
_EMPTY_BRACKETS = re.compile(r" ?[(\[][\s,:;./]*[)\]]")
_EMPTY_QUOTES = re.compile(r"\"(?<![^\s(,]\")[\s,]+\"(?=[\s.,;:)]|$)")


def split_joined(text: str) -> str:
    """Undo a scraper that joined all text nodes with commas: `kata dia.,Warga` -> two lines; a lost link leaves no hole."""
    if not _ENDED_BY_COMMA.search(text):
        return text
    if not _is_joined(text):
        return text
    text = _EMPTY_QUOTES.sub(" ", text)
    padded = cache(lambda: len(re.findall(r"\w ,+ \w", text)) >= len(re.findall(r"[a-z],[a-z]", text)))
    out, last = [], 0
    for match in _find_runs(text):
        out.append(text[last:match.start()])
        before = text[max(0, match.start() - 1):match.start()]
        if text[match.end():match.end() + 1].isdigit() and before.isdigit() and match["run"] == ",":
            out.append(",")  # `1,2 juta`
        else:
            degree = bool(_DEGREE_BEFORE.search(text[max(0, match.start() - 8):match.start()]))
            ahead = text[match.end():match.end() + 8]
            follows = bool((_DEGREE_AFTER if degree else _BARE_DEGREE).match(ahead))
            if before.isalnum() and ahead.startswith(load_words("spacing", "weekdays")):
                follows = True
            out.append(match["left"] + _read_run(before, match["left"], match["run"], match["right"], padded, degree, follows))
        last = match.end()
    return _EMPTY_BRACKETS.sub("", "".join(out) + text[last:])


def _is_joined(text: str) -> bool:
    """Sentences end with commas, and in more places than lines do; counted no further than that is sure."""
    lines = text.count("\n")
    glued = sum(1 for _ in islice(_GLUED.finditer(text), max(lines, 1)))
    if glued >= max(lines, 1):
        return True
    spaced = len(_SPACED.findall(text))
    return (glued >= 1 or spaced >= 2) and glued + spaced >= lines


def _find_runs(text: str) -> Iterator[re.Match[str]]:
    """What `_RUN.finditer` finds, without the plain commas (`satu, dua` and `1,2`) that stay as they are."""
    end = 0
    while (comma := text.find(",", end)) >= 0:
        before, after = text[comma - 1:comma], text[comma + 1:comma + 3]
        if before.isalnum() and (len(after) == 2 and after[0] == " " and after[1] not in ' ,"”.;:!?)' and not after[1].isspace() or before.isdigit() and after[:1].isdigit()):
            end = comma + 1
            continue
        start = comma
        while start > max(end, comma - 3) and text[start - 1].isspace():
            start -= 1
        first = start
        while start > max(end, first - 4) and text[start - 1] in "\"”’)]":
            start -= 1
        match = _RUN.match(text, start)
        assert match
        end = match.end()
        yield match


def _read_run(before: str, closers: str, run: str, right: str, padded: Callable[[], bool], degree: bool, follows: bool) -> str:
    """What a run of commas stood for: a new paragraph, a lost link (a space) or a comma."""
    commas = run.count(",")
    glued = not run[-1].isspace()  # the next text node begins right here
    ended = before != "" and before in ".!?…:"
    starts = right.isupper() or right.isdigit() or right in "\"“‘'(#*•-"
    if not right or right in ".,;:!?)":
        return ""
    if follows or degree and not glued:
        return ", "  # `Alni, S.H.,M.H., Ketua`
    if ended and (glued or commas > 1 or (starts and not run[0].isspace())):
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
        return "\n" if padded() else ", "
    if run == ", " or (commas == 2 and run.endswith(", ")):
        return ", "
    return " "


# --- spaces -----------------------------------------------------------------------------------------------------
_PROTECTED = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,250}|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.(?:com|co|id|net|org|go|info|tv)\b(?:/\S*)?", re.IGNORECASE)

_ADDRESS = re.compile(r"[@:.](?:(?<=@)|(?<=:)//|(?<=[wW]{3}\.)|(?<=\.)(?i:com|co|id|net|org|go|info|tv)\b)")  # no text without one is protected


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
        (r"(?<=[a-z])\((?=[A-Z]{2,}\b|\d+/\d)", " ("),  # `Umum(KPU)`, `Jumat(20/9)`
        (r"(?<=[A-Z0-9]\))(?=[a-z]{2})|(?<=\w\w\))(?=[A-Z][a-z]{2})", " "),  # `(KPU)dan`
        (r"(?<=\d),(?=[A-Z][a-z]{2})", ", "),  # `2019,Sebelumnya`
        (r"(?<=\() +| +(?=\)(?:\W|$))", ""),  # `( KPU )`
        (r"(?<!\")\"{2,6}(?=\w)", '"'),
        (r"(?<=[.,!?]”)(?=[A-Za-z])", " "),  # `siap,”kata`
    ))


def repair_spaces(line: str) -> str:
    """Lost and stray spaces of one line: `kini.Dia bekerja di PTBumi , Medan` -> `kini. Dia bekerja di PT Bumi, Medan`."""
    touching = _touching().search(line)
    if not touching and '"' not in line:
        return join_spaces(line).strip()
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\ue000{chr(0xe100 + len(kept) - 1)}\ue001"

    if _ADDRESS.search(line):
        line = _PROTECTED.sub(hide, line)
    for pattern, new in _spacing_rules() if touching else ():
        line = pattern.sub(new, line)
    line = _space_quotes(line)
    if kept:
        line = re.sub("\ue000(.)\ue001", lambda m: kept[ord(m[1]) - 0xe100], line)
    return join_spaces(line).strip()


@lru_cache(maxsize=1)
def _touching() -> re.Pattern[str]:
    """Two characters side by side without which no spacing rule has anything to do; most lines have no such pair."""
    ends = "".join(sorted({word[-1] for name in ("function_words", "company_forms") for word in load_words("spacing", name)}))
    pairs = r"(?<=[.!?])[A-Z“(\"‘]|(?<=[,;)”])[A-Za-z“]|(?<=\() |(?<=\")\"|(?<=[a-z]\()|(?<= [,.;!?)])|(?<=[" + re.escape(ends) + "][A-Z])"
    return re.compile(f"[.!?,;)”(\"A-Z](?:{pairs})")


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
