"""问答: a question, its answer, the clauses it rests on, and what the reader has to say of it."""

from dataclasses import dataclass, replace

import gradio as gr

from policy import BadInput
from policy.bench import Feedback
from web.answer_view import answer_view, examples_view, welcome_view
from web.cite import notice
from web.feedback_view import rate_view, unsaid
from web.frame import READ, Frame, panel
from web.markup import Safe, join
from web.ports import Example

_VISIT = "(question) => { tiaowen.visit({tab: null, q: question}); return question; }"
Answered = tuple[Safe, Safe, Feedback | None]
"""The answer, what asks whether it was of use, and what would be kept of that."""


@dataclass(frozen=True, slots=True)
class AskPage:
    question: gr.Textbox
    result: gr.HTML
    rating: gr.HTML
    said: gr.State
    welcome: gr.HTML


def build(frame: Frame) -> AskPage:
    """The page's components, and what a question does."""
    words = frame.words
    with gr.Row(elem_classes="tw-box"):
        question = gr.Textbox(
            value="",
            label=words("ask_label"),
            placeholder=words("ask_placeholder"),
            lines=1,
            max_lines=5,
            elem_id="tw-question",
            container=False,
            scale=1,
        )
        button = gr.Button(words("ask_button"), variant="primary", elem_id="tw-ask", scale=0, min_width=96)
    welcome = panel(elem_id="tw-welcome")
    result = panel(elem_id="tw-answer")
    rating = panel(elem_id="tw-rating")
    said = gr.State(None)

    def ask(text: str) -> Answered:
        return answer(frame, text)

    def ask_example(event: gr.EventData) -> tuple[str, Safe, Safe, Feedback | None]:
        return event.question, *answer(frame, event.question)

    def rate(before: Feedback | None, event: gr.EventData) -> tuple[Safe, Feedback]:
        return rated(frame, before, str(event.verdict), tuple(event.reasons), str(event.text))

    shown = [result, rating, said]
    gr.on([question.submit, button.click], frame.guard(ask), question, shown, js=_VISIT, trigger_mode="always_last", **READ)
    frame.bridge.asked(frame.guard(ask_example), None, [question, *shown], **READ)
    frame.bridge.rated(frame.guard(rate), said, [rating, said], **{**READ, "show_progress": "hidden"})
    return AskPage(question, result, rating, said, welcome)


def answer(frame: Frame, text: str) -> Answered:
    """The answer to a question as HTML, with what stands under it."""
    text = frame.question(text)
    if not text:
        return notice("info", frame.words("ask_empty")), Safe(""), None
    generation = frame.library.generation()
    found = frame.library.ask(text)
    said = unsaid(found, frame.bench.opinions.new_id(), generation)
    shown = answer_view(found, frame.library.terms(text), frame.infos(), frame.words)
    return shown, rate_view(said, frame.bench.opinions.reasons, frame.words), said


def rated(frame: Frame, before: Feedback | None, verdict: str, reasons: tuple[str, ...], text: str) -> tuple[Safe, Feedback]:
    """Keep what was said of the answer on the page. BadInput where the page has been open for so long that the answer is forgotten."""
    if before is None:
        raise BadInput(frame.words("rate_gone"), frame.words("rate_gone_remedy"))
    why = reasons if verdict == "useless" else ()  # reasons that were ticked before the verdict was turned say nothing now
    said = frame.bench.opinions.keep(replace(before, verdict=verdict, reasons=why, text=text))
    return rate_view(said, frame.bench.opinions.reasons, frame.words), said


def welcome(frame: Frame, documents: int) -> Safe:
    """The three lines and the example questions in this language first."""
    mine = [e for e in frame.library.examples() if e.lang == frame.lang]
    others: list[Example] = [e for e in frame.library.examples() if e.lang != frame.lang]
    shown = (mine + others[:1])[:6] if documents else []
    return join([welcome_view(documents, frame.words), examples_view(shown, frame.words)])
