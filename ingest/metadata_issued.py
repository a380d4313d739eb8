"""When a document was issued."""

import re
from collections.abc import Sequence

from policy import chinese_number

DATE = r"(\d{4})[ ]?[-年./][ ]?(\d{1,2})[ ]?[-月./][ ]?(\d{1,2})"
# When it was made counts before when a page put it up.
_DATE_FIELDS = tuple(
    re.compile(rf"(?:{names})[:：| \t]*{DATE}")
    for names in ("成文日期|印发日期|发文日期|签发日期", "发布日期|发布时间|产生时间|公布日期|生成日期|日期")
)
_ADOPTED = re.compile(rf"^[ \u3000（(]*(?:根据)?{DATE}日[^\n]{{0,200}}?(?:通过|公布|批准|修正|修订|发布|印发|通告|令第)", re.M)
_HEAD_DATE = re.compile(
    rf"[（(]?{DATE}日?(?:[（(]?星期.[）)]?)?(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?:\|.*|(?:来源|作者|发布).*)?[）)]?$|[—–-]{{1,2}}{DATE}日在[^。]{{4,40}}上$"
)
_FILE_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def issued_on(text: str, page: str, filename: str, signed: str) -> str:
    """ISO date of issue: signature (`signed`) or field; of a law the last adoption or the date in the file's name, whichever is later."""
    adopted = [iso(match.groups()) for match in _ADOPTED.finditer(text[:3000].split("第一条")[0])]
    named = [iso(match.groups()) for match in _FILE_DATE.finditer(filename)]
    if adopted:
        return max([*adopted[-1:], *named])
    if signed:
        return signed
    fields = (pattern.search(place) for pattern in _DATE_FIELDS for place in (page, text[:3000]))
    if match := next(filter(None, fields), None):
        return iso(match.groups())
    return max(named, default="") or _dated_head(text)


def _dated_head(text: str) -> str:
    """The date of a line of its own below the title: (2025年5月2日), ——2024年3月5日在…会议上, or a page's time stamp."""
    lines = [re.sub(r"[ \t\u3000]+", "", line) for line in text[:2000].split("\n") if line.strip()]
    return next((iso(match.groups()) for line in lines[:6] if (match := _HEAD_DATE.match(line))), "")


def iso(groups: Sequence[str | None]) -> str:
    """The ISO date of year, month and day, in digits or Chinese numerals, empty groups aside; "" where there is no such day."""
    parts = [g for g in groups if g]
    year, month, day = (int(p) if p.isdecimal() else chinese_number(p) or 0 for p in parts[:3])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1900 < year < 2100 and 1 <= month <= 12 and 1 <= day <= 31 else ""
