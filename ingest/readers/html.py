"""Web pages: the main text, not the page around it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree, html

from ingest.raw import Raw, Unreadable
from ingest.readers.cells import is_one_word
from ingest.readers.encoding import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_DROPPED = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "nav", "footer", "aside", "button", "select")
    + ("textarea", "input", "audio", "video", "head")
    + ("rt", "rp")  # what stands above a character: its pinyin
)
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form")
    + ("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "ul", "caption")
    + ("table", "tbody", "tfoot", "thead", "tr", "td", "th")
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|crumbs?|breadcrumbs?|share|bdshare\w*|foot|footer|sidebar|copyright|comments?|related|recommend|pager|pagination"
    r"|toolbar|print|qrcode|ewm|banner|search|login|friendlink|links|advert|ads?)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]"
_SPACE_WITHIN = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")
_SITE = re.compile(r"\s*(?:[_|]|--|—| - |-(?=[^-]*(?:网|政府|门户|平台|局|厅|委)$)).*$")
_META = {
    "articletitle": "标题",
    "pubdate": "发布日期",
    "contentsource": "来源",
    "indexnumber": "索引号",
    "documentnumber": "发文字号",
    "publisher": "发布机构",
}
# What the systems that most government sites run on call the element that holds the document.
_BODY = re.compile(r"(?:^|\s)(?:TRS_(?:PreAppend|U?Editor)|UCAP-CONTENT|zoom|article[-_]?content|pages_content)(?:$|\s)", re.I)
_FRAMED = 200  # characters; a page of frames with less of its own only says that the browser shows no frames
_LEAST = 0.2  # share of a page's running text that an element which calls itself the document holds at least
_WHOLE = 0.8  # the main text is the innermost element that still holds this share of the page's running text


def read_html(data: bytes, charset: str = "") -> Raw:
    """The main text of a page, its title first; what the page says about the document goes into `furniture`.

    `charset` is what its envelope says of its encoding; the page's own word counts before it.
    """
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii") if declared else charset)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("网页里没有内容", "请用浏览器打开网页，确认能看到正文，另存后再导入。") from error
    furniture = [f"{_META[name]}：{value}" for name, value in _metas(root) if name in _META]
    title = _title(root)
    body = root.find("body")
    body = root if body is None else body
    _strip(body)
    main = _main(body)
    lines, around = list(_lines(main)), []
    if root.find(".//frameset") is not None and sum(map(len, lines)) < _FRAMED:
        raise Unreadable("网页由框架拼成，正文在另外的文件里", "请在浏览器里单独打开正文所在的框架，另存后再导入。")
    if main is not body:
        whole = list(_lines(body))
        inside = set(lines)
        around = [line for line in whole if line not in inside]
    if title and title not in "".join(lines[:8]).replace(" ", ""):
        lines.insert(0, title)
    repairs = (("网页外框", len(around)),) if around else ()
    return Raw("\n".join(lines), "html", (*furniture, *around), repairs)


def _metas(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name, value = (meta.get("name") or "").lower(), _SPACE.sub(" ", meta.get("content") or "").strip()
        if name and value:
            yield name, value


def _title(root: html.HtmlElement) -> str:
    """The document's title as the page tells it: its ArticleTitle, else its only h1, else its <title> without the site's name, else
    its only lesser heading."""
    given = dict(_metas(root)).get("articletitle", "")
    headings = [text for h in root.iter("h1") if 4 <= len(text := _plain(h)) <= 120]
    if given or len(headings) == 1:
        return (given or headings[0]).replace(" ", "")
    named = _SITE.sub("", _SPACE.sub(" ", root.findtext(".//title") or "").strip()).replace(" ", "")
    lesser = [text for h in root.iter("h2", "h3") if 4 <= len(text := _plain(h)) <= 120]
    return named or (lesser[0] if len(lesser) == 1 else "")


def _plain(element: html.HtmlElement) -> str:
    return _SPACE_WITHIN.sub("", _SPACE.sub(" ", "".join(element.itertext())).strip())


def _strip(body: html.HtmlElement) -> None:
    """Takes out what never is text; and what is hidden or calls itself navigation, unless most of the text is in it."""
    total = len(_plain(body)) or 1
    for element in list(body.iter()):
        if element is body or element.getparent() is None:
            continue
        if not isinstance(element.tag, str):
            element.drop_tree()
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        # A script may show what the page hides: an article that is hidden until it has loaded is no frame.
        around = element.tag in ("header", "form") or _AROUND.search(named) or _HIDDEN.search(element.get("style") or "")
        if element.tag in _DROPPED or around and len(_plain(element)) < 0.3 * total:
            element.drop_tree()


def _weight(element: html.HtmlElement) -> int:
    """Characters of running text: those outside links, in pieces that hold a sentence mark or are long."""
    weight = 0
    for node in element.iter():
        inside_link = node.tag == "a"
        for piece, linked in ((node.text, inside_link), (node.tail if node is not element else None, False)):
            if piece and not linked and (len(piece.strip()) >= 20 or re.search("[，。；：,;]", piece)):
                weight += len(piece.strip())
    return weight


def _main(body: html.HtmlElement) -> html.HtmlElement:
    """The element that calls itself the document, else the innermost one that holds nearly all running text of the page."""
    whole = _weight(body)
    named = [e for e in body.iter() if isinstance(e.tag, str) and _BODY.search(f"{e.get('class') or ''} {e.get('id') or ''}")]
    if named and _weight(best := max(named, key=_weight)) > _LEAST * whole:
        return best
    current = body
    while whole:
        inner = [child for child in current if child.tag in _BLOCKS and child.tag not in {"p", "tr", "li"}]
        heaviest = max(inner, key=_weight, default=None)
        if heaviest is None or _weight(heaviest) < _WHOLE * whole:
            break
        current = heaviest
    return current


def _lines(element: html.HtmlElement) -> Iterator[str]:
    """The element's text as a browser lays it out: blocks and breaks end a line, a table row is one line."""
    for line in "".join(_pieces(element)).split("\n"):
        line = _SPACE_WITHIN.sub("", re.sub("[ \t]+", " ", line)).strip(" ")
        if line.strip():
            yield line


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    if element.tag == "br":
        yield "\n"
    elif element.tag == "tr" and (row := _row(element)):
        yield f"\n{row}\n"
    else:
        block = element.tag in _BLOCKS
        if block:
            yield "\n"
        if element.tag == "li" and (number := _number(element)):
            yield number
        if element.text:
            yield element.text if element.tag == "pre" else _SPACE.sub(" ", element.text)
        for child in element:
            yield from _pieces(child)
            if child.tail:
                yield child.tail if element.tag == "pre" else _SPACE.sub(" ", child.tail)
        if block:
            yield "\n"


