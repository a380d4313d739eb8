"""Figures that are told in passing: a condition, the range of a rule, what kind of thing a noun is, a fact about the past."""

import re

from answer.ledger.grades import BRACKET, OUGHT, SIZES, UP_TO, comes_first, is_threshold
from answer.ledger.setting import GOAL, LISTED, MET_ALREADY, ODD, SETTING
from answer.text.replaced import is_withdrawn
from answer.text.values import Figure, segment

_CONDITION = re.compile(
    r"(?:[^,;。:]|:(?=\d))*?(?:[的时后]|决定前|除外)(?:[(][^()]*[)])?(?:[,;:。\n\"]|$)|(?:的|及以上)?部分|且[^,;。]{0,16}的部分|[^,;。:]*(?:前提下|情况下|条件下)|的[^,;。:的]{0,8}(?:情况|情形)(?:[,;。]|$)|的(?:基础上|情形|情况)|的?基础上"
)
_LISTED_CASES = re.compile("(?:(?:情形|行为|情况|条件)之一|(?:有|从事)下列(?:行为|情形))[^:]*:")
_PAST = re.compile(
    r"[\u4e00-\u9fff]了(?:约|近)?$|(?:已经?|累计(?!额)|截至|目前|现有|共有|实际(?:完成|达到|实现|支出|发放)|涉案|涉及)[^,;。]{0,20}$"
)
_COMPARED = re.compile("同比|比上年|比去年|较上年|较去年|上年同期|去年|过去|五年来|年来|以来")
_FUTURE = re.compile(
    "力争|确保|推动|目标|到 ?(?:20)?\\d\\d ?年|[年月]底前|年前|计划|预期|预计|要|将|应|须|必须|不得|争取|努力|实现|使"
    '|今后|未来|按照?|给予|提取|安排|处|左右|以上|以内|以下|推进|不[少低]于|不[超高多]|至少|"十[一二三四五六七八]五"(?:时期|期间|末)'
)
_SO_FAR = re.compile("20\\d\\d年\\d{1,2}月末(?!前)|截至|截止到?目前|目前为止|已累计")
_SETTER = re.compile("达|按|保持|稳定|维持|控制|力争|分别|.*(?:[到至]|(?:调整|调|降低|提高|[降提])为)$")
_RATED_BEFORE = re.compile("(?:比例|税率|费率|利率|标准|系数)(?:分别)?为[^;。]{0,60}$")
_PROVEN = re.compile("连续|累计|逐月|证明|满")  # 申请前6个月内连续缴存 is asked of whoever applies
_ENDS = re.compile(",(?:则|即|该|本)?(?:政策|办法)?(?:停止|终止|暂停|自动)")  # 个贷率达到85%,该政策停止实施
_BEHIND_RATE = re.compile("(?:[(]含[)])?以[上下]的(?:税率|费率|比例|标准|额度)(?:为|按)")
_MAY = re.compile("[^,;。]*的[^,;。的]{1,10},(?:办理[^,;。]{0,12}后)?可")  # 形象进度达到三分之一以上的楼栋,可申请…
_IN_BRACKETS = re.compile("(?:企业|机构|单位|家庭|项目|的)[(][^()]*$")
_EACH_GETS = re.compile("[^,;。]*的[^,;。的]{1,12},(?:每[^,;。]{1,4})?(?:奖补|奖励|补贴|补助|给予|一次性)")
_AGAIN = re.compile("的(?:再|另|给予|奖励|补贴|补助|资助)[^,;。]{0,6}$")  # 连续三年在规的再奖励
_RATED = re.compile("(?:比例|税率|费率|利率|标准|系数)(?:每[人月年户亩])*$")
_EXPIRES = re.compile("[届期]满(?:之日起|后|前)?$")  # 有效期届满三十日前提出申请
_PERSONS = re.compile("的[^,;。的]{0,8}(?:家庭|职工|人|人员|户|者|居民|学生|毕业生|人才|大学生|青年|业主|单位|企业|项目|证明|师)$")
_QUALIFIES = re.compile(
    "(?:[且并、][^,;。]*)?的[^,;。]{1,24}(?:可以?|不计|享受|给予|免予|不得)|[且并][^,;。]*的[^,;。]{0,16}(?:车辆|对象|家庭|企业|单位|项目|人员)(?:[,;。]|$)"
)
_OF_THINGS = re.compile(
    "的[^,;。的]{0,12}(?:住房|房屋|家庭|职工|人员|企业|单位|项目|车辆|建筑)(?:[,;。]|$)|的(?:[^,;。的]{0,16}的)?[^,;。的]{0,12}(?:用地|地块|楼盘)(?:[,;和]|$)"
)
_REWARDED = re.compile("[^,;。]{0,16},(?:分别|一次性|按[^,;。]{2,16})?给予")
_OF_SOMEONE = re.compile("(?:家庭|职工|人员|企业|个人)[(](?:[^()]*,)?(?:其中)?(?:至少|含|有|须)[^()]*$")  # 家庭(至少有1个未成年子女)
_FOR_THOSE = re.compile("[^;。]{0,60}的[^,;。]{1,24},(?:一次性|分别)?(?:给予|予以|按|可|免征|减征|减半|实行|适用)")
_EXAMPLE = re.compile("假设|例如|举例|比如|某(?:职工|企业|甲|家庭)")
_COUNTED_OUT = re.compile(
    "(?:、[^,;。]{2,20})?的[^,;。的]{1,14},(?:其[^,;。]{2,8})?(?:不计|不纳入|可不|不受|不作|免予?)"
)  # 宽度不大于0.8米的飘窗,不计入面积
_LISTED_OUT = re.compile("的[^,;。的]{1,14},(?:[^;。]{2,40},)*[^;。]{0,40}(?:可?不计(?:入|算)?|不纳入)(?:容积率|计容|建筑面积)")
# 比例在5%至10%,且未动工的,…; 达1万平方米以上,并已备案的购房人,…
_AND_THAT = re.compile("[^,;。]{0,30}(?:,[且并及][^,;。]*)*,[且并及][^,;。]*的[^,;。的]{0,14},")
_GRADED = re.compile(rf"(?:[(](?:含|包括)[^()]*[)])?{UP_TO}(?:,[^,;。]*\d|奖励|补贴|补助)")  # 90分以下,留存20%
_SCORED = re.compile(r"[^,;。]{0,6}(?:得[满\d]|不得分|扣\d)|,(?:系数|[a-z]{1,2})[为是=]?\d", re.I)
_ONE_OF_THOSE = re.compile(r"[^,;。]*的[^,;。的]{1,12},")  # 对…且营收达1亿元以上的企业,奖励…
_OF_THOSE = re.compile("[^,;。]*的[^,;。的]{1,24},")  # 对购买5套以上住房的企业,针对…
_GRANTS_THEN = re.compile("[^,;。的\\d]{1,16},(?:一次性|分别)?(?:给予|予以|免征|减征|减半|免收)")
_WHO_ARE = re.compile("(?:且|并且?)[^,;。]*的[^,;。的]{1,12}(?:采取|实行|给予|执行|适用|开展)|家庭|户")
_DEALT = re.compile("[^,;。]{0,40}(?:标准)?,分别(?!不[少低高超]|达|为)")  # 按规模1万人以上、5000人以上,分别给予…
_WHOSE = re.compile("[^,;。应]{1,14}的[^,;。]")
_BOUNDS = (">=", "<=", ">", "<")
_NEAR = re.compile("(?:这|近|过去|最近|未来|今后|追溯|曾|未)[^,;。]{0,2}$|^(?:近|过去|最近|未来|今后)")


