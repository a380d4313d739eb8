"""Many files into an index, one report a file; for the command line and the page alike."""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest import Unreadable, load
from ingest.readers import LARGEST
from policy import BadInput, Document, DocumentInfo

_WORKERS = 2
_FEWEST_FOR_POOL = 60  # starting two processes costs as much as loading about this many files
_AHEAD = 64  # files loaded ahead of the writer, so that memory stays bounded
File = tuple[str, Path]


class Writer(Protocol):
    """What an index must do to take documents in."""

    def put(self, document: Document, original: Path) -> str: ...
    def remove(self, source: str) -> bool: ...
    def digests(self) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file: status is added, updated, unchanged, removed or failed; `error` and `remedy` say why it failed."""

    source: str
    status: str
    info: DocumentInfo | None = None
    error: str = ""
    remedy: str = ""


Progress = Callable[[int, int, FileReport], None]
"""Called after each file with how many are done, how many there are, and its report."""


def find_files(paths: Sequence[Path]) -> list[File]:
    """The files below `paths` in sorted order with their sources: the path below the given folder, or the bare name of a file.

    Hidden files and office lock files are left out; links to folders and to nothing, and folders that cannot be opened, are
    kept, to be reported. Raises BadInput for a path that is not there, and for two files of one source.
    """
    files: dict[str, Path] = {}
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise BadInput(f"找不到：{'、'.join(missing)}", "请检查路径是否写对。")
    for path in paths:
        for source, file in _below(path):
            if source in files and files[source].resolve() != file.resolve():
                raise BadInput(f"两个文件同名（{source}）：{files[source]} 和 {file}", "请改名，或放进同一个上级文件夹后一起导入。")
            files[source] = file
    return list(files.items())


def _below(path: Path) -> Iterator[File]:
    if path.is_file():
        yield _readable(path.name), path
        return
    locked: list[OSError] = []
    found = [Path(folder, name) for folder, inner, names in os.walk(path, onerror=locked.append) for name in (*inner, *names)]
    closed = {Path(error.filename) for error in locked}
    for file in sorted({*found, *closed}):
        below = file.relative_to(path)
        to_tell = file in closed or file.is_file() or file.is_symlink()
        if to_tell and not any(part.startswith((".", "~$")) for part in below.parts):
            yield _readable(below.as_posix()), file


def _readable(name: str) -> str:
    """A file name that can be shown on one line and typed: names in bytes are GB18030 (zip archives from Windows), "\\n" is "␊"."""
    try:
        name.encode("utf8")
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return "".join(chr(0x2400 + ord(c)) if c < " " else c for c in name)


def ingest_files(files: Sequence[File], writer: Writer, progress: Progress | None = None) -> list[FileReport]:
    """Loads each file and puts it to the writer, which the caller commits. A file that fails is reported, the others go on.

    A file whose bytes the index knows already is reported unchanged and not loaded.
    """
    known = writer.digests()
    reports: dict[str, FileReport] = {}

    def done(report: FileReport) -> None:
        reports[report.source] = report
        if progress:
            progress(len(reports), len(files), report)

    changed = []
    for source, path in files:
        if known.get(source) is not None and known[source] == _digest(path):
            done(FileReport(source, "unchanged"))
        else:
            changed.append((source, path))
    for (source, path), loaded in _loaded(changed):
        done(_put(source, path, loaded, writer))
    return [reports[source] for source, _ in files]


def _put(source: str, path: Path, loaded: Document | Unreadable, writer: Writer) -> FileReport:
    if isinstance(loaded, Unreadable):
        return FileReport(source, "failed", error=str(loaded), remedy=loaded.remedy)
    try:
        return FileReport(source, writer.put(loaded, path), loaded.info)
    except BadInput as error:
        return FileReport(source, "failed", error=str(error), remedy=error.remedy)


def remove_sources(sources: Sequence[str], writer: Writer) -> list[FileReport]:
    """Takes documents out of the index; a source that is not there is reported as failed."""
    return [
        FileReport(source, "removed")
        if writer.remove(source)
        else FileReport(source, "failed", error="索引里没有这个文件", remedy="请用 python -m index list 查看文件名。")
        for source in sources
    ]


def _digest(path: Path) -> str | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _load(file: File) -> Document | Unreadable:
    source, path = file
    try:
        if path.is_dir() and path.is_symlink():
            raise Unreadable("是文件夹的链接，没有跟进", "请直接导入它指向的文件夹。")
        if path.is_dir():
            raise Unreadable("文件夹打不开", "请检查是否有读取权限。")
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"文件太大，上限 {LARGEST // 2**20} MB", "请拆成几个较小的文件后再导入。")
        return load(path, source)
    except Unreadable as error:
        return Unreadable(str(error), error.remedy)  # without its cause, which may not travel between processes
    except OSError as error:
        return Unreadable(f"文件打不开：{error.strerror}", "请检查文件是否存在、是否有读取权限。")


def _loaded(files: Iterable[File]) -> Iterator[tuple[File, Document | Unreadable]]:
    """The files loaded, in order; by two processes where there are many."""
    waiting = list(files)
    if len(waiting) < _FEWEST_FOR_POOL:
        for file in waiting:
            yield file, _load(file)
        return
    with ProcessPoolExecutor(_WORKERS, multiprocessing.get_context("spawn")) as pool:
        ahead: list[tuple[File, Future[Document | Unreadable]]] = []
        for file in waiting:
            ahead.append((file, pool.submit(_load, file)))
            if len(ahead) >= _AHEAD:
                first, future = ahead.pop(0)
                yield first, future.result()
        for first, future in ahead:
            yield first, future.result()
