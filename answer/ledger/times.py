"""The times of a sentence: by when something is due, and how often. Works on folded text whose quoted names are masked."""

import re

from answer.ledger.setting import PERIOD
from answer.text.amounts import Moment, moments

_TO_DAY = ("至", "到", "-", "~", "\u2014")  # a dash as documents set it
_BASE_YEAR = re.compile("[较比与]$|对照$|按$")
_OF_PLAN = re.compile("[的]?(?:规划|收官|开局|发展|以来|计划|纲要)")  # "十四五"规划收官之年
_BASE_YEAR_BEHIND = re.compile(
    r"(?:度|的|末|底)?(?:[\d.]+(?:万|亿)?[人个%家元名][^,]{0,4})?(?:的?基础|相比|同期|以来|水平)|度?[^,;。\d]{0,24}(?:平均工资|人均可支配收入)"
)
_TO_COME = re.compile(
    r"今年(?!以?来|[年月]?初|上半年|年[底末内]|[底末内前]|\d)|明年(?![年月]?初|上半年|[年月]?[底末内前]|\d)"
    r"|\"(?:[六七八九]五|十五)\"(?:计划)?(?:期间|时期|末)"
    r"|(?<![\d一二三四五六七八九十两几半多每当同本今明然的])年内(?!出现|发生|累计)"
    r"|(?:经过|通过|利用|(?<![适专使费利])用)(?:[\d一二三四五六七八九十两]+[-~至到])?[\d一二三四五六七八九十两]+年(?:左右)?的?(?:时间|努力)(?:的?努力)?"
    r"|(?:今后|未来)(?:\d+|[一二三四五六七八九十两]+)(?:[-~至到][\d一二三四五六七八九十两]+)?年(?:之?内)?"
)
_DATED = re.compile(r"\d{4} ?年|[年月]底|[年月]末|季度|\d月|[\"]十|年内|今年")
_IN_WORDS = re.compile(r"(?<![由从自至到同比年])(?:到|至)?[一二][九〇零○][〇零○一二三四五六七八九]{2}年")  # 到一九八五年
_OF_FACT = ("的", "为", "至", "到", "同", "比")
_DAY_OF_NO_YEAR = re.compile(r"\d{1,2}月(?:\d{1,2}日)?")


def periods(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans in [start, end) that say how often or for how long each time: 每年, 任期内, 每季度."""
    return [(m.start(), m.end()) for m in PERIOD.finditer(text, start, end)]


def times(text: str) -> list[tuple[int, int]]:
    """The points in time of a sentence by which something is due, adjoining ones in one piece (2026年至2028年)."""
    found: list[tuple[int, int]] = []
    to_come = [Moment(*m.span()) for m in _TO_COME.finditer(text)]
    for m in sorted([*moments(text), *to_come], key=lambda m: m.start):
        said = text[m.start : m.end]
        dated = m in to_come or _DATED.search(said) or _IN_WORDS.fullmatch(text, m.start, m.end) and text[m.end : m.end + 1] not in _OF_FACT
        if found and m.start < found[-1][1] or not dated:  # 今后三年内 holds 后三年内
            continue
        if _BASE_YEAR.search(text[max(0, m.start - 2) : m.start]) or said[0] == '"' and _OF_PLAN.match(text, m.end):
            continue
        if _BASE_YEAR_BEHIND.match(text, m.end) or _dates_a_fact(text, m.start, m.end):
            continue
        start, end = _whole(text, m)
        if found and text[found[-1][1] : start] in ("", *_TO_DAY):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _whole(text: str, moment: Moment) -> tuple[int, int]:
    """A time with what belongs to it: 今|年底, 2025年|度, 自|5月1日|起."""
    start, end = moment.start, moment.end
    said = text[start:end]
    start -= said.startswith(("年底", "年末")) and text[start - 1 : start] in ("今", "明", "本", "当")
    start -= 2 * (said.startswith(("年底", "年末")) and text[max(0, start - 2) : start] in ("今年", "明年", "本年", "当年"))
    end += text[end - 1] == "年" and text.startswith("度", end) and not text.startswith("度假", end)
    if _DAY_OF_NO_YEAR.fullmatch(said) and text[start - 1 : start] in ("自", "从") and text[end : end + 1] == "起":
        return start - 1, end + 1
    return start, end


def _dates_a_fact(text: str, start: int, end: int) -> bool:
    """Whether a time is a plain day (2023年8月31日《通知》), neither by nor from nor to which something is to be done."""
    if not re.fullmatch(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日", text[start:end]):
        return False
    return text[start - 1 : start] not in (*_TO_DAY, "自", "从", "于") and text[end : end + 1] not in (*_TO_DAY, "(")
