"""False statements: a sentence with exactly one checkable point changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from exam import points
from exam.desk import Desk
from exam.enumerations import opens
from exam.excluded import asserted, named, whole
from exam.facts import Fact
from exam.modality import turned_modals
from exam.other_figures import false_figures
from exam.points import behind, like
from exam.said import Said
from exam.turns import turns
from exam.wording import norm

_OFFICES = ("部门", "机构", "政府", "馆", "委员会")  # whose duties are their own
_FEW = re.compile("(?:[12一二两]|(?<![0-9一二三四五六七八九十百千])[百千万亿])[个次项家种级处所场件名]$")  # 两个以上, which bounds nothing
_COMPARE_SWAP = {
    "以上": "以下", "不少于": "不超过", "不低于": "不超过", "不超过": "不少于", "不得少于": "可以少于", "不得超过": "可以超过",
    "不得低于": "可以低于", "至少": "至多",
}  # fmt: skip
# Statements of principle are asked as they stand, never turned into their opposite.
_GRAVE = re.compile("党|习近平|总书记|主义|中央|人民为|国家安全|军")
_EXCHANGED = ("organ", "agent", "term", "member")
# 上级人民政府, 县级以上人民政府: what one government has to do, one of so many may well have to do too.
_ANY = re.compile("(?:上级|下级|同级|本级)|(?:县级以上|地方|各级).*政府$")


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence with text[start:end] in place of what the document says there."""

    said: Said
    start: int
    end: int
    new: str
    sort: str

    @property
    def text(self) -> str:
        return self.said.text[: self.start] + self.new + self.said.text[self.end :]

    @property
    def pair(self) -> tuple[str, str]:
        """(what the clause says, what the statement says)."""
        return self.said.text[self.start : self.end], self.new


def changes(fact: Fact, desk: Desk) -> list[Change]:
    """The changes of a fact's sentence that make it certainly false, the most telling first; the same whenever they are asked for."""
    name = f"{fact.fact}/{fact.type}/{len(fact.said.text)}"
    if name not in desk.kept:
        rng, desk.rng = desk.rng, Random(name)
        desk.kept[name] = [c for c in _all(fact, desk) if _certain(c, desk)]
        desk.rng = rng
    found: list[Change] = desk.kept[name]
    return found


def _certain(change: Change, desk: Desk) -> bool:
    """Whether a change touches no principle, and makes what no clause of the document says, in nearly the same words either.

    A name in another's place may stand nowhere in the document for the same matter; 日 for 工作日 not where 日 is said to mean it.
    """
    if change.sort in _EXCHANGED and asserted(desk.evidence, change.said, change.start, change.end, change.new):
        return False
    if change.sort == "unit" and desk.evidence.workdays(change.said.clause.source):
        return False
    old, new = change.pair
    source = (change.said.clause.source,)
    return (
        old != new
        and not _GRAVE.search(change.text)
        and desk.evidence.says(source, change.text, new) is None
        and desk.evidence.says(source, change.text) is None
    )


def _all(fact: Fact, desk: Desk) -> Iterator[Change]:
    said = fact.said
    for p in [*points.figures(said), *points.dates(said)]:
        if points.idle(said.text, p):
            continue
        found = false_figures(p, said)[:2]
        for new in found and [desk.rng.choice(found)]:  # neither always the lower nor always the higher
            yield Change(said, p.start, p.end, new, "figure" if p.kind != "date" else "date")
    for start, end, new, sort in turns(said.text):
        yield Change(said, start, end, new, sort)
    for p in points.compares(said):
        if not _FEW.search(said.text[: p.start]):
            yield Change(said, p.start, p.end, _COMPARE_SWAP[p.text], "compare")
    yield from _names(said, desk)
    yield from _member(fact, desk)
    for start, end, new in turned_modals(said):
        yield Change(said, start, end, new, "modality")


