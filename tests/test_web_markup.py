"""HTML is safe by construction, and marks stand where they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.highlight import Span, densest, excerpt, marked, sentences, window, word_spans, words
from web.markup import Safe, esc, join, plain, tag

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</mark></section>", "&lt;b&gt;"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_and_attributes_are_escaped(text: str) -> None:
    made = tag("p", text, title=text)
    assert made.count("<") == 2 and made.count('"') == 2 and "'" not in made


def test_what_was_made_is_not_escaped_again() -> None:
    assert tag("div", tag("b", "1 < 2"), None, "") == "<div><b>1 &lt; 2</b></div>"
    assert esc(Safe("<i>")) == "<i>" and join(["a", tag("i", "&")], "、") == "a、<i>&amp;</i>"
    assert tag("input", cls="x", hidden=True, disabled=False, data_open=None) == '<input class="x" hidden>'


def test_direction_overrides_and_controls_become_visible() -> None:
    assert plain("安全\u202etxt.exe\u2066\x00\x1b") == "安全\ufffdtxt.exe\ufffd\ufffd\ufffd"
    assert plain("第一行\n\t第二行") == "第一行\n\t第二行"
    assert esc("\u202e<") == "\ufffd&lt;"


def test_overlapping_marks_share_a_piece() -> None:
    made = marked("达到95%以上", [Span(0, 7, "quote"), Span(2, 5, "figure")])
    assert made == '<mark class="quote">达到</mark><mark class="figure quote">95%</mark><mark class="quote">以上</mark>'


@given(st.text(), st.lists(st.tuples(st.integers(-3, 30), st.integers(0, 12)), max_size=6))
def test_marking_changes_no_text(text: str, at: list[tuple[int, int]]) -> None:
    made = marked(text, [Span(start, start + length, "m") for start, length in at])
    assert made.replace('<mark class="m">', "").replace("</mark>", "") == esc(text)


def test_words_of_a_question_are_what_it_names() -> None:
    assert "出庭应诉率" in words("行政机关负责人出庭应诉率的目标是多少？")
    assert not {"多少", "是多", "的目"} & words("行政机关负责人出庭应诉率的目标是多少？")
    assert words("2025年 GDP") >= {"2025", "gdp"}


def test_words_are_marked_where_they_stand_whichever_way_they_are_written() -> None:
    text = "依法履行出庭應訴職責，出庭应诉率达到95%。"
    assert [text[s.start : s.end] for s in word_spans("出庭应诉职责", text)] == ["出庭應訴職責", "出庭应诉"]


def test_a_number_is_marked_whole_or_not_at_all() -> None:
    text = "2025年前，120250件"
    assert [(s.start, s.end) for s in word_spans("2025", text)] == [(0, 4)]


@given(st.text(alphabet="甲乙。；\n丙", max_size=60))
def test_sentences_give_the_text_back(text: str) -> None:
    assert "".join(text[s.start : s.end] for s in sentences(text)) == text


def test_an_excerpt_holds_its_quote_and_says_that_the_text_goes_on() -> None:
    text = "前" * 200 + "。到2025年达到95%。" + "后" * 200
    start, end = 201, 212
    left, right = window(text, start, end)
    assert left == start and text[start:end] in text[left:right]
    assert excerpt(text, [Span(start, end, "quote")], start, end).startswith('…<mark class="quote">到2025年')


def test_the_densest_stretch_wins() -> None:
    spans = [Span(0, 2, "w"), Span(300, 306, "w"), Span(310, 314, "w")]
    assert densest(spans) == (300, 314) and densest([]) == (0, 0)
