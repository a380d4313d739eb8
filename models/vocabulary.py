"""The tokenizer of the default encoder: words, characters, numbers and Latin words, and pairs of neighbouring characters."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from models.reader import PAIR_MARK
from policy import fold

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = "[UNK]"
_LATIN = re.compile("[a-z]{2,}")
_LONGEST = 12  # characters; longer "words" of the cutter are whole names that hardly recur


def count_words(texts: Iterable[str], cut: Callable[[str], list[str]]) -> Counter[str]:
    """How often each word, each character and, under its mark, each pair of Chinese characters occurs in the folded texts."""
    folded = [fold(text) for text in texts]
    words = Counter(word for text in folded for word in cut(text) if len(word) > 1 and is_word(word))
    codes = np.frombuffer("\n".join(folded).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    characters = {chr(code): int(n) for code, n in zip(*np.unique(codes, return_counts=True), strict=True) if chr(code).isalnum()}
    chinese = (codes >= ord("\u4e00")) & (codes <= ord("\u9fff"))
    keys = (codes[:-1] << np.uint64(32) | codes[1:])[chinese[:-1] & chinese[1:]]
    pairs = zip(*np.unique(keys, return_counts=True), strict=True)
    return words + Counter(characters) + Counter({f"{PAIR_MARK}{chr(int(k) >> 32)}{chr(int(k) & 0xFFFF)}": int(n) for k, n in pairs})


def latin_words(texts: Iterable[str]) -> list[str]:
    """The Latin words of the folded texts, each once, sorted."""
    return sorted({word for text in texts for word in _LATIN.findall(fold(text))})


def is_word(word: str) -> bool:
    """Whether the cutter gave a word worth a token: letters or characters alone, not a mixture, at most twelve."""
    return len(word) <= _LONGEST and word.isalnum() and (word.isascii() or not any(c.isascii() for c in word))


def build_tokenizer(counts: Counter[str], words: int, pairs: int = 0, extra: Iterable[str] = ()) -> "Tokenizer":
    """A unigram tokenizer of at most `words` words and `pairs` pairs that are no words themselves.

    In it are all characters seen, letters, digits, the `extra` words, then words by frequency. A text is cut into the likeliest
    sequence of known words; what is not known becomes `[UNK]`, id 0, whose vector is zero.
    """
    from tokenizers import Tokenizer, models

    characters = {w for w in counts if len(w) == 1} | set("abcdefghijklmnopqrstuvwxyz0123456789")
    chosen = dict.fromkeys([*sorted(characters), *(w for w in extra if 1 < len(w) <= 2 * _LONGEST)])
    ranked = sorted(((w, n) for w, n in counts.items() if len(w) > 1), key=lambda item: (-item[1], item[0]))
    for word in (w for w, _ in ranked if w[0] != PAIR_MARK):
        if len(chosen) >= words - 1:
            break
        chosen.setdefault(word)
    marked = [w for w, _ in ranked if w[0] == PAIR_MARK and w[1:] not in chosen][:pairs]
    total = sum(counts[w] for w in chosen) + 1
    # A single character is as likely as a word seen never: a known word always wins over its characters.
    floor = math.log(0.5 / total)
    scored = [(w, floor if len(w) == 1 else math.log((counts[w] + 0.5) / total)) for w in chosen]
    return Tokenizer(models.Unigram([(UNKNOWN, floor), *scored, *((w, 0.0) for w in marked)], 0, False))
