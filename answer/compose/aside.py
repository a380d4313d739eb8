"""What documents say that is near a question and is not its answer: shown apart, quoted, and never merged with the answer."""

from collections.abc import Iterable, Sequence

from answer.evidence.decide import answers
from answer.evidence.gather import Evidence
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.understand.kinds import Kind

_MOST = 3  # lines of what is near
_TREATS = 0.8  # share of the matter that a sentence must say to treat it, though it sets no figure
_AT_ONCE = 0.6  # the same of one part of it, between commas
NO_FIGURE = {Kind.NUMBER: "未设数值目标", Kind.TIME: "未写明时间"}


def without_figure(inquiry: Inquiry, parts: Sequence[Part], speaking: Iterable[str]) -> list[Evidence]:
    """The sentence of each document that treats the matter without the figure or time asked for; `speaking` documents give one."""
    if inquiry.question.kind not in NO_FIGURE or inquiry.question.articles:
        return []
    found: dict[str, Evidence] = {}
    told = set(speaking)
    for part in parts:
        giving = {e.sentence.clause.source for e in part.evidence if answers(e, inquiry.question)}
        for evidence in sorted(part.evidence, key=lambda e: (-e.said, -e.near, e.hit.rank)):
            source = evidence.sentence.clause.source
            if source not in told | giving and _treats(evidence, inquiry, part):
                found.setdefault(source, evidence)
    return list(found.values())[:_MOST]


def _treats(evidence: Evidence, inquiry: Inquiry, part: Part) -> bool:
    whole = not evidence.fits and evidence.said >= _TREATS and evidence.tight >= _AT_ONCE
    return whole and not evidence.sentence.header and inquiry.is_of(evidence.sentence.clause.source, part.scope)


def elsewhere(inquiry: Inquiry, parts: Sequence[Part]) -> list[Evidence]:
    """The best sentence of each other place whose document would have answered."""
    found: dict[str, Evidence] = {}
    for part in parts:
        for evidence in part.evidence:
            info = inquiry.documents.get(evidence.sentence.clause.source)
            if info and info.region and answers(evidence, inquiry.question) and info.region not in inquiry.question.places:
                found.setdefault(info.region, evidence)
    return list(found.values())[:_MOST]
