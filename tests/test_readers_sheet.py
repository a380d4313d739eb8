"""Workbooks and comma-separated tables."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from ingest import Unreadable, load
from ingest.readers import read


def book() -> openpyxl.Workbook:
    """A table below its title, numbers in formats, merged cells."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"] = "云岫市重点任务分工表"
    sheet.merge_cells("A1:D1")
    for row in (["序号", "任务", "目标", "单位"], [1, "更换水表", 0.955, "水利局"], [2, "改造管网\n及泵站", 1200.5, None]):
        sheet.append(row)
    sheet["C3"].number_format = "0.0%"
    sheet["C4"].number_format = "#,##0.00"
    sheet.merge_cells("D3:D4")
    return made


def data(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


ROWS = ["云岫市重点任务分工表", "序号 | 任务 | 目标 | 单位", "1 | 更换水表 | 95.5% | 水利局", "2 | 改造管网及泵站 | 1,200.50"]


def test_rows_are_lines_with_numbers_as_they_are_shown() -> None:
    assert read(Path("a.xlsx"), data(book())).text.split("\n") == ROWS


def test_sheets_stand_below_their_names_and_hidden_ones_do_not() -> None:
    made = book()
    made.active.title = "任务"
    made.create_sheet("说明")["A1"] = datetime(2026, 3, 2)
    hidden = made.create_sheet("底稿")
    hidden["A1"] = "未定稿"
    hidden.sheet_state = "hidden"
    made.create_sheet("空表")
    assert read(Path("a.xlsx"), data(made)).text.split("\n") == ["任务", *ROWS, "说明", "2026-03-02"]


def test_the_line_above_the_rows_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "附件一览二〇二六.xlsx"
    path.write_bytes(data(book()))
    document = load(path, path.name)
    assert (document.info.title, document.info.region) == ("云岫市重点任务分工表", "云岫市")
    assert "".join(clause.text for clause in document.clauses) == document.text


@pytest.mark.parametrize(("mark", "encoding"), [(",", "gb18030"), ("\t", "utf-8"), (";", "utf-16")])
def test_separated_values_read_in_every_encoding(mark: str, encoding: str) -> None:
    text = mark.join(["任务", "目标"]) + "\r\n" + mark.join(['"更换水表，含\n阀门"', "95%"]) + "\r\n\r\n"
    assert read(Path("a.csv"), text.encode(encoding)).text == "任务 | 目标\n更换水表，含阀门 | 95%"


def test_what_cannot_be_read_is_told() -> None:
    for content, reason in (
        (b"PK\x03\x04 no zip", "不是有效的 .xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "加密"),
        (data(openpyxl.Workbook()), "没有文字"),
    ):
        with pytest.raises(Unreadable, match=reason) as refused:
            read(Path("a.xlsx"), content)
        assert refused.value.remedy
