"""How much of a question's matter a text says: the idf-weighted share of its character bigrams, everyday terms standing for
their official ones."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    """The weighted terms of a question's focus. `marks` numbers the grams of the terms and of what may stand for them: what a text says of
    the matter is a set of bits, and thus the bits of several texts, joined with |, are what they say together."""

    terms: tuple[Term, ...]
    total: float
    marks: tuple[tuple[str, int], ...]
    _bits: tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]
    _shares: dict[int, tuple[float, float]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, focus: str, synonyms: Sequence[tuple[str, tuple[str, ...]]], search: Search) -> "Matter":
        """The matter of a folded focus; terms weigh by how rare they are in the documents at hand."""
        spans = [(m.start(), m.end(), others) for term, others in synonyms for m in re.finditer(re.escape(term), focus)]
        placed: dict[str, set[tuple[str, ...]]] = {}
        for gram, start in _placed(focus):
            official = {tuple(grams(o)) for s, e, others in spans if s < start + len(gram) and start < e for o in others}
            placed.setdefault(gram, set()).update(official)
        inside = {gram for word in search.words(focus) for gram in grams(word)}
        named_by = list(dict.fromkeys([*placed, *(gram for others in placed.values() for o in others for gram in o)]))
        rare = dict(zip(named_by, search.idf(named_by), strict=True))
        weights = [_weight(g, others, rare) * (1.0 if g in inside else _ACROSS) for g, others in placed.items()]
        terms = tuple(Term(g, w, tuple(sorted(a))) for (g, a), w in zip(placed.items(), weights, strict=True))
        named = dict.fromkeys(gram for t in terms for grams_of in ((t.gram,), *t.alternatives) for gram in grams_of)
        bit = {gram: 1 << n for n, gram in enumerate(named)}
        bits = tuple((bit[t.gram], tuple(tuple(bit[gram] for gram in grams_of) for grams_of in t.alternatives)) for t in terms)
        return cls(terms, sum(t.weight for t in terms) or 1.0, tuple(bit.items()), bits)

    def said(self, text: str, among: Sequence[tuple[str, int]] | None = None) -> list[tuple[str, int]]:
        """The marks that stand in a text, of those in a text that it is part of where these are given."""
        return [mark for mark in (self.marks if among is None else among) if mark[0] in text]

    def bits(self, text: str, among: Sequence[tuple[str, int]] | None = None) -> int:
        """`said` as one number."""
        return sum([bit for gram, bit in (self.marks if among is None else among) if gram in text])

    def coverage(self, *texts: str) -> float:
        """The weighted share of the terms that the texts together say."""
        return self.shares(self.bits("\n".join(texts)))[0]

    def shares(self, bits: int) -> tuple[float, float]:
        """The weighted share of the terms that is said, and the share, by squared weight, that is not: near 1 where the rarest lack."""
        found = self._shares.get(bits)
        if found is None:
            held = [1.0 if bits & own else _best(others, bits) if others else 0.0 for own, others in self._bits]
            weights = [t.weight for t in self.terms]
            squares = [w * w for w in weights]
            whole = sum(squares)
            found = sum(map(mul, held, weights)) / self.total, (whole - sum(map(mul, held, squares))) / (whole or 1.0)
            self._shares[bits] = found
        return found


def _weight(gram: str, others: Iterable[Sequence[str]], rare: Mapping[str, float]) -> float:
    """How rare a term is: as its official name is, where it has one; an everyday word is rare in documents whatever it means."""
    return min(rare[gram], max((sum(rare[g] for g in other) / len(other) for other in others if other), default=rare[gram]))


def _best(alternatives: tuple[tuple[int, ...], ...], bits: int) -> float:
    """How fully the best of the alternatives is said; less than half of one is none of it."""
    best = max((sum([bool(bits & gram) for gram in grams_of]) / len(grams_of) for grams_of in alternatives if grams_of), default=0.0)
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
