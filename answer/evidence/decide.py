"""The decision to answer or to say "not found": a calibrated probability that a sentence answers the question."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from answer.evidence.gather import CROSSED, Evidence
from answer.evidence.rates import names_another_rate, names_the_rate
from answer.evidence.trees import Trees
from answer.evidence.wants import WANTS, wants
from answer.search import HEARD
from answer.text.amounts import amounts
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import BadArtefact

_KINDS = tuple(Kind)
ASKED = ("figures", "words")  # a threshold each: a wrong figure or date does more harm than a clause beside the point
_AROUND = tuple(n for n, name in enumerate(HEARD) if not name.startswith("head_"))  # the head is that of the sentence
FEATURES = (
    "bias",
    *("said", "tight", "context", "lost", "other", "near_miss", "retrieval", "fits", "title", "near"),
    *(f"heard_{name}" for name in HEARD),
    *(f"around_{HEARD[n]}" for n in _AROUND),
    *("near_margin", "heard_margin", "said_margin"),
    *CROSSED,
    *("place", "lexical_place", "dense_place"),
    *(f"asks_{kind}" for kind in _KINDS),
    *("share", "english", "defines", "documents", "other_rate"),
    *(f"wants_{name}" for name in WANTS),
)
_OF_ITS_OWN = slice(1, FEATURES.index("place"))  # what a sentence may say more of than the others of its scope
BESIDE = (*FEATURES, *(f"below_{name}" for name in FEATURES[_OF_ITS_OWN]), "score", "rank")
# A figure of the very rate that is asked for is no other indicator's: there the threshold is the one that the rule of the fit gave (0.29).
_NAMED = 0.29
# A sentence that leaves all others far behind and says some of the matter answers from here on: of 28 such below the thresholds, of 2,113
# scopes that nothing was fitted on, 23 were right and 5 had no answer; of the 37 others from 0.25 on 19 were right. A number must be said
# with half of the matter, as a neighbouring indicator's leads as well: of those that were all 7 were right, of those that were not 3 of 6.
_LEADING, _BY_FAR, _FITS = 0.25, 10.0, 0.8
_SAYS, _SAYS_OF_A_NUMBER = 0.1, 0.5
_DEFINED = 0.8  # how far a definition fits, also one that does not name the year asked about
FILE = Path(__file__).parent / "decision.json"


@dataclass(frozen=True, slots=True)
class Decision:
    """A linear score [len(FEATURES)] that trees over BESIDE correct, and the `thresholds` of ASKED."""

    weights: np.ndarray
    trees: Trees
    thresholds: dict[str, float]

    def scores(self, features: np.ndarray) -> np.ndarray:
        """The log odds of each sentence of a scope [n, len(FEATURES)] against "none answers"."""
        linear = features @ self.weights
        return np.asarray(linear + self.trees.sums(beside(features, linear)))


@cache
def decision(path: Path = FILE) -> Decision:
    """The decision as fitted; how that was done stands in the file. BadArtefact where it was fitted on other features."""
    stored = json.loads(path.read_text("utf8"))
    if tuple(stored["weights"]) != FEATURES or tuple(stored["columns"]) != BESIDE:
        raise BadArtefact(f"{path}: 特征与程序不符 (features differ)", "重新拟合 (fit anew): python -m eval decision")
    return Decision(np.array(list(stored["weights"].values())), Trees.read(stored["trees"]), stored["thresholds"])


def beside(features: np.ndarray, linear: np.ndarray) -> np.ndarray:
    """BESIDE of the sentences of one scope: FEATURES, what each is below the best of the scope, its linear score and the rank by it."""
    own = features[:, _OF_ITS_OWN]
    ranks = np.argsort(np.argsort(-linear, kind="stable"), kind="stable")
    return np.column_stack([features, own - own.max(axis=0), linear, ranks])


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
    signs = (1.0, e.said, e.tight, e.context, e.lost, e.other, e.said * e.other, e.retrieval, e.fits, e.title, e.near, *e.heard)
    wanted = (*(float(question.kind is kind) for kind in _KINDS), float(question.unit == "%"), float(question.language == "en"))
    other_rate = float(names_another_rate(question, e.sentence.folded + e.sentence.heading))
    defines = float(question.kind is Kind.MEANING and e.fits >= _DEFINED)
    return (
        *signs,
        *(e.around[n] for n in _AROUND),
        *e.margins,
        *e.crossed,
        *places,
        *wanted,
        defines,
        math.log10(max(1, documents)),
        other_rate,
        *wants(question, f"{e.sentence.folded} {e.sentence.heading}"),
    )


def promise(evidence: Evidence) -> float:
    """How much a sentence promises before its nearness in meaning is known; only tells which are worth a closer look."""
    e = evidence
    return 2.2 * e.said + 1.7 * e.tight + 3.2 * e.retrieval + 2.0 * e.fits - 1.5 * e.other


def weighed(found: Sequence[Evidence], question: Question, documents: int) -> list[Evidence]:
    """The evidence of one scope with the probability that each sentence answers, in the order given: it stands against "none does" and
    against its `rivals`; where several say nearly as much, none is sure."""
    fitting = [e for e in found if e.fits > 0]
    if not fitting:
        return list(found)
    # rounded: the trees tell equal from a hair less, which the order of sums would else decide
    scores = decision().scores(np.array([features(e, question, documents) for e in fitting]).round(6))
    likely = iter(probabilities(scores, rivals(fitting, question)).tolist())
    return [replace(e, score=next(likely) if e.fits > 0 else 0.0) for e in found]


def rivals(found: Sequence[Evidence], question: Question) -> np.ndarray:
    """Which sentences gainsay each [n, n]: those of other clauses of its document, but where a number is asked for not those that give
    one that it gives too, as a sentence and a table of one document do."""
    against = beside_each(found)
    if question.kind is Kind.NUMBER:
        given = [_given(e) for e in found]
        against &= np.array([[not mine & theirs for theirs in given] for mine in given])
    return against


def beside_each(found: Sequence[Evidence]) -> np.ndarray:
    """Which sentences are of other clauses of the document of each; bool [n, n]."""
    sources, clauses = (np.array(of) for of in zip(*((e.sentence.clause.source, e.sentence.clause.clause_id) for e in found), strict=True))
    return np.asarray((sources[:, None] == sources) & (clauses[:, None] != clauses))


def _given(evidence: Evidence) -> frozenset[str]:
    folded = evidence.sentence.folded
    return frozenset(folded[a.start : a.end] for a in amounts(folded))


def probabilities(scores: np.ndarray, against: np.ndarray) -> np.ndarray:
    """What log odds [n] of sentences come to beside those of their rivals [n, n], to nine digits: the last ones of a sum depend on
    how many are summed at once, and so on the questions before."""
    odds = np.exp(np.clip(scores, -60, 60))
    return np.asarray(odds / (1 + odds + against @ odds)).round(9)


def led(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of a scope, best first; the best one with its lead over the sentences of other clauses."""
    if not ranked:
        return []
    best, *others = ranked
    next_ = max((e.score for e in others if e.sentence.clause.clause_id != best.sentence.clause.clause_id), default=0.0)
    return [replace(best, lead=best.score / max(next_, 1e-9)), *others]


def leads_by_far(evidence: Evidence) -> bool:
    """Whether a sentence that fits is far likelier than those of all other clauses."""
    return evidence.fits >= _FITS and evidence.lead >= _BY_FAR


def answers(evidence: Evidence, question: Question) -> bool:
    """Whether a sentence is good enough to be given as the answer to a question."""
    threshold = _NAMED if names_the_rate(question, evidence.sentence.folded) else decision().thresholds[asked(question.kind)]
    if leads_by_far(evidence) and evidence.said >= (_SAYS_OF_A_NUMBER if question.kind is Kind.NUMBER else _SAYS):
        threshold = min(threshold, _LEADING)
    return evidence.fits > 0 and evidence.score >= threshold
