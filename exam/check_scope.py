"""The check of questions on which document says so: the key's document does, and no other of the options does, in near words either."""

import re
from collections.abc import Iterator

from exam.check_parts import fault
from exam.evidence import Evidence
from exam.whose import teller
from exam.wording import norm
from policy.exam import Fault, Item, ItemKind

_NAMED = re.compile("[^《》，。；]{0,16}《[^《》]+》(?:（[^（）]*）)?")
_WHOSE = re.compile("由([^《》，。；]{0,16}《[^《》]+》(?:（[^（）]*）)?)(?:规定|提出|明确|作出)的是")
_ASKED = re.compile("“([^“”]{8,})”")


def asked_of_documents(item: Item) -> str:
    """The statement whose document is asked for, "" where an item asks for none."""
    if item.kind != ItemKind.SINGLE or not item.options or not all(_NAMED.fullmatch(o.text) for o in item.options):
        return ""
    return max(_ASKED.findall(item.stem), key=len, default="")


def asked_of_sentences(item: Item) -> str:
    """The name of the document whose sentence is asked for, "" where an item asks for none."""
    m = _WHOSE.search(item.stem) if item.kind == ItemKind.SINGLE else None
    return m[1] if m else ""


def sentence_faults(evidence: Evidence, item: Item, name: str) -> Iterator[Fault]:
    """A document that nobody knows, a key that is another's, a wrong option that the document may be held to say."""
    source = evidence.names.source(name)
    if not source:
        yield fault(item.item_id, "document_unknown", f"索引中没有题干所说的文件：{name}", "收录该文件，或换一道题")
        return
    if any(p.source != source for p in item.proofs):
        yield fault(item.item_id, "scope_wrong", f"引文不出自{name}", "改正题干或引文")
    for option in item.options:
        if not option.right and (clause := teller(evidence, source, option.text)):
            where = clause.path[-1][:20] if clause.path else ""
            text = f"{name}也有与“{option.text[:20]}…”相同或相近的规定：{where}"
            yield fault(item.item_id, "also_said", text, "换掉这个选项")


def scope_faults(evidence: Evidence, item: Item, statement: str) -> Iterator[Fault]:
    """An option that names no document, a key whose document does not say it, another that may be held to say it."""
    for option in item.options:
        source = evidence.names.source(option.text)
        if not source:
            yield fault(item.item_id, "document_unknown", f"索引中没有选项所说的文件：{option.text}", "收录该文件，或换掉这个选项")
        elif option.right:
            if not any(p.source == source and norm(statement) in norm(p.quote) for p in item.proofs):
                yield fault(item.item_id, "scope_wrong", f"{option.text}的引文中没有这句话", "改正答案，或补上引文")
        elif clause := teller(evidence, source, statement):
            where = clause.path[-1][:20] if clause.path else ""
            yield fault(item.item_id, "also_said", f"{option.text}也有相同或相近的规定：{where}", "换掉这个选项")
