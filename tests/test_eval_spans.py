"""Fitting how much of a clause an answer quotes."""

from pathlib import Path

import numpy as np
import pytest

from answer.evidence.span_signs import FEATURES
from answer.evidence.spans import chances, span_trees
from eval.fit_spans import Sample, fit, held_out, shared, write


def common(a: str, b: str) -> int:
    """The plain table of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def test_what_two_texts_share_is_their_longest_common_subsequence() -> None:
    rng = np.random.default_rng(3)
    for _ in range(60):
        a, b = ("".join(rng.choice(list("甲乙丙丁戊"), int(rng.integers(1, 40)))) for _ in range(2))
        assert shared(a, b) == pytest.approx(2 * common(a, b) / (len(a) + len(b)))
    assert shared("５日 内", "5日内") == 1.0
    assert shared("", "5日内") == 0.0


def sample(n: int, rng: np.random.Generator) -> Sample:
    """Twenty runs, of which the one that is greatest in a third of the features is the answer."""
    features = rng.normal(size=(20, len(FEATURES))).astype(np.float32)
    features[:, : len(FEATURES) // 3] = features[:, :1]
    shares = np.where(np.arange(20) == features[:, 0].argmax(), 1.0, 0.2)
    spans = tuple((10 * i, 10 * i + 10) for i in range(20))
    return Sample(f"q{n}", f"c{n % 3}", features, spans, shares, shares > 0.5, 0, True)


def test_the_fit_finds_what_tells_the_answer_and_is_read_as_written(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    found = [sample(n, rng) for n in range(60)]
    report = held_out(found)
    assert set(report) == {"c0", "c1", "c2"}
    assert all(of["run complete"] > 0.6 > of["sentence complete"] for of in report.values())
    trees = fit(found)
    write(tmp_path / "spans.json", trees, report)
    features = found[0].features
    assert chances(span_trees(tmp_path / "spans.json"), features) == pytest.approx(chances(trees, features), abs=0.001)
