"""文档: upload, report, list, remove."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import gradio as gr
from gradio.data_classes import FileData, ListFiles

from policy import DocumentInfo, TiaowenError
from web.cite import notice
from web.frame import READ, WRITE, Frame, panel
from web.library_view import list_view, matching, progress_view, report_view
from web.markup import Safe, tag
from web.ports import Report, Upload
from web.uploads import MOST_FILES, MOST_MEGABYTES, sift


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    wanted: gr.Textbox
    listing: gr.HTML
    changed: list[Any]


def build(frame: Frame) -> DocumentsPage:
    """The page's components, and what uploading and removing do."""
    words = frame.words
    panel(tag("h2", words("upload_heading"), cls="tw-h"))
    files = gr.File(file_count="multiple", label=words("upload_label"), elem_id="tw-files", height=150)
    files.preprocess = named  # type: ignore[method-assign, assignment]
    hint = words("upload_hint", kinds=" ".join(frame.library.kinds()), count=MOST_FILES, size=MOST_MEGABYTES)
    with gr.Row(elem_classes="tw-upload-row"):
        panel(tag("p", hint, cls="tw-sub"))
        button = gr.Button(words("upload_button"), variant="primary", elem_id="tw-add", scale=0, min_width=96)
    report = panel(elem_id="tw-report")
    panel(tag("h2", words("list_heading"), cls="tw-h"))
    wanted = gr.Textbox(value="", label=words("list_filter"), placeholder=words("list_filter"), elem_id="tw-wanted", container=False)
    listing = panel(elem_id="tw-list")

    def upload(uploads: list[Upload]) -> Iterator[tuple[Any, Safe]]:
        yield from uploading(frame, uploads)

    def remove(event: gr.EventData) -> Safe:
        gone = frame.library.remove(event.source)
        if not gone:
            return notice("info", words("gone"), "", words("gone_remedy"))
        return report_view([Report(event.source, "removed")], words)

    def listed(text: str | None) -> Safe:
        return listing_of(frame, in_order(frame), text)

    wanted.change(frame.guard(listed), wanted, listing, trigger_mode="always_last", **READ)
    added = button.click(frame.guard(upload), files, [files, report], **WRITE)
    removed = frame.bridge.removed(frame.guard(remove), None, report, **WRITE)
    return DocumentsPage(wanted, listing, [added, removed])


def named(payload: ListFiles | FileData | None) -> list[Upload]:
    """The files with the names they had with the person; gradio's own preprocessing drops 《》〔〕 and the like from them."""
    files = [] if payload is None else list(payload.root) if isinstance(payload, ListFiles) else [payload]
    return [Upload(Path(f.path), PurePath((f.orig_name or f.path).replace("\\", "/")).name) for f in files]


def in_order(frame: Frame) -> list[DocumentInfo]:
    return sorted(frame.library.documents(), key=lambda d: (d.title or d.source, d.source))


def listing_of(frame: Frame, documents: list[DocumentInfo], wanted: str | None) -> Safe:
    """The list of those documents that hold what the filter box says."""
    return list_view(matching(documents, wanted or ""), frame.words)


def uploading(frame: Frame, uploads: list[Upload]) -> Iterator[tuple[Any, Safe]]:
    """What the file box and the report show, from the first file to the last."""
    words, total = frame.words, len(uploads)
    if not uploads:
        yield gr.skip(), notice("info", words("upload_none"))
        return
    if total > MOST_FILES:
        yield gr.skip(), notice("error", words("upload_many", n=total, most=MOST_FILES), words("upload_many_remedy"))
        return
    good, reports = sift(uploads, words)
    if good:
        yield gr.skip(), progress_view(0, total, words("progress", done=1, total=total, name=good[0].name))
    try:
        for report in frame.library.add(good):
            reports.append(report)
            done = len(reports)
            ahead = good[min(done - total + len(good), len(good) - 1)].name
            text = words("progress", done=done + 1, total=total, name=ahead) if done < total else words("progress_last")
            yield gr.skip(), progress_view(done, total + 1, text)
    except TiaowenError as error:  # told here, in place of the progress bar, which would else stand still
        yield gr.skip(), notice("error", str(error), words("nothing_added"), error.remedy)
        return
    yield None, report_view(reports, words)
