"""问答: a question, its answer, the clauses it rests on."""

from dataclasses import dataclass

import gradio as gr

from web.answer_view import answer_view, examples_view, welcome_view
from web.cite import notice
from web.frame import READ, Frame, panel
from web.markup import Safe, join
from web.ports import Example

_VISIT = "(question) => { tiaowen.visit({tab: null, q: question}); return question; }"


@dataclass(frozen=True, slots=True)
class AskPage:
    question: gr.Textbox
    result: gr.HTML
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

    def ask(text: str) -> Safe:
        return answer(frame, text)

    def ask_example(event: gr.EventData) -> tuple[str, Safe]:
        return event.question, answer(frame, event.question)

    gr.on([question.submit, button.click], frame.guard(ask), question, result, js=_VISIT, trigger_mode="always_last", **READ)
    frame.bridge.asked(frame.guard(ask_example), None, [question, result], **READ)
    return AskPage(question, result, welcome)


def answer(frame: Frame, text: str) -> Safe:
    """The answer to a question as HTML."""
    text = frame.question(text)
    if not text:
        return notice("info", frame.words("ask_empty"))
    return answer_view(frame.library.ask(text), frame.library.terms(text), frame.infos(), frame.words)


def welcome(frame: Frame, documents: int) -> Safe:
    """The three lines and the example questions in this language first."""
    mine = [e for e in frame.library.examples() if e.lang == frame.lang]
    others: list[Example] = [e for e in frame.library.examples() if e.lang != frame.lang]
    shown = (mine + others[:1])[:6] if documents else []
    return join([welcome_view(documents, frame.words), examples_view(shown, frame.words)])
