"""Whether a sentence holds the kind of thing that a question asks for: a number of that unit, a time, who, a rule, a list, a meaning."""

import re
from functools import lru_cache

from answer.evidence.needs import lacks
from answer.evidence.rates import lacks_a_rate
from answer.evidence.standards import sets_standard
from answer.text.amounts import CHINESE_YEAR, DATE, Amount, amounts, durations, moments
from answer.text.sentences import Sentence
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import fold

_WHO_FIELD = re.compile("责任|牵头|主管|负责|承办|实施(?:单位|主体)|主办|配合")
_BESIDE = re.compile("(?:单位|主体|时限|时间|进度|部门)$")  # fields that say who answers for a task and by when, and nothing of the task
_NOT_ASKED = 0.2
_DOER = re.compile(
    "(?:谁|哪一?[个级些]?(?:部门|单位|机构|机关|政府|组织)?|什么(?:部门|单位|机构|机关|人))(?:来|负责|进行|组织|予以)*([\u4e00-\u9fff]{2})[?。]?$"
)
_TIME_FIELD = re.compile("进度|时间|时限|期限|日期|有效期")
_WHO = re.compile("(?<![自理缘事])由(?![于此])|负责(?!人|同志)|牵头|责任人|责任主体|主管|承担|会同|组织实施|主体|履行")
# Says who without such a word: 报市人民政府批准, 向不动产登记机构申请, 教育部门应当公布.
_DOES = re.compile(
    "报[^,。;]{0,20}(?:批准|审批|审核|备案|核准|决定|审查)|向[^,。;]{2,24}(?:申请|申报|报告|提出|提交|备案|反映|投诉|举报|起诉)"
    "|经[^,。;]{2,20}(?:批准|同意|审批|核准)|受理|核发|颁发|会商"
    "|(?:部门|机关|机构|政府|委员会|办公室|法院|检察院|协会|[局厅])(?:应|可以|依法|每|于|在|组织|统一|按照?|对|免费|将|要|予以|作出|审|会|备案|提)"
)
_RULE = re.compile("不得|禁止|严禁|可以|应当|必须|不予|允许|至少|不能|有权|无权|不准|不应|无需|不需|不再|须|免予|免收|除外")
_WEAK_RULE = re.compile("应|要|视为|处以?|罚款|不受|不承担|严格|负责")
# What asks whether something may or must be, not whether it is: 有没有人管, 会不会公开 are answered by what is done, without such a word.
_PERMISSION = re.compile(
    "能不能|能否|(?<![功职才性节产智可动])能(?![源力量效])[^,。]{0,30}[吗么嘛]|可不可|可以|可否|允许|准不准|准许|行不行|行[吗么嘛]|必须|一定要|要不要|应不应"
    "|应[该当]|该不该|用不用|需不需|需要|不得|禁止|得不得|合法(?!权)|违法(?=[吗么嘛?]|$)|犯法|违规(?=[吗么嘛?]|$)"
)
_PERMITTED = re.compile(
    r"\b(?:can|may(?! \d)|must|should|allowed|permitted|forbidden|prohibited|required|obliged|(?<!in )need"
    r"|legal(?! aid| adv| serv| knowl)|lawful)\b"
)
_LIST = re.compile("、.*、|包括|[:：].*[;；]|下列|以下")
_WHOLE = re.compile("翻一?番|全覆盖|倍增|减半|全部|一律|零|所有")
_TIMES = re.compile("翻[一两三1-3]?番|倍增")
_DEFINED = re.compile('(?:^|[,;。:])(?:[^,;。:]{0,16}?所称的?)?["“]?([^,;。:"”]{2,20}?)["”]?(?:,?是指|,指|指的是)')
_SAYS_WHAT = re.compile(r'["”」]?\s?(?:,?是?指|[\[(]|包括|,?即|是|为|[:：])')
_CLOCK = re.compile(r"\d{1,2}(?:[时点](?!间)|:\d\d)|[一二三四五六七八九十]{1,3}[时点](?![间候])")
_PENALTY = re.compile("责令|处分|罚款|处以|追究|吊销|警告|拘留|通报批评|约谈")
_ASKS_PENALTY = re.compile("罚|处分|后果|责任|追究|怎么办|犯法|违法|坐牢|判")
_COUNTS = {n: i for i, n in enumerate("三四五六七八九十", 3)}
NUMERALS = {"双": 2, "两": 2, "二": 2, **_COUNTS}
_NUMBERED = re.compile(
    '([三四五六七八九十])(?:个|种|类|大|项|重|条)?([\u4e00-\u9fff]{1,2}?)(?=["」”]|[要的具分]|是|指|$|行动|工程|目标|任务|原则|,|。|[?])'
)
_MONEY = re.compile("元$")
_ASKS_MONEY = re.compile(
    "(?:补贴|补助|奖励|奖金|工资|租金|津贴|安家费|资助|押金|罚款)(?:标准|金额|额度|数额)?(?:是|为|有|各?是|分别是)多少[?]?$"
)
_PAID = re.compile("元|%|倍|成|折|^$|百分点|‰")  # what is paid, or what share of something
_SHARES = ("%", "百分点", "个百分点")
_LENGTHS = frozenset(["天", "日", "工作日", "个工作日", "小时", "个月", "年", "周", "分钟"])
_DAYS = frozenset(["天", "日", "工作日", "个工作日", "小时", "周", "分钟"])
_RIVAL = 0.1  # answers nothing, and gainsays what answers in its place
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
_COUNTED = re.compile("[双两二三四五六七八九十]")
_AND = re.compile("、|和|与|及|并")
_TWO = re.compile(r"哪[两二2]|[两二](?:个|种|类|项|部|样|大|条)|\b(?:which|what) two\b|\btwo\b")
_PAIR = re.compile("[\u4e00-\u9fff](?:、|和|与|及)[\u4e00-\u9fff]")


