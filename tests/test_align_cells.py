"""What a reader looks for in an alignment: kinds, what is covered, marks in the texts, files; and that it is done once."""

import threading
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from answer.__main__ import main
from answer.align.aligned import Aligned
from answer.align.documents import align
from answer.align.files import write_docx, write_xlsx
from index import Index
from policy import BadInput
from policy.align import Alignment, Cell, Row
from policy.align_marks import after_marks, before_marks
from tests.align_kit import label, written

UPPER = """海州省行政执法工作办法
一、执法人员
（一）执法人员资格。执法人员应当持证上岗。2027年底前，执法人员持证率达到95%。执法人员每年参加培训不少于40学时。
（二）执法装备。各级执法机关配备统一的记录仪。
二、执法程序
（三）案卷评查。执法机关应当邀请群众代表参加案卷评查。案卷评查每季度组织一次。
（四）信息公开。行政处罚决定应当自作出之日起20个工作日内公开。2026年底前建成处罚信息统一平台。对公开的信息每日核对。
（五）罚没收入。罚没收入全部上缴国库，缴存比例不得低于10%且不得高于24%。
（六）举报奖励。对举报重大违法行为的群众给予现金奖励。
"""
LOWER = """临溪市行政执法实施细则
一、程序要求
（一）案卷评查。执法机关可以邀请群众代表参加案卷评查。案卷评查每年组织一次。
（二）信息公开。行政处罚决定应当自作出之日起20个工作日内公开。建成处罚信息统一平台。
二、人员要求
（三）人员资格。执法人员应当持证上岗。2026年底前，执法人员持证率达到98%。执法人员每年参加培训不少于40学时。
（四）辅助人员。辅助人员的工作服由市财政局采购。
（五）罚没收入。罚没收入全部上缴国库，缴存比例在10%-24%区间内。
三、其他
（六）经费。各级执法机关配备统一的记录仪，所需经费列入预算。
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return written(tmp_path_factory.mktemp("two"), 省办法=UPPER, 市细则=LOWER, 坏=f"=1+1{chr(0xB)}\n一、<b>执法</b>人员资格。持证上岗。\n")


@pytest.fixture(scope="module")
def both(two: Index) -> Alignment:
    return align(two, "省办法", "市细则")


def row(alignment: Alignment, name: str) -> Row:
    return next(r for r in alignment.rows() if r.before and label(r.before).split("/")[-1] == name)


def cell(alignment: Alignment, name: str) -> Cell:
    return next(c for c in alignment.cells if label(c.clause).split("/")[-1] == name)


def test_how_each_clause_is_answered(both: Alignment) -> None:
    found = {label(c.clause).split("/")[-1]: c.status for c in both.cells}
    assert found["(一)"] == "tightened" and found["(三)"] == "weaker" and found["(六)"] == "missing"
    assert found["(二)"] == "covered" and found["(四)"] == "partly"
    assert "一" not in found and "二" not in found  # headings are no matter of their own


def test_kinds_are_counted_by_row_and_headings_are_not(both: Alignment) -> None:
    assert row(both, "(一)").kinds == ("tightened", "figures")
    assert row(both, "(三)").kinds == ("loosened", "figures")
    assert row(both, "(六)").kinds == ("dropped",)
    counts = both.counts()
    assert counts["dropped"] == 1 and counts["added"] == 1 and counts["tightened"] == 1
    assert sum(both.heads(r) for r in both.rows()) >= 2


def test_a_deadline_that_is_left_out_is_told_and_a_range_in_other_words_is_none(both: Alignment) -> None:
    shifts = [s for p in row(both, "(四)").pairs for s in p.difference.shifts]
    assert [(s.aspect, s.direction, s.before and s.before.text) for s in shifts] == [("deadline", "dropped", "2026年底前")]
    assert not [s for p in row(both, "(五)").pairs for s in p.difference.shifts if s.aspect == "value"]


def test_marks_stand_where_the_texts_differ(both: Alignment) -> None:
    found = row(both, "(四)")
    assert found.before
    marked = [(m.kind, found.before.slice(m.start, m.end)) for m in before_marks(found.before, found.pairs)]
    assert ("dropped", "对公开的信息每日核对。") in marked and ("removed", "2026年底前") in marked
    pair = row(both, "(一)").pairs[0]
    assert pair.after
    assert [pair.after.slice(m.start, m.end) for m in after_marks(pair.after, pair) if m.kind == "inserted"][-2:] == ["2026", "98%"]
    for r in both.rows():
        for p in r.pairs:
            for marks in (before_marks(p.before, r.pairs) if p.before else [], after_marks(p.after, p) if p.after else []):
                assert all(a.end <= b.start for a, b in zip(marks, marks[1:], strict=False))


def test_word_table_has_both_texts_and_struck_and_underlined_words(both: Alignment, tmp_path: Path) -> None:
    write_docx([both], tmp_path / "表.docx")
    book = Document(str(tmp_path / "表.docx"))
    assert book.sections[0].page_width > book.sections[0].page_height
    table = book.tables[0]
    assert [c.text for c in table.rows[0].cells] == ["上级条款", "本地条款", "关系", "差异"]
    told = next(r.cells for r in table.rows if "（一）执法人员资格" in r.cells[0].text)
    runs = [r for paragraph in told[0].paragraphs for r in paragraph.runs]
    assert "95%" in [r.text for r in runs if r.font.strike]
    assert "98%" in [r.text for paragraph in told[1].paragraphs for r in paragraph.runs if r.font.underline]
    assert told[2].text == "收紧、数字有变" and "95% → 98%" in told[3].text


def test_workbook_is_typed_and_filtered_with_the_map_on_a_second_sheet(both: Alignment, two: Index, tmp_path: Path) -> None:
    write_xlsx([both, align(two, "省办法", "坏")], tmp_path / "表.xlsx")
    book = load_workbook(tmp_path / "表.xlsx")
    rows, heat = book["对照"], book["覆盖图"]
    assert rows.freeze_panes == "A2" and rows.auto_filter.ref == f"A1:I{rows.max_row}"
    assert all(c.data_type != "f" for line in (*rows.rows, *heat.rows) for c in line)
    assert all(c.value is None or isinstance(c.value, float | int) for c in rows["I"][1:])
    status = {str(line[0].value): [c.value for c in line[1:]] for line in heat.iter_rows(min_row=2)}
    assert next(v for k, v in status.items() if "（六）举报奖励" in k) == ["缺失", "缺失"]
    assert isinstance(status["缺失（条）"][0], int)


def test_the_command_takes_several_documents_and_writes_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, 省办法=UPPER, 市细则=LOWER, 县细则=LOWER.replace("临溪市", "临溪县"))
    index = ["--index", str(tmp_path / "index")]
    files = ["--docx", str(tmp_path / "a.docx"), "--xlsx", str(tmp_path / "a.xlsx")]
    assert main(["align", "省办法", "市细则", "县细则", *index, *files]) == 0
    assert capsys.readouterr().out == "" and len(Document(str(tmp_path / "a.docx")).tables) == 2
    assert main(["align", "省办法", "市细则", "县细则", *index]) == 0
    assert sum(line.endswith("| 关系 | 差异") for line in capsys.readouterr().out.splitlines()) == 2
    assert main(["align", "省办法", "市细则", *index, "--docx", str(tmp_path / "none" / "a.docx")]) == 1
    assert "a.docx" in capsys.readouterr().err


def test_what_was_asked_before_comes_at_once_until_the_documents_change(two: Index) -> None:
    generation = ["1"]
    kept = Aligned(two, lambda: generation[0])
    found: list[Alignment] = []
    threads = [threading.Thread(target=lambda: found.append(kept.align("省办法", "市细则"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and all(a is found[0] for a in found)
    generation[0] = "2"
    assert kept.align("省办法", "市细则") is not found[0]
    for _ in range(2):  # a failure is told each time, and not kept
        with pytest.raises(BadInput):
            kept.align("省办法", "没有")
