"""One run of a sentence, held against the unit of a quote that it follows: what may be left out of the unit, and what may be put in.

Which units follow one another, and what stands before them, is for `llm_match`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from answer.llm.tokens import WHOLE_PLACE, Token
from answer.llm.units import (
    CONDITION,
    DENIES,
    EXCEPTS,
    FIGURE_VERBS,
    GENERAL,
    LEANS,
    LEVELS,
    MODAL,
    RESPONSIBLE,
    Unit,
    conditions,
    joined,
)

# What a piece of the quote may be called; none says more, or more sternly, than the piece. Denials stay word for word.
_SAME = {
    "应当": "应 要 须", "可以": "可", "必须": "须", "或者": "或", "以及": "及 和", "及": "和", "达到": "达", "达": "达到",
    "牵头": "牵头负责", ":": ",", ";": ", 。", "。": ", ;", ",": "; 。",
}  # fmt: skip
_ROLES = re.compile("牵头|负责|参加|配合|会同")
_ADDS = re.compile("以及|和|及|或")
_ALLOWS = re.compile("可|允许|有权|准予")
_TOGETHER = re.compile("分别|组成|合计|联合|用于|平均|[共由总比的]")
_HARMLESS = ("进一步", "切实", "着力", "大力", "扎实")
_DUTY = ("要", "应", "应当", "须")
_ASIDE = re.compile("[省市县区乡镇村旗社街道、]{1,6}")  # (市、区), behind 县: may be left out
_ALSO = ("并", "都", "均")
_SUBJECT = 4  # characters at least of a subject that may be left out where the question names it
_PLAIN_FIELDS = ("目标", "工作目标", "进度安排")


@dataclass(frozen=True, slots=True)
class _At:
    """A place in the reading of a run: the next piece of the unit, the next piece of the sentence, a date of the unit that is still to be
    said (the index of its piece, -1 for none), one that was said early, and whether something else than dates was read."""

    unit: int
    said: int
    owed: int = -1
    early: Token | None = None
    begun: bool = False


class Run:
    """The ways to read a run of one unit: `said` are the pieces of the sentence, `subject` what the run before names, `place` what a label
    before this one does."""

    def __init__(
        self,
        unit: Unit,
        said: Sequence[Token],
        subject: str | None,
        place: str,
        asks_for: Callable[[str], bool],
        is_ahead: Callable[[Unit], bool],
    ) -> None:
        self._unit, self._known, self._place = unit, subject, place
        self._asks_for, self._unit_is_ahead = asks_for, is_ahead
        self._quoted, self._said = unit.pieces, said
        self._starts = {start: n for n, (start, _) in enumerate(unit.parts)}
        self._ends = {end: n for n, (_, end) in enumerate(unit.parts)}

    def ends(self, start: int) -> Iterator[tuple[int, bool]]:
        """Where in the sentence a run that begins at a piece may end, and whether the unit is read to its end."""
        tried, left = set(), [_At(self._unit.parts[0][0], start)]
        while left:
            here = left.pop()
            if here in tried:
                continue
            tried.add(here)
            if self._may_end(here):
                yield min(here.said + 1, len(self._said)), here.unit == len(self._quoted)
            left += self._next(here)

    def _may_end(self, at: _At) -> bool:
        """Whether the rest of the unit may be left out where the sentence goes on with another run or ends."""
        if at.owed >= 0 or at.early or not at.begun or at.unit not in self._ends:
            return False
        if at.said < len(self._said) and self._said[at.said].kind != ",":
            return False
        part = self._ends[at.unit]
        rest = [self._unit.text(n) for n in range(part + 1, len(self._unit.parts))]
        if not rest:
            return True
        if conditions(self._unit.text(part)) or rest[-1].endswith("的") or any(EXCEPTS.search(r) or _ADDS.match(r) for r in rest):
            return False
        allows = _ALLOWS.search(joined(self._quoted[: at.unit])) is not None
        return not (allows and any(MODAL.search(r) or re.search("[≥≤<>]", r) for r in rest))

    def _next(self, at: _At) -> Iterator[_At]:
        if at.begun and at.unit in self._ends and (at.owed >= 0 or at.early):
            return  # a date goes with the part that it heads
        if at.unit < len(self._quoted) and at.said < len(self._said):
            yield from self._kept(at)
        if at.unit < len(self._quoted):
            yield from self._left_out(at)
            yield from self._parts_left_out(at)
        if at.said < len(self._said):
            yield from self._put_in(at)

    def _kept(self, at: _At) -> Iterator[_At]:
        q, s = self._quoted[at.unit], self._said[at.said]
        whole = q.said in WHOLE_PLACE and s.kind == "p" and s.said[-1] == q.said[-1]
        if _same(q, s) or whole:
            yield replace(at, unit=at.unit + 1, said=at.said + 1, begun=at.begun or q.kind not in ",d")

    def _left_out(self, at: _At) -> Iterator[_At]:
        q, on = self._quoted[at.unit], replace(at, unit=at.unit + 1)
        if q.kind == "," and not self._binds(at.unit) or q.said in _HARMLESS or self._place_said(at):
            yield on
        if q.said in FIGURE_VERBS and self._is_last_figure(at.unit + 1):
            yield on
        if q.kind == "d" and at.unit in self._starts and at.owed < 0 and not at.early:
            yield replace(on, owed=at.unit)
        if at.early and _same(q, at.early):
            yield replace(on, early=None)
        if q.said == "(":
            close = next((i for i in range(at.unit, len(self._quoted)) if self._quoted[i].said == ")"), at.unit)
            aside = joined(self._quoted[at.unit + 1 : close])
            if _ASIDE.fullmatch(aside):
                yield replace(at, unit=close + 1)

    def _binds(self, mark: int) -> bool:
        """Whether a mark parts what would read otherwise without it (作出差评的，政务服务机构应当; 不得只委托律师，应当出庭)."""
        part = self._ends.get(mark)
        if part is None or self._quoted[mark - 1].kind == "d":
            return False
        text, follows = self._unit.text(part), MODAL.match(joined(self._quoted[mark + 1 : mark + 3]))
        if text[-1] == "的":
            return not follows
        figure = any(p.kind == "f" for p in self._quoted[self._unit.parts[part][0] : mark])
        return bool(MODAL.search(text) or _ROLES.search(text)) or figure and not follows

    def _place_said(self, at: _At) -> bool:
        """Whether the place said in the sentence stands for a piece: 云南省 for 全省, 石溪县 for 县 in 县政务服务大厅."""
        q, before = self._quoted[at.unit].said, self._said[at.said - 1] if at.said else None
        if q in WHOLE_PLACE:
            return bool(self._place) and self._place[-1] == q[-1]
        return before is not None and before.kind == "p" and q in LEVELS and before.said[-1] == q

    def _is_last_figure(self, piece: int) -> bool:
        return piece < len(self._quoted) and self._quoted[piece].kind == "f" and piece + 1 in self._ends

    def _parts_left_out(self, at: _At) -> Iterator[_At]:
        part = self._unit.part_of(at.unit)
        start, end = self._unit.parts[part]
        if at.unit == start and not at.begun and part + 1 < len(self._unit.parts):
            text, following = self._unit.text(part), self._unit.parts[part + 1][0]
            named = self._leads(following) if text == RESPONSIBLE else text in _PLAIN_FIELDS or self._is_general(part)
            if named:
                yield replace(at, unit=following)
        if start <= at.unit < end and not _TOGETHER.search(self._unit.text(part)):
            yield from self._members_left_out(at, end)
        if start <= at.unit < end and (at.unit == start or self._quoted[at.unit - 1].kind == "d"):
            yield from self._subject_left_out(at, end)

    def _is_general(self, part: int) -> bool:
        """Whether a part says what is done in general, and the next stands without it."""
        text, (start, end) = self._unit.text(part), self._unit.parts[part]
        plain = not DENIES.search(text) and not any(p.kind in "fd" for p in self._quoted[start:end]) and not CONDITION.search(text)
        return bool(GENERAL.match(text)) and plain and not LEANS.match(self._unit.text(part + 1))

    def _leads(self, start: int) -> bool:
        """Whether the part from a piece on names who leads."""
        part = self._starts.get(start)
        return part is not None and re.search("牵头|负责$", self._unit.text(part)) is not None

    def _members_left_out(self, at: _At, end: int) -> Iterator[_At]:
        """Members of a list that each begin with a figure (60个甲、150个乙)."""
        if self._quoted[at.unit].kind == "f":
            mark = next((i for i in range(at.unit, end - 1) if self._quoted[i].said == "、"), -1)
            if mark > at.unit + 1 and self._quoted[mark + 1].kind == "f":
                yield replace(at, unit=mark + 1)
        elif (
            self._quoted[at.unit].said == "、"
            and at.unit + 1 < end
            and self._quoted[at.unit + 1].kind == "f" != self._quoted[at.unit - 1].kind
        ):
            yield replace(at, unit=end)

    def _subject_left_out(self, at: _At, end: int) -> Iterator[_At]:
        """The subject of a figure, where the run before names it, or no run before any and the question does, word for word."""
        for stop in range(at.unit + 1, end):
            if self._quoted[stop].kind == "f" or self._quoted[stop].said in FIGURE_VERBS:
                subject = joined(self._quoted[at.unit : stop])
                plain = len(subject) >= _SUBJECT and not DENIES.search(subject) and not conditions(subject)
                if plain and (self._asks_for(subject) if self._known is None else self._known == subject):
                    yield replace(at, unit=stop, begun=True)
                return

    def _put_in(self, at: _At) -> Iterator[_At]:
        s, on = self._said[at.said], replace(at, said=at.said + 1)
        if s.kind == "d":
            if at.owed >= 0 and _same(self._quoted[at.owed], s) and self._may_follow(at):
                yield replace(on, owed=-1)
            if not at.begun and not at.early and at.owed < 0 and self._comes_later(at, s):
                yield replace(on, early=s)
        elif s.kind == ",":
            if at.said and self._said[at.said - 1].kind == "d":
                yield on
        elif s.kind == "p":
            if not at.begun and at.said and self._said[at.said - 1].kind in ",d" and s.said[-1] in LEVELS:
                yield on
        elif s.said == "由":
            if not at.begun and at.unit in self._starts and self._leads(at.unit):
                yield on
        elif s.said in _ALSO:
            follows = at.unit < len(self._quoted) and self._said[at.said + 1 : at.said + 2] == [self._quoted[at.unit]]
            if follows and (
                at.begun and at.unit in self._starts and not DENIES.match(self._quoted[at.unit].said)
                if s.said == "并"
                else MODAL.match(self._quoted[at.unit].said)
            ):
                yield on
        elif (
            s.said in FIGURE_VERBS
            and self._is_last_figure(at.unit)
            and self._quoted[at.unit - 1].said != "、"
            or s.said in _DUTY
            and self._is_ahead(at)
        ):
            yield on

    def _may_follow(self, at: _At) -> bool:
        """Whether the date that heads a part may be said in the middle of it: before its figure, or behind words that neither deny nor
        allow nor set a condition."""
        if at.unit >= len(self._quoted) or at.unit in self._ends:
            return False
        passed = joined([p for p in self._quoted[at.owed + 1 : at.unit] if p.kind != ","])
        verb = self._quoted[at.unit].said in FIGURE_VERBS
        return not MODAL.search(passed) and (self._is_last_figure(at.unit + verb) or "的" not in passed)

    def _comes_later(self, at: _At, date: Token) -> bool:
        """Whether a date that a run begins with stands in the part of the unit that comes, behind words as above."""
        start, end = self._unit.parts[self._unit.part_of(at.unit)]
        where = [i for i in range(start, end) if self._quoted[i].kind == "d"]
        if len(where) != 1 or not _same(self._quoted[where[0]], date):
            return False
        passed, behind = joined(self._quoted[start : where[0]]), where[0] + 1
        verb = behind < end and self._quoted[behind].said in FIGURE_VERBS
        limit = self._is_last_figure(behind + verb) or date.said[-1] in "前底"
        return bool(passed) and limit and passed[-1] not in "比较" and not MODAL.search(passed) and "的" not in passed

    def _is_ahead(self, at: _At) -> bool:
        """Whether a word of duty goes before the figure or the date of what is still to be reached."""
        if not self._unit_is_ahead(self._unit) or at.said + 1 >= len(self._said) or at.unit >= len(self._quoted):
            return False
        behind, q = self._said[at.said + 1], self._quoted[at.unit]
        figure = self._is_last_figure(at.unit + (q.said in FIGURE_VERBS)) and (behind.kind == "f" or behind.said in FIGURE_VERBS)
        return figure or behind.kind == "d" and (at.owed >= 0 or q == behind)


def _same(q: Token, s: Token) -> bool:
    if q == s:
        return True
    if q.kind == s.kind == "f":
        return q.said.replace("!", "") == s.said  # 不得少于 is 不少于, but not the other way round
    if q.kind == s.kind == "d":
        return q.said.removeprefix("到") == s.said  # what is to be so by 2025 is so in 2025
    return q.kind == s.kind and s.said in _SAME.get(q.said, "").split(" ")
