"""What a civil servant does in the browser, from the first question to the removed file."""

import json
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlparse

import pytest

EXAMPLE = "行政机关负责人出庭应诉率的目标是多少？"
HOSTILE_NAME = '<img src=x onerror=alert(1)>"\u202etxt.恶意.txt'
HOSTILE_TEXT = """关于<script>alert(1)</script>试点工作的通知
一、总体要求
（一）"><img src=x onerror=alert(2)>紫荆花热线接通率达到百分之九十七。${alert(3)}{{7*7}}</mark></section>
（二）<svg onload=alert(4)>紫荆花热线由\u202e县政府办公室牵头。
"""


def ask(page: Any, question: str) -> None:
    page.fill("#tw-question textarea", question)
    page.press("#tw-question textarea", "Enter")
    page.wait_for_function("q => new URL(location.href).searchParams.get('q') === q", arg=question)


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def upload(page: Any, *files: dict[str, Any]) -> None:
    tab(page, "文档")
    page.set_input_files("#tw-files input[type=file]", list(files))
    page.wait_for_selector("#tw-files .file-preview")
    page.click("#tw-add")
    page.wait_for_selector(".tw-reports")


def file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_example_question_gives_the_figure_and_its_clause(page: Any) -> None:
    page.locator(".tw-chip").first.click()
    page.wait_for_selector(".tw-answer mark.figure")
    assert page.input_value("#tw-question textarea") == EXAMPLE
    assert "百分之九十八" in page.inner_text(".tw-answer")
    card = page.locator(".tw-card").filter(has=page.locator("h3", has_text="青岚省")).first
    assert "出庭应诉率" in card.locator("mark.quote").first.inner_text() and "百分之九十八" in card.inner_text()
    assert page.locator(".tw-card .tw-path").first.inner_text()


def test_a_citation_mark_moves_to_its_card(page: Any) -> None:
    ask(page, EXAMPLE)
    page.locator(".tw-ref").last.click()
    number = page.locator(".tw-ref").last.inner_text().strip("[]")
    assert page.evaluate("document.activeElement.id") == f"cite-{number}"


def test_the_clause_opens_in_its_document_marked_and_in_view(page: Any) -> None:
    ask(page, EXAMPLE)
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-document")
    target = page.locator(".tw-target")
    assert "出庭应诉率" in target.locator("mark.quote").inner_text()
    page.wait_for_function("""() => { const box = document.querySelector('.tw-target mark').getBoundingClientRect();
        return box.top > 100 && box.bottom < innerHeight; }""")
    assert page.locator(".tw-outline [aria-current=true]").count() == 1
    assert page.evaluate("new URL(location.href).searchParams.get('doc')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#tw-reader", state="hidden")


def test_back_closes_the_document_and_keeps_the_answer(page: Any) -> None:
    ask(page, EXAMPLE)
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-document")
    page.go_back()
    page.wait_for_selector("#tw-reader", state="hidden")
    assert page.locator(".tw-answer").is_visible() and "doc=" not in page.url


def test_errors_are_told_in_words_and_logged(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.address}?doc={quote('<b>没有.txt')}")
    page.wait_for_selector(".toast-body")
    assert "已经不在了" in page.inner_text(".toast-body") and "怎么办" in page.inner_text(".toast-body")
    for length in (1001, 10_000):
        page.fill("#tw-question textarea", "长" * length)
        page.press("#tw-question textarea", "Enter")
        page.wait_for_function(f"document.body.innerText.includes('{length} 字')")
    assert "最多 1000 字" in page.inner_text(".toast-body >> nth=-1")
    assert page.locator(".toast-body b").count() == 0
    assert "tiaowen.web" in site.log.read_text()


