"""What a clause says that can be asked: facts, each a sentence or a list with the point in it that a key is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from exam import points
from exam.enumerations import Members, members
from exam.points import Point
from exam.ports import DutyLike, Sources
from exam.procedure import Steps, procedures, steps_in
from exam.said import Listed, Said, heading, is_statute, lists, paragraphs, said_at, split
from exam.sentences import sentences, unassigned
from exam.standing import stands
from exam.wording import grams, norm
from policy import Clause, Target

_DEFINED = re.compile(
    "^(?:本[\u4e00-\u9fff]{1,6}?(?:中所[称指]|所[称指]|中)|所[称指])?(?:的)?(?P<term>(?!.*所[称指])[\u4e00-\u9fff“”、]{2,16}?)，?是指(?P<said>.{10,90})$"
)
_CARRIES_ON = re.compile("确保|做到|使|让|在.{4,30}(?:基础上|同时)，|力争|实现")
_LEAD = re.compile("下列|以下|如下|(?:包括|分为|有)$|的(?:种类|范围|内容|职责|程序|原则|方式)(?:是|为)?$")
# 办公室主要职责: of which office, the sentence before says.
_WHOSE = re.compile(
    "(?:领导小组|联席会议)?(?:办公室|中心|小组|专班|机构|部门|单位|委员会|平台|领导小组|联席会议)?的?(?:主要|具体|基本)?(?:职责|任务|工作)(?:是|为|包括|有|如下|：|$)"
)
_SET = ("target", "figure", "date", "liability")
_OTHER = re.compile("其他")
_ELSEWHERE = re.compile("^对[^，]*本(?:部门|单位|机关)|从其规定|另有规定|[依适按参](?:照|用)本|本[法条例办规章]+中")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a clause says.

    `type` is what it is: target, figure, date, liability, modality, term, organ, phrase, members, list, definition, order, duty, outline,
    headed, plain or scope. `fact` is the same for whatever asks of the same words; `point` is what a key is made of.
    """

    type: str
    fact: str
    said: Said
    point: Point | None = None
    listed: Listed | None = None
    members: Members | None = None
    duty: DutyLike | None = None
    target: Target | None = None
    parts: tuple[Said, ...] = ()
    steps: Steps | None = None

    @property
    def clause(self) -> Clause:
        return self.said.clause


def facts(clause: Clause, sources: Sources) -> Iterator[Fact]:
    """All facts of a clause, in the order of its text, those of lists, duties and the clause as a whole last."""
    found = sentences(clause)
    targets = list(sources.targets(clause)) if found else []
    for said in found:
        telling = list(_of_sentence(said, _fact(said), targets))
        if said.limited:  # what it sets may be asked, not whether it holds
            yield from (f for f in telling if f.type in _SET)
            continue
        yield from telling
        yield from _of_order(said, _fact(said))
        if not telling and is_statute(clause) and not _ELSEWHERE.search(said.text):
            yield Fact("plain", _fact(said), said)
    yield from _of_lists(clause)
    for lead, steps, items in procedures(clause):
        yield Fact("order", _fact(lead), lead, parts=items, steps=steps)
    for duty in sources.duties(clause) if not is_statute(clause) else ():
        if _usable(duty):
            yield Fact("duty", f"{clause.clause_id}@{duty.start}", said_at(clause, duty.start, duty.end), duty=duty)
    yield from _outline(clause)


def _fact(said: Said) -> str:
    return f"{said.clause.clause_id}@{said.at[0]}"


def _of_sentence(said: Said, name: str, targets: list[Target]) -> Iterator[Fact]:
    for point in points.figures(said):
        start, _ = said.span(point.start, point.end)
        target = next((t for t in targets if t.start <= start < t.end), None)
        liable = point.unit.endswith(("元", "倍")) and "罚款" in said.text
        shown, at = _trimmed(said, point, target) if target else (said, point)
        yield Fact("liability" if liable else "target" if target else "figure", name, shown, at, target=target)
    sorts = (
        ("date", points.dates),
        ("term", points.terms),
        ("organ", points.organs),
        ("organ", points.subjects),
        ("phrase", points.phrases),
    )
    for type_, found in ((type_, read(said)) for type_, read in sorts):
        for point in found:
            yield Fact(type_, name, said, point)
    for point in [*points.modal(said), *points.compares(said)]:
        yield Fact("modality", name, said, point)
    if m := members(said):
        yield Fact("members", name, said, members=m)
    if (d := _DEFINED.match(said.text)) and is_statute(said.clause):
        yield Fact("definition", name, said, Point("word", d.start("term"), d.end("term"), d["term"]))


