"""A document's own title: the first line of a page may name something else, and a cover notice is not the document."""

import re
from dataclasses import dataclass

from ingest.labels import Style, line_labels
from ingest.metadata_title_body import derived_title
from policy import fold
from policy.regions import leading_place

KINDS = (
    *("条例", "办法", "规定", "细则", "纲要", "意见", "通知", "方案", "措施", "举措", "规划", "计划", "决定", "决议", "公告", "通告"),
    *("公报", "批复", "宪法", "规则", "规范", "准则", "标准", "目录", "清单", "要点", "指南", "指引", "预案", "章程", "制度"),
    *("解释", "安排", "规程", "政策", "报告", "建议", "议案", "命令", "指示", "通报", "纪要", "说明", "守则", "协议", "修正案"),
    *("解读", "解答", "案例", "法典", "法", "函", "令"),
)
"""The 文种 that a title ends with; of two that fit the longer is meant (办法 before 法)."""

_BRACKETED = r"[ \t\u3000]*(?:[（(〔\[《〈【][^\n（(]{1,24}[）)〕\]》〉】]){0,2}"
_TITLE = re.compile(rf"^(?:[^\n]*?)(?:{'|'.join(KINDS)}){_BRACKETED}[》”\"]?$")
_ONLY_BRACKET = re.compile(
    r"^[（(](?!上接|下转)[^\n（）()。；]{0,20}(?:\d{4}|试行|暂行|草案|修订|修正|稿|版|一|二|三)[^\n（）()。；]{0,20}[）)]$"
)
_ADOPTED = re.compile(r"通过|公布|批准|修正|修订|施行|发布")
_COVER = re.compile(r"(?:关于|關於)?(?:印发|印發|转发|轉發|发布|公布|颁布)[《<〈]?([^\n]{4,80}?)[》>〉]?的(?:通知|公告|決定|决定|令)$")
_QUOTED = r"《((?:[^《》\n]|〈[^〉]*〉|《[^《》]*》){4,80})》"
_ISSUED = re.compile(
    rf"(?:现将|現將|现印发|印发了?|印發了?|发布了?|通过了?)[^\n《。；]{{0,12}}(?<!的){_QUOTED}|{_QUOTED}(?:全文如下|已经|业经|经|印发给|印發給)"
)
_NUMBER_TAIL = re.compile(r"[（(]?[\u4e00-\u9fff]{1,12}[〔\[（(【][12]\d{3}[〕\]）)】]第?\d{1,5}号?[）)]?$")
_PREFIX = re.compile(r"^[\s#]*【([^】]{2,60})】")
_NOISE = re.compile(
    r"首页|>|位置|来源[:：]|发布(?:时间|日期|机构)|索引号|浏览|字体|打印|点击|http|www\.|责任编辑|相关链接|获悉|近日|日前|[(（]记者|记者从|媒体记者|^\d{4}[-年]\d{1,2}[-月]\d{1,2}|\|"
)
_MAX = 110
_DATE = r"\d{4}[ ]?年[ ]?\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日)?"
# What stands beside a title and is no part of it: a date, a numbered heading, that of an annex, a mark of one or two letters, news.
_NO_TITLE = re.compile(
    rf"[（(]?{_DATE}[）)]?$|\d{{1,2}}月\d{{1,2}}日|附[件表录]?[ \d]*[:：]?$|(?!(?:{'|'.join(KINDS)})).{{1,2}}$"
    r"|.*(?:新华社|本报记者|时间[:：])|\d{1,2}(?:\.\d{1,2})* (?![年月日])"
)
_WRAPPED = 12  # characters that a title has at least before it is wrapped
_SHORT = 7  # characters of a line below the first that, with a 文种 at its end, is a heading and no title
_SPEAKER = re.compile(
    r"(?:主任|部长|局长|厅长|市长|省长|县长|主席|书记|总理|委员长|院长|检察长)[ \u3000]*[\u4e00-\u9fff]{1,2}[ \u3000]?[\u4e00-\u9fff]{1,2}$"
)
_WHO = re.compile(r"[\u4e00-\u9fff、 ]{2,}(?:[部局厅会行委院办署]|政府|中心|办公室|部门|单位)")
_ORGANISATION = re.compile(r"(?:[部局厅会行委院办署府]|政府|中心|办公室|法院|小组)$")
_QUOTE = re.compile(r"<[^<>\n]{4,100}>")
_TOLD = re.compile(rf"({'|'.join(KINDS)})(?:正式)?(?:发布|出台|公布)$")
_ROW = re.compile(r"\d{4}-\d{2}-\d{2}[ \d:]*\|")  # of a table: date | issuer | title | text
_DATE_ONLY = re.compile(r"[ \t\u3000]*\d{4}-\d{2}-\d{2}(?: [\d:]+)?[ \t\u3000]*$")
_ISSUER = re.compile(r"[\u4e00-\u9fff、 ]{1,40}(?:[部局厅会行委院办署]|政府|中心|[\u4e00-\u9fff]联)$")
_BODY = re.compile(r"(?:为了?|近年来|当前|随着|根据|按照|今年以来|日前|近日)[^，,]*[，,]|[，,、；;：:。.]$|[。；]")
_ADDRESS = re.compile(r"(?:各|省|市|区|县|州)[^\n]{0,200}[:：]$|[\u4e00-\u9fff、]{2,30}(?:[部局厅]|银行|政府|办公室|委员会)$")
_BELOW = re.compile(r"[“\"]|原标题|\d+[.、]|我[省市县区]")  # what stands below a headline: a quotation, a list, the headline told again
_DATELINE = re.compile(
    r"新华社|本报讯|中新社|\d{1,2}月\d{1,2}日[，,上下电]|[（(]?(?:本报|[\u4e00-\u9fff]{2,4}社)?记者[ \u3000\u4e00-\u9fff]{2,12}[）)]?$"
)
_HEADLINE = 60  # characters that a headline has at most


