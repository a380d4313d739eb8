"""Several documents against one base as HTML: how many pairs of each kind, the table, and the map of what is covered."""

from collections.abc import Sequence

from policy import Clause
from policy.align import KINDS, STATUSES, Alignment, Cell, Pair, Row
from web.align_view import filter_view, label_of, name_of
from web.cite import open_button
from web.markup import Safe, join, tag
from web.related_view import kinds_line, shifts_view
from web.strings import Words

_SHIFTS = 3  # that a cell of the table spells out


def counts_view(found: Sequence[Alignment], words: Words) -> Safe:
    """How many pairs of each kind there are with each document."""
    head = tag(
        "thead", tag("tr", tag("th", words("al_document"), scope="col"), join(tag("th", words(f"al_{k}"), scope="col") for k in KINDS))
    )
    rows = (
        tag("tr", tag("th", label_of(a), scope="row"), join(tag("td", str(n), cls="tw-num") for n in a.counts().values())) for a in found
    )
    return tag("div", tag("table", head, tag("tbody", join(rows)), cls="tw-figures tw-al-counts"), cls="tw-wide", tabindex="0")


def table_view(found: Sequence[Alignment], words: Words) -> Safe:
    """A row for each clause of the base document, a column for each other document, and what only those have below."""
    by_clause = [{r.before.clause_id: r for r in a.rows() if r.before} for a in found]
    rows, counts = [], dict.fromkeys(KINDS, 0)
    for cell in found[0].cells:
        across = [of[cell.clause.clause_id] for of in by_clause]
        kinds = list(dict.fromkeys(k for row in across for k in row.kinds))
        for kind in kinds:
            counts[kind] += 1
        rows.append(_row(cell.clause, across, kinds, words))
    added = [[p for r in a.rows() if r.before is None and not a.heads(r) for p in r.pairs] for a in found]
    counts["added"] += any(added)
    rows.append(_added_row(added, words))
    heads = [tag("th", words("al_clause"), scope="col"), *(tag("th", label_of(a), scope="col") for a in found)]
    table = tag("table", tag("thead", tag("tr", join(heads))), tag("tbody", join(rows)), cls="tw-figures tw-al-table")
    return tag(
        "div",
        counts_view(found, words),
        filter_view(counts, words),
        tag("div", table, cls="tw-wide tw-al-tall", tabindex="0"),
        cls="tw-al-box",
        id="tw-al-all",
    )


def _row(clause: Clause, across: Sequence[Row], kinds: Sequence[str], words: Words) -> Safe:
    first = tag("th", tag("span", name_of(clause, words)), open_button(clause, words, clause.start, clause.end), scope="row")
    return tag("tr", first, join(tag("td", _cell(row, words)) for row in across), cls="tw-al-row", data_kinds=" ".join(kinds))


def _cell(row: Row, words: Words) -> Safe:
    parts: list[Safe | None] = [kinds_line(row.kinds, words)]
    for pair in row.pairs:
        if pair.after:
            parts.append(_place(pair.after, words))
        parts.append(shifts_view(pair.difference.shifts, words, _SHIFTS))
        if pair.before and pair.after:
            parts.append(_sentences(pair, words))
    return join(parts)


def _place(clause: Clause, words: Words) -> Safe:
    return tag("p", tag("span", name_of(clause, words)), open_button(clause, words, clause.start, clause.end), cls="tw-al-place")


def _sentences(pair: Pair, words: Words) -> Safe | None:
    counts = {kind: sum(c.kind == kind for c in pair.difference.changes) for kind in ("added", "dropped")}
    said = [words(f"al_sentences_{kind}", n=n) for kind, n in counts.items() if n]
    return tag("p", words("list_between").join(said), cls="tw-sub") if said else None


def _added_row(added: Sequence[Sequence[Pair]], words: Words) -> Safe:
    def listed(pairs: Sequence[Pair]) -> Safe:
        places = join(tag("li", _place(p.after, words)) for p in pairs if p.after)
        summary = tag("summary", words("al_added_below", n=len(pairs)))
        return tag("td", tag("details", summary, tag("ul", places)) if pairs else "—")

    return tag("tr", tag("th", words("al_added"), scope="row"), join(listed(pairs) for pairs in added), cls="tw-al-row", data_kinds="added")


def heat_view(found: Sequence[Alignment], words: Words) -> Safe:
    """The clauses of the base document against the other documents: how each is answered, a button to see it."""
    cells = [{c.clause.clause_id: c for c in a.cells} for a in found]
    rows = []
    for row in found[0].rows():
        clause = row.before
        if clause and clause.clause_id in cells[0]:
            rows.append(_heat_row(clause, [(a, of[clause.clause_id]) for a, of in zip(found, cells, strict=True)], words))
        elif clause and clause.clause_id in found[0].headings:
            rows.append(tag("tr", tag("th", name_of(clause, words, 60), colspan=len(found) + 1, scope="rowgroup"), cls="tw-heat-group"))
    heads = [
        tag("th", words("al_clause"), scope="col"),
        *(tag("th", tag("span", label_of(a)), scope="col", title=label_of(a)) for a in found),
    ]
    table = tag(
        "table",
        tag("caption", words("heat_hint"), cls="tw-sr"),
        tag("thead", tag("tr", join(heads))),
        tag("tbody", join(rows)),
        tag("tfoot", _total(found, words)),
        cls="tw-heat",
    )
    legend = join(tag("span", _sign(status, words), words(f"heat_{status}")) for status in STATUSES)
    return join(
        [
            tag("p", words("heat_hint"), cls="tw-sub", aria_hidden="true"),
            tag("p", legend, cls="tw-heat-legend"),
            tag("div", table, cls="tw-wide tw-al-tall", tabindex="0", id="tw-heat"),
        ]
    )


def _heat_row(clause: Clause, cells: Sequence[tuple[Alignment, Cell]], words: Words) -> Safe:
    return tag("tr", tag("th", name_of(clause, words, 26), scope="row"), join(tag("td", _button(a, c, words)) for a, c in cells))


def _button(alignment: Alignment, cell: Cell, words: Words) -> Safe:
    status = words(f"heat_{cell.status}")
    about = words("heat_title", clause=name_of(cell.clause, words), document=label_of(alignment), status=status)
    kept = words("heat_kept", share=round(100 * cell.kept))
    return tag(
        "button",
        words(f"heat_mark_{cell.status}"),
        type="button",
        cls=f"tw-heat-cell tw-heat-{cell.status}",
        title=f"{about}\n{kept}",
        aria_label=about,
        aria_expanded="false",
        data_cell=cell.clause.clause_id,
        data_base=alignment.before.source,
        data_other=alignment.after.source,
    )


def _sign(status: str, words: Words) -> Safe:
    return tag("i", words(f"heat_mark_{status}"), cls=f"tw-heat-cell tw-heat-{status}", aria_hidden="true")


def _total(found: Sequence[Alignment], words: Words) -> Safe:
    """How many clauses are covered or more, of how many."""

    def share(alignment: Alignment) -> str:
        return f"{sum(c.status in ('covered', 'tightened') for c in alignment.cells)}/{len(alignment.cells)}"

    return tag("tr", tag("th", words("heat_answered"), scope="row"), join(tag("td", share(a), cls="tw-num") for a in found))
