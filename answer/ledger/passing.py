"""Figures that are told in passing: a condition, the range of a rule, what kind of thing a noun is, a fact about the past."""

import re
from dataclasses import replace

from answer.ledger.applies import is_condition
from answer.ledger.attributes import PERSONS, is_attribute
from answer.ledger.grades import OUGHT
from answer.ledger.reported import GIVEN
from answer.ledger.setting import COUNTED_UP, GOAL, LISTED, ODD, SETTING
from answer.text.replaced import is_withdrawn
from answer.text.values import Figure, segment

_CONDITION = re.compile(
    r",(?:并?具?有)下列情形之一的|(?:[^,;。:]|:(?=\d))*?(?:[的时后]|决定前|除外)(?:[(][^()]*[)])?(?:[,;:。\n\"]|$)|(?:的|及?以上)?部分|且[^,;。]{0,16}的部分|(?:及?以上)?且[^,;。]{2,24}的(?:企业|项目|单位|家庭|机构)(?:予以|给予|可)|(?:[^,;。:()]|[(][^()]*[)])*(?:前提下|情况下|条件下)|的[^,;。:的]{0,8}(?:情况|情形)(?:[,;。]|$)|的(?:基础上|情形|情况)|的?基础上"
)
_UPPER = re.compile(r"[至到~-][\d.]+[万亿千百]*(?:元|平方米|人|家|个|吨|亩|%)")
_PAST = re.compile(
    r"[\u4e00-\u9fff]了(?:约|近|为期)?$|(?:(?<!给予)已(?!婚)经?|累计(?!额)|截至|(?<![由项题栏科])目前|现有|共有|实际(?:完成|达到|实现|支出|发放)|涉案|涉及)[^,;。]{0,20}$"
)
_COMPARED = re.compile("同比|比上年|比去年|较上年|较去年|上年同期|去年|过去|五年来|年来|以来")
_FUTURE = re.compile(
    "力争|确保|推动|目标|到 ?(?:20)?\\d\\d ?年|[年月]底前|年前|计划|预期|预计|要|将|应|须|必须|不得|争取|努力|实现|使"
    '|今后|未来|按照?|给予|提取|安排|处|左右|以上|以内|以下|推进|不[少低]于|不[超高多]|至少|"十[一二三四五六七八]五"(?:时期|期间|末)'
)
_SO_FAR = re.compile("20\\d\\d年\\d{1,2}月末(?!前)|截至|截止到?目前|目前为止|已累计")
_SETTER = re.compile(
    "达|按|以|保持|稳定|维持|控制|力争|分别|.*(?:[到至](?:[^,;。的]{1,10}的)?|执行|(?:调整|[上下]?调高?|降低|提高|[降提])为)$"
)
_RATED_BEFORE = re.compile("(?:比例|税率|费率|利率|标准|系数)(?:分别)?为[^;。]{0,60}$")
_CAPS = ("上限", "最高", "不")  # 累计提取额不得超过5万元
_CEILING = re.compile("(?:额度|限额|上限)(?:[^,;。\\d]{2,8}缴存的)?(?:均|分别|再|一律|统一|可以?|适当)*$")  # 最高额度可上浮20%
_PROVEN = re.compile("连续|累计|逐月|证明|满")  # 申请前6个月内连续缴存 is asked of whoever applies
_RATED = re.compile("(?:比例|税率|费率|利率|标准|系数)(?:每[人月年户亩]|仍|均|统一)*$")
# 比例在5%至10%,且未动工的,…; 达1万平方米以上,并已备案的购房人,…
_AND_THAT = re.compile("[^,;。]{0,30}(?:,[且并及][^,;。]*)*,[且并及][^,;。]*的[^,;。的]{0,14},")
# 80%以上的收入来自工商业: how things are; 一九七九年到一九八二年的四年内: when they were so
_COMES_FROM = re.compile("(?:以上|左右)?的?[^,;。的]{0,12}(?:来自|来源于|集中[在于]|分布[在于]|位于|依靠|取决于|在农村(?:[,;。]|$))")
_AIMED = re.compile(f"{GOAL.pattern}|应|须|不得|达到|提高|提升|不[低高少超]")
_OF_YEARS = re.compile("\\d{4}年[至到-]\\d{4}年的$")
_HEIGHT = re.compile(
    "(?:额度?|标准|限额|上限)(?:[^;。]{0,40}(?:上调|下调|提高|降低|调整)[^;。后来]{0,24}|[^;。]{0,8}基础上,?[^,;。]{0,8})$"
)  # 最高额度差异化上调,其中7县上调10万元
_PAID_IN = re.compile(
    "(?:连续|正常|足额|按时|按月|逐月|累计|依法|实际|申请[^,;。]{0,8}前)[^,;。]{0,10}(?:缴存|缴纳|缴交|参保|缴费)(?:[^,;。\\d]{0,8}(?:公积金|社保|社会保险|个税|所得税))?(?:时间)?(?:应当?|须|需)?$"
)
_NEAR = re.compile("(?:这|近|过去|最近|未来|今后|追溯|曾|未)[^,;。]{0,2}$|^(?:近|过去|最近|未来|今后)")


