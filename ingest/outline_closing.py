"""Where the closing of a body begins: its last words to all readers, its validity, what is attached, its signature."""

import re
from collections.abc import Iterator, Sequence

_FAR = 1000  # characters before the end within which a closing begins; a salutation may open a longer one
_ALL = r"各(?:地|市|县|区|州|级|省|旗|盟|乡|镇|街道|有关|相关|部门|单位|责任|成员|职能|直属|项)"
_WHOLE = r"(?:纲要|綱要|意见|意見|方案|规划|通知|措施|计划|要点|办法|细则|政策|举措|条款)"
_CLOSING = re.compile(
    rf"(?:^[ \t\u3000]*|(?<=[。！][ \u3000]))(?:(?:各地|各市|各县|各級|各级|各有关|各部门|各单位|各责|"
    rf"本|以上|此件|特此|请各|請各|省|市|县)[^\n]{{0,60}}"
    rf"本(?:实施|實施)?{_WHOLE}|特此(?:通知|公告))",
    re.M,
)
# Lines without a sentence end over a line that is a date, and the little that may follow: （此件公开发布）, 抄送：….
_SIGNED = re.compile(
    r"(?<=\n)(?:[^\n。；;：:,，0-9]{3,50}\n){1,8}[ \u3000]*[12二一〇○零九\d]{2}[\d〇○零一二三四五六七八九]{2}年[ ]?"
    r"[\d一二三四五六七八九十]{1,3}月[ ]?[\d一二三四五六七八九十]{1,3}日[ \u3000]*"
    r"(?:\n(?:[ \u3000]*(?:抄[ \u3000]*[送报]|主[ \u3000]*送|分[ \u3000]*送|发)[:：][^\n]*|[^\n]{0,40})){0,5}\s*\Z"
)
_VALID = re.compile(
    rf"(?:本|以上|上述|该)[^\n。；]{{0,24}}{_WHOLE}?[^\n。；]{{0,12}}(?:自|从|由)[^\n。；]{{0,40}}(?:施行|实施|执行|生效|有效)"
    rf"|(?:本|以上|上述|除)[^\n。]{{0,60}}有效期"
)
_APPEAL = re.compile(rf"{_ALL}[^\n。；]{{0,40}}?(?:要|应|须|务必|必须|請|请)")
_RALLY = re.compile(r"紧密地?团结在|不懈奋斗|[共团]同?结?奋斗|[而努]力奋斗|崭新篇章|新篇章[！。]")
_SALUTATION = re.compile(r"(?:各位(?:代表|委员|同志)|同志们)[！!，,：:]?$")
_ATTACHED = re.compile(r"附[件表录][ \u3000]*[:：]")
_PRINTED = re.compile(r"抄[ \u3000]*[送报][:：]|[^\n。，；]{4,40}[ \u3000]\d{4}年\d{1,2}月\d{1,2}日印发$")
_ORGANISING = re.compile(r"组织|保障|实施|落实|领导|责任|监督|要求|督[查导]|推进机制")


def closing(text: str, start: int, end: int, earlier: Sequence[str]) -> int:
    """The offset in [start, end), the last clause of a body, at which the closing begins, else `end`.

    `earlier` holds the clauses beside it: how they are built tells whether a paragraph of the last one is its own.
    """
    begin = max(start + 2, end - _FAR)
    found = [m.start() for m in _CLOSING.finditer(text, begin, end) if _has_body(text, start, m.start())]
    found += [m.start() for m in _SIGNED.finditer(text, begin, end)]
    heading, _, _ = text[start:end].partition("\n")
    lines = [(at, line) for at, line in _lines(text, start + len(heading), end) if _has_body(text, start, at)]
    found += [at for at, line in lines if _closes(text, end, at, line, heading, earlier)]
    salutations = [at for at, line in lines if _SALUTATION.match(line)]
    if any(_SALUTATION.match(line) for clause in earlier for _, line in _lines(clause, 0, len(clause))):
        salutations = salutations[-1:]  # they part the clauses too
    return min(found + salutations, default=end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for line in text[start:end].split("\n"):
        stripped = line.strip(" \t\u3000")
        if stripped:
            yield at, stripped
        at += len(line) + 1


def _has_body(text: str, start: int, at: int) -> bool:
    """Whether a clause says something before `at`, beyond its heading."""
    return "。" in text[start:at] or at - start > 60


def _closes(text: str, end: int, at: int, line: str, heading: str, earlier: Sequence[str]) -> bool:
    """Whether the closing begins with the line at `at`."""
    if _PRINTED.match(line):
        return True
    if end - at > _FAR:
        return False
    if _ATTACHED.match(line) or _VALID.match(line):
        return True
    if sum("。" in after for _, after in _lines(text, at + len(line), end)) > 1:
        return False
    return bool(_RALLY.search(line)) or bool(_APPEAL.match(line)) and _is_general(heading, earlier)


def _is_general(heading: str, earlier: Sequence[str]) -> bool:
    """Whether an appeal to all is none of the last clause's own: those beside it have none, and its heading runs into its text."""
    if any(_APPEAL.match(line) for clause in earlier for _, line in _lines(clause, 0, len(clause))):
        return False
    run_in = "。" in heading[:-1]
    single = all(clause.strip().count("\n") == 0 for clause in earlier)
    return (run_in and single) or not _ORGANISING.search(heading.partition("。")[0][:40])
