"""What a document wants to reach as a whole, by a year or a stage: 到2028年要实现什么目标, 阶段目标分别是什么. It stands under a heading of
its own, and not in the figure of one indicator."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.compose.framing import framing, matter_words
from answer.compose.listed import Listed, best, lists
from answer.compose.outline import Item
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.text.pairs import pairs_within, share_said
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import Clause, fold

_STAGE = "(?:阶段性?|年度|总体?|主要|整体|什么|哪些|怎样的|的)*"
_ASKS = re.compile(
    f"(?:达到|实现|完成|设定|确定|提出|制定|定|有)了?(?:什么|哪些|哪几个|怎样的|啥)(?:样的?)?{_STAGE}目标|目标(?:任务)?(?:分别|各|都|主要)*(?:是|有|为)(?:什么|哪些|啥)"
)
_ASKS_IN_ENGLISH = re.compile(r"\b(?:what|which)(?: \w+){0,3}? (?:goals?|objectives?|aims?)\b")
_HEADED = re.compile("^[^,;。]{0,6}目标(?:任务)?$")
_FRAME = framing("阶段性?|年度|总体?|整体|任务|制定|哪几个|怎样|多少|[力争]|[a-z]+")
_STEP = re.compile("[^;；。]+[;；。]?")
_MOST_YEARS = 3  # years named one by one; those of a five-year plan are more, and the document need name but the last


def goals(inquiry: Inquiry, parts: Sequence[Part]) -> Listed | None:
    """The section on goals of the document asked about, of one that names years the steps of the years asked about; None where more than
    goals is asked for, where parts are of several places, or where no document or several have one."""
    question = inquiry.question
    if question.kind in (Kind.COMPARE, Kind.TIME) or not asks_for_goals(question) or len({part.scope for part in parts}) > 1:
        return None
    found = [
        (step, share)
        for source in inquiry.sources_of(parts[0])
        for of in lists(inquiry.search.clauses(source), _HEADED, 1, whole=True)
        if (share := _of_whole(inquiry, of)) == 1 and (step := _in_time(of, question.years))
    ]
    return best(found)


def asks_for_goals(question: Question) -> bool:
    """Whether a question asks for goals as such."""
    if question.language == "en":
        return _ASKS_IN_ENGLISH.search(fold(question.original)) is not None
    return _ASKS.search(question.text) is not None


def _of_whole(inquiry: Inquiry, of: Listed) -> float:
    """The share of what the question says besides that title and headings say."""
    asked = pairs_within(" ".join(matter_words(inquiry.question, _FRAME)))
    return share_said(asked, fold(" ".join((of.heading.title, *of.heading.path))))


def _in_time(of: Listed, years: Sequence[int]) -> Listed | None:
    """The section, or the steps of it that name the years asked about; None where it does not name them."""
    if not years:
        return of
    wanted = {str(year) for year in (years if len(years) <= _MOST_YEARS else years[-1:])}
    steps = [step for item in of.items for step in _steps(*item) if any(year in fold(_text(step)) for year in wanted)]
    named = {year for step in steps for year in wanted if year in fold(_text(step))}
    return replace(of, items=tuple(steps)) if named == wanted else None


def _steps(clause: Clause, start: int, end: int) -> list[Item]:
    """The steps of a section: what semicolons and full stops part."""
    text = clause.slice(start, end)
    found = []
    for m in _STEP.finditer(text):
        body = m.group().strip().rstrip(";；。")
        at = start + m.start() + len(m.group()) - len(m.group().lstrip())
        if body:
            found.append((clause, at, at + len(body)))
    return found


def _text(step: Item) -> str:
    clause, start, end = step
    return clause.slice(start, end)
