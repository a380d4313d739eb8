"""The decision to answer: it is read as it was written, weighs a scope as a whole, and refuses what was fitted on other features."""

import json
from pathlib import Path

import numpy as np
import pytest

from answer.evidence.decide import BESIDE, FEATURES, FILE, beside, decision, probabilities, rivals
from answer.evidence.gather import Evidence
from answer.evidence.spans import span_trees
from answer.evidence.trees import Trees
from answer.text.sentences import sentences
from answer.understand.question import understand
from eval.fit_decision import Outcome, Sample, fit, held_out, outcome, thresholds, write
from policy import BadArtefact, Clause, Hit


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


def test_what_is_stored_parts_nothing_from_something() -> None:
    trees = Trees(np.array([[0]]), np.array([[-1e-35]], np.float32), np.array([[1.0, 2.0]], np.float32))
    rows = np.array([[0.0], [-1e-6], [0.5]])
    read = Trees.read(json.loads(json.dumps(trees.stored())))
    assert read.sums(rows).tolist() == trees.sums(rows).tolist() == [2.0, 1.0, 2.0]


def test_the_best_of_a_scope_is_nothing_below_the_best() -> None:
    features = np.random.default_rng(2).random((4, len(FEATURES)))
    table = beside(features, np.array([0.5, 2.0, -1.0, 0.5]))
    assert table.shape == (4, len(BESIDE)) and (table[:, len(FEATURES) : -2].max(axis=0) == 0).all()
    assert table[:, -1].tolist() == [1, 0, 3, 2]


def said(text: str, clause: str, source: str = "a.txt") -> Evidence:
    found = Clause(f"{source}#{clause}", source, "办法", (clause,), text, 0, len(text))
    return Evidence(sentences(found)[0], Hit(1, 0.9, found), 0.5, 0.5, 0.5, 0.0, 0.0, 0.9, 1.0, 0.0)


def test_sentences_of_other_clauses_gainsay_unless_they_give_the_same_number() -> None:
    found = [
        said("到2028年底，出庭应诉率达到100%。", "第一条"),
        said("出庭应诉率2026年达到96%，2028年达到100%。", "第二条"),
        said("到2028年底，案卷合格率达到98%。", "第三条"),
        said("出庭应诉率达到90%。", "第一条", "b.txt"),
    ]
    rate, when = (understand(q, q, ()) for q in ("出庭应诉率的目标是多少？", "出庭应诉率什么时候达标？"))
    assert rivals(found, rate).tolist() == [[0, 0, 1, 0], [0, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 0]]
    assert rivals(found, when)[0].tolist() == [0, 1, 1, 0]
    assert probabilities(np.zeros(4), rivals(found, rate)) == pytest.approx([1 / 3, 1 / 3, 1 / 4, 1 / 2])


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
    return Sample(f"q{n}", f"c{n % 4}", features, right, ~np.eye(8, dtype=bool), "words")


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
    assert [outcome(read, s).probability for s in found] == pytest.approx([outcome(fitted, s).probability for s in found], abs=0.002)


def test_a_decision_of_other_features_is_refused(tmp_path: Path) -> None:
    stored = json.loads(FILE.read_text("utf8"))
    stored["weights"].pop(FEATURES[-1])
    other = tmp_path / "decision.json"
    other.write_text(json.dumps(stored), "utf8")
    with pytest.raises(BadArtefact):
        decision(other)


def test_thresholds_count_questions_without_an_answer_at_the_share_expected_of_them() -> None:
    """However many of them a set has: a fourth of what is asked has no answer, and 8.5 % of it may be answered wrong."""
    right = [Outcome("figures", 0.9, True, True)] * 20
    lacking = [Outcome("figures", p / 100, False, False) for p in range(1, 101)]
    limits = [thresholds([*right, *lacking * times])["figures"] for times in (1, 7)]
    assert limits[0] == limits[1] == pytest.approx(1 - 0.085 / 0.25, abs=0.02)
