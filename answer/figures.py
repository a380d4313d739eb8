"""The figures of a sentence that have to be met, each with its comparison. Works on folded text whose quoted names are masked."""

import re
from dataclasses import dataclass

from answer.amounts import Amount, amounts, moments
from policy.numerals import chinese_number

_SIGNS = {"ge": ">=", "le": "<=", "lt": "<", "gt": ">", "eq": "="}
_CHANGE = "增长|增加|提高|上升|提升|上浮|上调|下降|降低|减少|压缩|压减|缩短|缩减|下浮|下调|递增|递减|压降|核减|扣减"
_COMPARE = (
    r"(?P<ge>不(?:得|应|宜|能|可)?(?:低于|少于|小于|短于|早于)|至少|最低|提前(?:至少)?)|(?P<le>不(?:得|应|宜|能|可|准)?再?(?:超过|超出|高于|多于|大于|突破|长于|晚于|迟于)"
    r"|控制在|限制在|最多|至多|最高|最长|上限|(?<!期)限额?为|(?:再|可|予以|可以)?延长(?![到至]))"
    r"|(?P<lt>低于|少于|小于|不足)|(?P<gt>超过|高于|多于|大于|突破)|(?P<eq>(?:分别|总量|规模|均|力争)?(?:达到?|调整为|统一为|保持在?|稳定在|维持在|为|是|占|占比|实现|完成|按照?)"
    rf"|(?:{_CHANGE}|扩大|减|增|调整|恢复|延长|放宽|推迟|提|降|变更|改)(?:到|至|为)|{_CHANGE})"
)
_TOUCHING = re.compile(rf"(?:{_COMPARE})(?:约|近|:|\s|人民币|共|各|合计|全国前|到|了|在|为|的)?$")
_OF_BASE = re.compile(rf"(?<!最)(?!最)(?:{_COMPARE})(?P<base>[^,;。、:%由从至]{{1,30}})的$")
_VERB_BETWEEN = re.compile(r"(?:(?P<ge>至少|不少于|不得少于|不低于|最少)|(?P<le>最多|至多|不超过))(?P<between>[\u4e00-\u9fff]{1,12})$")
_BEHIND = re.compile(r"\(?含?\)?(?:(?P<ge>及?以上|起)|(?P<le>及?以下|之?内(?![容部外])|以内)|(?P<eq>左右|上下))")
_AHEAD = re.compile("之?前|以前")
_RANK = re.compile("(?:进入|位居|位列|跻身|保持|排名|居)[^,;。\\d]{0,6}前([\\d一二三五十]+)(?:位|名|强)")
_WHOLE = re.compile("翻[一两三1-3]?番|(?<![健安周、])全覆盖(?!、)|实现零(?=[\u4e00-\u9fff])")
_RANGED = re.compile("(?:至|到|-|~|、)?$")

