"""A document by the number it was issued under: the number asked for, the document asked for, and what that document alone says."""

import pytest

from answer import ask
from index import Index
from policy import fold
from tests.index_kit import SAMPLE, indexed


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("numbers"), SAMPLE)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("云岫市法治政府建设实施意见是几号文？", ["岫政发〔2026〕11号"]),
        ("石溪县各份文件的发文字号分别是什么？", ["石溪政务〔2026〕8号", "石溪政办发〔2026〕15号"]),
        ("青岚省2026年的法治政府建设纲要，文号是多少？", ["岚政发〔2026〕3号"]),
    ],
)
def test_the_number_that_a_document_was_issued_under(desk: Index, question: str, numbers: list[str]) -> None:
    answer = ask(desk, question)
    assert [fold(claim.text) for claim in answer.claims] == [fold(number) for number in numbers]
    assert [fold(citation.quote) for citation in answer.citations] == [fold(number) for number in numbers]


@pytest.mark.parametrize("number", ["岚政发〔2021〕22号", "岚政发[2021]22号", "嵐政發(2021)22號"])
def test_the_document_of_a_number_however_it_is_written(desk: Index, number: str) -> None:
    (claim,) = ask(desk, f"{number}是哪份文件？").claims
    assert "青岚省法治政府建设纲要" in claim.text and "2021" in claim.text


def test_a_document_named_by_its_number_answers_alone_also_an_older_edition(desk: Index) -> None:
    answer = ask(desk, "按照岚政发〔2021〕22号，行政机关负责人出庭应诉率的目标是多少？")
    assert "85%" in answer.text and {c.clause.source for c in answer.citations} == {"青岚省法治政府建设纲要2021.txt"}


def test_documents_named_by_their_numbers_are_held_against_each_other(desk: Index) -> None:
    answer = ask(desk, "岫政发〔2026〕11号和岚政发〔2021〕22号的出庭应诉率目标分别是多少？")
    assert "100%" in answer.text and "85%" in answer.text
    assert len({c.clause.source for c in answer.citations}) == 2


def test_what_no_document_is_numbered_is_not_found(desk: Index) -> None:
    assert not ask(desk, "雲岫市僑胞僑企辦事合作通告的文号是多少？").claims


def test_other_numbers_are_no_numbers_of_documents(desk: Index) -> None:
    assert all("〔" not in claim.text for claim in ask(desk, "药品批准文号可以转让吗？").claims)
