"""Questions that hold two or more places, years or documents against each other: 「浙江和云南哪个的律师万人比高？」

Each side is put the open question (律师万人比是多少), and what the sides say is then weighed: which is more, by how much, whether it is
the same.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from answer.understand.question import language_of
from policy import fold


class Way(StrEnum):
    """What a question wants to know of its sides."""

    MORE = "more"
    LESS = "less"
    EARLIER = "earlier"
    LATER = "later"
    STRICTER = "stricter"
    LOOSER = "looser"
    SAME = "same"
    APART = "apart"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Contest:
    """What is to be weighed, the word that says so in the answer (高, 早, 严), and the open question that each side is put; where it is
    asked if one side is more so than the other (甲比乙早吗), `first` is what names that side; `polar` where it is asked if
    they are the same, or if they differ, yes or no."""

    way: Way
    word: str
    question: str
    first: str = ""
    polar: bool = False


_WAYS = {
    Way.MORE: "高多大长贵",
    Way.LESS: "低少小短便宜",
    Way.EARLIER: "早快",
    Way.LATER: "晚迟慢",
    Way.STRICTER: "严",
    Way.LOOSER: "松宽",
}
_WORDS = {c: way for way, words in _WAYS.items() for c in words}
_ADJECTIVE = "(?P<word>[高多大长贵低少小短早快晚迟慢严松宽])(?:一些|一点儿?|些|点|格)?"
_ENDS = "(?:呢|啊|呀)?[?。!]*$"
_BRACKET = r"\((?P<case>[^()]*)\)"
# 浙江和云南哪个的律师万人比高, 石溪县和云岫市谁的学时多, 2024年和2025年哪年高
_WHICH = re.compile(
    "[,，]?(?:哪(?:一?[个年种类版期款份家档方边]|里|儿|省|市|县|地)(?:城市|地方|地区|省份?|市|县|文件|纲要|年份?)?|谁)(?:家|那里|那边)?的?"
    "(?P<matter>[^,;。?]{0,30}?)(?:要求|规定|定|设定|实现|完成|安排)?得?(?:会|要)?(?:相对|比较|更加?|最|还|略|稍)?"
    f"{_ADJECTIVE}{_ENDS}"
)
# 云岫市比青岚省长几天, 2025年的赤字率比2024年高多少
_BY = re.compile(
    f"(?<![最提])(?:相对|更|要)?(?P<word>[高多大长低少小短早快晚迟])(?:出|了)?(?P<much>多少|几)(?P<unit>[^,;。?]{{0,6}}){_ENDS}"
)
# 云岫市定的时间比青岚省早吗, 天津是不是早于上海, 云南有没有浙江高
_SET = "(?:要求|规定|定|设定|实现|完成|安排|来)?得?"
_WHETHER = re.compile(
    f"(?:是不是|是否)?(?:(?<!对)(?<!评)比(?P<other>[^,;。?]{{2,20}}?)(?:的)?{_SET}(?:还|更加?|要|会|相对|略|稍)?{_ADJECTIVE}了?"
    f"|(?P<than>[高多大长低少小短早晚迟快慢严宽])于(?P<beyond>[^,;。?]{{2,20}}?)(?:的)?)"
    f"(?:吗|么|嘛|不|没有|(?=[?]))?{_ENDS}"
)
_OF_WHAT = re.compile("^(?:在|就|关于)([^,;。]{2,40}?)(?:这件事|这一?[点项]|方面|问题)(?:上|中|里)?[,，]")
_SET_TIME = re.compile("(?:定|规定|要求|设定|确定|提出)?的?(?:时间|日期|期限)(?:节点)?$")
_SET_AT = re.compile(
    r"(?:的?(?:时间|日期|期限))?(?:是|为|[定放设排]?在|定为|[定设]到)?(?:19|20)\d\d年?年?[底末初]?(?:之?前|以前)?,?(?:是不是|是否)?$"
)
_ASKED_TOO = re.compile(
    "[?,。;]各?(?:自|家|地)?(?:分别)?(?:是|为|定在)?(?:何时|什么时候|多少|几)[^,。?;]{0,4}[?。]*$"
)  # 是否相同？各是何时？
_WHEN, _HOW_MUCH = re.compile("何时|什么时候"), re.compile("是?(?:多少|多久)(?:、什么时候)?[?]?$")
_OF_EACH = re.compile("的(?:还|更加?|要|会)?[高多大长低少小短早晚迟快慢严宽](?:一些|一点儿?|些|点|格)?了?(?:吗|么|嘛|不)?[?。!]*$")
_NATION = re.compile("(?:国家|全国|中央)$")  # the level, not a word of the matter
_ASKS_WHETHER = re.compile("是不是|是否|有没有|(?:吗|么|嘛|不)[?。!]*$")
_AS_MUCH = re.compile(f"(?:有没有|有)(?P<other>[^,;。?]{{2,20}}?){_SET}(?:那么|这么)?{_ADJECTIVE}(?:吗|么|嘛)?{_ENDS}")
_NAMED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_LAST_YEAR = re.compile("([和与跟同比较])(?:上一?年度?|前一年|去年)(?=[比相的,，?]|$|有|[高低多少大小])")
_SAME = re.compile(
    "(?:的)?(?:规定|要求|说法)?[,，]?(?:是不是|是否|是)?(?:都|完全)?(?:(?:一不一样|一样|一致|相同|同样)(?:[高多大长低少小短早晚严])?|同一个?(?:数|时间|标准|水平)?|统一)"
    f"(?:的)?(?:吗|么|嘛|不)?{_ENDS}"
)
_APART = re.compile(f"[,，]?(?:之间)?(?:(?:相差|差距|差额|差)(?:有|是|为)?(?:多少|多大|几)[^,;。?()]{{0,6}})(?:{_BRACKET})?{_ENDS}")
_CHANGE = re.compile(
    f"[,，]?(?:有没有|有无|是否有?|各?有|有了|发生了?|作了?|做了?)?(?:什么|何|哪些|多大)?(?:的)?(?:变化|变动|调整|不同|差异|差别|区别|异同)(?:吗|么|嘛|没有)?{_ENDS}"
)
_POLAR = re.compile("有没有|有无|是否|(?:吗|么|嘛|没有)[?。!]*$")
_ENGLISH_POLAR = re.compile(r"^(?:is|are|do|does|did|has|have|was|were)\b")
_MEASURED = re.compile(
    "[率比额数量费价]$|比例|额度|期限|时限|时间|标准|目标值?|上限|下限|学时|次数|人数|金额|规模|涨幅|增速|限额|补贴|补助|权重|线$|工资|指标值?|天数|频次|面积|增长"
)
_TIMED = re.compile("时间|日期|节点|什么时候")
_LASTS = re.compile("期限|时限|多久|时长|周期|天数")
_TERM = re.compile("期限|时限")
_TRAIL = re.compile("(?:[,，、的]|要求|规定|方面|对于)+$")
_ENGLISH_WHICH = re.compile(
    r"\bwhich(?: of (?:them|the two|these))?(?: (?:place|province|city|county|year|document|edition))?"
    r"(?: is| are| has| sets| requires| requests| asks for)?"
    r"(?: the| a| an)? (?P<word>higher|greater|larger|more|longer|lower|smaller|less|fewer|shorter|earlier|sooner|later|stricter|looser)"
    r"(?: (?:one|figure|number|value|target|goal|requirement|standard)s?\b)?(?:[,:]| (?:for|on|of|to|in|at|by)\b)* "
)
_AUXILIARY = "does|do|is|are|did|was|were|has|have|will|must|should"
_MORE_OR_LESS = "higher|greater|larger|more|longer|lower|smaller|less|fewer|shorter|earlier|sooner|later|stricter|looser"
# Does Zhejiang set an earlier date than Yunnan for …? Is the rate in A higher than in B?
_ENGLISH_WHETHER = re.compile(rf"^(?:{_AUXILIARY})\b(?P<first>.*?)\b(?P<word>{_MORE_OR_LESS})\b[^?]*?\bthan\b")
_ENGLISH_ASKS = re.compile(rf"^(?:{_AUXILIARY})\s|\b(?:than|an?)\b ?|\b(?:{_MORE_OR_LESS})\b ?")
_ENGLISH = (
    (
        Way.APART,
        re.compile(
            r"\bhow (?:much|far|many) [^?]*\b(?:differ|apart|higher|lower|more|less|longer|shorter)\b|\bdifference between\b|\bgap\b"
        ),
    ),
    (Way.CHANGE, re.compile(r"\bchanged?\b|\bdiffers?\b|\bdifferent\b|\bdifferences\b|\bcompare\b|\bcompared with\b|\bversus\b")),
    (Way.SAME, re.compile(r"\bthe same\b|\bidentical\b|\bconsistent\b|\bagree\b")),
)
_ENGLISH_WORDS = {
    **dict.fromkeys(("higher", "greater", "larger", "more"), (Way.MORE, "高")),
    "longer": (Way.MORE, "长"),
    **dict.fromkeys(("lower", "smaller", "less", "fewer"), (Way.LESS, "低")),
    "shorter": (Way.LESS, "短"),
    **dict.fromkeys(("earlier", "sooner"), (Way.EARLIER, "早")),
    "later": (Way.LATER, "晚"),
    "stricter": (Way.STRICTER, "严"),
    "looser": (Way.LOOSER, "宽松"),
}


def contest(text: str) -> Contest | None:
    """The contest that a question holds, None where it holds none. `text` is Simplified Chinese, or English as asked."""
    folded = _year_before(fold(text).strip())
    if too := _ASKED_TOO.search(folded):
        alone = contest(folded[: too.start()] + "?")
        timed = alone and _WHEN.search(too.group())
        return replace(alone, question=_HOW_MUCH.sub("是什么时候?", alone.question)) if alone and timed else alone
    if language_of(folded) == "en":
        return _english(folded)
    if m := _WHICH.search(folded):
        return _open(Way(_WORDS[m["word"]]), m["word"], folded[: m.start()], m["matter"])
    if (m := _WHETHER.search(folded) or _AS_MUCH.search(folded)) and _ASKS_WHETHER.search(folded):
        return _whether(m, folded)
    if m := _BY.search(folded):
        asked = f"{m['much']}{m['unit']}"
        return Contest(Way.APART, m["word"], f"{_TRAIL.sub('', _joined(folded[: m.start()]))}是{asked}?")
    for way, pattern in ((Way.SAME, _SAME), (Way.APART, _APART), (Way.CHANGE, _CHANGE)):
        if m := pattern.search(folded):
            before = _TRAIL.sub("", folded[: m.start()])
            case = m.groupdict().get("case") or ""
            if way is Way.APART or any(_MEASURED.search(piece[-8:]) for piece in before.split(",")):
                polar = way is Way.SAME or way is Way.CHANGE and _POLAR.search(m.group()) is not None
                return replace(_open(way, "", before + (f",{case}" if case else ""), ""), polar=polar)
            return None
    return None


def _year_before(text: str) -> str:
    """2025年…和上一年 → 2025年…和2024年, where one year is named and the one before it is held against it."""
    named = set(_NAMED_YEAR.findall(text))
    return _LAST_YEAR.sub(lambda m: f"{m[1]}{int(next(iter(named))) - 1}年", text) if len(named) == 1 else text


def _whether(m: re.Match[str], folded: str) -> Contest:
    """Whether the side named first is more so than the other: 甲的期限比乙短吗."""
    said = m.groupdict()
    word = said["word"] or said["than"]
    before, other = _TRAIL.sub("", _OF_WHAT.sub(r"\1,", folded[: m.start()])), said["other"] or said["beyond"]
    if Way(_WORDS[word]) in (Way.EARLIER, Way.LATER):
        if len(set(_NAMED_YEAR.findall(folded))) == 1:  # what the side named first is said to have set
            before = _SET_AT.sub("", before)
        before = _TRAIL.sub("", _SET_TIME.sub("", before))
    way, other = Way(_WORDS[word]), _TRAIL.sub("", other)
    first, rest = _parallel(before, other, _OF_EACH.search(folded[: m.end()]) is not None)
    one, two = (_NATION.sub(r"\g<0>要求", side) for side in (first, other))
    return Contest(way, word, f"{one}和{two}{rest}{_asking(way, word, before)}?", first)


def _parallel(before: str, other: str, of_each: bool) -> tuple[str, str]:
    """What stands beside the `other` side, and what is asked of both: 双方缴存|的额度 beside 单方缴存(的), 已婚|的额度 beside 未婚."""
    if of_each and (of := re.match("(.+)(的[^的]+)$", before)):
        return of[1], of[2]
    at = before.find(other[-2:]) + 2
    if at > 3 and len(other) > 2:
        return before[:at], before[at:]
    of = re.match("([^的,]{2,6})(的.+)$", before)  # 南浦市|的期限 beside 北岭市
    return (of[1], of[2]) if of else (before, "")


def _asking(way: Way, word: str, before: str) -> str:
    """How the open question asks."""
    if way in (Way.EARLIER, Way.LATER) or _TIMED.search(before[-8:]) and not _LASTS.search(before[-4:]):
        return "是什么时候"
    return "是多久" if word in "长短" else "是多少"


def _joined(before: str) -> str:
    """云岫市比青岚省 → 云岫市和青岚省."""
    return re.sub("(?<=[\u4e00-\u9fff])比(?=[\u4e00-\u9fff\\d])(?![例重率较赛价])", "和", before)


def _open(way: Way, word: str, before: str, matter: str) -> Contest:
    """The same question, asked openly."""
    before = re.sub("(?:和|与|跟|同)([^,和与跟同的]{2,10})(?:相比|比起来|对比|比)[,，]?$", r"和\1", before)
    before = _joined(before) if word else before
    body = _TRAIL.sub("", before.rstrip(",，"))
    asked_of = _TRAIL.sub("", matter)
    whole = f"{body}的{asked_of}" if asked_of and not asked_of.startswith("对") else f"{body},{asked_of}" if asked_of else body
    end = whole[-4:]
    if way in (Way.EARLIER, Way.LATER) or _TIMED.search(whole[-8:]) and not _LASTS.search(end):
        asked = "是什么时候"
    else:  # 期限 may be a day or a length of time
        asked = "是多久、什么时候" if _TERM.search(end) else "是多久" if _LASTS.search(end) else "是多少"
    return Contest(way, word, f"{whole}{asked}?")


def _english(text: str) -> Contest | None:
    if m := _ENGLISH_WHICH.search(text):
        way, word = _ENGLISH_WORDS[m["word"]]
        asked = "when is " if way in (Way.EARLIER, Way.LATER) else "what are "
        return Contest(way, word, f"{text[: m.start()]}{asked}{text[m.end() :]}".replace(" or ", " and "))
    if m := _ENGLISH_WHETHER.search(text):
        way, word = _ENGLISH_WORDS[m["word"]]
        asked = "when is" if way in (Way.EARLIER, Way.LATER) else "how long is" if word in "长短" else "what is"
        return Contest(way, word, f"{asked} {_ENGLISH_ASKS.sub('', text).rstrip('?')}?", m["first"])
    found = next((way for way, pattern in _ENGLISH if pattern.search(text)), None)
    polar = found in (Way.SAME, Way.CHANGE) and _ENGLISH_POLAR.match(text) is not None
    return Contest(found, "", text, polar=polar) if found else None
