"""A clause cut into its sentences and fields, each a span of the document: the units that an answer quotes."""

import re
from dataclasses import dataclass

from policy import Clause, fold

# The clause's own number is not part of what it says.
_LABEL = re.compile(
    r"^\s*(?:第[零〇一二三四五六七八九十百千\d]+[编章节条](?:之[一二三四五六七八九十])?\s*|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)、?|\d{1,3}[.、](?!\d)|\d{1,2}\.(?=(?:19|20)\d\d年)|\(\d+\)|[①-⑳])?\s*"
)
# A label such as 责任单位： opens a field; it names what the field says of the whole clause.
_FIELD = re.compile(r"(?:^|(?<=[\n。；;]))[ \u3000]*([\u4e00-\u9fff]{2,8})[:：]")
# A bracket behind a task says, like a field, who answers for it and by when: （责任单位：…）, （省教育厅、财政厅按职责分工负责）.
_CLOSER = re.compile(
    r"[(\[【](?:(?P<field>[\u4e00-\u9fff]{2,8}):[^()]*(?:\([^()]*\)[^()]*)*|[^()]{2,160}?(?:负责|牵头|配合|参加|落实|承办|职责分工[^()]{0,8}))[)\]】][。;]?$"
)
ANSWERS = r"(?:[(\[〔](?:责任|牵头|配合|主管|负责|主办)(?:单位|部门)[^()\[\]〔〕]*[)\]〕])"  # the same before what is told next
_BODIES = "责任单位"  # the field that a bracket without a label stands for
_END = re.compile(r"[。！？!?]+[”’」』）)\]】]*|\n+|[；;]+")
_OPENS = re.compile(r"[^。！？!?]{2,200}?[:：]\s*(?:\(?[一二三四五六七八九十]+\)|\(?\d+[).、]|[①-⑳1]\s*[^\d])")
PARTED = re.compile("[,;。:]")  # what parts a sentence
CELL = " | "  # how readers write a row of a table
_LONG = 160  # a sentence of this many characters is also offered in parts, cut at semicolons


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) of a clause's document. `folded` is the folded text of the span; `field` the label it stands under; `header`
    the span of the head row where the sentence is a row of a table; `closes` the field that it stands for as a bracket behind a task."""

    clause: Clause
    start: int
    end: int
    folded: str
    field: str = ""
    header: tuple[int, int] | None = None
    closes: str = ""

    @property
    def heading(self) -> str:
        """The folded head row of the table, "" where the sentence is no row."""
        return fold(self.clause.slice(*self.header)) if self.header else ""

    @property
    def text(self) -> str:
        return self.clause.slice(self.start, self.end)


def sentences(clause: Clause) -> list[Sentence]:
    """The sentences of a clause in order, a sentence of a list (…：（一）…；（二）…。) in one piece; blank ones left out."""
    folded = fold(clause.text)
    found: list[Sentence] = []
    header: tuple[int, int] | None = None
    for start, end, field in _pieces(folded):
        start = len(folded) - len(unlabelled(folded)) if start == 0 else start
        text = folded[start:end]
        lead = len(text) - len(text.lstrip(" \n\u3000"))
        tail = len(text.rstrip(" \n\u3000"))
        if tail <= lead:
            continue
        at, until = clause.start + start + lead, clause.start + start + tail
        is_row = CELL in text
        if is_row and header is None:
            header = (at, until)  # the first of adjoining rows names the columns
            continue
        header = header if is_row else None
        found.append(Sentence(clause, at, until, text[lead:tail], field, header, _closes(text[lead:tail])))
    return found


def unlabelled(folded: str) -> str:
    """A folded clause or heading without the number it begins with."""
    return _LABEL.sub("", folded, count=1)


def _pieces(folded: str) -> list[tuple[int, int, str]]:
    pieces: list[tuple[int, int, str]] = []
    at, depth_list = 0, False
    for m in _END.finditer(folded):
        mark = m.group()
        if mark[0] in "；;\n" and _opens_list(folded, at) and not _closes_list(folded, m.end()):
            depth_list = True
            continue
        if mark[0] in "；;" and m.end() - at < _LONG and not depth_list:
            continue
        pieces.append((at, m.end(), ""))
        at, depth_list = m.end(), False
    if at < len(folded):
        pieces.append((at, len(folded), ""))
    return [(s, e, _field_of(folded[s:e])) for s, e, _ in pieces]


def _field_of(text: str) -> str:
    m = _FIELD.match(text)
    return m[1] if m else ""


def _closes(text: str) -> str:
    m = _CLOSER.match(text)
    return (m["field"] or _BODIES) if m else ""


def _opens_list(folded: str, at: int) -> bool:
    """Whether the sentence from `at` introduces items: a colon at a line's end or before its first label."""
    text = folded[at : at + 260]
    return (":" in text or "：" in text) and _OPENS.match(text) is not None


def _closes_list(folded: str, at: int) -> bool:
    """Whether no further item follows at `at`."""
    return re.match(r"\s*(?:\(?[一二三四五六七八九十]+\)|\(?\d+[).、]|[①-⑳])", folded[at : at + 12]) is None
