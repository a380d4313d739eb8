"""Boosted trees as plain arrays: what the decision to answer and the choice of a quote are fitted as."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

_NEVER = 1e9  # a threshold that nothing is above: the node is no split


@dataclass(frozen=True, slots=True)
class Trees:
    """Each a full binary tree: node n splits into 2n + 1 (at most the threshold) and 2n + 2.

    `feature` int [trees, nodes], `threshold` and `value` float32 [trees, nodes] and [trees, nodes + 1].
    """

    feature: np.ndarray
    threshold: np.ndarray
    value: np.ndarray

    def sums(self, features: np.ndarray) -> np.ndarray:
        """The sum of the trees' values for each row of features [n, columns]; float32 [n]."""
        trees, nodes = self.feature.shape
        every, rows = np.arange(trees)[None, :], np.arange(len(features))[:, None]
        at = np.zeros((len(features), trees), np.int64)
        for _ in range(int(nodes).bit_length()):
            at = 2 * at + 1 + (features[rows, self.feature[every, at]] > self.threshold[every, at])
        return np.asarray(self.value[every, at - nodes].sum(axis=1))

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
