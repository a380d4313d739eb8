"""What late interaction says of the questions known for a clause (index.asked): each is held against what is asked now.

Their tokens lie in the order of the passages that stand for them (index.vectors), so that a question has none of them read anew. Only
where the encoder gives `tokens`; an index that was written before there were such files works without them, and gains them when it is
rebuilt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import arrays
from index.ports import SIGNALS, Interactions, Tokens

FILES = ("known.ids.npy", "known.starts.npy")
KNOWN = (
    "known_late",  # of the known question nearest to the one asked: how much of this one it says,
    "known_telling",  # … of its most telling words,
    "known_strong",  # … word for word, or nearly,
    "known_back",  # and how much of the known question is about the one asked
    "known_best",  # the most that any of the known questions says of it
)
_TAKEN = tuple(SIGNALS.index(name) for name in ("late", "late_telling", "late_strong", "late_back"))


@dataclass(frozen=True)
class Known:
    """Of known question i, `ids[starts[i]:starts[i + 1]]` are the tokens."""

    ids: np.ndarray
    starts: np.ndarray

    @classmethod
    def read(cls, questions: Sequence[str], tokens: Tokens) -> "Known":
        return cls(*tokens(questions))

    @classmethod
    def joined(cls, parts: Sequence["Known"], order: np.ndarray) -> "Known":
        """The questions of all parts, end to end, in another order."""
        sizes = np.concatenate([np.zeros(0, np.int64), *(np.diff(part.starts) for part in parts)])
        begin = np.cumsum(sizes) - sizes
        all_ids = np.concatenate([np.zeros(0, np.uint16), *(part.ids[part.starts[0] : part.starts[-1]] for part in parts)])
        taken = _runs(begin[order], sizes[order])
        return cls(all_ids[taken].astype(parts[0].ids.dtype if parts else np.uint16), np.concatenate([[0], np.cumsum(sizes[order])]))

    def of(self, numbers: np.ndarray) -> "Known":
        """Some of the questions."""
        begin, sizes = self.starts[numbers], self.starts[numbers + 1] - self.starts[numbers]
        return Known(self.ids[_runs(begin, sizes)], np.concatenate([[0], np.cumsum(sizes)]))

    def __len__(self) -> int:
        return max(len(self.starts) - 1, 0)

    def save(self, folder: Path) -> None:
        arrays.save(folder, FILES, (self.ids, self.starts))

    @classmethod
    def load(cls, folder: Path, files: Mapping[str, object]) -> "Known | None":
        """The known questions of a generation, None where it has none."""
        found = arrays.mapped_all(folder, FILES, files)
        return cls(*found) if found else None


def heard(question: str, late: Interactions, known: Known, owner: np.ndarray, clauses: int) -> np.ndarray:
    """KNOWN signals of clauses, 0 where no question is known; float32 [clauses, len(KNOWN)]. `owner` is the clause of each question of
    `known`, ascending. The nearest question is the one that says most of what is asked and least besides."""
    out = np.zeros((clauses, len(KNOWN)), np.float32)
    if not len(owner):
        return out
    bodies = np.zeros(2 * len(known) + 1, np.int64)
    bodies[1::2], bodies[2::2] = known.starts[:-1], known.starts[1:]  # questions have no head
    signals = late(question, (), (known.ids, bodies))[:, _TAKEN]
    near = (signals[:, 0] + signals[:, 3]) / 2
    by_nearness = np.lexsort((-near, owner))
    first = by_nearness[np.flatnonzero(np.diff(owner[by_nearness], prepend=-1))]
    out[owner[first], : len(_TAKEN)] = signals[first]
    np.maximum.at(out[:, len(_TAKEN)], owner, signals[:, 0])
    return out


def _runs(begin: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """begin[i], begin[i] + 1 … of `sizes[i]` places each, end to end."""
    return np.repeat(begin - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
