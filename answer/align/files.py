"""Alignments of one base document as a Word table and as a workbook with a map of what is covered."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from answer.align.shapes import KIND_NAMES, STATUS_NAMES, summary
from answer.ledger.workbook import cell_text
from policy import BadInput, Clause
from policy.align import STATUSES, Alignment, Pair, Row
from policy.align_marks import Mark, after_marks, before_marks

_HEAD = ("上级条款", "本地条款", "关系", "差异")
_WIDTHS = (8.6, 8.6, 1.9, 6.2)  # centimetres, of a landscape page
_COLOURS = {"removed": "A9322A", "dropped": "A9322A", "inserted": "2C6E49", "added": "2C6E49", "moved": "5B6773", "elsewhere": "7A838C"}
_FILLS = {"covered": "D5E8DC", "tightened": "8CC3A3", "weaker": "E9A7A1", "partly": "FDEEB0", "missing": "EEEEEE"}
_COLUMNS = ("基准文件", "基准条款", "对照文件", "对照条款", "关系", "差异", "基准原文", "对照原文", "相近度")
_CELLS = (26, 30, 26, 30, 14, 50, 60, 60, 8)


def write_docx(found: Sequence[Alignment], path: Path) -> None:
    """A landscape table a document, each pair of clauses a row, what differs struck or underlined."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    book = Document()
    section = book.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    style = book.styles["Normal"]
    style.font.size = Pt(9.5)
    _chinese(style, "宋体")
    for level in ("Title", "Heading 1"):
        _chinese(book.styles[level], "黑体")
    book.add_heading("政策文件条款对照表", 0)
    book.add_paragraph(f"基准文件：{cell_text(_title(found[0].before))}")
    _legend(book.add_paragraph())
    for alignment in found:
        book.add_heading(cell_text(_title(alignment.after)), 1)
        book.add_paragraph("；".join(f"{KIND_NAMES[k]} {n} 条" for k, n in alignment.counts().items() if n))
        _table(book, alignment)
    made = BytesIO()
    book.save(made)
    _put(made, path)


def _title(info: Any) -> str:
    return info.title or info.source


def _chinese(style: Any, font: str) -> None:
    """A font for Chinese, which Word keeps apart from that for other scripts."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = "Times New Roman"
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [n for n in fonts.attrib if n.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), font)


def _legend(paragraph: Any) -> None:
    paragraph.add_run("标记：")
    said = (("对方没有的字句", "removed"), ("基准文件没有的字句", "inserted"), ("在他条的语句", "moved"), ("对应他条的语句", "elsewhere"))
    for n, (text, kind) in enumerate(said):
        paragraph.add_run("；" if n else "")
        _written(paragraph, text, kind)


def _table(book: Any, alignment: Alignment) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    listed = [row for row in alignment.rows() if not alignment.heads(row)]
    table = book.add_table(rows=len(listed) + 1, cols=len(_HEAD))
    table.style, table.autofit = "Table Grid", False
    rows = [list(row.cells) for row in table.rows]
    for cell, head in zip(rows[0], _HEAD, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for listed_row, cells in zip(listed, rows[1:], strict=True):
        _row(cells, listed_row)
    for n, width in enumerate(_WIDTHS):
        table.columns[n].width = Cm(width)
        for cells in rows:
            cells[n].width = Cm(width)


def _row(cells: Sequence[Any], row: Row) -> None:
    if row.before:
        _clause(cells[0], row.before, before_marks(row.before, row.pairs))
    for pair in row.pairs:
        if pair.after:
            _clause(cells[1], pair.after, after_marks(pair.after, pair))
    for cell in cells[:2]:
        if not cell.text:
            cell.paragraphs[0].add_run("—")
    cells[2].paragraphs[0].add_run("、".join(KIND_NAMES[k] for k in row.kinds))
    lines = [line for pair in row.pairs for line in summary(pair).split("；") if line]
    for n, line in enumerate(lines):
        paragraph = cells[3].add_paragraph() if n else cells[3].paragraphs[0]
        paragraph.add_run(cell_text(line))


def _clause(cell: Any, clause: Clause, marks: Sequence[Mark]) -> None:
    """Where the clause stands, then its text with its marks; below what is in the cell already."""
    _place(cell.add_paragraph() if cell.text else cell.paragraphs[0], clause)
    paragraph, at, text = cell.add_paragraph(), 0, clause.text.rstrip()
    for mark in marks:
        _written(paragraph, text[at : mark.start - clause.start], "")
        _written(paragraph, text[mark.start - clause.start : mark.end - clause.start], mark.kind)
        at = mark.end - clause.start
    _written(paragraph, text[at:], "")


def _place(paragraph: Any, clause: Clause) -> None:
    from docx.shared import Pt, RGBColor

    where = paragraph.add_run(_path(clause) + (f"（第{clause.page}页）" if clause.page else ""))
    where.font.size, where.font.color.rgb = Pt(8), RGBColor(0x5B, 0x67, 0x73)


def _written(paragraph: Any, text: str, kind: str) -> None:
    from docx.enum.text import WD_UNDERLINE
    from docx.shared import RGBColor

    run = paragraph.add_run(cell_text(text))
    if kind:
        run.font.color.rgb = RGBColor.from_string(_COLOURS[kind])
    run.font.strike = kind in ("removed", "dropped") or None
    run.font.underline = {"inserted": True, "added": True, "moved": WD_UNDERLINE.DOTTED}.get(kind)


def write_xlsx(found: Sequence[Alignment], path: Path) -> None:
    """A row for each pair, filtered and with a head that stays in sight; on a second sheet what is covered."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet, heat = book.active, book.create_sheet("覆盖图")
    sheet.title = "对照"
    rows = [_texts(a, p) for a in found for row in a.rows() if not a.heads(row) for p in row.pairs]
    _fill(sheet, [_COLUMNS, *rows])
    for n, width in enumerate(_CELLS, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(rows) + 1}"
    _heat(heat, found)
    made = BytesIO()
    book.save(made)
    _put(made, path)


