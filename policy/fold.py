"""Folding for matching: full width → half width, Traditional → Simplified, upper → lower case, one character to one.

A folded text has the length of its original, so that a match at [start, end) is a quote at [start, end). Folding never
touches what a reader sees. The character table is derived from OpenCC's t2s dictionary (Apache-2.0), single characters only.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_EXTRA = {
    "—": "-",
    "–": "-",
    "－": "-",
    "〔": "[",
    "〕": "]",
    "“": '"',
    "”": '"',
    "「": '"',
    "」": '"',
    "‘": "'",
    "’": "'",
    "『": '"',
    "』": '"',
}


@cache
def _table() -> dict[str, str]:
    """What each character that folding changes becomes."""
    traditional, simplified = (Path(__file__).parent / "traditional.txt").read_text("utf8").split("\n")[:2]
    table = dict(zip(traditional, simplified, strict=True))
    for code in (
        *range(0x20, 0x250),
        *range(0x2000, 0x2070),
        *range(0x2150, 0x2190),
        *range(0x2460, 0x2500),
        *range(0x3000, 0x3400),
        *range(0xFE30, 0xFFEF),
    ):
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(plain) == 1 and plain != chr(code):
            table[chr(code)] = plain
    table |= _EXTRA
    return {character: table.get(plain, plain) for character, plain in table.items()}  # ㊠ is 項, and that is 项


@cache
def _changed() -> re.Pattern[str]:
    """A character that folding changes. Few of a text are: `str.translate`, which looks up every one, takes four times as long."""
    return re.compile("[" + "".join(map(re.escape, _table())) + "]")


def fold(text: str) -> str:
    """The folded text, as long as `text`.

    >>> fold("《雲南省》（２０２５年）ＡＢ")
    '《云南省》(2025年)ab'
    """
    table = _table()
    return _changed().sub(lambda found: table[found[0]], text)


_ARTICLE = re.compile(r"^\s*第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?")
_MARKS = re.compile(r"\W")


def bare(text: str) -> str:
    """A clause's text without its article number, punctuation and blanks: what two editions of an article share.

    >>> bare("第三条之一　任何单位，不得…")
    '任何单位不得'
    """
    return _MARKS.sub("", _ARTICLE.sub("", text))


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters: more than one Chinese character in twenty has another Simplified form."""
    chinese = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    changed = sum(fold(c) != c for c in chinese)
    return changed * 20 > len(chinese) > 0


def pairs_of(text: str) -> set[str]:
    """The pairs of neighbouring characters, by which texts are held against each other: Chinese marks no words."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
