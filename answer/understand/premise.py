"""Questions that say what they take for so and ask whether it is: 「云南的案卷合格率目标是30%，对吗？」, 「办公室设在市发改委，对吗？」

They are put as the open question; what the clause says is held against what was said (`answer.evidence.judging`).
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from answer.text.amounts import amounts, durations, moments
from answer.text.bounds import asks_bound
from answer.understand.question import language_of
from policy import fold

_ASKS_SO = re.compile(
    "[,，。]?(?:(?:这|该|上述|以上)(?:个|种|一)?(?:说法|提法|表述|结论|口径|数字?|讲法)|这样|这么说)?(?:对吗|对吧|对不对|对么|(?<=[,，])(?:是不是|是否)|是吗|是吧|是么|没错吧|是这样吗|是不是(?:这样|真的|这么回事)的?|正确吗|属实吗|是否属实|准确吗|是?真的(?:吗|假的)|(?:真)?有(?:这回事|这个?说法)吗|有没有这回事|靠谱吗|没记错吧)[?？。!]*$"
    r"|[,，.;?]\s*(?:right|correct|isn't it|is (?:that|this|it) (?:right|so|correct|true|accurate|the case)"
    r"|true or false|true|is it)[?？.]*$",
    re.I,
)
# Who says it, and that it is to be checked, is no part of it: 听说…, 有人说…, 核实一下：….
_HEARSAY = re.compile(
    "^(?:我?们?(?:听(?:人|别人|同事|领导|朋友)?[说讲]|据说|有(?:人|同事|领导|资料|材料|稿子)[说讲写称]"
    "|网上[说传]|都[说讲]|传言[说称]?|传闻[说称]?"
    "|(?:同事|领导|朋友|客户|老板|邻居|家里人?|别人|上面|对方|媒体|记者|网友|科长|处长|主任)"
    "们?(?:都|也|跟我|告诉我)?[说讲称传]"
    "|(?:请|帮我?|帮忙|想|麻烦)?(?:核[实对]|确认|求证|查证)(?:一下|下)?|我?(?:好像)?记得|我?印象[里中]?"
    r"|(?:i (?:heard|read|was told|remember)|(?:an?|the|one|some|my|our) (?:[a-z]+ ){0,2}?"
    r"(?:reports?|drafts?|colleagues?|newspapers?|articles?|memos?|rumou?rs?|friends?|notes?|speech|slides?|posts?|press) "
    r"(?:claims?|says?|said|states?|reports?|reads?|suggests?|has it))(?: that)?[ :,]"
    ")[:,是说有]?)+"
)
_TURNS = re.compile("(?<=[\\d一二两三四五六七八九十])回(?![收报复答来家去应归])")
_ASKS_SO_FIRST = re.compile(r"^(?:is it (?:true|right|correct|the case) that|am i right that)\s+", re.I)
_PLAIN_TAIL = re.compile("(?:吗|么|嘛)?[?？。]*$")
_ASKS = re.compile("(?:吗|么|嘛)[?？。]*$")
_ASKS_WHAT = "多少|几[个天日成]|谁|什么|哪"
_ASKS_OPENLY = re.compile(f"可以|可否|能不能|能否|必须|应当|不得|允许|需要|{_ASKS_WHAT}")
_ASKS_OPENLY_BEFORE = re.compile(f"可否|能不能|能否|{_ASKS_WHAT}")  # before 对吗 a rule is said, not asked for
_NUMERAL = re.compile(r"\d|[一二三四五六七八九十]")
_WHETHER = re.compile("是不是|是否|真的是?|难道")
_WHOLE = re.compile("(?<!100%)(?<!百分之百)全覆盖")
_DEADLINE = re.compile("[前内]$")
_JOINT = re.compile(
    "(?:的?(?:目标值?|指标|要求|标准|时限|期限)?)?"
    "(?:是|为|有|要?求?达到|要|实现|定为|规定为|不低于|不高于|不少于|不超过|至少|最多|最迟|在|到|自|从|[,，的])*$"
)
_ENGLISH_JOINT = re.compile(r"\b(?:is|are|was|set at|must be|at least|at most|reaches?|of|by|in)\s*$", re.I)
_BEHIND = re.compile("^(?:以上|以下|以内|之内|左右|的|前|之前)*")
_IN_A_NAME = re.compile("[一二两三四五六七八九十](?:个|项|种|类|级|层|部|大|条)")
_BOUNDS_BEHIND = {"以上": "至少", "以下": "至多", "以内": "至多", "之内": "至多"}
_FROM = re.compile("[自从].*起$")
_GOES_ON = re.compile("之?内[\u4e00-\u9fff]{2}")  # 24个月内不能转让
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_BODY = "[\u4e00-\u9fff、]{2,24}?"
_OFFICES = (  # who or where somebody says an office is, and the question that asks it
    (re.compile(f"^(?P<head>.*?)(?P<verb>设在)(?P<said>{_BODY})$"), "设在哪个部门"),
    (
        re.compile(
            f"^(?P<head>.*?)由(?P<said>{_BODY})(?:来)?(?P<verb>任|担任|当|做|兼任|出任)(?P<post>[副总]?[组会局主校院所站]?[长任]|召集人|主席)$"
        ),
        "由谁担任{post}",
    ),
    (re.compile(f"^(?P<head>.*?)(?:是|由)(?P<said>{_BODY})(?:来)?(?P<verb>牵头|负责|主管)的?$"), "由哪个部门{verb}"),
)


class Says(StrEnum):
    """What a question takes for given."""

    FIGURE = "figure"
    DATE = "date"
    OFFICE = "office"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes for given: the folded figure, date, body or statement that it `said`; the `unit` of a figure; the open
    `question` in its place; the `bound` that it puts on a figure (">=", "<=", "" none) and the `years` that it says it of; the `verb` of
    an office (设在)."""

    said: str
    says: Says
    unit: str
    question: str
    bound: str = ""
    years: frozenset[str] = frozenset()
    verb: str = ""

    @property
    def dated(self) -> bool:
        return self.says is Says.DATE


