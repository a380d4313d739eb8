"""How far two judges agree beyond chance: Cohen's kappa, plain (Cohen 1960) and with squared weights (Cohen 1968)."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from policy.bench import Agreement


def kappa(a: Sequence[int], b: Sequence[int], *, squared: bool = False) -> float | None:
    """1 − observed / expected disagreement; None for no pair at all, or where no disagreement was to be expected.

    >>> round(kappa([1] * 20 + [1] * 5 + [0] * 10 + [0] * 15, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15), 4)
    0.4
    """
    from scipy.stats.contingency import crosstab, expected_freq

    if not a:
        return None
    grades = sorted({*a, *b})
    table = crosstab(a, b, levels=(grades, grades)).count
    apart = np.abs(np.subtract.outer(grades, grades))
    weights = apart**2 if squared else apart > 0
    expected = float((weights * expected_freq(table)).sum())
    return 1 - float((weights * table).sum()) / expected if expected else None


def agreements(grades: Mapping[str, Mapping[tuple[str, str], int]]) -> list[Agreement]:
    """Every two judges, by name; `grades` are {judge: {item: grade}}."""
    found = []
    for a, b in combinations(sorted(grades), 2):
        common = sorted(grades[a].keys() & grades[b].keys())
        x, y = [grades[a][key] for key in common], [grades[b][key] for key in common]
        equal = sum(i == j for i, j in zip(x, y, strict=True)) / len(common) if common else 0.0
        found.append(Agreement(a, b, len(common), equal, kappa(x, y), kappa(x, y, squared=True)))
    return found
