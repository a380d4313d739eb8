"""判断, 填空 and 简答."""

import re
from collections.abc import Iterator
from dataclasses import replace

from exam import numbers, points
from exam.desk import BLANK, Desk, clean, made, quoted, tail
from exam.facts import Fact, unheaded
from exam.false import changes
from exam.make_list import ask_list
from exam.points import Point, is_organ
from exam.said import heading, label
from exam.sentences import exceptions
from exam.wording import cover
from policy.exam import Item, ItemKind

_DOING = re.compile(
    "(?:全面|深入|持续|加快|进一步|大力|着力|积极|切实|不断|依法|健全|完善|加强|强化|推进|推动|构建|建立|优化|创新|规范|提升|提高|落实|发挥|引导|打造|深化|促进|保障|严格"
    "|改进|实施|开展|探索|培育|扩大|支持|改革|拓展|做好|抓好|增强|巩固|统筹|维护)"
)
_WITHIN = re.compile("本(?:法|条例|规定|办法|细则)第|前[一二三两]?[款项]|本条")  # what an answer cannot point at
_REST = re.compile("其他|[^，；]{2,20}的其他")  # 法律规定的其他情形 closes a list, and is no point of an answer
_CHANGES = 3  # ways to make a sentence false that are tried, so that a wished difficulty can be met
_FALSE_FIRST = 0.85
_WHOLE = 100  # per cent
_BLANKED = ("target", "figure", "date", "liability", "term", "definition", "phrase")
_ASKED = ("target", "figure", "date", "liability", "modality", "term", "organ", "phrase", "definition", "members", "plain")


def true_false(fact: Fact, desk: Desk) -> Iterator[Item]:
    """A false and a true statement of a fact, in an order by chance."""
    if fact.type not in _ASKED or fact.said.limited or len(fact.said.text) > 85 or unheaded(fact, fact.said.text):
        return
    # Fewer sentences can be made false than can be asked as they stand.
    makers = [_false, _true] if desk.rng.random() < _FALSE_FIRST else [_true, _false]
    for maker in makers:
        yield from maker(fact, desk)


def _true(fact: Fact, desk: Desk) -> Iterator[Item]:
    stem = desk.says(fact.clause) + fact.said.text
    yield made(
        ItemKind.TRUE_FALSE, fact, stem + tail(stem), ("对",), explanation=f"依据：{desk.basis(fact.said)}。", proofs=(fact.said.proof(),),
        level=("易", "与条文一致"), ability="识记",
    )  # fmt: skip


