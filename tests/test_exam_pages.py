"""Word exports laid out by LibreOffice and read as PDF: page numbers, order, nothing cut off. Skips where LibreOffice is not installed."""

import re
import shutil
import subprocess

import exam_material as material
import pytest
from pypdf import PdfReader

from exam import files

SOFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page without white space, by the document's ending."""
    out = tmp_path_factory.mktemp("pages")
    made = files.write(material.sample(), out, ["docx"])
    assert SOFFICE
    profile = f"-env:UserInstallation=file://{out / 'profile'}"
    command = [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(out), *map(str, made)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    read = {path.stem.rsplit("-", 1)[1]: PdfReader(path.with_suffix(".pdf")) for path in made}
    return {name: [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages] for name, pdf in read.items()}


@pytest.mark.parametrize("name", ["试卷", "答题卡", "答案与解析"])
def test_every_page_is_numbered_and_none_is_empty(name: str, pages: dict[str, list[str]]) -> None:
    count = len(pages[name])
    assert count > 1
    for i, text in enumerate(pages[name], start=1):
        number = f"第{i}页共{count}页"
        assert number in text
        assert len(text) > len(number) or name == "答题卡", "an empty page"


def test_the_paper_runs_from_title_to_last_question(pages: dict[str, list[str]]) -> None:
    text = "".join(pages["试卷"])
    order = ["法治政府建设应知应会测试卷（A卷）", "姓名：", "满分100分", *(f"{c}、" for c in "一二三四五六"), "（2）热线应当如何处理？"]
    places = [text.find(part) for part in order]
    assert -1 not in places and places == sorted(places)
    assert "解析" not in text and "依据：" not in text and "答案" not in re.sub("正确答案。", "", text)
    assert "依据" in "".join(pages["答案与解析"])
