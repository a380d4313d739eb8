"""Values that a text takes back: old ones with the new one behind them, what is struck out or lifted, factors of a formula."""

import re

from answer.text.values import Figure

_FROM = re.compile("(?:由|从|自)[^,;。]{0,30}$")
_TO = re.compile(
    "(?:,(?=(?:调整|提高|降低|下调|上调)[到至为]))?(?:[、和][^,;。、\\d由从]{0,10}[\\d.]+[^,;。、\\d]{1,4})*[^,;。、]{0,20}(?:调整|提高|提升|降低|降|调高|调低|下调|上调|增加|减少|扩大|缩短|延长|压缩|恢复|变更|改变|改|增|提|减|调|放宽|上浮|下浮)[到至为]"
)
_STRUCK = re.compile("暂不执行|不再执行|停止执行|删去|取消(?!其|[^,;。]*资格)|删除|废止|(?:[×÷*]|[\u4e00-\u9fff)]x)$")
_TIMES = re.compile("[×÷*]|x(?=[\u4e00-\u9fff(])")
_NOW = re.compile(  # 不低于累计额的20%下调为10%
    "(?:统一)?(?:调整|提高|提升|降低|下调|上调|增加|减少|扩大|缩短|延长|放宽|变更|改|增|提|降|调)[到至为](?:最[高低])?(?:不[^,;。\\d]{1,3})?[\\d一二三四五六七八九十百千万两]"
)
_LOOSENED = re.compile("[^,;。]{0,4}(?:放宽|延长|调整|缩短)[至为到]\\d")  # 1年内办理放宽至2年
_REWORDED = re.compile('[^"]{0,30}",?(?:调整|修改|变更|修订|放宽|提高|提升|降低|调降|下调|上调|延长|优化)(?:优化)?[为至到]')
_FORMER = re.compile("[由将从]原(?:来|先|有|规定|定)?的?(?:(?!(?:调整|提高|降低|上调|下调|降|增加|延长|缩短)[到至为])[^;。]){0,60}$")
_TO_NEW = re.compile("[^;。]{0,24}?,?(?:统一)?(?:调整|修改|改|提高|降低|放宽|优化)[为到至]")
_LIFTED_WORDS = re.compile('(?:取消|废止|删除|删去)[^;。"]{0,8}"[^"]*$')
_LIFTED = re.compile("(?:不受|取消(?!其)|解除(?!\\)?后|[^,;。]{0,12}(?:合同|协议|关系|措施))|放开)[^,;。]{0,30}$")


def is_replaced(text: str, figure: Figure) -> bool:
    """Whether the value that stands in the figure's place from now on follows it at once."""
    return _NOW.match(text, figure.end) is not None


def is_withdrawn(text: str, figure: Figure, before: str) -> bool:
    """Whether the figure is one that is changed (由30%降低为20%), struck out, added to, or a factor of a formula."""
    start = figure.start - len(before)
    if _REWORDED.match(text, figure.end):
        return True
    if is_replaced(text, figure) or figure.is_limit and _LOOSENED.match(text, figure.end):
        return True
    if _FORMER.search(text[: figure.at]) and _TO_NEW.match(text, figure.end):
        return True
    if not figure.is_limit and _FROM.search(text[start : figure.at]) and _TO.match(text, figure.end):
        return True
    if re.match("的?(?:征收率|税率)减按", text[figure.end :]):
        return True
    if re.search("(?:调整|修订|修改|变更)前(?:为|是|:)(?:(?!调整后)[^;。])*$", text[: figure.start]) or re.search(
        "可(?:节)?[省约][^,;。]*$", before
    ):
        return True
    if _LIFTED_WORDS.search(text[: figure.start]):  # 取消原"…不得超过余额的70%"的规定
        return True
    if (
        _STRUCK.search(before)
        or _LIFTED.search(before)
        and not (figure.is_limit and before.endswith("之日起"))
        or _TIMES.match(text, figure.end)
    ):
        return True
    if figure.is_share and re.search("现行$", before) and _TO.match(text, figure.end):  # 将行业现行16%的税率降至13%
        return True
    return "元" in figure.unit and re.match("[^,;。:]{0,24}基础上", text[figure.until : figure.until + 30]) is not None
