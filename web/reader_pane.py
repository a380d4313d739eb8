"""原文: a document beside the answer, opened at a clause, with its original to download."""

from dataclasses import dataclass

import gradio as gr

from policy import BadInput
from web.copies import copy
from web.frame import READ, Frame, panel
from web.markup import Safe
from web.reader_view import Place, reader_view

# `watch` runs after the pane's HTML has changed, which is when there is something to scroll to.
_ON_LOAD = "watch('value', () => window.tiaowen.arrived(element));"


@dataclass(frozen=True, slots=True)
class ReaderPane:
    text: gr.HTML
    download: gr.DownloadButton


def build(frame: Frame) -> ReaderPane:
    """The pane's components, and what opening does."""
    text = panel(js_on_load=_ON_LOAD, elem_id="tw-reader-text")
    download = gr.DownloadButton(frame.words("download"), size="sm", elem_id="tw-download")

    def show(event: gr.EventData) -> tuple[Safe, str]:
        return opened(frame, event.source, Place(event.clause or "", int(event.start or 0), int(event.end or 0)))

    frame.latest("opened", show, None, [text, download], **READ)
    return ReaderPane(text, download)


def opened(frame: Frame, source: str, place: Place) -> tuple[Safe, str]:
    """The document as HTML, and a copy of its original under its own name."""
    if source not in frame.infos():
        raise BadInput(frame.words("gone"), frame.words("gone_remedy"))
    return reader_view(frame.library.document(source), place, frame.words, frame.lang), str(copy(frame.library.original(source), source))