def is_aside(text: str, figure: Figure, hopeful: bool) -> bool:
    """Whether the figure is a condition (满12个月的), the range of a rule, or a fact about the past."""
    before = text[segment(text, figure.start)[0] : figure.start]
    touched = text[figure.start : figure.at]
    if ODD.match(text, figure.until):
        return False
    if _AND_THAT.match(text, figure.end) and not SETTING.search(before):
        return True
    if _CONDITION.match(text, figure.until) and not re.search("应当|不得|必须|罚款", before):
        return True
    passed = figure.is_limit and _limits_a_case(text, figure, before)
    if passed or is_withdrawn(text, figure, before) or _is_attribute(text, figure, before, touched):
        return True
    return _is_condition(text, figure, before, touched) or _is_told(text, figure, before, touched, hopeful)


def _is_attribute(text: str, figure: Figure, before: str, touched: str) -> bool:
    """Whether the figure only tells what kind of thing a noun behind it is (超过10年的设备, 至少一名子女的家庭)."""
    bracket = BRACKET.match(text, figure.end)
    behind = text[bracket.end() if bracket else figure.end :]
    free = not SETTING.search(before)
    if behind[:1] == "级" and "吨" in figure.unit:  # 万吨级船舶
        return True
    if touched == "至少" and figure.value == "1" and _WHOSE.match(behind) and not SETTING.search(re.sub("提供$", "", before)):
        return True
    if (
        re.search("适用$", before)
        and re.match("征收率|预征率|税率", behind)
        or re.match("(?:、[^,;。]{2,6})?(?:基本)?比例尺|地形图", behind)
    ):
        return True
    if figure.unit in ("条", "层", "级", "名", "人") and re.match(
        "以上[^,;。]{2,8}的(?:道路|公路|街道)", text[figure.until :]
    ):  # what kind of road
        return True
    if figure.is_share and re.search("占[^,;。]{0,8}$", before + touched) and re.match("的[\u4e00-\u9fff]", behind):
        return True  # 占世界五分之一的国家
    if re.search("(?:至少|最少)有?$", before) and _WHOSE.match(behind):
        return not re.search("应|须", before)
    if re.match("不(?:超过|低于|少于|高于)$", touched) and free and _PERSONS.match(behind.split(",")[0]) and not re.search("应|须", before):
        return True
    if not figure.is_limit and _OF_THINGS.match(behind) and free and not re.search("应|须|不", before + touched):
        return True
    if before.endswith("(") and not touched and behind[:1] == ")" and figure.end > figure.until or behind[:2] == "等)":
        return True
    if _OF_SOMEONE.search(text[: figure.start]) or touched == "至少" and _OF_SOMEONE.search(text[: figure.at]):
        return True
    if behind[:2] == ")的" and "(" in before:
        return True
    if touched[:1] == "不" and free and (_COUNTED_OUT.match(behind) or _LISTED_OUT.match(behind)):
        return True
    if _QUALIFIES.match(behind) and not re.search("应当|必须|给予|按", before + touched):
        return True
    attributive = figure.op in ("<", ">") and re.match("[^,;。]{0,30}的[^,;。]", behind)
    return bool(attributive) and re.match("不(?![足满])", touched) is None and not (figure.is_share and figure.base)