def _names(said: Said, desk: Desk) -> Iterator[Change]:
    """Changes of who acts, and of names in quotation marks."""
    once = [p for p in points.organs(said) if said.text.count(p.text) == 1]
    for p in once:
        if said.text[p.end :].startswith("不得"):  # what one organ may not do, the others hardly may
            continue
        whole_text = desk.evidence.text(said.clause.source)  # an organ that stands nowhere in it nobody takes for the right one
        named_organs = [o for o in points.ORGANS if norm(o) in whole_text]
        pool = [
            o for o in desk.shuffled([*desk.corpus.organs[said.clause.source], *named_organs]) if _peer(o, p.text) and o not in said.text
        ]
        for new in pool[:1]:
            yield Change(said, p.start, p.end, new, "organ")
    for p in (p for p in points.subjects(said) if said.text.count(p.text) == 1):
        own = [o for o in desk.corpus.organs[said.clause.source] if o.endswith(_OFFICES) and "的" not in o]
        fitting = [o for o in own if _akin(o, p.text) and o not in said.clause.text and _plainly(said.text[p.end :])]
        for new in desk.shuffled(fitting)[:1]:
            yield Change(said, p.start, p.end, new, "agent")
    for p in (p for p in points.phrases(said) if said.text.count(p.text) == 1):
        same = [t for sort, t in desk.corpus.phrases[said.clause.source] if sort == p.unit == "agent" and t not in said.text]
        for new in desk.shuffled([t for t in same if t[-1] == p.text[-1] and not points.within(p.text, t)])[:1]:
            yield Change(said, p.start, p.end, new, "agent")
    for p in (p for p in points.terms(said) if named(said, p)):
        # What the same clause asks for as well is not false of it.
        pool = [t for t in desk.shuffled(desk.corpus.terms[said.clause.source]) if t not in said.clause.text and like(t, p.text)]
        # A name that goes with the same noun (“…”建设) could stand here too: what it makes false nobody knows.
        pool = [t for t in pool if t[-1] == p.text[-1] and not desk.corpus.behind[t] & {behind(said, p)}]
        for new in pool[:1]:
            yield Change(said, p.start, p.end, new, "term")


def _member(fact: Fact, desk: Desk) -> Iterator[Change]:
    """A member of a list for one of another list of the document that ends alike, and that the clause nowhere names."""
    m = fact.members
    if m is None or not whole(fact.said, m):
        return
    own = [(m.start + fact.said.text[m.start : m.end].index(t), t) for t in m.texts]
    for start, text in own:
        pool = [t for _, _, t in desk.corpus.members[fact.clause.source] if _sibling(t, text) and t not in fact.clause.text]
        for new in desk.shuffled(pool)[:1]:
            yield Change(fact.said, start, start + len(text), new, "member")


def _sibling(a: str, b: str) -> bool:
    """Whether two members are of one make: as long, with the same end of two characters, and otherwise unlike."""
    return not opens(a) and not opens(b) and len(a) == len(b) >= 4 and a[-2:] == b[-2:] and not set(a[:2]) & set(b[:2])


def _akin(a: str, b: str) -> bool:
    """Whether two roles are of one rank, both governments or neither, and none is part of the other."""
    return not _ANY.match(a) and not points.within(a, b) and not points.within(b, a) and ("政府" in a[-2:]) == ("政府" in b[-2:])


def _plainly(after: str) -> bool:
    """Whether what a role is to do is nothing that others may do as well, or may not do either."""
    return (
        re.match("不得|加强|可以|有权|积极|支持|遵守", after) is None
        and re.match("应当(?:加强|支持|遵守|积极|自觉|依法履行|按照|按|依照|根据|结合|配合)", after) is None
    )


def _peer(a: str, b: str) -> bool:
    """Whether two organs are of one sort."""
    return not _ANY.match(a) and not points.within(b, a) and not points.within(a, b) and a[-2:] == b[-2:]
