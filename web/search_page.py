"""检索: words or a sentence, facets, clauses by document or one by one, and the results to take away."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from policy import BadInput
from web.cite import notice
from web.facets import all_counted, resolved
from web.frame import READ, Frame, panel
from web.markup import Safe
from web.search_export import export
from web.search_pool import Pools, ordered
from web.search_state import FORMS, MODES, Asked, parsed
from web.search_view import Results, search_view

__all__ = ["MODES", "SearchPage", "build", "results"]
_ON_LOAD = "watch('value', () => window.tiaowen.found(element));"
_SEEK = "() => { window.tiaowen.seek({}); }"
_SAVE = "() => { window.tiaowen.save('#tw-taken'); }"


@dataclass(frozen=True, slots=True)
class SearchPage:
    query: gr.Textbox
    result: gr.HTML
    pools: Pools


def build(frame: Frame) -> SearchPage:
    """The page's components, and what a search does. What is asked for comes as the query of the page's own address."""
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
            interactive=True,
        )
        button = gr.Button(words("search_button"), variant="primary", elem_id="tw-search", scale=0, min_width=96)
    result = panel(notice("info", words("search_hint")), elem_id="tw-hits", js_on_load=_ON_LOAD)
    taken = gr.DownloadButton("", elem_id="tw-taken", visible="hidden")
    page = SearchPage(query, result, Pools(frame.library))

    def search(event: gr.EventData) -> Safe:
        return results(frame, page.pools, parsed(parse_qsl(str(event.query))))

    def take(event: gr.EventData) -> str:
        return str(exported(frame, page.pools, parsed(parse_qsl(str(event.query))), str(event.form)))

    gr.on([query.submit, button.click], None, None, None, js=_SEEK)
    frame.latest("searched", search, None, result, **READ)
    frame.bridge.taken(frame.guard(take), None, taken, **READ).success(None, None, None, js=_SAVE)
    return page


def results(frame: Frame, pools: Pools, asked: Asked) -> Safe:
    """A page of results as HTML."""
    asked = replace(asked, text=frame.question(asked.text))
    if not asked.text:
        return notice("info", frame.words("search_hint"))
    library, infos = frame.library, frame.infos()
    asked = resolved(asked, infos)
    hits = ordered(pools.hits(asked, infos), asked.sort, infos)
    counts = all_counted(pools.by_facet(asked, infos), infos, asked)
    found = Results(asked, hits, counts, infos, library.newer(), library.read(asked.text), library.terms(asked.text))
    return search_view(found, library.similarity, frame.words)


def exported(frame: Frame, pools: Pools, asked: Asked, form: str) -> Any:
    """All results of a search as a file, in the order that they are shown in."""
    text = frame.question(asked.text)
    if not text or form not in FORMS:
        raise BadInput(frame.words("search_hint"))
    infos = frame.infos()
    asked = resolved(replace(asked, text=text), infos)
    return export(ordered(pools.hits(asked, infos), asked.sort, infos), infos, form, frame.words)
