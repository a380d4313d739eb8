"""A document's own title: the first line of a page may name something else, and a cover notice is not the document."""

import re
from dataclasses import dataclass

from ingest.metadata_title_body import derived_title
from ingest.metadata_title_head import goes_on, head_of
from ingest.metadata_title_line import ADOPTED, MARK, NO_TITLE, NUMBER_TAIL, clean_title, is_noise, is_title
from ingest.metadata_title_news import headline, news, over_table, reported_at
from policy.regions import leading_place

_COVER = re.compile(r"(?:关于|關於)?(?:印发|印發|转发|轉發|发布|公布|颁布)[《<〈]?([^\n]{4,80}?)[》>〉]?的(?:通知|公告|決定|决定|令)$")
_QUOTED = r"《((?:[^《》\n]|〈[^〉]*〉|《[^《》]*》){4,80})》"
_ISSUED = re.compile(
    rf"(?:现将|現將|现印发|印发了?|印發了?|发布了?|通过了?)[^\n《。；]{{0,12}}(?<!的){_QUOTED}|{_QUOTED}(?:全文如下|已经|业经|经|印发给|印發給)"
)
_MAX = 110  # characters of a title
_SHORT = 7  # characters of a line below the first that, with a 文种 at its end, is a heading and no title
_WHO = re.compile(r"[\u4e00-\u9fff、 ]{2,}(?:[部局厅会行委院办署]|政府|中心|办公室|部门|单位)")


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
    head, whole = head_of(text)
    mark = match[1] if head and (match := MARK.match(head[0])) else ""
    issued = {_bare(next(filter(None, m.groups()))) for m in _ISSUED.finditer(whole)}
    best: tuple[float, str] = (0.0, "")
    for i in range(reported_at(head) or len(head)):  # a line of the report itself is no title
        joined = ""
        for j in range(i, min(i + 5, len(head))):
            if j > i and not goes_on(head[i:j], head[j]):
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


def _bare(title: str) -> str:
    """A title for comparison: without marks and blanks."""
    return re.sub(r"[\s《》〈〉<>“”\"'（）()\[\]〔〕—–\-－~～]", "", title)


def _score(title: str, at: int, following: list[str], issued: set[str]) -> float:
    """How much speaks for a line as the title, 0 where it can be none: `at` is its place among the lines, `following` the line below it, if
    any, `issued` the bare names of what the text says was issued. From 2 on it is taken for one."""
    if (
        not 4 <= len(title) <= _MAX
        or re.search(r"[。；！？!?]", title)
        or is_noise(title)
        or not re.search(r"[\u4e00-\u9fff]{3}", title)
        or NO_TITLE.match(title)
    ):
        return 0.0
    if re.match(r"^(?:第[一二三四五六七八九十百]+[条章节]|[一二三四五六七八九十]+、|\d+[.、]|附件|各|现将|为)", title) or title.endswith(
        ("：", ":", "，", ",")
    ):
        return 0.0
    score = 1.0 if at == 0 else 0.0
    if is_title(title) and (at == 0 or len(title) >= _SHORT):
        score += 3.0
    if _bare(title) in issued:
        score += 5.0
    if "关于" in title:
        score += 0.5
    if following and (re.match(r"^(?:为|根据|第一|各[^\n]{2,40}[:：]$)", following[0]) or ADOPTED.search(following[0][:80])):
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
    stem = NUMBER_TAIL.sub("", re.sub(r"[（(]\d{4}-\d{2}-\d{2}[)）]$", "", stem)).strip() or stem
    if read := news(head):
        return read, False
    issued = _ISSUED.search(whole)
    if issued:
        return clean_title(next(filter(None, issued.groups()))), False
    if read := over_table(head):
        return read, False
    if (read := headline(head)) and leading_place(read):
        return read, False
    if len(re.findall(r"[\u4e00-\u9fff]", stem)) >= 4:
        return stem, False
    if read := (mark if is_title(mark) else "") or headline(head):
        return read, False
    inferred = derived_title(text)
    return inferred or stem, bool(inferred)
