"""The check finds each fault of a paper, and none in a good one."""

import math
from dataclasses import replace

import pytest

from exam import check, flagged
from policy.exam import Item, ItemKind, Paper
from tests.exam_kit import Shelf, item, law, options, plan

SINGLE, MULTIPLE, JUDGE, BLANK, SHORT = ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.TRUE_FALSE, ItemKind.BLANK, ItemKind.SHORT
LIMIT = "申请人应当自取得许可之日起三十日内办理登记手续"
ASKED = "根据《青岚省河道管理条例》，申请人应当自取得许可之日起（　　）内办理登记手续。"
CUT = "根据《青岚省河道管理条例》，申请人应当自取得许可之日起____内办理登记手续。"
PAPERS = "申请采砂许可，应当提交下列材料：\n（一）采砂申请书；\n（二）采砂范围图；\n（三）环境影响报告；\n（四）安全作业方案"
PAPERS_ASKED = "根据《青岚省河道管理条例》，申请采砂许可，应当提交下列哪些材料？（　　）"
BRIBE = "河道管理人员不得收受服务对象的财物"


def single(**more: object) -> Item:
    fields: dict[str, object] = {"options": options("*三十日", "十五日", "六十日", "九十日")} | more
    return item(SINGLE, ASKED, ["三十日"], LIMIT, **fields)


def multiple(*texts: str, key: tuple[str, ...] = ("采砂申请书", "采砂范围图")) -> Item:
    return item(MULTIPLE, PAPERS_ASKED, key, PAPERS, options=options(*texts))


def judge(statement: str, key: str, change: tuple[str, str] | None = None, quote: str = BRIBE, **more: object) -> Item:
    return item(JUDGE, f"《青岚省河道管理条例》规定，{statement}。", [key], quote, change=change, **more)


GOOD = (
    single(),
    multiple("*采砂申请书", "*采砂范围图", "身份证明文件", "施工进度计划"),
    judge(BRIBE, "对"),
    judge("河道管理人员可以收受服务对象的财物", "错", ("不得", "可以")),
    item(BLANK, CUT, ["三十日"], LIMIT, also=(("30日",),)),
    item(SHORT, "根据《青岚省河道管理条例》，什么是“河道管理”？", ["对河道的整治、利用、保护以及防汛安全实施监督的活动"],
         "对河道的整治、利用、保护以及防汛安全实施监督的活动"),
)  # fmt: skip


def codes(*items: Item, shelf: Shelf | None = None) -> set[str]:
    return {f.code for f in check(shelf or Shelf([law(), plan()]), Paper("试卷", items))}


@pytest.mark.parametrize("good", GOOD, ids=lambda i: i.kind.value + i.key[0][:4])
def test_nothing_is_found_in_a_good_item(good: Item) -> None:
    assert codes(good) == set()


