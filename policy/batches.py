"""A file of questions, one JSON object a line, as `--batch` takes it."""

import json
from pathlib import Path
from typing import Any

from policy.errors import BadInput, reason

_FORM = '每行一个 {"id", "question"}，以 UTF-8 存 (an object a line, in UTF-8)'


def read_questions(path: Path) -> list[tuple[Any, str]]:
    """(id, question) of each line that is not blank. BadInput, naming the first line that is no such object."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {reason(error)}", _FORM) from error
    return [_question(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]


def _question(path: Path, number: int, line: str) -> tuple[Any, str]:
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode("utf8")  # half a surrogate pair could not be printed with its answer
        if isinstance(row["question"], str):
            return row["id"], row["question"]
        raise ValueError(row["question"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path} 第 {number} 行 (line): {line[:80]}", _FORM) from error
