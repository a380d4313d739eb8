"""The whole site: one gradio app a language, mounted side by side, and the server that serves them."""

import errno
import socket
from collections.abc import Callable
from typing import Any

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.requests import Request

from policy import BadInput
from policy.errors import reason
from policy.shapes import Json, answer_json, search_json
from web import align_page, ask_page, bench_page, documents_page, exam_page, ledger_page, reader_pane, related_pane, search_page
from web.access import USER, Access, Gate
from web.dialog import confirm_dialog
from web.frame import EDITORS, READERS, TABS, Frame, bridge, first_view, header_view, panel, theme
from web.head import head
from web.http import Asgi, Dressing, Page, Receive, Scope, Send
from web.markup import tag
from web.ports import Filters
from web.reader_view import Place
from web.roles import restrict
from web.search_state import parsed
from web.served import serve_made, unpacked
from web.services import Services
from web.strings import HTML_LANG, PATHS, words_in
from web.uploads import MOST_MEGABYTES

_WAITING = 64  # requests that may wait for a place before new ones are told that the site is busy
_KEPT = (3600, 86400)  # look every hour, drop uploads and download copies a day old


def build(services: Services, lang: str, login: bool = False) -> gr.Blocks:
    """The pages in one language; `login`: whether readers are kept from what is for editors."""
    words = words_in(lang)
    with gr.Blocks(title=f"{words('brand')} · {words('tagline')}", analytics_enabled=False, fill_width=True, delete_cache=_KEPT) as blocks:
        frame = Frame(services.library, services.bench, services.ledger, services.aligning, services.trainer, words, lang, bridge())
        letter = related_pane.build(frame)
        _endpoints(frame)
        panel(header_view(lang, words), js_on_load="window.tiaowen.greet(element);")
        with gr.Row(elem_id="tw-desk"):
            with gr.Column(elem_id="tw-main"):
                with gr.Tabs(elem_id="tw-tabs", overflow_behavior="wrap") as tabs:
                    with gr.Tab(words("tab_ask"), id="ask", render_children=True):
                        asking = ask_page.build(frame)
                    with gr.Tab(words("tab_search"), id="search", render_children=True):
                        searching = search_page.build(frame)
                    with gr.Tab(words("tab_ledger"), id="ledger", render_children=True) as ledger_tab:
                        ledger_page.build(frame, blocks, ledger_tab)
                    with gr.Tab(words("tab_align"), id="align", render_children=True) as align_tab:
                        align_page.build(frame, blocks, align_tab, letter)
                    with gr.Tab(words("tab_documents"), id="documents", render_children=True):
                        changed = documents_page.build(frame)
                    with gr.Tab(words("tab_exam"), id="exam", render_children=True) as exam_tab:
                        exam_page.build(frame, blocks, exam_tab)
                    with gr.Tab(words("tab_bench"), id="bench", render_children=True) as bench_tab:
                        bench_page.build(frame, blocks, bench_tab)
                corpus = panel(elem_id="tw-corpus")
            with gr.Column(elem_id="tw-reader"):
                reader = reader_pane.build(frame)
        panel(confirm_dialog(words, "tw-dialog", "data_dialog", "remove_title", "remove_text"))
        _refresh(blocks, frame, asking, changed, corpus)
        _arrive(blocks, frame, tabs, asking, searching, reader)
    if login:
        restrict(blocks, words, frame.guard)
    blocks.queue(max_size=_WAITING, default_concurrency_limit=READERS, api_open=False)
    return blocks


def _refresh(blocks: gr.Blocks, frame: Frame, asking: ask_page.AskPage, changed: list[Any], corpus: gr.HTML) -> None:
    """On arrival, and when documents came or went: show what there is."""

    def refresh() -> tuple[Any, ...]:
        documents = frame.library.documents()
        clauses = sum(d.clauses for d in documents)
        line = frame.words("corpus", documents=len(documents), clauses=f"{clauses:,}") if documents else frame.words("corpus_empty")
        return tag("p", line, cls="tw-corpus"), ask_page.welcome(frame, len(documents))

    shown = [corpus, asking.welcome]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_id": "read", "concurrency_limit": READERS}
    blocks.load(None, js=documents_page.LIST)
    blocks.load(frame.guard(refresh), None, shown, **quiet)
    for event in changed:
        event.then(None, js=documents_page.LIST)
        event.then(frame.guard(refresh), None, shown, **quiet)


