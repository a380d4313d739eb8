"""PDF: ruled tables as rows, what is drawn over a page, pages without text."""

import io
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from ingest.raw import Raw
from ingest.readers import read

XS, TOP, ROW = (80, 130, 260, 440, 520), 700, 60


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


class Sheets:
    """Pages with tables of four columns."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = canvas.Canvas(self.out)

    def write(self, x: float, y: float, text: str, size: float = 12) -> None:
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(x, y, text)

    def table(self, rows: list[list[str]], boxes: bool = False, open_below: frozenset[tuple[int, int]] = frozenset()) -> None:
        """Cells of lines, with strokes or thin boxes between them, none below the (row, column) that are `open_below`."""
        bottom = TOP - ROW * len(rows)
        for x in XS:
            self._rule(x, bottom, x, TOP, boxes)
        for i in range(len(rows) + 1):
            for column in range(4):
                if (i - 1, column) not in open_below:
                    self._rule(XS[column], TOP - ROW * i, XS[column + 1], TOP - ROW * i, boxes)
        for i, row in enumerate(rows):
            for column, cell in enumerate(row):
                for n, line in enumerate(cell.split("\n")):
                    self.write(XS[column] + 4, TOP - ROW * i - 16 - 14 * n, line)

    def _rule(self, x0: float, y0: float, x1: float, y1: float, box: bool) -> None:
        if box:
            self.canvas.rect(x0, y0, max(x1 - x0, 0.5), max(y1 - y0, 0.5), stroke=0, fill=1)
        else:
            self.canvas.line(x0, y0, x1, y1)

    def read(self) -> Raw:
        self.canvas.save()
        return read(Path("a.pdf"), self.out.getvalue())

    def lines(self) -> list[str]:
        return [line.strip("\x1f\f　 ") for line in self.read().text.split("\n") if line.strip("\x1f\f ")]


HEAD = ["序号", "任务", "举措", "单位"]
ROWS = [
    HEAD,
    ["1", "更换水表", "到2026年底更换三万只，\n完好率达到95%以上。", "水利局"],
    ["2", "改造老旧\n管网", "每年改造二十公里。", "住建局"],
]
SHOWN = [
    "序号 | 任务 | 举措 | 单位",
    "1 | 更换水表 | 到2026年底更换三万只，完好率达到95%以上。 | 水利局",
    "2 | 改造老旧管网 | 每年改造二十公里。 | 住建局",
]


@pytest.mark.parametrize("boxes", [False, True], ids=["strokes", "thin boxes"])
def test_a_row_is_a_line_and_its_cells_are_whole(boxes: bool) -> None:
    sheets = Sheets()
    sheets.write(220, 760, "云岫市任务分工表")
    sheets.table(ROWS, boxes)
    sheets.write(80, 440, "以上任务按月通报。")
    assert sheets.lines() == ["云岫市任务分工表", *SHOWN, "以上任务按月通报。"]


def test_a_cell_over_several_rows_stands_in_the_first() -> None:
    sheets = Sheets()
    rows = [HEAD, ["1", "更换水表", "三万只", "水利局"], ["2", "改造管网", "二十公里", ""]]
    sheets.table(rows, open_below=frozenset({(1, 3)}))
    assert sheets.lines()[1:] == ["1 | 更换水表 | 三万只 | 水利局", "2 | 改造管网 | 二十公里 |"]


def test_a_head_row_that_is_repeated_on_the_next_page_is_told_once() -> None:
    sheets = Sheets()
    sheets.table(ROWS)
    sheets.canvas.showPage()
    sheets.table([HEAD, ["3", "修复泵站", "六座", "水利局"]])
    assert sheets.lines() == [*SHOWN, "3 | 修复泵站 | 六座 | 水利局"]


def test_a_frame_around_running_text_is_no_table() -> None:
    sheets = Sheets()
    sheets.canvas.rect(70, 500, 460, 220)
    sheets.canvas.line(70, 690, 530, 690)
    for n, line in enumerate(["专栏一 重点工程", "一、更换水表三万只。", "二、改造管网二十公里。"]):
        sheets.write(80, 700 - 30 * n, line)
    assert sheets.lines() == ["专栏一 重点工程", "一、更换水表三万只。", "二、改造管网二十公里。"]


def test_a_watermark_is_no_text() -> None:
    sheets = Sheets()
    sheets.write(80, 700, "第一条 为了节约用水，制定本办法。")
    sheets.canvas.saveState()
    sheets.canvas.translate(200, 400)
    sheets.canvas.rotate(35)
    sheets.write(0, 0, "内部资料", 60)
    sheets.canvas.restoreState()
    sheets.write(80, 660, "第二条 本办法适用于全市。")
    assert sheets.lines() == ["第一条 为了节约用水，制定本办法。", "第二条 本办法适用于全市。"]


def test_scanned_pages_among_others_are_told() -> None:
    from PIL import Image

    sheets = Sheets()
    sheets.write(80, 700, "第一条 为了节约用水，制定本办法。")
    for picture in (True, False):
        sheets.canvas.showPage()
        if picture:
            sheets.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0)
    sheets.canvas.showPage()
    assert ("无文字页", 1) in sheets.read().repairs
