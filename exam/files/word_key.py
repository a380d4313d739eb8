"""Keys, explanations and quoted clauses, for those who mark and for the review afterwards."""

import re
import unicodedata
from typing import TYPE_CHECKING

from exam.files.sheet import (
    CHOICES,
    NAMES,
    WRITTEN,
    Numbered,
    Section,
    asked,
    clean,
    explanation,
    full_title,
    key_text,
    letter,
    line,
    number_text,
    place,
    sections,
)
from exam.files.word_page import HEADING, LABEL, NOTE, STEM, WIDTH, add, ask, fill, head, page, table, write
from exam.files.word_paper import heading
from policy.exam import Item, ItemKind, Paper

if TYPE_CHECKING:
    from docx.document import Document

# What an option is told by the key alone, and the parts of what is said of one that an explanation may hold.
_FORMULA = re.compile("条文原文|条文未作此规定|条文规定的顺序|与条文规定的先后不符|没有这样(?:规定|提出)")
_TOLD = re.compile("“.+?”(?=的要求|而非|，见)|(?<=而非)“.+?”|(?<=见)《.+")
_BOLD, _QUOTE = "黑体", "楷体_GB2312"


def made(paper: Paper) -> "Document":
    document = page(f"{full_title(paper)}答案与解析")
    head(document, paper, "答案与解析", names=False)
    parts = sections(paper)
    proofs = [proof for item in paper.items for proof in item.proofs]
    titles = dict.fromkeys(line(proof.title) or line(proof.source) for proof in proofs)
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
    columns = 5 if section.kind == ItemKind.MULTIPLE else 10
    rows = -(-len(section.items) // columns)
    first = 40.0
    grid = table(document, rows * 2, [first] + [(WIDTH - first) / columns] * columns)
    lines = [row.cells for row in grid.rows]
    for row in range(rows):
        upper, lower = lines[row * 2], lines[row * 2 + 1]
        fill(upper[0], "题号")
        fill(lower[0], "答案")
        for i, one in enumerate(section.items[row * columns : (row + 1) * columns], start=1):
            fill(upper[i], str(one.number))
            fill(lower[i], {"正确": "√", "错误": "×"}.get(key_text(one.item), key_text(one.item)))


def _item(document: "Document", one: Numbered) -> None:
    item = one.item
    for i, row in enumerate(row.strip() for row in asked(item).split("\n") if row.strip()):
        stem = add(document, STEM)
        ask(stem, row if i else f"{one.number}．\t{row}")
        stem.paragraph_format.keep_with_next = len(item.stem) < 300
        if i:
            stem.paragraph_format.first_line_indent = 0
            stem.paragraph_format.space_before = 0
    points = f"（{number_text(item.points)}分）"
    if item.kind in WRITTEN:
        _labelled(document, "答案", points)
        for i, point in enumerate(item.key, start=1):
            add(document, LABEL, f"（{i}）{line(point)}" if len(item.key) > 1 else line(point))
    else:
        _labelled(document, "答案", f"{_key(item)}{points}")
    said = explanation(item, options=False)
    said = "\n".join(row for row in (said, *_of_options(item, said)) if row)
    if said:
        _labelled(document, "解析", said)
    _basis(document, item, said)
    about = [f"难度：{line(item.difficulty)}{f'（{line(item.rests_on)}）' if item.rests_on.strip() else ''}", f"能力：{line(item.ability)}"]
    if item.tags:
        about.append(f"知识点：{'、'.join(map(line, item.tags))}")
    _labelled(document, "标注", "　".join(about))


def _of_options(item: Item, said: str) -> list[str]:
    """What is said of each option, where the explanation does not say it already, and where it is more than right or wrong."""
    told = [
        (letter(i), why)
        for i, option in enumerate(item.options)
        if (why := line(option.why)) and not _FORMULA.fullmatch(why) and not all(part in said for part in _TOLD.findall(why) or [why])
    ]
    return [f"{name}项：{why}" for name, why in told]


def _basis(document: "Document", item: Item, said: str) -> None:
    """Where the proofs stand, each place once, with the words of those that the explanation does not quote."""
    quoted = _plain(said)
    known = dict.fromkeys(place(proof) for proof in item.proofs if _plain(proof.quote) in quoted)
    if told := "；".join(where for where in known if _plain(where) not in quoted):
        _labelled(document, "依据", told)
    for proof in item.proofs:
        if _plain(proof.quote) not in quoted:
            _labelled(document, "依据", place(proof))
            write(add(document, LABEL), f"“{line(proof.quote)}”", _QUOTE)


def _plain(text: str) -> str:
    """A text without blanks, dashes and quotation marks, in one width of characters."""
    return re.sub("[\\s“”‘’\"'—–-]", "", unicodedata.normalize("NFKC", clean(text)))


def _key(item: Item) -> str:
    """B．text for a 单选, ABD　A．text … for a 多选."""
    texts = [f"{letter(i)}．{line(option.text)}" for i, option in enumerate(item.options) if option.right]
    return "　".join(texts if item.kind == ItemKind.SINGLE else [key_text(item), *texts])


def _labelled(document: "Document", label: str, text: str) -> None:
    first, *rest = text.split("\n")
    paragraph = add(document, LABEL)
    write(paragraph, f"【{label}】", _BOLD)
    write(paragraph, first)
    for row in rest:
        add(document, LABEL, row)
