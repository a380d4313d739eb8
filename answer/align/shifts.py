"""What a clause asks more or less strictly than its counterpart: figures and deadlines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from answer.align.scores import grams
from answer.ledger.targets import targets
from answer.text.amounts import amounts, moments
from answer.text.sentences import Sentence
from policy import Clause, Target, fold, numbers_in
from policy.align import Shift, Span

_SAME_INDICATOR = 0.5  # Dice of the bigrams of two indicators; 合格率 and 评查合格率 are one, 办结率 and 满意率 are not
_ELSEWHERE = 0.7  # the same where their clauses are not aligned
_LOWER = re.compile("降|压缩|缩短|减少|控制")
_COMPARED = re.compile("(?:不得?)?(?:[低少小短高多大长]于|超过|足)$")
_BOUND = re.compile("及?以[上下内]|之?内")
_TIME_UNIT = re.compile("日|天|小时$|分钟|月$")
_DATE = re.compile(
    r"((?:19|20)\d\d)年(?:年?(?P<end>底|末)|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|第?(?P<quarter>[一二三四1-4])季度|(?P<half>上半年))?(?P<open>前)?"
)
_TITLE = re.compile(r"《[^《》]*》|\([^()]*\d{4}年\)")
_RATE = re.compile("([\u4e00-\u9fff]{2})[率度](?=$|[\u4e00-\u9fff]{0,4}$)")
_DUE = re.compile("^(?:力争)?[到至在]|截至|[前底末内]$|季度|上半年")
_PERIOD = re.compile("[每全](?:个|一)?(半年|年|季度|季|月|周|日|天)")
_A_YEAR = {"年": 1, "半年": 2, "季度": 4, "季": 4, "月": 12, "周": 52, "日": 365, "天": 365}
_QUARTERS = {c: i for i, c in enumerate("一二三四", 1)} | {c: i for i, c in enumerate("1234", 1)}


Beside: TypeAlias = tuple[Sentence, Sentence]


@dataclass(frozen=True, slots=True)
class _Match:
    """Targets that set the same indicator, by place of their clauses; one is None where only one document sets it."""

    first: Target | None
    second: Target | None
    places: tuple[int, int]


class Shifts:
    """The figures of two documents whose clauses are aligned by `links`."""

    def __init__(
        self, before: Sequence[Clause], after: Sequence[Clause], links: Mapping[tuple[int, int], float], beside: Sequence[Beside]
    ) -> None:
        """`beside` holds the sentences that answer to each other."""
        first, second = ([(i, t) for i, c in enumerate(side) for t in targets(c)] for side in (before, after))
        self._matches = _match(first, second, links, beside)

    def pair(self, i: int, j: int) -> tuple[Shift, ...]:
        """How the figures of two aligned clauses differ."""
        return tuple(s for m in self._matches if m.places == (i, j) for s in _shifts(m))

    def alone(self, place: int, side: int) -> tuple[Shift, ...]:
        """The figures of a clause for which no aligned clause sets one: added, dropped, or as against a clause elsewhere."""
        return tuple(s for m in self._matches if m.places[side] == place and m.places[1 - side] < 0 for s in _shifts(m))


def _match(
    first: list[tuple[int, Target]],
    second: list[tuple[int, Target]],
    links: Mapping[tuple[int, int], float],
    beside: Sequence[Beside],
) -> list[_Match]:
    """Each target with at most one of the other document: in aligned clauses before others, then the likest, then of the same year."""
    ranked = []
    names = [[grams(fold(t.indicator)) for _, t in side] for side in (first, second)]
    for a, (i, one) in enumerate(first):
        for b, (j, other) in enumerate(second):
            if one.unit != other.unit or _of_another_rate(one.indicator, other.indicator):
                continue
            like = 2 * len(names[0][a] & names[1][b]) / max(1, len(names[0][a]) + len(names[1][b]))
            aligned = (i, j) in links
            repeated = aligned and one.value == other.value and any(_holds(s, one) and _holds(t, other) for s, t in beside)
            if repeated or like >= (_SAME_INDICATOR if aligned else _ELSEWHERE):
                ranked.append((not aligned, -like, _date(one.deadline) != _date(other.deadline), a, b))
    partner: tuple[dict[int, int], dict[int, int]] = {}, {}
    for *_, a, b in sorted(ranked):
        if a not in partner[0] and b not in partner[1]:
            partner[0][a], partner[1][b] = b, a
    return _matches(first, second, links, partner, beside)


def _of_another_rate(one: str, other: str) -> bool:
    """Whether two indicators are rates of different things, however alike the rest of their names: 服务知晓率 and 服务满意率."""
    rates = [_RATE.findall(fold(name))[-1:] for name in (one, other)]
    return bool(rates[0] and rates[1]) and rates[0] != rates[1]


def _repeated(target: Target, said: Sequence[tuple[Sentence, str]]) -> bool:
    """Whether a sentence that answers to the target's own has its figure too."""
    wanted = numbers_in(target.value)
    answers = [other for own, other in said if _holds(own, target)]
    if not wanted:
        return any(fold(target.value) in other for other in answers)
    return any(wanted <= {n for a in amounts(o) if a.unit.endswith(target.unit) for n in numbers_in(o[a.start : a.end])} for o in answers)


def _holds(sentence: Sentence, target: Target) -> bool:
    return sentence.start <= target.start < sentence.end


