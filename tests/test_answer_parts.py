"""The parts of answering that need no index: figures, times, the reading of a question, sentences, targets."""

import pytest

from answer.ledger.targets import targets
from answer.text.amounts import amounts, moments
from answer.text.sentences import sentences
from answer.text.years import speaks_of, years_in
from answer.understand.kinds import Kind
from answer.understand.library import library
from answer.understand.question import understand
from answer.understand.scope import Scope, scopes
from policy import Clause, DocumentInfo, fold

REGIONS = ("青岚省", "云岫市", "石溪县", "全国")


def clause(text: str) -> Clause:
    return Clause("a.txt#一", "a.txt", "示例", ("一、总则",), text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("到2030年，律师万人比不低于5.2。", ["5.2"]),
        ("2027年底前实现持证率百分之九十五以上", ["百分之九十五"]),
        ("每年举办两期以上讲座，每人不少于60学时", ["两期", "60学时"]),
        ("第三条规定的第一责任人", []),
        ("处二百元以上二千元以下罚款", ["二百元", "二千元"]),
        ("覆盖率达到８０％至９０％", ["80%至90%"]),
    ],
)
def test_figures(text: str, figures: list[str]) -> None:
    folded = fold(text)
    assert [folded[a.start : a.end] for a in amounts(folded)] == figures


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("到2025年年底前完成", ["到2025年年底前"]),
        ("签订后15个工作日内备案", ["后15个工作日内"]),
        ("每年第一季度报告", ["每年第一季度"]),
        ("2026年3月1日起施行", ["2026年3月1日起"]),
        ("自一九九三年十一月二十一日起施行", ["自一九九三年十一月二十一日起"]),
        ("到二〇二八年底完成", ["到二〇二八年底"]),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    folded = fold(text)
    assert [folded[m.start : m.end] for m in moments(folded)] == times


@pytest.mark.parametrize(
    ("asked", "kind", "unit", "places", "years"),
    [
        ("到2030年青岚省案卷合格率要达到多少？", Kind.NUMBER, "%", ("青岚省",), (2030,)),
        ("石溪县的合同备案要在多少个工作日内完成？", Kind.TIME, "工作日", ("石溪县",), ()),
        ("云岫市由哪些单位牵头？", Kind.WHO, "", ("云岫市",), ()),
        ("会议纪要能不能当执法依据？", Kind.RULE, "", (), ()),
        ("什么是“一窗两办”？", Kind.MEANING, "", (), ()),
        ("各地对讲座次数的要求是什么？", Kind.COMPARE, "", (), ()),
        ("四川省的目标是多少？", Kind.NUMBER, "", ("四川省",), ()),
        ("青岚省南浦县的合格率目标是多少？", Kind.NUMBER, "%", ("南浦县",), ()),
        ("青岚省先行县的合格率目标是多少？", Kind.NUMBER, "%", ("青岚省",), ()),
        ("东川县每个乡镇配几名代办员？", Kind.NUMBER, "名", ("东川县",), ()),
        ("青嵐省什麼時候建成平台？", Kind.TIME, "", ("青岚省",), ()),
    ],
)
def test_understanding(asked: str, kind: Kind, unit: str, places: tuple[str, ...], years: tuple[int, ...]) -> None:
    question = understand(asked, asked, REGIONS)
    assert (question.kind, question.unit, question.places, question.years) == (kind, unit, places, years)


def test_the_focus_keeps_the_matter_and_drops_the_asking() -> None:
    assert understand("到2030年青岚省的律师万人比要达到多少？", "到2030年青岚省的律师万人比要达到多少？", REGIONS).focus == "律师万人比"
    assert "会议纪要" in understand("会议纪要能不能当执法依据？", "会议纪要能不能当执法依据？", REGIONS).focus


def test_sentences_keep_a_list_whole_and_know_fields() -> None:
    text = "（一）加强培训。有下列情形之一的，不予受理：（一）材料不全的；（二）超过期限的。\n"
    text += "责任单位：县司法局牵头，县财政局参加。\n进度安排：2027年底前完成。"
    found = sentences(clause(text))
    assert [s.text for s in found] == [
        "加强培训。",
        "有下列情形之一的，不予受理：（一）材料不全的；（二）超过期限的。",
        "责任单位：县司法局牵头，县财政局参加。",
        "进度安排：2027年底前完成。",
    ]
    assert [s.field for s in found] == ["", "", "责任单位", "进度安排"]
    assert all(clause(text).slice(s.start, s.end) == s.text for s in found)


def test_targets_share_deadline_and_verb() -> None:
    text = "到2030年，服务知晓率达到100%、满意率达到90%以上，新建60个司法所、150个调解室。"
    found = [(t.indicator, t.op, t.value, t.unit, t.deadline) for t in targets(clause(text))]
    assert found[:2] == [("服务知晓率", "=", "100", "%", "到2030年"), ("满意率", ">=", "90", "%", "到2030年")]
    assert [(v, u) for _, _, v, u, _ in found[2:]] == [("60", "个"), ("150", "个")]


def test_no_target_where_no_figure_is_set() -> None:
    assert targets(clause("培育一批示范项目，落实《规划（2021—2025年）》，完善“三个一”机制。")) == []


def test_years() -> None:
    info = DocumentInfo("a.txt", "纲要", years=(2021, 2025))
    assert years_in(fold("2021—2023年完成《规划（2016—2020年）》")) == {2021, 2022, 2023}
    assert speaks_of((2025,), "到2025年达到95%", info) and not speaks_of((2030,), "到2025年达到95%", info)
    assert speaks_of((2024,), "达到95%", info) and not speaks_of((2026,), "达到95%", info)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("国家定的时间和云岫定的时间各是哪一年？", ["", "云岫市"]),
        ("国家和云岫市的目标各是多少？", ["", "云岫市"]),
        ("云岫市怎么落实国家的要求？", ["云岫市"]),
    ],
)
def test_the_nation_beside_a_place_is_asked_about_by_itself(question: str, places: list[str]) -> None:
    here = library(
        (
            DocumentInfo("纲要.txt", "法治政府建设实施纲要", region="全国", level="国家"),
            DocumentInfo("意见.txt", "实施意见", region="云岫市", level="市"),
        )
    )
    assert [scope.place for scope in scopes(understand(question, question, here.regions), here, {})] == places


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("北京市东城区的停车费标准是多少？", ["东城区"]),
        ("北京东城区的停车费标准是多少？", ["东城区"]),
        ("北京市和东城区的停车费标准各是多少？", ["北京市", "东城区"]),
        ("北京市的停车费标准是多少？", ["北京市"]),
    ],
)
def test_a_place_named_right_behind_the_wider_one_is_asked_about_alone(question: str, places: list[str]) -> None:
    here = library(
        (DocumentInfo("市.txt", "停车办法", region="北京市", level="省"), DocumentInfo("区.txt", "停车通告", region="东城区", level="县"))
    )
    assert [scope.place for scope in scopes(understand(question, question, here.regions), here, {})] == places


def test_a_site_or_school_that_bears_a_place_s_name_does_not_speak_of_the_place() -> None:
    scope = Scope("青岚省", frozenset())
    assert scope.is_spoken_of("青岚省各县应当公开目录。") and scope.is_spoken_of("支持青岚建设示范区,依托青岚政务服务网公开。")
    assert not scope.is_spoken_of("依托青岚政务服务网公开职能。") and not scope.is_spoken_of("与青岚大学合作办学。")
