"""A row of a table said as a sentence: what it is about, then each asked column under its heading."""

import re

from answer.text.sentences import CELL, Sentence
from answer.understand.kinds import Kind
from answer.understand.question import Question

_UNIT_COLUMN = re.compile("单位|部门|责任|牵头|主体")
_SERIAL = re.compile(r"序号|编号|(?i:no)\.?")


def say_row(question: Question, sentence: Sentence) -> str:
    """The row in words; all it says stands in the row or in its head row. Only the columns of the years asked, or of who is
    responsible where that is asked, if the table has such. A running number in front does not say what the row is about: the cell
    behind it does.

    >>> # head "指标 | 2026年目标 | 2028年目标", row "满意率 | 91% | 93%", asked for 2028
    >>> # "满意率：2028年目标 93%"
    """
    cells = [c.strip() for c in sentence.text.split(CELL)]
    assert sentence.header is not None
    heads = [h.strip() for h in sentence.clause.slice(*sentence.header).split(CELL)]
    named = 1 if len(cells) > 2 and cells[1] and _SERIAL.fullmatch(heads[0]) else 0
    columns = [(h, c) for h, c in zip(heads[named + 1 :], cells[named + 1 :], strict=False) if c]
    wanted = [(h, c) for h, c in columns if _asked(question, h)] or columns
    return f"{cells[named]}：" + "；".join(f"{h} {c}" for h, c in wanted)


def _asked(question: Question, head: str) -> bool:
    if question.kind is Kind.WHO:
        return _UNIT_COLUMN.search(head) is not None
    return any(str(year) in head for year in question.years)
