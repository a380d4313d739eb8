"""Fits the second ranking (index.rerank) on questions that neither the encoder nor the table of known questions has seen."""

from collections.abc import Sequence

import numpy as np

from eval.fit import Case
from index.rerank import Ranker
from models.rank import train_trees
from policy import BadInput


def fit_ranker(found: Sequence[Case], linear: np.ndarray, seed: int = 0, threads: int = 2) -> Ranker:
    """The trees that correct the scores of `linear` [len(FEATURES)], fitted on the cases that are not held, and the line that makes
    sums probabilities, fitted on those held."""
    train, held = ([c for c in found if c.held is side and not c.missed] for side in (False, True))
    if not train or not held:
        raise BadInput("no question has its gold among the candidates", "检查问题与索引是否对应。")
    sizes = [len(c.gold) for c in train]
    weight = np.repeat([c.weight for c in train], sizes)
    features, gold = (np.concatenate([getattr(c, name) for c in train]) for name in ("features", "gold"))
    linear = linear.astype(np.float32)
    trees = train_trees(features, gold, features[:, : len(linear)] @ linear, sizes, weight, seed, threads)
    return Ranker(*trees, linear, _line(Ranker(*trees, linear, np.array([1.0, 0.0], np.float32)), held))


def _line(plain: Ranker, held: Sequence[Case]) -> np.ndarray:
    """Slope and shift (Platt 1999) with which a score is the share of gold among the candidates of that score; float32 [2]."""
    from scipy.optimize import minimize

    sums = np.concatenate([plain.sums(c.features) for c in held]).astype(float)
    gold = np.concatenate([c.gold for c in held])

    def loss(line: np.ndarray) -> float:
        z = line[0] * sums + line[1]
        return float(np.logaddexp(0, z).mean() - (z * gold).mean())

    return minimize(loss, np.array([1.0, -3.0]), method="Nelder-Mead", options={"maxiter": 2000}).x.astype(np.float32)
