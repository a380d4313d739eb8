"""Standards that are asked for as such: 租金标准是什么 is answered by what sets it, also where that is no figure."""

import re
from functools import lru_cache

from answer.understand.question import Question

_ASKED = re.compile("([\u4e00-\u9fff]{2}(?:标准|水平))(?:是|有|为|定|按)?(?:什么|怎么定|如何(?:确)?定|怎样定)")
_WHOSE = re.compile("([\u4e00-\u9fff]{2,10})的?[\u4e00-\u9fff]{2}(?:标准|水平)")
_SETS = (
    "(?!执行情况|情况|的?(?:监督|检查))(?:[^;。]{0,40},)?[^,;。]{0,12}"
    "(?:按照?|低于|不高于|不超过|参照|应当|由[^,;。]{2,20}(?:确定|制定)|确定|执行)"
)


def sets_standard(question: Question, text: str) -> float:
    """1 where a standard is asked for and a folded sentence sets it: 租金标准按照低于市场租金确定; 0 else."""
    sets = None if question.unit else _sets(question.text)
    if not sets or not sets.search(text):
        return 0.0
    whose = next((m[1] for word in question.focus.split() if (m := _WHOSE.match(word))), "")
    return 1.0 if whose[:2] in text else 0.0  # 公共租赁住房's is not 保障性租赁住房's


@lru_cache(64)
def _sets(asked: str) -> re.Pattern[str] | None:
    standard = _ASKED.search(asked)
    return re.compile(f"{standard[1]}[^,;。]{{0,2}}{_SETS}") if standard else None
