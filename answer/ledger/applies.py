"""Figures that say to whom or when a rule applies: 两人以上共同申请的, 满12个月, 三千立方米时."""

import re

from answer.ledger.grades import OUGHT, SIZES, UP_TO, comes_first, is_threshold
from answer.ledger.setting import CAPS, COUNTED_UP, GIVEN_ON, MET_ALREADY, SETTING
from answer.text.amounts import GIVEN_FOR
from answer.text.values import Figure

_LISTED_CASES = re.compile("(?:(?:情形|行为|情况|条件)之一|(?:有|从事)下列(?:行为|情形))[^:]*:")
_ENDS = re.compile(",(?:则|即|该|本)?(?:政策|办法)?(?:停止|终止|暂停|自动)")  # 个贷率达到85%,该政策停止实施
_BEHIND_RATE = re.compile("(?:[(]含[)])?以[上下]的(?:税率|费率|比例|标准|额度)(?:为|按)")
_MAY = re.compile("[^,;。]*的[^,;。的]{1,10},(?:办理[^,;。]{0,12}后)?可")  # 形象进度达到三分之一以上的楼栋,可申请…
_IN_BRACKETS = re.compile("(?:企业|机构|单位|家庭|项目|的)[(][^()]*$")
_EACH_GETS = re.compile("[^,;。]*的[^,;。的]{1,12},(?:每[^,;。]{1,4})?(?:奖补|奖励|补贴|补助|给予|一次性)")
_AGAIN = re.compile("的(?:再|另|给予|奖励|补贴|补助|资助)[^,;。]{0,6}$")  # 连续三年在规的再奖励
_EXPIRES = re.compile("[届期]满(?:之日起|后|前)?$")  # 有效期届满三十日前提出申请
_REWARDED = re.compile("[^,;。]{0,16},(?:分别|一次性|按[^,;。]{2,16})?给予")
_FOR_THOSE = re.compile("[^;。]{0,60}的[^,;。]{1,24},(?:一次性|分别)?(?:给予|予以|按|可|免征|减征|减半|实行|适用)")
_EXAMPLE = re.compile("(?<![范示])为例|假设|例如|举例|比如|某(?:职工|企业|甲|家庭)")
_GRADED = re.compile(rf"(?:[(](?:含|包括)[^()]*[)])?{UP_TO}(?:,[^,;。]*\d|奖励|补贴|补助)")  # 90分以下,留存20%
_SCORED = re.compile(r"[^,;。]{0,6}(?:得[满\d]|不得分|扣\d)|,(?:系数|[a-z]{1,2})[为是=]?\d", re.I)
_ONE_OF_THOSE = re.compile(r"[^,;。]*的[^,;。的]{1,12},")  # 对…且营收达1亿元以上的企业,奖励…
_OF_THOSE = re.compile("[^,;。]*的[^,;。的]{1,24},")  # 对购买5套以上住房的企业,针对…
_GRANTS_THEN = re.compile("[^,;。的\\d]{1,16},(?:一次性|分别)?(?:给予|予以|免征|减征|减半|免收)")
_WHO_ARE = re.compile("(?:且|并且?)[^,;。]*的[^,;。的]{1,12}(?:采取|实行|给予|执行|适用|开展)|家庭|户")
_DEALT = re.compile("[^,;。]{0,40}(?:标准)?,分别(?!不[少低高超]|达|为)")  # 按规模1万人以上、5000人以上,分别给予…
_BOUNDS = (">=", "<=", ">", "<")
_ON_TOP = ("基础上", "基础上再", "基础上可", "基础上分别")  # 在原有额度基础上上浮20%


