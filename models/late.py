"""Late interaction over token vectors (Khattab and Zaharia 2020), weighted: each query token looks for its nearest token in a text.

score = Σ_q w_q · max_t cos(q, t) / Σ_q w_q. A token's weight is the length of its vector, which training has made large for
telling words and small for words that every clause has.
"""

import numpy as np

from models.bags import Bags


def late_scores(vectors: np.ndarray, query: np.ndarray, texts: Bags) -> np.ndarray:
    """float32 [len(texts)]; zero for an empty query or text. `query` holds token ids, `texts` too."""
    query = np.unique(query)
    out = np.zeros(len(texts), np.float32)
    filled = np.flatnonzero(np.diff(texts.offsets))
    if not len(query) or not len(filled):
        return out
    start, end = texts.offsets[0], texts.offsets[-1]
    distinct, back = np.unique(texts.ids[start:end], return_inverse=True)
    weights = np.linalg.norm(vectors[query], axis=1)
    left = vectors[query] / np.maximum(weights, 1e-9)[:, None]
    right = vectors[distinct]
    lengths = np.sqrt(np.einsum("ij,ij->i", right, right))
    similar = np.maximum(right @ left.T, 0) / np.maximum(lengths, 1e-9)[:, None]
    for i in filled:
        out[i] = similar[back[texts.offsets[i] - start : texts.offsets[i + 1] - start]].max(axis=0) @ weights
    return out / weights.sum()
