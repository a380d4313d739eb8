"""One page of a PDF as a picture, with the lines of a quote marked on it."""

import ctypes
import io
import re
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from policy import BadInput, fold

_WIDTH = 1240  # pixels: an A4 page at 150 dots an inch
_MOST_PIXELS = 6_000_000  # a page may be any shape and size; its picture may not
_MARK = (253, 226, 120)
_PATIENCE = 20.0  # seconds that a page waits for the pages before it
_PIECE = 5  # characters: a shorter piece of a quote stands in too many places
_LONGEST = 4000  # characters of a quote that are looked for: more than a page holds
_ONE_BY_ONE = Lock()  # pdfium works for one thread at a time
_PUNCTUATION = re.compile(r"\W+")

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the picture."""


def page_image(path: Path, number: int, said: str = "") -> bytes:
    """Page `number` (from 1) as a PNG, `said` marked where the page holds it. BadInput where there is no such page to be shown."""
    import pypdfium2

    if not _ONE_BY_ONE.acquire(timeout=_PATIENCE):
        raise BadInput("原页正在排队（the pages are busy）", "请稍后再试。")
    try:
        book = pypdfium2.PdfDocument(path)
        try:
            if not 1 <= number <= len(book):
                raise BadInput(f"没有第 {number} 页，共 {len(book)} 页（no such page）", "请在文件中重新打开这一条。")
            return _drawn(book[number - 1], said)
        finally:
            book.close()
    except pypdfium2.PdfiumError as error:
        raise BadInput(f"这一页无法显示（{error}）", "请下载原件查看。") from error
    finally:
        _ONE_BY_ONE.release()


def _drawn(page: Any, said: str) -> bytes:
    import numpy as np
    from PIL import Image

    width, height = page.get_size()
    scale = min(_WIDTH / width, (_MOST_PIXELS / (width * height)) ** 0.5)
    pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()[..., :3].copy()
    for left, top, right, bottom in _boxes(page, said, pixels.shape[1], pixels.shape[0]):
        area = pixels[top:bottom, left:right]
        area[:] = np.minimum(area, _MARK)  # ink stays ink, paper turns yellow
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, "PNG", compress_level=4)
    return made.getvalue()


def _boxes(page: Any, said: str, width: int, height: int) -> list[Box]:
    """Where the quote stands on the picture of a page, a box a line."""
    from pypdfium2 import raw

    text = page.get_textpage()
    letters = [chr(raw.FPDFText_GetUnicode(text, i)) for i in range(text.count_chars())]
    boxes = []
    for start, end in stretches(letters, said):
        for i in range(text.count_rects(start, end - start)):
            left, bottom, right, top = text.get_rect(i)
            (x0, y0), (x1, y1) = (_at(page, point, width, height) for point in ((left, top), (right, bottom)))
            boxes.append((max(0, min(x0, x1) - 2), max(0, min(y0, y1) - 3), max(x0, x1) + 2, max(y0, y1) + 3))
    return boxes


def _at(page: Any, point: tuple[float, float], width: int, height: int) -> tuple[int, int]:
    """A point of a page in pixels of its picture, turned as the page is."""
    from pypdfium2 import raw

    x, y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, *point, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def stretches(letters: list[str], said: str) -> list[tuple[int, int]]:
    """[start, end) of the letters of a page in which a quote stands, whatever blanks, breaks and marks lie between its letters.

    Where the page does not hold it in one piece, its lines are looked for in the quote: a page that is turned, or set in columns, tells
    its lines in another order.
    """
    places = [i for i, letter in enumerate(letters) if not _PUNCTUATION.fullmatch(letter)]
    page = fold("".join(letters[i] for i in places))
    wanted = _PUNCTUATION.sub("", fold(said))[:_LONGEST]
    at = page.find(wanted) if wanted else -1
    found = [(at, at + len(wanted))] if at >= 0 else _lines(letters, places, page, wanted)
    return [(places[start], places[end - 1] + 1) for start, end in found]


def _lines(letters: list[str], places: list[int], page: str, wanted: str) -> list[tuple[int, int]]:
    """The parts of a page's lines that a quote holds: whole lines, the end of its first one, the beginning of its last."""
    breaks = [n for n in range(1, len(places)) if "\n" in letters[places[n - 1] : places[n]]]
    quote = SequenceMatcher(None, "", wanted, autojunk=False)
    found = []
    for start, end in pairwise([0, *breaks, len(places)]):
        quote.set_seq1(page[start:end])
        at, _, length = quote.find_longest_match()
        if length >= _PIECE and (at == 0 or at + length == end - start):
            found.append((start + at, start + at + length))
    return found
