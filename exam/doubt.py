"""Passages whose wording looks damaged: impossible by themselves, with a character taken for another, or worded otherwise where another
document says the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from exam.wording import norm

_HAN = "[\u4e00-\u9fff]"
_STOP = "[，。；、：]|$"
# 行政公益诉讼工作和行政公益诉讼: the second member is the first again.
_AGAIN = re.compile(f"({_HAN}{{4,30}}){_HAN}{{0,3}}(?:和|与|及|以及|或者|、)\\1(?={_STOP})")
_TWICE = re.compile("([\u4e00-\u9fff]{3,5})\\1|(?<!目)的的|[，；、][，；、]|、$|^、")
# A verb that opens a list of things, left out of the second and taken up again: 修改甲法、乙法、修改丙法.
_VERBS = "修改|制定|修订|完善|建立|健全|加强|推进|推动|落实|开展|实施|规范|优化|提高|提升|保障|促进|深化|强化|严格|构建|编制|废止"
_RESUMED = re.compile(f"(?:^|[，。；])(?P<verb>{_VERBS})(?P<first>[^，。；、]+)(?P<more>(?:、[^，。；、]+){{2,}})")
# 把…作为… has to come to what it is taken for; 把是否依法决策作为对部门开展巡视、质量显著提高 does not.
_TAKEN = re.compile(
    "(?:^|[，；])(?:把|将)[^，；]*作为[^，；]*?(?:显著|明显|大幅|不断|持续|进一步)(?:提高|提升|增强|改善|加强|优化)(?=[，。；]|$)"
)
_VAGUE = re.compile("的(?:比较|非常|十分|特别|很)[好大多快高]的")


def damaged(text: str) -> bool:
    """Whether a sentence cannot have been meant as it reads: a member named twice, a verb resumed within a list of things, a frame
    that nothing closes.

    >>> damaged("支持开展公益诉讼工作和公益诉讼"), damaged("修改甲组织法、乙组织法、修改丙程序法"), damaged("规范甲、规范乙、规范丙")
    (True, True, False)
    """
    return any(p.search(text) for p in (_AGAIN, _TWICE, _TAKEN, _VAGUE)) or _resumed(text)


def damaged_heading(text: str) -> bool:
    """Whether a heading cannot have been meant as it reads; there a word behind a name that ends in it was written twice."""
    return damaged(text) or re.search("([\u4e00-\u9fff]{2,})”\\1", text) is not None


def _resumed(text: str) -> bool:
    for m in _RESUMED.finditer(text):
        begins = [part.startswith(m["verb"]) for part in m["more"][1:].split("、")]
        others = [re.match(_VERBS, part) is not None for part in m["more"][1:].split("、")]
        if any(begins) and not all(others):
            return True
    return False


_SHINGLE = 6  # characters that two passages share where they may be the same one
_LEFT, _BOTH = 3, 8  # characters that stand alike on each side of a difference, and on both together
_LONG = 4  # characters of a wording that may have been put in another's place
_WORN = 40  # passages that share a shingle, above which it tells nothing
_NEAREST = 8  # passages that one is compared with
# What documents have to word differently, and small words that say the same.
_OWN = re.compile(
    "[省市县区州盟旗乡镇村国局厅部委]|[0-9%]|[一二三四五六七八九十两]|中央|全|各|地方|我|本|政府|意见|方案|纲要|规划|计划|办法|通知|印发"
)
_EASY = frozenset("到相权总新大再更且还均可特各类等后前内中上下时性式年月日")  # what may be left out
_SMALL = frozenset("和与及或的把将是为在对向并等等以由要应须人")
_ALIKE = frozenset(map(frozenset, (
    ("提高", "提升"), ("高", "升"), ("执行", "落实"), ("健全", "完善"), ("建立", "健全"), ("推动", "推进"), ("动", "进"), ("加快", "全面"),
    ("实现", "推动"), ("打击", "查处"), ("人", "同志"), ("贯彻", "领会"), ("加强", "强化"), ("检", "巡"), ("予", "于"), ("有", "相"),
    ("鼓励", "支持"), ("制定", "出台"), ("实行", "提高"), ("作为", "是"), ("深化", "推进"), ("加大", "强化"), ("开展", "推进"),
)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, by a name of the caller's own."""

    name: str
    source: str
    text: str


