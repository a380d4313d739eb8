"""The words that answer are shown bold where no figure or date is asked for."""

import pytest

from answer import ask
from index import Index
from tests.index_kit import SAMPLE, indexed

QUESTIONS = (
    "对无正当理由不出庭的由谁约谈？",
    "个体工商户转为企业，原字号还能用吗？",
    "容缺受理是什么意思？",
    "石溪县行政执法监督由哪个单位牵头？",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("bold"), SAMPLE)


@pytest.mark.parametrize(("question", "answer"), [(QUESTIONS[0], "市政府督查室"), (QUESTIONS[1], "可以保留原字号")])
def test_what_answers_stands_out(desk: Index, question: str, answer: str) -> None:
    claim = ask(desk, question).claims[0]
    ((start, end),) = claim.marks
    assert answer in claim.text[start:end] and end - start < len(claim.text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_bold_words_are_whole_parts_of_the_quote(desk: Index, question: str) -> None:
    for claim in ask(desk, question).claims:
        for start, end in claim.marks:
            assert 0 <= start < end <= len(claim.text)
            assert start == 0 or not claim.text[start - 1].isalnum()
            assert end == len(claim.text) or not claim.text[end].isalnum()


def test_of_a_figure_asked_for_the_figure_alone(desk: Index) -> None:
    claim = ask(desk, "青岚省的行政机关负责人出庭应诉率到2030年要达到多少？").claims[0]
    assert claim.marks and all(any(c in "百分之0123456789%" for c in claim.text[s:e]) for s, e in claim.marks)
