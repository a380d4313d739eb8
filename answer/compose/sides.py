"""What each side of a comparison says: the figure or the date of its claim, as it is weighed and as a table shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.ledger.figures import figures
from answer.ledger.times import times
from answer.text.amounts import amounts, moments
from answer.text.bounds import asks_bound, bounded, of_period
from answer.text.measures import Measure, due, measure
from answer.text.values import normal, segment
from answer.understand.classes import names
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import Claim, Target, fold, numbers_in
from policy.numerals import chinese_number

_MYRIADS = re.compile(r"(\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?)([万亿])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHANGES = re.compile("(?:提高|上浮|增加|增长|上调|下调|下降|降低|减少|缩短|压减|延长|另加|再加|加)$")
_GROWTH = re.compile("增长|增速|增幅|涨幅")  # asked for itself, it is the figure
_REPLACED = re.compile("[^,;。]{0,8}(?:提高|调整|调增|调减|下调|上调|降低|增加|放宽|延长|缩短)(?:到|至|为)")  # 由500元提高到600元
_MONEY = re.compile("[补奖租费]|金额|额度|工资|价")
_AS_MUCH = 0.9  # share of what the part that says most of the matter says
_NEXT = 6  # characters before a figure that say of whom it is
_COUNTS = ("次", "期", "场", "轮", "回")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure or a date as a claim says it: `said` for the reader, what it is `of`, until when, and what it is weighed by."""

    said: str
    of: str = ""
    deadline: str = ""
    measure: Measure | None = None
    day: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a folded text: [start, end) with its comparison, `at` where the amount begins."""

    start: int
    end: int
    at: int
    value: str
    unit: str
    op: str = "="
    about: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with the evidence that it quotes, the targets that the evidence sets for the matter (one, or the stages of one), and the
    numbers of the sides of the question that it speaks for."""

    claim: Claim
    evidence: Evidence
    targets: tuple[Target, ...]
    sides: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the question with its name (a place, a year, an edition), and its claims with what they state."""

    name: str
    told: tuple[tuple[Claim, tuple[Stated, ...]], ...]

    @property
    def stated(self) -> tuple[Stated, ...]:
        return tuple(s for _, stated in self.told for s in stated)


def stated(line: Line, question: Question, matter: Matter, year: int | None = None, of: str = "") -> tuple[Stated, ...]:
    """What a line states for a `year` or a class (`of`) where one of several is asked about; () where it cannot be told which of its
    figures is meant. A line that speaks for several sides states for each what it says of that one by name. Every number is one that the
    claim writes."""
    told = numbers_in(line.claim.text)
    found = [replace(s, said=_written(s.said, told)) for s in _stated(line, question, matter, year, of)]
    return tuple(found) if all(s.said for s in found) else ()


def _written(said: str, told: set[str]) -> str:
    """What is said, with 50万元 as 500000元 where the claim writes 五十万元, which is one number and not two; "" where it has neither."""
    plain = _MYRIADS.sub(_in_full, said)
    return next((form for form in (said, plain) if numbers_in(form) <= told), "")


def _in_full(scaled: re.Match[str]) -> str:
    scale = Decimal(chinese_number(scaled[2]) or 1)
    return "-".join(format((Decimal(number) * scale).normalize(), "f") for number in scaled[1].split("-"))


def _stated(line: Line, question: Question, matter: Matter, year: int | None, of: str) -> tuple[Stated, ...]:
    shared = len(line.sides) > 1 and len(line.claim.citations) < len(line.sides)  # not where each side says the very same
    dates = _dates(line, matter) if question.kind is Kind.TIME and not question.lasting and not shared else ()
    if dates:
        return dates
    if shared and of:
        return _only_figure(line, question, matter, of)
    if held := _of_bound(line, question, matter, of or str(year or "")):
        return held
    targets = [t for t in line.targets if not year or str(year) in t.deadline] or ([] if shared else list(line.targets))
    told = numbers_in(line.claim.text)
    of_quote = [t for t in targets if numbers_in(t.value) <= told]
    if of_quote := of_period(question.text, [(t, _part_of(line, t)) for t in of_quote]):
        return tuple(_of_target(line, question, t, told) for t in of_quote)
    return _only_figure(line, question, matter, str(year or ""), shared)


def _part_of(line: Line, target: Target) -> str:
    sentence = line.evidence.sentence
    return sentence.folded[slice(*segment(sentence.folded, max(target.end - sentence.start - 1, 0)))]


def _of_target(line: Line, question: Question, target: Target, told: set[str]) -> Stated:
    """A target as stated; without a deadline that stands outside the quote, whose numbers are `told`."""
    sentence = line.evidence.sentence
    start, end = target.start - sentence.start, target.end - sentence.start
    around = _around(sentence.folded, max(start, 0), end, target.unit)
    changes = _CHANGES.search(target.indicator) is not None and not _GROWTH.search(question.focus)
    found = measure(target.value, target.unit, target.op, target.about, around, changes)
    said = found.said if found else f"{target.value}{target.unit}"
    when = target.deadline if numbers_in(target.deadline) <= told and not (found and found.is_length and not due(target.deadline)) else ""
    of = target.indicator if numbers_in(target.indicator) <= told else ""
    return Stated(said, of, when, found, due(when))


def _around(text: str, start: int, end: int, unit: str) -> str:
    """The words that may say what a figure is for each of: of money all, of what is counted how often; of other figures they are matter."""
    if "元" not in unit and unit not in _COUNTS:
        return ""
    around = text[segment(text, start)[0] : end] + text[end : end + 2].split(",")[0]
    return around if "元" in unit else "".join(m for m in re.findall("每[年月季日]", around))


def _only_figure(line: Line, question: Question, matter: Matter, named: str, strict: bool = True) -> tuple[Stated, ...]:
    """The figure of a claim that sets no target by name, if it has but one of the kind asked for where it says most of the matter, in the
    part that speaks of what is `named`, if any; one that does not is none where that is `strict`."""
    text = fold(line.claim.text)
    here = _segments_of_the_matter(text, matter, named, strict, question)
    set_ = [_Figure(f.start, f.end, f.at, f.value, f.unit, f.op, f.about) for f in figures(text, hopeful=True)]
    beside = {start: of for start, _, of in bounded(text)}
    plain = [
        _Figure(a.start, a.end, a.start, *normal(text[a.start : a.end], a.unit), about=a.start in beside and beside[a.start].about)
        for a in amounts(text)
        if a.unit
    ]
    for found in (set_, plain):
        lasting = (f for f in found if not _REPLACED.match(text, f.end))
        fitting = [f for f in lasting if any(s <= f.start < e for s, e in here) and _asked_for(f.unit, question, text)]
        fitting = of_period(question.text, [(f, text[slice(*segment(text, f.at))]) for f in fitting])
        if len(fitting) > 1:  # 单职工80万元、双职工160万元
            near = {f: matter.coverage(text[max(here[0][0], f.at - _NEXT) : f.at]) for f in fitting}
            fitting = [f for f in fitting if near[f] == max(near.values())]
        if len({(f.value, f.unit) for f in fitting}) == 1:
            return _of_figure(text, question, fitting[-1])
    return ()


def _of_bound(line: Line, question: Question, matter: Matter, named: str) -> tuple[Stated, ...]:
    """The figure of a claim that is the least or the most, where that is asked for, in the part that says most of the matter."""
    bound, text = asks_bound(f"{question.text} {fold(question.original)}"), fold(line.claim.text)
    if not bound:
        return ()
    here = _segments_of_the_matter(text, matter, named, False, question) or [(0, len(text))]
    fitting = [
        m
        for start, end, m in bounded(text)
        if m.op[0] == bound[0] and any(s <= start < e for s, e in here) and (not question.lasting or m.is_length)
    ]
    fitting = [m for m in fitting if question.lasting or not question.unit or _alike(m.raw[1], question.unit)]
    return (Stated(fitting[0].said, measure=fitting[0]),) if len({(m.low, m.high, m.unit) for m in fitting}) == 1 else ()


def _of_figure(text: str, question: Question, figure: "_Figure") -> tuple[Stated, ...]:
    around = _around(text, figure.start, figure.end, figure.unit)
    changes = _CHANGES.search(text[: figure.at].rstrip("约近了不超过少于低")) is not None and not _GROWTH.search(question.focus)
    weighed = measure(figure.value, figure.unit, figure.op, figure.about, around, changes)
    when = _deadline(text) or "".join(dict.fromkeys(re.findall("每(?:人|户|年|月|季度?)", around)))
    return (Stated(weighed.said, "", when, weighed),) if weighed else ()


def _asked_for(unit: str, question: Question, text: str) -> bool:
    """Whether a unit is that which is asked for; where money is, it is the unit of money if the text has any."""
    if question.unit:
        return _alike(unit, question.unit)
    return "元" in unit or not _MONEY.search(question.focus) or "元" not in text


def _segments_of_the_matter(text: str, matter: Matter, named: str, strict: bool, question: Question) -> list[tuple[int, int]]:
    """The parts of a text between commas that hold figures and say most of the matter, among those that speak of what is named."""
    parts = list(dict.fromkeys(segment(text, start) for start, _, _ in bounded(text)))
    own = [p for p in parts if named and names(named, _with_case(text, p))]
    if named and strict and not own:
        return []
    own = of_period(question.text, [(p, text[slice(*p)]) for p in own or parts])
    said = {p: matter.coverage(text[slice(*p)]) for p in own}
    return [p for p, share in said.items() if share >= max(said.values()) * _AS_MUCH]


def _with_case(text: str, part: tuple[int, int]) -> str:
    """A part with the one before it where that says in which case it applies: 单方缴存的,额度为66万元."""
    start, end = part
    if start < 2 or text[start - 1] != ",":
        return text[start:end]
    before, until = segment(text, start - 2)
    return text[before if text[until - 1] == "的" and not amounts(text[before:until]) else start : end]


def _alike(unit: str, asked: str) -> bool:
    return asked in unit or unit in asked or {unit, asked} <= {"日", "天", "工作日"} or {unit, asked} <= {"人", "名", "位"}


def _deadline(text: str) -> str:
    dated = [text[start:end] for start, end in times(text) if _YEAR.search(text[start:end])]
    return dated[0] if len(dated) == 1 else ""


def _dates(line: Line, matter: Matter) -> tuple[Stated, ...]:
    """The date of a claim; of several that which stands nearest to what is asked for."""
    text = fold(line.claim.text)
    dated = [(m.start, text[m.start : m.end].strip(",")) for m in moments(text) if _YEAR.search(text[m.start : m.end])]
    dated = [d for d in dated if numbers_in(d[1]) <= numbers_in(text)]
    if len({due(said) for _, said in dated}) > 1:
        weight = [matter.coverage(_behind(text, start, [s for s, _ in dated])) for start, _ in dated]
        best = max(weight)
        dated = [d for d, w in zip(dated, weight, strict=True) if w == best]
    days = {due(said) for _, said in dated}
    return (Stated(dated[0][1], day=due(dated[0][1])),) if len(days) == 1 else ()


def _behind(text: str, start: int, starts: Sequence[int]) -> str:
    """What a date is of: the text from it to the next date."""
    return text[start : min((s for s in starts if s > start), default=len(text))]
