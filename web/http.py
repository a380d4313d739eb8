"""What is put around gradio's own responses: protective headers everywhere, and our style and script at the head of the page.

Gradio adds a `head` only when its script has run; ours must come before: the page is then styled from the first paint, and
the language is settled before gradio picks its own words.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Belt and braces beside escaping: even markup that got through could neither load nor send anything elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


class Dressing:
    """ASGI middleware; `heads` maps a page's path to the language of its <html> and to what goes first into its <head>."""

    def __init__(self, app: Any, heads: dict[str, tuple[str, str]]) -> None:
        self.app, self.heads = app, heads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = self.heads.get(scope["path"])
        if page:  # a compressed page could not be added to
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app(scope, receive, _Page(send, *page) if page else _protected(send))


def _protected(send: Send) -> Send:
    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            mine = {name for name, _ in _HEADERS}
            message["headers"] = [(n, v) for n, v in message["headers"] if n.lower() not in mine] + _HEADERS
        await send(message)

    return protected


class _Page:
    """A `send` that holds a page back until it is whole, and sends it with its head."""

    def __init__(self, send: Send, lang: str, head: str) -> None:
        self.send, self.lang, self.head = _protected(send), lang, head
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self.body.replace(b'lang="en"', f'lang="{self.lang}"'.encode(), 1).replace(b"<head>", b"<head>" + self.head.encode(), 1)
        headers = [(n, v) for n, v in self.start["headers"] if n.lower() != b"content-length"]
        await self.send({**self.start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})
