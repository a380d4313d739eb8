"""Who asks for the targets of a document as such gets all that it sets in figures, as a table with the clause of each."""

import pytest

from answer import ask
from index import Index
from tests.index_kit import indexed

PLAN = """清河市营商环境提升方案

一、政务服务
（一）提升效率。到2027年，政务服务事项网上可办率达到98%以上，窗口平均等候时间压缩到10分钟以内。
（二）优化窗口。综合窗口由政务服务中心管理。

二、法治保障
（一）规范文件。规范性文件备案审查率达到100%。
（二）建设队伍。到2026年底，培育法律明白人600名。
（三）兑现奖补。对购买第二套住房的，每户补贴2万元。
（四）学法用法。法治讲座每年举办两次。
"""
OTHER = """白石市营商环境提升方案

一、政务服务
（一）提升效率。到2028年，跨省通办事项达到150项。

二、法治保障
（一）规范文件。规范性文件由司法局审查。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("quotas")
    files = folder / "files"
    files.mkdir()
    (files / "清河.txt").write_text(PLAN, "utf8")
    (files / "白石.txt").write_text(OTHER, "utf8")
    return indexed(folder / "index", files)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("清河市的方案有哪些量化指标？", ["98%", "100%", "600名"], ["150项"]),
        ("清河市2027年要达到哪些指标？", ["98%"], ["600名", "150项", "100%"]),
        ("清河市法治保障方面设了什么量化目标？", ["100%", "600名"], ["98%"]),
        ("清河市给2026年定了哪些目标？", ["600名"], ["98%", "100%"]),  # no section names the year: what is due in it
        ("清河市对网上可办、法律明白人有哪些数量要求？", ["600名", "98%"], ["100%"]),
        ("What quantitative targets does Qinghe City set?", ["98%", "100%", "600名"], ["150项"]),
    ],
)
def test_all_targets_are_told(index: Index, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = ask(index, question)
    assert answer.status == "answered" and answer.table is not None
    assert all(figure in answer.text for figure in said) and not any(figure in answer.text for figure in unsaid)
    cells = " ".join(cell.text for row in answer.table.rows for cell in row)
    assert all(figure.strip("名") in cells for figure in said)


def test_the_case_goes_with_the_figure(index: Index) -> None:
    table = ask(index, "清河市的方案有哪些量化指标？").table
    assert table is not None and any("第二套住房" in row[0].text and "2万元" in row[1].text for row in table.rows)


def test_how_often_is_told_alone_where_it_is_asked(index: Index) -> None:
    answer = ask(index, "清河市对学法、讲座有哪些次数要求？")
    assert [claim.text for claim in answer.claims] == ["法治讲座每年举办两次"] and answer.table is not None


def test_each_row_names_indicator_figure_and_deadline_with_its_clause(index: Index) -> None:
    answer = ask(index, "清河市的方案有哪些量化指标？")
    assert answer.table is not None and answer.table.columns == ("指标", "要求", "期限")
    row = next(row for row in answer.table.rows if "网上可办率" in row[0].text)
    assert "98%" in row[1].text and "2027年" in row[2].text
    cited = {c.n: c for c in answer.citations}
    assert all("网上可办率达到98%" in cited[n].quote for cell in row for n in cell.citations)


def test_places_stand_side_by_side_and_one_that_sets_none_is_named(index: Index) -> None:
    both = ask(index, "清河市和白石市的政务服务各设了什么量化指标？")
    assert both.table is not None and both.table.columns[0] == "地区（文件）"
    assert {row[0].text for row in both.table.rows} == {"清河市", "白石市"} and "150项" in both.text
    one = ask(index, "清河市和白石市的法治保障各设了什么量化指标？")
    assert one.table is not None and "白石市" in one.note and any(row[1].text == "未载明" for row in one.table.rows)


@pytest.mark.parametrize("question", ["白石市2035年要达到哪些指标？", "白石市养老服务方面有哪些量化指标？"])
def test_where_none_is_set_none_is_found(index: Index, question: str) -> None:
    assert ask(index, question).status == "not_found"
