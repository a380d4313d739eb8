"""The forms of items: four options, one alternative in a case, spellings of a blank, the statement that is wrong."""

from random import Random

import pytest

from exam import check, make, parse
from exam.corpus import read_corpus
from exam.desk import Desk
from exam.evidence import Evidence
from exam.false import changes
from exam.make_text import spellings
from exam.points import Point, idle
from exam.practices import settled
from policy import Document
from policy.exam import Item, ItemKind, Paper
from tests.exam_kit import Shelf, document, item, law, options, plan, sources


@pytest.mark.parametrize(
    ("told", "done"),
    [
        ("合同订立、变更、终止（解除）后第20个工作日才备案", "合同订立后第20个工作日才备案"),
        ("某申请人到窗口或者通过网络支付系统缴纳费用", "某申请人到窗口缴纳费用"),
        ("某单位将事项提交主任会议或主任办公会议研究", "某单位将事项提交主任会议研究"),
        ("某单位随意变更或者停止执行", "某单位随意变更"),
        ("某单位下达或者变相下达收费指标", "某单位下达收费指标"),
        ("某单位未公示收费项目", "某单位未公示收费项目"),
        ("某单位向主管的甲或者更高的乙汇报情况", ""),
    ],
)
def test_a_case_tells_of_one_alternative(told: str, done: str) -> None:
    assert settled(told) == done


def figure(text: str, number: str, unit: str) -> Point:
    return Point("figure", 0, len(text), text, number, unit)


def test_the_whole_is_accepted_in_every_spelling() -> None:
    whole = figure("100%", "100", "%")
    assert set(spellings(whole, "覆盖")) == {"百分之一百", "百分之百", "全", "全部", "全面"}
    assert set(spellings(whole, "以上")) == {"百分之一百", "百分之百"}
    assert "百分之百" not in spellings(figure("90%", "90", "%"), "覆盖")
    assert "40个学时" in spellings(figure("40学时", "40", "学时"))


def test_a_number_that_says_nothing_is_not_asked() -> None:
    assert idle("两个以上机关都有管辖权的", Point("figure", 0, 2, "两个", "两", "个"))
    assert not idle("每年举办至少两次培训", Point("figure", 6, 8, "两次", "两", "次"))
    text = "第一条 对申请人的同一个违规行为，登记机关不得给予两次以上罚款的处罚。"
    shelf = sources(document("one.md", "青岚省窗口服务条例", [("第一条", text)]))
    assert make(shelf, parse({"kinds": {"填空": 1, "单选": 1}})).items == ()


def test_of_two_members_that_go_together_one_is_left_blank() -> None:
    text = "一、总体要求\n坚持便民利企与规范管理相结合，充分保障老年人和残疾人办理登记的需要。"
    shelf = sources(document("one.txt", "青岚省窗口服务行动计划", [("一、总体要求", text)]))
    assert {len(i.key) for seed in range(4) for i in make(shelf, parse({"kinds": {"填空": 1}, "seed": seed})).items} == {1}


def test_every_choice_has_four_options_or_more() -> None:
    for seed in range(5):
        paper = make(sources(), parse({"kinds": {"单选": 9, "多选": 6}, "seed": seed}))
        assert all(len(i.options) >= 4 for i in paper.items)


RULES = (
    "窗口单位应当公示收费项目和收费标准",
    "窗口单位的主要负责人对服务质量负总责",
    "登记信息应当以书面形式告知申请人本人",
    "投诉事项由受理投诉的机构逐件核实答复",
    "受托单位以委托机关名义办理登记和发证",
)


def statute() -> Document:
    return document(
        "one.md", "青岚省窗口服务条例", [(f"第{n}条", f"第{n}条 {text}。") for n, text in zip("一二三四五", RULES, strict=True)]
    )


def wrong_one() -> Item:
    found = (
        i
        for seed in range(12)
        for i in make(sources(statute()), parse({"kinds": {"单选": 1}, "seed": seed})).items
        if "说法错误的是" in i.stem
    )
    return next(found)


def test_the_wrong_statement_is_one_that_no_clause_says() -> None:
    made = wrong_one()
    assert len(made.options) == 4 and made.key[0] not in RULES
    assert {o.text for o in made.options if not o.right} < set(RULES)
    assert check(Shelf([statute()]), Paper("卷", (made,))) == []


def test_the_check_finds_a_wrong_statement_that_is_right_and_a_right_one_that_is_not() -> None:
    doc = statute()
    stem = "根据《青岚省窗口服务条例》，下列说法错误的是（　　）。"
    texts = [f"*{RULES[0]}", RULES[1], RULES[2], "投诉事项由申请人所在单位的负责人代为答复"]
    proofs = tuple(p for text in RULES[:3] for p in item(ItemKind.SINGLE, stem, (), text, doc).proofs)
    own = item(ItemKind.SINGLE, stem, (RULES[0],), options=options(*texts), proofs=proofs)
    assert {f.code for f in check(Shelf([doc]), Paper("卷", (own,)))} == {"false_is_true", "true_not_supported"}


def test_few_statements_are_false_by_their_word_of_duty() -> None:
    paper = make(sources(law(), plan()), parse({"kinds": {"判断": 6}}))
    duty = [i for i in paper.items if i.change and i.change[0] in ("应当", "可以", "不得")]
    assert len(duty) <= 2


def test_a_desk_keeps_what_is_the_same_for_a_fact() -> None:
    shelf = sources(statute())
    desk = Desk(read_corpus(shelf, lambda _c: True, ["one.md"]), Evidence(shelf.library), Random(0))
    fact = desk.corpus.facts[0]
    assert changes(fact, desk) == changes(fact, desk)
