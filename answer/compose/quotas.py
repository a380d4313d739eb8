"""All that a document sets in figures, where a question asks for its targets as such: 有哪些量化指标, 2027年底前要达到哪些指标. It is
read from the ledger."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from answer.compose.claims import label, one_line
from answer.compose.comparison import UNSAID
from answer.compose.framing import framing, matter_words
from answer.compose.goals import asks_for_goals
from answer.compose.tabled import IN_LEDGER, MOST, Tabled, proved
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.evidence.rows import say_row
from answer.ledger.rows import due_year
from answer.ledger.targets import targets
from answer.text.measures import measure
from answer.text.pairs import share_said
from answer.text.sentences import Sentence, sentences
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import Cell, Citation, Claim, Table, Target, fold, numbers_in, pairs_of

_ASKS = re.compile(
    "(?:量化|数量|定量|数字|数值|硬)[性上]?的?(?:指标|目标|要求)|(?:哪些|哪几[个项]|什么)(?:具体|工作|主要|发展)?的?指标(?!体系|库)|指标(?:都|主要)?(?:有|是|包括)(?:哪些|什么|啥)"
    "|(?:次数|频次|人数|比例|数量)(?:上|方面)?的?(?:要求|规定)"
)
_HOW_OFTEN = re.compile("次数|频次")
_ASKS_IN_ENGLISH = re.compile(r"\b(?:what|which|list|all)(?: \w+){0,3}? (?:targets|indicators)\b")
_OTHER_KINDS = re.compile("约束性|预期性|(?:考核|评价|评估|统计|监测|一级|二级)的?指标")  # kinds that tables name, told by no figure
_FRAME = framing(
    "量化|数量|次数|频次|人数|比例|定量|数字|数值|硬性?|指标|要求|具体|发展|方面|设定|设置|规定|明确|哪几[个项]|载明|里|[都设定及对给就]|[a-z]+"
)
_KINDS = {"比例", "数量", "数额"}  # a time limit is no target in figures
_TITLED = 0.8  # share that a title says of what is asked where it is the one meant
_SAID = 0.6  # share of the pairs of characters of what else is asked that a target with its headings says


def quotas(inquiry: Inquiry, parts: Sequence[Part]) -> Tabled | None:
    """The targets in figures of the places or documents asked about, in time where a year is; None where the question does not ask for
    them as such, or does not say whose they are, or none is set."""
    if inquiry.question.kind is Kind.TIME or not _asks(inquiry.question):
        return None
    wanted, everywhere = _wanted(inquiry), _by_place(parts)
    if inquiry.named or all(part.scope.place for part in parts):
        found = [(part.scope.place, list(_of(inquiry, part, inquiry.sources_of(part), wanted))) for part in everywhere]
    elif source := _titled(inquiry, inquiry.sources_of(everywhere[0]), wanted):
        found = [("", list(_of(inquiry, everywhere[0], [source], [set()])))]
    else:
        return None
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
    return Tabled(tuple(claims), tuple(citations), Table(columns, tuple(rows)), unsaid, IN_LEDGER if len(set_) > MOST else "")


def _asks(question: Question) -> bool:
    """Whether a question asks for targets as such, or for the goals of a year, which may be set one by one."""
    english, text = question.language == "en", question.text
    asks = _ASKS_IN_ENGLISH.search(fold(question.original)) if english else _ASKS.search(text)
    return bool(asks or question.years and asks_for_goals(question)) and not _OTHER_KINDS.search(text)


def _by_place(parts: Sequence[Part]) -> list[Part]:
    """One part a scope: years are told by each target itself."""
    return list({part.scope: part for part in parts}.values())


def _wanted(inquiry: Inquiry) -> list[set[str]]:
    """The pairs of characters of what the question says besides, of several things that it lists (学法、培训和讲座) those of each."""
    words = [pairs_of(word) for word in matter_words(inquiry.question, _FRAME)]
    return words if "、" in inquiry.question.text and words else [set().union(*words)]


def _titled(inquiry: Inquiry, sources: Sequence[str], wanted: Sequence[set[str]]) -> str:
    """The one document whose title says what is asked; "" where none or several do, the only one where there is but one."""
    said = [s for s in sources if all(share_said(thing, fold(inquiry.documents[s].title)) >= _TITLED for thing in wanted)]
    return said[0] if len(said) == 1 else ""


def _of(inquiry: Inquiry, part: Part, sources: Sequence[str], wanted: Sequence[set[str]]) -> Iterator[Target]:
    years, often = {*inquiry.question.years}, _HOW_OFTEN.search(inquiry.question.text) is not None
    for source in sources:
        title = fold(inquiry.documents[source].title) if source in inquiry.documents else ""
        for clause in inquiry.search.clauses(source):
            around = title + fold("".join(clause.path))
            for target in targets(clause, part.scope.place):
                said = around + fold(target.indicator + target.condition + clause.slice(target.start, target.end))
                meant = target.kind == "频次" if often else _is_quota(target)
                if meant and _is_due(target, years) and any(share_said(thing, said) >= _SAID for thing in wanted):
                    yield target


def _is_quota(target: Target) -> bool:
    """Whether a target sets how much or how many; how often something is done is one where it is a least or a most."""
    return target.kind in _KINDS or target.kind == "频次" and target.op != "="


def _is_due(target: Target, years: set[int]) -> bool:
    return not years or due_year(target.deadline) in years


def _told(inquiry: Inquiry, found: Sequence[Target]) -> tuple[list[Claim], list[Citation], list[tuple[Cell, ...]]]:
    """A claim for each passage that sets targets, and a row for each target; a table's row is said with its head row."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    rows: list[tuple[Cell, ...]] = []
    for sentence, passage in _passages(found):
        start, end = min(t.start for t in passage), max(t.end for t in passage)
        spans = [(sentence.start, sentence.end), sentence.header] if sentence.header else [(start, end)]
        cited = [Citation(len(citations) + n, sentence.clause, *span) for n, span in enumerate(spans, 1)]
        citations += cited
        text = say_row(inquiry.question, sentence) if sentence.header else one_line(cited[0].quote)
        scope = label(inquiry.documents.get(sentence.clause.source), sentence.clause.title)
        claims.append(Claim(text, tuple(c.n for c in cited), scope=scope))
        rows += [_row(scope, target, text, cited) for target in passage]
    return claims, citations, rows


