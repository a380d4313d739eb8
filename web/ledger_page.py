"""指标台账: the targets of all documents, filtered, sorted, compared over places; and who is to do what by when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from policy.ledger import ALL, KINDS, Entry, Wanted
from web.cite import title_of
from web.copies import new_folder
from web.frame import Frame, panel
from web.ledger_charts import chart_view, years_view
from web.ledger_view import KIND_WORDS, Look, duties_view, nothing_view, rows_view, topics_view
from web.library_view import progress_view
from web.markup import Safe, tag

VIEWS = {"rows": "ledger_view_rows", "topics": "ledger_view_topics", "years": "ledger_view_years"}
# Places of its own: the first visit after documents came waits until they are read, and nobody who asks waits behind it.
_LEDGER: dict[str, Any] = {"concurrency_id": "ledger", "concurrency_limit": 4, "api_visibility": "private", "show_progress": "hidden"}
_SEEN = "watch('value', () => window.tiaowen.likened(element));"


@dataclass(frozen=True, slots=True)
class _Targets:
    """The components of the first part."""

    look: gr.State
    filters: list[Any]
    result: gr.HTML
    chart: gr.HTML
    files: gr.File


@dataclass(frozen=True, slots=True)
class _Duties:
    """The components of the second part."""

    filters: list[Any]
    result: gr.HTML
    files: gr.File


def build(frame: Frame, blocks: gr.Blocks, tab: gr.Tab) -> None:
    """Both parts. They are made anew when the page is turned to, or arrived at by a link."""
    words = frame.words
    with gr.Tabs(elem_id="tw-ledger", overflow_behavior="wrap"):
        with gr.Tab(words("ledger_targets"), id="targets", render_children=True):
            targets = _targets(frame)
        with gr.Tab(words("ledger_duties"), id="duties", render_children=True):
            duties = _duties(frame)

    shown = [targets.result, targets.chart, duties.result, *targets.filters[:2], targets.filters[3], *duties.filters[:2]]
    given = [targets.look, *targets.filters, *duties.filters]

    def turned(look: Look, *asked: Any) -> Iterator[tuple[Any, ...]]:
        for at in frame.ledger.prepare():
            yield working(frame, at.done, at.of), gr.skip(), working(frame, at.done, at.of), *(gr.skip(),) * 5
        yield made(frame, look, *asked)

    def arrive(request: gr.Request, look: Look, *asked: Any) -> Iterator[tuple[Any, ...]]:
        """Only for who follows a link to this page: others need not wait for it."""
        if request.query_params.get("tab") == "ledger":
            yield from turned(look, *asked)
        else:
            yield tuple(gr.skip() for _ in shown)

    tab.select(frame.guard(turned), given, shown, **_LEDGER)
    blocks.load(frame.guard(arrive), given, shown, **_LEDGER)


def working(frame: Frame, done: int, of: int) -> Safe:
    text = frame.words("ledger_reading", done=done, total=of) if of else frame.words("ledger_starting")
    return progress_view(done, of, text)


def made(frame: Frame, look: Look, *asked: Any) -> tuple[Any, ...]:
    """Both results, and what there is to choose from."""
    rows, shared = frame.ledger.entries(ALL), frame.ledger.duties(ALL)
    titles = {r.target.clause.source: title_of(r.target.clause.title, r.target.clause.source) for r in rows}
    others = {d.clause.source: title_of(d.clause.title, d.clause.source) for d in shared}
    result, chart = shown_targets(frame, look, wanted_of(*asked[:5]), asked[5])
    return (
        result,
        chart,
        shown_duties(frame, Wanted(asked[6] or "", asked[7] or "", text=asked[8] or ""), 1),
        _choices(frame, [(p, p) for p in sorted({r.place for r in rows if r.place})]),
        _choices(frame, sorted((title, source) for source, title in titles.items())),
        _choices(frame, [(str(y), str(y)) for y in sorted({r.year for r in rows if r.year})]),
        _choices(frame, [(p, p) for p in sorted({d.place for d in shared if d.place})]),
        _choices(frame, sorted((title, source) for source, title in others.items())),
    )


def _choices(frame: Frame, found: list[tuple[str, str]]) -> dict:
    return gr.update(choices=[(frame.words("all"), ""), *found])


def _targets(frame: Frame) -> _Targets:
    words = frame.words
    panel(tag("p", words("ledger_hint"), cls="tw-sub"))
    look = gr.State(Look())
    place, source = _where(frame, "tw-ledger")
    with gr.Row(elem_classes="tw-filters"):
        kinds = [(words("all"), ""), *((words(KIND_WORDS[k]), k) for k in KINDS)]
        kind = gr.Dropdown(kinds, value="", label=words("ledger_kind"), elem_id="tw-ledger-kind", filterable=False, min_width=96)
        year = gr.Dropdown([(words("all"), "")], value="", label=words("ledger_due"), elem_id="tw-ledger-year", min_width=96)
        text = _text(words("ledger_text"), words("ledger_text_hint"), "tw-ledger-text")
    with gr.Row(elem_classes="tw-actions-row"):
        views = [(words(key), name) for name, key in VIEWS.items()]
        view = gr.Radio(views, value="rows", label=words("ledger_view"), elem_id="tw-ledger-view", container=False, min_width=240)
        export = gr.Button(words("ledger_export"), elem_id="tw-ledger-export", size="md", scale=0, min_width=110, elem_classes="tw-quiet")
    files = gr.File(label=words("ledger_files"), interactive=False, visible=False, elem_id="tw-ledger-files")
    chart = panel(elem_id="tw-ledger-chart", js_on_load=_SEEN)
    result = panel(elem_id="tw-ledger-result")
    part = _Targets(look, [place, source, kind, year, text, view], result, chart, files)
    _events(frame, part, export)
    return part


def _where(frame: Frame, name: str) -> tuple[gr.Dropdown, gr.Dropdown]:
    words, everywhere = frame.words, [(frame.words("all"), "")]
    with gr.Row(elem_classes="tw-filters"):
        place = gr.Dropdown(everywhere, value="", label=words("region"), elem_id=f"{name}-place", min_width=120)
        source = gr.Dropdown(everywhere, value="", label=words("source"), elem_id=f"{name}-source", min_width=200, scale=3)
    return place, source


def _text(label: str, hint: str, name: str) -> gr.Textbox:
    return gr.Textbox("", label=label, placeholder=hint, elem_id=name, max_lines=1, min_width=160, scale=2)


def _events(frame: Frame, part: _Targets, export: gr.Button) -> None:
    """What filters, columns, pages and indicators do: each makes another look, of which the result is shown."""
    bridge, shown = frame.bridge, [part.look, part.result, part.chart]

    def look_as(change: Callable[[Look, gr.EventData], Look]) -> Callable[..., Iterator[tuple[Any, ...]]]:
        def handler(event: gr.EventData, look: Look, *asked: Any) -> Iterator[tuple[Any, ...]]:
            for at in frame.ledger.prepare():
                yield gr.skip(), working(frame, at.done, at.of), gr.skip()
            new = change(look, event)
            yield new, *shown_targets(frame, new, wanted_of(*asked[:5]), asked[5])

        return frame.guard(handler)

    def ordered(look: Look, event: gr.EventData) -> Look:
        return replace(look, sort=event.column, down=look.sort == event.column and not look.down, page=1)

    def due(event: gr.EventData, look: Look, *asked: Any) -> tuple[Any, ...]:
        filters = [*asked[:3], str(event.year), asked[4]]
        new = replace(look, page=1)
        return str(event.year), "rows", new, *shown_targets(frame, new, wanted_of(*filters), "rows")

    def exported(look: Look, *asked: Any) -> dict:
        return workbook(frame, wanted_of(*asked[:5]), replace(wanted_of(*asked[:5]), text="", year=None))

    given = [part.look, *part.filters]
    asked = [f.change if isinstance(f, gr.Textbox) else f.input for f in part.filters]
    narrowed = look_as(lambda look, _: replace(look, page=1, topic=""))
    gr.on(asked, narrowed, given, shown, trigger_mode="always_last", **_LEDGER)
    bridge.ledgersorted(look_as(ordered), given, shown, **_LEDGER)
    bridge.ledgerturned(look_as(lambda look, event: replace(look, page=int(event.page))), given, shown, **_LEDGER)
    bridge.ledgerlikened(look_as(lambda look, event: replace(look, topic=event.topic or "")), given, shown, **_LEDGER)
    bridge.ledgerdue(frame.guard(due), given, [part.filters[3], part.filters[5], *shown], **_LEDGER)
    export.click(frame.guard(exported), given, part.files, **_LEDGER)


def wanted_of(place: str | None, source: str | None, kind: str | None, year: str | None, text: str | None) -> Wanted:
    return Wanted(place or "", source or "", kind or "", (text or "").strip(), int(year) if year else None)


def shown_targets(frame: Frame, look: Look, wanted: Wanted, view: str | None) -> tuple[Safe, Safe]:
    """The targets wanted in the view chosen, and the indicator compared, if any."""
    words = frame.words
    rows = frame.ledger.entries(wanted)
    if not rows:
        return nothing_view("targets", bool(frame.ledger.entries(ALL)), bool(frame.library.documents()), words), Safe("")
    views: dict[str, Callable[[], Safe]] = {
        "topics": lambda: topics_view(rows, look, words),
        "years": lambda: years_view(rows, words),
    }
    compared = [row for row in rows if row.topic == look.topic] if look.topic else []
    chart = chart_view(look.topic, compared, words) if compared else Safe("")
    return views.get(view or "", lambda: rows_view(rows, look, words))(), chart


def workbook(frame: Frame, targets: Wanted, duties: Wanted) -> dict:
    """Targets and duties that are wanted as a workbook to take away."""
    rows: list[Entry] = frame.ledger.entries(targets)
    path = new_folder() / f"{frame.words('ledger_file_name')}.xlsx"
    frame.ledger.workbook(rows, frame.ledger.duties(duties), path)
    return gr.update(value=str(path), visible=True)


def _duties(frame: Frame) -> _Duties:
    words = frame.words
    panel(tag("p", words("duty_hint"), cls="tw-sub"))
    place, source = _where(frame, "tw-duty")
    with gr.Row(elem_classes="tw-actions-row tw-filters"):
        text = _text(words("ledger_unit"), words("ledger_unit_hint"), "tw-duty-text")
        export = gr.Button(words("ledger_export"), elem_id="tw-duty-export", size="md", scale=0, min_width=110, elem_classes="tw-quiet")
    files = gr.File(label=words("ledger_files"), interactive=False, visible=False, elem_id="tw-duty-files")
    result = panel(elem_id="tw-duty-result")
    filters: list[Any] = [place, source, text]

    def wanted(where: str | None, which: str | None, said: str | None) -> Wanted:
        return Wanted(where or "", which or "", text=(said or "").strip())

    def narrowed(*asked: str | None) -> Iterator[Safe]:
        for at in frame.ledger.prepare():
            yield working(frame, at.done, at.of)
        yield shown_duties(frame, wanted(*asked), 1)

    def turned(event: gr.EventData, *asked: str | None) -> Safe:
        return shown_duties(frame, wanted(*asked), int(event.page))

    def exported(*asked: str | None) -> dict:
        return workbook(frame, replace(wanted(*asked), text=""), wanted(*asked))

    gr.on([place.input, source.input, text.change], frame.guard(narrowed), filters, result, trigger_mode="always_last", **_LEDGER)
    frame.bridge.dutiesturned(frame.guard(turned), filters, result, **_LEDGER)
    export.click(frame.guard(exported), filters, files, **_LEDGER)
    return _Duties(filters, result, files)


def shown_duties(frame: Frame, wanted: Wanted, page: int) -> Safe:
    rows = frame.ledger.duties(wanted)
    if not rows:
        return nothing_view("duties", bool(frame.ledger.duties(ALL)), bool(frame.library.documents()), frame.words)
    return duties_view(rows, page, frame.words)
