"""Word: automatic numbers as Word shows them, tables, tracked changes."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.raw import Raw
from ingest.readers import read
from ingest.readers.number_formats import chinese, formatted


def level(ilvl: int, fmt: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


class Paper:
    """A document whose lists are written as Word writes them."""

    def __init__(self, *levels: str) -> None:
        self.document = docx.Document()
        self.numbering = self.document.part.numbering_part.element
        self.abstract(90, *levels)
        self.num(90, 90)

    def abstract(self, number: int, *levels: str) -> None:
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
        first = self.numbering.find(qn("w:num"))
        first.addprevious(parse_xml(xml))

    def num(self, number: int, abstract: int, override: str = "") -> None:
        xml = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        self.numbering.append(parse_xml(xml))

    def add(self, text: str, ilvl: int | None = None, num: int = 90, style: str | None = None) -> None:
        paragraph = self.document.add_paragraph(text, style)
        if ilvl is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>'))

    def read(self) -> Raw:
        out = io.BytesIO()
        self.document.save(out)
        return read(Path("a.docx"), out.getvalue())

    def lines(self) -> list[str]:
        return [line for line in self.read().text.split("\n") if line.strip()]


def outline() -> Paper:
    return Paper(level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))


def test_levels_count_and_start_over_below_each_heading() -> None:
    paper = outline()
    for text, ilvl in [
        ("总体要求", 0),
        ("指导思想。", 1),
        ("总体目标。", 1),
        ("主要任务", 0),
        ("履职。", 1),
        ("清单", 2),
        ("公开", 2),
        ("决策。", 1),
    ]:
        paper.add(text, ilvl)
    assert paper.lines() == [
        "一、总体要求",
        "（一）指导思想。",
        "（二）总体目标。",
        "二、主要任务",
        "（一）履职。",
        "1.清单",
        "2.公开",
        "（二）决策。",
    ]


def test_articles_count_on_through_chapters() -> None:
    paper = Paper(level(0, "chineseCountingThousand", "第%1章"), level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'))
    for text, ilvl in [("总则", 0), ("为了节约用水。", 1), ("本条例适用。", 1), ("管理", 0), ("用水单位。", 1)]:
        paper.add(text, ilvl)
    assert paper.lines() == ["第一章 总则", "第一条 为了节约用水。", "第二条 本条例适用。", "第二章 管理", "第三条 用水单位。"]


def test_start_override_begins_anew_once() -> None:
    paper = outline()
    paper.num(91, 90, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    paper.add("甲", 0)
    paper.add("乙", 0)
    paper.add("附件甲", 0, 91)
    paper.add("附件乙", 0, 91)
    assert paper.lines() == ["一、甲", "二、乙", "一、附件甲", "二、附件乙"]


def test_two_lists_of_one_kind_count_on_together_and_others_apart() -> None:
    paper = outline()
    paper.num(91, 90)
    paper.abstract(95, level(0, "decimal", "%1)"))
    paper.num(95, 95)
    paper.add("甲", 0)
    paper.add("子", 0, 95)
    paper.add("乙", 0, 91)
    assert paper.lines() == ["一、甲", "1)子", "二、乙"]


def test_numbering_by_style() -> None:
    paper = Paper(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>'), level(1, "decimal", "%2.", '<w:pStyle w:val="Heading2"/>')
    )
    for name in ("Heading 1", "Heading 2"):
        paper.document.styles[name].element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    paper.add("总则", style="Heading 1")
    paper.add("目的", style="Heading 2")
    paper.add("依据", style="Heading 2")
    assert paper.lines() == ["一、总则", "1.目的", "2.依据"]


def test_number_zero_switches_numbering_off() -> None:
    paper = outline()
    paper.add("甲", 0)
    paper.add("没有编号", 0, 0)
    paper.add("乙", 0)
    assert paper.lines() == ["一、甲", "没有编号", "二、乙"]


def test_several_levels_in_one_label_in_arabic_figures() -> None:
    paper = Paper(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    paper.add("总则", 0)
    paper.add("目的", 1)
    assert paper.lines() == ["第一章 总则", "1.1 目的"]


def test_tables_are_rows() -> None:
    paper = outline()
    table = paper.document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("序号", "指标", "目标"), ("1", "律师万人比", "5.2")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert paper.lines() == ["序号 | 指标 | 目标", "1 | 律师万人比 | 5.2"]


def test_tracked_changes_are_read_as_accepted() -> None:
    paper = outline()
    paper.add("应当")
    paragraph = paper.document.paragraphs[-1]._p
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>不得</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>及时</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>公开。</w:t></w:r>"))
    raw = paper.read()
    assert raw.text.strip() == "应当及时公开。"
    assert dict(raw.repairs)["修订删除"] == 1


def test_numbers_given_are_counted() -> None:
    paper = outline()
    paper.add("甲", 0)
    paper.add("乙", 1)
    assert dict(paper.read().repairs)["自动编号"] == 2


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1260, "一千二百六十"),
    ],
)
def test_chinese_counting(n: int, words: str) -> None:
    assert chinese(n) == words


@pytest.mark.parametrize(
    ("name", "n", "shown"),
    [
        ("decimal", 12, "12"),
        ("upperRoman", 9, "IX"),
        ("lowerLetter", 28, "bb"),
        ("decimalEnclosedCircle", 12, "⑫"),
        ("ideographTraditional", 3, "丙"),
        ("chineseCounting", 21, "二十一"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("japaneseCounting", 15, "十五"),
        ("decimalZero", 7, "07"),
        ("unheardOf", 5, "5"),
    ],
)
def test_number_formats(name: str, n: int, shown: str) -> None:
    assert formatted(n, name) == shown
