"""The part of a long sentence to quote: of items that semicolons part, those that speak of what is asked for."""

import re

from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.text.amounts import amounts, moments
from answer.text.years import years_in
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import fold, pairs_of

_LONG = 100  # characters of a sentence that is quoted whole
_ITEM = re.compile("[^;]+;?")
_LEAD = re.compile("^[^;:]{0,40}:")
_FIRST = re.compile("(?:到|至|力争到|在|截至)?(?:19|20)\\d\\d年[^,;]{0,6},")
_PARALLEL = 0.5  # share of the pairs of characters of an item that another has, where they are of two cases
_MOSTLY = 0.8  # share of what the whole sentence says of the matter that the item must say
_AS_WELL = 0.5  # share of what the best item says that another one says which is of the same matter


def item_span(question: Question, matter: Matter, evidence: Evidence) -> tuple[int, int] | None:
    """[start, end) of the item of a sentence that says most of the matter and holds what is asked for; None where the sentence is short,
    has no items, is a row, or begins with a date that the item lacks and hangs on, or where two items say as much."""
    sentence = evidence.sentence
    text = sentence.folded
    if len(text) < _LONG or sentence.header or question.kind not in (Kind.NUMBER, Kind.TIME, Kind.COMPARE):
        return None
    items = [(m.start(), m.end()) for m in _ITEM.finditer(text)]
    if len(items) < 2:
        return None
    weight = [matter.coverage(text[s:e]) if _holds(question, text[s:e]) and _in_time(question, text[s:e]) else 0.0 for s, e in items]
    best = max(weight)
    told = [n for n, w in enumerate(weight) if best and w >= best * _AS_WELL]
    if len(told) != 1 or best < matter.coverage(text) * _MOSTLY:
        return None
    start, end = items[told[0]]
    if any(_goes_on(text[start:end], text[s:e]) for n, (s, e) in enumerate(items) if n != told[0] and _in_time(question, text[s:e])):
        return None
    if told[0] and _FIRST.match(text) and not moments(text[start:end]):
        return None
    if not told[0] and (lead := _LEAD.match(text[start:end])) and not matter.coverage(lead.group()):
        start += lead.end()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    raw = sentence.text[start:end].rstrip(" ;；")
    return sentence.start + start, sentence.start + start + len(raw)


def _goes_on(item: str, other: str) -> bool:
    """Whether another item says the same of another case: 双方缴存的,额度为110万元;单方缴存的,额度为66万元."""
    pairs, theirs = pairs_of(item), pairs_of(other)
    return bool({a.unit for a in amounts(item)} & {a.unit for a in amounts(other)}) and len(pairs & theirs) >= _PARALLEL * len(theirs)


def _holds(question: Question, item: str) -> bool:
    return bool(moments(fold(item))) if question.kind is Kind.TIME and not question.lasting else bool(amounts(item))


def _in_time(question: Question, item: str) -> bool:
    """Whether an item is not of other years than those asked about."""
    named = years_in(item)
    return not question.years or not named or bool(named & {*question.years})
