"""The check of questions on an order: the steps are those of the clause, the key is in its order, no other option is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exam.check_parts import fault
from exam.evidence import Evidence, body
from exam.procedure import ARROW
from exam.wording import norm
from policy.exam import Fault, Item, ItemKind, Option

_STEP = re.compile("([①-⑨])([^①-⑨]+?)[；。]?(?=[①-⑨]|。?[^①-⑨。；]*顺序|\\s|$)")
_STATED = re.compile(
    "程序|步骤|流程|顺序|次序|依次|环节|阶段|先|再|然后|之?后|经|报|提请|由[^，]{2,24}(?:提出|编制|拟订|起草|申请|推荐|受理|初审)"
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """An option with the steps that it puts in order."""

    option: Option
    steps: tuple[str, ...]


def orders(item: Item) -> list[Ordered]:
    """The options of a question on an order, read; [] where it is none."""
    if item.kind != ItemKind.SINGLE or not item.options or not all(o.text.count(ARROW) > 1 for o in item.options):
        return []
    names = dict(_STEP.findall(item.stem))
    return [Ordered(o, tuple(names.get(part.strip(), part.strip()) for part in o.text.split(ARROW))) for o in item.options]


def order_faults(evidence: Evidence, item: Item, found: list[Ordered]) -> Iterator[Fault]:
    """Other steps in one option than in another, a key that is not the clause's order, a wrong option that is, an order nobody stated."""
    if len({frozenset(o.steps) for o in found}) > 1 or any(len(set(o.steps)) < len(o.steps) for o in found):
        yield fault(item.item_id, "steps_differ", "各选项排列的不是同样的步骤", "各选项只应先后不同")
    quotes = [norm(p.quote) for p in sorted(item.proofs, key=lambda p: (p.source, p.start))]
    said = "\n".join(quotes)
    for one in found:
        if missing := [s for s in one.steps if norm(s) not in said]:
            yield fault(item.item_id, "step_not_in_quote", f"引文中没有步骤“{missing[0][:30]}”", "步骤应取自引文")
        elif one.option.right != ascends(one.steps, said):
            text = "答案的先后与条文不一致" if one.option.right else f"错误选项“{one.option.text[:30]}”正是条文的先后"
            yield fault(item.item_id, "order_wrong" if one.option.right else "order_supported", text, "对照条文改正")
    key = next((o.steps for o in found if o.option.right), ())
    sources = tuple(dict.fromkeys(p.source for p in item.proofs))
    clauses = [evidence.clause(p.source, p.clause_id) for p in item.proofs]
    if not any(c and _STATED.search(c.text) for c in clauses):
        yield fault(item.item_id, "order_not_stated", "条文没有规定先后顺序", "换一道题")
    # Steps are told by their words; organs act in many orders, so that only what is about the same counts.
    about = "" if "①" in item.stem else body(item.stem)
    if key and (other := evidence.other_order(sources, key, about)):
        where = other.path[-1][:20] if other.path else ""
        yield fault(item.item_id, "order_contested", f"另一处条文的先后不同：{where}", "换一道题")


def ascends(steps: tuple[str, ...], said: str) -> bool:
    """Whether a normalised text holds the steps one behind the other."""
    at = 0
    for step in steps:
        at = said.find(norm(step), at)
        if at < 0:
            return False
        at += len(norm(step))
    return True
