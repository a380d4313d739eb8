"""The duties ledger: who leads, who takes part and by when, from fields, tables, brackets and sentences."""

import gc
import json
from pathlib import Path

import pytest

from answer.ledger.bodies import shares, units
from answer.ledger.duties import duties, duty_json
from answer.ledger.rows import duty_ledger, ledger
from answer.ledger.workbook import write_xlsx
from ingest import load
from policy import Clause, Document, DocumentInfo
from policy.ledger import Duty

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"


def clause(text: str, path: tuple[str, ...] = ("二、任务", "1.加强管理")) -> Clause:
    return Clause("a.txt#二/1", "a.txt", "示例方案", path, text, 0, len(text))


def row(duty: Duty) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
    return duty.task, duty.lead, duty.support, duty.schedule


class Documents:
    """A search over documents at hand, as far as ledgers need one."""

    def __init__(self, *documents: Document) -> None:
        self._documents = {d.info.source: d for d in documents}

    def documents(self) -> list[DocumentInfo]:
        return [d.info for d in self._documents.values()]

    def clauses(self, source: str) -> list[Clause]:
        return list(self._documents[source].clauses)


@pytest.mark.parametrize(
    ("said", "lead", "support"),
    [
        ("县司法局牵头，县财政局、各乡镇政府参加。", ["县司法局"], ["县财政局", "各乡镇政府"]),
        (
            "县委政法委，县发改局、公安局分别牵头，各乡镇政府和县直各部门按职责分别负责。",
            ["县委政法委", "县发改局", "公安局"],
            ["各乡镇政府", "县直各部门"],
        ),
        ("省财政厅、省审计厅", ["省财政厅", "省审计厅"], []),
        ("市教育局（牵头）、市财政局", ["市教育局"], ["市财政局"]),
        ("市司法局负责，市财政局配合", ["市司法局"], ["市财政局"]),
    ],
)
def test_who_leads_and_who_takes_part(said: str, lead: list[str], support: list[str]) -> None:
    assert shares(said) == (lead, support)


def test_a_name_in_brackets_or_quotes_is_not_cut() -> None:
    assert units("县“双随机、一公开”联席会议、县（市、区）政府、市、县公安局") == [
        "县“双随机、一公开”联席会议",
        "县（市、区）政府",
        "市、县公安局",
    ]


def test_fields_of_a_clause_are_one_duty() -> None:
    text = "1.加强执法人员管理。逐人登记。\n责任单位：县司法局牵头，县市场监管局参加。\n进度安排：3月底前完成登记。"
    (duty,) = duties(clause(text))
    assert row(duty) == ("加强执法人员管理", ("县司法局",), ("县市场监管局",), "3月底前完成登记")
    assert duty.quote == "责任单位：县司法局牵头，县市场监管局参加。\n进度安排：3月底前完成登记。"


def test_where_some_lead_the_responsible_take_part() -> None:
    text = "3.建设平台。\n牵头单位：省数据局\n责任单位：省公安厅、省财政厅\n完成时限：2027年6月底前"
    assert [row(d) for d in duties(clause(text))] == [("建设平台", ("省数据局",), ("省公安厅", "省财政厅"), "2027年6月底前")]


def test_where_all_answer_by_their_functions_they_lead() -> None:
    (duty,) = duties(clause("1.加强管理。设置摊位编号。（责任单位：县集市办、县财政局按职责分工负责）"))
    assert (duty.lead, duty.support) == (("县集市办", "县财政局"), ())


def test_each_task_of_a_clause_has_its_own_fields() -> None:
    text = (
        "（一）规范集市\n1.设置摊位编号。\n责任单位：县集市办\n时序进度：2026年6月底前\n"
        "2.公布检定结果。\n责任单位：县计量所\n时序进度：持续推进"
    )
    assert [row(d) for d in duties(clause(text, ("二、任务", "（一）规范集市")))] == [
        ("设置摊位编号", ("县集市办",), (), "2026年6月底前"),
        ("公布检定结果", ("县计量所",), (), "持续推进"),
    ]


def test_a_bracket_behind_its_task() -> None:
    text = "推行带方案出让土地。（牵头单位：市规划局；配合单位：市财政局；完成时限：2026年底）"
    assert [row(d) for d in duties(clause(text))] == [("推行带方案出让土地", ("市规划局",), ("市财政局",), "2026年底")]
    short = "深化科技合作（省科技厅牵头，省委组织部配合）。"
    assert [row(d) for d in duties(clause(short))] == [("深化科技合作", ("省科技厅",), ("省委组织部",), "")]


