"""Language model servers that fail, hang, break off or babble: the answer in the documents' own words stands, in time."""

import json
import logging
import socket
import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from answer import ask
from answer.llm.ask import ask_with
from answer.llm.client import Fault, Model, ModelFailed
from answer.llm.settings import LlmSettings
from index import Index
from tests.llm_kit import CARD, EVERYDAY, GOOD, RATE, library, stands
from tests.llm_server import KEY, Handler, saying, serving, stream


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return library(tmp_path_factory.mktemp("llm"))


def endless(handler: Handler, _messages: list[dict[str, str]]) -> None:
    handler.head()
    while True:
        handler.delta("天气很好，")


def dripping(handler: Handler, _messages: list[dict[str, str]]) -> None:
    """A byte now and then, never a whole line: each read succeeds in time, all of them together do not."""
    handler.head()
    while True:
        handler.raw(b"d")
        time.sleep(0.1)


def dripping_head(handler: Handler, _messages: list[dict[str, str]]) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.raw(b"x")
        time.sleep(0.1)


def pings(handler: Handler, _messages: list[dict[str, str]]) -> None:
    handler.head()
    while True:
        handler.raw(b": ping\n\n")
        time.sleep(0.05)


def status(code: int) -> Callable[[Handler, list[dict[str, str]]], None]:
    def reply(handler: Handler, _messages: list[dict[str, str]]) -> None:
        handler.head("application/json", code)
        handler.raw(json.dumps({"error": {"message": f"bad key {KEY}"}}).encode())

    return reply


def sending(data: bytes, kind: str = "text/event-stream") -> Callable[[Handler, list[dict[str, str]]], None]:
    def reply(handler: Handler, _messages: list[dict[str, str]]) -> None:
        handler.head(kind)
        handler.raw(data)

    return reply


def cut_off(handler: Handler, _messages: list[dict[str, str]]) -> None:
    """Says it will send in chunks, and breaks off within one."""
    handler.head(**{"Transfer-Encoding": "chunked"})
    handler.raw(b"ff\r\ndata: ")


FAILING = {
    "silent": lambda handler, _: handler.server.hung_up.wait(5),
    "endless": endless,
    "dripping": dripping,
    "dripping head": dripping_head,
    "pings": pings,
    "500": status(500),
    "429": status(429),
    "401": status(401),
    "404": status(404),
    "error in 200": status(200),
    "nothing": lambda *_: None,
    "empty": sending(b""),
    "no words": sending(b'data: {"choices": [{"delta": {}}]}\n\ndata: [DONE]\n\n'),
    "only done": sending(b"data: [DONE]\n\n"),
    "html": sending(b"<html><body>Welcome</body></html>", "text/html"),
    "bad json": sending(b"data: {\"choices\": [\n\ndata: [DONE]\n\n"),
    "bad shape": sending(b'data: {"choices": [7]}\n\ndata: {"choices": "x"}\n\n'),
    "a list": sending(b"data: []\n\n"),
    "null": sending(b"null", "application/json"),
    "deep": sending(b"[" * 200_000, "application/json"),
    "bytes": sending(b"data: \xff\xfe\x00\n\n"),
    "binary": sending(bytes(range(256)) * 100),
    "no http": lambda handler, _: handler.raw(b"\x00\x01\x02 no http at all\r\n\r\n"),
    "cut off": cut_off,
    "babble": saying("啊" * 5000),
    "wrong citations": saying("[1][2][3]。[99]。青岚省[0]。"),
}  # fmt: skip


