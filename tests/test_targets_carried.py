"""The targets ledger: the case, the time and the scheme that stand elsewhere in the clause go with the figure."""

import pytest

from answer import targets
from policy import Clause, Target


def found(text: str, *path: str) -> list[Target]:
    clause = Clause("a.txt#一", "a.txt", "青岚省若干措施", path or ("一、总则",), text, 0, len(text))
    return targets(clause, "青岚省")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "夫妻双方均参加互助保障,且在云岫市连续缴费满三年的,年度补助标准提高至9000元。",
            [("=9000元", "夫妻双方均参加互助保障,且在云岫市连续缴费满三年的")],
        ),
        (
            "对占地3000平方米以上,且年周转量20万吨以上的冷链中心,给予最高300万元建设补助。",
            [("<=300万元", "对占地3000平方米以上,且年周转量20万吨以上的冷链中心")],
        ),
        (
            "园区企业招用残疾人的,给予用工补助,其中招用3人(含)以下,给予每人500元的补助;招用3人以上,8人(含)以下,给予每人800元的补助。",
            [("=500元", "园区企业招用残疾人的,招用3人(含)以下"), ("=800元", "园区企业招用残疾人的,招用3人以上,8人(含)以下")],
        ),
        (
            "水库蓄水率达到85%(含)以上,自次月将农业灌溉水价调整为0.2元/立方米。",
            [("=0.2元/立方米", "水库蓄水率达到85%(含)以上")],
        ),
        (
            "逾期不报送的,由水行政主管部门责令限期改正,对单位处一万元罚款,对个人处一千元罚款。",
            [("=1万元", "逾期不报送的,对单位"), ("=1000元", "逾期不报送的,对个人")],
        ),
        (
            "诚信等级为甲级的诊所,按照规定每两年检查1次;丙级的,每年检查4次。",
            [("=1次", ""), ("=4次", "诚信等级为丙级的")],
        ),
        (
            "在云岫市有一套住房的家庭:购买100平方米及以下住房的,首付比例不低于20%;购买100平方米以上住房的,首付比例不低于30%。",
            [
                (">=20%", "在云岫市有一套住房的家庭:购买100平方米及以下住房的"),
                (">=30%", "在云岫市有一套住房的家庭:购买100平方米以上住房的"),
            ],
        ),
        (
            "(责任单位:省商贸厅)对企业开展海外认证的,给予认证费50%补助,单个企业最高8万元。",
            [("=50%", "对企业开展海外认证的"), ("<=8万元", "对企业开展海外认证的")],
        ),
    ],
)
def test_the_case_goes_with_the_figure(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f"{t.op}{t.value}{t.unit}", t.condition) for t in found(text)] == expected


def test_rows_of_one_name_are_told_apart_by_what_their_items_begin_with() -> None:
    text = "一类区教师月补贴标准为800元,医护人员月补贴标准为900元;二类区教师月补贴标准为600元,医护人员月补贴标准为700元。"
    rows = [(t.indicator, t.value, t.condition) for t in found(text)]
    assert [(name, value) for name, value, _ in rows] == [
        ("一类区教师月补贴标准", "800"), ("医护人员月补贴标准", "900"), ("二类区教师月补贴标准", "600"), ("医护人员月补贴标准", "700"),
    ]  # fmt: skip
    assert rows[1][2] != rows[3][2] and rows[1][2].startswith("一类区") and rows[3][2].startswith("二类区")


def test_rows_that_nothing_confuses_are_left_alone() -> None:
    assert [t.condition for t in found("一类区教师月补贴标准为800元,医护人员月补贴标准为900元。")] == ["", ""]


def test_what_tells_rows_apart_is_quoted() -> None:
    text = "首批试点学校每班不超过40人,班额合格率不低于90%;第二批试点学校每班不超过45人,班额合格率不低于80%。"
    for target in found(text):
        assert all(part in target.quote for part in target.condition.split(","))


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("提高住房公积金贷款额度。双职工家庭最高贷款额度由50万元调整为70万元。", ["住房公积金贷款"]),
        ("提高住房公积金租房支持力度。单身职工月提取额度为1500元。", ["住房公积金"]),
        ("完善城乡居民医疗保险待遇。一级医院起付标准为200元,住院报销比例为85%。", ["城乡居民医疗保险", "城乡居民医疗保险"]),
        ("职工医保与城乡居民医疗保险并轨经办,住院报销比例为85%。", [""]),
        ("提高二套房公积金贷款门槛,首付比例调整为不低于30%。", ["二套房公积金贷款"]),
        ("提高住房公积金贷款额度。单位食堂就餐补贴标准为15元。", [""]),
    ],
)
def test_the_scheme_that_only_the_heading_names_goes_with_a_bare_measure(text: str, cases: list[str]) -> None:
    assert [t.condition for t in found(text)] == cases


@pytest.mark.parametrize(
    ("text", "path", "deadlines"),
    [
        ("2027年安排技改资金30亿元。其中,用于纺织行业8亿元,用于化工行业6亿元。", (), ["2027年", "2027年", "2027年"]),
        ("全年新增充电桩3万个,公交分担率力争达到45%以上。", (), ["全年", "全年"]),
        ("森林覆盖率达到46%,水质优良断面比例达到90%。", ("二、“十五五”时期主要目标",), ["“十五五”时期", ""]),
        ("城镇新增就业40万人。", ("三、2027年重点工作", "（一）稳就业"), ["2027年"]),
        ("中标合同签订后,一个月内缴纳合同价款的30%。", (), ["中标合同签订后,一个月内"]),
        ("凡2019年1月1日至2024年6月30日前购买了住房,在2027年12月31日前办证的,按契税的50%给予补贴。", (), [""]),
        ("排污单位应当每季度首月报送数据,保存原始记录不少于5年。", (), [""]),
    ],
)
def test_the_time_goes_with_the_figure(text: str, path: tuple[str, ...], deadlines: list[str]) -> None:
    assert [t.deadline for t in found(text, *path)] == deadlines


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("单套面积120平方米以上,可享受6000元/套的安家补贴。", ["=6000元/套"]),
        ("阁楼建筑面积大于60平方米,层高不足2.2米的,不计算面积。", []),
        ("500万元以上政府采购项目的预算应当经专家论证。", []),
        ("缴费时间≥36个月,系数1.2。", []),
        ("床位使用率达95%以上(含),暂停新增床位审批。", []),
        ("研学基地,是指占地不少于20亩且至少配有5名讲解员的场所。", []),
        ("资本金比例达不到25%的项目,银行不得发放贷款。", []),
        ("可凭3年内完税凭证办理提取。", []),
        ("个贷率达到88%,该政策停止实施。", []),
        ("实现零部件到整机的协同设计。", []),
        ("征收范围内6个月内购买新房的(以网签为准),给予每套5000元奖励。", ["=5000元"]),
        ("4倍(含)以上的税率为1.2%。", ["=1.2%"]),
        ("进深不超过0.8米、净高不超过2.1米的飘窗,其投影面积不纳入容积率计算。", []),
        ("将餐饮业现行6%的税率降至3%。", ["=3%"]),
        ("推进社区食堂由城区全覆盖到乡镇全覆盖。", ["=全覆盖"]),
    ],
)
def test_grades_triggers_and_old_values_set_nothing(text: str, figures: list[str]) -> None:
    assert [f"{t.op}{t.value}{t.unit}" for t in found(text)] == figures
