"""How common a term is in laws, policies and questions at large: a small index alone cannot tell that 允许 matters less than 津贴.

The table beside this file holds, for the character bigrams and Latin words most common in either, the larger of their
shares of clauses and of questions. `python -m eval background` makes it.
"""

from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "background.npz"
# A term that neither holds: as rare as one in ten thousand questions.
_RAREST = 1e-4


@cache
def _table() -> tuple[np.ndarray, np.ndarray]:
    with np.load(FILE) as stored:
        return stored["codes"], stored["shares"].astype(np.float32)


def rarity(codes: np.ndarray) -> np.ndarray:
    """0 (in every text) to 1 (as good as unknown) for each term code of index.terms.bigrams; float32."""
    known, shares = _table()
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    found = np.where(known[at] == codes, shares[at], _RAREST)
    return (np.log(np.maximum(found, _RAREST)) / np.log(_RAREST)).astype(np.float32)
