"""Workbooks and comma-separated tables: a row a line, its cells parted by " | ", numbers as the sheet shows them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ingest.raw import Raw, Unreadable
from ingest.readers.encoding import decode

_MOST_BYTES = 256 * 2**20
"""Bytes that a workbook may unfold to."""
_MOST_CELLS = 3_000_000
_RESAVE = "请用 Excel 或 WPS 打开修复，另存为 .xlsx 后再导入。"
_SAMPLE = 20_000  # characters from which the separator is guessed


def read_xlsx(data: bytes) -> Raw:
    """The text of the sheets that are shown, each below its name where there are several; of merged cells the one that is filled."""
    try:
        if sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist()) > _MOST_BYTES:
            raise Unreadable("表格解压后太大", "请拆成几个较小的文件后再导入。")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, list(_lines(_rows(sheet)))) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError) as error:
        raise Unreadable(f"表格已损坏（{type(error).__name__}）", _RESAVE) from error
    filled = [(name, lines) for name, lines in sheets if lines]
    if not filled:
        raise Unreadable("表格里没有文字", "请检查文件内容；内容可能在隐藏的工作表里，或是图片。")
    return Raw("\n".join(line for name, lines in filled for line in ([name] if len(filled) > 1 else []) + lines), "xlsx")


def read_csv(data: bytes) -> Raw:
    """The text of a table whose cells are parted by commas, tabs or semicolons."""
    text = decode(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SAMPLE], ",\t;")
    except csv.Error:
        dialect = csv.excel
    try:
        return Raw("\n".join(_lines(csv.reader(io.StringIO(text, newline=""), dialect))), "csv")
    except csv.Error as error:
        raise Unreadable(f"表格已损坏（{error}）", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。") from error


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a file says of its own extent is often wrong
    cells = 0
    for row in sheet.iter_rows():
        cells += len(row)
        if cells > _MOST_CELLS:
            raise Unreadable(f"表格太大：超过 {_MOST_CELLS} 格", "请拆成几个较小的文件后再导入。")
        yield [_shown(cell.value, getattr(cell, "number_format", "")) for cell in row]


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The filled rows as lines; a row of one filled cell is a plain line."""
    for row in rows:
        cells = ["".join(part.strip() for part in cell.splitlines()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        filled = [cell for cell in cells if cell]
        if filled:
            yield filled[0] if len(filled) == 1 else " | ".join(cells)


def _shown(value: Any, form: str) -> str:
    """A cell's value as the sheet shows it: 0.95 in the format 0% is 95%.

    >>> _shown(0.955, "0.0%"), _shown(3.0, "General"), _shown(0.1 + 0.2, "General"), _shown(1234.5, "#,##0.00")
    ('95.5%', '3', '0.3', '1,234.50')
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _dated(value) if isinstance(value, date | time) else str(value)
    form = form.split(";")[0]
    places = len(form.rpartition(".")[2].rstrip('%_) "').rstrip()) if "." in form and "0" in form.rpartition(".")[2] else 0
    if form.endswith("%"):
        return f"{value * 100:.{places}f}%"
    if "0" in form and form != "General" and not any(letter in form for letter in "E年月日/?@"):
        return f"{value:{',' if '#,##' in form else ''}.{places}f}"
    return f"{value:.12g}" if abs(value) < 1e12 else str(value)


def _dated(value: date | time) -> str:
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value.isoformat()
