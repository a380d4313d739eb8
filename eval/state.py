"""Where the work of evaluators lives: DIR/evaluation in the index folder, so that one folder stays the whole state.

feedback.jsonl                what was said of answers
pools/NAME/pool.jsonl         what is to be judged
pools/NAME/judgements.jsonl   who judged what how
pools/NAME/NAME.jsonl         what came of it as a question set, made anew for each run over it
sets/NAME.jsonl               question sets that were handed over
runs/ID/                      as `python -m eval run --out` writes them

Ingesting, removing and rebuilding leave it alone. The .jsonl files of feedback and pools only ever grow.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from eval.gold import json_lines
from index.folder import Folder
from policy import BadArtefact, BadInput
from policy.errors import reason

Json = dict[str, Any]
_PATIENCE = 15.0  # seconds to wait for another writer, who holds a file for some milliseconds
_NAME = re.compile(r"\w[\w-]{0,59}")
_DISK = "请检查磁盘空间和目录权限 (check disk space and permissions)。"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def clean(text: str) -> str:
    """A text from outside as it can be kept: half a surrogate pair has no UTF-8."""
    return text.encode("utf8", "replace").decode().strip()


@dataclass(frozen=True, slots=True)
class Journal:
    """A JSONL file that only grows. A row is there whole or not at all, whoever else writes and however a writer ends."""

    path: Path

    def rows(self) -> list[Json]:
        """All rows, oldest first; what a killed writer left unfinished is none. BadArtefact names a row that is damaged."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BadArtefact(f"{self.path}: {reason(error)}", _DISK) from error
        found = []
        for number, line in enumerate(data.split(b"\n")[:-1], 1):
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("not an object")
            except ValueError as error:
                raise BadArtefact(f"{self.path}:{number}: {error}", "从备份恢复这个文件 (restore this file from a backup)") from error
            found.append(row)
        return found

    def append(self, rows: Sequence[Json]) -> None:
        with self._held():
            self._write(rows)

    def update(self, decide: Callable[[list[Json]], Sequence[Json]]) -> None:
        """Append what `decide` makes of the rows there are, with nobody writing in between."""
        with self._held():
            self._write(decide(self.rows()))

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.with_suffix(".lock"), timeout=_PATIENCE):
                yield
        except Timeout as error:
            raise BadArtefact(f"{self.path} 正被另一个进程占用 (is held by another process)", "请稍后再试。") from error
        except OSError as error:
            raise BadArtefact(f"{self.path}: {reason(error)}", _DISK) from error

    def _write(self, rows: Sequence[Json]) -> None:
        if not rows:
            return
        data = json_lines(rows).encode()
        with self.path.open("ab+") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 1))
            if size and file.read(1) != b"\n":  # a writer was killed in the middle of its row
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class State:
    """The places in an index folder's evaluation/."""

    root: Path

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def sets(self) -> Path:
        return self.root / "sets"

    @property
    def pools(self) -> Path:
        return self.root / "pools"

    @property
    def feedback(self) -> Journal:
        return Journal(self.root / "feedback.jsonl")

    def pool(self, name: str) -> Journal:
        return Journal(self.pools / checked(name) / "pool.jsonl")

    def judgements(self, name: str) -> Journal:
        return Journal(self.pools / checked(name) / "judgements.jsonl")


def state_of(index: Path) -> State:
    """The evaluators' part of an index folder. BadArtefact where there is no index."""
    Folder(index).current()
    return State(index / "evaluation")


def checked(name: str) -> str:
    """A name that can be a folder's. BadInput where it cannot."""
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"不能用作名称 (cannot be a name)：{name[:60]!r}",
            "用汉字、字母、数字、下划线、连字符，不超过 60 个 (letters, digits, _ and -, at most 60)。",
        )
    return name
