"""An answer as a Word file with footnotes, and as text with its sources."""

import io
import re
import zipfile

import pytest

from answer.compose.word import word_file
from policy import Answer, BadInput
from policy.citing import cut, plain, plain_answer, source_line
from tests.answer_kit import BAD, SAID, full, infos


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode("utf8") for name in file.namelist() if name.endswith((".xml", ".rels"))}


def test_every_source_is_a_footnote_where_it_is_cited() -> None:
    xml = parts(word_file(full(), infos()))
    body, notes = xml["word/document.xml"], xml["word/footnotes.xml"]
    assert re.findall(r'footnoteReference w:id="(\d+)"', body) == ["1", "2"]
    said = re.findall(r'<w:footnote w:id="(\d+)">.*?<w:t [^>]*>([^<]*)</w:t>', notes)
    assert [n for n, _ in said] == ["1", "2"]
    assert "《青岚省意见》（岚政发〔2026〕1号）一、目标 （一）负责人出庭，第3页" in said[0][1] and SAID in said[0][1]
    assert 'w:type="separator"' in notes and "footnotes.xml" in xml["word/_rels/document.xml.rels"]
    assert "footnotes+xml" in xml["[Content_Types].xml"]


def test_python_docx_and_our_own_reader_open_it_again() -> None:
    from docx import Document

    file = Document(io.BytesIO(word_file(full(), infos())))
    text = "\n".join(p.text for p in file.paragraphs)
    for piece in (
        "那青岚省呢？",
        "（理解为：青岚省的出庭应诉率是多少？）",
        f"青岚省：对。{SAID}（另有要求）",
        "其余未载明",
        "相关，不是答案",
    ):
        assert piece in text
    bold = [run.text for p in file.paragraphs for run in p.runs if run.bold]
    assert "95%以上" in bold
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [["地区", "应诉率"], ["青岚省", "95%以上1"]]


def test_what_a_file_cannot_hold_is_made_visible() -> None:
    xml = parts(word_file(full(BAD), infos(BAD)))
    assert "\u202e" not in xml["word/document.xml"] + xml["word/footnotes.xml"]
    assert "&lt;img" in xml["word/document.xml"] and "&lt;img" in xml["word/footnotes.xml"]


def test_where_there_is_no_answer_there_is_no_file() -> None:
    with pytest.raises(BadInput):
        word_file(Answer("？", (), ()), {})


def test_an_answer_as_text_names_each_source() -> None:
    lines = plain_answer(full(), infos()).split("\n")
    assert lines[0] == "那青岚省呢？" and lines[1] == f"青岚省：对。{SAID}（另有要求）[1]"
    assert lines[-2].startswith("[1] 《青岚省意见》（岚政发〔2026〕1号）") and lines[-1].startswith("[2] 《云岫市办法》")
    assert "\u202e" not in plain_answer(full(BAD), infos(BAD))
    assert source_line(full().citations[0], None).endswith(f"：“{SAID}”")


def test_texts_are_cut_on_one_line() -> None:
    assert cut("甲\n乙 \u202e丙", 20) == "甲 乙 \ufffd丙" and cut("甲" * 9, 5) == "甲甲甲甲…"
    assert plain("第一行\n\t第二行") == "第一行\n\t第二行"
