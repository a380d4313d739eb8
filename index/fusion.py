"""Candidates of both sides, their features in one table, and a linear score over it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.generation import Generation
from index.lexical import CLAUSE_FIELDS, FIELDS, Terms
from index.ports import Query
from policy import BadArtefact, Clause

FEATURES = (
    "words",  # BM25 of the clause's words / the most that the query could score
    "bigrams",  # the same over character bigrams
    "path",  # … over bigrams of the headings on the clause's path
    "title",  # … over bigrams of the document's title
    "document",  # … over bigrams of the whole document
    "coverage",  # idf-weighted share of the query's bigrams that stand in the clause, its path or its title
    "words_max",  # the five above, words, bigrams and document, / the best clause's
    "bigrams_max",
    "document_max",
    "dense",  # cosine of the question with the clause's nearest passage
    "dense_max",  # that / the best clause's
    "length",  # log10 of the clause's bigrams + 1, at most 2: headings and empty clauses score low
)
DENSE = ("dense", "dense_max")
MODES = ("hybrid", "dense", "lexical")
RERANKED = (*FEATURES, "late")  # late: late interaction of the question with the clause, see models.late
RERANK_DEPTH = 50  # clauses of the hybrid ranking that are ranked anew, where the encoder can; k where that is more
_LATE_CHARACTERS = 500
DEPTH = 200  # candidates a side; twice k where that is more


@cache
def weights() -> dict[str, np.ndarray]:
    """Weights by mode, in the order of FEATURES. BadArtefact where the file's features are others."""
    path = Path(__file__).parent / "fusion.json"
    data = json.loads(path.read_text("utf8"))
    if tuple(data["features"]) != FEATURES:
        raise BadArtefact(f"{path}: 特征 {data['features']},应为 {list(FEATURES)} (features differ)", "重新拟合权重 (fit the weights anew)")
    return {mode: np.array(data[mode], np.float32) for mode in MODES}


@cache
def rerank_weights() -> np.ndarray:
    """Weights of the second ranking, in the order of RERANKED."""
    data = json.loads((Path(__file__).parent / "fusion.json").read_text("utf8"))
    return np.array(data["rerank"], np.float32)


def best(scores: np.ndarray, n: int) -> np.ndarray:
    """Up to `n` places with scores above 0, best first, ties by place."""
    places = np.flatnonzero(scores > 0)
    if len(places) > n:
        edge = np.partition(scores[places], len(places) - n)[len(places) - n]
        above = places[scores[places] > edge]
        places = np.concatenate([above, places[scores[places] == edge][: n - len(above)]])
    return places[np.lexsort((places, -scores[places]))]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a search weighs: clause numbers, best first, of the lexical and of the dense side."""

    lexical: np.ndarray
    dense: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        return np.union1d(self.lexical, self.dense)


class Scorer:
    """One question over one generation; `vector` is None where the dense side is left out."""

    def __init__(self, generation: Generation, query: Query, vector: np.ndarray | None, allowed: np.ndarray | None) -> None:
        """`allowed` marks the documents that may be found, None for all."""
        self._generation, self._vector = generation, vector
        self._sizes = np.diff(generation.first)
        self._allowed = None if allowed is None else np.repeat(allowed, self._sizes)
        self._terms = Terms.of(query)
        self._bm25: dict[str, np.ndarray] = {}
        self._idf: dict[str, np.ndarray] = {}
        for name in FIELDS:
            field, (codes, counts) = generation.lexical.fields[name], self._terms.of_field(name)
            self._idf[name] = field.idf(codes)
            most = float((self._idf[name] * counts).sum()) * (field.k1 + 1)
            self._bm25[name] = field.scores(codes, counts) / np.float32(most or 1.0)

    def _spread(self, name: str) -> np.ndarray:
        """Scores of a field by clause."""
        return self._bm25[name] if name in CLAUSE_FIELDS else np.repeat(self._bm25[name], self._sizes)

    def candidates(self, n: int) -> Candidates:
        """The best `n` clauses of each side."""
        return Candidates(self._lexical(n), self._dense(n))

    def _lexical(self, n: int) -> np.ndarray:
        weight = dict(zip(FEATURES, weights()["lexical"], strict=True))
        total = np.zeros(int(self._generation.first[-1]), np.float32)
        for name in FIELDS:
            most = float(self._bm25[name].max(initial=0)) or 1.0
            total += self._spread(name) * np.float32(max(weight[name] + weight.get(f"{name}_max", 0.0) / most, 0.0))
        if self._allowed is not None:
            total[~self._allowed] = 0
        rows = best(total, n)
        return rows[np.lexsort((rows, -(self.features(rows) @ weights()["lexical"])))]

    def _dense(self, n: int) -> np.ndarray:
        vectors = self._generation.vectors if self._vector is not None else None
        if vectors is None or self._vector is None or not self._vector.any():
            return np.zeros(0, np.int64)
        rows = np.unique(vectors.rows[vectors.nearest(self._vector, 2 * n, self._allowed)]).astype(np.int64)
        cosines = vectors.cosines(self._vector, rows)
        return rows[np.lexsort((rows, -cosines))][:n]

    def features(self, rows: np.ndarray) -> np.ndarray:
        """FEATURES of clauses by number; float32 [len(rows), len(FEATURES)]."""
        documents = np.searchsorted(self._generation.first, rows, side="right") - 1
        columns = {name: self._bm25[name][rows if name in CLAUSE_FIELDS else documents] for name in FIELDS}
        for name in ("words", "bigrams", "document"):
            columns[f"{name}_max"] = columns[name] / (self._bm25[name].max(initial=0) or 1.0)
        columns["coverage"] = self._coverage(rows, documents)
        lengths = self._generation.lexical.fields["bigrams"].lengths[rows]
        columns["length"] = np.minimum(np.log10(lengths + 1.0), 2.0)
        columns["dense"] = columns["dense_max"] = np.zeros(len(rows))
        if self._vector is not None:
            columns["dense"] = self._generation.vectors.cosines(self._vector, rows)
            columns["dense_max"] = columns["dense"] / max(float(columns["dense"].max(initial=0)), 1e-6)
        return np.column_stack([columns[name] for name in FEATURES]).astype(np.float32)

    def _coverage(self, rows: np.ndarray, documents: np.ndarray) -> np.ndarray:
        codes, fields = self._terms.bigrams[0], self._generation.lexical.fields
        held = fields["bigrams"].holds(codes, rows) | fields["path"].holds(codes, rows) | fields["title"].holds(codes, documents)
        idf = self._idf["bigrams"]
        return held @ idf / (float(idf.sum()) or 1.0)


def late_text(clause: Clause) -> str:
    """What of a clause late interaction reads: its headings and its beginning."""
    return " ".join(clause.path) + " " + clause.text[:_LATE_CHARACTERS]


def rank(features: np.ndarray, rows: np.ndarray, weight: np.ndarray, k: int) -> list[tuple[int, float]]:
    """The best `k` clauses with their linear score, ties by clause number."""
    scores = features @ weight
    order = np.lexsort((rows, -scores))[:k]
    return [(int(rows[i]), float(scores[i])) for i in order]


def places(rows: Sequence[int] | np.ndarray) -> dict[int, int]:
    """Rank of each clause, from 1."""
    return {int(row): n for n, row in enumerate(rows, 1)}
