"""The decision to answer or to say "not found": a calibrated probability that a sentence answers the question."""

import json
import math
from functools import cache
from pathlib import Path

from answer.evidence import Evidence

FEATURES = ("bias", "said", "tight", "context", "lost", "near", "retrieval", "fits", "near_miss")
_WEIGHTS = Path(__file__).parent / "decision.json"


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    """Weights in the order of FEATURES and the threshold; how they were fitted stands in the file."""
    stored = json.loads(_WEIGHTS.read_text("utf8"))
    return tuple(stored["weights"][name] for name in FEATURES), stored["threshold"]


def features(evidence: Evidence) -> tuple[float, ...]:
    """The features of a piece of evidence, in the order of FEATURES.

    near_miss is high where most of the matter is said but its rarest terms are not: the neighbouring indicator.
    """
    e = evidence
    return (1.0, e.said, e.tight, e.context, e.lost, e.near, e.retrieval, e.fits, e.said * e.lost)


def probability(evidence: Evidence) -> float:
    """How likely the sentence answers the question, 0 to 1."""
    weights, _ = _weights()
    return 1 / (1 + math.exp(-sum(w * f for w, f in zip(weights, features(evidence), strict=True))))


def answers(evidence: Evidence) -> bool:
    """Whether the sentence is good enough to be given as the answer."""
    return evidence.fits > 0 and probability(evidence) >= _weights()[1]
