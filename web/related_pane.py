"""What is loaded beneath a card or a row: the answer to a click, put there by the page's script."""

from typing import Any

import gradio as gr

from web.frame import ALIGN, Frame, panel
from web.markup import Safe, tag
from web.related_view import related_view

_ON_LOAD = "watch('value', () => window.tiaowen.delivered(element));"


def build(frame: Frame) -> gr.HTML:
    """The unseen component that carries answers to the page, and what `data-relate` asks for."""
    letter = panel(js_on_load=_ON_LOAD, elem_id="tw-letter", visible="hidden")

    def relate(event: gr.EventData) -> Safe:
        return addressed(str(event.token), related_view(frame.library.related(str(event.clause)), frame.words))

    frame.bridge.related(frame.guard(relate), None, letter, trigger_mode="multiple", **ALIGN)
    return letter


def addressed(token: str, content: Any) -> Safe:
    """Content for the element that asked for it under this token."""
    return tag("div", content, data_token=token)
