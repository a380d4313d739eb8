"""Whether a sentence holds the figure or the time that a question asks for."""

import re
from functools import lru_cache

from answer.evidence.standards import sets_standard
from answer.text.amounts import CHINESE_YEAR, DATE, Amount, amounts, durations, moments
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import fold

_WHOLE = re.compile("翻一?番|全覆盖|倍增|减半|全部|一律|零|所有")
_TIMES = re.compile("翻[一两三1-3]?番|倍增")
_CLOCK = re.compile(r"\d{1,2}(?:[时点](?!间)|:\d\d)|[一二三四五六七八九十]{1,3}[时点](?![间候])")
_MONEY = re.compile("元$")
_ASKS_MONEY = re.compile(
    "(?:补贴|补助|奖励|奖金|工资|租金|津贴|安家费|资助|押金|罚款)(?:标准|金额|额度|数额)?(?:是|为|有|各?是|分别是)多少[?]?$"
)
_PAID = re.compile("元|%|倍|成|折|^$|百分点|‰")  # what is paid, or what share of something
_SHARES = ("%", "百分点", "个百分点")
_LENGTHS = frozenset(["天", "日", "工作日", "个工作日", "小时", "个月", "年", "周", "分钟"])
_DAYS = frozenset(["天", "日", "工作日", "个工作日", "小时", "周", "分钟"])
_FIGURE = re.compile("多少|几|(?i:percent|how (?:many|much|high))")
# A target without a figure: 败诉率逐步下降, 合格率稳步提升.
_TREND = re.compile(
    "(?:[率量数比度]|比例|占比|水平)[^,。;]{0,8}?(?:逐[年步渐]|稳步|持续|不断|明显|显著|大幅|大幅度|进一步)[^,。;]{0,4}?(?:下降|降低|减少|提高|提升|上升|增长|增加|扩大)"
)
_UP, _DOWN, _OR = "(?:涨|上?升|提高|增加|增长|高|多)", "(?:跌|下?降|降低|减少|低|少)", "(?:一些|一?点)?(?:还是|或是?)"
_ASKS_TREND = re.compile(f"{_UP}{_OR}{_DOWN}|{_DOWN}{_OR}{_UP}")
_ALIKE = (  # units that count the same things
    {"人", "名", "位", "人次"},
    {"次", "期", "场", "轮", "遍"},
    {"家", "户", "个", "所", "项", "件", "条", "处", "座"},
    {"台", "辆", "套", "部", "架", "艘"},
)
_CLASSIFIERS = frozenset("名位人家户所项件条处座台辆套部架艘支间栋张篇册场期轮门款批份")  # each of which 个 may stand for
_ARTICLES = frozenset(["批", "支", "套", "个", "项", "条", "种", "类", "家", "座", "张", "部", "份", "期", "件", "次", "级", "档", "步"])
_NAMES = re.compile(r"《[^《》]*》|[(]\d{4}年?[-~—至到]\d{4}年[)]")  # names of documents; their years are no time of anything else
# What is measured from a year is not of that time.
_BASE_YEAR = re.compile(r"(?:较|比|与|同)(?:19|20)\d\d年(?:[底末度])?(?:相比|同期|水平)?")
_ASKS_YEAR = re.compile("哪一?年(?![级度])")
_YEARLY = re.compile(rf"\d{{2}}年(?!度)|十[一二三四五六七八]五|{CHINESE_YEAR}")
_AT_ONCE = re.compile("^(?:及时|立即|即时|当场|当前)$")  # names no time
_ASKS_DAY = re.compile("哪一?[天日年]|哪个月|几[月号]|日期")
_HOURS = re.compile(r"\d{1,2}(?:[时点](?!间)|:\d\d)(?:\d{1,2}分)?")
_LENGTH = re.compile(
    "(?<!哪)几个?(?:工作日|小时|钟头)|(?<!哪)几个月|(?<![好十了那这])几[天年](?![级底])|(?<![月好十那这])几日|多少个?(?:工作日|月|小时|天|日|年|周)"
    r"|\bhow many (?:more )?(?:working |business |calendar |natural )?(?:days|months|years|weeks|hours)\b"
)


