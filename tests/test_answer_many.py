"""A batch answered by several processes says what one says, in the order of the questions."""

import json
from functools import partial
from pathlib import Path

import pytest

from answer import ask
from answer.__main__ import opened
from answer.many import answered, processes
from eval.opening import take_in
from models import load_encoder
from policy import BadInput
from policy.batches import read_questions
from policy.shapes import answer_json

ROOT = Path(__file__).parents[1]


def test_the_lines_are_those_of_one_process_in_order(tmp_path: Path) -> None:
    take_in(ROOT / "sample/documents", tmp_path / "index", load_encoder())
    questions = read_questions(ROOT / "sample/questions.jsonl")[:9]
    search = opened(tmp_path / "index", None)
    one = [json.dumps(answer_json(number, ask(search, question)), ensure_ascii=False) for number, question in questions]
    assert list(answered(questions, partial(opened, tmp_path / "index", None), 2)) == one


def test_a_process_that_dies_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        list(answered([(1, "应诉率是多少？")], partial(opened, tmp_path / "nothing", None), 2))
    assert caught.value.remedy


def test_few_questions_are_worth_one_process() -> None:
    assert processes(1) == processes(40) == 1 <= processes(10_000) <= 8
