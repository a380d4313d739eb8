"""How plausible a run of characters is as Chinese official prose, from counted pairs (see count_pairs.py)."""

import math
import unicodedata
from functools import cache
from pathlib import Path

from policy import fold

_PAIRS = Path(__file__).with_name("pairs.txt")
_MARKS = frozenset('。、《》,;:?!()"')
_FLOOR = -18.0
"""Log-probability of a character that the counts do not hold: one in 65 million."""


@cache
def _counts() -> tuple[dict[str, float], dict[str, float]]:
    """Log-probability of each character, and of each second character after its first."""
    first_line, *lines = _PAIRS.read_text("utf-8").rstrip("\n").split("\n")
    numbers = _ungrouped(first_line)
    total = math.log(sum(numbers.values()))
    characters = {c: math.log(n) - total for c, n in numbers.items()}
    pairs: dict[str, float] = {}
    for line in lines:
        whole = math.log(max(numbers.get(line[0], 0), 32))
        for second, n in _ungrouped(line[1:]).items():
            pairs[line[0] + second] = math.log(n) - whole
    return characters, pairs


def _ungrouped(line: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    n = 0
    for c in line:
        if "a" <= c <= "z":
            n = 3 << (ord(c) - ord("a")) >> 1  # the middle of the power's range
        else:
            numbers[c] = n
    return numbers


def follows(first: str, second: str) -> float:
    """Log-probability of `second` after `first`, both folded; what is no Chinese prose (figures, Latin letters) is neutral."""
    characters, pairs = _counts()
    known = pairs.get(first + second)
    if known is not None:
        return known
    if not is_prose(second):
        return -5.0
    return characters.get(second, _FLOOR) - (3.0 if is_prose(first) else 0.0)


def is_prose(character: str) -> bool:
    """Whether a folded character is a Chinese one or a mark of Chinese prose."""
    return "\u4e00" <= character <= "\u9fff" or character in _MARKS


def frequency(character: str) -> float:
    """Log-probability of a folded character, whatever stands before it."""
    return _counts()[0].get(character, _FLOOR)


def is_common(character: str) -> bool:
    """Whether a character is among the four thousand that official prose uses, in either script."""
    return fold(character) in _counts()[0]


def share_common(text: str) -> float:
    """Share of the characters beyond ASCII that official prose uses; control characters count against."""
    characters, _ = _counts()
    good = bad = 0
    for c in fold(text):
        if c < "\x80":
            bad += c < " " and c not in "\t\n\r\f"
        elif c in characters or c in "\u3000\xa0·•…—–●○■□◆◇★▲△" or unicodedata.category(c) in _PUNCTUATION:
            good += 1
        else:
            bad += 1
    return good / (good + bad) if good + bad else 1.0


_PUNCTUATION = {"Ps", "Pe", "Po", "Pi", "Pf", "Pd", "Zs", "No", "Sm"}
