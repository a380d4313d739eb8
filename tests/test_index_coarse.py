"""The coarse pass over many passages: it finds what a look at all of them finds, is kept with the index, and few passages do without."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.vectors import COARSE, Vectors

PASSAGES, WIDTH, CLAUSES = 6000, 64, 3000


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Passages about sixty matters, many on each."""
    rng = np.random.default_rng(4)
    matters = rng.standard_normal((60, WIDTH))
    matrix = matters[rng.integers(0, 60, PASSAGES)] + 0.6 * rng.standard_normal((PASSAGES, WIDTH))
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    rows = np.sort(rng.integers(0, CLAUSES, PASSAGES)).astype(np.uint32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.vectors._MANY", 5000)
        return Vectors.build(matrix.astype(np.float16), rows, np.zeros((PASSAGES, 16), np.uint8), np.zeros(PASSAGES, bool))


def _held(vectors: Vectors, n: int, allowed: np.ndarray | None) -> float:
    """The share of the nearest passages that the coarse pass leaves, over forty queries; each found comes once, nearest first."""
    whole, shares = replace(vectors, coarse=None), []
    rng = np.random.default_rng(5)
    for place in rng.integers(0, PASSAGES, 40):  # a question lies near what it asks about
        query = vectors.matrix[place].astype(np.float32) + 0.08 * rng.standard_normal(WIDTH).astype(np.float32)
        found = vectors.nearest(query, n, allowed)
        products = vectors.matrix[found].astype(np.float32) @ query
        assert len(set(found.tolist())) == len(found) == n and (np.diff(products) <= 1e-4).all()
        assert allowed is None or allowed[vectors.rows[found]].all()
        shares.append(len(np.intersect1d(found, whole.nearest(query, n, allowed))) / n)
    return float(np.mean(shares))


def test_the_coarse_pass_leaves_the_nearest(vectors: Vectors) -> None:
    assert vectors.coarse is not None
    assert _held(vectors, 50, None) > 0.97


def test_among_the_allowed_as_well_and_few_of_these_are_all_looked_at(vectors: Vectors) -> None:
    half = np.arange(CLAUSES) % 2 == 0
    assert _held(vectors, 50, half) > 0.97
    assert _held(vectors, 50, np.arange(CLAUSES) % 25 == 0) == 1


def test_where_the_allowed_lie_elsewhere_none_is_missed(vectors: Vectors) -> None:
    query = vectors.matrix[0].astype(np.float32)
    best = vectors.cosines(query, np.arange(CLAUSES))[0]
    far = best <= np.quantile(best, 0.2)
    assert vectors.nearest(query, 50, far).tolist() == replace(vectors, coarse=None).nearest(query, 50, far).tolist()


def test_of_passages_that_say_the_same_the_first_come_first(vectors: Vectors) -> None:
    matrix = np.repeat(vectors.matrix[::2], 2, axis=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.vectors._MANY", 5000)
        doubled = Vectors.build(matrix, vectors.rows, vectors.hashes, vectors.asked)
    for allowed in (None, np.arange(CLAUSES) % 3 > 0):
        found = doubled.nearest(matrix[40].astype(np.float32), 51, allowed)
        pairs = [(first, second) for first, second in zip(found, found[1:], strict=False) if first // 2 == second // 2]
        assert doubled.coarse is not None and len(pairs) > 10 and all(first < second for first, second in pairs)
        assert allowed is not None or (len(pairs) == 25 and found[-1] % 2 == 0)


def test_it_is_kept_with_the_index_and_an_index_without_works(vectors: Vectors, tmp_path: Path) -> None:
    vectors.save(tmp_path)
    query = vectors.matrix[7].astype(np.float32)
    found = vectors.nearest(query, 20, None).tolist()
    assert Vectors.load(tmp_path).nearest(query, 20, None).tolist() == found
    (tmp_path / COARSE).unlink()
    older = Vectors.load(tmp_path)
    assert older.coarse is None and len(set(older.nearest(query, 20, None).tolist()) & set(found)) >= 18


def test_few_passages_have_none(tmp_path: Path) -> None:
    few = Vectors.build(np.eye(32, dtype=np.float16), np.arange(32, dtype=np.uint32), np.zeros((32, 16), np.uint8), np.zeros(32, bool))
    few.save(tmp_path)
    assert few.coarse is None and not (tmp_path / COARSE).exists()
