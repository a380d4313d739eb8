"""All that a document sets in figures, where a question asks for its targets as such: 有哪些量化指标, 2027年底前要达到哪些指标. It is
read from the ledger."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from answer.compose.claims import label, one_line
from answer.compose.comparison import UNSAID
from answer.compose.framing import framing, matter_pairs
from answer.compose.tabled import MOST, Tabled, told
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.ledger.rows import due_year
from answer.ledger.targets import targets
from answer.text.measures import measure
from answer.text.pairs import share_said
from answer.understand.kinds import Kind
from policy import Cell, Citation, Claim, Table, Target, fold, numbers_in

_ASKS = re.compile(
    "(?:量化|数量|定量|数字|数值|硬)(?:性)?的?(?:指标|目标|要求)|(?:哪些|哪几[个项]|什么)(?:具体|工作|主要|发展)?的?指标(?!体系|库)|指标(?:都|主要)?(?:有|是|包括)(?:哪些|什么|啥)"
)
_ASKS_IN_ENGLISH = re.compile(r"\b(?:what|which|list|all)(?: \w+){0,3}? (?:targets|indicators)\b")
_OTHER_KINDS = re.compile("约束性|预期性|(?:考核|评价|评估|统计|监测|一级|二级)的?指标")  # kinds that tables name, told by no figure
_FRAME = framing("量化|数量|定量|数字|数值|硬性?|指标|要求|具体|发展|方面|设定|设置|规定|明确|哪几[个项]|载明|里|[都设定]|[a-z]+")
_KINDS = re.compile("约束性|预期性|(?:考核|评价|评估|统计|监测|一级|二级)的?指标")  # kinds that tables name, told by no figure
_SAYS = re.compile(
    "量化|数量|定量|数字|数值|硬性?|指标|目标|要求|具体|工作|主要|发展|方面|设定|设置|规定|提出|确定|明确|达到|完成|实现|哪些|哪几[个项]|什么|啥|分别|各|里"
    "|方案|规划|纲要|计划|意见|文件|期间|年?[底末初]|以?前|之|[到要为的是有和与、了设定在全省市县区都]|十[一二三四五六]五|\\d+年?|[?？。]|载明|[a-z]+"
)
_KINDS = {"比例", "数量", "数额", "频次"}  # a time limit is no target in figures
_SAID = 0.6  # share of the pairs of characters of what else is asked that a target with its headings says


def quotas(inquiry: Inquiry, parts: Sequence[Part]) -> Tabled | None:
    """The targets in figures of the places or documents asked about, in time where a year is; None where the question does not ask for
    them as such, or neither names whose they are nor has but one document before it, or none is set."""
    text = fold(inquiry.question.text)
    english = inquiry.question.language == "en"
    asks = _ASKS_IN_ENGLISH.search(fold(inquiry.question.original)) if english else _ASKS.search(text)
    if inquiry.question.kind is Kind.TIME or not asks or _OTHER_KINDS.search(text):
        return None
    if not (inquiry.named or all(part.scope.place for part in parts) or len(inquiry.documents) == 1):
        return None
    wanted = matter_pairs(inquiry.question, _FRAME)
    found = [(part.scope.place, list(_of(inquiry, part, wanted))) for part in _by_place(parts)]
    set_ = [target for _, mine in found for target in mine]
    if not set_:
        return None
    claims, citations, rows = _told(inquiry, set_[:MOST])
    unsaid = tuple(place for place, mine in found if not mine and place)
    columns: tuple[str, ...] = ("指标", "要求", "期限")
    if len(found) > 1:
        columns, rows = ("地区（文件）", *columns), [*rows, *((Cell(place), *(Cell(UNSAID),) * 3) for place in unsaid)]
    else:
        rows = [row[1:] for row in rows]
    return Tabled(tuple(claims), tuple(citations), Table(columns, tuple(rows)), unsaid, len(set_) > MOST)


def _by_place(parts: Sequence[Part]) -> list[Part]:
    """One part a scope: years are told by each target itself."""
    return list({part.scope: part for part in parts}.values())


def _of(inquiry: Inquiry, part: Part, wanted: set[str]) -> Iterator[Target]:
    years = {*inquiry.question.years}
    for source in inquiry.sources_of(part):
        title = fold(inquiry.documents[source].title) if source in inquiry.documents else ""
        for clause in inquiry.search.clauses(source):
            around = title + fold("".join(clause.path))
            for target in targets(clause, part.scope.place):
                said = around + fold(target.indicator + target.condition + clause.slice(target.start, target.end))
                if target.kind in _KINDS and _is_due(target, years) and share_said(wanted, said) >= _SAID:
                    yield target


def _is_due(target: Target, years: set[int]) -> bool:
    return not years or due_year(target.deadline) in years


def _told(inquiry: Inquiry, found: Sequence[Target]) -> tuple[list[Claim], list[Citation], list[tuple[Cell, ...]]]:
    """A claim for each passage that sets targets, and a row for each target; those whose spans touch share one passage."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    rows: list[tuple[Cell, ...]] = []
    for clause, of_clause in groupby(found, key=lambda target: target.clause):
        scope = label(inquiry.documents.get(clause.source), clause.title)
        for passage in _passages(list(of_clause)):
            start, end = min(t.start for t in passage), max(t.end for t in passage)
            citation = Citation(len(citations) + 1, clause, start, end)
            citations.append(citation)
            claims.append(Claim(one_line(citation.quote), (citation.n,), scope=scope))
            rows += [_row(scope, target, citation) for target in passage]
    return claims, citations, rows


def _passages(found: Sequence[Target]) -> list[list[Target]]:
    passages: list[list[Target]] = []
    for target in sorted(found, key=lambda t: t.start):
        if passages and target.start < max(t.end for t in passages[-1]):
            passages[-1].append(target)
        else:
            passages.append([target])
    return passages


def _row(scope: str, target: Target, citation: Citation) -> tuple[Cell, ...]:
    """A target as a row; without what stands outside its quote."""
    cites = (citation.n,)
    held = measure(target.value, target.unit, target.op, target.about, "", False)
    said = held.said if held else f"{target.value}{target.unit}"
    name = target.indicator if numbers_in(target.indicator) <= numbers_in(citation.quote) else "—"
    return Cell(scope), Cell(name, cites), Cell(said, cites), told(target.deadline, citation)
