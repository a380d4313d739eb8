"""Sides of one question that bear each other out: where one is surely answered, what another says nearly as much and in the same unit is
its answer too, in whatever words; and what is far beside the matter that the others speak to is none.
"""

from collections.abc import Sequence

from answer.evidence.counterparts import alike
from answer.evidence.decide import asked, decision, leads_by_far
from answer.evidence.gather import Evidence
from answer.evidence.part import Part
from answer.search import Search
from answer.text.amounts import amounts, moments
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import fold

_FITS = 0.9
_LIKELY, _SAYS = 0.03, 0.5  # where another side answers: probability, and share of the matter said
_SURELY_READ = 1.0  # one that is read as well as another side's answer and says so much needs no probability of its own
_READ = 0.2  # or how well it answers when read together with the question, and as well as another side's does
_AS_WELL = (0.1, 0.35)  # or, where it is plainly nearest in meaning to another side's answer, probability and share of the matter said
_TWO_LIKELY, _TWO_SAY = 0.25, 0.4  # where none does: probability and share of the matter, of each of two sides
_LEADING, _SAYS_SOME = 0.1, 0.15  # of sides of which each has a sentence that leads by far: its probability, and share of the matter
_RATHER_LIKELY = 0.3  # of such sides one, where they do not say the same
_UNSURE, _BESIDE = 0.6, 0.4  # a less sure answer that says so much less of the matter than another side's is to another question
_RATHER, _MORE = 0.6, 0.15  # a sentence with this share of the best one's probability that says this much more of the matter
_TIMES = frozenset("次期场回")
_MEANS, _ALONE = 0.55, 0.15  # how near in meaning to another side's answer a sentence is, and how much nearer than the next one


def seconded(picked: Sequence[list[Evidence]], parts: Sequence[Part], question: Question, search: Search) -> list[list[Evidence]]:
    """What is chosen for each part of a question with several, in their order, in the light of what is chosen for the others."""
    firm = [_rather(chosen, part, question) for chosen, part in zip(picked, parts, strict=True)]
    most = max((chosen[0].said for chosen in firm if chosen), default=0.0)
    firm = [[] if chosen and chosen[0].score < _UNSURE and most - chosen[0].said >= _BESIDE else chosen for chosen in firm]
    speaking = [chosen[0] for chosen in firm if chosen]
    if speaking:
        return [chosen or _borne_out(part, speaking, question, search) for chosen, part in zip(firm, parts, strict=True)]
    leading = [e for part in parts if (e := _leading(part))]
    best = [part.evidence[0] for part in parts if part.evidence]
    if leading and len(best) == len(parts) and _say_the_same(best) or len(leading) == len(parts) and _bear_out(leading, question):
        return [[e] for e in best]
    likely = [_best(part) for part in parts]
    told = [e for e in likely if e]
    return [[e] if e and any(_alike(e, other, question) for other in told if other is not e) else [] for e in likely]


def nearest(part: Part, speaking: Sequence[Evidence], search: Search) -> Evidence | None:
    """The sentence of a silent part that is plainly nearest in meaning to what answers for another: it may be the answer in other words,
    which cannot be told."""
    able = [e for e in part.evidence if e.fits >= _FITS]
    for other in speaking if able else ():
        near = search.similarity(other.sentence.folded, [e.sentence.folded for e in able])
        best, *next_ = sorted(near, reverse=True)
        if best >= _MEANS and best - max(next_[:1], default=0.0) >= _ALONE:
            return able[list(near).index(best)]
    return None


def _rather(chosen: list[Evidence], part: Part, question: Question) -> list[Evidence]:
    """The same with a sentence that says more of the matter in the place of the best one, where it is nearly as likely."""
    if not chosen or question.kind not in (Kind.NUMBER, Kind.TIME):
        return chosen
    least = max(chosen[0].score * _RATHER, decision().thresholds[asked(question.kind)])
    more = [e for e in part.evidence if e.fits >= _FITS and e.score >= least and e.said >= chosen[0].said + _MORE]
    return [max(more, key=lambda e: e.said)] if more else chosen


def _best(part: Part) -> Evidence | None:
    return next((e for e in part.evidence if e.fits >= _FITS and e.score >= _TWO_LIKELY and e.said >= _TWO_SAY), None)


def _leading(part: Part) -> Evidence | None:
    """The sentence of a part that is far likelier than any other of it, though not sure."""
    best = part.evidence[0] if part.evidence else None
    return best if best and leads_by_far(best) and best.score >= _LEADING and best.said >= _SAYS_SOME else None


def _say_the_same(found: Sequence[Evidence]) -> bool:
    """Whether sentences of as many documents say the same, but for figures and dates: what is asked is plainly this."""
    sources = {e.sentence.clause.source for e in found}
    return len(sources) == len(found) and all(alike(found[0].sentence.folded, e.sentence.folded) for e in found[1:])


def _bear_out(found: Sequence[Evidence], question: Question) -> bool:
    """Whether one of several sentences is rather likely, and the others tell what it tells in the same unit."""
    best = max(found, key=lambda e: e.score)
    return best.score >= _RATHER_LIKELY and all(_alike(best, e, question) for e in found)


def _borne_out(part: Part, speaking: Sequence[Evidence], question: Question, search: Search) -> list[Evidence]:
    able, leading = [], _leading(part)
    for e in part.evidence:
        beside = [other for other in speaking if _alike(e, other, question)]
        read_as_well = any(e.crossed[0] >= max(_READ, other.crossed[0]) for other in beside)
        likely = e.score >= _LIKELY and (e.said >= _SAYS or read_as_well) or e is leading
        if beside and e.fits >= _FITS and (likely or e.said >= _SAYS and read_as_well and e.crossed[0] >= _SURELY_READ):
            able.append(e)
    plainly = None if able else nearest(part, speaking, search)
    if plainly and plainly.score >= _AS_WELL[0] and plainly.said >= _AS_WELL[1]:
        return [plainly] if any(_alike(plainly, other, question) for other in speaking) else []
    near = search.similarity(speaking[0].sentence.folded, [e.sentence.folded for e in able]) if able else []
    return [e for e, n in zip(able, near, strict=True) if n == max(near)][:1]


def _alike(one: Evidence, other: Evidence, question: Question) -> bool:
    """Whether two sentences hold a figure in the same unit, or where a time is asked for, a time."""
    if question.kind is Kind.TIME and not question.lasting:
        return all(moments(e.sentence.folded) for e in (one, other))
    if question.kind not in (Kind.NUMBER, Kind.TIME):
        return False
    mine, theirs = ({_plain(a.unit) for a in amounts(e.sentence.folded)} for e in (one, other))
    return bool(mine & theirs)


def _plain(unit: str) -> str:
    plain = fold(unit).lstrip("万亿千百个").split("/")[0] or unit
    return "次" if plain in _TIMES else plain
