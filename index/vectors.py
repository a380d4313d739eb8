"""The dense side: passage vectors in a flat FAISS index of half floats, and which clause each passage belongs to.

Half floats keep a cosine to three decimals and halve the disk. Where there are many passages, four bits for every four dimensions lie
beside them (product quantization, Jégou and others 2011, in the layout that a processor looks up at once, André and others 2015): a
query is held against these first, and only the passages that come out nearest are looked at whole. Passages lie in clause order.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from index.arrays import REBUILD, mapped
from policy import BadArtefact

FILES = ("vectors.faiss", "passages.rows.npy", "passages.hashes.npy", "passages.asked.npy")
COARSE = "coarse.faiss"
_CHUNK = 16384
_MANY = 50_000  # passages: so many are looked through whole in 4 ms, which two passes do not beat by much
_SUB = 4  # dimensions that share four bits
_NEARER = 6  # times as many are looked at whole: of 3,000 hits, the first ten of 300 questions, that left 0.2 % others, with 4 0.5 %
_FLOATS = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)  # the half of each sixteen bits
_RARE = 0.1  # a smaller share of the passages is looked through whole in as little time


def _faiss() -> Any:
    """FAISS, imported when first needed. One thread: a flat search is parallel over queries alone, and there is one at a time."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


@dataclass(frozen=True)
class Vectors:
    """`matrix` float16 [p, dimension], `rows` uint32 [p] ascending clause numbers, `hashes` uint8 [p, 16] of the passage texts,
    `asked` bool [p] marks passages that are questions known for their clause and no part of its text; `index` holds the matrix, `coarse`
    what is left of it in four bits, where there are many."""

    matrix: np.ndarray
    rows: np.ndarray
    hashes: np.ndarray
    asked: np.ndarray
    index: Any
    coarse: Any = None

    @classmethod
    def build(cls, matrix: np.ndarray, rows: np.ndarray, hashes: np.ndarray, asked: np.ndarray) -> "Vectors":
        faiss = _faiss()
        index = faiss.IndexScalarQuantizer(matrix.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        for start in range(0, len(matrix), _CHUNK):
            index.add(matrix[start : start + _CHUNK].astype(np.float32))
        return cls(matrix, rows, hashes, asked, index, _coarse(matrix))

    def save(self, folder: Path) -> None:
        """Write the files; OSError where the disk does not take them."""
        faiss = _faiss()
        for name, index in ((FILES[0], self.index), (COARSE, self.coarse)):
            try:
                if index is not None:
                    faiss.write_index(index, str(folder / name))
            except RuntimeError as error:  # all that FAISS raises when a write fails
                raise OSError(f"{name}: {error}") from error
        np.save(folder / FILES[1], self.rows, allow_pickle=False)
        np.save(folder / FILES[2], self.hashes, allow_pickle=False)
        np.save(folder / FILES[3], self.asked, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Vectors":
        """The vectors, mapped into memory. BadArtefact where FAISS cannot read them. An index that was written before there was a coarse
        pass works without."""
        faiss = _faiss()
        try:
            index = faiss.read_index(str(folder / FILES[0]), faiss.IO_FLAG_MMAP_IFC)
            coarse = faiss.read_index(str(folder / COARSE)) if (folder / COARSE).exists() else None
        except RuntimeError as error:
            raise BadArtefact(f"{FILES[0]}, {COARSE}: {error}", REBUILD) from error
        rows, hashes, asked = (mapped(folder / name) for name in FILES[1:])
        codes = faiss.rev_swig_ptr(index.codes.data(), index.ntotal * index.d * 2) if index.ntotal else np.zeros(0, np.uint8)
        return cls(codes.view(np.float16).reshape(index.ntotal, index.d), rows, hashes, asked, index, coarse)

    @cached_property
    def known(self) -> dict[bytes, int]:
        """Place of each passage by its hash."""
        flat = self.hashes.tobytes()
        return {flat[16 * i : 16 * i + 16]: i for i in range(len(self.hashes))}

    @cached_property
    def _refined(self) -> Any:
        """What looks at `coarse` first and then whole at all that came out, nearest first."""
        return _faiss().IndexRefine(self.coarse, self.index)

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

    @cached_property
    def _asked_before(self) -> np.ndarray:
        """How many known questions lie before each passage, int64 [p]."""
        return np.cumsum(self.asked) - self.asked

    def questions(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The questions known for clauses: for each the place in `rows` of its clause, and its number among all known questions."""
        owner, place = self._passages(rows)
        asked = self.asked[place]
        return owner[asked], self._asked_before[place[asked]]

    def _floats(self, place: np.ndarray) -> np.ndarray:
        """The vectors of passages, float32 [len(place), dimension]; looked up, as numpy takes twice as long to turn halves into floats."""
        return _FLOATS.take(self.matrix[place].view(np.uint16), mode="clip")

    def nearest(self, vector: np.ndarray, n: int, allowed: np.ndarray | None) -> np.ndarray:
        """Up to `n` passages by inner product with `vector` [dimension], nearest first, those of `allowed` clauses only (bool by clause).
        All of the nearest, or with a coarse pass nearly all."""
        vector = vector.astype(np.float32)
        open_to = None if allowed is None else allowed[self.rows]
        share = 1.0 if open_to is None else float(open_to.mean()) if len(open_to) else 0.0
        if self.coarse is not None and share >= _RARE:
            scores, found = (of[0] for of in self._refined.search(vector[None], min(ceil(_NEARER * n / share), len(self.rows))))
            order = np.lexsort((found, -scores))
            found = found[order] if open_to is None else found[order][open_to[found[order]]]
            if len(found) >= min(2 * n, share * len(self.rows)):  # or those allowed lie elsewhere
                return found[:n]
        faiss = _faiss()
        options: dict[str, Any] = {}
        if open_to is not None:
            options["params"] = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(np.packbits(open_to, bitorder="little")))
        _, found = self.index.search(vector[None], min(n, max(1, len(self.rows))), **options)
        return found[0][found[0] >= 0]

    def cosines(self, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Best inner product among the passages of each clause, and among the questions known for it; 0 where it has none.

        float32 [2, len(rows)].
        """
        owner, place = self._passages(rows)
        out = np.full((2, len(rows)), -np.inf, np.float32)
        np.maximum.at(out, (self.asked[place].astype(np.int64), owner), self._floats(place) @ vector)
        return np.where(np.isfinite(out), out, 0)


def _coarse(matrix: np.ndarray) -> Any:
    """Four bits for every four dimensions of many passages, None of few; the same passages give the same bits."""
    if len(matrix) < _MANY or matrix.shape[1] % _SUB:
        return None
    faiss = _faiss()
    coarse = faiss.IndexPQFastScan(matrix.shape[1], matrix.shape[1] // _SUB, 4, faiss.METRIC_INNER_PRODUCT)
    coarse.train(matrix[:: ceil(len(matrix) / _CHUNK)].astype(np.float32))
    for start in range(0, len(matrix), _CHUNK):
        coarse.add(matrix[start : start + _CHUNK].astype(np.float32))
    return coarse
