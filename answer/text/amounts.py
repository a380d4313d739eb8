"""Figures and times as documents write them, found with their spans. Works on folded text (policy.fold keeps every offset)."""

import re
from dataclasses import dataclass
from functools import lru_cache

_CN = "零〇一二三四五六七八九十百千两"
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|[{_CN}]+(?:点[零一二三四五六七八九]+)?)(?:[百千]?万亿?|亿)?"
_UNIT = (
    "个百分点|百分点|个点(?![位面线儿击])|计算单位|个基点|基点|个工作日|工作日|个自然日|自然日|个月|个小时|个学时|学时|课时|学分|小时|分钟|毫秒|秒|周岁|周年|年|个季度|季度|周|天|日|月|"
    r"(?:个|泊|辆|车位|台|部)/(?:\d{1,4}(?:㎡|平方米|m2)(?:建筑面积)?|[户套人间床])|泊|/10万(?!元)|班(?![级组子主会期])|"
    "(?:毫克|微克|千克|克|公斤|吨|公里|千米|立方米|千瓦时|米)/(?:标?立方米|平方米|百公里|公里|千克|公斤|升|小时|秒|吨|年|天|日|人|亩|户|万元|千瓦时)|"
    "元/每?(?:[单双]职工|美元|平方米|平方|立方米|千瓦时|千米|公里|公斤|千克|小时|分钟|人次|车次|架次|人天|[\u4e00-\u9fff]|m2)(?:[·•./](?:平方米|[\u4e00-\u9fff]|m2))?|万元|亿元|美元|欧元|元(?![区旦宵素件])|万人次|人次|家次|台次|架次|班次|件次|人|名|位|户|家|所|个|项|件|条|部|次(?![元性])|期|场次|场|批|篇|份|册|例|(?<!一)起|(?<=一)起(?=[^,;。]{0,6}(?:案|事故|事件|纠纷|违|火灾|诉讼))|宗|支|队|座|处|台|套|辆|艘|架|"
    "张|枚|间|栋|幢|种|类|级|倍|折(?![算合旧叠返价扣迁])|平方公里|平方千米|平方米|平方|立方米|毫升|升(?![级值温学高降任])|毫克|公里|千米|厘米|毫米|米|亩|公顷|吨标准煤|总吨|吨|千帕|兆帕|公斤|千克|克|斤|字(?![节符号母幕眼典库段])|千瓦时|千瓦|"
    "兆瓦|分贝|度|岁|分|档|轮|遍|趟|头|只|株|张?床位?|门|bp|db|mm|cm|km/h|km|μm|nm|m[23](?!\\d)|m(?![a-zωμ\\d/²³])|r/min|[kmg]?hz|ppm|[km]pa|℃|[epg]flops|[kmg]wh?|[mgtp]b(?:ps)?"
)
_TENTHS = "[一二两三四五六七八九1-9]成(?:半|[一二三四五六七八九])?(?![员立为果本熟长绩就功交套品分])"
_FRACTION = r"(?<![\d/.])\d{1,2}/\d{1,2}倍?(?![\d/.年月日号时万])"
_OF_PARTS = rf"[{_CN}]+分之[{_CN}点\d.]+(?:[到至][{_CN}]+(?![{_CN}万亿年月日个]|分之))?"  # 百分之四到五
_PERCENT = rf"(?:(?:{_NUMBER}[-~—])?{_NUMBER} ?%|{_OF_PARTS}|万分之[{_CN}点\d.]+|{_NUMBER}‰|{_TENTHS}|一半|{_FRACTION})"
_RANGE = "[-~—至到]"
# What every figure begins with, looked at first: most places of a text are left at once.
_FIRST = rf"(?=[\d万{_CN}])"
AMOUNT = re.compile(
    rf"{_FIRST}(?:(?P<percent>{_PERCENT}(?:{_RANGE}{_PERCENT})?)"
    rf"|(?P<ratio>\d+(?:\.\d+)?(?:[:∶]\d+(?:\.\d+)?)+)"
    rf"|(?<![第统唯专单\d{_CN}])(?P<value>{_NUMBER}(?:{_RANGE}{_NUMBER})?)(?:余|多)?[ \u00a0]?(?P<unit>{_UNIT})"
    rf"|(?P<bare>(?<![A-Za-z0-9_.:/-])\d+(?:\.\d+)?(?:[-~]\d+(?:\.\d+)?)?(?:[万亿]|(?![\d.%:/年月日]))))"
)
_REMEMBERED = 8192  # texts whose figures, and as many whose times are kept: about 4 MB of sentences
CHINESE_YEAR = "[一二][九〇零○][〇零○一二三四五六七八九]{2}(?=年)"
_YEAR = rf"(?:(?:(?:19|20)\d\d ?年?[-~\u2014至到] ?)?(?:19|20)\d\d|{CHINESE_YEAR}) ?年"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"  # 十一月二十一日, of a year named before
_BEFORE = "(?:年?底|年?末|年?初|上半年|下半年)?(?:之?前|以前|以内|之内|内|起|后|以后|之后)?"
TIME = re.compile(
    rf"(?:力争)?(?:(?:到|至|截至|自|从|于|在) ?)?{_YEAR}(?:{_DAY}|第?[一二三四1-4]季度)?{_BEFORE}"
    rf"|(?:每|第)[一二三四两1-4]?个?(?:年度|年|半年|季度|月|周)(?:第[一二三四1-4]季度)?"
    rf"|(?:之日起|后|的)?(?:{_NUMBER})(?:个)?(?:工作日|自然日|日|天|月|年|小时|分钟|周)(?:之?内|以内|前)"
    rf"|(?:当|本|次|今|明|前|翌|任期)(?:年|日|月|季度)?(?:底|末)?(?:之?内|以内|前)"
    rf"|(?:年底|年末|月底|季度末|\d{{1,2}}月(?:\d{{1,2}}日)?(?:底)?)(?:前|起(?=至|到|-|~))?"
    rf"|[\"](?:十[一二三四五六七八]五)[\"](?:期间|时期|末|期末)?"
    rf"|\d{{1,2}}(?:[时点](?:\d{{1,2}}分|半|整)?|:\d\d)(?:[-~—至到]\d{{1,2}}(?:[时点](?:\d{{1,2}}分|半|整)?|:\d\d))?"
    rf"|有效期(?:为|至)?(?:{_NUMBER})年|自(?:印发|公布|发布)之日"
    rf"|(?:及时|立即|即时|当场|当日|当天|当年)"
)
# what is given for so long: 连续3年给予奖励, 连续三年每年按50%补贴
GIVEN_FOR = re.compile(
    "(?:,?每[年月])?(?:给予|按(?:照(?![时月期规])|(?![照时月期规]))|享受|予以|发放|补贴|奖励|补助|资助|免[除收征]|减[免半征])(?![^,;。]{0,16}的)"
)
DATE = re.compile(
    rf"{_YEAR}|\d{{1,2}}(?:[时点](?!间)|:\d\d)|之日起|有效期|\d{{1,2}}月\d{{1,2}}日|(?:年底|年末|月底)前|季度|每年|每月|[\"]十[一二三四五六七八]五[\"]"
)


