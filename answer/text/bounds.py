"""The figures of a text as measures with the bound that stands beside them, also those that are no plain numbers: 半年, 九折."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from answer.text.amounts import amounts, durations
from answer.text.measures import Measure, measure
from answer.text.values import normal

_NAME = "(?:[\u4e00-\u9fff]{0,8}?)"  # 最长贷款期限为
_LEAST = re.compile(f"(?:不(?:得|能|应|可)?(?:低于|少于|短于|小于)|至少|起码|最[低少短]{_NAME})(?:为|是|有|约)?$")
_MOST = re.compile(
    f"(?:不(?:得|能|应|可)?再?(?:超过|高于|多于|大于|长于)|至多|控制在|(?:最[高多长]|上限){_NAME})(?:可|可以|能|可达|达|为|是)?$"
)
_UNDER, _OVER = re.compile("(?<!不)(?:低于|少于|小于)$"), re.compile("(?<!不)(?<!不得)(?:超过|高于|多于|大于)$")
_BEHIND = (
    (">=", re.compile("(?:[(（]含[)）])?(?:及?以上|起(?![草诉]))")),
    ("<=", re.compile("(?:[(（]含[)）])?(?:及?以下|之?内(?![容部外])|以内|封顶)")),
)
_ABOUT, _NEARLY = re.compile("(?:约|近|大概)$"), re.compile("左右|上下")
_HALF = {"年": ("6", "个月"), "个月": ("15", "日"), "天": ("12", "小时"), "日": ("12", "小时")}
_WORDS = {">=": "不少于", "<=": "不超过", "<": "少于", ">": "超过", "=": ""}
T = TypeVar("T")
_PERIOD = re.compile("全年|上半年|下半年|[一二三四]季度|每[年月季]度?|当年|年内")
_ASKS_LEAST = re.compile(r"最[短低少小](?!生活|工资)|下限|至少|起码|不[少低]于|\b(?:minimum|shortest|lowest|at least)\b")
_ASKS_MOST = re.compile(r"最[长高多大]|上限|至多|封顶|不超过|不高于|\b(?:maximum|longest|highest|at most|ceiling)\b")


@lru_cache(1024)
def bounded(text: str) -> tuple[tuple[int, int, Measure], ...]:
    """The figures of a folded text in order, each as [start, end) with its measure; a discount as the share that is paid.

    >>> [(m.low, m.unit, m.op) for _, _, m in bounded("租期不少于半年、不超过3年,租金在九折以下")]
    [(Decimal('6'), '月', '>='), (Decimal('36'), '月', '<='), (Decimal('90'), '%', '<=')]
    """
    raw = [(a.start, a.end, a.unit) for a in amounts(text)]
    lengths = [(m.start, m.end, "") for m in durations(text)]
    raw += [length for length in lengths if not any(s < length[1] and length[0] < e for s, e, _ in raw)]
    found = ((start, end, _read(text, start, end, unit)) for start, end, unit in sorted(raw))
    return tuple((start, end, of) for start, end, of in found if of)


def asks_bound(question: str) -> str:
    """Which bound a folded question asks about or says: ">=" (最短, 至少), "<=" (最长, 上限), "" none or both."""
    least, most = _ASKS_LEAST.search(question), _ASKS_MOST.search(question)
    return "" if bool(least) == bool(most) else ">=" if least else "<="


def of_period(asked: str, found: Sequence[tuple[T, str]]) -> list[T]:
    """Of what parts of a sentence say, each with its part, what is said for the period (全年, 上半年) that a folded question names; all
    where none is."""
    named = set(_PERIOD.findall(asked))
    return [of for of, part in found if named & set(_PERIOD.findall(part))] or [of for of, _ in found]


def _read(text: str, start: int, end: int, unit: str) -> Measure | None:
    said, op = text[start:end], _op(text, start, end)
    about = op == "=" and bool(_ABOUT.search(text[:start]) or _NEARLY.match(text, end))
    value, of = _value(said, unit)
    found = measure(value, of, op, about) if value else None
    plain = found is not None and (of == "%" or value == "1/2") and "%" not in said and "分之" not in said
    if found and (plain or said.startswith("半")):  # as it is written
        return replace(found, said=f"{'约' if about else _WORDS[op]}{said}")
    return found


def _op(text: str, start: int, end: int) -> str:
    before = re.split("[,;。:、]", text[max(0, start - 14) : start])[-1]
    signs = ((">=", _LEAST), ("<=", _MOST), ("<", _UNDER), (">", _OVER))
    ahead = next((sign for sign, pattern in signs if pattern.search(before)), "")
    return ahead or next((sign for sign, pattern in _BEHIND if pattern.match(text, end)), "=")


def _value(said: str, unit: str) -> tuple[str, str]:
    """Value and unit of a figure as `answer.text.measures` reads them; ("", "") where it is no number."""
    if not unit:
        length = re.fullmatch(r"(?P<value>[\d.]+|[半零〇一二三四五六七八九十百两]+)(?:余|多)?(?P<unit>[^\d.]+)", said)
        if length is None:
            return normal(said, unit)
        if length["value"] == "半":
            return _HALF.get(length["unit"], ("", ""))
        return normal(said, length["unit"])
    value, of = normal(said, unit)
    if of == "折":
        if not re.fullmatch(r"\d+(?:\.\d+)?", value):
            return "", ""
        paid = float(value)
        return f"{paid * 10 if paid < 10 else paid:g}", "%"
    return value, of
