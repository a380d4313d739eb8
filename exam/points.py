"""The checkable points of a sentence: figures with their units, ranges, dates, names in quotation marks, words of duty, organs."""

import re
from dataclasses import dataclass

from exam.said import Said, is_statute

_N = "(?:百分之(?:一百|[零〇一二三四五六七八九十]+)|[0-9][0-9,]*(?:\\.[0-9]+)?[万亿]?|[一二两三四五六七八九十百千]+[万亿]?)"
_UNITS = "个工作日|工作日|个月|周岁|小时|分钟|学时|课时|平方米|公里|万元|亿元|人次|[日天年岁元次期场人名个家件倍米亩吨户套项辆处座所级]|%"
_FIGURE = re.compile(f"(?P<number>{_N})(?P<unit>{_UNITS})(?!全覆盖)")
_SHARE = re.compile("(?P<number>百分之(?:一百|[零〇一二三四五六七八九十]+))(?P<unit>)(?![零〇一二三四五六七八九十百])")
_RANGE = re.compile(f"(?P<low>{_N})(?P<lowunit>[元倍]|万元)以上(?P<high>{_N})(?P<unit>[元倍]|万元)以下")
_BEFORE = re.compile(
    "(?:达到|达|不少于|不低于|不超过|不高于|至少|不得少于|不得低于|不得超过|超过|低于|少于|建成|新建|培育|创成|每年|每月|每季度|每人|处|处以|满|降至|降到|控制在|提高到|提升至|增长|下降|占比|占|为|是|自|后|在|应当于|缩短至|压缩至|的|争创|举办|接受|组织)约?$"
)
_AFTER = re.compile("^(?:以上|以下|以内|之内|内|前(?!提)|左右|全覆盖|的?罚款)")
_DATE = re.compile("(?P<year>20[0-9]{2})年(?:年?底前?|年?末|年前|[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:底前?|前)?|前)?")
_QUOTED = re.compile("“([^“”]{3,14})”")
_MODAL = re.compile("应当|必须|不得(?!不|已|力)|可以(?!说)|(?<![所享])有权(?!必|机关|限|力|益|的|人|属)|严禁|禁止(?!性|令)")
_COMPARE = re.compile(
    "以上(?!人民|地方|各级|政府|部门|级|公安|司法|述|行政|领导|[\u4e00-\u9fff]{0,4}(?:主管|人民))|不少于|不低于|不超过|不得少于|不得超过|不得低于|至少"
)
_FEW = frozenset(["1", "2", "一", "二", "两"])
_COVERED = re.compile("《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕|（[^（）]*）|〈[^〈〉]*〉")
_TITLE = re.compile("《[^《》]*》|〈[^〈〉]*〉")
_NAMED = re.compile(
    "十[一二三四五六]五|第[一二三四五六七八九十百0-9]+|[0-9]{4}[-—–][0-9]{4}年?|[0-9]{1,2}月[0-9]{1,2}日|之日|一次性|一票|第一"
)
ORGANS = (
    "国务院", "省、自治区、直辖市人民政府", "设区的市级人民政府", "县级以上地方人民政府", "县级以上人民政府", "县级人民政府",
    "乡镇人民政府", "人民法院", "人民检察院", "公安机关", "司法行政部门", "监察机关", "市场监督管理部门", "财政部门", "税务机关",
    "审计机关", "生态环境主管部门", "教育行政部门", "卫生行政部门", "民政部门", "人力资源社会保障部门", "住房城乡建设主管部门",
    "自然资源主管部门", "农业农村主管部门", "应急管理部门", "交通运输主管部门", "行业协会", "居民委员会", "村民委员会", "人民调解委员会",
    "仲裁机构",
)  # fmt: skip
_ORGAN = re.compile("|".join(sorted(ORGANS, key=len, reverse=True)))
_PHRASES = tuple(
    (sort, re.compile(pattern))
    for sort, pattern in (
        (
            "agent",
            "(?<!自)(?<!理)由(?!于|此)(?P<a>[\u4e00-\u9fff、]{3,18}?)(?:负责)?(?:管辖|实施|批准|决定|制定|规定|颁发|核发|组织|出庭|承担|审批|审查|审核|备案|登记|监督)",
        ),
        ("agent", "(?:报|经|向)(?P<a>[\u4e00-\u9fff]{3,16}?)(?:批准|同意|备案|审核|审查|核准|报告|报备)(?=[，。；]|$|后|的)"),
        ("pair", "(?:坚持|实行|采取)(?P<a>[\u4e00-\u9fff]{2,8}?)(?:与|和)(?P<b>[\u4e00-\u9fff]{2,8}?)相结合"),
        ("principle", "(?:遵循|坚持|按照|依照|贯彻)(?P<a>[\u4e00-\u9fff、]{2,24}?)的?原则"),
        ("basis", "以(?P<a>[\u4e00-\u9fff]{2,8})为(?:依据|准绳|前提|基础|核心|重点|导向|主体|根据|目标)(?=[，、。；的]|$)"),
        ("right", "享有(?P<a>[\u4e00-\u9fff、]{2,12}?权)(?=[，。；、]|$)"),
    )
)
_SUBJECT = re.compile(
    "(?:[^，]{4,30}的，)?(?P<a>[\u4e00-\u9fff]{4,18}?)(?=应当|负责|可以|不得|必须|有权|主管|统一|依法对|对[^，]{2,16}(?:实施|进行)监督)"
)
_ANYBODY = re.compile(
    "^(?:任何|各级|有关|各|一切|所有|国家$|对|在|因|经|从事|其)|单位和个人|[及、与由该]|人员$|的行政机关$"
    "|^(?:行政|执法|主管|有关)*(?:国家|机关|部门|机构|单位|组织|负责人)$"
)
_NO_PHRASE = re.compile(
    "^[的其该各本另不有]|^基于|^(?:所属|最先|原)|和|或|的$|有关|相关|上述|[或和与及]$|依照|依法|按照|根据|应当|可以|对|报|会同|提出|授权|规定|^(?:此|自己|谁)|其他"
)