def test_the_original_can_be_downloaded_as_it_came(page: Any) -> None:
    tab(page, "文档")
    page.locator(".tw-table .tw-open").first.click()
    page.wait_for_selector(".tw-document")
    source = page.evaluate("new URL(location.href).searchParams.get('doc')")
    with page.expect_download() as download:
        page.click("#tw-download")
    assert download.value.suggested_filename == source
    original = Path(__file__).parents[2] / "sample" / "documents" / source
    assert Path(download.value.path()).read_bytes() == original.read_bytes()


def test_what_the_documents_do_not_say_is_said_plainly(page: Any) -> None:
    ask(page, "火星基地的氧气补贴每月发多少元？")
    page.wait_for_selector("#tw-answer .tw-notice")
    assert "没有找到答案" in page.inner_text("#tw-answer")
    assert page.locator("#tw-answer .tw-figure").count() == 0


def test_search_marks_words_and_meaning_and_filters_by_place(page: Any) -> None:
    tab(page, "检索")
    page.fill("#tw-query textarea", "行政机关负责人出庭应诉")
    page.press("#tw-query textarea", "Enter")
    page.wait_for_selector(".tw-hit")
    assert page.locator(".tw-hit mark.word").count() and page.locator(".tw-rank-word").count() and page.locator(".tw-rank-meaning").count()
    page.click("[data-facet=region] summary")
    page.check("[data-sift=region][value=石溪县]")
    page.wait_for_selector(".tw-chips")
    assert page.locator(".tw-hit").count()
    assert all("石溪县" in title for title in page.locator(".tw-group h3").all_inner_texts())


def test_keys(page: Any) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('#tw-question') !== null")
    page.keyboard.type(EXAMPLE)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-answer")


