"""Streams of events: what ends them quietly, and what does not."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.responses import StreamingResponse

from web.stopping import Telling


def answered(media_type: str, error: Exception) -> list[dict[str, Any]]:
    """What is sent for a response that begins well and then breaks off by `error`, as gradio's streams do."""
    site = FastAPI()

    @site.get("/queue/data")
    async def data() -> StreamingResponse:
        async def told() -> AsyncIterator[str]:
            yield "data: session not found\n\n"
            raise error

        return StreamingResponse(told(), media_type=media_type)

    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/queue/data", "headers": [], "query_string": b"", "asgi": {"version": "3.0"}}
    asyncio.run(Telling(site)(scope, receive, send))
    return sent


def test_a_stream_whose_page_is_left_ends_without_a_traceback() -> None:
    sent = answered("text/event-stream", HTTPException(404))
    assert [m["type"] for m in sent] == ["http.response.start", "http.response.body", "http.response.body"]
    assert not sent[-1].get("more_body") and b"session not found" in sent[1]["body"]


@pytest.mark.parametrize(
    ("media_type", "error"),
    [("text/event-stream", HTTPException(500)), ("text/event-stream", RuntimeError("broken")), ("text/plain", HTTPException(404))],
)
def test_any_other_failure_is_still_heard_of(media_type: str, error: Exception) -> None:
    with pytest.raises(RuntimeError):
        answered(media_type, error)
