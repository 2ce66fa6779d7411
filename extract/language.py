"""Which language a text is in: `id`, unless another one is sure. Short texts are `id`: a headline proves nothing."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from extract.ruleset import load_family

HOME = "id"
UNKNOWN = "und"
READ_CHARS = 4000
ENOUGH_WORDS = 25  # below this nothing is sure
RUNNING_WORDS = 75  # in small letters: a list of names or results is no running text
SURE_SHARE = 0.08  # of all words are small words of the other language …
SURE_RATIO = 2.5  # … and they are so many times the Indonesian ones
NO_INDONESIAN = 0.02  # running text of any other language stays below this share; 3,000 news articles do not (lowest 0.05)
MALAY_SHARE = 0.02  # Malay shares its small words with Indonesian; only its own spellings, and several, tell it apart
MALAY_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[A-Za-z]+")  # the same where there are no other letters, twice as fast
_LATIN = re.compile(r"[a-zà-ɏ]")


@lru_cache(maxsize=1)
def _profiles() -> dict[str, tuple[str, ...]]:
    """Small word -> the languages it tells of."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in load_family("languages").lists.items():
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


def detect(text: str) -> str:
    """`The governor said that …` -> "en"; `Gubernur mengatakan …` -> "id"."""
    words = _list_words(text[:READ_CHARS].lower())
    if not text.isascii() and _is_other_script(words):
        return UNKNOWN
    if len(words) < ENOUGH_WORDS:
        return HOME
    profiles = _profiles()
    counts = Counter(name for word in words if word in profiles for name in profiles[word])
    home = counts.pop(HOME, 0) / len(words)
    malay = counts.pop("ms", 0) / len(words)
    best, n_best = max(counts.items(), key=lambda item: item[1], default=("", 0))
    if n_best / len(words) >= max(SURE_SHARE, SURE_RATIO * home):
        return best
    if malay >= MALAY_SHARE and len({word for word in words if "ms" in profiles.get(word, ())}) >= MALAY_WORDS:
        return "ms"
    if home < NO_INDONESIAN and sum(word.islower() for word in _list_words(text[:READ_CHARS])) >= RUNNING_WORDS:
        return UNKNOWN
    return HOME


def _list_words(text: str) -> list[str]:
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def _is_other_script(words: list[str]) -> bool:
    letters = sum(map(len, words))
    return letters > 60 and sum(len(word) for word in words if not _LATIN.match(word)) > letters / 2


def is_foreign(language: str) -> bool:
    """True for a text that will not be read."""
    return language != HOME
