"""The targets ledger drawn: bars by place for one indicator, deadlines on a line of time."""

from collections.abc import Sequence

from policy import Target
from policy.ledger import Entry
from web.cite import shorten
from web.ledger_view import ROWS, case_of, count_line, holder, required, source_button
from web.markup import Safe, join, tag
from web.strings import Words


def chart_view(topic: str, rows: Sequence[Entry], words: Words) -> Safe:
    """Bars by place for one indicator: a table whose cells hold the bars, so that it reads without seeing them."""
    heading = tag("h2", words("ledger_chart", topic=topic), cls="tw-h", id="tw-chart-title")
    close = tag("button", words("ledger_close"), type="button", cls="tw-verdict", data_ledgerliken="")
    units: dict[str, list[Entry]] = {}
    for row in rows:
        units.setdefault(_measure(row.target), []).append(row)
    tables = join(_bars(held, words) for held in units.values())
    return tag(
        "section",
        tag("div", heading, close, cls="tw-chart-head"),
        tables,
        tag("p", words("ledger_chart_note"), cls="tw-sub"),
        cls="tw-chart",
        aria_labelledby="tw-chart-title",
        tabindex="-1",
    )


def _measure(target: Target) -> str:
    """What can be drawn to one scale: all shares, all sums, counts of one unit, times of one unit."""
    if target.unit in ("%", "‰", "‱", "成", "折") or "/" in target.value or target.value == "全覆盖":
        return "%"
    return target.unit.lstrip("百千万亿") or target.unit


def _bars(rows: Sequence[Entry], words: Words) -> Safe:
    ordered = sorted(rows, key=lambda r: (-(r.amount or 0), holder(r), r.year or 0))
    most = max((r.amount or 0 for r in ordered), default=0) or 1
    heads = join(tag("th", words(key), scope="col") for key in ("ledger_place", "ledger_value", "ledger_deadline", "actions"))
    lines = []
    for row in ordered[:ROWS]:
        share = round(100 * (row.amount or 0) / most, 1)
        bar, target = tag("span", tag("span", style=f"width:{share}%"), cls="tw-rod", aria_hidden="true"), row.target
        lines.append(
            tag(
                "tr",
                tag("th", holder(row), case_of(target), scope="row"),
                tag("td", bar, tag("span", required(target, words), cls="tw-rod-value"), cls="tw-rods"),
                tag("td", target.deadline, data_label=words("ledger_deadline")),
                tag("td", source_button(target.clause, target.start, target.end, target.indicator, words), cls="tw-act"),
            )
        )
    return tag("div", tag("table", tag("thead", tag("tr", heads)), tag("tbody", join(lines)), cls="tw-ledger tw-bars"), cls="tw-wide")


def years_view(rows: Sequence[Entry], words: Words) -> Safe:
    """A line of time: for each year how many targets fall due, with the first of them."""
    years: dict[int, list[Entry]] = {}
    for row in rows:
        if row.year is not None:
            years.setdefault(row.year, []).append(row)
    undated = sum(row.year is None for row in rows)
    most = max(map(len, years.values()), default=1)
    heads = join(tag("th", words(key), scope="col") for key in ("ledger_year", "ledger_number", "ledger_indicator", "actions"))
    lines = join(_year(year, years[year], most, words) for year in sorted(years))
    table = tag("table", tag("thead", tag("tr", heads)), tag("tbody", lines), cls="tw-ledger tw-bars tw-years")
    count = words("ledger_count", n=f"{len(rows):,}", documents=len({r.target.clause.source for r in rows}))
    rest = tag("p", f"{words('ledger_undated')}：{undated:,}", cls="tw-sub") if undated else None
    return join([count_line(count), tag("h2", words("ledger_years"), cls="tw-h"), tag("div", table, cls="tw-wide"), rest])


def _year(year: int, rows: Sequence[Entry], most: int, words: Words) -> Safe:
    bar = tag("span", tag("span", style=f"width:{round(100 * len(rows) / most, 1)}%"), cls="tw-rod", aria_hidden="true")
    names = list(dict.fromkeys(f"{holder(r)} {r.target.indicator}" for r in rows))
    said = words("list_between").join(shorten(name, 28) for name in names[:4])
    more = f" {words('ledger_and_more', n=len(rows))}" if len(names) > 4 else ""
    button = tag("button", words("ledger_year_only"), type="button", cls="tw-open", data_ledgerdue=year)
    return tag(
        "tr",
        tag("th", str(year), scope="row"),
        tag("td", bar, tag("span", str(len(rows)), cls="tw-rod-value"), cls="tw-rods"),
        tag("td", said + more, cls="tw-names"),
        tag("td", button, cls="tw-act"),
    )
