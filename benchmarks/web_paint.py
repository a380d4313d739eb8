"""`python benchmarks/web_paint.py [--visits N] [--index DIR]`: how long the page takes to show, and what it fetches, on this machine.

Starts the site, visits it with an empty cache and then again, and prints one JSON object a visit: milliseconds to the first contentful
and to the largest contentful paint and until a question can be typed, requests, and bytes over the wire. Asserts nothing.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PAINTS = """() => new Promise((done) => {
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null;
  new PerformanceObserver((list) => done({ first, largest: list.getEntries().at(-1).startTime }))
    .observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => done({ first, largest: null }), 1000);
})"""


@contextmanager
def site(index: str) -> Iterator[str]:
    command = [sys.executable, str(ROOT / "app.py"), "--index", index, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as app:
        try:
            yield app.stdout.readline().strip() if app.stdout else ""
        finally:
            app.terminate()


def visit(context: Any, address: str, name: str) -> dict[str, Any]:
    """One visit; bytes as the browser counted them, headers included, what came from its cache as none."""
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_selector("#tw-question textarea")
    usable = page.evaluate("performance.now()")
    page.wait_for_selector(".tw-chip")
    filled = page.evaluate("performance.now()")
    paints = page.evaluate(_PAINTS)
    requests = page.evaluate("performance.getEntriesByType('resource').length") + 1
    page.close()
    whole = {"first_paint": paints["first"], "largest_paint": paints["largest"], "usable": usable, "filled": filled}
    milliseconds = {key: round(value) if value is not None else None for key, value in whole.items()}
    return {"visit": name, **milliseconds, "requests": requests, "kilobytes": round(sum(sizes) / 1024)}


def main() -> int:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="how long the page takes to show")
    parser.add_argument("--visits", type=int, default=3, help="visits with an empty cache, each followed by one with a full cache")
    parser.add_argument("--index", default="", help="an index; by default the sample documents")
    options = parser.parse_args()
    program = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, site(options.index or folder + "/index") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        for _ in range(options.visits):
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
            for name in ("empty cache", "full cache"):
                print(json.dumps(visit(context, address, name)), flush=True)
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
