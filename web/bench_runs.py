"""评测 › 运行: a question set over the index with chosen settings, its measures, and the runs that were kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from policy import TiaowenError
from policy.bench import RunInfo
from web.bench_view import run_view, runs_view, set_label, working_view
from web.cite import notice
from web.copies import copies
from web.documents_page import named
from web.frame import JUDGE, WATCH, Frame, panel
from web.markup import Safe, tag
from web.ports import Upload
from web.search_page import MODES

_K = 100


@dataclass(frozen=True, slots=True)
class RunsPage:
    questions: gr.Dropdown
    past: gr.HTML
    changed: list[Any]


def build(frame: Frame) -> RunsPage:
    """The page's components, and what running does."""
    words = frame.words
    panel(tag("p", words("run_hint"), cls="tw-sub"))
    questions, name, mode, k = _settings(frame)
    with gr.Row(elem_classes="tw-actions-row"):
        answers = gr.Checkbox(True, label=words("bench_answers"), elem_id="tw-run-answers", container=False, scale=0, min_width=110)
        upload = gr.UploadButton(
            words("set_upload"), file_types=[".jsonl"], elem_id="tw-set-upload", size="md", scale=0, min_width=180, elem_classes="tw-quiet"
        )
        upload.preprocess = named  # type: ignore[method-assign, assignment]
        stop = gr.Button(words("run_stop"), elem_id="tw-run-stop", size="md", scale=0, min_width=80, elem_classes="tw-quiet")
        start = gr.Button(words("run_start"), variant="primary", elem_id="tw-run-start", size="md", scale=0, min_width=96)
    told = panel(elem_id="tw-run-told")
    result = panel(elem_id="tw-run-result")
    files = gr.File(label=words("run_files"), file_count="multiple", interactive=False, visible=False, elem_id="tw-run-files")
    panel(tag("h2", words("runs_heading"), cls="tw-h"))
    past = panel(elem_id="tw-runs")

    def take(uploads: list[Upload]) -> tuple[dict, Safe]:
        kept = [frame.bench.runs.keep_set(u.path, u.name) for u in uploads]
        label = set_label(kept[-1], words)
        return gr.update(choices=set_choices(frame), value=kept[-1]), notice("info", words("set_kept", name=label))

    def run(chosen: str | None, label: str | None, how: str, depth: float | None, answering: bool) -> Iterator[tuple[Any, Any, Any]]:
        yield from running(frame, chosen or "", label or "", how, int(depth or _K), answering)

    def look(event: gr.EventData) -> tuple[Safe, Safe, dict]:
        found = next((r for r in frame.bench.runs.runs() if r.run_id == event.run), None)
        return Safe(""), *shown(frame, found)

    def halt() -> Safe:
        return notice("info", words("run_stopping") if frame.bench.runs.stop() else words("run_nothing"))

    upload.upload(frame.guard(take), upload, [questions, told], **JUDGE)
    done = start.click(frame.guard(run), [questions, name, mode, k, answers], [told, result, files], **WATCH)
    stop.click(frame.guard(halt), None, told, **JUDGE)
    frame.bridge.looked(frame.guard(look), None, [told, result, files], **JUDGE)
    return RunsPage(questions, past, [done])


def _settings(frame: Frame) -> tuple[gr.Dropdown, gr.Textbox, gr.Dropdown, gr.Number]:
    words = frame.words
    with gr.Row(elem_classes="tw-filters"):
        questions = gr.Dropdown([], label=words("bench_set"), elem_id="tw-set", scale=3, min_width=200)
        name = gr.Textbox("", label=words("run_name"), elem_id="tw-run-name", max_lines=1, scale=2, min_width=160)
        modes = [(words(f"mode_{m}"), m) for m in MODES]
        mode = gr.Dropdown(modes, value="hybrid", label=words("mode"), elem_id="tw-run-mode", filterable=False, min_width=150)
        k = gr.Number(_K, label=words("run_depth"), precision=0, minimum=1, maximum=1000, elem_id="tw-run-k", min_width=96)
    return questions, name, mode, k


def set_choices(frame: Frame) -> list[tuple[str, str]]:
    return [(set_label(name, frame.words), name) for name in frame.bench.runs.sets()]


def running(frame: Frame, chosen: str, label: str, mode: str, k: int, answers: bool) -> Iterator[tuple[Any, Any, Any]]:
    """Progress, then the run's measures and files."""
    if not chosen:
        yield notice("info", frame.words("set_choose")), gr.skip(), gr.skip()
        return
    try:
        for at in frame.bench.runs.run(chosen, label, mode, k, answers):
            yield working_view(at, frame.words), gr.skip(), gr.skip()
    except TiaowenError as error:  # told in place of the progress bar, which would else stand still
        yield notice("error", str(error), "", error.remedy), gr.skip(), gr.skip()
        return
    newest = next(iter(frame.bench.runs.runs()), None)
    yield notice("info", frame.words("bench_ended")), *shown(frame, newest)


def shown(frame: Frame, run: RunInfo | None) -> tuple[Safe, dict]:
    """A run's measures, and its files to take away."""
    if run is None:
        return notice("empty", frame.words("runs_none")), gr.update(visible=False)
    return run_view(run, frame.words), gr.update(value=copies(run.files), visible=True)


def listed(frame: Frame, runs: list[RunInfo]) -> Safe:
    return runs_view(runs, frame.words)
