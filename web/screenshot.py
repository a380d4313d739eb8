"""`python -m web.screenshot [FILE]`: makes docs/screenshot.png again, the answer page over the sample documents at 1440 pixels."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_QUESTION = "行政机关负责人出庭应诉率的目标是多少？"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take(address: str, target: Path) -> None:
    """Ask the first example question, open its first clause, and keep the picture."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    program = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN", color_scheme="light", reduced_motion="reduce")
        page.goto(address)
        page.wait_for_selector(".tw-chip")
        page.fill("#tw-question textarea", _QUESTION)
        page.press("#tw-question textarea", "Enter")
        page.wait_for_selector(".tw-answer")
        page.locator("#tw-answer .tw-card .tw-open").first.click()
        page.wait_for_selector(".tw-target mark")
        page.wait_for_timeout(600)
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
        browser.close()
    with Image.open(target) as picture:  # 64 colours are enough for text on paper, and a third of the size
        picture.convert("RGB").quantize(64).save(target, optimize=True)


def main(argv: list[str]) -> int:
    target = Path(argv[0]) if argv else ROOT / "docs" / "screenshot.png"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "app.py"), "--index", folder + "/index", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as app:
            try:
                address = app.stdout.readline().strip() if app.stdout else ""
                if not re.match("http://", address):
                    print("the site did not start", file=sys.stderr)
                    return 1
                take(address, target)
            finally:
                app.terminate()
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
