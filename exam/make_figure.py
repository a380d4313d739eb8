"""单选 on a figure or a date: the key beside others of its order of size."""

import re
from collections.abc import Iterator

from exam import numbers, points
from exam.choosing import chosen, holed
from exam.desk import Desk
from exam.facts import Fact
from exam.other_figures import figure_options
from exam.wording import cover, norm
from policy.exam import Item, ItemKind


def figure(fact: Fact, desk: Desk) -> Iterator[Item]:
    """Which figure stands in the hole: others of the same indicator, then such as the key's own form makes."""
    p, text = fact.point, fact.said.text
    assert p is not None
    key = p.text
    if text.count(key) > 1 or points.idle(text, p):
        return
    pool = _others(fact, desk) + figure_options(p, fact.clause.title)
    if text[p.end :].startswith("以上"):
        pool = [v for v in pool if not re.match("[一1][^0-9十百千万]|100%|百分之百", v)]
    if fact.said.limited:  # 二年, but 五年 where life is in danger
        pool = [v for v in pool if v not in fact.clause.text]
    context = text[: p.start] + text[p.end :]
    wrong = desk.pick([v for v in pool if _near(v, p)], 3, (key,), context, fact.clause)
    if len(wrong) == 3:
        yield chosen(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (key,), wrong, _level(fact, key), "识记")


def _others(fact: Fact, desk: Desk) -> list[str]:
    """What other documents set for the same indicator, in the same unit and script."""
    if fact.target is None or fact.point is None:
        return []
    own = norm(fact.target.indicator)
    script = fact.point.text[0].isdigit()
    return list(
        dict.fromkeys(
            value
            for name, value, unit in desk.corpus.values
            if unit == fact.point.unit
            and ("以上" in value) == (fact.point.kind == "range")
            and value[0].isdigit() == script
            and cover(own, name) > 0.8
            and cover(name, own) > 0.8
            and value != fact.point.text
        )
    )[:2]


def _near(value: str, p: points.Point) -> bool:
    """Whether another figure is of the same order, so that it does not stick out among the options."""
    own, other = numbers.read(p.number), numbers.read(value.removesuffix(p.unit) if p.unit != "百分之" else value)
    if p.kind != "figure" or not own or not other:
        return True
    return max(own, other) <= _ORDER * min(own, other) or abs(own - other) <= _FEW


_ORDER, _FEW = 4, 10  # times that another figure may be as large as the key, or as small; small ones may differ by so much


def _level(fact: Fact, key: str) -> tuple[str, str]:
    """The difficulty of a figure, and what it rests on."""
    if fact.type in ("liability", "figure") or len(fact.said.text) > 60:
        return "难" if fact.type == "liability" else "中", "数值相近，语境较长或涉及罚则"
    return ("易", "数值单一、语境明确") if len(key) <= 5 else ("中", "数值相近")
