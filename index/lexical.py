"""The lexical side: six fields of postings over clauses and documents, built, merged and scored together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from index.ports import Query
from index.postings import ARRAYS, Postings
from index.terms import bigrams, words
from policy import Document

CLAUSE_FIELDS = ("words", "bigrams", "path", "asked")
DOCUMENT_FIELDS = ("title", "document")
FIELDS = CLAUSE_FIELDS + DOCUMENT_FIELDS
FILES = tuple(f"{field}.{array}.npy" for field in FIELDS for array in ARRAYS)
_REMEMBERED = 65_536  # terms whose clauses were counted: 8 MB
K1, B = 1.2, 0.6  # benchmarks/bm25.py, 307 statute questions over 169,404 clauses: MRR@10 of bigrams 0.366, at a flat top


@dataclass(frozen=True, slots=True)
class Tokens:
    """Term codes of texts, end to end; `counts` says how many are of each text."""

    codes: np.ndarray
    counts: np.ndarray

    @classmethod
    def of(cls, found: tuple[np.ndarray, np.ndarray], texts: int) -> "Tokens":
        codes, rows = found
        return cls(codes[np.argsort(rows, kind="stable")], np.bincount(rows, minlength=texts).astype(np.uint32))


def tokens(document: Document, asked: Sequence[Sequence[str]]) -> dict[str, Tokens]:
    """Term codes of a document's clauses by field, and of its title; `asked` holds the questions known for each clause."""
    n = len(document.clauses)
    return {
        "words": Tokens.of(words(c.text for c in document.clauses), n),
        "bigrams": Tokens.of(bigrams(c.text for c in document.clauses), n),
        "path": Tokens.of(bigrams("\n".join(c.path) for c in document.clauses), n),
        "asked": Tokens.of(bigrams("\n".join(questions) for questions in asked), n),
        "title": Tokens.of(bigrams([document.info.title]), 1),
    }


@dataclass(frozen=True, slots=True)
class Terms:
    """A query as distinct term codes, each with its weight, in bigrams and in words."""

    bigrams: tuple[np.ndarray, np.ndarray]
    words: tuple[np.ndarray, np.ndarray]

    @classmethod
    def of(cls, query: Query) -> "Terms":
        texts, weights = [query.text, *(text for text, _ in query.also)], [1.0, *(weight for _, weight in query.also)]
        return cls(_weigh(*bigrams(texts), weights), _weigh(*words(texts), weights))

    def of_field(self, field: str) -> tuple[np.ndarray, np.ndarray]:
        return self.words if field == "words" else self.bigrams