@lru_cache(64)
def _asks_length(text: str, english: str) -> bool:
    return _LENGTH.search(text + fold(english)) is not None


def value_fits(question: Question, text: str) -> float:
    """As `suits`, of a folded text and for the figure or the time that is asked for; 1 where neither is."""
    if question.kind is Kind.NUMBER:
        return max(number_fits(question.unit, text, _asks_money(question.text)), _trend_fits(question, text), sets_standard(question, text))
    return _time_fits(question, text) if question.kind is Kind.TIME else 1.0


def _time_fits(question: Question, text: str) -> float:
    text = _BASE_YEAR.sub("", _NAMES.sub("", text))
    if question.unit == "点":
        return 1.0 if _CLOCK.search(text) else 0.0
    if question.lasting:
        lengths = durations(text)
        if lengths and question.unit in _DAYS and all(text[m.start : m.end].endswith("年") for m in lengths):
            return 0.0
        if not lengths and _asks_length(question.text, question.original if question.language == "en" else ""):
            return 0.0
        return 1.0 if lengths else 0.7 if DATE.search(text) else 0.6 if moments(text) else 0.0
    if _ASKS_YEAR.search(question.text) and not _YEARLY.search(text):
        return 0.2 if moments(text) else 0.0
    if _ASKS_DAY.search(question.text):
        text = _HOURS.sub("", text)
    if DATE.search(text):
        return 1.0
    named = [text[m.start : m.end] for m in moments(text)]
    return 0.8 if any(not _AT_ONCE.match(name) for name in named) else 0.6 if durations(text) else 0.5 if named else 0.0


def _trend_fits(question: Question, text: str) -> float:
    """A direction answers what the target is, not how many per cent it is; and it is the answer where a direction is asked for."""
    if _ASKS_TREND.search(question.text):
        return 1.0 if _TREND.search(text) else 0.0
    asks_figure = question.unit not in ("", "%") or question.years or _FIGURE.search(question.text + question.original)
    return 0.6 if not asks_figure and _TREND.search(text) else 0.0


def number_fits(unit: str, text: str, money: bool = False) -> float:
    """How well a folded text holds a number of a unit ("" for any), 0 to 1; with `money` one that says what is paid."""
    found = amounts(text)
    if not unit:
        telling = [a for a in found if not _is_article(a, text) and (not money or _PAID.search(a.unit))]
        return 1.0 if telling else 0.5 if _WHOLE.search(text) else 0.1 if found else 0.0
    if unit == "%":
        return 1.0 if any(a.unit in _SHARES for a in found) else 0.6 if _WHOLE.search(text) else 0.0
    if unit == "点":
        return 1.0 if _CLOCK.search(text) else 0.0
    units = {a.unit.split("/")[0] for a in found}  # 8元/平方米 are 元
    if unit == "元":
        return 1.0 if any(_MONEY.search(found) for found in units) else 0.0
    if unit in _LENGTHS:
        return 1.0 if durations(text) else 0.0
    if unit == "倍" and _TIMES.search(text):
        return 1.0
    same = {unit, unit.removeprefix("个"), "个" + unit}
    same |= next((group for group in _ALIKE if unit in group), set())
    if unit in _CLASSIFIERS and any(a.unit == "个" and not _is_article(a, text) for a in found):  # 一个层级 counts nobody
        same.add("个")
    return 1.0 if units & same else 0.0


@lru_cache(64)
def _asks_money(text: str) -> bool:
    return _ASKS_MONEY.search(text) is not None


def _is_article(amount: Amount, text: str) -> bool:
    """Whether a figure counts nothing: 培育一批, 搭建一个平台."""
    return text[amount.start] == "一" and amount.unit in _ARTICLES
