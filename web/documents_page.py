"""文档: upload, report, list; details of a document, corrected, replaced, removed; and the index made anew."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

import gradio as gr
from gradio.data_classes import FileData, ListFiles

from policy import BadInput, DocumentInfo, TiaowenError
from web.cite import notice
from web.detail_view import FIELDS, Detail, detail_view
from web.frame import READ, WRITE, Frame, panel
from web.library_view import FIRST, Order, list_view, matching, progress_view, report_view, sorted_by, turned
from web.markup import Safe, tag
from web.ports import Report, Upload
from web.strings import Words
from web.uploads import MOST_FILES, MOST_MEGABYTES, MOST_TOGETHER, below, sift, too_many

_ON_DETAIL = "watch('value', () => window.tiaowen.detailed(element));"
_WITH_PATHS = "(files) => [files, window.tiaowen.paths()]"
_WITH_SOURCE = "(files) => [files, window.tiaowen.replacing()]"
LIST = "() => { tiaowen.list(); }"
"""Asks for the list as it is now."""
_count = itertools.count(1)


def build(frame: Frame) -> list[Any]:
    """The page; gives the events after which there are other documents, or other things are known of them."""
    report, added = _upload_part(frame)
    _list_part(frame)
    edited = _detail_part(frame)
    replaced = _replace_part(frame, report)
    rebuilt = _upkeep_part(frame)

    def remove(event: gr.EventData) -> Safe:
        gone = frame.library.remove(event.source)
        if not gone:
            return notice("info", frame.words("gone"), "", frame.words("gone_remedy"))
        return report_view([Report(event.source, "removed")], frame.words)

    removed = frame.bridge.removed(frame.guard(remove), None, report, **WRITE)
    return [*added, edited, replaced, removed, rebuilt]


def _upload_part(frame: Frame) -> tuple[gr.HTML, list[Any]]:
    words = frame.words
    panel(tag("h2", words("upload_heading"), cls="tw-h"))
    files = gr.File(file_count="multiple", label=words("upload_label"), elem_id="tw-files", height=150)
    files.preprocess = named  # type: ignore[method-assign, assignment]
    limits = {"count": MOST_FILES, "size": MOST_MEGABYTES, "together": MOST_TOGETHER}
    with gr.Row(elem_classes="tw-upload-row"):
        panel(tag("p", words("upload_limits", kinds=" ".join(frame.library.kinds()), **limits), cls="tw-sub"))
        folder = gr.UploadButton(
            words("upload_folder"), file_count="directory", elem_id="tw-folder", scale=0, min_width=110, elem_classes="tw-quiet"
        )
        folder.preprocess = named  # type: ignore[method-assign, assignment]
        button = gr.Button(words("upload_button"), variant="primary", elem_id="tw-add", scale=0, min_width=96)
    paths = gr.Textbox("", visible=False)
    report = panel(elem_id="tw-report")

    def upload(uploads: list[Upload]) -> Iterator[tuple[Any, Safe]]:
        yield from uploading(frame, uploads)

    def upload_folder(uploads: list[Upload], told: str) -> Iterator[Safe]:
        for _, shown in uploading(frame, below(uploads, told)):
            yield shown

    added = button.click(frame.guard(upload), files, [files, report], **WRITE)
    folded = folder.upload(frame.guard(upload_folder), [folder, paths], report, js=_WITH_PATHS, **WRITE)
    return report, [added, folded]


def _list_part(frame: Frame) -> None:
    words = frame.words
    panel(tag("h2", words("list_heading"), cls="tw-h"))
    wanted = gr.Textbox(value="", label=words("list_filter"), placeholder=words("list_filter"), elem_id="tw-wanted", container=False)
    order = gr.State(FIRST)
    listing = panel(elem_id="tw-list")

    def listed(by: Order, event: gr.EventData) -> tuple[Safe, Order]:
        now = turned(by, str(event.column)) if event.column else by
        return listing_of(frame.library.documents(), str(event.text), now, frame.words), now

    # One event for all that changes the list, so that none that began earlier ends later.
    wanted.change(None, js=LIST)
    frame.latest("listed", listed, order, [listing, order], **READ)


def _detail_part(frame: Frame) -> Any:
    sheet = panel(elem_id="tw-detail", js_on_load=_ON_DETAIL)

    def show(event: gr.EventData) -> Safe:
        return detail_view(detail_of(frame, str(event.source)), frame.words)

    def edit(event: gr.EventData) -> Safe:
        changes = {name: str(value) for name, value in dict(event.fields).items() if name in FIELDS}
        return edited(frame, str(event.source), changes, bool(event.reset))

    frame.latest("detailed", show, None, sheet, **READ)
    return frame.bridge.edited(frame.guard(edit), None, sheet, **WRITE)


def _replace_part(frame: Frame, report: gr.HTML) -> Any:
    """The unseen button through which a file takes the place of a document's."""
    button = gr.UploadButton("", file_count="single", elem_id="tw-replace", visible="hidden")
    button.preprocess = named  # type: ignore[method-assign, assignment]
    source = gr.Textbox("", visible=False)

    def replace_file(uploads: list[Upload], name: str) -> Iterator[Safe]:
        if name not in frame.infos():
            raise BadInput(frame.words("gone"), frame.words("gone_remedy"))
        for _, shown in uploading(frame, [replace(upload, name=name) for upload in uploads[:1]]):
            yield shown

    return button.upload(frame.guard(replace_file), [button, source], report, js=_WITH_SOURCE, **WRITE)


