"""Intervals and paired tests, by scipy with fixed seeds; Holm's correction over many comparisons."""

import warnings
from collections.abc import Sequence

import numpy as np

from policy.bench import Interval, Paired

SEED = 20240229
RESAMPLES = 2000  # for an interval; 9,999 for a test, so that the least p is 0.0001 one-sided, 0.0002 two-sided
PERMUTATIONS = 9999


def interval(values: Sequence[float]) -> Interval:
    """BCa bootstrap of the mean (Efron 1987); of equal values the interval is the value."""
    from scipy.stats import bootstrap

    x = np.asarray(values, float)
    mean = float(x.mean())
    if len(x) < 2 or np.ptp(x) == 0:
        return Interval(mean, mean, mean, len(x))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sample too even for BCa gives nan, which is seen below
        for method in ("BCa", "percentile"):
            found = bootstrap((x,), np.mean, n_resamples=RESAMPLES, method=method, rng=np.random.default_rng(SEED), batch=200)
            low, high = found.confidence_interval
            if np.isfinite([low, high]).all():
                break
    return Interval(mean, float(low), float(high), len(x))


def randomization(a: Sequence[float], b: Sequence[float], alternative: str = "two-sided") -> float:
    """p of the paired randomization test (signs of the differences B − A at random); 1 where nothing differs."""
    from scipy.stats import permutation_test

    d = np.asarray(b, float) - np.asarray(a, float)
    d = d[d != 0]  # a tie changes no sign sum
    if len(d) < 2:
        return 1.0  # one question alone proves nothing
    found = permutation_test(
        (d,), np.sum, permutation_type="samples", vectorized=True, n_resamples=PERMUTATIONS, batch=1000,
        alternative=alternative, rng=np.random.default_rng(SEED),
    )  # fmt: skip
    return float(found.pvalue)


def paired(measure: str, a: Sequence[float], b: Sequence[float]) -> Paired:
    """Compare two runs on one measure, question by question."""
    from scipy.stats import ttest_rel

    x, y = np.asarray(a, float), np.asarray(b, float)
    d = y - x
    p_t = float(ttest_rel(y, x).pvalue) if len(d) > 1 and np.ptp(d) > 0 else float(len(d) < 2 or d[0] == 0)
    counts = int((d > 0).sum()), int((d == 0).sum()), int((d < 0).sum())
    return Paired(measure, len(d), float(x.mean()), float(y.mean()), interval(d.tolist()), *counts, randomization(a, b), p_t)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down adjusted p values (Holm 1979), in the order given.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted, worst = [0.0] * len(p_values), 0.0
    for step, i in enumerate(order):
        worst = max(worst, min(1.0, (len(p_values) - step) * p_values[i]))
        adjusted[i] = worst
    return adjusted
