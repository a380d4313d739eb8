"""PDF: pages, running heads, torn lines."""

import io
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from ingest.raw import Repaired
from ingest.readers import read
from ingest.repair import repair

LEFT, SIZE = 80, 16


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def pdf(*pages: list[str], head: str = "", numbers: bool = True) -> bytes:
    """A PDF with one string a line; a line that begins with two wide spaces is indented by drawing it further right."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for n, lines in enumerate(pages, 1):
        sheet.setFont("STSong-Light", 9)
        if head:
            sheet.drawString(220, 800, head)
        if numbers:
            sheet.drawString(290, 40, f"— {n} —")
        sheet.setFont("STSong-Light", SIZE)
        for row, line in enumerate(lines):
            indent = 2 * SIZE if line.startswith("　　") else 0
            sheet.drawString(LEFT + indent, 700 - 28 * row, line.strip("　"))
        sheet.showPage()
    sheet.save()
    return out.getvalue()


PAGES = (
    ["　　一、总体要求", "　　为深入推进依法行政，全面建设法治政府，制定本", "实施方案。到二〇二五年，基本建成职能科学、权责法"],
    ["定、执法严明的法治政府，人民群众满意度达到九十五", "分以上。", "　　二、主要任务", "　　全面履行政府职能。"],
    [],
    ["　　三、组织保障", "　　各地各部门要加强领导。"],
)


def repaired(*pages: list[str], head: str = "青岚省人民政府公报 2023年第3期") -> Repaired:
    return repair(read(Path("a.pdf"), pdf(*pages, head=head)))


def test_lines_are_joined_also_across_pages_and_headings_stay_apart() -> None:
    assert repaired(*PAGES).text.split("\n") == [
        "一、总体要求",
        "为深入推进依法行政，全面建设法治政府，制定本实施方案。到二〇二五年，基本建成职能科学、权责法定、执法严明的法治政府，"
        "人民群众满意度达到九十五分以上。",
        "二、主要任务",
        "全面履行政府职能。",
        "三、组织保障",
        "各地各部门要加强领导。",
    ]


def test_pages_are_kept_and_an_empty_page_keeps_its_number() -> None:
    result = repaired(*PAGES)
    assert len(result.pages) == 4
    assert result.text[result.pages[1] :].startswith("定、执法严明")
    assert result.pages[2] == result.pages[3]
    assert result.text[result.pages[3] :].startswith("三、组织保障")


def test_running_heads_and_page_numbers_are_dropped_and_counted() -> None:
    result = repaired(*PAGES)
    assert "公报" not in result.text
    assert "—" not in result.text
    assert dict(result.repairs)["页眉页脚"] == 8


def test_a_title_that_stands_on_one_page_only_is_no_running_head() -> None:
    pages = [["青岚省实施方案", *PAGES[0]], *PAGES[1:]]
    assert repaired(*pages).text.startswith("青岚省实施方案\n")
