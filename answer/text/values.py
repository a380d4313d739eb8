"""A figure as a value: its place in the sentence, its comparison, value and unit as a table writes them."""

import re
from dataclasses import dataclass

from policy.numerals import chinese_number

SCALES = "百千万亿"
DURATIONS = ("年", "月", "日", "天", "周", "季度", "小时", "分钟", "秒", "工作日", "自然日", "周年", "学年")
OCCURRENCES = ("次", "期", "场", "场次", "轮", "遍", "趟")


CUT = re.compile(r"[;。!?\n]|:(?!\d)|(?<!\d),|,(?!\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: the amount at [at, until), with the words that compare it [start, end).

    `is_limit`: a time within (15日内) or ahead of which (3日前) something is to be done. `change` says which way where the figure
    is a change (下降10%); `about` where the figure is only nearly so (20%左右); `base` is the span of what a share is taken of; `value`
    is in Arabic numerals ("200-2000" a range, "1/3", "翻一番", "全覆盖").
    """

    start: int
    end: int
    at: int
    until: int
    op: str
    value: str
    unit: str
    change: str = ""
    base: tuple[int, int] | None = None
    is_limit: bool = False
    about: bool = False

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "‰", "‱", "成", "倍") or "/" in self.value or not self.value[0].isdigit()

    @property
    def is_duration(self) -> bool:
        return self.unit.removeprefix("个") in DURATIONS


def segment(text: str, at: int) -> tuple[int, int]:
    """The part of a sentence between commas, colons and semicolons that holds `at`."""
    start, end = 0, len(text)
    for m in CUT.finditer(text):
        if m.end() <= at:
            start = m.end()
        else:
            end = m.start()
            break
    return start, end


def plain(figure: Figure) -> str:
    """A value with its scale counted in: 5 万元 → 50000."""
    scale = chinese_number(figure.unit[: len(figure.unit) - len(figure.unit.lstrip(SCALES))]) or 1
    number = float(figure.value) * scale
    return str(int(number)) if number == int(number) else str(number)


def normal(raw: str, unit: str) -> tuple[str, str]:
    """Value and unit as a table writes them: 百分之九十五 → 95 %, 五十万元 → 50 万元, 三分之二 → 2/3, 两成 → 2 成."""
    raw = re.sub(r"\s", "", raw)
    raw = raw.removesuffix(unit).rstrip("余多") if unit != "%" else raw
    if unit == "%":
        return _share(raw)
    unit = re.sub("^个(?=[工自学百小])", "", unit)
    ends = re.split("[-~—至到]", raw)
    scale = re.search("万?亿$|万$", ends[-1])
    if scale:
        ends = [e.removesuffix(scale.group()) for e in ends]
        unit = scale.group() + unit
    return "-".join(arabic(e) for e in ends), unit


def _share(raw: str) -> tuple[str, str]:
    if raw == "一半":
        return "1/2", ""
    if "/" in raw:
        return raw.removesuffix("倍"), "倍" if raw.endswith("倍") else ""
    if tenths := re.findall("(.)成(半|[一二三四五六七八九])?", raw):
        parts = (arabic(whole) + {"": "", "半": ".5"}.get(rest, f".{arabic(rest)}") for whole, rest in tenths)
        return "-".join(parts), "成"
    if m := re.fullmatch("([^百千万]+)分之(.+)", raw):
        return f"{arabic(m[2])}/{arabic(m[1])}", ""
    unit = "‰" if "‰" in raw or "千分" in raw else "‱" if "万分" in raw else "%"
    ends = re.split("[-~—至到]", re.sub("[百千万]分之|[%‰]", "", raw))
    return "-".join(arabic(e) for e in ends if e), unit


def arabic(number: str) -> str:
    """九十五 → 95, 二点五 → 2.5, 1,200 → 1200; what is no numeral stays."""
    whole, _, fraction = number.partition("点")
    if fraction and (head := chinese_number(whole)) is not None:
        return f"{head}." + "".join(str(chinese_number(c) or 0) for c in fraction)
    value = chinese_number(number)
    return str(value) if value is not None else number.replace(",", "")
