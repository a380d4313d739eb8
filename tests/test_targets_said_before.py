"""The targets ledger: what stands before a figure — former values, terms, goals' times, measures — names, dates or voids it."""

import pytest

from answer import targets
from policy import Clause, Target


def found(text: str, *path: str) -> list[Target]:
    clause = Clause("a.txt#一", "a.txt", "青岚省若干措施", path or ("一、总则",), text, 0, len(text))
    return targets(clause, "青岚省")


def rows(text: str, *path: str) -> list[tuple[str, str]]:
    return [(t.indicator, f"{'约' if t.about else t.op}{t.value}{t.unit}") for t in found(text, *path)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("家庭年提取限额由“不得超过缴存余额的30%”提高到“不得超过缴存余额的50%”。", [("家庭年提取限额占缴存余额比例", "<=50%")]),
        ("可提金额由账户余额的5倍提高至8倍。", [("可提金额占账户余额比例", "=8倍")]),
        ("赤字率从去年的2.1%提高到2.3%。", [("赤字率", "=2.3%")]),
        ("候车室改造经费由原定每站20万元且不少于3站,调整为按站核定。", []),
        ("租住面积限额分别由原来的24平方米、18平方米统一提高至30平方米。", [("租住面积限额", "=30平方米")]),
        ("最高补助额=基准价x30%x修缮面积。", []),
        ("伙食补贴标准由走读生600元、住读生900元提高至走读生700元。", []),
    ],
)
def test_former_values_and_factors_are_no_targets(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提高助学金发放标准,单亲家庭调整为4000元。", [("单亲家庭助学金发放标准", "=4000元")]),
        ("账户余额不足2万元的,按2万元计算。", [("账户余额", "=2万元")]),
        ("发放标准为博士生5万元、硕士生3万元。", [("博士生发放标准", "=5万元"), ("硕士生发放标准", "=3万元")]),
        ("购房补贴最高额度按照40万元核定。", [("购房补贴最高额度", "=40万元")]),
        (
            "下调商业贷款最低首付款比例,其中首套住房不低于15%,二套住房不低于25%。",
            [("首套住房商业贷款最低首付款比例", ">=15%"), ("二套住房商业贷款最低首付款比例", ">=25%")],
        ),
        (
            "对全日制博士、全日制硕士购买新房的,不受单位、年龄的限制,分别给予5万元、3万元的购房补贴。",
            [("全日制博士购房补贴", "=5万元"), ("全日制硕士购房补贴", "=3万元")],
        ),
        ("不得要求村庄绿化全覆盖。", []),
        ("租房的,其月补贴标准提高到900元。", [("月补贴标准", "=900元")]),
        ("力争制造业增加值占地区生产总值比重比2025年提高3个百分点。", [("制造业增加值占地区生产总值比重提高", "=3百分点")]),
        ("到2029年新建60个左右街心公园和一批球场。", [("新建街心公园", "约60个")]),
        ("到2028年,建成特色园区20家、训练基地10个。", [("建成特色园区", "=20家"), ("训练基地", "=10个")]),
        ("农业产值每年要增长百分之四到五。", [("农业产值增长", "=4-5%")]),
        ("两三年内要改变面貌。", []),
        ("在2年内,创建示范街区10个。", [("创建示范街区", "=10个")]),
        ("实施职业技能培训全覆盖工程。", []),
        ("渠道衬砌进度达到25%以上,即可申请验收。", []),
        ("大专毕业3年内在云岫市就业,可申请落户。", []),
        ("办理时限进一步压缩至15个工作日。", [("办理时限", "=15工作日")]),
        ("水费在合同签订后1个月内缴纳50%。", [("水费缴纳", "=50%")]),
        ("余款按约定及时缴纳,一年内全部缴清。", [("余款全部缴清", "<=1年")]),
        ("2027年7月末,涉农贷款余额47.2万亿元。", []),
        ("购买单套面积30平方米以上的(以合同为准),支持落户。", []),
        ("单位应在3日内将核减的费用,退回用户账户。", [("将核减的费用退回用户账户", "<=3日")]),
    ],
)
def test_a_name_is_whole_and_a_case_is_no_target(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text) == expected