def _texts(alignment: Alignment, pair: Pair) -> tuple[object, ...]:
    """The cells of a row; how near the clauses are is a number, empty where there is only one."""
    before, after = pair.before, pair.after
    return (
        _title(alignment.before),
        _path(before) if before else "",
        _title(alignment.after),
        _path(after) if after else "",
        "、".join(KIND_NAMES[k] for k in pair.kinds),
        summary(pair),
        before.text.strip() if before else "",
        after.text.strip() if after else "",
        round(pair.score, 2) if before and after else None,
    )


def _path(clause: Clause) -> str:
    return cell_text(" › ".join(clause.path) or "（正文开头）")


def _fill(sheet: Any, rows: Iterable[Sequence[object]]) -> None:
    """Texts are shown as they are, never run as formulas; the first row is bold."""
    from openpyxl.styles import Alignment as Placed
    from openpyxl.styles import Font

    for r, values in enumerate(rows, 1):
        for c, value in enumerate(values, 1):
            cell = sheet.cell(r, c, cell_text(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = Placed(wrap_text=True, vertical="top")
            if r == 1:
                cell.font = Font(bold=True)


def _heat(sheet: Any, found: Sequence[Alignment]) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    rows: list[Sequence[object]] = [("基准条款", *(_title(a.after) for a in found))]
    statuses = [[c.status for c in cells] for cells in zip(*(a.cells for a in found), strict=True)]
    rows += [(_path(c.clause), *(STATUS_NAMES[s] for s in row)) for c, row in zip(found[0].cells, statuses, strict=True)]
    for status in STATUSES:
        rows.append((f"{STATUS_NAMES[status]}（条）", *(sum(c.status == status for c in a.cells) for a in found)))
    _fill(sheet, rows)
    for r, row in enumerate(statuses, 2):
        for c, status in enumerate(row, 2):
            sheet.cell(r, c).fill = PatternFill("solid", start_color=_FILLS[status])
    for n, width in enumerate((48, *(18 for _ in found)), 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(found) + 1)}{len(statuses) + 1}"


def _put(made: BytesIO, path: Path) -> None:
    try:
        path.write_bytes(made.getbuffer())
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}", "检查目录是否存在、文件是否正被打开") from error
