"""Trains the boosted trees that rank candidates anew: LambdaMART (Burges 2010) by LightGBM, kept as plain arrays.

Every tree is laid out as a full binary tree of DEPTH splits, so that any program evaluates it with array operations:
node n splits into 2n + 1 (at most the threshold) and 2n + 2; a leaf higher up fills the places below it.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

DEPTH, TREES = 6, 300
# Chosen on questions kept apart, among 13 settings whose figures lie within noise of one another (models/README.md).
SETTINGS = {
    "objective": "lambdarank", "lambdarank_truncation_level": 100, "num_leaves": 31, "max_depth": DEPTH, "learning_rate": 0.05,
    "min_data_in_leaf": 40, "bagging_fraction": 0.7, "bagging_freq": 1, "feature_fraction": 0.6, "lambda_l2": 5.0,
    "deterministic": True, "force_row_wise": True, "verbosity": -1,
}  # fmt: skip
# For a thousand questions in place of fifteen thousand: small trees (models/README.md, tenth round).
SMALL = {"num_leaves": 7, "min_data_in_leaf": 200}


def train_trees(
    features: np.ndarray,
    gold: np.ndarray,
    start: np.ndarray,
    sizes: Sequence[int],
    weight: np.ndarray,
    seed: int,
    threads: int,
    settings: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Trees whose summed values, added to `start`, rank gold candidates first.

    `features` float32 [n, f], `gold` bool [n], `start` float [n] the scores that the trees correct, `weight` float [n], `sizes` how
    many candidates each question has, end to end, `settings` what differs from SETTINGS.
    Returns the splits' features int16 [trees, 2^DEPTH - 1], their thresholds float32 likewise, and leaf values float32 [trees, 2^DEPTH].
    """
    import lightgbm

    table = lightgbm.Dataset(features, gold.astype(int), group=list(sizes), weight=weight, init_score=start)
    model = lightgbm.train(SETTINGS | {"seed": seed, "num_threads": threads} | dict(settings), table, TREES)
    return laid_out(model, DEPTH)


def laid_out(model: Any, depth: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The trees of a LightGBM model of at most `depth` splits as full ones: the splits' features int16 [trees, 2^depth - 1], their
    thresholds float32 likewise, and leaf values float32 [trees, 2^depth]."""
    trees = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    feature = np.zeros((len(trees), 2**depth - 1), np.int16)
    threshold = np.full((len(trees), 2**depth - 1), np.inf, np.float32)
    value = np.zeros((len(trees), 2**depth), np.float32)
    for n, tree in enumerate(trees):
        _lay(tree, 0, feature[n], threshold[n], value[n])
    return feature, threshold, value


def _lay(node: dict[str, Any], at: int, feature: np.ndarray, threshold: np.ndarray, value: np.ndarray) -> None:
    if at >= len(feature):
        value[at - len(feature)] = node["leaf_value"]
        return
    leaf = "leaf_value" in node
    if not leaf:
        feature[at], threshold[at] = node["split_feature"], node["threshold"]
    _lay(node if leaf else node["left_child"], 2 * at + 1, feature, threshold, value)
    _lay(node if leaf else node["right_child"], 2 * at + 2, feature, threshold, value)
