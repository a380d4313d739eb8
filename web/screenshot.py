"""`python -m web.screenshot [FILE]`: makes docs/screenshot.png again, the answer page over the sample documents at 1440 pixels.

`python -m web.screenshot --all FOLDER`: every page, in two sizes, light and dark, for looking at.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_QUESTION = "行政机关负责人出庭应诉率的目标是多少？"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


_SIZES = ((1440, 900), (390, 844))
_SCHEMES = ("light", "dark")


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def _page(browser: Any, size: tuple[int, int], scheme: str) -> Iterator[Any]:
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, locale="zh-CN", color_scheme=scheme, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _answer(page: Any, address: str) -> None:
    """Ask the first example question."""
    page.goto(address)
    page.wait_for_selector(".tw-chip")
    page.fill("#tw-question textarea", _QUESTION)
    page.press("#tw-question textarea", "Enter")
    page.wait_for_selector(".tw-answer")


def _open_clause(page: Any) -> None:
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-target mark")
    page.wait_for_timeout(600)


def take(address: str, target: Path) -> None:
    """The picture of the README: an answer, and its first clause opened beside it."""
    from PIL import Image

    target.parent.mkdir(parents=True, exist_ok=True)
    with _browser() as browser, _page(browser, _SIZES[0], "light") as page:
        _answer(page, address)
        _open_clause(page)
        page.screenshot(path=target)
    with Image.open(target) as picture:  # 64 colours are enough for text on paper, and a third of the size
        picture.convert("RGB").quantize(64).save(target, optimize=True)


def take_all(address: str, folder: Path) -> None:
    """Every page by its tab, an answer, and a document opened at a clause."""
    folder.mkdir(parents=True, exist_ok=True)
    with _browser() as browser:
        for size in _SIZES:
            for scheme in _SCHEMES:
                with _page(browser, size, scheme) as page:
                    ending = f"{size[0]}-{scheme}.png"
                    _answer(page, address)
                    page.screenshot(path=folder / f"answer-{ending}", full_page=True)
                    _open_clause(page)
                    page.screenshot(path=folder / f"reader-{ending}")
                    for tab in page.evaluate("window.tiaowen.tabs"):
                        query = "&q=应诉" if tab == "search" else ""
                        page.goto(f"{address}?tab={tab}{query}")
                        page.wait_for_selector(".tw-corpus")
                        page.wait_for_timeout(1200)
                        page.screenshot(path=folder / f"{tab}-{ending}", full_page=True)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("python -m web.screenshot", description="pictures of the pages over the sample documents")
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "docs" / "screenshot.png", help="where the README's picture goes")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page in two sizes, light and dark, instead")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "app.py"), "--index", folder + "/index", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as app:
            try:
                address = app.stdout.readline().strip() if app.stdout else ""
                if not re.match("http://", address):
                    print("the site did not start", file=sys.stderr)
                    return 1
                take_all(address, options.all) if options.all else take(address, options.file)
            finally:
                app.terminate()
    print(options.all or options.file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
