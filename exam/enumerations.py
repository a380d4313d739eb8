"""Lists inside a sentence: A、B、C and D 等 N."""

import re
from dataclasses import dataclass

from exam.said import Said

_RUN = re.compile("[^，。；：、“”（）《》〔〕！？]{2,24}(?:、[^，。；：、“”（）《》〔〕！？]{2,14}){2,}")
_OPENERS = re.compile(
    "包括|涵盖|分为|坚持|遵循|完善|健全|建立|构建|推进|加强|落实|推动|强化|提高|优化|规范|开展|实行|推行|聚焦|围绕|统筹|整合|深化|促进|保障|实施|履行"
    "|具备|享有|贯彻|严格|全面|涉及|拓展|发挥|增强|突出|着力|做到|实现|依托|采取|运用|形成|落实好|做好|提升|打造|公开|抓好|抓住|明确|支持|处理"
)
_OPENED = re.compile(f"(?:(?:{_OPENERS.pattern})好?|[对以按由在向为是将把])$")
_BROKEN = re.compile("^[并且和及其该的对以按将把在由从向为与除]|上述|[其该的对以为]$|法人|法规$|规章|自治区|其他|必须|应当|不得|可以")
_CUT = re.compile("等|的|和|及其|以及|与|或者|并")
_NOUN = re.compile(
    "^等?(?:[0-9一二三四五六七八九十]+[个项类种方面大]+)?(?:重点|关键|有关|相关|主要|基本)?([\u4e00-\u9fff]{2,6}?)(?=[，。；的和、]|$)"
)


@dataclass(frozen=True, slots=True)
class Members:
    """text[start:end] of a sentence: its members, the noun behind them that says what they are and the word
    before them, "" where there is none."""

    start: int
    end: int
    texts: tuple[str, ...]
    noun: str = ""
    opener: str = ""


def opens(member: str) -> bool:
    """Whether what was read as a member begins with a word that opens lists, so that the list may begin behind it.

    >>> opens("完善公开"), opens("规则公开")
    (True, False)
    """
    return _OPENERS.match(member) is not None


def members(said: Said) -> Members | None:
    """The longest list of a sentence whose ends are sure: members of like length, at least three."""
    found = [m for run in _RUN.finditer(said.text) if (m := _read(said.text, run.start(), run.group()))]
    return max(found, key=lambda m: (len(m.texts), -m.start), default=None)


def _read(text: str, at: int, run: str) -> Members | None:
    parts = run.split("、")
    last = parts[-1]
    cut = _CUT.search(last)
    tail = last[cut.start() :] if cut and cut.start() >= 2 else ""
    parts[-1] = last[: len(last) - len(tail)]
    size = len(parts[1])
    if len(parts) > 2 and len(parts[-1]) in range(size + 2, size + 5) and not tail:
        parts[-1] = parts[-1][:size]  # 容错纠错、澄清保护、松绑减负|机制
    elif m := re.match("(?:和|以及|与|或者)([\u4e00-\u9fff]{2,12}?)(等|的|$)", tail):
        parts.append(m[1])
    even = size >= 2 and all(len(p) == size for p in parts[1:])
    first, opener = _even_first(parts[0], size, text[at - 1 : at]) if even else _first(parts[0], parts[1:], tail)
    texts = (first, *parts[1:])
    if not first or len(texts) > 12 or len(set(texts)) < len(texts) or any(_BROKEN.search(t) for t in texts):
        return None
    start = at + len(parts[0]) - len(first)
    end = start
    for t in texts:
        end = text.index(t, end) + len(t)
    noun = _NOUN.match(text[end:])
    return Members(start, end, texts, noun[1] if noun else "", opener)


def _even_first(part: str, size: int, before: str) -> tuple[str, str]:
    """The first member of a list of members of one length, and the word that opens the list; "" where its beginning is not sure."""
    first, prefix = part[-size:], part[:-size]
    if len(first) < size:
        return "", ""
    if not prefix:
        return (first, "") if before in ("，", "。", "；", "：", "", "“") else ("", "")
    m = _OPENED.search(prefix)
    return (first, m.group()) if m else ("", "")


def _first(part: str, others: list[str], tail: str) -> tuple[str, str]:
    """The same for members of unlike lengths, which are trusted only where 等 ends the list."""
    low, high = min(map(len, others)), max(map(len, others))
    if not tail.startswith("等") or high - low > 2 or low < 3:
        return "", ""
    for m in reversed(list(_OPENERS.finditer(part))):
        rest = part[m.end() :]
        if low - 1 <= len(rest) <= high + 1:
            return rest, m.group()
    return "", ""
