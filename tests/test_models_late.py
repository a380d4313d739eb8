"""Training of late interaction: what is trained is what is scored, it learns, and the same input gives the same vectors."""

import numpy as np
import torch

from models.bags import pack
from models.late import SIGNALS, interactions, lengths_of
from models.lexicon import Entry
from models.pairs import Tokens
from models.train import Asked
from models.train_late import LateSettings, _best, _distinct, _own, train_late

WORDS = 60


def _start() -> np.ndarray:
    return np.random.default_rng(5).standard_normal((WORDS, 16)).astype(np.float32)


def _late(vectors: np.ndarray, query: np.ndarray, clause: np.ndarray) -> float:
    lengths = lengths_of(vectors)
    return float(interactions(vectors / lengths[:, None], lengths, query, pack([clause[:0], clause]))[0, SIGNALS.index("late")])


def test_what_is_trained_is_the_signal_that_the_search_reads() -> None:
    vectors = _start()
    queries = np.array([[3, 7, 11, -1], [20, 5, -1, -1]])
    clauses = np.array([[4, 9, 7, 30, -1], [50, 51, 52, -1, -1]])
    near = np.array([[[1, 2, 3, -1, -1], [40, 41, -1, -1, -1]], [[8, 9, -1, -1, -1], [20, 21, 22, 23, 24]]])
    asked, asked_at = _distinct(queries)
    told, told_at = _distinct(np.concatenate([clauses, near.reshape(-1, 5)]))
    unit = torch.from_numpy(vectors / lengths_of(vectors)[:, None])
    cosines = unit[asked] @ unit[told].T
    weights = torch.from_numpy(lengths_of(vectors))[asked][asked_at.clamp(min=0)] * (asked_at >= 0)
    weights = weights / weights.sum(dim=1, keepdim=True)
    among = (_best(cosines, told_at[:2])[asked_at.clamp(min=0)] * weights[..., None]).sum(dim=1)
    own = _own(cosines, asked_at, told_at[2:].reshape(2, 2, 5), weights)
    for q, query in enumerate(queries):
        for c, clause in enumerate(clauses):
            assert np.isclose(float(among[q, c]), _late(vectors, query[query >= 0], clause[clause >= 0]), atol=1e-5)
        for c, clause in enumerate(near[q]):
            assert np.isclose(float(own[q, c]), _late(vectors, query[query >= 0], clause[clause >= 0]), atol=1e-5)


def _world() -> tuple[list[Tokens], list[Asked]]:
    """Thirty clauses of six words; a question on each is in words that no clause has, one of them for each word of the clause."""
    rng = np.random.default_rng(1)
    empty = np.zeros(0, np.int32)
    texts = [rng.choice(np.arange(1, 30), 6, replace=False).astype(np.int32) for _ in range(30)]
    return [Tokens(empty, empty, (t,)) for t in texts], [Asked(t[:4] + 30, (n,)) for n, t in enumerate(texts)]


def test_training_brings_the_words_of_questions_to_those_of_their_clauses() -> None:
    clauses, questions = _world()
    start = _start()
    start[0] = 0
    settings = LateSettings(steps=120, questions=30, negatives=3, depth=8, query=6, clause=8, rate=2e-2, dropout=0.1)
    vectors = train_late(start, clauses, questions, [], settings, lambda line: None)
    assert vectors.shape == start.shape and not vectors[0].any()

    def first(table: np.ndarray) -> int:
        scores = [[_late(table, q.tokens, c.whole()) for c in clauses] for q in questions]
        return sum(int(np.argmax(row)) == n for n, row in enumerate(scores))

    assert first(start) < 8 and first(vectors) > 25
    again = train_late(start, clauses, questions, [], settings, lambda line: None)
    assert (again == vectors).all()


def test_wordings_of_a_lexicon_are_trained_beside_the_questions() -> None:
    clauses, questions = _world()
    start = _start()
    term = clauses[0].sentences[0][:1]
    entries = [Entry(np.array([59], np.int32), (term,), False)]
    settings = LateSettings(steps=60, questions=4, substituted=8, negatives=2, depth=8, query=6, clause=8, rate=2e-2, dropout=0.0)

    def cosine(table: np.ndarray) -> float:
        a, b = table[59], table[int(term[0])]
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert cosine(train_late(start, clauses, questions[:4], entries, settings, lambda line: None)) > cosine(start) + 0.2


def test_without_questions_nothing_changes() -> None:
    clauses, _ = _world()
    start = _start()
    assert train_late(start, clauses, [], [], LateSettings(), lambda line: None) is start
