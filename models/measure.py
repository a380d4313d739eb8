"""Recall@{1,5,10,100} and MRR@10 of a ranking over all articles, by the rules of statute retrieval benchmarks."""

from collections.abc import Sequence

import numpy as np

from models.questions import Question, matches


def top(queries: np.ndarray, clauses: np.ndarray, k: int = 100) -> np.ndarray:
    """The k nearest clauses of each query by inner product, best first, ties by position; [len(queries), k]."""
    k = min(k, len(clauses))
    out = np.empty((len(queries), k), np.int64)
    for start in range(0, len(queries), 128):
        scores = queries[start : start + 128] @ clauses.T
        near = np.sort(np.argpartition(-scores, k - 1, axis=1)[:, :k], axis=1)
        order = np.argsort(-np.take_along_axis(scores, near, axis=1), axis=1, kind="stable")
        out[start : start + 128] = np.take_along_axis(near, order, axis=1)
    return out


def measures(questions: Sequence[Question], ranked: np.ndarray, texts: Sequence[str]) -> dict[str, float]:
    """Means over the questions; a gold text is found at its best hit. `texts` are bare; `ranked` as from `top`."""
    rows: dict[str, list[float]] = {name: [] for name in (*(f"recall@{k}" for k in (1, 5, 10, 100)), "mrr@10")}
    for question, order in zip(questions, ranked, strict=True):
        hits = [texts[i] for i in order[:100]]
        found = [next((n for n, hit in enumerate(hits) if matches(gold, hit)), None) for gold in question.gold]
        for k in (1, 5, 10, 100):
            rows[f"recall@{k}"].append(sum(f is not None and f < k for f in found) / len(found))
        first = min((f for f in found if f is not None), default=None)
        rows["mrr@10"].append(1 / (first + 1) if first is not None and first < 10 else 0.0)
    return {name: round(float(np.mean(values)), 4) if values else 0.0 for name, values in rows.items()}