@dataclass(frozen=True, slots=True)
class Titles:
    """The title; the cover notice's title where there is one; the 【…】 mark that a collection puts before a title.

    `inferred` tells that no line is the title: it was put together from what the text says of itself.
    """

    title: str
    cover: str = ""
    mark: str = ""
    inferred: bool = False


def find_title(text: str, file_name: str) -> Titles:
    """The best title among the lines before the first heading, else the file's name."""
    head, whole = _head(text)
    mark = match[1] if head and (match := _PREFIX.match(head[0])) else ""
    issued = {_bare(next(filter(None, m.groups()))) for m in _ISSUED.finditer(whole)}
    best: tuple[float, str] = (0.0, "")
    for i in range(_reported(head) or len(head)):  # a line of the report itself is no title
        joined = ""
        for j in range(i, min(i + 5, len(head))):
            if j > i and not _joins(head[i:j], head[j]):
                break
            joined += head[j]
            title = clean_title(joined)
            score = _score(title, i, head[j + 1 : j + 2], issued) + 0.3 * (j - i)
            if j > i + 1 and not is_title(title):
                continue
            score += 2.5 if i == 0 and mark and score else 0.0
            if score > best[0]:
                best = (score, title)
    cover = next((t for line in head if (t := clean_title(line)) != best[1] and _COVER.search(t)), "")
    if best[0] >= 2 and (inner := _inner(best[1], text, whole, mark) or _own_heading(best[1], head)):
        return Titles(inner, best[1], mark)
    if best[0] >= 2:
        return Titles(_fuller(best[1], head), cover, mark)
    title, inferred = _fallback(head, file_name, whole, text, mark)
    return Titles(title, cover, mark, inferred)


def _head(text: str) -> tuple[list[str], str]:
    """The lines before the first heading (at most 45; a run-together line is cut at its spaces), and the text they stand in."""
    labels = [label for label in line_labels(text[:20000]) if label.style is not Style.ATTACHMENT and label.style < Style.DOT]
    end = min(labels[0].start if labels else 3000, 6000)
    whole = text[:end] or text[:600]
    lines: list[str] = []
    for line in whole.split("\n"):
        if _DATE_ONLY.match(line):
            continue
        if _ROW.match(line):
            lines += _cells(line)
        elif len(line) > 200 and len(line.split()) > 3:
            lines += line.split()
        elif line.strip():
            lines.append(line.strip())
        if len(lines) >= 45:
            break
    return lines[:45], whole


def _cells(row: str) -> list[str]:
    """The cells of a row of a table behind its date, an issuer as the mark that a collection would write: 【央行、银监会】关于…"""
    cells = [cell.strip() for cell in row.split(" | ")[1:]]
    if len(cells) > 1 and _ISSUER.match(cells[0]) and not cells[1].startswith("【"):
        cells[:2] = [f"【{cells[0]}】{cells[1]}"]
    return cells


