"""Questions that say a figure or a date and ask whether it is so: 「云南的案卷合格率目标是30%，对吗？」

They are put as the open question, and what the clause says is held against what was said.
"""

import re
from dataclasses import dataclass

from answer.amounts import amounts, moments
from answer.coverage import Matter
from answer.question import language_of
from policy import fold, numbers_in

_ASKS_SO = re.compile(
    "[,，]?(?:对吗|对吧|对不对|(?<=[,，])(?:是不是|是否)|是吗|是吧|没错吧|是这样吗|是不是这样|正确吗|属实吗|真的吗|没记错吧)[?？。!]*$"
    r"|[,，]\s*(?:right|correct|isn't it|is that (?:right|so|correct|true)|is it)[?？.]*$",
    re.I,
)
_PLAIN_TAIL = re.compile("(?:吗|么|嘛)?[?？。]*$")
_ASKS = re.compile("(?:吗|么|嘛)[?？。]*$")
_ASKS_OPENLY = re.compile("可以|可否|能不能|能否|必须|应当|不得|允许|需要|多少|几[个天日成]|谁|什么|哪")
_NUMERAL = re.compile(r"\d|[一二三四五六七八九十]")
_WHETHER = re.compile("是不是|是否|真的是?|难道")
_JOINT = re.compile(
    "(?:的?(?:目标值?|指标|要求|标准|时限|期限)?)?"
    "(?:是|为|有|要?求?达到|要|定为|规定为|不低于|不高于|不少于|不超过|至少|最多|最迟|在|到|[,，的])*$"
)
_ENGLISH_JOINT = re.compile(r"\b(?:is|are|was|set at|must be|at least|at most|reaches?|of|by|in)\s*$", re.I)
_BEHIND = re.compile("^(?:以上|以下|以内|之内|左右|的|前|之前)*")
_PARTS = re.compile("[,;。:]")
_SO, _NOT_SO = "对", "不对"


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes for given: the folded figure or date it says, whether that is a date, and the open question in its place."""

    said: str
    dated: bool
    unit: str
    question: str


def premise(question: str) -> Premise | None:
    """The premise of a question, or None where it asks openly."""
    text = fold(question).strip()
    tail = _ASKS_SO.search(text)
    body = _PLAIN_TAIL.sub("", text[: tail.start()] if tail else text)
    if _ASKS_OPENLY.search(body) or not (tail or _ASKS.search(text) or _WHETHER.search(body)):
        return None
    figures = [(a.start, a.end, a.unit) for a in amounts(body) if a.unit]
    dates = [(m.start, m.end) for m in moments(body) if _NUMERAL.search(body[m.start : m.end])]
    for start, end, unit in reversed(figures):
        if not _BEHIND.sub("", body[end:]) or tail and not dates:
            return Premise(body[start:end], False, unit, _open(body, start, end, unit, False))
    for start, end in reversed(dates):
        if not _BEHIND.sub("", body[end:]) or tail:
            return Premise(body[start:end], True, "", _open(body, start, end, "", True))
    return None


def _open(body: str, start: int, end: int, unit: str, dated: bool) -> str:
    """The same question, asked openly."""
    before, behind = body[:start], _BEHIND.sub("", body[end:])
    if language_of(body) == "en":
        before = _ENGLISH_JOINT.sub("", before.strip()).strip()
        return f"{'when is' if dated else 'what is'} {before} {behind}".strip() + "?"
    before = _JOINT.sub("", _WHETHER.sub("", before))
    if behind and not re.search("[\u4e00-\u9fff]", behind):
        behind = ""
    asks = "要在什么时候" if dated and behind else "是什么时候" if dated else "的目标是多少" if unit == "%" else f"是多少{unit}"
    return f"{before}{asks}{behind}？" if dated else f"{before}{behind}{asks}？"


def judged(given: Premise, sentence: str, matter: Matter) -> str:
    """Whether a folded sentence bears out what was said: 对, 不对, or "" where it leaves that open.

    It is held against the part of the sentence, between commas, that says most of the matter and holds a figure of the kind;
    a figure that only another part holds is another indicator's.
    """
    wanted = numbers_in(given.said)
    parts = [part for part in _PARTS.split(sentence) if _holds(given, part)]
    if not parts or not wanted:
        return ""
    best = max(parts, key=lambda part: (matter.coverage(part), -parts.index(part)))
    if wanted <= numbers_in(best):
        return _SO
    return "" if any(wanted <= numbers_in(part) for part in parts) else _NOT_SO


def _holds(given: Premise, part: str) -> bool:
    if given.dated:
        return bool(moments(part))
    return any(a.unit == given.unit for a in amounts(part))
