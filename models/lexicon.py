"""Lexicons in training: the official term in a clause, replaced by its everyday or English counterpart, makes a query for the clause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.pairs import Tokens
from models.reader import Reader

_COMMON = 5_000  # clauses; a term in more of them says too little and is sampled down to so many
_TERMS = 4  # counterparts put into one query
_WORDS = 4  # words of the clause itself put beside them


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording and the official terms that it stands for, in tokens; `foreign` where the wording is in Latin letters."""

    wording: np.ndarray
    terms: tuple[np.ndarray, ...]
    foreign: bool


def read_lexicons(files: Iterable[Path]) -> list[tuple[str, tuple[str, ...]]]:
    """The rows of tab-separated files: a wording, and the official terms for it with | between them; # begins a comment."""
    rows = []
    for file in files:
        for line in file.read_text("utf8").split("\n"):
            wording, tab, terms = line.partition("\t")
            if tab and not line.startswith("#"):
                rows.append((wording.strip(), tuple(t.strip() for t in terms.split("\t")[0].split("|") if t.strip())))
    return rows


def entries_of(reader: Reader, rows: Sequence[tuple[str, tuple[str, ...]]]) -> list[Entry]:
    """The rows in tokens; those of which nothing is known are left out."""
    wordings = reader.tokens([w for w, _ in rows])
    out = []
    for i, (wording, terms) in enumerate(rows):
        read = reader.tokens(terms)
        known = tuple(read[n] for n in range(len(terms)) if len(read[n]))
        if len(wordings[i]) and known:
            out.append(Entry(wordings[i], known, wording.isascii()))
    return out


class Substitution:
    """Draws (query, clause) pairs in which a lexicon's wording stands for the term in the clause."""

    def __init__(self, clauses: Sequence[Tokens], entries: Sequence[Entry], size: int, rng: np.random.Generator) -> None:
        self._clauses, self._entries, self._rng = clauses, entries, rng
        self._terms: dict[int, list[tuple[int, np.ndarray]]] = {}
        holders = _holders(clauses, size)
        for number, entry in enumerate(entries):
            for term in entry.terms:
                found = _all_of(holders, term)
                if len(found) > _COMMON:
                    found = rng.choice(found, _COMMON, replace=False)
                for clause in found:
                    self._terms.setdefault(int(clause), []).append((number, term))
        self._found = np.array(sorted(self._terms), np.int64)

    def __len__(self) -> int:
        return len(self._found)

    def pair(self) -> tuple[np.ndarray, np.ndarray]:
        """A query of one language and its clause: up to four wordings, and for a Chinese one some other words of the clause."""
        number = int(self._found[self._rng.integers(len(self._found))])
        clause, terms = self._clauses[number], self._terms[number]
        foreign = bool(self._rng.random() < 0.5)
        chosen = [t for t in terms if self._entries[t[0]].foreign == foreign] or terms
        order = self._rng.permutation(len(chosen))[: int(self._rng.integers(1, _TERMS + 1))]
        wordings = [self._entries[chosen[i][0]].wording for i in order]
        if not foreign or len(wordings) == 1:
            replaced = np.concatenate([chosen[i][1] for i in order])
            words = np.setdiff1d(np.concatenate(clause.sentences), replaced)
            wordings.append(self._rng.permutation(words)[: int(self._rng.integers(0, _WORDS + 1))])
        return np.concatenate(wordings), clause.whole()

    def alone(self) -> tuple[np.ndarray, np.ndarray]:
        """A wording and one of its terms."""
        entry = self._entries[int(self._rng.integers(len(self._entries)))]
        return entry.wording, entry.terms[int(self._rng.integers(len(entry.terms)))]


def _holders(clauses: Sequence[Tokens], size: int) -> list[np.ndarray]:
    """For each token the clauses whose text holds it, ascending."""
    texts = [np.unique(np.concatenate(clause.sentences)) for clause in clauses]
    tokens = np.concatenate(texts)
    numbers = np.repeat(np.arange(len(texts)), [len(t) for t in texts])
    order = np.argsort(tokens, kind="stable")
    return np.split(numbers[order], np.cumsum(np.bincount(tokens, minlength=size))[:-1])


def _all_of(holders: Sequence[np.ndarray], term: np.ndarray) -> np.ndarray:
    lists = sorted((holders[t] for t in np.unique(term)), key=len)
    found = lists[0]
    for other in lists[1:]:
        found = found[np.isin(found, other, assume_unique=True)]
    return found
