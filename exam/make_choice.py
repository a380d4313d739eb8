"""单选 and 多选."""

import re
from collections.abc import Callable, Iterator

from exam import points
from exam.desk import HOLE, Desk, balanced_lengths, clean, made, tail
from exam.facts import Fact
from exam.false import changes, figure_options
from exam.said import Said, stands
from exam.wording import cover, norm
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
    framed = desk.under(fact.clause) + text[:start] + hole + text[end:]
    return framed + tail(framed)


def _figure(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    key = p.text
    if text.count(key) > 1:
        return
    pool = _others(fact, desk) + figure_options(p)
    context = text[: p.start] + text[p.end :]
    wrong = desk.pick(pool, 3, (key,), context, fact.clause)
    if len(wrong) == 3:
        yield _item(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (key,), wrong, _level(fact, key, wrong), "识记")


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
            if unit == fact.point.unit and value[0].isdigit() == script and cover(own, name) > 0.7 and value != fact.point.text
        )
    )[:2]


def _term(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    if text.count(p.text) > 1 or len(text) < 24:
        return
    near = [t for t in desk.shuffled([t for pool in desk.corpus.terms.values() for t in pool]) if abs(len(t) - len(p.text)) <= 1]
    shape = _shape(p.text)
    pool = sorted((t for t in near if _shape(t) == shape), key=lambda t: t[-1] != p.text[-1])
    wrong = desk.pick(pool, 3, (p.text,), text[: p.start] + text[p.end :], fact.clause)
    if len(wrong) == 3:
        yield _item(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (p.text,), wrong, ("中", "同类提法相近"), "识记")


def _shape(term: str) -> tuple[bool, bool, bool]:
    return ("、" in term or "，" in term, "+" in term, re.search("[0-9]", term) is not None)


def _organ(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    if text.count(p.text) > 1 or not re.search("由$|向$|报$|经$|^$|，$", text[: p.start][-1:]):
        return
    pool = [o for o in desk.shuffled([*desk.corpus.organs[fact.clause.source], *points.ORGANS]) if o[-2:] == p.text[-2:] and o != p.text]
    wrong = desk.pick(pool, 3, (p.text,), text[: p.start] + text[p.end :], fact.clause)
    if len(wrong) == 3:
        yield _item(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (p.text,), wrong, ("中", "同级主体易混"), "理解")


def _duty_single(fact: Fact, desk: Desk) -> Iterator[Item]:
    duty = fact.duty
    assert duty is not None
    if len(duty.lead) != 1:
        return
    stem = f"{desk.under(fact.clause)}“{clean(duty.task)}”这项任务由{HOLE}牵头。"
    pool = [u for u in desk.shuffled(desk.corpus.leads[fact.clause.source]) if u not in duty.lead and u not in duty.support]
    pool = [u for u in pool if u not in fact.clause.text]
    wrong = desk.pick(pool, 3, duty.lead, duty.task, fact.clause)
    if len(wrong) == 3 and stands(Said(fact.clause, "对" + clean(duty.task) + "作出安排" * 2, ())):
        yield _item(ItemKind.SINGLE, fact, desk, stem, duty.lead, wrong, ("中", "责任单位易混"), "识记")


def _definition(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    said = text[text.index("是指", p.end) + 2 :]
    pool = desk.shuffled([t for t in desk.corpus.defined[fact.clause.source] if abs(len(t) - len(p.text)) <= 4])
    wrong = desk.pick([t for t in pool if t not in said], 3, (p.text,), said, fact.clause)
    if len(wrong) == 3 and p.text not in said:
        stem = f"{desk.under(fact.clause)}{HOLE}是指{said}。"
        yield _item(ItemKind.SINGLE, fact, desk, stem, (p.text,), wrong, ("易", "定义对应术语"), "理解")


def _statement(fact: Fact, desk: Desk) -> Iterator[Item]:
    """下列说法正确的是: one sentence as it stands, three of the same document each with one point changed."""
    if not 16 <= len(fact.said.text) <= 52:
        return
    pool = [
        f
        for f in desk.corpus.facts
        if f.type == fact.type
        and f.clause.source == fact.clause.source
        and f.fact != fact.fact
        and abs(len(f.said.text) - len(fact.said.text)) <= 10
    ]
    desk.rng.shuffle(pool)
    wrong, used = [], {fact.fact}
    for other in pool[:40]:
        change = next((c for c in changes(other, desk) if c.sort in ("modality", "figure", "word", "organ")), None)
        if (
            change
            and other.fact not in used
            and not any(cover(change.text, w.text) > 0.5 for w in wrong)
            and cover(change.text, fact.said.text) < 0.5
        ):
            wrong.append(change)
            used.add(other.fact)
        if len(wrong) == 3:
            break
    if len(wrong) < 3 or not balanced_lengths([fact.said.text], [w.text for w in wrong]):
        return
    stem = f"{desk.under(fact.clause)}下列说法正确的是{HOLE}。"
    options = [Option(fact.said.text, True, f"见{desk.cite(fact.clause)}")]
    options += [Option(c.text, False, f"应为“{c.pair[0]}”而非“{c.pair[1]}”，见{desk.cite(c.said.clause)}") for c in wrong]
    desk.rng.shuffle(options)
    proofs = (fact.said.proof(), *(c.said.proof() for c in wrong))
    why = f"依据：{desk.basis(fact.said)}。" + "".join(f"“{c.text[:12]}…”一项中，原文为“{c.pair[0]}”。" for c in wrong)
    yield made(
        ItemKind.SINGLE, fact, stem, (fact.said.text,), options=tuple(options), explanation=why, proofs=proofs,
        level=("难", "四项分别出自不同条文，须逐项辨析"), ability="理解",
    )  # fmt: skip


def _members(fact: Fact, desk: Desk) -> Iterator[Item]:
    m, text = fact.members, fact.said.text
    assert m is not None
    if len(m.texts) < 3 or len(text) - (m.end - m.start) < 8:
        return
    keys = list(m.texts)
    if len(keys) > 4:
        keys = sorted(desk.rng.sample(keys, 4), key=keys.index)
    size = [len(k) for k in keys]
    pool = [t for s in desk.corpus.sources for n, t in desk.corpus.members[s] if min(size) <= len(t) <= max(size)]
    near = [
        t for s in desk.corpus.sources for n, t in desk.corpus.members[s] if n and n == m.noun and min(size) - 1 <= len(t) <= max(size) + 1
    ]
    own = norm(fact.clause.text)
    pool = [
        t
        for t in [*desk.shuffled(near), *desk.shuffled(pool)]
        if norm(t) not in own and (t[-1] == keys[0][-1] or t in near or len(keys[0]) == 4)
    ]
    wrong = desk.pick(pool, 2 if len(keys) == 3 else 1, tuple(m.texts), text, fact.clause)
    if not wrong or any(k in text[: m.start] + text[m.end :] for k in keys):
        return
    yield _item(ItemKind.MULTIPLE, fact, desk, holed(fact, desk, m.start, m.end), tuple(keys), wrong, ("中", "列举项须逐一辨认"), "识记")


def ask_list(lead: str) -> str:
    """The sentence that opens a list as a question: 当事人有下列哪些情形的，应当从轻…

    >>> ask_list("当事人有下列情形之一，应当从轻或者减轻行政处罚")
    '当事人有下列哪些情形的，应当从轻或者减轻行政处罚'
    """
    text = re.sub("(?:下列|以下|如下)(.{1,12}?)之一(?:的)?(?=，)", r"下列哪些\1的", lead, count=1)
    if text == lead:
        text = re.sub("(?:下列|以下|如下)(?=[\u4e00-\u9fff])", "下列哪些", lead, count=1)
    return text


def _list(fact: Fact, desk: Desk) -> Iterator[Item]:
    listed = fact.listed
    assert listed is not None
    from exam.corpus import list_noun

    lead, noun = fact.said.text, list_noun(fact.said.text)
    stem = f"{desk.under(fact.clause)}{ask_list(lead)}？{HOLE}"
    keys = [i for i in listed.items if len(i.text) <= 40 and not re.search("前[一二三两]?[款项]|本条", i.text)]
    if len(keys) < 2 or not noun:
        return
    keys = sorted(desk.rng.sample(keys, min(len(keys), desk.rng.choice((2, 3, 3, 4)))), key=keys.index)
    own = {i.text for i in listed.items}
    pool = [t for n, t in desk.corpus.items[fact.clause.source] if n == noun and t not in own and len(t) <= 44]
    pool = pool or [t for s in desk.corpus.sources for n, t in desk.corpus.items[s] if n == noun and t not in own and len(t) <= 40]
    texts = tuple(i.text for i in listed.items)
    wrong = [w for w in desk.pick(desk.shuffled(pool), 3, texts, lead, fact.clause) if not re.search("前[一二三两]?[款项]|本条", w)]
    wrong = wrong[: max(1, 4 - len(keys))]
    if not wrong:
        return
    level = ("难", "干扰项取自其他条文的同类列举")
    yield _item(ItemKind.MULTIPLE, fact, desk, stem, tuple(k.text for k in keys), wrong, level, "理解", tuple(keys))


def _duty_multiple(fact: Fact, desk: Desk) -> Iterator[Item]:
    duty = fact.duty
    assert duty is not None
    if not 2 <= len(duty.lead) <= 4 or not stands(Said(fact.clause, "对" + clean(duty.task) + "作出安排" * 2, ())):
        return
    stem = f"{desk.under(fact.clause)}“{clean(duty.task)}”这项任务的牵头单位包括{HOLE}。"
    pool = [u for u in desk.shuffled(desk.corpus.leads[fact.clause.source]) if u.removeprefix("县") not in fact.clause.text]
    wrong = desk.pick(pool, max(1, 4 - len(duty.lead)), duty.lead, duty.task, fact.clause)
    if wrong:
        yield _item(ItemKind.MULTIPLE, fact, desk, stem, duty.lead, wrong, ("难", "多部门分工易混"), "识记")


def _item(
    kind: ItemKind, fact: Fact, desk: Desk, stem: str, keys: tuple[str, ...], wrong: list[str], level: tuple[str, str], ability: str,
    more: tuple[Said, ...] = (),
) -> Item:  # fmt: skip
    options = [Option(k, True, "条文原文") for k in keys] + [Option(w, False, "条文未作此规定") for w in wrong]
    desk.rng.shuffle(options)
    key = tuple(o.text for o in options if o.right)
    proofs = (fact.said.proof(), *(m.proof() for m in more))
    shown = f"{fact.said.text}：" + "；".join(m.text for m in more) if more else fact.said.text
    why = f"依据：{desk.cite(fact.clause)}：“{shown}”。"
    return made(kind, fact, stem, key, options=tuple(options), explanation=why, proofs=proofs, level=level, ability=ability)


def _level(fact: Fact, key: str, wrong: list[str]) -> tuple[str, str]:
    if fact.type in ("liability", "figure") or len(fact.said.text) > 60:
        return "难" if fact.type == "liability" else "中", "数值相近，语境较长或涉及罚则"
    return ("易", "数值单一、语境明确") if len(key) <= 5 else ("中", "数值相近")


_SINGLE: dict[str, Callable[[Fact, Desk], Iterator[Item]]] = {
    "target": _figure,
    "figure": _figure,
    "date": _figure,
    "liability": _figure,
    "term": _term,
    "organ": _organ,
    "duty": _duty_single,
    "definition": _definition,
    "modality": _statement,
}
_MULTIPLE: dict[str, Callable[[Fact, Desk], Iterator[Item]]] = {
    "members": _members,
    "list": _list,
    "duty": _duty_multiple,
}
