"""The year asked about: two years are answered each, a document without any date says nothing of a year that it does not name."""

from pathlib import Path

import pytest

from answer import ask
from answer.text.years import asked_apart, speaks_of
from index import Index
from policy import DocumentInfo, fold
from tests.index_kit import indexed

REPORT = """{year}年青岚省政府工作报告

一、{year}年主要目标
今年城镇新增就业{jobs}万人以上，城镇登记失业率控制在{rate}%以内。拟安排专项债券{bonds}亿元，比上年增加80亿元。

二、重点任务
深化行政审批制度改革，推进政务服务标准化。
"""
UNDATED = """云岫市人工智能行动计划

一、总体要求
到2027年，全市人工智能产业体系基本形成。算力总规模达到12EFLOPS。

二、重点任务
统筹布局智算中心，加强算力设施建设。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("years")
    files = folder / "files"
    files.mkdir()
    (files / "2025.txt").write_text(REPORT.format(year=2025, jobs=30, rate=5, bonds=500), "utf8")
    (files / "2028.txt").write_text(REPORT.format(year=2028, jobs=36, rate=4, bonds=700), "utf8")
    (files / "计划.txt").write_text(UNDATED, "utf8")
    return indexed(folder, files)


@pytest.mark.parametrize(
    "question, years",
    [
        ("2025年和2028年的就业目标各是多少", (2025, 2028)),
        ("2028年与2025年相比", (2025, 2028)),
        ("2028年的专项债券比2025年多多少", (2025, 2028)),
        ("2025年底、2028年底的合格率", (2025, 2028)),
        ("2021—2025年的目标", ()),
        ("2021年至2025年的目标", ()),
        ("《规划（2021—2025年）》和《2024年要点》", ()),
        ("2025年的就业目标", ()),
    ],
)
def test_two_years_side_by_side(question: str, years: tuple[int, ...]) -> None:
    assert asked_apart(fold(question)) == years


@pytest.mark.parametrize("question", ["2025年和2028年青岚省城镇新增就业目标各是多少？", "青岚省2028年的城镇新增就业目标比2025年高多少？"])
def test_each_of_two_years_is_answered_and_named(index: Index, question: str) -> None:
    answer = ask(index, question)
    assert "30万人" in answer.text and "36万人" in answer.text
    assert [c.scope for c in answer.claims] == ["2025年", "2028年"]
    assert "不同" not in answer.note  # two years' figures are no conflict


def test_a_year_that_no_document_is_of_is_said_to_be_missing(index: Index) -> None:
    answer = ask(index, "青岚省2025年和2031年的城镇新增就业目标各是多少？")
    assert "30万人" in answer.text and "36万人" not in answer.text
    assert "2031年：现有文件没有载明" in answer.note


def test_what_a_figure_is_measured_from_is_not_the_year_it_is_of(index: Index) -> None:
    assert "500亿元" in ask(index, "青岚省2025年拟安排多少专项债券？").text
    assert ask(index, "青岚省2024年拟安排多少专项债券？").status == "not_found"
    info = DocumentInfo("a.txt", "2025年政府工作报告")
    assert speaks_of((2025,), "拟安排债券500亿元,比上年增加80亿元", info) and not speaks_of((2024,), "债券500亿元,比上年增加80亿元", info)
    assert speaks_of((2024,), "去年新增就业1200万人", info)


def test_a_document_without_a_date_says_nothing_of_years_that_it_does_not_name(index: Index) -> None:
    assert "12EFLOPS" in ask(index, "云岫市算力总规模的目标是多少？").text
    assert "12EFLOPS" in ask(index, "云岫市到2027年算力总规模达到多少？").text
    for question in (
        "云岫市到2030年算力总规模达到多少？",
        "云岫市到2030年算力总规模达到12EFLOPS，对吗？",
        "云岫市2024年算力总规模是多少？",
    ):
        assert ask(index, question).status == "not_found", question


def test_what_one_sentence_says_for_both_years_is_cited_once(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    text = "青岚省法治政府建设意见\n\n一、目标\n案卷合格率2026年达到91%，2028年达到93%。\n\n二、其他\n各地抓好落实。\n"
    (files / "意见.txt").write_text(text, "utf8")
    answer = ask(indexed(tmp_path / "index", files), "2026年和2028年案卷合格率的目标各是多少？")
    assert "91%" in answer.text and "93%" in answer.text
    assert len(answer.claims) == 1 and len(answer.claims[0].citations) == 1 and "年见" not in answer.note


def test_how_much_more_than_the_year_before_is_one_question() -> None:
    assert asked_apart(fold("2028年比2027年专项债券增加多少")) == ()


def test_a_standing_rule_holds_in_a_year_that_it_does_not_name(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    text = "云岫市租赁住房管理办法\n\n第一条 为规范管理，制定本办法。\n第二条 租赁押金不得超过一个月租金。\n第三条 租赁合同应当备案。\n"
    (files / "办法.txt").write_text(text, "utf8")
    assert "一个月租金" in ask(indexed(tmp_path / "index", files), "2024年云岫市租赁押金最多收多少？").text


def test_a_kind_of_what_is_asked_for_does_not_stand_before_it(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    text = (
        "青岚省财政工作安排\n\n一、债券\n今年拟发行超长期特别债券1300亿元，比上年增加300亿元。拟发行特别债券500亿元，支持银行补充资本。\n\n"
        "二、其他\n各地抓好落实。\n"
    )
    (files / "安排.txt").write_text(text, "utf8")
    index = indexed(tmp_path / "index", files)
    assert ask(index, "拟发行多少特别债券？").text.index("500亿元") >= 0 and "1300亿元" not in ask(index, "拟发行多少特别债券？").text
    assert "1300亿元" in ask(index, "拟发行多少超长期特别债券？").text
