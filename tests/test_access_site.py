"""The real site behind its login: every route that it has is walked, and what a reader may not do is refused."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

import app
from models import load_encoder
from web.access import COOKIE, Access
from web.users import EDITOR, READER, Users, new_user

pytestmark = pytest.mark.slow
PASSWORD = "correct horse"
PUBLIC = {"/health", "/login"}
HOSTILE = '<img src=x onerror=alert(1)>"\u202e${7*7}{{7*7}}\x00../../etc/passwd'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The site in this process, over one document, with an editor and a reader."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(folder / "scratch"))
        app._quiet(str(folder / "scratch"))
        from web.site import application

        encoder = load_encoder(None)
        file = folder / "通知.txt"
        file.write_text("关于河道保洁的通知\n一、木棉镇每周清理河道两次。\n二、由镇水利站负责。\n", "utf8")
        desk = app.Desk(_empty(folder / "index", encoder), encoder)
        list(desk.add([app.Upload(file, file.name)]))
        users = Users(folder / "users.json")
        users.write({"ed": new_user("ed", PASSWORD, EDITOR), "rea": new_user("rea", PASSWORD, READER)})
        asgi = application(app.services_of(folder / "index", desk, None), Access.of(users), version="0")
        with TestClient(asgi, base_url="http://127.0.0.1", follow_redirects=False) as client:
            yield SimpleNamespace(client=client, routes=set(routes(asgi.app.app)), desk=desk, folder=folder)


def _empty(folder: Path, encoder: Any) -> Path:
    with app.Writer(folder, encoder) as writer:
        writer.commit()
    return folder


def routes(asgi: Any, below: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of every route, with a value put in for each parameter; of what is mounted too."""
    for route in getattr(asgi, "routes", ()):
        path = below + re.sub(r"\{[^}]*\}", "x", getattr(route, "path", ""))
        yield from ((method, path) for method in getattr(route, "methods", None) or ["GET"])
        for inner in (getattr(route, "app", None), getattr(route, "original_router", None)):
            if inner is not None and getattr(inner, "routes", None):
                yield from routes(inner, path.rstrip("/"))


def log_in(site: SimpleNamespace, name: str) -> TestClient:
    site.client.cookies.clear()
    assert site.client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 303
    return site.client


def event(client: TestClient, path: str, function: int, data: list[Any], what: Any = None) -> str:
    """What the server says of an event that a page sends."""
    session = "s" + str(function)
    body = {"data": data, "fn_index": function, "session_hash": session, "event_data": what, "trigger_id": None}
    joined = client.post(f"{path}gradio_api/queue/join", json=body)
    assert joined.status_code == 200, joined.text
    with client.stream("GET", f"{path}gradio_api/queue/data?session_hash={session}") as stream:
        return "\n".join(stream.iter_lines())


def functions(client: TestClient, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{path}config").json()["dependencies"]
    return found


def test_every_route_is_behind_the_login(site: SimpleNamespace) -> None:
    assert len(site.routes) > 150, "the walk does not reach gradio's own routes"
    site.client.cookies.clear()
    answered = set()
    for method, path in sorted(site.routes):
        answer = site.client.request(method, path, headers={"cookie": f"{COOKIE}=made-up"}, content=b"{}" if method == "POST" else None)
        if answer.status_code not in (401, 404, 405) and path not in PUBLIC:
            answered.add((method, path, answer.status_code, answer.headers.get("location", "")[:12]))
    led = {(method, path) for method, path, status, to in answered if status == 303 and (to.startswith("/login?next") or method == "POST")}
    assert {(method, path) for method, path, *_ in answered} == led


def test_health_says_more_to_who_is_logged_in(site: SimpleNamespace) -> None:
    site.client.cookies.clear()
    assert site.client.get("/health").json() == {"status": "ok"}
    told = log_in(site, "rea").get("/health").json()
    assert told["documents"] == 1 and told["clauses"] == 3 and told["version"] == "0" and told["generation"]


def test_a_page_knows_who_reads_it_and_in_which_language(site: SimpleNamespace) -> None:
    client = log_in(site, "rea")
    for path, lang in (("/", "zh-CN"), ("/hant/", "zh-Hant"), ("/en/", "en")):
        assert f'<html lang="{lang}" data-user="rea" data-role="reader"' in " ".join(client.get(path).text[:400].split())
    assert client.get("/en").headers["location"] == "en/" and client.get("/hant").headers["location"] == "hant/"


def test_a_reader_changes_nothing_by_any_event(site: SimpleNamespace) -> None:
    """Each event of the pages, sent by hand: what writes or belongs to editors is refused, whatever the page offers."""
    client = log_in(site, "rea")
    refused = 0
    for function in functions(client, "/"):
        told = event(client, "/", function["id"], [None] * len(function["inputs"]), {"source": "通知.txt"})
        refused += "您的账号只能查阅" in told
    assert refused >= 10
    assert [d.source for d in site.desk.documents()] == ["通知.txt"] and not list((site.folder / "index").glob("evaluation/*/*"))


def test_an_editor_may(site: SimpleNamespace) -> None:
    client = log_in(site, "ed")
    told = "".join(
        event(client, "/", f["id"], [None] * len(f["inputs"]), {"source": "nothing of this name"}) for f in functions(client, "/")
    )
    assert "您的账号只能查阅" not in told


def test_hostile_text_comes_back_escaped_from_every_event(site: SimpleNamespace) -> None:
    """As the value of every input and as every detail of what was clicked."""
    client = log_in(site, "ed")
    names = (
        "question",
        "source",
        "clause",
        "start",
        "end",
        "verdict",
        "reasons",
        "text",
        "of",
        "judge",
        "item",
        "grade",
        "run",
        "feedback",
    )
    what = dict.fromkeys(names, HOSTILE)
    for path in ("/", "/en/"):
        for function in functions(client, path):
            told = event(client, path, function["id"], [HOSTILE] * len(function["inputs"]), what)
            shown = [piece for piece in strings(told) if "onerror=alert(1)" in piece and "<" in piece.replace(HOSTILE, "")]
            assert not [piece for piece in shown if "<img src=x" in piece], function["id"]
    assert site.desk.documents()[0].source == "通知.txt"


def strings(stream: str) -> Iterator[str]:
    """Every string in the messages of an event stream."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from walk(inner)

    for line in stream.split("\n"):
        if line.startswith("data: "):
            yield from walk(json.loads(line[6:]))


@pytest.mark.parametrize("path", ["/etc/passwd", "../index/current", "x/../../index", "%2e%2e%2findex", "file:///etc/passwd"])
def test_nothing_outside_the_scratch_folder_can_be_downloaded(site: SimpleNamespace, path: str) -> None:
    client = log_in(site, "ed")
    index = str(site.folder / "index")
    for wanted in (path, f"{index}/{path}", index, str(site.folder / "users.json"), str(Path(app.__file__))):
        assert client.get(f"/gradio_api/file={wanted}").status_code in (401, 403, 404)