def _weigh(codes: np.ndarray, owner: np.ndarray, weights: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Distinct codes of texts; those of the first, the question, count as often as they stand in it, those of the others once, at the
    weight of theirs. One code comes in the order of its texts."""
    found: dict[int, float] = {}
    for code, text in zip(codes.tolist(), owner.tolist(), strict=True):
        found[code] = max(found.get(code, 0.0), weights[text]) if text else found.get(code, 0.0) + weights[0]
    order = sorted(found)
    return np.array(order, np.uint32), np.array([found[code] for code in order], np.float32)


@dataclass(frozen=True)
class Lexical:
    """Postings by field. Clause fields count clauses in index order, document fields count documents in index order."""

    fields: Mapping[str, Postings]

    @cached_property
    def _counted(self) -> dict[str, int]:
        """`holding` of terms that were asked for: the words that questions are read by come up again and again."""
        return {}

    def holding(self, terms: Sequence[str]) -> list[int]:
        """How many clauses hold each term: all its bigrams, numbers and Latin words, or the word where it has none."""
        if len(self._counted) > _REMEMBERED:
            self._counted.clear()
        known = {term: count for term in terms if (count := self._counted.get(term)) is not None}
        new = [term for term in dict.fromkeys(terms) if term not in known]
        known |= dict(zip(new, self._holding(new), strict=True))
        self._counted.update(known)
        return [known[term] for term in terms]

    def _holding(self, terms: Sequence[str]) -> list[int]:
        if not terms:
            return []
        field, (codes, owner) = self.fields["bigrams"], bigrams(terms)
        sizes, counts = np.bincount(owner, minlength=len(terms)), np.zeros(len(terms), np.int64)
        counts[owner] = field.frequencies(codes)  # right for a term of one code, as most are
        for n in np.flatnonzero(sizes != 1).tolist():
            own = np.unique(codes[owner == n])
            counts[n] = field.holding(own) if len(own) else self.fields["words"].holding(np.unique(words([terms[n]])[0]))
        return counts.tolist()

    @property
    def sizes(self) -> np.ndarray:
        """How many bigrams each clause has."""
        return self.fields["bigrams"].lengths

    def holders(self, terms: Sequence[str]) -> list[np.ndarray]:
        """The numbers of the clauses that hold each term, ascending, counted as in `holding`."""
        field, (codes, owner) = self.fields["bigrams"], bigrams(terms)
        order = np.argsort(owner, kind="stable")
        parts = np.split(codes[order], np.searchsorted(owner[order], np.arange(1, len(terms)))) if len(terms) else []
        return [
            field.holders(np.unique(own)) if len(own) else self.fields["words"].holders(np.unique(words([term])[0]))
            for term, own in zip(terms, parts, strict=True)
        ]

    def matched(self, query: Query) -> "Matched":
        """How well each clause, or document, matches a query, by field."""
        terms = Terms.of(query)
        bm25, idf = {}, {}
        for name, field in self.fields.items():
            codes, counts = terms.of_field(name)
            idf[name] = field.idf(codes)
            most = float((idf[name] * counts).sum()) * (field.k1 + 1)
            bm25[name] = field.scores(codes, counts) / np.float32(most or 1.0)
        return Matched(terms, bm25, {name: scores.max(initial=0) for name, scores in bm25.items()}, idf)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        return cls({field: Postings.load(folder, field, K1, B) for field in FIELDS})


@dataclass(frozen=True, slots=True)
class Matched:
    """A query held against every field: its terms, BM25 of each row as a share of the most that the query could score, the best of these,
    and the idf of the terms."""

    terms: Terms
    bm25: Mapping[str, np.ndarray]
    most: Mapping[str, np.floating]
    idf: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Numbering:
    """How the documents of a generation count: `first` clause of each and of none at the end; and where the clauses and
    documents of the generation before went, -1 for those that are gone."""

    first: np.ndarray
    clauses_to: np.ndarray
    documents_to: np.ndarray

    @property
    def clauses(self) -> int:
        return int(self.first[-1])

    @property
    def documents(self) -> int:
        return len(self.first) - 1


def build_field(field: str, put: Sequence[tuple[int, Mapping[str, Tokens]]], numbering: Numbering, old: Lexical | None) -> Postings:
    """Postings of a field from (number of the document, its tokens), with what stays of an older generation merged in."""
    origin = "bigrams" if field == "document" else field
    by_clause = field in CLAUSE_FIELDS
    found = [(number, tokens[origin]) for number, tokens in put]
    codes = np.concatenate([np.zeros(0, np.uint32), *(t.codes for _, t in found)])
    rows = np.concatenate([np.zeros(0, np.uint32), *(_rows(number, t, numbering.first if by_clause else None) for number, t in found)])
    new = Postings.build(codes, rows, numbering.clauses if by_clause else numbering.documents, K1, B)
    if old is None:
        return new
    return old.fields[field].moved(numbering.clauses_to if by_clause else numbering.documents_to, new)


def _rows(number: int, tokens: Tokens, first: np.ndarray | None) -> np.ndarray:
    """The row of each code: the clause that it stands in, or the document where `first` is None."""
    if first is None:
        return np.full(len(tokens.codes), number, np.uint32)
    start = int(first[number])
    return np.repeat(np.arange(start, start + len(tokens.counts), dtype=np.uint32), tokens.counts)