BAD = [
    ("empty_stem", replace(GOOD[0], stem="　 ")),
    ("leaning_stem", judge("上述人员不得收受服务对象的财物", "对", origin="own")),
    ("empty_key", replace(GOOD[4], key=("",))),
    ("bad_points", single(points=0)),
    ("bad_points", single(points=math.nan)),
    ("bad_judgement", judge(BRIBE, "正确")),
    ("no_proof", item(SINGLE, ASKED, ["三十日"], options=options("*三十日", "十五日", "六十日"))),
    ("key_not_carried", item(SINGLE, ASKED, ["四十日"], LIMIT, options=options("*四十日", "十五日", "六十日"))),
    ("key_not_carried", item(SINGLE, ASKED, ["三十个工作日"], LIMIT, options=options("*三十个工作日", "十五日", "六十日"))),
    ("key_not_carried", item(SHORT, "简述对河道管理人员的要求。", ["河道管理人员可以收受服务对象的财物"], BRIBE)),
    ("key_not_carried", item(SHORT, "简述对河道管理人员的要求。", ["河道管理人员每年接受40学时培训"], BRIBE)),
    ("key_not_carried", item(SHORT, "简述对河道管理人员的要求。", ["坚持绿色发展，统筹山水林田湖草"], BRIBE)),
    ("blank_count", item(BLANK, CUT, ["三十日", "登记"], LIMIT)),
    ("blank_not_in_quote", item(BLANK, CUT, ["一个月左右"], LIMIT)),
    ("key_in_stem", item(BLANK, CUT + "（提示：三十日）", ["三十日"], LIMIT)),
    ("right_count", single(options=options("*三十日", "*十五日", "六十日"))),
    ("right_count", multiple("*采砂申请书", "身份证明文件", "施工进度计划", key=("采砂申请书",))),
    ("no_wrong_option", multiple("*采砂申请书", "*采砂范围图", "*环境影响报告", key=("采砂申请书", "采砂范围图", "环境影响报告"))),
    ("key_mismatch", single(options=options("三十日", "*十五日", "六十日"))),
    ("option_count", single(options=options("*三十日", "十五日"))),
    ("options_equal", single(options=options("*三十日", "十五日", "15日"))),
    ("option_empty", single(options=options("*三十日", "十五日", " "))),
    ("catch_all", single(options=options("*三十日", "十五日", "以上都对"))),
    ("distractor_supported", multiple("*采砂申请书", "*采砂范围图", "环境影响报告", "施工进度计划")),
    ("length_gives_away", item(SINGLE, "根据《青岚省河道管理条例》，河道管理是指（　　）。",
        ["对河道的整治、利用、保护以及防汛安全实施监督的活动"], "对河道的整治、利用、保护以及防汛安全实施监督的活动",
        options=options("*对河道的整治、利用、保护以及防汛安全实施监督的活动", "清淤", "采砂", "航运"))),
    ("options_not_wanted", replace(GOOD[4], options=options("*三十日", "十五日"))),
    ("true_not_supported", judge("河道管理人员可以收受服务对象的财物", "对")),
    ("true_not_supported", judge("申请人应当自取得许可之日起六十日内办理登记手续", "对", quote=LIMIT)),
    ("false_is_true", judge(BRIBE, "错", ("可以", "不得"))),
    ("false_is_true", judge("申请人应当自取得许可之日起30日内办理登记手续", "错", None, LIMIT)),
    ("change_missing", judge("河道管理人员可以收受服务对象的财物", "错", origin="made")),
    ("change_none", judge("申请人应当自取得许可之日起九十日内办理登记手续", "错", ("三十日", "30日"), LIMIT)),
    ("change_unclear", judge("河道管理人员可以收受单位的财物", "错", ("不得", "可以"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "bad"), BAD, ids=[f"{c}-{n}" for n, (c, _) in enumerate(BAD)])
def test_each_fault_is_found(code: str, bad: Item) -> None:
    assert code in codes(bad)


def test_what_became_of_the_documents() -> None:
    good = GOOD[0]
    assert codes(good, shelf=Shelf([plan()])) == {"document_gone"}
    assert codes(good, shelf=Shelf([replace(law(), clauses=(), text="")])) == {"clause_gone"}
    reworded = "第五条 申请人应当自取得许可之日起六十日内办理登记手续。"
    assert "quote_gone" in codes(good, shelf=Shelf([law(第五条=reworded)]))
    longer = "第五条 " + LIMIT + "。逾期未办理的，许可失效。"
    assert codes(good, shelf=Shelf([law(第五条=longer)])) == {"wording_changed"}
    elsewhere = "第一条 为了保护河道，保障防洪和供水安全，制定本条例。"
    assert codes(good, shelf=Shelf([law(第一条=elsewhere)])) == set(), "an edit elsewhere moves the span, not the quote"
    assert "quote_empty" in codes(replace(good, proofs=(replace(good.proofs[0], quote=""),)))


def test_items_against_one_another() -> None:
    first = single(fact="law@1")
    assert "duplicate" in codes(first, replace(first, item_id="q2", fact=""))
    assert "same_fact" in codes(first, judge(BRIBE, "对", item_id="q2", fact="law@1"))
    assert "same_fact" in codes(GOOD[0], replace(GOOD[4], item_id="q2")), "one key out of one place"
    assert "id_twice" in codes(GOOD[0], GOOD[2])
    reworded = replace(single(), item_id="q2", stem="按照《青岚省河道管理条例》，申请人应当自取得许可之日起（　　）内办理登记手续？")
    assert codes(single(), reworded) & {"duplicate", "same_fact"}
    telling = judge(LIMIT, "对", quote=LIMIT, item_id="q2")
    assert [(f.item_id, f.code) for f in check(Shelf([law()]), Paper("试卷", (single(), telling)))] == [("q1", "given_away")]
    assert codes() == {"empty_paper"}


def test_flags_are_written_into_the_items() -> None:
    paper = Paper("试卷", (single(points=-1), replace(GOOD[2], item_id="q2")))
    shown = flagged(paper, check(Shelf([law()]), paper))
    assert [i.flags for i in shown.items] == [("bad_points",), ()]
    assert [i.flags for i in flagged(shown, []).items] == [(), ()]
