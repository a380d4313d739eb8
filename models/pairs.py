"""Training pairs drawn from clauses without labels: what someone might ask or remember of a clause, and the clause."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.corpus import Sample, sentences
from models.reader import Reader

_LONGEST = 400  # tokens of a clause read at a time, so that one annex does not fill a batch
_MOST_WORDS = 8  # tokens of a query made of single words
_TITLE_WORDS = 0.3  # share of such queries that also name the title


@dataclass(frozen=True, slots=True)
class Tokens:
    """A clause in tokens: its title, innermost heading and sentences."""

    title: np.ndarray
    heading: np.ndarray
    sentences: tuple[np.ndarray, ...]

    def whole(self, skip: int = -1) -> np.ndarray:
        """Title, heading and all sentences but one."""
        rest = [s for i, s in enumerate(self.sentences) if i != skip]
        return np.concatenate([self.title, self.heading, *rest])[:_LONGEST]


def tokens_of(reader: Reader, samples: Sequence[Sample]) -> list[Tokens]:
    """The samples in tokens, in order; equal titles and headings share one array."""
    split = [sentences(s.text) for s in samples]
    flat = reader.tokens([part for parts in split for part in parts])
    names = list(dict.fromkeys(name for s in samples for name in (s.title, *s.headings[-1:])))
    named = reader.tokens(names)
    of = {name: named[i] for i, name in enumerate(names)}
    empty = np.zeros(0, np.int32)
    out, at = [], 0
    for sample, parts in zip(samples, split, strict=True):
        heading = of[sample.headings[-1]] if sample.headings else empty
        rows = tuple(r for i in range(at, at + len(parts)) if len(r := flat[i]))
        out.append(Tokens(of[sample.title], heading, rows or (empty,)))
        at += len(parts)
    return out


def inverse_frequency(clauses: Sequence[Tokens], size: int) -> np.ndarray:
    """log(N / n) of each token over the clauses, float32 [size]; never below 0.1."""
    counts = np.zeros(size)
    for clause in clauses:
        counts[np.unique(clause.whole())] += 1
    return np.maximum(np.log((len(clauses) + 1) / (counts + 1)), 0.1).astype(np.float32)


def heavier_first(weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """All places in an order drawn at random, the heavier the likelier to come first: by the largest u^(1/weight) (Efraimidis and
    Spirakis 2006), so that the first n are a draw without replacement in proportion to the weights; int64 [n]."""
    return np.argsort(-np.log(rng.random(len(weights))) / weights)


class Sampler:
    """Draws (query, clause) pairs of token ids; three kinds of query, in the shares of `mix`: telling words, a sentence, the heading."""

    def __init__(self, clauses: Sequence[Tokens], idf: np.ndarray, rng: np.random.Generator, mix: tuple[float, float, float]) -> None:
        self._clauses, self._idf, self._rng = clauses, idf, rng
        self._mix = np.cumsum(mix) / sum(mix)

    def pair(self, i: int) -> tuple[np.ndarray, np.ndarray]:
        """A query and the part of clause i that it looks for."""
        clause, draw = self._clauses[i], self._rng.random()
        if draw < self._mix[0]:
            return self.words(clause), clause.whole()
        if draw < self._mix[1]:
            return self.sentence(clause)
        return np.concatenate([clause.title, clause.heading]), np.concatenate(clause.sentences)[:_LONGEST]

    def words(self, clause: Tokens) -> np.ndarray:
        """Two to eight telling words of the text, three times in ten with some of the title."""
        text = np.unique(np.concatenate(clause.sentences))
        words = text[heavier_first(self._idf[text], self._rng)[: int(self._rng.integers(2, _MOST_WORDS + 1))]]
        if self._rng.random() < _TITLE_WORDS and len(clause.title):
            words = np.concatenate([words, self._rng.choice(clause.title, min(3, len(clause.title)), replace=False)])
        return words

    def sentence(self, clause: Tokens) -> tuple[np.ndarray, np.ndarray]:
        """A sentence and the clause without it; of a single sentence one half and the other."""
        skip = int(self._rng.integers(len(clause.sentences)))
        sentence = clause.sentences[skip]
        if len(clause.sentences) > 1:
            return sentence, clause.whole(skip)
        cut = len(sentence) // 2
        first, second = (sentence[:cut], sentence[cut:])[:: 1 if self._rng.random() < 0.5 else -1]
        return first, np.concatenate([clause.title, clause.heading, second])[:_LONGEST]
