"""Pieces that several pages show alike: where a clause stands, what a document is, the button that opens it."""

from policy import Clause, DocumentInfo
from policy.exam import Proof
from web.markup import Safe, join, plain, tag
from web.strings import Words

_STEP = 36


def shorten(text: str, most: int = _STEP) -> str:
    """The first line of a text, cut at `most` characters."""
    line = text.strip().split("\n", 1)[0].strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def path_line(clause: Clause | Proof, words: Words) -> Safe:
    """The way from the outermost heading to the clause, and its page."""
    steps = [tag("span", shorten(step)) for step in clause.path] or [tag("span", words("lead"))]
    page = tag("span", words("page", n=clause.page), cls="tw-page") if clause.page else None
    return tag("p", join(steps, tag("i", "›", aria_hidden="true")), page, cls="tw-path")


def meta_line(info: DocumentInfo | None) -> Safe:
    """发文字号 · issuer · date · place, as far as they are known."""
    if info is None:
        return Safe("")
    place = info.region if info.region and info.region not in info.title else ""
    known = [part for part in (info.number, info.issuer, info.issued, place) if part]
    return tag("p", join([tag("span", part) for part in known]), cls="tw-meta") if known else Safe("")


def title_of(title: str, source: str) -> str:
    """A document's title, or its file's name where it has none."""
    return plain(title or source)


def open_button(clause: Clause | Proof, words: Words, start: int = 0, end: int = 0) -> Safe:
    """The button that opens the clause in its document, with [start, end) of the document marked."""
    return tag(
        "button",
        words("open"),
        type="button",
        cls="tw-open",
        title=words("open_title"),
        aria_label=f"{words('open')}：{shorten(clause.title or clause.source, 60)}",
        data_open=clause.source,
        data_clause=clause.clause_id,
        data_start=start,
        data_end=end,
    )


def notice(kind: str, heading: str, text: str = "", remedy: str = "") -> Safe:
    """A plain message in place: kind is info, empty or error."""
    role = "alert" if kind == "error" else "status"
    lines = [tag("p", text) if text else None, tag("p", remedy, cls="tw-remedy") if remedy else None]
    return tag("div", tag("strong", heading), *lines, cls=f"tw-notice tw-{kind}", role=role)