def _false(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The statement with a change at the fact's own point, else at another; a word of duty is turned where nothing else can be."""
    found = sorted(changes(fact, desk), key=lambda c: (c.sort == "modality", not (fact.point and c.start == fact.point.start)))
    telling = {
        "modality": ("难", "权责用语一词之差"),
        "compare": ("难", "界限用语一词之差"),
        "figure": ("中", "数值相近"),
        "date": ("中", "年份相近"),
    }
    for change in found[:_CHANGES]:
        stem = desk.says(fact.clause) + change.text
        old, new = change.pair
        why = f"错在“{new}”，应为“{old}”。依据：{desk.basis(fact.said)}。"
        yield made(
            ItemKind.TRUE_FALSE, fact, stem + tail(stem), ("错",), explanation=why, proofs=(fact.said.proof(),),
            level=telling.get(change.sort, ("中", "一处表述被替换")), ability="理解", change=(old, new),
        )  # fmt: skip


def blank(fact: Fact, desk: Desk) -> Iterator[Item]:
    """A 填空 item with one or two blanks."""
    if fact.point is None or fact.type not in _BLANKED and not _office(fact):
        return
    text = fact.said.text
    chosen = [fact.point]
    if fact.type != "definition":
        if _listed(text, fact.point):
            return
        more = [
            p
            for p in [*points.figures(fact.said), *points.dates(fact.said), *points.terms(fact.said)]
            if not _touches(p, fact.point) and not _listed(text, p)
        ]
        apart = [p for p in more if _apart(text, p, fact.point)]
        chosen += apart[:1] if len(text) > 30 and len(chosen) == 1 else []
    if any(points.idle(text, p) for p in chosen):
        return
    chosen = sorted((_year_alone(p) for p in chosen), key=lambda p: p.start)
    rest = _without(text, chosen, "")
    if len({p.text for p in chosen if p.kind in ("term", "phrase")}) < sum(p.kind in ("term", "phrase") for p in chosen):
        return
    if any(p.text in rest or len(p.text) > 12 for p in chosen) or len(rest) < 14:
        return
    if any(p.kind == "date" and p.text in desk.under(fact.clause) for p in chosen):  # the year of the title
        return
    if any(p.kind == "phrase" and is_organ(p.text) and cover(p.text, rest) > 0.6 for p in chosen):
        return  # 综合行政执法事项由____承担
    if fact.type == "term" and len(rest) < 18:
        return
    stem = desk.under(fact.clause) + _without(text, chosen, BLANK) + exceptions(fact.said)
    key = tuple(p.text for p in chosen)
    yield made(
        ItemKind.BLANK, fact, stem + tail(stem), key, also=tuple(_accepted(p, fact, desk) for p in chosen),
        explanation=f"依据：{desk.basis(fact.said)}。", proofs=(fact.said.proof(),),
        level=("中", "须准确记忆") if len(key) == 1 else ("难", "两空均须准确记忆"), ability="识记",
    )  # fmt: skip


def _year_alone(p: Point) -> Point:
    """A date without the words around its year, which tell that a year is wanted: ____年年底前, not ____ alone."""
    year = re.search(r"\d{4}(?=年)", p.text) if p.kind == "date" else None
    return replace(p, start=p.start + year.start(), end=p.start + year.end(), text=year.group()) if year else p


def _listed(text: str, p: Point) -> bool:
    """Whether a name stands bare between other names, so that nothing tells what is wanted."""
    return p.kind == "term" and (text[p.end + 1 : p.end + 3] == "、“" or text[p.end + 1 : p.end + 2] == "“")


def _office(fact: Fact) -> bool:
    """Whether a fact names the one office that a statute charges with something."""
    p = fact.point
    return fact.type == "organ" and p is not None and p.unit == "agent" and p.text.endswith(("部门", "机构", "机关", "馆"))


def _apart(text: str, a: Point, b: Point) -> bool:
    """Whether so much stands between two points that nobody fills one blank with the other's answer."""
    first, second = sorted((a, b), key=lambda p: p.start)
    return second.start - first.start > 5 and re.fullmatch("[“”、，和与及（）]*", text[first.end : second.start]) is None


def _touches(a: Point, b: Point) -> bool:
    return a.start < b.end and b.start < a.end


def _without(text: str, chosen: list[Point], hole: str) -> str:
    for p in reversed(chosen):
        text = text[: p.start] + hole + text[p.end :]
    return text


def _accepted(p: Point, fact: Fact, desk: Desk) -> tuple[str, ...]:
    """The other spellings of an answer; days that the document takes for working days may be called so."""
    found = spellings(p, fact.said.text[p.end :])
    if p.kind == "figure" and p.unit == "日" and numbers.read(p.number) in desk.evidence.workdays(fact.clause.source):
        found += tuple(f"{t.removesuffix('日')}{unit}" for t in (p.text, *found) for unit in ("个工作日", "工作日"))
    return found


def spellings(p: Point, after: str = "") -> tuple[str, ...]:
    """Other ways to write what stands at a point before `after`: 15日 for 十五日, 百分之百 for 100%, 2024年底前 for 2024年年底前."""
    if p.kind == "date":
        found = [p.text.replace("年年底", "年底"), p.text.replace("年年底", "年底").replace("年底", "年年底")]
        found += [f.removesuffix("前") for f in found if f.endswith("底前")]
        return tuple(dict.fromkeys(f for f in found if f != p.text))
    if p.kind != "figure" or (value := numbers.read(p.number)) is None:
        return ()
    if p.unit in ("百分之", "%"):
        return tuple(f for f in _shares(value, after) if f != p.text)
    if value != int(value):
        return ()
    digits, words = f"{value:.0f}", numbers.write(value, "九", p.unit)
    found = [digits + p.unit, words + p.unit]
    if value == 2 and not p.number[0].isdigit():
        found.append(("二" if p.number == "两" else "两") + p.unit)
    if p.unit in ("学时", "课时", "小时"):
        found += [f"{digits}个{p.unit}", f"{words}个{p.unit}"]
    return tuple(dict.fromkeys(f for f in found if f != p.text))


def _shares(value: float, after: str) -> list[str]:
    """The spellings of a share; of the whole also 全 and 全部, where what follows goes with them."""
    found = [f"{value:g}%"]
    found += ["百分之" + numbers.write(value, "九", "")] if value == int(value) else []
    if value == _WHOLE:
        found += [
            "百分之百",
            *(["全", "全部", "全面"] if after.startswith("覆盖") else ["全部"] if re.match("[上网公纳完办达]", after) else []),
        ]
    return found


def short(fact: Fact, desk: Desk) -> Iterator[Item]:
    """A 简答 item: of a list, of a definition, or of what a headed clause asks for."""
    maker = {"list": _short_list, "definition": _short_definition, "outline": _outline}.get(fact.type)
    if maker:
        yield from maker(fact, desk)


def _short_list(fact: Fact, desk: Desk) -> Iterator[Item]:
    items = fact.parts[:-1] if fact.parts and _REST.match(fact.parts[-1].text) else fact.parts
    if len(items) > 9 or sum(len(i.text) for i in items) > 300 or any(_WITHIN.search(i.text) for i in items):
        return
    asked = ask_short(fact.said.text)
    stem = f"{desk.under(fact.clause)}{asked}？"
    proofs = (fact.said.proof(), *(i.proof() for i in items))
    why = f"依据：{desk.cite(fact.clause)}。"
    level = ("中" if len(items) < 5 else "难", f"须答出{len(items)}个要点")
    yield made(ItemKind.SHORT, fact, stem, tuple(i.text for i in items), explanation=why, proofs=proofs, level=level, ability="识记")


def ask_short(lead: str) -> str:
    """The sentence that opens a list as a question that names no options.

    >>> ask_short("证据包括"), ask_short("行政处罚的种类")
    ('证据包括哪些', '行政处罚的种类有哪些')
    """
    if re.search("下列|以下|如下", lead):
        return ask_list(lead).replace("下列哪些", "哪些")
    return f"{lead}哪些" if lead.endswith(("包括", "分为", "有")) else f"{lead.removesuffix('是').removesuffix('为')}有哪些"


def _short_definition(fact: Fact, desk: Desk) -> Iterator[Item]:
    p, text = fact.point, fact.said.text
    assert p is not None
    key = text[text.index("是指", p.end) + 2 :]
    stem = f"{desk.under(fact.clause)}什么是“{p.text.strip('“”')}”？"
    yield made(
        ItemKind.SHORT, fact, stem, (key,), explanation=f"依据：{desk.basis(fact.said)}。", proofs=(fact.said.proof(),),
        level=("中", "须完整表述定义"), ability="理解",
    )  # fmt: skip


def _outline(fact: Fact, desk: Desk) -> Iterator[Item]:
    own = heading(fact.clause)
    asked = "应当从哪些方面着手" if _DOING.match(own) else "有哪些主要要求"
    stem = f"根据{desk.name(fact.clause)}，{quoted(own)}{asked}？请简要回答。"
    keys = tuple(clean(s.text) for s in fact.parts)
    if sum(map(len, keys)) > 420:
        return
    proofs = tuple(s.proof() for s in fact.parts)
    why = f"依据：{desk.name(fact.clause)}{quoted(label(fact.clause))}。按要点给分，意思相符即可。"
    yield made(ItemKind.SHORT, fact, stem, keys, explanation=why, proofs=proofs, level=("难", f"须概括{len(keys)}个要点"), ability="理解")
