"""Fits when to answer: a linear score over answer.decide.FEATURES and trees that correct it, from questions whose answers are known.

List-wise (ListNet, Cao et al. 2007): of the sentences of a scope and "none of them", the right ones shall hold the mass, so that the fit
learns what puts a right sentence above its rivals, and every sentence of an unanswerable question below "none". The trees start from the
linear score, which carries over to documents unlike those fitted on.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from answer.evidence.decide import BESIDE, FEATURES, Decision, asked, beside, features, probabilities, rivals
from answer.evidence.gather import CROSSED, Evidence
from answer.evidence.inquiry import Inquiry
from answer.evidence.trees import Trees
from answer.search import Search
from eval.gold import fold_label, is_at
from models.rank import laid_out

AT_SCALE = "at scale"  # the group of eval.fit_decision_scale: its gold is a clause, which is no measure of a sentence
DEPTH, TREES = 5, 400
# Of eight settings (objectives, sizes, with and without the linear score) by collections held out, none was better beyond noise.
_SETTINGS = {
    "num_leaves": 15, "max_depth": DEPTH, "learning_rate": 0.03, "min_data_in_leaf": 60, "min_sum_hessian_in_leaf": 0.5,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10.0, "deterministic": True,
    "force_row_wise": True, "verbosity": -1, "num_threads": 1, "seed": 1,
}  # fmt: skip
_UNHEARD = 4  # one sample in so many teaches the trees once more without late interaction, which other encoders do not offer, and
# one in twice as many also without the cross-encoder
_FOLDS = 8  # of the groups, one of which is held out at a time
_L2 = 3.0  # on the weights of features put to unit variance; 0.3, 3 and 10 gave the same within noise
# Of all that is asked, how much may be answered wrong, where so many questions have no answer.
_MOST_WRONG = {"figures": 0.085, "words": 0.18}
_WITHOUT = 0.25


@dataclass(frozen=True, slots=True)
class Sample:
    """The evidence of one question about one scope: features [n, len(FEATURES)], which of it is right [n], and
    answer.decide.rivals [n, n]; `asked` is one of answer.decide.ASKED. `group` names the documents that it was put to: what is held out
    together."""

    question_id: str
    group: str
    features: np.ndarray
    right: np.ndarray
    rivals: np.ndarray
    asked: str


def samples(search: Search, rows: Iterable[dict[str, Any]], group: str) -> list[Sample]:
    """Evidence for every question, best first; an unanswerable question has none that is right."""
    return [s for row in rows for s in sampled(search, row["question"], partial(is_right, row), str(row["id"]), group)]


def sampled(search: Search, question: str, is_right: Callable[[Evidence], bool], question_id: str, group: str) -> Iterator[Sample]:
    """A sample for each scope of a question that has evidence."""
    inquiry = Inquiry.of(search, question)
    for part in inquiry.parts(lambda unweighed, *_: list(unweighed)):  # what shall be fitted is not there yet
        evidence = [e for e in part.evidence if e.fits > 0]
        if evidence:
            signs = np.array([features(e, inquiry.question, len(inquiry.documents)) for e in evidence])
            right = np.array([is_right(e) for e in evidence])
            yield Sample(question_id, group, signs, right, rivals(evidence, inquiry.question), asked(inquiry.question.kind))


def is_right(row: dict[str, Any], evidence: Evidence) -> bool:
    """Whether a sentence answers a question of a set: it stands in a gold clause and says one of the things that must be said."""
    clause = evidence.sentence.clause
    name = clause.source.rsplit("/", 1)[-1]
    if not row["answerable"] or not any(r["source"] == name and is_at(r["path"], clause) for r in row["relevant"]):
        return False
    said = fold_label(evidence.sentence.text + evidence.sentence.heading)
    return any(fold_label(x) in said for alternatives in row["must"] for x in alternatives)


def fit(found: Sequence[Sample]) -> Decision:
    """The linear score and its trees; the thresholds are left to `thresholds`."""
    import lightgbm

    weights = fit_linear(found)
    found = [*found, *(_unheard(s, crossed=n % 2 == 0) for n, s in enumerate(found[::_UNHEARD]))]
    linear = [s.features @ weights for s in found]
    start, right = np.concatenate(linear), np.concatenate([s.right for s in found])
    sizes = np.array([len(s.right) for s in found])
    of, starts = np.repeat(np.arange(len(found)), sizes), np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def pull(added: np.ndarray, _: Any) -> tuple[np.ndarray, np.ndarray]:
        scores = start + added
        top = np.maximum(np.maximum.reduceat(scores, starts), 0)  # that of "none" is 0
        mass = np.exp(scores - top[of])
        share = mass / (np.add.reduceat(mass, starts) + np.exp(-top))[of]
        held = np.where(right, mass, 0.0)
        wanted = held / np.maximum(np.add.reduceat(held, starts), 1e-300)[of]
        return share - wanted, np.maximum(share * (1 - share), 0.02)

    x = np.concatenate([beside(s.features, z) for s, z in zip(found, linear, strict=True)])
    model = lightgbm.train({**_SETTINGS, "objective": pull}, lightgbm.Dataset(x, np.zeros(len(x))), TREES)
    return Decision(weights, Trees(*laid_out(model, DEPTH)), {})


def _unheard(sample: Sample, *, crossed: bool) -> Sample:
    """The same as an encoder without late interaction leaves it, or, where it is not even read together with the question, one without
    both."""
    features, lacking = sample.features.copy(), () if crossed else CROSSED
    features[:, [n for n, name in enumerate(FEATURES) if name.startswith(("heard_", "around_")) or name in lacking]] = 0
    return replace(sample, features=features)


def fit_linear(found: Sequence[Sample]) -> np.ndarray:
    """Weights in the order of FEATURES; the bias is not shrunk."""
    from scipy.optimize import minimize

    x = np.concatenate([s.features for s in found])
    mean, spread = x.mean(axis=0), x.std(axis=0)
    mean[0], spread[spread < 1e-9] = 0.0, 1.0
    x, right = (x - mean) / spread, np.concatenate([s.right for s in found])
    of = np.repeat(np.arange(len(found)), [len(s.right) for s in found])
    answerable = np.array([s.right.any() for s in found])

    def sums(values: np.ndarray) -> np.ndarray:
        return np.bincount(of, values, len(found))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ weights
        top = np.zeros(len(found))  # that of "none"
        np.maximum.at(top, of, z)
        mass = np.exp(z - top[of])
        none, of_right = np.exp(-top), sums(mass * right)
        total = sums(mass) + none
        wanted = np.where(answerable, of_right, none)
        share = np.where(right, mass / np.where(answerable, of_right, 1.0)[of], 0.0)
        shrunk = np.concatenate([[0.0], weights[1:]])
        value = float(np.log(total / np.maximum(wanted, 1e-300)).sum() + 0.5 * _L2 * shrunk @ shrunk)
        return value, x.T @ (mass / total[of] - share) + _L2 * shrunk

    scaled = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x / spread
    scaled[0] -= float(scaled @ mean)
    return np.asarray(scaled)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a fit makes of one scope of a question: the best evidence's probability, whether it is right, whether any is."""

    asked: str
    probability: float
    right: bool
    answerable: bool


