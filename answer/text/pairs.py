"""How much of what is asked a text says, counted in pairs of neighbouring characters: Chinese marks no words."""

from collections.abc import Collection

from policy import pairs_of

_BESIDE = 0.8  # of a pair that is said only beside the text, as against 1 for one in it


def pairs_within(words: str) -> set[str]:
    """The pairs of characters within words that blanks part."""
    return {pair for word in words.split() for pair in pairs_of(word)}


def share_said(pairs: Collection[str], text: str, beside: str = "") -> float:
    """The share of `pairs` that a text says, 0 to 1; those said `beside` it count for less. 1 where there are none to say.

    >>> share_said(pairs_within("审查质量 备案"), "规范性文件审查和备案")
    0.5
    """
    return sum(1.0 if pair in text else _BESIDE if pair in beside else 0.0 for pair in pairs) / len(pairs) if pairs else 1.0


def in_order(characters: str, text: str) -> bool:
    """Whether a text holds all the characters, in their order, whatever stands between them.

    >>> in_order("发改局", "发展改革局"), in_order("发改局", "改革发展局")
    (True, False)
    """
    rest = iter(text)
    return all(c in rest for c in characters)
