"""单选 on a name: the policy in quotation marks, the term that is defined, the organ that acts."""

import re
from collections.abc import Iterator

from exam import points
from exam.choosing import chosen, holed
from exam.desk import HOLE, Desk
from exam.facts import Fact
from exam.points import behind, like
from exam.wording import grams, norm
from policy.exam import Item, ItemKind

_KNOWN = 2  # wrong options of three that the document itself speaks of


def term(fact: Fact, desk: Desk) -> Iterator[Item]:
    """Which name in quotation marks stands in the hole: others of one make, of what is called by the same noun."""
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
        yield chosen(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (p.text,), wrong, ("中", "同类提法相近"), "识记")


def agent(fact: Fact, desk: Desk) -> Iterator[Item]:
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
        yield chosen(ItemKind.SINGLE, fact, desk, holed(fact, desk, p.start, p.end), (p.text,), wrong, ("中", "同类主体易混"), "理解")


def definition(fact: Fact, desk: Desk) -> Iterator[Item]:
    """Which term a definition explains: others that the document defines."""
    p, text = fact.point, fact.said.text
    assert p is not None
    said = text[text.index("是指", p.end) + 2 :]
    pool = desk.shuffled([t for t in desk.corpus.defined[fact.clause.source] if abs(len(t) - len(p.text)) <= 4])
    pool.sort(key=lambda t: t[-1] != p.text[-1])  # what ends alike is of one kind
    wrong = desk.pick([t for t in pool if t not in said], 3, (p.text,), said, fact.clause)
    if len(wrong) == 3 and p.text not in said:
        stem = f"{desk.under(fact.clause)}{HOLE}是指{said}。"
        yield chosen(ItemKind.SINGLE, fact, desk, stem, (p.text,), wrong, ("易", "定义对应术语"), "理解")
