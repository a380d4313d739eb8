"""Asking in the browser beyond the single question: going on, coming back, taking along, and reading the document beside."""

import io
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlparse

import pytest

FIRST = "青岚省行政机关负责人出庭应诉率的目标是多少？"
ON = "那云岫市呢？"
PRINTED = "政务服务事项掌上可办率的目标是多少？"
HOSTILE = '<img src=x onerror=alert(1)>"\u202e出庭应诉率</textarea></template>'
CLIPBOARD = """async () => { const item = (await navigator.clipboard.read())[0], got = {};
    for (const type of item.types) got[type] = await (await item.getType(type)).text(); return got; }"""


def settled(page: Any, question: str) -> None:
    question = question.replace("\u202e", "\ufffd")
    page.wait_for_function("q => document.querySelector('#tw-answer .tw-result')?.dataset.asked === q", arg=question)
    page.wait_for_function("q => document.querySelector('.tw-turn[aria-current]')?.firstChild.data === q", arg=question)


def ask(page: Any, question: str, box: str = "#tw-question") -> None:
    page.fill(f"{box} textarea", question)
    page.press(f"{box} textarea", "Enter")
    settled(page, question)


def turns(page: Any) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('.tw-turn')].map(b => b.firstChild.data)")


def test_a_follow_up_takes_what_it_lacks_and_says_how_it_was_understood(page: Any) -> None:
    ask(page, FIRST)
    assert page.locator(".tw-understood").count() == 0 and "before=" not in page.url
    ask(page, ON, "#tw-follow")
    understood = page.inner_text(".tw-understood strong")
    assert "云岫市" in understood and "出庭应诉率" in understood
    assert "100%" in page.inner_text(".tw-answer") and page.input_value("#tw-follow textarea") == ""
    assert page.input_value("#tw-question textarea") == ON and "before=" in page.url
    page.click(".tw-understood [data-ask]")
    page.wait_for_selector(".tw-understood", state="detached")


def test_what_was_asked_is_listed_shown_again_and_survives_a_reload(page: Any) -> None:
    ask(page, FIRST)
    ask(page, ON, "#tw-follow")
    ask(page, PRINTED)
    assert turns(page) == [FIRST, ON, PRINTED]
    page.reload()
    settled(page, PRINTED)
    assert turns(page) == [FIRST, ON, PRINTED]
    page.click(".tw-asked-list summary")
    page.click(".tw-turn >> nth=1")
    settled(page, ON)
    assert "云岫市" in page.inner_text(".tw-understood strong") and "100%" in page.inner_text(".tw-answer")
    assert len(turns(page)) == 3
    page.reload()
    settled(page, ON)
    assert "100%" in page.inner_text(".tw-answer"), "a link holds what the question goes on from"


def test_a_new_topic_starts_afresh_and_the_list_can_be_cleared(page: Any) -> None:
    ask(page, FIRST)
    page.click("[data-renew]")
    page.wait_for_selector(".tw-answer", state="detached")
    assert page.evaluate("document.activeElement.closest('#tw-question') !== null") and "q=" not in page.url
    page.keyboard.type(ON)
    page.keyboard.press("Enter")
    settled(page, ON)
    assert page.locator(".tw-understood").count() == 0 and turns(page) == [FIRST, ON]
    page.click("[data-forget]")
    page.wait_for_selector(".tw-session", state="hidden")
    page.reload()
    page.wait_for_selector(".tw-chip")
    assert turns(page) == []


def test_no_session_sees_another(page: Any, browser: Any, site: SimpleNamespace) -> None:
    ask(page, FIRST)
    tab = page.context.new_page()  # not even another tab of the same person
    tab.goto(site.address)
    tab.wait_for_selector(".tw-chip")
    assert turns(tab) == [] and tab.locator(".tw-answer").count() == 0
    tab.close()


def test_an_answer_is_copied_with_its_sources_plain_and_rich(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, FIRST)
    page.click("[data-copyanswer]")
    page.wait_for_selector("[data-copyanswer].tw-done")
    held = page.evaluate(CLIPBOARD)
    assert (
        held["text/plain"].startswith(FIRST) and "[1] 《青岚省法治政府建设纲要（2026—2030年）》（岚政发〔2026〕3号）" in held["text/plain"]
    )
    assert "<b>百分之九十五</b>" in held["text/html"] and "mso-footnote-id" in held["text/html"]
    assert page.inner_text("#tw-live") == "已复制"


