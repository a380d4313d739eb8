"""Boosted trees as plain arrays: what the decision to answer and the choice of a quote are fitted as."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

_NEVER = 1e9  # a threshold that nothing is above: the node is no split


@dataclass(frozen=True)
class Trees:
    """Each a full binary tree: node n splits into 2n + 1 (at most the threshold) and 2n + 2.

    `feature` int [trees, nodes], `threshold` and `value` float32 [trees, nodes] and [trees, nodes + 1].
    """

    feature: np.ndarray
    threshold: np.ndarray
    value: np.ndarray

    @cached_property
    def _levels(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Features and thresholds of each level, one tree's nodes behind another's: from place n of a level it goes on at 2n or 2n + 1."""
        levels = [slice(2**depth - 1, 2 ** (depth + 1) - 1) for depth in range(self.feature.shape[1].bit_length())]
        return [(self.feature[:, level].ravel().astype(np.intp), self.threshold[:, level].ravel()) for level in levels]

    def sums(self, features: np.ndarray) -> np.ndarray:
        """The sum of the trees' values for each row of features [n, columns]; float32 [n]."""
        values, rows = np.ascontiguousarray(features).ravel(), (np.arange(len(features)) * features.shape[1])[:, None]
        at = np.tile(np.arange(len(self.feature)), (len(features), 1))
        for feature, threshold in self._levels:  # `take` that clips is twice as fast as indexing
            right = values.take(feature.take(at, mode="clip") + rows, mode="clip") > threshold.take(at, mode="clip")
            at = 2 * at + right
        return np.asarray(self.value.ravel().take(at, mode="clip").sum(axis=1))

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Trees":
        """From what `stored` gives; KeyError where something is missing."""
        return cls(np.array(stored["feature"]), *(np.array(stored[name], np.float32) for name in ("threshold", "value")))

    def stored(self) -> dict[str, Any]:
        """As JSON keeps them, to six digits: a threshold just below zero, which parts nothing from something, stays below it."""
        threshold = np.where(np.isfinite(self.threshold), self.threshold, _NEVER)
        return {
            "feature": self.feature.tolist(),
            "threshold": [[_short(x) for x in row] for row in threshold],
            "value": [[_short(x) for x in row] for row in self.value],
        }


def _short(x: float) -> float:
    return float(f"{x:.6g}")
