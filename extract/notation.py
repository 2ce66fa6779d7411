"""The notation of rule patterns, one item per token, compiled to spaCy's Matcher:

    word  a|b  {list}   the word, one of the words, an entry of the list (entries may have several words); case is ignored
    =KPU                the word in exactly this case
    (a b|c)             one of several phrases
    <PER> <ORG> <LOC> <FAC>   a whole run of tokens of that entity (one or more)
    <NUM> <CAP> <WORD> <PUNCT> <ANY>   a number-like, capitalised, alphabetic, punctuation or any token
    ..4                 up to four tokens of any kind, never over a sentence's end
    x? x+ x*            optional, repeated
    x@name              the tokens matched by x are the group `name`
"""

from __future__ import annotations

import itertools
import re
from typing import Any

MAX_EXPANSIONS = 2000  # spaCy patterns that one line may become; more is a rule that should be a list


class RuleError(ValueError):
    """A rule file that cannot be used; the message names the file and the rule."""


_ITEM = re.compile(r"(?P<body>\([^)]*\)|\{\w+\}|<\w+>|\.\.\d+|=?[^\s@?+*]+|[?+*])(?P<op>[?+*])?(?:@(?P<group>\w+))?(?P<op2>[?+*])?$")
_SENTENCE_END = [".", "!", "?", "\n", "\n\n"]
_KINDS: dict[str, dict[str, Any]] = {
    "NUM": {"TEXT": {"REGEX": r"^\d"}},
    "CAP": {"TEXT": {"REGEX": r"^[A-ZÀ-Ý]"}},
    "WORD": {"IS_ALPHA": True},
    "PUNCT": {"IS_PUNCT": True},
    "ANY": {},
}


def compile_pattern(line: str, lists: dict[str, tuple[str, ...]], where: str) -> list[tuple[list[dict], dict[int, str]]]:
    """One pattern line -> spaCy token patterns, each with the group name of its item numbers."""
    choices = []
    for text in _split_items(line):
        match = _ITEM.match(text)
        if not match:
            raise RuleError(f"{where}: cannot read {text!r} in {line!r}")
        op = match["op"] or match["op2"] or ""
        choices.append([(alternative, match["group"]) for alternative in _alternatives(match["body"], op, lists, where)])
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > MAX_EXPANSIONS:
        raise RuleError(f"{where}: {total} expansions of {line!r}, at most {MAX_EXPANSIONS}")
    return [_join(parts) for parts in itertools.product(*choices)]


def _split_items(line: str) -> list[str]:
    """Split at spaces outside parentheses."""
    return re.findall(r"\([^)]*\)\S*|\S+", line)


def _join(parts: tuple) -> tuple[list[dict], dict[int, str]]:
    tokens: list[dict] = []
    groups: dict[int, str] = {}
    for items, group in parts:
        for item in items:
            if group:
                groups[len(tokens)] = group
            tokens.append(item)
    return tokens, groups


def _alternatives(body: str, op: str, lists: dict[str, tuple[str, ...]], where: str) -> list[list[dict]]:
    """The ways one item can be matched, each a list of token patterns."""
    if body.startswith(".."):
        return [[{"TEXT": {"NOT_IN": _SENTENCE_END}, "OP": "{0," + body[2:] + "}"}]]
    if body.startswith("<"):
        return [[_kind_token(body[1:-1], op, where)]]
    if body.startswith("{"):
        if body[1:-1] not in lists:
            raise RuleError(f"{where}: no list {body}")
        phrases = list(lists[body[1:-1]])
    elif body.startswith("("):
        phrases = body[1:-1].split("|")
    elif body.startswith("="):
        return [[_with_op({"TEXT": body[1:]}, op)]]
    else:
        phrases = body.split("|") if body != "|" else [body]
    return _phrase_alternatives(phrases, op, where)


def _phrase_alternatives(phrases: list[str], op: str, where: str) -> list[list[dict]]:
    from extract.sentences import split_words

    tokenised = [[word.lower() for word in split_words(phrase)] for phrase in phrases]
    single = sorted({words[0] for words in tokenised if len(words) == 1})
    several = [words for words in tokenised if len(words) > 1]
    if several and op in ("+", "*"):
        raise RuleError(f"{where}: phrases of several words cannot repeat: {' '.join(several[0])!r}")
    ways: list[list[dict]] = []
    if single:
        ways.append([_with_op({"LOWER": {"IN": single}} if len(single) > 1 else {"LOWER": single[0]}, op)])
    ways += [[{"LOWER": word} for word in words] for words in several]
    if several and op == "?" and not single:
        ways.append([])
    return ways


def _kind_token(kind: str, op: str, where: str) -> dict:
    if kind in ("PER", "ORG", "LOC", "FAC"):
        return {"ENT_TYPE": kind, "OP": "*" if op in ("?", "*") else "+"}
    if kind not in _KINDS:
        raise RuleError(f"{where}: no token kind <{kind}>")
    return _with_op(dict(_KINDS[kind]), op)


def _with_op(token: dict, op: str) -> dict:
    return {**token, "OP": op} if op else token


def fill_lists(line: str, lists: dict[str, tuple[str, ...]]) -> str:
    """`{months}` in a regular expression becomes the alternatives of that list, longest first; `{1,2}` is left alone."""

    def alternatives(match: re.Match[str]) -> str:
        words = sorted(lists.get(match[1], ()), key=len, reverse=True)
        if not words:
            raise RuleError(f"no list {match[0]} for {line!r}")
        return "(?:" + "|".join(re.escape(word) for word in words) + ")"

    return re.sub(r"\{([a-z_]+)\}", alternatives, line)