def _is_condition(text: str, figure: Figure, before: str, touched: str) -> bool:
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
    if item[:1] == "对" and len(item) > len(before) and _ONE_OF_THOSE.match(text, figure.end) and not SETTING.search(before):
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
    if _EXAMPLE.search(text[: figure.start]) or "是指" in before and (touched in ("", "至少") or figure.op == ">"):
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
    if re.search("每(?:人|户)?$", before) and re.match("增加|减少|提前|超过|延长", touched):
        return True
    if (
        re.search("(?:达不|未达|不)到?$", text[: figure.at])
        or re.search("[未没]$|没有$", before)
        or not figure.is_limit
        and text[figure.end : figure.end + 1] == "后"
    ):
        return True
    if re.match("(?:不|至少|最)", touched) or re.search("[到至]$|达", touched):
        return False
    if figure.is_limit and _EXPIRES.search(before):
        return False
    if MET_ALREADY.search(before) and not _AGAIN.search(before) and not re.search("自[^,;。]*(?:起|后)[^,;。]*$", before):
        return True
    return figure.end > figure.until and not figure.is_limit and not touched and is_threshold(text, figure, before)


def _limits_a_case(text: str, figure: Figure, before: str) -> bool:
    """Whether a time limit says of whom (一年内购买住房的家庭) or since when (近三年内), not by when something is to be done."""
    if (
        _NEAR.search(before)
        or before.endswith("毕业")
        or before.endswith(("凭", "凭借"))
        or before.endswith("前")
        and text[figure.until : figure.end].endswith("内")
        and not (OUGHT.search(before) and not _PROVEN.search(text[figure.end : segment(text, figure.end)[1]]))
    ):
        return True
    if OUGHT.search(before):
        return False
    _, end = segment(text, figure.end)
    behind = text[figure.end : end]
    if re.match("不得|禁止", behind):  # 五年内不得担任任何单位的负责人
        return False
    if re.sub("[(][^()]*[)]$", "", behind).endswith("的"):  # 6个月内购买新房的(以网签为准),…
        return True
    if not behind and text[end : end + 1] == ",":
        after = segment(text, end + 1)
        return text[after[1] - 1] == "的"
    if re.search("上述|前述|规定的$", before) or re.match("[\u4e00-\u9fff]{2,3}的[\u4e00-\u9fff]{2}", behind):
        return True
    if re.match("没有|未|发生|出现|累计|又|再次|连续|多次|曾", behind):
        return True
    if re.match("[^,;。的]{2,8}的[^,;。的]{0,4}(?:毕业生|人员|家庭|职工|企业|人才|学生)(?:参照|按|可以?|享受|执行)", behind):
        return True
    return re.match("凡|对(?!.*后$)", before) is not None or behind[:1] == "的" or _PERSONS.search(behind) is not None


