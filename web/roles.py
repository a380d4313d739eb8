"""What a reader may not do: change the library, or work on a page for editors. Settled for every handler at once, whoever wrote it."""

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from policy import BadInput
from web.access import USER
from web.frame import EDITORS, WRITE
from web.strings import Words
from web.users import EDITOR


def restrict(blocks: gr.Blocks, words: Words, guard: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Wrap each handler that writes, or that concerns a page for editors, so that it asks who is there first."""
    for function in blocks.fns.values():
        if function.fn is None or not _for_editors(blocks, function):
            continue
        on_arrival = any(event in ("load", "select") for _, event in function.targets)
        skipped = tuple(gr.skip() for _ in function.outputs) if on_arrival else None
        function.fn = guard(_asking(function.fn, words, skipped[0] if skipped and len(skipped) == 1 else skipped))


def _for_editors(blocks: gr.Blocks, function: Any) -> bool:
    targets = [blocks.blocks[at] for at, _ in function.targets if at in blocks.blocks]
    return function.concurrency_id == WRITE["concurrency_id"] or any(_page(block) in EDITORS for block in (*targets, *function.outputs))


def _page(block: Any) -> Any:
    """The page that a component stands on: the id of the outermost tab around it."""
    page = None
    while block is not None:
        page = block.id if isinstance(block, gr.Tab) else page
        block = block.parent
    return page


def _asking(handler: Callable[..., Any], words: Words, skipped: Any) -> Callable[..., Any]:
    """`skipped`, where given, is what a reader gets in place of a refusal: nobody asked for what a page loads by itself."""

    def allowed() -> bool:
        request = LocalContext.request.get()
        user = request.request.scope.get(USER) if request is not None and request.request is not None else None
        if user is not None and user.role == EDITOR:
            return True
        if skipped is None:
            raise BadInput(words("refused"), words("refused_remedy"))
        return False

    if inspect.isgeneratorfunction(handler):

        @functools.wraps(handler)
        def stream(*args: Any, **kwargs: Any) -> Iterator[Any]:
            if allowed():
                yield from handler(*args, **kwargs)
            else:
                yield skipped

        return stream

    @functools.wraps(handler)
    def call(*args: Any, **kwargs: Any) -> Any:
        return handler(*args, **kwargs) if allowed() else skipped

    return call
