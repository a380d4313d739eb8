"""多选 on lists: the members that a sentence counts up, the numbered items below one that ends in a colon."""

import re
from collections.abc import Iterator

from exam.choosing import chosen, holed
from exam.corpus import list_about
from exam.desk import HOLE, Desk
from exam.facts import Fact, unheaded
from exam.wording import norm
from policy.exam import Item, ItemKind

_WITHIN = re.compile("前[一二三两]?[款项]|本条|本法第|本条例第|第[一二三四五六七八九十百]+条")  # what an option cannot point at
# Nouns that go with anything: two lists of 方面 need have nothing in common.
_BROAD = ("", "方面", "工作", "内容", "建设", "要求", "机制", "制度", "改革", "活动", "情况", "问题")


def members(fact: Fact, desk: Desk) -> Iterator[Item]:
    """Which members a sentence counts up: others of lists of the same noun, or of the same end and beginning."""
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
    end, begin = common_end(keys), _common_start(keys)
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
    yield chosen(ItemKind.MULTIPLE, fact, desk, holed(fact, desk, m.start, m.end), tuple(keys), wrong, ("中", "列举项须逐一辨认"), "识记")


def common_end(keys: list[str]) -> str:
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


def numbered(fact: Fact, desk: Desk) -> Iterator[Item]:
    """Which items a numbered list holds: others of lists that are about the same."""
    listed = fact.listed
    assert listed is not None
    lead, about = fact.said.text, list_about(fact.said.text)
    stem = f"{desk.under(fact.clause)}{ask_list(lead)}？{HOLE}"
    keys = [i for i in listed.items if len(i.text) <= 40 and not _WITHIN.search(i.text)]
    if len(keys) < 2 or not about:
        return
    keys = sorted(desk.rng.sample(keys, min(len(keys), desk.rng.choice((2, 3, 3, 4)))), key=keys.index)
    own = tuple(i.text for i in listed.items)
    pool = [t for n, t in desk.corpus.items[fact.clause.source] if n == about and t not in own and len(t) <= 44]
    if not pool and not about.startswith("的"):  # cases of nobody in particular, in another document, are of another matter
        pool = [t for s in desk.corpus.sources for n, t in desk.corpus.items[s] if n == about and t not in own and len(t) <= 40]
    wrong = [w for w in desk.pick(desk.shuffled(pool), 3, own, lead, fact.clause) if not _WITHIN.search(w)]
    wrong = wrong[: max(1, 4 - len(keys))]
    if len(keys) + len(wrong) < 4:
        return
    level = ("难", "干扰项取自其他条文的同类列举")
    yield chosen(ItemKind.MULTIPLE, fact, desk, stem, tuple(k.text for k in keys), wrong, level, "理解", tuple(keys))
