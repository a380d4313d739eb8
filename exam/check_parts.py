"""The parts of the check that read one item: its form, its key against its proofs, its blanks, its statement."""

import math
import re
from collections.abc import Iterator

from exam.evidence import Evidence, alike, blanks, body
from exam.numbers import pairs
from exam.wording import cover, modals, norm, same
from policy import numbers_in
from policy.exam import Fault, Item, ItemKind

OWN = "自拟题没有出处时，请自行把关 (an own question without proof is yours to vouch for)"
CARRIED = 0.6  # the share of a key's pairs of characters that its proofs hold where the key is in other words
_LEANING = re.compile("^(?:其(?!他|余|中)|该|此|上述|前款|前述)")
_JUDGED = re.compile("依据：[^：“]*：|（[0-9一二三四五六七八九十]+）|(?:不)?(?:符合|合法|违法)(?:规定|要求)?")


def fault(item_id: str, code: str, text: str, remedy: str = "") -> Fault:
    return Fault(item_id, code, text, remedy)


def form_faults(item: Item) -> Iterator[Fault]:
    """An empty stem or key, impossible points, a statement that is neither true nor false, a stem that leans on what nobody sees."""
    if len(norm(item.stem)) < 4:
        yield fault(item.item_id, "empty_stem", "题干为空或过短", "写出完整的题干")
    elif _LEANING.match(body(item.stem)):
        yield fault(item.item_id, "leaning_stem", "题干以指代词开头，离开原文读不懂", "写明所指的文件和主体")
    if not item.key or not all(k.strip() for k in item.key):
        yield fault(item.item_id, "empty_key", "没有答案", "写出答案")
    if not (isinstance(item.points, int | float) and math.isfinite(item.points) and item.points > 0):
        yield fault(item.item_id, "bad_points", f"分值 {item.points} 不合理", "分值应大于 0")
    if item.kind == ItemKind.TRUE_FALSE and item.key not in (("对",), ("错",)):
        yield fault(item.item_id, "bad_judgement", "判断题的答案应为“对”或“错”", "改为“对”或“错”")


def quotes(item: Item) -> str:
    """All that an item's proofs say."""
    return "\n".join(p.quote for p in item.proofs)


def carried(text: str, said: str) -> str:
    """ "" where the quotes carry a text, else what they do not carry: its figures, its words of duty, or its wording."""
    plain, proof = norm(text), norm(said)
    if plain and plain in proof:
        return ""
    if missing := pairs(text) - pairs(said):
        return "数字或单位“" + "、".join(f"{v:g}{u}" for v, u in sorted(missing)) + "”"
    if lost := numbers_in(text) - numbers_in(said):
        return "数字“" + "、".join(sorted(lost)) + "”"
    if duty := modals(text) - modals(said):
        return "用语“" + "、".join(sorted(duty)) + "”"
    if pairs(text) and len(plain) < 12 or cover(text, said) >= CARRIED:
        return ""
    return "表述"


def key_faults(item: Item) -> Iterator[Fault]:
    """Keys that the proofs do not carry; 判断 is looked at as a statement."""
    if item.kind == ItemKind.TRUE_FALSE:
        return
    said = quotes(item)
    for key in item.key:
        text = _JUDGED.sub("", key) if item.kind == ItemKind.CASE else key
        if key.strip() and (what := carried(text, said + item.stem if item.kind == ItemKind.CASE else said)):
            yield fault(item.item_id, "key_not_carried", f"出处中没有答案“{key[:30]}”的{what}", "改正答案，或换成载有答案的引文")


def blank_faults(item: Item) -> Iterator[Fault]:
    """As many blanks as keys, each key in the quote, none given in the stem itself."""
    count = blanks(item.stem)
    if count != len(item.key):
        yield fault(item.item_id, "blank_count", f"题干有 {count} 个空，答案有 {len(item.key)} 个", "空与答案一一对应")
    said = norm(quotes(item))
    for n, key in enumerate(item.key):
        spellings = (key, *(item.also[n] if n < len(item.also) else ()))
        if key.strip() and not any(norm(s) in said for s in spellings):
            yield fault(item.item_id, "blank_not_in_quote", f"第 {n + 1} 空的答案“{key}”不在引文中", "填引文中的原词")
        if len(norm(key)) > 1 and norm(key) in norm(body(item.stem)):
            yield fault(item.item_id, "key_in_stem", f"题干里已有第 {n + 1} 空的答案“{key}”", "改写题干")


def statement_faults(evidence: Evidence, item: Item) -> Iterator[Fault]:
    """A true statement that the proofs do not carry, a false one that the documents bear out, a change that is not the only one."""
    statement = body(item.stem).rstrip("。")
    sources = tuple(dict.fromkeys(p.source for p in item.proofs))
    said = quotes(item)
    if item.key == ("对",):
        if norm(statement) not in norm(said) and not any(alike(statement, p.quote) for p in item.proofs):
            yield fault(item.item_id, "true_not_supported", "判为“对”，但出处没有这样说", "改为“错”，或改正表述")
        return
    if item.key != ("错",):
        return
    old, new = item.change or ("", "")
    if clause := evidence.says(sources, statement, new):
        yield fault(
            item.item_id,
            "false_is_true",
            f"判为“错”，但条文正是这样说的：{clause.path[-1][:20] if clause.path else ''}",
            "改为“对”，或改动表述",
        )
    if item.change is None:
        if item.origin != "own":
            yield fault(item.item_id, "change_missing", "没有说明错在何处", "写明原文与改动")
    elif same(old, new):
        yield fault(item.item_id, "change_none", "改动前后意思相同", "换一处改动")
    elif norm(new) not in norm(statement) or not _undone(statement, old, new, said):
        yield fault(item.item_id, "change_unclear", f"把“{new}”改回“{old}”后与条文仍不一致", "只改动一处，其余照录条文")


def _undone(statement: str, old: str, new: str, said: str) -> bool:
    """Whether putting the clause's words back gives what the quotes say."""
    plain, proof, changed = norm(statement), norm(said), norm(new)
    at = plain.find(changed)
    while at >= 0:
        if plain[:at] + norm(old) + plain[at + len(changed) :] in proof:
            return True
        at = plain.find(changed, at + 1)
    return False
