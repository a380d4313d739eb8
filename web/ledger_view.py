"""The targets ledger as HTML: rows, groups of one indicator over places, duties."""

from collections.abc import Sequence
from dataclasses import dataclass

from policy import Clause, Target
from policy.ledger import Duty, Entry
from web.cite import notice, shorten, title_of
from web.markup import Safe, join, tag
from web.strings import Words

ROWS = 100  # rows of a page
_SIGNS = {">=": "op_ge", "<=": "op_le", ">": "op_gt", "<": "op_lt"}
KIND_WORDS = {"比例": "kind_share", "数量": "kind_count", "期限": "kind_time", "频次": "kind_rate", "数额": "kind_sum"}
COLUMNS = {
    "place": "ledger_place",
    "topic": "ledger_indicator",
    "amount": "ledger_value",
    "year": "ledger_deadline",
    "title": "ledger_document",
}
_CHIPS = 6  # values of a group that stand in its row
_LONG = 60


@dataclass(frozen=True, slots=True)
class Look:
    """How the ledger is looked at: which view, by which column, which page, which indicator compared."""

    view: str = "rows"
    sort: str = ""
    down: bool = False
    page: int = 1
    topic: str = ""


def sorted_rows(rows: Sequence[Entry], look: Look) -> list[Entry]:
    """By the chosen column, rows that have nothing in it last either way; as they stand where none is chosen."""
    if look.sort not in COLUMNS:
        return list(rows)

    def key(row: Entry) -> str | float:
        if look.sort == "title":
            return row.target.clause.title or row.target.clause.source
        return getattr(row, look.sort)

    blank = [row for row in rows if getattr(row, look.sort, "x") in (None, "")]
    full = [row for row in rows if getattr(row, look.sort, "x") not in (None, "")]
    return sorted(full, key=key, reverse=look.down) + blank


