"""The check of items against one another: the same question twice, the same fact twice, a key that another item gives away."""

import re
from collections.abc import Sequence

from exam.check_order import ascends, orders
from exam.check_parts import fault
from exam.evidence import around, body
from exam.numbers import pairs
from exam.wording import cover, norm
from policy import numbers_in
from policy.exam import Fault, Item, ItemKind

TWICE = 0.85  # two stems share so much of their pairs of characters, each way, when they are one question
TOLD = 0.6  # another item is about the same thing when it holds so much of a stem
_NAMED = 4  # characters of an answer that is not met by chance
_BESIDE = 3  # and of what stands beside it
NEARBY = 0.75  # or so much of what stands next to its blanks


def visible(item: Item) -> str:
    """What a candidate sees of an item."""
    return item.stem + "\n" + "\n".join(o.text for o in item.options)


def pair_faults(items: Sequence[Item]) -> list[Fault]:
    """Faults between items; each is told at the later item, a key given away at the item whose key it is."""
    found = []
    seen: set[str] = set()
    for n, item in enumerate(items):
        if item.item_id in seen:
            found.append(fault(item.item_id, "id_twice", "题目编号重复", "给题目不同的编号"))
        seen.add(item.item_id)
        for m, other in enumerate(items):
            if m < n:
                found += _alike(other, item, m + 1)
            if m != n and gives_away(other, item):
                found.append(fault(item.item_id, "given_away", f"第 {m + 1} 题透露了本题的答案", "换掉其中一题"))
    return found


def _alike(first: Item, later: Item, number: int) -> list[Fault]:
    a, b = body(first.stem), body(later.stem)
    if norm(first.stem) == norm(later.stem) and set(first.key) == set(later.key) and options(first) == options(later):
        return [fault(later.item_id, "duplicate", f"与第 {number} 题相同", "换一道题")]
    if same_fact(first, later):
        return [fault(later.item_id, "same_fact", f"与第 {number} 题考的是同一内容", "换一道题")]
    if len(norm(a)) >= 14 and cover(a, b) >= TWICE and cover(b, a) >= TWICE and {*first.key} & {*later.key}:
        return [fault(later.item_id, "duplicate", f"与第 {number} 题几乎相同", "换一道题")]
    return []


def options(item: Item) -> list[str]:
    return sorted(norm(o.text) for o in item.options)


def same_fact(a: Item, b: Item) -> bool:
    """Whether two items ask the same: by their fact, or by one key out of one place."""
    if a.fact and a.fact == b.fact:
        return True
    keys = {norm(k) for k in a.key} & {norm(k) for k in b.key} if ItemKind.TRUE_FALSE not in (a.kind, b.kind) else set()
    return bool(keys) and overlap(a, b)


def overlap(a: Item, b: Item) -> bool:
    """Whether the proofs of two items share a place."""
    return any(p.clause_id == q.clause_id and p.start < q.end and q.start < p.end for p in a.proofs for q in b.proofs)


def gives_away(teller: Item, asked: Item) -> bool:
    """Whether what candidates see of one item holds another's key in its own surroundings."""
    told, context = visible(teller), body(asked.stem)
    if asked.kind == ItemKind.CASE:
        return False
    if asked.kind == ItemKind.SHORT:
        return any(len(norm(k)) >= 10 and cover(k, told) >= 0.8 for k in asked.key)
    if asked.kind == ItemKind.TRUE_FALSE:
        # A blank where the statement has its figure tells nothing.
        return len(norm(context)) >= 10 and cover(context, teller.stem) >= 0.8 and pairs(context) <= pairs(teller.stem)
    plain = norm(told)
    if ordered := orders(asked):
        steps = next((o.steps for o in ordered if o.option.right), ())
        return bool(steps) and ascends(steps, plain) and cover("".join(steps) + context, told) >= TOLD
    keys = [norm(k) for k in asked.key]
    if len(norm(context)) < 14 and all(len(k) >= 12 for k in keys):
        return all(cover(k, told) >= 0.85 for k in keys)
    if asked.kind == ItemKind.BLANK and any(_spelt(before, key, after) in plain for before, key, after in _holes(asked)):
        return True
    near = around(asked.stem)
    return all(k and k in plain for k in keys) and (cover(context, told) >= TOLD or len(norm(near)) >= 8 and cover(near, told) >= NEARBY)


def _holes(item: Item) -> list[tuple[str, str, str]]:
    """(what stands before, the answer, what stands behind) for each blank whose answer is a name or a phrase and no figure."""
    parts = [norm(part) for part in re.split("_{2,}", body(item.stem, kept=True))]
    found = zip(parts, map(norm, item.key), parts[1:], strict=False)
    return [(b, k, a) for b, k, a in found if len(k) >= _NAMED and not numbers_in(k)]


def _spelt(before: str, key: str, after: str) -> str:
    """An answer with a little of its sentence, by which another item would tell it."""
    return key + after[:_BESIDE] if len(after) >= _BESIDE else before[-_BESIDE:] + key
