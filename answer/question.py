"""What a question asks for: the kind of answer, the place, year and document it is about, and the words that carry its matter."""

import re
from dataclasses import dataclass
from enum import StrEnum

from policy import fold, is_traditional


class Kind(StrEnum):
    """The kind of answer a question wants; decides which sentences can answer it."""

    NUMBER = "number"
    TIME = "time"
    WHO = "who"
    RULE = "rule"
    MEANING = "meaning"
    LIST = "list"
    COMPARE = "compare"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `text` is Simplified Chinese, folded, whatever the language asked in; `focus` is what is left of it without place, year and
    the words of asking; `unit` the unit that a number must have ("" any, "%" a share); `places` region names as written; `titles`
    documents named in 《》, `articles` labels such as 第三十五条.
    """

    original: str
    text: str
    language: str
    kind: Kind
    focus: str
    unit: str = ""
    places: tuple[str, ...] = ()
    national: bool = False
    years: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


_PROVINCES = re.findall(
    r"\S+",
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 "
    "陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾",
)
_NOT_PLACES = re.compile(
    "设区|各|全|本|该|外|城|县级|地级|省级|示范|先行|哪个?|几个?|每个?|直辖|社|小|片|校|景|园|灾|库|超|股|楼|上|行|关|贫困|试点"
)
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,3}(?:省|自治区|自治州|自治县)|(?:[\u4e00-\u9fff]{2}|xx|x{1,3})(?:市|县|州|区|旗))")
_NATIONAL = re.compile(
    "国家(?:层面|纲要|的|规定|要求|文件|级|一级|对|[和与跟、])|全国(?:性|层面|的|范围)|中央(?:层面|的|文件|要求|规定)|国务院(?:的|文件|要求|规定)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TITLE = re.compile("《([^《》]{2,60})》")
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?")

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.COMPARE,
        re.compile(
            "各地|各省|省、市|省市县|各县|各市|哪些地方|哪个省|哪个地方|哪个县|分别是怎[么样]|有什么不同|有何不同|变化|差异|差别|区别|对比|比较(?!大|多|高|低|好|严|重)|哪.更[高低严多少]"
        ),
    ),
    (
        Kind.MEANING,
        re.compile(
            "什么是|是什么意思|什么意思|指的是什么|是指什么|指什么|何谓|何为|怎么理解|的含义|的定义|如何理解|什么叫|算什么|^[^,。]{2,20}是什么[?]?$"
        ),
    ),
    (
        Kind.TIME,
        re.compile(
            "什么时候|何时|哪一?年|哪天|哪个月|几月|几号|多久|多长时间|期限|时限|截止|截至什么|几[天日年]|多少[天日年]|多少个?(?:工作日|月|小时)|几点"
            "|几个?(?:工作日|月|小时)|时间(?:要求|节点|安排|进度|表)|进度安排|最晚|最迟|何日|有效期|啥时候|啥时"
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            "谁|哪些?个?(?:单位|部门|机构|机关|主体|局|人员?|家|级)|哪几?[个家]?(?:单位|部门|机构|机关)|由哪|什么(?:人|部门|单位|机构|机关)|何人|责任(?:单位|主体|部门)"
            "|牵头(?:单位|部门)|归哪|找哪|哪里(?:负责|管|办)|何单位|何部门|负责人是|啥部门"
        ),
    ),
    (
        Kind.LIST,
        re.compile(
            "哪(?:几|[一二两三四五六七八九十]+)(?:大|个)?(?:类|种|项|部|方面|条|道|关|件|样|点|步|者|组|块|领域|环节|情形|渠道|途径)"
        ),
    ),
    (
        Kind.NUMBER,
        re.compile(
            "多少|几(?!乎|何)|百分比|比例|比率|占比|[^效频]率(?:的)?(?:目标|要求|是|应|要|达)|目标(?:值|是|为|$)|指标(?:值|是|为)|规模|数量|次数|人数|金额|额度|标准是|上限|下限|最高|最低"
            "|多[大高重长宽]|达到什么(?!程度|水平|样|效果|状态)|万人比|学时|覆盖率|的目标[?。]?$"
        ),
    ),
    (
        Kind.RULE,
        re.compile(
            "能不能|可不可以|可以(?:不|吗|么)|能否|可否|是否|要不要|应不应该|该不该|需不需要|用不用|必须|不得|允许|禁止|准不准|行不行|有没有|会不会|得不得|是不是"
            "|(?:吗|么|嘛)[?]?$|合法|违法|犯法|算不算|违规|怎么处[罚理分]|如何处[罚理分]|什么(?:后果|处罚|责任)|会怎[么样]|怎么罚"
        ),
    ),
    (
        Kind.LIST,
        re.compile(
            "哪些|哪几|有什么|包括什么|分别|什么(?:条件|内容|情形|要求|措施|材料|任务|原则|方式|制度|职责|权利|义务)|几项|列出|要点"
        ),
    ),
)
_ENGLISH: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.COMPARE, re.compile(r"\b(?:compare|differ\w*|each (?:place|province|region|document)|across|which province)\b")),
    (
        Kind.MEANING,
        re.compile(r"\bwhat (?:is|are) (?:the )?(?:meaning|definition)|\bwhat does .* mean|\bdefin(?:e|ition)\b|\brefers? to\b"),
    ),
    (
        Kind.TIME,
        re.compile(
            r"\bwhen\b|\bby what (?:date|year)|\bdeadline|\bhow long|\b(?:what|which) year|\btime limit|\bhow soon"
            r"|\bhow many (?:working |business |calendar )?(?:days|months|years)"
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            r"\bwho(?:m|se)?\b|\bresponsible (?:for|unit)"
            r"|\b(?:which|what) (?:agenc|department|unit|bod(?:y|ies)|office|bureau|authorit|organi[sz]ation|government)"
        ),
    ),
    (
        Kind.NUMBER,
        re.compile(
            r"\bhow (?:many|much|often|high|large|big)|\bwhat (?:percent\w*|share|proportion|number|rate)|\btargets?\b|\brate\b|\bratio\b"
            r"|\bminimum\b|\bmaximum\b|\bpercent"
        ),
    ),
    (
        Kind.RULE,
        re.compile(
            r"^(?:can|may|must|should|is|are|do|does|will|shall|could|has|have)\b|\ballowed|\bpermitted|\bprohibited|\bforbidden|\bpenalt"
        ),
    ),
    (Kind.LIST, re.compile(r"\bwhat (?:are|measures|conditions|documents|requirements|kinds|types)|\blist\b|\bwhich\b")),
)
_UNITS = re.compile(
    "多少个?(工作日|学时|课时|个?百分点|万元|亿元|元|钱|小时|天|日|次|期|人|名|家|所|个月|年|平方米|公里|吨|户|件|项|场|倍|亩|公顷|米|岁|分钟)|几(点|次|期|天|日|年|个月|个工作日|家|人|名|项|场|倍)|"
    "多少(?P<money>津贴|补贴|工资|奖金|奖励|费用|罚款|预算|经费|资金|金额|价格|收费|租金|补助|税)|(?P<of>学时|课时)(?=数|的?要求|的?标准|[^\\d]{0,4}分别)|(百分之几|百分之多少|百分比|比例|比率|占比|合格率|满意率|覆盖率|[^效频]率)"
)
_MONEY = ("万元", "亿元", "元", "钱")
# Words of asking, and words that every target has: they say nothing about the matter.
_SCAFFOLD = re.compile(
    "请问|请教|我想知道|想问一下|想问|问一下|麻烦|帮我查一?下|查一?下|告诉我|根据(?:文件|规定|政策)|按照?(?:规定|文件|政策)|一下|到底|究竟|具体"
    "|哪(?:几|[一二两三四五六七八九十]+)(?:大|个)?(?:类|种|项|部|方面|条|道|样|点|步)?|什么(?:程度|水平)|争取到?|打算|准备|这块|重点抓"
    "|(?:条例|文件|规定|办法|通知|意见|方案|纲要|政策|措施|计划|规划|通告|决定)(?:里|中)(?:说的|所说的?|提到的|写的|规定的|要求的)?|现行|要求|规定|本?(?:条例|办法|规定|通告|通知|意见|细则)?所称的?"
    "|从?(?:什么时候|何时|哪天)(?:开始|起)?|什么时间|什么是|是什么意思|什么意思|指的是什么|是指什么|指什么|何谓|何为|怎么理解|如何理解|什么叫|是什么|有什么|什么"
    "|各地区?|各省(?:市县?)?|省[、,]?市[、,]?县|有?(?:什么|何)?(?:不同|差异|差别|区别|变化)(?!意)|相比|(?:前后|新旧)?两期"
    "|是多少|为多少|达到多少|要?做到|各?要达到|达到|各?要(?=多少|几)|多少个?|百分之几|百分之多少|是几|几个?|多长时间|多久|多大|多高|分别|各是"
    "|由哪些|是哪些|有哪些|包括哪些|哪些|哪个|哪几[个家项]|由哪|哪一?年|哪里|哪天|由谁|是谁|谁来|谁"
    "|能不能|可不可以|能否|可否|是否|要不要|应不应该|该不该|需不需要|用不用|有没有|会不会|是不是|算不算|行不行|怎么样|怎样|怎么|如何|为什么"
    "|吗|呢|吧|啊|么|嘛|的目标值?|目标是|目标值|最晚|最迟|啥时候|啥|应当|应该|需要|可以|必须"
    "|到?(?:19|20)\\d\\d年(?:年?底|年?末)?(?:之?前|以前)?|[?？,。!！、:;\"']"
)
_STOP = re.compile("^[的了和与及或在]+|(?:[的了和与及或在是对]|目标值?|指标值?)+$")


def _first(kinds: tuple[tuple[Kind, re.Pattern[str]], ...], text: str) -> Kind:
    return next((kind for kind, pattern in kinds if pattern.search(text)), Kind.OTHER)


def language_of(text: str) -> str:
    """ "en" where Latin letters outnumber Chinese characters, "zh-Hant" for Traditional, else "zh"."""
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if latin > chinese * 2:
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh"


def short_name(region: str) -> str:
    """浙江省 → 浙江, 内蒙古自治区 → 内蒙古; a name of two characters stays whole."""
    short = re.sub("(?:壮族|回族|维吾尔)?(?:自治区|自治州|自治县|特别行政区|省|市|县|区|州|旗|盟)$", "", region)
    return short if len(short) >= 2 else region


def _places(text: str, regions: tuple[str, ...]) -> tuple[str, ...]:
    found = [r for r in regions if r != "全国" and (fold(r) in text or fold(short_name(r)) in text)]
    covered = " ".join(found)
    found += [p for p in _PROVINCES if p not in covered and re.search(f"{p}(?![话話语人菜货味])", text)]
    covered = " ".join(found)
    for m in _PLACE.finditer(text):
        name = m[1]
        if not _NOT_PLACES.search(name[:-1]) and short_name(name) not in covered and name not in covered and m.start() == 0:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _unit(text: str) -> str:
    m = _UNITS.search(text)
    if not m:
        return ""
    if m["money"]:
        return "元"
    unit = m[1] or m[2] or m["of"]
    if not unit:
        return "%"
    return "元" if unit in _MONEY else unit


def _english_unit(text: str) -> str:
    if re.search(r"\bper ?cent|\bpercentage|\bproportion\b|\bshare\b|\brate\b(?! of interest)", text):
        return "%"
    m = re.search(r"\bhow many (working days|class hours|hours|days|months|times|sessions|people)", text)
    units = {
        "working days": "工作日",
        "class hours": "学时",
        "hours": "",
        "days": "天",
        "months": "个月",
        "times": "次",
        "sessions": "期",
        "people": "人",
    }
    return units[m[1]] if m else "元" if re.search(r"\bhow much (?:money|fund)|\byuan\b|\brmb\b", text) else ""


def _focus(text: str, places: tuple[str, ...], titles: tuple[str, ...]) -> str:
    for name in (*titles, *places, *(short_name(p) for p in places)):
        text = text.replace(fold(name), " ")
    text = _NATIONAL.sub(" ", text)
    parts = [_STOP.sub("", part) for part in _SCAFFOLD.sub(" ", text).split()]
    return " ".join(part for part in parts if part and part not in ("省", "市", "县", "区"))


def understand(original: str, chinese: str, regions: tuple[str, ...], named: tuple[str, ...] = ()) -> Question:
    """Read a question. `chinese` is its wording in Chinese (the question itself, or its translation), `regions` the places
    that the documents at hand belong to, `named` the words of the question that name a document."""
    language = language_of(original)
    text = fold(chinese).strip()
    kind = _first(_ENGLISH, fold(original)) if language == "en" else _first(_KINDS, text)
    titles = tuple(_TITLE.findall(text))
    places = _places(text, regions)
    unit = _unit(text) if language != "en" else _english_unit(fold(original))
    unit = unit if kind in (Kind.NUMBER, Kind.TIME, Kind.LIST, Kind.COMPARE) else ""
    articles = tuple(dict.fromkeys(_ARTICLE.findall(text)))
    years = tuple(dict.fromkeys(int(y) for y in _YEAR.findall(text)))
    focus = _focus(text, places, (*titles, *named)) or text
    return Question(original, text, language, kind, focus, unit, places, bool(_NATIONAL.search(text)), years, titles, articles)
