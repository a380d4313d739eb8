"""检索: words or a sentence, filters, clauses."""

from dataclasses import dataclass

import gradio as gr

from policy import DocumentInfo
from web.cite import notice, title_of
from web.frame import READ, Frame, panel
from web.markup import Safe
from web.ports import Filters
from web.search_view import search_view

MODES = ("hybrid", "lexical", "dense")
_MOST = 20
_VISIT = "(query, ...filters) => { tiaowen.visit({tab: 'search', q: query}); return [query, ...filters]; }"


@dataclass(frozen=True, slots=True)
class SearchPage:
    query: gr.Textbox
    region: gr.Dropdown
    year: gr.Dropdown
    source: gr.Dropdown
    mode: gr.Dropdown
    result: gr.HTML


def build(frame: Frame) -> SearchPage:
    """The page's components, and what a search does."""
    words = frame.words
    with gr.Row(elem_classes="tw-box"):
        query = gr.Textbox(
            value="",
            label=words("search_label"),
            placeholder=words("search_placeholder"),
            lines=1,
            max_lines=3,
            elem_id="tw-query",
            container=False,
            scale=1,
        )
        button = gr.Button(words("search_button"), variant="primary", elem_id="tw-search", scale=0, min_width=96)
    with gr.Row(elem_classes="tw-filters"):
        everywhere = [(words("all"), "")]
        region = gr.Dropdown(everywhere, value="", label=words("region"), elem_id="tw-region", min_width=120)
        year = gr.Dropdown(everywhere, value="", label=words("year"), elem_id="tw-year", min_width=96)
        source = gr.Dropdown(everywhere, value="", label=words("source"), elem_id="tw-source", min_width=160, scale=2)
        modes = [(words(f"mode_{mode}"), mode) for mode in MODES]
        mode = gr.Dropdown(modes, value="hybrid", label=words("mode"), elem_id="tw-mode", min_width=190, filterable=False)
    result = panel(notice("info", words("search_hint")), elem_id="tw-hits")
    page = SearchPage(query, region, year, source, mode, result)

    def search(text: str, place: str, when: str, where: str, how: str) -> Safe:
        return results(frame, text, Filters(how or "hybrid", place or "", int(when) if when else None, where or ""))

    filters = [region, year, source, mode]
    asked = [query.submit, button.click, *(f.input for f in filters)]
    gr.on(asked, frame.guard(search), [query, *filters], result, js=_VISIT, trigger_mode="always_last", **READ)
    return page


def results(frame: Frame, text: str, filters: Filters) -> Safe:
    """The hits of a query as HTML."""
    text = frame.question(text)
    if not text:
        return notice("info", frame.words("search_hint"))
    hits = frame.library.search(text, _MOST, filters)
    return search_view(text, frame.library.terms(text), hits, frame.infos(), frame.library.similarity, frame.words)


def choices(documents: list[DocumentInfo], frame: Frame) -> tuple[dict, dict, dict]:
    """What the documents at hand can be filtered by: places, years, documents."""
    everywhere = [(frame.words("all"), "")]
    regions = sorted({d.region for d in documents if d.region})
    years = sorted({y for d in documents for y in _years(d)}, reverse=True)
    titles = sorted((title_of(d.title, d.source), d.source) for d in documents)
    return (
        gr.update(choices=everywhere + [(r, r) for r in regions]),
        gr.update(choices=everywhere + [(str(y), str(y)) for y in years]),
        gr.update(choices=everywhere + titles),
    )


def _years(info: DocumentInfo) -> set[int]:
    """The year of issue and the years in force."""
    issued = {int(info.issued[:4])} if info.issued[:4].isdigit() else set()
    return issued | (set(range(info.years[0], info.years[1] + 1)) if info.years else set())
