"""Statements put as questions (…，对吗？): the clause is held against what was said, by measure, year, bound and body."""

from pathlib import Path

import pytest

from answer import ask
from answer.evidence.coverage import Matter
from answer.evidence.judging import bears, judged
from answer.text.bounds import asks_bound, bounded
from answer.understand.premise import Says, premise
from index import Index
from policy import fold
from tests.index_kit import indexed

HOUSING = """柳河市青年公寓管理办法

第一条 为规范青年公寓管理，制定本办法。
第二条 青年公寓的租期不少于半年、不超过3年。押金不得超过一个月租金。
第三条 面向社会供应的青年公寓，租金应当在市场租金的九折以下。
第四条 市青年公寓工作领导小组办公室设在市住房城乡建设局，由分管住房的副市长任组长。
第五条 2027年底前公寓智能门锁覆盖率达到60%以上，2029年覆盖率达到100%。
第六条 入住补贴每人只可享受一次。获得补贴的住房两年内不得转让。
第七条 市财政局负责补贴资金保障，市发展改革委负责编制年度计划。
第八条 本办法自2026年5月1日起施行。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("premise")
    files: Path = folder / "files"
    files.mkdir()
    (files / "公寓.txt").write_text(HOUSING, "utf8")
    return indexed(folder, files)


@pytest.mark.parametrize(
    ("question", "lead", "quoted"),
    [
        ("柳河市青年公寓最短可以租6个月，对吗？", "对", "半年"),
        ("柳河市青年公寓最长可以租6个月，对吗？", "不对", "3年"),
        ("柳河市青年公寓的租金要在市场租金的90%以下，是这样吗？", "对", "九折"),
        ("柳河市青年公寓的租金要在市场租金的八折以下，对吗？", "不对", "九折"),
        ("柳河市青年公寓的押金最多可以收两个月租金，是吗？", "不对", "一个月租金"),
        ("柳河市青年公寓工作领导小组办公室设在市住建局，对吗？", "对", "市住房城乡建设局"),
        ("柳河市青年公寓工作领导小组办公室设在市发改委，对不对？", "不对", "市住房城乡建设局"),
        ("柳河市2027年底前公寓智能门锁覆盖率要达到100%，是吗？", "不对", "60%"),
        ("柳河市的入住补贴每人可以享受两次，对吗？", "不对", "一次"),
        ("柳河市青年公寓管理办法从2026年5月1日起施行，对吗？", "对", "2026年5月1日"),
    ],
)
def test_what_is_said_is_borne_out_or_put_right(index: Index, question: str, lead: str, quoted: str) -> None:
    answer = ask(index, question)
    assert answer.claims and answer.claims[0].lead == lead and quoted in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "柳河市青年公寓的物业费每平方米不超过2元，对吗？",
        "柳河市青年公寓的入住申请3天内办结，是吗？",
        "柳河市青年公寓评审小组由市长任组长，对吗？",
    ],
)
def test_a_clause_that_cannot_be_held_against_it_is_no_answer(index: Index, question: str) -> None:
    answer = ask(index, question)
    assert answer.status == "not_found" or answer.claims[0].lead in ("", "不对")
    assert not answer.claims or answer.claims[0].lead != "对"


@pytest.mark.parametrize(
    ("question", "says", "open_"),
    [
        ("办公室设在市发改委，对吗？", Says.OFFICE, "办公室设在哪个部门？"),
        ("领导小组由副市长任组长，是吗？", Says.OFFICE, "领导小组由谁担任组长？"),
        ("获得补贴的住房24个月内不能转让，是吗？", Says.FIGURE, "获得补贴的住房多久内不能转让？"),
        ("2022年底前编制四级清单，对吗？", Says.DATE, None),
        ("公寓可以养猫，对吗？", Says.STATEMENT, "公寓可以养猫吗？"),
        ("补贴可以享受两次，对吗？", Says.FIGURE, None),
    ],
)
def test_what_a_question_says_is_told_apart(question: str, says: Says, open_: str | None) -> None:
    given = premise(question)
    assert given and given.says is says and open_ in (None, given.question)


def verdict(index: Index, question: str, sentence: str) -> str:
    given = premise(question)
    assert given
    return judged(given, fold(sentence), Matter.of(fold(question), (), index))


def test_a_body_is_known_by_its_short_name_and_by_its_own_duty(index: Index) -> None:
    said = "市财政局负责补贴资金保障，市发展改革委负责编制年度计划。"
    assert verdict(index, "年度计划由市发改委负责，对吗？", said) == "对"
    assert verdict(index, "补贴资金保障由市发改委负责，对吗？", said) == "不对"
    assert verdict(index, "领导小组由市长任组长，对吗？", "由分管住房的副市长任组长。") == "不对"


def test_a_bound_the_other_way_and_a_lifted_limit_bear_nothing_out(index: Index) -> None:
    assert verdict(index, "押金至少一个月租金，对吗？", "押金不得超过一个月租金。") == ""
    assert verdict(index, "再次贷款要等一年，对吗？", "取消再次贷款须间隔12个月的限制。") == ""
    assert verdict(index, "再次贷款要等一年，对吗？", "再次贷款须间隔12个月。") == "对"


def test_the_longest_is_told_from_the_shortest_by_its_name(index: Index) -> None:
    said = "最短贷款期限为1年,最长贷款期限为20年,且贷款期限与房龄之和不得超过40年。"
    assert verdict(index, "贷款期限最长20年，对吗？", said) == "对"
    assert verdict(index, "贷款期限最短20年，对吗？", said) == "不对"


def test_of_cases_side_by_side_the_one_named_counts(index: Index) -> None:
    said = "城区职工提取额度提高至每人900元，城区以外县职工提取额度提高至每人700元。"
    assert verdict(index, "城区职工每人能提取900元，对吗？", said) == "对"


def test_of_a_list_the_item_with_the_thing_counted_counts(index: Index) -> None:
    said = "到2027年,新建60个“和风式”派出所、150个“和风式”司法所。"
    assert verdict(index, "新建60个和风式派出所，对吗？", said) == "对"
    assert verdict(index, "新建150个和风式派出所，对吗？", said) == "不对"
    assert verdict(index, "新开工改造12万户，对吗？", "全年新开工改造2万户、完成12万户。") == "不对"
    assert verdict(index, "上半年投资要完成800亿元，对吗？", "投资上半年完成300亿元,全年完成800亿元。") == "不对"
    degrees = "硕士、博士毕业生分别补贴3万元、5万元。"
    assert [verdict(index, f"硕士毕业生补贴{n}万元，对吗？", degrees) for n in (3, 5, 9)] == ["", "", "不对"]


def test_lengths_and_discounts_are_measures() -> None:
    found = [(m.unit, m.op, m.said) for _, _, m in bounded("租期不少于半年、不超过3年,按八五折以下收取")]
    assert found == [("月", ">=", "不少于半年"), ("月", "<=", "不超过3年"), ("%", "<=", "不超过八五折")]
    assert [asks_bound(q) for q in ("最短租多久", "上限是多少", "租多久", "最长和最短租期")] == [">=", "<=", "", ""]


def test_a_statement_without_a_kind_in_the_sentence_cannot_be_held_against_it() -> None:
    given = premise("申请3天内办结，是吗？")
    assert given and not bears(given, "申请材料应当真实。") and bears(given, "申请在5个工作日内办结。")