@pytest.mark.parametrize("reply", FAILING.values(), ids=FAILING.keys())
@pytest.mark.parametrize("question", [RATE, EVERYDAY])
def test_a_server_that_fails_costs_the_wording_only(
    index: Index, question: str, reply: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    ask(index, question)
    caplog.set_level(logging.DEBUG)
    with serving(reply) as server:
        began = time.monotonic()
        answer = ask_with(server.model(0.6), index, question)
        took = time.monotonic() - began
    stands(index, question, answer)
    assert took < 4  # the limit, and searching on a busy machine
    assert KEY not in caplog.text and KEY not in repr(answer)


def test_a_server_that_is_not_there(index: Index) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound, never listening
        model = Model(LlmSettings(f"http://127.0.0.1:{held.getsockname()[1]}/v1", "m", KEY))
        answer = ask_with(model, index, RATE)
    stands(index, RATE, answer)
    assert "连接不上" in answer.note
    with pytest.raises(ModelFailed) as failed:
        list(Model(LlmSettings("https://no-such-host.invalid/v1", "m")).say([], time.monotonic() + 5))
    assert failed.value.fault in (Fault.DOWN, Fault.SLOW)


def test_a_stream_that_stops_midway_keeps_what_was_whole(index: Index) -> None:
    def reply(handler: Handler, _messages: list[dict[str, str]]) -> None:
        handler.head()
        handler.delta(f"{GOOD}青岚省到2030年")
        handler.server.hung_up.wait(5)

    with serving(reply) as server:
        answer = ask_with(server.model(1), index, RATE)
    assert answer.worded_by and len(answer.claims) == 1
    assert answer.note == "语言模型没有写完。"


def cut_short(handler: Handler, _messages: list[dict[str, str]]) -> None:
    """Ends the stream in good order, in the middle of a sentence."""
    handler.head(Connection="close")
    handler.delta(f"{GOOD}青岚省到2030年")
    handler.close_connection = True


def full(handler: Handler, _messages: list[dict[str, str]]) -> None:
    """Stops because the room for a reply is full."""
    handler.head()
    handler.delta(f"{GOOD}青岚省到2030年")
    handler.raw(b'data: {"choices": [{"delta": {}, "finish_reason": "length"}]}\n\ndata: [DONE]\n\n')


def reset(handler: Handler, _messages: list[dict[str, str]]) -> None:
    handler.head()
    handler.delta(f"{GOOD}青岚省到2030年")
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


@pytest.mark.parametrize("reply", [cut_short, full, reset])
def test_a_reply_that_is_not_finished_is_told_so(index: Index, reply: Callable[..., None]) -> None:
    with serving(reply) as server:
        answer = ask_with(server.model(), index, RATE)
    assert answer.note in ("语言模型没有写完。", "语言模型没有写完，以下为文件原文。")
    assert reply is reset or answer.worded_by  # what was whole is kept; a reset may take what was on its way


def test_a_reason_to_stop_is_as_good_as_done(index: Index) -> None:
    def reply(handler: Handler, _messages: list[dict[str, str]]) -> None:
        handler.head()
        handler.delta(GOOD)
        handler.raw(b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n')

    with serving(reply) as server:
        assert ask_with(server.model(), index, RATE).note == ""


def test_a_server_that_hangs_is_given_up_after_two_questions(index: Index) -> None:
    with serving(FAILING["silent"]) as server:
        model = server.model(0.3)
        notes = [ask_with(model, index, RATE).note for _ in range(5)]
        assert len(server.asked) == 2
    assert notes[0] == notes[1] == "语言模型没有在时限内答复，以下为文件原文。"
    assert set(notes[2:]) == {"语言模型连续两次没有在时限内答复，不再等它，以下为文件原文。"}


def test_not_found_does_not_announce_an_answer(index: Index) -> None:
    with serving(status(500)) as server:
        note = ask_with(server.model(), index, EVERYDAY).note
    assert note.startswith("未找到") and "拒绝了请求" in note and "以下为文件原文" not in note


def test_a_server_that_does_not_stream(index: Index) -> None:
    reply = sending(json.dumps({"choices": [{"message": {"content": GOOD}}]}).encode(), "application/json")
    with serving(reply) as server:
        assert ask_with(server.model(), index, RATE).worded_by == "stand-in"


def test_no_redirect_is_followed(index: Index) -> None:
    with serving(saying(GOOD)) as other:
        with serving(lambda handler, _: handler.head(status=307, Location=f"{other.url}/chat/completions")) as server:
            answer = ask_with(server.model(), index, RATE)
        assert not other.asked, "neither the question nor the key goes elsewhere"
    stands(index, RATE, answer)


def test_no_proxy_is_used(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(saying(GOOD)) as proxy, serving(saying(GOOD)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert ask_with(server.model(), index, RATE).worded_by
        assert not proxy.asked


def test_who_stops_reading_hangs_up(index: Index) -> None:
    with serving(endless) as server:
        said = server.model(30).say([], time.monotonic() + 30)
        next(said)
        said.close()
        assert server.hung_up.wait(5)


def test_two_questions_at_once_do_not_mix(index: Index) -> None:
    together = threading.Barrier(2, timeout=10)

    def reply(handler: Handler, messages: list[dict[str, str]]) -> None:
        asked = json.loads(messages[1]["content"])["问题"]
        together.wait()
        stream(handler, GOOD if asked == RATE else "石溪县补领居民身份证收取工本费40元[1]。", 3, 0.01)

    with serving(reply) as server, ThreadPoolExecutor(2) as pool:
        model = server.model(20)
        rate, card = pool.map(lambda q: ask_with(model, index, q), [RATE, CARD])
    assert "98%" in rate.text and "40元" not in rate.text and rate.worded_by
    assert card.text == "石溪县补领居民身份证收取工本费40元。[1]"
