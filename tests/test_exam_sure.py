"""What is false is shut out by the source, and a case rests on one article alone."""

from random import Random

import pytest
from test_exam_false import statements

from exam import Sources, make, parse
from exam.bodies import embodied, who
from exam.check_pairs import gives_away
from exam.corpus import read_corpus
from exam.desk import Desk
from exam.evidence import Evidence
from exam.false import changes
from exam.make_case import case
from exam.practices import settled
from exam.said import paragraphs
from exam.sentences import exceptions, sentences
from exam.turns import turns
from policy.exam import Item, ItemKind
from tests.exam_kit import document, item, sources

LAW, PLAN = "青岚省窗口服务条例", "青岚省窗口服务行动计划"


def shelf_of(*clauses: tuple[str, str], title: str = LAW) -> Sources:
    return sources(document("one.md", title, list(clauses)))


def items(kind: str, *clauses: tuple[str, str], title: str = LAW) -> tuple[Item, ...]:
    return make(shelf_of(*clauses, title=title), parse({"kinds": {kind: 1}})).items


@pytest.mark.parametrize(
    "text",
    [
        "窗口建设要做到职责清楚、预期合理、流程透明。各窗口要做到设置均衡、分工合理、衔接顺畅。",
        "各窗口持续推行“一窗受理”服务，方便群众办事。各县区积极探索“一次办好”做法，压缩办理时间。",
    ],
)
def test_what_a_plan_asks_for_beside_others_is_not_exchanged(text: str) -> None:
    assert statements(text, "二、主要任务") == []


@pytest.mark.parametrize(("whole", "exchanged"), [("分为", True), ("要重点抓好", False)])
def test_a_member_is_exchanged_where_its_list_is_whole(whole: str, exchanged: bool) -> None:
    first = f"窗口工作{whole}前台受理、后台审批、统一出件，由登记中心组织实施。"
    shelf = shelf_of(
        ("一、办理", f"一、办理\n{first}"),
        ("二、监督", "二、监督\n各县区采取现场评价、公众审批、网上问询等方式，供申请人选择使用。"),
        title=PLAN,
    )
    desk = Desk(read_corpus(shelf, lambda _c: True, ["one.md"]), Evidence(shelf.library), Random(0))
    found = {c.pair for f in desk.corpus.facts if f.members for c in changes(f, desk) if c.sort == "member"}
    assert (("后台审批", "公众审批") in found) is exchanged


@pytest.mark.parametrize(
    "text",
    ["对申请人依法不予受理的，窗口单位应当说明理由", "处罚决定书面通知当事人的，不得收回", "依法不予退还费用时，窗口单位应当说明理由"],
)
def test_the_condition_of_a_duty_is_not_exchanged(text: str) -> None:
    assert [sort for *_, sort in turns(text) if sort != "time"] == []


def test_a_liability_is_denied_and_not_exchanged() -> None:
    text = "窗口单位受到处罚，其行为对他人造成损害的，应当依法承担民事责任"
    assert [(text[a:b], new) for a, b, new, _ in turns(text)] == [("应当依法承担", "不再承担")]
    assert [new for *_, new, _ in turns("窗口人员收受财物，构成犯罪的，依法追究刑事责任")] == ["可以不追究刑事责任"]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("各窗口以线上办理为主、线下办理为辅", "以线上办理为主、线下办理为辅", "以线下办理为主、以线上办理为辅"),
        ("凡没有依据的证明事项一律取消", "一律取消", "可以保留"),
        ("电子印章由登记中心统一认定", "统一", "分别"),
    ],
)
def test_what_shuts_the_other_out_is_turned(text: str, old: str, new: str) -> None:
    assert (old, new) in [(text[a:b], instead) for a, b, instead, _ in turns(text)]


DAYS = ("第九条", "第九条 本条例中“二日”“三日”的规定是指工作日，不含法定节假日。")


def test_days_that_are_working_days_may_be_called_so() -> None:
    (made,) = items("填空", ("第一条", "第一条 窗口单位收缴的费用，应当自收缴之日起二日内，交至指定的账户。"), DAYS)
    assert made.key == ("二日",) and {"两个工作日", "2个工作日", "二工作日"} <= {*made.also[0]}
    (other,) = items("填空", ("第一条", "第一条 窗口单位收缴的费用，应当自收缴之日起五日内，交至指定的账户。"), DAYS)
    assert other.key == ("五日",) and not any("工作日" in a for a in other.also[0])