_ACTS = re.compile("应当|可以|不得|必须|负责|依法|根据|统一|组织|批准|决定|管辖|实施|领导|报|按照|有权|将|对|及时|制定|承担|加强|统筹|备案")
_OF_ORGAN = re.compile("[\u4e00-\u9fff、]{0,16}?(?:部门|机关|机构|委员会)")  # 县级以上人民政府卫生行政部门 is another organ


@dataclass(frozen=True, slots=True)
class Point:
    """text[start:end] of a sentence: `kind` is figure, range, date, term, modal, compare or organ."""

    kind: str
    start: int
    end: int
    text: str
    number: str = ""
    unit: str = ""


def figures(said: Said) -> list[Point]:
    """Figures that set something: with a unit, and a word before or behind that makes them a measure; no names, no dates."""
    text, found = said.text, []
    masked = mask(text)
    for m in _RANGE.finditer(masked):
        found.append(Point("range", m.start(), m.end(), text[m.start() : m.end()], m["low"], m["unit"]))
    for m in [*_FIGURE.finditer(masked), *_SHARE.finditer(masked)]:
        start, end = m.start(), m.end()
        if any(p.start < end and start < p.end for p in found) or re.match(
            "[0-9零〇一二三四五六七八九十百千万.]", masked[start - 1 : start]
        ):
            continue
        if m["unit"] == "年" and re.fullmatch("(?:19|20)[0-9]{2}", m["number"]):
            continue
        measured = m["unit"] == "%" or m["number"].startswith("百分之")
        if not measured and not _BEFORE.search(masked[:start]) and not _AFTER.match(masked[end:]):
            continue
        vague = not m["number"][0].isdigit() and (
            m["unit"] in "个级家处所名件项期场次座位" and m["unit"] or m["number"] in ("一", "十", "千", "百")
        )
        if vague and not _firm(masked, start, end, m["number"]):
            continue
        found.append(Point("figure", start, end, text[start:end], m["number"], m["unit"] or "百分之"))
    return sorted(found, key=lambda p: p.start)


