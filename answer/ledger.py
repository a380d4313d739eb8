"""The targets of all documents as one table, printed or written to a workbook."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from answer.compose import label
from answer.search import Search
from answer.targets import targets
from policy import Target

_COLUMNS = ("文件", "条款", "指标", "比较", "数值", "单位", "期限", "适用对象", "原文")
_WIDTHS = (34, 34, 34, 6, 10, 8, 16, 22, 80)


def ledger(search: Search) -> Iterator[Target]:
    """Every target of every document, in the order of documents and clauses."""
    for info in search.documents():
        for clause in search.clauses(info.source):
            yield from targets(clause, label(info, info.title))


def write_xlsx(rows: Iterable[Target], path: Path) -> int:
    """Write targets as a workbook with a header row that stays in sight and filters; returns how many."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "指标台账"
    sheet.append(_COLUMNS)
    for target in rows:
        clause = target.clause
        cells = (
            clause.title,
            " › ".join(clause.path),
            target.indicator,
            target.op,
            target.value,
            target.unit,
            target.deadline,
            target.scope,
        )
        sheet.append([_plain(c) for c in (*cells, target.quote)])
    for i, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"  # a text that begins with "=" is shown, never run as a formula
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)
    return sheet.max_row - 1


def _plain(text: str) -> str:
    """The text without characters that a workbook cannot hold."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")
