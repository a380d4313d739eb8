"""What the answer quotes of the evidence chosen for it: the span that answers, or the whole sentence where figures are held together."""

from collections.abc import Sequence
from dataclasses import replace

from answer.compose.claims import span
from answer.evidence.gather import Evidence
from answer.evidence.inquiry import Inquiry
from answer.evidence.items import item_span
from answer.evidence.part import Part
from answer.evidence.spans import answering
from answer.understand.kinds import Kind
from answer.understand.question import Question

MEASURED = (Kind.NUMBER, Kind.COMPARE, Kind.TIME)  # asked for these, the targets of the documents are held against each other


def side_by_side(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Whether the figures of several documents are held against each other: each wants its whole sentence, with its indicator and date."""
    several = len({e.sentence.clause.source for e in chosen}) > 1
    return question.kind is Kind.COMPARE or several and question.kind in MEASURED


def quoted_of(inquiry: Inquiry, part: Part, evidence: Evidence, whole: bool) -> tuple[int, int]:
    """What to quote of a clause: what says the answer, or the `whole` sentence, of a long one the item that does, also where it is the row
    of a table."""
    asked = replace(inquiry.question, years=(part.year,)) if part.year else inquiry.question
    if whole and (item := item_span(asked, inquiry.matter, evidence)):
        return item
    if whole or evidence.sentence.header or inquiry.question.articles:
        return span(inquiry.question, evidence)
    return answering(inquiry.search, inquiry.question, inquiry.matter, evidence)


def joined(quotes: Sequence[tuple[Evidence, tuple[int, int]]]) -> list[tuple[Evidence, tuple[int, int]]]:
    """The quotes, those of one clause that overlap as one; of the rows of a table each stands for itself."""
    found: list[tuple[Evidence, tuple[int, int]]] = []
    for evidence, (start, end) in quotes:
        clause = evidence.sentence.clause.clause_id
        for n, (other, (s, e)) in enumerate(found):
            if other.sentence.clause.clause_id == clause and start < e and s < end and not evidence.sentence.header:
                found[n] = other, (min(start, s), max(end, e))
                break
        else:
            found.append((evidence, (start, end)))
    return found
