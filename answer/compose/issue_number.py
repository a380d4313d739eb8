"""The number a document was issued under (发文字号, 文号): asked of a document, and the document asked for by its number."""

import re
from collections.abc import Sequence

from answer.compose.claims import one_line, without_figures
from answer.compose.tabled import Tabled
from answer.evidence.inquiry import Inquiry
from policy import Citation, Claim, Clause, DocumentInfo, fold

_ASKS_NUMBER = re.compile(
    r"(?<!批准)文号(?!怎么编|管理)|(?:发文|公文)(?:字号|编号|号)|文件(?:编号|号(?!召))|(?:几|哪一?|多少)号文(?:件)?(?!精神)"
    r"|\b(?:document|reference|official|issue) (?:number|no\b)"
)
_OF_DOCUMENT = re.compile(
    r"(?:哪|什么|何|啥).{0,3}(?:文件?|通知|意见|方案|材料)|(?:关于|叫|标题|名称|题目|全称).{0,4}(?:什么|啥|何)"
    r"|\b(?:which|what) document\b|\btitle\b"
)
_AS_MUCH = 0.7  # of what the title named best says of the question, which the title of another document meant must say too
_MOST = 8  # documents of a place that is all a question names
_OPENING, _CLOSING = "([〔【", ")]〕】"


def issue_number(inquiry: Inquiry) -> Tabled | None:
    """The numbers of the documents a question asks them of, or the titles of those whose number it names; no claims where none is known.
    None where it asks neither."""
    text = inquiry.question.text if inquiry.question.language != "en" else fold(inquiry.question.original)
    if given := inquiry.library.issued_under(text):
        rest = text
        for number in given.values():
            rest = rest.replace(number, "")
        return _told(inquiry, [inquiry.documents[source] for source in given], titled=True) if _OF_DOCUMENT.search(rest) else None
    if not _ASKS_NUMBER.search(text):
        return None
    return _told(inquiry, [info for info in _meant(inquiry) if info.number], titled=False)


def _meant(inquiry: Inquiry) -> list[DocumentInfo]:
    """The documents that a question names, or those of its places whose titles say most of it."""
    scopes = [scope for scope, _ in inquiry.sides()]
    here = [i for source, i in inquiry.documents.items() if source in inquiry.named or any(scope.admits(source) for scope in scopes)]
    named = [info for info in here if info.source in inquiry.named] or here
    years = [str(year) for year in inquiry.question.years]
    admitted = [info for info in named if any(year in info.title + info.number + info.issued for year in years)] or named
    if inquiry.named:
        return admitted
    said = [inquiry.matter.coverage(fold(info.title)) for info in admitted]
    most = max(said, default=0.0)
    if not most:
        return admitted if len(admitted) <= _MOST else []
    return [info for info, share in zip(admitted, said, strict=True) if share >= _AS_MUCH * most]


def _told(inquiry: Inquiry, documents: Sequence[DocumentInfo], *, titled: bool) -> Tabled:
    """A claim for each document whose text says its number, or its title."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    for info in documents:
        wanted = info.title if titled else info.number
        if place := _place(inquiry.search.clauses(info.source), wanted):
            clause, start, end = place
            citation = Citation(len(citations) + 1, clause, start, end)
            text = one_line(citation.quote)
            citations.append(citation)
            claims.append(
                Claim(text, (citation.n,), () if titled else ((0, len(text)),), f"《{without_figures(info.title).strip('《》 ')}》")
            )
    return Tabled(tuple(claims), tuple(citations), None)


def _place(clauses: Sequence[Clause], wanted: str) -> tuple[Clause, int, int] | None:
    """The clause that says something, blanks and forms of brackets aside, and where: [start, end) of the document."""
    pattern = re.compile(r"\s*".join(map(_form, "".join(fold(wanted).split()))))
    for clause in clauses:
        if found := pattern.search(fold(clause.text)):
            return clause, clause.start + found.start(), clause.start + found.end()
    return None


def _form(character: str) -> str:
    """A character as a pattern: brackets in any form."""
    return "[(\\[〔【]" if character in _OPENING else "[)\\]〕】]" if character in _CLOSING else re.escape(character)
