"""The lines above a document's first heading, among which its title stands, and whether one goes on in the next."""

import re

from ingest.labels import Style, line_labels
from ingest.metadata_title_line import ADOPTED, MARK, NO_TITLE, NUMBER_TAIL, clean_title, is_title

_ONLY_BRACKET = re.compile(
    r"^[（(](?!上接|下转)[^\n（）()。；]{0,20}(?:\d{4}|试行|暂行|草案|修订|修正|稿|版|一|二|三)[^\n（）()。；]{0,20}[）)]$"
)
_WRAPPED = 12  # characters that a title has at least before it is wrapped
_ORGANISATION = re.compile(r"(?:[部局厅会行委院办署府]|政府|中心|办公室|法院|小组)$")
_ROW = re.compile(r"\d{4}-\d{2}-\d{2}[ \d:]*\|")  # of a table: date | issuer | title | text
_DATE_ONLY = re.compile(r"[ \t\u3000]*\d{4}-\d{2}-\d{2}(?: [\d:]+)?[ \t\u3000]*$")
_ISSUER = re.compile(r"[\u4e00-\u9fff、 ]{1,40}(?:[部局厅会行委院办署]|政府|中心|[\u4e00-\u9fff]联)$")


def head_of(text: str) -> tuple[list[str], str]:
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


def goes_on(lines: list[str], following: str) -> bool:
    """Whether a title may go on: a line that is only a bracket, or short lines none of which ends a title or a sentence."""
    if _ONLY_BRACKET.match(following) and not NO_TITLE.match(following):
        return not ADOPTED.search(following) and is_title("".join(lines))
    last = lines[-1]
    if re.match(r"[（(]", following) or re.search(r"[）)]$", last):
        return False
    if len(last) > 45 or len(following) > 60 or re.search(r"[。；：:，,、！？]$", last) or MARK.match(last) and not _is_torn(last):
        return False
    whole = "".join(lines)
    if re.fullmatch(r"[\u4e00-\u9fff]{1,2}", following) and len(whole) >= _WRAPPED and not is_title(whole) and is_title(whole + following):
        return True  # the last letters of a wrapped title: …应急预 / 案
    if NO_TITLE.match(following) or NO_TITLE.match(last) or NUMBER_TAIL.fullmatch(last) or re.fullmatch(r"《[^《》]+》", last):
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
