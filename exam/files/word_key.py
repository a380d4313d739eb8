"""Keys, explanations and quoted clauses, for those who mark and for the review afterwards."""

from typing import TYPE_CHECKING

from exam.files.sheet import (
    CHOICES,
    NAMES,
    Numbered,
    Section,
    asked,
    explanation,
    full_title,
    key_text,
    letter,
    line,
    number_text,
    place,
    sections,
)
from exam.files.word_page import HEADING, LABEL, NOTE, STEM, WIDTH, add, fill, head, page, table, write
from exam.files.word_paper import heading
from policy.exam import ItemKind, Paper

if TYPE_CHECKING:
    from docx.document import Document

_COLUMNS = 10
_BOLD, _QUOTE = "黑体", "楷体_GB2312"


def made(paper: Paper) -> "Document":
    title = f"{full_title(paper)}答案与解析"
    document = page(paper, title)
    head(document, paper, title, names=False)
    parts = sections(paper)
    titles = dict.fromkeys(line(proof.title) or line(proof.source) for section in parts for one in section.items for proof in one.item.proofs)
    if titles:
        add(document, NOTE, f"命题依据：{'、'.join(f'《{name}》' for name in titles)}")
    short = [section for section in parts if section.kind in CHOICES or section.kind == ItemKind.TRUE_FALSE]
    if short:
        add(document, HEADING, "答案速查")
    for section in short:
        _overview(document, section)
    for section in parts:
        add(document, HEADING, heading(section))
        for one in section.items:
            _item(document, one)
    return document


def _overview(document: "Document", section: Section) -> None:
    """Numbers and keys of a section in one table."""
    add(document, NOTE, NAMES[section.kind]).paragraph_format.keep_with_next = True
    rows = -(-len(section.items) // _COLUMNS)
    first = 40.0
    grid = table(document, rows * 2, [first] + [(WIDTH - first) / _COLUMNS] * _COLUMNS)
    for row in range(rows):
        upper, lower = grid.rows[row * 2].cells, grid.rows[row * 2 + 1].cells
        fill(upper[0], "题号")
        fill(lower[0], "答案")
        for i, one in enumerate(section.items[row * _COLUMNS : (row + 1) * _COLUMNS], start=1):
            fill(upper[i], str(one.number))
            fill(lower[i], {"正确": "√", "错误": "×"}.get(key_text(one.item), key_text(one.item)))


def _item(document: "Document", one: Numbered) -> None:
    item = one.item
    for i, row in enumerate(row.strip() for row in asked(item).split("\n") if row.strip()):
        stem = add(document, STEM, row if i else f"{one.number}．\t{row}")
        stem.paragraph_format.keep_with_next = len(item.stem) < 300
        if i:
            stem.paragraph_format.first_line_indent = 0
            stem.paragraph_format.space_before = 0
    points = f"（{number_text(item.points)}分）"
    keys = key_text(item).split("\n")
    if item.kind in CHOICES:
        keys = [keys[0], *(f"{letter(i)}．{line(option.text)}" for i, option in enumerate(item.options) if option.right)]
    elif len(keys) > 1 and item.kind not in (ItemKind.TRUE_FALSE, ItemKind.BLANK):
        keys = [f"（{i}）{point}" for i, point in enumerate(keys, start=1)]
    many = len(keys) > 2 or item.kind in (ItemKind.SHORT, ItemKind.CASE)
    _labelled(document, "答案", points if many and item.kind not in CHOICES else ("　".join(keys) + points))
    if many and item.kind not in CHOICES:
        for point in keys:
            add(document, LABEL, point)
    if said := explanation(item):
        _labelled(document, "解析", said)
    for proof in item.proofs:
        _labelled(document, "依据", place(proof))
        write(add(document, LABEL), f"“{line(proof.quote)}”", _QUOTE)
    about = [f"难度：{line(item.difficulty)}{f'（{line(item.rests_on)}）' if item.rests_on.strip() else ''}", f"能力：{line(item.ability)}"]
    if item.tags:
        about.append(f"知识点：{'、'.join(map(line, item.tags))}")
    _labelled(document, "标注", "　".join(about))


def _labelled(document: "Document", label: str, text: str) -> None:
    first, *rest = text.split("\n")
    paragraph = add(document, LABEL)
    write(paragraph, f"【{label}】", _BOLD)
    write(paragraph, first)
    for row in rest:
        add(document, LABEL, row)
