"""Sentences of officials and witnesses put together by a grammar, and the same words in other dress (capitals, typos).

`grammar.yaml` holds the sentences, `names.yaml` the parts of names, rules/*.csv the regions. Every draw is new people.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from extract.ruleset import rules_dir
from extract.train.corpus import Tagged, split_tokens, tag_tokens

HERE = Path(__file__).parent
SYMBOL = re.compile(r"\{(\w+)\}")
ENTITY = re.compile(r"\[([^|\]]*)\|(\w+)\]")


@cache
def load_grammar() -> tuple[dict[str, list[str]], list[dict]]:
    grammar = yaml.safe_load((HERE / "grammar.yaml").read_text("utf-8"))
    names = yaml.safe_load((HERE / "names.yaml").read_text("utf-8"))
    regions: dict[str, list[str]] = {"province": [], "regency": [], "area": [], "city": [], "district": []}
    for row in read_csv(rules_dir() / "regions.csv"):
        if row["kind"] == "province":
            regions["province"].append(row["name"])
        else:
            bare = re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", row["name"])
            regions["regency"].append(row["name"])
            regions["area"].append(bare)
            if row["name"].startswith("Kota"):
                regions["city"].append(bare)
    regions["area_caps"] = [name.upper() for name in regions["area"]]
    for row in read_csv(rules_dir() / "districts.csv"):
        regions["district"] += [name for name in row["names"].split("|") if name]
    return {**{name: [str(x) for x in values] for name, values in grammar.items()}, **regions}, names


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def invent_name(rng: random.Random, names: Sequence[dict]) -> str:
    """A person who does not exist: `Andi Baso Pallawa`."""
    custom = rng.choice(names)
    pattern = rng.choice(custom["patterns"])
    drawn = SYMBOL.sub(lambda m: rng.choice("ABCDEFGHIJKLMNPRSTWY") if m[1] == "i" else str(rng.choice(custom[m[1]])), pattern)
    return drawn.upper() if rng.random() < 0.02 else drawn


def write_sentence(rng: random.Random) -> Tagged:
    """One sentence with its tags under the product's scheme."""
    grammar, names = load_grammar()

    def expand(match: re.Match) -> str:
        name = match[1]
        if name in ("name", "short_name"):
            person = invent_name(rng, names)
            parts = [part for part in person.split() if len(part) > 2 and "." not in part]
            return rng.choice(parts) if name == "short_name" and parts else person
        return SYMBOL.sub(expand, rng.choice(grammar[name]))

    marked = SYMBOL.sub(expand, rng.choice(grammar["sentence"]))
    text, ents = "", []
    last = 0
    for match in ENTITY.finditer(marked):
        text += marked[last : match.start()]
        ents.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    text += marked[last:]
    pieces = split_tokens(text)
    return Tagged(tuple(word for word, _ in pieces), {"news-officials": tag_tokens(pieces, ents)}, "grammar")


GENRE_SPAN = re.compile(r"\{([PLOF])\|([^}]*)\}")
GENRE_LABELS = {"P": "PER", "L": "LOC", "O": "ORG", "F": "FAC"}


@cache
def read_genre() -> tuple[Tagged, ...]:
    """Hand-written sentences of the genre (data/genre.txt): `Ketua {O|KPU Agam} {P|Suhendra}`."""
    sentences = []
    for line in (HERE / "data" / "genre.txt").read_text("utf-8").splitlines():
        if line.strip():
            text, ents, last = "", [], 0
            for match in GENRE_SPAN.finditer(line):
                text += line[last : match.start()]
                ents.append((len(text), len(text) + len(match[2]), GENRE_LABELS[match[1]]))
                text += match[2]
                last = match.end()
            pieces = split_tokens(text + line[last:])
            sentences.append(Tagged(tuple(word for word, _ in pieces), {"news-officials": tag_tokens(pieces, ents)}, "genre"))
    return tuple(sentences)


def list_grammar_words() -> set[str]:
    """Every word that the grammar can write, so that each gets a vector."""
    grammar, names = load_grammar()
    texts = [text for values in grammar.values() for text in values]
    texts += [str(part) for custom in names for key, parts in custom.items() if isinstance(parts, list) and key != "patterns" for part in parts]
    return {word for text in texts for word, _ in split_tokens(re.sub(r"[{}\[\]|]", " ", text))}


def recast_people(sentence: Tagged, rng: random.Random, share: float) -> Tagged:
    """Now and then other people in the same sentence, so that names are known by their place and their letters."""
    if rng.random() >= share:
        return sentence
    if len(sentence.tags) != 1:
        return sentence
    ((scheme, tags),) = sentence.tags.items()
    if "B-PER" not in tags:
        return sentence
    _, names = load_grammar()
    tokens: list[str] = []
    recast: list[str] = []
    for i, (token, tag) in enumerate(zip(sentence.tokens, tags)):
        if tag == "B-PER":
            alone = i + 1 == len(tags) or tags[i + 1] != "I-PER"
            person = invent_name(rng, names)
            parts = [rng.choice(person.split())] if alone and "." not in person else [word for word, _ in split_tokens(person)]
            tokens += parts
            recast += ["B-PER"] + ["I-PER"] * (len(parts) - 1)
        elif tag != "I-PER":
            tokens.append(token)
            recast.append(tag)
    return Tagged(tuple(tokens), {scheme: tuple(recast)}, sentence.origin)


# --- other dress ------------------------------------------------------------------------------------------------
def dress_sentence(sentence: Tagged, rng: random.Random, share: float) -> Tagged:
    """Now and then the sentence as headlines and careless scrapes write it: all small, all capitals, Each Word, typos."""
    draw = rng.random()
    if draw >= share:
        return sentence
    tokens: Sequence[str] = sentence.tokens
    kind = draw / share
    if kind < 0.25:
        tokens = [token.lower() for token in tokens]
    elif kind < 0.5:
        tokens = [token.upper() for token in tokens]
    elif kind < 0.65:
        tokens = [token[:1].upper() + token[1:] for token in tokens]
    elif kind < 0.8:
        tokens = [change_quote(token) for token in tokens]
    else:
        tokens = [misspell(token, rng) if len(token) > 4 and rng.random() < 0.12 else token for token in tokens]
    return replace(sentence, tokens=tuple(tokens))


QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", '"': "“", "–": "-", "—": "-"})


def change_quote(token: str) -> str:
    return token.translate(QUOTES)


def misspell(word: str, rng: random.Random) -> str:
    """One letter lost, doubled or swapped: `Gubernur` -> `Gubenur`."""
    i = rng.randrange(1, len(word) - 1)
    return rng.choice((word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:], word[:i] + word[i + 1] + word[i] + word[i + 2 :]))