def test_a_hostile_file_is_shown_as_text_and_removed_for_good(page: Any, seen: SimpleNamespace) -> None:
    upload(page, file(HOSTILE_NAME, HOSTILE_TEXT))
    report = page.inner_text(".tw-report")
    assert "已收录" in report and "<img src=x onerror=alert(1)>" in report and "\u202e" not in report
    ask_there = "紫荆花热线接通率要达到多少？"
    tab(page, "问答")
    ask(page, ask_there)
    page.wait_for_selector(".tw-answer")
    assert "百分之九十七" in page.inner_text(".tw-answer")
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-target")
    text = page.inner_text(".tw-document")
    for literal in ("<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "${alert(3)}{{7*7}}", "<svg onload=alert(4)>"):
        assert literal in text
    assert "\u202e" not in text
    assert page.locator(".tw-document img, .tw-document svg, .tw-document script, .tw-report img").count() == 0
    page.keyboard.press("Escape")
    assert seen.dialogs == []

    tab(page, "文档")
    row = page.locator("tr", has_text="恶意")
    row.locator(".tw-remove").click()
    assert "试点工作的通知" in page.inner_text("#tw-dialog")
    page.click("#tw-dialog [data-dialog=no]")
    row.locator(".tw-remove").click()
    page.click("#tw-dialog [data-dialog=yes]")
    page.wait_for_selector(".tw-is-removed")
    page.wait_for_function("!document.querySelector('#tw-list').innerText.includes('恶意')")
    tab(page, "问答")
    page.reload()
    ask(page, ask_there)
    page.wait_for_selector("#tw-answer .tw-notice")
    assert "紫荆花热线接通率达到" not in page.inner_text("#tw-answer")


def test_files_that_cannot_be_read_are_named_with_a_remedy_and_the_others_taken(page: Any) -> None:
    good = file("木棉镇通知.txt", "木棉镇关于河道保洁的通知\n一、木棉镇每周清理河道两次。\n二、由镇水利站负责。\n")
    upload(page, file("空.txt", ""), file("表格.xyz", "x"), good)
    page.wait_for_function("document.querySelector('#tw-report').innerText.split('怎么办').length === 3")
    text = page.inner_text("#tw-report")
    assert text.count("未能收录") >= 2 and "已收录" in text
    page.fill("#tw-wanted textarea", "木棉")
    page.wait_for_function("document.querySelectorAll('.tw-table tbody tr').length === 1")


def test_links_lead_to_an_answer_a_search_and_a_document(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.address}?q={quote(EXAMPLE)}")
    page.wait_for_selector(".tw-answer")
    assert page.input_value("#tw-question textarea") == EXAMPLE
    page.goto(f"{site.address}?tab=search&q={quote('应诉')}")
    page.wait_for_selector(".tw-hit")
    page.locator(".tw-hit .tw-open").first.click()
    page.wait_for_selector(".tw-target")
    page.goto(page.url)
    page.wait_for_selector("#tw-reader .tw-target")


def test_english_by_a_switch_that_remembers(page: Any, site: SimpleNamespace) -> None:
    page.click(".tw-languages [lang=en]")
    page.wait_for_url("**/en/**")
    page.wait_for_selector(".tw-chip")
    assert page.inner_text("h1") == "Tiaowen" and page.get_attribute("html", "lang") == "en"
    assert page.get_by_role("button", name="Ask", exact=True).is_visible()
    page.locator(".tw-chip").first.click()
    page.wait_for_selector(".tw-answer")
    page.goto(site.address)
    page.wait_for_url("**/en/**")
    page.click(".tw-languages [lang=zh-CN]")
    page.wait_for_url(site.address)
    assert page.inner_text("h1") == "条文"


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_sticks_out_at_the_side(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    ask(page, EXAMPLE)
    page.wait_for_selector(".tw-answer")
    for name in ("检索", "文档"):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab(page, name)
    page.wait_for_selector(".tw-table")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


PAGES = {"ask": "问答", "search": "检索", "ledger": "指标", "align": "对照", "documents": "文档", "exam": "出题", "bench": "评测"}


def test_every_page_is_one_step_away_on_a_telephone(page: Any, site: SimpleNamespace) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for identity, name in reversed(PAGES.items()):
        page.get_by_role("tab", name=name, exact=True).click()
        page.wait_for_selector(f"#tw-tabs > .tab-wrapper [data-tab-id={identity}][aria-selected=true]")
        assert page.evaluate("new URL(location.href).searchParams.get('tab')") == (None if identity == "ask" else identity)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for identity in list(PAGES)[1:]:
        page.goto(f"{site.address}?tab={identity}")
        page.wait_for_selector(f"#tw-tabs > .tab-wrapper [data-tab-id={identity}][aria-selected=true]")


def test_two_visitors_do_not_see_one_another(page: Any, browser: Any, site: SimpleNamespace) -> None:
    ask(page, EXAMPLE)
    page.wait_for_selector(".tw-answer")
    other = browser.new_context().new_page()
    other.goto(site.address)
    other.wait_for_selector(".tw-chip")
    assert other.locator(".tw-answer").count() == 0 and other.input_value("#tw-question textarea") == ""
    other.context.close()


def test_the_http_api_has_ask_and_search_and_nothing_else(site: SimpleNamespace) -> None:
    def get(path: str, data: Any = None) -> str:
        body = None if data is None else json.dumps({"data": data}).encode()
        request = urllib.request.Request(f"{site.address}gradio_api/{path}", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as response:
            return str(response.read().decode())

    assert set(json.loads(get("info"))["named_endpoints"]) == {"/ask", "/search"}
    event = json.loads(get("call/ask", [EXAMPLE]))["event_id"]
    answer = json.loads(get(f"call/ask/{event}").split("data: ", 1)[1].split("\n")[0])[0]
    assert answer["status"] == "answered" and answer["citations"][0]["quote"]


def test_no_request_left_the_machine_and_no_script_failed(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    """Last on purpose: it judges all that the tests above did."""
    ours = urlparse(site.address).netloc
    elsewhere = {url for url in seen.requests if urlparse(url).scheme not in ("data", "blob") and urlparse(url).netloc != ours}
    assert len(seen.requests) > 50 and elsewhere == set()
    assert seen.errors == [] and seen.dialogs == []
    assert "Traceback" not in site.log.read_text()
