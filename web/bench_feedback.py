"""评测 › 反馈: what people said of answers, filtered, exported, and put into a pool."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from policy import BadInput, TiaowenError
from policy.bench import Wanted
from web.cite import notice, shorten, title_of
from web.copies import written
from web.feedback_view import feedback_table
from web.frame import JUDGE, Frame, panel
from web.markup import Safe, tag

POOL = "feedback"


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    filters: list[Any]
    listing: gr.HTML
    into: gr.Dropdown
    changed: list[Any]


def build(frame: Frame) -> FeedbackPage:
    """The page's components, and what filtering and pooling do."""
    words = frame.words
    filters = _filters(frame)
    with gr.Row(elem_classes="tw-filters"):
        into = gr.Dropdown(
            pool_choices(frame, []), value=POOL, label=words("feedback_into"), allow_custom_value=True, elem_id="tw-into", min_width=160
        )
    with gr.Row(elem_classes="tw-actions-row"):
        export = gr.Button(words("export"), elem_id="tw-said-export", size="md", scale=0, min_width=80, elem_classes="tw-quiet")
        refresh = gr.Button(words("refresh"), elem_id="tw-said-refresh", size="md", scale=0, min_width=80, elem_classes="tw-quiet")
    files = gr.File(label=words("export_files"), file_count="multiple", interactive=False, visible=False, elem_id="tw-said-files")
    told = panel(elem_id="tw-said-told")
    listing = panel(elem_id="tw-said")

    def show(*asked: str | None) -> Safe:
        return listed(frame, *asked)

    def give(*asked: str | None) -> dict:
        return gr.update(value=written(frame.bench.opinions.export(wanted(*asked))), visible=True)

    def pool(name: str | None, event: gr.EventData) -> tuple[Safe, dict]:
        return pooled(frame, (name or POOL).strip(), event.feedback)

    asked = [refresh.click, *(f.submit if isinstance(f, gr.Textbox) else f.input for f in filters)]
    gr.on(asked, frame.guard(show), filters, listing, **JUDGE)
    export.click(frame.guard(give), filters, files, **JUDGE)
    added = frame.bridge.pooled(frame.guard(pool), into, [told, into], **JUDGE)
    return FeedbackPage(filters, listing, into, [added])


def pool_choices(frame: Frame, pools: list[str]) -> list[tuple[str, str]]:
    """The pools as the list names them; the one that is proposed has a name of its own before it is there."""
    return [(frame.words("feedback_own_pool") if name == POOL else name, name) for name in dict.fromkeys([POOL, *pools])]


def _filters(frame: Frame) -> list[Any]:
    """Verdict, status, reason, date, text: in the order of `wanted`."""
    words = frame.words
    everything = [(words("all"), "")]
    panel(tag("p", words("feedback_hint"), cls="tw-sub"))
    with gr.Row(elem_classes="tw-filters"):
        verdict = gr.Dropdown(
            everything + [(words(f"verdict_{v}"), v) for v in ("useful", "useless")],
            value="", label=words("verdict_head"), elem_id="tw-said-verdict", filterable=False, min_width=100,
        )  # fmt: skip
        status = gr.Dropdown(
            everything + [(words(f"answer_{s}"), s) for s in ("answered", "not_found")],
            value="", label=words("status_head"), elem_id="tw-said-status", filterable=False, min_width=110,
        )  # fmt: skip
        reason = gr.Dropdown(
            everything + [(words(f"reason_{r}"), r) for r in frame.bench.opinions.reasons],
            value="", label=words("reason"), elem_id="tw-said-reason", filterable=False, min_width=150,
        )  # fmt: skip
        since = gr.Textbox("", label=words("feedback_since"), elem_id="tw-said-since", max_lines=1, min_width=150)
        text = gr.Textbox("", label=words("feedback_text"), elem_id="tw-said-text", max_lines=1, min_width=150)
    return [verdict, status, reason, since, text]


def wanted(verdict: str | None, status: str | None, reason: str | None, since: str | None, text: str | None) -> Wanted:
    return Wanted(verdict or "", status or "", reason or "", (since or "").strip(), (text or "").strip())


def listed(frame: Frame, *asked: str | None) -> Safe:
    return feedback_table(frame.bench.opinions.listed(wanted(*asked)), frame.words, partial(place_of, frame))


def place_of(frame: Frame, clause_id: str) -> str:
    """A cited clause as people name it, title and headings; its id where the documents no longer hold it."""
    try:
        clause = frame.library.clause(clause_id)
    except TiaowenError:
        return clause_id
    return " › ".join((f"《{title_of(clause.title, clause.source)}》", *map(shorten, clause.path)))


def pooled(frame: Frame, name: str, feedback_id: str) -> tuple[Safe, dict]:
    """Put the question of an entry into a pool, made where it is not there yet."""
    entry = next((e for e in frame.bench.opinions.listed(Wanted()) if e.feedback_id == feedback_id), None)
    if entry is None:
        raise BadInput(frame.words("feedback_gone"), frame.words("feedback_gone_remedy"))
    new = frame.bench.judges.add_question(name, entry.question)
    return notice("info", frame.words("feedback_pooled", pool=name, n=new)), gr.update(value=name)
