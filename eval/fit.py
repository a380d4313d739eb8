"""Fits the weights of the first ranking: a linear model over index.fusion.FEATURES, listwise softmax over each question's candidates."""

import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from eval.gold import Gold
from index import Index
from index.fusion import DENSE, DEPTH, FEATURES, Scorer, weights
from index.rerank import RERANKED, closer
from policy import BadInput

_STEPS, _RATE, _L2 = 500, 0.03, 1e-2
SHARPNESS = 10.0  # of the softmax: features run from 0 to 1


@dataclass(frozen=True, slots=True)
class Depth:
    """How many candidates a search has of each side, and how many of these, the best of today's weights, make a case."""

    side: int
    kept: int


USUAL = Depth(DEPTH, 200)  # as deep as a search for an answer may have to rank anew
DEEP = Depth(400, 300)  # a search for a hundred clauses


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features [n, len(RERANKED)], those beyond FEATURES 0 where the
    encoder offers no late interaction, and which are gold [n];
    `held` sets it aside for choosing, `missed` says that no candidate is gold, `weight` how much it counts in fitting."""

    features: np.ndarray
    gold: np.ndarray
    held: bool
    missed: bool
    weight: float = 1.0
    question_id: str = ""


def balanced(groups: Sequence[Sequence[Case]]) -> list[Case]:
    """The cases of several indexes, each index counting as much as the largest."""
    most = max(map(len, groups), default=0)
    return [replace(case, weight=most / len(group)) for group in groups for case in group]


def is_unseen(gold: Gold, share: float) -> bool:
    """Whether `python -m models train --hold-out SHARE` kept the question from the encoder: it draws by the gold texts."""
    return int(hashlib.sha256("|".join(sorted(gold.texts)).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share


def cases(index: Index, golds: Sequence[Gold], hold: float = 0.35, depth: Depth = USUAL) -> list[Case]:
    """Candidates of every question that has gold in the index. The same questions are held out on every run; questions on one
    clause fall on one side."""
    generation = index._now()
    rows_of = {c: i for i, c in enumerate(generation.store.clause_ids())}
    late = getattr(index._encoder, "interactions", None)
    found = []
    for gold in golds:
        wanted = {rows_of[c] for c in gold.clause_ids if c in rows_of}
        if not wanted:
            continue
        asked = index.rewrite(gold.question)
        scorer = Scorer(generation, asked, index._vector(asked, "hybrid"), None)
        candidates = scorer.candidates(depth.side)
        features = scorer.features(candidates.rows)
        order = np.argsort(-(features @ weights()["hybrid"]), kind="stable")[: depth.kept]
        rows = candidates.rows[order]
        if not len(rows):
            continue
        if late:
            features = closer(scorer, asked, candidates, rows, late)
        else:
            features = np.pad(features[order], ((0, 0), (0, len(RERANKED) - len(FEATURES))))
        marks = np.isin(rows, list(wanted))
        held = zlib.crc32("|".join(gold.texts).encode()) % 1000 < hold * 1000
        found.append(Case(features.astype(np.float32), marks, held, not marks.any(), question_id=gold.question_id))
    return found


def fit(train: Sequence[Case], free: Sequence[str]) -> np.ndarray:
    """Weights [len(FEATURES)] that put gold candidates first, by Adam on the listwise softmax loss; those not in `free` stay at 0.

    None but that of length may fall below 0: more of a good sign is never worse, and figures on held-out questions are the same
    with and without that rule.
    """
    usable = [c for c in train if not c.missed]
    if not usable:
        raise BadInput("没有一个问题的标准条文在检索结果中 (no question has its gold among the candidates)", "检查问题与索引是否对应。")
    batch = _Batch.of(usable)
    mask = np.array([name in free for name in FEATURES], float)
    least = np.array([-np.inf if name == "length" else 0.0 for name in FEATURES])
    weight, first, second = 0.3 * mask, np.zeros(len(mask)), np.zeros(len(mask))
    for step in range(1, _STEPS + 1):
        grad = (batch.gradient(weight) + _L2 * weight) * mask
        first, second = 0.9 * first + 0.1 * grad, 0.99 * second + 0.01 * grad**2
        weight = weight - _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        weight = np.maximum(weight, least)
    return weight


@dataclass(frozen=True, slots=True)
class _Batch:
    """All candidates in one table: features [N, f], gold [N], and of each question where it begins, how many it has, its weight."""

    x: np.ndarray
    gold: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray
    weight: np.ndarray

    @classmethod
    def of(cls, found: Sequence[Case]) -> "_Batch":
        sizes = np.array([len(c.gold) for c in found])
        x = np.concatenate([c.features[:, : len(FEATURES)] for c in found]).astype(np.float64)
        gold = np.concatenate([c.gold for c in found])
        return cls(x, gold, np.cumsum([0, *sizes])[:-1], sizes, np.array([c.weight for c in found]))

    def gradient(self, weight: np.ndarray) -> np.ndarray:
        """Of the weighted mean over questions of -log(probability of the gold candidates)."""
        logits = SHARPNESS * (self.x @ weight)
        p = np.exp(logits - np.repeat(np.maximum.reduceat(logits, self.starts), self.sizes))
        share = p / np.repeat(np.add.reduceat(p, self.starts), self.sizes)
        good = p * self.gold
        good_share = good / np.repeat(np.add.reduceat(good, self.starts), self.sizes)
        pull = (share - good_share) * np.repeat(self.weight, self.sizes)
        return (pull[:, None] * self.x).sum(axis=0) * SHARPNESS / self.weight.sum()


def measure(held: Sequence[Case], score: Callable[[np.ndarray], np.ndarray]) -> dict[str, float]:
    """MRR@10 and success@{1,5,10} over the held-out questions; one whose gold is no candidate counts as 0."""
    ranks = []
    for case in held:
        order = np.argsort(-score(case.features), kind="stable")
        places = np.flatnonzero(case.gold[order])
        ranks.append(int(places[0]) + 1 if len(places) else 10**6)
    r = np.array(ranks, float)
    figures = {f"success@{k}": float((r <= k).mean()) for k in (1, 5, 10)}
    return {"n": len(r), "mrr@10": float(np.where(r <= 10, 1 / r, 0).mean()), **figures, "candidates": float((r < 10**6).mean())}


def _linear(weight: np.ndarray, features: np.ndarray) -> np.ndarray:
    return features[:, : len(FEATURES)] @ weight


def fit_modes(found: Sequence[Case]) -> tuple[dict[str, np.ndarray], dict[str, dict[str, float]]]:
    """Weights and held-out figures by mode."""
    train, held = [c for c in found if not c.held], [c for c in found if c.held]
    free: dict[str, tuple[str, ...]] = {
        "hybrid": FEATURES,
        "lexical": tuple(f for f in FEATURES if f not in DENSE),
        "dense": ("dense", "dense_asked"),
    }
    fitted = {mode: fit(train, names) for mode, names in free.items()}
    return fitted, {mode: measure(held, partial(_linear, w)) for mode, w in fitted.items()}


def write(path: Path, fitted: dict[str, np.ndarray], report: dict) -> None:
    """Write fusion.json; how it was fitted goes with it."""
    data = {
        "version": 1,
        "features": list(FEATURES),
        **{m: [round(float(x), 4) for x in w / np.abs(w).sum()] for m, w in fitted.items()},
    }
    path.write_text(json.dumps({**data, "fitted": report}, ensure_ascii=False, indent=1) + "\n", "utf8")
