"""The targets ledger: lists under one measure, figures dealt out, names that keep what is given, units of several parts."""

import pytest

from answer import targets
from policy import Clause


def rows(text: str) -> list[tuple[str, str]]:
    """Indicator and figure of each target of a text."""
    clause = Clause("a.txt#一", "a.txt", "青岚省若干措施", ("一、总则",), text, 0, len(text))
    return [(t.indicator, f"{t.op}{t.value}{t.unit}") for t in targets(clause, "青岚省")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "居民医保住院报销比例:三级医院60%,二级医院75%,一级医院90%。",
            [("三级医院居民医保住院报销比例", "=60%"), ("二级医院居民医保住院报销比例", "=75%"), ("一级医院居民医保住院报销比例", "=90%")],
        ),
        (
            "小学阶段每日在校体育活动时间不少于60分钟,初中不少于90分钟。",
            [("小学阶段每日在校体育活动时间", ">=60分钟"), ("初中每日在校体育活动时间", ">=90分钟")],
        ),
        (
            "按照教授6万元、副教授4万元、讲师2万元的标准给予一次性安家费。",
            [("教授安家费", "=6万元"), ("副教授安家费", "=4万元"), ("讲师安家费", "=2万元")],
        ),
        ("将首套房、二套房贷款利率降至3.5%和4.2%。", [("首套房贷款利率", "=3.5%"), ("二套房贷款利率", "=4.2%")]),
        (
            "博士研究生、硕士研究生、本科生在云岫市就业的,给予8万元、5万元、3万元的购房补贴。",
            [("博士研究生购房补贴", "=8万元"), ("硕士研究生购房补贴", "=5万元"), ("本科生购房补贴", "=3万元")],
        ),
        ("全年新开工水利项目300个以上、竣工120个以上。", [("新开工水利项目", ">=300个"), ("竣工水利项目", ">=120个")]),
        ("贷款利率首套为3.5%及以下,二套为4.2%及以下。", [("贷款利率首套", "<=3.5%"), ("二套贷款利率", "<=4.2%")]),
    ],
)
def test_each_of_a_list_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    found = rows(text)
    assert [figure for _, figure in found] == [figure for _, figure in expected]
    for (name, _), (wanted, _) in zip(found, expected, strict=True):
        assert name == wanted or all(part in name for part in (wanted[:2], wanted[-3:])), (name, wanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给予摊位费最高70%、人员交通费最高50%支持。", [("给予摊位费支持", "<=70%"), ("人员交通费支持", "<=50%")]),
        (
            "给予检测费50%支持,单个企业最高6万元,单个展会最高2万元。",
            [("给予检测费支持", "=50%"), ("单个企业给予检测费支持", "<=6万元"), ("单个展会给予检测费支持", "<=2万元")],
        ),
        ("对示范农场按照设备购置额20%给予最高50万元补助。", [("补助占设备购置额比例", "=20%"), ("补助", "<=50万元")]),
        ("示范工地应采用再生骨料,应用比例不低于40%。", [("采用再生骨料应用比例", ">=40%")]),
        ("2027年,省财政统筹安排12亿元,支持量子实验室建设。", [("省财政统筹安排支持量子实验室建设", "=12亿元")]),
        ("自次月起将单人家庭的最高补助额调整为3000元。", [("单人家庭的最高补助额", "=3000元")]),
        ("每户年补贴额提高到不超过1.5万元。", [("每户年补贴额", "<=1.5万元")]),
        ("乡村医生不超过60周岁。", [("乡村医生年龄", "<=60周岁")]),
        ("除保证金之外的剩余租赁价款,允许在2年内缴清。", [("除保证金之外的剩余租赁价款缴清", "<=2年")]),
    ],
)
def test_a_name_keeps_what_is_given_and_of_what(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("化学需氧量排放浓度不得超过40毫克/升。", ["<=40毫克/升"]),
        ("孕产妇死亡率控制在9/10万以下。", ["<=9/10万"]),
        ("公寓按不少于1泊/200平方米配建车位。", [">=1泊/200平方米"]),
        ("客运班车每日不少于3班。", [">=3班"]),
        ("优惠政策执行期限延长一年。", ["=1年"]),
        ("合同期限可延长一年。", ["<=1年"]),
        ("隧道内小型客车最高限速80公里/小时。", ["=80公里/小时"]),
        ("“十五五”期间,PM2.5平均浓度下降12%。", ["=12%"]),
        ("云岫城区补贴标准调至800元。", ["=800元"]),
    ],
)
def test_units_and_comparisons(text: str, figures: list[str]) -> None:
    assert [figure for _, figure in rows(text)] == figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "门诊统筹年度支付限额:在职职工2000元,退休人员2600元。",
            [("在职职工门诊统筹年度支付限额", "=2000元"), ("退休人员门诊统筹年度支付限额", "=2600元")],
        ),
        (
            "师生比例:乳儿班不超过4:1,托小班不超过6:1。",
            [("乳儿班师生比例", "<=4:1"), ("托小班师生比例", "<=6:1")],
        ),
        ("失业补助金标准为最低工资标准的70%。", [("失业补助金标准占最低工资标准比例", "=70%")]),
        ("给予实际通行费八折优惠。", [("给予实际通行费优惠", "=8折")]),
        ("本科录取的,一次性救助3000元。", [("本科录取的一次性救助", "=3000元")]),
        ("对首次上规的企业奖励8万元,连续三年在规的再奖励4万元。", [("首次上规的企业奖励", "=8万元"), ("连续三年在规的再奖励", "=4万元")]),
    ],
)
def test_rules_of_health_schools_and_work(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text) == expected
