"""评测 › 对比: two runs question by question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from policy import TiaowenError
from policy.bench import RunInfo
from web.bench_view import compare_view, measure_label, run_label
from web.cite import notice
from web.copies import new_folder
from web.frame import WATCH, Frame, panel
from web.library_view import progress_view
from web.markup import tag
from web.strings import Words

_MEASURES = ("RR@10", "nDCG@10", "R@5", "R@10", "AP@100", "answer right", "answer citation_recall")


@dataclass(frozen=True, slots=True)
class ComparePage:
    a: gr.Dropdown
    b: gr.Dropdown


def build(frame: Frame) -> ComparePage:
    """The page's components, and what comparing does."""
    words = frame.words
    panel(tag("p", words("compare_hint"), cls="tw-sub"))
    measures = [(f"{measure_label(name, words)} · {name}", name) for name in _MEASURES]
    with gr.Row(elem_classes="tw-filters"):
        a = gr.Dropdown([], label=words("compare_a"), elem_id="tw-compare-a", scale=3, min_width=220)
        b = gr.Dropdown([], label=words("compare_b"), elem_id="tw-compare-b", scale=3, min_width=220)
    with gr.Row(elem_classes="tw-filters"):
        measure = gr.Dropdown(measures, value="RR@10", label=words("compare_measure"), elem_id="tw-compare-measure", scale=3, min_width=220)
    with gr.Row(elem_classes="tw-actions-row"):
        start = gr.Button(words("compare_start"), variant="primary", elem_id="tw-compare-start", size="md", scale=0, min_width=96)
    result = panel(elem_id="tw-compare-result")
    files = gr.File(label=words("compare_files"), file_count="multiple", interactive=False, visible=False, elem_id="tw-compare-files")

    def compare(one: str | None, other: str | None, by: str) -> Iterator[tuple[Any, Any]]:
        if not one or not other:
            enough = len(frame.bench.runs.runs()) > 1
            told = notice("info", words("compare_choose")) if enough else notice("empty", words("compare_none"), words("compare_none_hint"))
            yield told, gr.update(visible=False)
            return
        yield progress_view(0, 0, words("compare_working")), gr.update(visible=False)
        try:
            found = frame.bench.runs.compare(one, other, by, new_folder())
        except TiaowenError as error:  # told in place of the progress bar, which would else stand still
            yield notice("error", str(error), "", error.remedy), gr.skip()
            return
        yield compare_view(found, words), gr.update(value=[str(p) for p in found.files], visible=True)

    start.click(frame.guard(compare), [a, b, measure], [result, files], **WATCH)
    return ComparePage(a, b)


def choices(runs: list[RunInfo], words: Words) -> list[tuple[str, str]]:
    return [(run_label(run, words), run.run_id) for run in runs]


def proposed(runs: list[RunInfo]) -> tuple[str | None, str | None]:
    """(A, B) to begin with: the newest run, and the one before it over as many questions of the same set."""
    newest = next(iter(runs), None)
    before = next((r for r in runs[1:] if newest and (r.questions, r.count) == (newest.questions, newest.count)), None)
    return (before.run_id, newest.run_id) if newest and before else (None, None)
