"""How a Chinese question is read: which of its terms the lexicon knows."""

import pytest

from index import query
from index.query import read


def known(monkeypatch: pytest.MonkeyPatch, *terms: str) -> None:
    monkeypatch.setattr(query, "_everyday", lambda: dict.fromkeys(terms, ("劳动合同",)))


def found(question: str) -> list[str]:
    return [term for term, _ in read(question).synonyms]


def test_a_short_term_begins_and_ends_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    known(monkeypatch, "员工")
    assert found("员工不来") == ["员工"]
    assert found("人员工作不力") == []


def test_a_long_term_counts_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    known(monkeypatch, "没签合同", "合同")
    assert found("厂里还没签合同怎么办") == ["没签合同"]


def test_the_longest_term_from_the_left_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    known(monkeypatch, "打官司", "官司", "打官司要多少钱")
    assert found("打官司要多少钱") == ["打官司要多少钱"]
    assert found("这官司打官司") == ["官司", "打官司"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("93年买的房子", "1993年买的房子"),
        ("08年结的婚,九三年生的", "2008年结的婚,1993年生的"),
        ("21年3月签的,21年底到期", "2021年3月签的,2021年底到期"),
        ("住了15年,七八年没修", "住了15年,七八年没修"),
        ("70年产权到期", "70年产权到期"),
        ("90年代建的,第93年", "90年代建的,第93年"),
        ("2008年,1993年5月", "2008年,1993年5月"),
        ("满99年,租99年", "满99年,租99年"),
        ("判了10年6个月", "判了10年6个月"),
        ("欠我5w块,工资3k多块", "欠我5万块,工资3千多块"),
        ("首付三成,两成以上", "首付百分之三十,百分之二十以上"),
        ("成立三成套设备厂", "成立三成套设备厂"),
    ],
)
def test_short_years_and_amounts_are_written_out_where_they_can_be_nothing_else(question: str, text: str) -> None:
    assert read(question).text == text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("100 million yuan", "1亿"),
        ("a fine of thirty-one thousand yuan", "3.1万"),
        ("a million yuan", "100万"),
        ("half a million yuan", "50万"),
        ("2.5 million yuan", "250万"),
        ("one hundred and twenty days", "120"),
        ("twenty-five workers", "25"),
        ("1,500 thousand", "150万"),
    ],
)
def test_numbers_of_several_english_words_are_one(question: str, number: str) -> None:
    assert number in read(question).text.split()
