"""Which sentence answers: every sentence of the clauses found, scored by how much of the question's matter it says, where it
stands, and whether it holds the kind of thing that is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.amounts import DATE, amounts, moments
from answer.coverage import Matter
from answer.question import Kind, Question
from answer.search import Search
from answer.sentences import Sentence, sentences, unlabelled
from answer.years import years_in
from policy import Clause, Hit, fold

_PARTS = re.compile("[,;。:]")
_WHO_FIELD = re.compile("责任|牵头|主管|负责|承办|实施(?:单位|主体)|主办|配合")
_TIME_FIELD = re.compile("进度|时间|时限|期限|日期|有效期")
_WHO = re.compile("由|负责|牵头|责任人|责任主体|主管|承担|会同|组织实施|主体|履行")
_RULE = re.compile("不得|禁止|严禁|可以|应当|必须|不予|允许|至少|不能|有权|无权|不准|不应|无需|不需|不再|须|免予|免收|除外")
_WEAK_RULE = re.compile("应|要|视为|处以?|罚款|不受|不承担|严格|负责")
_LIST = re.compile("、.*、|包括|[:：].*[;；]|下列|以下")
_WHOLE = re.compile("翻一?番|全覆盖|倍增|减半|全部|一律|零|所有")
_CLOCK = re.compile(r"\d{1,2}(?:[时点](?!间)|:\d\d)|[一二三四五六七八九十]{1,3}[时点](?![间候])")
_PENALTY = re.compile("责令|处分|罚款|处以|追究|吊销|警告|拘留|通报批评|约谈")
_ASKS_PENALTY = re.compile("罚|处分|后果|责任|追究|怎么办|犯法|违法|坐牢|判")
_ASKS_ISSUE = re.compile("印发|发布|公布|颁布|通过|成文|发文|签发|出台|制定|起草")
# What sends a document out speaks of the whole of it, and answers nothing about its matter.
_SENT_OUT = re.compile(
    "^现将.{2,80}(?:印发|发布|公布|转发|下发)(?:给你们)?|^经.{2,40}同意,现将|请(?:你们)?(?:认真|遵照|结合实际)[^。]{0,12}执行。?$"
)
_HEADING = 32  # a longer one is a sentence that says something
_UNDATED = 0.8  # a sentence that names the year asked about goes before one that names none
_MONEY = re.compile("元$")
_REMEMBERED = 4096  # clauses whose sentences are kept: 13 MB


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with the features that decide: how much of the question is said by the sentence alone, by one part of it between
    commas (`tight`), and with its surroundings (`context`); what its rarest terms lack there (`lost`), and the same where a figure
    is asked for (`other`: a neighbouring indicator); nearness in meaning, of the whole (`near`) and word by word (`late`); score of
    its clause; whether it holds what is asked for (`fits`, 1 yes, 0 no); and the final score.
    """

    sentence: Sentence
    hit: Hit
    said: float
    tight: float
    context: float
    lost: float
    other: float
    near: float
    late: float
    retrieval: float
    fits: float
    score: float = 0.0


