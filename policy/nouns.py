"""The shared nouns. All are frozen; all offsets are [start, end) into `Document.text`."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from policy.errors import IllegalAnswer
from policy.fold import fold
from policy.numerals import numbers_in

LEVELS = ("国家", "省", "市", "县", "乡")
"""The levels that a document can be of, the highest first."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One piece of a document's outline; the clauses of a document tile its text.

    `path` runs from the outermost heading to the clause itself, each element starting with its own label as the
    document writes it; the lead of a document has the path ().
    """

    clause_id: str
    source: str
    title: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None = None

    @property
    def wording(self) -> str:
        """Hash of the clause's text: unchanged as long as the wording is."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def slice(self, start: int, end: int) -> str:
        """The document's text at [start, end), which must lie in this clause."""
        if not self.start <= start < end <= self.end:
            raise IllegalAnswer(f"[{start}, {end}) lies outside {self.clause_id} [{self.start}, {self.end})")
        return self.text[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known about a document, apart from its text.

    `level` is one of LEVELS or "" where unknown; `region` the place's full name ("浙江省", "桐庐县"; "全国" for the
    national level; "" where unknown); `issued` an ISO date or ""; `years` the first and last year in force as the document
    states them; `kind` the 文种 (意见, 通知, 条例 …); `clauses` how many; `repairs` what was repaired on reading, counted by
    name; `digest` the SHA-256 of the file's bytes; `edited` the names of the fields that were set by hand.
    """

    source: str
    title: str
    number: str = ""
    issuer: str = ""
    issued: str = ""
    region: str = ""
    level: str = ""
    kind: str = ""
    years: tuple[int, int] | None = None
    clauses: int = 0
    repairs: tuple[tuple[str, int], ...] = ()
    digest: str = ""
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A repaired document: the text that every span points into, and its clauses, which tile that text.

    `pages` holds the offset at which each page begins (PDF only).
    """

    info: DocumentInfo
    text: str
    clauses: tuple[Clause, ...]
    pages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        at = 0
        for clause in self.clauses:
            if clause.start != at or self.text[clause.start : clause.end] != clause.text:
                raise ValueError(f"{clause.clause_id} [{clause.start}, {clause.end}) does not continue the tiling at {at}")
            at = clause.end
        if at != len(self.text):
            raise ValueError(f"the clauses of {self.info.source} end at {at}, its text at {len(self.text)}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of a clause: `embed_text` is encoded, [start, end) is where it stands in the document."""

    clause_id: str
    embed_text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found by a search. Ranks count from 1; a rank is None where that side did not find the clause."""

    rank: int
    score: float
    clause: Clause
    lexical_rank: int | None = None
    dense_rank: int | None = None


class Proved:
    """What the words at [start, end) of a clause prove: a citation, a target, a duty. Refuses a span outside the clause."""

    __slots__ = ()
    clause: Clause
    start: int
    end: int

    def __post_init__(self) -> None:
        self.clause.slice(self.start, self.end)

    @property
    def quote(self) -> str:
        """The words."""
        return self.clause.slice(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Citation(Proved):
    """Quote [start, end) of a clause, numbered as the answer marks it."""

    n: int
    clause: Clause
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer and the numbers of the citations that carry it; `marks` are spans in `text` to show bold.

    `lead` goes before the text: the verdict that the quote gives to a yes/no question (不得, 应当, 可以), or whether what was asked is so
    (对, 不对). `remark` goes behind it and is ours, not the document's (未设数值目标).
    """

    text: str
    citations: tuple[int, ...]
    marks: tuple[tuple[int, int], ...] = ()
    scope: str = ""
    lead: str = ""
    remark: str = ""

    @property
    def line(self) -> str:
        """The claim as a line: scope, lead, text, remark, [n] marks."""
        scope = f"{self.scope}：" if self.scope else ""
        lead = f"{self.lead}。" if self.lead else ""
        remark = f"（{self.remark}）" if self.remark else ""
        return f"{scope}{lead}{self.text}{remark}" + "".join(f"[{n}]" for n in self.citations)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a comparison, and the numbers of the citations that carry it; one without citations holds no figure."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison: a row a place or document, as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


_YEARS = re.compile(r"(?:19|20)\d\d(?=年|\u2014)")
_DENIALS = ("不得", "不可", "不能", "不准", "不许", "不予", "不应", "不宜", "不再", "禁止", "严禁", "未经", "没有", "无须", "无需")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or "not found" (no claims) with the nearest clauses in `hits`.

    `understood` is the question as completed from the turns before, "" where it stands by itself; `table` the claims place by place
    where a comparison was asked for; `related` what documents say that is near and is not the answer; `worded_by` the language
    model that worded claims from the quotes, "" where all of them are the documents' own words; `confidence` the probability, 0 to 1, that
    the best sentence answers, also where it was not enough, None where nothing was weighed (an article asked for by its number); `verdict`
    what comes of a comparison (which is higher, by how much), "" where none was asked for or none can be given.

    Refuses, with IllegalAnswer, a claim without a citation, a citation that is not there, a number, a date or a denial in a claim, a
    lead, a remark or a cell that none of its quotes holds, and a number in the verdict that no quote holds and that is no difference of two
    that the quotes hold. A year that names a side of a comparison is no such number.
    """

    question: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...] = ()
    note: str = ""
    understood: str = ""
    table: Table | None = None
    related: tuple[Claim, ...] = ()
    worded_by: str = ""
    confidence: float | None = None
    verdict: str = ""

    def __post_init__(self) -> None:
        quotes = {c.n: c.quote for c in self.citations}
        for claim in (*self.claims, *self.related):
            if not claim.citations:
                raise IllegalAnswer(f"no citation: {claim.text}")
            _carried(claim.text, claim.citations, quotes)
            _carried(claim.lead, claim.citations, quotes)
            _numbers_carried(claim.remark, claim.citations, quotes)
        for cell in (cell for row in self.table.rows for cell in row) if self.table else ():
            if cell.citations:
                _numbers_carried(cell.text, cell.citations, quotes)
            elif any(c.isdigit() for c in _YEARS.sub("", cell.text)):  # a name may hold a numeral (六安市) or a year, never a figure
                raise IllegalAnswer(f"a figure without a citation: {cell.text}")
        _weighed(self.verdict, (*quotes.values(), *(claim.scope for claim in self.claims)))

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The citations of the answer itself, those of what is only related left out."""
        numbers = {n for claim in self.claims for n in claim.citations}
        return tuple(c for c in self.citations if c.n in numbers)

    @property
    def status(self) -> str:
        return "answered" if self.claims else "not_found"

    @property
    def text(self) -> str:
        """What the reader sees: the verdict, then a claim a line, its scope before it and its [n] marks behind; or the note."""
        lines = [claim.line for claim in self.claims]
        return "\n".join([self.verdict, *lines] if self.verdict else lines) if self.claims else self.note


def _numbers_carried(text: str, citations: tuple[int, ...], quotes: dict[int, str]) -> str:
    """The quotes of a text, joined; IllegalAnswer where one is not there or they lack a number of the text."""
    if missing := [n for n in citations if n not in quotes]:
        raise IllegalAnswer(f"citation {missing} is not there: {text}")
    held = " ".join(quotes[n] for n in citations)
    if invented := numbers_in(text) - numbers_in(held):
        raise IllegalAnswer(f"numbers {sorted(invented)} stand in no quote: {text}")
    return held


def _weighed(verdict: str, held_by: Iterable[str]) -> None:
    """IllegalAnswer where a verdict holds a number that is neither in the quotes or names nor a difference of two that are."""
    held = numbers_in(" ".join(held_by)) if verdict else set()
    if invented := numbers_in(_YEARS.sub("", verdict).replace("百分点", "")) - held:
        known = [Decimal(n) for n in held]
        apart = {abs(a - b) for a in known for b in known}
        if wrong := [n for n in invented if Decimal(n) not in apart]:
            raise IllegalAnswer(f"numbers {sorted(wrong)} of the verdict follow from no quote: {verdict}")


def _carried(text: str, citations: tuple[int, ...], quotes: dict[int, str]) -> None:
    held = _numbers_carried(text, citations, quotes)
    plain = fold(text)
    if denied := [word for word in _DENIALS if word in plain and word not in fold(held)]:
        raise IllegalAnswer(f"denials {denied} stand in no quote: {text}")


@dataclass(frozen=True, slots=True)
class Target(Proved):
    """A figure that a clause sets: indicator, comparison, value with unit, deadline, whom it binds, and the proving span.

    `value` is in Arabic numerals whichever way the clause writes it ("200-2000" a range, "2/3", "翻一番", "全覆盖"); `kind` is
    one of 比例 数量 期限 频次 数额; `condition` the document's own words on in which case it applies (购买第二套住房的), "" where
    it says none; `about` where the value is said to be nearly so (20%左右).
    """

    clause: Clause
    indicator: str
    op: str
    value: str
    unit: str
    deadline: str
    scope: str
    start: int
    end: int
    kind: str = ""
    condition: str = ""
    about: bool = False