def contested(passages: Sequence[Passage]) -> set[str]:
    """The names of the passages that another document gives nearly word for word, with a few characters replaced within.

    Where more documents read as a passage does than otherwise, it stands. What differs by its place, its level, its figures or by words
    that say the same is no contest.
    """
    plain = [norm(p.text) for p in passages]
    near = _near(plain, passages)
    against: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    for n, m in sorted({(min(n, m), max(n, m)) for n, held in near.items() for m in held}):
        for (start, end), (begin, until) in _replaced(plain[n], plain[m]):
            if _differs(plain[n][start:end], plain[m][begin:until]):
                against[n, start, end].add(passages[m].source)
                against[m, begin, until].add(passages[n].source)
    found = set()
    for (n, start, end), sources in against.items():
        window = plain[n][max(0, start - _LEFT) : end + _LEFT]
        with_it = {passages[m].source for m in near[n] if window in plain[m]} | {passages[n].source}
        if len(with_it) <= len(sources):
            found.add(passages[n].name)
    return found


def _near(plain: Sequence[str], passages: Sequence[Passage]) -> dict[int, list[int]]:
    """For each passage those of other documents that share most with it."""
    where: dict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(plain):
        for shingle in _shingles(text):
            where[shingle].append(n)
    found = {}
    for n, text in enumerate(plain):
        shared: Counter[int] = Counter()
        for held in (where[shingle] for shingle in _shingles(text)):
            if 1 < len(held) <= _WORN:
                shared.update(m for m in held if passages[m].source != passages[n].source)
        found[n] = [m for m, count in shared.most_common(_NEAREST) if count >= 2]
    return found


def _shingles(text: str) -> list[str]:
    """The runs of characters by which passages find one another, each once, in order."""
    return list(dict.fromkeys(text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1)))


def _replaced(text: str, other: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What stands in one text at (start, end) and in another at (start, end) between runs that both share."""
    blocks = [b for b in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks() if b.size >= _LEFT]
    for left, right in zip(blocks, blocks[1:], strict=False):
        start, end = left.a + left.size, right.a
        begin, until = left.b + left.size, right.b
        size = sorted((end - start, until - begin))
        if (size[0] > 0 and size[1] <= _LONG or size == [0, 1]) and left.size + right.size >= _BOTH:
            yield (start, end), (begin, until)


def _differs(a: str, b: str) -> bool:
    """Whether one wording in another's place changes what is said, and by no more than damage does."""
    if _OWN.search(a + b) or set(a + b) <= _SMALL or frozenset((a, b)) in _ALIKE:
        return False
    return abs(len(a) - len(b)) <= 1 and (bool(a and b) or a + b not in _EASY)


# Characters that are put in each other's place: alike in sound, form or meaning.
_PAIRS = (
    "相互 再在 作做 即既 己已 带代 于予 抱报 记计 订定 帐账 渡度 座坐 像象 须需 制治 决绝 辩辨 份分 连联 划化 复覆 攻功 溶融 "
    "致至 权全 力利 即及 藉籍 戴带 付副 竞竟 拟似 末未 人入 问间 清请 待侍 折拆 练炼 授受 检捡 底低 式试 时实 实施 适实 注驻 "
    "准淮 赢嬴 原源 援源 义意 议义 愿意 促带 网往 型形 班般"
)
_SWAPS: dict[str, str] = {}
for _pair in _PAIRS.split():
    _SWAPS[_pair[0]] = _SWAPS.get(_pair[0], "") + _pair[1]
    _SWAPS[_pair[1]] = _SWAPS.get(_pair[1], "") + _pair[0]
_RARE, _USUAL = 2, 3  # passages that hold a pair of characters nobody else writes, and one that many do


def mistaken(passages: Sequence[Passage]) -> set[str]:
    """The names of the passages with a character that nobody else sets before or behind its neighbours, where many set one that is
    taken for it: 的相认, among many 的互 and 互认."""
    plain = [norm(p.text) for p in passages]
    counted: Counter[str] = Counter()
    for text in plain:
        counted.update({text[i : i + 2] for i in range(len(text) - 1)})
    found = set()
    for passage, text in zip(passages, plain, strict=True):
        for left, own, right in zip(text, text[1:], text[2:], strict=False):
            if own in _SWAPS and counted[left + own] <= _RARE and counted[own + right] == 1:
                others = (c for c in _SWAPS[own] if counted[left + c] >= _USUAL and counted[c + right] >= _USUAL)
                found |= {passage.name} if next(others, "") else set()
    return found