def gather(question: Question, matter: Matter, hits: Sequence[Hit], search: Search) -> list[Evidence]:
    """Evidence from the clauses found, in the order of the clauses and of their sentences."""
    found = []
    top = max((h.score for h in hits), default=1.0) or 1.0
    of_issue = question.kind in (Kind.TIME, Kind.WHO) and _ASKS_ISSUE.search(question.text) is not None
    for hit in hits:
        whole, heading, pieces = _read(hit.clause)
        there, above = matter.said(whole), matter.bits(heading)
        for piece in pieces:
            if piece.frame and not of_issue:
                continue
            sentence, head = piece.sentence, piece.head
            fits = suits(question, sentence)
            if question.years and not set(question.years) & years_in(sentence.folded + head):
                fits *= _UNDATED
            own, headed = matter.said(sentence.folded, there), matter.bits(head, there) if head else 0
            bits = sum([bit for _, bit in own]) | headed
            said = matter.shares(bits)[0]
            several = said and len(piece.parts) > 1
            tight = max([matter.shares(matter.bits(part, own) | headed)[0] for part in piece.parts]) if several else said
            if sentence.field and fits and _asks_field(question, sentence.field):  # it speaks of its whole clause
                said = tight = max(said, matter.coverage(whole))
            before, behind = piece.beside
            context, lost = matter.shares(bits | above | matter.bits(before, there) | matter.bits(behind, there))
            other = lost if question.kind is Kind.NUMBER else 0.0
            found.append(Evidence(sentence, hit, said, tight, context, lost, other, 0.0, 0.0, max(hit.score, 0.0) / top, fits))
    return found


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a clause with what no question changes: the folded head row of its table, its parts between commas, what stands
    before it and behind it, and whether it is a `frame` around the matter."""

    sentence: Sentence
    head: str
    parts: tuple[str, ...]
    beside: tuple[str, str]
    frame: bool


@lru_cache(_REMEMBERED)
def _read(clause: Clause) -> tuple[str, str, tuple[_Piece, ...]]:
    """The folded text of a clause, that of its headings, and its sentences without those that are headings."""
    whole, own = fold(clause.text), unlabelled(fold(clause.path[-1])) if clause.path else ""
    pieces = tuple(
        _Piece(s, s.heading, tuple(_PARTS.split(s.folded.rstrip("。;,"))), _neighbours(whole, s), _is_frame(s))
        for s in sentences(clause)
        if not _is_heading(s, own)
    )
    return whole, fold(" ".join(clause.path) + " " + clause.title), pieces


def suits(question: Question, sentence: Sentence) -> float:
    """1 where the sentence holds the kind of thing that is asked for, 0 where it cannot answer, between where it may."""
    text = sentence.folded
    match question.kind:
        case Kind.NUMBER:
            return _number_fits(question.unit, text)
        case Kind.TIME:
            if question.unit and question.unit not in ("年",):
                return _number_fits(question.unit, text)
            return 1.0 if DATE.search(text) else 0.8 if moments(text) else 0.0
        case Kind.WHO:
            return 1.0 if _WHO_FIELD.search(sentence.field) or _WHO.search(text) else 0.5
        case Kind.RULE:
            if _PENALTY.search(text) and not _ASKS_PENALTY.search(question.text):
                return 0.5  # what follows from breaking the rule, not the rule
            return 1.0 if _RULE.search(text) else 0.8 if _WEAK_RULE.search(text) else 0.5
        case Kind.LIST | Kind.COMPARE:
            if question.unit:
                return _number_fits(question.unit, text)
            return 1.0 if _LIST.search(text) else 0.6
        case Kind.MEANING:
            return 1.0 if _defines(question.focus, text) else 0.3
    return 0.8


def _number_fits(unit: str, text: str) -> float:
    found = amounts(text)
    if not unit:
        return 1.0 if found else 0.5 if _WHOLE.search(text) else 0.0
    if unit == "%":
        return 1.0 if any(a.unit == "%" for a in found) else 0.6 if _WHOLE.search(text) else 0.0
    if unit == "点":
        return 1.0 if _CLOCK.search(text) else 0.0
    if unit == "元":
        return 1.0 if any(_MONEY.search(a.unit) for a in found) else 0.0
    same = {unit, unit.removeprefix("个"), "个" + unit} | ({"人", "名", "位", "人次"} if unit in ("人", "名") else set())
    same |= {"天", "日", "工作日", "个工作日", "自然日"} if unit in ("天", "日", "工作日") else set()
    same |= {"次", "期", "场", "轮"} if unit in ("次", "期", "场") else set()
    return 1.0 if any(a.unit in same for a in found) else 0.0


def _defines(focus: str, text: str) -> bool:
    """Whether the text says what the term means: 所称X是指…, X(…), X[…], X包括…, X，即…."""
    term = max(focus.split(), key=len, default="")
    at = text.find(term)
    return (
        bool(term) and at >= 0 and re.match('["”」]?(?:,?是?指|[\\[(]|包括|,?即|是|为|[:：])', text[at + len(term) :].lstrip()) is not None
    )


def _asks_field(question: Question, field: str) -> bool:
    pattern = {Kind.WHO: _WHO_FIELD, Kind.TIME: _TIME_FIELD}.get(question.kind)
    return bool(pattern and pattern.search(field))


def _neighbours(whole: str, sentence: Sentence) -> tuple[str, str]:
    """What stands around a sentence in its clause: its own subject is often named before it."""
    at = sentence.start - sentence.clause.start
    return whole[max(0, at - 120) : at], whole[at + len(sentence.folded) : at + len(sentence.folded) + 40]


def _is_heading(sentence: Sentence, own: str) -> bool:
    """A bare heading names a matter and says nothing of it; `own` is the last of its clause's, folded and unlabelled."""
    if not own or own.rstrip("。") != sentence.folded.rstrip("。"):
        return False
    return len(own) < _HEADING and "," not in own and not amounts(own) and sentence.end < sentence.clause.end - 1


def _is_frame(sentence: Sentence) -> bool:
    """Titles, addressees, signatures and the like say nothing but when and by whom a document was issued."""
    if _SENT_OUT.search(sentence.folded):
        return True
    return sentence.folded[-1] not in "。!?;" and not (sentence.clause.path and not sentence.folded.endswith(":"))