def test_working_days_are_not_exchanged_for_days_that_mean_the_same() -> None:
    shelf = shelf_of(("第一条", "第一条 窗口单位应当在收到申请之日起三个工作日内答复申请人。"), DAYS)
    assert Evidence(shelf.library).workdays("one.md") == {2.0, 3.0}
    found = make(shelf, parse({"kinds": {"判断": 2}})).items
    assert not any(i.change and i.change[1] == "日" for i in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("窗口单位应当自受理之日起三十日内办结登记。法律、法规另有规定的，从其规定。", "（法律、法规另有规定的除外）"),
        ("窗口单位应当自受理之日起三十日内办结登记。情况复杂的，可以延长至六十日。", "（依法延长的除外）"),
        ("窗口单位应当自受理之日起三十日内办结登记。但是，申请人不配合的，不在此限。", "（条文另定的例外情形除外）"),
        ("窗口单位应当自受理之日起三十日内办结登记。", ""),
    ],
)
def test_an_exception_behind_a_sentence_is_told_in_the_stem(text: str, told: str) -> None:
    shelf = shelf_of(("第一条", f"第一条 {text}"))
    assert exceptions(sentences(shelf.library.clauses("one.md")[0])[0]) == told
    (made,) = items("填空", ("第一条", f"第一条 {text}"))
    assert made.stem.rstrip("。").endswith(told or "登记")


def test_an_answer_does_not_point_at_other_articles() -> None:
    lead = "第一条 窗口单位有下列情形之一的，由主管部门责令改正：\n（一）未公示收费标准的；\n（二）无故拒绝受理的；\n"
    (made,) = items("简答", ("第一条", f"{lead}（三）未当场出具凭证的。"))
    assert made.stem.endswith("窗口单位有哪些情形之一的，由主管部门责令改正？")
    assert items("简答", ("第一条", f"{lead}（三）违反本条例第二条规定的。")) == ()


RULE = "拟新设收费项目的，窗口单位应当通过听证会、论证会等形式广泛听取意见。"


def practices_of(*clauses: tuple[str, str]) -> str:
    shelf = shelf_of(*clauses)
    desk = Desk(read_corpus(shelf, lambda _c: True, ["one.md"]), Evidence(shelf.library), Random(0))
    return "".join(i.stem for f in desk.corpus.facts for i in case(f, desk))


def test_a_deed_that_two_articles_rule_on_makes_no_case() -> None:
    rest = (("第三条", "第三条 窗口单位不得向申请人收取押金。"), ("第四条", "第四条 登记机关应当将委托书向社会公布。"))
    once = practices_of(("第一条", f"第一条 省级窗口新设收费的程序如下。{RULE}"), *rest)
    twice = practices_of(("第一条", f"第一条 {RULE}"), ("第二条", f"第二条 {RULE}"), *rest)
    assert "听证会" in once
    assert twice and "听证会" not in twice


@pytest.mark.parametrize(
    ("told", "done"),
    [
        ("某执法人员在调查或者进行检查时，未出示证件", "某执法人员在调查时，未出示证件"),
        ("某窗口人员未向申请人或者有关人员出示证件", "某窗口人员未向申请人或者有关人员出示证件"),
        ("某窗口单位未经主任或者副主任批准，就停止办理", ""),
    ],
)
def test_what_was_left_undone_keeps_its_alternatives(told: str, done: str) -> None:
    assert settled(told) == done


def test_who_acts_is_named() -> None:
    assert who("合同签订和履行机关") != "有关单位" and who("签订和履行机关") == "某签订机关" and who("有关窗口单位") == "某窗口单位"
    plan, law = (
        paragraphs(shelf_of(("第一条", "第一条 窗口单位应当公示。"), title=t).library.clauses("one.md")[0])[0] for t in (PLAN, LAW)
    )
    assert embodied(law, "某某未公示收费项目") == "" and embodied(law, "某窗口单位未公示") == "某窗口单位未公示"
    assert plan.clause.path == law.clause.path
    shelf = shelf_of(("三、规范收费", "三、规范收费\n窗口单位要公示收费项目。"), title=PLAN)
    said = paragraphs(shelf.library.clauses("one.md")[0])[0]
    assert embodied(said, "某某下达罚没指标") == "某行政执法机关下达罚没指标"
    assert embodied(said, "某部门未公示收费项目") == "某政府部门未公示收费项目"


def test_a_case_tells_what_was_done_and_not_that_it_was_wrong() -> None:
    found = items(
        "案例分析",
        ("一、规范收费", "一、规范收费\n严禁下达或者变相下达收费指标。"),
        ("二、规范办理", "二、规范办理\n不得以信访件数代替服务评价。"),
        ("三、规范行为", "三、规范行为\n严禁违规增设办理环节和申请条件。"),
        title=PLAN,
    )
    text = "".join(i.stem for i in found if i.kind == ItemKind.CASE)
    assert "变相" not in text and "违规" not in text and "有关单位" not in text


def test_a_blank_is_not_told_by_another_document_that_says_the_same() -> None:
    asked = item(ItemKind.BLANK, "根据《青岚省规划》，坚持____与智能创新相结合，方便老年人办事。", ["传统服务"])
    teller = item(ItemKind.BLANK, "根据《云岫市规划》，坚持传统服务与____相结合，保障基本需要。", ["智能创新"])
    other = item(ItemKind.BLANK, "根据《云岫市规划》，改进传统服务项目，设置____。", ["辅导岗位"])
    assert gives_away(asked, teller) and not gives_away(other, asked)
