"""What two documents say in nearly the same words: where one of the sentences answers for its place, so does the other for its own."""

from collections.abc import Sequence
from dataclasses import replace

from answer.evidence import Evidence

_FIRST = 3  # sentences of a scope, best first, that may have a counterpart
_SAME = 0.6  # share of the pairs of characters of the shorter sentence that stand in the longer one
_SHORTEST, _LONGER = 12, 3  # pairs of characters at least, and how many times as many the longer one may have: a short sentence stands
# in many a long one


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


def alike(one: str, other: str) -> bool:
    """Whether two folded sentences say the same, but perhaps for figures, dates and what one adds."""
    mine, theirs = ({text[n : n + 2] for n in range(len(text) - 1) if not text[n].isdigit()} for text in (one, other))
    fewer, more = sorted((len(mine), len(theirs)))
    return fewer >= _SHORTEST and more <= _LONGER * fewer and len(mine & theirs) >= _SAME * fewer
