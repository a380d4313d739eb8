"""Lists that a document makes of its headings: which seven actions it names, what its supporting policies are."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.evidence.terms import NUMERALS
from answer.text.pairs import share_said
from answer.text.sentences import unlabelled
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import Citation, Claim, Clause, fold

_NUMBERED = re.compile("哪?([二两三四五六七八九十])(?:大|个|项|类|种|条|方面|重)*(?:的)?([\u4e00-\u9fff]{2,4})")
_LISTED = re.compile("哪|什么|几(?:个|项|大|类|种|条|方面)|列出|包括")
# 重点任务有哪些: the list may stand under 主要目标和任务 or 重点工作任务
_TASK, _ASKING = "(?:重点|主要|工作|具体|保障|政策|支持|[的和与])*(任务|举措|措施)", "[是有包括主要分别为]*"
_TASKS = re.compile(f"{_TASK}(?={_ASKING}(?:哪|什么|啥))")
_TASKS_NAMED = re.compile(f"{_TASK}(?={_ASKING}(?:哪|什么|啥|$))")  # in what is left of a question without its words of asking
_FILL = re.compile("提出?|包括|坚持|各|[的了有里中内在对和与是]")
_SENTENCE, _QUOTES = re.compile("[,，;；。]"), re.compile('["“”「」『』]')
_ENDS = "。：:；;，, "
_LONGEST, _SHORTEST = 40, 2  # characters of a heading; a longer one is a sentence
_FEWEST, _MOST = 2, 30  # headings of a list
_SAID = 0.75  # share of the pairs of characters of what else the question says
_SOURCES = 6  # documents looked into, those of the best clauses


Item = tuple[Clause, int, int]  # a clause, and where in its document the item begins and ends
Items = tuple[Item, ...]  # of a list, in order


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a list, in order."""

    above: Clause | None
    items: Items

    @property
    def name(self) -> str:
        """The heading above, folded and without its label, "" where there is none."""
        return _name(self.above) if self.above else ""

    @property
    def names(self) -> list[str]:
        """The headings of the list, likewise."""
        return [_name(clause) for clause, _, _ in self.items]


def outline(inquiry: Inquiry, part: Part) -> Outline | None:
    """The headings that the question asks for: as many as it says, each with the word it says (七大行动), or those under a heading that it
    names (支持政策有哪几方面). None where it asks for no list, or where none or several documents have one."""
    question = inquiry.question
    if question.kind is not Kind.LIST or question.unit or question.language == "en" or not _LISTED.search(question.text):
        return None
    found = []
    for source in inquiry.sources_of(part)[:_SOURCES]:
        lists = [of for of in _lists(inquiry.search.clauses(source)) if _asked(question, of) and _said(inquiry, of)]
        if lists:
            found.append(max(lists, key=lambda of: len(of.name)))
    return found[0] if len(found) == 1 or found and (inquiry.named or part.scope.place) else None


def _lists(clauses: Sequence[Clause]) -> Iterator[Outline]:
    """The clauses that stand under one heading, where each begins with a heading of its own."""
    under: dict[tuple[str, ...], list[Clause]] = defaultdict(list)
    heads = {c.path: c for c in clauses}
    for clause in clauses:
        if clause.path:
            under[clause.path[:-1]].append(clause)
    for path, below in under.items():
        items = tuple(span for c in below if (span := _heading(c)))
        if _FEWEST <= len(items) == len(below) <= _MOST:
            yield Outline(heads.get(path), items)


def _heading(clause: Clause) -> Item | None:
    """The span of a clause's own heading, None where it is but a label, a sentence, or not in the text as it stands."""
    own = clause.path[-1].rstrip(_ENDS)
    at = clause.text.find(own)
    if at < 0 or clause.text[:at].strip() or _SENTENCE.search(own) or not _SHORTEST <= len(unlabelled(fold(own))) <= _LONGEST:
        return None
    return clause, clause.start + at, clause.start + at + len(own)


def _name(clause: Clause) -> str:
    return _QUOTES.sub("", unlabelled(fold(clause.path[-1])).strip(_ENDS)) if clause.path else ""


def _asked(question: Question, of: Outline) -> bool:
    names, asked = of.names, _QUOTES.sub("", question.text)
    for number, what in _NUMBERED.findall(asked):
        if len(names) == NUMERALS[number] and all(any(what[:n] in name for n in (len(what), 2)) for name in names):
            return True
    if tasks := _TASKS.search(asked):
        return of.name.endswith(tasks[1])
    return len(of.name) > _SHORTEST and of.name in asked


def _said(inquiry: Inquiry, of: Outline) -> bool:
    """Whether what the question says beside the list's own name stands in the title and in the headings above and of the list."""
    first = of.items[0][0]
    there = _QUOTES.sub("", fold(" ".join((first.title, *first.path[:-1], *of.names))))
    focus = _QUOTES.sub("", inquiry.question.focus)
    if of.name:
        focus = _TASKS_NAMED.sub(" ", focus.replace(of.name, " "))
    words = _FILL.sub(" ", _NUMBERED.sub(" ", focus)).split()
    pairs = [word[i : i + 2] for word in words for i in range(len(word) - 1)]  # one that is asked twice counts twice
    return share_said(pairs, there) >= _SAID


def told(items: Items, scope: str) -> tuple[Claim, list[Citation]]:
    """A list as one claim, each item with the citation that carries it."""
    citations = [Citation(n, clause, start, end) for n, (clause, start, end) in enumerate(items, 1)]
    return Claim("；".join(c.quote for c in citations), tuple(c.n for c in citations), scope=scope), citations
