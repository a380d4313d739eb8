"""Web pages: the main text without the page around it."""

import base64
from pathlib import Path

import pytest

from ingest.raw import Raw, Unreadable
from ingest.readers import read

BODY = "".join(f"<p>　　第{n}条　各县应当在2025年底前建成第{n}批便民服务点，方便群众办事。</p>" for n in "一二三四五六")
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>青岚省便民服务办法_青岚省人民政府网</title>
<meta name="PubDate" content="2023-05-01 10:00"><meta name="ContentSource" content="省政府办公厅">
<style>p {{}}</style><script>var a = "第九十九条";</script></head><body>
<div class="header"><a href="/">首页</a><a href="/x">政务公开</a></div><ul id="nav"><li>机构</li><li>互动</li></ul>
<div class="crumbs">您现在的位置：首页 &gt; 政策文件</div>
<div class="wrap"><h1>青岚省便民服务办法</h1><table class="info"><tr><td>索引号：</td><td>A001</td></tr></table>
<div class="content">{BODY}<table><tr><th>序号</th><th>指标</th></tr><tr><td>1</td><td>办结率</td></tr></table>
<ol start="3"><li>办理</li><li>反馈</li></ol></div>
<div class="share">分享到：微信 微博</div></div>
<div class="sidebar"><a>相关文件一</a><a>相关文件二</a></div><div id="footer">版权所有 青岚省人民政府 ICP备123号</div></body></html>"""


def page(data: bytes) -> Raw:
    return read(Path("a.html"), data)


def test_main_text_only_with_its_title() -> None:
    lines = page(PAGE.encode()).text.split("\n")
    assert lines[0] == "青岚省便民服务办法"
    assert lines[1].strip("　").startswith("第一条　各县应当")
    text = "\n".join(lines)
    for around in ("首页", "机构", "分享", "相关文件", "版权所有", "第九十九条", "政务公开"):
        assert around not in text


def test_tables_are_rows_and_lists_are_numbered() -> None:
    text = page(PAGE.encode()).text
    assert "序号 | 指标\n1 | 办结率" in text
    assert "3. 办理\n4. 反馈" in text


def test_what_the_page_says_of_the_document_is_kept_for_its_metadata() -> None:
    assert {"发布日期：2023-05-01 10:00", "来源：省政府办公厅"} <= set(page(PAGE.encode()).furniture)


def test_charset_is_read_from_the_page_and_detected_where_it_lies() -> None:
    gbk = PAGE.replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    lying = PAGE.encode("gb18030")
    assert page(gbk).text == page(lying).text == page(PAGE.encode()).text


def test_text_of_a_page_without_any_structure() -> None:
    assert page("<p>一、总则<br>二、附则".encode()).text == "一、总则\n二、附则"


def test_a_page_laid_out_by_a_table_keeps_its_paragraphs() -> None:
    layout = f"<html><body><table><tr><td><a>首页</a></td><td>{BODY}</td></tr></table></body></html>"
    assert len([line for line in page(layout.encode()).text.split("\n") if "应当" in line]) == 6


def test_hidden_text_is_left_out() -> None:
    assert "隐藏" not in page(PAGE.replace("</h1>", '</h1><div style="display:none">隐藏的字</div>').encode()).text


def test_markup_in_the_text_stays_text() -> None:
    assert "<script>" in page("<p>填写&lt;script&gt;字样的，不予受理。</p>".encode()).text


def test_a_page_of_frames_is_refused_unless_it_holds_the_text_itself() -> None:
    frames = "<html><title>门户</title><frameset cols='20%,80%'><frame src='a.html'><noframes><body>{}</body></noframes></frameset></html>"
    with pytest.raises(Unreadable, match="框架"):
        page(frames.format("您的浏览器不支持框架").encode())
    assert "第六批便民服务点" in page(frames.format(BODY).encode()).text


def test_pinyin_above_characters_is_none_of_the_text() -> None:
    body = BODY.replace("各县", "各<ruby>县<rp>(</rp><rt>xiàn</rt><rp>)</rp></ruby>")
    text = page(PAGE.replace(BODY, body).encode()).text
    assert "各县应当" in text
    assert "xiàn" not in text


def test_a_cell_that_ends_with_a_colon_names_the_next() -> None:
    table = '<table><tr><td>发文字号：</td><td>青政发〔2023〕5号</td><td>有效性：</td><td>有效</td></tr></table><div class="content">'
    furniture = page(PAGE.replace('<div class="content">', table).encode()).furniture
    assert any(line.startswith("发文字号：青政发〔2023〕5号") for line in furniture)


def test_lines_of_a_cell_stay_apart() -> None:
    rows = "<tr><td>任务</td><td>责任<br>单位</td></tr><tr><td>办结</td><td><p>水利局</p><p>财政局</p></td></tr>"
    text = page(PAGE.replace("<tr><th>序号</th><th>指标</th></tr>", rows).encode()).text
    assert "任务 | 责任单位\n办结 | 水利局　财政局" in text


def test_an_article_that_is_hidden_until_it_has_loaded_is_read() -> None:
    text = page(PAGE.replace('<div class="content">', '<div class="content" style="visibility: hidden; opacity: 0">').encode()).text
    assert "第六条　各县应当" in text


def test_a_short_document_among_many_links() -> None:
    links = "".join(f"<li><a>关于第{n}号事项的通知</a><span>发布于2023年，来源：省政府网站，供参考</span></li>" for n in range(30))
    html = PAGE.replace('<div class="content">', f'<div class="list"><ul>{links}</ul></div><div id="zoom">')
    text = page(html.encode()).text
    assert "第六条　各县应当" in text
    assert "关于第7号事项" not in text


def test_a_lesser_heading_is_the_title_where_nothing_else_is() -> None:
    html = f"<html><body><h2>青岚省便民服务细则</h2><div>{BODY}</div></body></html>"
    assert page(html.encode()).text.startswith("青岚省便民服务细则\n")


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_archive_is_its_page(charset: str) -> None:
    head = "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=text/html; boundary=x\r\n\r\n"
    body = PAGE.replace("utf-8", charset).encode("gb18030" if charset == "gb2312" else charset)
    part = f"--x\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
    archive = head.encode() + part + base64.encodebytes(body) + b"\r\n--x--\r\n"
    assert read(Path("a.mht"), archive).text == page(PAGE.encode()).text


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(Unreadable, match="没有网页"):
        read(Path("a.mhtml"), b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx")
