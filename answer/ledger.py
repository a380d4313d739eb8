"""The targets of all documents as one table, printed or written to a workbook."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from answer.compose import label
from answer.duties import Duty, duties
from answer.search import Search
from answer.targets import targets
from policy import Target

_COLUMNS = ("文件", "条款", "指标", "比较", "数值", "单位", "类别", "期限", "适用对象", "原文")
_WIDTHS = (34, 34, 34, 6, 10, 8, 8, 16, 22, 80)


def ledger(search: Search) -> Iterator[Target]:
    """Every target of every document, in the order of documents and clauses."""
    for info in search.documents():
        for clause in search.clauses(info.source):
            yield from targets(clause, label(info, info.title))


def duty_ledger(search: Search) -> Iterator[Duty]:
    """Every duty of every document, in the order of documents and clauses."""
    for info in search.documents():
        for clause in search.clauses(info.source):
            yield from duties(clause)


def write_xlsx(rows: Iterable[Target], path: Path) -> int:
    """Write targets as a workbook with a header row that stays in sight and filters, row by row; returns how many."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("指标台账")
    sheet.freeze_panes = "A2"
    for i, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)

    def cell(text: str, font: Font | None = None) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, cell_text(text))
        made.data_type = "s"  # a text that begins with "=" is shown, never run as a formula
        made.alignment = wrapped
        if font:
            made.font = font
        return made

    sheet.append([cell(head, bold) for head in _COLUMNS])
    count = 0
    for target in rows:
        sheet.append([cell(text) for text in _texts(target)])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{count + 1}"
    made = BytesIO()  # a book that is saved straight to a place that cannot be written leaves its streams half open
    book.save(made)
    path.write_bytes(made.getbuffer())
    return count


def _texts(target: Target) -> tuple[str, ...]:
    said = (target.indicator, target.op, target.value, target.unit, target.kind, target.deadline, target.scope)
    return (target.clause.title, " › ".join(target.clause.path), *said, target.quote)


def cell_text(text: str) -> str:
    """The text without characters that a workbook or a Word file cannot hold, cut at the length of a cell."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")[:32767]
