"""What late interaction says of one question and the clauses of a generation: each clause is looked at once, for however many searches."""

from collections.abc import Callable, Sequence

import numpy as np

from index.bags import Bags, body, head
from index.known import KNOWN, Known, heard
from index.ports import SIGNALS, Interactions
from index.vectors import Vectors
from policy import Clause

HEARD = (*SIGNALS, *KNOWN)
Look = Callable[[np.ndarray], np.ndarray]


class Heard:
    """HEARD of the clauses looked at so far. Threads may share one; two may look at the same."""

    def __init__(self) -> None:
        self._known = np.zeros(0, np.int64), np.zeros((0, len(HEARD)), np.float32)

    def of(self, rows: np.ndarray, look: Look) -> np.ndarray:
        """Those of clauses by number, float32 [len(rows), columns]; `look` is asked for the new ones."""
        known, table = self._known
        new = rows[~np.isin(rows, known)]
        if len(new):
            known, table = np.concatenate([known, new]), np.concatenate([table, look(new)])
            order = np.argsort(known)
            known, table = self._known = known[order], table[order]
        return table[np.searchsorted(known, rows)]


def looker(question: str, late: Interactions, bags: Bags | None, clauses: Callable[[Sequence[int]], list[Clause]], known: Look) -> Look:
    """Looks at clauses by number: at their tokens where these are kept, else at their texts; `known` at the questions known for them."""

    def look(rows: np.ndarray) -> np.ndarray:
        if bags:
            own = late(question, (), bags.of(rows))
        else:
            own = late(question, [(head(clause), body(clause)) for clause in clauses(rows.tolist())])
        return np.column_stack([own, known(rows)])

    return look


def known_looker(question: str, late: Interactions, known: Known | None, vectors: Vectors) -> Look:
    """Looks at the questions known for clauses by number; sees nothing where there are none, or their tokens are not kept."""

    def look(rows: np.ndarray) -> np.ndarray:
        if not known:
            return np.zeros((len(rows), len(KNOWN)), np.float32)
        owner, numbers = vectors.questions(rows)
        return heard(question, late, known.of(numbers), owner, len(rows))

    return look