Thresholds = dict[str, float]


def held_out(found: Sequence[Sample]) -> dict[str, list[Outcome]]:
    """For every group the outcomes of its samples by a fit without it and the others of its fold."""
    groups = list(dict.fromkeys(s.group for s in found))
    out: dict[str, list[Outcome]] = {group: [] for group in groups}
    for fold in range(_FOLDS):
        apart = set(groups[fold::_FOLDS])
        if apart:
            fitted = fit([s for s in found if s.group not in apart])
            for sample in (s for s in found if s.group in apart):
                out[sample.group].append(outcome(fitted, sample))
    return out


def outcome(fitted: Decision, sample: Sample) -> Outcome:
    """What a fit makes of a sample."""
    p = probabilities(fitted.scores(sample.features), sample.rivals)
    best = int(p.argmax())
    return Outcome(sample.asked, float(p[best]), bool(sample.right[best]), bool(sample.right.any()))


def thresholds(outcomes: Sequence[Outcome]) -> Thresholds:
    """For figures and for words the lowest threshold at which no more than _MOST_WRONG of what is asked is answered wrong, with the
    questions that have no answer brought to the share that is expected of them (_WITHOUT), whatever their share among `outcomes`.

    Between 0.35 and 0.5 the share of words that end well changes by a hundredth; what changes is how many are answered wrong and how many
    refused.
    """
    return {name: _threshold([o for o in outcomes if o.asked == name], most) for name, most in _MOST_WRONG.items()}


def _threshold(outcomes: Sequence[Outcome], most: float) -> float:
    having, lacking = ([o for o in outcomes if o.answerable is answerable] for answerable in (True, False))

    def wrong(t: float) -> float:
        shares = [sum(o.probability >= t and not o.right for o in of) / max(1, len(of)) for of in (having, lacking)]
        return (1 - _WITHOUT) * shares[0] + _WITHOUT * shares[1]

    return next((round(t / 100, 2) for t in range(5, 95) if wrong(t / 100) <= most), 0.95)


def counts(outcomes: Sequence[Outcome], limits: Thresholds) -> dict[str, int]:
    """What the thresholds give."""
    given = [(o, o.probability >= limits[o.asked]) for o in outcomes]
    return {
        "asked": len(outcomes),
        "answered": sum(answered for _, answered in given),
        "wrong": sum(answered and not o.right for o, answered in given),
        "refused though the evidence is right": sum(o.answerable and not answered for o, answered in given),
    }


def write(path: Path, fitted: Decision, limits: Thresholds, report: dict[str, Any]) -> None:
    """Write decision.json; how it was fitted goes with it."""
    data = {
        "weights": dict(zip(FEATURES, (round(float(w), 4) for w in fitted.weights), strict=True)),
        "thresholds": limits,
        "fitted": report,
        "columns": list(BESIDE),
        "trees": fitted.trees.stored(),
    }
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf8")
