"""Evidence put into claims: a document a line, its figures marked, each claim with its citation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from answer.evidence.gather import Evidence
from answer.evidence.rows import say_row
from answer.text.amounts import amounts, moments
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import Cell, Citation, Claim, DocumentInfo, Table, fold

_DIGITS = re.compile(r"[（(〔\[【][^（()）〕\]】]*\d[^（()）〕\]】]*[）)〕\]】]|[超约近达]?\d[\d,.]*[万亿千百]*(?:年|元|%)?余?")
_EMPTY = re.compile('[“"「『《][”"」』》]')
# A national statute is named by its title, a national policy by its place.
_STATUTE = re.compile("(?:法|典|条例|规定|办法|解释|细则|规则|决定|批复|规程|标准)(?:[(（][^()（）]*[)）])*$")
_LONG = 240  # longer sentences are quoted from the part that answers; what is asked must stand near the beginning
_CUT = re.compile("[;；,，]")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A claim with the evidence that it quotes, and the numbers of the parts of the question that it answers."""

    claim: Claim
    evidence: Evidence
    parts: tuple[int, ...]


@dataclass(slots=True)
class Draft:
    """Citations as they are gathered, and the claims made of them."""

    citations: list[Citation]
    claims: list[Drafted]

    def claim(self, question: Question, evidence: Evidence, quoted: tuple[int, int], scope: str, lead: str = "", remark: str = "") -> Claim:
        """A claim that quotes [start, end) in and around a sentence; its citations are numbered on from those before it."""
        sentence = evidence.sentence
        spans = [quoted] + ([sentence.header] if sentence.header else [])
        new = [Citation(len(self.citations) + n, sentence.clause, start, end) for n, (start, end) in enumerate(spans, 1)]
        self.citations += new
        text = say_row(question, sentence) if sentence.header else one_line(new[0].quote)
        return Claim(text, tuple(c.n for c in new), marks(question, text), scope, lead, remark)

    def add(self, question: Question, evidence: Evidence, quoted: tuple[int, int], scope: str, lead: str = "", part: int = 0) -> None:
        """Add a claim for a part of the question; one that says the very same of the same place as a claim before it adds to that claim
        what it cites beside it."""
        new = self.claim(question, evidence, quoted, scope, lead)
        for i, before in enumerate(self.claims):
            claim = before.claim
            if fold(claim.text) == fold(new.text) and claim.scope == new.scope:
                known = {(c.clause.source, c.start, c.end) for c in self.citations if c.n in claim.citations}
                more = [c.n for c in self.citations if c.n in new.citations and (c.clause.source, c.start, c.end) not in known]
                joined = replace(claim, citations=(*claim.citations, *more))
                self.claims[i] = replace(before, claim=joined, parts=tuple(dict.fromkeys((*before.parts, part))))
                return
        self.claims.append(Drafted(new, evidence, (part,)))

    def quoted(self, claim: Claim, start: int, end: int) -> bool:
        """Whether the quotes of a claim hold both ends of [start, end)."""
        mine = [c for c in self.citations if c.n in claim.citations]
        return any(c.start <= start < c.end for c in mine) and any(c.start < end <= c.end for c in mine)


def one_line(quote: str) -> str:
    """A quote with its line breaks as spaces, as a claim shows it."""
    return re.sub(r"\s*\n\s*", " ", quote).strip()


def span(question: Question, evidence: Evidence) -> tuple[int, int]:
    """What to quote: the sentence, or of a long one the parts from the best one on, whole parts always."""
    sentence = evidence.sentence
    if len(sentence.folded) <= _LONG or question.kind in (Kind.LIST, Kind.MEANING):
        return sentence.start, sentence.end
    text = sentence.folded
    bounds = [0, *(m.end() for m in _CUT.finditer(text)), len(text)]
    wanted = set(question.focus)
    parts = [(s, e) for s, e in zip(bounds, bounds[1:], strict=False) if e > s]
    weight = [len(wanted & set(text[s:e])) + 3 * _holds(question, text[s:e]) for s, e in parts]
    first = last = max(range(len(parts)), key=lambda i: (weight[i], -i))
    while True:
        left = weight[first - 1] if first > 0 else -1
        right = weight[last + 1] if last + 1 < len(parts) else -1
        if max(left, right) < 0:
            break
        grow_left = left >= right
        s, e = parts[first - 1 if grow_left else first][0], parts[last if grow_left else last + 1][1]
        if e - s > _LONG:
            break
        first, last = (first - 1, last) if grow_left else (first, last + 1)
    return sentence.start + parts[first][0], sentence.start + parts[last][1]


