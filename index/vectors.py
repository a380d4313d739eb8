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

FILES = ("vectors.faiss", "passages.rows.npy", "passages.hashes.npy", "passages.asked.npy")
_CHUNK = 16384


def _faiss() -> Any:
    """FAISS, imported when first needed. One thread: a flat search is parallel over queries alone, and there is one at a time."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


@dataclass(frozen=True)
class Vectors:
    """`matrix` float16 [p, dimension], `rows` uint32 [p] ascending clause numbers, `hashes` uint8 [p, 16] of the passage texts,
    `asked` bool [p] marks passages that are questions known for their clause and no part of its text."""

    matrix: np.ndarray
    rows: np.ndarray
    hashes: np.ndarray
    asked: np.ndarray
    index: Any

    @classmethod
    def build(cls, matrix: np.ndarray, rows: np.ndarray, hashes: np.ndarray, asked: np.ndarray) -> "Vectors":
        faiss = _faiss()
        index = faiss.IndexScalarQuantizer(matrix.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        for start in range(0, len(matrix), _CHUNK):
            index.add(matrix[start : start + _CHUNK].astype(np.float32))
        return cls(matrix, rows, hashes, asked, index)

    def save(self, folder: Path) -> None:
        """Write the four files; OSError where the disk does not take them."""
        faiss = _faiss()
        try:
            faiss.write_index(self.index, str(folder / FILES[0]))
        except RuntimeError as error:  # all that FAISS raises when a write fails
            raise OSError(f"{FILES[0]}: {error}") from error
        np.save(folder / FILES[1], self.rows, allow_pickle=False)
        np.save(folder / FILES[2], self.hashes, allow_pickle=False)
        np.save(folder / FILES[3], self.asked, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Vectors":
        """The vectors, mapped into memory. BadArtefact where FAISS cannot read them."""
        faiss = _faiss()
        try:
            index = faiss.read_index(str(folder / FILES[0]), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise BadArtefact(f"{FILES[0]}: {error}", REBUILD) from error
        rows, hashes, asked = (mapped(folder / name) for name in FILES[1:])
        codes = faiss.rev_swig_ptr(index.codes.data(), index.ntotal * index.d * 2) if index.ntotal else np.zeros(0, np.uint8)
        return cls(codes.view(np.float16).reshape(index.ntotal, index.d), rows, hashes, asked, index)

    @cached_property
    def known(self) -> dict[bytes, int]:
        """Place of each passage by its hash."""
        flat = self.hashes.tobytes()
        return {flat[16 * i : 16 * i + 16]: i for i in range(len(self.hashes))}

    def wordings(self, rows: np.ndarray) -> np.ndarray:
        """A number for each clause, equal where title, headings and text are (the sum of its passages' hashes); rows without a
        passage have one of their own. uint64 [len(rows)]."""
        owner, place = self._passages(rows)
        own = ~self.asked[place]
        sums = np.zeros(len(rows), np.uint64)
        np.add.at(sums, owner[own], np.ascontiguousarray(self.hashes[place[own], :8]).view(np.uint64)[:, 0])
        return np.where(np.bincount(owner[own], minlength=len(rows)) > 0, sums, np.arange(len(rows), dtype=np.uint64))

    def _passages(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The passages of clauses: for each the place in `rows` of its clause, and its own place."""
        wanted = rows.astype(self.rows.dtype)  # of another type, all of `self.rows` would be turned into it
        first = np.searchsorted(self.rows, wanted)
        counts = np.searchsorted(self.rows, wanted, side="right") - first
        owner = np.repeat(np.arange(len(rows)), counts)
        return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)

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
        """Best inner product among the passages of each clause, and among the questions known for it; 0 where it has none.

        float32 [2, len(rows)].
        """
        owner, place = self._passages(rows)
        out = np.full((2, len(rows)), -np.inf, np.float32)
        np.maximum.at(out, (self.asked[place].astype(np.int64), owner), self.matrix[place].astype(np.float32) @ vector)
        return np.where(np.isfinite(out), out, 0)
