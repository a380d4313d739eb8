"""A small cross-encoder: question and sentence read together, to tell a sentence that answers from one that nearly does.

Late interaction asks whether each word of a question has a near one in the text; it cannot see that a sentence speaks of the fee and not
of who pays it. Here all tokens look at one another (Nogueira and Cho 2019), in a network shallow enough for a processor (Petrov,
MacAvaney and Macdonald 2024). It starts from what late interaction knows: tokens come as its vectors, with their best cosine on the
other side, and look the more at a token the nearer it is. `models.cross_net` is the same network for training.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from models.layers import LAYERS, Layers

FOLDER = Path(__file__).parent / "cross"
BODY = 64  # tokens read of a body, beside those of `models.layers`; the weights know no more places
_MOST = 16  # texts at a time: more do not fit the processor's cache


class Cross(Layers):
    """The network of a folder that `models cross` wrote, read with numpy. Threads may share one. BadArtefact where a file is missing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / LAYERS, folder)

    def scores(self, query: str, texts: Sequence[tuple[str, str, str]]) -> np.ndarray:
        """How well each text, a title, its innermost heading and a body, answers the query; float32 [len(texts)], about -10 … 10, of use
        only beside those of other texts. 0 for a query without a known token."""
        asked, share = self._asked(query)
        if not len(asked) or not texts:
            return np.zeros(len(texts), np.float32)
        heads, bodies = zip(*self._split(texts, BODY), strict=True)
        return np.concatenate([self._read(asked, share, heads[n : n + _MOST], bodies[n : n + _MOST]) for n in range(0, len(texts), _MOST)])

    def _read(self, asked: np.ndarray, share: np.ndarray, heads: Sequence[np.ndarray], bodies: Sequence[np.ndarray]) -> np.ndarray:
        """Scores of some texts; their tokens lie one text behind the other, so that nothing is spent on padding."""
        w, n = self._w, len(asked)
        seen = [self._seen(asked, share, head, body) for head, body in zip(heads, bodies, strict=True)]
        plain = [w["base"][0] * (np.maximum(s.of_head, s.of_body) @ share) + w["base"][1] * (s.of_body @ share) for s in seen]
        inner = self._layers(self._normed(self._begun(seen), "n0"), [s.cosines for s in seen], 1 + n).reshape(len(heads), 1 + n, -1)
        read = np.concatenate([inner[:, 0], share @ inner[:, 1:]], axis=1)
        hidden = np.maximum(read @ w["out.0.weight"].T + w["out.0.bias"], 0)
        return np.asarray((hidden @ w["out.2.weight"].T + w["out.2.bias"])[:, 0] + np.array(plain, np.float32))


@cache
def shipped() -> Cross:
    """The network that ships with the project."""
    return Cross(FOLDER)
