"""The lexical side: five fields of postings over clauses and documents, built, merged and scored together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.ports import Query
from index.postings import ARRAYS, Postings
from index.terms import bigrams, words
from policy import Document

CLAUSE_FIELDS = ("words", "bigrams", "path")
DOCUMENT_FIELDS = ("title", "document")
FIELDS = CLAUSE_FIELDS + DOCUMENT_FIELDS
FILES = tuple(f"{field}.{array}.npy" for field in FIELDS for array in ARRAYS)
K1, B = 1.2, 0.6  # statute questions, training split, over 167 thousand articles: MRR@10 0.378 for bigrams, 0.342 for words, at a flat top
Tokens = tuple[np.ndarray, np.ndarray]


def tokens(document: Document) -> dict[str, Tokens]:
    """Term codes of a document with the number of the clause beside each (0 for the title)."""
    return {
        "words": words(c.text for c in document.clauses),
        "bigrams": bigrams(c.text for c in document.clauses),
        "path": bigrams("\n".join(c.path) for c in document.clauses),
        "title": bigrams([document.info.title]),
    }


@dataclass(frozen=True, slots=True)
class Terms:
    """A query as distinct term codes, each with its weight, in bigrams and in words."""

    bigrams: tuple[np.ndarray, np.ndarray]
    words: tuple[np.ndarray, np.ndarray]

    @classmethod
    def of(cls, query: Query) -> "Terms":
        weighted = ((query.text, 1.0), *query.also)
        return cls(_weigh([(bigrams([t])[0], w) for t, w in weighted]), _weigh([(words([t])[0], w) for t, w in weighted]))

    def of_field(self, field: str) -> tuple[np.ndarray, np.ndarray]:
        return self.words if field == "words" else self.bigrams


def _weigh(parts: Sequence[tuple[np.ndarray, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Distinct codes; the question's own count as often as they stand in it, what is added to it once at its weight."""
    weights: dict[int, float] = {}
    for place, (codes, weight) in enumerate(parts):
        for code in codes.tolist():
            weights[code] = weights.get(code, 0.0) + weight if place == 0 else max(weights.get(code, 0.0), weight)
    order = sorted(weights)
    return np.array(order, np.uint32), np.array([weights[code] for code in order], np.float32)


@dataclass(frozen=True)
class Lexical:
    """Postings by field. Clause fields count clauses in index order, document fields count documents in index order."""

    fields: Mapping[str, Postings]

    @classmethod
    def build(cls, documents: Iterable[tuple[int, int, dict[str, Tokens]]], clauses: int, count: int) -> "Lexical":
        """From (number of the document, number of its first clause, its tokens)."""
        parts: dict[str, list[Tokens]] = {field: [] for field in FIELDS}
        for number, first, found in documents:
            for field in CLAUSE_FIELDS:
                codes, rows = found[field]
                parts[field].append((codes, rows + np.uint32(first)))
            for field, origin in (("title", "title"), ("document", "bigrams")):
                codes = found[origin][0]
                parts[field].append((codes, np.full(len(codes), number, np.uint32)))
        fields = {}
        for field in FIELDS:
            pairs = parts.pop(field) or [(np.zeros(0, np.uint32), np.zeros(0, np.uint32))]
            codes, rows = (np.concatenate(column) for column in zip(*pairs, strict=True))
            fields[field] = Postings.build(codes, rows, clauses if field in CLAUSE_FIELDS else count, K1, B)
        return cls(fields)

    def moved(self, clauses_to: np.ndarray, documents_to: np.ndarray, new: "Lexical") -> "Lexical":
        """This with its clauses and documents renumbered (-1 drops one) and `new`, numbered already, merged in."""
        return Lexical(
            {f: self.fields[f].moved(clauses_to if f in CLAUSE_FIELDS else documents_to, new.fields[f]) for f in FIELDS},
        )

    def holding(self, terms: Sequence[str]) -> list[int]:
        """How many clauses hold each term: all its bigrams, numbers and Latin words, or the word where it has none."""
        counts = []
        for term in terms:
            codes = np.unique(bigrams([term])[0])
            field = self.fields["bigrams" if len(codes) else "words"]
            counts.append(field.holding(codes if len(codes) else np.unique(words([term])[0])))
        return counts

    def save(self, folder: Path) -> None:
        for field, postings in self.fields.items():
            postings.save(folder, field)

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        return cls({field: Postings.load(folder, field, K1, B) for field in FIELDS})
