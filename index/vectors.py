"""The dense side: passage vectors in a flat FAISS index of half floats, and which clause each passage belongs to.

Half floats keep a cosine to three decimals, halve the disk and are scanned faster than floats: one query over 175 thousand vectors
of 256 dimensions takes 10 ms against 19 ms on one core of a Xeon (benchmarks/vectors.py). Passages lie in clause order.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.arrays import REBUILD, mapped
from policy import BadArtefact

FILES = ("vectors.faiss", "passages.rows.npy", "passages.hashes.npy")
_CHUNK = 16384


def _faiss() -> Any:
    """FAISS, imported when first needed. One thread: a flat search is parallel over queries alone, and there is one at a time."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


@dataclass(frozen=True)
class Vectors:
    """`matrix` float16 [p, dimension], `rows` uint32 [p] ascending clause numbers, `hashes` uint8 [p, 16] of the passage texts."""

    matrix: np.ndarray
    rows: np.ndarray
    hashes: np.ndarray
    index: Any

    @classmethod
    def build(cls, matrix: np.ndarray, rows: np.ndarray, hashes: np.ndarray) -> "Vectors":
        faiss = _faiss()
        index = faiss.IndexScalarQuantizer(matrix.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        for start in range(0, len(matrix), _CHUNK):
            index.add(matrix[start : start + _CHUNK].astype(np.float32))
        return cls(matrix, rows, hashes, index)

    def save(self, folder: Path) -> None:
        """Write the three files; OSError where the disk does not take them."""
        faiss = _faiss()
        try:
            faiss.write_index(self.index, str(folder / FILES[0]))
        except RuntimeError as error:  # all that FAISS raises when a write fails
            raise OSError(f"{FILES[0]}: {error}") from error
        np.save(folder / FILES[1], self.rows, allow_pickle=False)
        np.save(folder / FILES[2], self.hashes, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Vectors":
        """The vectors, mapped into memory. BadArtefact where FAISS cannot read them."""
        faiss = _faiss()
        try:
            index = faiss.read_index(str(folder / FILES[0]), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise BadArtefact(f"{FILES[0]}: {error}", REBUILD) from error
        rows, hashes = (mapped(folder / name) for name in FILES[1:])
        codes = faiss.rev_swig_ptr(index.codes.data(), index.ntotal * index.d * 2) if index.ntotal else np.zeros(0, np.uint8)
        return cls(codes.view(np.float16).reshape(index.ntotal, index.d), rows, hashes, index)

    @cached_property
    def known(self) -> dict[bytes, int]:
        """Place of each passage by its hash."""
        flat = self.hashes.tobytes()
        return {flat[16 * i : 16 * i + 16]: i for i in range(len(self.hashes))}

    def nearest(self, vector: np.ndarray, n: int, allowed: np.ndarray | None) -> np.ndarray:
        """Up to `n` passages by inner product with `vector` [dimension], those of `allowed` clauses only (bool by clause)."""
        faiss = _faiss()
        options: dict[str, Any] = {}
        if allowed is not None:
            bits = np.packbits(allowed[self.rows], bitorder="little")
            options["params"] = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        _, found = self.index.search(vector[None].astype(np.float32), min(n, max(1, len(self.rows))), **options)
        return found[0][found[0] >= 0]

    def cosines(self, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Best inner product among the passages of each clause; 0 where it has none. float32 [len(rows)]."""
        first, last = np.searchsorted(self.rows, rows), np.searchsorted(self.rows, rows, side="right")
        counts = last - first
        out = np.zeros(len(rows), np.float32)
        if not counts.sum():
            return out
        owner = np.repeat(np.arange(len(rows)), counts)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
        out[counts > 0] = -np.inf
        np.maximum.at(out, owner, self.matrix[place].astype(np.float32) @ vector)
        return out