def _matches(
    first: list[tuple[int, Target]],
    second: list[tuple[int, Target]],
    links: Mapping[tuple[int, int], float],
    partner: tuple[dict[int, int], dict[int, int]],
    beside: Sequence[Beside],
) -> list[_Match]:
    """All targets with their partners, but those whose figure stands in an answering sentence in words that set none; one whose partner
    stands in a clause not aligned with its own is told there alone."""
    said = [(s, t.folded) for s, t in beside], [(t, s.folded) for s, t in beside]
    found = [_Match(one, None, (i, -1)) for a, (i, one) in enumerate(first) if a not in partner[0] and not _repeated(one, said[0])]
    found += [_Match(None, other, (-1, j)) for b, (j, other) in enumerate(second) if b not in partner[1] and not _repeated(other, said[1])]
    for a, b in partner[0].items():
        (i, one), (j, other) = first[a], second[b]
        found.append(_Match(one, other, (i, j if (i, j) in links else -1)))
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
        figures = (_figure(one), _figure(other)) if _yearly(one) == _yearly(other) else (_whole(one), _whole(other))
        found.append(Shift("value", value, *figures, other.indicator))
    before, after = _within(one, one.deadline), _within(other, other.deadline)
    if deadline and before and after:
        found.append(Shift("deadline", deadline, before, after, other.indicator))
    return found


def _value_way(one: Target, other: Target) -> str:
    """Which way a figure moved, by the year where both say how often; "" where it is the same or no single number."""
    values, often = [numbers_in(t.value) for t in (one, other)], [_yearly(t) for t in (one, other)]
    if any(len(v) != 1 for v in values) or (values[0] == values[1] and often[0] == often[1]):
        return ""
    way = _more_is(one)
    if not way or way != _more_is(other) or (often[0] is None) != (often[1] is None):
        return "changed"
    before, after = (float(next(iter(v))) * (times or 1) for v, times in zip(values, often, strict=True))
    if before == after:
        return ""
    return "tightened" if (after - before) * way > 0 else "loosened"


def _yearly(target: Target) -> int | None:
    """How often a year the figure is asked for, None where that is not said."""
    found = _PERIOD.search(fold(target.deadline)) or _PERIOD.search(fold(target.quote))
    return _A_YEAR[found[1]] if found and target.unit != "%" else None


def _more_is(target: Target) -> int:
    """1 where a higher figure asks more, -1 where it asks less, 0 where that is not said."""
    if target.op in ("<=", "<"):
        return -1
    if target.op in (">=", ">"):
        return 1
    figure, quote = _figure(target), fold(target.quote)
    at = figure.start - target.start
    if _LOWER.search(quote[max(0, at - 8) : at]):
        return -1
    return 0 if _TIME_UNIT.search(target.unit) else 1


def _figure(target: Target) -> Span:
    """Where the target's sentence says its figure, 不低于 and 以上 with it; the whole of it where that cannot be told."""
    quote, wanted = fold(target.quote), numbers_in(target.value)
    said = [a for a in amounts(quote) if numbers_in(quote[a.start : a.end]) == wanted]
    said = [a for a in said if a.unit.endswith(target.unit)] or said
    if len(said) == 1:
        start = _COMPARED.search(quote, 0, said[0].start)
        behind = _BOUND.match(quote, said[0].end)
        begin, end = start.start() if start else said[0].start, behind.end() if behind else said[0].end
        return Span(target.clause, target.start + begin, target.start + end)
    return _within(target, target.value + target.unit) or _within(target, target.value) or _whole(target)


def _whole(target: Target) -> Span:
    return Span(target.clause, target.start, target.end)


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


def deadlines(first: Sentence, second: Sentence, answering: tuple[Sequence[Clause], Sequence[Clause]]) -> list[Shift]:
    """The deadlines of two sentences where each names as many, taken in order; or one that no clause answering to its own names.

    `answering` are the clauses that answer to that of the second sentence, and to that of the first.
    """
    dated = [_dated(first), _dated(second)]
    if not dated[0] or not dated[1]:
        gone = [Shift("deadline", "dropped", _span(first, *at), None) for at, due in dated[0] if not _named(answering[1], due)]
        return gone + [Shift("deadline", "added", None, _span(second, *at)) for at, due in dated[1] if not _named(answering[0], due)]
    if len(dated[0]) != len(dated[1]):
        return []
    return [
        Shift("deadline", "tightened" if new < old else "loosened", _span(first, *one), _span(second, *other))
        for (one, old), (other, new) in zip(*dated, strict=True)
        if new != old
    ]


def _named(clauses: Sequence[Clause], due: tuple[int, int, int]) -> bool:
    """Whether one of the clauses names the year anywhere."""
    return any(f"{due[0]}" in fold(clause.text) for clause in clauses)


def _dated(sentence: Sentence) -> list[tuple[tuple[int, int], tuple[int, int, int]]]:
    """The deadlines of a sentence, where they stand and what they leave: not the years of a title, nor the date of signing."""
    folded = _TITLE.sub(lambda m: "\u25a0" * len(m.group()), sentence.folded)
    found = [(m.start, m.end) for m in moments(folded)]
    return [(at, due) for at in found if _DUE.search(folded[slice(*at)]) and (due := _date(folded[slice(*at)]))]


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.clause, sentence.start + start, sentence.start + end)
