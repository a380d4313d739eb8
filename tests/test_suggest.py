"""Questions for a first visitor are made from the documents, and the documents do answer them."""

import pytest

from answer import ask
from answer.suggest import Suggested, suggestions
from index import Index
from tests.index_kit import SAMPLE, indexed


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("index"), SAMPLE)


def test_each_question_is_answered(index: Index) -> None:
    made = suggestions(index, lambda info: True)
    assert len(made) == 5 == len(set(made)) and made == suggestions(index, lambda info: True)
    assert all(ask(index, question).claims for question in made)


def test_only_of_the_documents_that_are_wanted(index: Index) -> None:
    made = suggestions(index, lambda info: info.region == "石溪县")
    cited = {c.clause.source for question in made for c in ask(index, question).citations}
    assert made and any("石溪县" in source for source in cited)
    assert suggestions(index, lambda info: False) == []


def test_they_are_worked_out_once_for_a_generation(index: Index) -> None:
    asked: list[str] = []
    now = "1"
    suggested = Suggested(index, lambda: now, lambda info: bool(asked.append(info.source)) or True)
    first = suggested.now(60)
    seen = len(asked)
    assert suggested.now(0) == first and len(asked) == seen
    now = "2"
    assert suggested.now(60) == first and len(asked) == 2 * seen
