"""What the page 对照 says of alignments, without a browser."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from policy import Clause, DocumentInfo
from policy.align import Alignment, Cell, Change, Difference, Pair, Shift, Span
from web.align_page import MOST, checked, choices, pair_of
from web.align_table import heat_view, table_view
from web.align_text import marked_text
from web.align_view import filter_view, sides_view
from web.frame import Frame
from web.strings import words_in

ZH, EN = words_in("zh"), words_in("en")
BAD = '<img src=x onerror=alert(1)>"\u202e'


def clause(source: str, name: str, text: str, start: int = 0) -> Clause:
    return Clause(f"{source}#{name}", source, source, (f"{name}{source}",), text, start, start + len(text))


def alignment(base: str = "省.txt", other: str = "市.txt", text: str = "办结率95%以上。按月通报。") -> Alignment:
    one, two = clause(base, "（一）", text), clause(other, "（二）", "办结率98%以上。")
    alone, more = clause(base, "（三）", "另行规定。", 20), clause(other, "（四）", "本市新设专窗。", 20)
    cut = text.index("。") + 1 if "。" in text else len(text)
    figures = Span(one, 3, 6), Span(two, 3, 6)
    changes = (
        Change("changed", Span(one, 0, cut), Span(two, 0, 8), (figures[0],), (figures[1],)),
        *((Change("dropped", Span(one, cut, len(text)), None),) if cut < len(text) else ()),
    )
    pair = Pair(one, two, 0.9, Difference(changes, (Shift("value", "tightened", *figures, "办结率"),)))
    gone = Pair(alone, None, 0.0, Difference((Change("dropped", Span(alone, 20, 25), None),), ()))
    new = Pair(None, more, 0.0, Difference((Change("added", None, Span(more, 20, 27)),), ()))
    cells = Cell(one, "tightened", 0.6, (pair,)), Cell(alone, "missing", 0.0, (gone,))
    return Alignment(DocumentInfo(base, base), DocumentInfo(other, other), (pair, gone, new), frozenset(), cells)


class Library:
    def __init__(self, *documents: DocumentInfo) -> None:
        self._documents = list(documents)

    def documents(self) -> list[DocumentInfo]:
        return self._documents


class Alignments:
    def align(self, before: str, after: str) -> Alignment:
        return alignment(before, after)

    def files(self, found: Sequence[Alignment], folder: Path) -> list[Path]:
        return []


def frame(*documents: DocumentInfo) -> Frame:
    return Frame(Library(*documents), None, None, Alignments(), None, ZH, "zh", None)  # type: ignore[arg-type]


def test_a_pair_is_shown_with_its_words_marked_and_what_it_asks_otherwise() -> None:
    shown = sides_view([alignment()], "市.txt", ZH)
    assert re.search(r'<del class="tw-al-m tw-al-m-removed" title="[^"]+">95%</del>', shown)
    assert re.search(r'<ins class="tw-al-m tw-al-m-inserted" title="[^"]+">98%</ins>', shown)
    assert re.search(r'<del class="tw-al-m tw-al-m-dropped"[^>]*><span class="tw-al-label">未写</span>按月通报。</del>', shown)
    assert 'data-kinds="tightened figures"' in shown and 'data-kinds="dropped"' in shown and 'data-kinds="added"' in shown
    assert "没有对应的条款" in shown and "基准文件没有对应的条款" in shown
    assert 'data-open="市.txt"' in shown and 'data-relate="省.txt#（一）"' in shown


def test_filters_count_rows_and_those_without_any_cannot_be_chosen() -> None:
    shown = filter_view(alignment().counts(), ZH)
    assert re.search(r'data-kind="tightened">收紧<b>1</b>', shown)
    assert re.search(r'data-kind="same" disabled>相同<b>0</b>', shown)


def test_several_documents_have_a_switch_a_table_and_a_map() -> None:
    found = [alignment(), alignment(other="县.txt")]
    assert 'aria-pressed="true" data-side="县.txt"' in sides_view(found, "县.txt", ZH)
    table = table_view(found, ZH)
    assert table.count('scope="col"') == 8 + 3 and "未写 1 句" in table and "新增条款（1）" in table
    heat = heat_view(found, ZH)
    assert heat.count('data-cell="省.txt#（一）"') == 2 and 'aria-label="（一）省.txt × 县.txt：更严"' in heat
    assert ">严</button>" in heat and ">缺</button>" in heat and "60% 的内容有对应" in heat and '<td class="tw-num">1/2</td>' in heat
    assert "stricter" in heat_view(found, EN)


def test_nothing_of_a_document_reaches_the_page_as_markup() -> None:
    bad = alignment(BAD, BAD + "2", BAD + "。" + BAD)
    for shown in (sides_view([bad], "", ZH), table_view([bad], ZH), heat_view([bad], ZH), marked_text(bad.cells[0].clause, [], ZH)):
        assert "<img" not in shown and "\u202e" not in shown and "&lt;img" in shown


def test_what_cannot_be_compared_is_said() -> None:
    many = [DocumentInfo(f"{n}.txt", f"第{n}号") for n in range(MOST + 2)]
    page = frame(*many)
    assert checked(page, "0.txt", ["1.txt", "1.txt"]) == ("0.txt", ("1.txt",))
    for base, others, said in (
        ("", ["1.txt"], "请选一份"),
        ("0.txt", [], "请选一份"),
        ("0.txt", ["0.txt"], "与自己"),
        ("0.txt", [d.source for d in many[1:]], f"最多对照 {MOST} 份"),
        ("0.txt", ["gone.txt"], "不在"),
    ):
        with pytest.raises(Exception, match=said):
            checked(page, base, others)


def test_a_national_document_is_offered_as_the_base_and_equal_titles_are_told_apart() -> None:
    page = frame(
        DocumentInfo("a.txt", "办法", level="市"), DocumentInfo("b.txt", "办法", level="省"), DocumentInfo("c.txt", "纲要", level="国家")
    )
    base, others = choices(page, None, ["a.txt", "gone.txt"])
    assert base["value"] == "c.txt" and others["value"] == ["a.txt"]
    assert ("办法 · a.txt", "a.txt") in base["choices"] and base["choices"][0] == ("纲要", "c.txt")
    assert choices(page, "b.txt", [])[0]["value"] == "b.txt"


def test_the_pair_of_a_cell_and_a_clause_that_has_changed() -> None:
    page = frame(DocumentInfo("省.txt", "省办法"), DocumentInfo("市.txt", "市细则"))
    assert "办结率" in pair_of(page, "省.txt", "市.txt", "省.txt#（一）")
    assert "已经变了" in pair_of(page, "省.txt", "市.txt", "省.txt#（九）")
