"""From when until when a document applies, as its own closing words say."""

import re

from policy import fold
from policy.numerals import chinese_number

_ITSELF = (
    r"(?:本|以上|上述|此)(?:实施)?(?:办法|规定|意见|细则|通知|方案|政策|措施|条例|规则|通告|决定|公告|文件|规划|纲要|计划|标准|指引|指南|规范)"
    r"[^。;\n]{0,20}"
)
_DAY = r"(?:\d{1,2}月(?:\d{1,2}日)?)?"
_APPLIES = "(?:试行|施行|实施|执行|生效)"
_FROM = rf"自(?P<first>\d{{4}})年{_DAY}[^。;\n]{{0,6}}"
_ISSUED = "自(?:本\\w{1,4})?(?:印发|发布|公布|颁布|下发|签发)之日起[^。;\\n]{0,6}"
_UNTIL = rf"(?:为|至|到|截至|截止到?|:)?(?:(?P<last>\d{{4}})年{_DAY}|(?P<length>[一二三四五六七八九十\d]{{1,2}})年)"
# 本意见自2021年12月1日起实施,有效期至2026年11月30日; 本办法有效期5年,自2026年5月23日起施行; 本通知自2023年1月1日起至2024年12月31日执行
_TERMS = (
    re.compile(rf"{_ITSELF}{_FROM}{_APPLIES}?[^。;\n]{{0,12}}有效期(?:限)?{_UNTIL}"),
    re.compile(rf"{_ITSELF}有效期(?:限)?{_UNTIL}[^。;\n]{{0,12}}{_FROM}{_APPLIES}"),
    re.compile(rf"{_ITSELF}(?P<first>){_ISSUED}{_APPLIES}?[^。;\n]{{0,12}}有效期(?:限)?{_UNTIL}"),
    re.compile(rf"{_ITSELF}有效期(?:限)?{_UNTIL}[^。;\n]{{0,12}}(?P<first>){_ISSUED}{_APPLIES}"),
    re.compile(rf"{_ITSELF}{_FROM}(?:{_APPLIES})?[,，]?(?:执行|施行|实施|有效)?[至到](?P<last>\d{{4}})年{_DAY}(?P<length>)"),
)


def term(text: str, issued: str = "") -> tuple[int, int] | None:
    """The first and the last year in which a document says of itself that it applies; None where it does not say both. `issued` is its
    date, from which it applies where it says so (自印发之日起施行)."""
    folded = fold(text)
    for pattern in _TERMS:
        for m in pattern.finditer(folded):
            first = int(m["first"] or issued[:4] or 0)
            length = m["length"] or "0"
            last = int(m["last"] or 0) or first + (int(length) if length.isdigit() else chinese_number(length) or 0)
            if 1900 < first <= last < min(first + 60, 2100) and (m["last"] or last > first):
                return first, last
    return None
