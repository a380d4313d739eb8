"""Refusing and being sure: precision and recall of "not found", and the risk an answer carries at each share of questions answered."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: whether the documents answer it, whether it was answered, rightly, and how sure the answer was."""

    answerable: bool
    answered: bool
    right: bool
    confidence: float


def refusal(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Precision, recall and F1 of refusing, over questions whose answerability is known; None where there is nothing to divide by."""
    refused = [o for o in outcomes if not o.answered]
    unanswerable = [o for o in outcomes if not o.answerable]
    good = sum(not o.answerable for o in refused)
    precision = good / len(refused) if refused else None
    recall = good / len(unanswerable) if unanswerable else None
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else None
    return {"refusal_precision": precision, "refusal_recall": recall, "refusal_f1": f1}


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(share of all questions answered, share of wrong among these), as less and less sure answers are let through.

    Answers of one confidence come in together, so that the curve does not hang on their order. An answer to a question that the
    documents do not answer is wrong.
    """
    given = sorted((o for o in outcomes if o.answered), key=lambda o: -o.confidence)
    points, wrong = [], 0
    for n, outcome in enumerate(given, 1):
        wrong += not (outcome.right and outcome.answerable)
        if n == len(given) or given[n].confidence != outcome.confidence:
            points.append((n / len(outcomes), wrong / n))
    return points


def area(points: Sequence[tuple[float, float]]) -> float | None:
    """Mean risk over the coverage reached: the area under the risk–coverage curve divided by its width; less is better."""
    if not points:
        return None
    total, before = 0.0, 0.0
    for coverage, risk in points:
        total += (coverage - before) * risk
        before = coverage
    return total / before
