"""Several people at once: nobody waits until another's question is answered, or another's documents are taken in."""

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

import app
from models import load_encoder
from policy import Answer

pytestmark = pytest.mark.slow
PATIENCE = 60  # seconds until a question that waits for the other one gives up
TEXT = "关于第{n}号河道保洁的通知\n" + "".join(
    f"{i}. 第{{n}}号河道第{i}段每周清理{i}次，由镇水利站负责并按月公布结果。\n" for i in range(1, 120)
)


class Meeting(app.Desk):
    """A desk that answers, while `together` is set, only when as many questions as it counts have reached it."""

    together: threading.Barrier | None = None

    def ask(self, question: str, before: Sequence[str] = ()) -> Answer:
        if self.together is not None:
            self.together.wait(PATIENCE)
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
        desk = Meeting(folder / "index", encoder)
        with TestClient(application(app.services_of(folder / "index", desk, None))) as client:
            ask(client)  # what is loaded on first use is loaded
            yield SimpleNamespace(client=client, desk=desk, folder=folder)


def ask(client: TestClient, question: str = "行政机关负责人出庭应诉率的目标是多少？") -> str:
    event = client.post("/gradio_api/call/ask", json={"data": [question]}).json()["event_id"]
    told = client.get(f"/gradio_api/call/ask/{event}").text
    return str(json.loads(told.split("data: ", 1)[1].split("\n")[0])[0]["text"])


def test_two_questions_are_answered_at_the_same_time(site: SimpleNamespace) -> None:
    site.desk.together = threading.Barrier(2)
    try:
        with ThreadPoolExecutor(2) as people:  # neither is answered before both have been asked
            answers = list(people.map(lambda year: ask(site.client, f"到{year}年行政机关负责人出庭应诉率的目标是多少？"), (2025, 2026)))
    finally:
        site.desk.together = None
    assert all(answers)


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
