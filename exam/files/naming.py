"""Safe file names, and files put in place in one step."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from exam.files.sheet import clean
from policy.errors import BadInput
from policy.exam import Paper

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
_MOST = 150  # bytes; leaves room for the endings under the 255 bytes that file systems allow


def stem_of(paper: Paper) -> str:
    """What all files of a paper begin with: its title and version, without what a file system would refuse.

    >>> stem_of(Paper("行政/诉讼 测试？", (), version="A"))
    '行政_诉讼_测试？-A卷'
    """
    version = _safe(paper.version, 20)
    title = _safe(paper.title, _MOST) or "未命名"
    return f"{title}-{version}卷" if version else title


def _safe(text: str, most: int) -> str:
    name = _UNSAFE.sub("_", clean(text).strip()).strip("._~ ")
    return name.encode()[:most].decode(errors="ignore").rstrip("._ ")


def put(out: Path, made: Mapping[str, bytes]) -> list[Path]:
    """Writes each content beside its place and moves it there; checks first that none of the files is open elsewhere."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"不能写入文件夹 {out}：{error.strerror}", "请换一个文件夹。") from error
    for name in made:
        if lock := _lock(out / name):
            raise BadInput(
                f"{name} 正在别的程序里打开", f"请先在 Word、WPS 或 LibreOffice 里关闭它再导出；若没有打开，请删除留下的 {lock.name}。"
            )
    return [_put(out / name, content) for name, content in made.items()]


def _lock(path: Path) -> Path | None:
    """The mark that an office program leaves beside a file which it has open; replacing such a file would lose one of the two."""
    marks = [f".~lock.{path.name}#", f"~${path.name}", f"~${path.name[2:]}"]
    return next((path.with_name(mark) for mark in marks if path.with_name(mark).exists()), None)


def _put(path: Path, content: bytes) -> Path:
    beside = path.with_name(f".{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadInput(
            f"不能写入 {path}：{error.strerror}", "文件可能正在 Word、WPS 或 Excel 里打开，请关闭后再导出；或换一个文件夹。"
        ) from error
    return path
