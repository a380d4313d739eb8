"""Grades: bounds that say whom a figure is for or what has to come about first (购买5套以上的, 使用率达到90%以上,…)."""

import re

from answer.ledger.setting import SETTING
from answer.text.values import Figure

SIZES = ("平方米", "万平方米", "亩", "米", "公里", "公顷")
UP_TO = r"(?:[,、至到][\d.]+[^,;。\d]{1,8}以[上下内](?:[(][^()]*[)])?)?"  # 600元以上至1200元(含)以下
OUGHT = re.compile("(?<![供适对相反响效感])应(?![急对])|须|不得|(?<![主需重])要|予以|由")
BRACKET = re.compile(r"[(](?:不?含|以)[^()]*[)](?=[\u4e00-\u9fff])")  # 90平方米以上(含90平方米)新房的家庭
_THRESHOLD = re.compile(
    r"(?:\(含[^()]*\))?(?:至[^,;。]{2,12})?的?(?:按照?|给予|予以|补助|补贴|奖励|享受|可以?|每)|的[^,;。:]{1,24}(?:,[^,;。:]{0,10})?(?:应当|应|可以|可|不得|必须|须|享受|给予|纳入)"
)
# 购买5套(含)以下,给予…; 使用率达到90%以上,自次月起…: a grade, or what has to come about first
_FIRST = re.compile(
    rf"(?:[(][^()]*[)])?{UP_TO},(?:(?:一次性|分别|再|最高)*(?:给予|予以|奖励|奖补|补贴|补助|资助|可?享受|减按|可?按(?![时期])"
    r"|由[^,;。]{2,12}(?:给予|补贴|补助))|即可|方可|自次[月年日]|暂停|停止|恢复|启动)"
)
_WHEN = re.compile(r"[^,;。]{0,8},[^,;。]{2,40}(?:时|的),")  # 面积大于144平方米,中空面积不超出20%时,…
_KIND = re.compile(r"[^,;。\d]{0,24}(?:项目|工程|企业|采购|单位)[^,;。\d]*(?:(?<![供适对相反响效感])应(?![急对])|须|不得|必须)")


def comes_first(text: str, figure: Figure, before: str, touched: str) -> bool:
    """Whether a bound is what has to be met for what the next part of the sentence grants or orders."""
    if figure.op in ("<", ">") and not touched.startswith("不") and not OUGHT.search(before + touched) and _WHEN.match(text, figure.end):
        return True
    if text[figure.until : figure.end][-2:] not in ("以上", "以下", "以内") or re.search("给予|奖|补|力争|确保|目标", before):
        return False
    if not before and not touched and _KIND.match(text, figure.end):  # 400万元以上项目的控制价应…
        return True
    return touched[:1] != "不" and not OUGHT.search(before) and _FIRST.match(text, figure.end) is not None


def is_threshold(text: str, figure: Figure, before: str) -> bool:
    """Whether a bare bound (90平方米以上) tells whom something is for."""
    if re.search("(?<!申报)(?:应当?|须|必须)(?:具|持|拥)?有[^,;。]{0,12}$", before) and not re.search("申[报请领]", before):
        return False
    if re.search("(?:拥有|持有)[^,;。]{0,12}$", before):
        return True
    if figure.about:  # 3000字左右的报告
        return False
    bracket = BRACKET.match(text, figure.end)
    behind = bracket.end() if bracket else figure.end
    sized = (figure.unit in SIZES or "/" in figure.unit and "元" not in figure.unit) and re.match(
        "[\u4e00-\u9fff]", text[behind : behind + 1]
    )
    qualified = sized or _THRESHOLD.match(text, figure.end) or not figure.is_share and text[figure.end : figure.end + 1] == "的"
    return bool(qualified) and not SETTING.search(before)
