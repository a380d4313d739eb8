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


def interactions(vectors: np.ndarray, query: np.ndarray, texts: Bags) -> np.ndarray:
    """SIGNALS of each text, float32 [len(texts), len(SIGNALS)], each 0 … 1; zero for an empty query or text.

    `vectors` float32 [tokens, dimension]; `query` holds token ids, `texts` too.
    """
    query = np.unique(query)
    out = np.zeros((len(texts), len(SIGNALS)), np.float32)
    filled = np.flatnonzero(np.diff(texts.offsets))
    if not len(query) or not len(filled):
        return out
    ids = texts.ids[texts.offsets[0] : texts.offsets[-1]]
    distinct, back = np.unique(ids, return_inverse=True)
    left, weights = _directions(vectors[query])
    right, lengths = _directions(vectors[distinct])
    similar = np.maximum(right @ left.T, 0)[back]  # [tokens of all texts, query tokens]
    starts = (texts.offsets[:-1] - texts.offsets[0])[filled]
    best = np.maximum.reduceat(similar, starts)  # s_q of each text
    heaviest = np.argsort(-weights, kind="stable")[:HEAVIEST]
    telling = weights**2
    lengths = lengths[back]
    out[filled] = np.column_stack(
        [
            best @ (weights / weights.sum()),
            best @ (telling / telling.sum()),
            (best >= STRONG) @ (weights / weights.sum()),
            (best >= MIDDLING) @ (weights / weights.sum()),
            best[:, heaviest].min(axis=1),
            np.add.reduceat(similar.max(axis=1) * lengths, starts) / np.maximum(np.add.reduceat(lengths, starts), 1e-9),
        ]
    )
    return out


def _directions(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of length one, and the lengths they had; a zero row stays."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return vectors / np.maximum(lengths, 1e-9)[:, None], np.maximum(lengths, 1e-9)
