"""What a document says under a heading of its own: conditions and papers (二、申请条件), principles, goals (发展目标). Who asks for one of
these gets all of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answer.compose.outline import Item, Items
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.text.amounts import amounts
from answer.text.pairs import pairs_within, share_said
from answer.text.sentences import unlabelled
from answer.understand.kinds import Kind
from policy import Clause, fold

_WHOM = "(?:人|家庭|企业|单位|对象|职工|居民|群体|个人|机构|项目|毕业生|人才)"
_KINDS = (  # what asks for a list, and the heading that it stands under
    (
        re.compile(
            "条件(?:是|有|都|包括|分别)*(?:什么|哪些|啥)|(?:什么|哪些|啥)(?:样的?)?(?:申请|准入|享受)?条件|资格(?:是|有)(?:什么|哪些)"
            rf"|(?:什么|哪些|哪类|啥)(?:样的?)?{_WHOM}[^,。?]{{0,4}}(?:才?能|可以|有资格|可)[^,。?]{{0,4}}(?:申请|申报|申领|享受|领)"
            "|谁(?:才?能|可以|有资格)(?:申请|申报|申领|享受|领)"
        ),
        re.compile("^[^,;。]{0,12}(?:条件|对象|资格)$"),
    ),
    (
        re.compile(
            "(?:什么|哪些|啥|何种|哪几?[样种份项])(?:申请|证明|报名|办理|相关)?(?:材料|资料|证件|手续)|(?:材料|资料)(?:是|有|包括)(?:什么|哪些|啥)"
        ),
        re.compile("^[^,;。]{0,12}(?:材料|资料|要件)(?:清单|目录)?$"),
    ),
)
_ASKED = "(?:是|有|为|包括|分别|主要|一共|总共|共|提出?了?|,)*(?:什么|哪|啥|怎[样么]|如何|几[条项点个])"
_SECTIONS = tuple(  # what asks for a section, and its heading
    (re.compile(f"{asks}{_ASKED}|(?:什么|哪些|哪几[个项条大])(?:的)?{asks}"), re.compile(headed))
    for asks, headed in (
        ("指导思想", "^指导思想$"),
        ("(?:基本|工作|总体|主要|实施|应用)原则", "^[^,;。]{0,6}原则$"),
        ("(?:基本|工作|总体)要求", "^[^,;。]{0,2}(?:基本|工作|总体)要求$"),
        ("保障措施", "^[^,;。]{0,8}保障(?:措施)?$"),
        ("(?:发展|总体|主要|工作|行动|建设|改革|奋斗|预期)目标(?:任务)?", "^[^,;。]{0,6}(?:目标|愿景)(?:任务)?$"),
    )
)
_STANDARD = re.compile("([\u4e00-\u9fff]{2}标准)(?:是|有|为)?(?:什么|多少|怎么定|哪些)")
_SELF = re.compile("申请|申报|申领|提交|提供|准备|需要?|应|带|条件|材料|资料|对象|资格|家庭|什么|哪些|要|能|可以|的|有|人")
_ITEM = re.compile(r"(?:^|(?<=[\n。;]))\s*(?:[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、]|[①-⑳])", re.M)
_FEWEST, _MOST = 2, 20  # items
_LONGEST = 1200  # characters of a list that is quoted whole
_SAID = 0.55  # share of the pairs of characters of what else is asked that title, headings and list say
_ENDS = "。：:；;，, \n"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list under a heading: the spans of its items, each with its clause, in order."""

    heading: Clause
    items: Items


def listed(inquiry: Inquiry, part: Part) -> Listed | None:
    """The list of conditions or papers that the question asks for, of the document of the scope whose title and headings say most of what
    else it says; None where it asks for none, where no heading has one, or two say as much."""
    if (headed := _heading_of(inquiry, _KINDS)) is None:
        return None
    found = [(of, _said(inquiry, of)) for source in inquiry.sources_of(part) for of in lists(inquiry.search.clauses(source), headed)]
    return best(found)


def _heading_of(inquiry: Inquiry, kinds: Sequence[tuple[re.Pattern[str], re.Pattern[str]]]) -> re.Pattern[str] | None:
    """The heading under which stands what the question asks for; None where it asks for none of the kinds."""
    if inquiry.question.kind in (Kind.COMPARE, Kind.TIME):
        return None
    return next((heading for asks, heading in kinds if asks.search(inquiry.question.text)), None)


def _is_in_time(inquiry: Inquiry, of: Listed) -> bool:
    """Whether a section names a year asked about, where one is."""
    years = inquiry.question.years
    return not years or any(str(year) in fold(c.slice(start, end)) for c, start, end in of.items for year in years)


