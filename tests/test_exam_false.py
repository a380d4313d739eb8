"""False statements are really false: they contradict, and are not implied by what the document says."""

from random import Random

import pytest

from exam import make, parse
from exam.bounds import allowed
from exam.corpus import read_corpus
from exam.desk import Desk
from exam.evidence import Evidence, alike
from exam.facts import facts
from exam.false import changes
from exam.numbers import neighbours
from exam.points import dates, figures
from exam.said import paragraphs
from exam.sentences import sentences
from exam.turns import turns
from tests.exam_kit import document, sources


def statements(text: str, head: str = "第一条") -> list[tuple[str, str]]:
    """(what the clause says, what a false statement says in its place) for all changes of a clause."""
    body = f"{head} {text}" if head.startswith("第") else f"{head}\n{text}"
    shelf = sources(document("one.md", "青岚省窗口服务条例" if head.startswith("第") else "青岚省窗口服务行动计划", [(head, body)]))
    (clause,) = shelf.library.clauses("one.md")
    desk = Desk(read_corpus(shelf, lambda _c: True, ["one.md"]), Evidence(shelf.library), Random(0))
    return list(dict.fromkeys(c.pair for f in facts(clause, shelf) for c in changes(f, desk)))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("窗口单位应当公示收费项目和收费标准。", ("应当", "可以不")),
        ("窗口单位不得因申请人投诉而拖延办理。", None),  # nobody would take it for allowed
        ("窗口单位不得向申请人收取押金和保证金。", ("不得", "可以")),
        ("申请人可以委托代理人办理登记手续。", ("可以", "不得")),
        ("窗口单位应当依法公示收费项目和标准。", ("应当依法", "可以不")),
    ],
)
def test_a_word_of_duty_is_turned_into_what_contradicts_it(text: str, pair: tuple[str, str] | None) -> None:
    found = statements(text)
    assert (pair in found) if pair else found == []
    assert ("应当", "可以") not in found and ("必须", "可以") not in found


@pytest.mark.parametrize(
    "text",
    [
        "除法律另有规定外，严禁窗口单位要求申请人提交重复材料。",
        "窗口单位应当建立回访制度，听取申请人意见，改进服务。",  # 可以不 would govern the rest too
        "未经申请人同意，窗口单位应当组织听证。",
        "延期办理的，经申请人申请和负责人批准，可以暂缓缴纳费用。",
    ],
)
def test_no_duty_is_turned_where_the_sentence_would_contradict_itself(text: str) -> None:
    assert [p for p in statements(text) if p[0] in ("应当", "严禁", "可以")] == []


@pytest.mark.parametrize(
    ("text", "old", "fits", "implied"),
    [
        ("每年举办培训班6个以上", 6, 8, 5),
        ("每年接受不少于40学时的业务培训", 40, 48, 30),
        ("应当在收到申请之日起十五日内作出决定", 15, 10, 20),
        ("备案纠错率低于3%", 3, 2, 4),
        ("不满14周岁的未成年人申请的，由监护人代为办理", 14, 16, 12),
        ("不得给予3次以上罚款", 3, 2, 4),
    ],
)
def test_another_figure_is_not_implied_by_the_one_that_stands(text: str, old: int, fits: int, implied: int) -> None:
    shelf = sources(document("one.md", "青岚省窗口服务条例", [("第一条", f"第一条 {text}。")]))
    (clause,) = shelf.library.clauses("one.md")
    said = paragraphs(clause)[0]
    point = next(p for p in figures(said))
    assert allowed(said.text, point, old, fits) and not allowed(said.text, point, old, implied)


def test_another_age_is_one_that_people_reach_and_rules_name() -> None:
    assert neighbours(70, "周岁")[:3] == [65, 75, 60]


