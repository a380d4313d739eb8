"""Whether a sentence speaks of the year asked about."""

import re
from collections.abc import Sequence
from functools import lru_cache

from answer.text.amounts import CHINESE_YEAR
from policy import DocumentInfo

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|-|—|至|到|\.|$)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)年?\s*[-—~至到]\s*((?:19|20)\d\d)年")
TITLED = re.compile("《[^《》]*》")
_CHINESE = re.compile(CHINESE_YEAR)
# "十五五"末 is 2030, "十五五"期间 2026 to 2030.
_PLAN = re.compile('十([一二三四五六七])五["“”』」]?(?:规划|计划)?(?:(?P<end>时?期?末|结束|收官)|期间|时期)')
# 较2021年翻一番: what is measured from a year tells nothing of that year.
_FROM = re.compile(
    r"(?:较|比)(?:19|20)\d\d年?[度底末]?|[以与同和](?:19|20)\d\d年?[度底末]?(?:为基[数期]|相比)|在(?:19|20)\d\d年?[度底末]?[^,;。]{0,6}?基础上"
    r"|(?:19|20)\d\d年?[底末]?的(?=[几多少\d一二两三四五.]+倍)"
)
_REMEMBERED = 8192  # texts whose years are kept
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_OF_ITS_OWN = re.compile(r"^(?:.{0,20}?)(?<!\d)((?:19|20)\d\d)年?(?!\d|\s*[-—~至到])")
# 比上年增加 measures this year's figure from the last, and tells nothing of that one.
_GOAL = re.compile("达到?|力争|实现|目标|建成|新增|培育|打造|突破|覆盖|提[高升]|降低|下降|增长|翻")
_THIS, _LAST, _NEXT = re.compile("今年|本年度?"), re.compile("(?<![比较与同])(?:去年|上年)|过去一年|一年来"), re.compile("明年|下一?年度?")
_ASKS_LAST = re.compile("(?<![比较与同和跟])(?:去年|上一年(?!度))(?![比和])")
_ASKS_BEFORE_LAST = _SAYS_BEFORE_LAST = re.compile("(?<![以目之早])前年")
# 2025年比2024年增加多少: one sentence tells how much more.
_GREW = re.compile(r"\d{4}年(?:底|末)?(?:比|较)\d{4}年?[^,;。?]{0,16}(?:增|减|降|升|涨|提高|多多少|少多少)")
# 2019年和2025年, 2025年…比2019年
_APART = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年?(?:度|底|末)?[^,;。?\d-]{0,16}?(?:和|与|跟|同|、|及|以及|比|较|[,;])[^,;。?\d]{0,6}((?:19|20)\d\d)年?(?!\d)"
)


@lru_cache(_REMEMBERED)
def years_in(folded: str) -> frozenset[int]:
    """The years of a folded text, ranges filled in; years inside a title in 《》 belong to that document, not to the sentence.

    >>> sorted(years_in("2021-2023年分批完成,《规划(2016-2020年)》"))
    [2021, 2022, 2023]
    """
    plain = plain_years(TITLED.sub(" ", folded))
    found = {int(y) for y in _YEAR.findall(plain)}
    for first, last in _SPAN.findall(plain):
        found |= set(range(int(first), int(last) + 1)) if int(last) - int(first) < 50 else set()
    return frozenset(found or plan_years(plain))


def plain_years(folded: str) -> str:
    """A folded text with its years in digits.

    >>> plain_years("二〇〇九年的目标")
    '2009年的目标'
    """
    return _CHINESE.sub(lambda m: m.group().translate(_DIGITS), folded)


def unmeasured(asked: str, folded: str) -> str:
    """A folded text with blanks for the years that it only measures from, unless the folded question does so too.

    >>> unmeasured("2021年的总量", "总量较2021年翻一番"), unmeasured("较2021年翻几番", "总量较2021年翻一番")
    ('总量      翻一番', '总量较2021年翻一番')
    """
    return folded if _FROM.search(asked) else _FROM.sub(lambda found: " " * len(found.group()), folded)


def plan_years(folded: str) -> set[int]:
    """The years of the five-year plans that a folded text names as times.

    >>> plan_years('"十五五"末'), sorted(plan_years('"十四五"期间'))
    ({2030}, [2021, 2022, 2023, 2024, 2025])
    """
    found: set[int] = set()
    for plan in _PLAN.finditer(folded):
        last = 2010 + 5 * "一二三四五六七".index(plan[1])
        found |= {last} if plan["end"] else set(range(last - 4, last + 1))
    return found


