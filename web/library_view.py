"""The documents page as HTML: the list, the progress bar, a report per file."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from policy import LEVELS, DocumentInfo, fold
from web.cite import notice, title_of
from web.markup import Safe, join, tag
from web.ports import Report
from web.repairs import repairs_line
from web.strings import Words

SHOWN = 200
_REPORTED = 40  # files taken in that a report lists; the failed are listed all
_STATUSES = ("added", "updated", "unchanged", "removed", "failed")
Order = tuple[str, bool]
"""The column that a list is sorted by, and whether the other way round."""
_COLUMNS: dict[str, Callable[[DocumentInfo], Any]] = {
    "title": lambda d: d.title or d.source,
    "number": lambda d: d.number,
    "issuer": lambda d: d.issuer,
    "issued": lambda d: d.issued,
    "place": lambda d: d.region,
    "level": lambda d: LEVELS.index(d.level) if d.level in LEVELS else "",
    "kind": lambda d: d.kind,
    "clauses_head": lambda d: d.clauses,
    "repairs_head": lambda d: sum(n for _, n in d.repairs),
}
FIRST: Order = ("title", False)


def matching(documents: Sequence[DocumentInfo], wanted: str) -> list[DocumentInfo]:
    """The documents whose title, number, issuer, place, level, kind, date or file name hold every word of `wanted`."""
    needles = fold(wanted).split()

    def holds(info: DocumentInfo) -> bool:
        text = fold(" ".join((info.title, info.number, info.issuer, info.region, info.level, info.kind, info.issued, info.source)))
        return all(needle in text for needle in needles)

    return [info for info in documents if holds(info)]


def turned(order: Order, column: str) -> Order:
    """The order after a click on a column's head: by that column, or the other way round where it was so already."""
    if column not in _COLUMNS:
        return order
    return column, order[0] == column and not order[1]


def sorted_by(documents: Sequence[DocumentInfo], order: Order) -> list[DocumentInfo]:
    """The documents by a column, ties by title; those that do not tell come last, either way round."""
    key = _COLUMNS.get(order[0], _COLUMNS["title"])
    by_title = sorted(documents, key=lambda d: (d.title or d.source, d.source))
    told = sorted((d for d in by_title if key(d) != ""), key=key, reverse=order[1])
    return [*told, *(d for d in by_title if key(d) == "")]


def list_view(documents: Sequence[DocumentInfo], words: Words, order: Order = FIRST) -> Safe:
    """The first documents as a table, and how many there are."""
    if not documents:
        return notice("empty", words("list_none"))
    n, shown = len(documents), documents[:SHOWN]
    count = words("list_count", n=n) if n <= SHOWN else words("list_shown", shown=SHOWN, n=n)
    head = tag("thead", tag("tr", join(_head(key, order, words) for key in _COLUMNS), tag("th", words("actions"), scope="col")))
    table = tag("table", head, tag("tbody", join(_row(info, words) for info in shown)), cls="tw-table tw-documents")
    return join([tag("p", count, cls="tw-sub", role="status"), table])


def _head(key: str, order: Order, words: Words) -> Safe:
    here = order[0] == key
    name = words(key)
    button = tag("button", name, type="button", data_sort=key, title=words("sort_by", what=name))
    return tag("th", button, scope="col", aria_sort=("descending" if order[1] else "ascending") if here else None)


def _row(info: DocumentInfo, words: Words) -> Safe:
    title = title_of(info.title, info.source)
    actions = join(
        [
            _button("tw-open", words("view"), title, data_open=info.source),
            _button("tw-open", words("details"), title, data_detail=info.source),
            _button("tw-remove", words("remove"), title, data_remove=info.source, data_title=title),
        ]
    )
    name = tag("span", info.source, cls="tw-file") if info.title else None
    by_hand = tag("span", words("by_hand"), cls="tw-by-hand") if info.edited else None
    cells = [(key, str(value(info) or "")) for key, value in _COLUMNS.items() if key not in ("title", "level")]
    cells.insert(4, ("level", info.level))
    return tag(
        "tr",
        tag("th", tag("span", title, by_hand, cls="tw-title"), name, scope="row"),
        join(tag("td", value, cls=f"tw-col-{key}" + ("" if value else " tw-blank"), data_label=words(key)) for key, value in cells),
        tag("td", actions, cls="tw-actions"),
    )


def _button(cls: str, text: str, title: str, **data: str) -> Safe:
    return tag("button", text, type="button", cls=cls, aria_label=f"{text}：{title}", **data)


def progress_view(done: int, total: int, text: str) -> Safe:
    """How far an upload has come."""
    share = round(100 * done / max(total, 1))
    fill = tag("span", style=f"width:{share}%")
    bar = tag("div", fill, cls="tw-bar", role="progressbar", aria_valuenow=share, aria_valuemin=0, aria_valuemax=100, aria_label=text)
    return tag("div", tag("p", text), bar, cls="tw-progress", role="status")


def report_view(reports: Sequence[Report], words: Words) -> Safe:
    """How many files came to which end, then what became of each, the failed ones first."""
    failed = [r for r in reports if r.status == "failed"]
    others = [r for r in reports if r.status != "failed"]
    items = join(_report(report, words) for report in (*failed, *others[:_REPORTED]))
    rest = tag("p", words("report_rest", n=len(others) - _REPORTED), cls="tw-sub") if len(others) > _REPORTED else None
    heading = tag("h3", words("report"), cls="tw-h")
    total = tag("p", _total(reports, words), cls="tw-sub tw-total") if len(reports) > 1 else None
    return tag("section", heading, total, tag("ul", items, cls="tw-reports"), rest, aria_label=words("report"), role="status")


def _total(reports: Sequence[Report], words: Words) -> str:
    counts = Counter(report.status for report in reports)
    parts = [words("report_part", status=words(f"status_{s}"), n=counts[s]) for s in _STATUSES if counts[s]]
    clauses = sum(r.info.clauses for r in reports if r.info)
    return words("repair_between").join([*parts, *([words("report_clauses", n=f"{clauses:,}")] if clauses else [])])


def _report(report: Report, words: Words) -> Safe:
    info = report.info
    about = [tag("span", info.title, cls="tw-title"), tag("span", words("clauses", n=info.clauses))] if info else []
    repairs = repairs_line(info.repairs, words) if info else ""
    return tag(
        "li",
        tag("span", words(f"status_{report.status}"), cls="tw-status"),
        tag("span", report.source, cls="tw-file"),
        *about,
        tag("p", words("repaired"), repairs) if repairs else None,
        tag("p", report.error, cls="tw-why") if report.error else None,
        tag("p", words("remedy"), report.remedy, cls="tw-remedy") if report.remedy else None,
        cls=f"tw-report tw-is-{report.status}",
    )