def test_a_date_is_moved_to_an_earlier_year() -> None:
    shelf = sources(
        document("one.txt", "青岚省规划（2021—2025年）", [("一、目标", "一、目标\n到2024年底前基本建成全省统一的窗口服务平台。")])
    )
    (clause,) = shelf.library.clauses("one.txt")
    said = sentences(clause)[0]
    at = dates(said)[0]
    assert allowed(said.text, at, 2024, 2023) and not allowed(said.text, at, 2024, 2025)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("情节轻微的，应当从轻或者减轻行政处罚", "从轻或者减轻行政处罚", "从重处罚"),
        ("当事人逾期不改正的，不予受理申请", "不予", "应当予以"),
        ("对重大事项，窗口单位负责人应当集体讨论决定", "集体讨论决定", "单独决定"),
        ("各窗口每年组织两次业务培训", "每年", "每半年"),
        ("到2027年基本建成统一的服务平台", "基本", "全面"),
        ("以公开为常态、不公开为例外推进窗口建设", "公开为常态、不公开为例外", "不公开为常态、公开为例外"),
        ("执法人员应当主动向申请人出示证件", "主动", "根据要求"),
        ("受托单位以委托机关名义办理登记", "以委托机关名义", "以自己的名义"),
        ("窗口单位在作出决定之前，应当听取申请人意见", "之前", "之后"),
        ("五个工作日内答复申请人", "个工作日", "日"),
    ],
)
def test_what_follows_who_how_often_and_how_far_are_turned(text: str, old: str, new: str) -> None:
    assert (old, new) in [(text[start:end], instead) for start, end, instead, _ in turns(text)]


@pytest.mark.parametrize("text", ["窗口单位在作出决定之前，应当告知拟作出的决定", "每年12月公布情况", "各级窗口不基本建成平台"])
def test_what_would_tell_itself_or_make_no_sense_is_not_turned(text: str) -> None:
    assert list(turns(text)) == []


def test_a_turned_word_is_no_other_spelling() -> None:
    said = "窗口单位应当定期组织评估服务质量和办理时限并向社会公布评估结果和改进措施"
    assert not alike(said.replace("定期", "不定期"), said) and alike(said, said)


@pytest.mark.parametrize(
    "text",
    [
        "登记适用受理时的收费标准和办理程序。但是，办理时标准已经降低的，适用新的标准。",
        "登记由窗口所在地的登记机关负责办理并公示。法律、行政法规另有规定的，从其规定。",
        "登记证书应当在办结后当场交付申请人；申请人不在场的，窗口单位应当在七日内送达。",
        "登记自受理之日起十日内办结并当场交付证书。情况复杂的，可以延长至二十日。",
    ],
)
def test_a_sentence_that_the_next_one_limits_is_not_the_whole_truth(text: str) -> None:
    shelf = sources(document("one.md", "青岚省窗口服务条例", [("第一条", f"第一条 {text}")]))
    (clause,) = shelf.library.clauses("one.md")
    assert sentences(clause)[0].limited
    assert [p for p in statements(text) if p[0] in ("当场", "应当")] == []


def test_a_figure_of_a_limited_sentence_may_be_asked_but_not_judged() -> None:
    shelf = sources(
        document("one.md", "青岚省窗口服务条例", [("第一条", "第一条 窗口单位应当自受理登记申请之日起十日内办结。情况复杂的，可以延长。")])
    )
    assert make(shelf, parse({"kinds": {"判断": 1}})).items == ()
    assert [i.key for i in make(shelf, parse({"kinds": {"填空": 1}})).items] == [("十日",)]


def test_closings_and_what_a_plan_says_of_itself_are_not_asked() -> None:
    text = "各部门要压实责任、狠抓落实，确保各项任务落到实处。到2027年，基本完成本方案确定的各项目标。窗口单位应当公示收费项目和标准。"
    shelf = sources(document("one.txt", "青岚省窗口服务行动计划", [("三、组织实施", f"三、组织实施\n{text}")]))
    (clause,) = shelf.library.clauses("one.txt")
    assert [s.text for s in sentences(clause)] == ["窗口单位应当公示收费项目和标准"]
