"""Contrastive training of the static encoder (InfoNCE with in-batch negatives) on two CPU cores in minutes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from models.bags import pack, pool
from models.lexicon import Entry, Substitution
from models.measure import top
from models.pairs import Sampler, Tokens, heavier_first
from models.parts import Parts

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run depends on, apart from its data; the defaults are those of the shipped weights (models/README.md)."""

    words: int = 34_000
    pairs: int = 0
    dimension: int = 256
    steps: int = 1000
    batch: int = 2048
    questions: int = 768  # of each batch
    siblings: float = 0.25  # share of them that look for another question on their clause, not for the clause
    substituted: int = 250  # of each batch, wordings of the lexicons in a query
    alone: int = 80  # of each batch, a wording and its term
    rate: float = 5e-3
    temperature: float = 0.05
    negatives: int = 0  # clauses that a question of the batch is told from, drawn from those that the model finds near it
    mined_every: int = 150  # steps between two looks at what lies near
    symmetric: bool = True  # whether a clause must find its query too
    dropout: float = 0.25  # of the tokens of a clause; half as many of a query's
    own: float = 0.3  # how long a token's own vector is to begin with beside the mean of its parts': a rare one stays near these
    mix: tuple[float, float, float] = (0.4, 0.4, 0.2)
    pull: float = 0.0  # times the squared distance from the vectors that training starts from, where it starts from some
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in tokens, the positions of the clauses that answer it, and how often it is drawn beside others."""

    tokens: np.ndarray
    gold: tuple[int, ...]
    weight: float = 1.0


def drawn(questions: Sequence[Asked], n: int, rng: np.random.Generator) -> np.ndarray:
    """The numbers of `n` distinct questions, the heavier the likelier; int64 [n]."""
    return heavier_first(np.array([question.weight for question in questions]), rng)[:n]


class Trainer:
    """Token vectors in training: directions and log lengths apart, so that a token's weight is learned by itself.

    They start at random with the length of the token's inverse frequency, or from `start`, float32 [tokens, dimension], and are then
    pulled back to it. With `parts` tokens that share parts share what these learn.
    """

    def __init__(
        self,
        clauses: Sequence[Tokens],
        questions: Sequence[Asked],
        entries: Sequence[Entry],
        idf: np.ndarray,
        settings: Settings,
        start: np.ndarray | None = None,
        parts: Parts | None = None,
    ) -> None:
        self._clauses, self._questions, self._settings = clauses, questions, settings
        self._rng = np.random.default_rng(settings.seed)
        directions, lengths = self._drawn(idf) if start is None else _apart(start)
        directions *= np.float32(1.0 if parts is None else settings.own)
        self._directions = torch.nn.Parameter(torch.from_numpy(directions))
        self._lengths = torch.nn.Parameter(torch.from_numpy(np.log(lengths)))
        self._shared = None if parts is None else Shared(parts, self._drawn(np.ones(parts.size))[0])
        self._start = None if start is None else (self._directions.detach().clone(), self._lengths.detach().clone())
        learned = [self._directions, self._lengths, *(self._shared.parameters() if self._shared else ())]
        self._adam = torch.optim.Adam(learned, lr=settings.rate, betas=(0.9, 0.98), fused=True)
        self._sampler = Sampler(clauses, idf, self._rng, settings.mix)
        self._near: list[np.ndarray] = []
        self._on: dict[int, list[int]] = {}
        for n, question in enumerate(questions):
            for clause in question.gold:
                self._on.setdefault(clause, []).append(n)
        self._lexicon = Substitution(clauses, entries, len(idf), self._rng)

    def _drawn(self, idf: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        shape = (len(idf), self._settings.dimension)
        return self._rng.standard_normal(shape).astype(np.float32) / np.float32(self._settings.dimension**0.5), idf

    def vectors(self) -> np.ndarray:
        """float32 [tokens, dimension], weights absorbed; the unknown token's is zero."""
        out = (self._table().detach() * torch.exp(self._lengths.detach())[:, None]).numpy().copy()
        out[0] = 0
        return out

    def _table(self) -> torch.Tensor:
        return self._shared(self._directions) if self._shared else self._directions

    def run(self, log: Log, every: int = 100) -> None:
        """All steps, the mean loss of each `every` steps logged."""
        losses = []
        for step in range(self._settings.steps):
            self._schedule(step)
            if self._settings.negatives and step and step % self._settings.mined_every == 0:
                self._near = mine(self.vectors(), self._clauses, self._questions)
            losses.append(self._step())
            if (step + 1) % every == 0:
                log(f"step {step + 1}: loss {np.mean(losses[-every:]):.3f}")

    def _schedule(self, step: int) -> None:
        for group in self._adam.param_groups:
            group["lr"] = self._settings.rate * pace(step, self._settings.steps)

    def _step(self) -> float:
        rows, groups = self._batch()
        dropout, table = self._settings.dropout, self._table()
        queries = self._encode(table, [q for q, _ in rows], dropout / 2)
        clauses = self._encode(table, [c for _, c in rows] + self._hard(groups), dropout)
        scores = queries @ clauses.T / self._settings.temperature
        same = np.zeros(scores.shape, bool)
        same[:, : len(rows)] = groups[:, None] == groups[None, :]  # another gold clause of the same question is no negative
        np.fill_diagonal(same, False)
        scores = scores.masked_fill(torch.from_numpy(same), -1e4)
        target = torch.arange(len(rows))
        loss = functional.cross_entropy(scores, target)
        if self._settings.symmetric:
            loss = loss + functional.cross_entropy(scores[:, : len(rows)].T, target)
        if self._start:
            moved = sum((now - then).square().sum() for now, then in zip((self._directions, self._lengths), self._start, strict=True))
            loss = loss + self._settings.pull * moved
        self._adam.zero_grad()
        loss.backward()
        self._adam.step()
        return float(loss.detach())

    def _hard(self, groups: np.ndarray) -> list[np.ndarray]:
        """Clauses near the questions of the batch that do not answer them; none before the first mining."""
        if not self._near:
            return []
        near = [self._near[i] for i in groups if i >= 0 and len(self._near[i])]
        drawn = [self._rng.choice(n, min(self._settings.negatives, len(n)), replace=False) for n in near]
        return [self._clauses[i].whole() for i in np.unique(np.concatenate(drawn))] if drawn else []

    def _batch(self) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
        """Pairs, and for each the number of its question or a number of its own."""
        asked = min(self._settings.questions, len(self._questions))
        substituted, alone = (self._settings.substituted, self._settings.alone) if len(self._lexicon) else (0, 0)
        clauses = min(self._settings.batch - asked - substituted - alone, len(self._clauses))
        rows = [self._sampler.pair(int(i)) for i in self._rng.choice(len(self._clauses), clauses, replace=False)]
        rows += [self._lexicon.pair() for _ in range(substituted)]
        rows += [self._lexicon.alone() for _ in range(alone)]
        groups = list(range(-len(rows), 0))
        for i in drawn(self._questions, asked, self._rng):
            question = self._questions[i]
            gold = question.gold[self._rng.integers(len(question.gold))]
            rows.append((question.tokens, self._sought(int(i), gold)))
            groups.append(int(i))
        return rows, np.array(groups)

    def _sought(self, question: int, clause: int) -> np.ndarray:
        """The clause, or its title with another question that it answers: so the index keeps known questions."""
        others = [n for n in self._on[clause] if n != question]
        if not others or self._rng.random() >= self._settings.siblings:
            return self._clauses[clause].whole()
        return np.concatenate([self._clauses[clause].title, self._questions[others[self._rng.integers(len(others))]].tokens])

    def _encode(self, table: torch.Tensor, rows: Sequence[np.ndarray], dropout: float) -> torch.Tensor:
        bags = pack(rows)
        ids = torch.from_numpy(bags.ids.astype(np.int64))
        kept = torch.from_numpy((self._rng.random(len(bags.ids)) >= dropout).astype(np.float32))
        summed = functional.embedding_bag(
            ids,
            table,
            torch.from_numpy(bags.offsets[:-1]),
            mode="sum",
            per_sample_weights=torch.exp(self._lengths)[ids] * kept,
        )
        return functional.normalize(summed, dim=-1, eps=1e-6)


