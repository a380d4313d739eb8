"""Files of questions, as they come."""

from pathlib import Path

import pytest

from policy import BadInput
from policy.batches import read_questions


def test_byte_order_mark_line_ends_and_blank_lines_are_no_questions(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes('\ufeff{"id": 1, "question": "补贴多少钱？"}\r\n\r\n{"id": "b", "question": "谁\u2028负责？"}\n'.encode())
    assert read_questions(path) == [(1, "补贴多少钱？"), ("b", "谁\u2028负责？")]


@pytest.mark.parametrize(
    "line", ["{坏", "3", "[1, 2]", '{"id": 2}', '{"question": "谁？"}', '{"id": 2, "question": null}', r'{"id": 2, "question": "\ud800"}']
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": 1, "question": "谁负责？"}\n' + line, "utf8")
    with pytest.raises(BadInput, match="第 2 行") as caught:
        read_questions(path)
    assert caught.value.remedy


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": 1, "question": "谁负责？"}', "gb18030")
    with pytest.raises(BadInput) as caught:
        read_questions(path)
    assert "UTF-8" in caught.value.remedy
