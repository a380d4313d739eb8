"""Which words in and around a sentence the encoder would mark as the answer (`Search.marked`), as sums over runs of characters."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answer.evidence.gather import Evidence
from answer.evidence.runs import Part
from answer.search import Search
from policy import fold

_READ = 260  # characters of a passage: about as many as the network has places for


@dataclass(frozen=True, slots=True)
class Marks:
    """Sums over the words that begin before each character of a clause, float64 [characters + 1]: how likely each stands in the answer, and
    how many words were read."""

    likely: np.ndarray
    read: np.ndarray

    def of(self, start: int, end: int) -> tuple[float, float]:
        """The same two of the words that begin in [start, end)."""
        return float(self.likely[end] - self.likely[start]), float(self.read[end] - self.read[start])


def marks(search: Search, question: str, evidence: Evidence, cut: Sequence[Part]) -> Marks:
    """The marks of a question in the sentence that the parts were cut from, and in as many sentences around it as are read at once."""
    text = fold(evidence.sentence.clause.text)
    start, end = _passage(cut)
    places, odds = search.marked(question, [(*evidence.heads, text[start:end])])[0]
    at = start + places[:, 0]
    sums = np.zeros((2, len(text) + 1))
    sums[:, at + 1] = 1 / (1 + np.exp(-odds)), np.ones(len(at))
    return Marks(*np.cumsum(sums, axis=1))


def _passage(cut: Sequence[Part]) -> tuple[int, int]:
    """[start, end) of the sentence with the next ones around it, by turns behind and before it, as long as they fit."""
    spans: dict[int, tuple[int, int]] = {}
    for part in cut:
        spans[part.sentence] = spans.get(part.sentence, (part.start, 0))[0], part.end
    first = last = 0
    while True:
        wider = [(i, j) for i, j in ((first, last + 1), (first - 1, last)) if i in spans and j in spans]
        wider = [(i, j) for i, j in wider if spans[j][1] - spans[i][0] <= _READ]
        if not wider:
            return spans[first][0], spans[last][1]
        first, last = wider[0] if last <= -first else wider[-1]
