"""Boosted trees as plain arrays: what the second ranking is fitted as."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Trees:
    """Each a full binary tree: node n splits into 2n + 1 (at most the threshold) and 2n + 2.

    `feature` int16 [trees, nodes], `threshold` float32 [trees, nodes], `value` float32 [trees, nodes + 1] of the leaves.
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
        """The values that all trees give each row of features [n, columns], summed; float32 [n]."""
        values, rows = np.ascontiguousarray(features).ravel(), (np.arange(len(features)) * features.shape[1])[:, None]
        at = np.tile(np.arange(len(self.feature)), (len(features), 1))
        for feature, threshold in self._levels:  # `take` that clips is twice as fast as indexing, and so is work in place
            looked = feature.take(at, mode="clip")
            looked += rows
            right = values.take(looked, mode="clip") > threshold.take(at, mode="clip")
            at += at
            at += right
        return np.asarray(self.value.ravel().take(at, mode="clip").sum(axis=1))
