"""Files turned to Traditional characters by a machine that wrote the pinyin behind each changed character: 發(fā)展 → 发展."""

import re
from functools import cache

import opencc

from policy import is_traditional

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
SYLLABLE = rf"[a-zü{_TONED}]{{0,5}}[aeiouü{_TONED}][a-zü{_TONED}]{{0,3}}"
ANNOTATED = re.compile(rf"([\u3400-\u9fff])[(（]\s?({SYLLABLE})\s?[)）]")
_TONE = re.compile(f"[{_TONED}]")
_LEAST = 5  # a document may gloss the pinyin of a rare name, but not five times


def is_annotated(text: str) -> bool:
    """Whether a machine wrote pinyin behind characters throughout the text."""
    if not _TONE.search(text):
        return False
    return sum(bool(_TONE.search(m[2])) for m in ANNOTATED.finditer(text)) >= _LEAST


def without_pinyin(text: str) -> tuple[str, int]:
    """The text without the pinyin, and how many were taken out."""
    return ANNOTATED.subn(r"\1", text)


def turned_back(text: str) -> str:
    """The Simplified text of one that a machine turned to Traditional; a Simplified text stays as it is.

    OpenCC's tw2s does what t2s does and turns 著 back into 着 where that is meant, as converters write 著力 for 着力.
    """
    return _converter().convert(text) if is_traditional(text) else text


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")
