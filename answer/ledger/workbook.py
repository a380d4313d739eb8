"""The ledgers as an Excel workbook: a sheet of targets, one of duties."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from answer.ledger.rows import due_year
from policy import Target
from policy.ledger import Duty

Cell = str | float | int
_TARGETS = (
    ("文件", 30),
    ("条款", 26),
    ("指标", 34),
    ("比较", 8),
    ("数值", 11),
    ("单位", 9),
    ("类别", 8),
    ("期限", 20),
    ("到期年份", 10),
    ("适用对象", 20),
    ("适用情形", 28),
    ("原文", 70),
    ("条款编号", 26),
)
_DUTIES = (
    ("文件", 30),
    ("条款", 26),
    ("任务", 50),
    ("牵头或负责单位", 30),
    ("配合单位", 36),
    ("完成时限", 24),
    ("地区", 14),
    ("原文", 70),
    ("条款编号", 26),
)
_CENTRED = {"比较", "单位", "类别", "到期年份"}
_WIDE = 2.1  # columns that a Chinese character takes at the size of the sheet
_LINE, _MOST_LINES = 15.0, 12


def write_xlsx(rows: Iterable[Target], path: Path, duties: Sequence[Duty] = ()) -> int:
    """Write targets, and duties on a second sheet, each with a header row that stays in sight and filters; returns how many targets."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    count = _sheet(book, "指标台账", _TARGETS, (_target(t) for t in rows))
    _sheet(book, "责任分工", _DUTIES, (_duty(d) for d in duties))
    made = BytesIO()  # a book that is saved straight to a place that cannot be written leaves its streams half open
    book.save(made)
    path.write_bytes(made.getbuffer())
    return count


def _sheet(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[Cell, ...]]) -> int:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.print_title_rows = "1:1"
    for number, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    edge = Side(style="thin", color="D9D9D9")
    border = Border(bottom=edge, right=edge)
    aligned = {h: Alignment("center" if h in _CENTRED else None, "top", wrap_text=True) for h, _ in columns}
    heading = (Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1D5B8F"), Alignment("center", "center", wrap_text=True))

    def cell(value: Cell, head: str, first: bool = False) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, cell_text(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # a text that begins with "=" is shown, never run as a formula
        made.border, made.alignment = border, aligned[head]
        if first:
            made.font, made.fill, made.alignment = heading
        return made

    sheet.row_dimensions[1].height = 24
    sheet.append([cell(head, head, True) for head, _ in columns])
    count = 0
    for row in rows:
        count += 1
        sheet.row_dimensions[count + 1].height = _height(row, columns)
        sheet.append([cell(value, head) for value, (head, _) in zip(row, columns, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    return count


def _height(row: Sequence[Cell], columns: Sequence[tuple[str, int]]) -> float:
    """Of the lines that the longest cell wraps to: who opens the file need not drag."""
    lines = max(sum(-(-len(line) * _WIDE // width) or 1 for line in str(v).split("\n")) for v, (_, width) in zip(row, columns, strict=True))
    return _LINE * min(max(lines, 1), _MOST_LINES) + 3


def _target(target: Target) -> tuple[Cell, ...]:
    year = due_year(target.deadline)
    sign = "约" if target.about else _SIGNS.get(target.op, target.op)
    said = (target.indicator, sign, _number(target.value), target.unit, target.kind, target.deadline)
    return (
        *_where(target.clause),
        *said,
        year or "",
        target.scope,
        target.condition,
        " ".join(target.quote.split()),
        target.clause.clause_id,
    )


def _duty(duty: Duty) -> tuple[Cell, ...]:
    units = ("、".join(duty.lead), "、".join(duty.support))
    return (*_where(duty.clause), duty.task, *units, duty.schedule, duty.place, " ".join(duty.quote.split()), duty.clause.clause_id)


def _where(clause: Any) -> tuple[str, str]:
    return clause.title or clause.source, " › ".join(clause.path)


_SIGNS = {">=": "≥", "<=": "≤"}


def _number(value: str) -> Cell:
    """A number as a number, so that a column can be sorted and added up; ranges and 全覆盖 as they are."""
    if re.fullmatch(r"\d{1,15}", value):
        return int(value)
    return float(value) if re.fullmatch(r"\d{1,15}\.\d{1,10}", value) else value


def cell_text(text: str) -> str:
    """The text without characters that a workbook cannot hold, cut at the length of a cell."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")[:32767]
