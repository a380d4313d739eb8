"""问答: a question, its answer, the clauses it rests on, what was asked before, and what the reader has to say of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import gradio as gr

from policy import Answer, BadInput
from policy.bench import Feedback
from web.answer_view import answer_view, examples_view, welcome_view
from web.cite import notice
from web.feedback_view import rate_view, unsaid
from web.frame import READ, WORD, Frame, panel
from web.highlight import names_something
from web.markup import Safe, join
from web.served import unpacked
from web.session_view import session_view, waiting_view, wording_view

# Both boxes ask through the page's script: it knows what was asked before in this tab.
_ASK = "(question) => { tiaowen.ask(question); }"
_FOLLOW = "(question) => { tiaowen.ask(question); return ''; }"
_WORDED = "() => { tiaowen.worded(); }"
_SETTLED = "() => { tiaowen.settled(); }"
_QUIET = {**READ, "show_progress": "hidden"}
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
        question = _box(words("ask_label"), words("ask_placeholder"), "tw-question")
        ask = gr.Button(words("ask_button"), variant="primary", elem_id="tw-ask", scale=0, min_width=96)
    panel(session_view(words), elem_id="tw-session")
    panel(waiting_view(words), elem_id="tw-wait")
    if model := frame.library.worded_by():
        panel(wording_view(model, words), elem_id="tw-wording")
    welcome = panel(elem_id="tw-welcome")
    result = panel(elem_id="tw-answer")
    with gr.Row(elem_classes="tw-box", elem_id="tw-follow-row"):
        follow = _box(words("follow_label"), words("follow_placeholder"), "tw-follow")
        ask_on = gr.Button(words("follow_button"), elem_id="tw-follow-ask", scale=0, min_width=96)
    rating = panel(elem_id="tw-rating")
    said = gr.State(None)

    def asked(event: gr.EventData) -> tuple[str, Safe, Safe, Feedback | None]:
        return event.question, *answer(frame, event.question, unpacked(str(event.before)))

    def rate(before: Feedback | None, event: gr.EventData) -> tuple[Safe, Feedback]:
        return rated(frame, before, str(event.verdict), tuple(event.reasons), str(event.text))

    shown = [question, result, rating, said]
    gr.on([question.submit, ask.click], None, question, None, js=_ASK, api_visibility="private")
    gr.on([follow.submit, ask_on.click], None, follow, follow, js=_FOLLOW, api_visibility="private")
    settles(frame.latest("asked", asked, None, shown, **_QUIET))
    frame.bridge.renewed(lambda: ("", Safe(""), Safe(""), None), None, shown, **_QUIET)
    frame.bridge.rated(frame.guard(rate), said, [rating, said], **_QUIET)
    if model:
        _word(frame, result, rating, said)
    return AskPage(question, result, rating, said, welcome)


def _word(frame: Frame, result: gr.HTML, rating: gr.HTML, said: gr.State) -> None:
    """Once an answer is there, the page's script asks for its wording; another question, or a new topic, breaks that off."""

    def word(event: gr.EventData) -> Iterator[Answered]:
        yield from worded(frame, event.question, unpacked(str(event.before)))

    wording = frame.bridge.worded(frame.guard(word), None, [result, rating, said], trigger_mode="multiple", **WORD)
    wording.then(None, js=_WORDED)
    for begins in (frame.bridge.asked, frame.bridge.renewed):
        begins(None, None, None, cancels=[wording], api_visibility="private")


def settles(asking: gr.events.Dependency) -> None:
    """The page learns that an answer is there, or that none will come."""
    asking.success(None, js=_SETTLED)
    asking.failure(None, js=_SETTLED)


def _box(label: str, placeholder: str, elem_id: str) -> gr.Textbox:
    """A box to write a question in: Enter asks, Shift+Enter begins a line."""
    return gr.Textbox("", label=label, placeholder=placeholder, lines=1, max_lines=5, elem_id=elem_id, container=False, scale=1)


def answer(frame: Frame, text: str, before: Sequence[str] = ()) -> Answered:
    """The answer to a question as HTML, with what stands under it; `before` are the questions that it may go on from."""
    text = frame.question(text)
    if not text:
        return notice("info", frame.words("ask_empty")), Safe(""), None
    return _shown(frame, text, before, frame.library.ask(text, before), frame.library.generation())


def worded(frame: Frame, text: str, before: Sequence[str]) -> Iterator[Answered]:
    """What a language model makes of the answer that is shown already, as it comes."""
    text, generation = frame.question(text), frame.library.generation()
    for found in islice(frame.library.ask_stream(text, before), 1, None):
        yield _shown(frame, text, before, found, generation)


def _shown(frame: Frame, text: str, before: Sequence[str], found: Answer, generation: str) -> Answered:
    said = unsaid(found, frame.bench.opinions.new_id(), generation)
    named = [word for word in frame.library.cut(text) if names_something(word)]
    shown = answer_view(found, frame.library.terms(text), frame.infos(), frame.words, before, frame.lang, named)
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
    examples = frame.library.examples() if documents else []
    mine = [e for e in examples if e.lang == frame.lang]
    others = [e for e in examples if e.lang != frame.lang]
    return join([welcome_view(documents, frame.words), examples_view(mine or others, frame.words)])
