"""The decision to answer or to say "not found": a calibrated probability that a sentence answers the question."""

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from answer.evidence import Evidence
from answer.kinds import Kind
from answer.question import Question
from answer.suits import names_another_rate

_KINDS = tuple(Kind)
ASKED = ("figures", "words")  # a threshold each: a wrong figure or date does more harm than a clause beside the point
FEATURES = (
    "bias",
    *("said", "tight", "context", "lost", "other", "near_miss", "retrieval", "fits", "title", "near"),
    *(f"heard_{n}" for n in ("plain", "telling", "strong", "middling", "weakest", "back")),
    *(f"around_{n}" for n in ("plain", "telling", "strong", "middling", "weakest", "back")),
    *("near_margin", "heard_margin", "said_margin", "place", "lexical_place", "dense_place"),
    *(f"asks_{kind}" for kind in _KINDS),
    *("share", "english", "defines", "documents", "other_rate"),
)
_DEFINED = 0.8  # how far a definition fits, also one that does not name the year asked about
_WEIGHTS = Path(__file__).parent / "decision.json"


@cache
def _weights() -> tuple[tuple[float, ...], dict[str, float]]:
    """Weights in the order of FEATURES, and the thresholds of ASKED; how they were fitted stands in the file."""
    stored = json.loads(_WEIGHTS.read_text("utf8"))
    return tuple(stored["weights"][name] for name in FEATURES), stored["thresholds"]


def asked(kind: Kind) -> str:
    """Which of ASKED a question of that kind is."""
    return "figures" if kind in (Kind.NUMBER, Kind.TIME) else "words"


def features(evidence: Evidence, question: Question, documents: int) -> tuple[float, ...]:
    """The features of a piece of evidence, in the order of FEATURES; `documents` is how many there are: among many, more sentences
    nearly answer.

    near_miss is high where a figure is asked for and most of the matter is said but its rarest terms are not: another indicator.
    """
    e, hit = evidence, evidence.hit
    places = (1 / (1 + hit.rank), *(1 / (1 + rank) if rank else 0.0 for rank in (hit.lexical_rank, hit.dense_rank)))
    signs = (1.0, e.said, e.tight, e.context, e.lost, e.other, e.said * e.other, e.retrieval, e.fits, e.title, e.near, *e.heard, *e.around)
    wanted = (*(float(question.kind is kind) for kind in _KINDS), float(question.unit == "%"), float(question.language == "en"))
    other_rate = float(names_another_rate(question, e.sentence.folded + e.sentence.heading))
    defines = float(question.kind is Kind.MEANING and e.fits >= _DEFINED)
    return (*signs, *e.margins, *places, *wanted, defines, math.log10(max(1, documents)), other_rate)


def promise(evidence: Evidence) -> float:
    """How much a sentence promises before its nearness in meaning is known; only tells which are worth a closer look."""
    e = evidence
    return 2.2 * e.said + 1.7 * e.tight + 3.2 * e.retrieval + 2.0 * e.fits - 1.5 * e.other


def weighed(found: Sequence[Evidence], question: Question, documents: int) -> list[Evidence]:
    """The evidence of one scope with the probability that each sentence answers, in the order given.

    A sentence stands against "none does" and against the sentences of the other clauses of its document: where several say nearly as
    much, none is sure. Sentences of its own clause and other documents do not gainsay it.
    """
    weights = _weights()[0]
    odds = [math.exp(sum(map(float.__mul__, weights, features(e, question, documents)))) if e.fits else 0.0 for e in found]
    whole: defaultdict[str, float] = defaultdict(float)
    own: defaultdict[str, float] = defaultdict(float)
    for evidence, x in zip(found, odds, strict=True):
        whole[evidence.sentence.clause.source] += x
        own[evidence.sentence.clause.clause_id] += x
    return [
        replace(e, score=x / (1 + x + whole[e.sentence.clause.source] - own[e.sentence.clause.clause_id]))
        for e, x in zip(found, odds, strict=True)
    ]


def answers(evidence: Evidence, kind: Kind) -> bool:
    """Whether a sentence is good enough to be given as the answer to a question of that kind."""
    return evidence.fits > 0 and evidence.score >= _weights()[1][asked(kind)]
