"""A document as HTML: its outline, and its text with one clause and one stretch marked."""

from dataclasses import dataclass

from policy import Clause, Document, DocumentInfo
from policy.citing import document_of, place_of
from web.cite import shorten, title_of
from web.highlight import Span, marked
from web.markup import Safe, join, tag
from web.reader_tools import page_at, reader_tools, sheet_view
from web.strings import Words


@dataclass(frozen=True, slots=True)
class Place:
    """Where to open a document: a clause, and [start, end) of the document's text."""

    clause_id: str = ""
    start: int = 0
    end: int = 0


def reader_view(document: Document, place: Place, words: Words, lang: str = "zh") -> Safe:
    """The document, opened at a place."""
    info = document.info
    head = tag(
        "header",
        tag("button", "×", type="button", cls="tw-close", data_close=True, aria_label=words("close"), title=words("close")),
        tag("h2", title_of(info.title, info.source)),
        _facts(info, words),
        reader_tools(document, words),
        cls="tw-reader-head",
    )
    depths = _depths(document.clauses)
    body = tag("div", join(_clause(i, c, document, place, depths, words) for i, c in enumerate(document.clauses)), cls="tw-text")
    label = f"{words('reader')}：{title_of(info.title, info.source)}"
    whole = tag("div", _outline(document, place, depths, words), body, cls="tw-reader-body")
    return tag(
        "article",
        head,
        sheet_view(document, lang, words),
        whole,
        cls="tw-document",
        aria_label=label,
        data_cited=document_of(info.title or info.source, info),
    )


def _facts(info: DocumentInfo, words: Words) -> Safe:
    force = "–".join(str(year) for year in sorted(set(info.years))) if info.years else ""
    facts = [("number", info.number), ("issuer", info.issuer), ("issued", info.issued), ("place", info.region), ("force", force)]
    return tag("dl", join(tag("div", tag("dt", words(key)), tag("dd", value)) for key, value in facts if value), cls="tw-facts")


def _depths(clauses: tuple[Clause, ...]) -> list[int]:
    return [len(c.path) for c in clauses]


def _outline(document: Document, place: Place, depths: list[int], words: Words) -> Safe:
    items = []
    for i, clause in enumerate(document.clauses):
        if clause.path:
            current = "true" if clause.clause_id == place.clause_id else None
            link = tag("a", shorten(clause.path[-1], 26), href=f"#clause-{i}", data_goto=f"clause-{i}", aria_current=current)
            items.append(tag("li", link, cls=f"tw-depth-{min(depths[i], 4)}"))
    if not items:
        return Safe("")
    return tag(
        "nav",
        tag("details", tag("summary", words("outline")), tag("ol", join(items)), open=True),
        cls="tw-outline",
        aria_label=words("outline"),
    )


def _clause(i: int, clause: Clause, document: Document, place: Place, depths: list[int], words: Words) -> Safe:
    target = clause.clause_id == place.clause_id
    heads = i + 1 < len(depths) and depths[i + 1] > depths[i] > 0 and len(clause.text.strip()) <= 60
    classes = join(["tw-clause", "tw-target" if target else "", f"tw-heading tw-depth-{min(depths[i], 4)}" if heads else ""], " ")
    spans = [Span(place.start - clause.start, place.end - clause.start, "quote")] if _inside(clause, place) else []
    text = marked(clause.text, spans, _first_ink(clause.text), len(clause.text.rstrip()))
    pages = [n for n, at in enumerate(document.pages, 1) if clause.start <= at < clause.end]
    page = tag("p", words("page", n=pages[0]), cls="tw-pagebreak") if pages else None
    section = tag(
        "section",
        text,
        id=f"clause-{i}",
        cls=classes,
        data_clause=clause.clause_id,
        data_at=place_of(clause) or None,
        data_span=_span(clause, document, place),
        tabindex="-1",
    )
    return join([page, section])


def _span(clause: Clause, document: Document, place: Place) -> str | None:
    """Page, start and end of what is to be marked on the page of a PDF when this clause is the one that is read."""
    if not document.pages:
        return None
    start, end = (place.start, place.end) if _inside(clause, place) else (clause.start, clause.end)
    return f"{page_at(document, start)} {start} {end}"


def _first_ink(text: str) -> int:
    """Where a text begins after blank lines; the indent of its first line stays."""
    blank = len(text) - len(text.lstrip())
    return text.rfind("\n", 0, blank) + 1


def _inside(clause: Clause, place: Place) -> bool:
    """Whether the place marks a part of this clause; the whole clause is shown by its bar alone."""
    whole = (place.start, place.end) == (clause.start, clause.end)
    return not whole and clause.start <= place.start < place.end <= clause.end
