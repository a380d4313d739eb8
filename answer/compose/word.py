"""An answer as a Word file: the question, the answer with its figures bold, and each source as a footnote."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from answer.compose.footnotes import Footnotes
from policy import Answer, BadInput, Claim, DocumentInfo, Table
from policy.citing import APART, plain, source_line

_CARE = "摘自已收录的文件，引用前请与原件核对。"


def word_file(answer: Answer, infos: Mapping[str, DocumentInfo]) -> bytes:
    """The answer as .docx. BadInput where there is none."""
    from docx import Document

    if not answer.claims:
        raise BadInput("没有答案可以导出。", "请换个说法再问。")
    document = Document()
    _dressed(document)
    sheet = _Sheet(document, answer, infos)
    document.add_heading(plain(answer.question), 1)
    if answer.understood:
        document.add_paragraph(f"（理解为：{plain(answer.understood)}）")
    if answer.verdict:
        document.add_paragraph().add_run(plain(answer.verdict)).bold = True
    for claim in answer.claims:
        sheet.claim(claim)
    if answer.table:
        sheet.table(answer.table)
    if answer.note:
        document.add_paragraph(plain(answer.note))
    if answer.related:
        document.add_heading(APART, 2)
        for claim in answer.related:
            sheet.claim(claim)
    document.add_paragraph().add_run(_CARE).italic = True
    sheet.notes.write()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


class _Sheet:
    """The body of the file, and the footnotes that it has so far."""

    def __init__(self, document: Any, answer: Answer, infos: Mapping[str, DocumentInfo]) -> None:
        self.document = document
        self.notes = Footnotes(document)
        self._lines = {c.n: source_line(c, infos.get(c.clause.source)) for c in answer.citations}
        self._numbers: dict[int, int] = {}

    def claim(self, claim: Claim) -> None:
        paragraph = self.document.add_paragraph()
        if claim.scope:
            paragraph.add_run(f"{plain(claim.scope)}：")
        if claim.lead:
            paragraph.add_run(f"{plain(claim.lead)}。").bold = True
        text, at = plain(claim.text), 0
        for start, end in sorted(claim.marks):
            if start >= at:
                paragraph.add_run(text[at:start])
                paragraph.add_run(text[start:end]).bold = True
                at = end
        paragraph.add_run(text[at:] + (f"（{plain(claim.remark)}）" if claim.remark else ""))
        self._cite(paragraph, claim.citations)

    def table(self, table: Table) -> None:
        made = self.document.add_table(1 + len(table.rows), len(table.columns), style="Table Grid")
        for cell, head in zip(made.rows[0].cells, table.columns, strict=True):
            cell.paragraphs[0].add_run(plain(head)).bold = True
        for line, row in zip(made.rows[1:], table.rows, strict=True):
            for cell, said in zip(line.cells, row, strict=True):
                cell.paragraphs[0].add_run(plain(said.text))
                self._cite(cell.paragraphs[0], said.citations)
        self.document.add_paragraph()

    def _cite(self, paragraph: Any, citations: Sequence[int]) -> None:
        """A footnote for a source that is cited for the first time, its number where it is cited again."""
        for i, n in enumerate(citations):
            if i:
                paragraph.add_run("、").font.superscript = True
            if n in self._numbers:
                paragraph.add_run(str(self._numbers[n])).font.superscript = True
            else:
                self._numbers[n] = self.notes.add(paragraph, self._lines[n])


def _dressed(document: Any) -> None:
    """The plain dress of a Chinese office paper."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, latin, chinese, size in (
        ("Normal", "Times New Roman", "宋体", 12),
        ("Heading 1", "Times New Roman", "黑体", 16),
        ("Heading 2", "Times New Roman", "黑体", 13),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = latin, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), chinese)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].paragraph_format.line_spacing = 1.5
