"""Makes index/asked.tsv.gz: the project's written questions by the key of the clause that answers each."""

from collections.abc import Iterable, Mapping

from eval.gold import Gold
from index.asked import key
from policy import Clause


def asked_table(golds: Iterable[Gold], clauses: Mapping[str, Clause]) -> dict[str, list[str]]:
    """Questions by key, in the order of the files, those without a clause in the index left out."""
    rows: dict[str, list[str]] = {}
    for gold in golds:
        question = " ".join(gold.question.split())
        for name in sorted({key(clauses[i].text) for i in gold.clause_ids} - {""}):
            if question not in rows.setdefault(name, []):
                rows[name].append(question)
    return rows