def asked_apart(text: str) -> tuple[int, ...]:
    """The two years that a folded question is about, each to be answered by itself, in their order; () where it is about one, or a span.

    >>> asked_apart("2025年的赤字率比2019年高多少"), asked_apart("2021—2025年的目标")
    ((2019, 2025), ())
    """
    if _GREW.search(text):
        return ()
    found = {int(year) for pair in _APART.findall(TITLED.sub(" ", text)) for year in pair}
    return tuple(sorted(found)) if len(found) == 2 else ()


def asked_of_each(text: str, places: Sequence[str]) -> dict[str, int]:
    """The year that is asked of each place, where a folded question asks each for another: 青岚2027年和云岫2028年的…; {} where it does not.

    >>> asked_of_each("青岚省2027年和云岫市2028年的网上可办率", ("青岚", "云岫"))
    {'青岚': 2027, '云岫': 2028}
    """
    found: dict[str, int] = {}
    for place in places:
        if m := re.search(rf"{re.escape(place)}[^,;。?\d]{{0,10}}?((?:19|20)\d\d)年", text):
            if not any(other != place and other in m.group() for other in places):
                found[place] = int(m[1])
        elif m := re.search(rf"(?<!\d)((?:19|20)\d\d)年(?:的|底)?{re.escape(place)}", text):
            found[place] = int(m[1])
    return found if len(places) > 1 and len(found) == len(places) and len(set(found.values())) > 1 else {}


def year_of(info: DocumentInfo | None) -> int | None:
    """The one year that a document is about as its title says (2023年政府工作报告), None where it covers several or tells none."""
    m = None if info is None or info.years else _OF_ITS_OWN.match(info.title)
    return int(m[1]) if m else None


def sets_a_goal(folded: str) -> bool:
    """Whether a sentence says what is to be reached, by a time that it or its document knows; a standing rule holds in any year."""
    return _GOAL.search(folded) is not None


def is_dated(info: DocumentInfo | None) -> bool:
    """Whether it is known of which years a document is, or from when; one without any date is of no year that it does not name."""
    return info is not None and bool(info.years or info.issued or year_of(info))


def _relative(folded: str, own: int) -> set[int]:
    """The years that a text names as seen from its document's year: 今年, 去年, 明年."""
    return {own + shift for pattern, shift in ((_THIS, 0), (_LAST, -1), (_NEXT, 1)) if pattern.search(folded)}


def of_relative_year(asked: str, folded: str, info: DocumentInfo | None) -> bool:
    """Whether a sentence can answer a folded question that names its year only as 去年 or 前年: it says so in such words too, or names the
    year that this is as seen from its document's. True of any sentence where the question does not.

    >>> of_relative_year("去年减负多少", "2023年减负500亿元", None), of_relative_year("前年减负多少", "去年减负500亿元", None)
    (True, False)
    """
    if not (back := _asked_back(asked)):
        return True
    says = _SAYS_BEFORE_LAST if back == 2 else _LAST
    if says.search(folded):
        return True
    own = year_of(info) or (int(info.issued[:4]) if info and info.issued else None)
    return own - back in years_in(folded) if own else back == 1 and bool(years_in(folded))


@lru_cache(64)  # looked up for every sentence read
def _asked_back(asked: str) -> int:
    """How many years before its document's a folded question asks about as 去年 or 前年; 0 where it does not, or names a year."""
    if _YEAR.search(asked) or _THIS.search(asked):
        return 0
    return 2 if _ASKS_BEFORE_LAST.search(asked) else 1 if _ASKS_LAST.search(asked) else 0


def speaks_of(asked: tuple[int, ...], folded: str, info: DocumentInfo | None, headings: str = "") -> bool:
    """Whether a sentence can answer for the years asked: it names one of them, or it names none and its headings, else its document,
    are of one.

    A sentence under another deadline, or a document in force in other years only, is about another year. In a document of one year
    (a yearly report) 今年 and 去年 are told from it.
    """
    if not asked:
        return True
    own = year_of(info)
    named = years_in(folded) | (_relative(folded, own) if own else set())
    if not named and own:
        named = years_in(headings) or frozenset({own})
    if named:
        return bool(named & set(asked))
    if info and info.years:
        return any(info.years[0] <= y <= info.years[1] for y in asked)
    return not (info and info.issued) or any(int(info.issued[:4]) <= y for y in asked)
