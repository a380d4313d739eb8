"""Whether a clause bears out what a question takes for given: 对, 不对, or "" where it leaves that open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.ledger.figures import figures
from answer.text.amounts import moments
from answer.text.bounds import bounded, of_period
from answer.text.measures import Measure, due, measure
from answer.text.sentences import PARTED
from answer.text.values import segment
from answer.text.years import unmeasured
from answer.understand.premise import Premise, Says
from policy import numbers_in, pairs_of

_SO, NOT_SO = "对", "不对"
_ALL = 0.92  # share of a statement that the sentence says which bears it out: with another body or thing in it, it is less
_DENIAL = re.compile(
    "不(?!仅|但|断|同|[得能应可]?(?:低|少|超|小|高|大|多|短|长|早|晚)|动产)|取消|未|没(?!收)|无(?!障|线|人机)|禁止|严禁|免(?!费)|除外"
)
_BRACKET = re.compile(r"\([^()]*\)")
_REFUTES = 0.4, 0.7  # share of the matter that a sentence must say, or how likely it must be, to refute what was taken for given
_LISTS, _QUOTES = re.compile(r"、(?![^()]*\))"), re.compile('["“”「」『』]')
_AS_MUCH = 0.05  # shares of the matter that differ by less are the same
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_NUMERAL = re.compile(r"\d|[一二三四五六七八九十]")
_LENGTHS = frozenset({"日", "月", "工作日", "小时"})
_DAYS = {"月": 30, "日": 1, "工作日": 1}
_LEVEL = re.compile("^[省市县区州]")
_AND = re.compile("[、和与及]")


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure of a sentence that may be the one that a question speaks of, its part of the sentence between commas, how much of the matter
    is said with it, how many pairs of characters there say something `beside` it, and the years that it is of."""

    measure: Measure
    part: tuple[int, int]
    said: float
    beside: int
    years: frozenset[str]


def bears(given: Premise, sentence: str) -> bool:
    """Whether a folded sentence holds anything that what was said can be held against."""
    if given.says is Says.OFFICE:
        return bool(_named(given, sentence))
    if given.says is Says.STATEMENT:
        return True
    if given.dated:
        return any(_NUMERAL.search(sentence[m.start : m.end]) for m in moments(sentence))
    wanted = _wanted(given)
    return wanted is None or any(_of_a_kind(wanted, m) for _, _, m in _measures(sentence))


def holds_against(given: Premise, evidence: Evidence, matter: Matter) -> bool:
    """Whether a sentence speaks to what was said: one that says little of the matter bears it out, but does not refute it."""
    text = evidence.sentence.folded
    sure = evidence.said >= _REFUTES[0] or evidence.score >= _REFUTES[1]
    return bears(given, text) and (sure or judged(given, text, matter) != NOT_SO)


def judged(given: Premise, sentence: str, matter: Matter) -> str:
    """Whether a folded sentence bears out what was said: 对, 不对, or "" where it leaves that open.

    It is held against the figure of the kind with which the sentence says most of the matter, of the year and with the bound (最多,
    至少) that the question names; a figure that only another part between commas holds is another indicator's.
    """
    if given.says is Says.OFFICE:
        return _judged_office(given, sentence, matter)
    if given.says is Says.STATEMENT:
        return _SO if matter.coverage(sentence) >= _ALL and _denies(given.said) == _denies(sentence) else ""
    if given.dated:
        return _judged_date(given, sentence, matter)
    wanted = _wanted(given)
    held = _held(given, wanted, sentence, matter) if wanted else []
    if not wanted or not held:
        return ""
    best = _best(held)
    if any("分别" in sentence[slice(*h.part)] for h in best) or not any(h.said for h in held):  # which is whose is not read
        best = held
    agreeing = {_agree(wanted, h.measure) for h in best}
    own = {h.part for h in best}
    if agreeing == {True}:
        return _SO if _in_the_same_sense(given, sentence, best) else ""
    elsewhere = any(_agree(wanted, h.measure) for h in held if h.part not in own)
    return NOT_SO if agreeing == {False} and not elsewhere else ""


def _in_the_same_sense(given: Premise, sentence: str, best: Sequence[_Held]) -> bool:
    """Whether the figure is neither a bound the other way (不超过 for 至少) nor denied where it was not: 取消12个月的限制."""
    if given.bound and any({given.bound[0], h.measure.op[0]} == {"<", ">"} for h in best):
        return False
    return any(_denies(given.question) == _denies(sentence[slice(*h.part)]) for h in best)


def _best(held: Sequence[_Held]) -> list[_Held]:
    """The figures with which most of the matter is said; of several those with which little else is: 中心城区, not 中心城区以外."""
    most = max(h.said for h in held)
    best = [h for h in held if h.said >= most - _AS_MUCH]
    least = min(h.beside for h in best)
    return [h for h in best if h.beside == least]


def _wanted(given: Premise) -> Measure | None:
    found = [m for _, _, m in _measures(given.said)]
    return replace(found[0], op=given.bound or found[0].op) if found else None


