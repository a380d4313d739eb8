"""Which words in and around a sentence the encoder would mark as the answer (`Search.marked`), as sums over runs of characters."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answer.evidence.gather import Evidence
from answer.evidence.runs import Part
from answer.search import Search
from policy import fold

_READ = 260  # characters of a passage: about as many as the network has places for
_SURE = 4.0  # log odds beyond which one word more or less sure says nothing about a run


@dataclass(frozen=True, slots=True)
class Marks:
    """Sums over the words that begin before each character of a clause, float64 [characters + 1]: how likely each stands in the answer, how
    many words were read, and their log odds."""

    likely: np.ndarray
    read: np.ndarray
    odds: np.ndarray

    def of(self, start: int, end: int) -> tuple[float, float, float]:
        """The same three of the words that begin in [start, end)."""
        return tuple(float(sums[end] - sums[start]) for sums in (self.likely, self.read, self.odds))  # type: ignore[return-value]

    def most(self, start: int, end: int) -> float:
        """The likeliest of the words that begin in [start, end); 0 where there are none."""
        return float(np.diff(self.likely[start : end + 1]).max(initial=0.0))

    @property
    def whole(self) -> float:
        """How many words the answer is likely to have, of all that were read."""
        return float(self.likely[-1])


def marks(search: Search, question: str, evidence: Evidence, cut: Sequence[Part]) -> Marks:
    """The marks of a question in the sentence that the parts were cut from, and in as many sentences around it as are read at once."""
    text = fold(evidence.sentence.clause.text)
    start, end = _passage(cut)
    places, odds = search.marked(question, [(*evidence.heads, text[start:end])])[0]
    at = start + places[:, 0]
    sums = np.zeros((3, len(text) + 1))
    sums[:, at + 1] = 1 / (1 + np.exp(-odds)), np.ones(len(at)), np.clip(odds, -_SURE, _SURE)
    return Marks(*np.cumsum(sums, axis=1))


def _passage(cut: Sequence[Part]) -> tuple[int, int]:
    """[start, end) of the sentence with the next ones around it, by turns behind and before it, as long as they fit."""
    spans = {
        n: (min(p.start for p in cut if p.sentence == n), max(p.end for p in cut if p.sentence == n)) for n in {p.sentence for p in cut}
    }
    start, end = spans[0]
    first = last = 0
    while True:
        wider = [
            (i, j) for i, j in ((first, last + 1), (first - 1, last)) if i in spans and j in spans and spans[j][1] - spans[i][0] <= _READ
        ]
        if not wider:
            return start, end
        first, last = wider[0] if last <= -first else wider[-1]
        start, end = spans[first][0], spans[last][1]
