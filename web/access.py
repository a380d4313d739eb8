"""The login in front of the whole site: nothing behind it is answered to who is not logged in, whatever the path."""

import asyncio
import math
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from web.http import Asgi, Receive, Scope, Send
from web.login_view import login_view
from web.sessions import IDLE, Attempts, Sessions
from web.strings import PATHS, words_in
from web.users import User, Users

COOKIE = "tiaowen"
USER = "tiaowen.user"  # where in the scope of a request its user stands
_OPEN = ("/health",)  # answered to everybody, with less
_FORM = 4096  # bytes of a login form


@dataclass(frozen=True, slots=True)
class Access:
    """Who may in, who is in, who tried too often."""

    users: Users
    sessions: Sessions
    attempts: Attempts

    @classmethod
    def of(cls, users: Users) -> "Access":
        return cls(users, Sessions(users), Attempts())


class Gate:
    """ASGI middleware. `root` is what a proxy in front puts before every path, without a slash at its end."""

    def __init__(self, app: Asgi, access: Access, root: str = "") -> None:
        self.app, self.access, self.root = app, access, root
        self._hashing = asyncio.Semaphore(2)  # 32 MB a password: a flood of attempts waits instead of taking the memory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # the start and the stop of the server; Dressing lets no websocket through
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        path, token = scope["path"], request.cookies.get(COOKIE, "")
        user = await run_in_threadpool(self.access.sessions.user, token) if token else None
        if path == "/login":
            await (await self._login(request, user))(scope, receive, send)
        elif path == "/logout" and request.method == "POST":
            self.access.sessions.end(token)
            await self._leave(request)(scope, receive, send)
        elif user or path in _OPEN:
            scope[USER] = user
            await self.app(scope, receive, send)
        else:
            await self._refuse(request)(scope, receive, send)

    def _refuse(self, request: Request) -> Response:
        """The way to the login for who opens a page, 401 for everything else."""
        if request.method in ("GET", "HEAD") and request.url.path in (*PATHS.values(), "/en", "/hant"):
            to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"{self.root}/login?next={quote(to, safe='')}", 303, {"cache-control": "no-store"})
        return JSONResponse({"detail": "请先登录 (log in first)"}, 401, {"cache-control": "no-store"})

    def _leave(self, request: Request) -> Response:
        response = RedirectResponse(f"{self.root}/login", 303)
        response.delete_cookie(COOKIE, self.root or "/", secure=request.url.scheme == "https", httponly=True, samesite="lax")
        return response

    async def _login(self, request: Request, user: User | None) -> Response:
        after = local(request.query_params.get("next", "/"))
        if user and request.method in ("GET", "HEAD"):
            return RedirectResponse(self.root + after, 303)
        if request.method in ("GET", "HEAD"):
            return _form(after)
        if request.method != "POST":
            return Response(status_code=405)
        fields = await _fields(request)
        name, password = fields.get("name", "").strip(), fields.get("password", "")
        address = request.client.host if request.client else ""
        if wait := self.access.attempts.wait(name, address):
            return _form(after, 429, math.ceil(wait / 60))
        async with self._hashing:
            known = await run_in_threadpool(self.access.users.known, name, password)
        if known is None:
            return _form(after, 403)
        self.access.attempts.right(name, address)
        response = RedirectResponse(self.root + after, 303)
        https = request.url.scheme == "https"
        token = self.access.sessions.start(known)
        response.set_cookie(COOKIE, token, int(IDLE), path=self.root or "/", secure=https, httponly=True, samesite="lax")
        return response


def local(path: str) -> str:
    """The path where it is one of our pages, with its query; else the front page. No login leads to another site."""
    page = path.partition("?")[0]
    return path if page in PATHS.values() and path.isprintable() and "\\" not in path else "/"


async def _fields(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf8", "replace"), keep_blank_values=True).items()}


def _form(after: str, status: int = 200, minutes: int = 0) -> Response:
    """The login page in the language of the page that it leads to."""
    page = after.partition("?")[0]
    lang = next(code for code, path in PATHS.items() if path == page)
    words = words_in(lang)
    told = words("login_wait", minutes=minutes) if minutes else words("login_wrong") if status != 200 else ""
    headers = {"cache-control": "no-store"} | ({"retry-after": str(minutes * 60)} if minutes else {})
    return HTMLResponse(login_view(lang, words, after, told), status, headers)
