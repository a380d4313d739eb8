"""Fits when to answer: a logistic model over answer.decide.FEATURES, learned from questions whose answers are known.

A sentence of evidence counts as right where it stands in a gold clause and says one of the strings that the answer must say.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from answer.decide import FEATURES, features
from answer.evidence import Evidence
from answer.inquiry import Inquiry
from answer.search import Search
from eval.gold import is_at

_DEPTH = 8  # sentences of evidence a question
_L2 = 0.001
_FOLDS = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """The evidence of one question: features [n, len(FEATURES)] and which of it is right [n]; `share` where a rate is asked for."""

    question_id: str
    share: bool
    features: np.ndarray
    right: np.ndarray


def samples(search: Search, rows: Iterable[dict[str, Any]]) -> list[Sample]:
    """Evidence for every question, best first; an unanswerable question has none that is right."""
    found = []
    for row in rows:
        inquiry = Inquiry.of(search, row["question"])
        evidence = [e for part in inquiry.parts() for e in part.evidence[:_DEPTH] if e.fits > 0]
        if evidence:
            right = np.array([_is_right(row, e) for e in evidence])
            found.append(Sample(str(row["id"]), inquiry.question.unit == "%", np.array([features(e) for e in evidence]), right))
    return found


def _is_right(row: dict[str, Any], evidence: Evidence) -> bool:
    clause = evidence.sentence.clause
    name = clause.source.rsplit("/", 1)[-1]
    if not row["answerable"] or not any(r["source"] == name and is_at(r["path"], clause) for r in row["relevant"]):
        return False
    said = _plain(evidence.sentence.text + evidence.sentence.heading)
    return any(_plain(x) in said for alternatives in row["must"] for x in alternatives)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def fit(found: Sequence[Sample]) -> np.ndarray:
    """Logistic weights by Newton's method with a little shrinkage; the bias is not shrunk."""
    x, y = np.concatenate([s.features for s in found]), np.concatenate([s.right for s in found]).astype(float)
    weight, ridge = np.zeros(x.shape[1]), _L2 * np.diag([0.0, *([1.0] * (x.shape[1] - 1))])
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ weight))
        grad = x.T @ (p - y) / len(y) + ridge @ weight
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x / len(y) + ridge + 1e-9 * np.eye(len(weight)), grad)
        weight -= step
        if np.abs(step).max() < 1e-9:
            break
    return weight


Outcome = tuple[float, bool, bool]


def held_out(found: Sequence[Sample]) -> tuple[list[Outcome], list[Outcome]]:
    """For every question, by a model that did not see it: (probability of its best evidence, whether that is right, whether any is);
    the questions that ask for a share apart, second."""
    out: tuple[list[Outcome], list[Outcome]] = ([], [])
    for fold in range(_FOLDS):
        weight = fit([s for i, s in enumerate(found) if i % _FOLDS != fold])
        for sample in found[fold::_FOLDS]:
            p = 1 / (1 + np.exp(-sample.features @ weight))
            best = int(p.argmax())
            out[sample.share].append((float(p[best]), bool(sample.right[best]), bool(sample.right.any())))
    return out


def threshold(outcomes: Sequence[Outcome], wrong_costs: float = 2.0) -> tuple[float, dict[str, float]]:
    """The threshold of least cost, a wrong answer counting `wrong_costs` refusals, and what it gives."""

    def cost(t: float) -> float:
        wrong = sum(p >= t and not right for p, right, _ in outcomes)
        return wrong_costs * wrong + sum(p < t and can for p, _, can in outcomes)

    best = min(np.arange(0.05, 0.95, 0.01), key=lambda t: (cost(t), t))
    answered = [(right, can) for p, right, can in outcomes if p >= best]
    return float(round(best, 2)), {
        "questions": len(outcomes),
        "answered": len(answered),
        "wrong": sum(not right for right, _ in answered),
        "refused though the evidence is right": sum(bool(p < best and can) for p, _, can in outcomes),
    }


def write(path: Path, weight: np.ndarray, limits: tuple[float, float], report: dict[str, Any]) -> None:
    """Write decision.json; how it was fitted goes with it."""
    data = {
        "weights": dict(zip(FEATURES, (round(float(w), 4) for w in weight), strict=True)),
        "threshold": limits[0],
        "threshold_share": limits[1],
        "fitted": report,
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf8")
