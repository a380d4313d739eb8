"""Pages as a Chinese office expects them: A4, the margins of official documents, their fonts, page numbers in the footer."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from exam.files.sheet import full_title, number_text, sections
from policy.exam import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

TITLE, HEADING, STEM, OPTION, NOTE, LABEL, CELL, FOOT = "试卷标题", "题型", "题干", "选项", "说明", "标签", "表格字", "页码"
WIDTH = 442.0  # points between the margins
INDENT = 30.0  # points; as wide as a running number of three digits
SIZE = 12.0  # 小四
_NO_BREAK = "\u00a0"
_HOLE = 8  # no-break spaces, a quarter of a character each
_ROOM = re.compile("_{2,}|(?<=（)　+(?=）)")
# Fonts of official documents, and the one that stands in where an office machine lacks it.
_STAND_INS = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "SimHei"}


def page(heading: str) -> "Document":
    """An empty document with the styles named above; `heading` is for the file's properties."""
    from docx import Document as new
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    document = new()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    _styles(document)
    _fonts(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = heading, "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(microsecond=0)
    foot = section.footer.paragraphs[0]
    foot.style = document.styles[FOOT]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Sheets come apart: each says of what it is a page.
    for text, field in ((f"{heading}　第", "PAGE"), ("页　共", "NUMPAGES"), ("页", "")):
        write(foot, text)
        if field:
            _field(foot, field)
    return document


def packed(document: "Document") -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _styles(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styles = document.styles
    _font(styles["Normal"], "仿宋_GB2312", SIZE)
    language = styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")
    looks = {
        TITLE: ("方正小标宋简体", 22.0, 33.0, 6.0),
        HEADING: ("黑体", 14.0, 26.0, 8.0),
        STEM: ("仿宋_GB2312", SIZE, 21.0, 3.0),
        OPTION: ("仿宋_GB2312", SIZE, 21.0, 0.0),
        NOTE: ("楷体_GB2312", SIZE, 21.0, 0.0),
        LABEL: ("仿宋_GB2312", SIZE, 21.0, 0.0),
        CELL: ("仿宋_GB2312", 10.5, 18.0, 0.0),
        FOOT: ("宋体", 10.5, 14.0, 0.0),
    }
    for name, (font, size, spacing, before) in looks.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _font(style, font, size)
        shape = style.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(spacing)
        shape.space_before, shape.space_after = Pt(before), Pt(0)
    for name in (STEM, OPTION, LABEL):
        styles[name].paragraph_format.left_indent = Pt(INDENT)
    styles[STEM].paragraph_format.first_line_indent = Pt(-INDENT)
    styles[TITLE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles[HEADING].paragraph_format.keep_with_next = True


def _font(style: "ParagraphStyle", east_asian: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name = "Times New Roman"
    style.font.size = Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:cs"), "Times New Roman")


def _fonts(document: "Document") -> None:
    """A font table that says which font stands in for one that is missing."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import Part
    from docx.oxml.ns import nsmap

    rows = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(other)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in _STAND_INS.items()
    )
    table = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{nsmap["w"]}">{rows}</w:fonts>'
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            old = relation.target_part
            relation._target = Part(old.partname, old.content_type, table.encode(), old.package)


def _field(paragraph: "Paragraph", name: str) -> None:
    """A number that the office program keeps up to date."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def write(paragraph: "Paragraph", text: str, font: str = "") -> None:
    """Adds text, its quotation marks and dashes in the Chinese font; `font` overrides the style's."""
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")
    if font:
        fonts.set(qn("w:eastAsia"), font)


def ask(paragraph: "Paragraph", text: str) -> None:
    """Adds a stem whose holes and blanks no line end cuts in two: their room is underlined or bracketed no-break spaces."""
    at = 0
    for room in _ROOM.finditer(text):
        write(paragraph, text[at : room.start()])
        blank = room.group().startswith("_")
        run = paragraph.add_run(_NO_BREAK * (3 * len(room.group()) if blank else _HOLE))
        run.underline = True if blank else None
        at = room.end()
    write(paragraph, text[at:])


def add(document: "Document", style: str, text: str = "") -> "Paragraph":
    """A paragraph of that style."""
    paragraph = document.add_paragraph()
    # By its id, which is its name: looking up a style takes longer than all else together.
    paragraph._p.style = style
    if text:
        write(paragraph, text)
    return paragraph


def head(document: "Document", paper: Paper, below: str = "", names: bool = True) -> None:
    """Title, `below` it what the document is, the line for name, unit and number, and what the paper is worth and how long it takes."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    add(document, TITLE, full_title(paper))
    if below:
        add(document, TITLE, below).paragraph_format.space_before = 0
    if names:
        blanks = add(document, NOTE, "姓名：______________　单位：______________________　考号：______________")
        blanks.alignment, blanks.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.CENTER, Pt(6)
    count = sum(len(section.items) for section in sections(paper))
    facts = [f"共{count}题", f"满分{number_text(paper.points)}分", *([f"时间{paper.minutes}分钟"] if paper.minutes > 0 else [])]
    worth = add(document, NOTE, "　　".join(facts))
    worth.alignment, worth.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.CENTER, Pt(3)
    worth.paragraph_format.space_after = Pt(6)


def table(document: "Document", rows: int, widths: Sequence[float], lined: bool = True) -> "Table":
    """An empty table of fixed column widths in points, whose rows do not break over pages."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    made = document.add_table(rows, len(widths), style="Table Grid" if lined else None)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Pt(width)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    return made


def fill(cell: "_Cell", text: str, centred: bool = True) -> None:
    """Puts one line of text into a cell."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    paragraph._p.style = CELL
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(paragraph, text)
