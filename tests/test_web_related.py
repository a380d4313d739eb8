"""What the pages show of clauses related to one."""

from policy import Clause
from policy.align import Change, Difference, Pair, Shift, Span
from web.related_view import relate_button, related_view
from web.strings import words_in

ZH, EN = words_in("zh"), words_in("en")
BAD = '<img src=x onerror=alert(1)>"\u202e'


def clause(source: str, text: str) -> Clause:
    return Clause(f"{source}#(一)", source, source, (f"（一）{source}",), text, 0, len(text))


def pair(before: Clause, after: Clause) -> Pair:
    spans = Span(before, 3, 6), Span(after, 3, 6)
    change = Change("changed", Span(before, 0, 6), Span(after, 0, 6), (spans[0],), (spans[1],))
    return Pair(before, after, 0.9, Difference((change,), (Shift("value", "tightened", *spans, "办结率"),)))


def test_each_counterpart_with_its_place_and_what_it_asks_otherwise() -> None:
    before, after = clause("省.txt", "办结率95%以上。"), clause("市.txt", "办结率98%以上。")
    shown = related_view([pair(before, after)], ZH)
    for piece in ("其他文件中的对应条款（1）", "（一）市.txt", "收紧", "办结率", "<b>95%</b>", "<b>98%</b>", 'data-open="市.txt"'):
        assert piece in shown
    assert '<mark class="word">98%</mark>' in shown
    assert 'data-relate="省.txt#(一)"' in relate_button(before, ZH)


def test_no_counterpart_is_said_in_either_language() -> None:
    assert "没有找到" in related_view([], ZH) and "No other document" in related_view([], EN)
    alone = Pair(clause("省.txt", "办结率95%以上。"), None, 0.0, Difference((), ()))
    assert "没有找到" in related_view([alone], ZH)


def test_nothing_of_a_document_reaches_the_page_as_markup() -> None:
    before, after = clause(BAD, BAD), clause(BAD + "2", BAD)
    for shown in (related_view([pair(before, after)], ZH), relate_button(before, EN)):
        assert "<img" not in shown and "\u202e" not in shown and "&lt;img" in shown
