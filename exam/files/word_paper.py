"""The paper that is handed out. It is made from stems and option texts alone: keys, explanations and sources never come here."""

import unicodedata
from typing import TYPE_CHECKING

from exam.files.sheet import NAMES, WRITTEN, Numbered, Section, asked, full_title, letter, line, number_text, sections
from exam.files.word_page import HEADING, INDENT, NOTE, OPTION, SIZE, STEM, WIDTH, add, ask, fill, head, page, table, write
from policy.exam import ItemKind, Paper

if TYPE_CHECKING:
    from docx.document import Document

_LONG = 300  # characters; a longer stem may break over pages
_HINTS = {
    ItemKind.SINGLE: "每题只有一个正确答案。",
    ItemKind.MULTIPLE: "每题有两个或两个以上正确答案。",
    ItemKind.TRUE_FALSE: "正确的在括号内打“√”，错误的打“×”。",
}


def made(paper: Paper) -> "Document":
    document = page(full_title(paper))
    head(document, paper)
    parts = sections(paper)
    if parts:
        _scores(document, parts)
    for section in parts:
        add(document, HEADING, heading(section))
        if hint := _hint(section):
            add(document, NOTE, hint).paragraph_format.keep_with_next = True
        for one in section.items:
            _item(document, one, section.each is None)
    return document


def heading(section: Section) -> str:
    """一、单项选择题（每题2分，共20分）, or （共3题，共12分） where the points differ."""
    each = f"每题{number_text(section.each)}分" if section.each is not None else f"共{len(section.items)}题"
    return f"{section.ordinal}、{NAMES[section.kind]}（{each}，共{number_text(section.points)}分）"


def _hint(section: Section) -> str:
    if section.kind == ItemKind.MULTIPLE and any(sum(option.right for option in one.item.options) < 2 for one in section.items):
        return "每题有一个或一个以上正确答案。"
    return _HINTS.get(section.kind, "")


def _scores(document: "Document", parts: tuple[Section, ...]) -> None:
    """The table in which the marks are entered."""
    names = ["题号", *(section.ordinal for section in parts), "总分", "阅卷人"]
    grid = table(document, 2, [WIDTH / len(names)] * len(names))
    for cell, name in zip(grid.rows[0].cells, names, strict=True):
        fill(cell, name)
    for cell, name in zip(grid.rows[1].cells, ["得分"] + [""] * (len(names) - 1), strict=True):
        fill(cell, name)


def _item(document: "Document", one: Numbered, worth: bool) -> None:
    from docx.shared import Pt

    item = one.item
    rows = [row.strip() for row in asked(item).split("\n") if row.strip()] or [""]
    points = f"（{number_text(item.points)}分）" if worth else ""
    short = len(item.stem) <= _LONG
    for i, row in enumerate(rows):
        paragraph = add(document, STEM)
        ask(paragraph, row if i else f"{one.number}．\t{points}{row}")
        if i:
            paragraph.paragraph_format.first_line_indent = 0
            paragraph.paragraph_format.space_before = 0
        paragraph.paragraph_format.keep_together = short
        paragraph.paragraph_format.keep_with_next = short and (bool(item.options) or item.kind in WRITTEN or i < len(rows) - 1)
    if item.kind in WRITTEN:
        # A row that does not break: question and room move to the next page together, and no page is left empty.
        table(document, 1, [WIDTH], lined=False).rows[0].height = Pt(room(one) * 18.0)
        return
    _options(document, [f"{letter(i)}．{line(option.text)}" for i, option in enumerate(item.options)])


def room(one: Numbered) -> int:
    """How many lines to leave for an answer: by its points, so that the room tells nothing about the key."""
    least, most = (9, 15) if one.item.kind == ItemKind.CASE else (5, 10)
    return max(least, min(most, round(one.item.points)))


def _options(document: "Document", texts: list[str]) -> None:
    """Options four or two a line where all of them are short enough, else one a line."""
    from docx.shared import Pt

    space = (WIDTH - INDENT) / SIZE
    widest = max(map(ems, texts), default=0.0)
    many = next((n for n in (4, 2) if widest + 0.5 <= space / n), 1)
    for at in range(0, len(texts), many):
        paragraph = add(document, OPTION)
        shape = paragraph.paragraph_format
        for i in range(1, many):
            shape.tab_stops.add_tab_stop(Pt(INDENT + i * (WIDTH - INDENT) / many))
        if many == 1:
            shape.left_indent, shape.first_line_indent = Pt(INDENT + 1.5 * SIZE), Pt(-1.5 * SIZE)
        shape.keep_with_next = at + many < len(texts)
        write(paragraph, "\t".join(texts[at : at + many]))


def ems(text: str) -> float:
    """Roughly how wide a text is, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)
