"""What a clause asks more or less strictly than its counterpart: figures, deadlines, modality."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from answer.align_scores import grams
from answer.align_spans import Shift, Span
from answer.amounts import moments
from answer.sentences import Sentence
from answer.targets import targets
from policy import Clause, Target, fold, numbers_in

_SAME_INDICATOR = 0.5  # Dice of the bigrams of two indicators; 合格率 and 评查合格率 are one, 办结率 and 满意率 are not
_ELSEWHERE = 0.7  # the same where their clauses are not aligned
_LOWER = re.compile("降|压缩|缩短|减少|控制")
_TIME_UNIT = re.compile("日|天|小时$|分钟|月$")
_DATE = re.compile(
    r"((?:19|20)\d\d)年(?:年?(?P<end>底|末)|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|第?(?P<quarter>[一二三四1-4])季度|(?P<half>上半年))?(?P<open>前)?"
)
_MODAL = re.compile("(?P<soft>可以|鼓励|提倡|倡导|探索|试行)|(?P<plain>应当|应该)|(?P<strict>必须|不得|严禁|禁止|不准|一律)")
_STRENGTH = {"soft": 1, "plain": 2, "strict": 3}
_GOVERNED = 2  # characters behind a modal word that the other sentence must have too
_REACH = 6  # characters before them in which its own modal word stands
_VERB = 4  # characters before them at most where it has none: 推进区域协作 for 探索区域协作
_QUARTERS = {c: i for i, c in enumerate("一二三四", 1)} | {c: i for i, c in enumerate("1234", 1)}


@dataclass(frozen=True, slots=True)
class _Match:
    """Targets that set the same indicator, by place of their clauses; one is None where only one document sets it."""

    first: Target | None
    second: Target | None
    places: tuple[int, int]


class Shifts:
    """The figures of two documents whose clauses are aligned by `links`."""

    def __init__(
        self, before: Sequence[Clause], after: Sequence[Clause], links: Mapping[tuple[int, int], float], beside: Set[tuple[int, int]]
    ) -> None:
        """`beside` holds where two sentences begin that answer to each other."""
        first, second = ([(i, t) for i, c in enumerate(side) for t in targets(c)] for side in (before, after))
        self._matches = _match(first, second, links, beside)

    def pair(self, i: int, j: int) -> tuple[Shift, ...]:
        """How the figures of two aligned clauses differ."""
        return tuple(s for m in self._matches if m.places == (i, j) for s in _shifts(m))

    def alone(self, place: int, side: int) -> tuple[Shift, ...]:
        """The figures of a clause for which no aligned clause sets one: added, dropped, or as against a clause elsewhere."""
        return tuple(s for m in self._matches if m.places[side] == place and m.places[1 - side] < 0 for s in _shifts(m))


def fragment_shifts(first: Sentence, second: Sentence, blocks: Sequence[tuple[int, int, int]]) -> list[Shift]:
    """How deadlines and modality differ between two sentences that share `blocks` (where in each, how many characters)."""
    return [*_deadlines(first, second), *_modality(first, second, blocks)]


def _match(
    first: list[tuple[int, Target]],
    second: list[tuple[int, Target]],
    links: Mapping[tuple[int, int], float],
    beside: Set[tuple[int, int]],
) -> list[_Match]:
    """Each target with at most one of the other document: in aligned clauses before others, then the likest, then of the same year."""
    ranked = []
    names = [[grams(fold(t.indicator)) for _, t in side] for side in (first, second)]
    for a, (i, one) in enumerate(first):
        for b, (j, other) in enumerate(second):
            if one.unit != other.unit:
                continue
            like = 2 * len(names[0][a] & names[1][b]) / max(1, len(names[0][a]) + len(names[1][b]))
            aligned = (i, j) in links
            repeated = one.value == other.value and (one.start, other.start) in beside
            if repeated or like >= (_SAME_INDICATOR if aligned else _ELSEWHERE):
                ranked.append((not aligned, -like, _date(one.deadline) != _date(other.deadline), a, b))
    partner: tuple[dict[int, int], dict[int, int]] = {}, {}
    for *_, a, b in sorted(ranked):
        if a not in partner[0] and b not in partner[1]:
            partner[0][a], partner[1][b] = b, a
    found = [_Match(one, None, (i, -1)) for a, (i, one) in enumerate(first) if a not in partner[0]]
    found += [_Match(None, other, (-1, j)) for b, (j, other) in enumerate(second) if b not in partner[1]]
    for a, b in partner[0].items():
        (i, one), (j, other) = first[a], second[b]
        places = [(i, j)] if (i, j) in links else [(i, -1), (-1, j)]
        found += [_Match(one, other, place) for place in places]
    return sorted(found, key=lambda m: (m.places, m.first.start if m.first else 0, m.second.start if m.second else 0))


def _shifts(match: _Match) -> list[Shift]:
    one, other = match.first, match.second
    if one is None or other is None:
        known = one or other
        assert known is not None
        spans = (_figure(one) if one else None, _figure(other) if other else None)
        return [Shift("value", "added" if one is None else "dropped", *spans, known.indicator)]
    value, deadline = _value_way(one, other), _deadline_way(one.deadline, other.deadline)
    undated = (_date(one.deadline) is None) != (_date(other.deadline) is None)
    if undated or {value, deadline} == {"tightened", "loosened"}:  # more, but later or at an unknown time: neither for certain
        value, deadline = value and "changed", deadline and "changed"
    found = []
    if value:
        found.append(Shift("value", value, _figure(one), _figure(other), other.indicator))
    before, after = _within(one, one.deadline), _within(other, other.deadline)
    if deadline and before and after:
        found.append(Shift("deadline", deadline, before, after, other.indicator))
    return found


def _value_way(one: Target, other: Target) -> str:
    """Which way a figure moved; "" where it is the same or no single number."""
    values = [numbers_in(t.value) for t in (one, other)]
    if values[0] == values[1] or any(len(v) != 1 for v in values):
        return ""
    before, after = (float(v.pop()) for v in values)
    way = _more_is(one)
    if not way or way != _more_is(other):
        return "changed"
    return "tightened" if (after - before) * way > 0 else "loosened"


def _more_is(target: Target) -> int:
    """1 where a higher figure asks more, -1 where it asks less, 0 where that is not said."""
    if target.op in ("<=", "<"):
        return -1
    if target.op in (">=", ">"):
        return 1
    at = fold(target.quote).find(target.value)
    if _LOWER.search(fold(target.quote)[max(0, at - 8) : max(0, at)]):
        return -1
    return 0 if _TIME_UNIT.search(target.unit) else 1


def _figure(target: Target) -> Span:
    return _within(target, target.value + target.unit) or _within(target, target.value) or Span(target.clause, target.start, target.end)


def _within(target: Target, text: str) -> Span | None:
    """Where the target's sentence says this text."""
    at = fold(target.quote).find(fold(text)) if text else -1
    return Span(target.clause, target.start + at, target.start + at + len(text)) if at >= 0 else None


