"""单选 on the order of a procedure: the right order among other orders of the same steps."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from exam.desk import HOLE, Desk, made, quoted, tail
from exam.facts import Fact
from exam.procedure import ARROW, Steps
from policy.exam import Item, ItemKind, Option, Proof

CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_SHOWN = 5  # steps that are put in order at most
_WRONG = 3


def order(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The items of a procedure."""
    steps = fact.steps
    if steps is None:
        return
    told = (fact.clause.source,), steps.texts
    if steps.sort in ("steps", "organs") and desk.evidence.other_order(*told, steps.topic if steps.sort == "organs" else ""):
        return
    maker = {"steps": _steps, "organs": _organs, "pair": _pair, "prior": _prior}[steps.sort]
    yield from maker(fact, steps, desk)


def _steps(fact: Fact, steps: Steps, desk: Desk) -> Iterator[Item]:
    """Steps under numbers in an order by chance."""
    count = len(steps.texts)
    kept = sorted(desk.rng.sample(range(count), min(count, _SHOWN)))
    texts = [steps.texts[n] for n in kept]
    shown = texts[:]
    while shown == texts or shown == texts[::-1]:
        desk.rng.shuffle(shown)
    names = dict(zip(shown, CIRCLED, strict=False))
    told = "；".join(f"{names[t]}{t}" for t in shown)
    part = f"（仅列其中{len(kept)}项）" if len(kept) < count else ""
    stem = f"{desk.under(fact.clause)}{_opening(fact, steps)}{part}：{told}。正确的{steps.verb or '先后'}顺序是{HOLE}。"
    orders = [ARROW.join(names[t] for t in o) for o in _orders(texts, desk)]
    why = f"依据：{desk.cite(fact.clause)}：{quoted(fact.said.text)}。先后顺序为：{ARROW.join(texts)}。"
    level = ("中", "须分清各步骤的先后") if count < 5 else ("难", f"须排定{len(kept)}个步骤的先后")
    yield _item(fact, stem, orders, why, (fact.said.proof(), *(fact.parts[n].proof() for n in kept if fact.parts)), level)


def _opening(fact: Fact, steps: Steps) -> str:
    """The sentence that opens the steps as candidates see them, which does not say that they stand in order."""
    if steps.point:
        return f"{fact.said.text[: steps.point.start]}下列程序"
    if steps.verb:
        return f"{steps.topic}，下列各项"
    ends = re.search("(?:程序|步骤|流程)$", steps.topic)
    return f"{steps.topic}{'包括' if ends else '，应当经过' if steps.topic.endswith('的') else '应当经过'}下列步骤"


def _organs(fact: Fact, steps: Steps, desk: Desk) -> Iterator[Item]:
    """Who does one thing after another."""
    acts = "、".join(steps.acts[:-1]) + "和" + steps.acts[-1]
    stem = f"{desk.under(fact.clause)}{steps.topic}，{acts}的主体依次是{HOLE}。"
    orders = [ARROW.join(o) for o in _orders(steps.texts, desk)]
    why = f"依据：{desk.basis(fact.said)}。"
    yield _item(fact, stem, orders, why, (fact.said.proof(),), ("中", "须分清各主体的先后"))


def _pair(fact: Fact, steps: Steps, desk: Desk) -> Iterator[Item]:
    """先A后B among 先B后A and both at once."""
    p, (a, b), (mark, word) = steps.point, steps.texts, steps.acts
    assert p is not None
    text = fact.said.text
    both = f"边{a}边{b}" if len(a) == len(b) == 1 else f"同时{a}和{b}" if "进行" in a + b else f"{a}与{b}同时进行"
    options = [p.text, f"先{b}{mark}{word}{a}", both, f"{a}与{b}不分先后"]
    rest = text[: p.start] + text[p.end :]
    if len(rest) < 12 or re.search("后，?再|先", rest) or any(not desk.wrong(o, (), rest, fact.clause) for o in options[1:]):
        return
    yield _holed(fact, p.start, p.end, options, ("易", "先后对调"), desk)


def _prior(fact: Fact, steps: Steps, desk: Desk) -> Iterator[Item]:
    """Before, after, or at the same time."""
    p, text = steps.point, fact.said.text
    assert p is not None
    rest = text[: p.start] + text[p.end :]
    later = p.text.replace("前", "后")
    options = [p.text, later, "的同时", f"{p.text}或者{later}"]
    if text.count("前") != 1 or "拟" in rest or any(not desk.wrong(o, (), rest, fact.clause) for o in options[1:]):
        return
    yield _holed(fact, p.start, p.end, options, ("易", "先后对调"), desk)


def _holed(fact: Fact, start: int, end: int, options: list[str], level: tuple[str, str], desk: Desk) -> Item:
    text = fact.said.text
    stem = desk.under(fact.clause) + text[:start] + HOLE + text[end:]
    return _item(fact, stem + tail(stem), options, f"依据：{desk.basis(fact.said)}。", (fact.said.proof(),), level)


def _orders(texts: Sequence[str], desk: Desk) -> list[tuple[str, ...]]:
    """The right order and others, those that keep most of it first taken by chance; none that another clause gives."""
    right = tuple(texts)
    others = [o for o in permutations(right) if o != right]
    desk.rng.shuffle(others)
    others.sort(key=lambda o: o[0] != right[0] and o[-1] != right[-1])
    return [right, *others[:_WRONG]]


def _item(fact: Fact, stem: str, orders: list[str], why: str, proofs: tuple[Proof, ...], level: tuple[str, str]) -> Item:
    options = tuple(Option(o, n == 0, "条文规定的顺序" if n == 0 else "与条文规定的先后不符") for n, o in enumerate(orders))
    return made(ItemKind.SINGLE, fact, stem, (orders[0],), options=options, explanation=why, proofs=proofs, level=level, ability="理解")