_DURATION = re.compile(
    r"(?<![\d第零〇一二三四五六七八九十百.])(?:\d{1,3}(?:\.\d)?|[一二两三四五六七八九十百]{1,4}|半)(?:余|多)?"
    r"(?:(?P<clear>个?(?:工作日|自然日|小时|星期|季度)|个月|天|周岁?|分钟|学年)|(?P<year>年(?!级|度|代|[一二三四五六七八九十\d]{1,2}月))|(?P<day>日(?!报))|月(?=内|以上|以下))"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure at [start, end): `unit` is "%" for every spelling of a share, "" for a bare number."""

    start: int
    end: int
    unit: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, period or time limit at [start, end)."""

    start: int
    end: int


@lru_cache(_REMEMBERED)
def amounts(folded: str) -> tuple[Amount, ...]:
    """Figures of a folded text in order; years, dates and clause numbers are not figures.

    >>> [(a.start, a.end, a.unit) for a in amounts("满意率达到90%以上,每年举办两期")]
    [(5, 8, '%'), (13, 15, '期')]
    """
    found = []
    for m in AMOUNT.finditer(folded):
        if m["percent"]:
            unit = "%"
        elif m["unit"]:
            unit = m["unit"]
            if unit in ("年", "月", "日", "季度") and not _is_duration(m["value"], folded, m.start(), m.end(), unit):
                continue
        else:
            unit = ""
        found.append(Amount(m.start(), m.end(), unit))
    return tuple(found)


def _is_duration(value: str, folded: str, start: int, end: int, unit: str) -> bool:
    """三年内, 提前三十日 and 开庭三日前 are figures; 2025年, 6月 and 每月5日前 are dates."""
    if re.fullmatch(r"\d{4}(?:[-~]\d{4})?|[一二][零〇一二三四五六七八九]{3}", value) or folded[start - 1 : start] == "月":
        return False
    behind = folded[end : end + 2]
    if (
        unit == "年"
        and behind[:1] == "("
        and not re.match("[(][^()]*[)]以[上下]", folded[end:])
        and re.search("[期限]为?$|为期$", folded[max(0, start - 4) : start])
    ):
        return True
    if folded[max(0, start - 2) : start] == "连续" and GIVEN_FOR.match(folded, end):
        return True
    if (
        re.match("之?内|以内|以上|以下|的|$|拘留|备查|兑[现付]|发放|缴[纳清存]|[,;。、]", behind)
        or folded[max(0, start - 2) : start] == "提前"
    ):
        return True
    if unit == "日" and folded[start - 1 : start] == "前":  # 期满前三十日申请
        return True
    return unit == "日" and re.match("之?前|以前", behind) is not None


def durations(folded: str) -> list[Moment]:
    """Lengths of time in order, wherever they stand: 十年禁渔, 延长至15天, 公示30日后; no dates.

    >>> [(m.start, m.end) for m in durations("公示30日后,2025年6月5日前")]
    [(2, 5)]
    """
    found = []
    for m in _DURATION.finditer(folded):
        if m["day"] and (folded[m.start() - 1 : m.start()] == "月" or folded[max(0, m.start() - 2) : m.start()] == "每月"):
            continue
        found.append(Moment(m.start(), m.end()))
    return found


@lru_cache(_REMEMBERED)
def moments(folded: str) -> tuple[Moment, ...]:
    """Dates, periods and time limits of a folded text in order."""
    return tuple(Moment(m.start(), m.end()) for m in TIME.finditer(folded) if m.end() > m.start())