def best(found: Sequence[tuple[Listed, float]]) -> Listed | None:
    """The list that says most of what else is asked; None where none says enough, or two say as much."""
    ranked = sorted((each for each in found if each[1] >= _SAID), key=lambda each: -each[1])
    if not ranked or len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    return ranked[0][0]


def section(inquiry: Inquiry, part: Part) -> Listed | None:
    """The section that the question asks for by the name of its heading (基本原则, 发展目标), whole, as `listed` chooses the document; None
    where it speaks of none of the years asked about."""
    if (headed := _heading_of(inquiry, _SECTIONS)) is None:
        return None
    found = [
        (of, _said(inquiry, of))
        for source in inquiry.sources_of(part)
        for of in lists(inquiry.search.clauses(source), headed, 1, whole=True)
        if _is_in_time(inquiry, of)
    ]
    return best(found)


def standard(inquiry: Inquiry, part: Part) -> Listed | None:
    """The clause whose heading is the standard that is asked for (补贴标准是什么) and that sets figures, or those under it; for a question
    that no sentence answers by itself."""
    asked = _STANDARD.search(inquiry.question.text)
    if asked is None or inquiry.question.kind is Kind.COMPARE:
        return None
    headed = re.compile(f"^[^,;。]{{0,8}}{asked[1]}$")
    found = [
        of for source in inquiry.sources_of(part) for of in lists(inquiry.search.clauses(source), headed, 1) if _said(inquiry, of) >= _SAID
    ]
    return found[0] if len(found) == 1 and any(amounts(fold(c.slice(s, e))) for c, s, e in found[0].items) else None


def lists(clauses: Sequence[Clause], headed: re.Pattern[str], fewest: int = _FEWEST, whole: bool = False) -> Iterator[Listed]:
    """The lists under headings of the pattern, of at least `fewest` items; `whole` takes the text under one that has no clauses below it as
    one item, however it is numbered."""
    for clause in clauses:
        if not clause.path or not headed.search(_name(clause)):
            continue
        below = [c for c in clauses if c.path[: len(clause.path)] == clause.path and len(c.path) == len(clause.path) + 1]
        items = tuple(span for c in below if (span := _body(c))) if below else () if whole else _inline(clause)
        if fewest == 1 and not items and (body := _below(clause) if whole else _body(clause)):
            items = (body,)
        if fewest <= len(items) <= _MOST and sum(end - start for _, start, end in items) <= _LONGEST:
            yield Listed(clause, items)


def _name(clause: Clause) -> str:
    """The heading of a clause without its label; where it is but a label (第五条) what stands before the first mark of its text."""
    own = unlabelled(fold(clause.path[-1])).strip(_ENDS)
    return own or re.split("[。:\n]", unlabelled(fold(clause.text)), maxsplit=1)[0].strip(_ENDS)


def _body(clause: Clause) -> Item | None:
    """The span of a clause that is an item, without its label and the marks around it."""
    folded = fold(clause.text)
    start = len(folded) - len(unlabelled(folded))
    text = clause.text[start:]
    end = start + len(text.rstrip(_ENDS + "\u3000"))
    return (clause, clause.start + start, clause.start + end) if end > start else None


def _below(clause: Clause) -> Item | None:
    """The span of what stands under the heading of a clause in its own text; None where that is the heading alone."""
    folded = fold(clause.text)
    head = re.match(rf"\s*{re.escape(fold(clause.path[-1]).strip(_ENDS))}[{_ENDS}\u3000]*", folded)
    body = folded[head.end() :].rstrip() if head else ""
    return (clause, clause.start + head.end(), clause.start + head.end() + len(body)) if head and body else None


def _inline(clause: Clause) -> Items:
    """The items of a clause that has its list in its own text, one span each."""
    folded = fold(clause.text)
    starts = [m.start() for m in _ITEM.finditer(folded)]
    first = clause.path[-1][:2]
    starts = [at for at in starts if not clause.text[at:].lstrip().startswith(first)]
    spans = []
    for start, end in pairwise([*starts, len(folded)]):
        label = len(folded[start:end]) - len(unlabelled(folded[start:end]))
        text = clause.text[start + label : end]
        until = start + label + len(text.rstrip(_ENDS + "\u3000"))
        if until > start + label:
            spans.append((clause, clause.start + start + label, clause.start + until))
    return tuple(spans)


def _said(inquiry: Inquiry, of: Listed) -> float:
    """The share of what the question says beside asking for a list that title, headings and the list say."""
    asked = pairs_within(_SELF.sub(" ", inquiry.question.focus))
    there = fold(" ".join((of.heading.title, *of.heading.path)))
    headings = {step for clause in inquiry.search.clauses(of.heading.source) for step in clause.path[:1]}
    beside = fold("".join((*sorted(headings), *(clause.slice(start, end) for clause, start, end in of.items))))
    return share_said(asked, there, beside)
