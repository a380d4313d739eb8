"""Late interaction over token vectors (Khattab and Zaharia 2020), weighted: each query token looks for its nearest token in a text.

A token's weight is the length of its vector, which training has made large for telling words and small for words that every
clause has. With s_q = max_t cos(q, t) over the tokens t of a text, cut off at 0, and query weights w_q that add up to 1:
"""

import numpy as np

from models.bags import Bags

SIGNALS = (
    "late",  # Σ w_q · s_q
    "late_telling",  # the same with w_q squared: the most telling words decide
    "late_strong",  # the share of the weight whose s_q is at least STRONG: words that stand there as they are, or nearly
    "late_middling",  # … at least MIDDLING: words of the same matter
    "late_weakest",  # the least s_q of the HEAVIEST heaviest query tokens: what the text does not speak of
    "late_back",  # the other way round: Σ w_t · max_q cos(q, t), how much of the text is about the query
)
# Means over the statute questions: a word's nearest other form lies near 0.7, a word of the same matter near 0.4.
STRONG, MIDDLING, HEAVIEST = 0.7, 0.4, 3


def interactions(vectors: np.ndarray, lengths: np.ndarray, query: np.ndarray, texts: Bags) -> np.ndarray:
    """SIGNALS of each text, float32 [len(texts), len(SIGNALS)], each 0 … 1; zero for an empty query or text.

    `vectors` float32 [tokens, dimension] and their `lengths`; `query` holds token ids, `texts` too.
    """
    query = np.unique(query)
    out = np.zeros((len(texts), len(SIGNALS)), np.float32)
    filled = np.flatnonzero(np.diff(texts.offsets))
    if not len(query) or not len(filled):
        return out
    distinct, back = _distinct(texts.ids[texts.offsets[0] : texts.offsets[-1]], len(vectors))
    weights, theirs = lengths[query], lengths[distinct]
    cosines = (vectors.take(distinct, axis=0) / theirs[:, None]) @ (vectors[query] / weights[:, None]).T
    similar = np.maximum(cosines.T, 0, order="C")  # a row for each query token: looking up those of all texts stays in the cache
    starts = (texts.offsets[:-1] - texts.offsets[0])[filled]
    best = np.stack([np.maximum.reduceat(row.take(back), starts) for row in similar], axis=1)  # s_q of each text
    heaviest = np.argsort(-weights, kind="stable")[:HEAVIEST]
    telling = weights**2
    nearest = (similar.max(axis=0) * theirs).take(back)
    out[filled] = np.column_stack(
        [
            best @ (weights / weights.sum()),
            best @ (telling / telling.sum()),
            (best >= STRONG) @ (weights / weights.sum()),
            (best >= MIDDLING) @ (weights / weights.sum()),
            best[:, heaviest].min(axis=1),
            np.add.reduceat(nearest, starts) / np.add.reduceat(theirs.take(back), starts),
        ]
    )
    return out


def lengths_of(vectors: np.ndarray) -> np.ndarray:
    """The length of each row, that of a zero row as good as zero; float32 [len(vectors)]."""
    return np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-9)


def _distinct(ids: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The ids that occur, ascending, and the place of each id among them; `size` is how many there may be."""
    occurs = np.zeros(size, bool)
    occurs[ids] = True
    distinct = np.flatnonzero(occurs)
    places = np.zeros(size, np.int64)
    places[distinct] = np.arange(len(distinct))
    return distinct, places[ids]
