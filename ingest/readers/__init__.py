"""One function, `read`: a file of any known kind to its raw text."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from ingest.raw import Raw, Unreadable

LARGEST = 64 * 2**20
"""Bytes of the largest file that is read; the longest statute book measured has 2 MB."""
LONGEST = 20_000_000
"""Characters of the longest text that is kept."""

_MAGIC = {
    b"%PDF": ("PDF 文件", ".pdf"),
    b"PK\x03\x04": ("压缩包或新版 Office 文件", ".docx"),
    b"\xd0\xcf\x11\xe0": ("旧版 Office 文件", ""),
    b"\x89PNG": ("图片", ""),
    b"\xff\xd8\xff": ("图片", ""),
    b"GIF8": ("图片", ""),
    b"Rar!": ("压缩包", ""),
}
_REMEDIES = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
    ".wps": "请用 WPS 打开，另存为 .docx 后再导入。",
    ".rtf": "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
    ".xls": "请把需要的内容复制到 Word，存为 .docx 后再导入。",
    ".xlsx": "请把需要的内容复制到 Word，存为 .docx 后再导入。",
    ".ofd": "请用 OFD 阅读器导出为 PDF 后再导入。",
    ".zip": "请先解压，再导入其中的文件。",
    ".rar": "请先解压，再导入其中的文件。",
    ".7z": "请先解压，再导入其中的文件。",
}
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"}


def _text(path: Path, data: bytes) -> Raw:
    from ingest.readers.plain import read_plain

    return read_plain(data, markdown=path.suffix.lower() == ".md")


def _html(path: Path, data: bytes) -> Raw:
    from ingest.readers.html import read_html

    return read_html(data)


def _pdf(path: Path, data: bytes) -> Raw:
    from ingest.readers.pdf import read_pdf

    return read_pdf(data)


def _docx(path: Path, data: bytes) -> Raw:
    from ingest.readers.docx import read_docx

    return read_docx(data)


_READERS: dict[str, Callable[[Path, bytes], Raw]] = {
    ".txt": _text,
    ".md": _text,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
"""The file name endings that can be ingested."""


def read(path: Path, data: bytes) -> Raw:
    """The raw text of a file whose bytes are `data`. Raises Unreadable with reason and remedy."""
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise Unreadable(f"不支持的文件类型：{suffix or '（没有扩展名）'}", _remedy(suffix))
    if len(data) > LARGEST:
        raise Unreadable(f"文件太大：{len(data) / 2**20:.0f} MB，上限 {LARGEST // 2**20} MB", "请拆成几个较小的文件后再导入。")
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("文件是空的", "请检查文件是否完整，重新下载或重新保存后再导入。")
    _check_magic(suffix, data)
    raw = _READERS[suffix](path, data)
    if len(raw.text) > LONGEST:
        raise Unreadable(f"文字太长：{len(raw.text)} 字，上限 {LONGEST} 字", "请拆成几个较小的文件后再导入。")
    if not any(c.isalnum() for c in raw.text):
        raise Unreadable("文件里没有文字", "请检查文件内容；如果是扫描件或图片，请先做文字识别（OCR）。")
    return raw


def _remedy(suffix: str) -> str:
    if suffix in _PICTURES:
        return "请先做文字识别（OCR），把文字存为 .txt 或 .docx 后再导入。"
    return _REMEDIES.get(suffix, f"请转换为 {'、'.join(SUFFIXES)} 之一后再导入。")


def _check_magic(suffix: str, data: bytes) -> None:
    """Refuses a file whose first bytes say that it is something else than its name says."""
    for magic, (name, real) in _MAGIC.items():
        if not data.startswith(magic) or suffix == real:
            continue
        if suffix == ".docx" and magic == b"\xd0\xcf\x11\xe0":
            raise Unreadable("文件已加密，或其实是旧版 .doc", "请用 Word 打开，去掉密码，另存为 .docx 后再导入。")
        remedy = f"请把扩展名改为 {real} 后再导入。" if real else "请用原来的软件打开，另存为 .docx 或 .pdf 后再导入。"
        raise Unreadable(f"扩展名是 {suffix}，内容却是{name}", remedy)
    if suffix == ".pdf" and b"%PDF" not in data[:1024]:
        raise Unreadable("不是有效的 PDF 文件", "请重新下载，或用阅读器打开后另存一份。")
    if suffix == ".docx" and not zipfile.is_zipfile(io.BytesIO(data)):
        raise Unreadable("不是有效的 .docx 文件", "请用 Word 或 WPS 打开修复，另存为 .docx 后再导入。")