def _of_order(said: Said, name: str) -> Iterator[Fact]:
    for steps in steps_in(said, members(said)):
        yield Fact("order", name, said, steps=steps)


def _trimmed(said: Said, point: Point, target: Target) -> tuple[Said, Point]:
    """A long sentence of a policy cut down to the parts that set a target, and the point in it."""
    if is_statute(said.clause) or len(said.text) < 50 or "每人" in said.text:
        return said, point
    inside = [i for i, at in enumerate(said.at) if target.start <= at < target.end]
    start, end = said.text.rfind("，", 0, inside[0] + 1) + 1, said.text.find("，", inside[-1])
    end = len(said.text) if end < 0 else end
    start = min(start, point.start)
    while start and (end - start < 22 or not stands(said.cut(start, end)) or _bound(said.text, start) or _named(said.text, start, end)):
        start = said.text.rfind("，", 0, start - 1) + 1
    kept = said.cut(start, end)
    if end < point.end or not stands(kept):
        return said, point
    return kept, replace(point, start=point.start - start, end=point.end - start)


def _named(text: str, start: int, end: int) -> bool:
    """Whether the part before `start` names what the rest speaks of: 行政执法人员持证上岗…，2018年底前实现持证率90%."""
    return bool(grams(text[:start].rsplit("，", 2)[-2]) & grams(text[start:end]))


def _bound(text: str, start: int) -> bool:
    """Whether what begins at `start` cannot be understood without what stands before it."""
    before = text[: max(0, start - 1)].rsplit("，", 1)[-1]
    return _CARRIES_ON.match(text[start:]) is not None or re.search("[的时后外]$|^(?:对|在|凡|如|因)", before) is not None


def _of_lists(clause: Clause) -> Iterator[Fact]:
    for listed in lists(clause):
        items = [i for i in listed.items if 2 <= len(i.text) <= 60 and not _OTHER.search(i.text)]
        if not all(i.text for i in listed.items):  # a label with nothing behind it: not cut right
            continue
        if len(items) >= 3 and _LEAD.search(listed.lead.text) and stands_as_lead(listed.lead):
            asked = Listed(listed.lead, tuple(items))
            yield Fact("list", _fact(listed.lead), listed.lead, listed=asked, parts=listed.items)


def stands_as_lead(said: Said) -> bool:
    """Whether the sentence that opens a list reads well when it is asked."""
    if _WHOSE.match(said.text):
        return False
    if re.search("[元倍]以下|用语", said.text):  # 处二十万元以下的罚款：opens a list of deeds, 下列用语的含义 one of definitions
        return False
    text = re.sub("下列|以下|如下", "各该", said.text)
    return 4 <= len(text) <= 80 and stands(Said(said.clause, text.rstrip("："), said.at), 80) or len(text) < 12 and "款" not in text


def _usable(duty: DutyLike) -> bool:
    task = duty.task
    return (
        bool(duty.lead)
        and 6 <= len(task) <= 32
        and all(2 <= len(u) <= 16 and not re.search("[xX×]{2}", u) for u in duty.lead)
        and not re.search("[xX×]{2}|[：:。；]|^[由并和]", task)
    )


def _outline(clause: Clause) -> Iterator[Fact]:
    """A clause with a heading of its own and sentences under it: three to six, all of which stand by themselves, or some that do."""
    own = heading(clause)
    if not 5 <= len(own) <= 26 or re.search("[xX×]{2}|^目标|要求$|思想$|原则$|[，：；]", own):
        return
    ended = [(p, split(p, "。！？")) for p in paragraphs(clause)]
    found = [unassigned(s) for p, pieces in ended for s in (pieces if p.text[-1] in "。！？”" else pieces[:-1])]
    good = [s for s in found if stands(s, 140)]
    whole = 3 <= len(good) <= 6 and len(good) == len(found)
    if whole or len(good) >= 2:
        yield Fact("outline" if whole else "headed", f"{clause.clause_id}@{clause.start}", good[0], parts=tuple(good))


def unheaded(fact: Fact, rest: str) -> bool:
    """Whether a short sentence of a policy leaves it to the heading above it to say what it speaks of."""
    own = heading(fact.clause)
    return bool(own) and len(rest) < 30 and not grams(own) & grams(rest)


def wording(fact: Fact) -> str:
    """What two facts of the same words share, whichever documents they stand in."""
    return norm(fact.said.text)
