"""Word: what stands beside the paragraphs (notes, contents, pinyin, formulas), and packages of other kinds."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest import Unreadable
from ingest.raw import Raw
from ingest.readers import read

W = nsdecls("w")
NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def saved(document: docx.document.Document, change: Callable[[str, bytes], bytes] = lambda _, data: data, **more: bytes) -> bytes:
    """The document's bytes, each part changed, further parts added."""
    plain, out = io.BytesIO(), io.BytesIO()
    document.save(plain)
    with zipfile.ZipFile(plain) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            changed.writestr(name, change(name, package.read(name)))
        for name, data in more.items():
            changed.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def paper(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def lines(data: bytes, name: str = "a.docx") -> list[str]:
    return [line for line in raw(data, name).text.split("\n") if line.strip()]


def raw(data: bytes, name: str = "a.docx") -> Raw:
    return read(Path(name), data)


def test_a_note_stands_below_the_paragraph_that_refers_to_it() -> None:
    document = paper("一、新建站点。", "二、改造管网。")
    document.paragraphs[0]._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))

    def change(name: str, data: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return data.replace(b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES}"/></Types>'.encode())
        if name == "word/_rels/document.xml.rels":
            own = f'<Relationship Id="rId77" Type="{RELATION}" Target="footnotes.xml"/></Relationships>'
            return data.replace(b"</Relationships>", own.encode())
        return data

    note = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>站点指社区站点。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    found = raw(saved(document, change, footnotes=note.encode()))
    assert found.text.split("\n") == ["一、新建站点。", "注1：站点指社区站点。", "二、改造管网。"]
    assert ("脚注", 1) in found.repairs


def test_a_table_of_contents_is_left_out_and_a_heading_of_that_name_stays() -> None:
    document = paper("青岚省供水规划", "目  录")
    for page, entry in enumerate(["一、现状", "二、目标"], 3):
        field = f"<w:r><w:instrText>PAGEREF _Toc{page}</w:instrText></w:r><w:r><w:t>{page}</w:t></w:r>"
        document.add_paragraph()._p.append(parse_xml(f"<w:hyperlink {W}><w:r><w:t>{entry}</w:t></w:r>{field}</w:hyperlink>"))
    for text in ("一、现状", "管网老旧。", "二、目标", "全部更新。"):
        document.add_paragraph(text)
    found = raw(saved(document))
    assert found.text.split("\n") == ["青岚省供水规划", "一、现状", "管网老旧。", "二、目标", "全部更新。"]
    assert ("目录", 2) in found.repairs
    assert lines(saved(paper("目录", "甲清单", "乙清单"))) == ["目录", "甲清单", "乙清单"]


def test_pinyin_above_characters_is_none_of_the_text_and_a_formula_is() -> None:
    document = paper("推广", "补助按")
    ruby = "<w:ruby><w:rt><w:r><w:t>lǜ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绿</w:t></w:r></w:rubyBase></w:ruby>"
    document.paragraphs[0]._p.append(parse_xml(f"<w:r {W}>{ruby}</w:r>"))
    document.paragraphs[0].add_run("色建材。")
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:num><m:r><m:t>A</m:t></m:r></m:num><m:den><m:r><m:t>B</m:t></m:r></m:den>"
    document.paragraphs[1]._p.append(parse_xml(f"<m:oMath {math}><m:f>{part}</m:f></m:oMath>"))
    document.paragraphs[1].add_run("计算。")
    assert lines(saved(document)) == ["推广绿色建材。", "补助按A/B计算。"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    document = paper("各单位要加强协作，", "按期完成。")
    document.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {W}><w:del w:id="1" w:author="a"/></w:rPr>'))
    assert lines(saved(document)) == ["各单位要加强协作，按期完成。"]


def test_paragraphs_of_a_cell_stay_apart_and_a_word_set_in_two_does_not() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for (row, column), paragraphs in {(0, 0): "任务", (0, 1): "责任\n单位", (1, 0): "更换水表", (1, 1): "水利局\n财政局"}.items():
        first, *rest = paragraphs.split("\n")
        table.cell(row, column).text = first
        for text in rest:
            table.cell(row, column).add_paragraph(text)
    assert lines(saved(document)) == ["任务 | 责任单位", "更换水表 | 水利局 财政局"]


KINDS = [
    ("a.docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    ("a.docx", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    ("a.dotx", b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_a_document_with_macros_and_a_template_read_like_any_other(name: str, kind: bytes) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = saved(paper("第一条 为了节约用水。"), lambda _, data: data.replace(plain, kind))
    assert lines(data, name) == ["第一条 为了节约用水。"]


def test_a_strict_document_reads_like_any_other() -> None:
    def strict(name: str, data: bytes) -> bytes:
        for part in (b"wordprocessingml", b"officeDocument"):
            data = data.replace(b"http://schemas.openxmlformats.org/" + part + b"/2006/", b"http://purl.oclc.org/ooxml/" + part + b"/")
        return data

    assert lines(saved(paper("第一条 为了节约用水。"), strict)) == ["第一条 为了节约用水。"]


def test_a_zip_that_is_no_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "甲")
    with pytest.raises(Unreadable, match="损坏"):
        read(Path("a.docx"), out.getvalue())