def _holds(question: Question, text: str) -> bool:
    if question.kind is Kind.NUMBER:
        return bool(amounts(text))
    return question.kind is Kind.TIME and bool(moments(text))


def marks(question: Question, text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a claim to show bold: its figures, or its dates where a time is asked for."""
    folded = fold(text)
    figures = [(a.start, a.end) for a in amounts(folded)]
    times = [(m.start, m.end) for m in moments(folded)]
    if question.kind is Kind.TIME:
        return tuple(times or figures)
    if question.kind in (Kind.NUMBER, Kind.COMPARE, Kind.LIST):
        return tuple(figures)
    return ()


def label(info: DocumentInfo | None, title: str) -> str:
    """How a line names its document: its place, else its title; without figures, which belong to quotes alone. "" where the document
    has neither, but only a file name."""
    if info and info.region and info.region != "全国":
        return info.region
    if info and info.region == "全国" and not _STATUTE.search(info.title):
        return "国家"
    if info and title == PurePosixPath(info.source).stem:
        return ""
    return re.sub(r"\s+", "", without_figures(title)).strip("—-·")


def without_figures(title: str) -> str:
    """A title without its years, numbers and the brackets that hold them: figures belong to quotes alone."""
    return _EMPTY.sub("", _DIGITS.sub("", title))


def numbered(
    claims: Sequence[Claim], related: Sequence[Claim], citations: Sequence[Citation], compared: Table | None
) -> tuple[list[Claim], list[Claim], list[Citation], Table | None]:
    """The same with the citations numbered as a reader meets them; those that no line names are left out."""
    met = dict.fromkeys(n for claim in (*claims, *related) for n in claim.citations)
    to = {n: new for new, n in enumerate(met, 1)}

    def lines(of: Sequence[Claim]) -> list[Claim]:
        return [replace(claim, citations=tuple(sorted(to[n] for n in claim.citations))) for claim in of]

    by_number = {c.n: c for c in citations}
    cells = [[Cell(c.text, tuple(sorted(to[n] for n in c.citations))) for c in row] for row in compared.rows] if compared else []
    table = Table(compared.columns, tuple(map(tuple, cells))) if compared else None
    return lines(claims), lines(related), [replace(by_number[n], n=new) for n, new in to.items()], table


def unrepeated(question: Question, claims: Sequence[Claim], named: Mapping[str, str]) -> list[Claim]:
    """The claims without names that say nothing new: where all are of one place or document, it is named once, or not at all where the
    question names it; `named` are the documents that it names in its own words."""
    if len({claim.scope for claim in claims}) > 1:
        return list(claims)
    known = bool(question.places or question.titles or named)
    return [replace(claim, scope="") if known or n else claim for n, claim in enumerate(claims)]


def nothing(places: Sequence[str], related: Sequence[str], nearly: bool, in_english: bool) -> str:
    """What is said when no document of the `places` asked about answers; `related` are the places whose documents speak to it. Where a
    sentence may well be the answer (`nearly`) the documents are not said to be silent."""
    place = "、".join(places)
    where = f"关于{place}，" if place else ""
    if in_english:
        told = "no clause says it plainly" if nearly else "the documents do not say"
        return f"Not found: {told}. The nearest clauses are listed below." + (
            " Documents of other places speak to it; theirs is not the answer." if related else ""
        )
    told = "没有找到明确的规定" if nearly else "没有载明"
    note = f"未找到：{where}现有文件{told}。下面列出最接近的条文，供参考。"
    return note + (f"另有{'、'.join(related)}的文件涉及该事项，不作为答案。" if related else "")
