"""The index folder: which generation counts, who may write, what may go.

current                    {"generation", "manifest": SHA-256}, replaced in one step and last
generations/000001/        store.sqlite, vectors.faiss, postings, manifest.json (written last)
generations/.building/     what a writer builds; rubbish when no writer runs
originals/ab/abcd….pdf     the files as they came, by SHA-256
evaluation/                what evaluators keep: runs, pools, judgements, feedback; no writer of documents looks into it
writer.lock, writer.pid    held by the one writer; the system frees the lock when its process ends, however it ends
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Any

from filelock import FileLock, Timeout

from policy import BadArtefact
from policy.errors import reason

FORMAT = 1
MANIFEST = "manifest.json"
RESTORE = (
    "从备份恢复索引目录,或删除其中 evaluation 以外的内容后重新收录 "
    "(restore the folder from a backup, or delete all of it but evaluation/ and ingest anew)"
)
PLACE = "检查索引目录的路径和读取权限 (check the index folder's path and permissions)"
INGEST = "先收录文件 (ingest first): python -m ingest 路径… --index 目录"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Flush a file or folder to the disk."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(paths: Iterable[Path]) -> None:
    """Flush many files; side by side, as each waits for the disk."""
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(sync, paths):
            pass


def write_synced(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a reader sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync(path.parent)


@dataclass(frozen=True, slots=True)
class Folder:
    """The places in an index folder."""

    root: Path

    @property
    def pointer(self) -> Path:
        return self.root / "current"

    @property
    def generations(self) -> Path:
        return self.root / "generations"

    @property
    def building(self) -> Path:
        return self.generations / ".building"

    @property
    def originals(self) -> Path:
        return self.root / "originals"

    def current(self) -> tuple[str, str]:
        """(generation, SHA-256 of its manifest). BadArtefact where there is no index, or its pointer is damaged."""
        try:
            data = json.loads(self.pointer.read_text("utf8"))
            return str(data["generation"]), str(data["manifest"])
        except FileNotFoundError as error:
            raise BadArtefact(f"这里没有索引 (no index here): {self.root}", INGEST) from error
        except OSError as error:  # a file where the folder should be, or one that may not be read
            raise BadArtefact(f"{self.pointer}: {reason(error)}", PLACE) from error
        except (ValueError, KeyError, TypeError) as error:
            raise BadArtefact(f"{self.pointer} 已损坏 (is damaged)", RESTORE) from error

    def exists(self) -> bool:
        return self.pointer.exists()

    def manifest(self, generation: str, digest: str) -> dict[str, Any]:
        """The manifest, checked against its hash, and the sizes of the files that it lists. BadArtefact where they differ."""
        folder = self.generations / generation
        data = (folder / MANIFEST).read_bytes()
        if sha256(data).hexdigest() != digest:
            raise BadArtefact(f"{folder / MANIFEST}: 与登记的校验值不符 (is not the one that was written)", RESTORE)
        manifest: dict[str, Any] = json.loads(data)
        if manifest["format"] != FORMAT:
            raise BadArtefact(f"索引格式 {manifest['format']},本程序读 {FORMAT} (index format)", "python -m index rebuild")
        for name, entry in manifest["files"].items():
            path = folder / name
            size = path.stat().st_size if path.exists() else None
            if size != entry["size"]:
                raise BadArtefact(f"{path}: 大小 {size},应为 {entry['size']} (wrong size)", RESTORE)
        return manifest

    def publish(self, manifest: dict[str, Any]) -> str:
        """Turn what was built into the generation that counts; its name."""
        names = [int(p.name) for p in self.generations.iterdir() if p.name.isdigit()]
        name = f"{max(names, default=0) + 1:06d}"
        data = json.dumps({"format": FORMAT, "generation": name, **manifest}, ensure_ascii=False, indent=1).encode()
        sync_all(self.building.iterdir())
        write_synced(self.building / MANIFEST, data)
        os.replace(self.building, self.generations / name)
        sync(self.generations)
        pointer = {"generation": name, "manifest": sha256(data).hexdigest()}
        write_synced(self.pointer, json.dumps(pointer).encode())
        return name

    def clean(self) -> None:
        """Remove what no reader can come to: builds that were left, generations that neither count nor are held. For the writer."""
        if not self.generations.exists():
            return
        counts = self.current()[0] if self.exists() else ""
        for path in sorted(self.generations.iterdir()):
            if path.name != counts and (path.name == self.building.name or _free(path)):
                shutil.rmtree(path, ignore_errors=sys.platform == "win32")

    def lock(self, wait: float = 0.0) -> FileLock:
        """The writer's lock, taken. BadArtefact, naming the process that holds it, where another still writes after `wait` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / "writer.lock", timeout=wait, thread_local=False)
        note = self.root / "writer.pid"
        try:
            lock.acquire()
        except Timeout as error:
            holder = note.read_text("utf8").strip() if note.exists() else "?"
            message = f"另一个进程正在写入此索引 (another process is writing to this index): pid {holder}"
            raise BadArtefact(message, "等它结束后再试 (try again when it has ended)") from error
        note.write_text(str(os.getpid()), "utf8")
        return lock


def hold(generation: Path) -> IO[bytes]:
    """An open file that keeps a generation from being removed for as long as it stays open. FileNotFoundError where it is gone."""
    file = (generation / MANIFEST).open("rb")
    if sys.platform != "win32":  # there a file in use cannot be removed anyway
        import fcntl

        fcntl.flock(file, fcntl.LOCK_SH)
        if not (generation / MANIFEST).exists():
            file.close()
            raise FileNotFoundError(generation)
    return file


def _free(generation: Path) -> bool:
    """Whether no reader holds a generation."""
    manifest = generation / MANIFEST
    if sys.platform == "win32" or not manifest.exists():
        return True
    import fcntl

    with manifest.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        manifest.unlink()
        return True
