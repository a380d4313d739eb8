"""The check of 单选 that ask which statement is wrong: the key is nowhere said, every other option is."""

import re
from collections.abc import Iterator

from exam.check_parts import carried, fault
from exam.evidence import Evidence
from exam.wording import norm
from policy.exam import Fault, Item, ItemKind

_WRONG = re.compile("(?:说法|表述|做法|选项)(?:错误|不正确|有误|不符合[^，。]{0,8})的(?:是|有|一项)")


def asked_for_wrong(item: Item) -> bool:
    """Whether an item asks for the statement that is wrong."""
    return item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE) and _WRONG.search(item.stem) is not None


def wrong_faults(evidence: Evidence, item: Item) -> Iterator[Fault]:
    """A key that the documents bear out, another option that the proofs do not carry."""
    sources = tuple(dict.fromkeys(p.source for p in item.proofs if evidence.has(p.source)))
    said = "\n".join(p.quote for p in item.proofs)
    for option in item.options:
        if option.right and (clause := evidence.says(sources, option.text)):
            where = clause.path[-1][:20] if clause.path else ""
            text = f"答案“{option.text[:30]}”应是错误的，但条文正是这样说的：{where}"
            yield fault(item.item_id, "false_is_true", text, "换一个确实错误的选项")
        elif not option.right and norm(option.text) not in norm(said) and (what := carried(option.text, said)):
            text = f"选项“{option.text[:30]}”应是正确的，但出处中没有它的{what}"
            yield fault(item.item_id, "true_not_supported", text, "照录条文，或换一个选项")
