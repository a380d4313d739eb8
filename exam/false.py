"""False statements: a sentence with exactly one checkable point changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exam import numbers, points
from exam.desk import Desk
from exam.facts import Fact
from exam.points import OPPOSED, Point
from exam.said import Said

_MODAL_SWAP = {"应当": "可以", "必须": "可以", "不得": "可以", "可以": "应当", "有权": "无权", "严禁": "允许", "禁止": "允许"}
_COMPARE_SWAP = {
    "以上": "以下", "不少于": "不超过", "不低于": "不超过", "不超过": "不少于", "不得少于": "可以少于", "不得超过": "可以超过",
    "不得低于": "可以低于", "至少": "至多",
}  # fmt: skip


# Statements of principle are asked as they stand, never turned into their opposite.
_GRAVE = re.compile("党|习近平|总书记|主义|中央|人民为|国家安全|军")


def like(a: str, b: str) -> bool:
    """Whether two names in quotation marks are of one make: as long, with marks, signs and figures alike."""

    def make(t: str) -> tuple[int, bool, bool]:
        return len(t), re.search("[、，]", t) is not None, re.search("[+0-9]", t) is not None

    return a != b and make(a) == make(b)


def behind(said: Said, p: Point) -> str:
    """The two characters behind a name in quotation marks, which tell what it is: “…”改革, “…”制度."""
    return said.text[p.end + 1 : p.end + 3]


# Nobody would take it for allowed.
_ABSURD = re.compile(
    "非法|违法|违规|不合格|虚假|危险|越权|阻拦|阻挠|谎报|危害|侵占|挪用|截留|私分|障碍|泄露|歧视|伪造|骗|侮辱|虐待|侵犯|损害|变相|不正当|违背|违反|破坏|篡改|隐瞒|销毁|职守|逃匿|影响[^，]*正常|收受|索取|无关"
)
# 不得委托其他组织: other than those that the sentence before names, which may.
_OTHERS = re.compile("(?<!或者)(?<![和、及])其他")
# What one either does or does not: 可以符合, 可以立即 read as if nobody had meant them.
_WHOLLY = re.compile(
    "符合|查明|忠于|恪尽|作好|做好|负责|具备|具有|自觉|遵守|执行|坚持|尊重|严格|立即|及时|积极|充分|是|为|有|保证|确保|维护|认真|加强|高度|切实|主动|履行|遵循|服从|如实|盖有|以|接受|真实|准确|完整|清晰|文明|清楚|合法|公正|公平"
)


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


def changes(fact: Fact, desk: Desk) -> Iterator[Change]:
    """The changes of a fact's sentence that make it certainly false, the most telling first."""
    for change in _all(fact, desk):
        old, new = change.pair
        if old != new and not _GRAVE.search(change.text) and desk.evidence.says((fact.clause.source,), change.text, new) is None:
            yield change


def _all(fact: Fact, desk: Desk) -> Iterator[Change]:
    said = fact.said
    for p in [*points.figures(said), *points.dates(said)]:
        for new in figure_options(p, said.clause.title)[:1]:
            yield Change(said, p.start, p.end, new, "figure" if p.kind != "date" else "date")
    for p in points.modal(said):
        if _plain_modal(said.text, p):
            yield Change(said, p.start, p.end, _MODAL_SWAP[p.text], "modality")
    for p in points.compares(said):
        yield Change(said, p.start, p.end, _COMPARE_SWAP[p.text], "compare")
    yield from _words(said)
    for p in points.organs(said):
        if said.text[p.end :].startswith("不得"):  # what one organ may not do, the others hardly may
            continue
        pool = [
            o for o in desk.shuffled([*desk.corpus.organs[said.clause.source], *points.ORGANS]) if _peer(o, p.text) and o not in said.text
        ]
        for new in pool[:1]:
            yield Change(said, p.start, p.end, new, "organ")
    for p in points.phrases(said):
        same = [t for sort, t in desk.corpus.phrases[said.clause.source] if sort == p.unit == "agent" and t not in said.text]
        for new in desk.shuffled([t for t in same if t[-1] == p.text[-1] and not points.within(p.text, t)])[:1]:
            yield Change(said, p.start, p.end, new, "agent")
    for p in points.terms(said):
        # What the same clause asks for as well is not false of it.
        pool = [t for t in desk.shuffled(desk.corpus.terms[said.clause.source]) if t not in said.clause.text and like(t, p.text)]
        # A name that goes with the same noun (“…”建设) could stand here too: what it makes false nobody knows.
        pool = [t for t in pool if t[-1] == p.text[-1] and not desk.corpus.behind[t] & {behind(said, p)}]
        for new in pool[:1]:
            yield Change(said, p.start, p.end, new, "term")


