"""Makes index/background.npz: in what share of clauses, or of questions, each bigram stands."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from index.background import FILE
from index.terms import bigrams

_KEEP = 3e-4  # share from which a term is kept; below it the table's default does as well


def shares(texts: Iterable[str]) -> dict[int, float]:
    """Share of the texts that hold each term code."""
    listed = list(texts)
    codes, rows = bigrams(listed)
    pairs = np.unique(codes.astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64))
    found, counts = np.unique((pairs >> np.uint64(32)).astype(np.uint32), return_counts=True)
    kept = counts >= max(2, _KEEP * len(listed))
    return dict(zip(found[kept].tolist(), (counts[kept] / len(listed)).tolist(), strict=True))


def make(clauses: Iterable[str], questions: Iterable[str], path: Path = FILE) -> int:
    """Write the table; how many terms it holds."""
    larger = shares(clauses)
    for code, share in shares(questions).items():
        larger[code] = max(larger.get(code, 0.0), share)
    codes = np.array(sorted(larger), np.uint32)
    np.savez_compressed(path, codes=codes, shares=np.array([larger[c] for c in codes.tolist()], np.float16))
    return len(codes)
