"""评测 › 盲评: pools, and one question with one clause at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from policy import TiaowenError
from web.bench_view import working_view
from web.cite import notice
from web.copies import written
from web.documents_page import named
from web.frame import JUDGE, WATCH, Frame, panel
from web.judge_view import card_view, pool_view
from web.markup import Safe, join, tag
from web.ports import Upload
from web.search_page import MODES

_DEPTH, _DEEPEST, _SEED = 10, 100, 1


@dataclass(frozen=True, slots=True)
class JudgePage:
    pool: gr.Dropdown
    questions: gr.Dropdown
    pools: gr.HTML
    changed: list[Any]


def build(frame: Frame) -> JudgePage:
    """The page's components, and what judging does."""
    words = frame.words
    panel(tag("p", words("judge_hint"), cls="tw-sub"))
    with gr.Row(elem_classes="tw-filters"):
        pool = gr.Dropdown([], label=words("pool_name"), elem_id="tw-pool", scale=2, min_width=160)
        judge = gr.Textbox("", label=words("judge_name"), elem_id="tw-judge-name", max_lines=1, scale=2, min_width=140)
    with gr.Row(elem_classes="tw-actions-row"):
        export = gr.Button(words("export"), elem_id="tw-qrels", size="md", scale=0, min_width=80, elem_classes="tw-quiet")
        start = gr.Button(words("judge_start"), variant="primary", elem_id="tw-judge-start", size="md", scale=0, min_width=120)
    files = gr.File(label=words("export_files"), file_count="multiple", interactive=False, visible=False, elem_id="tw-qrels-files")
    card = panel(elem_id="tw-card", js_on_load="watch('value', () => window.tiaowen.judging(element));")
    pools = panel(elem_id="tw-pools")
    made, questions = _maker(frame, pool)

    def begin(name: str | None, who: str | None) -> Safe:
        if not name or not (who or "").strip():
            return notice("info", words("judge_choose"))
        return card_view(frame.bench.judges.card(name, who or ""), words)

    def grade(event: gr.EventData) -> tuple[Safe, Any]:
        again = event.again == "1" or event.grade == "again"
        if event.grade == "again":
            return card_view(frame.bench.judges.card(event.of, event.judge, again=True), words, again), gr.skip()
        given = None if event.grade == "skip" else int(event.grade)
        after = frame.bench.judges.grade(event.of, event.judge, event.item, given, again)
        return card_view(after, words, again), gr.skip() if after.clause else listed(frame)

    def undo(event: gr.EventData) -> Safe:
        return card_view(frame.bench.judges.undo(event.of, event.judge), words, event.again == "1")

    def give(name: str | None) -> dict:
        return gr.update(value=written(frame.bench.judges.export(name or "")), visible=True)

    began = start.click(frame.guard(begin), [pool, judge], card, **JUDGE)
    frame.bridge.graded(frame.guard(grade), None, [card, pools], **JUDGE)
    frame.bridge.undone(frame.guard(undo), None, card, **JUDGE)
    given = export.click(frame.guard(give), pool, files, **JUDGE)
    return JudgePage(pool, questions, pools, [began, given, *made])


def _maker(frame: Frame, pool: gr.Dropdown) -> tuple[list[Any], gr.Dropdown]:
    """What makes or extends a pool: name, questions, settings."""
    words = frame.words
    with gr.Accordion(words("pool_make"), open=False, elem_id="tw-pool-make"):
        with gr.Row(elem_classes="tw-filters"):
            name = gr.Textbox("", label=words("pool_new"), elem_id="tw-pool-name", max_lines=1, scale=2, min_width=140)
            none = [(words("set_none"), "")]
            questions = gr.Dropdown(none, value="", label=words("bench_set"), elem_id="tw-pool-set", scale=2, min_width=180)
            depth = gr.Number(
                _DEPTH, label=words("pool_depth"), precision=0, minimum=1, maximum=_DEEPEST, elem_id="tw-pool-depth", min_width=110
            )
            seed = gr.Number(_SEED, label=words("pool_seed"), precision=0, elem_id="tw-pool-seed", min_width=110)
        typed = gr.Textbox("", label=words("pool_typed"), lines=3, elem_id="tw-pool-typed")
        modes = gr.CheckboxGroup(
            [(words(f"mode_{m}"), m) for m in MODES], value=list(MODES), label=words("pool_modes"), elem_id="tw-pool-modes"
        )
        runs = gr.File(label=words("pool_runs"), file_count="multiple", elem_id="tw-pool-runs", height=110)
        runs.preprocess = named  # type: ignore[method-assign, assignment]
        with gr.Row(elem_classes="tw-actions-row"):
            start = gr.Button(words("pool_start"), variant="primary", elem_id="tw-pool-start", size="md", scale=0, min_width=96)
        told = panel(elem_id="tw-pool-told")

    def make(
        label: str, chosen: str | None, asked: str, how: list[str], uploads: list[Upload], deep: float | None, at: float | None
    ) -> Iterator[tuple[Any, Any]]:
        lines = [frame.question(line) for line in (asked or "").split("\n") if line.strip()]
        numbers = int(deep or _DEPTH), int(_SEED if at is None else at)
        yield from making(frame, (label or "").strip(), chosen or "", lines, how, [u.path for u in uploads], *numbers)

    done = start.click(frame.guard(make), [name, questions, typed, modes, runs, depth, seed], [told, pool], **WATCH)
    return [done], questions


def making(
    frame: Frame, name: str, chosen: str, typed: list[str], modes: list[str], runs: list[Path], depth: int, seed: int
) -> Iterator[tuple[Any, Any]]:
    """Progress, then what the pool holds, with the pool chosen for judging."""
    words = frame.words
    if not name or not (chosen or typed):
        yield notice("info", words("pool_name_first")), gr.skip()
        return
    if not modes and not runs:
        yield notice("info", words("pool_nothing")), gr.skip()
        return
    try:
        for progress in frame.bench.runs.pool(name, chosen, typed, modes, runs, depth, seed):
            yield working_view(progress, words), gr.skip()
    except TiaowenError as error:  # told in place of the progress bar, which would else stand still
        yield notice("error", str(error), "", error.remedy), gr.skip()
        return
    now = next(p for p in frame.bench.judges.pools() if p.name == name)
    text = words("pool_made", name=now.name, questions=now.questions, clauses=now.clauses)
    yield notice("info", text), gr.update(choices=names(frame), value=now.name)


def names(frame: Frame) -> list[str]:
    return [p.name for p in frame.bench.judges.pools()]


def listed(frame: Frame) -> Safe:
    """Every pool, who judged how much of it, and how far they agree."""
    pools = frame.bench.judges.pools()
    if not pools:
        return notice("empty", frame.words("pool_none"), frame.words("pool_none_hint"))
    return join(pool_view(p, frame.bench.judges.agreement(p.name), frame.words) for p in pools)
