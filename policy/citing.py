"""An answer and its sources as plain text, worded alike wherever they are copied, saved or printed."""

import re
from collections.abc import Mapping

from policy.nouns import Answer, Citation, Clause, DocumentInfo

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
APART = "相关，不是答案"
_STEP = 40  # characters of a heading: a clause without a heading of its own stands there with its first sentence
_QUOTE = 400


def plain(text: str) -> str:
    """The text with control and direction-changing characters made visible as "\ufffd", as many characters as before."""
    return _UNSEEN.sub("\ufffd", text)


def cut(text: str, most: int) -> str:
    """A text on one line, cut at `most` characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def document_of(title: str, info: DocumentInfo | None) -> str:
    """A document as a person would cite it: 《青岚省法治政府建设纲要》（岚政发〔2026〕1号）"""
    number = f"（{cut(info.number, _STEP)}）" if info and info.number else ""
    name = cut(title, 120)
    return f"{name if name.startswith('《') else f'《{name}》'}{number}"


def place_of(clause: Clause) -> str:
    """Where a clause stands in its document: 四、有效化解行政争议 （十三）落实行政应诉责任，第3页"""
    page = f"，第{clause.page}页" if clause.page else ""
    return " ".join(cut(step, _STEP) for step in clause.path) + page


def source_of(clause: Clause, info: DocumentInfo | None) -> str:
    return document_of(clause.title or clause.source, info) + place_of(clause)


def source_line(citation: Citation, info: DocumentInfo | None) -> str:
    """Where a citation stands, and its words."""
    return f"{source_of(citation.clause, info)}：“{cut(citation.quote, _QUOTE)}”"


def plain_answer(answer: Answer, infos: Mapping[str, DocumentInfo]) -> str:
    """The question, the answer with its [n] marks, what is related and no answer, and a line for each source."""
    parts = [plain(answer.question), plain(answer.text)]
    if answer.claims and answer.note:
        parts.append(plain(answer.note))
    if answer.related:
        parts += [f"（{APART}）", *(plain(claim.line) for claim in answer.related)]
    parts += [f"[{c.n}] {source_line(c, infos.get(c.clause.source))}" for c in answer.citations]
    return "\n".join(parts)
