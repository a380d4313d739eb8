"""Plain text: every encoding that Chinese offices use, and never mojibake."""

from pathlib import Path

import pytest

from ingest.raw import MARK, Unreadable
from ingest.readers import read

SIMPLIFIED = "青岚省人民政府办公厅关于加强法治政府建设的通知\n各市、县人民政府：\n到2025年，行政执法案卷合格率达到95%以上。\n"
TRADITIONAL = "青嵐省人民政府辦公廳關於加強法治政府建設的通知\n各市、縣人民政府：\n到2025年，行政執法案卷合格率達到95%以上。\n"


def text_of(data: bytes, name: str = "a.txt") -> str:
    return read(Path(name), data).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_simplified_text_reads_in_every_encoding(encoding: str) -> None:
    assert text_of(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "gb18030", "utf-16-le"])
def test_traditional_text_reads_in_every_encoding(encoding: str) -> None:
    assert text_of(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_a_few_bad_bytes_are_marked_and_the_rest_is_kept() -> None:
    data = (SIMPLIFIED * 20).encode("gb18030")
    broken = data[:200] + b"\xff\xff" + data[200:]
    text = text_of(broken)
    assert MARK in text
    assert text.count("行政执法案卷合格率达到95%以上") >= 19


def test_bytes_that_are_no_chinese_text_are_refused_not_garbled() -> None:
    with pytest.raises(Unreadable, match="编码") as refused:
        text_of("これは日本語の文書であり、中国語ではない。ひらがなばかり。".encode("euc-jp") * 5)
    assert "UTF-8" in refused.value.remedy


def test_utf8_cut_in_the_middle_of_a_character_still_reads() -> None:
    assert text_of((SIMPLIFIED * 30).encode()[:-2]).startswith("青岚省")


def test_ascii_text_reads() -> None:
    assert text_of(b"GDP 5.5%\n") == "GDP 5.5%\n"


def test_markdown_marks_are_taken_off() -> None:
    source = (
        "# 青岚省水条例\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n**第一条** 为了[节约用水](https://a.cn/x)，制定本条例。\n\n"
        "| 序号 | 指标 |\n|---|---|\n| 1 | 用水量 |\n"
    )
    lines = [line for line in text_of(source.encode(), "a.md").split("\n") if line]
    assert lines == ["青岚省水条例", "第一章 总则", "第一条 为了节约用水，制定本条例。", "序号 | 指标", "1 | 用水量"]


def test_a_txt_file_keeps_its_marks() -> None:
    assert text_of("# 1 总则\n".encode()) == "# 1 总则\n"
