"""PDF: the text layer page by page, ruled tables as rows, without running heads, running feet and page numbers."""

import io
import logging
import re
import struct
import zlib
from collections import Counter
from dataclasses import dataclass, field

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ingest.raw import FULL, PAGE, Raw, Unreadable
from ingest.readers.pdf_tables import Lines, Table, Word, tables

_PAGE_NUMBER = re.compile(
    r"[-—–－―·•\s]*(?:第\s*)?\d{1,4}\s*(?:页)?[-—–－―·•\s]*|第?\s*\d{1,4}\s*页?\s*[/／,，]?\s*(?:共|of)?\s*\d{1,4}\s*页?|第[一二三四五六七八九十百]+页"
)
_SLANT = 0.2  # tangent of some eleven degrees
_MOST_PAGES = 5000
_DAMAGE = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError, zlib.error, struct.error)
"""What pypdf raises on a damaged file: it reads whatever objects it finds there."""
_RESAVE = "请用 PDF 阅读器打开，“打印”或“另存为”一份新的 PDF 后再导入。"
_OCR = "这可能是扫描件，请先做文字识别（OCR），或找到文字版后再导入。"


@dataclass(slots=True)
class _Line:
    """A line on the page: left edge, height on the page, letter size, where the next letter is expected; `row`: of a table."""

    x: float
    y: float
    size: float
    end: float
    cells: list[str] = field(default_factory=lambda: [""])
    gap: float = 0.0
    row: bool = False

    @property
    def text(self) -> str:
        """The line; wide gaps part the cells of a table row, a single one that is no column is a space."""
        if self.row:
            return " | ".join(self.cells) if sum(map(bool, self.cells)) > 1 else "".join(self.cells)
        cells = [cell.strip(" ") for cell in self.cells if cell.strip(" ")]
        row = len(cells) > 2 and max(map(len, cells)) > 1 or self.gap > 3 * self.size
        return (" | " if row else " ").join(cells)


@dataclass(slots=True)
class _Page:
    bottom: float
    top: float
    lines: list[_Line]
    pictured: bool = False

    def margin(self) -> list[_Line]:
        """The two highest and two lowest lines, where they stand in the outer eighth of the page."""
        edge = 0.125 * (self.top - self.bottom)  # 公文 leave 37 of 297 mm above and 35 below
        by_height = sorted((line for line in self.lines if not line.row), key=lambda line: -line.y)
        high = [line for line in by_height[:2] if line.y > self.top - edge]
        return high + [line for line in by_height[-2:] if line.y < self.bottom + edge]


def read_pdf(data: bytes) -> Raw:
    """The text of a PDF, PAGE between its pages; an empty page keeps its place."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings about small damage would go to the user's screen
    pages = _pages(data)
    dropped = _running(pages)
    text = f"\n{PAGE}".join("\n".join(_indented(page.lines)) for page in pages)
    if not text.strip(PAGE + " \n"):
        raise Unreadable("PDF 里没有文字", _OCR)
    scanned = sum(page.pictured and not page.lines for page in pages)
    return Raw(text, "pdf", repairs=tuple((name, n) for name, n in (("页眉页脚", dropped), ("无文字页", scanned)) if n))


def _pages(data: bytes) -> list[_Page]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("PDF 已加密", "请用密码打开，去掉密码另存一份后再导入。")
        if len(reader.pages) > _MOST_PAGES:
            raise Unreadable(f"PDF 页数太多：{len(reader.pages)} 页，上限 {_MOST_PAGES} 页", "请拆成几个较小的文件后再导入。")
        return [_page(page) for page in reader.pages]
    except DependencyError as error:
        raise Unreadable("PDF 已加密", "请打开后去掉密码，另存一份后再导入。") from error
    except _DAMAGE as error:
        raise Unreadable(f"PDF 已损坏（{type(error).__name__}）", _RESAVE) from error


def _page(page: PageObject) -> _Page:
    lines = _lines(page)
    return _Page(float(page.mediabox.bottom), float(page.mediabox.top), lines, not lines and _has_picture(page))


def _has_picture(page: PageObject) -> bool:
    """Whether a page draws a picture: without text it is a scan."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    return drawn is not None and any(one.get_object().get("/Subtype") == "/Image" for one in drawn.get_object().values())


def _lines(page: PageObject) -> list[_Line]:
    words: list[Word] = []
    slanted: list[Word] = []
    drawn = Lines()

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        text = text.strip("\n")
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            (slanted if _is_slanted(tm, cm) else words).append(Word(text, x, y, abs(size * (tm[3] or 1) * (cm[3] or 1)) or 10.0))

    page.extract_text(visitor_text=visit, visitor_operand_before=drawn.visit)
    return _set(words or slanted, tables(drawn))


