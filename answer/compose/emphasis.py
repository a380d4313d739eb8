"""The words of a claim that answer, shown bold where no figure or date is asked for: who it is, what it is called, what is allowed."""

import re
from dataclasses import replace

import numpy as np

from answer.compose.claims import Draft, Drafted
from answer.evidence.inquiry import Inquiry
from answer.evidence.marks import Marks, marks
from answer.evidence.runs import parts
from answer.understand.kinds import Kind
from policy import Citation

_CUT = re.compile(r"[,;:、。!?()“”\"\n，；：！？（）]+")  # bold begins and ends beside one of these
# F1 with what is likely the answer from which a run stands out; lists take more, as part of one misleads.
_SURE = {Kind.WHO: 0.5, Kind.RULE: 0.5, Kind.OTHER: 0.5, Kind.MEANING: 0.5, Kind.LIST: 0.6}
_MOST = 0.7  # share of a claim that may be bold: all of it says nothing


def emphasised(inquiry: Inquiry, draft: Draft) -> Draft:
    """The same with what answers marked in each claim; of a list in place of the figures in it."""
    if inquiry.question.kind not in _SURE:
        return draft
    cited = {c.n: c for c in draft.citations}
    return Draft(draft.citations, [_emphasised(inquiry, drafted, cited[drafted.claim.citations[0]]) for drafted in draft.claims])


def _emphasised(inquiry: Inquiry, drafted: Drafted, citation: Citation) -> Drafted:
    claim, sentence = drafted.claim, drafted.evidence.sentence
    if sentence.header or claim.text != citation.quote:
        return drafted
    at = citation.start - sentence.clause.start
    found = marks(inquiry.search, inquiry.question.original, drafted.evidence, parts(sentence))
    best = _best(claim.text, found, at, _SURE[inquiry.question.kind])
    return replace(drafted, claim=replace(claim, marks=(best,))) if best else drafted


def _best(text: str, found: Marks, at: int, sure: float) -> tuple[int, int] | None:
    """[start, end) of the run of a quote, which begins `at` in its clause, that shares most with what is likely the answer; None where it
    is unsure or most of the quote."""
    starts = [0, *(m.end() for m in _CUT.finditer(text))]
    ends = [*(m.start() for m in _CUT.finditer(text)), len(text)]
    runs = [(s, e) for n, s in enumerate(starts) for e in ends[n:] if s < e]
    if not runs:
        return None
    likely, read = np.array([found.of(at + s, at + e) for s, e in runs]).T
    whole, _ = found.of(at, at + len(text))
    shared = 2 * likely / np.maximum(read + whole, 1.0)
    best = int(shared.argmax())
    start, end = runs[best]
    return (start, end) if shared[best] >= sure and end - start <= _MOST * len(text) else None
