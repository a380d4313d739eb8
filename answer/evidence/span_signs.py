"""What tells apart the runs of a clause that may answer: how much of the question's matter they say, what they hold of the kind that is
asked for, where they begin and end, and what they leave out."""

import math
import re
from collections.abc import Sequence

import numpy as np

from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.evidence.runs import Part, Run
from answer.evidence.suits import suits
from answer.search import Search
from answer.text.amounts import amounts, moments
from answer.text.sentences import Sentence
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import pairs_of

_MODAL = re.compile("应|必须|须|不得|可以|禁止|不予|有权|鼓励|支持")
_WHO = re.compile("由|负责|牵头|会同|主管|部门|委员会|政府|机关|单位|局|厅|委")
_LABEL = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、是]|\(?\d{1,2}[).、]|[①-⑳]|第[一二三四五六七八九十]+[,、]")
_CASE = re.compile("(?:的|时|后|前|情况下|情形下|外|之一|下)[,:]?$")  # names a case; what follows in it is said behind
_GOES_ON = re.compile(
    "并|且|和|或|及|以及|应|可|须|必须|不得|由|按|在|自|经|其|该|对|向|将|为|同时|但|也|均|予以|给予"
)  # leans on what stands before
_OPEN = re.compile(
    "如何|怎样|怎么|措施|办法|流程|程序|步骤|要求|内容|规定|原因|为什么|为何|哪些方面|任务|安排|条件|原则|做法|方式|责任|后果|影响|目的|意义|特点"
)
_WHICH = re.compile("哪些|什么|哪几|哪[两三四五六七八九十]")
_EACH = re.compile("多少|几|分别|各")
_MARKS = (",", ";", ":", "。")  # another one, or none, counts as len(_MARKS)
_HELD = ("cover", "heard", "fits", "length", "echo", "figures", "times", "items", "modal", "who", "label", "case", "goes_on")
_PART = (*_HELD, "mark", "sentence", "opens", "ends")
_RUN = (
    *("cover", "lost", "first_gains", "last_gains", "left_gains", "right_gains", "length", "share", "parts", "before", "behind", "whole"),
    *("echo", "new", "items", "labels", "heard_outside", "fits_outside", "balance"),
)
_ASKED = ("open", "which", "each", "english", "length", "said", "tight", "score", "clause", "sentence", "parts")
FEATURES = (
    *(f"{at}_{name}" for at in ("first", "last", "before", "behind") for name in _PART),
    *(f"most_{name}" for name in _HELD),
    *(f"run_{name}" for name in _RUN),
    *(f"asks_{kind}" for kind in Kind),
    *(f"asked_{name}" for name in _ASKED),
)
_COVER, _HEARD, _FITS, _ECHO, _ITEMS, _LABELS = (_HELD.index(name) for name in ("cover", "heard", "fits", "echo", "items", "label"))


def signs(search: Search, question: Question, matter: Matter, evidence: Evidence, cut: Sequence[Part], found: Sequence[Run]) -> np.ndarray:
    """FEATURES of each of the runs found among the parts of a sentence and its neighbours; float32 [runs, len(FEATURES)]."""
    heard = search.interaction(question.focus, [("", p.text) for p in cut])
    pairs = pairs_of(question.text)
    table = np.array([_of_part(question, matter, p, h[0], pairs, evidence.sentence) for p, h in zip(cut, heard, strict=True)])
    first, last = np.array([r.first for r in found]), np.array([r.last for r in found])
    edge = np.full((1, len(_PART)), -1.0)
    beyond = np.concatenate([edge, table, edge])
    most = np.array([table[r.first : r.last + 1, : len(_HELD)].max(axis=0) for r in found])
    asked = np.tile(_of_question(question, evidence, cut), (len(found), 1))
    own = _of_runs(matter, cut, found, table)
    return np.concatenate([table[first], table[last], beyond[first], beyond[last + 2], most, own, asked], axis=1).astype(np.float32)


