"""Fits the weights of the hybrid search: a linear model over index.fusion.FEATURES, listwise softmax over each question's candidates."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.gold import Gold
from index import Index
from index.fusion import DENSE, DEPTH, FEATURES, Scorer
from policy import BadInput

_STEPS, _RATE, _L2 = 400, 0.05, 1e-4


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one question: features [n, len(FEATURES)], and which are gold [n]; `held` sets it aside for choosing."""

    features: np.ndarray
    gold: np.ndarray
    held: bool
    missed: bool


def cases(index: Index, golds: Sequence[Gold], hold: float = 0.2) -> list[Case]:
    """Candidates of every question that has gold in the index. The same questions are held out on every run."""
    generation = index._now()
    rows_of = {c: i for i, c in enumerate(generation.store.clause_ids())}
    found = []
    for gold in golds:
        wanted = {rows_of[c] for c in gold.clause_ids if c in rows_of}
        if not wanted:
            continue
        asked = index.rewrite(gold.question)
        scorer = Scorer(generation, asked, index._vector(asked, "hybrid"), None)
        rows = scorer.candidates(DEPTH).rows
        marks = np.isin(rows, list(wanted))
        held = zlib.crc32(gold.question_id.encode()) % 1000 < hold * 1000
        found.append(Case(scorer.features(rows), marks, held, not marks.any()))
    return found


def fit(train: Sequence[Case], free: Sequence[str] = FEATURES) -> np.ndarray:
    """Weights that put gold candidates first, by Adam on the listwise softmax loss; features not in `free` stay at 0, none falls below 0
    but length and the raw scores that their normalised twins may correct."""
    usable = [c for c in train if not c.missed]
    if not usable:
        raise BadInput("no question has its gold among the candidates", "检查问题与索引是否对应。")
    x = np.concatenate([c.features for c in usable]).astype(np.float64)
    gold = np.concatenate([c.gold for c in usable])
    starts = np.cumsum([0, *(len(c.gold) for c in usable)])[:-1]
    sizes = np.array([len(c.gold) for c in usable])
    mask = np.array([name in free for name in FEATURES], float)
    weight, first, second = np.ones(len(FEATURES)) * mask, np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
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
    """Weights and held-out figures by mode."""
    train, held = [c for c in found if not c.held], [c for c in found if c.held]
    free = {"hybrid": FEATURES, "lexical": tuple(f for f in FEATURES if f not in DENSE), "dense": ("dense",)}
    weights = {mode: fit(train, names) for mode, names in free.items()}
    return weights, {mode: measure(held, w) for mode, w in weights.items()}


def write(path: Path, weights: dict[str, np.ndarray], report: dict) -> None:
    """Write fusion.json; how it was fitted goes with it."""
    data = {"version": 1, "features": list(FEATURES), **{m: [round(float(x), 4) for x in w / np.abs(w).sum()] for m, w in weights.items()}}
    path.write_text(json.dumps({**data, "fitted": report}, ensure_ascii=False, indent=1) + "\n", "utf8")
