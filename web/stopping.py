"""The server that serves the site, and how it stops: what it is still telling to pages that are open ends first.

An open page listens for as long as it is open (gradio's heartbeat, the progress of an answer). A server that waits for such a response
to end waits in vain, and one that breaks it off fills the log with tracebacks.
"""

import asyncio
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.exceptions import HTTPException

from web.http import Asgi, Message, Receive, Scope, Send

_PATIENCE = 2  # seconds that what is not such a response may take to end: a download, an upload


class Telling:
    """ASGI middleware that knows which responses are streams of events, and ends them when asked to."""

    def __init__(self, app: Asgi) -> None:
        self._app = app
        self._open: set[asyncio.Task[Any]] = set()
        self._ended = False

    def end(self) -> None:
        self._ended = True
        for task in self._open:
            task.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        assert task
        whole = False

        async def watched(message: Message) -> None:
            nonlocal whole
            if message["type"] == "http.response.start" and _is_stream(message):
                self._open.add(task)
            whole = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except (asyncio.CancelledError, RuntimeError) as error:
            expected = _left(error) if isinstance(error, RuntimeError) else self._ended
            if not expected or task not in self._open:
                raise
            if not whole:
                await send({"type": "http.response.body", "body": b""})
        finally:
            self._open.discard(task)


def _left(error: RuntimeError) -> bool:
    """Whether a stream ended because its page is left: its last stream took the session along while this one was being opened.

    gradio says so in the stream, then raises a 404, which cannot be a response any more: starlette's error for that is `error`.
    """
    return isinstance(error.__cause__, HTTPException) and error.__cause__.status_code == 404


def _is_stream(message: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/event-stream") for name, value in message["headers"])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, telling: Telling) -> None:
        super().__init__(config)
        self._telling = telling

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._telling.end()
        await super().shutdown(sockets)


def serve(site: Asgi, at: socket.socket, announce: Callable[[], None]) -> None:
    """Serve until stopped. Connections made before are kept waiting, none is refused; `announce` is called once it can be stopped."""
    telling = Telling(site)
    config = uvicorn.Config(telling, log_level="warning", access_log=False, timeout_graceful_shutdown=_PATIENCE)
    server = _Server(config, telling)
    try:
        with _heard_from_the_start(server):
            announce()
            server.run(sockets=[at])
    finally:
        gc.freeze()  # who leaves need not look through all objects once more: that takes seconds


@contextmanager
def _heard_from_the_start(server: uvicorn.Server) -> Iterator[None]:
    """Until uvicorn listens to signals itself, one that comes while the event loop is being made would break it off half made.

    In the main thread, as only that may listen to signals.
    """
    before = {of: signal.signal(of, server.handle_exit) for of in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for of, handler in before.items():
            signal.signal(of, handler)