def page_of(n: int, page: int) -> tuple[int, int, int]:
    """A page that there is, and the first and last row of it."""
    page = min(max(page, 1), max(-(-n // ROWS), 1))
    return page, (page - 1) * ROWS, min(page * ROWS, n)


def rows_view(rows: Sequence[Entry], look: Look, words: Words) -> Safe:
    """The targets as a table, a page at a time."""
    ordered = sorted_rows(rows, look)
    page, start, end = page_of(len(ordered), look.page)
    count = words("ledger_count", n=f"{len(rows):,}", documents=len({r.target.clause.source for r in rows}))
    heads = [_head(name, key, look, words) for name, key in COLUMNS.items()]
    heads.insert(4, tag("th", words("ledger_scope"), scope="col", cls="tw-binds"))
    heads.append(tag("th", words("actions"), scope="col", cls="tw-act"))
    body = tag("tbody", join(_row(row, words) for row in ordered[start:end]))
    table = tag("table", tag("thead", tag("tr", join(heads))), body, cls="tw-ledger")
    return join([count_line(count), tag("div", table, cls="tw-wide"), pager("targets", page, len(ordered), words)])


def count_line(text: str) -> Safe:
    """How many rows there are, above them, told to a screen reader when it changes."""
    return tag("p", text, cls="tw-sub tw-count", role="status")


def _head(name: str, key: str, look: Look, words: Words) -> Safe:
    here = look.sort == name
    order = ("descending" if look.down else "ascending") if here else "none"
    arrow = tag("span", ("▼" if look.down else "▲") if here else "↕", cls="tw-arrow", aria_hidden="true")
    label = words("ledger_sort", name=words(key))
    button = tag("button", words(key), arrow, type="button", cls="tw-sort", data_ledgersort=name, title=label, aria_label=label)
    return tag("th", button, scope="col", aria_sort=order, cls="tw-doc" if name == "title" else None)


def _row(row: Entry, words: Words) -> Safe:
    target = row.target
    scope = target.scope if target.scope != row.place else ""
    return tag(
        "tr",
        tag("td", row.place, data_label=words("ledger_place")),
        tag("th", tag("span", target.indicator), tag("span", _kind(target, words), cls="tw-kind"), case_of(target), scope="row"),
        tag("td", required(target, words), cls="tw-figure-cell", data_label=words("ledger_value")),
        tag("td", target.deadline, cls="tw-by", data_label=words("ledger_deadline")),
        tag("td", scope, cls="tw-binds", data_label=words("ledger_scope")),
        tag("td", title_of(target.clause.title, target.clause.source), cls="tw-doc", data_label=words("ledger_document")),
        tag("td", source_button(target.clause, target.start, target.end, target.indicator, words), cls="tw-act"),
    )


def case_of(target: Target) -> Safe | None:
    """In which case a figure applies, where the document says so."""
    return tag("small", target.condition, cls="tw-case") if target.condition else None


def _kind(target: Target, words: Words) -> str:
    return words(KIND_WORDS[target.kind]) if target.kind in KIND_WORDS else target.kind


def required(target: Target, words: Words) -> str:
    """A comparison with its figure as one reads it: 不低于 95%, 15 工作日."""
    space = "" if target.unit in ("%", "‰", "‱", "") else " "
    sign = words("op_about") if target.about else words(_SIGNS[target.op]) if target.op in _SIGNS else ""
    return f"{sign} {target.value}{space}{target.unit}".strip()


def source_button(clause: Clause, start: int, end: int, what: str, words: Words) -> Safe:
    """Opens the clause with the span marked; says what of, for who cannot see the row."""
    return tag(
        "button",
        words("source_button"),
        type="button",
        cls="tw-open",
        title=words("open_title"),
        aria_label=f"{words('source_button')}：{shorten(what, _LONG)}，{shorten(clause.title or clause.source, _LONG)}",
        data_open=clause.source,
        data_clause=clause.clause_id,
        data_start=start,
        data_end=end,
    )


def pager(of: str, page: int, n: int, words: Words) -> Safe:
    """Buttons to the pages beside this one; nothing where there is one page."""
    if n <= ROWS:
        return Safe("")
    _, start, end = page_of(n, page)

    def button(key: str, to: int, there: bool) -> Safe:
        return tag("button", words(key), type="button", cls="tw-verdict", data_ledgerturn=of, data_page=to, disabled=not there)

    said = tag("span", words("ledger_page", first=start + 1, last=end, n=f"{n:,}"), cls="tw-sub")
    buttons = [button("ledger_prev", page - 1, page > 1), said, button("ledger_next", page + 1, end < n)]
    return tag("nav", join(buttons), cls="tw-pager", aria_label=words("ledger_pages"))


def topics_view(rows: Sequence[Entry], look: Look, words: Words) -> Safe:
    """One row an indicator: what each place requires, those of several places first."""
    groups = sorted(grouped(rows).items(), key=lambda item: (-len({r.place for r in item[1]}), -len(item[1]), item[0]))
    page, start, end = page_of(len(groups), look.page)
    heads = join(tag("th", words(key), scope="col") for key in ("ledger_indicator", "ledger_places", "actions"))
    body = tag("tbody", join(_group(topic, held, words) for topic, held in groups[start:end]))
    table = tag("table", tag("thead", tag("tr", heads)), body, cls="tw-ledger tw-topics")
    count = words("ledger_topics_count", n=f"{len(rows):,}", topics=f"{len(groups):,}")
    return join([count_line(count), tag("div", table, cls="tw-wide"), pager("targets", page, len(groups), words)])


def grouped(rows: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Rows by the indicator under which they are compared, in their order."""
    groups: dict[str, list[Entry]] = {}
    for row in rows:
        groups.setdefault(row.topic, []).append(row)
    return groups


def _group(topic: str, rows: Sequence[Entry], words: Words) -> Safe:
    chips = [_chip(row, words) for row in rows[:_CHIPS]]
    if len(rows) > _CHIPS:
        chips.append(tag("li", words("ledger_and_more", n=len(rows)), cls="tw-more"))
    others = [name for name in dict.fromkeys(r.target.indicator for r in rows) if name != topic]
    also = tag("span", words("ledger_same", names=words("list_between").join(others[:3])), cls="tw-also") if others else None
    button = tag(
        "button",
        words("ledger_compare"),
        type="button",
        cls="tw-open",
        data_ledgerliken=topic,
        aria_label=words("ledger_compare_of", topic=topic),
    )
    return tag(
        "tr",
        tag("th", tag("span", topic), also, scope="row"),
        tag("td", tag("ul", join(chips), cls="tw-values"), data_label=words("ledger_places")),
        tag("td", button, cls="tw-act"),
    )


def _chip(row: Entry, words: Words) -> Safe:
    by = tag("small", row.target.deadline) if row.target.deadline else None
    return tag("li", tag("span", holder(row), cls="tw-who"), tag("strong", required(row.target, words)), by, case_of(row.target))


def holder(row: Entry) -> str:
    """Whose target it is: its place, else the title of its document."""
    return row.place or title_of(row.target.clause.title, row.target.clause.source)


def nothing_view(of: str, any_at_all: bool, documents: bool, words: Words) -> Safe:
    """Why there is nothing to show: no documents, none that state any, or none that match."""
    if not documents:
        return notice("empty", words("ledger_no_documents"))
    targets = of == "targets"
    if any_at_all:
        return notice("empty", words("ledger_none" if targets else "duty_none"), words("ledger_none_hint"))
    return notice("empty", words("ledger_nothing"), words("ledger_nothing_hint")) if targets else notice("empty", words("duty_nothing"))


def duties_view(rows: Sequence[Duty], page: int, words: Words) -> Safe:
    """The duties as a table, a page at a time."""
    page, start, end = page_of(len(rows), page)
    keys = ("ledger_place", "duty_task", "duty_lead", "duty_support", "duty_when", "ledger_document", "actions")
    heads = join(tag("th", words(key), scope="col", cls="tw-doc" if key == "ledger_document" else None) for key in keys)
    body = tag("tbody", join(_duty(row, words) for row in rows[start:end]))
    table = tag("table", tag("thead", tag("tr", heads)), body, cls="tw-ledger tw-duties")
    count = words("duty_count", n=f"{len(rows):,}", documents=len({r.clause.source for r in rows}))
    return join([count_line(count), tag("div", table, cls="tw-wide"), pager("duties", page, len(rows), words)])


def _duty(row: Duty, words: Words) -> Safe:
    between = words("list_between")
    return tag(
        "tr",
        tag("td", row.place, data_label=words("ledger_place")),
        tag("th", shorten(row.task, 120), scope="row"),
        tag("td", between.join(row.lead), cls="tw-units", data_label=words("duty_lead")),
        tag("td", between.join(row.support), cls="tw-units", data_label=words("duty_support")),
        tag("td", row.schedule, cls="tw-units", data_label=words("duty_when")),
        tag("td", title_of(row.clause.title, row.clause.source), cls="tw-doc", data_label=words("ledger_document")),
        tag("td", source_button(row.clause, row.start, row.end, row.task, words), cls="tw-act"),
    )