def test_a_measure_said_before_is_within_the_quote() -> None:
    (row,) = found("提高助学金发放标准,单亲家庭调整为4000元。")
    assert row.quote == "助学金发放标准,单亲家庭调整为4000元"


def test_the_term_of_a_document_names_the_document() -> None:
    (row,) = found("本细则自2027年3月1日起施行,有效期三年。")
    assert (row.indicator, row.deadline) == ("本细则有效期", "自2027年3月1日起")
    assert row.quote.startswith("本细则")


@pytest.mark.parametrize(
    ("text", "deadline", "op", "scope"),
    [
        ("业务科自收到申报材料次日起,5个工作日内作出答复。", "自收到申报材料次日起,5个工作日内", "<=", "业务科"),
        ("用水单位应在设备安装后的20日内到水务站登记。", "设备安装后的20日内", "<=", "用水单位"),
        ("在缴清学费两年内可申请退费。", "缴清学费两年内", "<=", "青岚省"),
        ("对弄虚作假的单位,自查实之日起3年内,不得申报。", "自查实之日起3年内", ">=", "青岚省"),
        ("其中:1.完成备案之日起3个月内结清余款。", "完成备案之日起3个月内", "<=", "青岚省"),
        ("自处罚决定之日起2年内不接受其报名。", "自处罚决定之日起2年内", ">=", "青岚省"),
    ],
)
def test_a_limit_says_from_when_it_runs(text: str, deadline: str, op: str, scope: str) -> None:
    (row,) = found(text)
    assert (row.deadline, row.op, row.scope) == (deadline, op, scope)


def test_goals_take_the_time_of_the_sentence_that_opens_them() -> None:
    text = "到2028年,调解网络基本健全。调解室达到40个,调解员达到900名。"
    assert [t.deadline for t in found(text, "二、主要目标")] == ["到2028年", "到2028年"]
    assert [t.deadline for t in found(text, "二、其他事项")] == ["", ""]


def test_a_list_of_goals_counts_without_a_word_that_says_so() -> None:
    assert rows("新建社区食堂60家。", "二、主要目标") == [("新建社区食堂", "=60家")]
    assert rows("新建社区食堂60家。", "二、其他事项") == []


def test_a_range_of_years_is_one_deadline() -> None:
    assert [t.deadline for t in found("在1-2年内,创建示范街区10个。")] == ["1-2年内"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "两人合计月用水量在10吨(含)以下,每吨补贴2元;月用水量在10吨以上至20吨(含)以下,每吨补贴1元;月用水量在20吨以上,每吨补贴0.5元。",
            ["两人合计月用水量在10吨(含)以下", "两人合计月用水量在10吨以上至20吨(含)以下", "两人合计月用水量在20吨以上"],
        ),
        (
            "支持残疾职工家庭购置无障碍住房,符合公积金贷款条件的,贷款最高额度为65万元。",
            ["支持残疾职工家庭购置无障碍住房,符合公积金贷款条件的"],
        ),
        (
            "对返乡创业的家庭,2027年6月底前给予租金补贴8万元;2027年12月底前给予租金补贴5万元。",
            ["对返乡创业的家庭", "对返乡创业的家庭"],
        ),
        (
            "名下在云岫市无住房但有已结清贷款记录,或名下仅有一套住房的,最低首付比例不低于40%。",
            ["名下在云岫市无住房但有已结清贷款记录,或名下仅有一套住房的"],
        ),
        ("账户余额不足2万元的,按2万元计算。", ["账户余额不足2万元的"]),
        (
            "对首次在云岫就业的毕业生,给予租金10%的补贴。其中,博士补贴20%、硕士补贴15%。",
            ["对首次在云岫就业的毕业生", "对首次在云岫就业的毕业生", "对首次在云岫就业的毕业生"],
        ),
    ],
)
def test_what_a_case_is_of_goes_with_it(text: str, expected: list[str]) -> None:
    assert [t.condition for t in found(text)] == expected
