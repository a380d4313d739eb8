"""对照: a base document and others, compared clause by clause; as pairs, as a table, as a map of what is covered; as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from policy import BadInput, DocumentInfo, TiaowenError
from policy.align import Alignment, Row
from web.align_table import heat_view, table_view
from web.align_view import row_view, sides_view
from web.cite import notice, title_of
from web.copies import new_folder
from web.frame import ALIGN, Frame, panel
from web.library_view import progress_view
from web.markup import Safe, tag
from web.related_pane import addressed

MOST = 12  # documents compared with the base at a time
_BETWEEN = "\n"  # sources in the address
_NATION = "国家"
_VISIT = "(base, others) => { tiaowen.visit({tab: 'align', q: null, base, with: (others || []).join('\\n')}); return [base, others]; }"
Asked = tuple[str, tuple[str, ...]]
"""The base document and the others, by source."""


@dataclass(frozen=True, slots=True)
class AlignPage:
    base: gr.Dropdown
    others: gr.Dropdown
    asked: gr.State
    told: gr.HTML
    sides: gr.HTML
    table: gr.HTML
    heat: gr.HTML

    @property
    def shown(self) -> list[Any]:
        return [self.asked, self.told, self.sides, self.table, self.heat]


def build(frame: Frame, blocks: gr.Blocks, tab: gr.Tab, letter: gr.HTML) -> None:
    """The page's components, and what they do; `letter` carries the pair of a cell to the place below it."""
    words = frame.words
    with gr.Row(elem_classes="tw-filters"):
        base = gr.Dropdown([], label=words("al_base"), elem_id="tw-align-base", scale=2, min_width=240)
        others = gr.Dropdown([], label=words("al_others"), multiselect=True, elem_id="tw-align-others", scale=3, min_width=280)
    with gr.Row(elem_classes="tw-actions-row"):
        export = gr.Button(words("al_export"), elem_id="tw-align-export", elem_classes="tw-quiet", size="md", scale=0, min_width=120)
        start = gr.Button(words("al_start"), variant="primary", elem_id="tw-align-start", size="md", scale=0, min_width=96)
    files = gr.File(label=words("al_files"), file_count="multiple", interactive=False, visible=False, elem_id="tw-align-files")
    told = panel(notice("info", words("al_hint")), elem_id="tw-align-told")
    with gr.Tabs(elem_id="tw-align", overflow_behavior="wrap"):
        with gr.Tab(words("al_sides"), id="sides", render_children=True):
            sides = panel(elem_id="tw-align-sides")
        with gr.Tab(words("al_table"), id="table", render_children=True):
            table = panel(elem_id="tw-align-table")
        with gr.Tab(words("al_heat"), id="heat", render_children=True):
            heat = panel(elem_id="tw-align-heat")
    page = AlignPage(base, others, gr.State(None), told, sides, table, heat)

    def compare(one: str | None, several: list[str] | None) -> Iterator[tuple[Any, ...]]:
        yield from compared(frame, one, several or [])

    def side(asked: Asked | None, event: gr.EventData) -> Safe:
        return sides_view(aligned(frame, asked or ("", ())), str(event.side), words)

    def pair(event: gr.EventData) -> Safe:
        return addressed(str(event.token), pair_of(frame, str(event.base), str(event.other), str(event.clause)))

    def write(one: str | None, several: list[str] | None) -> Iterator[tuple[Any, Any]]:
        yield from written(frame, one, several or [])

    start.click(frame.guard(compare), [base, others], page.shown, js=_VISIT, trigger_mode="once", **ALIGN)
    export.click(frame.guard(write), [base, others], [told, files], trigger_mode="once", **ALIGN)
    frame.latest("sided", side, page.asked, sides, **ALIGN)
    frame.bridge.paired(frame.guard(pair), None, letter, trigger_mode="multiple", **ALIGN)
    _fill(frame, blocks, tab, page)


