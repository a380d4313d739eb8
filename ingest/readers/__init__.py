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

_WORD = (".docx", ".docm", ".dotx")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# First bytes: what they are of, and which names such a file may have.
_MAGIC: dict[bytes, tuple[str, tuple[str, ...]]] = {
    b"%PDF": ("PDF 文件", (".pdf",)),
    b"PK\x03\x04": ("压缩包或新版 Office 文件", (*_WORD, ".xlsx")),
    _OLD_OFFICE: ("旧版 Office 文件", ()),
    b"\x89PNG": ("图片", ()),
    b"\xff\xd8\xff": ("图片", ()),
    b"GIF8": ("图片", ()),
    b"Rar!": ("压缩包", ()),
}
_REMEDIES = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
    ".wps": "请用 WPS 打开，另存为 .docx 后再导入。",
    ".rtf": "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
    ".xls": "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
    ".et": "请用 WPS 打开，另存为 .xlsx 后再导入。",
    ".ppt": "请另存为 PDF，或把文字复制到 Word 存为 .docx 后再导入。",
    ".pptx": "请另存为 PDF，或把文字复制到 Word 存为 .docx 后再导入。",
    ".eml": "请打开邮件，把正文另存为 .html 或 .txt，附件另存出来后再导入。",
    ".shtml": "请把扩展名改为 .html 后再导入。",
    ".xhtml": "请把扩展名改为 .html 后再导入。",
    ".ofd": "请用 OFD 阅读器导出为 PDF 后再导入。",
    ".zip": "请先解压，再导入其中的文件。",
    ".rar": "请先解压，再导入其中的文件。",
    ".7z": "请先解压，再导入其中的文件。",
}
_OPEN_IT = "请用原来的软件打开，另存为 .docx 或 .pdf 后再导入。"
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"}


def _text(path: Path, data: bytes) -> Raw:
    from ingest.readers.plain import read_plain

    return read_plain(data, markdown=path.suffix.lower() == ".md")


def _html(path: Path, data: bytes) -> Raw:
    from ingest.readers.html import read_html

    return read_html(data)


def _archive(path: Path, data: bytes) -> Raw:
    from ingest.readers.mht import read_mht

    return read_mht(data)


def _sheet(path: Path, data: bytes) -> Raw:
    from ingest.readers.sheet import read_csv, read_xlsx

    return read_csv(data) if path.suffix.lower() == ".csv" else read_xlsx(data)


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
    ".mht": _archive,
    ".mhtml": _archive,
    ".pdf": _pdf,
    **dict.fromkeys(_WORD, _docx),
    ".xlsx": _sheet,
    ".csv": _sheet,
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
"""The file name endings that can be ingested."""


def read(path: Path, data: bytes) -> Raw:
    """The raw text of a file whose bytes are `data`. Raises Unreadable with reason and remedy."""
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise Unreadable(f"不支持的文件类型：{suffix or '（没有扩展名）'}", _remedy(suffix, data))
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


def _remedy(suffix: str, data: bytes) -> str:
    if suffix in (".doc", ".wps", ".xls", ".et") and (real := _really(suffix, data)):
        return f"内容其实是{real[0]}：请把扩展名改为 {real[1]} 后再导入。"
    if suffix in _PICTURES:
        return "请先做文字识别（OCR），把文字存为 .txt 或 .docx 后再导入。"
    return _REMEDIES.get(suffix, "请转换为 .docx、.pdf、.html、.txt 或 .xlsx 后再导入。")


def _really(suffix: str, data: bytes) -> tuple[str, str] | None:
    """What a file under the name of an old format is instead, and the ending it should have: offices rename what they export."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"PK\x03\x04"):
        return ("新版表格", ".xlsx") if suffix in (".xls", ".et") else ("新版 Word 文件", ".docx")
    if data.startswith(b"%PDF"):
        return "PDF", ".pdf"
    if head.startswith(b"mime-version") or b"multipart/related" in head:
        return "网页存档", ".mht"
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "网页", ".html"
    return None


def _check_magic(suffix: str, data: bytes) -> None:
    """Refuses a file whose first bytes say that it is something else than its name says."""
    for magic, (name, real) in _MAGIC.items():
        if not data.startswith(magic) or suffix in real:
            continue
        if magic == _OLD_OFFICE and suffix in (*_WORD, ".xlsx"):
            tool, old = ("Excel", ".xls") if suffix == ".xlsx" else ("Word", ".doc")
            raise Unreadable(f"文件已加密，或其实是旧版 {old}", f"请用 {tool} 打开，去掉密码，另存为 {suffix} 后再导入。")
        remedy = f"请把扩展名改为 {real[0]} 后再导入。" if len(real) == 1 else _OPEN_IT
        raise Unreadable(f"扩展名是 {suffix}，内容却是{name}", remedy)
    if suffix == ".pdf" and b"%PDF" not in data[:1024]:
        raise Unreadable("不是有效的 PDF 文件", "请重新下载，或用阅读器打开后另存一份。")
    if suffix in (*_WORD, ".xlsx") and not zipfile.is_zipfile(io.BytesIO(data)):
        tool = "Excel" if suffix == ".xlsx" else "Word"
        raise Unreadable(f"不是有效的 {suffix} 文件", f"请用 {tool} 或 WPS 打开修复，另存为 {suffix} 后再导入。")
