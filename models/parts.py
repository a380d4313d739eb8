"""The parts that tokens share, so that a rare word starts from what its characters mean elsewhere (Bojanowski and others 2017).

In training a token's vector is its own plus the mean of its parts' vectors; what ships is the sum, at no cost when it is read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

_LEAST = 3  # tokens that a part must be in: one of fewer says nothing that the tokens' own vectors do not
_LATIN = (3, 4, 5)  # characters of a part of a Latin word, its ends marked


@dataclass(frozen=True, slots=True)
class Parts:
    """Part numbers of all tokens end to end: those of token t are ids[offsets[t] : offsets[t + 1]]; `size` is how many parts there are."""

    ids: np.ndarray
    offsets: np.ndarray
    size: int

    @classmethod
    def of(cls, tokens: Sequence[str]) -> "Parts":
        """The parts of tokens by their number: characters, and pairs of neighbours in words of three and more; runs of Latin letters."""
        told = [list(dict.fromkeys(_parts(token))) for token in tokens]
        counts = Counter(part for parts in told for part in parts)
        number = {part: n for n, part in enumerate(part for part, count in counts.items() if count >= _LEAST)}
        rows = [[number[part] for part in parts if part in number] for parts in told]
        return cls(np.array([n for row in rows for n in row], np.int64), np.cumsum([0, *map(len, rows)]), len(number))


def _parts(token: str) -> Iterator[str]:
    if token.isdecimal() or token.startswith("["):
        return
    if token.isascii():
        marked = f"<{token}>"
        for size in _LATIN:
            yield from (marked[at : at + size] for at in range(len(marked) - size + 1))
        return
    yield from token
    if len(token) > 2:
        yield from (token[at : at + 2] for at in range(len(token) - 1))