def _is_slanted(tm: list[float], cm: list[float]) -> bool:
    """Whether text runs aslant over the page, as watermarks do; a scan that is a little askew does not."""
    along, up = abs(tm[0] * cm[0] + tm[1] * cm[2]), abs(tm[0] * cm[1] + tm[1] * cm[3])
    return min(along, up) > _SLANT * max(along, up)


def _set(words: list[Word], ruled: list[Table]) -> list[_Line]:
    """The words in lines; a table's rows stand where its first word does."""
    rows = {id(table): found for table in ruled if (found := table.rows(words))}
    lines: list[_Line] = []
    told: set[int] = set()
    for word in words:
        table = next((table for table in ruled if id(table) in rows and table.cell(word) is not None), None)
        if table is None:
            _append(lines, word)
        elif id(table) not in told:
            told.add(id(table))
            lines += [_Line(table.xs[0], table.ys[0], word.size, table.xs[-1], cells, row=True) for cells in rows[id(table)]]
    return lines


def _append(lines: list[_Line], word: Word) -> None:
    """Puts a word behind the last line, or begins a new one with it."""
    x, y, size = word.x, word.y, word.size
    last = lines[-1] if lines and not lines[-1].row else None
    if last is None or abs(y - last.y) > 0.5 * max(size, last.size) or x < last.x:
        lines.append(last := _Line(x, y, size, x))
    elif x - last.end > 0.8 * size:
        last.cells.append("")
        last.gap = max(last.gap, x - last.end)
    for i, part in enumerate(word.text.split("\n")):
        if i:
            lines.append(last := _Line(x, y - i * size, size, x))
        last.cells[-1] += part
        # A change of font in mid-line is told at the line's beginning: what follows stands behind what came before.
        last.end = max(x, last.end) + size * _width(part)


def _width(text: str) -> float:
    """Width in letters: a Chinese character is 1, a Latin one half."""
    return sum(1.0 if c > "\u2000" else 0.5 for c in text)


def _running(pages: list[_Page]) -> int:
    """Takes running heads, running feet and page numbers off the pages; returns how many lines."""

    def key(line: _Line) -> tuple[str, int]:
        return re.sub(r"\d+", "#", line.text.replace(" ", "")), round(line.size)

    margins = [page.margin() for page in pages]
    seen = Counter(k for lines in margins for k in {key(line) for line in lines})
    often = max(2, 0.4 * len(pages))  # heads may differ on left and right pages
    dropped = 0
    for page, lines in zip(pages, margins, strict=True):
        gone = {id(line) for line in lines if seen[key(line)] >= often or _PAGE_NUMBER.fullmatch(line.text)}
        page.lines = [line for line in page.lines if id(line) not in gone]
        dropped += len(gone)
    return dropped + _repeated_heads(pages)


def _repeated_heads(pages: list[_Page]) -> int:
    """Takes the head row that a table repeats on each page it goes on to off all but the first; returns how many."""
    head: list[str] = []
    dropped = 0
    for page in pages:
        rows = [i for i, line in enumerate(page.lines) if line.row]
        if rows and rows[0] == 0 and len(rows) > 1 and page.lines[0].cells == head:
            del page.lines[0]
            dropped += 1
            continue
        firsts = [i for i in rows if i == 0 or not page.lines[i - 1].row]
        head = page.lines[firsts[-1]].cells if firsts else []
    return dropped


def _indented(lines: list[_Line]) -> list[str]:
    """The lines' texts, two wide spaces before one that starts right of its column's margin, FULL behind one that reaches the right."""
    margins: list[float] = []
    running = [line for line in lines if not line.row]
    for x, n in sorted(Counter(round(line.x) for line in running).items()):
        em = next(line.size for line in running if round(line.x) == x)
        if not margins or (x - margins[-1] > 4.5 * em and n >= 3):
            margins.append(x)
    right = max((line.end for line in lines), default=0.0)
    out = []
    for line in lines:
        if line.row:
            out.append(line.text)
            continue
        margin = max((m for m in margins if m <= round(line.x)), default=line.x)
        indented = line.x - margin > 0.9 * line.size and not line.text.startswith("\u3000")
        full = line.end > right - 2.2 * line.size or len(margins) > 1  # punctuation at the margin may hang or be squeezed
        out.append(("\u3000\u3000" if indented else "") + line.text + (FULL if full else ""))
    return out
