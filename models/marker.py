"""Marks in a passage the words that answer a question: for each word the log odds that a careful reader would mark it.

The cross-encoder says whether a sentence answers; where in it and around it the answer begins and ends it cannot say. Written out in numpy;
`models.marker_net` is the same network for training, `models.train_marker` how it is trained.
"""

from functools import cache
from pathlib import Path

import numpy as np

from models.cross import FOLDER as CROSS
from models.layers import LAYERS, Layers
from policy import fold

FOLDER = Path(__file__).parent / "marker"
PASSAGE = 160  # tokens read of a passage, punctuation among them; the weights know no more places
MARKS = ',;。:、()\n%《》".'  # punctuation that is told apart, from 1; behind it other marks, then unknown letters
_KNOWN = 0


class Marker(Layers):
    """The network of a folder that `eval marker` wrote, over the tokenizer and the vectors of the cross-encoder in another. Threads may
    share one. BadArtefact where a file is missing."""

    def __init__(self, folder: Path = FOLDER, cross: Path = CROSS) -> None:
        super().__init__(folder / LAYERS, cross)
        self._kernels = {
            name: np.ascontiguousarray(self._w[f"{name}.weight"].transpose(2, 1, 0)).reshape(-1, len(self._w[f"{name}.weight"]))
            for name in ("near", "run.0", "run.1")
        }

    def odds(self, query: str, text: tuple[str, str, str]) -> tuple[np.ndarray, np.ndarray]:
        """Of the words of a body, the first PASSAGE of them, punctuation too: [start, end) int64 [n, 2], and the log odds of each to stand
        in the answer, float32 [n]. The text is a title, its innermost heading and the body. None for a query without a known token."""
        asked, share = self._asked(query)
        ids, at = self._reader.placed(text[2])
        ids, at = ids[:PASSAGE], at[:PASSAGE]
        if not len(asked) or not len(ids):
            return np.zeros((0, 2), np.int64), np.zeros(0, np.float32)
        seen = self._seen(asked, share, self._split([text], 0)[0][0], ids)
        x, begin = self._begun([seen]), len(seen.ids) - len(ids)
        x[begin:] += self._w["mark"][marks_of(text[2], ids, at)]
        x[begin:] += self._along("near", x[begin:])
        inner = self._layers(self._normed(x, "n0"), [seen.cosines], None)
        own, mean = inner[begin:], share @ inner[1 : 1 + len(asked)]
        first = self._along("run.0", np.concatenate([own, np.broadcast_to(mean, own.shape)], axis=1))
        read = np.concatenate([first + self._along("run.1", first), own], axis=1)
        hidden = np.maximum(read @ self._w["marked.0.weight"].T + self._w["marked.0.bias"], 0)
        return at, np.asarray((hidden @ self._w["marked.2.weight"].T + self._w["marked.2.bias"])[:, 0])

    def _along(self, name: str, rows: np.ndarray) -> np.ndarray:
        """A convolution along the rows, float32 [n, width], and what of it is above 0."""
        kernel = self._kernels[name]
        size = len(kernel) // rows.shape[1]
        around = np.lib.stride_tricks.sliding_window_view(np.pad(rows, ((size // 2, size // 2), (0, 0))), size, axis=0)
        return np.maximum(around.transpose(0, 2, 1).reshape(len(rows), -1) @ kernel + self._w[f"{name}.bias"], 0)


def marks_of(text: str, ids: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Which mark each token is: 0 for one with a vector, else the place of its character in MARKS, from 1, or one of the two behind."""
    folded = fold(text)
    return np.array([_KNOWN if i else _mark(folded[start]) for i, (start, _) in zip(ids.tolist(), at.tolist(), strict=True)], np.int64)


def _mark(character: str) -> int:
    return MARKS.find(character) + 1 or len(MARKS) + 1 + character.isalnum()


@cache
def shipped() -> Marker:
    """The network that ships with the project."""
    return Marker()
