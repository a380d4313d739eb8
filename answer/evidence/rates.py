"""Whether a sentence names the rate that a question asks for, or another one."""

import re
from functools import lru_cache

from answer.understand.kinds import Kind
from answer.understand.question import Question

_RATE = re.compile("[\u4e00-\u9fff]{2}(?:(?<![效频利税汇费])率|(?<=满意|知晓)度)")
_WHOSE_RATE = re.compile("([\u4e00-\u9fff]{2})([\u4e00-\u9fff]{2}(?:(?<![效频利税汇费])率|(?<=满意|知晓)度))")
_WHOLE_RATE = re.compile("[\u4e00-\u9fff]{4,}(?<![效频利税汇费])率")
_PARTS = re.compile("[,;。:、]")
_JOINS = re.compile("[的和与及或、在为是使将把对]")


def names_another_rate(question: Question, text: str) -> bool:
    """Whether a rate is asked for and a folded sentence names rates, but not this one: 按时办结率 where 一次接通率 is asked for."""
    if question.kind is not Kind.NUMBER and question.unit != "%":
        return False
    asked = [rate[:2] for rate in _RATE.findall(question.text)]
    if not asked or not _RATE.search(text):
        return False
    return not any(rate in text for rate in asked) or _of_something_else(question.text, text)


def names_the_rate(question: Question, text: str) -> bool:
    """Whether parts of a folded sentence name every rate asked for, all its characters in their order: asked 案卷合格率, 案卷评查合格率."""
    asked = _asked_rates(question) if question.kind is Kind.NUMBER else ()
    parts = _PARTS.split(text) if asked else []
    return bool(asked) and all(any(rate[-3:] in part and _in_order(rate, part) for part in parts) for rate in asked)


@lru_cache(64)
def _asked_rates(question: Question) -> tuple[str, ...]:
    return tuple(rate.replace("的", "") for rate in _WHOLE_RATE.findall(question.focus))


def _in_order(characters: str, text: str) -> bool:
    rest = iter(text)
    return all(c in rest for c in characters)


def _of_something_else(asked: str, text: str) -> bool:
    """Whether the rate asked for is said of something else alone: 网上可办率 where 掌上可办率 is asked for."""
    named = {rate: whose for whose, rate in _WHOSE_RATE.findall(asked) if not _JOINS.search(whose)}
    others = [(whose, rate) for whose, rate in _WHOSE_RATE.findall(text) if rate in named]
    return bool(others) and all(named[rate] != whose and not _JOINS.search(whose) and named[rate] not in text for whose, rate in others)
