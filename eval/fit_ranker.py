"""Fits the second ranking (index.rerank) on questions that neither the encoder nor the table of known questions has seen."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from eval.fit import Case
from index.rerank import OF_KNOWN, RERANKED, Ranker
from index.trees import Trees
from models.rank import SMALL, train_trees
from policy import BadInput

_FITS = 3  # of the trees fitted on few questions: one alone moves recall@100 by 0.005 either way, by the seed


def fit_ranker(found: Sequence[Case], linear: np.ndarray, public: Sequence[Case] = (), seed: int = 0, threads: int = 2) -> Ranker:
    """The trees that correct the scores of `linear` [len(FEATURES)], fitted on the cases that are not held, the line that makes
    sums probabilities, fitted on those held, and the trees for the places behind the first, fitted on all cases of `public`, none
    where there are none."""
    train, held = ([c for c in found if c.held is side and not c.missed] for side in (False, True))
    if not train or not held:
        raise BadInput("没有一个问题的标准条文在检索结果中 (no question has its gold among the candidates)", "检查问题与索引是否对应。")
    linear = linear.astype(np.float32)
    features, gold, sizes, weight = _stacked(train)
    trees = Trees(*train_trees(features, gold, features[:, : len(linear)] @ linear, sizes, weight, seed, threads))
    plain = Ranker(trees, _none(trees), linear, np.array([1.0, 0.0], np.float32))
    line = _line(plain, held)
    deeper = plain.deeper
    if asked := [replace(c, weight=1.0) for c in public if not c.missed]:
        features, gold, sizes, weight = _stacked(asked)
        start = plain.sums(features)
        deeper = _mean([Trees(*train_trees(features, gold, start, sizes, weight, seed + n, threads, SMALL)) for n in range(_FITS)])
    return replace(plain, deeper=deeper, line=line)


def unknown(found: Sequence[Case]) -> list[Case]:
    """The cases as an index shows them in which no question is known."""
    of_known = np.isin(RERANKED, OF_KNOWN)
    return [replace(case, features=np.where(of_known, np.float32(0), case.features)) for case in found]


def _mean(fits: Sequence[Trees]) -> Trees:
    """All trees in one, which add up to the mean of what the fits add."""
    feature, threshold, value = (np.concatenate([getattr(fit, name) for fit in fits]) for name in ("feature", "threshold", "value"))
    return Trees(feature, threshold, value / np.float32(len(fits)))


def _stacked(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray, list[int], np.ndarray]:
    """Features [n, len(RERANKED)], gold [n], candidates of each case, weights [n]."""
    sizes = [len(c.gold) for c in cases]
    features, gold = (np.concatenate([getattr(c, name) for c in cases]) for name in ("features", "gold"))
    return features, gold, sizes, np.repeat([c.weight for c in cases], sizes)


def _none(like: Trees) -> Trees:
    """No trees, of the depth of others."""
    return Trees(like.feature[:0], like.threshold[:0], like.value[:0])


def _line(plain: Ranker, held: Sequence[Case]) -> np.ndarray:
    """Slope and shift (Platt 1999) with which a score is the share of gold among the candidates of that score; float32 [2]."""
    from scipy.optimize import minimize

    sums = np.concatenate([plain.sums(c.features) for c in held]).astype(float)
    gold = np.concatenate([c.gold for c in held])

    def loss(line: np.ndarray) -> float:
        z = line[0] * sums + line[1]
        return float(np.logaddexp(0, z).mean() - (z * gold).mean())

    return minimize(loss, np.array([1.0, -3.0]), method="Nelder-Mead", options={"maxiter": 2000}).x.astype(np.float32)
