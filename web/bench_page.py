"""评测: run, compare, judge blind, read feedback; and what keeps the lists of these up to date."""

from typing import Any

import gradio as gr

from policy.bench import RunInfo
from web import bench_compare, bench_feedback, bench_judge, bench_runs
from web.frame import JUDGE, Frame

PARTS = ("run", "compare", "judge", "feedback")


def build(frame: Frame, blocks: gr.Blocks, tab: gr.Tab) -> None:
    """The four parts. Their lists are made anew on arrival, when the page is turned to, and when something was added."""
    words = frame.words
    with gr.Tabs(elem_id="tw-bench", overflow_behavior="wrap"):
        with gr.Tab(words("bench_run"), id="run", render_children=True):
            runs = bench_runs.build(frame)
        with gr.Tab(words("bench_compare"), id="compare", render_children=True):
            comparing = bench_compare.build(frame)
        with gr.Tab(words("bench_judge"), id="judge", render_children=True) as judge_tab:
            judging = bench_judge.build(frame)
        with gr.Tab(words("bench_feedback"), id="feedback", render_children=True) as feedback_tab:
            feedback = bench_feedback.build(frame)

    def refresh(*given: str | None) -> tuple[Any, ...]:
        return lists(frame, *given)

    def arrive(request: gr.Request, *given: str | None) -> tuple[Any, ...]:
        """Only for who follows a link to this page: others need not wait for lists that they do not see."""
        return lists(frame, *given) if request.query_params.get("tab") == "bench" else tuple(gr.skip() for _ in shown)

    given = [runs.questions, judging.pool, comparing.a, comparing.b, *feedback.filters]
    shown = [runs.questions, runs.past, comparing.a, comparing.b, judging.pool, judging.questions, judging.pools]
    shown += [feedback.listing, feedback.into]
    gr.on([tab.select, judge_tab.select, feedback_tab.select], frame.guard(refresh), given, shown, **JUDGE)
    blocks.load(frame.guard(arrive), given, shown, **JUDGE)
    for event in (*runs.changed, *judging.changed, *feedback.changed):
        event.then(frame.guard(refresh), given, shown, **JUDGE)


def _still(past: list[RunInfo], a: str | None, b: str | None) -> tuple[str | None, str | None]:
    """The two runs that were chosen where they are still there, else the two to begin with."""
    there = {run.run_id for run in past}
    return (a, b) if a in there or b in there else bench_compare.proposed(past)


def lists(frame: Frame, chosen: str | None, pool: str | None, a: str | None, b: str | None, *asked: str | None) -> tuple[Any, ...]:
    """All lists of the page: sets, runs, pools, feedback; what was chosen stays chosen where it is still there."""
    sets, past = bench_runs.set_choices(frame), frame.bench.runs.runs()
    pools, compared = bench_judge.names(frame), bench_compare.choices(past, frame.words)
    names = [name for _, name in sets]
    return (
        gr.update(choices=sets, value=chosen if chosen in names else next(iter(names), None)),
        bench_runs.listed(frame, past),
        *(gr.update(choices=compared, value=value) for value in _still(past, a, b)),
        gr.update(choices=pools, value=pool if pool in pools else next(iter(pools), None)),
        gr.update(choices=[(frame.words("set_none"), ""), *sets]),
        bench_judge.listed(frame),
        bench_feedback.listed(frame, *asked),
        gr.update(choices=bench_feedback.pool_choices(frame, pools)),
    )