def test_a_row_of_a_table() -> None:
    text = "序号 | 任务 | 牵头单位 | 配合单位 | 完成时限\n1 | 编制目录清单 | 市数据局 | 市司法局、市财政局 | 2027年底\n"
    assert [row(d) for d in duties(clause(text))] == [("编制目录清单", ("市数据局",), ("市司法局", "市财政局"), "2027年底")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("由省审计厅会同省财政厅在30日内核查处理。", [("在30日内核查处理", ("省审计厅",), ("省财政厅",), "")]),
        ("具体办法由市人社部门会同市保密部门制定。", [("具体办法制定", ("市人社部门",), ("市保密部门",), "")]),
        ("由省司法厅牵头，2028年组织中期评估。", [("2028年组织中期评估", ("省司法厅",), (), "2028年")]),
        (
            "集市目录由国务院集市主管部门会同国务院有关部门及时公布。",
            [("集市目录及时公布", ("国务院集市主管部门",), ("国务院有关部门",), "")],
        ),
        (
            "市集市办负责统筹，市计量所、市公安局按照职责分工负责现场秩序。",
            [("统筹", ("市集市办",), (), ""), ("现场秩序", ("市计量所", "市公安局"), (), "")],
        ),
        ("机关获取的信息，由保存该信息的机关负责公开；其他信息不予公开。", [("机关获取的信息公开", ("保存该信息的机关",), (), "")]),
        (
            "收费办法由省价格主管部门会同省政府信息公开主管部门制定。",
            [("收费办法制定", ("省价格主管部门",), ("省政府信息公开主管部门",), "")],
        ),
        ("县公安机关负责本辖区的登记工作，其他单位予以协助。", [("本辖区的登记工作", ("县公安机关",), (), "")]),
        ("市住建部门应当会同发展改革、财政等部门制定示范文本。", [("制定示范文本", ("市住建部门",), ("发展改革", "财政等部门"), "")]),
    ],
)
def test_sentences(text: str, rows: list[tuple[str, tuple[str, ...], tuple[str, ...], str]]) -> None:
    assert [row(d) for d in duties(clause(text))] == rows


@pytest.mark.parametrize(
    "text",
    [
        "检验报告由检验机构负责人签署。",
        "经管委会同意，现印发给你们。",
        "移送本院负责捕诉的部门。",
        "加强各单位之间的配合。",
        "信息不属于本机关负责公开的，告知申请人。",
        "摊主受到损害的，由市集市办依法承担赔偿责任。",
        "具体由各单位组织实施。",
        "由政府组织实施的公共事业需要用地的，可以征收。",
    ],
)
def test_what_is_no_duty(text: str) -> None:
    assert duties(clause(text)) == []


def test_the_sample_plan_gives_its_ten_duties() -> None:
    path = ROOT / "sample" / "documents" / "石溪县法治政府建设分工方案.txt"
    found = list(duty_ledger(Documents(load(path, path.name))))
    assert len(found) == 10 and all(d.lead and d.support and d.schedule for d in found)
    assert all(d.quote == d.clause.slice(d.start, d.end) for d in found)
    assert json.loads(json.dumps(duty_json(found[0])))["lead"] == ["县司法局"]


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared")
def test_the_seed_with_fields_gives_a_duty_for_each_of_its_items() -> None:
    (path,) = SEEDS.glob("004_*.txt")
    found = [d for d in duty_ledger(Documents(load(path, path.name))) if d.schedule]
    assert len(found) == 20
    assert all(d.lead and "牵头" not in "".join(d.lead + d.support) for d in found)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_workbook_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_xlsx(iter(()), tmp_path / "gone" / "t.xlsx")
    gc.collect()


def test_the_workbook_holds_a_row_for_each_target(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = ROOT / "sample" / "documents" / "青岚省法治政府建设纲要2021.txt"
    rows = list(ledger(Documents(load(path, path.name))))
    assert write_xlsx(iter(rows), tmp_path / "t.xlsx") == len(rows) > 15
    sheet, second = load_workbook(tmp_path / "t.xlsx").worksheets
    assert second.title == "责任分工" and second.max_row == 1
    assert sheet.max_row == len(rows) + 1 and sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    assert [c.value for c in sheet[1]][2:8] == ["指标", "比较", "数值", "单位", "类别", "期限"]
    assert sheet["E2"].value == float(rows[0].value) and sheet["K2"].alignment.wrap_text
