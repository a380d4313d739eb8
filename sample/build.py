"""Builds the sample .docx and .pdf from the marked-up texts in source/; run `python sample/build.py` after editing one.

A line of a source text begins with its role: `= ` title, `~ ` centred, `1 ` `2 ` `3 ` numbered levels, `| ` table row,
`> ` signed at the right; everything else is body text. In the .docx the numbers of the levels exist only as Word's automatic
numbering. The .pdf embeds a subset of Noto Serif CJK SC (OFL-1.1), turned to TrueType outlines, which reportlab needs.
Needs python-docx for the first, reportlab, fonttools and the font for the second; neither is needed to run the project.
"""

import os
import re
import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
OPINION = "云岫市法治政府建设实施意见"
PLAN = "青岚省数字政务三年行动计划"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FONT_NUMBER = 2  # Simplified Chinese in the collection
RUNNING_HEAD = "青岚省人民政府办公厅文件（示例）"
ISSUED = datetime(2026, 4, 20, tzinfo=UTC)
LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def roles(name: str) -> list[tuple[str, str]]:
    """(role, text) of each line of a source text; role "" is body."""
    lines = (HERE / "source" / f"{name}.txt").read_text("utf8").split("\n")
    found = [re.match(r"([=~123|>]) (.*)", line) for line in lines]
    return [(m.group(1), m.group(2)) if m else ("", line) for m, line in zip(found, lines, strict=True) if line]


def numbering_xml() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(LEVELS)
    )
    return levels


def add_numbering(document) -> int:
    """Adds the three-level list to the document's numbering part; returns its numId."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{numbering_xml()}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return 90


def add_numbered(document, text: str, level: int, number: int) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


def add_row(document, table, text: str):
    """Adds a row to the table, which begins with the first row; returns the table."""
    cells = [cell.strip() for cell in text.split("|")]
    if table is None:
        table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
    for cell, words in zip(table.add_row().cells, cells, strict=True):
        cell.text = words
    return table


def build_docx(target: Path) -> None:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    number, table = add_numbering(document), None
    for role, text in roles(OPINION):
        if role == "|":
            table = add_row(document, table, text)
        elif role.isdigit():
            add_numbered(document, text, int(role) - 1, number)
        else:
            paragraph = document.add_paragraph(text, style="Title" if role == "=" else None)
            if role:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if role == ">" else WD_ALIGN_PARAGRAPH.CENTER
    core = document.core_properties
    core.title, core.author, core.comments = OPINION, "示例", "示例文件，内容虚构"
    core.created = core.modified = ISSUED
    packed = BytesIO()
    document.save(packed)
    target.write_bytes(same_dates(packed))


def same_dates(packed: BytesIO) -> bytes:
    """The archive with a fixed date on every member, so that the same text gives the same bytes."""
    plain = BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 4, 20, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return plain.getvalue()


def subset_font(characters: set[str]) -> BytesIO:
    """The needed glyphs of FONT with quadratic outlines; the CFF outlines of the original are refused by reportlab."""
    from fontTools import subset
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    font = TTFont(FONT, fontNumber=FONT_NUMBER)
    options = subset.Options(layout_features=[], name_IDs=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters])
    cutter.subset(font)
    glyphs, outlines = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        outlines[name] = pen.glyph()
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(font.getGlyphOrder())
    builder.setupCharacterMap({code: name for code, name in font.getBestCmap().items() if chr(code) in characters})
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(font["hmtx"].metrics)
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": "Noto Serif CJK SC Sample", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    made = BytesIO()
    builder.save(made)
    made.seek(0)
    return made


def furniture(canvas, template) -> None:
    """Running head and page number of a page."""
    width, height = template.pagesize
    canvas.setFont("Sample", 9)
    canvas.drawCentredString(width / 2, height - 45, RUNNING_HEAD)
    canvas.drawCentredString(width / 2, 40, f"— {canvas.getPageNumber()} —")


def build_pdf(target: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    lines = roles(PLAN)
    characters = set("".join(text for _, text in lines) + RUNNING_HEAD + "0123456789— ")
    pdfmetrics.registerFont(TTFont("Sample", subset_font(characters)))
    body = ParagraphStyle("body", fontName="Sample", fontSize=13, leading=26, wordWrap="CJK", firstLineIndent=26)
    centred = ParagraphStyle("centred", body, alignment=1, firstLineIndent=0)
    title = ParagraphStyle("title", centred, fontSize=20, leading=34, spaceBefore=14)
    signed = ParagraphStyle("signed", body, alignment=2)
    styles = {"=": title, "~": centred, ">": signed}
    template = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        margin=70,
        topMargin=75,
        bottomMargin=70,
        title=PLAN,
        author="示例",
        subject="示例文件，内容虚构",
        invariant=1,
    )
    story = [Paragraph(text.strip("　"), styles.get(role, body)) for role, text in lines]
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)


def main() -> int:
    folder = HERE / "documents"
    build_docx(folder / f"{OPINION}.docx")
    build_pdf(folder / f"{PLAN}.pdf")
    for name in (f"{OPINION}.docx", f"{PLAN}.pdf"):
        print(name, os.path.getsize(folder / name), "bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