def _peer(a: str, b: str) -> bool:
    """Whether two organs are of one sort."""
    return not points.within(b, a) and a[-2:] == b[-2:]


def _plain_modal(text: str, p: Point) -> bool:
    """Whether swapping a word of duty reads well: not where its sentence already says the other, nor in 不得以, 可以根据."""
    after = text[p.end :]
    if p.text == "可以" and re.match("是|由.{1,12}也可以|不", after):
        return False
    if p.text == "不得" and re.match("少于|超过|低于|高于", after):
        return False
    if p.text in ("应当", "必须") and _WHOLLY.match(after) or p.text == "不得" and "任何" in after or "方可" in after:
        return False
    if p.text == "有权" and re.match("根据|依法", after):
        return False
    if p.text in ("严禁", "禁止", "不得") and (_ABSURD.search(after) or _OTHERS.search(after)):
        return False
    if p.text in ("严禁", "禁止") and "、严" in after or p.text == "可以" and re.match("在|依照|按照|根据", after):
        return False
    return _MODAL_SWAP[p.text] + after[:2] not in text and not after.startswith("以")


def _words(said: Said) -> Iterator[Change]:
    for old, new in OPPOSED:
        if said.text.count(old) == 1 and new not in said.text:
            at = said.text.index(old)
            if said.text[:at].endswith("后"):
                continue
            yield Change(said, at, at + len(old), new, "word")


def figure_options(p: Point, title: str = "") -> list[str]:
    """Other values in a figure's place, in its own script and unit, the most plausible first; years within the span of the title."""
    if p.kind == "date":
        year = int(p.number)
        titled = {int(y) for y in re.findall("20[0-9]{2}", title)}
        last = max(titled, default=0)
        first = min(titled, default=0) if len(titled) > 1 else 0
        steps = (-1, 1, -2, 2, -3, 3, -4, 4)
        near = [year + d for d in steps if (not last or year > last or year + d <= last) and (year < first or year + d >= first)]
        return [p.text.replace(p.number, str(y), 1) for y in near]
    if p.kind == "range":
        return _ranges(p)
    value = numbers.read(p.number)
    if value is None or value == 0:
        return []
    unit = p.unit if p.unit != "百分之" else ""
    found = [numbers.write(v, p.number, unit) + unit for v in numbers.neighbours(value, p.unit)]
    return [re.sub("^二(?=[年天月])", "两", t) for t in found] if title and not title.endswith(("法", "条例", "规定", "办法")) else found


def _ranges(p: Point) -> list[str]:
    m = re.fullmatch(r"(.+?)(元|倍|万元)以上(.+?)(元|倍|万元)以下", p.text)
    low, high = (numbers.read(m[1]), numbers.read(m[3])) if m else (None, None)
    if not m or not low or not high:
        return []
    if m[4] == "倍":
        pairs = [(low, high * 2), (low + 1, high + 5), (low, high / 2), (low + 1, high), (low * 3, high * 3)]
    else:
        pairs = [(low * 2, high * 2), (low / 2, high / 2), (low, high * 2), (low * 5, high * 5), (low / 5, high / 5), (low, high / 2)]
    kept = [(a, b) for a, b in pairs if a < b and a >= 1 and b >= 1 and a == int(a) and b == int(b) and (m[4] == "倍" or a >= 50)]
    return [f"{numbers.write(a, m[1], m[2])}{m[2]}以上{numbers.write(b, m[3], m[4])}{m[4]}以下" for a, b in kept]
