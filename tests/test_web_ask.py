"""What the ask page and the reader say beyond the bare answer, without a browser."""

import json
from dataclasses import replace

import pytest

from policy import Answer, Cell, Claim, Document, DocumentInfo, Hit, Table
from tests.answer_kit import BAD, clause, full, infos
from web.answer_cards import absent
from web.answer_view import answer_view
from web.copying import rich
from web.highlight import names_something
from web.reader_tools import page_at
from web.reader_view import Place, reader_view
from web.served import packed, page_link, unpacked, word_link
from web.session_view import session_view
from web.strings import words_in

ZH, EN = words_in("zh"), words_in("en")


def document(bad: str = "", pages: tuple[int, ...] = (0,)) -> Document:
    lead = clause("题", f"青岚省意见{bad}", f"意见{bad}.pdf")
    text = lead.text + "　"
    made = type(lead)("#", lead.source, lead.title, (f"一、目标{bad}",), text, 0, len(text), 1)
    return Document(DocumentInfo(lead.source, lead.title, "岚政发〔2026〕1号", digest="ab" * 32), text, (made,), pages)


def test_a_question_that_was_completed_is_told_and_can_be_asked_as_written() -> None:
    shown = answer_view(full(), "", infos(), ZH, ("云岫市的出庭应诉率是多少？",))
    assert "理解为：<strong>青岚省的出庭应诉率是多少？" in shown and 'data-ask="那青岚省呢？"' in shown
    assert (
        f'data-before="{json.dumps(["云岫市的出庭应诉率是多少？"], ensure_ascii=False)}"'.replace('["', "[&quot;").replace('"]', "&quot;]")
        in shown
    )
    alone = answer_view(Answer("午餐补贴多少？", (), ()), "", {}, ZH, ("云岫市的出庭应诉率是多少？",))
    assert 'data-before="[]"' in alone and "理解为" not in alone


def test_a_comparison_is_a_table_whose_cells_lead_to_their_sources() -> None:
    shown = answer_view(full(), "", infos(), ZH)
    assert '<th scope="col">应诉率</th>' in shown and '<th scope="row">青岚省</th>' in shown
    assert shown.index("95%以上<a") < shown.index('class="tw-figure">对') and 'class="tw-remark">另有要求' in shown


def test_the_heads_of_a_comparison_are_in_the_language_of_the_page() -> None:
    heads = ("地区（文件）", "要求", "应诉率")
    table = Table(heads, ((Cell("青岚省", (1,)), Cell("95%以上", (1,)), Cell("95%", (1,))),))
    shown = answer_view(replace(full(), table=table), "", infos(), EN)
    assert '<th scope="col">Place (document)</th><th scope="col">Required</th><th scope="col">应诉率</th>' in shown
    assert 'data-label="Required"' in shown and '<th scope="col">要求</th>' in answer_view(replace(full(), table=table), "", infos(), ZH)


def test_what_is_related_stands_apart_and_its_sources_with_it() -> None:
    shown = answer_view(full(), "", infos(), ZH)
    answer, beside = shown.split('class="tw-apart"')
    assert "相关，不是答案" in beside and 'id="cite-2"' in beside and 'id="cite-2"' not in answer and 'id="cite-1"' in answer
    unfound = Answer("？", (), full().citations[1:], (), "", "", None, (Claim("出庭应诉率达到100%。", (2,)),))
    shown = answer_view(unfound, "", {}, ZH)
    assert "文件中没有找到答案" in shown and "相关，不是答案" in shown and "tw-tools" not in shown


def test_a_near_clause_says_why_it_is_not_the_answer() -> None:
    hits = (Hit(1, 0.3, clause("负责人出庭应诉。", "意见", "意见.txt"), 1, None),)
    shown = answer_view(Answer("出庭补贴多少？", (), (), hits), "", {}, ZH, named=("出庭", "补贴"))
    assert "条文里没有出现：补贴" in shown
    assert "没有写明所问的内容" in answer_view(Answer("出庭多少？", (), (), hits), "", {}, ZH, named=("出庭",))
    assert absent(["應訴", "补贴", "补贴", "氧气"], "应诉") == ["补贴", "氧气"]
    assert [w for w in ("出庭", "多少", "的", "什么", "rate") if names_something(w)] == ["出庭"]


def test_an_answer_can_be_taken_along() -> None:
    shown = answer_view(full(), "", infos(), ZH, ("前一问",))
    assert 'data-copylink="前一问"' in shown and "made/answer.docx?q=" in shown and "<template" in shown
    assert "../made/answer.docx" in answer_view(full(), "", infos(), EN, (), "en")
    pasted = rich(full(), infos(), ZH)
    assert "<b>95%以上</b>" in pasted and 'style="mso-footnote-id:ftn1"' in pasted and 'id="ftn1"' in pasted and "（另有要求）" in pasted


def test_nothing_hostile_reaches_the_page_as_markup() -> None:
    place = Place("#", 1, 4)
    pages = [
        answer_view(full(BAD), "", infos(BAD), ZH, (BAD,)),
        answer_view(full(BAD), "", infos(BAD), EN, (BAD,), "en"),
        answer_view(Answer(BAD, (), (), (Hit(1, 1.0, clause("文", BAD, BAD), 1, 1),)), BAD, {}, ZH, named=(BAD,)),
        reader_view(document(BAD), place, ZH),
        session_view(ZH),
    ]
    for page in pages:
        assert "<img" not in page and "\u202e" not in page and "\x07" not in page and '>"' not in page


def test_the_reader_has_its_tools_and_for_a_pdf_the_printed_page() -> None:
    shown = reader_view(document(), Place("#", 3, 5), ZH)
    for piece in (
        'data-step="1"',
        "data-copyclause",
        "tw-find-box",
        'data-pages="1"',
        'data-span="1 3 5"',
        'data-cited="《青岚省意见》（岚政发〔2026〕1号）"',
    ):
        assert piece in shown
    assert "made/page.png?source=" in shown and "v=abababababab" in shown
    other = reader_view(document(pages=()), Place("#", 3, 5), ZH)
    assert "data-sheet" not in other and "tw-printed" not in other and "data-span" not in other


def test_pages_are_found_by_offset() -> None:
    made = document(pages=(0, 2, 2, 4))
    assert [page_at(made, at) for at in (0, 1, 2, 3, 4, 99)] == [1, 1, 3, 3, 4, 4]


@pytest.mark.parametrize("before", [(), ("甲？",), ("甲？", "乙\n丙？")])
def test_questions_before_survive_an_address(before: tuple[str, ...]) -> None:
    assert unpacked(packed(before)) == tuple(" ".join(q.split()) for q in before)


def test_addresses_hold_whatever_is_asked() -> None:
    assert "%3Cscript%3E%26q%3D" in word_link("zh", "<script>&q=", ())
    assert page_link("en", "a&b/甲.pdf", "0" * 64).startswith("../made/page.png?source=a%26b%2F%E7%94%B2.pdf&v=000000000000")
    assert unpacked("\n".join("一二三四五六")) == ("三", "四", "五", "六") and unpacked("长" * 1001 + "\n\n") == ()
