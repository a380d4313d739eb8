"""What cannot be read is refused with a reason and a way out."""

import io
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from ingest import Unreadable, load
from ingest.readers import LARGEST, read


def pdf(password: str = "", text: str = "") -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=StandardEncryption(password, strength=40) if password else None)
    page.drawString(100, 700, text)
    page.save()
    return out.getvalue()


REFUSED = [
    ("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "不支持", "docx"),
    ("table.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "不支持", "xlsx"),
    ("table.et", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "不支持", "xlsx"),
    ("slides.pptx", b"PK\x03\x04" + b"\0" * 600, "不支持", "PDF"),
    ("mail.eml", b"From: a\r\n\r\nb", "不支持", "附件"),
    ("page.shtml", b"<html></html>", "不支持", ".html"),
    ("page.doc", b"<html xmlns:w='x'><body>\xe7\xac\xac</body></html>", "不支持", "改为 .html"),
    ("new.doc", b"PK\x03\x04" + b"\0" * 600, "不支持", "改为 .docx"),
    ("new.xls", b"PK\x03\x04" + b"\0" * 600, "不支持", "改为 .xlsx"),
    ("archive.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "不支持", "改为 .mht"),
    ("paper.wps", b"%PDF-1.4", "不支持", "改为 .pdf"),
    ("scan.jpg", b"\xff\xd8\xff\xe0", "不支持", "OCR"),
    ("noname", b"text", "没有扩展名", ".txt"),
    ("empty.txt", b"", "空", "检查"),
    ("blank.txt", b" \r\n\0\0 ", "空", "检查"),
    ("locked.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "加密", "密码"),
    ("broken.docx", b"PK\x03\x04 not a zip at all", "docx", "另存"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片", "另存"),
    ("really.txt", b"%PDF-1.4 ...", "PDF", ".pdf"),
    ("broken.pdf", b"%PDF-1.4\n1 0 obj << /Type", "损坏", "另存"),
    ("nopdf.pdf", b"hello", "不是有效的 PDF", "另存"),
    ("empty.html", b"<html><body><script>x()</script></body></html>", "没有文字", "检查"),
]


@pytest.mark.parametrize(("name", "data", "reason", "remedy"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_with_reason_and_remedy(name: str, data: bytes, reason: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(Path(name), data)
    assert reason in str(refused.value)
    assert remedy in refused.value.remedy


def test_encrypted_pdf() -> None:
    with pytest.raises(Unreadable, match="加密"):
        read(Path("a.pdf"), pdf("secret", "text"))


def test_pdf_without_text() -> None:
    with pytest.raises(Unreadable, match="没有文字") as refused:
        read(Path("a.pdf"), pdf())
    assert "OCR" in refused.value.remedy


def test_zip_bomb() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<a/>")
        bomb.writestr("word/document.xml", b"0" * (150 * 2**20))
    with pytest.raises(Unreadable, match="解压后太大"):
        read(Path("a.docx"), out.getvalue())


def test_too_large_a_file() -> None:
    with pytest.raises(Unreadable, match="太大"):
        read(Path("a.txt"), b"a" * (LARGEST + 1))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="打不开"):
        load(tmp_path / "gone.txt", "gone.txt")
