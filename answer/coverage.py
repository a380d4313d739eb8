"""How much of a question's matter a text says: the idf-weighted share of its character bigrams, everyday terms standing for
their official ones."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from answer.search import Search

_CHUNK = re.compile(r"[a-z0-9.%]+|[\u4e00-\u9fff]+")
# A bigram that runs over the edge of two words is found by chance, or lacking by chance.
_ACROSS = 0.3
# A bigram that stands in for an everyday term covers it a little less surely than the term itself.
_SYNONYM = 0.85


def grams(text: str) -> list[str]:
    """Character bigrams of a folded text; a Latin word, a number or a lone character is a gram of its own.

    >>> grams("gdp增长率")
    ['gdp', '增长', '长率']
    """
    return [gram for gram, _ in _placed(text)]


@dataclass(frozen=True, slots=True)
class Term:
    """A gram of the question, its weight, and the official terms that may stand for it, as grams."""

    gram: str
    weight: float
    alternatives: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """The weighted terms of a question's focus."""

    terms: tuple[Term, ...]
    total: float
    wanted: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    weights: tuple[float, ...]
    squares: tuple[float, ...]

    @classmethod
    def of(cls, focus: str, synonyms: Sequence[tuple[str, tuple[str, ...]]], search: Search) -> "Matter":
        """The matter of a folded focus; terms weigh by how rare they are in the documents at hand."""
        spans = [(m.start(), m.end(), others) for term, others in synonyms for m in re.finditer(re.escape(term), focus)]
        placed: dict[str, set[tuple[str, ...]]] = {}
        for gram, start in _placed(focus):
            official = {tuple(grams(o)) for s, e, others in spans if s < start + len(gram) and start < e for o in others}
            placed.setdefault(gram, set()).update(official)
        inside = {gram for word in search.words(focus) for gram in grams(word)}
        weights = [w * (1.0 if g in inside else _ACROSS) for g, w in zip(placed, search.idf(list(placed)), strict=True)]
        terms = tuple(Term(g, w, tuple(sorted(a))) for (g, a), w in zip(placed.items(), weights, strict=True))
        weighed = tuple(t.weight for t in terms)
        return cls(terms, sum(weighed) or 1.0, tuple((t.gram, t.alternatives) for t in terms), weighed, tuple(w * w for w in weighed))

    def held(self, texts: Iterable[str]) -> list[float]:
        """For each term how well the texts together say it, 0 to 1."""
        joined = "\n".join(texts)
        return [1.0 if gram in joined else _best(others, joined) if others else 0.0 for gram, others in self.wanted]

    def coverage(self, *texts: str) -> float:
        """The weighted share of the terms that the texts together say."""
        return self._share(self.held(texts))

    def lost(self, *texts: str) -> float:
        """The share of the terms, by squared weight, that no text says: near 1 where the rarest are lacking."""
        return self._lack(self.held(texts))

    def both(self, *texts: str) -> tuple[float, float]:
        """`coverage` and `lost` of the same texts."""
        held = self.held(texts)
        return self._share(held), self._lack(held)

    def _share(self, held: Sequence[float]) -> float:
        return sum(map(mul, held, self.weights)) / self.total

    def _lack(self, held: Sequence[float]) -> float:
        whole = sum(self.squares)
        return (whole - sum(map(mul, held, self.squares))) / (whole or 1.0)


def _best(alternatives: tuple[tuple[str, ...], ...], text: str) -> float:
    """How fully the best of the alternatives stands in the text; less than half of one is none of it."""
    best = 0.0
    for grams_of in alternatives:
        if grams_of and grams_of[0] in text or len(grams_of) > 2:  # more than half of one or two grams is all of them
            best = max(best, sum([g in text for g in grams_of]) / len(grams_of))
    return _SYNONYM * best if best > 0.5 else 0.0


def _placed(text: str) -> list[tuple[str, int]]:
    found = []
    for m in _CHUNK.finditer(text):
        chunk = m.group()
        if chunk[0] > "\u4dff" and len(chunk) > 1:
            found += [(chunk[i : i + 2], m.start() + i) for i in range(len(chunk) - 1)]
        else:
            found.append((chunk, m.start()))
    return found
