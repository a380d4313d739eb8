"""The documents page as HTML: the list, the progress bar, a report per file."""

from collections.abc import Sequence

from policy import DocumentInfo, fold
from web.cite import notice, title_of
from web.markup import Safe, join, tag
from web.ports import Report
from web.repairs import repairs_line
from web.strings import Words

SHOWN = 200


def matching(documents: Sequence[DocumentInfo], wanted: str) -> list[DocumentInfo]:
    """The documents whose title, number, issuer, place or file name hold every word of `wanted`."""
    needles = fold(wanted).split()

    def holds(info: DocumentInfo) -> bool:
        text = fold(" ".join((info.title, info.number, info.issuer, info.region, info.issued, info.source)))
        return all(needle in text for needle in needles)

    return [info for info in documents if holds(info)]


def list_view(documents: Sequence[DocumentInfo], words: Words) -> Safe:
    """The first documents as a table, and how many there are."""
    if not documents:
        return notice("empty", words("list_none"))
    n, shown = len(documents), documents[:SHOWN]
    count = words("list_count", n=n) if n <= SHOWN else words("list_shown", shown=SHOWN, n=n)
    heads = ("title", "number", "place", "issued", "clauses_head", "actions")
    head = tag("thead", tag("tr", join(tag("th", words(key), scope="col") for key in heads)))
    table = tag("table", head, tag("tbody", join(_row(info, words) for info in shown)), cls="tw-table")
    return join([tag("p", count, cls="tw-sub", role="status"), table])


def _row(info: DocumentInfo, words: Words) -> Safe:
    title = title_of(info.title, info.source)
    actions = join(
        [
            tag("button", words("view"), type="button", cls="tw-open", data_open=info.source, aria_label=f"{words('view')}：{title}"),
            tag(
                "button",
                words("remove"),
                type="button",
                cls="tw-remove",
                data_remove=info.source,
                data_title=title,
                aria_label=f"{words('remove')}：{title}",
            ),
        ]
    )
    name = tag("span", info.source, cls="tw-file") if info.title else None
    cells = [("number", info.number), ("place", info.region), ("issued", info.issued), ("clauses_head", str(info.clauses))]
    return tag(
        "tr",
        tag(
            "th", tag("span", title, cls="tw-title"), name, tag("span", info.issuer, cls="tw-issuer") if info.issuer else None, scope="row"
        ),
        join(tag("td", value, cls="" if value else "tw-blank", data_label=words(key)) for key, value in cells),
        tag("td", actions, cls="tw-actions"),
    )


def progress_view(done: int, total: int, text: str) -> Safe:
    """How far an upload has come."""
    share = round(100 * done / max(total, 1))
    fill = tag("span", style=f"width:{share}%")
    bar = tag("div", fill, cls="tw-bar", role="progressbar", aria_valuenow=share, aria_valuemin=0, aria_valuemax=100, aria_label=text)
    return tag("div", tag("p", text), bar, cls="tw-progress", role="status")


def report_view(reports: Sequence[Report], words: Words) -> Safe:
    """What became of each file."""
    items = join(_report(report, words) for report in reports)
    return tag(
        "section", tag("h3", words("report"), cls="tw-h"), tag("ul", items, cls="tw-reports"), aria_label=words("report"), role="status"
    )


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
