"""The second ranking: a closer look at the best clauses of the first, whose scores boosted trees correct.

`ranker.npz` holds the trees and the names of the features they were fitted on; `python -m eval retrain` makes it.
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from index.fusion import FEATURES, Candidates, Scorer
from index.ports import SIGNALS, Interactions, Query
from policy import BadArtefact

FILE = Path(__file__).parent / "ranker.npz"
RERANKED = (
    *FEATURES,
    *SIGNALS,  # late interaction of the question with the clause
    "near_dense",  # the best cosine among the clauses before and after
    "near_bigrams",  # the best BM25 over bigrams there
    "near_asked",  # the best cosine among the questions known for those
    "support_dense",  # the best cosine among the other candidates of the document
    "support_words",  # the best BM25 over words there
    "share",  # share of the candidates that are of the document
    "lexical_place",  # 1 / (rank on that side + 1), 0 where it was not found there
    "dense_place",
    "size",  # log10 of the document's clauses, / 3
    "query_size",  # log10 of the query's bigrams, / 2
    "english",  # 1 where the question was put into Chinese word by word
    "expanded",  # the terms that it gained, / 10
)
_REACH = 2  # clauses before and after that count as near
_ARRAYS = ("feature", "threshold", "value", "linear", "line")  # of a ranker, as its file names them
_REFIT = "重新拟合 (fit anew): python -m eval retrain"


def closer(scorer: Scorer, asked: Query, found: Candidates, rows: np.ndarray, late: Interactions) -> np.ndarray:
    """RERANKED features of `rows` [n]; `found` holds all candidates. float32 [n, len(RERANKED)]."""
    features = scorer.features(rows)
    dense, words = features[:, FEATURES.index("dense")], features[:, FEATURES.index("words")]
    documents, sizes = scorer.documents(rows)
    same = documents[:, None] == documents[None, :]
    np.fill_diagonal(same, False)
    everyone = scorer.documents(found.rows)[0]
    columns = [
        *scorer.nearby(rows, _REACH).T,
        np.where(same, dense[None, :], 0).max(axis=1, initial=0),
        np.where(same, words[None, :], 0).max(axis=1, initial=0),
        (documents[:, None] == everyone[None, :]).mean(axis=1) if len(everyone) else np.zeros(len(rows)),
        _inverse_ranks(found.lexical, rows),
        _inverse_ranks(found.dense, rows),
        np.log10(sizes) / 3,
        np.full(len(rows), math.log10(1 + scorer.terms) / 2),
        np.full(len(rows), float(asked.translated)),
        np.full(len(rows), len(asked.also) / 10),
    ]
    return np.column_stack([features, scorer.heard(rows, asked.encoded, late), *columns]).astype(np.float32)


def _inverse_ranks(order: np.ndarray, rows: np.ndarray) -> np.ndarray:
    places = {int(row): n for n, row in enumerate(order, 1)}
    return np.array([1 / (1 + places[row]) if row in places else 0.0 for row in rows.tolist()])


@dataclass(frozen=True)
class Ranker:
    """Boosted trees, each a full binary tree: node n splits into 2n + 1 (at most the threshold) and 2n + 2.

    `feature` int16 [trees, nodes], `threshold` float32 [trees, nodes], `value` float32 [trees, nodes + 1] of the leaves; `linear`
    float32 [len(FEATURES)] are the weights of the scores that the trees correct: they carry over to documents unlike those the trees were
    fitted on. `line` turns the sum of both into the log odds that the clause answers.
    """

    feature: np.ndarray
    threshold: np.ndarray
    value: np.ndarray
    linear: np.ndarray
    line: np.ndarray

    @cached_property
    def _levels(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Features and thresholds of each level, one tree's nodes behind another's: from place n of a level it goes on at 2n or 2n + 1."""
        levels = [slice(2**depth - 1, 2 ** (depth + 1) - 1) for depth in range(self.feature.shape[1].bit_length())]
        return [(self.feature[:, level].ravel().astype(np.intp), self.threshold[:, level].ravel()) for level in levels]

    def sums(self, features: np.ndarray) -> np.ndarray:
        """The linear score of each row of RERANKED features and the values that its trees add; float32 [n]."""
        values, rows = np.ascontiguousarray(features).ravel(), (np.arange(len(features)) * features.shape[1])[:, None]
        at = np.tile(np.arange(len(self.feature)), (len(features), 1))
        for feature, threshold in self._levels:  # `take` that clips is twice as fast as indexing, and so is work in place
            looked = feature.take(at, mode="clip")
            looked += rows
            right = values.take(looked, mode="clip") > threshold.take(at, mode="clip")
            at += at
            at += right
        leaves = self.value.ravel().take(at, mode="clip")
        return features[:, : len(self.linear)] @ self.linear + leaves.sum(axis=1)

    def scores(self, features: np.ndarray) -> np.ndarray:
        """The probability, as far as it was calibrated, that each clause answers; float32 [n]."""
        log_odds = self.line[0] * self.sums(features) + self.line[1]
        return 1 / (1 + np.exp(-np.clip(log_odds, -60, 60)))

    def save(self, path: Path) -> None:
        np.savez_compressed(path, features=np.array(RERANKED), **{name: getattr(self, name) for name in _ARRAYS})


@cache
def ranker(path: Path = FILE) -> Ranker:
    """The fitted trees. BadArtefact where it was fitted on other features, or cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as data:
            names, found = tuple(data["features"].tolist()), Ranker(*(data[name] for name in _ARRAYS))
    except (OSError, ValueError, KeyError) as error:
        raise BadArtefact(f"{path}: {error}", _REFIT) from error
    if names != RERANKED:
        raise BadArtefact(f"{path}: 特征 {list(names)}，应为 {list(RERANKED)} (features differ)", _REFIT)
    return found
