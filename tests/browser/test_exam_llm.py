"""Making a paper in the browser with a language model set: stems are worded only where that is ticked."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browser.conftest import with_model
from tests.browser.test_exam import make
from tests.llm_server import Handler, stream


def reply(handler: Handler, messages: list[dict[str, str]]) -> None:
    stream(handler, json.loads(messages[1]["content"])["题干"].replace("》，", "》的规定，", 1))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    folder = tmp_path_factory.mktemp("site")
    with with_model(folder, reply) as site:
        yield site


def test_stems_are_worded_where_that_is_ticked(page: Any, site: SimpleNamespace) -> None:
    make(page, "不润色", single=3)
    assert site.server.asked == [] and "》的规定，" not in page.inner_text(".tw-items")
    page.goto(site.address)
    page.get_by_role("tab", name="出题", exact=True).click()
    assert "qwen3:8b" in page.inner_text("#tw-exam-reword")
    page.check("#tw-exam-reword input")
    make(page, "润色", single=3)
    assert len(site.server.asked) == 3 and "》的规定，" in page.inner_text(".tw-items")
