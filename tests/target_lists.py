"""Hand-made lists of targets and what an extraction misses of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from answer import targets
from policy import Document, Target, fold


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader notes down of a target: where, how much, and some words of what is measured."""

    clause_id: str
    amount: str
    words: str


def expected(lines: Iterable[str]) -> list[Expected]:
    """One target a line, `clause | value unit | words of the indicator`; # begins a remark."""
    rows = [line.split("|") for line in lines if line.strip() and not line.startswith("#")]
    return [Expected(*(cell.strip() for cell in row)) for row in rows]


def ledger_of(documents: Iterable[Document]) -> list[Target]:
    return [t for d in documents for c in d.clauses for t in targets(c)]


def missed(rows: list[Expected], found: Iterable[Target], clause_of: str = "{}") -> list[Expected]:
    """The rows that no target of the same clause, value, unit and indicator meets; each target meets one row."""
    left, lost = list(found), []
    for row in rows:
        for target in left:
            same = clause_of.format(row.clause_id) == target.clause.clause_id and row.amount == f"{target.value} {target.unit}".strip()
            if same and fold(row.words) in fold(target.indicator):
                left.remove(target)
                break
        else:
            lost.append(row)
    return lost
