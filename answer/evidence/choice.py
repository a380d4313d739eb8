"""Which evidence to quote for a part of a question: the best sentence that answers, what it leaves unsaid, what others say beside."""

import re
from collections.abc import Sequence

from answer.evidence.counterparts import twins
from answer.evidence.decide import answers
from answer.evidence.gather import Evidence
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.understand.kinds import Kind

_LINES = 4  # documents quoted in one answer; a comparison may take twice as many
_BESIDE = 0.8  # another document speaks beside the best where it says this share of the matter that the best says,
_AS_SURE = 0.6  # and answers with this share of its probability
_COMPARED = 0.8  # in a comparison, which wants them all, each document's best sentence that says this share of what the best one says
_LIKELY = 0.12  # and that answers with this share of the best one's probability
_SENDS = re.compile("所附[^,;。]{0,10}表|[见按][^,;。]{0,6}(?:附表|下表|附件|指标表)")
_NEARLY = 0.75  # of two sentences of a clause as likely as that the reader gets both
_CASES = 2  # further sentences that say the same of other cases
_GAIN = 0.25  # a further sentence of the same document is quoted where it adds this share of the matter


def chosen_of(inquiry: Inquiry, part: Part) -> list[Evidence]:
    """The evidence to quote: the best sentence that answers, what it leaves unsaid, and what other documents say."""
    good = [e for e in part.evidence if answers(e, inquiry.question)]
    if inquiry.question.articles:
        return _article(part)
    if not good:
        return []
    best = _in_the_table(good[0], part.evidence)
    chosen = [best, *_completing(inquiry, best, good)]
    compares = inquiry.question.kind is Kind.COMPARE
    for evidence in part.evidence if compares else good:
        sources = {e.sentence.clause.source for e in chosen}
        if len(sources) >= _LINES * (2 if compares else 1):
            break
        if evidence.sentence.clause.source not in sources and _speaks_beside(evidence, best, compares):
            chosen.append(_in_the_table(evidence, part.evidence))
    return chosen


def _in_the_table(best: Evidence, found: Sequence[Evidence]) -> Evidence:
    """The row of a table of the same document that says as much of the matter, where the best sentence only sends the reader to it."""
    if not _SENDS.search(best.sentence.folded):
        return best
    rows = [e for e in found if e.sentence.header and e.fits >= 1 and e.sentence.clause.source == best.sentence.clause.source]
    return next((e for e in rows if e.said >= best.said), best)


def _speaks_beside(evidence: Evidence, best: Evidence, compares: bool) -> bool:
    if compares:
        alike = evidence.fits >= best.fits * _COMPARED and evidence.said >= best.said * _COMPARED
        return alike and evidence.score >= best.score * _LIKELY
    return evidence.score >= best.score * _AS_SURE and evidence.said >= best.said * _BESIDE


def _article(part: Part) -> list[Evidence]:
    """The articles asked for by number: the best sentence of each, or its first where the question names nothing else."""
    firsts: dict[str, Evidence] = {}
    for evidence in part.evidence:
        firsts.setdefault(evidence.sentence.clause.clause_id, evidence)
    return list(firsts.values())[:_LINES]


def _completing(inquiry: Inquiry, best: Evidence, good: Sequence[Evidence]) -> list[Evidence]:
    """Sentences of the same document that say a good part of what the best one leaves unsaid (two indicators asked at once); where no
    figure is asked for, the next sentence of the same clause that is nearly as likely."""
    if inquiry.question.kind not in (Kind.NUMBER, Kind.LIST, Kind.TIME, Kind.COMPARE):
        clause = best.sentence.clause.clause_id
        return [e for e in good[1:] if e.sentence.clause.clause_id == clause and e.score >= best.score * _NEARLY][:1]
    said = [best.sentence.folded]
    extra: list[Evidence] = []
    for evidence in good[1:]:
        if evidence.sentence.clause.source != best.sentence.clause.source or evidence.fits < 1:
            continue
        gain = inquiry.matter.coverage(*said, evidence.sentence.folded) - inquiry.matter.coverage(*said)
        if gain >= _GAIN and len(extra) < 2:
            extra.append(evidence)
            said.append(evidence.sentence.folded)
    return extra or twins(best, good)[:_CASES]
