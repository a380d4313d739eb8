"""Verifying a paper against the documents as they are now: every key, every wrong option, and the items against one another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from exam.check_options import option_faults
from exam.check_order import order_faults, orders
from exam.check_pairs import pair_faults
from exam.check_parts import OWN, blank_faults, fault, form_faults, key_faults, statement_faults
from exam.check_scope import asked_of_documents, asked_of_sentences, scope_faults, sentence_faults
from exam.check_wrong import asked_for_wrong, wrong_faults
from exam.evidence import Evidence
from exam.ports import Library
from exam.wording import norm
from policy.exam import Fault, Item, ItemKind, Paper, Proof


def check(library: Library, paper: Paper, report: Callable[[str, int, int], None] | None = None) -> list[Fault]:
    """All faults of a paper, in the order of its items; none where every key and option stands.

    It reads what the items say and the documents, not how the items were made, so that it serves papers edited or written by hand.
    """
    evidence = Evidence(library)
    between = pair_faults(paper.items)
    found = []
    for n, item in enumerate(paper.items):
        if report:
            report("核验", n, len(paper.items))
        found += [*item_faults(evidence, item), *(f for f in between if f.item_id == item.item_id)]
    if not paper.items:
        found.append(fault("", "empty_paper", "试卷没有题目", "增加题目或放宽蓝图"))
    return list(dict.fromkeys(found))


def flagged(paper: Paper, faults: Sequence[Fault]) -> Paper:
    """The paper with the codes of its faults written into its items."""
    codes: dict[str, tuple[str, ...]] = {}
    for f in faults:
        codes[f.item_id] = (*codes.get(f.item_id, ()), f.code)
    return replace(paper, items=tuple(replace(i, flags=tuple(dict.fromkeys(codes.get(i.item_id, ())))) for i in paper.items))


def item_faults(evidence: Evidence, item: Item) -> Iterator[Fault]:
    """What is wrong with an item by itself."""
    yield from form_faults(item)
    yield from option_faults(evidence, item)
    if not item.proofs:
        yield fault(
            item.item_id, "no_proof", "没有出处，答案无从核对", "补上所依据的条文；" + OWN if item.origin == "own" else "补上所依据的条文"
        )
        return
    for proof in item.proofs:
        yield from _proof_faults(evidence, item, proof)
    if ordered := orders(item):
        yield from order_faults(evidence, item, ordered)
    elif statement := asked_of_documents(item):
        yield from scope_faults(evidence, item, statement)
    elif asked_for_wrong(item):
        yield from wrong_faults(evidence, item)
    else:
        yield from key_faults(item)
        if name := asked_of_sentences(item):
            yield from sentence_faults(evidence, item, name)
    if item.kind == ItemKind.BLANK:
        yield from blank_faults(item)
    if item.kind == ItemKind.TRUE_FALSE:
        yield from statement_faults(evidence, item)


def _proof_faults(evidence: Evidence, item: Item, proof: Proof) -> Iterator[Fault]:
    where = f"《{proof.title}》{proof.path[-1][:20] if proof.path else ''}"
    if not evidence.has(proof.source):
        yield fault(item.item_id, "document_gone", f"所依据的文件已不在索引中：{proof.source}", "重新收录该文件，或换一道题")
        return
    clause = evidence.clause(proof.source, proof.clause_id)
    if clause is None:
        yield fault(item.item_id, "clause_gone", f"所依据的条文已不在：{where}", "按现行文本改写，或换一道题")
        return
    stands = clause.start <= proof.start < proof.end <= clause.end and clause.slice(proof.start, proof.end) == proof.quote
    if not proof.quote.strip():
        yield fault(item.item_id, "quote_empty", f"出处没有引文：{where}", "补上引文")
    elif not stands and norm(proof.quote) not in norm(clause.text):
        yield fault(item.item_id, "quote_gone", f"引文已不在条文中：{where}：“{proof.quote[:30]}…”", "按现行文本改写，或换一道题")
    elif proof.wording and proof.wording != clause.wording:
        yield fault(item.item_id, "wording_changed", f"条文出题后有改动，引文仍在：{where}", "对照现行条文复核本题")
