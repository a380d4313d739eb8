"""A sentence with what only names or explains blotted out, so that no number of a name is taken for a figure."""

import re

_TITLE = re.compile("《[^《》]*》")
_NAME = re.compile('"[^";]{1,14}"|"[\\d年月日~至到\u2014\uff0d-]{8,30}"|\\[[^\\[\\]]*\\d{4}[^\\[\\]]*\\]\\d*号?')
_PLAN = re.compile("十[一二三四五六七八]?五|^.[六七八九]五.$")
_BESIDE = re.compile(r"\((?:(?:(?:不|均)?含|不?包括|以[^()]*为准)[^()]*|(?:(?!之日)[^()\d])*)\)")  # says more of a word, and sets nothing
_REWORDS = re.compile('("(?:调整|修改|变更|修订|改|统一)为:?)"')  # 将"…"调整为"…": what is quoted is text, not what stands between
_OLD_WORDS = re.compile(  # 由"…"提高到"…": only the new words set anything
    r'(?:将\u25a0+[^",;。]{0,24}|[由将从])?"[^"]{2,120}"(?:统一)?(?:调整|修改|变更|修订|改|提高|提升|降低|调降|下调|上调|放宽|延长)[为到至]:?"'
)
_MARKS = re.compile("[,;:。]")
_MASK = "\u25a0"


def masked(folded: str) -> str:
    """A folded sentence with titles and short quoted names blotted out, so that no number of a name is taken for a figure, and so that
    no mark within a bracket that only explains (含90平方米,以合同为准) parts what stands around it. Replaced words turn blank."""
    folded = _TITLE.sub(lambda m: _MASK * len(m.group()), folded)
    folded = _OLD_WORDS.sub(lambda m: " " * len(m.group()), folded)
    folded = _REWORDS.sub(r"\1;", folded)
    folded = _BESIDE.sub(lambda m: _MARKS.sub(_MASK, m.group()), folded)
    return _NAME.sub(lambda m: m.group() if _PLAN.search(m.group()) else _MASK * len(m.group()), folded)
