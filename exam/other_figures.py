"""Other values in a figure's place: the plausible ones, and of them those that make its sentence false."""

import re

from exam import numbers
from exam.bounds import allowed
from exam.points import Point
from exam.said import Said

_WHOLE = 100  # per cent, above which nothing is


def false_figures(p: Point, said: Said) -> list[str]:
    """Other values at a point that the sentence does not imply, in their order."""
    found = figure_options(p, said.clause.title)
    if p.kind == "range":
        return found
    old = numbers.read(p.number)
    values = [(v, t) for t in found if (v := _value(t, p)) is not None and old is not None]
    if old == _WHOLE and p.unit in ("%", "百分之"):  # nothing is above the whole
        return [t for v, t in values if v < _WHOLE]
    full = said.text[p.end :].startswith("以上") and p.unit in ("%", "百分之")
    return [t for v, t in values if old is not None and allowed(said.text, p, old, v) and not (full and v >= _WHOLE)]


def _value(text: str, p: Point) -> float | None:
    m = re.match(r"\d{4}", text) if p.kind == "date" else None
    return float(m.group()) if m else numbers.read(text.removesuffix(p.unit) if p.unit != "百分之" else text)


def figure_options(p: Point, title: str = "") -> list[str]:
    """Other values in a figure's place, in its own script and unit, the most plausible first; years within the span of the title."""
    if p.kind == "date":
        year = int(p.number)
        titled = {int(y) for y in re.findall("20[0-9]{2}", title)}
        last = max(titled, default=0)
        first = min(titled, default=0) if len(titled) > 1 else 0
        steps = (-1, 1, -2, 2, -3, 3, -4, 4)
        near = [year + d for d in steps if (not last or year > last or year + d <= last) and (year < first or year + d >= first)]
        return [p.text.replace(p.number, str(y), 1) for y in near]
    if p.kind == "range":
        return _ranges(p)
    value = numbers.read(p.number)
    if value is None or value == 0:
        return []
    unit = p.unit if p.unit != "百分之" else ""
    found = [numbers.write(v, p.number, unit) + unit for v in numbers.neighbours(value, p.unit)]
    return [re.sub("^二(?=[年天月])", "两", t) for t in found] if title and not title.endswith(("法", "条例", "规定", "办法")) else found


def _ranges(p: Point) -> list[str]:
    m = re.fullmatch(r"(.+?)(元|倍|万元)以上(.+?)(元|倍|万元)以下", p.text)
    low, high = (numbers.read(m[1]), numbers.read(m[3])) if m else (None, None)
    if not m or not low or not high:
        return []
    if m[4] == "倍":
        pairs = [(low, high * 2), (low + 1, high + 5), (low, high / 2), (low + 1, high), (low * 3, high * 3)]
    else:
        pairs = [(low * 2, high * 2), (low / 2, high / 2), (low, high * 2), (low * 5, high * 5), (low / 5, high / 5), (low, high / 2)]
    kept = [(a, b) for a, b in pairs if a < b and a >= 1 and b >= 1 and a == int(a) and b == int(b) and (m[4] != "元" or a >= 50)]
    return [f"{numbers.write(a, m[1], m[2])}{m[2]}以上{numbers.write(b, m[3], m[4])}{m[4]}以下" for a, b in kept]