def _passages(found: Sequence[Target]) -> list[tuple[Sentence, list[Target]]]:
    """The targets of each sentence or row; those of sentences that share what proves them, a deadline said once, as one."""
    passages: list[tuple[Sentence, list[Target]]] = []
    for sentence, of_sentence in groupby(found, key=_sentence_of):
        here = list(of_sentence)
        before, told = passages[-1] if passages else (sentence, [])
        plain = before.clause == sentence.clause and not (before.header or sentence.header)
        if told and plain and min(t.start for t in here) < max(t.end for t in told):
            told += here
        else:
            passages.append((sentence, here))
    return passages


def _sentence_of(target: Target) -> Sentence:
    """The sentence, or the row, that a target stands in."""
    return next(s for s in reversed(sentences(target.clause)) if s.start < target.end)


def _row(scope: str, target: Target, text: str, cited: Sequence[Citation]) -> tuple[Cell, ...]:
    """A target as a row; in its own words where these say its figure otherwise (一半), and without what stands outside its quotes."""
    cites = tuple(c.n for c in cited)
    told = {number for c in cited for number in numbers_in(c.quote)}
    held = measure(target.value, target.unit, target.op, target.about, "", False)
    said = held.said if held else f"{target.value}{target.unit}"
    said = said if numbers_in(said) <= told else text
    name = f"{target.indicator}（{target.condition}）" if target.condition else target.indicator
    name = next((n for n in (name, target.indicator) if numbers_in(n) <= told), "—")
    return Cell(scope), Cell(name, cites), Cell(said, cites), proved(target.deadline, *cited)
