"""Comparing documents in the browser: side by side, as a table, as a map, as files; and what is related to a clause."""

import json
import threading
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote
from urllib.request import Request, urlopen

PROVINCE, CITY, COUNTY = "青岚省法治政府建设纲要2026.txt", "云岫市法治政府建设实施意见.docx", "石溪县法治政府建设分工方案.txt"
HOSTILE = {
    "name": '恶意"><img src=x onerror=alert(1)>.txt',
    "mimeType": "text/plain",
    "buffer": "关于<script>alert(2)</script>应诉工作的办法\n一、出庭应诉\n"
    "（一）\"><img src=x onerror=alert(3)>到2027年，行政机关负责人出庭应诉率达到百分之九十。\n".encode(),
}  # fmt: skip


def choose(page: Any, box: str, text: str) -> None:
    page.click(f"{box} input")
    page.get_by_role("option", name=text).first.click()
    page.keyboard.press("Escape")


def link(site: SimpleNamespace, *others: str) -> str:
    return f"{site.address}?tab=align&base={quote(PROVINCE)}&with={quote(chr(10).join(others))}"


def test_two_documents_side_by_side_filtered_and_opened_at_a_clause(page: Any) -> None:
    page.get_by_role("tab", name="对照", exact=True).click()
    page.click("#tw-align-start")
    page.wait_for_selector("#tw-align-told .tw-error")
    choose(page, "#tw-align-base", "青岚省法治政府建设纲要（2026")
    choose(page, "#tw-align-others", "云岫市")
    page.click("#tw-align-start")
    page.wait_for_selector("#tw-align-sides .tw-al-row")
    assert "with=" in page.url and CITY in unquote(page.url)
    assert page.locator("#tw-align-sides del").count() and page.locator("#tw-align-sides ins").count()
    page.click("#tw-align-sides [data-kind=tightened]")
    shown = page.locator("#tw-align-sides .tw-al-row:visible")
    assert shown.count() == int(page.inner_text("#tw-align-sides [data-kind=tightened] b"))
    assert "100%" in page.inner_text("#tw-align-sides .tw-al-list")
    shown.first.locator(".tw-al-right [data-open]").first.click()
    page.wait_for_selector("#tw-reader .tw-document")
    assert "云岫市" in page.inner_text("#tw-reader h2")


def test_a_link_shows_table_and_map_and_a_cell_its_pair(page: Any, site: SimpleNamespace) -> None:
    page.goto(link(site, CITY, COUNTY))
    page.wait_for_selector("#tw-align-sides .tw-al-row")
    page.click(f"[data-side='{COUNTY}']")
    page.wait_for_selector(f"[data-side='{COUNTY}'][aria-pressed=true]")
    page.get_by_role("tab", name="总表", exact=True).click()
    assert page.locator("#tw-al-all .tw-al-table thead th").count() == 3
    page.get_by_role("tab", name="覆盖图", exact=True).click()
    cell = f"[data-cell$='(十三)'][data-other='{CITY}']"
    page.click(cell)
    page.wait_for_selector(".tw-heat-below .tw-al-pair")
    assert "收紧" in page.inner_text(".tw-heat-below")
    page.click(".tw-heat-below [data-relate]")
    page.wait_for_selector(".tw-heat-below .tw-relate li")
    page.click(cell)
    page.wait_for_selector(".tw-heat-below", state="detached")


def test_files_to_take_away(page: Any, site: SimpleNamespace) -> None:
    page.goto(link(site, CITY))
    page.wait_for_selector("#tw-align-sides .tw-al-row")
    page.click("#tw-align-export")
    page.wait_for_selector("#tw-align-files .file-preview")
    names = page.inner_text("#tw-align-files")
    assert ".docx" in names and ".xlsx" in names


def test_asking_goes_on_while_two_others_compare(page: Any, site: SimpleNamespace) -> None:
    second = page.context.new_page()
    second.goto(link(site, COUNTY))
    page.goto(link(site, CITY, COUNTY))
    answers: list[str] = []

    def ask() -> None:
        data = json.dumps({"data": ["行政机关负责人出庭应诉率的目标是多少？"]}).encode()
        call = Request(f"{site.address}gradio_api/call/ask", data, {"Content-Type": "application/json"})
        with urlopen(call, timeout=60) as reply:
            event = json.load(reply)["event_id"]
        with urlopen(f"{site.address}gradio_api/call/ask/{event}", timeout=60) as stream:
            answers.append(stream.read().decode())

    asking = threading.Thread(target=ask)
    asking.start()
    for window in (page, second):
        window.wait_for_selector("#tw-align-sides .tw-al-row")
    asking.join(60)
    assert answers and "answered" in answers[0]
    second.close()


def test_hostile_texts_are_shown_as_text(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    page.get_by_role("tab", name="文档", exact=True).click()
    page.set_input_files("#tw-files input[type=file]", [HOSTILE])
    page.wait_for_selector("#tw-files .file-preview")
    page.click("#tw-add")
    page.wait_for_selector(".tw-reports")
    page.goto(link(site, HOSTILE["name"]))
    page.wait_for_selector("#tw-align-sides .tw-al-row")
    assert "<img src=x onerror=alert(3)>" in page.inner_text("#tw-align-sides")
    assert page.locator("#tw-align img, #tw-align script").count() == 0
    assert not seen.dialogs and not seen.errors
