"""The targets ledger: in which case a figure applies, and which figures only say the case."""

import pytest

from answer import targets
from policy import Clause


def rows(text: str) -> list[tuple[str, str, str]]:
    """Indicator, figure and condition of each target of a text."""
    clause = Clause("a.txt#一", "a.txt", "青岚省住房措施", ("一、总则",), text, 0, len(text))
    return [(t.indicator, f"{t.op}{t.value}{t.unit}", t.condition) for t in targets(clause, "青岚省")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "外来务工人员在云岫城区购买80平方米以上(含80平方米,以备案合同为准)新房的,给予每套2万元补贴。",
            ["=2万元"],
        ),
        ("对租用3间及以上厂房的个体户、合作社等经营者,专设服务窗口,每年走访不少于2次。", [">=2次"]),
        ("对报装容量100千瓦及以下且信用良好的用户采取简易流程接入电网。", []),
        ("独居老人、5人及以上家庭只能申请其中一类住房。", []),
        ("对购买的改善型住房100平方米以下(含100平方米)和100平方米以上的分别按房款的1%和2%进行补贴。", ["=1%", "=2%"]),
        ("对引进赛事的企业,按参赛规模2000人以上、500人以上,分别给予20万元、5万元奖励。", ["=20万元", "=5万元"]),
        ("退伍一年内首次求职的毕业生参照执行。", []),
        ("2026年新供地并于8个月内完成实质性开工的住宅项目,优先办理验收。", []),
    ],
)
def test_what_says_who_is_meant_is_no_target(text: str, expected: list[str]) -> None:
    assert [figure for _, figure, _ in rows(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专户余额不低于预收款累计额的20%下调为10%。", [("专户余额占预收款累计额比例", ">=10%", "")]),
        ("两人缴存最高50万元调整为60万元。", [("两人缴存", "<=60万元", "")]),
        ("首付款比例由30%调整为20%。", [("首付款比例", "=20%", "")]),
        (
            "由“申请时购买、建造、翻建房屋的时间在6个月以内”调整为“申请时购买、建造、翻建房屋的时间在12个月以内”。",
            [("申请时购买、建造、翻建房屋的时间", "<=12个月", "")],
        ),
    ],
)
def test_of_an_old_and_a_new_value_the_new_one_counts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("在云岫市区买自住住房,最高贷款额度提至90万元。", ["在云岫市区买自住住房"]),
        ("余款缴纳期限可延长至6个月;对实行现房销售的项目,余款缴纳期限可延长至一年。", ["", "对实行现房销售的项目"]),
        (
            "单个缴存职工在本市购建(含翻建、大修)首套住房首次申请公积金贷款,最高贷款额度提高到25万元。",
            ["单个缴存职工在本市购建(含翻建、大修)首套住房首次申请公积金贷款"],
        ),
        (
            "双方均缴存公积金的,在购买住房时,最高贷款额度提高至80万元,购买被动式住宅的,最高贷款额度提高至85万元。",
            ["双方均缴存公积金的,在购买住房时", "双方均缴存公积金的,购买被动式住宅的"],
        ),
        (
            "对个人购买唯一住房,面积为80平方米及以下的,减按1%的税率征收契税;面积为80平方米以上的,减按2%的税率征收契税。",
            ["对个人购买唯一住房,面积为80平方米及以下的", "对个人购买唯一住房,面积为80平方米以上的"],
        ),
        (
            "擅自移动界桩的,责令改正;逾期不改正的,处2000元以上5000元以下罚款。",
            ["擅自移动界桩的,逾期不改正的"],
        ),
        ("为乡村教师在城区购买商品住房,给予每户两万元补助。", ["为乡村教师在城区购买商品住房"]),
        ("对购买首套房的职工,首付比例不低于20%,购买二套房的,首付比例不低于30%。", ["对购买首套房的职工", "购买二套房的"]),
        (
            "在本市无住房的家庭(包括借款人、配偶,下同),首付比例不低于20%。",
            ["在本市无住房的家庭(包括借款人、配偶,下同)"],
        ),
    ],
)
def test_a_case_is_told_whole(text: str, cases: list[str]) -> None:
    assert [case for _, _, case in rows(text)] == cases
