"""What the page 指标台账 shows, without a browser: rows, order, pages, bars, and no markup of a document's."""

import re
from dataclasses import replace

from policy import Clause, Target
from policy.ledger import Duty, Entry
from web.ledger_charts import chart_view, years_view
from web.ledger_view import ROWS, Look, duties_view, nothing_view, page_of, required, rows_view, sorted_rows, topics_view
from web.strings import words_in

ZH, EN = words_in("zh"), words_in("en")
BAD = '<img src=x onerror=alert(1)>"\u202e'


def entry(
    place: str, value: str = "95", unit: str = "%", year: int | None = 2027, topic: str = "合格率", title: str = "方案", op: str = "="
) -> Entry:
    text = f"到2027年，{topic}达到{value}{unit}。"
    clause = Clause(f"{place}.txt#一", f"{place}.txt", title, (), text, 100, 100 + len(text))
    deadline = f"到{year}年" if year else ""
    target = Target(clause, topic, op, value, unit, deadline, place, 100, 100 + len(text), "比例")
    return Entry(target, place, topic, year, float(value) if value.isdigit() else None)


def test_nothing_of_a_document_reaches_the_page_as_markup() -> None:
    clause = Clause(BAD, BAD, BAD, (BAD,), BAD, 0, len(BAD))
    row = Entry(Target(clause, BAD, BAD, BAD, BAD, BAD, BAD, 0, len(BAD), BAD, BAD), BAD, BAD, 2027, 3.0)
    duty = Duty(clause, BAD, (BAD,), (BAD,), BAD, 0, len(BAD), BAD)
    pages = [
        rows_view([row], Look(), ZH),
        topics_view([row], Look(), ZH),
        chart_view(BAD, [row], ZH),
        years_view([row], ZH),
        duties_view([duty], 1, ZH),
    ]
    for page in pages:
        assert "<img" not in page and "&lt;img" in page and "\u202e" not in page and '>"' not in page


def test_a_row_opens_its_clause_at_its_span() -> None:
    row = entry("甲省", "90", op=">=")
    shown = rows_view([row], Look(), ZH)
    assert "不低于 90%" in shown and "到2027年" in shown and "共 1 项指标，出自 1 份文件" in shown
    assert 'data-open="甲省.txt" data-clause="甲省.txt#一" data-start="100"' in shown
    assert required(entry("甲", "15", "工作日", op="<=").target, EN) == "≤ 15 工作日"


def test_in_which_case_and_how_nearly_is_shown_with_the_figure() -> None:
    row = entry("甲省", "20", op="=")
    near = replace(row, target=replace(row.target, about=True, condition="购买首套住房的"))
    for shown in (rows_view([near], Look(), ZH), topics_view([near], Look(), ZH), chart_view("满意率", [near], ZH)):
        assert "购买首套住房的" in shown and "约 20%" in shown
    assert "约" not in rows_view([row], Look(), ZH)


def test_columns_sort_either_way_and_what_has_nothing_stays_last() -> None:
    found = [entry("乙", "90", year=None), entry("甲", "翻一番", year=2030), entry("丙", "99", year=2026)]
    assert [r.place for r in sorted_rows(found, Look(sort="amount"))] == ["乙", "丙", "甲"]
    assert [r.place for r in sorted_rows(found, Look(sort="amount", down=True))] == ["丙", "乙", "甲"]
    assert [r.place for r in sorted_rows(found, Look(sort="year", down=True))] == ["甲", "丙", "乙"]
    assert 'aria-sort="descending"' in rows_view(found, Look(sort="year", down=True), ZH)
    assert sorted_rows(found, Look(sort="nonsense")) == found


def test_more_rows_than_a_page_holds_are_turned() -> None:
    found = [entry(f"{i:03}县") for i in range(ROWS + 5)]
    first, last = rows_view(found, Look(), ZH), rows_view(found, Look(page=99), ZH)
    assert first.count("data-open=") == ROWS and last.count("data-open=") == 5
    assert f"第 1–{ROWS} 项，共 {ROWS + 5} 项" in first and 'data-page="2"' in first
    assert page_of(0, 3) == (1, 0, 0) and "tw-pager" not in rows_view(found[:3], Look(), ZH)


def test_places_are_compared_on_one_scale_and_units_kept_apart() -> None:
    found = [entry("甲", "50"), entry("乙", "100"), entry("丙", "20", "个")]
    shown = chart_view("合格率", found, ZH)
    assert re.findall(r"width:([\d.]+)%", shown) == ["100.0", "50.0", "100.0"] and shown.count("<table") == 2
    assert shown.index("乙") < shown.index("甲")
    groups = topics_view([*found, entry("丁", topic="知晓率")], Look(), ZH)
    assert groups.index("合格率") < groups.index("知晓率") and 'data-ledgerliken="合格率"' in groups


def test_the_line_of_time_runs_forward_and_counts() -> None:
    shown = years_view([entry("甲", year=2030), entry("乙", year=2026), entry("丙", year=2026), entry("丁", year=None)], ZH)
    assert shown.index("2026") < shown.index("2030") and 'data-ledgerdue="2026"' in shown and "未写明年份：1" in shown


def test_where_there_is_nothing_it_says_why() -> None:
    assert "还没有文件" in nothing_view("targets", False, False, ZH)
    assert "没有写明任何指标" in nothing_view("targets", False, True, ZH)
    assert "没有符合条件的指标" in nothing_view("targets", True, True, ZH)
    assert "由谁负责" in nothing_view("duties", False, True, ZH)
