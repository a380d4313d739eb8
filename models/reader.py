"""From text to token ids: the words of a unigram tokenizer and, beside them, every known pair of neighbouring characters.

All of it lies in one tokenizer.json. A pair is kept there with a mark before it, and `Reader.prepare` writes a text's pairs, marked,
behind the text, so that the plain tokenizer (and with it sentence-transformers) reads the same tokens that `Reader.tokens` looks up fast.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.bags import Bags, pack
from policy import fold

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAIR_MARK = "\ue000"  # private use: occurs in no text, and one that does occur is dropped
_BETWEEN = "\n"


_ONE_BY_ONE = 4  # texts that are read sooner than other threads take the work over
_REMEMBERED = 20_000  # texts; with 300 tokens each 25 MB, with a thousand, as the longest have, 80


class Reader:
    """Reads texts with one tokenizer. Words come in the order of the text, known pairs behind them; unknown ones are left out."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._recent: dict[str, np.ndarray] = {}
        self.size = tokenizer.get_vocab_size()
        pairs = sorted((_key(token[1:]), i) for token, i in tokenizer.get_vocab().items() if token[0] == PAIR_MARK)
        self._keys = np.array([key for key, _ in pairs], np.uint32)
        self._pair_ids = np.array([i for _, i in pairs], np.int32)
        self._known = {token[1:] for token in tokenizer.get_vocab() if token[0] == PAIR_MARK}

    def prepare(self, text: str) -> str:
        """The text as the plain tokenizer must be given it: folded, its known pairs behind it."""
        plain = _clean(text)
        pairs = (plain[i : i + 2] for i in range(len(plain) - 1))
        return plain + "".join(PAIR_MARK + pair for pair in pairs if pair in self._known)

    def tokens(self, texts: Sequence[str]) -> Bags:
        """The token ids of each text."""
        plain = [_clean(text) for text in texts]
        if len(plain) > _ONE_BY_ONE:
            encoded = self._tokenizer.encode_batch_fast(plain, add_special_tokens=False)
        else:
            encoded = [self._tokenizer.encode(text, add_special_tokens=False) for text in plain]
        words = [np.array(e.ids, np.int32) for e in encoded]
        rows = [w[w > 0] for w in words]
        if len(self._keys):
            rows = [np.concatenate(both) for both in zip(rows, self._pairs(plain), strict=True)]
        return pack(rows)

    def recent_tokens(self, texts: Sequence[str]) -> Bags:
        """As `tokens`, remembering the texts: those that one question is compared with come up again with the next."""
        if len(self._recent) > _REMEMBERED:
            self._recent = {}
        recent = self._recent
        found = {text: recent.get(text) for text in texts}
        new = [text for text, ids in found.items() if ids is None]
        bags = self.tokens(new) if new else pack([])
        for i, text in enumerate(new):
            found[text] = recent[text] = bags[i]
        return pack([ids for text in texts if (ids := found[text]) is not None])

    def placed(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The ids of the words of a text in order and [start, end) of each in it, int64 [n] and [n, 2]; what is unknown comes character by
        character as 0, blanks left out, and pairs do not come at all."""
        plain = fold(text)
        read = self._tokenizer.encode(plain, add_special_tokens=False)
        found: list[tuple[int, int, int]] = []
        for word, (start, end) in zip(read.ids, read.offsets, strict=True):
            found += [(word, start, end)] if word else [(0, n, n + 1) for n in range(start, end) if plain[n] != " "]
        rows = np.array(found, np.int64).reshape(-1, 3)
        return rows[:, 0], rows[:, 1:]

    def _pairs(self, texts: Sequence[str]) -> list[np.ndarray]:
        """The ids of the known pairs of each text, one search over all texts."""
        codes = np.frombuffer(_BETWEEN.join(texts).encode("utf-16-le", "surrogatepass"), np.uint16).astype(np.uint32)
        keys = codes[:-1] << np.uint32(16) | codes[1:]
        at = np.searchsorted(self._keys, keys)
        at[at == len(self._keys)] = 0
        hits = np.flatnonzero(self._keys[at] == keys) if len(keys) else np.zeros(0, np.int64)
        ends = np.cumsum([len(t) + sum(c > "\uffff" for c in t) + 1 for t in texts])
        bounds = np.searchsorted(hits, ends)
        return np.split(self._pair_ids[at[hits]], bounds[:-1])


def _clean(text: str) -> str:
    return fold(text).replace(PAIR_MARK, "")


def _key(pair: str) -> int:
    return ord(pair[0]) << 16 | ord(pair[1])