def _upkeep_part(frame: Frame) -> Any:
    words = frame.words
    panel(tag("h2", words("upkeep"), cls="tw-h"))
    with gr.Row(elem_classes="tw-upload-row"):
        panel(tag("p", words("rebuild_hint"), cls="tw-sub"))
        button = gr.Button(words("rebuild"), elem_id="tw-rebuild", scale=0, min_width=110, elem_classes="tw-quiet")
    told = panel(elem_id="tw-rebuilt")

    def rebuild() -> Iterator[Safe]:
        yield from rebuilding(frame)

    return button.click(frame.guard(rebuild), None, told, **WRITE)


def named(payload: ListFiles | FileData | None) -> list[Upload]:
    """The files with the names they had with the person; gradio's own preprocessing drops 《》〔〕 and the like from them."""
    files = [] if payload is None else list(payload.root) if isinstance(payload, ListFiles) else [payload]
    return [Upload(Path(f.path), PurePath((f.orig_name or f.path).replace("\\", "/")).name) for f in files]


def listing_of(documents: list[DocumentInfo], wanted: str | None, order: Order, words: Words) -> Safe:
    """The list of those documents that hold what the filter box says."""
    return list_view(sorted_by(matching(documents, wanted or ""), order), words, order)


def detail_of(frame: Frame, source: str) -> Detail:
    """BadInput where the document is gone."""
    infos = frame.infos()
    if source not in infos:
        raise BadInput(frame.words("gone"), frame.words("gone_remedy"))
    known = {name: sorted({str(getattr(i, name)) for i in infos.values()} - {""}) for name in ("region", "kind")}
    return Detail(frame.library.document(source), frame.library.as_read(source), str(next(_count)), known)


def edited(frame: Frame, source: str, changes: dict[str, str], reset: bool) -> Safe:
    """Set what is known of a document, and show it; where that fails, the form with what was tried, and why."""
    try:
        frame.library.edit(source, changes, reset)
    except TiaowenError as error:  # told in the sheet: what gradio shows would lie beneath it
        detail = replace(detail_of(frame, source), tried=changes, error=str(error), remedy=error.remedy)
        return detail_view(detail, frame.words)
    return detail_view(replace(detail_of(frame, source), saved=True), frame.words)


def uploading(frame: Frame, uploads: list[Upload]) -> Iterator[tuple[Any, Safe]]:
    """What the file box and the report show, from the first file to the last."""
    words, total = frame.words, len(uploads)
    if not uploads:
        yield gr.skip(), notice("info", words("upload_none"))
        return
    if wrong := too_many(uploads, words):
        yield gr.skip(), notice("error", *wrong)
        return
    good, reports = sift(uploads, words)
    if good:
        yield gr.skip(), progress_view(0, total + 1, words("progress", done=1, total=total, name=good[0].name))
    try:
        for report in frame.library.add(good):
            reports.append(report)
            done = len(reports)
            text = words("progress_done", done=done, total=total, name=report.source) if done < total else words("progress_last")
            yield gr.skip(), progress_view(done, total + 1, text)
    except TiaowenError as error:  # told here, in place of the progress bar, which would else stand still
        yield gr.skip(), notice("error", str(error), words("nothing_added"), error.remedy)
        return
    infos = frame.infos()  # as they are now: of a file that is unchanged, and with what was set by hand
    yield None, report_view([r if r.status == "failed" else replace(r, info=infos.get(r.source)) for r in reports], words)


def rebuilding(frame: Frame) -> Iterator[Safe]:
    """How far the index has been made anew."""
    words, done = frame.words, 0
    yield progress_view(0, 1, words("rebuild_start"))
    try:
        for step in frame.library.rebuild():
            done = step.done
            text = words("progress_done", done=done, total=step.of, name=step.source) if done < step.of else words("progress_last")
            yield progress_view(done, step.of + 1, text)
    except TiaowenError as error:
        yield notice("error", str(error), words("rebuild_failed"), error.remedy)
        return
    yield notice("info", words("rebuild_done", n=done))
