"""Figures as a paper writes them: read, written in the script of a given one, and their plausible neighbours."""

import re

from policy import chinese_number, fold

_LADDERS = {
    "日": (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180),
    "月": (1, 2, 3, 6, 9, 12, 18, 24),
    "年": (1, 2, 3, 5, 8, 10, 15, 20),
    "小时": (2, 4, 6, 8, 12, 24, 48, 72),
    "学时": (12, 20, 24, 30, 40, 48, 60, 72, 80, 90),
    "岁": (12, 14, 16, 18, 20, 22, 35, 45, 50, 55, 60, 65, 70, 75, 80, 90),
    "人": (1, 2, 3, 4, 5, 7, 9),
    "倍": (1, 2, 3, 5, 10, 15, 20, 30),
}
_SMALL = (1, 2, 3, 4, 5, 6, 8, 10)
_DIGITS = "零一二三四五六七八九"
_TWOS = "个次名倍人家期项场件级种位"


def read(text: str) -> float | None:
    """The number that a text writes: 九十, 百分之三, 1,000, 5.2, 二十万; None where it is none."""
    plain = text.removeprefix("百分之").replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    if m := re.fullmatch(r"(\d+(?:\.\d+)?)([万亿])", plain):
        return float(m[1]) * (10**4 if m[2] == "万" else 10**8)
    value = chinese_number(plain)
    return None if value is None else float(value)


def write(value: float, like: str, unit: str) -> str:
    """A number in the script of `like`, which stands before `unit`.

    >>> write(20, "九十", "日"), write(95, "90", "%"), write(200000, "五万", "元")
    ('二十', '95', '二十万')
    """
    if like.startswith("百分之"):
        return "百分之" + write(value, like[3:], unit)
    if re.match(r"\d", like):
        if like[-1:] in "万亿":
            scale = 10**4 if like[-1] == "万" else 10**8
            return f"{value / scale:g}{like[-1]}"
        _, point, places = like.partition(".")
        text = f"{value:.{len(places)}f}" if point else f"{value:.0f}"
        return f"{int(value):,}" if "," in like else text
    return _chinese(int(value), unit)


def _chinese(value: int, unit: str) -> str:
    if value >= 10**8 and value % 10**8 == 0:
        return _chinese(value // 10**8, "") + "亿"
    if value >= 10**4 and value % 10**4 == 0:
        return _chinese(value // 10**4, "") + "万"
    if value == 2 and unit[:1] and unit[0] in _TWOS:
        return "两"
    out, zero, rest = "", False, value
    for size, name in ((10**4, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, size)
        if digit:
            out += ("零" if zero else "") + (_chinese(digit, "") if digit > 9 else _DIGITS[digit]) + name
            zero = False
        elif out and rest:
            zero = True
    return out[1:] if out.startswith("一十") else out


def neighbours(value: float, unit: str) -> list[float]:
    """Plausible other values of the same unit, the nearest first; none negative, no share above 100, never the value itself."""
    if unit in ("%", "百分之"):
        step = 5 if value >= 10 and value % 5 == 0 else 1 if value < 30 else 2
        near = [value + step * n for n in (-1, 1, -2, 2, -3, 3, -4)] if value != 100 else [95, 90, 85, 80, 98]
        return [v for v in near if 0 < v <= 100]
    ladder = next((rungs for name, rungs in _LADDERS.items() if unit.endswith(name)), None)
    if ladder and value <= max(ladder) and value == int(value):
        return sorted((float(v) for v in ladder if v != value), key=lambda v: abs(_steps(v, value, ladder)))
    if unit.endswith("元") and value > 10:
        return _money(value)
    if value == int(value) and value <= 10:
        return sorted((float(v) for v in _SMALL if v != value), key=lambda v: abs(v - value))
    if value < 10:
        return [round(value + d, 1) for d in (-0.4, 0.6, -1.0, 1.2) if value + d > 0]
    scaled = [value * f for f in (0.5, 2, 0.6, 1.5, 0.8, 3)] if value < 1000 else [value * f for f in (0.5, 2, 5, 0.6, 3, 0.2)]
    size = 10 ** (len(str(int(value))) - 2) if value >= 100 else 5 if value % 5 == 0 else 1
    kept = [round(v / size) * size for v in scaled]
    return [float(v) for v in dict.fromkeys(kept) if v > 0 and v != value]


def _money(value: float) -> list[float]:
    """Amounts on the rungs 1, 2, 3, 5 of the decimal scale around a value."""
    rungs = sorted({value, *(m * 10.0**k for k in range(13) for m in (1, 2, 3, 5))})
    at = rungs.index(value)
    near = [rungs[at + d] for d in (1, -1, 2, -2, 3, -3) if 0 <= at + d < len(rungs)]
    return [v for v in near if v >= 1]


def _steps(a: float, b: float, ladder: tuple[int, ...]) -> float:
    """How many rungs lie between two values."""
    rungs = sorted({*ladder, a, b})
    return rungs.index(a) - rungs.index(b) + (0.1 if a > b else 0)


_PAIR = re.compile(
    "(?P<share>百分之)?(?P<number>[0-9][0-9,]*(?:\\.[0-9]+)?[万亿]?|[零〇一二两三四五六七八九十百千万亿]+)"
    "(?P<unit>%|个工作日|工作日|日|天|个月|月|年|周岁|小时|分钟|学时|课时|人次|人|名|次|期|场|个|家|件|倍|平方米|公里|万元|亿元|元|米|亩|吨|户|套|项)?"
)


def pairs(text: str) -> set[tuple[float, str]]:
    """The figures of a text with their units, in one spelling: 百分之九十 and 90% are both (90, %); numbers without a unit are left out."""
    plain = fold(text)
    found = set()
    for m in _PAIR.finditer(plain):
        unit = "%" if m["share"] else m["unit"] or ""
        value = read(m["number"])
        if unit and value is not None:
            scale = 10**4 if unit == "万元" else 10**8 if unit == "亿元" else 1
            found.add((value * scale, unit.removeprefix("万").removeprefix("亿").replace("个工作日", "工作日").replace("天", "日")))
    return found
