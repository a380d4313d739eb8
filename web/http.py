"""What is put around every response: protective headers, what may be asked at all, and our style and script at the head of the page.

Gradio adds a `head` only when its script has run; ours must come before: the page is then styled from the first paint, and
the language is settled before gradio picks its own words.
"""

import gzip
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from web.markup import esc
from web.uploads import MOST_FILES, MOST_MEGABYTES

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

# Belt and braces beside escaping: even markup that got through could neither load nor send anything elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# Referrer: `same-origin`, not `no-referrer`, with which a browser sends `Origin: null` along with our own forms.
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")
_ASSET = re.compile(r"/assets/[^/]+-[\w-]{8}\.\w+$")  # the name holds a hash of what is in it
# What the pages and the HTTP API use of gradio's routes. It has more: a proxy that fetches other sites, developers' tools, histories.
_USED = re.compile(
    r"(/(en|hant))?/((assets|static|svelte)/.*|(config|theme\.css|favicon\.ico|manifest\.json|robots\.txt)?"
    r"|gradio_api/(info|app_id|startup-events|heartbeat/\w+|queue/(join|data)|call/\w+(/\w+)?|upload|upload_progress|cancel|reset"
    r"|file=(?!\w+:).+))/?|/(en|hant|health|login|logout|made/(answer\.docx|page\.png))"
)
_JSON = 4 * 2**20  # bytes of a request that hands over no files
_FILES = (MOST_FILES * MOST_MEGABYTES + 1) * 2**20


@dataclass(frozen=True, slots=True)
class Page:
    """The language of a page's <html>, what goes first into its <head>, and what is seen until gradio has built the rest."""

    lang: str
    head: str
    first: str = ""


class Dressing:
    """ASGI middleware. `pages` by path; `hosts`, where given, are the only names under which the site may be asked."""

    def __init__(self, app: Asgi, pages: Mapping[str, Page], hosts: frozenset[str] | None = None) -> None:
        self.app, self.pages, self.hosts = app, pages, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:  # nothing here speaks over a websocket
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        protected = _protected(send, bool(_ASSET.search(scope["path"])))
        if refused := _refused(scope, headers, self.hosts):
            status, why = refused
            await JSONResponse({"detail": why}, status)(scope, receive, protected)
            return
        page = self.pages.get(scope["path"])
        if page:  # a compressed page could not be added to
            small = "gzip" in headers.get("accept-encoding", "")
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app(scope, receive, _Whole(protected, page, scope, small))
        else:
            await self.app(scope, receive, protected)


def _refused(scope: Scope, headers: Headers, hosts: frozenset[str] | None) -> tuple[int, str] | None:
    """Status and reason, where a request is none that our pages or the HTTP API would make."""
    path, host = scope["path"], headers.get("host", "")
    if hosts is not None and (urlsplit(f"//{host}").hostname or "") not in hosts:
        return 421, "此地址不对外提供服务 (not served under this name)"
    if not _USED.fullmatch(path) or ".." in path.split("/"):
        return 404, "没有这个地址 (no such address)"
    if _foreign(headers, scope["method"]):
        return 403, "不接受其他网站发来的请求 (requests from other sites are refused)"
    if scope["method"] in ("POST", "PUT", "PATCH"):
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return 411, "请求须写明长度 (the request must say how long it is)"
        if int(length) > (_FILES if path.endswith("/upload") else _JSON):
            return 413, "请求太大 (the request is too large)"
    return None


def _foreign(headers: Headers, method: str) -> bool:
    """Whether a page of another site sent the request; a link from there to a page of ours is none of it."""
    site = headers.get("sec-fetch-site")
    if site in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is not None:
        ours = {headers.get("host", ""), headers.get("x-forwarded-host", "")}
        return (urlsplit(origin).netloc or "null") not in ours
    return site is not None and method not in ("GET", "HEAD")


def _protected(send: Send, asset: bool) -> Send:
    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            # What is missing today may be there tomorrow.
            added = [*_HEADERS, _FOREVER] if asset and message["status"] < 400 else _HEADERS
            mine = {name for name, _ in added}
            kept = [(n, v) for n, v in message["headers"] if n.lower() not in mine and not n.lower().startswith(b"access-control-")]
            message["headers"] = kept + added
        await send(message)

    return protected


class _Whole:
    """A `send` that holds a page back until it is whole, and sends it with its head."""

    def __init__(self, send: Send, page: Page, scope: Scope, small: bool) -> None:
        self.send, self.page, self.scope, self.small = send, page, scope, small
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        user = self.scope.get("tiaowen.user")
        who = f' data-user="{esc(user.name)}" data-role="{esc(user.role)}"' if user else ""
        opened = f'lang="{self.page.lang}"{who}'.encode()
        body = self.body.replace(b'lang="en"', opened, 1).replace(b"<head>", b"<head>" + self.page.head.encode(), 1)
        body = body.replace(b"<gradio-app", self.page.first.encode() + b"<gradio-app", 1)
        headers = [(n, v) for n, v in self.start["headers"] if n.lower() not in (b"content-length", b"cache-control")]
        headers += [(b"cache-control", b"private, no-cache"), (b"vary", b"accept-encoding")]
        if self.small:
            body = gzip.compress(body, 5, mtime=0)
            headers.append((b"content-encoding", b"gzip"))
        await self.send({**self.start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})
