"""Questions about a document itself, answered over an index."""

from collections.abc import Iterator

import pytest

from answer import ask
from index import Index, Writer
from tests.index_kit import BigramEncoder, document, original


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("about")
    documents = (
        document(
            "停车.txt",
            "青岚省停车条例",
            "第一条 为了规范停车秩序，改善出行环境，根据《道路交通安全法》，结合本省实际，制定本条例。",
            "第二条 停车场应当公布收费标准。",
            "第三条 停车收费标准由价格主管部门制定。",
            region="青岚省",
        ),
        document(
            "犬.txt",
            "青岚省养犬条例",
            "第一条 为了保障公众安全，根据有关法律，制定本条例。",
            "第二条 养犬应当登记。",
            region="青岚省",
        ),
    )
    with Writer(folder / "index", BigramEncoder()) as writer:
        for one in documents:
            writer.put(one, original(folder, one))
        writer.commit()
    yield Index(folder / "index", BigramEncoder())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("青岚省停车条例的立法目的是什么？", "规范停车秩序"),
        ("为什么要制定青岚省停车条例？", "规范停车秩序"),
        ("青岚省停车条例依据什么制定？", "道路交通安全法"),
        ("青岚省养犬条例是为了什么制定的？", "保障公众安全"),
    ],
)
def test_what_a_document_was_made_for_and_on_what_ground(index: Index, question: str, said: str) -> None:
    answer = ask(index, question)
    assert answer.status == "answered" and said in answer.text
    assert all(c.clause.clause_id.endswith("#1") for c in answer.citations)


def test_the_purpose_of_a_document_of_another_place_is_no_answer(index: Index) -> None:
    assert ask(index, "云岫省停车条例的立法目的是什么？").status == "not_found"