def _fill(frame: Frame, blocks: gr.Blocks, tab: gr.Tab, page: AlignPage) -> None:
    """The lists of documents, on turning to the page; on arrival by a link what it leads to."""

    def lists(one: str | None, several: list[str] | None, request: gr.Request) -> tuple[dict, dict]:
        """A link turns to the page before its base document stands in the box: what this returns may come after it."""
        return choices(frame, one or request.query_params.get("base"), several or [])

    def arrive(request: gr.Request) -> Iterator[tuple[Any, ...]]:
        query = dict(request.query_params)
        if query.get("tab") != "align":
            yield tuple(gr.skip() for _ in range(2 + len(page.shown)))
            return
        one, several = query.get("base", ""), [s for s in query.get("with", "").split(_BETWEEN) if s]
        if not (one and several):
            yield *choices(frame, one, []), *(gr.skip() for _ in page.shown)
            return
        lists = choices(frame, one, [])
        for shown in compared(frame, one, several):  # with what was chosen each time: turning to the page fills the lists too
            yield {**lists[0], "value": one}, {**lists[1], "value": several}, *shown

    tab.select(frame.guard(lists), [page.base, page.others], [page.base, page.others], **ALIGN)
    blocks.load(frame.guard(arrive), None, [page.base, page.others, *page.shown], **ALIGN)


def choices(frame: Frame, base: str | None, others: Sequence[str]) -> tuple[dict, dict]:
    """Every document for either list; what was chosen stays, and a national document is offered as the base."""
    documents = sorted(frame.library.documents(), key=lambda d: (d.level != _NATION, d.title or d.source, d.source))
    sources = {d.source for d in documents}
    first = next((d.source for d in documents if d.level == _NATION), None)
    listed = _named(documents)
    chosen = base if base in sources else first
    left = [s for s in others if s in sources]
    several = gr.update(choices=listed) if len(left) == len(others) else gr.update(choices=listed, value=left)
    return gr.update(choices=listed, value=chosen), several


def _named(documents: Sequence[DocumentInfo]) -> list[tuple[str, str]]:
    """Titles; those that several documents have, with the file's name."""
    titles = [title_of(d.title, d.source) for d in documents]
    return [(t if titles.count(t) == 1 else f"{t} · {d.source}", d.source) for t, d in zip(titles, documents, strict=True)]


def checked(frame: Frame, base: str | None, others: Sequence[str]) -> Asked:
    """What is to be compared. BadInput where nothing can be."""
    words, asked = frame.words, tuple(dict.fromkeys(others))
    if not base or not asked:
        raise BadInput(words("al_choose"))
    if base in asked:
        raise BadInput(words("al_itself"), words("al_choose"))
    if len(asked) > MOST:
        raise BadInput(words("al_many", n=len(asked), most=MOST), words("al_many_remedy"))
    infos = frame.infos()
    if any(source not in infos for source in (base, *asked)):
        raise BadInput(words("gone"), words("gone_remedy"))
    return base, asked


def aligned(frame: Frame, asked: Asked) -> list[Alignment]:
    """Each of the others with the base."""
    base, others = checked(frame, *asked)
    return [frame.aligning.align(base, other) for other in others]


def compared(frame: Frame, one: str | None, several: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """How far it has come, then all of the page."""
    try:
        base, others = checked(frame, one, several)
        for done, other in enumerate(others):
            yield None, _working(frame, done, others, other), gr.skip(), gr.skip(), gr.skip()
            frame.aligning.align(base, other)
        found = aligned(frame, (base, others))
    except TiaowenError as error:  # told in place of the progress bar, which would else stand still
        yield None, notice("error", str(error), "", error.remedy), gr.skip(), gr.skip(), gr.skip()
        return
    words = frame.words
    yield (base, others), Safe(""), sides_view(found, others[0], words), table_view(found, words), heat_view(found, words)


def _working(frame: Frame, done: int, others: Sequence[str], other: str) -> Safe:
    info = frame.infos().get(other)
    name = title_of(info.title, other) if info else other
    return progress_view(done, len(others), frame.words("al_working", done=done + 1, of=len(others), name=name))


def pair_of(frame: Frame, base: str, other: str, clause_id: str) -> Safe:
    """One clause of the base document beside what answers to it in another."""
    alignment = aligned(frame, (base, (other,)))[0]
    cell = next((c for c in alignment.cells if c.clause.clause_id == clause_id), None)
    if cell is None:
        return notice("info", frame.words("heat_gone"))
    return tag("ol", row_view(Row(cell.clause, cell.pairs), frame.words), cls="tw-al-list")


def written(frame: Frame, one: str | None, several: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    """The comparison as files to take away."""
    try:
        asked = checked(frame, one, several)
        yield progress_view(0, 1, frame.words("al_exporting")), gr.update(visible=False)
        files = frame.aligning.files(aligned(frame, asked), new_folder())
    except TiaowenError as error:  # told in place of the progress bar, which would else stand still
        yield notice("error", str(error), "", error.remedy), gr.skip()
        return
    yield Safe(""), gr.update(value=[str(p) for p in files], visible=True)
