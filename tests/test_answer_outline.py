"""Lists made of headings; what a question asks for in so many words must be there; plans as times."""

import pytest

from answer import ask
from answer.text.years import plan_years, years_in
from index import Index
from tests.index_kit import indexed

PLAN = """青岚省数字经济行动计划

一、总体要求
到2027年，全省数字经济规模达到5000亿元，存储总量达到20EB。

二、重点任务
（一）算力“强基”行动
1.统筹布局智算中心。优化绿色能源供给。
2.优化边缘算力供给。面向用户侧按需部署。
（二）模型“铸魂”行动
1.构建行业大模型。支持企业开发。
2.拓展模型应用。支持院所开展试点。
（三）数据“提质”行动
1.推进数据资源化。建设公共数据目录。
2.推进数据资产化。完善估值办法。

三、支持政策
（一）土地支持政策
对列入省级名录的重点项目优先保障用地指标，允许以长期租赁、先租后让的方式供应，并按规定分期缴纳土地出让价款。
（二）财政支持政策
设立20亿元专项资金，对建成投用的智算中心按投资额给予补助，对首次入选国家级试点的企业给予奖励。
（三）人才支持政策
引进的高层次人才给予安家补贴8万元，子女入学由所在市县统筹安排，配偶就业由人力资源部门协助推荐。

四、保障措施
成立省数字经济领导小组，由分管副省长任组长，成员单位包括省发展改革委、省财政厅、省数据局。
省财政厅负责专项资金的监管。省发展改革委负责重点项目的申报。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("outline")
    files = folder / "files"
    files.mkdir()
    (files / "计划.txt").write_text(PLAN, "utf8")
    return indexed(folder, files)


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("青岚省数字经济行动计划提出哪三大行动？", ["（一）算力“强基”行动", "（二）模型“铸魂”行动", "（三）数据“提质”行动"]),
        ("青岚省数字经济的主要任务有哪些？", ["（一）算力“强基”行动", "（二）模型“铸魂”行动", "（三）数据“提质”行动"]),
        ("青岚省数字经济的支持政策有哪几方面？", ["（一）土地支持政策", "（二）财政支持政策", "（三）人才支持政策"]),
    ],
)
def test_list_of_headings(index: Index, question: str, headings: list[str]) -> None:
    answer = ask(index, question)
    assert [c.quote for c in answer.citations] == headings
    assert answer.claims[0].text == "；".join(headings) and answer.claims[0].citations == tuple(range(1, len(headings) + 1))
    for citation in answer.citations:
        assert index.document("计划.txt").text[citation.start : citation.end] == citation.quote


def test_another_number_of_headings_is_no_answer(index: Index) -> None:
    answer = ask(index, "青岚省数字经济行动计划提出哪五大行动？")
    assert "（二）模型“铸魂”行动" not in [c.quote for c in answer.citations]


def test_heading_of_another_matter_is_no_answer(index: Index) -> None:
    answer = ask(index, "青岚省养老服务的支持政策有哪几方面？")
    assert "（一）土地支持政策" not in [c.quote for c in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "青岚省省长是谁？",
        "青岚省数字经济发展要交多少押金？",
        "青岚省“十五五”末存储总量要达到多少？",
        "青岚省市场监管局在数字经济工作中承担什么职责？",
    ],
)
def test_what_is_asked_for_must_be_there(index: Index, question: str) -> None:
    assert not ask(index, question).claims


def test_duty_is_that_of_the_body_asked_about(index: Index) -> None:
    answer = ask(index, "青岚省财政厅在数字经济工作中承担什么职责？")
    assert answer.claims and "省财政厅负责专项资金的监管" in answer.claims[0].text
    assert all("成员单位" not in claim.text for claim in answer.claims)


def test_plans_are_times() -> None:
    assert plan_years('到"十五五"末') == {2030}
    assert years_in('"十四五"期间新增3000个') == {2021, 2022, 2023, 2024, 2025}
    assert years_in('"十四五"期间,到2023年新增3000个') == {2023}
    assert years_in("按照“十四五”规划") == set()
