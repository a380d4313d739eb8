"""Against forgetting: written questions over documents that are not the user's, ranked by the encoder alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.cloze import reciprocal


@dataclass(frozen=True, slots=True)
class Guard:
    """Texts to encode, the clause that each belongs to (`owners` [windows]), and for each question the clauses that answer it."""

    windows: tuple[str, ...]
    owners: np.ndarray
    questions: tuple[str, ...]
    gold: tuple[frozenset[int], ...]


def reciprocal_ranks(encode: Callable[[Sequence[str]], np.ndarray], guard: Guard) -> np.ndarray:
    """1 / place of the first clause that answers, within the first ten, else 0; float [questions].

    A clause is as near as its nearest window; ties by position.
    """
    near = encode(guard.questions) @ encode(guard.windows).T
    scores = np.full((len(guard.questions), int(guard.owners.max()) + 1), -np.inf)
    np.maximum.at(scores.T, guard.owners, near.T)
    order = np.argsort(-scores, axis=1, kind="stable")
    hits = np.array([np.isin(row, list(gold)) for row, gold in zip(order, guard.gold, strict=True)])
    return np.where(hits.any(axis=1), reciprocal(1 + hits.argmax(axis=1)), 0.0)