def _held(given: Premise, wanted: Measure, text: str, matter: Matter) -> list[_Held]:
    """The figures of the kind, of the years asked about as far as any names them, with the bound asked for as far as any has it."""
    found = []
    for start, end, of in _measures(text):
        if _of_a_kind(wanted, of):
            item = _item(text, start, end)
            beside = len(pairs_of(item) - pairs_of(given.question))
            part = segment(text, start)
            found.append(_Held(of, part, matter.coverage(item), beside, _years(unmeasured(given.question, text), part[0], start)))
    found = of_period(given.question, [(h, text[slice(*h.part)]) for h in found])
    found = [h for h in found if h.years & given.years] or [h for h in found if not h.years] or found if given.years else found
    if given.bound:
        found = [h for h in found if h.measure.op[:1] == given.bound[0]] or found
    return found


def _years(text: str, start: int, at: int) -> frozenset[str]:
    """The years that a figure is of: those of its own part of the sentence, else the last named before it."""
    own = _YEAR.findall(text[start : segment(text, at)[1]])
    return frozenset(own or _YEAR.findall(text[:at])[-1:])


def _measures(text: str) -> list[tuple[int, int, Measure]]:
    """The figures of a folded text, each as [start, end) with its measure; 全覆盖 is one."""
    whole = ((f.at, f.until, measure(f.value, f.unit, f.op)) for f in figures(text, hopeful=True) if f.value == "全覆盖")
    return sorted([*bounded(text), *((at, until, of) for at, until, of in whole if of)], key=lambda found: found[0])


def _item(text: str, start: int, end: int) -> str:
    """What is said with a figure: its item of a list (60个派出所、150个司法所), without quotation marks, else its part of the sentence from
    the figure before it on."""
    part = segment(text, start)
    marks = [m.start() for m in _LISTS.finditer(text, *part)]
    others = [s for s, _, _ in bounded(text) if part[0] <= s < part[1] and s != start]
    before = max((m for m in marks if m < start and any(s < m for s in others)), default=part[0] - 1) + 1
    behind = min((m for m in marks if m >= end and any(s > m for s in others)), default=part[1])
    last = max((s for s in others if before <= s < start), default=before)
    return _QUOTES.sub("", text[last:behind])


def _of_a_kind(one: Measure, other: Measure) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= _LENGTHS


def _agree(one: Measure, other: Measure) -> bool:
    """Whether two measures are the same figure, whatever their bounds: 半年 and 6个月."""
    if one.unit == other.unit:
        return (one.low, one.high) == (other.low, other.high)
    if "工作日" in (one.unit, other.unit) or not {one.unit, other.unit} <= _DAYS.keys():
        return False
    return one.low * _DAYS[one.unit] == other.low * _DAYS[other.unit]


def _denies(text: str) -> bool:
    return _DENIAL.search(_BRACKET.sub("", text)) is not None


def _judged_date(given: Premise, sentence: str, matter: Matter) -> str:
    wanted, day = numbers_in(given.said), due(given.said)
    parts = [part for part in PARTED.split(sentence) if any(_NUMERAL.search(part[m.start : m.end]) for m in moments(part))]
    if not parts or not wanted:
        return ""
    best = max(parts, key=lambda part: (matter.coverage(part), -parts.index(part)))
    if wanted <= numbers_in(best) or day and day == due(best):
        return _SO
    if any(wanted <= numbers_in(part) for part in parts):
        return ""
    other = due(best)
    return "" if day and other and day[0] == other[0] and len(wanted) != len(numbers_in(best)) else NOT_SO


def _judged_office(given: Premise, sentence: str, matter: Matter) -> str:
    parts = [part for part in PARTED.split(sentence) if _named(given, part)]
    named = _named(given, max(parts, key=matter.coverage)) if parts else _named(given, sentence)
    if any(_is_body(given.said, body) for body in named):
        return _SO
    return NOT_SO if named else ""


def _named(given: Premise, sentence: str) -> Sequence[str]:
    """The bodies or persons that a sentence says the office is held by, or is in."""
    return [body for whole in _holders(given.verb, sentence) for body in (whole, *_AND.split(whole)) if body]


def _holders(verb: str, text: str) -> Iterator[str]:
    if verb == "设在":
        yield from re.findall("设在([^,;。]{2,40})", text)
    elif verb in ("牵头", "负责", "主管"):
        yield from re.findall(f"(?:^|[由:,;。(])([^由:,;。(]{{2,40}}?)(?:分别|共同|具体)?{verb}", text)
    else:
        yield from re.findall(f"由([^,;。由]{{2,40}}?)(?:兼任|担任|出任|任|为){verb}", text)
        yield from re.findall(f"{verb}(?:由|为|是)([^,;。]{{2,40}}?)(?:同志)?(?:兼任|担任)?(?=[,;。]|$)", text)


def _is_body(said: str, body: str) -> bool:
    """Whether a body is the one that was said, also by a shorter name: 市发改委 is 市发展改革委; 市长 is not 副市长."""
    if body.endswith(said):
        return not body.endswith("副" + said)
    short, whole = (_LEVEL.sub("", name) for name in (said, body))
    if not short or not whole or short[0] != whole[0] or short[-1] != whole[-1]:
        return False
    letters = iter(whole)
    return all(letter in letters for letter in short)
