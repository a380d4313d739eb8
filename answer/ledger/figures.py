"""The figures of a sentence that have to be met, each with its comparison. Works on folded text whose quoted names are masked."""

import re
from dataclasses import replace

from answer.ledger.comparisons import (
    BEHIND,
    BREAKS,
    CHANGED,
    FROM_BASE,
    ONLY,
    TO,
    TOUCHING,
    VERB_BETWEEN,
    base_of,
    change_of,
    is_about,
    sign_of,
    with_base,
)
from answer.ledger.passing import is_aside, is_class
from answer.ledger.setting import MET_ALREADY, POINTS, TOLD, Context, is_set
from answer.text.amounts import Amount, amounts
from answer.text.replaced import is_replaced
from answer.text.values import DURATIONS, SCALES, Figure, arabic, normal, plain, segment

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
        (FROM_BASE.search(before) if share else None)
        or TOUCHING.search(before)
        or (with_base(before, text[amount.end :]) if share else None)
        or VERB_BETWEEN.search(before)
    )
    if match and match.group() == "突破" and BREAKS.match(text, amount.end):
        match = None
    changed = CHANGED.search(before) if match is None and (share or "点" in amount.unit) else None
    match = TO.search(before) if changed and changed["to"] else match
    touched = match.group().strip() if match else ""
    symbol = _SYMBOL.match(text, amount.end) if match and not amount.unit else None
    if symbol and (latin := symbol.group().strip()) not in ("g", "d"):  # 5G, 3D
        amount, unit = Amount(amount.start, symbol.end(), latin), latin
    behind = BEHIND.match(text, amount.end)
    op = sign_of(match)
    raw_one = text[amount.start] == "一" and amount.unit in ("套", "个", "档", "级", "期")
    timed = amount.unit.removeprefix("个") in DURATIONS
    if behind and behind.group().endswith("内") and not timed and not match:  # 500米内 is where, not how much
        return None
    if behind and op in ("", "="):
        op = sign_of(behind) or "="
    if op == "=" and match and re.search("(?:最[高长多大](?:可|可以|能)?|至多)$", before[: match.start()]):  # 最长可为7年
        op = "<="
    if op == "=" and match and re.search("(?:最[低短少小](?:可|可以|能)?|至少)$", before[: match.start()]):
        op = ">="
    if not op and not timed and amount.unit and ONLY.search(before):
        op = "<="
    if unit.endswith("基点") and POINTS.search(before):  # the floor is not below the rate less 20 points: they are 20
        op = "="
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
    verbal = match is not None and match.re is VERB_BETWEEN  # the verb belongs to what is counted
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
        change_of(touched)
        or (changed["eq"] if changed and not changed["to"] else "")
        or (last.change if last and last.unit == unit and text[last.end : amount.start] in ("、", "和", "或") else ""),
        base_of(match, offset),
        limit,
        is_about(touched, before, behind.group() if behind else "") and op in ("", "="),
    )
    is_plain = changed is not None or match is not None and match.groupdict().get("eq") is not None
    around = Context(
        text,
        text[start : figure.start].rstrip(),
        touched or (changed["eq"] if changed else ""),
        is_plain,
        verbal,
        behind.group() if behind else "",
        last,
        hopeful,
    )
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
