"""Candidates of both sides, their features in one table, and a linear score over it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.generation import Generation
from index.lexical import CLAUSE_FIELDS, FIELDS
from index.ports import Interactions, Query
from policy import BadArtefact

FEATURES = (
    "words",  # BM25 of the clause's words / the most that the query could score
    "bigrams",  # the same over character bigrams
    "path",  # … over bigrams of the headings on the clause's path
    "title",  # … over bigrams of the document's title
    "document",  # … over bigrams of the whole document
    "asked",  # … over bigrams of the questions known for the clause
    "coverage",  # idf-weighted share of the query's bigrams that stand in the clause, its path or its title
    "words_max",  # words, bigrams, document and asked / the best clause's
    "bigrams_max",
    "document_max",
    "asked_max",
    "dense",  # cosine of the question with the clause's nearest passage
    "dense_max",  # that / the best clause's
    "dense_asked",  # cosine of the question with the nearest question known for the clause
    "length",  # log10 of the clause's bigrams + 1, at most 2: headings and empty clauses score low
)
DENSE = ("dense", "dense_max", "dense_asked")
MODES = ("hybrid", "dense", "lexical")
DEPTH = 200  # candidates a side; four times k where that is more
_BLOCK = 64  # scores of which one is looked at first


@cache
def weights() -> dict[str, np.ndarray]:
    """Weights by mode, in the order of FEATURES. BadArtefact where the file's features are others."""
    path = Path(__file__).parent / "fusion.json"
    data = json.loads(path.read_text("utf8"))
    if tuple(data["features"]) != FEATURES:
        raise BadArtefact(f"{path}: 特征 {data['features']},应为 {list(FEATURES)} (features differ)", "重新拟合权重 (fit the weights anew)")
    return {mode: np.array(data[mode], np.float32) for mode in MODES}


def best(scores: np.ndarray, n: int) -> np.ndarray:
    """Up to `n` places with scores above 0, best first, ties by place."""
    places = np.flatnonzero((scores > 0) & (scores >= _reached(scores, n)))
    if len(places) > n:
        found = scores[places]
        edge = np.partition(found, len(found) - n)[len(found) - n]
        above = places[found > edge]
        places = np.concatenate([above, places[found == edge][: n - len(above)]])
    return places[np.lexsort((places, -scores[places]))]


