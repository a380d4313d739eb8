"""What a question asks for: the kind of answer, the place, year and document it is about, and the words that carry its matter."""

import re
from dataclasses import dataclass
from functools import lru_cache

from answer.text.years import TITLED, plain_years, plan_years
from answer.understand.english import asks_nation, base_years, english_kind_of, english_lasts, english_unit_of, names_document
from answer.understand.kinds import Kind, asks_duration, kind_of, unit_of
from policy import fold, is_traditional
from policy.regions import leading_place, lies_in, named_places


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    `text` is Simplified Chinese, folded, whatever the language asked in; `focus` is what is left of it without place, year and
    the words of asking; `unit` the unit that a number must have ("" any, "%" a share); `places` region names as written; `titles`
    documents named in 《》, `articles` labels such as 第三十五条; `lasting` where it asks how long, not when.
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
    lasting: bool = False

    @property
    def matter(self) -> str:
        """The focus, "" where the question says nothing but place, year and words of asking, and has its whole text for a focus."""
        return self.focus if self.focus != self.text else ""

    @property
    def searched(self) -> str:
        """The wording to search with: a search reads English by itself, and hears it in both languages."""
        return self.original if self.language == "en" else self.text


_LEVELS = frozenset(["国家", "全国", "国家级", "中央", "全国性", "国务院"])
_DOCUMENTS = frozenset(
    ["纲要", "方案", "规划", "计划", "文件", "通知", "意见", "办法", "措施", "条例", "细则", "政策", "规则", "法规", "指南", "通告"]
)
_SPEAKS = "层面|的|定(?:的|了|下)|文件|要求|规定|点名(?:要|的)?|允许|关于|怎么|对|提出|支持|鼓励|明确|提到|强调|打算|准备|想|说"
_NATIONAL = re.compile(
    rf"国家(?:{_SPEAKS}|纲要|级|一级|[和与跟、])|全国(?:性|层面|的|范围|纲要)|中央(?:{_SPEAKS}|纲要|[和与跟同、])|国务院(?:的|文件|要求|规定)"
    "|(?:国家|中央|全国|国务院)[那这][份个部]"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ISSUED_UNDER = re.compile(r"[(\[〔【](?:19|20)\d\d[)\]〕】]第?\d{1,5}号?")  # the year of a number is none that is asked about
# 24年国家说
_SHORT_YEAR = re.compile(r"(?:^|[,;。?!在到])([12]\d)年(?=的|底|国家|政府|报告|那|[省市县]|[\u4e00-\u9fff]{2,8}(?:说|要|打算))")
_SPOKEN = re.compile("[期版轮要求想打能会让请问说有没最哪几多怎啥办去到]")  # in no place's name, but in questions before 市, 县, 区
_ASKED_OF = re.compile("[,;。]@(?:市|县|区|州)?(?:能|要|该|会|有|可以|分[到得]|摊|得|应|需|占|是)")  # 浙江新建的派出所,杭州能摊上几个
_TITLE = re.compile("《([^《》]{2,60})》")
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?")

# 计划到哪一年年底之前要, 最晚什么时候能
_ASKS_WHEN = (
    "(?:要|计划|打算|预计|力争|最晚|最迟|应该?|应当)?[到在从自于]?(?:什么时[候间]|啥时候?|何时|哪一?(?:[年天日]|个?月份?|个?季度)|几月份?|几号(?![楼线房]))"
    "(?:年?[底末初])?(?:之前|以前|前(?![往来后提])|之?内(?!部)|开始|起(?!草))?(?:就|才)?(?:要(?![求点素件])|能(?![源力])|会(?!议))?"
)
# Words of asking, and words that every target has: they say nothing about the matter.
_SCAFFOLD = re.compile(
    f"{_ASKS_WHEN}"
    "|(?<=[,;。?!])(?:是|要|得|该|属于?)?[^,;。?!]{1,9}还是[^,;。?!]{1,9}(?=[?]|$)"  # 是一次性的还是经常性的?
    "|(?:听(?:人|别人|同事)?[说讲]|据说|有人[说讲]|网上[说传]|核实)(?=[\u4e00-\u9fff:,])"
    "|共(?=有?[?]?$|有哪|计)|条条|标题|一共(?:提出?了?|有)?|总共(?:提出?了?|有)?|各?叫什么(?:名字|名称)?|请?逐[项条一个](?:列[出举])?|依次|列[出举]|只[要需]|即可|就(?:行|够|可以|算?达标)了?(?=[,?]|$)|各自|(?:^|(?<=[省市县区州]))?[那这]边(?![境界远疆陲沿缘])|几[回次趟](?=[\u4e00-\u9fff]|[?]?$)"
    "|政府工作报告(?:里|中)?(?:提出|提到|明确|说|要求|安排|确定)?的?|(?:规划|纲要|意见|方案|计划)(?:提出|提到|说)的?(?=[^,。?]{2})"
    "|请问|请教|我想知道|想问一下|想问|问一下|麻烦|帮我查一?下|查一?下|告诉我|根据(?:文件|规定|政策)|按照?(?:规定|文件|政策)|一下|到底|究竟|具体"
    "|哪(?:几|[一二两三四五六七八九十]+)(?:大|个)?(?:类|种|项|部|方面|条|道|样|点|步)?|什么(?:程度|水平)|争取到?|打算|准备|这块|重点抓"
    "|(?:这[份个项]|本)?(?:实施|工作|行动)?(?:条例|文件|规定|办法|通知|意见|方案|纲要|政策|措施|计划|规划|通告|决定)(?:里|中)(?:说的|所说的?|提到的|写的|规定的|要求的|定的)?|这项工作|现行(?!有效)|最新|新版的?|新?修订(?:后)?的?|(?<!基本)(?<!总体)(?<!工作)要求|规定|本?(?:条例|办法|规定|通告|通知|意见|细则)?所称的?"
    '|什么样的?(?:地方|人|情况|情形|企业|单位|项目)?(?:才?能?算(?:是|作)?)?|才?算(?:是|作)?(?=")|什么是|是什么意思|什么意思|指的是什么|是指什么|指什么|何谓|何为|怎么理解|如何理解|什么叫|是什么(?!时[候间])|有什么|什么'
    "|(?<=[率比度量数额])更?[高低多少大小](?=[?]|$)|各地区?|各省(?:市县?)?|省[、,]?市[、,]?县(?![、,]?乡)|有?(?:什么|何)?(?:不同|差异|差别|区别|变化)(?!意)|相比|(?:前后|新旧)?两期"
    "|(?:多少|几)个?(?:工作日|小时|月|天|日|年(?!级|度)|周)之?内?|多大比例的?|要让|是多少|为多少|达到多少|要?做到|各?要达到|达到|各?要(?=多少|几)|多少个?|百分之几|百分之多少|是几|几(?:个|条|项|点)?|多长时间|多久|多大|多高|分别|各是"
    "|由哪些|是哪些|有哪些|包括哪些|哪些|哪个|哪几[个家项]|由哪|哪里|由谁|是谁|谁来|谁"
    "|按(?:照)?[^,。]{0,8}?(?:报告|文件|规定|方案|规划|政策)的说法|所?(?:说|讲|提到|写)的(?=[^,。?]{2})"
    "|(?<!所)(?:有?没有?|有)人(?:来|给)?管管?(?![理护控线辖教])|管不管(?![理护控线辖])|这种?(?:事情?|情况|做法)|(?:这么|这样|那样)[干做搞弄](?=[,。?吗行可合对]|$)|咋办|怎么办|怎么处理|凭啥|凭什么"
    "|(?<!自)我(?:们|家|爸妈|爸|妈)?+(?![省市县区国军党委局])|咱们?家?|(?<![\u4e00-\u9fff])人家(?!庭)|他们"
    "|能不能|可不可以|能否|可否|是否|要不要|应不应该|该不该|需不需要|用不用|有没有|会不会|是不是|算不算|行不行|怎么样|怎样|怎么|如何|为什么"
    "|吗|呢|吧|啊|么|嘛|的目标值?|目标是|目标值|最晚|最迟|啥|应当|应该|需要|可以|必须"
    "|到?(?:19|20)\\d\\d年(?:年?底|年?末)?(?:之?前|以前)?|[?？,。!！、:;\"'《》]"
)
_COUNTS = re.compile("多少|几|分别|各是|百分|how (?:many|much)|per ?cent")  # a list of figures; 有哪些提高就业率的措施 asks for none
_STOP = re.compile("^[的了和与及或在]+|(?:[的了和与及或在是对]|目标值?|指标值?)+$")
_STOP_OF_TERMS = re.compile("(?:目标值?|指标值?)+$")  # of terms put into Chinese one by one: 在线升级, 和解, 及时 lose no character


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
    """The places that a question is about: those of the documents at hand that it names, and others side by side with them (浙江和上海).

    Where it names none of the documents' places, what it names is about places that are not here. Another place named beside one that
    is here is matter (甘肃给庆阳市的定位), but not one that lies in it and is named with it (青岚省南浦县).
    """
    here = [name for name, full, short in _folded(regions) if name != "全国" and (full in text or short in text)]
    first = leading_place(text)
    if first and first.name not in here and not _SPOKEN.search(first.name) and {first.province, first.prefecture} & {*here}:
        return (first.name, *(name for name in here if name not in (first.province, first.prefecture)))
    named = [*named_places(text), *([first.name] if first and not _SPOKEN.search(first.name) else [])]
    away = [n for n in dict.fromkeys(named) if not any(short_name(n) in known or short_name(known) in n for known in here)]
    if within := [n for n in away if _ASKED_OF.search(text.replace(fold(short_name(n)), "@")) and any(lies_in(n, known) for known in here)]:
        return (*within, *(known for known in here if not any(lies_in(n, known) for n in within)))
    if here:
        away = [n for n in away if any(_side_by_side(text, n, known) for known in here)]
    return tuple(dict.fromkeys((*here, *away)))


@lru_cache(2)
def _folded(regions: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Region names with themselves and their short names folded."""
    return [(name, fold(name), fold(short_name(name))) for name in regions]


def _side_by_side(text: str, one: str, other: str) -> bool:
    """Whether a text names two places as equals: 浙江和上海, 杭州市、宁波市."""
    a, b = (f"{re.escape(fold(short_name(name)))}(?:省|市|县|区|州|自治区)?" for name in (one, other))
    between = "(?:和|与|跟|同|、|及|以及|对比|比)"
    return re.search(f"{a}{between}{b}|{b}{between}{a}", text) is not None


def _focus(text: str, places: tuple[str, ...], titles: tuple[str, ...], stop: re.Pattern[str] = _STOP) -> str:
    for name in (*titles, *places, *(short_name(p) for p in places)):
        text = text.replace(fold(name), " ")
    text = _NATIONAL.sub(" ", text)
    parts = [stop.sub("", part) for part in _SCAFFOLD.sub(" ", text).split()]
    return " ".join(part for part in parts if part and part not in ("省", "市", "县", "区"))


def _english_matter(text: str, original: str, national: bool, places: tuple[str, ...]) -> str:
    """The Chinese terms of a question in English without those that only say whose documents are asked, which `_focus` knows as
    Chinese questions word them, and without the places that a place asked about lies in: Pinghu District, Linhe."""
    dropped = set(_LEVELS) if national else set()
    wider = [name for name in named_places(text) if any(lies_in(place, name) for place in places if place != name)]
    dropped |= {form for name in wider for form in (name, short_name(name))}
    if names_document(original):
        dropped |= _DOCUMENTS
    return " ".join(term for term in text.split(" ") if term not in dropped)


def understand(original: str, chinese: str, regions: tuple[str, ...], named: tuple[str, ...] = ()) -> Question:
    """Read a question. `chinese` is its wording in Chinese (the question itself, or its translation), `regions` the places
    that the documents at hand belong to, `named` the words of the question that name a document."""
    language = language_of(original)
    english = language == "en"
    text = fold(chinese).strip()
    kind = english_kind_of(original) if english else kind_of(text)
    titles = tuple(_TITLE.findall(text))
    places = _places(text, regions)
    unit = english_unit_of(original) if english else unit_of(text)
    counts = kind in (Kind.NUMBER, Kind.TIME, Kind.COMPARE) or kind is Kind.LIST and _COUNTS.search(f"{text} {fold(original)}") is not None
    unit = unit if counts else ""
    articles = tuple(dict.fromkeys(_ARTICLE.findall(text)))
    dated = plain_years(_ISSUED_UNDER.sub(" ", text))
    years = tuple(dict.fromkeys(int(y) for y in (*_YEAR.findall(dated), *("20" + y for y in _SHORT_YEAR.findall(dated)))))
    years = years or tuple(sorted(plan_years(TITLED.sub(" ", dated))))
    if english and kind is not Kind.COMPARE:
        years = tuple(y for y in years if y not in base_years(original)) or years
    lasting = english_lasts(original) if english else asks_duration(text)
    national = asks_nation(original) if english else bool(_NATIONAL.search(text))
    matter = _english_matter(text, original, national, places) if english else text
    focus = _focus(matter, places, (*titles, *named), _STOP_OF_TERMS if english else _STOP) or text
    if english and kind is Kind.NUMBER and "多少" not in text:
        text = f"{text} 多少"  # "what is the ceiling on …": what money is for, and the like, is told from a question for a figure
    return Question(original, text, language, kind, focus, unit, places, national, years, titles, articles, lasting)
