"""单选 and 多选."""

import re
from collections.abc import Callable, Iterator

from exam import numbers, points
from exam.corpus import list_about, unit_name
from exam.desk import HOLE, Desk, clean, made, quoted, tail
from exam.facts import Fact, unheaded
from exam.false import behind, figure_options, like
from exam.make_order import order
from exam.make_outline import outlined
from exam.make_scope import scope
from exam.make_statements import statement, statements
from exam.make_turned import turned
from exam.said import Said, exceptions, stands
from exam.wording import cover, grams, norm, shown
from policy.exam import Item, ItemKind, Option


def single(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The 单选 items of a fact, the best first."""
    maker = _SINGLE.get(fact.type)
    if maker:
        yield from maker(fact, desk)


def multiple(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The 多选 items of a fact, the best first."""
    maker = _MULTIPLE.get(fact.type)
    if maker:
        yield from maker(fact, desk)


def holed(fact: Fact, desk: Desk, start: int, end: int, hole: str = HOLE) -> str:
    """The fact's sentence with a hole for text[start:end], under the name of its document."""
    text = fact.said.text
    framed = desk.under(fact.clause) + text[:start] + hole + text[end:] + exceptions(fact.said)
    return framed + tail(framed)


def _figure(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    key = p.text
    if text.count(key) > 1 or points.idle(text, p):
        return
    pool = _others(fact, desk) + figure_options(p, fact.clause.title)
    if text[p.end :].startswith("以上"):
        pool = [v for v in pool if not re.match("[一1][^0-9十百千万]|100%|百分之百", v)]
    if fact.said.limited:  # 二年, but 五年 where life is in danger
        pool = [v for v in pool if v not in fact.clause.text]
    context = text[: p.start] + text[p.end :]
    wrong = desk.pick([v for v in pool if _near(v, p)], 3, (key,), context, fact.clause)
    if len(wrong) == 3:
        yield _item(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (key,), wrong, _level(fact, key), "识记")


def _others(fact: Fact, desk: Desk) -> list[str]:
    """What other documents set for the same indicator, in the same unit and script."""
    if fact.target is None or fact.point is None:
        return []
    own = norm(fact.target.indicator)
    script = fact.point.text[0].isdigit()
    return list(
        dict.fromkeys(
            value
            for name, value, unit in desk.corpus.values
            if unit == fact.point.unit
            and ("以上" in value) == (fact.point.kind == "range")
            and value[0].isdigit() == script
            and cover(own, name) > 0.8
            and cover(name, own) > 0.8
            and value != fact.point.text
        )
    )[:2]


def _near(value: str, p: points.Point) -> bool:
    """Whether another figure is of the same order, so that it does not stick out among the options."""
    own, other = numbers.read(p.number), numbers.read(value.removesuffix(p.unit) if p.unit != "百分之" else value)
    if p.kind != "figure" or not own or not other:
        return True
    return max(own, other) <= _ORDER * min(own, other) or abs(own - other) <= _FEW


def _term(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    rest = text[: p.start] + text[p.end :]
    if text.count(p.text) > 1 or len(text) < 24 or grams(p.text) & grams(rest):  # 推动“餐饮+”…，支持餐饮进公园 tells its key
        return
    near = desk.shuffled([t for pool in desk.corpus.terms.values() for t in pool])
    alike = [t for t in near if like(t, p.text)]
    noun = behind(fact.said, p)
    fitting = {t for t in alike if t[-1] == p.text[-1] or re.match("[\u4e00-\u9fff]{2}", noun) and noun in desk.corpus.behind[t]}
    pool = [t for t in alike if t in fitting]
    wrong = desk.pick(pool, 3, (p.text,), rest, fact.clause)
    if len(wrong) == 3 and fitting >= set(wrong):
        yield _item(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (p.text,), wrong, ("中", "同类提法相近"), "识记")


def _agent(fact: Fact, desk: Desk) -> Iterator[Item]:
    """Who decides, carries out, is reported to: the other organs of the document, then organs at large, of the same make."""
    p, text = fact.point, fact.said.text
    assert p is not None
    own_name = grams(re.sub("(?:主管部门|行政部门|管理部门|部门|机关|机构)$", "", p.text))
    if text.count(p.text) > 1 or p.text == "行政机关" or p.unit not in ("agent", "") or own_name & grams(text[: p.start] + text[p.end :]):
        return
    source = fact.clause.source
    own = [t for sort, t in desk.corpus.phrases[source] if sort == "agent"] + desk.corpus.organs[source]
    pool = [
        t
        for t in [*desk.shuffled(own), *desk.shuffled(list(points.ORGANS))]
        if t[-1] == p.text[-1]
        and ("的" in t) == ("的" in p.text)
        and t not in text
        and not points.within(p.text, t)
        and not points.within(t, p.text)
    ]
    # Others than those that the document speaks of are told from the key by what they are called.
    whole = desk.evidence.text(source)
    pool.sort(key=lambda t: norm(t) not in whole)
    wrong = desk.pick(pool, 3, (p.text,), text[: p.start] + text[p.end :], fact.clause)
    if sum(norm(t) in whole for t in wrong) < _KNOWN:
        return
    if len(wrong) == 3 and points.is_organ(p.text):
        yield _item(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (p.text,), wrong, ("中", "同类主体易混"), "理解")


def _duty_single(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from _duty(fact, desk, ItemKind.SINGLE)


def _duty_multiple(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from _duty(fact, desk, ItemKind.MULTIPLE)


def _duty(fact: Fact, desk: Desk, kind: ItemKind) -> Iterator[Item]:
    """Which unit leads a task, or which units do."""
    duty = fact.duty
    assert duty is not None
    task = clean(shown(duty.task))
    leads = tuple(dict.fromkeys(unit_name(u) for u in duty.lead))
    if (kind == ItemKind.SINGLE) != (len(leads) == 1) or len(leads) > 4 or not _reads(task, fact):
        return
    part = "牵头" if "牵头" in fact.said.text else "责任"
    hole = f"的{part}单位是{HOLE}" if kind == ItemKind.SINGLE else f"的{part}单位包括{HOLE}"
    own = norm(fact.clause.text)
    pool = [u for u in desk.shuffled(desk.corpus.leads[fact.clause.source]) if norm(u) not in own]
    pool.sort(key=lambda u: (not any(u[:2] == k[:2] and "委" in k[:2] for k in leads), u[-1] not in {k[-1] for k in leads}))
    wrong = desk.pick(pool, max(1 if kind == ItemKind.MULTIPLE else 3, 4 - len(leads)), leads, task, fact.clause)
    told = any(grams(re.sub("[厅局委办部]$", "", k)) & grams(task) for k in leads)
    if len(leads) + len(wrong) >= 4 and not (told and kind == ItemKind.SINGLE):
        stem = f"{desk.under(fact.clause)}“{task}”这项任务{hole}。"
        yield _item(kind, fact, desk, stem, leads, wrong, ("中" if len(leads) < 3 else "难", "部门分工易混"), "识记")


def _reads(task: str, fact: Fact) -> bool:
    """Whether the name of a task reads well in a question."""
    return stands(Said(fact.clause, f"对{task}作出安排并抓好落实", ())) and re.search("[“”：；]|^(?:到|在|按)", task) is None


def _definition(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    said = text[text.index("是指", p.end) + 2 :]
    pool = desk.shuffled([t for t in desk.corpus.defined[fact.clause.source] if abs(len(t) - len(p.text)) <= 4])
    pool.sort(key=lambda t: t[-1] != p.text[-1])  # what ends alike is of one kind
    wrong = desk.pick([t for t in pool if t not in said], 3, (p.text,), said, fact.clause)
    if len(wrong) == 3 and p.text not in said:
        stem = f"{desk.under(fact.clause)}{HOLE}是指{said}。"
        yield _item(ItemKind.SINGLE, fact, desk, stem, (p.text,), wrong, ("易", "定义对应术语"), "理解")


def _members(fact: Fact, desk: Desk) -> Iterator[Item]:
    m, text = fact.members, fact.said.text
    assert m is not None
    if len(m.texts) < 3 or len(text) - (m.end - m.start) < 8:
        return
    keys = list(m.texts)
    if len(keys) > 4:
        keys = sorted(desk.rng.sample(keys, 4), key=keys.index)
    own, low, high = norm(fact.clause.text), min(map(len, keys)), max(map(len, keys))
    if unheaded(fact, text[: m.start] + text[m.end :]):
        return
    end, begin = _common_end(keys), _common_start(keys)
    pool = [
        t
        for source in desk.corpus.sources
        for noun, _, t in desk.corpus.members[source]
        if low <= len(t) <= high
        and norm(t) not in own
        and t.startswith(begin)
        and (t.endswith(end) if end else noun == m.noun and noun not in _BROAD)
    ]
    wrong = desk.pick(desk.shuffled(pool), 2 if len(keys) == 3 else 1, tuple(m.texts), text, fact.clause)
    if not wrong or any(k in text[: m.start] + text[m.end :] for k in keys):
        return
    yield _item(ItemKind.MULTIPLE, fact, desk, holed(fact, desk, m.start, m.end), tuple(keys), wrong, ("中", "列举项须逐一辨认"), "识记")


def _turned_or_statement(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from turned(fact, desk)
    yield from statement(fact, desk)


def _members_or_statements(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from _members(fact, desk)
    yield from statements(fact, desk)


_ORDER, _FEW = 4, 10  # times that another figure may be as large as the key, or as small; small ones may differ by so much
_KNOWN = 2  # wrong options of three that the document itself speaks of
# Nouns that go with anything: two lists of 方面 need have nothing in common.
_BROAD = ("", "方面", "工作", "内容", "建设", "要求", "机制", "制度", "改革", "活动", "情况", "问题")


def _common_end(keys: list[str]) -> str:
    """The characters in which all members of a list end: 立法 for 科学立法 and 民主立法, "" where they end in none."""
    size = 0
    while size < min(map(len, keys)) - 1 and len({k[-size - 1] for k in keys}) == 1:
        size += 1
    return keys[0][len(keys[0]) - size :] if size else ""


def _common_start(keys: list[str]) -> str:
    """The character with which all members of a list begin: 不 for 不越位 and 不缺位."""
    return keys[0][0] if len({k[0] for k in keys}) == 1 else ""


def ask_list(lead: str) -> str:
    """The sentence that opens a list as a question.

    >>> ask_list("当事人有下列情形之一，应当从轻或者减轻行政处罚")
    '当事人有下列哪些情形之一的，应当从轻或者减轻行政处罚'
    """
    text = re.sub("(?:下列|以下|如下)(.{1,12}?)之一(?:的)?(?=，)", r"下列哪些\1之一的", lead, count=1)
    if text == lead:
        text = re.sub("(?:下列|以下|如下)(?=[\u4e00-\u9fff])", "下列哪些", lead, count=1)
    return text


def _list(fact: Fact, desk: Desk) -> Iterator[Item]:
    listed = fact.listed
    assert listed is not None
    lead, about = fact.said.text, list_about(fact.said.text)
    stem = f"{desk.under(fact.clause)}{ask_list(lead)}？{HOLE}"
    keys = [
        i
        for i in listed.items
        if len(i.text) <= 40 and not re.search("前[一二三两]?[款项]|本条|本法第|本条例第|第[一二三四五六七八九十百]+条", i.text)
    ]
    if len(keys) < 2 or not about:
        return
    keys = sorted(desk.rng.sample(keys, min(len(keys), desk.rng.choice((2, 3, 3, 4)))), key=keys.index)
    own = {i.text for i in listed.items}
    pool = [t for n, t in desk.corpus.items[fact.clause.source] if n == about and t not in own and len(t) <= 44]
    # Cases of nobody in particular, in another document, are of another matter.
    pool = (
        pool or []
        if about.startswith("的")
        else pool or [t for s in desk.corpus.sources for n, t in desk.corpus.items[s] if n == about and t not in own and len(t) <= 40]
    )
    texts = tuple(i.text for i in listed.items)
    wrong = [
        w
        for w in desk.pick(desk.shuffled(pool), 3, texts, lead, fact.clause)
        if not re.search("前[一二三两]?[款项]|本条|本法第|本条例第|第[一二三四五六七八九十百]+条", w)
    ]
    wrong = wrong[: max(1, 4 - len(keys))]
    if len(keys) + len(wrong) < 4:
        return
    level = ("难", "干扰项取自其他条文的同类列举")
    yield _item(ItemKind.MULTIPLE, fact, desk, stem, tuple(k.text for k in keys), wrong, level, "理解", tuple(keys))


def _item(
    kind: ItemKind, fact: Fact, desk: Desk, stem: str, keys: tuple[str, ...], wrong: list[str], level: tuple[str, str], ability: str,
    more: tuple[Said, ...] = (),
) -> Item:  # fmt: skip
    options = [Option(k, True, "条文原文") for k in keys] + [Option(w, False, "条文未作此规定") for w in wrong]
    desk.rng.shuffle(options)
    key = tuple(o.text for o in options if o.right)
    proofs = (fact.said.proof(), *(m.proof() for m in more))
    text = f"{fact.said.text}：" + "；".join(m.text for m in more) if more else fact.said.text
    why = f"依据：{desk.cite(fact.clause)}：{quoted(text)}。"
    return made(kind, fact, stem, key, options=tuple(options), explanation=why, proofs=proofs, level=level, ability=ability)


def _level(fact: Fact, key: str) -> tuple[str, str]:
    if fact.type in ("liability", "figure") or len(fact.said.text) > 60:
        return "难" if fact.type == "liability" else "中", "数值相近，语境较长或涉及罚则"
    return ("易", "数值单一、语境明确") if len(key) <= 5 else ("中", "数值相近")


_SINGLE: dict[str, Callable[[Fact, Desk], Iterator[Item]]] = {
    "target": _figure,
    "figure": _figure,
    "date": _figure,
    "liability": _figure,
    "term": _term,
    "organ": _agent,
    "phrase": _agent,
    "duty": _duty_single,
    "definition": _definition,
    "modality": _turned_or_statement,
    "plain": turned,
    "members": statement,
    "order": order,
    "scope": scope,
}
_MULTIPLE: dict[str, Callable[[Fact, Desk], Iterator[Item]]] = {
    "members": _members_or_statements,
    "modality": statements,
    "phrase": statements,
    "plain": statements,
    "term": statements,
    "list": _list,
    "duty": _duty_multiple,
    "outline": outlined,
    "headed": outlined,
}
