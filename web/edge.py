"""The edge of the interface: the one place where every error is caught, logged and told to the person in front of the screen."""

import functools
import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from policy import TiaowenError
from web.markup import join, tag
from web.strings import Words

_log = logging.getLogger("tiaowen.web")
_SECONDS = 20


@contextmanager
def _told(words: Words) -> Iterator[None]:
    try:
        yield
    except gr.Error:
        raise
    except TiaowenError as error:
        _log.warning("%s", error)
        raise _message(str(error), error.remedy, words) from None
    except Exception:
        _log.exception("defect in a page's handler")
        raise _message(words("error_defect"), words("error_defect_remedy"), words) from None


def _message(what: str, remedy: str, words: Words) -> gr.Error:
    """What happened and what to do, escaped: gradio shows messages as HTML."""
    body = join([tag("strong", words("error")), tag("p", what), tag("p", words("remedy"), remedy) if remedy else None])
    return gr.Error(str(body), title=words("error"), duration=_SECONDS, print_exception=False)


def guarded(handler: Callable[..., Any], words: Words) -> Callable[..., Any]:
    """The handler (a function or a generator), with its errors logged and shown instead of lost."""
    if inspect.isgeneratorfunction(handler):

        @functools.wraps(handler)
        def stream(*args: Any, **kwargs: Any) -> Iterator[Any]:
            with _told(words):
                yield from handler(*args, **kwargs)

        return stream

    @functools.wraps(handler)
    def call(*args: Any, **kwargs: Any) -> Any:
        with _told(words):
            return handler(*args, **kwargs)

    return call
