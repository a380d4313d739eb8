"""The targets ledger on the language of statutes: penalties in multiples and days, whom a time limit binds, boards of odd number."""

import pytest

from answer import targets
from policy import Clause, Target


def found(text: str) -> list[Target]:
    return targets(Clause("a.txt#一", "a.txt", "青岚省集市管理条例", ("第一条",), text, 0, len(text)), "青岚省")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("货值在一万元以上的,并处货值十倍以上二十倍以下罚款。", [("处货值罚款", "=10-20倍", "")]),
        ("可以处违法所得一倍以上十倍以下的罚款。", [("处违法所得罚款", "=1-10倍", "")]),
        ("摊主可以要求支付价款十倍或者损失三倍的赔偿金。", [("要求支付价款", "=10倍", ""), ("损失赔偿金", "=3倍", "")]),
        ("以百倍的信心和十倍的干劲办好集市。", []),
        ("列入名单的,在一至三年内禁止入市经营。", [("禁止入市经营", "=1-3年", "一至三年内")]),
        ("聚众扰乱集市的,处十五日拘留。", [("处拘留", "=15日", "")]),
        ("无证驾驶叉车的,处暂扣六个月作业证。", [("处暂扣作业证", "=6个月", "")]),
        ("评审小组由五人以上的单数组成。", [("评审小组单数组成", ">=5人", "")]),
        ("确保对摊位的检查全覆盖、无死角。", [("摊位的检查", "=全覆盖", "")]),
        ("建立全覆盖、无死角的监管体系。", []),
        ("租约终止(解除)后5日内,应当清退押金。", [("租约终止(解除)后清退押金", "<=5日", "租约终止(解除)后5日内")]),
        ("应当在解除摊位合同后五日内退还押金。", [("解除摊位合同后退还押金", "<=5日", "解除摊位合同后五日内")]),
    ],
)
def test_penalties_limits_and_boards(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(t.indicator, f"{t.op}{t.value}{t.unit}", t.deadline) for t in found(text)] == expected


def test_a_rule_on_what_has_reached_its_end_reports_nothing() -> None:
    text = "使用已达到报废年限的秤具或者已达到检定周期的量具的,处二百元以上五百元以下罚款。"
    assert [t.value for t in found(text)] == ["200-500"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("经营者应当自收到退货之日起七日内返还价款。", "经营者"),
        ("经办机构应当在5日内答复。", "经办机构"),
        ("有关部门应当在5日内答复。", "有关部门"),
        ("其他单位应当在5日内答复。", "其他单位"),
        ("从业人员应当每年参加不少于8学时培训。", "从业人员"),
        ("组织者应当提前5日公告。", "组织者"),
        ("不动产登记机构应当自受理之日起5个工作日内办结。", "不动产登记机构"),
        ("摊位租约自签订之日起七日内,出租人应当将副本报市场办备案。", "出租人"),
        ("摊主可以在知道或者应知其权益受损之日起七日内提出异议。", "摊主"),
        ("摊主对检定结果有异议的,应当在三日内提出。", "摊主"),
        ("市场办不能当场答复的,应当自收到申请之日起五日内答复。", "市场办"),
        ("申请人未按期补正的,应当在三日内退回申请。", "青岚省"),
        ("摊主收到差评的,应当在一日内告知摊主。", "青岚省"),
        ("经批准的应当在5日内开业。", "青岚省"),
        ("自检查结束起5日内,应当公布结果。", "青岚省"),
    ],
)
def test_whom_a_limit_binds(text: str, who: str) -> None:
    assert [t.scope for t in found(text)] == [who]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("提供虚假检定证书的,由市场办没收所得,并可处以所得一倍以上五倍以下的罚款。", "提供虚假检定证书的"),
        ("组织他人占道经营的,处五百元罚款。", "组织他人占道经营的"),
        ("提供货运服务,每年补贴5万元。", ""),
    ],
)
def test_what_ends_as_a_case_is_one_whatever_verb_it_begins_with(text: str, case: str) -> None:
    assert [t.condition for t in found(text)] == [case]