def _joins(lines: list[str], following: str) -> bool:
    """Whether a title may go on: a line that is only a bracket, or short lines none of which ends a title or a sentence."""
    if _ONLY_BRACKET.match(following) and not _NO_TITLE.match(following):
        return not _ADOPTED.search(following) and is_title("".join(lines))
    last = lines[-1]
    if re.match(r"[（(]", following) or re.search(r"[）)]$", last):
        return False
    if len(last) > 45 or len(following) > 60 or re.search(r"[。；：:，,、！？]$", last) or _PREFIX.match(last) and not _is_torn(last):
        return False
    whole = "".join(lines)
    if re.fullmatch(r"[\u4e00-\u9fff]{1,2}", following) and len(whole) >= _WRAPPED and not is_title(whole) and is_title(whole + following):
        return True  # the last letters of a wrapped title: …应急预 / 案
    if _NO_TITLE.match(following) or _NO_TITLE.match(last) or _NUMBER_TAIL.fullmatch(last) or re.fullmatch(r"《[^《》]+》", last):
        return False
    if is_title(following) and "关于" in following[1:] and not _ORGANISATION.search(last):
        return False
    if re.match(r"关于(?:印发|转发|发布).*的$", clean_title(last)) and not re.match(r"(?:通知|公告|通告|决定|函)", following):
        return False
    return not is_title(last) or bool(re.match(r"^.{1,8}编$", following))


def _is_torn(line: str) -> bool:
    """Whether a line behind its mark is the first half of a title."""
    title = clean_title(line)
    return title.startswith("关于") and not is_title(title)


def is_title(line: str) -> bool:
    """Whether a line ends as titles do: with a 文种, in either script, and perhaps a bracket."""
    return bool(_TITLE.match(fold(clean_title(line))))


def clean_title(line: str) -> str:
    """A title line without its 【…】 mark, its number, and the 《》 around or left over from it."""
    title = _PREFIX.sub("", re.sub(r"[\u200b\ufeff]", "", line)).strip(" \t\u3000#*")
    title = _NUMBER_TAIL.sub("", title).strip()
    if re.search(r"(?:[\u4e00-\u9fff][ \u3000]+){4}", title):  # letters spaced out: 关 于 印 发
        title = re.sub(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])", "", title)
    title = re.sub(r"[ \t\u3000]+", " ", re.sub(r"(?<=[》）)])[ \t\u3000]+|[ \t\u3000]+(?=[《（(])", "", title))
    if title.startswith("《") and title.count("《") - title.count("》") in (0, 1) and (title.endswith("》") or "》" not in title):
        title = title[1:-1] if title.endswith("》") else title[1:]
    if "【" not in title:
        title = title.removesuffix("】")
    if title.count("》") > title.count("《"):
        title = title[::-1].replace("》", "", 1)[::-1]
    return _TOLD.sub(r"\1", title.strip()) if "关于" in title else title.strip()


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"'（）()\[\]〔〕—–\-－~～]", "", title)


def _score(title: str, at: int, following: list[str], issued: set[str]) -> float:
    if (
        not 4 <= len(title) <= _MAX
        or re.search(r"[。；！？!?]", title)
        or _NOISE.search(_QUOTE.sub("", title))
        or not re.search(r"[\u4e00-\u9fff]{3}", title)
        or _NO_TITLE.match(title)
    ):
        return 0.0
    if re.match(r"^(?:第[一二三四五六七八九十百]+[条章节]|[一二三四五六七八九十]+、|\d+[.、]|附件|各|现将|为)", title) or title.endswith(
        ("：", ":", "，", ",")
    ):
        return 0.0
    score = 1.0 if at == 0 else 0.0
    if is_title(title) and (at == 0 or len(title) >= _SHORT):
        score += 3.0
    if any(_bare(title) == x for x in issued):
        score += 5.0
    if "关于" in title:
        score += 0.5
    if following and (re.match(r"^(?:为|根据|第一|各[^\n]{2,40}[:：]$)", following[0]) or _ADOPTED.search(following[0][:80])):
        score += 1.0
    if _COVER.search(title):
        score -= 0.5
    return score - 0.02 * at


def _inner(title: str, text: str, whole: str, mark: str) -> str:
    """Of a cover notice over the document itself (现将《X》印发给你们, then X) the name of X; "" where the notice is all there is.

    A collection, which puts its mark before a title, leaves the notice's own words out.
    """
    match = _COVER.search(title)
    if not match or re.search(r"转发|轉發", match.group()):
        return ""
    inner = clean_title(match[1])
    mark = mark if "印发" in match.group() and not inner.endswith("有关政策") else ""
    handed = re.search(r"现(?:予以?)?印发|印发给你们|印發給|现(?:予|将|予以)[^\n。]{0,80}(?:印发|公布|发布)|现予公布", whole)
    if not is_title(inner) or not (handed or mark):
        return ""
    body = text[len(whole) :]
    articles = re.match(r"\s*第[一1][章条條编]", body)
    return inner if articles or (len(body) > 800 and not re.search(r"通知如下|事项通知", whole)) else ""