def test_a_link_leads_another_person_to_the_same_answer(page: Any, browser: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, FIRST)
    ask(page, ON, "#tw-follow")
    page.click("[data-copylink]")
    page.wait_for_selector("[data-copylink].tw-done")
    address = page.evaluate("navigator.clipboard.readText()")
    other = browser.new_context(locale="zh-CN").new_page()
    other.goto(address)
    settled(other, ON)
    assert other.inner_text(".tw-answer") == page.inner_text(".tw-answer")
    other.context.close()


def test_a_word_file_has_the_sources_as_footnotes(page: Any) -> None:
    ask(page, FIRST)
    with page.expect_download() as download:
        page.click(".tw-word")
    assert download.value.suggested_filename == "青岚省行政机关负责人出庭应诉率的目标是多少？.docx"
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as file:
        assert "岚政发〔2026〕3号" in file.read("word/footnotes.xml").decode()


def test_the_printed_page_is_shown_with_the_quote_marked(page: Any, site: SimpleNamespace) -> None:
    ask(page, PRINTED)
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-target mark.quote")
    assert page.locator(".tw-printed img").count() == 0
    page.click("[data-sheet]")
    page.wait_for_selector(".tw-printed img")
    assert page.inner_text(".tw-leaf-at") == "1 / 2"
    yellow = page.evaluate("""() => { const i = document.querySelector('.tw-printed img'), c = document.createElement('canvas');
        [c.width, c.height] = [i.naturalWidth, i.naturalHeight]; const x = c.getContext('2d'); x.drawImage(i, 0, 0);
        const d = x.getImageData(0, 0, c.width, c.height).data; let n = 0;
        for (let p = 0; p < d.length; p += 4) n += d[p] > 200 && d[p + 2] < 180; return n; }""")
    assert yellow > 5000
    page.click(".tw-printed [data-leaf='1']")
    page.wait_for_function("document.querySelector('.tw-leaf-at').innerText === '2 / 2'")
    assert page.locator(".tw-printed [data-leaf='1']").is_disabled()
    page.click("[data-sheet]")
    assert page.locator(".tw-text").is_visible() and page.locator(".tw-printed").is_hidden()
    failed = page.evaluate("async () => (await fetch('made/page.png?source=x&n=1')).status")
    assert failed == 404


def test_words_are_found_in_the_document_and_clauses_walked(page: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, FIRST)
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-target")
    page.fill(".tw-find-box", "应诉")
    first = page.inner_text(".tw-find-count")
    assert first.startswith("1/") and page.evaluate("CSS.highlights.get('tw-find').size") == int(first.split("/")[1]) > 1
    page.press(".tw-find-box", "Enter")
    assert page.inner_text(".tw-find-count").startswith("2/")
    page.press(".tw-find-box", "Escape")
    assert page.input_value(".tw-find-box") == "" and page.locator("#tw-reader").is_visible()
    at = page.locator(".tw-target").get_attribute("id")
    page.click("[data-step='1']")
    assert page.locator(".tw-target").get_attribute("id") == f"clause-{int(at.split('-')[1]) + 1}"
    page.keyboard.press("[")
    assert page.locator(".tw-target").get_attribute("id") == at
    page.click("[data-copyclause]")
    page.wait_for_selector("[data-copyclause].tw-done")
    held = page.evaluate("navigator.clipboard.readText()")
    assert "出庭应诉率" in held and held.endswith(
        "——《青岚省法治政府建设纲要（2026—2030年）》（岚政发〔2026〕3号）四、有效化解行政争议 （十三）落实行政应诉责任"
    )


def test_keys_alone_are_enough(page: Any) -> None:
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("青岚省行政机关负责人")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("出庭应诉率的目标是多少？")
    assert "\n" in page.input_value("#tw-question textarea")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-answer")
    page.fill("#tw-question textarea", FIRST)
    page.keyboard.press("Enter")
    settled(page, FIRST)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "cite-1"
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-target")
    page.wait_for_function("document.activeElement.closest('.tw-target') !== null")
    page.keyboard.press("Escape")
    page.wait_for_selector("#tw-reader", state="hidden")
    page.wait_for_function("document.activeElement.closest('#cite-1') !== null")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('#tw-question') !== null")


def test_the_answer_is_told_to_those_who_do_not_see_it(page: Any) -> None:
    ask(page, FIRST)
    assert page.get_attribute("#tw-live", "role") == "status"
    page.wait_for_function("document.querySelector('#tw-live').innerText.includes('百分之九十五')")


