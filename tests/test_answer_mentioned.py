"""Where a term is said: the documents and sentences that hold it, read as they stand."""

import pytest

from answer import ask
from index import Index
from policy import fold
from tests.index_kit import SAMPLE, indexed


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("mentioned"), SAMPLE)


@pytest.mark.parametrize(
    ("question", "term", "sources"),
    [
        ("哪些文件提到“最多跑一次”？", "最多跑一次", 1),
        ("「容缺受理」这个词在哪份文件里出现过，上下文怎么写", "容缺受理", 1),
        ("哪份文件写了好差评", "好差评", 1),
        ("Which documents mention “容缺受理”?", "容缺受理", 1),
    ],
)
def test_each_sentence_that_says_the_term(desk: Index, question: str, term: str, sources: int) -> None:
    answer = ask(desk, question)
    assert answer.claims
    assert all(term in fold(citation.quote) for citation in answer.citations)
    holding = {i.source for i in desk.documents() if term in fold(desk.document(i.source).text)}
    assert {citation.clause.source for citation in answer.citations} == holding
    assert len(holding) >= sources


def test_of_a_place_its_documents_alone(desk: Index) -> None:
    term = "容缺受理"
    for claim in ask(desk, f"石溪县的文件哪里提到“{term}”").citations:
        assert "石溪县" in claim.clause.title


def test_a_term_that_no_document_says_is_not_found(desk: Index) -> None:
    assert not ask(desk, "哪份文件提到了“量子计算”？").claims
    assert not ask(desk, "哪个省的条例提到区块链？").claims


def test_who_asks_what_a_term_means_is_told_no_places(desk: Index) -> None:
    answer = ask(desk, "“容缺受理”是什么意思？")
    assert not any("》" in claim.scope for claim in answer.claims)
