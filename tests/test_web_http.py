"""What is put around every response, and which requests are none of ours."""

import gzip
from typing import Any

import pytest
from starlette.testclient import TestClient

from web.http import Dressing, Page
from web.users import User

PAGE = b'<!doctype html><html lang="en"><head></head></html>'


async def behind(scope: Any, receive: Any, send: Any) -> None:
    scope["tiaowen.user"] = User('"><script>', "reader", "", "")
    headers = [(b"content-type", b"text/html"), (b"access-control-allow-origin", b"*"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 404 if "missing" in scope["path"] else 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[20:]})


def client(hosts: frozenset[str] | None = None) -> TestClient:
    return TestClient(Dressing(behind, {"/": Page("zh-CN", "<style></style>")}, hosts), base_url="http://policy.example")


def test_every_response_is_protected_and_read_by_no_other_site() -> None:
    for path in ("/", "/config", "/nothing/of/ours", "/gradio_api/info"):
        headers = client().get(path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"] and headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin" and "access-control-allow-origin" not in headers


def test_a_page_is_whole_in_its_language_with_its_head_and_small_where_wanted() -> None:
    plain = client().get("/", headers={"accept-encoding": "identity"})
    assert '<html lang="zh-CN" data-user="&quot;&gt;&lt;script&gt;" data-role="reader"><head><style></style>' in plain.text
    assert plain.headers["cache-control"] == "private, no-cache"
    with client().stream("GET", "/", headers={"accept-encoding": "gzip"}) as small:
        assert gzip.decompress(b"".join(small.iter_raw())) == plain.content


def test_what_is_named_by_its_hash_is_kept_and_nothing_else() -> None:
    assert "immutable" in client().get("/en/assets/Index-Akn07EZk.js").headers["cache-control"]
    assert client().get("/assets/missing-Akn07EZk.js").headers["cache-control"] == "no-store"
    assert client().get("/assets/index.js").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers, status",
    [
        ({}, 200),  # a program
        ({"origin": "http://policy.example"}, 200),
        ({"origin": "http://policy.example", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://law.example", "host": "127.0.0.1:7860", "x-forwarded-host": "law.example"}, 200),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "http://policy.example.elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "null", "host": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://other.policy.example"}, 403),
    ],
)
def test_requests_that_pages_of_other_sites_send_are_refused(headers: dict[str, str], status: int) -> None:
    assert client().post("/gradio_api/queue/join", json={}, headers=headers).status_code == status


def test_links_from_other_sites_lead_to_a_page_and_scripts_of_theirs_read_nothing() -> None:
    assert client().get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200
    assert client().get("/gradio_api/info", headers={"origin": "http://elsewhere.example"}).status_code == 403
    assert client().options("/gradio_api/queue/join", headers={"origin": "http://elsewhere.example"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://elsewhere.example/",
        "/gradio_api/file=http://elsewhere.example/",
        "/gradio_api/file=/tmp/%2e%2e/etc/passwd",
        "/gradio_api/component_server",
        "/gradio_api/runs",
        "/gradio_api/dev/reload",
        "/gradio_api/vibe-code",
        "/monitoring",
        "/fr/",
        "/en/gradio_api/custom_component/x/client/component/index.js",
    ],
)
def test_what_the_pages_do_not_use_is_not_there(path: str) -> None:
    assert client().get(path).status_code == 404


def test_requests_that_are_too_large_or_do_not_say_are_refused() -> None:
    assert client().post("/gradio_api/queue/join", content=b"x" * (5 * 2**20)).status_code == 413
    assert client().post("/gradio_api/upload", content=b"x" * (5 * 2**20)).status_code == 200
    assert client().post("/gradio_api/queue/join", content=iter([b"x"])).status_code == 411


def test_without_a_login_only_this_machines_names_are_served() -> None:
    mine = client(frozenset(("127.0.0.1", "localhost", "::1")))
    for host, status in [("localhost:7860", 200), ("[::1]:7860", 200), ("127.0.0.1", 200), ("elsewhere.example", 421), ("", 421)]:
        assert mine.get("/", headers={"host": host}).status_code == status