def _firm(masked: str, start: int, end: int, number: str) -> bool:
    """Whether a small figure in words is a true measure: with a bound before it or behind it."""
    bound = re.search("(?:不少于|不低于|不超过|至少|不得少于|不得超过|少于|满|处|超过)$", masked[:start]) or re.match(
        "以上|以下|以内|内|前", masked[end:]
    )
    return bound is not None and (number != "一" or masked[end - 1] in "年月日岁时")


def idle(text: str, p: Point) -> bool:
    """Whether a number at a point is too small to be worth asking: two organs, one of several times."""
    return (
        p.kind == "figure"
        and p.number in _FEW
        and p.unit in ("个", "次", "项", "家", "种", "级", "处", "所", "场", "件", "名")
        and re.search("(?:每年|每月|每季度|至少|不少于|不得少于|不低于)[^，]*$", text[: p.start]) is None
    )


def mask(text: str) -> str:
    """The text with titles, quotations, brackets and names that hold numbers blotted out."""
    text = _COVERED.sub(lambda m: "\u25a0" * len(m.group()), text)
    return _NAMED.sub(lambda m: "\u25a0" * len(m.group()), text)


def dates(said: Said) -> list[Point]:
    """Years by which or in which something is to be: 2024年底前, 到2025年."""
    masked = re.sub(
        "[0-9]{4}[-—–][0-9]{4}年?", lambda m: "\u25a0" * len(m.group()), _COVERED.sub(lambda m: "\u25a0" * len(m.group()), said.text)
    )
    found = []
    for m in _DATE.finditer(masked):
        if re.match("以来|度|制定|修订|通过|发布|印发|[0-9]", masked[m.end() :]) or masked[m.start() - 1 : m.start()] in (
            "自",
            "从",
            "较",
            "比",
        ):
            continue
        found.append(Point("date", m.start(), m.end(), said.text[m.start() : m.end()], m["year"], "年"))
    return found


def terms(said: Said) -> list[Point]:
    """Names in quotation marks."""
    return [
        Point("term", m.start(1), m.end(1), m[1])
        for m in _QUOTED.finditer(_TITLE.sub(lambda t: "\u25a0" * len(t.group()), said.text))
        if "\u25a0" not in m[1] and re.search("[\u4e00-\u9fff]{2}", m[1]) and not re.match("十[一二三四五]五", m[1])
    ]


def modal(said: Said) -> list[Point]:
    """Words of duty in what a sentence lays down, none in its conditions and exceptions."""
    masked = mask(said.text)
    found = [Point("modal", m.start(), m.end(), m.group()) for m in _MODAL.finditer(masked)]
    return [p for p in found if not _conditional(masked, p)]


def _conditional(masked: str, p: Point) -> bool:
    """Whether a word stands in a condition (…的，), an exception, or a clause that only describes (规定的应当…的处罚)."""
    start, end = masked.rfind("，", 0, p.start) + 1, masked.find("，", p.end)
    part = masked[start : end if end >= 0 else len(masked)]
    return (
        re.search("[的时外]$", part) is not None
        and end >= 0
        or re.match("除|但", part) is not None
        or masked[: p.start].endswith(("规定的", "规定", "依法", "有关", "对"))
    )


def compares(said: Said) -> list[Point]:
    """Words that say which way a figure bounds."""
    masked = mask(said.text)
    return [
        Point("compare", m.start(), m.end(), m.group())
        for m in _COMPARE.finditer(masked)
        if re.search("[0-9一二两三四五六七八九十百千万]", masked[max(0, m.start() - 3) : m.end() + 2].replace(m.group(), ""))
        and not re.match("[0-9一二两三四五六七八九十百千万]", masked[m.end() : m.end() + 1] if m.group() == "以上" else "")
    ]


