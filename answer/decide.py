"""The decision to answer or to say "not found": a calibrated probability that a sentence answers the question."""

import json
import math
from functools import cache
from pathlib import Path

from answer.evidence import Evidence
from answer.question import Question

FEATURES = ("bias", "said", "tight", "context", "lost", "near", "late", "retrieval", "fits", "other", "near_miss")
_WEIGHTS = Path(__file__).parent / "decision.json"


@cache
def _weights() -> tuple[tuple[float, ...], float, float]:
    """Weights in the order of FEATURES, the threshold, and that for shares; how they were fitted stands in the file."""
    stored = json.loads(_WEIGHTS.read_text("utf8"))
    return tuple(stored["weights"][name] for name in FEATURES), stored["threshold"], stored["threshold_share"]


def features(evidence: Evidence) -> tuple[float, ...]:
    """The features of a piece of evidence, in the order of FEATURES.

    near_miss is high where a figure is asked for and most of the matter is said but its rarest terms are not: another indicator.
    """
    e = evidence
    return (1.0, e.said, e.tight, e.context, e.lost, e.near, e.late, e.retrieval, e.fits, e.other, e.said * e.other)


def probability(evidence: Evidence) -> float:
    """How likely the sentence answers the question, 0 to 1."""
    weights = _weights()[0]
    return 1 / (1 + math.exp(-sum(w * f for w, f in zip(weights, features(evidence), strict=True))))


def answers(evidence: Evidence, question: Question) -> bool:
    """Whether the sentence is good enough to be given as the answer.

    A rate or share is asked for by its name, so that less than nearly all of the name is another indicator's: the bar is higher.
    """
    _, threshold, of_shares = _weights()
    return evidence.fits > 0 and probability(evidence) >= (of_shares if question.unit == "%" else threshold)