def _of_part(question: Question, matter: Matter, part: Part, heard: float, pairs: set[str], sentence: Sentence) -> tuple[float, ...]:
    """_PART of a part; `echo` is the share of its pairs of characters that the question has too."""
    text = part.text
    held = [text[i : i + 2] in pairs for i in range(len(text) - 1)]
    mark = _MARKS.index(text[-1]) if text[-1] in _MARKS else len(_MARKS)
    fits = suits(question, Sentence(sentence.clause, sentence.start, sentence.end, text))
    words = (pattern.search(text) is not None for pattern in (_MODAL, _WHO))
    begins = _LABEL.match(text) is not None, _CASE.search(text) is not None, _GOES_ON.match(text) is not None
    shown = (math.log(len(text)), sum(held) / max(1, len(held)), len(amounts(text)), len(moments(text)), text.count("、"))
    return (matter.coverage(text), heard, fits, *shown, *words, *begins, mark, part.sentence, part.first, part.last)


def _of_runs(matter: Matter, cut: Sequence[Part], found: Sequence[Run], table: np.ndarray) -> np.ndarray:
    """_RUN of each run: what is `lost` of the matter that the sentence says, what its outermost parts and the parts beyond would add."""
    bits = [matter.bits(p.text) for p in cut]
    own = [n for n, p in enumerate(cut) if p.sentence == 0]
    size, whole = cut[own[-1]].end - cut[own[0]].start, _said(matter, bits, own[0], own[-1])
    echoes, items, labels = (
        [0.0, *np.cumsum(column).tolist()]
        for column in (table[:, _ECHO] * [p.end - p.start for p in cut], table[:, _ITEMS], table[:, _LABELS])
    )
    ahead = _greatest(table[own[0] : own[-1] + 1, [_HEARD, _FITS]])
    behind = _greatest(table[own[0] : own[-1] + 1, [_HEARD, _FITS]][::-1])
    rows = []
    for run in found:
        i, j = run.first, run.last
        here, length, echo = _said(matter, bits, i, j), cut[j].end - cut[i].start, echoes[j + 1] - echoes[i]
        gains = here - _said(matter, bits, i + 1, j), here - _said(matter, bits, i, j - 1)
        beyond = _said(matter, bits, i - 1, j) - here, _said(matter, bits, i, j + 1) - here
        reach = j - i + 1, max(0, -cut[i].sentence), max(0, cut[j].sentence), i == own[0] and j == own[-1]
        held = items[j + 1] - items[i], labels[j + 1] - labels[i]
        missed = map(max, ahead[max(0, i - own[0])], behind[max(0, own[-1] - j)])
        balance = here / max(whole, 0.05) - length / size
        measures = math.log(length), length / size, *reach, echo / length, length - echo
        rows.append((here, whole - here, *gains, *beyond, *measures, *held, *missed, balance))
    return np.array(rows, float)


def _greatest(columns: np.ndarray) -> list[list[float]]:
    """The greatest values of each column among the first n rows, for every n; 0 of none."""
    return [[0.0] * columns.shape[1], *np.maximum.accumulate(columns).tolist()]


def _said(matter: Matter, bits: Sequence[int], first: int, last: int) -> float:
    together = 0
    for of_part in bits[max(0, first) : last + 1]:
        together |= of_part
    return matter.shares(together)[0]


def _of_question(question: Question, evidence: Evidence, cut: Sequence[Part]) -> tuple[float, ...]:
    text, sentence = question.text, evidence.sentence
    kinds = (float(question.kind is kind) for kind in Kind)
    asks = (_OPEN.search(text) is not None, _WHICH.search(text) is not None, len(_EACH.findall(text)), question.language == "en")
    sizes = len(sentence.clause.text), len(sentence.folded), sum(p.sentence == 0 for p in cut)
    return (*kinds, *asks, len(text), evidence.said, evidence.tight, evidence.score, *sizes)
