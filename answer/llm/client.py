"""A language model behind a server that speaks the OpenAI chat protocol: words come as they are written, or a reason why none do.

No redirect is followed and no proxy used: what is sent goes to the server that was named, or nowhere. Neither the key nor what a server
says of an error (which may hold part of the key) is ever shown or logged.
"""

import codecs
import http.client
import json
import logging
import queue
import socket
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from answer.llm.settings import LlmSettings

_log = logging.getLogger(__name__)
_MOST_BYTES = 1_000_000  # of a reply; a few sentences with their wrapping take some ten thousand
_CHUNK = 65_536
_DONE = "[DONE]"
_SILENCES = 2  # time limits passed without a word before a model is given up


class Fault(StrEnum):
    """Why a model gave no words."""

    SLOW = "slow"
    DOWN = "down"
    REFUSED = "refused"
    GARBLED = "garbled"
    CUT = "cut off"
    GIVEN_UP = "given up"
    EMPTY = "empty"


class ModelFailed(Exception):
    """The model gave no words, or none to the end; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


Messages = Sequence[Mapping[str, str]]


class Model:
    """A model as its settings name it. Holds no connection: several questions may be put at once. One that was silent to the end of the
    time limit twice running is not asked again: in a batch of a thousand questions a server that hangs would cost hours."""

    def __init__(self, settings: LlmSettings) -> None:
        self._settings = settings
        self._silences = 0

    @property
    def name(self) -> str:
        return self._settings.model

    def deadline(self) -> float:
        """When a question that is asked now is to be through, on the clock of `time.monotonic`."""
        return time.monotonic() + self._settings.seconds

    def say(self, messages: Messages, deadline: float) -> Generator[str, None, None]:
        """The words of the reply, piece by piece, until the deadline; ModelFailed where they do not come or stop short.

        The network is waited for aside: neither a name that does not resolve nor a server that drips holds the caller beyond the deadline.
        """
        if self._silences >= _SILENCES:
            raise ModelFailed(Fault.GIVEN_UP)
        call, heard = _Call(self._settings, messages, deadline), False
        threading.Thread(target=call.run, name="language-model", daemon=True).start()
        try:
            while True:
                told = _next_told(call.told, deadline)
                if told is Fault.SLOW and not heard:
                    self._silences += 1
                if told is None:
                    return
                if isinstance(told, Fault):
                    raise ModelFailed(told)
                heard, self._silences = True, 0
                yield told
        finally:
            call.stop()

    def reply(self, messages: Messages) -> str:
        """The whole reply, "" where none came, or none to the end."""
        try:
            return "".join(self.say(messages, self.deadline()))
        except ModelFailed:  # logged where it happened
            return ""


def _next_told(told: "queue.SimpleQueue[str | Fault | None]", deadline: float) -> str | Fault | None:
    left = deadline - time.monotonic()
    try:
        return told.get(timeout=left) if left > 0 else Fault.SLOW
    except queue.Empty:
        return Fault.SLOW


class _Call:
    """One request, made on a thread of its own; `told` gets pieces of text, and last None or a Fault."""

    def __init__(self, settings: LlmSettings, messages: Messages, deadline: float) -> None:
        self.told: queue.SimpleQueue[str | Fault | None] = queue.SimpleQueue()
        self._settings, self._messages, self._deadline = settings, messages, deadline
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None

    def run(self) -> None:
        begun = False
        try:
            for piece in self._pieces():
                self.told.put(piece)
                begun = True
            last = None
        except ModelFailed as failed:
            last = failed.fault
        except TimeoutError:
            last = Fault.SLOW
        except (OSError, http.client.HTTPException):  # what the network and its far end can do wrong
            last = Fault.CUT if begun else Fault.DOWN
        if last and not self._stopped.is_set():
            _log.warning("语言模型 %s 没有答完 (language model: %s)", self._settings.model, last.value)
        self.told.put(last)

    def stop(self) -> None:
        """Hang up, whatever the thread waits for."""
        self._stopped.set()
        if self._socket:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # under TLS too: no farewell, which might wait

    def _pieces(self) -> Iterator[str]:
        parts = urlsplit(self._settings.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self._left())
        try:
            connection.connect()
            self._socket = connection.sock
            if self._stopped.is_set():
                raise ModelFailed(Fault.SLOW)
            body = {"model": self._settings.model, "messages": list(self._messages), "stream": True, "temperature": 0}
            connection.request("POST", f"{parts.path}/chat/completions", json.dumps(body).encode(), self._headers())
            response = connection.getresponse()
            if response.status != 200:
                raise ModelFailed(Fault.REFUSED)
            whole = "json" in response.headers.get_content_type()
            yield from _whole(self._bytes(response)) if whole else _streamed(self._bytes(response))
        finally:
            connection.close()

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self._settings.key}"} if self._settings.key else {}
        return {"Content-Type": "application/json", "Accept": "text/event-stream, application/json", "Connection": "close", **key}

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0 or self._stopped.is_set():
            raise ModelFailed(Fault.SLOW)
        return left

    def _bytes(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        taken = 0
        while piece := response.read1(_CHUNK):
            taken += len(piece)
            if taken > _MOST_BYTES:
                raise ModelFailed(Fault.GARBLED)
            yield piece
            left = self._left()
            if self._socket and self._socket.fileno() >= 0:
                self._socket.settimeout(left)


def _streamed(pieces: Iterator[bytes]) -> Iterator[str]:
    """The text of server-sent events; one `data:` a line is all that this protocol uses of them. Fault.CUT where they end before they
    say so, with neither [DONE] nor a reason why the model finished, or where the reason is that its room was full."""
    events, finished, short = 0, False, False
    for line in _lines(pieces):
        if not line.startswith("data:"):
            continue
        events += 1
        data = line[5:].strip()
        if data == _DONE:
            finished = True
            break
        reply = _object(data)
        if text := _text(reply, "delta"):
            yield text
        reason = _reason(reply)
        finished, short = finished or bool(reason), short or reason == "length"
    if not events:
        raise ModelFailed(Fault.GARBLED)
    if short or not finished:
        raise ModelFailed(Fault.CUT)


def _whole(pieces: Iterator[bytes]) -> Iterator[str]:
    """The text of a reply that came as one object, from a server that does not stream."""
    try:
        said = b"".join(pieces).decode()
    except UnicodeDecodeError:
        raise ModelFailed(Fault.GARBLED) from None
    yield _text(_object(said), "message")


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    decode = codecs.getincrementaldecoder("utf8")()
    rest = ""
    try:
        for piece in pieces:
            *lines, rest = (rest + decode.decode(piece)).split("\n")
            yield from lines
    except UnicodeDecodeError:
        raise ModelFailed(Fault.GARBLED) from None
    yield rest


def _object(said: str) -> Any:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        raise ModelFailed(Fault.GARBLED) from None


def _reason(reply: Any) -> object:
    """Why the model finished, as a part of a stream says it, None where it does not; `_text` has seen to its shape."""
    first = reply["choices"][0] if reply["choices"] else None
    return first.get("finish_reason") if isinstance(first, dict) else None


def _text(reply: Any, part: str) -> str:
    """The text of a reply or of a part of one; "" where it holds none, as the parts at either end of a stream."""
    if not isinstance(reply, dict) or not isinstance(choices := reply.get("choices"), list):
        raise ModelFailed(Fault.REFUSED if isinstance(reply, dict) and "error" in reply else Fault.GARBLED)
    said = choices[0].get(part) if choices and isinstance(choices[0], dict) else {}
    text = said.get("content") if isinstance(said, dict) else None
    return text if isinstance(text, str) else ""
