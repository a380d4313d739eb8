"""Which sentence answers: every sentence of the clauses found, with the signs of it — how much of the question's matter it says, where it
stands, and whether it holds the kind of thing that is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.evidence.coverage import Matter
from answer.evidence.suits import asks_field, suits
from answer.evidence.terms import unpacks
from answer.search import HEARD
from answer.text.amounts import amounts
from answer.text.orders import stated
from answer.text.sentences import PARTED, Sentence, sentences, unlabelled
from answer.text.years import years_in
from answer.understand.about_document import (
    asks_about_document,
    asks_document_alone,
    asks_issue,
    asks_issue_alone,
    asks_making,
    asks_reading_or_making,
    says_about_document,
    spelled_out,
)
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import Clause, Hit, fold

# What sends a document out speaks of the whole of it, and answers nothing about its matter.
_SENT_OUT = re.compile(
    "^现将.{2,80}(?:印发|发布|公布|转发|下发)(?:给你们)?|^经.{2,40}同意,现将|请(?:你们)?(?:认真|遵照|结合实际)[^。]{0,12}执行。?$"
)
_HEADING = 32  # a longer one is a sentence that says something
_TERM = 6  # a line of so few characters without an end is a term
_UNPACKED = 0.9  # share of the matter that the list behind a numbered term (六保) says, where it names neither
_UNDATED = 0.8  # a sentence that names the year asked about goes before one that names none
_MATTER = 0.4  # what else is executed some day, where it is asked from when the document itself applies
_REMEMBERED = 4096  # clauses whose sentences are kept: 13 MB
# As read; below the best of the scope; and above the second best where it is the best itself.
CROSSED = ("crossed", "crossed_below", "crossed_lead")
_UNHEARD = (0.0,) * len(HEARD)


@dataclass(slots=True)  # none is ever changed; but a frozen one takes ten times as long to make, and an answer makes hundreds
class Evidence:
    """A sentence with the signs that decide: how much of the question is said by the sentence alone, by one part of it between
    commas (`tight`), and with its surroundings (`context`); what its rarest terms lack there (`lost`), and the same where a figure
    is asked for (`other`: a neighbouring indicator); score of its clause; whether it holds what is asked for (`fits`, 1 yes, 0 no); and
    what its document's title says of the question less than the title of another document found (`title`, 0 or below).

    Of the most promising sentences also: nearness in meaning (`near`); the signals of late interaction with the sentence (`heard`) and
    with the beginning of its clause (`around`), each beside title and headings; what `near`, `heard[0]` and `said` are above the best
    sentence of any other clause of its document (`margins`); how well it answers when read together with the question (`crossed`: CROSSED);
    and the probability that it answers (`score`), and how many times as likely that is as of the likeliest sentence of any other clause
    (`lead`).
    """

    sentence: Sentence
    hit: Hit
    said: float
    tight: float
    context: float
    lost: float
    other: float
    retrieval: float
    fits: float
    title: float
    near: float = 0.0
    heard: tuple[float, ...] = _UNHEARD
    around: tuple[float, ...] = _UNHEARD
    margins: tuple[float, float, float] = (0.0, 0.0, 0.0)
    crossed: tuple[float, ...] = (0.0,) * len(CROSSED)
    score: float = 0.0
    lead: float = 0.0

    @property
    def heads(self) -> tuple[str, str]:
        """Title and innermost heading of its clause, before which it is read together with the question."""
        clause = self.hit.clause
        return fold(clause.title), fold(clause.path[-1]) if clause.path else ""


def gather(question: Question, matter: Matter, hits: Sequence[Hit]) -> list[Evidence]:
    """Evidence from the clauses found, in the order of the clauses and of their sentences."""
    found = []
    top = max((h.score for h in hits), default=1.0) or 1.0
    about_document, making, of_issue = asks_about_document(question), asks_making(question), asks_issue(question)
    alone = asks_reading_or_making(question) or asks_document_alone(question) or asks_issue_alone(question)
    titles = {source: matter.coverage(fold(title)) for source, title in {h.clause.source: h.clause.title for h in hits}.items()}
    titled = max(titles.values(), default=0.0)
    for hit in hits:
        whole, heading, pieces = _read(hit.clause)
        there, above = matter.said(whole), matter.bits(heading)
        retrieval, title = max(hit.score, 0.0) / top, titles[hit.clause.source] - titled
        for piece in pieces:
            sentence, head = piece.sentence, piece.head
            of_document = about_document and says_about_document(question, sentence.folded)
            if piece.frame and not (of_document or of_issue and question.kind is Kind.WHO):
                continue
            fits = 1.0 if of_document and making else suits(question, sentence)
            if alone and not of_document:
                fits *= _MATTER
            if question.years and not set(question.years) & years_in(sentence.folded + head):
                fits *= _UNDATED
            own, headed = matter.said(sentence.folded, there), matter.bits(head, there) if head else 0
            bits = sum([bit for _, bit in own]) | headed
            said = matter.shares(bits)[0]
            several = own and len(piece.parts) > 1
            tight = max([matter.shares(matter.bits(part, own) | headed)[0] for part in piece.parts]) if several else said
            if unpacks(question, sentence.folded):
                said = tight = max(said, _UNPACKED)
            if wider := spelled_out(hit.clause.title, sentence.folded) if of_document else _speaks_of(question, piece, whole, fits):
                said = tight = max(said, matter.coverage(wider))
            context, lost = matter.shares(bits | above | matter.bits(piece.beside, there))
            other = lost if question.kind is Kind.NUMBER else 0.0
            found.append(Evidence(sentence, hit, said, tight, context, lost, other, retrieval, fits, title))
    return found


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a clause with what no question changes: the folded head row of its table, its parts between commas, what stands
    before it and behind it, whether it is a `frame` around the matter, and where in its clause the task begins that it may close."""

    sentence: Sentence
    head: str
    parts: tuple[str, ...]
    beside: str
    frame: bool
    task: int


