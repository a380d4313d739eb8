"""An inverted index of one field as plain numpy arrays, scored with BM25.

terms    uint32 [t]      codes, ascending          starts  int64 [t + 1]   postings of terms[i] are starts[i]:starts[i + 1]
rows     uint32 [p]      ascending within a term   counts  uint16 [p]      how often the term stands in the row
lengths  uint32 [n]      terms in each row
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from index.arrays import mapped

ARRAYS = ("terms", "starts", "rows", "counts", "lengths")


@dataclass(frozen=True)
class Postings:
    """One field. `k1` and `b` as in Robertson & Zaragoza 2009; idf is ln(1 + (n - df + 0.5) / (df + 0.5)), never negative."""

    terms: np.ndarray
    starts: np.ndarray
    rows: np.ndarray
    counts: np.ndarray
    lengths: np.ndarray
    k1: float
    b: float

    @classmethod
    def build(cls, codes: np.ndarray, rows: np.ndarray, n: int, k1: float, b: float) -> "Postings":
        """From one code and row for every occurrence of a term, in any order."""
        lengths = np.bincount(rows, minlength=n).astype(np.uint32)
        keys = codes.astype(np.uint64) << np.uint64(32) | rows
        keys.sort()
        first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
        counts = np.diff(np.append(first, len(keys)))
        return cls._of(keys[first], np.minimum(counts, 65535).astype(np.uint16), lengths, k1, b)

    @classmethod
    def _of(cls, keys: np.ndarray, counts: np.ndarray, lengths: np.ndarray, k1: float, b: float) -> "Postings":
        codes = (keys >> np.uint64(32)).astype(np.uint32)
        first = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]])) if len(codes) else np.zeros(0, np.int64)
        starts = np.append(first, len(codes)).astype(np.int64)
        return cls(codes[first], starts, (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32), counts, lengths, k1, b)

    def moved(self, to: np.ndarray, new: "Postings") -> "Postings":
        """This field with row i at `to[i]` (ascending; -1 drops it) merged with `new`, whose rows are already final and disjoint."""
        target = to[self.rows]
        kept = target >= 0
        codes = np.repeat(self.terms, np.diff(self.starts))
        old = codes[kept].astype(np.uint64) << np.uint64(32) | target[kept].astype(np.uint64)
        del codes, target
        counts = self.counts[kept]
        codes = np.repeat(new.terms, np.diff(new.starts))
        keys = codes.astype(np.uint64) << np.uint64(32) | new.rows
        at = np.searchsorted(old, keys)
        lengths = new.lengths.copy()
        lengths[to[to >= 0]] = self.lengths[to >= 0]
        return self._of(np.insert(old, at, keys), np.insert(counts, at, new.counts), lengths, self.k1, self.b)

    def save(self, folder: Path, name: str) -> None:
        for array in ARRAYS:
            np.save(folder / f"{name}.{array}.npy", getattr(self, array), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, name: str, k1: float, b: float) -> "Postings":
        terms, starts, rows, counts, lengths = (mapped(folder / f"{name}.{array}.npy") for array in ARRAYS)
        return cls(terms, starts, rows, counts, lengths, k1, b)

    @cached_property
    def _norms(self) -> np.ndarray:
        """k1 * (1 - b + b * length / average) for each row; the average is of the rows that hold anything."""
        filled = int(np.count_nonzero(self.lengths))
        average = float(self.lengths.sum()) / filled if filled else 0.0
        return (self.k1 * (1 - self.b + self.b * self.lengths / (average or 1.0))).astype(np.float32)

    def find(self, codes: np.ndarray) -> np.ndarray:
        """Place of each code in `terms`, -1 where it stands in no row."""
        if not len(self.terms):
            return np.full(len(codes), -1)
        at = np.minimum(np.searchsorted(self.terms, codes), len(self.terms) - 1)
        return np.where(self.terms[at] == codes, at, -1)

    def frequencies(self, codes: np.ndarray) -> np.ndarray:
        """How many rows hold each code; int64."""
        return self._frequencies(self.find(codes))

    def _frequencies(self, at: np.ndarray) -> np.ndarray:
        """`frequencies` of codes that were found."""
        return np.where(at >= 0, self.starts[at + 1] - self.starts[at], 0) if len(self.terms) else np.zeros(len(at), np.int64)

    def idf(self, codes: np.ndarray) -> np.ndarray:
        """idf of each code, the highest possible for an unknown one; float32."""
        return self._idf(self.find(codes))

    def _idf(self, at: np.ndarray) -> np.ndarray:
        """`idf` of codes that were found."""
        df, n = self._frequencies(at), len(self.lengths)
        return np.log1p((n - df + 0.5) / (df + 0.5)).astype(np.float32)

    def scores(self, codes: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """BM25 of every row for the distinct `codes`, each counted `weights` times; float32 [n]."""
        total, at = np.zeros(len(self.lengths), np.float32), self.find(codes)
        for place, idf in zip(at, self._idf(at) * weights * (self.k1 + 1), strict=True):
            if place >= 0:
                span = slice(self.starts[place], self.starts[place + 1])
                rows, counts = self.rows[span].astype(np.int64), self.counts[span].astype(np.float32)
                gains = counts + self._norms.take(rows, mode="clip")
                np.divide(np.multiply(counts, idf, out=counts), gains, out=gains)
                np.add.at(total, rows, gains)
        return total

    def holding(self, codes: np.ndarray) -> int:
        """How many rows hold every one of the codes; 0 for no code."""
        return len(self.holders(codes))

    def holders(self, codes: np.ndarray) -> np.ndarray:
        """The rows that hold every one of the codes, ascending; none for no code."""
        at = self.find(codes)
        if not len(at) or (at < 0).any():
            return np.zeros(0, np.uint32)
        spans = sorted((slice(self.starts[i], self.starts[i + 1]) for i in at), key=lambda s: s.stop - s.start)
        rows = self.rows[spans[0]]
        for span in spans[1:]:
            rows = rows[_in(rows, self.rows[span])]
        return rows

    def holds(self, codes: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Whether each row holds each code; bool [len(rows), len(codes)]."""
        out = np.zeros((len(rows), len(codes)), bool)
        rows = rows.astype(self.rows.dtype)  # of another type, all postings looked into would be turned into it
        for column, place in enumerate(self.find(codes)):
            if place >= 0:
                out[:, column] = _in(rows, self.rows[self.starts[place] : self.starts[place + 1]])
        return out


def _in(rows: np.ndarray, posting: np.ndarray) -> np.ndarray:
    """Whether each row stands in an ascending posting that is not empty."""
    return posting[np.minimum(np.searchsorted(posting, rows), len(posting) - 1)] == rows
