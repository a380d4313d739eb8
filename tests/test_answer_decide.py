"""The decision to answer: it is read as it was written, weighs a scope as a whole, and refuses what was fitted on other features."""

import json
from pathlib import Path

import numpy as np
import pytest

from answer.decide import BESIDE, FEATURES, FILE, beside, decision, numbers, probabilities
from answer.spans import span_trees
from answer.trees import Trees
from eval.fit_decision import Sample, fit, held_out, outcome, thresholds, write
from policy import BadArtefact


def slowly(trees: Trees, row: np.ndarray) -> float:
    total = 0.0
    for feature, threshold, value in zip(trees.feature, trees.threshold, trees.value, strict=True):
        at = 0
        while at < len(feature):
            at = 2 * at + (2 if row[feature[at]] > threshold[at] else 1)
        total += float(value[at - len(feature)])
    return total


@pytest.mark.parametrize("trees", [decision().trees, span_trees()], ids=["decision", "spans"])
def test_trees_say_the_same_read_one_by_one(trees: Trees) -> None:
    rows = np.random.default_rng(1).normal(size=(9, int(trees.feature.max()) + 1)).astype(np.float32)
    assert trees.sums(rows) == pytest.approx([slowly(trees, row) for row in rows], abs=1e-3)


def test_the_best_of_a_scope_is_below_none() -> None:
    features = np.random.default_rng(2).random((4, len(FEATURES)))
    table = beside(features, np.array([0.5, 2.0, -1.0, 0.5]))
    assert table.shape == (4, len(BESIDE)) and (table[:, len(FEATURES) : -2].max(axis=0) == 0).all()
    assert table[:, -1].tolist() == [1, 0, 3, 2]


def test_sentences_of_other_clauses_of_the_document_gainsay_and_others_do_not() -> None:
    scores = np.zeros(4)
    documents, clauses = numbers(["a", "a", "a", "b"]), numbers(["a1", "a1", "a2", "b1"])
    assert probabilities(scores, documents, clauses) == pytest.approx([1 / 3, 1 / 3, 1 / 4, 1 / 2])


def sample(n: int, rng: np.random.Generator) -> Sample:
    """Eight sentences; the first that is near and says the matter is right, and in every third question none is."""
    features = rng.random((8, len(FEATURES)))
    features[:, 0] = 1.0
    near, said = FEATURES.index("near"), FEATURES.index("said")
    features[:, [near, said]] *= 0.5
    right = np.zeros(8, bool)
    if n % 3:
        right[n % 8] = True
        features[n % 8, [near, said]] = 0.7
    return Sample(f"q{n}", f"c{n % 4}", features, right, np.zeros(8, int), np.arange(8), "words")


def test_the_fit_finds_what_answers_and_is_read_as_written(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    found = [sample(n, rng) for n in range(240)]
    outcomes = held_out(found)
    assert set(outcomes) == {"c0", "c1", "c2", "c3"} and sum(map(len, outcomes.values())) == 240
    best = [o for of in outcomes.values() for o in of]
    assert sum(o.right for o in best if o.answerable) > 0.9 * sum(o.answerable for o in best)
    assert np.mean([o.probability for o in best if o.answerable]) > 0.3 + np.mean([o.probability for o in best if not o.answerable])
    fitted = fit(found)
    write(tmp_path / "decision.json", fitted, thresholds(best), {})
    read = decision(tmp_path / "decision.json")
    assert [outcome(read, s).probability for s in found] == pytest.approx([outcome(fitted, s).probability for s in found], abs=0.02)


def test_a_decision_of_other_features_is_refused(tmp_path: Path) -> None:
    stored = json.loads(FILE.read_text("utf8"))
    stored["weights"].pop(FEATURES[-1])
    other = tmp_path / "decision.json"
    other.write_text(json.dumps(stored), "utf8")
    with pytest.raises(BadArtefact):
        decision(other)
