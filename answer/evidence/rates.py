"""Whether a sentence names the rate that a question asks for, or another one."""

import re
from functools import lru_cache

from answer.evidence.needs import told
from answer.text.pairs import in_order
from answer.text.sentences import Sentence
from answer.understand.kinds import Kind
from answer.understand.question import Question

_IS_RATE = "(?<![效频利税汇费比概几])率"  # 效率, 税率 and the like are no shares of anything, 比率 is no name of one
_NAMED = f"[\u4e00-\u9fff]{{2}}(?:{_IS_RATE}|(?<=满意|知晓)度)"
_RATE = re.compile(_NAMED)
_WHOSE_RATE = re.compile(f"([\u4e00-\u9fff]{{2}})({_NAMED})")
_WHOLE_RATE = re.compile(f"[\u4e00-\u9fff]{{4,}}{_IS_RATE}")
_RATE_OF = re.compile(f"([\u4e00-\u9fff]{{2}}){_IS_RATE}")
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


def lacks_a_rate(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence lacks what a rate that is asked for is a rate of, in two characters: 持证 of 持证率, which 持证上岗率 has.

    Of 42 scopes with an answer none lacks them in the right sentence, of 53 without one 44 in the nearest.
    """
    asked = _rates_of(question.text) if question.kind is Kind.NUMBER and question.language != "en" else []
    said = told(sentence) if asked else ""
    return any(of not in said for of in asked)


@lru_cache(64)  # looked up for every sentence read
def _rates_of(text: str) -> list[str]:
    return _RATE_OF.findall(text)


def names_the_rate(question: Question, text: str) -> bool:
    """Whether parts of a folded sentence name every rate asked for, all its characters in their order: asked 案卷合格率, 案卷评查合格率."""
    asked = _asked_rates(question) if question.kind is Kind.NUMBER else ()
    parts = _PARTS.split(text) if asked else []
    return bool(asked) and all(any(rate[-3:] in part and in_order(rate, part) for part in parts) for rate in asked)


@lru_cache(64)
def _asked_rates(question: Question) -> tuple[str, ...]:
    """The rates that a question names in four characters or more, without 的: 案卷合格率."""
    return tuple(rate.replace("的", "") for rate in _WHOLE_RATE.findall(question.focus))


def _of_something_else(asked: str, text: str) -> bool:
    """Whether the rate asked for is said of something else alone: 网上可办率 where 掌上可办率 is asked for."""
    named = {rate: whose for whose, rate in _WHOSE_RATE.findall(asked) if not _JOINS.search(whose)}
    others = [(whose, rate) for whose, rate in _WHOSE_RATE.findall(text) if rate in named]
    return bool(others) and all(named[rate] != whose and not _JOINS.search(whose) and named[rate] not in text for whose, rate in others)