def unpacks(question: Question, text: str) -> bool:
    """Whether a sentence spells out a numbered term that is asked for: 六保 in one that says 保 six times, 五种金融 in one with five."""
    if question.kind not in (Kind.MEANING, Kind.LIST, Kind.OTHER):
        return False
    asked = _NUMBERED.findall(question.text)
    return any(text.count(what) >= _COUNTS[number] and text.count("、") + 1 >= _COUNTS[number] for number, what in asked)


def asks_field(question: Question, field: str) -> bool:
    """Whether a field (责任单位, 进度安排) is what the question asks for."""
    pattern = {Kind.WHO: _WHO_FIELD, Kind.TIME: _TIME_FIELD}.get(question.kind)
    return bool(pattern and pattern.search(field))


def suits(question: Question, sentence: Sentence) -> float:
    """1 where the sentence holds the kind of thing that is asked for, 0 where it cannot answer, between where it may."""
    text = sentence.folded
    if lacks(question, sentence):
        return 0.0
    if lacks_a_rate(question, sentence):
        return _RIVAL
    if question.kind not in (Kind.WHO, Kind.TIME, Kind.NUMBER) and _BESIDE.search(sentence.field + sentence.closes):
        return _NOT_ASKED
    match question.kind:
        case Kind.NUMBER | Kind.TIME:
            return value_fits(question, text)
        case Kind.WHO:
            if _WHO_FIELD.search(sentence.field + sentence.closes):
                return 1.0
            if _is_but_past(question, text):
                return 0.5
            if _WHO.search(text):
                return 1.0
            return 0.8 if _DOES.search(text) else 0.5
        case Kind.RULE:
            if _PENALTY.search(text) and not _ASKS_PENALTY.search(question.text):
                return 0.5  # what follows from breaking the rule, not the rule
            least = 0.5 if _asks_permission(question) else 0.8
            return 1.0 if _RULE.search(text) else 0.8 if _WEAK_RULE.search(text) else least
        case Kind.LIST | Kind.COMPARE:
            if question.unit:
                return _number_fits(question.unit, text)
            return 1.0 if _LIST.search(text) or _TWO.search(question.text) and _PAIR.search(text) else 0.6
        case Kind.MEANING:
            return 1.0 if _defines(question.focus, text) else 0.3
    return 0.8


def _is_but_past(question: Question, text: str) -> bool:
    """Whether a text speaks of what is asked about only as done, and not by whom: asked 由谁批准, 经批准后由乡级人民政府公布."""
    asked = _DOER.search(question.text)
    if asked is None or asked[1] not in text:
        return False
    return not re.sub(f"(?<![府门关构会局院])(?:经|未经|依法|得到|被)?{asked[1]}(?:之日|以?后|前)", "", text).count(asked[1])


@lru_cache(64)
def _asks_length(text: str, english: str) -> bool:
    return _LENGTH.search(text + fold(english)) is not None


def value_fits(question: Question, text: str) -> float:
    """As `suits`, of a folded text and for the figure or the time that is asked for; 1 where neither is."""
    if question.kind is Kind.NUMBER:
        return max(
            _number_fits(question.unit, text, _asks_money(question.text)), _trend_fits(question, text), sets_standard(question, text)
        )
    return _time_fits(question, text) if question.kind is Kind.TIME else 1.0


@lru_cache(64)
def _asks_permission(question: Question) -> bool:
    if question.language == "en":
        return _PERMITTED.search(fold(question.original)) is not None
    return _PERMISSION.search(question.text) is not None


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


def _number_fits(unit: str, text: str, money: bool = False) -> float:
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


def _defines(focus: str, text: str) -> bool:
    """Whether the text says what the term means: 所称X是指…, X(…), X[…], X包括…, X，即…."""
    words = focus.split()
    if any(sums_up(word, text) for word in words):
        return True
    if any(any(word.endswith(name) or name.endswith(word) for word in words) for name in _DEFINED.findall(text)):
        return True
    term = max(words, key=len, default="")
    at = text.find(term)
    return bool(term) and at >= 0 and _SAYS_WHAT.match(text[at + len(term) :].lstrip()) is not None


def sums_up(term: str, text: str) -> bool:
    """Whether a term stands behind what it stands for: 甲、乙、丙"三项制度", or "进一次门、查多项事"的"综合查一次"."""
    number = _COUNTED.match(term)
    for found in re.finditer(re.escape(term), text) if len(term) > 2 else ():
        before = re.split("[,;。:]", text[: found.start()])[-1].rstrip('"“「『')
        items = _AND.split(before)
        if number and len(items) >= NUMERALS[number.group()] and len(items[-1]) > 1:
            return True
        if re.search('["”」』](?:的|等)$', before):
            return True
    return False