def is_aside(text: str, figure: Figure, hopeful: bool) -> bool:
    """Whether the figure is a condition (满12个月的), the range of a rule, or a fact about the past."""
    before = text[segment(text, figure.start)[0] : figure.start]
    touched = text[figure.start : figure.at]
    if ODD.match(text, figure.until):
        return False
    if figure.end == figure.until and (upper := _UPPER.match(text, figure.end)):  # 起始价3亿元至5亿元的地块
        return is_aside(text, replace(figure, until=upper.end(), end=upper.end()), hopeful)
    if _AND_THAT.match(text, figure.end) and not SETTING.search(before):
        return True
    if _CONDITION.match(text, figure.until) and not re.search("应当|不得|必须|罚款", before):
        return True
    if figure.is_duration and figure.op == ">=" and not figure.is_limit and _PAID_IN.search(before):  # asked of whoever applies
        return True
    if figure.is_limit and _OF_YEARS.search(before):
        return True
    passed = figure.is_limit and _limits_a_case(text, figure, before)
    if passed or is_withdrawn(text, figure, before) or is_attribute(text, figure, before, touched):
        return True
    return is_condition(text, figure, before, touched) or _is_told(text, figure, before, touched, hopeful)


def _limits_a_case(text: str, figure: Figure, before: str) -> bool:
    """Whether a time limit says of whom (一年内购买住房的家庭) or since when (近三年内), not by when something is to be done."""
    if (
        _NEAR.search(before)
        or before.endswith("毕业")
        or before.endswith(("凭", "凭借", "出示", "提供", "提交", "持", "持有"))
        or before.endswith("前")
        and text[figure.until : figure.end].endswith("内")
        and not (OUGHT.search(before) and not _PROVEN.search(text[figure.end : segment(text, figure.end)[1]]))
    ):
        return True
    if OUGHT.search(before) or before.endswith(("禁止其", "限制其", "取消其")):
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
    return re.match("凡|对(?!.*后$)", before) is not None or behind[:1] == "的" or PERSONS.search(behind) is not None


def _is_told(text: str, figure: Figure, before: str, touched: str, hopeful: bool) -> bool:
    """Whether the figure is a fact: what was reached, or a change that nobody sets."""
    if _SO_FAR.search(text[: figure.start - len(before)]) and not GOAL.search(text[: figure.start]):
        return True
    if (
        re.search("达到?了|了$", touched)
        or _PAST.search(before)
        and not ("累计" in before and touched.startswith(_CAPS) or figure.base and touched[:1] in "按以")
    ):
        return not re.search("力争|确保|要|将|到20\\d\\d年", before) and not ("累计" in before and COUNTED_UP.search(text[: figure.start]))
    if figure.is_share and figure.start == figure.at and _COMES_FROM.match(text, figure.until) and not GOAL.search(before):
        return True
    if (
        touched.startswith("占")
        and not before.endswith("各")
        and figure.op == "="
        and not figure.base
        and not hopeful
        and not _AIMED.search(text)
    ):
        return True  # 银行贷款占14%,债券占9%
    if (_COMPARED.search(before) or re.search("共计|(?<!控制在)(?<!强度)(?<!标准)(?<!额度)约$|释放[^,;。]*$", before)) and not GOAL.search(
        before + touched
    ):
        return not GIVEN.search(before + touched + "1")
    changes = bool(figure.change) and not (figure.is_duration and touched.startswith("延长"))
    loose = figure.op == "=" and (figure.is_share or changes) and not _SETTER.match(touched)
    listed = (
        LISTED.search(text[: figure.start]) is not None
        or (changes or touched[:1] == "为")
        and _RATED.search(before) is not None
        or touched[:1] == "为"
        and _RATED_BEFORE.search(text[: figure.start]) is not None
        or re.search(
            "由[^,;。]{2,16}(?:支付|承担|负担|分担)$|(?:基础|额度|标准)上[^,;。]{0,10}$|(?:比例|利率|费率|标准)(?:最低)?(?:继续|统一)?执行$|继续(?!稳步|温和|保持|快速|平稳|较快)[^,;。了]{2,24}[率额准费]$|(?:减免|减收|给予|优惠)[^,;。\\d]{2,16}$|(?<![许认])可(?:以|再|适当|相应|统一)*$|(?:资助强度|补贴标准|补助标准|奖励标准)约?$",
            before,
        )
        is not None
        or changes
        and "元" in figure.unit
        and _HEIGHT.search(text[: figure.start]) is not None
    )
    lifted = touched[:2] in ("上浮", "提高", "增加", "放宽") and _CEILING.search(before) is not None
    loose = loose and not (before.endswith("各") and touched[:1] == "占")
    return loose and not lifted and not hopeful and not listed and not _FUTURE.search(text) and not SETTING.search(before)


def is_class(text: str, figure: Figure) -> bool:
    """Whether a range tells a class of things (一百人以上三百人以下的企业)."""
    if "-" not in figure.value or figure.is_share or figure.is_duration or "元" in figure.unit or text[figure.end : figure.end + 1] != "的":
        return False
    return not SETTING.search(text[segment(text, figure.start)[0] : figure.start])
