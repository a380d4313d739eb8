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
