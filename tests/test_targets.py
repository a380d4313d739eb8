"""The targets ledger: comparison, value, deadline, scope and kind, and the full list of the sample corpus."""

from pathlib import Path

import pytest

from answer import targets
from ingest import load
from policy import Clause, Target, fold
from tests.target_lists import expected, ledger_of, missed

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "sample" / "documents"


def clause(text: str, title: str = "示例方案（2026—2030年）") -> Clause:
    return Clause("a.txt#一", "a.txt", title, ("一、总则",), text, 0, len(text))


def row(target: Target) -> tuple[str, str, str]:
    return target.indicator, f"{target.op}{target.value}{target.unit}", target.deadline


def test_the_whole_sample_is_found_and_little_else() -> None:
    found = ledger_of(load(path, path.name) for path in sorted(DOCUMENTS.iterdir()))
    rows = expected((HERE / "targets_sample.txt").read_text("utf8").split("\n"))
    assert missed(rows, found) == []
    assert len(found) <= len(rows) * 1.05


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("2027年年底前实现持证率90%以上，2029年实现持证率100%。", [("持证率", ">=90%", "2027年年底前"), ("持证率", "=100%", "2029年")]),
        (
            "到2030年，知晓率和首选率分别达到100%、满意率达到九成以上。",
            [("知晓率和首选率", "=100%", "到2030年"), ("满意率", ">=9成", "到2030年")],
        ),
        (
            "到2030年，新建60个“睦邻式”调解室、150个“睦邻式”司法所。",
            [("新建“睦邻式”调解室", "=60个", "到2030年"), ("新建“睦邻式”司法所", "=150个", "到2030年")],
        ),
        (
            "到2030年，律师总量较2025年翻一番，覆盖率力争达到60%。",
            [("律师总量", "=翻一番", "到2030年"), ("律师覆盖率", "=60%", "到2030年")],
        ),
        ("建成5000人以上规模的监督员队伍。", [("建成监督员队伍", ">=5000人", "")]),
        ("推动60%以上高频事项纳入综合执法范围。", [("高频事项纳入综合执法范围", ">=60%", "")]),
        ("监督员人数由200名增加到260名。", [("监督员人数", "=260名", "")]),
        ("股份不得少于公司股份总数的百分之三十五。", [("股份占公司股份总数比例", ">=35%", "")]),
        ("现场检查总量要比上年减少两成。", [("现场检查总量减少", "=2成", "")]),
        ("主要指标在2028年进入全省前三位。", [("主要指标", "<=3位", "2028年")]),
    ],
)
def test_what_is_measured_how_much_by_when(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert [row(t) for t in targets(clause(text))] == rows


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("合格率达到百分之九十五点五。", [("95.5", "%")]),
        ("合格率达到９５％。", [("95", "%")]),
        ("费率不超过千分之五。", [("5", "‰")]),
        ("合格率保持在30%至35%。", [("30-35", "%")]),
        ("比例达到六成至七成。", [("6-7", "成")]),
        ("处二百元以上二千元以下罚款。", [("200-2000", "元")]),
        ("处五千元以上一万元以下的罚款。", [("5000-10000", "元")]),
        ("并处违法所得三至五倍的罚款。", [("3-5", "倍")]),
        ("应当经三分之二以上成员同意。", [("2/3", "")]),
        ("投资达到1,200万元。", [("1200", "万元")]),
        ("新增贷款不少于 4 亿元。", [("4", "亿元")]),
    ],
)
def test_spellings_of_numbers(text: str, values: list[tuple[str, str]]) -> None:
    assert [(t.value, t.unit) for t in targets(clause(text))] == values


@pytest.mark.parametrize(
    ("text", "kind", "scope", "deadline"),
    [
        ("各级领导班子每年应当举办两期以上专题讲座。", "频次", "各级领导班子", "每年"),
        ("执法部门负责人任期内至少接受一次脱产培训。", "频次", "执法部门负责人", "任期内"),
        ("重大合同订立后15个工作日内，签订机关应当将资料报司法局备案。", "期限", "青岚省", "重大合同订立后15个工作日内"),
        ("许可机关应当自受理之日起十日内作出决定。", "期限", "许可机关", "自受理之日起十日内"),
        ("到2030年，合格率达到95%。", "比例", "青岚省", "到2030年"),
        ("到2030年，律师万人比不低于5.2。", "比例", "青岚省", "到2030年"),
        ("对中选单位给予50万元奖励。", "数额", "青岚省", ""),
        ("三年内实现培训全覆盖。", "比例", "青岚省", "三年内"),
    ],
)
def test_kind_scope_and_deadline(text: str, kind: str, scope: str, deadline: str) -> None:
    (target,) = targets(clause(text), "青岚省")
    assert (target.kind, target.scope, target.deadline) == (kind, scope, deadline)


@pytest.mark.parametrize(
    "text",
    [
        "培育一批示范项目，建设一支高素质队伍，给予一次性支持。",
        "落实《规划（2021—2025年）》（青政发〔2018〕36号），完善“三个一”机制和“152”体系。",
        "拨打12345热线，咨询电话0000-6012345。",
        "超期5个工作日未回应的，发黄牌；一年内两次以上不出庭的，约谈。",
        "正常经营满12个月的，可以提出申请。",
        "七十周岁以上老年人可以预约上门办理。",
        "健全省、市、县三级网络，统一部署，形成长效机制。",
        "主要负责人是第一责任人，每年3月31日前报告上一年度工作。",
        "2020年，全市合格率达到了95%，办结案件比上年增长12%。",
        "有下列情形之一的，应当停业整顿：（一）违法所得十万元以上的；（二）造成三人以上死亡的。",
        "本办法自2026年7月1日起施行。",
        "打造二次元文化聚集地，健全覆盖城乡的体系。",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert targets(clause(text)) == []


def test_a_row_of_a_table_is_a_target_for_each_year() -> None:
    text = "主要指标见下表。\n序号 | 指标 | 单位 | 2025年实际 | 2028年 | 2030年\n"
    text += "1 | 绿地率 | % | 30 | 35 | ≥38\n2 | 新增床位 | 张 | 100 | 500 | 800\n"
    found = [(t.indicator, t.op, t.value, t.unit, t.deadline) for t in targets(clause(text))]
    assert found == [
        ("绿地率", "=", "35", "%", "2028年"),
        ("绿地率", ">=", "38", "%", "2030年"),
        ("新增床位", "=", "500", "张", "2028年"),
        ("新增床位", "=", "800", "张", "2030年"),
    ]


def test_the_span_is_as_tight_as_indicator_figure_and_deadline_allow() -> None:
    text = "建立工作机制，按时公开结果。2027年底前，高频事项细化率达到100%，推广承诺制，让执法更有温度。到2030年，合格率达到95%。"
    assert [t.quote for t in targets(clause(text))] == ["2027年底前，高频事项细化率达到100%", "到2030年，合格率达到95%"]


def test_spans_hold_value_and_deadline_over_the_whole_sample() -> None:
    for target in ledger_of(load(path, path.name) for path in sorted(DOCUMENTS.iterdir())):
        assert target.quote == target.clause.slice(target.start, target.end)
        assert fold(target.deadline) in fold(target.quote), target