def _is_told(text: str, figure: Figure, before: str, touched: str, hopeful: bool) -> bool:
    """Whether the figure is a fact: what was reached, or a change that nobody sets."""
    if _SO_FAR.search(text[: figure.start - len(before)]) and not GOAL.search(text[: figure.start]):
        return True
    if re.search("达到?了|了$", touched) or _PAST.search(before):
        return not re.search("力争|确保|要|将|到20\\d\\d年", before)
    if (_COMPARED.search(before) or re.search("共计|(?<!控制在)约$|释放[^,;。]*$", before)) and not GOAL.search(before + touched):
        return True
    changes = bool(figure.change) and not (figure.is_duration and touched.startswith("延长"))
    loose = figure.op == "=" and (figure.is_share or changes) and not _SETTER.match(touched)
    listed = (
        LISTED.search(text[: figure.start]) is not None
        or (changes or touched[:1] == "为")
        and _RATED.search(before) is not None
        or touched[:1] == "为"
        and _RATED_BEFORE.search(text[: figure.start]) is not None
        or re.search("由[^,;。]{2,16}(?:支付|承担|负担|分担)$|基础上[^,;。]{0,10}$", before) is not None
    )
    return loose and not hopeful and not listed and not _FUTURE.search(text) and not SETTING.search(before)


def _behind(text: str, figure: Figure) -> str:
    """The bound that stands behind an amount."""
    return text[figure.until : figure.end].removeprefix("(含)").removeprefix("及")


def _behind_only(text: str, figure: Figure) -> bool:
    """Whether a lower bound stands behind the amount alone (三人以上)."""
    return figure.op == ">=" and figure.start == figure.at and text[figure.until : figure.end].endswith("以上")


def is_class(text: str, figure: Figure) -> bool:
    """Whether a range tells a class of things (一百人以上三百人以下的企业)."""
    if "-" not in figure.value or figure.is_share or figure.is_duration or "元" in figure.unit or text[figure.end : figure.end + 1] != "的":
        return False
    return not SETTING.search(text[segment(text, figure.start)[0] : figure.start])