def _row(row: html.HtmlElement) -> str:
    """A table row as one line, or "" where the table only lays out the page."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    texts = [_cell(cell) for cell in cells]
    if (
        len(cells) < 2
        or row.find(".//table") is not None
        or any(len(t) > 150 and _paragraphs(c) > 1 for c, t in zip(cells, texts, strict=True))
    ):
        return ""
    return _parted(texts) if sum(map(bool, texts)) > 1 else "".join(texts)


def _cell(cell: html.HtmlElement) -> str:
    """A cell's lines in one, a wide space between them; none within a word that is set in two: 责任 / 单位."""
    lines = list(_lines(cell))
    text = "".join(lines[:1])
    for before, line in pairwise(lines):
        text += ("" if is_one_word(before, line) else "\u3000") + line
    return text


def _parted(texts: list[str]) -> str:
    """The cells of a row with " | " between them; one that ends with a colon names the next: 发文字号：云政发〔2024〕3号."""
    row = texts[0]
    for before, text in pairwise(texts):
        row += text if before.endswith(("：", ":")) else f" | {text}"
    return row


def _paragraphs(cell: html.HtmlElement) -> int:
    return sum(1 for element in cell.iter("p", "div", "br"))


def _number(item: html.HtmlElement) -> str:
    """The number that a browser shows before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or (parent.get("type") or "1") != "1" or "none" in (parent.get("style") or ""):
        return ""
    start = parent.get("start") or "1"
    return f"{(int(start) if start.isdecimal() else 1) + [c for c in parent if c.tag == 'li'].index(item)}. "
