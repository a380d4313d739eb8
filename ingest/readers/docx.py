"""Word documents: paragraphs with their automatic numbers, tables as rows, tracked changes as accepted, notes below their paragraph."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from ingest.raw import Raw, Unreadable
from ingest.readers.cells import is_one_word
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_package import RESAVE, as_plain

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# rt is what stands above a character: its pinyin.
_SKIPPED = frozenset(
    (_W + "del", _W + "moveFrom", _W + "pPr", _W + "instrText", _W + "delText", _W + "rPr", _W + "sdtPr", _W + "rubyPr", _W + "rt")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_NOTES = {_W + "footnoteReference": ("footnote", "注"), _W + "endnoteReference": ("endnote", "尾注")}
_PAGE_OF = re.compile(r"\s*PAGEREF\s", re.I)  # the field that holds the page number of an entry in a table of contents
_CONTENTS = re.compile(r"目\s*[录錄次]")


def read_docx(data: bytes) -> Raw:
    """The document's text: a paragraph a line, its automatic number before it as Word shows it; a table row a line; a note is a line
    behind the paragraph or table that refers to it. A table of contents that Word made is left out."""
    plain = as_plain(data)
    try:
        document = docx.Document(io.BytesIO(plain))
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise Unreadable("Word 文件已损坏", RESAVE) from error
    body = document.element.body
    if body is None:
        raise Unreadable("Word 文件里没有正文", RESAVE)
    reader = _Reader(document)
    lines = list(reader.lines(body))
    if not any(line.strip() for line in lines):
        raise Unreadable("Word 文件里没有文字", "内容可能是图片，请先做文字识别（OCR）后再导入。")
    deleted = sum(1 for e in body.iter(_W + "del") if e.getparent().tag != _W + "rPr")
    repairs = (("自动编号", reader.numbering.shown), ("目录", reader.contents), ("脚注", reader.told), ("修订删除", deleted))
    return Raw("\n".join(lines), "docx", repairs=tuple((name, n) for name, n in repairs if n))


class _Reader:
    """Goes through a document once; `told` counts the notes, `contents` the entries of a table of contents."""

    def __init__(self, document: Any) -> None:
        self.numbering = Numbering(document)
        self.told = 0
        self.contents = 0
        self._notes = _notes(document)
        self._numbers: dict[str, int] = {}
        self._referred: list[str] = []
        styles = document.styles.element.iter(_W + "style")
        names = {s.get(_W + "styleId"): (s.find(_W + "name").get(_W + "val") or "") for s in styles if s.find(_W + "name") is not None}
        self._contents_styles = {style for style, name in names.items() if re.fullmatch(r"toc \d", name, re.I)}

    def lines(self, body: etree._Element) -> Iterator[str]:
        """The lines of the body."""
        heading = ""  # 目录 is held back until it shows whether Word made what follows
        for line in self._blocks(body):
            if heading and not self.contents and line.strip():
                yield heading
            if heading and line.strip():
                heading = ""
            if not self.contents and _CONTENTS.fullmatch(line.strip()):
                heading = line
            else:
                yield line

    def _blocks(self, parent: etree._Element, within: bool = False) -> Iterator[str]:
        """The lines of a body, or of what is `within` one: a cell, a text box, a control."""
        begun = ""
        for child in parent:
            if child.tag == _W + "p":
                if self._is_contents(child):
                    self.contents += 1
                elif child.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
                    begun += "".join(self._text(child))  # its end was deleted: it goes on in the next one
                else:
                    yield from self._paragraph(child, begun)
                    begun = ""
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins", _W + "moveTo"):
                yield from self._blocks(child, within=True)
            if not within:
                yield from self._referred
                self._referred.clear()
        if begun:
            yield begun

    def _is_contents(self, paragraph: etree._Element) -> bool:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        by_style = style is not None and style.get(_W + "val") in self._contents_styles
        return by_style or any(_PAGE_OF.match(field.text or "") for field in paragraph.iter(_W + "instrText"))

    def _paragraph(self, paragraph: etree._Element, begun: str) -> Iterator[str]:
        text = begun + "".join(self._text(paragraph))
        number = self.numbering.label(paragraph) if text.strip() else ""
        yield number + text
        for box in paragraph.iter(_W + "txbxContent"):
            if not any(a.tag in _SKIPPED for a in box.iterancestors()):
                yield from self._blocks(box, within=True)

    def _text(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or tag == _W + "txbxContent" or (tag == _W + "r" and _hidden(child)):
                continue
            if tag in (_W + "t", _M + "t"):
                yield child.text or ""
            elif tag == _W + "tab":
                yield "\t"
            elif tag in (_W + "br", _W + "cr"):
                yield "\n"
            elif tag == _W + "noBreakHyphen":
                yield "-"
            elif tag == _M + "den":
                yield "/"
                yield from self._text(child)
            elif tag in _NOTES:
                self._refer(tag, child.get(_W + "id"))
            elif tag != _W + "tbl":
                yield from self._text(child)

    def _refer(self, tag: str, note_id: str | None) -> None:
        """Keeps the note that is referred to for the line behind this paragraph: 注1：…"""
        kind, name = _NOTES[tag]
        note = self._notes.pop((kind, note_id or ""), None)
        text = "".join("".join(self._text(p)).strip() for p in note.iter(_W + "p")) if note is not None else ""
        if text:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            self._referred.append(f"{name}{self._numbers[kind]}：{text}")
            self.told += 1

    def _table(self, table: etree._Element) -> Iterator[str]:
        """A row a line, its cells parted by " | "; a cell that continues the one above is left out, one-cell rows are plain lines."""
        for row in table.iter(_W + "tr"):
            if next(row.iterancestors(_W + "tbl")) is not table:
                continue
            cells = []
            for cell in row.iter(_W + "tc"):
                if next(cell.iterancestors(_W + "tr")) is not row:
                    continue
                lines = [line.strip() for line in self._blocks(cell, within=True) if line.strip()]
                cells.append(lines)
            filled = [lines for lines in cells if lines]
            if len(filled) == 1:
                yield from filled[0]
            elif filled:
                yield " | ".join("".join(_spaced(lines)) for lines in cells)


def _notes(document: Any) -> dict[tuple[str, str], etree._Element]:
    """The notes of a document by kind and id."""
    found: dict[tuple[str, str], etree._Element] = {}
    for kind in ("footnote", "endnote"):
        part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(f"/{kind}s")), None)
        if part is None:
            continue
        try:
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            continue
        found |= {(kind, note.get(_W + "id") or ""): note for note in root.iter(_W + kind)}
    return found


def _hidden(run: etree._Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_W + "val", "1") not in ("0", "false")


def _spaced(lines: list[str]) -> Iterator[str]:
    """A cell's paragraphs in one line, a space between them; none within a word that is set in two: 责任 / 单位."""
    for i, line in enumerate(lines):
        if i and (lines[i - 1][-1] < "\x80" and line[0] < "\x80" or not is_one_word(lines[i - 1], line)):
            yield " "
        yield line