def test_a_slow_answer_is_announced_and_a_failed_one_leaves_no_trace_of_waiting(page: Any) -> None:
    page.fill("#tw-question textarea", "长" * 1001)
    page.press("#tw-question textarea", "Enter")
    page.wait_for_selector(".toast-body")
    page.wait_for_timeout(700)
    page.wait_for_selector("#tw-wait", state="hidden")
    held: list[Any] = []
    page.route("**/queue/join*", lambda route: held.append(route))
    page.fill("#tw-question textarea", FIRST)
    page.press("#tw-question textarea", "Enter")
    page.wait_for_selector("#tw-wait", state="visible")
    for route in held:
        route.continue_()
    page.unroute("**/queue/join*")
    settled(page, FIRST)
    assert page.locator("#tw-wait").is_hidden()


def test_hostile_questions_stay_text_wherever_they_are_shown(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, HOSTILE)
    ask(page, ON, "#tw-follow")
    page.click(".tw-asked-list summary")
    page.click(".tw-turn >> nth=0")
    settled(page, HOSTILE)
    page.reload()
    settled(page, HOSTILE)
    assert page.locator("#tw-session img, #tw-answer img").count() == 0
    assert "\u202e" not in page.inner_text("#tw-session") + page.inner_text("#tw-answer")
    if page.locator("[data-copyanswer]").count():
        page.click("[data-copyanswer]")
        page.wait_for_selector("[data-copyanswer].tw-done")
        assert "<img" not in page.evaluate(CLIPBOARD)["text/html"]
    page.evaluate('sessionStorage.setItem(\'tiaowen.turns\', \'{"turns": [{"q": 7}, null, {"q": "甲", "before": ["乙"]}], "at": 9}\')')
    page.goto(site.address)
    page.wait_for_selector(".tw-chip")
    page.wait_for_function("document.querySelectorAll('.tw-turn').length === 1")
    assert seen.dialogs == []


def test_on_paper_there_is_the_question_its_answer_and_the_sources(page: Any) -> None:
    ask(page, FIRST)
    page.emulate_media(media="print")
    for shown in (".tw-on-paper", ".tw-answer", "#cite-1"):
        assert page.locator(shown).is_visible()
    for hidden in ("#tw-question", "#tw-follow-row", ".tw-tools", "#tw-session", ".tw-rate", ".tw-chip >> nth=0", ".tw-open >> nth=0"):
        assert page.locator(hidden).is_hidden()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_sticks_out_at_the_side(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    ask(page, FIRST)
    ask(page, "火星基地的氧气补贴每月发多少元？")
    page.click(".tw-asked-list summary")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "条文里没有出现：" in page.inner_text("#tw-answer")
    ask(page, PRINTED)
    page.locator("#tw-answer .tw-card .tw-open").first.click()
    page.wait_for_selector(".tw-target")
    reader = "document.querySelector('#tw-reader-text')"
    assert page.evaluate(f"{reader}.scrollWidth <= {reader}.clientWidth")


@pytest.mark.parametrize(("path", "label"), [("", "要求："), ("en/", "Required: ")])
def test_on_a_phone_each_cell_of_a_comparison_says_what_it_is(page: Any, site: SimpleNamespace, path: str, label: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site.address}{path}?q={quote('行政机关负责人出庭应诉率的目标是多少？')}")
    page.wait_for_selector(".tw-answer .tw-figures td")
    cells = page.evaluate(
        """() => [...document.querySelectorAll('.tw-answer .tw-figures td')].map(td =>
            td.dataset.label + getComputedStyle(td).getPropertyValue('--tw-colon').slice(1, -1))"""
    )
    shown = page.evaluate("getComputedStyle(document.querySelector('.tw-answer .tw-figures td'), '::before').content")
    assert label in cells and shown not in ("none", "normal")


def test_no_request_left_the_machine_and_no_script_failed(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    """Last on purpose: it judges all that the tests above did."""
    page.goto(f"{site.address}?q={quote(FIRST)}&before={quote('一' * 300)}")
    settled(page, FIRST)
    ours = urlparse(site.address).netloc
    assert {url for url in seen.requests if urlparse(url).scheme not in ("data", "blob") and urlparse(url).netloc != ours} == set()
    assert seen.errors == [] and seen.dialogs == [] and "Traceback" not in site.log.read_text()
