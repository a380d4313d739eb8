"""Who asks for the principles, the goals or the guiding thought of a document gets what stands under that heading, whole."""

import pytest

from answer import ask
from index import Index
from tests.index_kit import indexed

PLAN = """清河市低空经济产业发展行动计划

一、总体要求
（一）指导思想
坚持创新驱动，把低空经济打造成新的增长点。
（二）基本原则
——企业主体。发挥企业在技术攻关中的作用。
——安全优先。守住飞行安全底线。
——开放合作。引进国内外创新资源。
（三）发展目标
到2028年，全市低空经济规模持续扩大。
——主体培育。培育企业60家以上。
——设施建设。建成起降点120个。

二、重点任务
（一）建设起降设施。各县区每年建成起降点5个。
（二）培育应用场景。推广低空物流。

三、保障措施
建立市级协调机制，各县区落实属地责任。
"""
OTHER = """白石市智能家居产业发展行动计划

一、总体目标
到2027年，智能家居产业产值达到300亿元。

二、工作要求
各部门要加强协同，智能家居企业要落实主体责任。
"""


STAGES = """石门县法治建设实施方案

一、总体要求
（一）总体目标
到2026年，依法办事能力明显提升；到2027年，重点领域取得突破；到2028年底，基本完成各项任务。
（二）基本要求
坚持稳中求进。

二、主要任务
（一）规范执法。执法案卷合格率的目标是到2027年达到95%以上。
"""


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("stages")
    files = folder / "files"
    files.mkdir()
    (files / "石门.txt").write_text(STAGES, "utf8")
    return indexed(folder / "index", files)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("section")
    files = folder / "files"
    files.mkdir()
    (files / "低空.txt").write_text(PLAN, "utf8")
    (files / "家居.txt").write_text(OTHER, "utf8")
    return indexed(folder / "index", files)


@pytest.mark.parametrize(
    ("question", "begins", "ends", "clause"),
    [
        ("清河市低空经济的基本原则有哪些？", "——企业主体", "引进国内外创新资源。", "一/(二)"),
        ("清河市低空经济产业到2028年的发展目标是什么？", "到2028年", "建成起降点120个。", "一/(三)"),
        ("低空经济产业发展行动计划的指导思想是什么？", "坚持创新驱动", "新的增长点。", "一/(一)"),
        ("清河市低空经济产业的保障措施是什么？", "建立市级协调机制", "属地责任。", "三"),
        ("白石市智能家居产业的总体目标是什么？", "到2027年", "300亿元。", "一"),
    ],
)
def test_a_section_is_told_whole(index: Index, question: str, begins: str, ends: str, clause: str) -> None:
    answer = ask(index, question)
    assert answer.status == "answered"
    assert [c.clause.clause_id.split("#")[1] for c in answer.citations] == [clause]
    assert answer.citations[0].quote.startswith(begins) and answer.citations[0].quote.endswith(ends)


def test_the_goals_of_another_year_are_not_the_answer(index: Index) -> None:
    assert all("2028" not in c.text for c in ask(index, "清河市低空经济产业到2035年的发展目标是什么？").claims)


def test_one_figure_among_the_goals_is_answered_by_itself(index: Index) -> None:
    answer = ask(index, "清河市要培育低空企业多少家？")
    assert "60家" in answer.text and "起降点" not in answer.text


@pytest.mark.parametrize(
    "question, said, unsaid",
    [
        ("石门县方案的阶段目标是什么？", ["依法办事能力", "取得突破", "基本完成"], []),
        ("石门县到2027年要实现什么目标？", ["取得突破"], ["基本完成", "95%"]),
        ("石门县方案为2026年、2027年和2028年底各设定了什么阶段目标？", ["依法办事能力", "取得突破", "基本完成"], []),
        ("石门县法治建设2028年的目标是什么？", ["基本完成"], ["依法办事能力"]),
        ("What goals does Shimen county set for 2027?", ["取得突破"], ["基本完成"]),
        ("石门县执法案卷合格率的目标是什么？", ["95%"], ["取得突破"]),
    ],
)
def test_the_goals_of_a_year_are_the_steps_that_name_it(stages: Index, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = ask(stages, question)
    assert answer.status == "answered" and all(words in answer.text for words in said) and not any(words in answer.text for words in unsaid)


@pytest.mark.parametrize("question", ["石门县到2035年要实现什么目标？", "石门县到2027年人口要实现什么目标？"])
def test_goals_that_the_document_does_not_set_are_not_found(stages: Index, question: str) -> None:
    assert ask(stages, question).status == "not_found"
