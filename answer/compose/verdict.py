"""The verdict that a clause gives to a yes/no question: 不得, 应当, 可以 — the word of the clause itself, or none."""

import re
from collections.abc import Sequence

from answer.evidence.coverage import Matter
from answer.understand.english import english_denies
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import Claim

_WORDS = tuple(
    re.compile(p) for p in ("不得(?!已)", "严?禁止(?!区)", "不予", "不能(?!够?[保满适])", "应当|必须", "(?<![认许])可以|有权")
)  # one pattern a verdict
_PARTS = re.compile("(?<=[,;。:])")
# A question that denies (可以不交吗) turns the sense of the clause's word round: none is given.
_DENIES = re.compile("(?<![要能该得是可会需用应])不(?![予得同])|没(?!有没)|未|别|无|免|拒|取消|停")
_ASKS = re.compile("能|可以|可否|要不要|应|该|需|用不用|必须|不得|允许|禁止|准|行不行|得不得|吗|么|嘛")
_ASKS_OF_ALL = re.compile("[都均].*(?:吗|么|嘛)[?。]*$")
_AFFIRMS = {**dict.fromkeys(("应当", "必须", "可以", "有权"), "是"), **dict.fromkeys(("不得", "禁止", "严禁", "不予", "不能"), "否")}
_FLOOR = 0.45  # share of the matter that the part of the sentence must say, for its word to be the answer


def verdict(question: Question, sentence: str, matter: Matter) -> str:
    """The word of the part of a folded sentence that says most of the matter; "" where it has none, two, or the question denies."""
    if question.kind is not Kind.RULE or _denies(question):
        return ""
    parts = [p for p in _PARTS.split(sentence) if p]
    best = max(parts, key=lambda p: (matter.coverage(p), -parts.index(p)), default="")
    if matter.coverage(best) < _FLOOR:
        return ""
    found = [m.group() for pattern in _WORDS if (m := pattern.search(best))]
    return found[0] if len(found) == 1 else ""


def of_all(asked: str, claims: Sequence[Claim], parts: int) -> str:
    """The verdict where a folded question asks of several sides whether all of them do (都要…吗): that of them all, "" where they differ or
    one says none."""
    leads = {claim.lead for claim in claims}
    if parts < 2 or len(claims) < parts or len(leads) != 1 or not _ASKS_OF_ALL.search(asked):
        return ""
    lead = leads.pop()
    return f"{_AFFIRMS[lead]}，都{lead}。" if lead in _AFFIRMS else ""


def _denies(question: Question) -> bool:
    """Whether the clause's word would not be the answer: the question asks about not doing, or asks no yes or no."""
    if question.language == "en":
        return english_denies(question.original)
    return _DENIES.search(question.text) is not None or not _ASKS.search(question.text)