def _deadline_way(one: str, other: str) -> str:
    before, after = _date(one), _date(other)
    if before is None or after is None or before == after:
        return ""
    return "tightened" if after < before else "loosened"


def _date(text: str) -> tuple[int, int, int] | None:
    """The last day that a deadline leaves, or None where it names no year or is a beginning.

    >>> _date("到2021年底前"), _date("2023年前"), _date("2022年第一季度")
    ((2021, 12, 31), (2022, 12, 31), (2022, 3, 31))
    """
    found = _DATE.search(text)
    if not found or re.search("起|自|从|后", text):
        return None
    year = int(found[1])
    if found["month"]:
        return year, int(found["month"]), int(found["day"] or 31)
    if found["quarter"]:
        return year, 3 * _QUARTERS[found["quarter"]], 31
    if found["half"]:
        return year, 6, 31
    return (year - 1 if found["open"] and not found["end"] else year), 12, 31


def _deadlines(first: Sentence, second: Sentence) -> list[Shift]:
    """The deadlines of two sentences where each names as many, taken in order."""
    dated = [[(m, d) for m in moments(s.folded) if (d := _date(s.folded[m.start : m.end]))] for s in (first, second)]
    if len(dated[0]) != len(dated[1]):
        return []
    return [
        Shift("deadline", "tightened" if new < old else "loosened", _span(first, m.start, m.end), _span(second, n.start, n.end))
        for (m, old), (n, new) in zip(*dated, strict=True)
        if new != old
    ]


def _modality(first: Sentence, second: Sentence, blocks: Sequence[tuple[int, int, int]]) -> list[Shift]:
    """Where the same words are governed by a stronger or weaker modal word: 可以, 鼓励, 探索 < none, 应当 < 必须, 不得.

    A ban or a 必须 against no modal word at all says nothing certain and is left out.
    """
    flipped = [(b, a, n) for a, b, n in blocks]
    found: dict[tuple[int, int], Shift] = {}
    for one, other, shared, is_flipped in ((first, second, blocks, False), (second, first, flipped, True)):
        for modal in _MODAL.finditer(one.folded):
            place = _governed(one.folded, modal.end(), shared)
            opposite = _modal_before(other.folded, place) if place is not None else None
            if place is None or (opposite is None and (_strength(modal) == 3 or place - _part(other.folded, place) > _VERB)):
                continue
            strength, against = _strength(modal), _strength(opposite) if opposite else 2
            if strength != against:
                spans = (_stretch(one, modal.start(), modal.end()), _stretch(other, opposite.start() if opposite else None, place))
                before, after = spans[::-1] if is_flipped else spans
                way = "tightened" if (against > strength) != is_flipped else "loosened"
                found.setdefault((before.end, after.end), Shift("modality", way, before, after))
    return [found[key] for key in sorted(found)]


def _governed(folded: str, end: int, blocks: Sequence[tuple[int, int, int]]) -> int | None:
    """Where the other sentence has the words that stand right behind a modal word."""
    end += folded.startswith("、", end)
    return next((b + end - a for a, b, n in blocks if a <= end and end + _GOVERNED <= a + n), None)


def _modal_before(folded: str, place: int) -> re.Match[str] | None:
    """The last modal word within reach before a place, in the same part of the sentence."""
    begin = max(_part(folded, place), place - _REACH)
    return next(reversed(list(_MODAL.finditer(folded, begin, place))), None)


def _part(folded: str, place: int) -> int:
    """Where the part of the sentence begins that a place lies in."""
    return max(folded.rfind(c, 0, place) for c in ",;:。") + 1


def _strength(modal: re.Match[str]) -> int:
    return _STRENGTH[modal.lastgroup or "plain"]


def _stretch(sentence: Sentence, start: int | None, governed: int) -> Span:
    """From a modal word, or from the beginning of its part of the sentence, into the words it governs."""
    return _span(sentence, _part(sentence.folded, governed) if start is None else start, governed + _GOVERNED)


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.clause, sentence.start + start, sentence.start + end)