def _arrive(
    blocks: gr.Blocks,
    frame: Frame,
    tabs: gr.Tabs,
    asking: ask_page.AskPage,
    searching: search_page.SearchPage,
    reader: reader_pane.ReaderPane,
) -> None:
    """Follow a link into the site: ?q=… asks, ?tab=search&q=…&region=… searches, ?doc=…&clause=… opens a document."""

    def arrive(request: gr.Request) -> tuple[Any, ...]:
        query = dict(request.query_params)
        text, tab = query.get("q", "").strip(), query.get("tab", "ask")
        opened: tuple[Any, Any] = (gr.skip(), gr.skip())
        if source := query.get("doc"):
            opened = reader_pane.opened(frame, source, Place(query.get("clause", ""), _whole(query.get("start")), _whole(query.get("end"))))
        found: tuple[Any, ...] = (gr.skip(),) * 6
        if text and tab == "search":
            found = (*found[:4], text, search_page.results(frame, searching.pools, parsed(request.query_params.multi_items())))
        elif text:
            found = (text, *ask_page.answer(frame, text, unpacked(query.get("before", ""))), *found[4:])
        return gr.Tabs(selected=tab) if tab in TABS[1:] else gr.skip(), *found, *opened

    shown = [
        tabs,
        asking.question,
        asking.result,
        asking.rating,
        asking.said,
        searching.query,
        searching.result,
        reader.text,
        reader.download,
    ]
    arrived = blocks.load(
        frame.guard(arrive), None, shown, api_visibility="private", show_progress="hidden", concurrency_id="read", concurrency_limit=READERS
    )
    ask_page.settles(arrived)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _endpoints(frame: Frame) -> None:
    """The HTTP API: the same two verbs as the command line, in the same shapes; a hundred hits at most."""
    library = frame.library

    def ask(question: str) -> Json:
        *_, answer = library.ask_stream(frame.question(question))
        return answer_json(None, answer)

    def search(question: str, k: int = 10, mode: str = "hybrid", region: str = "", year: int = 0, source: str = "") -> Json:
        filters = Filters(mode, region, year or None, source)
        return search_json(None, question, library.search(frame.question(question), min(k, 100), filters))

    limits: dict[str, Any] = {"concurrency_id": "read", "concurrency_limit": READERS}
    gr.api(frame.guard(ask), api_name="ask", **limits)
    gr.api(frame.guard(search), api_name="search", **limits)


def application(
    services: Services, access: Access | None = None, root: str = "", hosts: frozenset[str] | None = None, version: str = ""
) -> Asgi:
    """The site as an ASGI app: Chinese at the root, Traditional below /hant, English below /en.

    `access` puts a login before all of it; `root` is what a proxy in front puts before every path; `hosts`, where given, are the only
    names under which it may be asked.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    serve_made(app, services.library)

    def health(request: Request) -> dict[str, str | int]:
        """For who watches over the machine; to who is not logged in, where there is a login, only that it answers."""
        if access and request.scope.get(USER) is None:
            return {"status": "ok"}
        documents = services.library.documents()
        counts = {"documents": len(documents), "clauses": sum(d.clauses for d in documents)}
        return {"status": "ok", "version": version, "generation": services.library.generation(), **counts}

    app.add_api_route("/health", health, include_in_schema=False)
    for lang, path in PATHS.items():
        if path != "/":
            app.add_api_route(path.rstrip("/"), _slash(path), include_in_schema=False)
        gr.mount_gradio_app(
            app,
            build(services, lang, access is not None),
            path.rstrip("/") or "/",
            theme=theme(),
            footer_links=[],
            run_history=False,
            max_file_size=f"{MOST_MEGABYTES}mb",
            ssr_mode=False,
            enable_monitoring=False,
            show_error=False,
        )
    pages = {path: Page(HTML_LANG[lang], head(lang, TABS, EDITORS), first_view(words_in(lang))) for lang, path in PATHS.items()}
    below = _below(app, root) if root else app
    return Dressing(Gate(below, access, root) if access else below, pages, hosts)


def _below(app: Asgi, root: str) -> Asgi:
    """The app below a path that a proxy took off: with it put back, what gradio makes of addresses leads through the proxy again."""

    async def below(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "root_path": root, "path": root + scope["path"], "raw_path": root.encode() + scope.get("raw_path", b"")}
        await app(scope, receive, send)

    return below


def _slash(path: str) -> Callable[[], RedirectResponse]:
    """The way to a page for who left out the slash at its end."""
    return lambda: RedirectResponse(path[1:])


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections at an address (port 0: any free one). BadInput where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        port_is_at_fault = error.errno in (errno.EADDRINUSE, errno.EACCES)
        remedy = (
            "换一个端口 (choose another port): --port 7861"
            if port_is_at_fault
            else "换一个监听地址 (choose another address): --host 127.0.0.1"
        )
        raise BadInput(f"{host}:{port}: {reason(error)}", remedy) from error
