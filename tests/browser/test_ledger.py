"""The ledger in the browser: narrow down, sort, compare places, open the clause, take it away as a workbook."""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

HOSTILE = """关于<script>alert(1)</script><b>粗</b>试点工作的通知
一、总体要求
（一）到2033年，"><img src=x onerror=alert(2)>紫荆花热线接通率达到百分之九十七。
（二）由县<i>政府</i>办公室牵头，县财政局配合，做好紫荆花热线建设工作。
"""
RATE = "行政机关负责人出庭应诉率"


def arrive(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.address}?tab=ledger")
    page.wait_for_selector("#tw-ledger-result .tw-ledger")


def choose(page: Any, box: str, text: str) -> None:
    page.click(f"{box} input")
    page.get_by_role("option", name=text, exact=True).first.click()


def lines(page: Any, n: int | None = None) -> list[str]:
    """The rows of the table, once there are `n`."""
    if n is not None:
        page.wait_for_function("n => document.querySelectorAll('#tw-ledger-result tbody tr').length === n", arg=n)
    return page.locator("#tw-ledger-result tbody tr").all_inner_texts()


def test_targets_are_narrowed_down_sorted_and_opened_at_their_clause(page: Any, site: SimpleNamespace) -> None:
    arrive(page, site)
    assert "共 " in page.inner_text("#tw-ledger-result .tw-count") and len(lines(page)) == 100 and page.locator(".tw-pager").count() == 1
    page.locator("#tw-ledger-result [data-page='2']").click()
    page.wait_for_selector("#tw-ledger-result [data-page='1']:not([disabled])")
    page.fill("#tw-ledger-text input, #tw-ledger-text textarea", "出庭应诉率")
    page.wait_for_function("document.querySelector('#tw-ledger-result .tw-count').innerText.includes('共 6 项')")
    assert all("应诉率" in line for line in lines(page, 6))
    choose(page, "#tw-ledger-place", "云岫市")
    assert all("云岫市" in line for line in lines(page, 3))
    page.click("[data-ledgersort=amount]")
    page.wait_for_selector("th[aria-sort=ascending]")
    assert "96%" in lines(page)[0]
    page.click("[data-ledgersort=amount]")
    page.wait_for_selector("th[aria-sort=descending]")
    assert "100%" in lines(page)[0]
    page.locator("#tw-ledger-result .tw-open").first.click()
    page.wait_for_selector("#tw-reader mark.quote")
    assert "100%" in page.inner_text("#tw-reader .tw-target") and "doc=" in page.url
    page.keyboard.press("Escape")
    page.fill("#tw-ledger-text input, #tw-ledger-text textarea", "没有这个指标")
    page.wait_for_selector("#tw-ledger-result .tw-empty")
    assert "没有符合条件的指标" in page.inner_text("#tw-ledger-result")


def test_one_indicator_is_compared_over_places_and_years_are_looked_at(page: Any, site: SimpleNamespace) -> None:
    arrive(page, site)
    page.get_by_text("同一指标归在一起").click()
    page.wait_for_selector(".tw-topics")
    page.locator(f"[data-ledgerliken='{RATE}']").click()
    page.wait_for_selector(".tw-chart")
    assert RATE in page.inner_text(".tw-chart h2") and page.locator(".tw-chart .tw-rod").count() == 6
    assert page.evaluate("document.activeElement.classList.contains('tw-chart')")
    page.locator(".tw-chart-head button").click()
    page.wait_for_selector(".tw-chart", state="detached")
    page.get_by_text("按到期年份").click()
    page.wait_for_selector(".tw-years")
    page.locator("[data-ledgerdue='2030']").click()
    page.wait_for_function("document.querySelector('#tw-ledger-result .tw-sort') !== null")
    assert all("2030" in line for line in lines(page))


def test_the_workbook_holds_what_is_filtered(page: Any, site: SimpleNamespace) -> None:
    from openpyxl import load_workbook

    arrive(page, site)
    page.fill("#tw-ledger-text input, #tw-ledger-text textarea", "出庭应诉率")
    lines(page, 6)
    page.click("#tw-ledger-export")
    page.wait_for_selector("#tw-ledger-files .file-preview")
    with page.expect_download() as download:
        page.locator("#tw-ledger-files a").first.click()
    first, second = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).worksheets
    assert download.value.suggested_filename.endswith(".xlsx") and first.max_row == 7 and second.max_row > 5
    assert [c.value for c in first["C"]][1:] == [RATE] * 6 and isinstance(first["E2"].value, int)


def test_hostile_text_is_text_and_duties_are_listed(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    page.get_by_role("tab", name="文档", exact=True).click()
    page.set_input_files("#tw-files input[type=file]", [{"name": "坏.txt", "mimeType": "text/plain", "buffer": HOSTILE.encode()}])
    page.wait_for_selector("#tw-files .file-preview")
    page.click("#tw-add")
    page.wait_for_selector(".tw-reports")
    page.get_by_role("tab", name="指标", exact=True).click()
    page.wait_for_selector("#tw-ledger-result .tw-ledger")
    page.fill("#tw-ledger-text input, #tw-ledger-text textarea", "紫荆花")
    (line,) = lines(page, 1)
    assert "97%" in line and "><imgsrc=xonerror=alert(2)>" in line
    page.get_by_role("tab", name="责任分工", exact=True).click()
    page.fill("#tw-duty-text input, #tw-duty-text textarea", "紫荆花")
    page.wait_for_function("document.querySelectorAll('#tw-duty-result tbody tr').length === 1")
    assert "县财政局" in page.inner_text("#tw-duty-result") and "<i>" in page.inner_text("#tw-duty-result")
    assert page.locator("#tw-ledger :is(script, img, b, i)").count() == 0
    assert seen.dialogs == []


def test_no_script_failed(site: SimpleNamespace, seen: SimpleNamespace) -> None:
    """Last on purpose: it judges all that the tests above did."""
    assert seen.errors == [] and seen.dialogs == [] and "Traceback" not in site.log.read_text()
