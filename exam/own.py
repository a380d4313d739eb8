"""What an item that a person wrote or edited rests on, and what a paper covers with it."""

from dataclasses import replace

from exam.ports import Library
from policy import BadInput, Clause
from policy.exam import Item, Paper, Proof

_BETWEEN = "\n\t \u3000"  # blanks that a copied quote may have lost


def with_proof(library: Library, item: Item, clause_id: str, quote: str) -> Item:
    """The item resting on a clause that is named by its id, or on its words `quote`; on nothing where none is named.

    What it rested on besides stays. BadInput where the clause is not there, or does not hold the words.
    """
    if not clause_id:
        return replace(item, proofs=())
    first = next(iter(item.proofs), None)
    if first and (first.clause_id, first.quote.strip()) == (clause_id, quote.strip()):
        return item
    clause = _clause(library, clause_id)
    if quote.strip():
        start, end = _found(clause, quote.strip())
    else:
        start = clause.start + len(clause.text) - len(clause.text.lstrip())
        end = clause.start + len(clause.text.rstrip())
    if start >= end:
        raise BadInput(f"这一条没有文字：{clause_id}", "换一条。")
    new = Proof(clause_id, clause.source, clause.title, clause.path, clause.slice(start, end), start, end, clause.page, clause.wording)
    return replace(item, proofs=(new, *item.proofs[1:]))


def _clause(library: Library, clause_id: str) -> Clause:
    sources = [info.source for info in library.documents() if clause_id.startswith(f"{info.source}#")]
    found = next((c for source in sources for c in library.clauses(source) if c.clause_id == clause_id), None)
    if found is None:
        raise BadInput(f"索引中没有这一条：{clause_id}", "从列出的条款里选，或照“原文”所示填写；不填也可以。")
    return found


def _found(clause: Clause, quote: str) -> tuple[int, int]:
    """Where the clause holds the words, whatever blanks and line ends are between them."""
    places = [n for n, c in enumerate(clause.text) if c not in _BETWEEN]
    plain, wanted = "".join(clause.text[n] for n in places), "".join(c for c in quote if c not in _BETWEEN)
    at = plain.find(wanted)
    if not wanted or at < 0:
        raise BadInput("这一条里没有这句原话。", "从“原文”里照样抄一句，或者不填。")
    return clause.start + places[at], clause.start + places[at + len(wanted) - 1] + 1


def covered(paper: Paper) -> Paper:
    """The paper, with the items that each clause in scope is asked about by as they are now."""
    asked: dict[str, list[str]] = {}
    for item in paper.items:
        for clause_id in dict.fromkeys(proof.clause_id for proof in item.proofs):
            asked.setdefault(clause_id, []).append(item.item_id)
    return replace(paper, coverage=tuple(replace(c, items=tuple(asked.get(c.clause_id, ()))) for c in paper.coverage))
