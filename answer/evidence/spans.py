"""How much of a clause to quote: of the runs that may be the answer, the one that shares most with what likely is."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.evidence.runs import parts, runs
from answer.evidence.span_signs import FEATURES, signs
from answer.evidence.trees import Trees
from answer.evidence.valued import value_fits
from answer.search import Search
from answer.text.amounts import DATE
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import BadArtefact, fold

FILE = Path(__file__).parent / "spans.json"
_HANGS = ",;:、，；：、 \n\u3000"  # marks that a quote does not end with
_ALL_OF_IT = 0.8  # what it is worth, beside the share of characters, that a run holds the whole of the answer
# How a thing is done, by what measures, why: readers want all that the clause says, and the gold answers are the shortest that do. With
# this share of the chances for the rest of the clause a fifth more of the answers to such questions were complete, and as near to the gold.
_HOW = re.compile("如何|怎样|怎么|咋|措施|办法|流程|程序|步骤|做法|原因|为什么|为何")
_REST_HOW, _REST = 0.4, 0.2
_OPEN_KINDS = (Kind.LIST, Kind.OTHER)
_ITEMS = re.compile(
    r"\([一二三四五六七八九十\d]+\)|[一二三四五六七八九]是|[①-⑳]|\n *\d+[.、]"
)  # a sentence with such is a list, whole as it is
_LONG_DEADLINE = 24  # characters
_LONG_REST = 250  # characters from the beginning of the sentence


@cache
def span_trees(path: Path = FILE) -> Trees:
    """The trees as fitted, over FEATURES of runs; how that was done stands in the file."""
    stored = json.loads(path.read_text("utf8"))
    if tuple(stored["features"]) != FEATURES:
        raise BadArtefact(f"{path}: 特征与程序不符 (features differ)", "重新拟合 (fit anew): python -m eval spans")
    return Trees.read(stored)


def chances(trees: Trees, features: np.ndarray) -> np.ndarray:
    """The probability of each run [n, len(FEATURES)] to be what a careful reader would give as the whole answer; sums to 1."""
    odds = trees.sums(features)
    likely = np.exp(odds - odds.max())
    return np.asarray(likely / likely.sum())


def chosen(likely: np.ndarray, spans: Sequence[tuple[int, int]]) -> int:
    """Which of the spans shares most characters with the answer (F1), as far as it is known, and still holds the whole of it."""
    return int(ranked(likely, spans)[0])


def ranked(likely: np.ndarray, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The spans from the one that `chosen` takes on."""
    start, end = np.array(spans, float).T
    shared = np.clip(np.minimum(end[:, None], end) - np.maximum(start[:, None], start), 0, None)
    length = end - start
    worth = 2 * shared / (length[:, None] + length) + _ALL_OF_IT * (shared >= length)
    return np.argsort(-(worth @ likely), kind="stable").tolist()


def with_rest(likely: np.ndarray, spans: Sequence[tuple[int, int]], start: int, share: float) -> np.ndarray:
    """The chances where a share of them goes to the longest of the spans from the beginning of the sentence on."""
    rest = max((n for n, (s, e) in enumerate(spans) if s == start and e - s <= _LONG_REST), key=lambda n: spans[n][1], default=None)
    if rest is None:
        return likely
    shifted = likely * (1 - share)
    shifted[rest] += share
    return shifted


def answering(search: Search, question: Question, matter: Matter, evidence: Evidence) -> tuple[int, int]:
    """[start, end) of the document that says the answer, in and around the sentence that answers."""
    sentence = evidence.sentence
    cut = parts(sentence)
    found = runs(cut)
    if len(found) == 1:
        return sentence.start, sentence.end
    spans = [(cut[run.first].start, cut[run.last].end) for run in found]
    likely = chances(span_trees(), signs(search, question, matter, evidence, cut, found))
    if question.kind in _OPEN_KINDS and len(_ITEMS.findall(sentence.folded)) < 2:
        share = _REST_HOW if _HOW.search(question.text) else _REST
        likely = with_rest(likely, spans, sentence.start - sentence.clause.start, share)
    text, offset, wanted = sentence.clause.text, sentence.clause.start, value_fits(question, sentence.folded)
    # the figure or the time that is asked for is never cut off
    holding = (spans[n] for n in ranked(likely, spans) if value_fits(question, fold(text[slice(*spans[n])])) >= wanted)
    start, end = next(holding, (sentence.start - offset, sentence.end - offset))
    if question.kind is Kind.NUMBER:
        start = _with_deadline(text, sentence.start - offset, start)
    quote = text[start:end]
    return offset + start, offset + start + len(quote.rstrip(_HANGS))


def _with_deadline(text: str, beginning: int, start: int) -> int:
    """Where a quote of a figure begins that takes in the deadline with which its sentence begins: 到2028年底，…达到100%."""
    before = text[beginning:start] if beginning < start else ""
    return beginning if len(before) <= _LONG_DEADLINE and DATE.search(fold(before)) else start
