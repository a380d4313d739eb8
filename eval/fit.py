"""Fits the weights of the hybrid search: a linear model over index.fusion.FEATURES, listwise softmax over each question's candidates."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.gold import Gold
from index import Index
from index.fusion import DENSE, DEPTH, FEATURES, RERANKED, Scorer, late_text, weights
from policy import BadInput

_STEPS, _RATE, _L2 = 400, 0.05, 1e-4
_KEPT = 150  # candidates a question, the best of today's weights


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features [n, len(RERANKED)], the last of them 0 where not computed, and which are gold [n];
    `held` sets it aside for choosing, `missed` says that no candidate is gold."""

    features: np.ndarray
    gold: np.ndarray
    held: bool
    missed: bool


def is_unseen(gold: Gold, share: float) -> bool:
    """Whether `python -m models train --hold-out SHARE` kept the question from the encoder: it draws by the gold texts."""
    return int(hashlib.sha256("|".join(sorted(gold.texts)).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share


def cases(index: Index, golds: Sequence[Gold], hold: float = 0.35) -> list[Case]:
    """Candidates of every question that has gold in the index. The same questions are held out on every run; questions on one
    clause fall on one side."""
    generation = index._now()
    rows_of = {c: i for i, c in enumerate(generation.store.clause_ids())}
    late = getattr(index._encoder, "late_scores", None)
    found = []
    for gold in golds:
        wanted = {rows_of[c] for c in gold.clause_ids if c in rows_of}
        if not wanted:
            continue
        asked = index.rewrite(gold.question)
        scorer = Scorer(generation, asked, index._vector(asked, "hybrid"), None)
        rows = scorer.candidates(DEPTH).rows
        features = scorer.features(rows)
        order = np.argsort(-(features @ weights()["hybrid"]), kind="stable")[:_KEPT]
        rows, features = rows[order], features[order]
        closer = late(asked.dense or asked.text, [late_text(c) for c in generation.clauses(rows)]) if late else np.zeros(len(rows))
        marks = np.isin(rows, list(wanted))
        held = zlib.crc32("|".join(gold.texts).encode()) % 1000 < hold * 1000
        found.append(Case(np.column_stack([features, closer]).astype(np.float32), marks, held, not marks.any()))
    return found


def fit(train: Sequence[Case], free: Sequence[str]) -> np.ndarray:
    """Weights [len(RERANKED)] that put gold candidates first, by Adam on the listwise softmax loss; those not in `free` stay at 0."""
    usable = [c for c in train if not c.missed]
    if not usable:
        raise BadInput("no question has its gold among the candidates", "检查问题与索引是否对应。")
    x = np.concatenate([c.features for c in usable]).astype(np.float64)
    gold = np.concatenate([c.gold for c in usable])
    starts = np.cumsum([0, *(len(c.gold) for c in usable)])[:-1]
    sizes = np.array([len(c.gold) for c in usable])
    mask = np.array([name in free for name in RERANKED], float)
    weight, first, second = np.ones(len(mask)) * mask, np.zeros(len(mask)), np.zeros(len(mask))
    for step in range(1, _STEPS + 1):
        grad = (_gradient(x, gold, starts, sizes, weight) + _L2 * weight) * mask
        first, second = 0.9 * first + 0.1 * grad, 0.99 * second + 0.01 * grad**2
        weight -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weight


def _gradient(x: np.ndarray, gold: np.ndarray, starts: np.ndarray, sizes: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Of the mean over questions of -log(probability of the gold candidates)."""
    logits = 10 * (x @ weight)
    logits -= np.repeat(np.maximum.reduceat(logits, starts), sizes)
    p = np.exp(logits)
    all_p = p / np.repeat(np.add.reduceat(p, starts), sizes)
    good = p * gold
    gold_p = good / np.repeat(np.add.reduceat(good, starts), sizes)
    return ((all_p - gold_p)[:, None] * x).sum(axis=0) * 10 / len(starts)


def measure(held: Sequence[Case], weight: np.ndarray) -> dict[str, float]:
    """MRR@10 and success@{1,5,10} over the held-out questions; one whose gold is no candidate counts as 0."""
    ranks = []
    for case in held:
        order = np.argsort(-(case.features @ weight), kind="stable")
        places = np.flatnonzero(case.gold[order])
        ranks.append(int(places[0]) + 1 if len(places) else 10**6)
    r = np.array(ranks, float)
    figures = {f"success@{k}": float((r <= k).mean()) for k in (1, 5, 10)}
    return {"n": len(r), "mrr@10": float(np.where(r <= 10, 1 / r, 0).mean()), **figures, "candidates": float((r < 10**6).mean())}


def fit_modes(found: Sequence[Case]) -> tuple[dict[str, np.ndarray], dict[str, dict[str, float]]]:
    """Weights and held-out figures by mode, and of the second ranking."""
    train, held = [c for c in found if not c.held], [c for c in found if c.held]
    free: dict[str, tuple[str, ...]] = {"hybrid": FEATURES, "lexical": tuple(f for f in FEATURES if f not in DENSE), "dense": ("dense",)}
    free["rerank"] = RERANKED
    fitted = {mode: fit(train, names) for mode, names in free.items()}
    return fitted, {mode: measure(held, w) for mode, w in fitted.items()}


def write(path: Path, fitted: dict[str, np.ndarray], report: dict) -> None:
    """Write fusion.json; how it was fitted goes with it."""
    data = {
        "version": 1,
        "features": list(FEATURES),
        **{m: [round(float(x), 4) for x in (w if m == "rerank" else w[: len(FEATURES)]) / np.abs(w).sum()] for m, w in fitted.items()},
    }
    path.write_text(json.dumps({**data, "fitted": report}, ensure_ascii=False, indent=1) + "\n", "utf8")
