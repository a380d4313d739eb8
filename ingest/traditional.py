"""Simplified words in Traditional characters: for the interface's own words, never for a document's."""

from functools import cache

import opencc

_QUOTES = str.maketrans("“”‘’", "「」『』")


def to_traditional(text: str) -> str:
    """Phrase by phrase with OpenCC's s2tw: the characters of Taiwan's standard, the terms as they are.

    s2twp would change terms too, and call a policy document (文件) a computer file (檔案).

    >>> to_traditional("点“原文”，里面的条款")
    '點「原文」，裡面的條款'
    """
    return _converter().convert(text).translate(_QUOTES)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")