def premise(question: str) -> Premise | None:
    """The premise of a question, or None where it asks openly."""
    text = _TURNS.sub("次", _HEARSAY.sub("", fold(question).strip()))
    tail = _ASKS_SO.search(text)
    first = _ASKS_SO_FIRST.match(text)
    body = _PLAIN_TAIL.sub("", text[first.end() if first else 0 : tail.start() if tail else len(text)])
    sure = bool(tail or first)
    openly = _ASKS_OPENLY_BEFORE if sure else _ASKS_OPENLY
    if openly.search(body) or not (sure or _ASKS.search(text) or _WHETHER.search(body)):
        return None
    given = _of_value(body, sure) or (_of_office(body) or _of_statement(body, bool(first)) if sure else None)
    return replace(given, question=text) if given and first else given  # what is left of it without the figure is no question


def _of_value(body: str, sure: bool) -> Premise | None:
    lengths = [(m.start, m.end, _unit_of_length(body[m.start : m.end])) for m in durations(body)]
    figures = [(a.start, a.end, a.unit) for a in amounts(body) if a.unit or sure and "." in body[a.start : a.end]]
    figures += [each for each in lengths if sure and not any(s < each[1] and each[0] < e for s, e, _ in figures)]
    dates = [(m.start, m.end) for m in moments(body) if _NUMERAL.search(body[m.start : m.end])]
    if sure and not any(_DEADLINE.search(body[start:end]) for start, end in dates):  # 2023年前全覆盖 is doubted for its time
        figures += [(m.start(), m.end(), "%") for m in _WHOLE.finditer(body)]
    figures.sort()
    dates = [d for d in dates if not any(s < d[1] and d[0] < e for s, e, _ in figures)]
    if dates and sure:  # 2022年底前编制四级清单
        figures = [f for f in figures if not _IN_A_NAME.fullmatch(body[f[0] : f[1]])]
    for start, end, unit in reversed(figures):
        if not _BEHIND.sub("", body[end:]) or sure:
            years = frozenset(_YEAR.findall(body))
            lasts = (start, end, unit) in lengths and _GOES_ON.match(body[end:])
            opened = f"{body[:start]}多久{body[end:]}？" if lasts else _open(body, start, end, unit, False)
            return Premise(body[start:end], Says.FIGURE, unit, opened, asks_bound(_around(body, start, end)), years)
    for start, end in reversed(dates):
        if not _BEHIND.sub("", body[end:]) or sure:
            return Premise(body[start:end], Says.DATE, "", _open(body, start, end, "", True))
    return None


def _unit_of_length(said: str) -> str:
    return re.sub(r"^[\d.半零〇一二三四五六七八九十百千两余多]+", "", said)


def _around(body: str, start: int, end: int) -> str:
    """The words that may put a bound on a figure."""
    return re.split("[,;。:]", body[:start])[-1] + _BOUNDS_BEHIND.get(body[end : end + 2], "")


def _of_office(body: str) -> Premise | None:
    """The premise of who holds an office, or where it is; None where a question says neither."""
    for pattern, asks in _OFFICES:
        if m := pattern.match(body):
            known = {"post": "", **m.groupdict()}
            return Premise(m["said"], Says.OFFICE, "", f"{m['head']}{asks.format(**known)}？", verb=known["post"] or m["verb"])
    return None


def _of_statement(body: str, english: bool) -> Premise | None:
    """A plain statement; one in English that is put as a question (is it true that …) is read as the question that it is."""
    if language_of(body) == "en":
        return None if english else Premise(body, Says.STATEMENT, "", f"{body}?")
    return Premise(body, Says.STATEMENT, "", f"{body}吗？")


def _open(body: str, start: int, end: int, unit: str, dated: bool) -> str:
    """The same question, asked openly."""
    before, behind = body[:start], _BEHIND.sub("", body[end:])
    if language_of(body) == "en":
        before = _ENGLISH_JOINT.sub("", before.strip()).strip()
        return f"{'when is' if dated else 'what is'} {before} {behind}".strip() + "?"
    before = _JOINT.sub("", _WHETHER.sub("", before))
    if behind and not re.search("[\u4e00-\u9fff]", behind):
        behind = ""
    if dated and behind and _FROM.match(body[start:end]):  # 从2025年4月1日起施行
        return f"{before}从什么时候起{behind}？"
    asks = "要在什么时候" if dated and behind else "是什么时候" if dated else "的目标是多少" if unit == "%" else f"是多少{unit}"
    return f"{before}{asks}{behind}？" if dated else f"{before}{behind}{asks}？"
