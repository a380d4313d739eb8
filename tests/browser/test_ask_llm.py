"""Asking in the browser with a language model set: the answer at once, its wording as it comes, the next question breaks it off."""

import json
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browser.conftest import with_model
from tests.llm_server import KEY, Handler, stream

RATE = "到2030年青岚省行政机关负责人出庭应诉率要达到多少？"
CARD = "补领居民身份证收取工本费多少元？"
EVERYDAY = "星期六石溪整得成吗？"
OFFICIAL = "石溪县政务服务大厅每周六是否开放综合窗口？"
SLOW = "云岫市的行政机关负责人出庭应诉率目标是多少？"


def reply(handler: Handler, messages: list[dict[str, str]]) -> None:
    data = json.loads(messages[1]["content"])
    if data["问题"] == SLOW:
        handler.server.hung_up.wait(15)
    words = {
        RATE: "青岚省行政机关负责人出庭应诉率到2028年达到95%，到2030年达到98%以上[1]。\n到2030年达到99%[1]。",
        CARD: "<b>石溪县补领居民身份证收取工本费40元[1]。",
    }
    stream(handler, words.get(data["问题"], OFFICIAL if "引文" not in data else ""), 4, 0.03)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    folder = tmp_path_factory.mktemp("site")
    with with_model(folder, reply) as site:
        yield site
    assert KEY not in (folder / "log").read_text()


def ask(page: Any, question: str) -> None:
    page.fill("#tw-question textarea", question)
    page.press("#tw-question textarea", "Enter")
    page.wait_for_function("q => document.querySelector('#tw-answer .tw-result')?.dataset.asked === q", arg=question)


def quiet(page: Any) -> None:
    page.wait_for_function("!document.body.classList.contains('tw-words')")


def test_the_answer_is_there_at_once_and_then_worded(page: Any) -> None:
    ask(page, RATE)
    page.wait_for_selector("#tw-answer [data-by='qwen3:8b']")
    quiet(page)
    page.wait_for_selector(".tw-note")
    shown = page.inner_text(".tw-answer")
    assert "到2030年达到98%以上" in shown and "99%" not in shown
    assert "由语言模型 qwen3:8b" in shown and "1 句话" in shown
    assert page.locator(".tw-turn").count() == 1
    page.reload()
    page.wait_for_selector("#tw-answer [data-by='qwen3:8b']")


def test_what_finds_nothing_is_asked_again_in_the_words_of_the_documents(page: Any) -> None:
    ask(page, EVERYDAY)
    page.wait_for_selector(".tw-understood")
    assert OFFICIAL in page.inner_text(".tw-understood") and "9时至16时" in page.inner_text(".tw-answer")
    quiet(page)


def test_another_question_does_not_wait_for_the_wording(page: Any) -> None:
    ask(page, SLOW)
    page.wait_for_selector("body.tw-words")
    began = time.monotonic()
    ask(page, CARD)
    assert time.monotonic() - began < 8
    page.wait_for_selector("#tw-answer [data-by='qwen3:8b']")
    quiet(page)
    assert page.get_attribute("#tw-answer .tw-result", "data-asked") == CARD
    assert page.locator("#tw-answer b").count() == 0
