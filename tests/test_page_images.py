"""A page of a PDF as a picture: the lines of a quote are marked on it, and nothing else is."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from ingest.pages import page_image, stretches
from policy import BadInput

LINES = ["一、总体要求", "到二〇二五年，人民群众满意度达到九十五", "分以上，办件时间再压缩三成。", "二、主要任务"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = tmp_path / "两页.pdf"
    sheet = canvas.Canvas(str(path))
    for _ in range(2):
        sheet.setFont("STSong-Light", 16)
        for row, line in enumerate(LINES):
            sheet.drawString(80, 700 - 28 * row, line)
        sheet.showPage()
    sheet.save()
    turned = PdfWriter(clone_from=path)
    turned.pages[1].rotate(90)
    turned.write(path)
    return path


def marked(png: bytes) -> np.ndarray:
    """Where the picture is yellow."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return (pixels[..., 0] > 200) & (pixels[..., 2] < 180)


def test_the_lines_of_a_quote_are_marked(book: Path) -> None:
    size = Image.open(io.BytesIO(page_image(book, 1))).size
    assert 1200 <= size[0] <= 1280
    assert not marked(page_image(book, 1)).any() and not marked(page_image(book, 1, "不在这一页上的话")).any()
    rows = np.flatnonzero(marked(page_image(book, 1, "人民群众满意度达到九十五分以上")).any(axis=1))
    breaks = np.flatnonzero(np.diff(rows) > 1)
    assert len(breaks) == 1, "two lines"
    high = rows / size[1] * 842
    assert 842 - 700 < high[0] < 842 - 670 and 842 - 660 < high[-1] < 842 - 635


def test_a_page_that_is_turned_is_marked_where_it_shows(book: Path) -> None:
    where = marked(page_image(book, 2, "人民群众满意度达到九十五分以上，办件时间再压缩三成。"))
    columns = np.flatnonzero(where.any(axis=0))
    assert where.shape[1] > where.shape[0] and len(np.flatnonzero(np.diff(columns) > 1)) == 1


def test_a_quote_is_found_whatever_lies_between_its_letters() -> None:
    page = list("达到九十五\r\n　分 以上。")
    ((start, end),) = stretches(page, "达到九十五分以上。")
    assert "".join(page[start:end]) == "达到九十五\r\n　分 以上"
    parts = stretches(list("庚辛壬癸子丑\n又：甲乙丙丁戊己\n甲乙丙丁戊，非"), "甲乙丙丁戊己庚辛壬癸子丑")
    assert parts == [(0, 6), (9, 15), (16, 21)]
    assert stretches(list("甲乙"), "") == [] and stretches([], "甲乙") == []


def test_there_is_no_other_page(book: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有第 3 页"):
        page_image(book, 3)
    with pytest.raises(BadInput):
        page_image(book, 0)
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4\n" + b"x" * 500)
    with pytest.raises(BadInput, match="无法显示"):
        page_image(broken, 1)


def test_a_page_of_any_size_has_a_picture_of_a_sane_one(tmp_path: Path) -> None:
    path = tmp_path / "长.pdf"
    sheet = canvas.Canvas(str(path), pagesize=(100, 14000))
    sheet.drawString(10, 10, "x")
    sheet.save()
    width, height = Image.open(io.BytesIO(page_image(path, 1))).size
    assert width * height <= 6_100_000
