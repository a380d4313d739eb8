"""Questions on the order of a procedure: what is read as one, what is asked, and what the check finds."""

import pytest

from exam import check, make, parse
from exam.procedure import procedures, steps_in
from exam.sentences import sentences
from policy import Document
from policy.exam import Item, ItemKind, Paper
from tests.exam_kit import Shelf, document, item, options, proof, sources

TEXTS = (
    (
        "第一条",
        "第一条 公开招聘工作人员，按照下列程序进行：\n（一）制定招聘方案；\n（二）公布招聘岗位；\n（三）审查应聘资格；\n（四）公示名单。",
    ),
    ("第二条", "第二条 对嫌疑人采取取保措施，应当由办案人员提出意见，部门负责人审核，检察长决定。"),
    ("第三条", "第三条 重大决策事项应当依法履行公众参与、专家论证、风险评估、合法性审查、集体讨论决定等程序，提高决策质量。"),
    ("第四条", "第四条 需要异地重建的公共设施，建设单位应当坚持先建设、后拆除的原则。"),
    ("第五条", "第五条 主管部门在作出许可决定前，应当征求申请人所在社区的意见。"),
)


def statute(*more: tuple[str, str], **changed: str) -> Document:
    texts = [(head, changed.get(head, text)) for head, text in TEXTS]
    return document("order.md", "青岚省岗位管理条例", [*texts, *more], region="青岚省", kind="条例")


def asked(doc: Document, seed: int = 1) -> list[Item]:
    return list(make(sources(doc), parse({"kinds": {"单选": 9}, "from": ["程序"], "seed": seed})).items)


def expanded(found: Item) -> list[str]:
    """The key in words: ②→① as the steps that the stem has under these numbers."""
    names = {c: text for c, text in zip("①②③④⑤", found.stem.split("：", 1)[-1], strict=False)}
    for c in "①②③④⑤":
        if c in found.stem:
            names[c] = found.stem.split(c, 1)[1].split("；")[0].split("。")[0]
    return [names.get(part, part) for part in found.key[0].split("→")]


@pytest.mark.parametrize("seed", range(6))
def test_each_form_has_its_clause_s_order_as_the_only_right_one(seed: int) -> None:
    doc = statute()
    items = asked(doc, seed)
    keys = {i.proofs[0].clause_id.split("#")[1]: i for i in items}
    assert set(keys) == {"第一条", "第二条", "第三条", "第四条", "第五条"}
    assert expanded(keys["第一条"]) == ["制定招聘方案", "公布招聘岗位", "审查应聘资格", "公示名单"]
    assert keys["第一条"].stem.startswith("根据《青岚省岗位管理条例》，公开招聘工作人员应当经过下列步骤：①")
    assert keys["第二条"].key == ("办案人员→部门负责人→检察长",)
    assert "提出意见、审核和决定的主体依次是" in keys["第二条"].stem
    assert expanded(keys["第三条"]) == ["公众参与", "专家论证", "风险评估", "合法性审查", "集体讨论决定"]
    assert keys["第四条"].key == ("先建设、后拆除",) and {o.text for o in keys["第四条"].options if not o.right} == {
        "先拆除、后建设", "建设与拆除同时进行", "建设与拆除不分先后",
    }  # fmt: skip
    assert keys["第五条"].key == ("前",) and "许可决定（　　），应当征求" in keys["第五条"].stem
    assert all(len(i.options) == 4 and sum(o.right for o in i.options) == 1 and i.tags[0] == "程序" for i in items)
    assert check(Shelf([doc]), Paper("卷", tuple(items))) == []


def test_steps_are_shown_out_of_their_order() -> None:
    for seed in range(8):
        found = next(i for i in asked(statute(), seed) if "公开招聘" in i.stem)
        assert found.key[0] not in ("①→②→③→④", "④→③→②→①")


