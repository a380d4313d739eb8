"""The tokens of what late interaction reads of each clause, its head and its body, so that no question has them read anew.

Only where the encoder gives `tokens`. An index that was written before there were such files works without them, and gains them when it
is rebuilt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import arrays
from index.ports import Tokens
from policy import Clause

# An earlier version kept less of a clause in late.*, which is not read.
FILES = ("heard.ids.npy", "heard.starts.npy")
_CHARACTERS = 1500  # of a clause that late interaction reads


def body(clause: Clause) -> str:
    """The text, as far as late interaction reads it."""
    return clause.text[:_CHARACTERS]


def head(clause: Clause) -> str:
    """Title and headings."""
    return " ".join((clause.title, *clause.path))


@dataclass(frozen=True)
class Bags:
    """Of clause i, `ids[starts[2i]:starts[2i + 1]]` are the tokens of its head, `ids[starts[2i + 1]:starts[2i + 2]]` those of its body."""

    ids: np.ndarray
    starts: np.ndarray

    @classmethod
    def read(cls, clauses: Sequence[Clause], tokens: Tokens) -> "Bags":
        """The bags of clauses."""
        return cls(*tokens([text for clause in clauses for text in (head(clause), body(clause))]))

    @classmethod
    def build(cls, put: Sequence[tuple[int, "Bags"]], clauses: int, old: "Bags | None", to: np.ndarray) -> "Bags":
        """From those of each document put, after the number of its first clause; and what stays of an older generation, whose clause i is
        now at `to[i]`, -1 where it is gone."""
        sizes = np.zeros((clauses, 2), np.int64)
        for first, bags in put:
            sizes[first : first + len(bags)] = np.diff(bags.starts).reshape(-1, 2)
        kept = np.flatnonzero(to >= 0) if old else np.zeros(0, np.int64)
        if old:
            sizes[to[kept]] = np.diff(old.starts).reshape(-1, 2)[kept]
        starts = np.concatenate([[0], np.cumsum(sizes.ravel())]).astype(np.int64)
        parts = [bags.ids for _, bags in put] + ([old.ids] if old else [])
        ids = np.zeros(int(starts[-1]), parts[0].dtype if parts else np.uint16)
        for first, bags in put:
            ids[starts[2 * first] : starts[2 * (first + len(bags))]] = bags.ids
        if old:
            runs = np.split(kept, np.flatnonzero((np.diff(kept) > 1) | (np.diff(to[kept]) > 1)) + 1)
            for run in runs if len(kept) else ():
                here = int(to[run[0]])
                ids[starts[2 * here] : starts[2 * (here + len(run))]] = old.ids[old.starts[2 * run[0]] : old.starts[2 * (run[-1] + 1)]]
        return cls(ids, starts)

    def __len__(self) -> int:
        return len(self.starts) // 2

    def of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Head and body of each clause in turn, end to end, and where each begins and the last ends."""
        spans = [slice(self.starts[at], self.starts[at + 2]) for at in (2 * rows).tolist()]
        sizes = np.diff(self.starts[2 * rows[:, None] + np.arange(3)]).ravel()
        return np.concatenate([np.zeros(0, self.ids.dtype), *(self.ids[span] for span in spans)]), np.concatenate([[0], np.cumsum(sizes)])

    def save(self, folder: Path) -> None:
        arrays.save(folder, FILES, (self.ids, self.starts))

    @classmethod
    def load(cls, folder: Path, files: Mapping[str, object]) -> "Bags | None":
        """The bags of a generation, None where it has none."""
        found = arrays.mapped_all(folder, FILES, files)
        return cls(*found) if found else None
