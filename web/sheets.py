"""Tables to take away: an Excel workbook or CSV, in which no text is ever taken for a formula."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from web.markup import plain

_LONGEST = 32767  # characters of a cell
_STARTS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def workbook(name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> bytes:
    """A workbook with one sheet whose head row stays in sight and filters."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)

    def cell(value: Cell, head: bool = False) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, _fitting(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # a text that begins with "=" is shown …
            made.quotePrefix = value.startswith(_STARTS)  # … and stays a text when somebody edits it
        made.alignment = wrapped
        if head:
            made.font = bold
        return made

    sheet.append([cell(head, head=True) for head in heads])
    for row in rows:
        sheet.append([cell(value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def csv_text(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """CSV with the byte order mark without which Excel shows Chinese as rubbish."""
    made = StringIO(newline="")
    writer = csv.writer(made)
    for row in (heads, *rows):
        writer.writerow([_safe(value) for value in row])
    return made.getvalue().encode("utf-8-sig", "replace")


def _safe(value: Cell) -> Cell:
    return ("'" if value.startswith(_STARTS) else "") + plain(value) if isinstance(value, str) else value


def _fitting(text: str) -> str:
    """The text without characters that a workbook cannot hold, cut at the length of a cell."""
    return plain(text).encode("utf8", "replace").decode()[:_LONGEST]