def organs(said: Said) -> list[Point]:
    """Organs of the state by their general names, where a whole name stands."""
    return [
        Point("organ", m.start(), m.end(), m.group())
        for m in _ORGAN.finditer(said.text)
        if not re.match("[和及、或者]|等|工作|负责人|的|各|有关|授权|规定|另|其他|以下|以上", said.text[m.end() :])
        and said.text[max(0, m.start() - 1) : m.start()] not in ("、", "和", "及", "或")
        and (_ACTS.match(said.text[m.end() :]) or not _OF_ORGAN.match(said.text[m.end() :]))
        and not re.search("[\u4e00-\u9fff]$", said.text[max(0, m.start() - 1) : m.start()].strip("由向经对报以"))
    ]


def subjects(said: Said) -> list[Point]:
    """Who is to do what a sentence lays down, where its beginning names one role alone."""
    m = _SUBJECT.match(said.text)
    if not m or not is_statute(said.clause) or not is_organ(m["a"]) or _NO_PHRASE.search(m["a"]) or _ANYBODY.search(m["a"]):
        return []
    return [Point("phrase", m.start("a"), m.end("a"), m["a"], unit="agent")]


def phrases(said: Said) -> list[Point]:
    """Telling phrases: who decides or carries out, what a principle is, what goes with what; `unit` says which of these."""
    masked = mask(said.text)
    found = []
    for sort, pattern in _PHRASES:
        for m in pattern.finditer(masked):
            for name in ("a", "b") if "b" in m.re.groupindex else ("a",):
                text = said.text[m.start(name) : m.end(name)]
                if not _NO_PHRASE.search(text) and (sort != "agent" or is_organ(text)) and "\u25a0" not in m.group():
                    found.append(Point("phrase", m.start(name), m.end(name), text, unit=sort))
    return found


def is_organ(text: str) -> bool:
    """Whether a phrase names an organ, a unit or a person in office."""
    return re.search("(?:机关|部门|政府|机构|单位|组织|人员|负责人|法院|检察院|委员会|国务院|厅|局|办|院|部|会|中心)$", text) is not None


# 地方人民政府, 县级以上地方人民政府: the government of the place where somebody lives is one of them.
_ANY_OF_THEM = re.compile("(?:县级以上|地方|各级){1,3}(?:人民)?政府")


def within(wider: str, narrower: str) -> bool:
    """Whether what holds of one organ holds of another: 县级以上人民政府 are those of the provinces too."""
    higher = re.search("省|自治区|[市州县区](?:级|人民|政府)|国务院|上级", narrower) is not None
    if _ANY_OF_THEM.fullmatch(wider) and narrower.endswith("政府"):
        return not ("国务院" in narrower or "县级以上" in wider and re.search("乡|镇", narrower))
    if "县级以上" in wider and "地方" not in wider and "国务院" in narrower and wider[-2:] == narrower[-2:]:
        return True
    if "各级" in wider and "政府" in wider and "政府" in narrower:
        return True
    return "以上" in wider and higher and ("政府" in wider) == ("政府" in narrower) or wider in narrower or narrower in wider


def like(a: str, b: str) -> bool:
    """Whether two names in quotation marks are of one make: as long, with marks, signs and figures alike."""

    def make(t: str) -> tuple[int, bool, bool]:
        return len(t), re.search("[、，]", t) is not None, re.search("[+0-9]", t) is not None

    return a != b and make(a) == make(b)


def behind(said: Said, p: Point) -> str:
    """The two characters behind a name in quotation marks, which tell what it is: “…”改革, “…”制度."""
    return said.text[p.end + 1 : p.end + 3]
