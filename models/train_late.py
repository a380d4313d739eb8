"""Training of the token vectors that late interaction compares (Khattab and Zaharia 2020), from those of the sums.

A question scores a clause by the weighted mean, over its tokens, of the best cosine with a token of the clause: what `models.late` calls
"late". It must find its clause among those of the other questions of the batch and among clauses near it that do not answer it.

Batches hold far fewer distinct tokens than tokens: cosines are taken once for each pair of distinct ones and looked up from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from models.lexicon import Entry, Substitution
from models.pairs import Tokens
from models.parts import Parts
from models.train import Asked, Shared, drawn, mine, pace

Log = Callable[[str], None]
_SCALE_RATE = 5e-3  # learning rate of the one number that sharpens the scores


@dataclass(frozen=True, slots=True)
class LateSettings:
    """The defaults are those of the shipped weights (models/README.md)."""

    steps: int = 400
    questions: int = 640  # a batch
    substituted: int = 128  # … and wordings of the lexicons in a query
    negatives: int = 7  # clauses near a question that do not answer it, of its nearest `depth`
    depth: int = 60
    query: int = 24  # tokens read of a query
    clause: int = 96  # … of a clause, from a random place
    rate: float = 2e-3
    dropout: float = 0.25  # of the tokens of a clause; half as many of a query's
    scale: float = 25.0  # times the score, to begin with; it is learned
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids, -1 where there is none: `queries` [n, query], `clauses` [n, clause] that answer them, `near` [questions, negatives,
    clause]. `answers` [n] numbers the clauses; rows with one number are no negatives of each other."""

    queries: np.ndarray
    clauses: np.ndarray
    near: np.ndarray
    answers: np.ndarray


def train_late(
    start: np.ndarray,
    clauses: Sequence[Tokens],
    questions: Sequence[Asked],
    entries: Sequence[Entry],
    settings: LateSettings,
    log: Log,
    parts: Parts | None = None,
) -> np.ndarray:
    """The vectors after training, float32 [tokens, dimension]; `start` has that shape. Without questions they stay as they are."""
    if not questions:
        return start
    rng = np.random.default_rng(settings.seed)
    torch.manual_seed(settings.seed)
    near = mine(start, clauses, questions, settings.depth)
    drawer = _Drawer(clauses, questions, near, Substitution(clauses, entries, len(start), rng), settings, rng)
    vectors = torch.nn.Parameter(torch.from_numpy(functional.normalize(torch.from_numpy(start), dim=1).numpy().copy()))
    lengths = torch.nn.Parameter(torch.from_numpy(np.log(np.maximum(np.linalg.norm(start, axis=1), 1e-6)).astype(np.float32)))
    scale = torch.nn.Parameter(torch.tensor(float(np.log(settings.scale))))
    shared = None if parts is None else Shared(parts, np.zeros((parts.size, start.shape[1]), np.float32))
    learned = [vectors, lengths, *(shared.parameters() if shared else ())]
    groups: list[dict[str, Any]] = [{"params": learned}, {"params": [scale], "lr": _SCALE_RATE}]
    adam = torch.optim.Adam(groups, lr=settings.rate, betas=(0.9, 0.98))
    rates = [group["lr"] for group in adam.param_groups]
    losses = []
    for step in range(settings.steps):
        for group, rate in zip(adam.param_groups, rates, strict=True):
            group["lr"] = rate * pace(step, settings.steps)
        loss = _loss(drawer.batch(), shared(vectors) if shared else vectors, lengths, scale)
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(float(loss.detach()))
        if (step + 1) % 20 == 0:
            log(f"late interaction, step {step + 1}: loss {np.mean(losses[-20:]):.3f}")
    table = (shared(vectors) if shared else vectors).detach()
    out = (functional.normalize(table, dim=1) * torch.exp(lengths.detach())[:, None]).numpy().copy()
    out[~start.any(axis=1)] = 0
    return out


def _loss(batch: Batch, vectors: torch.Tensor, lengths: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    asked, asked_at = _distinct(batch.queries)
    told, told_at = _distinct(np.concatenate([batch.clauses, batch.near.reshape(-1, batch.near.shape[-1])]))
    cosines = functional.normalize(vectors[asked], dim=1) @ functional.normalize(vectors[told], dim=1).T
    weights = torch.exp(lengths[asked])[asked_at.clamp(min=0)] * (asked_at >= 0)
    weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-6)
    rows, questions = len(batch.queries), len(batch.near)
    best = _best(cosines, told_at[:rows])  # [distinct tokens asked, rows]
    among = (best[asked_at.clamp(min=0)] * weights[..., None]).sum(dim=1)
    same = torch.from_numpy(batch.answers[:, None] == batch.answers[None, :]).fill_diagonal_(False)
    among = among.masked_fill(same, -1.0)
    hard = _own(cosines, asked_at[:questions], told_at[rows:].reshape(questions, -1, told_at.shape[1]), weights[:questions])
    hard = torch.cat([hard, hard.new_full((rows - questions, hard.shape[1]), -1.0)])
    return functional.cross_entropy(torch.cat([among, hard], dim=1) * torch.exp(scale), torch.arange(rows))


