"""Two documents side by side as HTML: a row for each clause of the base document with all that answers to it, then what was added."""

from collections.abc import Sequence

from policy import Clause
from policy.align import Alignment, Pair, Row
from policy.align_marks import Mark, after_marks, before_marks
from web.align_text import marked_text
from web.cite import open_button, path_line, shorten, title_of
from web.markup import Safe, join, tag
from web.related_view import kinds_line, relate_button, shifts_view
from web.strings import Words


def label_of(alignment: Alignment) -> str:
    """What the second document is called where there is little room."""
    return title_of(alignment.after.title, alignment.after.source)


def sides_view(found: Sequence[Alignment], shown: str, words: Words) -> Safe:
    """The comparison with one of the documents, `shown`, with buttons for the others, a legend and filters."""
    alignment = next((a for a in found if a.after.source == shown), found[0])
    rows, only_after = [], False
    for row in alignment.rows():
        if row.before is None and not only_after and not alignment.heads(row):
            rows.append(tag("li", tag("h3", words("al_only_after")), cls="tw-al-heading", data_kinds="added"))
            only_after = True
        rows.append(_heading(row, words) if alignment.heads(row) else row_view(row, words))
    titles = tag("div", *(tag("h3", title_of(d.title, d.source)) for d in (alignment.before, alignment.after)), cls="tw-al-titles")
    return tag(
        "div",
        _switch(found, alignment, words) if len(found) > 1 else None,
        filter_view(alignment.counts(), words),
        legend_view(words),
        titles,
        tag("ol", join(rows), cls="tw-al-list"),
        tag("p", words("al_empty"), cls="tw-sub tw-al-none", hidden=True, role="status"),
        cls="tw-al-box",
        id="tw-al-sides",
    )


def _switch(found: Sequence[Alignment], current: Alignment, words: Words) -> Safe:
    buttons = (
        tag(
            "button",
            shorten(label_of(a), 24),
            type="button",
            cls="tw-chip",
            title=label_of(a),
            aria_pressed="true" if a is current else "false",
            data_side=a.after.source,
        )
        for a in found
    )
    return tag(
        "div", tag("span", words("al_which"), cls="tw-sub"), join(buttons), cls="tw-al-filter", role="group", aria_label=words("al_which")
    )


def filter_view(counts: dict[str, int], words: Words) -> Safe:
    """A button for each kind, with how many rows are of it; the page's script hides the others."""
    every = tag("button", words("al_all"), type="button", cls="tw-chip", aria_pressed="true", data_kind="")
    buttons = (
        tag(
            "button",
            words(f"al_{kind}"),
            tag("b", str(n)),
            type="button",
            cls=f"tw-chip tw-al-by tw-al-{kind}",
            aria_pressed="false",
            data_kind=kind,
            disabled=n == 0,
        )
        for kind, n in counts.items()
    )
    return tag(
        "div",
        tag("span", words("al_filter"), cls="tw-sub"),
        every,
        join(buttons),
        cls="tw-al-filter",
        role="group",
        aria_label=words("al_filter"),
    )


def legend_view(words: Words) -> Safe:
    marks = (("del", "removed", "al_legend_del"), ("ins", "inserted", "al_legend_ins"), ("span", "moved", "al_legend_moved"))
    return tag("p", join(tag(name, words(key), cls=f"tw-al-m tw-al-m-{kind}") for name, kind, key in marks), cls="tw-al-legend")


def row_view(row: Row, words: Words) -> Safe:
    """A clause of the base document beside all that answers to it, or beside nothing a clause that was added."""
    clause = row.before
    one = clause or row.pairs[0].after
    answering = [_answer(p, p.after, words, len(row.pairs) > 1) for p in row.pairs if p.after]
    left = _side(clause, before_marks(clause, row.pairs), words) if clause else tag("p", words("al_none_before"), cls="tw-al-nothing")
    right = join(answering) if answering else tag("p", words("al_none_after"), cls="tw-al-nothing")
    return tag(
        "li",
        tag("div", kinds_line(row.kinds, words), relate_button(one, words) if one else None, cls="tw-al-top"),
        tag("div", tag("div", left), tag("div", right, cls="tw-al-right"), cls="tw-al-pair"),
        join(shifts_view(p.difference.shifts, words) for p in row.pairs),
        cls="tw-al-row tw-card",
        data_kinds=" ".join(row.kinds),
    )


def _answer(pair: Pair, clause: Clause, words: Words, several: bool) -> Safe:
    return _side(clause, after_marks(clause, pair), words, kinds_line(pair.kinds, words) if several else None)


def _side(clause: Clause, marks: Sequence[Mark], words: Words, kinds: Safe | None = None) -> Safe:
    head = tag("div", path_line(clause, words), kinds, open_button(clause, words, clause.start, clause.end), cls="tw-al-head")
    return tag("div", head, tag("div", marked_text(clause, marks, words), cls="tw-al-text"), cls="tw-al-side")


def _heading(row: Row, words: Words) -> Safe:
    """A heading beside the heading that answers to it."""
    others = [name_of(p.after, words, 60) for p in row.pairs if p.after]
    return tag(
        "li",
        tag("h3", name_of(row.before, words, 60) if row.before else "—"),
        tag("p", words("list_between").join(others) or "—"),
        cls="tw-al-heading",
        data_kinds="",
    )


def name_of(clause: Clause, words: Words, most: int = 30) -> str:
    """A clause's own heading."""
    return shorten(clause.path[-1], most) if clause.path else words("lead")
