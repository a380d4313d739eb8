"""A running site and a browser for the tests here; skipped, with the reason, where there is no Chromium."""

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.llm_server import KEY, Reply, serving

ROOT = Path(__file__).parents[2]
CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
FLAGS = ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
# Whatever the site would want of another host ends at a closed port.
NOWHERE = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (make chromium)"))


def start(index: Path, log: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    """The site on a free port, and its address."""
    environment = {**os.environ, **NOWHERE, "no_proxy": "127.0.0.1,localhost"}
    command = [sys.executable, str(ROOT / "app.py"), "--index", str(index), "--port", "0", *options]
    with log.open("w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT, env=environment)
    assert process.stdout
    ready, _, _ = select.select([process.stdout], [], [], 240)
    line = process.stdout.readline() if ready else ""
    assert re.match(r"http://127\.0\.0\.1:\d+/$", line.strip()), f"no address: {line!r}\n{log.read_text()}"
    return process, line.strip()


@contextmanager
def with_model(folder: Path, reply: Reply) -> Iterator[SimpleNamespace]:
    """The site with a language model set, whose `server` answers as `reply` does."""
    with serving(reply) as server, pytest.MonkeyPatch.context() as patch:
        for name, value in {"URL": server.url, "MODEL": "qwen3:8b", "KEY": KEY}.items():
            patch.setenv(f"TIAOWEN_LLM_{name}", value)
        process, address = start(folder / "index", folder / "log")
        yield SimpleNamespace(address=address, log=folder / "log", folder=folder, server=server)
        stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """End the site as a service manager does: it leaves in good order, whatever pages are still open."""
    process.terminate()
    try:
        assert process.wait(30) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        raise


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The site over an index of the sample documents."""
    folder = tmp_path_factory.mktemp("site")
    process, address = start(folder / "index", folder / "log")
    yield SimpleNamespace(address=address, log=folder / "log", folder=folder)
    stop(process)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def seen() -> SimpleNamespace:
    """All that the pages of a module asked of the network, every dialog, every script error."""
    return SimpleNamespace(requests=[], dialogs=[], errors=[])


@pytest.fixture
def page(browser: Any, site: SimpleNamespace, seen: SimpleNamespace) -> Iterator[Any]:
    """A fresh visitor at the front page, 1440 wide."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)  # a machine that does other things beside
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))

    def dialog(box: Any) -> None:
        seen.dialogs.append(box.message)
        box.dismiss()

    page.on("dialog", dialog)
    page.goto(site.address)
    page.wait_for_selector(".tw-chip")
    yield page
    context.close()
