"""The shared nouns: folding keeps every offset, numerals read right, illegal answers cannot be built."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import (
    Answer,
    Cell,
    Citation,
    Claim,
    Clause,
    Document,
    DocumentInfo,
    IllegalAnswer,
    Table,
    chinese_number,
    fold,
    is_traditional,
    numbers_in,
)


def clause(text: str, start: int = 0) -> Clause:
    return Clause("a.txt#一", "a.txt", "示例", ("一、总则",), text, start, start + len(text))


@given(st.text())
def test_folding_keeps_length_and_is_stable(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_folding_is_character_by_character() -> None:
    text = "".join(chr(code) for code in range(0x20, 0x2FFFF) if not 0xD800 <= code < 0xE000)
    assert fold(text) == "".join(map(fold, text))
    assert fold(fold(text)) == fold(text)
    assert [fold(c) for c in "雲Ａ，〔—^]\\-甲"] == list("云a,[-^]\\-甲")


def test_folding_joins_spellings() -> None:
    assert fold("《雲南省》（２０２５年）") == fold("《云南省》(2025年)")
    assert is_traditional("縣政府應當依法辦理行政覆議案件") and not is_traditional("县政府应当依法办理行政复议案件")


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十一", 21), ("一百零三", 103), ("一千二百六十", 1260), ("三万五千", 35000), ("二〇二五", 2025), ("两", 2)],
)
def test_chinese_numbers(text: str, value: int) -> None:
    assert chinese_number(text) == value


def test_numbers_in_any_spelling() -> None:
    assert numbers_in("到２０２５年底达到百分之九十五，每年两期，共1,200人") == {"2025", "95", "2", "1200"}


def test_an_answer_refuses_what_its_citations_do_not_hold() -> None:
    source = clause("到2025年，案卷合格率达到95%以上。", 10)
    citation = Citation(1, source, 10, 10 + len(source.text))
    assert Answer("q", (Claim(source.text, (1,)),), (citation,)).status == "answered"
    with pytest.raises(IllegalAnswer, match="96"):
        Answer("q", (Claim("案卷合格率达到96%", (1,)),), (citation,))
    with pytest.raises(IllegalAnswer, match="no citation"):
        Answer("q", (Claim("案卷合格率达标", ()),), (citation,))
    with pytest.raises(IllegalAnswer, match="not there"):
        Answer("q", (Claim("案卷合格率达标", (2,)),), (citation,))
    with pytest.raises(IllegalAnswer, match="outside"):
        Citation(1, source, 0, 12)


def test_the_clauses_of_a_document_tile_its_text() -> None:
    text = "总则附则"
    first, second = Clause("d#1", "d", "t", (), "总则", 0, 2), Clause("d#2", "d", "t", (), "附则", 2, 4)
    assert Document(DocumentInfo("d", "t"), text, (first, second)).clauses[1].text == "附则"
    for wrong in ((first,), (second,), (second, first)):
        with pytest.raises(ValueError, match="tiling|end at"):
            Document(DocumentInfo("d", "t"), text, wrong)


def test_an_answer_refuses_a_denial_or_a_cell_that_its_quotes_do_not_hold() -> None:
    source = Clause("a#一", "a", "文件", ("一",), "可以当场办理，合格率达到95%。", 0, 16)
    citation = Citation(1, source, 0, 16)
    with pytest.raises(IllegalAnswer, match="不得"):
        Answer("q", (Claim("可以当场办理", (1,), lead="不得"),), (citation,))
    with pytest.raises(IllegalAnswer, match="96"):
        Answer("q", (Claim("可以当场办理", (1,), remark="96%"),), (citation,))
    for cell in (Cell("95%"), Cell("96%", (1,)), Cell("95%", (2,))):
        with pytest.raises(IllegalAnswer):
            Answer("q", (Claim("可以当场办理", (1,)),), (citation,), table=Table(("合格率",), ((cell,),)))
    assert Answer("q", (Claim("可以当场办理", (1,)),), (citation,), table=Table(("地区",), ((Cell("六安市"), Cell("95%", (1,))),))).table
    line = Answer("q", (Claim("可以当场办理", (1,), scope="某县", lead="可以", remark="未设数值目标"),), (citation,)).text
    assert line == "某县：可以。可以当场办理（未设数值目标）[1]"