def _distinct(ids: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """The tokens that occur, and where each of `ids` is among them; -1 stays."""
    tokens, at = np.unique(ids, return_inverse=True)
    empty = int(tokens[0] < 0)
    return torch.from_numpy(tokens[empty:].astype(np.int64)), torch.from_numpy(at.reshape(ids.shape).astype(np.int64) - empty)


def _best(cosines: torch.Tensor, clauses: torch.Tensor) -> torch.Tensor:
    """For each token asked its best cosine in each clause, never below 0; [tokens asked, clauses]. Which token is best is looked up
    without gradients, its cosine with them."""
    with torch.no_grad():
        of, by_clause = [], cosines.T.contiguous()  # whole rows are looked up, not single numbers
        for clause in clauses:
            held = clause[clause >= 0]
            of.append(held[by_clause[held].argmax(dim=0)] if len(held) else torch.zeros(len(cosines), dtype=torch.int64))
        places = torch.stack(of, dim=1)
    return cosines.gather(1, places).clamp(min=0)


def _own(cosines: torch.Tensor, queries: torch.Tensor, clauses: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """The score of each query with clauses of its own, [queries, clauses of each]; an empty clause scores 0."""
    with torch.no_grad():
        of = []
        for query, theirs in zip(queries.clamp(min=0), clauses, strict=True):
            pairs = cosines[query[:, None, None], theirs.clamp(min=0)].masked_fill(theirs < 0, -2.0)  # [query, clauses, clause]
            of.append(theirs.clamp(min=0).expand(len(query), -1, -1).gather(2, pairs.argmax(dim=2, keepdim=True)).squeeze(2))
        places = torch.stack(of)
    # one look-up for all: each costs the backward pass a gradient as large as all cosines
    best = cosines[queries.clamp(min=0)[..., None].expand_as(places), places].clamp(min=0)
    return (best * weights[..., None]).sum(dim=1) * (clauses >= 0).any(dim=2)


class _Drawer:
    def __init__(
        self,
        clauses: Sequence[Tokens],
        questions: Sequence[Asked],
        near: Sequence[np.ndarray],
        lexicon: Substitution,
        settings: LateSettings,
        rng: np.random.Generator,
    ) -> None:
        self._clauses, self._questions, self._near, self._lexicon = clauses, questions, near, lexicon
        self._settings, self._rng = settings, rng

    def batch(self) -> Batch:
        settings, rng = self._settings, self._rng
        asked = drawn(self._questions, min(settings.questions, len(self._questions)), rng)
        others = settings.substituted if len(self._lexicon) else 0
        queries = np.full((len(asked) + others, settings.query), -1, np.int64)
        clauses = np.full((len(asked) + others, settings.clause), -1, np.int64)
        near = np.full((len(asked), settings.negatives, settings.clause), -1, np.int64)
        answers = -1 - np.arange(len(queries))
        for row, number in enumerate(asked.tolist()):
            question = self._questions[number]
            gold = answers[row] = int(rng.choice(question.gold))
            _put(queries[row], question.tokens[: settings.query], settings.dropout / 2, rng)
            self._put_clause(clauses[row], self._clauses[gold].whole())
            others_near = rng.permutation(self._near[number])[: settings.negatives]
            for place, clause in zip(near[row], others_near, strict=False):
                self._put_clause(place, self._clauses[int(clause)].whole())
        for row in range(len(asked), len(queries)):
            query, clause_tokens = self._lexicon.pair()
            _put(queries[row], query[: settings.query], settings.dropout / 2, rng)
            self._put_clause(clauses[row], clause_tokens)
        return Batch(queries, clauses, near, answers)

    def _put_clause(self, row: np.ndarray, tokens: np.ndarray) -> None:
        start = int(self._rng.integers(max(len(tokens) - len(row), 0) + 1))
        _put(row, tokens[start : start + len(row)], self._settings.dropout, self._rng)


def _put(row: np.ndarray, tokens: np.ndarray, dropout: float, rng: np.random.Generator) -> None:
    kept = tokens[rng.random(len(tokens)) >= dropout]
    row[: len(kept)] = kept
