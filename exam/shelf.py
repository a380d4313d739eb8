"""Where papers lie that are worked on: DIR/exams/NAME.json in the index folder, so that one folder stays the whole state.

A file is written beside and renamed. Every change names the revision that it was made from, so that of two trainers who change the
same paper at once the second is told, and nothing of the first is lost.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from exam.papers import fault_json, paper_json, read_paper
from policy import BadArtefact, BadInput
from policy.exam import Fault, Paper
from policy.exam_desk import PaperInfo, Stale

_PATIENCE = 15.0  # seconds to wait for another writer, who holds the lock for some milliseconds
_NAME = re.compile(r"\w[\w-]{0,79}")
_SLUG = 40  # characters of a title in a file's name
_DISK = "请检查磁盘空间和目录权限 (check disk space and permissions)。"


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper as its file holds it, with the faults of its last check; `before` is what it was before the last change."""

    name: str
    revision: int
    changed: str
    paper: Paper
    versions: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    before: Paper | None = None


class Shelf:
    """The papers of a folder. Safe with several threads and processes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listed: dict[str, tuple[tuple[int, int], PaperInfo]] = {}

    def all(self) -> list[PaperInfo]:
        """Every paper, the one that was changed last first; a damaged one is left out here and told when it is opened."""
        found = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                found.append(self._info(path))
            except (BadArtefact, BadInput):
                continue
        return sorted(found, key=lambda info: (info.changed, info.name), reverse=True)

    def _info(self, path: Path) -> PaperInfo:
        """What the list says of a paper; its file is read only where it is another than it was."""
        try:
            stat = path.stat()
        except OSError as error:
            raise BadInput(f"{path}: {error.strerror}") from error
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if (known := self._listed.get(path.stem)) and known[0] == stamp:
            return known[1]
        kept = self.get(path.stem)
        flagged = sum(bool(item.flags) for item in kept.paper.items)
        info = PaperInfo(kept.name, kept.paper.title, len(kept.paper.items), kept.paper.points, flagged, kept.changed)
        self._listed[path.stem] = stamp, info
        return info

    def get(self, name: str) -> Kept:
        path = self._path(name)
        try:
            said = json.loads(path.read_text("utf8"))
            before = said.get("before")
            return Kept(
                name,
                int(said["revision"]),
                str(said["changed"]),
                read_paper(said["paper"]),
                tuple(said["versions"]),
                tuple(Fault(**fault) for fault in said["faults"]),
                read_paper(before) if before else None,
            )
        except FileNotFoundError as error:
            raise BadInput("这份卷已经不在了，可能刚被别人删除。", "请从“已存的试卷”里另选一份。") from error
        except OSError as error:
            raise BadArtefact(f"{path}: {error.strerror}", _DISK) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadArtefact(f"{path}: {error}", "从备份恢复这个文件 (restore this file from a backup)。") from error

    def at(self, name: str, revision: int) -> Kept:
        """The paper, where it is still at a revision; else Stale."""
        kept = self.get(name)
        if kept.revision != revision:
            raise Stale("这份卷刚被别人改过，您的这一步没有做。", "已显示最新的卷，请再操作一次。")
        return kept

    def add(self, paper: Paper, versions: tuple[str, ...], faults: Sequence[Fault] = ()) -> Kept:
        """Keep a new paper under a name of its own."""
        slug = re.sub(r"\W+", "-", paper.title)[:_SLUG].strip("-") or "卷"
        with self._held():
            stem = f"{datetime.now(UTC):%Y%m%d}-{slug}"
            names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 100_000))
            name = next(name for name in names if not self._path(name).exists())
            return self._write(Kept(name, 1, _now(), paper, versions, tuple(faults)))

    def change(self, name: str, revision: int, paper: Paper, faults: Sequence[Fault], *, undo: bool = False) -> Kept:
        """Put a paper in the place of its older self. Stale where that is no longer the one at `revision`."""
        with self._held():
            kept = self.at(name, revision)
            before = None if undo else kept.paper
            return self._write(replace(kept, revision=revision + 1, changed=_now(), paper=paper, faults=tuple(faults), before=before))

    def delete(self, name: str) -> bool:
        with self._held():
            try:
                self._path(name).unlink()
            except FileNotFoundError:
                return False
            except OSError as error:
                raise BadArtefact(f"{self._path(name)}: {error.strerror}", _DISK) from error
        return True

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise BadInput(f"不是试卷的名称 (no name of a paper): {name}", "请从“已存的试卷”里选一份。")
        return self._folder / f"{name}.json"

    def _write(self, kept: Kept) -> Kept:
        path = self._path(kept.name)
        beside = path.with_suffix(".part")
        said: dict[str, Any] = {
            "revision": kept.revision,
            "changed": kept.changed,
            "versions": list(kept.versions),
            "faults": [fault_json(fault) for fault in kept.faults],
            "paper": paper_json(kept.paper),
            "before": paper_json(kept.before) if kept.before else None,
        }
        with beside.open("w", encoding="utf8") as file:
            json.dump(said, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        return kept

    @contextmanager
    def _held(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / ".lock", timeout=_PATIENCE):
                yield
        except Timeout as error:
            raise BadArtefact(f"{self._folder} 正被另一个进程占用 (is held by another process)", "请稍后再试。") from error
        except OSError as error:
            raise BadArtefact(f"{self._folder}: {error.strerror}", _DISK) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
