"""The figures of a sentence that have to be met, each with its comparison. Works on folded text whose quoted names are masked."""

import re
from dataclasses import replace

from answer.ledger.passing import is_aside, is_class
from answer.ledger.setting import MET_ALREADY, TOLD, Context, is_set
from answer.text.amounts import Amount, amounts
from answer.text.replaced import is_replaced
from answer.text.values import DURATIONS, SCALES, Figure, arabic, normal, plain, segment

_SIGNS = {"ge": ">=", "le": "<=", "lt": "<", "gt": ">", "eq": "="}
_CHANGE = "增长|增加|提高|上升|提升|上浮|上调|调高|调低|下降|降低|减少|压缩|压减|缩短|缩减|下浮|下调|回调|递增|递减|压降|核减|扣减|延长"
_COMPARE = (
    r"(?P<ge>不(?:得|应|宜|能|可)?(?:低于|少于|小于|短于|早于)|至少|保底(?:可贷|可提取|为)?|最低|下限为?|≥|>=|提前(?:至少)?)|(?P<le>不(?:得|应|宜|能|可|准)?再?(?:超过|超|超出|高于|多于|大于|突破|长于|晚于|迟于)"
    r"|控制在|限制在|最多|至多|最高|最长|上限为?|≤|<=|(?<=精度)优于|(?<=误差)优于|(?<=分辨[率力])优于|(?<=准确度)优于|(?<!最高)(?<!支付)(?<!贷款)(?<!提取)(?<!报销)限额为|(?:可以?|能|最[长多]|予以)(?:申请|适当|再|予以)*延长(?![到至]))"
    r"|(?P<lt>低于|少于|小于|不足|不满)|(?P<gt>超过|高于|多于|大于|突破|超(?=[\d百]|$))|(?P<eq>(?:分别|均|力争)?(?:达到?|调整为|统一为|保持在?|稳定在|维持在|为(?!准)|是|占|占比|实现|完成|按照?)"
    rf"|(?:{_CHANGE}|扩大|减|增|调整|(?<![上下])调|恢复|延长|放宽|推迟|提|降|升|变更|改变|改)(?:到|至|为)|{_CHANGE})"
)
_TOUCHING = re.compile(rf"(?:{_COMPARE})(?:约|近|:|\s|人民币|共|各|合计|全国前|到|了|在|为|的|±)? ?$")
_OF_BASE = re.compile(rf"(?<!最)(?!最)(?:{_COMPARE})(?P<base>(?!标准)[^,;。、:%至]{{1,30}})的 ?$")
# the same without 的, for bounds alone: 不低于销售总额2%
_BOUND_OF_BASE = re.compile(
    r"(?:(?P<ge>不(?:得|应|能)?(?:低于|少于))|(?P<le>不(?:得|应|能)?(?:超过|高于|大于)))(?P<base>[\u4e00-\u9fff()]{2,20}(?:[额数量]|面积|价[款格]?))$"
)
# the same without 的 (按照设备购置额10%)
_BARE_BASE = re.compile(
    r"(?P<eq>按照?)(?P<base>(?!为)(?:(?!提取)[\u4e00-\u9fff]|[(][^()]*[)]){2,20}(?:额|款|价|价格|费|费用|投资|投入|收入|产值|资金|工资))$"
)
# what is paid of a sum: 缴纳出让价款的50%, 以缴纳契税数额的20%发放消费券
_PAID_OF = re.compile(
    r"(?:(?<=缴纳|缴清|交纳|补缴|支付|拨付|返还|预支|提取|预缴)|(?<![予可所加用足])以)(?P<eq>)(?P<base>(?![^,;。]*(?:不超|不低|不高|不少))[^,;。、:%至的]{2,20}(?:[额数量款金]|价[款格]?|费用?|资金))的 ?$"
)
_BOUND_OF_LIST = re.compile(
    r"(?:(?P<ge>不(?:得|应|能)?(?:低于|少于))|(?P<le>不(?:得|应|能)?(?:超过|高于|大于)))(?P<base>[^,;。:%至]{2,30})的 ?$"
)
_FROM_BASE = re.compile(
    r"(?P<eq>[由从])(?P<base>[^,;。、由从]{2,30})的[\d.]+(?:%|倍)(?:统一)?(?:提高|调整|上调|下调|降低|降|增加|扩大|放宽)[到至为]$"
)
_OLD = re.compile("(?:现行|原来|原先|原有|原定|原规定|原|目前|去年|上年|\\d{4}年)")
_VERB_BETWEEN = re.compile(
    r"(?:(?P<ge>至少|不少于|不得少于|不低于|最少)|(?P<le>最多|至多|不超过|最高(?=可以?(?:申请|提取|支取|贷|借)(?!额度)|给予|可给予)))(?P<between>[\u4e00-\u9fff]{1,12})$"
)
# a change that stands before what changes: 降低医保费率1个百分点, 降低失业保险费率至1%
_CHANGED = re.compile(rf"(?:(?P<eq>{_CHANGE})(?P<between>[^,;。、\d]{{2,16}}?[率额度准例限价])再?(?P<to>[到至])?)$")
_TO = re.compile("(?P<eq>[到至])$")
# at most so many: 仅能享受一套, 限申报1个项目
_ONLY = re.compile(
    r"(?:限购|可以?(?:在[^,;。]{2,10})?(?:再)?购买|可以有|(?:各|均|每人|每年)可(?:以)?(?:申请|提取|享受|办理|使用))$"
    r"|(?:(?:仅|只)(?:能|可以?|准|限|允许)|(?:仅|只)(?=核减|支持|认定|计算|计入|保留|安排|发放|补贴|奖励|推荐)|限(?=[申推选报填领享]))(?:(?!其中)[^,;。()]|[(][^()]*[)]){0,16}(?<!同)$"
)
_BREAKS = re.compile("[^,;。\\d]{0,20}(?:技术|难题|瓶颈|难关|装备|材料|产品)")  # 突破50项关键技术 makes, and passes nothing
_BEHIND = re.compile(r"[ \u00a0]?\(?含?\)?(?:(?P<ge>及?以上|起)|(?P<le>为限|及?以下|之?内(?![容部外])|以内)|(?P<eq>左右|上下|为主))")
_BANS = re.compile("(?:,|[^,;。或者否]{0,6})(?:不得|不能|不可|不准|不再|不予|不接受|不受理|不允许|暂停|禁止)")
_BANNED = re.compile("(?:禁止|取消|限制)其$")  # 禁止其1至3年内参加
_LOWER = re.compile("([\\d一二三四五六七八九十]{1,2})个?(年|月|日|天)[至到]$")
_SYMBOL = re.compile(r" ?[a-zμω°√][a-zμω°√/]{0,7}(?![a-z\d])")  # the unit of 响应时间≤50ms
_AHEAD = re.compile("之?前|以前")
_RANK = re.compile("(?:进入|位居|位列|跻身|保持|排名|居)[^,;。\\d]{0,6}前([\\d一二三五十]+)(?:位|名|强)(?=[,;。]|$|行列|以内|左右)")
_WHOLE = re.compile(
    "翻[一两三1-3]?番|减半(?=(?:征收|收取|计收|缴纳)(?![^,;。]*,其中))|(?<![健安周、])全覆盖(?!、(?!无死角[,;。])|提供|工程|行动|计划|的、)|实现零(?!部件|散|售|碳|工|星|食|基)(?=[\u4e00-\u9fff])"
)