@lru_cache(_REMEMBERED)
def _read(clause: Clause) -> tuple[str, str, tuple[_Piece, ...]]:
    """The folded text of a clause, that of its headings, and its sentences without those that are headings."""
    whole, own = fold(clause.text), unlabelled(fold(clause.path[-1])) if clause.path else ""
    pieces, task = [], 0
    for s in stated(sentences(clause)):
        if not _is_heading(s, own):
            parts = tuple(PARTED.split(s.folded.rstrip("。;,")))
            pieces.append(_Piece(s, s.heading, parts, _neighbours(whole, s), _is_frame(s), task))
        if s.closes:
            task = s.end - clause.start
    return whole, fold(" ".join(clause.path) + " " + clause.title), tuple(pieces)


def _speaks_of(question: Question, piece: _Piece, whole: str, fits: float) -> str:
    """What a field that is asked for speaks of beside itself: its whole clause, or the task that it closes; "" for any other sentence."""
    sentence = piece.sentence
    if fits and sentence.field and asks_field(question, sentence.field):
        return whole
    if fits and sentence.closes and asks_field(question, sentence.closes):
        return whole[piece.task : sentence.end - sentence.clause.start]
    return ""


def _neighbours(whole: str, sentence: Sentence) -> str:
    """What stands before and behind a sentence in its clause, a line each: its own subject is often named before it."""
    at = sentence.start - sentence.clause.start
    return whole[max(0, at - 120) : at] + "\n" + whole[at + len(sentence.folded) : at + len(sentence.folded) + 40]


def _is_heading(sentence: Sentence, own: str) -> bool:
    """A bare heading names a matter and says nothing of it; `own` is the last of its clause's, folded and unlabelled."""
    if len(sentence.folded) <= _TERM and sentence.folded[-1] not in "。!?;" and not (amounts(sentence.folded) or sentence.header):
        return True
    if not own or own.rstrip("。") != sentence.folded.rstrip("。"):
        return False
    return len(own) < _HEADING and "," not in own and not amounts(own) and sentence.end < sentence.clause.end - 1


def _is_frame(sentence: Sentence) -> bool:
    """Titles, addressees, signatures and the like say nothing but when and by whom a document was issued."""
    if _SENT_OUT.search(sentence.folded):
        return True
    return sentence.folded[-1] not in "。!?;" and not (sentence.clause.path and not sentence.folded.endswith(":"))
