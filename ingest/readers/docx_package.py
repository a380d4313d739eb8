"""The package that a Word document comes in: its size when unfolded, and its dialect made the one that python-docx reads."""

import io
import re
import zipfile

from ingest.raw import Unreadable

_MOST_BYTES = 512 * 2**20
"""Bytes that the parts of a document may unfold to; a real one of 64 MB holds mostly pictures, which hardly unfold."""
_MOST_XML = 128 * 2**20
RESAVE = "请用 Word 或 WPS 打开修复，另存为 .docx 后再导入。"
_TYPES = "[Content_Types].xml"
_OTHER_KIND = re.compile(  # with macros, or a template: the same document under another content type
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_PLAIN_KIND = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# ISO/IEC 29500 strict names its namespaces anew; the elements within them are the same.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml|officeDocument)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"


def as_plain(data: bytes) -> bytes:
    """The package as an ordinary .docx: of a strict, a macro-enabled one or a template the plain twin. Raises Unreadable."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        _check_size(package)
        kinds = package.read(_TYPES)
        strict = any(_STRICT.search(package.read(part)) for part in package.namelist() if part.endswith("document.xml"))
        if not strict and not _OTHER_KIND.search(kinds):
            return data
        return _rewritten(package)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("Word 文件已损坏", RESAVE) from error


def _check_size(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if xml > _MOST_XML or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise Unreadable("Word 文件解压后太大", "请删去多余内容或拆成几个文件后再导入。")


def _rewritten(package: zipfile.ZipFile) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as plain:
        for part in package.infolist():
            content = package.read(part)
            if part.filename.endswith((".xml", ".rels")):
                content = _STRICT.sub(_TRANSITIONAL, _OTHER_KIND.sub(_PLAIN_KIND, content))
            plain.writestr(part.filename, content)
    return out.getvalue()