_WHOLE_FROM = re.compile("(?:由|从)[^,;。]{1,12}$")
_NOT_ASKED = re.compile("不(?:得|搞|强求|要求)[^,;。]{0,12}$|不(?:应当?|要|能)[^,;。]{0,20}$")
_WHOLE_TO = re.compile("[到向][^,;。]{1,12}全覆盖")

_VAGUE = re.compile("[一二两三四五六七八九]{2}(?![〇零○一二三四五六七八九十百千]|分之)")  # 两三年内
_BESIDE = ("和", "、", "及", "与")


def figures(text: str, hopeful: bool = False) -> list[Figure]:
    """The figures set in a sentence, in order; `hopeful` where its heading says that it speaks of goals.

    >>> [(f.op, f.value, f.unit) for f in figures("到2025年,合格率达到百分之九十五以上,新建60个调解室")]
    [('>=', '95', '%'), ('=', '60', '个')]
    """
    found: list[Figure] = []
    old: Figure | None = None
    for amount in amounts(text):
        figure = _figure(text, amount, found[-1] if found else None, hopeful)
        upper = figure and found and found[-1].op == ">=" and not text[found[-1].end : figure.start].strip()
        beside = figure and found and found[-1].unit == figure.unit and text[found[-1].end : figure.start].strip() in _BESIDE
        if figure and beside and figure.start == figure.at:
            figure = replace(figure, base=found[-1].base)
        if figure and (upper or beside or not is_aside(text, figure, hopeful)):
            found = _joined(text, found, _in_place_of(text, old, figure))
        old = figure if figure and figure.start < figure.at and is_replaced(text, figure) else None
    found = [f for f in _in_unit_of_next(text, found) if not is_class(text, f)]
    for m in _WHOLE.finditer(text):
        if not any(f.start < m.end() and m.start() < f.end for f in found):
            if (
                _NOT_ASKED.search(text[: m.start()]) or _WHOLE_FROM.search(text[: m.start()]) and _WHOLE_TO.match(text, m.end())
            ):  # 由制度全覆盖到人群全覆盖
                continue
            if text.startswith(("的基础", "基础"), m.end()) and "实现" not in text[segment(text, m.start())[0] : m.start()]:
                continue  # 在规上企业全覆盖的基础上向中小企业延伸
            covered = any(f.until == m.start() and f.unit == "%" for f in found)
            if not covered and not MET_ALREADY.search(text[max(0, m.start() - 6) : m.start()]):
                found.append(Figure(m.start(), m.end(), m.start(), m.end(), "=", m.group().removeprefix("实现"), ""))
    for m in _RANK.finditer(text) if not TOLD.search(text) else ():
        found.append(Figure(m.start(), m.end(), m.start(1), m.end(1), "<=", arabic(m[1]), "位"))
    return sorted(found, key=lambda f: f.at)


