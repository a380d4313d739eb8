"""What was repaired on reading, in plain words."""

from collections.abc import Sequence

from web.strings import Words


def repairs_line(repairs: Sequence[tuple[str, int]], words: Words) -> str:
    """The repairs of a document, counted: 合并断行 12 处，…"""
    return "，".join(words("repair", name=name, n=n) for name, n in repairs)
