"""Words that a tokenizer lacks, added so that no text changes its vector before they are trained.

A new word is as likely as the pieces that it is read as now, and its vector is their sum: it stands exactly where those pieces stood.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.vocabulary import is_word
from policy import fold

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LEAST = 5  # texts that hold a word; of fewer nothing is learned
MOST = 20_000  # words, the most frequent: 5 MB of weights
_AHEAD = 1e-6  # log likelihood that a word has before its pieces, for each piece saved; likelihoods of other readings differ by more


@dataclass(frozen=True, slots=True)
class Missing:
    """What texts hold often and a tokenizer lacks: single characters, and words by falling frequency."""

    characters: tuple[str, ...]
    words: tuple[str, ...]


def missing(texts: Iterable[str], tokenizer: "Tokenizer", cut: Callable[[str], list[str]], least: int = LEAST) -> Missing:
    """What stands in at least `least` of the texts, without what the tokenizer has. `cut` splits a folded text into words."""
    counts: Counter[str] = Counter()
    for text in texts:
        folded = fold(text)
        counts.update({c for c in folded if c.isalnum()} | {w for w in cut(folded) if len(w) > 1 and is_word(w)})
    known = tokenizer.get_vocab()
    found = sorted(((w, n) for w, n in counts.items() if n >= least and w not in known), key=lambda item: (-item[1], item[0]))
    return Missing(tuple(w for w, _ in found if len(w) == 1), tuple(w for w, _ in found if len(w) > 1)[:MOST])


def extend(tokenizer: "Tokenizer", vectors: np.ndarray, new: Missing) -> "tuple[Tokenizer, np.ndarray]":
    """The tokenizer with the new characters and words, and vectors float32 [tokens, dimension]: zeros for a character, for a word the
    sum of its pieces. A word of which the tokenizer would know a part only is left out."""
    scores = [score for _, score in json.loads(tokenizer.to_str())["model"]["vocab"]]
    # A character that no word holds is read as unknown wherever it stands: as a token with a zero vector it changes nothing.
    read = _with(tokenizer, [(c, scores[0]) for c in new.characters])
    rows = [vectors, np.zeros((len(new.characters), vectors.shape[1]), np.float32)]
    scores += [scores[0]] * len(new.characters)
    known = np.concatenate(rows)
    added: list[tuple[str, float]] = []
    sums: list[np.ndarray] = []
    for word in new.words:
        pieces = read.encode(word, add_special_tokens=False).ids
        if 0 not in pieces and len(pieces) > 1:
            added.append((word, sum(scores[p] for p in pieces) + _AHEAD * (len(pieces) - 1)))
            sums.append(known[pieces].sum(axis=0))
    return _with(read, added), np.concatenate([known, np.array(sums, np.float32).reshape(-1, vectors.shape[1])])


def _with(tokenizer: "Tokenizer", words: Iterable[tuple[str, float]]) -> "Tokenizer":
    """A copy whose vocabulary ends with the given words and their log likelihoods."""
    from tokenizers import Tokenizer

    state = json.loads(tokenizer.to_str())
    state["model"]["vocab"] += [[word, score] for word, score in words]
    return Tokenizer.from_str(json.dumps(state))
