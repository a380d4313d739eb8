"""The check of options: how many are right, none twice, none given away, no wrong one that the documents support."""

import re
from collections.abc import Iterator
from itertools import combinations

from exam.check_order import orders
from exam.check_parts import fault
from exam.check_scope import asked_of_documents
from exam.check_wrong import asked_for_wrong
from exam.evidence import Evidence, body
from exam.wording import norm, same
from policy.exam import Fault, Item, ItemKind, Option

_ALL = re.compile("^(?:以上|上述)?(?:选项)?(?:都|均|全部|皆)(?:不)?(?:对|是|正确|错|符合)|^以上|^[A-H]+(?:和|、)[A-H]")


def option_faults(evidence: Evidence, item: Item) -> Iterator[Fault]:
    """What is wrong with the options of a 单选 or 多选; options of other kinds are one fault."""
    if item.kind not in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        if item.options:
            yield fault(item.item_id, "options_not_wanted", "此题型不应有选项", "去掉选项")
        return
    yield from _counts(item)
    for a, b in combinations(item.options, 2):
        if same(a.text, b.text):
            yield fault(item.item_id, "options_equal", f"两个选项意思相同：“{a.text[:20]}”“{b.text[:20]}”", "换掉其中一个")
    for option in item.options:
        if not norm(option.text):
            yield fault(item.item_id, "option_empty", "有空的选项", "写出选项或去掉")
        elif _ALL.match(option.text):
            yield fault(item.item_id, "catch_all", f"“{option.text}”不是独立的选项", "换成具体的选项")
        elif not option.right and (where := _supported(evidence, item, option)):
            yield fault(item.item_id, "distractor_supported", f"错误选项“{option.text[:30]}”有条文支持：{where}", "换掉这个选项")
    if stands_out(item):
        yield fault(item.item_id, "length_gives_away", "正确选项的长度明显不同于其他选项", "使各选项长短相近")


def _counts(item: Item) -> Iterator[Fault]:
    right = tuple(o.text for o in item.options if o.right)
    if len(item.options) < 3:
        yield fault(item.item_id, "option_count", f"只有 {len(item.options)} 个选项", "至少三个选项")
    if item.kind == ItemKind.SINGLE and len(right) != 1:
        yield fault(item.item_id, "right_count", f"单选题有 {len(right)} 个正确选项", "只留一个正确选项")
    if item.kind == ItemKind.MULTIPLE and len(right) < 2:
        yield fault(item.item_id, "right_count", f"多选题只有 {len(right)} 个正确选项", "至少两个正确选项")
    if item.kind == ItemKind.MULTIPLE and len(right) == len(item.options):
        yield fault(item.item_id, "no_wrong_option", "所有选项都正确", "至少有一个错误选项")
    if sorted(right) != sorted(item.key):
        yield fault(item.item_id, "key_mismatch", "答案与标为正确的选项不一致", "使二者一致")


def _supported(evidence: Evidence, item: Item, option: Option) -> str:
    """The place that supports a wrong option, "" where none does. Long options under a short stem are statements by themselves."""
    sources = tuple(dict.fromkeys(p.source for p in item.proofs if evidence.has(p.source)))
    if orders(item) or asked_of_documents(item) or asked_for_wrong(item):  # looked at by what they put in order, or name
        return ""
    context = body(item.stem)
    if len(norm(context)) < 14 and len(norm(option.text)) >= 12:
        clause = evidence.says(sources, option.text)
    else:
        clause = evidence.supports(sources, option.text, context)
    return f"{clause.title} {clause.path[-1][:20] if clause.path else ''}".strip() if clause else ""


def stands_out(item: Item) -> bool:
    """Whether the right options are told by their length: much longer or shorter than every wrong one."""
    right = [len(o.text) for o in item.options if o.right]
    wrong = [len(o.text) for o in item.options if not o.right]
    if not right or not wrong:
        return False
    mean = sum(right) / len(right)
    return mean > 1.6 * max(wrong) + 5 or 1.8 * mean + 5 < min(wrong)
