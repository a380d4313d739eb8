"""A server that speaks the OpenAI chat protocol on this machine, well or badly, as a test wants it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from answer.llm.client import Model
from answer.llm.settings import LlmSettings

KEY = "sk-secret-0123456789"
Reply = Callable[["Handler", list[dict[str, str]]], None]


class Handler(BaseHTTPRequestHandler):
    """One request: the messages go to the test's reply, which writes what it likes."""

    server: "Server"
    timeout = 10

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        try:
            self.server.reply(self, body["messages"])
        except OSError:  # who asked has hung up
            self.server.hung_up.set()

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers), {}))

    def head(self, kind: str = "text/event-stream", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def delta(self, text: str) -> None:
        self.raw(b"data: " + json.dumps({"choices": [{"delta": {"content": text}}]}, ensure_ascii=False).encode() + b"\n\n")

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, reply: Reply) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply = reply
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.hung_up = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def model(self, seconds: float = 5.0) -> Model:
        return Model(LlmSettings(self.url, "stand-in", KEY, seconds))

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.hung_up.set()


@contextmanager
def serving(reply: Reply) -> Iterator[Server]:
    server = Server(reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def stream(handler: Handler, text: str, size: int = 7, pause: float = 0.0) -> None:
    """A well-behaved stream of the text in small pieces."""
    handler.head()
    for at in range(0, len(text), size):
        handler.delta(text[at : at + size])
        time.sleep(pause)
    handler.raw(b"data: [DONE]\n\n")


def saying(text: str) -> Reply:
    """A server that says this whatever it is asked."""
    return lambda handler, _messages: stream(handler, text)


def rewriting(rewrites: str, words: str) -> Reply:
    """A server that rewrites where it is asked for a rewrite, and words an answer where it is given quotes."""
    return lambda handler, messages: stream(handler, words if "引文" in json.loads(messages[1]["content"]) else rewrites)
