"""How alike pieces of two documents are: cosine over bigrams of characters, each weighted by how few clauses hold it."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

import numpy as np

from answer.search import Search
from answer.text.sentences import unlabelled
from policy import Clause, fold

Grams: TypeAlias = frozenset[str]
_GRAM = re.compile(r"(?=(\w\w))")
# Weights of like headings and of nearness in meaning beside 1 for the likeness of the texts: best mean F (0.95) over the pairs
# that COUNTERPART was fitted on; 0.1 to 0.2 and 0.1 to 0.3 are within 0.02 of it.
_HEADING = 0.1
_MEANING = 0.2
_CANDIDATES = 8  # of each clause, by wording, are weighed by meaning too
_ENCODED = 300  # characters of a clause that are encoded: its heading and what it begins with


def grams(text: str) -> Grams:
    """The distinct bigrams of a folded text, blanks and punctuation aside."""
    return frozenset(_GRAM.findall(re.sub(r"\s+", "", text)))


class Weights:
    """idf of bigrams over the clauses of two documents; what every clause of one holds counts nothing.

    The two documents alone say it as well as a whole index does (mean F of pairs 0.95 either way), and sooner.
    """

    def __init__(self, before: Sequence[Grams], after: Sequence[Grams]) -> None:
        shares: dict[str, float] = {}
        for side in (before, after):
            counts: dict[str, int] = {}
            for piece in side:
                for gram in piece:
                    counts[gram] = counts.get(gram, 0) + 1
            for gram, count in counts.items():
                shares[gram] = max(shares.get(gram, 0.0), count / len(side))
        self._idf = {gram: -math.log(share) for gram, share in shares.items()}

    def total(self, piece: Collection[str]) -> float:
        return math.fsum(self._idf[gram] for gram in piece)

    def overlap(self, rows: Sequence[Grams], columns: Sequence[Grams]) -> np.ndarray:
        """The summed weight of what each row shares with each column; float [rows, columns]."""
        shared = np.zeros((len(rows), len(columns)))
        above, beside = _postings(rows), _postings(columns)
        for gram in sorted(above.keys() & beside.keys()):
            shared[np.ix_(above[gram], beside[gram])] += self._idf[gram]
        return shared

    def likeness(self, rows: Sequence[Grams], columns: Sequence[Grams], lean: float = 0.5) -> np.ndarray:
        """How much of each row and column is shared, 0 to 1: the share of the lighter one to the power `lean` times that of the
        heavier one to the rest. 0.5 is the cosine; more makes a piece that the other holds among other matters count for more."""
        totals = np.array([self.total(r) for r in rows])[:, None], np.array([self.total(c) for c in columns])[None, :]
        base = np.minimum(*totals) ** lean * np.maximum(*totals) ** (1 - lean)
        return self.overlap(rows, columns) / np.where(base > 0, base, np.inf)


class Scorer:
    """How well the clauses of one document answer to those of another, 0 to 1.3."""

    def __init__(self, search: Search, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        self._search, self._clauses = search, (before, after)
        self._texts = [[wording(c) for c in side] for side in (before, after)]
        self._grams = [[grams(t) for t in side] for side in self._texts]
        self._weights = Weights(*self._grams)

    def scores(self, rows: Sequence[int], columns: Sequence[int]) -> np.ndarray:
        """Of these clauses with each other; float [rows, columns].

        Only the likeliest of each clause are weighed by meaning; the others stay without that part, below them.
        """
        above, beside = [self._grams[0][i] for i in rows], [self._grams[1][j] for j in columns]
        scores = self._weights.likeness(above, beside)
        above, beside = ([grams(heading(self._clauses[n][i])) for i in side] for n, side in enumerate((rows, columns)))
        scores += _HEADING * self._weights.likeness(above, beside)
        for row, likely in enumerate(_likely(scores)):
            texts = [self._texts[1][columns[c]][:_ENCODED] for c in likely]
            near = self._search.similarity(self._texts[0][rows[row]][:_ENCODED], texts)
            scores[row, likely] += _MEANING * np.maximum(near, 0.0)
        return scores


def heading(clause: Clause) -> str:
    """A clause's own heading, folded and without its number; an item of a section carries the section's too."""
    return " ".join(unlabelled(fold(h)) for h in clause.path[-2 if len(clause.path) > 2 else -1 :])


def wording(clause: Clause) -> str:
    return f"{heading(clause)}\n{fold(clause.text)}"


def _postings(pieces: Iterable[Grams]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, piece in enumerate(pieces):
        for gram in piece:
            found.setdefault(gram, []).append(i)
    return found


def _likely(scores: np.ndarray) -> list[list[int]]:
    """For each row the columns among its best, or that it is among the best of."""
    wanted = np.zeros(scores.shape, bool)
    rows, columns = scores.shape
    best = np.argsort(-scores, axis=1, kind="stable")[:, :_CANDIDATES]
    wanted[np.arange(rows)[:, None], best] = True
    best = np.argsort(-scores, axis=0, kind="stable")[:_CANDIDATES]
    wanted[best, np.arange(columns)[None, :]] = True
    return [np.flatnonzero(row & (values > 0)).tolist() for row, values in zip(wanted, scores, strict=True)]