def _fuller(title: str, head: list[str]) -> str:
    """The title as the lines below give it, with who issued it before it, where they do: 云岫市水利局关于…的通知 for 关于…的通知."""
    for i in range(min(len(head), 8)):
        for j in range(i + 1, min(len(head), i + 4) + 1):
            whole = clean_title("".join(head[i:j]))
            issuer = whole.removesuffix(title)
            if issuer != whole and len(issuer) <= 60 and "关于" not in issuer and _WHO.fullmatch(issuer):
                return whole
    return title


def _own_heading(title: str, head: list[str]) -> str:
    """Of 关于甲的实施意见的通知 over 关于甲的实施意见 the heading, which is the document's own; "" where there is none."""
    named = re.sub(r"的(?:通知|公告)$", "", title)
    if named == title or not is_title(named):
        return ""
    bare = {_bare(named), _bare(named).removeprefix("关于")}
    return next((heading for line in head[1:6] if _bare(heading := clean_title(line)) in bare), "")


def _fallback(head: list[str], file_name: str, whole: str, text: str, mark: str) -> tuple[str, bool]:
    """Without a title line: what was issued, the file's name where it is words, a headline, what the text says of itself, any name.

    Whether it is inferred comes with it.
    """
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file_name)
    stem = _NUMBER_TAIL.sub("", re.sub(r"[（(]\d{4}-\d{2}-\d{2}[)）]$", "", stem)).strip() or stem
    if news := _news(head):
        return news, False
    issued = _ISSUED.search(whole)
    if issued:
        return clean_title(next(filter(None, issued.groups()))), False
    if over_table := _table_title(head):
        return over_table, False
    if (read := _headline(head)) and leading_place(read):
        return read, False
    if len(re.findall(r"[\u4e00-\u9fff]", stem)) >= 4:
        return stem, False
    if read := (mark if is_title(mark) else "") or _headline(head):
        return read, False
    inferred = derived_title(text)
    return inferred or stem, bool(inferred)


def _table_title(head: list[str]) -> str:
    """The first line of some words over the rows of a table: 云岫市重点任务分工表; "" where none stands there."""
    first = next((i for i, line in enumerate(head[:4]) if " | " in line), 0)
    for title in map(clean_title, head[:first]):
        if len(re.findall(r"[\u4e00-\u9fff]", title)) >= 6:
            return title if len(title) <= _HEADLINE and not _BODY.search(title) and not line_labels(title) else ""
    return ""


def _reported(head: list[str]) -> int:
    """At which of the first lines a report says where and when it was made, 0 where none does."""
    return next((i for i, line in enumerate(head[:9]) if _DATELINE.match(line)), 0)


def _news(head: list[str]) -> str:
    """The headline of a piece of news, whose parts are lines of their own, up to where and when it was reported; "" where it is none."""
    until = _reported(head)
    parts: list[str] = []
    for part in map(clean_title, head[:until]):
        if (
            any(part in known for known in parts)
            or len("".join(parts)) + len(part) > _HEADLINE
            or _NOISE.search(part)
            or _BELOW.match(part)
        ):
            break
        parts.append(part)
    title = " ".join(parts)
    return title if len(re.findall(r"[\u4e00-\u9fff]", title)) >= 8 and not re.search("[。；]", title) else ""


def _headline(head: list[str]) -> str:
    """The first of the first lines that is no furniture, where it is a line of its own and no part of a sentence; else ""."""
    for line in head[:4]:
        title = clean_title(line)
        if not re.search(r"[\u4e00-\u9fff]{4}", title) or _NOISE.search(_QUOTE.sub("", title)) or _ADDRESS.match(title):
            continue
        if len(title) > _HEADLINE and re.match(r"[^ \u3000]{10,45}[ \u3000]", title):
            title = re.split(r"[ \u3000]", title)[0]  # a headline that runs into its text
        broken = not re.match(r"[\w“‘《〈【（(]", title) or title.count("《") != title.count("》")
        no_headline = broken or title.startswith("为") or _SPEAKER.search(title) or _BODY.search(title) or line_labels(title)
        return "" if len(title) > _HEADLINE or no_headline else title
    return ""
