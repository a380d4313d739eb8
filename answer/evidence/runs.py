"""The runs of a clause that an answer may quote: parts of the sentence that answers, the sentence, and whole sentences around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.text.orders import stated
from answer.text.sentences import Sentence, sentences
from policy import fold

_CUT = re.compile(r"[,;。!?\n]+[”\"」』)\]】]*|(?<!\d):|:(?!\d)")
_OPENING, _CLOSING = "([【《“「『", ")]】》”」』"
_MOST_PARTS = 24  # of a sentence; the parts of a longer one are joined two and two until they are fewer
_HANGS = re.compile(
    "(?:的|时|后|前|内|情况下|情形下|条件下|除外|以外),$|:$"
)  # names a case or a time limit; what follows from it is said behind
_FRAME = re.compile("(?:对|除|当|凡|经)[^的]*,$")  # opens what the next part ends, or says to whom or when that applies
_JOINS = re.compile("以及|或者|及其|及(?![时早格])")  # goes on with what the part before names
_BEFORE, _AFTER = 2, 7  # whole sentences that a run may take in before and behind the one that answers
_LONGEST = 600  # characters of a run that takes in more than its sentence


@dataclass(frozen=True, slots=True)
class Part:
    """[start, end) of the folded text of a clause, with the mark that closes it; `sentence` counts the sentences from the one that
    answers (0); `first` and `last` say whether the part begins or ends its sentence."""

    start: int
    end: int
    text: str
    sentence: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Parts [first, last], by their place among the parts."""

    first: int
    last: int


@lru_cache(512)
def parts(sentence: Sentence) -> tuple[Part, ...]:
    """The parts of a sentence between its commas, and those of the sentences around it in its clause, in order.

    >>> # of "收到申请的,应当自收到之日起5日内答复;逾期未答复的,视为同意。" the four between its commas
    """
    clause = sentence.clause
    folded, around = fold(clause.text), sentences(clause)
    if stated(around) != around:  # no run takes in an order
        around = [sentence]
    here = next(n for n, s in enumerate(around) if s.start == sentence.start)
    found: list[Part] = []
    for n, s in enumerate(around[max(0, here - _BEFORE) : here + _AFTER + 1], max(0, here - _BEFORE)):
        if n == here or not s.header:
            found += _cut(folded, s.start - clause.start, s.end - clause.start, n - here)
    return tuple(found)


def _cut(folded: str, start: int, end: int, number: int) -> list[Part]:
    ends = [m.end() for m in _CUT.finditer(folded, start, end) if _is_cut(folded, start, m)]
    if not ends or ends[-1] < end:
        ends.append(end)
    while len(ends) > _MOST_PARTS:
        ends = [*ends[1:-1:2], ends[-1]]
    found = []
    for at, until in zip([start, *ends], ends, strict=False):
        text = folded[at:until].strip()
        if text:
            lead = at + len(folded[at:until]) - len(folded[at:until].lstrip())
            found.append(Part(lead, lead + len(text), text, number, at == start, until == ends[-1]))
    return found


def _is_cut(folded: str, start: int, mark: "re.Match[str]") -> bool:
    """Not between figures (1,200), nor inside brackets or quotation marks."""
    at = mark.start()
    if folded[at] == "," and folded[at - 1 : at].isdigit() and folded[at + 1 : at + 2].isdigit():
        return False
    before = folded[start : mark.end()]
    return before.count('"') % 2 == 0 and all(before.count(o) <= before.count(c) for o, c in zip(_OPENING, _CLOSING, strict=True))


def runs(cut: Sequence[Part]) -> list[Run]:
    """The runs that an answer may be: any of the sentence's own parts on end that neither begin within a frame (对…,) or with 以及 nor
    break off behind a case or a time limit; or the sentence, or what stands behind a colon in it, with whole sentences before and behind
    it."""
    own = [n for n, p in enumerate(cut) if p.sentence == 0]
    opening = [n for n in own if n == own[0] or not (_FRAME.match(cut[n - 1].text) or _JOINS.match(cut[n].text))]
    closing = [n for n in own if n == own[-1] or not _HANGS.search(cut[n].text)]
    starts = [n for n in range(own[0] + 1) if cut[n].first] + [n + 1 for n in own[:-1] if cut[n].text[-1] == ":"]
    ends = [n for n in range(own[-1], len(cut)) if cut[n].last]
    wider = [Run(i, j) for i in starts for j in ends if i < own[0] or j > own[-1]]
    return [Run(i, j) for i in opening for j in closing if i <= j] + [r for r in wider if cut[r.last].end - cut[r.first].start <= _LONGEST]
