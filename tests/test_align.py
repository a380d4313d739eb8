"""Two small documents side by side: counterparts, what differs, and the command that prints it."""

import json
from pathlib import Path

import pytest

from answer.__main__ import main
from answer.align.documents import align
from index import Index
from policy import BadInput
from policy.align import Alignment, Pair, Shift
from tests.align_kit import aligned, label, rates, written
from tests.index_kit import SAMPLE, indexed

PROVINCE, CITY = "青岚省法治政府建设纲要2026.txt", "云岫市法治政府建设实施意见.docx"

UPPER = """海州省行政执法工作办法
一、执法人员
（一）执法人员资格。执法人员应当持证上岗。2027年底前，执法人员持证率达到95%。执法人员每年参加培训不少于40学时。
（二）执法装备。各级执法机关配备统一的记录仪。
二、执法程序
（三）案卷评查。执法机关可以邀请群众代表参加案卷评查。案卷评查每年组织一次。
（四）信息公开。行政处罚决定应当自作出之日起20个工作日内公开。探索建立处罚信息统一平台。
（五）罚没收入。罚没收入全部上缴国库。
"""
LOWER = """临溪市行政执法实施细则
一、程序要求
（一）案卷评查。执法机关应当邀请群众代表参加案卷评查。案卷评查每季度组织一次。
（二）信息公开。行政处罚决定应当自作出之日起10个工作日内公开。建立处罚信息统一平台。
二、人员要求
（三）人员资格。执法人员应当持证上岗。2026年底前，执法人员持证率达到98%。执法人员每年参加培训不少于40学时。
（四）辅助人员。辅助人员的工作服由市财政局采购。
三、其他
（五）经费。各级执法机关配备统一的记录仪，所需经费列入预算。罚没收入全部上缴国库。
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return written(tmp_path_factory.mktemp("two"), 省办法=UPPER, 市细则=LOWER)


@pytest.fixture(scope="module")
def both(two: Index) -> Alignment:
    return align(two, "省办法", "市细则")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("sample"), SAMPLE)


def pair(alignment: Alignment, before: str, after: str = "") -> Pair:
    return next(
        p for p in alignment.pairs if p.before and label(p.before) == before and (not after or (p.after and label(p.after) == after))
    )


def said(shifts: tuple[Shift, ...]) -> set[tuple[str, str, str, str]]:
    return {(s.aspect, s.direction, s.before.text if s.before else "", s.after.text if s.after else "") for s in shifts}


def test_counterparts_in_another_order(both: Alignment, two: Index) -> None:
    found = aligned(both, two.clauses("省办法.txt"), two.clauses("市细则.txt"))
    assert found >= {("一/(一)", "二/(三)"), ("二/(三)", "一/(一)"), ("二/(四)", "一/(二)"), ("一/(二)", "三/(五)"), ("二/(五)", "三/(五)")}
    assert "二/(四)" not in {after for _, after in found}  # nothing is said of auxiliary staff
    assert next(p for p in both.pairs if p.after and label(p.after) == "二/(四)").relation == "added"


def test_an_earlier_deadline_and_a_higher_share_are_tighter(both: Alignment) -> None:
    shifts = said(pair(both, "一/(一)", "二/(三)").difference.shifts)
    assert shifts == {("value", "tightened", "95%", "98%"), ("deadline", "tightened", "2027年底前", "2026年底前")}


def test_a_shorter_limit_is_tighter_and_without_trial_too(both: Alignment) -> None:
    shifts = said(pair(both, "二/(四)", "一/(二)").difference.shifts)
    assert ("modality", "tightened", "探索建立", "建立") in shifts
    assert ("value", "tightened") in {s[:2] for s in shifts}


def test_may_becomes_shall_and_yearly_quarterly(both: Alignment) -> None:
    shifts = said(pair(both, "二/(三)", "一/(一)").difference.shifts)
    assert ("modality", "tightened", "可以邀请", "应当邀请") in shifts
    assert {s[1] for s in shifts} == {"tightened"}  # once a quarter is more than once a year


def test_sentences_same_changed_and_added(both: Alignment) -> None:
    kinds = [(c.kind, c.before.text if c.before else "") for c in pair(both, "一/(一)", "二/(三)").difference.changes]
    assert kinds == [
        ("changed", "执法人员资格。"),
        ("same", "执法人员应当持证上岗。"),
        ("changed", "2027年底前，执法人员持证率达到95%。"),
        ("same", "执法人员每年参加培训不少于40学时。"),
    ]
    change = pair(both, "一/(一)").difference.changes[2]
    assert [s.text for s in change.removed] == ["2027", "95%"] and [s.text for s in change.inserted] == ["2026", "98%"]


def test_a_document_against_its_later_edition(sample: Index) -> None:
    alignment = align(sample, "青岚省法治政府建设纲要2021", "青岚省法治政府建设纲要2026")
    raised = {
        s.after.text: s.direction for p in alignment.pairs for s in p.difference.shifts if s.aspect == "value" and s.after and s.before
    }
    assert raised["不少于30日"] == "tightened"  # for comments on drafts, from 20
    assert raised["4.5名"] == "changed"  # more, but four years later


def test_province_and_city_of_the_sample(sample: Index) -> None:
    found = aligned(align(sample, PROVINCE, CITY), sample.clauses(PROVINCE), sample.clauses(CITY))
    wanted = {
        ("一/(二)", "一/(一)"),
        ("二/(六)", "二/(五)/1"),
        ("三/(八)", "二/(一)/1"),
        ("三/(八)", "二/(一)/2"),
        ("三/(九)", "二/(二)/1"),
        ("三/(九)", "二/(二)/2"),
        ("四/(十二)", "二/(三)/3"),
        ("四/(十三)", "二/(三)/1"),
        ("五/(十五)", "二/(四)/1"),
        ("六/(十七)", "二/(五)/2"),
        ("六/(十八)", "三/(二)"),
        ("六/(十九)", "三/(一)"),
    }
    arguable = {
        ("四/(十三)", "二/(三)/2"),
        ("五/(十五)", "二/(四)/2"),
        ("五/(十五)", "三/(三)"),
        ("六/(二十)", "三/(三)"),
        ("一/(三)", "一/(二)"),
    }
    precision, recall = rates(found, wanted, arguable)
    assert precision >= 0.9 and recall >= 0.75, (found - wanted - arguable, wanted - found)


def test_unlike_documents_share_hardly_anything(tmp_path: Path) -> None:
    other = "湖湾市民用无人机登记办法\n一、登记。无人机所有人应当在购买后7日内登记。\n二、飞行。夜间不得在机场周边飞行。\n"
    search = written(tmp_path, 办法=UPPER, 无人机=other)
    assert not aligned(align(search, "办法", "无人机"), search.clauses("办法.txt"), search.clauses("无人机.txt"))


def test_a_clause_said_twice_answers_in_order(tmp_path: Path) -> None:
    text = "{}规定\n" + "".join(f"第{n}条 责任单位应当每年向{n}级机关报告落实情况，逾期不报的予以通报。\n" for n in "一二三四五六")
    search = written(tmp_path, 甲=text.format("甲市"), 乙=text.format("乙市"))
    found = {(a, b) for a, b in aligned(align(search, "甲", "乙"), search.clauses("甲.txt"), search.clauses("乙.txt")) if a and b}
    assert {(f"第{n}条", f"第{n}条") for n in "一二三四五六"} <= found


def test_names_and_what_is_wrong_with_them(sample: Index) -> None:
    assert align(sample, "《青岚省政务服务便民条例》", CITY).before.source == "青岚省政务服务便民条例.md"
    with pytest.raises(BadInput, match="没有文件“纲要”") as error:
        align(sample, "纲要", CITY)
    assert PROVINCE in error.value.remedy
    with pytest.raises(BadInput, match="同一文件"):
        align(sample, CITY, CITY.removesuffix(".docx"))


def test_the_command(two: Index, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path_factory.mktemp("command")
    written(folder, 省办法=UPPER, 市细则=LOWER)
    index = ["--index", str(folder / "index")]
    assert main(["align", "省办法", "市细则", *index]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].endswith("| 关系 | 差异")
    row = next(line for line in table if line.startswith("（一）执法人员资格"))
    assert "（三）人员资格 | 不同 | 收紧数值：" in row and "95% → 98%" in row and "2027年底前 → 2026年底前" in row
    assert main(["align", "省办法", "市细则", "--json", *index]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == len(table) - 1
    text = two.document("市细则.txt").text
    for row in rows:
        for change in row["changes"]:
            for span in (change["after"], *change["inserted"]):
                assert span is None or text[span["start"] : span["end"]] == span["text"]
    assert main(["align", "省办法", "无", *index]) == 1
    assert "没有文件“无”" in capsys.readouterr().err