@pytest.mark.parametrize(
    "text",
    [
        "第九条 听证按照下列程序进行：\n（一）听证应当公开举行；\n（二）当事人可以委托代理人；\n（三）当事人有权申请回避。",
        "第九条 对下列项目，可以简化审批程序：\n（一）扩建、改建项目；\n（二）规模较小的项目；\n（三）紧急建设的项目。",
        "第九条 规划按照下列程序编制：\n（一）需要使用耕地的，由县人民政府批准；\n（二）使用荒地的，由乡人民政府批准；\n（三）其他。",
    ],
)
def test_rules_and_alternatives_are_no_steps(text: str) -> None:
    doc = document("no.md", "青岚省听证办法", [("第九条", text)])
    assert list(procedures(doc.clauses[0])) == []


@pytest.mark.parametrize(
    "text",
    [
        "建设单位需要变更设计的，应当重新报审，不得先施工、后报批。",
        "采取先租赁后出让方式供应的，应当符合国家规定的条件。",
        "主管部门应当公开许可的权限、条件、标准、程序和期限。",
        "主管部门应当将诚信审核作为职称评定、岗位聘用、评选表彰等工作的必经程序。",
        "合同草案提交集体讨论前，应当组织合法性审查，未经审查，不得提交讨论。",
        "设施由建设单位提出方案，报主管部门备案，接受社会公众的监督。",
    ],
)
def test_sentences_without_an_order_of_three_or_a_rule_of_two(text: str) -> None:
    doc = document("no.md", "青岚省设施办法", [("第一条", f"第一条 {text}")])
    from exam.enumerations import members

    assert [s for said in sentences(doc.clauses[0]) for s in steps_in(said, members(said))] == []


def test_an_order_that_another_clause_turns_round_is_not_asked() -> None:
    other = ("第六条", "第六条 决策机关依法履行专家论证、公众参与、风险评估、合法性审查、集体讨论决定等程序。")
    assert not any("公众参与" in i.stem for i in asked(statute(other)))


STEM = (
    "根据《青岚省岗位管理条例》，公开招聘工作人员应当经过下列步骤：①公布招聘岗位；②制定招聘方案；③审查应聘资格。正确的先后顺序是（　　）。"
)
QUOTE = TEXTS[0][1].split(" ", 1)[1].removesuffix("。")


def by_hand(*orders: str, stem: str = STEM, doc: Document | None = None) -> Item:
    given = options(*orders)
    key = [o.text for o in given if o.right]
    return item(ItemKind.SINGLE, stem, key, options=given, proofs=(proof(doc or statute(), QUOTE),))


GOOD = ("*②→①→③", "①→②→③", "③→①→②")


def codes(found: Item, doc: Document | None = None) -> set[str]:
    return {f.code for f in check(Shelf([doc or statute()]), Paper("卷", (found,)))}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("", by_hand(*GOOD)),
        ("order_wrong", by_hand("*①→②→③", "③→②→①", "③→①→②")),
        ("order_supported", by_hand("*①→②→③", "②→①→③", "③→①→②")),
        ("steps_differ", by_hand("*②→①→③", "①→②→②", "③→①→②")),
        ("step_not_in_quote", by_hand(*GOOD, stem=STEM.replace("公布招聘岗位", "组织体检"))),
    ],
)
def test_the_check_of_an_order_by_hand(code: str, found: Item) -> None:
    assert codes(found) == {code} - {""} or code in codes(found) and code


def test_the_check_finds_an_order_that_has_come_to_be_contested_or_was_never_stated() -> None:
    turned = ("第七条", "第七条 紧急招聘时，公布招聘岗位，制定招聘方案，审查应聘资格，一并进行。")
    assert "order_contested" in codes(by_hand(*GOOD), statute(turned))
    bare = "机关应当制定招聘方案，公布招聘岗位，审查应聘资格"
    doc = document("order.md", "青岚省岗位管理条例", [("第一条", f"第一条 {bare}。")])
    found = item(ItemKind.SINGLE, STEM, ["②→①→③"], options=options(*GOOD), proofs=(proof(doc, bare),))
    assert codes(found, doc) == {"order_not_stated"}
