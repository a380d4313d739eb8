"""The login: passwords, sessions, too many attempts, and that nothing behind it is answered to who is not logged in."""

import io
import json
import stat
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from policy import BadInput
from web import users as command
from web.access import COOKIE, USER, Access, Gate, local
from web.sessions import IDLE, WINDOW, Attempts, Sessions
from web.users import EDITOR, READER, User, Users, new_user

PASSWORD = "青山 vert 9!"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def behind(scope: Any, receive: Any, send: Any) -> None:
    """What stands behind the gate: it says who came."""
    user = scope[USER]
    body = json.dumps({"path": scope["path"], "name": user.name if user else None}).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


@cache
def two_users() -> dict[str, User]:
    """A hash takes long on purpose: once is enough."""
    return {"李 明": new_user("李 明", PASSWORD, EDITOR), "read": new_user("read", PASSWORD, READER)}


@pytest.fixture
def users(tmp_path: Path) -> Users:
    store = Users(tmp_path / "users.json")
    store.write(two_users())
    return store


@pytest.fixture
def client(users: Users) -> TestClient:
    return TestClient(Gate(behind, Access.of(users)), base_url="http://127.0.0.1", follow_redirects=False)


def log_in(client: TestClient, name: str = "李 明", password: str = PASSWORD, to: str = "/") -> Any:
    return client.post(f"/login?next={to}", data={"name": name, "password": password})


def test_passwords_are_kept_as_salted_hashes_that_only_the_owner_reads(tmp_path: Path, users: Users) -> None:
    file = tmp_path / "users.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and PASSWORD not in file.read_text("utf8")
    assert new_user("a", PASSWORD, READER).key != new_user("a", PASSWORD, READER).key
    known = users.known("李 明", PASSWORD)
    assert known and known.role == EDITOR
    assert users.known("李 明", PASSWORD + " ") is None and users.known("", "") is None and users.known("nobody", PASSWORD) is None


def test_the_command_adds_changes_lists_and_removes(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    file = str(tmp_path / "folder" / "users.json")
    for argv, typed, listed in [
        (["add", "a", "--reader"], PASSWORD, "a\treader\n"),
        (["add", "b"], PASSWORD, "a\treader\nb\teditor\n"),
        (["add", "a"], "another one", "a\teditor\nb\teditor\n"),
        (["remove", "b"], "", "a\teditor\n"),
        (["list"], "", "a\teditor\n"),
    ]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed + "\n"))
        assert command.main([file, *argv]) == 0 and capsys.readouterr().out == listed
    assert Users(Path(file)).known("a", "another one")
    for argv, typed in [(["add", "c"], "short"), (["add", " c"], PASSWORD), (["remove", "nobody"], "")]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed + "\n"))
        assert command.main([file, *argv]) == 1 and "→" in capsys.readouterr().err
    assert command.main([str(tmp_path / "none.json"), "list"]) == 1 and "add NAME" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", '{"users": [{"name": "a"}]}', '{"users": 3}'])
def test_a_file_that_is_none_of_ours_is_named_with_its_remedy(tmp_path: Path, text: str) -> None:
    file = tmp_path / "users.json"
    file.write_text(text)
    with pytest.raises(BadInput, match="users.json") as caught:
        Users(file).all()
    assert "web.users" in caught.value.remedy


def test_a_session_ends_when_idle_by_logging_out_and_with_its_user(users: Users) -> None:
    clock = Clock()
    sessions, user = Sessions(users, clock), users.all()["read"]
    tokens = [sessions.start(user) for _ in range(4)]
    assert len(set(tokens)) == 4 and sessions.user(tokens[0]) == user and sessions.user("made up") is None
    clock.now += IDLE - 1
    assert sessions.user(tokens[0]) == user
    clock.now += 2
    assert sessions.user(tokens[0]) == user and sessions.user(tokens[1]) is None
    sessions.end(tokens[0])
    assert sessions.user(tokens[0]) is None
    last = sessions.start(user)
    users.write({"read": new_user("read", PASSWORD, READER)})
    assert sessions.user(last) is None


def test_too_many_attempts_have_to_wait_and_lock_nobody_else_out() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert [attempts.wait("a", "10.0.0.1") for _ in range(5)] == [0] * 5
    assert 0 < attempts.wait("a", "10.0.0.1") <= WINDOW
    assert attempts.wait("a", "10.0.0.2") == 0 and attempts.wait("b", "10.0.0.1") == 0
    clock.now += WINDOW
    assert attempts.wait("a", "10.0.0.1") == 0
    for n in range(30):
        attempts.wait(f"guess {n}", "10.0.0.9")
    assert attempts.wait("another", "10.0.0.9") > 0
    for _ in range(100):  # whose password is right is never counted
        assert attempts.wait("c", "10.0.0.3") == 0
        attempts.right("c", "10.0.0.3")


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/hant/", "/gradio_api/info", "/gradio_api/file=/etc/passwd", "/assets/x.js", "/config", "/../x", "//login", "/login/"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_nothing_is_answered_to_who_is_not_logged_in(client: TestClient, method: str, path: str) -> None:
    for cookie in ("", "made-up", "x" * 5000):
        answer = client.request(method, path, headers={"cookie": f"{COOKIE}={cookie}"})
        assert answer.status_code in (401, 303) and "path" not in answer.text
        if answer.status_code == 303:
            assert method in ("GET", "HEAD") and answer.headers["location"].startswith("/login?next=%2F")


def test_logging_in_leads_back_and_logging_out_ends_it_on_the_server(client: TestClient) -> None:
    answer = log_in(client, to="/en/%3Fq=x")
    assert answer.status_code == 303 and answer.headers["location"] == "/en/?q=x"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "secure" not in cookie
    assert client.get("/gradio_api/info").json() == {"path": "/gradio_api/info", "name": "李 明"}
    token = client.cookies[COOKIE]
    assert client.get("/logout").json()["path"] == "/logout"  # a link cannot log anybody out
    assert client.post("/logout").status_code == 303
    assert client.get("/config", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401


def test_over_https_the_cookie_is_secure(users: Users) -> None:
    client = TestClient(Gate(behind, Access.of(users), "/tiaowen"), base_url="https://policy.example", follow_redirects=False)
    answer = log_in(client)
    assert "secure" in answer.headers["set-cookie"].lower() and "path=/tiaowen" in answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/tiaowen/"


def test_a_wrong_password_is_told_and_too_many_are_refused_even_if_right(client: TestClient) -> None:
    for _ in range(5):
        answer = log_in(client, password='"><script>alert(1)</script>')
        assert answer.status_code == 403 and "不对" in answer.text and "alert(1)" not in answer.text
    answer = log_in(client)
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0 and COOKIE not in client.cookies


@pytest.mark.parametrize("body", [b"", b"name=%ff%fe&password=%00", b"name=" + b"x" * 10_000, b"\xff\xfe", b"name=a&name=b"])
def test_a_form_that_is_none_is_a_wrong_password(client: TestClient, body: bytes) -> None:
    assert client.post("/login", content=body).status_code == 403


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "javascript:alert(1)", "/x", "/?\r\nx", ""]
)
def test_no_login_leads_to_another_site(to: str) -> None:
    assert local(to) == "/"


def test_pages_are_led_back_to_with_their_query() -> None:
    assert local("/hant/?tab=search&q=应诉") == "/hant/?tab=search&q=应诉"
