"""Logging in, what a reader sees, logging out; and the site below a path of a proxy's."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import start, stop
from web.users import EDITOR, READER, Users, new_user

PASSWORD = "correct horse"


def before(target: str) -> type[BaseHTTPRequestHandler]:
    """A proxy that takes /tiaowen off every path, as the README's does."""

    class Proxy(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            if not self.path.startswith("/tiaowen/"):
                self.send_error(404, "outside /tiaowen")
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            line = http.client.HTTPConnection(target, timeout=60)
            line.request(self.command, self.path.removeprefix("/tiaowen"), body, dict(self.headers))
            answer = line.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "transfer-encoding", "date", "server"):
                    self.send_header(name, value)
            self.end_headers()
            while piece := answer.read1():
                self.wfile.write(piece)
                self.wfile.flush()

        do_GET = do_POST = do_HEAD = pass_on

        def log_message(self, *_: Any) -> None:
            """In silence."""

    return Proxy


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The site with a login, reached by a proxy under /tiaowen/."""
    folder = tmp_path_factory.mktemp("locked")
    users = Users(folder / "users.json")
    users.write({"editor": new_user("editor", PASSWORD, EDITOR), "reader": new_user("reader", PASSWORD, READER)})
    options = ("--auth", str(folder / "users.json"), "--root-path", "/tiaowen")
    process, address = start(folder / "index", folder / "log", *options)
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), before(urlsplit(address).netloc))
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield SimpleNamespace(address=f"http://127.0.0.1:{proxy.server_address[1]}/tiaowen/", users=users, log=folder / "log")
    proxy.shutdown()
    proxy.server_close()
    stop(process)


@pytest.fixture
def visitor(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("response", lambda r: page.faults.append(f"{r.status} {r.url}") if r.status >= 400 and "/login" not in r.url else None)
    yield page
    context.close()


def log_in(page: Any, name: str, password: str = PASSWORD) -> None:
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("button[type=submit]")


def test_a_link_leads_through_the_login_to_where_it_pointed(visitor: Any, locked: SimpleNamespace) -> None:
    page = visitor
    page.goto(f"{locked.address}hant/?tab=documents")
    page.wait_for_url("**/tiaowen/login?next=*")
    assert page.get_by_role("button", name="登錄").is_visible() and page.get_attribute("html", "lang") == "zh-Hant"
    log_in(page, "editor", "wrong password")
    assert page.inner_text("[role=alert]")
    log_in(page, "editor")
    page.wait_for_url("**/tiaowen/hant/?tab=documents")
    page.wait_for_selector(".tw-table")
    page.wait_for_selector(".tw-leave.tw-in")
    assert page.inner_text(".tw-who") == "editor" and page.locator("#tw-files").is_visible() and page.locator(".tw-remove").count()
    cookie = next(c for c in page.context.cookies() if c["name"] == "tiaowen")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/tiaowen"
    page.goto(f"{locked.address}?tab=bench")
    page.wait_for_selector("#tw-bench")
    page.goto(f"{locked.address}?tab=documents")
    page.locator(".tw-table .tw-open").first.click()
    page.wait_for_selector(".tw-document")
    with page.expect_download() as download:
        page.click("#tw-download")
    original = download.value
    assert Path(original.path()).stat().st_size > 100
    page.keyboard.press("Escape")
    page.locator(".tw-leave button").click()
    page.wait_for_url("**/tiaowen/login")
    assert page.request.get(original.url).status == 401
    assert page.faults == []


def test_a_reader_asks_and_reads_and_is_offered_nothing_else(visitor: Any, locked: SimpleNamespace) -> None:
    page = visitor
    page.goto(locked.address)
    log_in(page, "reader")
    page.wait_for_selector(".tw-chip")
    page.locator(".tw-chip").first.click()
    page.wait_for_selector(".tw-answer mark.figure")
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-target")
    page.keyboard.press("Escape")
    assert page.get_by_role("tab", name="问答", exact=True).is_visible()
    assert not page.get_by_role("tab", name="评测", exact=True).is_visible()
    page.get_by_role("tab", name="文档", exact=True).click()
    page.wait_for_selector(".tw-table")
    for hidden in ("#tw-files", "#tw-add", ".tw-remove"):
        assert not page.locator(hidden).first.is_visible()
    assert "上传文件" not in page.inner_text("#tw-main")
    page.evaluate("tiaowen.send('removed', { source: document.querySelector('.tw-remove').dataset.remove })")
    page.wait_for_selector(".toast-body")
    assert "只能查阅" in page.inner_text(".toast-body")
    page.goto(f"{locked.address}?tab=bench")
    page.wait_for_selector(".tw-corpus")
    page.wait_for_timeout(1000)
    assert page.locator(".toast-body").count() == 0, "who was led to a page for editors is not scolded for what it loads by itself"
    assert page.faults == []


def test_one_whose_account_is_taken_away_is_out_at_once(visitor: Any, locked: SimpleNamespace) -> None:
    page, kept = visitor, dict(locked.users.all())
    locked.users.write(kept | {"brief": new_user("brief", PASSWORD, EDITOR)})
    page.goto(locked.address)
    log_in(page, "brief")
    page.wait_for_selector(".tw-chip")
    locked.users.write(kept)
    assert page.request.get(f"{locked.address}config").status == 401
    page.reload()
    page.wait_for_selector("#password")
    assert "Traceback" not in locked.log.read_text()