def _in_unit_of_next(text: str, found: list[Figure]) -> list[Figure]:
    """The same figures, those of a row in the unit that its last one names alone (奖励20万、10万、5万元)."""
    for number in range(len(found) - 2, -1, -1):
        figure, following = found[number], found[number + 1]
        if figure.unit and figure.unit + "元" == following.unit and text[figure.end : following.start] in ("、", ",", "和", "及"):
            found[number] = replace(figure, unit=following.unit)
    return found


def _figure(text: str, amount: Amount, last: Figure | None, hopeful: bool) -> Figure | None:
    """The amount with its comparison; None where nothing says that it has to be met."""
    value, unit = normal(text[amount.start : amount.end], amount.unit)
    if not value[:1].isdigit() or _VAGUE.match(text, amount.start) and amount.unit != "折":  # 数十项 and 若干亿元 are no numbers
        return None
    start = segment(text, amount.start)[0]
    offset = max(start, amount.start - 40)
    before = text[offset : amount.start]
    share = amount.unit in ("%", "倍")
    match = (
        (_FROM_BASE.search(before) if share else None)
        or _TOUCHING.search(before)
        or (_of_base(before, text[amount.end :]) if share else None)
        or _VERB_BETWEEN.search(before)
    )
    if match and match.group() == "突破" and _BREAKS.match(text, amount.end):
        match = None
    changed = _CHANGED.search(before) if match is None and (share or "点" in amount.unit) else None
    match = _TO.search(before) if changed and changed["to"] else match
    touched = match.group().strip() if match else ""
    symbol = _SYMBOL.match(text, amount.end) if match and not amount.unit else None
    if symbol and (latin := symbol.group().strip()) not in ("g", "d"):  # 5G, 3D
        amount, unit = Amount(amount.start, symbol.end(), latin), latin
    behind = _BEHIND.match(text, amount.end)
    op = _sign(match)
    raw_one = text[amount.start] == "一" and amount.unit in ("套", "个", "档", "级", "期")
    timed = amount.unit.removeprefix("个") in DURATIONS
    if behind and behind.group().endswith("内") and not timed and not match:  # 500米内 is where, not how much
        return None
    if behind and op in ("", "="):
        op = _sign(behind) or "="
    if op == "=" and match and re.search("(?:最[高长多大](?:可|可以|能)?|至多)$", before[: match.start()]):  # 最长可为7年
        op = "<="
    if op == "=" and match and re.search("(?:最[低短少小](?:可|可以|能)?|至少)$", before[: match.start()]):
        op = ">="
    if not op and not timed and amount.unit and _ONLY.search(before):
        op = "<="
    if not behind and timed and (ahead := _AHEAD.match(text, amount.end)):
        behind, op = ahead, op or ">="
    early = timed and (touched.startswith("提前") or not match and not behind and amount.unit == "日" and before.endswith("前"))
    ahead_of = touched == "至少" and behind is not None and behind.group()[-1] == "前"
    limit = early or timed and behind is not None and (not match or ahead_of) and behind.group()[-1] in "内前"
    if limit and (low := _LOWER.search(before)) and low[2] == amount.unit.removeprefix("个"):  # 一年至三年内
        amount, value = replace(amount, start=amount.start - len(low.group())), f"{arabic(low[1])}-{value}"
        before = before[: low.start()]
    if limit and (_BANNED.search(before) or _BANS.match(text, behind.end() if behind else amount.end)):  # 五年内不得转让 lasts five years
        op = "=" if "-" in value else ">="
    verbal = match is not None and match.re is _VERB_BETWEEN  # the verb belongs to what is counted
    if match and match.groupdict().get("gt") and re.search("可以?$", before[: match.start()]):  # 可以超过60% allows, and sets nothing
        return None
    if match and match.groupdict().get("gt") and timed and not re.search("应|须|要", before):  # 超过三十日 is a case
        return None
    if touched.startswith("提前") and not timed or raw_one and touched in ("最低", "最高", "最长"):  # 最低一套 is the cheapest one
        return None
    figure = Figure(
        amount.start if limit or verbal or not match else offset + match.start(),
        behind.end() if behind else amount.end,
        amount.start,
        amount.end,
        op or (">=" if early else "="),
        value,
        unit,
        _change(touched) or (changed["eq"] if changed and not changed["to"] else "") or (last.change if last and last.unit == unit and text[last.end : amount.start] in ("、", "和", "或") else ""),
        _base(match, offset),
        limit,
        _is_about(touched, before, behind.group() if behind else "") and op in ("", "="),
    )
    is_plain = changed is not None or match is not None and match.groupdict().get("eq") is not None
    around = Context(text, text[start : figure.start], touched or (changed["eq"] if changed else ""), is_plain, verbal, behind.group() if behind else "", last, hopeful)
    if not is_set(figure, around):
        return None
    storeys = not figure.unit and figure.until == figure.end and text.startswith("层", figure.until)  # 不超过18层
    return replace(figure, until=figure.until + 1, end=figure.end + 1, unit="层") if storeys else figure