def is_condition(text: str, figure: Figure, before: str, touched: str) -> bool:
    """Whether the figure says to whom or when a rule applies (两人以上共同申请的, 满12个月, 三千立方米时)."""
    if figure.unit in ("人", "名", "位", "户") and _behind_only(text, figure) and before in ("", "对", "由"):
        return True
    if figure.op in ("<", ">") and re.match("对|凡", before) and touched[:2] not in ("不得", "不应"):
        return True
    if re.match("(?:、[^,;。]{2,16})?,均(?:一次性)?给予|[^,;。]{0,60},均可(?:申请|享受)", text[figure.end :]):
        return True
    if before[:1] in "对凡" and before and not re.search("给予|奖|补", before):
        if _FOR_THOSE.match(text, figure.end) or (figure.op in _BOUNDS or touched[:1] == "达") and _OF_THOSE.match(text, figure.end):
            return True
        if figure.unit in SIZES and figure.end > figure.until and not touched:
            return True
        if "-" in figure.value and _OF_THOSE.match(text, figure.end) or figure.op in _BOUNDS and _GRANTS_THEN.match(text, figure.end):
            return True
    if figure.end > figure.until and not touched and _WHO_ARE.match(text, figure.end) and not OUGHT.search(before):
        return True
    if (
        (figure.op in _BOUNDS or "-" in figure.value)
        and _DEALT.match(text, figure.end)
        and not re.search("给予|奖|补|应|须", before + touched)
    ):
        return True
    if touched and not re.search("应|须|给予|奖|补", before) and _REWARDED.match(text, figure.end):
        return True
    if re.search("预警:[^;。]*$", text[: figure.start]):
        return True
    if _SCORED.match(text, figure.end):
        return True
    item = re.split("[;。:]", text[: figure.start])[-1].lstrip()
    if (
        item[:1] == "对"
        and not figure.is_limit
        and len(item) > len(before)
        and _ONE_OF_THOSE.match(text, figure.end)
        and not SETTING.search(before)
    ):
        return True
    if item[:1] == "对" and figure.op in _BOUNDS and figure.end > figure.until and _EACH_GETS.match(text, figure.end):
        return True
    if touched[:1] == "达" and _ENDS.match(text, figure.end) or _BEHIND_RATE.match(text[figure.until :]):
        return True
    if touched[:1] in "达不" and touched and not OUGHT.search(before) and _MAY.match(text, figure.end):
        return True
    if re.match("对|凡", before) and _IN_BRACKETS.search(before) and text[figure.end : figure.end + 1] == ")":
        return True
    if comes_first(text, figure, before, touched):
        return True
    within = re.search(r"(?<![持制定留])在(?:[\d.]+[^,;。\d]{1,8}以[上下]至)?$", text[: figure.at]) is not None
    if (
        (within or figure.unit == "分" or figure.unit in SIZES)
        and _behind(text, figure)[:2] in ("以上", "以下")
        and _GRADED.match(text, figure.end)
    ):
        return True
    if "是指" in item and re.match("[^,;。]*的[^,;。的]{1,12}(?:[,;。]|$)", text[figure.end :]):
        return True
    if (
        _EXAMPLE.search(text[: figure.start])
        or re.match("[^,;。]{0,16}为例", text[figure.end :])
        or "是指" in before
        and (touched in ("", "至少") or figure.op == ">")
    ):
        return True
    if re.match("当(?![地年日月期场事])|如果|若", before) or before.endswith(("(含", "(不含")):
        return True
    if (
        _LISTED_CASES.search(text[: figure.start])
        and not re.search("处[^,;。]{0,16}$", before)
        or figure.is_duration
        and touched.endswith("近")
    ):
        return True
    if re.search("每(?:人|户)?$", before) and re.match("增加|减少|提前|超过|延长", touched) and not re.match("的?标准", text[figure.end :]):
        return True
    if (
        re.search("(?:达不|未达|不)到?$", text[: figure.at])
        or re.search("[未没]$|没有$", before)
        or not figure.is_limit
        and text[figure.end : figure.end + 1] == "后"
    ):
        return True
    if re.match("(?:不|至少|最)", touched) or re.search("[到至]$|达|[整更改]为$", touched) or figure.base and touched[:1] in "按以":
        return False  # 对已缴纳的增值税按计税价格的1.5%给予补贴
    if figure.is_limit and _EXPIRES.search(before):
        return False
    if (
        MET_ALREADY.search(before)
        and not (figure.is_duration and before.endswith("连续") and GIVEN_FOR.match(text, figure.until))
        and not (figure.is_duration and GIVEN_ON.search(before))
        and not before.endswith(_ON_TOP)
        and not CAPS.search(before + touched)
        and not _AGAIN.search(before)
        and not ("累计" in before and COUNTED_UP.search(text[: figure.start]))
        and not re.search("自[^,;。]*(?:起|后)[^,;。]*$", before)
    ):
        return True
    return figure.end > figure.until and not figure.is_limit and not touched and is_threshold(text, figure, before)


def _behind(text: str, figure: Figure) -> str:
    """The bound that stands behind an amount."""
    return text[figure.until : figure.end].removeprefix("(含)").removeprefix("及")


def _behind_only(text: str, figure: Figure) -> bool:
    """Whether a lower bound stands behind the amount alone (三人以上)."""
    return figure.op == ">=" and figure.start == figure.at and text[figure.until : figure.end].endswith("以上")
