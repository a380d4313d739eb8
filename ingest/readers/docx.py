"""Word documents: paragraphs with their automatic numbers, tables as rows, tracked changes as accepted."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from ingest.raw import Raw, Unreadable
from ingest.readers.docx_numbering import Numbering

_MOST_BYTES = 512 * 2**20
"""Bytes that the parts of a document may unfold to; a real one of 64 MB holds mostly pictures, which hardly unfold."""
_MOST_XML = 128 * 2**20
_RESAVE = "请用 Word 或 WPS 打开修复，另存为 .docx 后再导入。"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    (_W + "del", _W + "moveFrom", _W + "pPr", _W + "instrText", _W + "delText", _W + "rPr", _W + "footnoteReference", _W + "sdtPr")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


def read_docx(data: bytes) -> Raw:
    """The document's text: a paragraph a line, its automatic number before it as Word shows it; a table row a line."""
    _check_size(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise Unreadable("Word 文件已损坏", _RESAVE) from error
    body = document.element.body
    if body is None:
        raise Unreadable("Word 文件里没有正文", _RESAVE)
    numbering = Numbering(document)
    lines = list(_blocks(body, numbering))
    if not any(line.strip() for line in lines):
        raise Unreadable("Word 文件里没有文字", "内容可能是图片，请先做文字识别（OCR）后再导入。")
    notes = sum(1 for _ in body.iter(_W + "footnoteReference"))
    deleted = sum(1 for e in body.iter(_W + "del") if e.getparent().tag != _W + "rPr")
    repairs = (("自动编号", numbering.shown), ("脚注未收录", notes), ("修订删除", deleted))
    return Raw("\n".join(lines), "docx", repairs=tuple((name, n) for name, n in repairs if n))


def _check_size(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable("Word 文件已损坏", _RESAVE) from error
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if xml > _MOST_XML or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise Unreadable("Word 文件解压后太大", "请删去多余内容或拆成几个文件后再导入。")


def _blocks(parent: etree._Element, numbering: Numbering) -> Iterator[str]:
    """The lines of a body, a cell or a text box."""
    for child in parent:
        if child.tag == _W + "p":
            yield from _paragraph(child, numbering)
        elif child.tag == _W + "tbl":
            yield from _table(child, numbering)
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins", _W + "moveTo"):
            yield from _blocks(child, numbering)


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> Iterator[str]:
    text = "".join(_text(paragraph))
    number = numbering.label(paragraph) if text.strip() else ""
    yield number + text
    for box in paragraph.iter(_W + "txbxContent"):
        if not any(a.tag in _SKIPPED for a in box.iterancestors()):
            yield from _blocks(box, numbering)


def _text(element: etree._Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or tag == _W + "txbxContent" or (tag == _W + "r" and _hidden(child)):
            continue
        if tag == _W + "t":
            yield child.text or ""
        elif tag == _W + "tab":
            yield "\t"
        elif tag in (_W + "br", _W + "cr"):
            yield "\n"
        elif tag == _W + "noBreakHyphen":
            yield "-"
        elif tag != _W + "tbl":
            yield from _text(child)


def _hidden(run: etree._Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_W + "val", "1") not in ("0", "false")


def _table(table: etree._Element, numbering: Numbering) -> Iterator[str]:
    """A row a line, its cells parted by " | "; a cell that continues the one above is left out, one-cell rows are plain lines."""
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is not table:
            continue
        cells = []
        for cell in row.iter(_W + "tc"):
            if next(cell.iterancestors(_W + "tr")) is not row:
                continue
            lines = [line.strip() for line in _blocks(cell, numbering) if line.strip()]
            cells.append(lines)
        filled = [lines for lines in cells if lines]
        if len(filled) == 1:
            yield from filled[0]
        elif filled:
            yield " | ".join("".join(_spaced(lines)) for lines in cells)


def _spaced(lines: list[str]) -> Iterator[str]:
    """A cell's lines in one: nothing between Chinese ones, a space between others."""
    for i, line in enumerate(lines):
        if i and lines[i - 1][-1] < "\x80" and line[0] < "\x80":
            yield " "
        yield line
