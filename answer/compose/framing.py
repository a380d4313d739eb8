"""What a question for all that a document sets says of any document, and what is left of it: its matter."""

import re

from answer.understand.question import Question

_WORDS = (
    "工作|目标|主要|方案|规划|纲要|计划|意见|文件|实现|达到|完成|设定|确定|提出|分别|各|什么|哪些|啥|期间|年?[底末初]|以?前|之"
    "|十[一二三四五六]五|\\d+年?|[?。]"
)
_LETTERS = "[到要为的是有和与、了在全省市县区]"  # told last: 要 is also the beginning of 要求


def framing(own: str) -> re.Pattern[str]:
    """The words that frame a question of one kind, its `own` beside those of all kinds."""
    return re.compile(f"{own}|{_WORDS}|{_LETTERS}")


def matter_words(question: Question, frame: re.Pattern[str]) -> list[str]:
    """What a question says besides its frame, piece by piece."""
    return frame.sub(" ", question.matter).split()
