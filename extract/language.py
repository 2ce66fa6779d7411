"""Which language a text is in: `id`, unless another one is sure. Short texts are `id`: a headline proves nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.ruleset import load_family

HOME = "id"
UNKNOWN = "und"
ENOUGH_WORDS = 25  # below this nothing is sure
READ_CHARS = 6000
SURE_SHARE = 0.08  # of all words are small words of the other language …
SURE_RATIO = 2.5  # … and they are so many times the Indonesian ones
NO_INDONESIAN = 0.02  # running text of any other language stays below this share; 3,000 news articles do not (lowest 0.05)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zA-Z]")


@lru_cache(maxsize=1)
def _profiles() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_family("languages").lists.items()}


def detect(text: str) -> str:
    """`The governor said that …` -> "en"; `Gubernur mengatakan …` -> "id"."""
    words = _WORD.findall(text[:READ_CHARS].lower())
    letters = len("".join(words))
    if letters > 60 and len(_LATIN.findall(text[:READ_CHARS])) < letters / 2:
        return UNKNOWN  # another script
    if len(words) < ENOUGH_WORDS:
        return HOME
    shares = {name: sum(word in profile for word in words) / len(words) for name, profile in _profiles().items()}
    best = max((name for name in shares if name != HOME), key=lambda name: shares[name])
    if best == "ms":
        return "ms" if _is_malay(words) else HOME
    if shares[best] >= SURE_SHARE and shares[best] >= SURE_RATIO * shares[HOME]:
        return best
    running = sum(word.islower() for word in _WORD.findall(text[:READ_CHARS]))
    if running >= 3 * ENOUGH_WORDS and shares[HOME] < NO_INDONESIAN:
        return UNKNOWN
    return "ms" if _is_malay(words) else HOME


def _is_malay(words: list[str]) -> bool:
    """Malay shares its small words with Indonesian; only its own spellings, and many of them, tell it apart."""
    malay = [word for word in words if word in _profiles()["ms"]]
    return len(malay) / len(words) >= 0.02 and len(set(malay)) >= 4


def is_foreign(language: str) -> bool:
    """True for a text that will not be read."""
    return language != HOME
