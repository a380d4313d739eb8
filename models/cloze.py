"""Measuring without labels, as an inverse cloze task does (Lee, Chang and Toutanova 2019): what was taken out of a clause finds it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.bags import pack, pool
from models.pairs import Sampler, Tokens

KINDS = ("sentence", "words")
CUTOFF = 10
_ROWS = 256  # queries scored at a time


@dataclass(frozen=True, slots=True)
class Cloze:
    """A query made of clause number `clause`, and the tokens of the clause as it then stands among the candidates."""

    clause: int
    kind: str
    query: np.ndarray
    sought: np.ndarray


def clozes(clauses: Sequence[Tokens], held: Sequence[int], idf: np.ndarray, seed: int) -> list[Cloze]:
    """Two queries for each clause of `held`, in order: a sentence, which the clause then lacks; telling words of it."""
    sampler = Sampler(clauses, idf, np.random.default_rng(seed), (1, 1, 1))
    out = []
    for n in held:
        out.append(Cloze(n, "sentence", *sampler.sentence(clauses[n])))
        out.append(Cloze(n, "words", sampler.words(clauses[n]), clauses[n].whole()))
    return out


def ranks(vectors: np.ndarray, clauses: Sequence[Tokens], groups: np.ndarray, queries: Sequence[Cloze]) -> np.ndarray:
    """The place, from 1, of each query's clause among all clauses by cosine, ties counted against it; int64 [queries].

    Clauses of one number in `groups` [clauses] say the same: they are no candidates beside the one that is looked for.
    """
    candidates = pool(vectors, pack([clause.whole() for clause in clauses]))
    asked, sought = pool(vectors, pack([q.query for q in queries])), pool(vectors, pack([q.sought for q in queries]))
    of = groups[[q.clause for q in queries]]
    own = np.einsum("ij,ij->i", asked, sought)
    out = np.zeros(len(queries), np.int64)
    for start in range(0, len(queries), _ROWS):
        rows = slice(start, start + _ROWS)
        ahead = (asked[rows] @ candidates.T >= own[rows, None]) & (of[rows, None] != groups[None, :])
        out[rows] = 1 + ahead.sum(axis=1)
    return out


def reciprocal(places: np.ndarray) -> np.ndarray:
    """1 / place within the first ten, else 0."""
    return np.where(places <= CUTOFF, 1 / places, 0.0)


def found(places: np.ndarray) -> np.ndarray:
    """1 within the first ten, else 0."""
    return (places <= CUTOFF).astype(float)


def by_kind(values: np.ndarray) -> dict[str, np.ndarray]:
    """Values of queries in the order of `clozes`, a number a clause: each kind, and the mean of both under "all"."""
    table = values.reshape(-1, len(KINDS))
    return {"all": table.mean(axis=1)} | {kind: table[:, n] for n, kind in enumerate(KINDS)}