def _in_place_of(text: str, old: Figure | None, figure: Figure) -> Figure:
    """A figure with the bound and the base of the one that it replaces (不低于累计额的20%下调为10%: not below 10 %)."""
    if old is None or old.end != figure.start or old.unit != figure.unit or old.is_limit:
        return figure
    if re.search("[由从]", text[segment(text, old.start)[0] : old.start]):  # what is said there names both
        return figure
    return replace(figure, start=old.start, op=old.op if figure.op == "=" else figure.op, base=old.base)


def _base(match: re.Match[str] | None, offset: int) -> tuple[int, int] | None:
    """The span of what a share is taken of, behind a bracket that opens in it (按最低比例(起始价的20%))."""
    if match is None or match.re not in (_OF_BASE, _BOUND_OF_BASE, _BOUND_OF_LIST, _BARE_BASE, _FROM_BASE, _PAID_OF):
        return None
    if match.re is _FROM_BASE and _OLD.fullmatch(match["base"]):  # 由去年的2.1%提高到2.3%: no share of that
        return None
    opens = match["base"].rfind("(")
    inner = opens + 1 if opens >= 0 and ")" not in match["base"][opens:] else 0
    return offset + match.start("base") + inner, offset + match.end("base")


def _is_about(touched: str, before: str, behind: str) -> bool:
    """Whether a figure is said to be nearly so: 约300家, 近千人, 20%左右."""
    return behind[-2:] in ("左右", "上下") or touched[-1:] in ("约", "近") or not touched and before[-1:] == "约"


def _change(touched: str) -> str:
    """The way that a figure says something is to change (下降), "" where it says to what (下降到)."""
    m = re.search(rf"(?:{_CHANGE})(?=约|近|了|:|$)", touched)
    return m.group() if m and not re.search("[到至]", touched) else ""


def _of_base(before: str, behind: str) -> re.Match[str] | None:
    """A comparison with what the share is taken of; the one nearest the figure (按不高于总价的10%)."""
    match = _OF_BASE.search(before) or _BOUND_OF_BASE.search(before) or _BOUND_OF_LIST.search(before) or _PAID_OF.search(before)
    while match and match.groupdict().get("eq") and (inner := _OF_BASE.search(before, match.start() + 1)):
        match = inner
    if match is None and not re.match("的?比例[(]|或", behind):
        return _BARE_BASE.search(before)
    return match


def _sign(match: re.Match[str] | None) -> str:
    groups = match.groupdict() if match else {}
    return next((sign for name, sign in _SIGNS.items() if groups.get(name)), "")


def _joined(text: str, found: list[Figure], figure: Figure) -> list[Figure]:
    """A lower and an upper bound side by side (一万元以上五万元以下) are one range."""
    if found:
        last = found[-1]
        gap = text[last.end : figure.start].strip()
        same = last.unit.lstrip(SCALES) == figure.unit.lstrip(SCALES) or last.is_duration and figure.is_duration
        bounds = last.op == ">=" and figure.op in ("<=", "<") and gap in ("", "、", ",", "且", "并")
        if (bounds or gap in ("至", "到", "-", "~")) and (same or not last.unit) and "-" not in last.value + figure.value:
            value, unit = f"{last.value}-{figure.value}", figure.unit
            if last.is_duration and last.unit != figure.unit:  # 三个月以上一年以下
                value = f"{last.value}{last.unit}-{figure.value}"
            elif last.unit and last.unit != figure.unit:  # 五千元以上一万元以下
                value, unit = f"{plain(last)}-{plain(figure)}", figure.unit.lstrip(SCALES)
            return [
                *found[:-1],
                Figure(last.start, figure.end, last.at, figure.until, "=", value, unit, last.change, last.base, last.is_limit),
            ]
    return [*found, figure]
