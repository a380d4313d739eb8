"""Lists inside a sentence: A、B、C and D 等 N."""

import re
from dataclasses import dataclass

from exam.said import Said

_RUN = re.compile("[^，。；：、“”（）《》〔〕！？]{2,24}(?:、[^，。；：、“”（）《》〔〕！？]{2,14}){2,}")
_OPENERS = re.compile(
    "包括|涵盖|分为|坚持|遵循|完善|健全|建立|构建|推进|加强|落实|推动|强化|提高|优化|规范|开展|实行|推行|聚焦|围绕|统筹|整合|深化|促进|保障|实施|履行"
    "|具备|享有|贯彻|严格|全面|涉及|拓展|发挥|增强|突出|着力|做到|实现|依托|采取|运用|形成|落实好|做好|提升|打造|公开|抓好|抓住|明确|支持|处理"
)
_CUT = re.compile("等|的|和|及其|以及|与|或者|并")
_NOUN = re.compile(
    "^等?(?:[0-9一二三四五六七八九十]+[个项类种方面大]+)?(?:重点|关键|有关|相关|主要|基本)?([\u4e00-\u9fff]{2,6}?)(?=[，。；的和、]|$)"
)


@dataclass(frozen=True, slots=True)
class Members:
    """text[start:end] of a sentence: its members, and the noun behind them that says what they are, "" where none does."""

    start: int
    end: int
    texts: tuple[str, ...]
    noun: str = ""


def members(said: Said) -> Members | None:
    """The longest list of a sentence whose ends are sure: members of like length, at least three."""
    found = [m for run in _RUN.finditer(said.text) if (m := _read(said.text, run.start(), run.group()))]
    return max(found, key=lambda m: (len(m.texts), -m.start), default=None)


def _read(text: str, at: int, run: str) -> Members | None:
    parts = run.split("、")
    last = parts[-1]
    cut = _CUT.search(last)
    tail = ""
    if cut and cut.start() >= 2:
        parts[-1] = last[: cut.start()]
        tail = last[cut.start() :]
        if m := re.match("(?:和|以及|与|或者)([\u4e00-\u9fff]{2,12}?)(等|的|$)", tail):
            parts.append(m[1])
    sizes = [len(p) for p in parts[1:]]
    low, high = min(sizes), max(sizes)
    if high - low > 3 or high > 12 or len(parts) > 12:
        return None
    first = _first(parts[0], low, high, text[at - 1 : at])
    if not first:
        return None
    start = at + len(parts[0]) - len(first)
    texts = (first, *parts[1:])
    end = start + text[start:].index(texts[-1], sum(len(t) + 1 for t in texts[:-1]) - 1) + len(texts[-1])
    if len(set(texts)) < len(texts) or any(re.match("[并且和及其该]|上述|的", t) or re.search("[其该的]$", t) for t in texts):
        return None
    noun = _NOUN.match(text[end:])
    return Members(start, end, texts, noun[1] if noun else "")


def _first(part: str, low: int, high: int, before: str) -> str:
    """The first member: the whole part where it is as long as the others, else what stands behind the word that opens the list."""
    if low <= len(part) <= high and before in ("，", "。", "；", "：", "、", "", "“"):
        return part
    for m in reversed(list(_OPENERS.finditer(part))):
        rest = part[m.end() :].removeprefix("了")
        if max(2, low - 1) <= len(rest) <= high + 1:
            return rest
    return ""
