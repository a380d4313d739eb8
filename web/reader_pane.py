"""原文: a document beside the answer, opened at a clause, with its original to download."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import gradio as gr

from policy import BadInput
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

    frame.bridge.opened(frame.guard(show), None, [text, download], trigger_mode="always_last", **READ)
    return ReaderPane(text, download)


def opened(frame: Frame, source: str, place: Place) -> tuple[Safe, str]:
    """The document as HTML, and a copy of its original under its own name."""
    if source not in frame.infos():
        raise BadInput(frame.words("gone"), frame.words("gone_remedy"))
    return reader_view(frame.library.document(source), place, frame.words), str(_copy(frame.library.original(source), source))


def _copy(original: Path, source: str) -> Path:
    """A copy that gradio may serve: it serves nothing out of the index folder."""
    folder = Path(tempfile.gettempdir()) if "GRADIO_TEMP_DIR" not in os.environ else Path(os.environ["GRADIO_TEMP_DIR"])
    target = folder / "originals" / sha256(source.encode()).hexdigest()[:16] / Path(source).name
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as beside, original.open("rb") as file:
        shutil.copyfileobj(file, beside)
    os.replace(beside.name, target)
    return target
