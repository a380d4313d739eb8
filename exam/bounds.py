"""Which way a figure bounds what a sentence says, so that another figure in its place is not already implied."""

import re

from exam.points import Point

_LOW_BEFORE = re.compile("(?:不少于|不低于|不得少于|不得低于|至少|(?<!不)(?<!不得)超过|达到|达|占比|满)(?:达到)?$")
_HIGH_BEFORE = re.compile(
    "(?:不超过|不高于|不多于|不得超过|不得多于|不得高于|(?<!不)(?<!不得)(?:低于|少于)|不满|至多|控制在|压缩至|缩短至|降至|降到)$"
)
_LOW_AFTER = re.compile("^(?:及)?以上")
_HIGH_AFTER = re.compile("^(?:及)?(?:以下|以内|之内|内|前|底前)")
_WHEN = re.compile("(?:的|时|后|外)$|^(?:对|凡|因|除)")


def allowed(text: str, p: Point, old: float, new: float) -> bool:
    """Whether a sentence with another value at a point says more than the one with its own value does, or something else.

    Nobody who is to make at least six makes at least five by chance: 6个以上 holds 5个以上, but not 8个以上. What holds of a condition
    or under a ban is the other way round.
    """
    way = _way(text, p)
    if way and _turned(text, p):
        way = -way
    return new > old if way > 0 else new < old if way < 0 else True


def _way(text: str, p: Point) -> int:
    """1 where a figure bounds from below, -1 from above, 0 where it is exact."""
    before, after = text[: p.start], text[p.end :]
    if _HIGH_BEFORE.search(before) or p.kind == "date" or _HIGH_AFTER.match(after) or p.text.endswith("前"):
        return -1
    return 1 if _LOW_BEFORE.search(before) or _LOW_AFTER.match(after) else 0


def _turned(text: str, p: Point) -> bool:
    """Whether a figure stands in a condition, or in what is forbidden."""
    start, end = text.rfind("，", 0, p.start) + 1, text.find("，", p.end)
    part = text[start : end if end >= 0 else len(text)]
    if end >= 0 and p.kind != "date" and _WHEN.search(part):
        return True
    if re.search("(?:不满|满)$", text[: p.start]) and re.match("的", text[p.end :]):
        return True
    return re.search("(?:不得|严禁|禁止|不再)(?!少于|低于|超过|多于|高于)[^，]*$", text[: p.start]) is not None
