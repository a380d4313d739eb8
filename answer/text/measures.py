"""Figures and dates as they are held against each other: one unit for those of a kind, bounds told from plain and from rough values."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from answer.text.values import SCALES
from policy import fold
from policy.numerals import chinese_number

_SAID = {"=": "", ">=": "不少于", "<=": "不超过", ">": "超过", "<": "少于"}
_SHARES = {">=": "不低于", "<": "低于"}  # of a share, a rate, a bare number
_COUNTED = ("工作日", "月")  # read with 个 before them
_BASES = {  # what a unit is of, and how many of that one is
    "成": ("%", Decimal(10)),
    "‰": ("%", Decimal("0.1")),
    "倍": ("%", Decimal(100)),
    "个百分点": ("百分点", Decimal(1)),
    "天": ("日", Decimal(1)),
    "自然日": ("日", Decimal(1)),
    "周": ("日", Decimal(7)),
    "个月": ("月", Decimal(1)),
    "个工作日": ("工作日", Decimal(1)),
    "个小时": ("小时", Decimal(1)),
    "个学时": ("学时", Decimal(1)),
    "季度": ("月", Decimal(3)),
    "年": ("月", Decimal(12)),
    "分钟": ("小时", Decimal(1) / 60),
    "名": ("人", Decimal(1)),
    "位": ("人", Decimal(1)),
    "人次": ("人次", Decimal(1)),
    "回": ("次", Decimal(1)),
    "课时": ("学时", Decimal(1)),
    "块": ("元", Decimal(1)),
}
_MONTH = Decimal(30)  # days, where a length in months is held against one in days: enough to tell the longer, not by how much
_LENGTHS = {"日", "月"}
_PER = re.compile("(?:每|/|一)(?P<per>人|年|月|季度?|户|件|平方米|次|天|日)")
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:(?P<half>上半年)|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?P<start>初)?")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure as it is weighed: bounds in the base `unit`; `op` one of = >= <= > <; `about` where it is said to be nearly so; `said` as a
    table writes it; `raw` value and unit as written, for a difference in that unit; `per` what it is for each of (月, 人); `changes` where
    it says by how much something changes, not to what."""

    low: Decimal
    high: Decimal
    unit: str
    op: str
    about: bool
    said: str
    raw: tuple[str, str]
    per: frozenset[str] = frozenset()
    changes: bool = False

    @property
    def is_length(self) -> bool:
        return self.unit in ("日", "月", "工作日", "小时")

    @property
    def is_range(self) -> bool:
        return self.low != self.high


def measure(value: str, unit: str, op: str = "=", about: bool = False, around: str = "", changes: bool = False) -> Measure | None:
    """The measure of a value and unit as `answer.text.values` writes them; None where it is no number (翻一番). `around` is the folded text
    that stands beside it, which may say what it is for each of.

    >>> measure("1.5", "万元").low == measure("15000", "元").low
    True
    """
    unit, _, each = unit.partition("/")
    ends = [_number(end) for end in value.split("-")] if value != "全覆盖" else [Decimal(100)]
    if not ends or len(ends) > 2:
        return None
    numbers = [n for n in ends if n is not None]
    if len(numbers) != len(ends):
        return None
    share = "/" in value or value == "全覆盖"
    scale = unit[: len(unit) - len(unit.lstrip(SCALES))]
    base, times = ("%", Decimal(1)) if share else _base(unit[len(scale) :])
    times *= Decimal(chinese_number(scale) or 1) if scale else 1
    numbers = [n * 100 for n in numbers] if "/" in value else numbers
    words = {**_SAID, **_SHARES} if base in ("%", "") else _SAID
    said = f"{'约' if about else words.get(op, op)}{value}{_counted(unit)}"
    said += f"/{each}" if each else ""
    per = frozenset(m["per"].replace("天", "日") for m in _PER.finditer(f"{around}每{each}" if each else around))
    return Measure(min(numbers) * times, max(numbers) * times, base, op, about, said, (value, unit), per, changes)


def _base(unit: str) -> tuple[str, Decimal]:
    return _BASES.get(unit, (unit, Decimal(1)))


def _number(text: str) -> Decimal | None:
    top, _, bottom = text.partition("/")
    try:
        return Decimal(top) / Decimal(bottom) if bottom else Decimal(top)
    except (InvalidOperation, ZeroDivisionError):
        return None


def _counted(unit: str) -> str:
    return f"个{unit}" if unit in _COUNTED else unit


def opposed(one: Measure, other: Measure) -> bool:
    """Whether one is a least and the other a most: neither says which is more."""
    return {one.op[0], other.op[0]} == {"<", ">"}


def comparable(one: Measure, other: Measure) -> bool:
    """Whether two measures are of one kind: the same base unit, or two lengths of time, each for as much, and not a least and a most."""
    if opposed(one, other):
        return False
    return (one.unit == other.unit or {one.unit, other.unit} == _LENGTHS) and _for_as_much(one, other) and one.changes == other.changes


def _for_as_much(one: Measure, other: Measure) -> bool:
    """Whether both are for as much: of what is counted, one that leaves it open is."""
    return one.per == other.per or "元" not in one.unit and not (one.per and other.per)


def order(one: Measure, other: Measure) -> int | None:
    """-1, 0, 1 as one is below, the same as, or above the other; None where that is not known: their kinds differ, ranges overlap, or one
    is a bound or rough where the other is not, and the numbers are the same."""
    if not comparable(one, other):
        return None
    a, b = ((x.low * _in_days(x, other.unit), x.high * _in_days(x, other.unit)) for x, other in ((one, other), (other, one)))
    if a == b:
        return 0 if (one.op, one.about) == (other.op, other.about) and one.unit == other.unit else None
    if a[0] > b[1] or a[0] >= b[0] and a[1] > b[1] and not one.is_range and not other.is_range:
        return 1
    return -1 if a[1] < b[0] else None


def _in_days(of: Measure, beside: str) -> Decimal:
    return _MONTH if of.unit == "月" and beside == "日" else Decimal(1)


def difference(one: Measure, other: Measure) -> str:
    """By how much they differ, in the unit that both are written in; "" where they are ranges or written in two units."""
    if one.is_range or other.is_range or one.raw[1] != other.raw[1] or "/" in one.raw[0] + other.raw[0] or not comparable(one, other):
        return ""
    a, b = _number(one.raw[0]), _number(other.raw[0])
    if a is None or b is None or a == b:
        return ""
    apart = format(abs(a - b).normalize(), "f")
    return f"{apart}{'个百分点' if one.raw[1] == '%' else _counted(one.raw[1])}"


def due(text: str) -> tuple[int, int, int] | None:
    """The last day that a folded time names as (year, month, day): 2021年底 and 2021年 end with December; None where it names no year.

    >>> due("到2025年"), due("2026年9月底前"), due("2027年6月30日前")
    ((2025, 12, 31), (2026, 9, 31), (2027, 6, 30))
    """
    days = [_day(m) for m in _DAY.finditer(fold(text))]
    return max(days) if days else None


def _day(m: re.Match[str]) -> tuple[int, int, int]:
    if m["start"]:
        return int(m["year"]), 1, 1
    month = 6 if m["half"] else int(m["month"] or 12)
    return int(m["year"]), month, int(m["day"] or 31)
