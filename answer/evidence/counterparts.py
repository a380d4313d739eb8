"""What two documents say in nearly the same words: where one of the sentences answers for its place, so does the other for its own."""

from collections.abc import Sequence
from dataclasses import replace

from answer.evidence.gather import Evidence

_FIRST = 3  # sentences of a scope, best first, that may have a counterpart
_SAME = 0.6  # share of the pairs of characters of the shorter sentence that stand in the longer one
_SHORTEST, _LONGER = 12, 3  # pairs of characters at least, and how many times as many the longer one may have: a short sentence stands
# in many a long one


_AS_LIKELY, _EQUAL, _TWIN = 0.75, 0.02, 0.85  # the same for sentences of one document on two cases


def evened(scopes: Sequence[Sequence[Evidence]]) -> list[list[Evidence]]:
    """The evidence of the scopes of one question, each best first: of two counterparts the less likely one counts as the other does."""
    out: list[list[Evidence]] = []
    if len(scopes) < 2:
        return [list(own) for own in scopes]
    for own in scopes:
        others = [e for of in scopes if of is not own for e in of[:_FIRST]]
        raised = [replace(e, score=max([e.score, *_scores_of_counterparts(e, others)])) for e in own[:_FIRST]]
        out.append(sorted([*raised, *own[_FIRST:]], key=lambda e: -e.score))
    return out


def _scores_of_counterparts(evidence: Evidence, others: Sequence[Evidence]) -> list[float]:
    return [e.score for e in others if e.score > evidence.score > 0 and alike(evidence.sentence.folded, e.sentence.folded)]


def twins(best: Evidence, others: Sequence[Evidence]) -> list[Evidence]:
    """The sentences of the document of the best one that say the same of another case: 生育二孩的…36000元, 生育三孩的…48000元. They say as
    much of the matter, in the same words but for the case and the figure, and are nearly as likely."""
    return [
        e
        for e in others
        if e is not best
        and e.sentence.clause.source == best.sentence.clause.source
        and e.score >= best.score * _AS_LIKELY
        and abs(e.said - best.said) < _EQUAL
        and alike(best.sentence.folded, e.sentence.folded, _TWIN)
    ]


def alike(one: str, other: str, share: float = _SAME) -> bool:
    """Whether two folded sentences say the same, but perhaps for figures, dates and what one adds."""
    mine, theirs = ({text[n : n + 2] for n in range(len(text) - 1) if not text[n].isdigit()} for text in (one, other))
    fewer, more = sorted((len(mine), len(theirs)))
    return fewer >= _SHORTEST and more <= _LONGER * fewer and len(mine & theirs) >= share * fewer
