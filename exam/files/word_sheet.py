"""The sheet that answers are written on: boxes to mark, blanks and ruled lines. It holds numbers and letters, and no text of items."""

from typing import TYPE_CHECKING

from exam.files.sheet import CHOICES, Numbered, Section, full_title, letter, number_text, pieces, sections
from exam.files.word_page import HEADING, NOTE, STEM, WIDTH, add, fill, head, page, table
from exam.files.word_paper import heading, room
from policy.exam import ItemKind, Paper

if TYPE_CHECKING:
    from docx.document import Document


def made(paper: Paper) -> "Document":
    document = page(f"{full_title(paper)}答题卡")
    head(document, paper, "答题卡")
    for section in sections(paper):
        add(document, HEADING, heading(section))
        if section.kind in CHOICES or section.kind == ItemKind.TRUE_FALSE:
            _boxes(document, section)
        elif section.kind == ItemKind.BLANK:
            for one in section.items:
                _blanks(document, one)
        else:
            for one in section.items:
                _lines(document, one)
    return document


def _boxes(document: "Document", section: Section) -> None:
    """A cell an item with a box an option; as many columns as the longest row of boxes leaves room for."""
    add(document, NOTE, "请把所选的方框涂黑。").paragraph_format.keep_with_next = True
    texts = [_box(one) for one in section.items]
    most = max(2 if section.kind == ItemKind.TRUE_FALSE else len(one.item.options) for one in section.items)
    columns = 5 if most <= 3 else 4 if most == 4 else 3 if most <= 6 else 2 if most <= 10 else 1
    grid = table(document, -(-len(texts) // columns), [WIDTH / columns] * columns)
    for cell, text in zip((cell for row in grid.rows for cell in row.cells), texts, strict=False):
        fill(cell, text)


def _box(one: Numbered) -> str:
    marks = "√×" if one.item.kind == ItemKind.TRUE_FALSE else "".join(letter(i) for i in range(len(one.item.options)))
    return f"{one.number} " + "".join(f"[{mark}]" for mark in marks)


def _blanks(document: "Document", one: Numbered) -> None:
    """Blanks two a line, numbered where there are several."""
    count = max(len(pieces(one.item)) - 1, 1)
    blanks = [f"（{i}）{'_' * 24}" if count > 1 else "_" * 24 for i in range(1, count + 1)]
    for at in range(0, count, 2):
        paragraph = add(document, STEM, ("" if at else f"{one.number}．\t") + "　".join(blanks[at : at + 2]))
        if at:
            paragraph.paragraph_format.first_line_indent = 0


def _lines(document: "Document", one: Numbered) -> None:
    """A ruled box; three of its lines at least on each page that it reaches."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Pt

    add(document, STEM, f"{one.number}．\t（{number_text(one.item.points)}分）").paragraph_format.keep_with_next = True
    count = room(one) + 2
    for i, row in enumerate(table(document, count, [WIDTH]).rows):
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Pt(24)
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = i < 2 or count - 3 <= i < count - 1
