"""What a line that is a title looks like, and how it reads without what a page puts around it."""

import re

from policy import fold

KINDS = (
    *("条例", "办法", "规定", "细则", "纲要", "意见", "通知", "方案", "措施", "举措", "规划", "计划", "决定", "决议", "公告", "通告"),
    *("公报", "批复", "宪法", "规则", "规范", "准则", "标准", "目录", "清单", "要点", "指南", "指引", "预案", "章程", "制度"),
    *("解释", "安排", "规程", "政策", "报告", "建议", "议案", "命令", "指示", "通报", "纪要", "说明", "守则", "协议", "修正案"),
    *("解读", "解答", "案例", "法典", "法", "函", "令"),
)
"""The 文种 that a title ends with; of two that fit the longer is meant (办法 before 法)."""

_BRACKETED = r"[ \t\u3000]*(?:[（(〔\[《〈【][^\n（(]{1,24}[）)〕\]》〉】]){0,2}"
_TITLE = re.compile(rf"^(?:[^\n]*?)(?:{'|'.join(KINDS)}){_BRACKETED}[》”\"]?$")
ADOPTED = re.compile(r"通过|公布|批准|修正|修订|施行|发布")
NUMBER_TAIL = re.compile(r"[（(]?[\u4e00-\u9fff]{1,12}[〔\[（(【][12]\d{3}[〕\]）)】]第?\d{1,5}号?[）)]?$")
MARK = re.compile(r"^[\s#]*【([^】]{2,60})】")
NOISE = re.compile(
    r"首页|>|位置|来源[:：]|发布(?:时间|日期|机构)|索引号|浏览|字体|打印|点击|http|www\.|责任编辑|相关链接|获悉|近日|日前|[(（]记者|记者从|媒体记者|^\d{4}[-年]\d{1,2}[-月]\d{1,2}|\|"
)
_DATE = r"\d{4}[ ]?年[ ]?\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日)?"
# What stands beside a title and is no part of it: a date, a numbered heading, that of an annex, a mark of one or two letters, news.
NO_TITLE = re.compile(
    rf"[（(]?{_DATE}[）)]?$|\d{{1,2}}月\d{{1,2}}日|附[件表录]?[ \d]*[:：]?$|(?!(?:{'|'.join(KINDS)})).{{1,2}}$"
    r"|.*(?:新华社|本报记者|时间[:：])|\d{1,2}(?:\.\d{1,2})* (?![年月日])"
)
_QUOTE = re.compile(r"<[^<>\n]{4,100}>")
_TOLD = re.compile(rf"({'|'.join(KINDS)})(?:正式)?(?:发布|出台|公布)$")


def is_title(line: str) -> bool:
    """Whether a line ends as titles do: with a 文种, in either script, and perhaps a bracket."""
    return bool(_TITLE.match(fold(clean_title(line))))


def is_noise(line: str) -> bool:
    """Whether a line tells of the page or of a report, and of no document; what stands in <…> is a name and tells of nothing."""
    return NOISE.search(_QUOTE.sub("", line)) is not None


def clean_title(line: str) -> str:
    """A title line without its 【…】 mark, its number, and the 《》 around or left over from it."""
    title = MARK.sub("", re.sub(r"[\u200b\ufeff]", "", line)).strip(" \t\u3000#*")
    title = NUMBER_TAIL.sub("", title).strip()
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
