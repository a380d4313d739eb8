"""Targets that stand in a table: a row is an indicator, its head row says for which year a cell is set."""

import re

from answer.text.amounts import amounts
from answer.text.sentences import CELL, Sentence
from answer.text.values import normal
from policy import Target, fold

_NAMES = re.compile("指标|项目|名称|内容|任务|事项")
_UNITS = re.compile("单位|属性|备注|序号|部门|主体|类别")
_UNIT_HEAD = re.compile("计量|^单位$")
_PAST = re.compile("基期|实际|现状|完成情况|基数|上年|基础值|基准|现有")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:[年月]?底|末)?")
_OP = re.compile("(?P<ge>≥|>=|不低于|不少于|以上)|(?P<le>≤|<=|不超过|不高于|以下|以内)|(?P<gt>>|超过)|(?P<lt><|低于)")
_SIGNS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<"}
_LOOSE = 8  # characters of a cell beside its figure: more, and the cell is prose


def row_targets(sentence: Sentence, place: str) -> list[Target]:
    """The figures of a row, one for each column that sets one."""
    assert sentence.header is not None
    heads = [h.strip() for h in fold(sentence.clause.slice(*sentence.header)).split(CELL)]
    cells = _cells(sentence.folded)
    named = _name_column(heads, [sentence.folded[s:e] for s, e in cells])
    if named is None:
        return []
    s, e = cells[named]
    name = re.sub(r"\s+", "", sentence.text[s:e])
    unit = next((sentence.folded[c[0] : c[1]].strip() for h, c in zip(heads, cells, strict=False) if _UNIT_HEAD.search(h)), "")
    unit = unit if len(unit) <= 6 and not amounts(unit) else ""
    found = []
    for number, (head, (start, end)) in enumerate(zip(heads, cells, strict=False)):
        if number == named or _UNITS.search(head) or _PAST.search(head):
            continue
        figure = _figure(sentence.folded[start:end], unit or _unit_of(head) or _unit_of(fold(name)))
        if figure:
            year = _YEAR.search(head)
            op, value, measure = figure
            which = "期限" if measure in ("日", "工作日", "天", "个月", "年") else "比例" if measure == "%" else "数量"
            deadline = year.group() if year else ""
            found.append(Target(sentence.clause, name, op, value, measure, deadline, place, sentence.header[0], sentence.end, which))
    return found


def _cells(row: str) -> list[tuple[int, int]]:
    cells, at = [], 0
    for part in row.split(CELL):
        cells.append((at, at + len(part)))
        at += len(part) + len(CELL)
    return cells


def _name_column(heads: list[str], cells: list[str]) -> int | None:
    """The column that names the indicator: the one headed so, else the first that is not a number."""
    for number, head in enumerate(heads[: len(cells)]):
        if _NAMES.search(head) and not _YEAR.search(head) and re.search("[\u4e00-\u9fff]{2}", cells[number]):
            return number
    return next((i for i, c in enumerate(cells) if re.search("[\u4e00-\u9fff]{2}", c)), None)


def _unit_of(head: str) -> str:
    """The unit in brackets behind a heading: 覆盖率(%)."""
    m = re.search(r"\(([^()\d]{1,6})\)$", head)
    return m[1] if m else ""


def _figure(cell: str, unit: str) -> tuple[str, str, str] | None:
    """Comparison, value and unit of a cell that is little else than a figure."""
    found = amounts(cell)
    if len(found) != 1 or len(cell.strip()) - (found[0].end - found[0].start) > _LOOSE:
        return None
    value, own = normal(cell[found[0].start : found[0].end], found[0].unit)
    if not own and not unit:
        return None
    m = _OP.search(cell)
    op = _SIGNS[m.lastgroup] if m and m.lastgroup else "="
    return op, value, own or unit
