"""Late interaction over token vectors (Khattab and Zaharia 2020), weighted: each query token looks for its nearest token in a text.

A token's weight is the length of its vector, which training has made large for telling words and small for words that every
clause has. A text is a head (titles and headings) and a body. A long body has a near token for any word somewhere; its best passage,
PASSAGE tokens on end, says whether one place of it answers (Dai and Callan 2019 do so with windows of a document). Of a tokenizer with
pairs of characters, which stand behind the words, a passage at the seam holds some of both.

SIGNALS are, with s_q = max_t cos(q, t) over the tokens t of a part, cut off at 0, and query weights w_q that add up to 1:
"""

import numpy as np

from models.bags import Bags

BODY = (
    "late",  # Σ w_q · s_q
    "late_telling",  # the same with w_q squared: the most telling words decide
    "late_strong",  # the share of the weight whose s_q is at least STRONG: words that stand there as they are, or nearly
    "late_middling",  # … at least MIDDLING: words of the same matter
    "late_weakest",  # the least s_q of the HEAVIEST heaviest query tokens: what the text does not speak of
    "late_back",  # the other way round: Σ w_t · max_q cos(q, t), how much of the text is about the query
)
HEAD = ("head_late", "head_telling", "head_strong")
WHOLE = ("whole_late", "whole_telling")  # of head and body together
BEST = ("passage_late", "passage_telling", "passage_strong", "passage_middling", "passage_weakest")  # of the head with its best passage
SIGNALS = (*BODY, *HEAD, *WHOLE, *BEST, "passage_alone")  # … and of the best passage without the head
# Means over the statute questions: a word's nearest other form lies near 0.7, a word of the same matter near 0.4.
STRONG, MIDDLING, HEAVIEST = 0.7, 0.4, 3
_STEP, _STEPS = 8, 3
# Of 12, 16, 24, 32, 36, 48 and 72 tokens, 24 found most clauses of long documents; 16 to 36 lay within noise.
PASSAGE = _STEP * _STEPS


# BLAS computes beside the end of a short row what it then throws away; once in some thousand questions that is no number, and numpy warns.
@np.errstate(invalid="ignore")
def interactions(units: np.ndarray, lengths: np.ndarray, query: np.ndarray, texts: Bags) -> np.ndarray:
    """SIGNALS of each text, float32 [len(texts) / 2, len(SIGNALS)], each 0 … 1; zero for an empty query, and those of an empty part.

    `units` float32 [tokens, dimension] are the vectors of tokens at a length of one, `lengths` the lengths they had (`lengths_of`);
    `query` holds token ids, `texts` too: head and body in turn.
    """
    query = np.unique(query)
    out = np.zeros((len(texts) // 2, len(SIGNALS)), np.float32)
    sizes, begin = np.diff(texts.offsets), texts.offsets[:-1] - texts.offsets[0]
    filled = np.flatnonzero(sizes)
    if not len(query) or not len(filled):
        return out
    distinct, back = _distinct(texts.ids[texts.offsets[0] : texts.offsets[-1]], len(units))
    weights, theirs = lengths[query], lengths[distinct]
    similar = np.maximum(units.take(distinct, axis=0) @ units[query].T, 0)
    steps = -(-sizes // _STEP)
    of, first = np.repeat(np.arange(len(sizes)), steps), np.cumsum(steps) - steps
    starts = begin[of] + _STEP * (np.arange(len(of)) - first[of])
    # the tokens of each step, its last one again where it has fewer: maxima over equally many are taken much sooner
    held = back.take(np.minimum(starts + np.arange(_STEP)[:, None], (begin + sizes)[of] - 1))
    near = similar.take(held, axis=0, mode="clip").max(axis=0)  # [steps, query]
    best = np.zeros((len(sizes), len(query)), np.float32)  # s_q of each head and body
    best[filled] = np.maximum.reduceat(near, first[filled])
    nearest = (similar.max(axis=1) * theirs).take(back)
    about = np.zeros(len(sizes), np.float32)
    about[filled] = np.add.reduceat(nearest, begin[filled]) / np.add.reduceat(theirs.take(back), begin[filled])
    head, body = best[::2], best[1::2]
    plain, telling, heaviest = weights / weights.sum(), weights**2 / (weights**2).sum(), np.argsort(-weights, kind="stable")[:HEAVIEST]

    def five(s: np.ndarray) -> list[np.ndarray]:
        return [s @ plain, s @ telling, (s >= STRONG) @ plain, (s >= MIDDLING) @ plain, s[:, heaviest].min(axis=1)]

    whole, (passage, alone) = np.maximum(head, body), _passages(near, of, head, plain)
    both = [whole @ plain, whole @ telling]
    out[:] = np.column_stack([*five(body), about[1::2], *five(head)[: len(HEAD)], *both, *five(passage), alone])
    return out


def _passages(near: np.ndarray, of: np.ndarray, head: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """s_q of each head with the passage of its body that scores best beside it [texts, query]; the best score of a passage alone [texts].

    `near` [steps, query] of the steps of heads and bodies, `of` which of those [steps]; `head` [texts, query].
    """
    here = np.flatnonzero(of % 2)
    chosen, alone = np.zeros_like(head), np.zeros(len(head), np.float32)
    if not len(here):
        return chosen, alone
    text, inner = of[here] // 2, near[here]
    passages = inner.copy()
    for ahead in range(1, _STEPS):
        same = (text[ahead:] == text[:-ahead])[:, None]
        np.maximum(passages[:-ahead], inner[ahead:], out=passages[:-ahead], where=same)
    first = np.flatnonzero(np.diff(text, prepend=-1))
    texts = text[first]
    alone[texts] = np.maximum.reduceat(passages @ weights, first)
    joined = np.maximum(passages, head[text])
    scores = joined @ weights
    top = np.flatnonzero(scores == np.repeat(np.maximum.reduceat(scores, first), np.diff(first, append=len(text))))
    chosen[text[top[::-1]]] = joined[top[::-1]]  # the first of equals
    return chosen, alone


def lengths_of(vectors: np.ndarray) -> np.ndarray:
    """The length of each row, that of a zero row as good as zero; float32 [len(vectors)]."""
    return np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-9)


def _distinct(ids: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The ids that occur, ascending, and the place of each id among them; `size` is how many there may be."""
    ids = ids.astype(np.intp)
    occurs = np.zeros(size, bool)
    occurs[ids] = True
    distinct = np.flatnonzero(occurs)
    places = np.empty(size, np.int64)
    places[distinct] = np.arange(len(distinct))
    return distinct, places[ids]
