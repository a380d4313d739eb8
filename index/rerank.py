"""The second ranking: a closer look at the best clauses of the first, whose scores boosted trees correct.

`ranker.npz` holds the trees and the names of the features they were fitted on, `ranker_plain.npz` those for an index without any known
question; `python -m eval retrain` makes both (the plain one that ships was fitted before there were two).
"""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.fusion import FEATURES, Candidates, Scorer, rank
from index.heard import HEARD
from index.known import KNOWN
from index.ports import Interactions, Query
from index.trees import Trees
from policy import BadArtefact

FILE = Path(__file__).parent / "ranker.npz"
PLAIN = FILE.with_name("ranker_plain.npz")  # for documents that no question is known of, as somebody's own are
RERANKED = (
    *FEATURES,
    *HEARD,  # late interaction of the question with the clause, and with the questions known for it
    "known",  # log10 of the bigrams of the questions known for the clause + 1, / 2
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
OF_KNOWN = ("asked", "asked_max", "dense_asked", *KNOWN, "known", "near_asked")  # 0 where no question is known
_REACH = 2  # clauses before and after that count as near
HEAD = 10  # places that the trees fitted on all kinds of question fill alone
_READ = 60  # clauses: an answer reads so many at most, and is read with those trees alone
_TREES, _PARTS = ("trees", "deeper"), ("feature", "threshold", "value")  # of a ranker, as its file names them
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
        np.log10(scorer.known(rows) + 1.0) / 2,
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
    """How the candidates of the first ranking are ranked anew.

    `linear` float32 [len(FEATURES)] are the weights of the scores that `trees` correct: they carry over to documents unlike those the
    trees were fitted on. `line` float32 [2] turns the sum of both into the log odds that the clause answers. `deeper` corrects that sum
    once more, for the places behind the first HEAD of a search deeper than any answer: fitted on questions that people asked in public, it
    finds more of what answers those among a hundred clauses, and would cost other kinds of question their first places (models/README.md,
    tenth round).
    """

    trees: Trees
    deeper: Trees
    linear: np.ndarray
    line: np.ndarray

    def sums(self, features: np.ndarray) -> np.ndarray:
        """The linear score of each row of RERANKED features and the values that the trees add; float32 [n]."""
        return features[:, : len(self.linear)] @ self.linear + self.trees.sums(features)

    def scores(self, features: np.ndarray) -> np.ndarray:
        """The probability, as far as it was calibrated, that each clause answers; float32 [n]."""
        return self._probable(self.sums(features))

    def _probable(self, sums: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-np.clip(self.line[0] * sums + self.line[1], -60, 60)))

    def ranked(self, features: np.ndarray, rows: np.ndarray, k: int) -> list[tuple[int, float]]:
        """The best `k` of the clauses `rows` [n] by their RERANKED features [n, len(RERANKED)], with their scores, ties by clause number;
        no score is above that of a better place."""
        sums = self.sums(features)
        if k <= _READ:
            return rank(self._probable(sums), rows, k)
        head = rank(self._probable(sums), rows, HEAD)
        rest = ~np.isin(rows, [row for row, _ in head])
        deeper = self._probable(sums[rest] + self.deeper.sums(features[rest]))
        return head + [(row, min(score, head[-1][1])) for row, score in rank(deeper, rows[rest], k - HEAD)]

    def save(self, path: Path) -> None:
        trees = {f"{name}_{part}": getattr(getattr(self, name), part) for name in _TREES for part in _PARTS}
        np.savez_compressed(path, features=np.array(RERANKED), linear=self.linear, line=self.line, **trees)


@cache
def ranker(path: Path = FILE) -> Ranker:
    """The fitted trees. BadArtefact where it was fitted on other features, or cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as data:
            trees, deeper = (Trees(*(data[f"{name}_{part}"] for part in _PARTS)) for name in _TREES)
            names, found = tuple(data["features"].tolist()), Ranker(trees, deeper, data["linear"], data["line"])
    except (OSError, ValueError, KeyError) as error:
        raise BadArtefact(f"{path}: {error}", _REFIT) from error
    if names != RERANKED:
        raise BadArtefact(f"{path}: 特征 {list(names)}，应为 {list(RERANKED)} (features differ)", _REFIT)
    return found
