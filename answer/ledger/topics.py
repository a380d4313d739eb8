"""The same indicator under slightly different names, so that places can be compared on it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from answer.ledger.setting import SETS
from policy import fold, pairs_of

_LEAD = re.compile(
    rf"^(?:全[省市县区国州盟旗](?:各级)?|[我本][省市县区]|各级|各地|实现|推动|推进|确保|力争|{SETS}|全面|基本|新增|省级|市级|县级|的|对|将)+(?=..)"
)
_EVERYWHERE = re.compile("^全[省市县区国州盟旗](?:各级)?(?=..)")
_TRAIL = re.compile("(?:达到|实现|全覆盖|的?比例为?)+$")
_MARKS = re.compile(r'[\s"()\[\]、,:;。/-]')
_ALIKE = 0.72  # Dice of character pairs: 案卷合格率 and 案卷评查合格率 are one, 知晓率 and 满意率 are not
# Names that differ in one of these say different things however alike they are (首套, 二套; 单方, 双方).
_CONTRAST = set("一二三四五六七八九十首单双多男女高低新旧增减升降上下前后出入内外省市县区乡村城国孩不未非网掌线0123456789")
_SHORTEST = 3
_COMMON = 300  # a pair that so many names hold says nothing of which is like which


def core(indicator: str) -> str:
    """An indicator without the verbs and places that it begins with.

    >>> core("全省各级行政机关负责人出庭应诉率")
    '行政机关负责人出庭应诉率'
    """
    said = _MARKS.sub("", fold(indicator))
    bare = _TRAIL.sub("", _LEAD.sub("", said))
    return bare if len(bare) >= _SHORTEST else said


def topics(indicators: Iterable[str]) -> dict[str, str]:
    """A common name for each indicator: the most frequent one among those whose cores are alike, ties by the shorter, then by text."""
    counts = Counter(indicators)
    named: dict[str, str] = {}
    leaders: dict[str, str] = {}
    holding: dict[str, list[str]] = defaultdict(list)
    for indicator, _ in sorted(counts.items(), key=lambda item: (-item[1], len(item[0]), item[0])):
        mine = core(indicator)
        leader = mine if mine in leaders else _nearest(mine, holding)
        if leader is None:
            leader = mine
            leaders[mine] = _EVERYWHERE.sub("", indicator)
            for pair in _pairs(mine):
                holding[pair].append(mine)
        named[indicator] = leaders[leader]
    return named


def _nearest(mine: str, holding: dict[str, list[str]]) -> str | None:
    """The leader most like a core, None where none is alike; those that share no end are not compared."""
    pairs = _pairs(mine)
    shared = Counter(other for pair in pairs if len(holding.get(pair, ())) <= _COMMON for other in holding.get(pair, ()))
    best, score = None, _ALIKE
    for other, count in shared.items():
        dice = 2 * count / (len(pairs) + len(_pairs(other)))
        if dice > score and other[-1] == mine[-1] and not _contrast(mine, other):
            best, score = other, dice
    return best


def _pairs(text: str) -> set[str]:
    return pairs_of(text) or {text}


def _contrast(a: str, b: str) -> bool:
    return bool((Counter(a) - Counter(b) | Counter(b) - Counter(a)).keys() & _CONTRAST)
