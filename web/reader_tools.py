"""The row above an open document: clause by clause, copy one, find words, and the page of a PDF as it is printed."""

from bisect import bisect_right

from policy import Document
from web.markup import Safe, join, tag
from web.served import page_link
from web.strings import Words


def reader_tools(document: Document, words: Words) -> Safe:
    """Buttons for what static/reader.js does."""
    return tag(
        "div",
        _step(-1, "‹", words("clause_before"), "["),
        _step(1, "›", words("clause_after"), "]"),
        tag(
            "button",
            words("clause_copy"),
            type="button",
            title=words("clause_copy_title"),
            data_copyclause=True,
            data_done=words("copied"),
        ),
        tag(
            "button",
            words("sheet"),
            type="button",
            title=words("sheet_title"),
            data_sheet=True,
            data_other=words("sheet_text"),
            aria_pressed="false",
        )
        if document.pages
        else None,
        _find(words),
        cls="tw-reader-tools",
        role="group",
        aria_label=words("reader_tools"),
    )


def _step(by: int, sign: str, name: str, key: str) -> Safe:
    return tag("button", sign, type="button", title=f"{name}（{key}）", aria_label=name, data_step=by, cls="tw-square")


def _find(words: Words) -> Safe:
    return tag(
        "span",
        tag(
            "input",
            type="search",
            placeholder=words("find"),
            aria_label=words("find"),
            maxlength=100,
            autocomplete="off",
            cls="tw-find-box",
        ),
        tag("output", "", cls="tw-find-count"),
        tag("button", "↑", type="button", title=words("find_before"), aria_label=words("find_before"), data_found=-1, cls="tw-square"),
        tag("button", "↓", type="button", title=words("find_next"), aria_label=words("find_next"), data_found=1, cls="tw-square"),
        cls="tw-find",
        role="search",
    )


def sheet_view(document: Document, lang: str, words: Words) -> Safe:
    """Room for one page of a PDF; the script fetches the picture when it is wanted."""
    if not document.pages:
        return Safe("")
    label = words("sheet")
    turn = join(
        [
            tag("button", "‹", type="button", aria_label=words("sheet_before"), title=words("sheet_before"), data_leaf=-1, cls="tw-square"),
            tag("span", "", cls="tw-leaf-at"),
            tag("button", "›", type="button", aria_label=words("sheet_after"), title=words("sheet_after"), data_leaf=1, cls="tw-square"),
        ]
    )
    return tag(
        "section",
        tag("div", turn, cls="tw-leaves"),
        tag("p", words("sheet_failed"), cls="tw-printed-failed", role="status", hidden=True),
        tag("div", cls="tw-printed-picture", data_alt=label),
        cls="tw-printed",
        hidden=True,
        data_from=page_link(lang, document.info.source, document.info.digest),
        data_pages=len(document.pages),
        aria_label=label,
    )


def page_at(document: Document, at: int) -> int:
    """The page that an offset of the document's text stands on, from 1."""
    return max(1, bisect_right(document.pages, at))