class Shared(torch.nn.Module):
    """Adds to each token's own vector the mean of its parts' vectors, float32 [parts, dimension], which start as given."""

    def __init__(self, parts: Parts, start: np.ndarray) -> None:
        super().__init__()
        self._vectors = torch.nn.Parameter(torch.from_numpy(start))
        self._ids, self._offsets = torch.from_numpy(parts.ids), torch.from_numpy(parts.offsets[:-1])

    def forward(self, own: torch.Tensor) -> torch.Tensor:
        return own + functional.embedding_bag(self._ids, self._vectors, self._offsets, mode="mean")


def pace(step: int, steps: int) -> float:
    """The share of the learning rate at a step: thirty steps of warming up, then down to a twentieth in a line."""
    return min(1.0, (step + 1) / 30) * max(0.05, 1 - step / steps)


def _apart(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Directions and lengths; a zero row has the middle length, so that it can leave its place."""
    norms = np.linalg.norm(vectors, axis=1).astype(np.float32)
    lengths = np.where(norms > 0, norms, np.median(norms[norms > 0]) if norms.any() else np.float32(1)).astype(np.float32)
    return vectors / lengths[:, None], lengths


def mine(vectors: np.ndarray, clauses: Sequence[Tokens], questions: Sequence[Asked], depth: int = 40) -> list[np.ndarray]:
    """For each question the clauses nearest to it, without its gold ones and near-copies of those (cosine above 0.9: other versions)."""
    encoded = pool(vectors, pack([clause.whole() for clause in clauses]))
    near = top(pool(vectors, pack([q.tokens for q in questions])), encoded, depth)
    out = []
    for question, order in zip(questions, near, strict=True):
        copies = (encoded[order] @ encoded[list(question.gold)].T).max(axis=1) > 0.9
        out.append(order[~copies])
    return out