SETS = (
    "新建|建成|建立|创建|创成|培育|培养|打造|形成|举办|开展|组织|开设|接受|参加|完成|新增|引进|建设|招收|评选|争创|处以?|并处|布局|设立|设置|发展"
    "|配备|安排|投入|发放|补贴|补助|给予|奖励|支持|资助|聘请|选派|选取|选聘|推出|推广|改造|实施|认定|遴选|筹集|筹建|供应|开工|竣工|建造|创办|培训|设|拥有|具有"
    "|修建|落实|组建|成立|选树|推荐|化解|办结|办理|增加|减少|扩建|开通|覆盖|带动|吸引|孵化|提取|缴纳|(?<!共)处|收取|承担|帮扶|服务|制定|出台|编制|发布|提供|命名|扶持|转化|配建|明确"
)
_SETTING = re.compile(rf"(?:{SETS})(?:了|约|近|各|共|不少于|每[人户家个件项][^,;。]{{0,4}})?$")
_ORDERS = re.compile("(?:设立|设置|设|配备|举办|选派|聘请|新建|建成|(?<!共)处以?|并处|参加|接受|组建|增设|选聘|创建|创成|新增|建设|培育)$")
_MONEY = re.compile(r"(?:费|费用|金|补贴|奖励|补助|标准|资助|额度?|价格?|每(?:[人户亩页吨月天次年件个家名套]|平方米)|按|再)[^,;。]{0,6}$")
_PERIOD = re.compile(
    r"每人次|(?:每[人名位](?:均)?)?每(?:(?:[一二两三四五六\d]|十)?个?(?:学年|年度|年|半年|季度|月|周|日|天|学期|届)|次|期|人|件|户|名|场)|全年|年均|任期内|[一二两三四五六]年内|半年内|本届"
)
_COUNTED = ("次", "期", "场", "轮", "遍", "趟", "个学时", "学时", "课时")
_CONDITION = re.compile(r"(?:[^,;。:]|:(?=\d))*?[的时](?:[,;:。\n\"]|$)|(?:的|及以上)?部分|的(?:基础上|情形|情况)|的?基础上")
_THRESHOLD = re.compile(
    r"(?:按照?|给予|补助|奖励|享受|可以?)|的[^,;。:]{1,24}(?:,[^,;。:]{0,10})?(?:应当|应|可以|可|不得|必须|须|享受|给予|纳入)"
)
_MET_ALREADY = re.compile(
    r"(?:满|超期|逾期|凡|现有|共有|年满|原来?的?|目前|未满|不满|不足|累计|截至|连续|每满|剩余|已|已经|曾|仅|只有|占到了|如果|因)[^,;。、应须必后]{0,8}$"
)
_FROM = re.compile("(?:由|从|自)[^,;。]{0,16}$")
_TO = re.compile(
    "[^,;。]{0,14}(?:调整|提高|提升|降低|降|下调|上调|增加|减少|扩大|缩短|延长|压缩|恢复|变更|改|增|提|减|放宽|上浮|下浮)[到至为]"
)
_LISTED_CASES = re.compile("(?:(?:情形|行为|情况|条件)之一|(?:有|从事)下列(?:行为|情形))[^:]*:")
_PAST = re.compile(r"[\u4e00-\u9fff]了(?:约|近)?$|(?:已经?|累计|截至|目前|现有|共有|实际)[^,;。]{0,20}$")
_COMPARED = re.compile("同比|比上年|比去年|较上年|较去年|上年同期|去年|过去|五年来|年来|以来")
FUTURE = re.compile(
    "力争|确保|推动|目标|到(?:20)?\\d\\d年|[年月]底前|年前|计划|预期|预计|要|将|应|须|必须|不得|争取|努力|实现|使|今后|未来|按照?|给予|提取|安排|处|左右|以上|以内|以下|推进"
)
_SCALES = "百千万亿"
_GOAL = re.compile("力争|确保|推动|目标|到(?:20)?\\d\\d年|底前|拟|预期|(?<!即)将|(?<![重主需必])要|争取|努力|应当|使")
_SO_FAR = re.compile("截至|截止到?目前|目前为止|已累计")
_HEADS = ("个", "人", "名", "位", "种", "家", "项", "户", "类", "次")
_AGES = ("周岁", "岁")
_LEVELS = ("级", "类", "种", "度", "部", "章", "条", "份", "档", "位", "支", "批", "队", "分", "周", "日", "月", "年", "所")
_DURATIONS = ("年", "月", "日", "天", "周", "季度", "小时", "分钟", "秒", "工作日", "自然日", "周年", "学年")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: the amount at [at, until), with the words that compare it [start, end).

    `is_limit`: a time within (15日内) or ahead of which (3日前) something is to be done. `change` says which way where the figure
    is a change (下降10%); `base` is the span of what a share is taken of; `value` is in Arabic numerals ("200-2000" a range,
    "1/3", "翻一番", "全覆盖").
    """

    start: int
    end: int
    at: int
    until: int
    op: str
    value: str
    unit: str
    change: str = ""
    base: tuple[int, int] | None = None
    is_limit: bool = False

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "‰", "‱", "成", "倍") or "/" in self.value or not self.value[0].isdigit()

    @property
    def is_duration(self) -> bool:
        return self.unit.removeprefix("个") in _DURATIONS


def figures(text: str, hopeful: bool = False) -> list[Figure]:
    """The figures set in a sentence, in order; `hopeful` where its heading says that it speaks of goals.

    >>> [(f.op, f.value, f.unit) for f in figures("到2025年,合格率达到百分之九十五以上,新建60个调解室")]
    [('>=', '95', '%'), ('=', '60', '个')]
    """
    found: list[Figure] = []
    for amount in amounts(text):
        figure = _figure(text, amount, found[-1] if found else None)
        upper = figure and found and found[-1].op == ">=" and not text[found[-1].end : figure.start].strip()
        if figure and (upper or not _is_aside(text, figure, hopeful)):
            found = _joined(text, found, figure)
    for m in _WHOLE.finditer(text):
        if not any(f.start < m.end() and m.start() < f.end for f in found):
            covered = any(f.until == m.start() and f.unit == "%" for f in found)
            if not covered and not _MET_ALREADY.search(text[max(0, m.start() - 6) : m.start()]):
                found.append(Figure(m.start(), m.end(), m.start(), m.end(), "=", m.group().removeprefix("实现"), ""))
    for m in _RANK.finditer(text):
        found.append(Figure(m.start(), m.end(), m.start(1), m.end(1), "<=", _arabic(m[1]), "位"))
    return sorted(found, key=lambda f: f.at)


def segment(text: str, at: int) -> tuple[int, int]:
    """The part of a sentence between commas, colons and semicolons that holds `at`."""
    start, end = 0, len(text)
    for m in CUT.finditer(text):
        if m.end() <= at:
            start = m.end()
        else:
            end = m.start()
            break
    return start, end


CUT = re.compile(r"[;。!?\n]|:(?!\d)|(?<!\d),|,(?!\d{3}(?!\d))")


def _figure(text: str, amount: Amount, last: Figure | None) -> Figure | None:
    """The amount with its comparison; None where nothing says that it has to be met."""
    start = segment(text, amount.start)[0]
    before = text[max(start, amount.start - 40) : amount.start]
    match = _TOUCHING.search(before) or (_of_base(before) if amount.unit in ("%", "倍") else None) or _VERB_BETWEEN.search(before)
    at = amount.start - (len(before) - match.start()) if match else amount.start
    behind = _BEHIND.match(text, amount.end)
    op, change = _sign(match), ""
    if match and (m := re.search(rf"(?:{_CHANGE})(?=约|近|了|:|$)", match.group())) and not re.search("[到至]", match.group()):
        change = m.group()
    if behind and op in ("", "="):
        op = _sign(behind) or "="
    if not behind and not match and amount.unit == "日" and before.endswith("前"):
        op = ">="
    if not behind and (ahead := _AHEAD.match(text, amount.end)) and amount.unit in _DURATIONS:
        behind, op = ahead, op or ">="
    end = behind.end() if behind else amount.end
    base = None
    if match and match.re is _OF_BASE:
        offset = amount.start - len(before)
        base = (offset + match.start("base"), offset + match.end("base"))
    if match and match.re is _VERB_BETWEEN:
        at = amount.start  # the verb belongs to what is counted
    value, unit = normal(text[amount.start : amount.end], amount.unit)
    limit = amount.unit.removeprefix("个") in _DURATIONS and (
        behind is not None and not match and behind.group()[-1] in "内前" or match is not None and match.group().startswith("提前")
    )
    at = amount.start if limit else at
    figure = Figure(at, end, amount.start, amount.end, op or "=", value, unit, change, base, limit)
    return figure if _is_set(text, start, figure, op, match, behind, last) else None


def _of_base(before: str) -> re.Match[str] | None:
    """A comparison with what the share is taken of; the one nearest the figure (按不高于总价的10%)."""
    match = _OF_BASE.search(before)
    while match and match["eq"] and (inner := _OF_BASE.search(before, match.start() + 1)):
        match = inner
    return match


def _sign(match: re.Match[str] | None) -> str:
    groups = match.groupdict() if match else {}
    return next((sign for name, sign in _SIGNS.items() if groups.get(name)), "")


def _is_set(
    text: str, start: int, figure: Figure, op: str, match: re.Match[str] | None, behind: re.Match[str] | None, last: Figure | None
) -> bool:
    """Whether a comparison, a verb, a period or a list sets the amount."""
    before = text[start : figure.start]
    raw = text[figure.at : figure.until]
    bare = figure.unit == ""
    if bare:
        return op != "" and match is not None and ("." in raw or match.lastgroup != "eq" or "达" in match.group() or "到" in match.group())
    if figure.unit in _AGES:
        return bool(match) and match is not None and match.group()[:1] == "不"
    few = raw[0] in "二两三23" and len(raw) <= 2 and behind and not match and figure.unit in _HEADS
    if few and not re.search("应|须|必须|每|要", before) and not _ORDERS.search(before):
        return False  # 两人以上共同…的 is a case, not a number to be reached
    if re.match("二套(?:住房|房|及|和|、|购)", text[figure.at : figure.until + 2]) or re.fullmatch("[百千万]元", raw):
        return False
    if raw[0] == "一" and len(raw) <= 2 and figure.unit not in _DURATIONS:
        return _sets_one(text, figure, before, op, match, behind)
    if figure.is_duration:
        return _sets_time(text, figure, before, match, behind)
    if figure.unit in _LEVELS and not behind and not (match and match.lastgroup != "eq"):
        return bool(match) and match is not None and "达到" in match.group() and figure.unit in ("条", "份", "支", "种", "类", "部")
    if op or (figure.unit in _COUNTED and _PERIOD.search(before)):
        return not (match and match.group() in ("为", "是", "按") and figure.unit in ("名", "个", "项", "人") and not behind)
    if figure.unit in ("%", "倍"):
        return True
    setting = _SETTING.search(before)
    if re.search("(?:拥有|持有|具有)$", before):
        return False
    grade = figure.unit in ("级", "类", "档", "套", "孩") and not (match and re.match("不|至少|达到", match.group()))
    if grade and (behind or figure.unit not in ("套", "类")):
        return False
    if setting and raw[0] in "二两三四五六七八九十" and not figure.unit.endswith("元"):  # 落实五项任务 counts, 设立三个窗口 sets
        return _ORDERS.search(before) is not None
    if setting or (figure.unit.endswith("元") and _MONEY.search(before)):
        return True
    return (
        last is not None
        and last.unit == figure.unit
        and bool(re.fullmatch("[^,;。]{0,20}[、和及至到~-]|[^,;。]{2,20},", text[last.end : figure.start]))
    )


def _sets_one(text: str, figure: Figure, before: str, op: str, match: re.Match[str] | None, behind: re.Match[str] | None) -> bool:
    """一 is mostly no number (一批, 一支); it is one where at least one, once a year, or one for each is asked."""
    if match and match.lastgroup != "eq" or match and match.re is _VERB_BETWEEN or behind and op != "":
        return True
    if figure.unit in _COUNTED:
        return bool(_PERIOD.search(before[-30:]))
    each = re.search(r"每(?:个|名|家|所|件|县|市|乡镇|村|镇)[^,;。]{1,20}$", before)
    return bool(each) and bool(_SETTING.search(before)) and figure.unit in ("个", "名", "家", "所", "处", "座")


def _sets_time(text: str, figure: Figure, before: str, match: re.Match[str] | None, behind: re.Match[str] | None) -> bool:
    """A time is set by a limit (15日内, 3日前) or a comparison; a bare one by what it is the length of (有效期五年)."""
    if figure.is_limit:
        return True
    if behind and not match and behind.group() not in ("左右", "上下", "起"):
        return re.search("(?:处|处以|判处|保存|备份|保留|留存|公示|服务|从事|给予|拘留|执业|连续|不少于)$", before) is not None
    if match and (match.lastgroup != "eq" or match.group() in ("为", "均为")):
        return True
    if re.search("(?:免收|减免|减收)$", before) or re.match("[^,;。]{0,8}圈", text[figure.until : figure.until + 9]):
        return _SETTING.search(before) is not None or before.endswith(("免收", "减免", "减收"))
    length = re.search(
        "(?:期限?|时间|时限|周期|时长|年限|寿命|假|学时)(?:为|是|达到?|延长|缩短|控制在|压缩)?(?:到|至)?$",
        text[max(0, figure.at - 14) : figure.at],
    )
    return bool(length) or bool(match and re.search("[到至在]$|延长|缩短|压缩|压减", match.group()))


def _is_aside(text: str, figure: Figure, hopeful: bool) -> bool:
    """Whether the figure is a condition (满12个月的), the range of a rule, or a fact about the past."""
    start, _ = segment(text, figure.start)
    before = text[start : figure.start]
    if _CONDITION.match(text, figure.until) and not re.search("应当|不得|必须|罚款", before):
        return True
    touched = text[figure.start : figure.at]
    if not figure.is_limit and _FROM.search(text[start : figure.at]) and _TO.match(text, figure.end):
        return True
    if figure.unit in ("人", "名", "位", "户") and behind_only(text, figure) and before in ("", "对", "由"):
        return True  # 两人以上共同申请的: who may, not how many must
    if figure.is_limit and (
        re.search("(?:近|过去|最近|未来|今后)$", before) or re.match("对|凡", before) and not re.search("应|须|不得", before)
    ):
        return True
    if _SO_FAR.search(text[:start]) and not _GOAL.search(text[:start] + before):
        return True
    if _LISTED_CASES.search(text[: figure.start]) or figure.is_duration and touched.endswith("近"):
        return True
    attributive = figure.op in ("<", ">") and re.match("[^,;。]{0,15}的[^,;。]", text[figure.end : figure.end + 20])
    if attributive and re.match("不(?!足)", touched) is None and not (figure.is_share and figure.base):
        return True
    if re.search("[未没]$|没有$", before) or not figure.is_limit and re.match("后(?:,|$)", text[figure.end : figure.end + 2]):
        return True
    if re.match("(?:不|至少|最)", touched) is None and not re.search("[到至]$|达", touched):
        if _MET_ALREADY.search(before) and not re.search("自[^,;。]*(?:起|后)[^,;。]*$", before):
            return True
        ranged = figure.end > figure.until and not figure.is_limit and not touched
        if ranged and re.search("(?:拥有|持有)$", before):
            return True
        if ranged and (_THRESHOLD.match(text, figure.end) or not figure.is_share and text[figure.end : figure.end + 1] == "的"):
            return not _SETTING.search(before)
    if re.search("达到?了|了$", touched) or _PAST.search(before):
        return not re.search("力争|确保|要|将|到20\\d\\d年", before)
    if (_COMPARED.search(before) or re.search("共计|(?<!控制在)约$|释放[^,;。]*$", before)) and not _GOAL.search(before + touched):
        return True
    loose = figure.op == "=" and (figure.is_share or bool(figure.change)) and not touched.startswith(("达", "按"))
    return loose and not hopeful and not FUTURE.search(text) and not _SETTING.search(before)


def behind_only(text: str, figure: Figure) -> bool:
    """Whether a lower bound stands behind the amount alone (三人以上)."""
    return figure.op == ">=" and figure.start == figure.at and text[figure.until : figure.end].endswith("以上")


def _joined(text: str, found: list[Figure], figure: Figure) -> list[Figure]:
    """A lower and an upper bound side by side (一万元以上五万元以下) are one range."""
    if found:
        last = found[-1]
        gap = text[last.end : figure.start].strip()
        same = last.unit.lstrip(_SCALES) == figure.unit.lstrip(_SCALES)
        bounds = last.op == ">=" and figure.op in ("<=", "<") and gap in ("", "、", ",", "且", "并")
        if (bounds or gap in ("至", "到", "-", "~")) and (same or not last.unit) and "-" not in last.value + figure.value:
            value, unit = f"{last.value}-{figure.value}", figure.unit
            if last.unit and last.unit != figure.unit:  # 五千元以上一万元以下
                value, unit = f"{_plain(last)}-{_plain(figure)}", figure.unit.lstrip(_SCALES)
            return [
                *found[:-1],
                Figure(last.start, figure.end, last.at, figure.until, "=", value, unit, last.change, last.base, last.is_limit),
            ]
    return [*found, figure]


def _plain(figure: Figure) -> str:
    """A value with its scale counted in: 5 万元 → 50000."""
    scale = chinese_number(figure.unit[: len(figure.unit) - len(figure.unit.lstrip(_SCALES))]) or 1
    number = float(figure.value) * scale
    return str(int(number)) if number == int(number) else str(number)


def normal(raw: str, unit: str) -> tuple[str, str]:
    """Value and unit as a table writes them: 百分之九十五 → 95 %, 五十万元 → 50 万元, 三分之二 → 2/3, 两成 → 2 成."""
    raw = re.sub(r"\s", "", raw)
    raw = raw.removesuffix(unit).rstrip("余多") if unit != "%" else raw
    if unit == "%":
        return _share(raw)
    unit = re.sub("^个(?=[工自学百小])", "", unit)
    ends = re.split("[-~—至到]", raw)
    scale = re.search("[百千]?万亿?$|亿$", ends[-1])
    if scale:
        ends = [e.removesuffix(scale.group()) for e in ends]
        unit = scale.group() + unit
    return "-".join(_arabic(e) for e in ends), unit


def _share(raw: str) -> tuple[str, str]:
    if raw == "一半":
        return "1/2", ""
    if tenths := re.findall("(.)成(半|[一二三四五六七八九])?", raw):
        parts = (_arabic(whole) + {"": "", "半": ".5"}.get(rest, f".{_arabic(rest)}") for whole, rest in tenths)
        return "-".join(parts), "成"
    if m := re.fullmatch("([^百千万]+)分之(.+)", raw):
        return f"{_arabic(m[2])}/{_arabic(m[1])}", ""
    unit = "‰" if "‰" in raw or "千分" in raw else "‱" if "万分" in raw else "%"
    ends = re.split("[-~—至到]", re.sub("[百千万]分之|[%‰]", "", raw))
    return "-".join(_arabic(e) for e in ends if e), unit


def _arabic(number: str) -> str:
    """九十五 → 95, 二点五 → 2.5, 1,200 → 1200; what is no numeral stays."""
    whole, _, fraction = number.partition("点")
    if fraction and (head := chinese_number(whole)) is not None:
        return f"{head}." + "".join(str(chinese_number(c) or 0) for c in fraction)
    value = chinese_number(number)
    return str(value) if value is not None else number.replace(",", "")


def periods(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans in [start, end) that say how often or for how long each time: 每年, 任期内, 每季度."""
    return [(m.start(), m.end()) for m in _PERIOD.finditer(text, start, end)]


def times(text: str) -> list[tuple[int, int]]:
    """The points in time of a sentence by which something is due, adjoining ones in one piece (2026年至2028年)."""
    found: list[tuple[int, int]] = []
    for m in moments(text):
        said = text[m.start : m.end]
        if not re.search(r"\d{4}年|[年月]底|[年月]末|季度|\d月|[\"]十|年内", said) or _BASE_YEAR.search(
            text[max(0, m.start - 2) : m.start]
        ):
            continue
        if _BASE_YEAR_BEHIND.match(text, m.end):
            continue
        if found and found[-1][1] == m.start:
            found[-1] = (found[-1][0], m.end)
        else:
            found.append((m.start, m.end))
    return found


_BASE_YEAR = re.compile("[较比与]$|对照$|按$")
_BASE_YEAR_BEHIND = re.compile(r"(?:度|的|末|底)?(?:[\d.]+(?:万|亿)?[人个%家元名][^,]{0,4})?(?:的?基础|相比|同期|以来|水平)")
