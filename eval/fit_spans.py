"""Fits how much of a clause an answer quotes: boosted trees over answer.span_signs.FEATURES, learned from answers written as the shortest
run that a careful reader would give as the whole answer.

List-wise (ListNet, Cao et al. 2007): of the runs around a sentence, those that share most with the gold answer shall hold the mass.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from answer.evidence.inquiry import Inquiry
from answer.evidence.runs import parts, runs
from answer.evidence.span_signs import FEATURES, signs
from answer.evidence.spans import chances, chosen
from answer.evidence.trees import Trees
from answer.search import Search
from eval.gold import fold_label
from models.rank import laid_out

DEPTH, TREES = 4, 150
# Of 20 settings (objectives, rates, depths, up to three forests together) by collection held out, none was better beyond noise.
_SETTINGS = {
    "num_leaves": 8, "max_depth": DEPTH, "learning_rate": 0.1, "min_data_in_leaf": 20, "min_sum_hessian_in_leaf": 0.5,
    "feature_fraction": 0.25, "lambda_l2": 1.0, "deterministic": True, "force_row_wise": True, "verbosity": -1, "num_threads": 1, "seed": 1,
}  # fmt: skip
_SHARP = 20.0  # how much of the mass the best run takes: e^20 for all above nothing
_INCOMPLETE = 0.25  # what a run is worth that lacks what the answer must say
_SENTENCES = 8  # of a question, those most likely to answer
_SAYS_IT = 0.6  # a sentence is learned from where a run around it shares so much (F1) with the gold answer
_FEWEST, _MORE = 15, 30  # runs of a sentence that are learned from: so many of the best, and drawn from the rest


@dataclass(frozen=True, slots=True)
class Sample:
    """The runs around one sentence: features [n, len(FEATURES)], spans, what each shares with the gold answer (F1, [n]), whether it says
    all that the answer must say [n], which of them is the sentence, and whether that is the one thought to answer."""

    question_id: str
    group: str
    features: np.ndarray
    spans: tuple[tuple[int, int], ...]
    shares: np.ndarray
    complete: np.ndarray
    whole: int
    first: bool


def samples(search: Search, rows: Iterable[dict[str, Any]], group: str) -> list[Sample]:
    """The sentences around which an answer may stand, most likely first, of every answerable question."""
    found = []
    for row in rows:
        if not row["answerable"]:
            continue
        inquiry = Inquiry.of(search, row["question"])
        evidence = sorted((e for part in inquiry.parts() for e in part.evidence if e.fits > 0), key=lambda e: -e.score)
        for n, one in enumerate(e for e in evidence[:_SENTENCES] if not e.sentence.header):
            cut = parts(one.sentence)
            of = runs(cut)
            spans = tuple((cut[r.first].start, cut[r.last].end) for r in of)
            texts = [one.sentence.clause.text[start:end] for start, end in spans]
            shares = np.array([shared(row["said"][0], text) for text in texts])
            complete = np.array([_complete(row, text) for text in texts])
            whole = next(i for i, r in enumerate(of) if _is_sentence(cut[r.first], cut[r.last]))
            features = signs(search, inquiry.question, inquiry.matter, one, cut, of)
            found.append(Sample(str(row["id"]), group, features, spans, shares, complete, whole, n == 0))
    return found


def _is_sentence(first: Any, last: Any) -> bool:
    return bool(first.sentence == last.sentence == 0 and first.first and last.last)


def _complete(row: dict[str, Any], text: str) -> bool:
    said = fold_label(text)
    return all(any(fold_label(x) in said for x in alternatives) for alternatives in row["must"])


def shared(gold: str, text: str) -> float:
    """ROUGE-L F1 of two texts, without spaces and spelling variants."""
    a, b = fold_label(gold), fold_label(text)
    return 2 * _common(a, b) / (len(a) + len(b)) if a and b else 0.0


def _common(a: str, b: str) -> int:
    """The length of the longest common subsequence, a row of the table as the bits of one number (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for n, c in enumerate(a):
        places[c] = places.get(c, 0) | 1 << n
    full = (1 << len(a)) - 1
    row = full
    for c in b:
        met = row & places.get(c, 0)
        row = ((row + met) | (row - met)) & full
    return len(a) - row.bit_count()


def fit(found: Sequence[Sample]) -> Trees:
    """The trees, from the sentences around which the answer stands."""
    import lightgbm

    rng = np.random.default_rng(0)
    told = [s for s in found if s.shares.max() > _SAYS_IT]
    of_question = {q: sum(s.question_id == q for s in told) for q in {s.question_id for s in told}}
    worth = [np.where(s.complete, s.shares, s.shares * _INCOMPLETE) for s in told]
    kept = [_kept(w, s.whole, rng) for w, s in zip(worth, told, strict=True)]
    sizes = np.array([len(k) for k in kept])
    x = np.concatenate([s.features[k] for s, k in zip(told, kept, strict=True)])
    of, starts = np.repeat(np.arange(len(told)), sizes), np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = np.repeat([1 / of_question[s.question_id] for s in told], sizes)
    wanted = np.exp(_SHARP * np.concatenate([w[k] for w, k in zip(worth, kept, strict=True)]))
    wanted /= np.bincount(of, wanted)[of]

    def pull(scores: np.ndarray, _: Any) -> tuple[np.ndarray, np.ndarray]:
        mass = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        mass /= np.bincount(of, mass)[of]
        return (mass - wanted) * weight, np.maximum(mass * (1 - mass), 0.02) * weight

    model = lightgbm.train({**_SETTINGS, "objective": pull}, lightgbm.Dataset(x, np.zeros(len(x))), TREES)
    return Trees(*laid_out(model, DEPTH))


def _kept(worth: np.ndarray, whole: int, rng: np.random.Generator) -> np.ndarray:
    """The best runs, the sentence, and some of the rest: long sentences have hundreds."""
    drawn = rng.choice(len(worth), min(len(worth), _MORE), replace=False)
    return np.unique(np.concatenate([np.argsort(-worth)[:_FEWEST], drawn, [whole]]))


def held_out(found: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """For every group, by a fit without it, what the run chosen around the likeliest sentence of each question shares with the gold answer
    and whether it says all it must, beside the same of the whole sentence."""
    out = {}
    for group in dict.fromkeys(s.group for s in found):
        trees = fit([s for s in found if s.group != group])
        mine = [s for s in found if s.group == group and s.first]
        picked = [chosen(chances(trees, s.features), s.spans) for s in mine]
        out[group] = {
            "questions": len(mine),
            "sentence shares": _mean([s.shares[s.whole] for s in mine]),
            "run shares": _mean([s.shares[n] for s, n in zip(mine, picked, strict=True)]),
            "sentence complete": _mean([s.complete[s.whole] for s in mine]),
            "run complete": _mean([s.complete[n] for s, n in zip(mine, picked, strict=True)]),
        }
    return out


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 3) if values else 0.0


def write(path: Path, trees: Trees, report: dict[str, dict[str, float]]) -> None:
    """Write spans.json; how it was fitted goes with it."""
    data = {
        "features": list(FEATURES),
        **trees.stored(),
        "fitted": {"held out": report},
    }
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf8")
