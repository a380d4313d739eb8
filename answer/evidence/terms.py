"""Whether a sentence says what a term means, or spells out what a numbered one stands for."""

import re

from answer.understand.kinds import Kind
from answer.understand.question import Question

_DEFINED = re.compile('(?:^|[,;。:])(?:[^,;。:]{0,16}?所称的?)?["“]?([^,;。:"”]{2,20}?)["”]?(?:,?是指|,指|指的是)')
_SAYS_WHAT = re.compile(r'["”」]?\s?(?:,?是?指|[\[(]|包括|,?即|是|为|[:：])')
_COUNTS = {n: i for i, n in enumerate("三四五六七八九十", 3)}
NUMERALS = {"双": 2, "两": 2, "二": 2, **_COUNTS}
_NUMBERED = re.compile(
    '([三四五六七八九十])(?:个|种|类|大|项|重|条)?([\u4e00-\u9fff]{1,2}?)(?=["」”]|[要的具分]|是|指|$|行动|工程|目标|任务|原则|,|。|[?])'
)
_COUNTED = re.compile("[双两二三四五六七八九十]")
_AND = re.compile("、|和|与|及|并")


def unpacks(question: Question, text: str) -> bool:
    """Whether a sentence spells out a numbered term that is asked for: 六保 in one that says 保 six times, 五种金融 in one with five."""
    if question.kind not in (Kind.MEANING, Kind.LIST, Kind.OTHER):
        return False
    asked = _NUMBERED.findall(question.text)
    return any(text.count(what) >= _COUNTS[number] and text.count("、") + 1 >= _COUNTS[number] for number, what in asked)


def defines(focus: str, text: str) -> bool:
    """Whether the text says what the term means: 所称X是指…, X(…), X[…], X包括…, X，即…."""
    words = focus.split()
    if any(sums_up(word, text) for word in words):
        return True
    if any(any(word.endswith(name) or name.endswith(word) for word in words) for name in _DEFINED.findall(text)):
        return True
    term = max(words, key=len, default="")
    at = text.find(term)
    return bool(term) and at >= 0 and _SAYS_WHAT.match(text[at + len(term) :].lstrip()) is not None


def sums_up(term: str, text: str) -> bool:
    """Whether a term stands behind what it stands for: 甲、乙、丙"三项制度", or "进一次门、查多项事"的"综合查一次"."""
    number = _COUNTED.match(term)
    for found in re.finditer(re.escape(term), text) if len(term) > 2 else ():
        before = re.split("[,;。:]", text[: found.start()])[-1].rstrip('"“「『')
        items = _AND.split(before)
        if number and len(items) >= NUMERALS[number.group()] and len(items[-1]) > 1:
            return True
        if re.search('["”」』](?:的|等)$', before):
            return True
    return False
