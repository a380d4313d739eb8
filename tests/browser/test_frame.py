"""What is around every page: languages, light and dark, and that everybody can use it."""

import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
QUESTION = "行政机关负责人出庭应诉率的目标是多少？"
AXE = "axe-core-4.14.1"  # MPL-2.0; a tool of these tests alone, kept outside the project
READY = {"ask": ".tw-chip", "search": "#tw-query", "documents": ".tw-table", "bench": "#tw-bench"}


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core's script, fetched once by npm into the user's cache; skipped, with the reason, where that cannot be."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tiaowen-tests"
    script = cache / f"{AXE}.js"
    if not script.exists():
        if not shutil.which("npm"):
            pytest.skip("npm is not installed, so axe-core cannot be had")
        cache.mkdir(parents=True, exist_ok=True)
        name, version = AXE.rsplit("-", 1)
        done = subprocess.run(["npm", "pack", f"{name}@{version}", "--silent"], cwd=cache, capture_output=True, text=True, timeout=120)
        if done.returncode:
            pytest.skip(f"axe-core cannot be had: {done.stderr.strip()[-200:]}")
        with tarfile.open(cache / f"{AXE}.tgz") as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member
            script.write_bytes(member.read())
    return script.read_text("utf8")


# Contrast goes with the scheme and what sticks out with the width: two visits show both schemes and both widths.
@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def visit(request: pytest.FixtureRequest, browser: Any, site: SimpleNamespace) -> Iterator[Callable[[str], Any]]:
    """A page of the site by its tab, in one size and one scheme."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)

    def go(tab: str, query: str = "") -> Any:
        page.goto(f"{site.address}?tab={tab}{query}")
        page.wait_for_selector(READY.get(tab, "#tw-tabs"))
        assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
        return page

    yield go
    context.close()


def faults(page: Any, axe: str) -> list[str]:
    page.wait_for_timeout(250)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    bad = [v for v in found if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {node['html'][:200]} {node['failureSummary']}" for v in bad for node in v["nodes"]]


@pytest.mark.slow
def test_asking_and_reading_can_be_used_by_everybody(visit: Callable[..., Any], axe: str) -> None:
    page = visit("ask")
    assert faults(page, axe) == []
    for question, shown in (
        (QUESTION, ".tw-answer"),
        ("火星基地的氧气补贴每月发多少元？", "#tw-answer .tw-notice"),
        (QUESTION, ".tw-answer"),
    ):
        page.fill("#tw-question textarea", question)
        page.press("#tw-question textarea", "Enter")
        page.wait_for_selector(shown)
        assert faults(page, axe) == []
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-target mark")
    assert faults(page, axe) == []


@pytest.mark.slow
def test_the_other_pages_can_be_used_by_everybody(visit: Callable[..., Any], axe: str) -> None:
    """Every page by its tab, whichever there are; the dialog; the parts of a page."""
    page = visit("search", "&q=应诉")
    page.wait_for_selector(".tw-hit")
    assert faults(page, axe) == []
    for tab in page.evaluate("window.tiaowen.tabs"):
        page = visit(tab)
        assert faults(page, axe) == []
    visit("documents").locator(".tw-remove").first.click()
    assert faults(page, axe) == []
    visit("bench")
    parts = page.locator("#tw-bench > .tab-wrapper button[role=tab]")
    for part in parts.all():
        part.click()
        assert faults(page, axe) == []


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [":root", ".dark"])
def test_the_colours_are_far_enough_apart(scheme: str) -> None:
    style = (ROOT / "web" / "static" / "colours.css").read_text("utf8")
    block = style[style.index(scheme + " {") :]
    colour = dict(re.findall(r"--tw-([\w-]+): (#[0-9a-f]{6});", block[: block.index("}")]))
    for ink in ("ink", "soft", "blue", "blue-deep", "red", "meaning", "ok", "bad"):
        for ground in ("paper", "card"):
            assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
    pairs = [("mark-ink", "mark"), ("on-blue", "blue"), ("on-blue", "blue-deep"), ("blue-deep", "blue-pale"), ("meaning", "meaning-pale")]
    for ink, ground in [*pairs, ("bad", "bad-pale"), ("ink", "bad-pale"), ("ink", "meaning-pale"), ("ink", "blue-pale")]:
        assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
    assert all(contrast(colour["control"], colour[ground]) >= 3 for ground in ("paper", "card"))


def test_three_languages_by_a_switch_that_remembers(page: Any, site: SimpleNamespace) -> None:
    assert page.inner_text(".tw-languages [aria-current=true]") == "简体"
    page.click(".tw-languages [lang=zh-Hant]")
    page.wait_for_url("**/hant/")
    page.wait_for_selector(".tw-chip")
    assert page.get_attribute("html", "lang") == "zh-Hant" and page.inner_text("h1") == "條文"
    assert page.get_by_role("button", name="提問", exact=True).is_visible()
    page.locator(".tw-chip").first.click()
    page.wait_for_selector(".tw-answer")
    assert "百分之九十八" in page.inner_text(".tw-answer") and "青岚省" in page.inner_text(".tw-answer"), (
        "a document's text is not converted"
    )
    page.goto(f"{site.address}?tab=documents")
    page.wait_for_url("**/hant/?tab=documents")
    page.wait_for_selector(".tw-table")
    assert page.locator(".tw-languages [aria-current]").count() == 1
    page.click(".tw-languages [lang=en]")
    page.wait_for_url("**/en/?tab=documents")
    page.wait_for_selector(".tw-table")
    page.click(".tw-languages [lang=zh-CN]")
    page.wait_for_url(f"{site.address}?tab=documents")


def test_light_and_dark_by_a_switch_that_remembers(page: Any) -> None:
    def wait(dark: bool) -> None:
        page.wait_for_function(
            "dark => [document.body, document.documentElement].every(e => e.classList.contains('dark') === dark)", arg=dark
        )

    assert page.input_value(".tw-theme") == "system"
    wait(False)
    page.emulate_media(color_scheme="dark")
    wait(True)
    page.select_option(".tw-theme", "light")
    wait(False)
    page.select_option(".tw-theme", "dark")
    page.emulate_media(color_scheme="light")
    page.reload()
    page.wait_for_selector(".tw-chip")
    wait(True)
    assert page.input_value(".tw-theme") == "dark"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--tw-paper')").strip() == "#f6f5f1"


def test_the_keyboard_reaches_everything_and_is_seen(page: Any) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "tw-skip"
    assert page.locator(".tw-skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tw-main"
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.tagName"))
        style = page.evaluate("(e => [getComputedStyle(e).outlineStyle, e.closest('.tw-box') !== null])(document.activeElement)")
        assert style[0] != "none" or style[1], stops[-1]
    assert "问答" in stops and "提问" in stops and QUESTION in stops


def test_no_text_is_cut_off_when_it_is_twice_as_large(page: Any) -> None:
    page.set_viewport_size({"width": 720, "height": 450})  # 1440 by 900 at 200 %
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".tw-controls").is_visible()


# The end of the stream of results comes to the page late, as on a machine that is very busy.
LATE = """
const plain = window.fetch;
window.fetch = async (...request) => {
  const response = await plain(...request);
  if (!String(request[0].url || request[0]).includes("/queue/data")) return response;
  const late = new TransformStream({ async transform(chunk, to) {
    if (new TextDecoder().decode(chunk).includes("close_stream")) {
      window.closing = true;
      await new Promise((go) => setTimeout(go, 1000));
    }
    to.enqueue(chunk);
  } });
  return new Response(response.body.pipeThrough(late), { status: response.status, headers: response.headers });
};
"""


def test_what_is_asked_while_the_stream_closes_is_not_lost(page: Any, site: SimpleNamespace) -> None:
    page.add_init_script(LATE)
    page.goto(f"{site.address}?tab=documents")
    page.wait_for_selector(".tw-documents")
    page.wait_for_timeout(5000)  # until all that the page begins by itself has ended
    page.evaluate("window.closing = false; window.tiaowen.list()")
    page.wait_for_function("window.closing")
    page.locator("[data-detail]").first.click()
    page.wait_for_selector(".tw-sheet[open]", timeout=20_000)
