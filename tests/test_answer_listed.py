"""Conditions, papers and standards: the whole list is the answer; and what the question asks for must be there."""

from pathlib import Path

import pytest

from answer import ask
from answer.evidence.suits import suits
from answer.text.sentences import sentences
from answer.text.years import of_relative_year
from answer.understand.kinds import Kind
from answer.understand.question import understand
from index import Index
from policy import Clause, DocumentInfo
from tests.index_kit import indexed

GRANT = """清河市返乡创业购房补贴实施办法

一、申请条件
（一）申请人为在清河市登记创业满一年的返乡人员。
（二）所购住房为家庭唯一住房。
（三）未享受过同类补贴。

二、补贴标准
（一）购买新建商品住房的，每套补贴8000元。
（二）购买二手住房的，每套补贴5000元。

三、补贴申请材料
（一）居民身份证。
（二）营业执照。
（三）购房合同和发票。

四、其他
各部门要做好政策宣传。
"""
RENT = """白石市保障性租赁住房管理办法

第一条 保障性租赁住房面向新市民供应。
第二条 保障性租赁住房的租金标准应当按照低于同地段市场租金确定。
第三条 有关部门应当对租金标准执行情况进行检查。
第四条 本办法由市住房保障部门负责解释。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("listed")
    files: Path = folder / "files"
    files.mkdir()
    (files / "补贴.txt").write_text(GRANT, "utf8")
    (files / "租赁.txt").write_text(RENT, "utf8")
    return indexed(folder, files)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("清河市购房补贴的申请条件是什么？", ("满一年", "唯一住房", "未享受过")),
        ("什么人能申请清河市的购房补贴？", ("返乡人员", "唯一住房")),
        ("在清河市申请购房补贴要带什么材料？", ("身份证", "营业执照", "购房合同和发票")),
        ("清河市申请购房补贴需要准备哪些材料？", ("身份证", "营业执照")),
        ("白石市保障性租赁住房的租金标准是什么？", ("低于同地段市场租金",)),
    ],
)
def test_the_whole_list_is_the_answer(index: Index, question: str, parts: tuple[str, ...]) -> None:
    answer = ask(index, question)
    assert all(part in answer.text for part in parts), answer.text
    texts = {d.source: index.document(d.source).text for d in index.documents()}
    assert all(texts[c.clause.source][c.start : c.end] == c.quote for c in answer.citations)


@pytest.mark.parametrize("question", ["白石市申请保障性租赁住房要带什么材料？", "白石市人才公寓的申请条件是什么？"])
def test_a_list_of_another_place_is_none(index: Index, question: str) -> None:
    assert ask(index, question).status == "not_found"


def fitness(question: str, text: str) -> float:
    asked = understand(question, question, ("清河市",))
    return suits(asked, sentences(Clause("x#1", "x", "x", ("（一）",), text, 0, len(text)))[0])


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        # the group whose learning is asked for
        ("清河市领导干部每年学法多少学时", "确保每名执法人员每年接受不少于60学时的培训。", False),
        ("清河市执法人员每年学法多少学时", "加强执法队伍建设,每人每年培训不少于60学时。", True),
        # the figure that is to be reached, and the deed
        ("清河市电子化率什么时候达到100%", "2027年电子化率达到90%。", False),
        ("清河市电子化率什么时候达到100%", "2029年电子化率实现全覆盖。", True),
        ("清河市人才公寓什么时候建成", "2027年起人才公寓免收租金。", False),
        ("清河市人才公寓什么时候建成", "2027年建成人才公寓300套。", True),
        # a year that something is measured from is not its time
        ("清河市律师什么时候翻一番", "律师总量较2021年翻一番。", False),
        ("清河市律师什么时候翻一番", "到2026年,律师总量较2021年翻一番。", True),
        ("清河市申请补贴要带什么材料", "享受全额补贴后,不再重复申请。", False),
        ("清河市的安家费是多少", "申请人年龄在40周岁以下,工作满3年。", False),
        ("清河市的安家费是多少", "博士每人30万元。", True),
        ("清河市的租金标准是什么", "租金标准按照低于市场租金的原则确定。", True),
        ("清河市公共租赁住房的租金标准是什么", "保障性租赁住房的租金标准按照低于市场租金确定。", False),
        ("清河市的租金标准是什么", "对租金标准执行情况进行检查。", False),
    ],
)
def test_what_the_question_asks_for_must_be_there(question: str, text: str, fits: bool) -> None:
    assert (fitness(question, text) > 0.1) is fits


def test_when_is_it_is_no_matter_of_the_question() -> None:
    asked = understand("清河市的电子化率是什么时候？", "清河市的电子化率是什么时候？", ("清河市",))
    assert asked.kind is Kind.TIME and asked.focus == "电子化率"


def test_last_year_is_the_year_before_the_document_is_of() -> None:
    report = DocumentInfo("x.txt", "2026年清河市政府工作报告", region="清河市")
    assert of_relative_year("去年新增就业多少人", "2025年新增就业3万人", report)
    assert of_relative_year("去年新增就业多少人", "过去一年,新增就业3万人", report)
    assert not of_relative_year("去年新增就业多少人", "今年新增就业4万人", report)
    assert not of_relative_year("前年新增就业多少人", "去年新增就业3万人", report)
    assert of_relative_year("新增就业多少人", "今年新增就业4万人", report)
    assert of_relative_year("什么时候报告上一年度的情况", "每年第一季度报告上一年度的情况", report)
