"""Several people at once: nobody waits until another's question is answered, or another's documents are taken in."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

import app
from models import load_encoder
from policy import Answer

pytestmark = pytest.mark.slow
THINKING = 1.5  # seconds that a question takes here; much longer than all that is around it
TEXT = "关于第{n}号河道保洁的通知\n" + "".join(
    f"{i}. 第{{n}}号河道第{i}段每周清理{i}次，由镇水利站负责并按月公布结果。\n" for i in range(1, 120)
)


class Pondering(app.Desk):
    """A desk that takes its time over each question."""

    pace = 0.0

    def ask(self, question: str, before: Sequence[str] = ()) -> Answer:
        time.sleep(self.pace)
        return super().ask(question, before)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(folder / "scratch"))
        app._quiet(str(folder / "scratch"))
        from web.site import application

        encoder = load_encoder(None)
        app.first_start(folder / "index", encoder)
        desk = Pondering(folder / "index", encoder)
        with TestClient(application(app.services_of(folder / "index", desk, None))) as client:
            ask(client)  # what is loaded on first use is loaded
            yield SimpleNamespace(client=client, desk=desk, folder=folder)


def ask(client: TestClient) -> str:
    event = client.post("/gradio_api/call/ask", json={"data": ["行政机关负责人出庭应诉率的目标是多少？"]}).json()["event_id"]
    told = client.get(f"/gradio_api/call/ask/{event}").text
    return str(json.loads(told.split("data: ", 1)[1].split("\n")[0])[0]["text"])


def seconds(work: Any) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_two_questions_take_about_the_time_of_one(site: SimpleNamespace) -> None:
    site.desk.pace = THINKING
    try:
        one = seconds(lambda: ask(site.client))
        with ThreadPoolExecutor(2) as people:
            two = seconds(lambda: list(people.map(lambda _: ask(site.client), range(2))))
    finally:
        site.desk.pace = 0.0
    assert two < 1.6 * one


def test_questions_are_answered_while_documents_are_taken_in(site: SimpleNamespace, tmp_path: Path) -> None:
    files = [tmp_path / f"河道{n}.txt" for n in range(40)]
    for n, file in enumerate(files):
        file.write_text(TEXT.format(n=n), "utf8")
    reports = site.desk.add([app.Upload(file, file.name) for file in files])
    assert next(reports).status == "added"
    finished = threading.Event()

    def rest() -> None:
        assert {report.status for report in reports} == {"added"}
        finished.set()

    with ThreadPoolExecutor(1) as aside:
        done = aside.submit(rest)
        answers = [ask(site.client) for _ in range(2)]
        answered_first = not finished.is_set()
        done.result()
    assert all("百分之九十八" in answer for answer in answers)
    assert answered_first, "the questions had to wait until everything was taken in"