def _reached(scores: np.ndarray, n: int) -> float:
    """A score that `n` places reach at least, for among so many blocks each has one that does; 0 where there are fewer blocks."""
    blocks = len(scores) // _BLOCK
    if blocks < n:
        return 0.0
    bests = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
    return float(np.partition(bests, blocks - n)[blocks - n])


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
        self._generation, self._query, self._vector = generation, query, vector
        self._sizes = np.diff(generation.first)
        self._allowed = None if allowed is None else np.repeat(allowed, self._sizes)
        self._known: tuple[np.ndarray, np.ndarray] = (np.zeros(0, np.int64), np.zeros((0, len(FEATURES)), np.float32))
        matched = generation.matched(query)
        self._terms, self._bm25, self._most, self._idf = matched.terms, matched.bm25, matched.most, matched.idf

    def _spread(self, name: str) -> np.ndarray:
        """Scores of a field by clause."""
        return self._bm25[name] if name in CLAUSE_FIELDS else np.repeat(self._bm25[name], self._sizes)

    def candidates(self, n: int) -> Candidates:
        """The best `n` clauses of each side; of clauses that several editions of a document share word for word, the newest's."""
        lexical, dense = self._lexical(n), self._dense(n)
        rows = np.union1d(lexical, dense)
        self._known = rows, self._features(rows)
        lexical = lexical[np.lexsort((lexical, -(self.features(lexical) @ weights()["lexical"])))]
        newest = self._newest(rows)
        return Candidates(*(_first(newest[np.searchsorted(rows, side)]) for side in (lexical, dense)))

    def _newest(self, rows: np.ndarray) -> np.ndarray:
        """For each of the ascending rows the one among them that says the same under the same title in the newest edition."""
        if not len(rows):
            return rows
        _, group = np.unique(self._generation.vectors.wordings(rows), return_inverse=True)
        age = self._generation.age[self.documents(rows)[0]]
        order = np.lexsort((rows, age, group))  # the newest of each group comes last
        last = np.append(np.flatnonzero(np.diff(group[order])), len(order) - 1)
        return rows[order[last]][group]

    def _lexical(self, n: int) -> np.ndarray:
        total = self._generation.totals.get(self._query, self._total)
        return best(total if self._allowed is None else np.where(self._allowed, total, 0), n)

    def _total(self) -> np.ndarray:
        """What all fields say of each clause, weighed."""
        weight = dict(zip(FEATURES, weights()["lexical"], strict=True))
        total = np.zeros(int(self._generation.first[-1]), np.float32)
        for name in FIELDS:
            most = float(self._most[name]) or 1.0
            total += self._spread(name) * np.float32(max(weight[name] + weight.get(f"{name}_max", 0.0) / most, 0.0))
        return total

    def _dense(self, n: int) -> np.ndarray:
        if self._vector is None or not self._vector.any():
            return np.zeros(0, np.int64)
        vectors = self._generation.vectors
        rows = np.unique(vectors.rows[vectors.nearest(self._vector, 2 * n, self._allowed)]).astype(np.int64)
        cosines = vectors.cosines(self._vector, rows).max(axis=0)
        return rows[np.lexsort((rows, -cosines))][:n]

    def features(self, rows: np.ndarray) -> np.ndarray:
        """FEATURES of clauses by number; float32 [len(rows), len(FEATURES)]. Those of candidates are computed once, side by side."""
        known, table = self._known
        at = np.minimum(np.searchsorted(known, rows), max(len(known) - 1, 0))
        return table[at] if len(known) and np.array_equal(known[at], rows) else self._features(rows)

    def _features(self, rows: np.ndarray) -> np.ndarray:
        documents, _ = self.documents(rows)
        columns = {name: self._bm25[name][rows if name in CLAUSE_FIELDS else documents] for name in FIELDS}
        for name in ("words", "bigrams", "document", "asked"):
            columns[f"{name}_max"] = columns[name] / (self._most[name] or 1.0)
        columns["coverage"] = self._coverage(rows, documents)
        lengths = self._generation.lexical.fields["bigrams"].lengths[rows]
        columns["length"] = np.minimum(np.log10(lengths + 1.0), 2.0)
        columns |= dict.fromkeys(DENSE, np.zeros(len(rows), np.float32))
        if self._vector is not None:
            columns["dense"], columns["dense_asked"] = self._generation.vectors.cosines(self._vector, rows)
            columns["dense_max"] = columns["dense"] / max(float(columns["dense"].max(initial=0)), 1e-6)
        return np.column_stack([columns[name] for name in FEATURES]).astype(np.float32)

    @property
    def terms(self) -> int:
        """How many distinct bigrams the query looks for."""
        return len(self._terms.bigrams[0])

    def documents(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The document of each clause, and how many clauses that has."""
        documents = np.searchsorted(self._generation.first, rows, side="right") - 1
        return documents, self._sizes[documents]

    def known(self, rows: np.ndarray) -> np.ndarray:
        """How many bigrams the questions known for clauses by number have; [len(rows)], 0 where none is known."""
        return self._generation.lexical.fields["asked"].lengths[rows]

    def heard(self, rows: np.ndarray, question: str, late: Interactions) -> np.ndarray:
        """Late interaction of a question with clauses by number, and with the questions known for them: HEARD of each."""
        return self._generation.heard(rows, question, late)

    def nearby(self, rows: np.ndarray, reach: int) -> np.ndarray:
        """The best cosine, BM25 over bigrams and cosine among known questions of the clauses up to `reach` places before and
        after each in its document; float32 [len(rows), 3], 0 where there are none."""
        around = rows[:, None] + np.delete(np.arange(-reach, reach + 1), reach)
        documents = self.documents(rows)[0]
        first = self._generation.first
        inside = (around >= first[documents][:, None]) & (around < first[documents + 1][:, None])
        distinct, back = np.unique(np.where(inside, around, rows[:, None]), return_inverse=True)
        back = back.reshape(around.shape)
        cosines = (
            np.zeros((2, len(distinct)), np.float32) if self._vector is None else self._generation.vectors.cosines(self._vector, distinct)
        )
        parts = (cosines[0], self._bm25["bigrams"][distinct], cosines[1])
        return np.column_stack([np.where(inside, part[back], 0).max(axis=1, initial=0) for part in parts])

    def _coverage(self, rows: np.ndarray, documents: np.ndarray) -> np.ndarray:
        codes, fields = self._terms.bigrams[0], self._generation.lexical.fields
        held = fields["bigrams"].holds(codes, rows) | fields["path"].holds(codes, rows) | fields["title"].holds(codes, documents)
        idf = self._idf["bigrams"]
        return held @ idf / (float(idf.sum()) or 1.0)


def _first(rows: np.ndarray) -> np.ndarray:
    """The rows without repetition, in order of their first place."""
    return rows[np.sort(np.unique(rows, return_index=True)[1])]


def rank(scores: np.ndarray, rows: np.ndarray, k: int) -> list[tuple[int, float]]:
    """The best `k` clauses with their scores, ties by clause number."""
    order = np.lexsort((rows, -scores))[:k]
    return [(int(rows[i]), float(scores[i])) for i in order]


def places(rows: Sequence[int] | np.ndarray) -> dict[int, int]:
    """Rank of each clause, from 1."""
    return {int(row): n for n, row in enumerate(rows, 1)}
