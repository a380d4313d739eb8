"""What whoever keeps the library does on the documents page: folders in, metadata corrected, files replaced, the index rebuilt."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

QUESTION = "紫荆花热线接通率要达到多少？"
TEXT = "关于紫荆花热线的通知\n一、紫荆花热线接通率达到百分之九十七。\n二、紫荆花热线由服务中心负责。\n"
EVIL = '<img src=x onerror=alert(1)>"\u202etxt.恶意'


def documents(page: Any) -> None:
    page.get_by_role("tab", name="文档", exact=True).click()
    page.wait_for_selector(".tw-documents")


def upload(page: Any, *files: tuple[str, str]) -> str:
    documents(page)
    page.set_input_files("#tw-files input[type=file]", [{"name": n, "mimeType": "text/plain", "buffer": t.encode()} for n, t in files])
    page.wait_for_selector("#tw-files .file-preview")
    page.click("#tw-add")
    page.wait_for_selector(".tw-reports")
    return str(page.inner_text("#tw-report"))


def sheet(page: Any, words: str) -> None:
    box = page.locator("#tw-wanted textarea")
    box.fill("")
    box.press_sequentially(words, delay=20)  # as a person types
    page.wait_for_function("document.querySelectorAll('.tw-documents tbody tr').length === 1")
    page.click("[data-detail]")
    page.wait_for_selector(".tw-sheet[open]")


def save(page: Any, **fields: str) -> None:
    page.click("[data-details=edit]")
    for name, value in fields.items():
        box = page.locator(f".tw-form [name={name}]")
        box.select_option(value) if name == "level" else box.fill(value)
    page.click(".tw-form [type=submit]")


def answer(page: Any, question: str) -> str:
    page.get_by_role("tab", name="问答", exact=True).click()
    page.reload()
    page.wait_for_selector(".tw-chip")
    page.fill("#tw-question textarea", question)
    page.press("#tw-question textarea", "Enter")
    page.wait_for_selector("#tw-answer .tw-answer, #tw-answer .tw-notice")
    return str(page.inner_text("#tw-answer"))


def test_the_list_is_sorted_by_its_heads(page: Any) -> None:
    documents(page)
    page.click("[data-sort=issued]")
    page.wait_for_selector("th[aria-sort=ascending] [data-sort=issued]")
    dates = [d for d in page.locator(".tw-col-issued").all_inner_texts() if d]
    assert len(dates) > 3 and dates == sorted(dates)
    page.click("[data-sort=issued]")
    page.wait_for_selector("th[aria-sort=descending] [data-sort=issued]")
    assert [d for d in page.locator(".tw-col-issued").all_inner_texts() if d] == sorted(dates, reverse=True)
    page.fill("#tw-wanted textarea", "石溪县 方案")
    page.wait_for_function("document.querySelectorAll('.tw-documents tbody tr').length === 1")
    assert page.locator("th[aria-sort=descending] [data-sort=issued]").count() == 1


def test_a_folder_is_taken_in_with_its_paths(page: Any, tmp_path: Path) -> None:
    root = tmp_path / "政策"
    for place in ("省", "市"):
        (root / place).mkdir(parents=True)
        (root / place / "热线.txt").write_text(f"木槿{place}热线通知\n一、木槿{place}热线每日开通。\n二、由服务中心负责。\n", "utf8")
    (root / ".隐藏.txt").write_text("x", "utf8")
    (root / "表.xyz").write_text("x", "utf8")
    documents(page)
    with page.expect_file_chooser() as chooser:
        page.click("#tw-folder")
    chooser.value.set_files(str(root))
    page.wait_for_selector(".tw-reports")
    sources = page.locator(".tw-report .tw-file").all_inner_texts()
    assert sorted(sources) == ["市/热线.txt", "省/热线.txt", "表.xyz"]
    text = page.inner_text("#tw-report")
    assert "已收录 2；未能收录 1；共" in text and "怎么办" in text and page.locator(".tw-report").first.inner_text().startswith("未能收录")
    page.fill("#tw-wanted textarea", "木槿")
    page.wait_for_function("document.querySelectorAll('.tw-documents tbody tr').length === 2")


def test_corrected_metadata_changes_search_and_answer_and_outlives_all(page: Any) -> None:
    assert "已收录" in upload(page, ("热线.txt", TEXT))
    sheet(page, "紫荆花")
    save(page, issued="昨天", region="木棉市", level="市")
    page.wait_for_selector(".tw-sheet [role=alert]")
    assert "成文日期" in page.inner_text(".tw-sheet [role=alert]") and page.input_value(".tw-form [name=region]") == "木棉市"
    page.fill(".tw-form [name=issued]", "2026-05-04")
    page.click(".tw-form [type=submit]")
    page.wait_for_selector(".tw-saved")
    page.wait_for_function("document.querySelectorAll('.tw-sheet .tw-by-hand').length === 3")
    page.keyboard.press("Escape")
    page.wait_for_selector(".tw-documents .tw-by-hand")
    assert "木棉市" in answer(page, "木棉市" + QUESTION) and "百分之九十七" in page.inner_text("#tw-answer .tw-answer")

    documents(page)
    sheet(page, "紫荆花")
    with page.expect_file_chooser() as chooser:
        page.click("[data-replace]")
    changed = TEXT.replace("百分之九十七", "百分之九十九").encode()
    chooser.value.set_files({"name": "别的名字.txt", "mimeType": "text/plain", "buffer": changed})
    page.wait_for_selector(".tw-is-updated")
    assert "热线.txt" in page.inner_text(".tw-is-updated") and "木棉市" in page.inner_text(".tw-documents")
    page.click("#tw-rebuild")
    page.wait_for_selector("#tw-rebuilt .tw-info")
    assert "索引已重建" in page.inner_text("#tw-rebuilt")
    assert "百分之九十九" in answer(page, "木棉市" + QUESTION)
    page.get_by_role("tab", name="检索", exact=True).click()
    page.fill("#tw-query textarea", "紫荆花热线")
    page.press("#tw-query textarea", "Enter")
    page.wait_for_selector(".tw-hit")
    page.click("[data-facet=region] summary")
    page.check("[data-sift=region][value=木棉市]")
    page.wait_for_selector(".tw-chips")
    assert page.locator(".tw-group").count() == 1

    documents(page)
    sheet(page, "紫荆花")
    page.click("[data-details=edit]")
    page.click("[data-details=reset]")
    page.wait_for_selector(".tw-saved")
    assert page.locator(".tw-sheet .tw-by-hand").count() == 0
    page.keyboard.press("Escape")


def test_a_single_field_is_restored(page: Any) -> None:
    documents(page)
    sheet(page, "便民条例")
    save(page, kind="规定", region="云岫市")
    page.wait_for_selector(".tw-saved")
    page.click("[data-details=edit]")
    page.click("[data-restore=region]")
    page.click(".tw-form [type=submit]")
    page.wait_for_function("document.querySelectorAll('.tw-sheet .tw-by-hand').length === 1")
    assert "读出的是：条例" in page.inner_text(".tw-known")
    page.click("[data-details=edit]")
    page.click("[data-details=reset]")
    page.wait_for_function("document.querySelectorAll('.tw-sheet .tw-by-hand').length === 0")


def test_the_sheet_leads_into_the_document(page: Any) -> None:
    documents(page)
    sheet(page, "青岚省 纲要 2026")
    page.locator(".tw-preview button").nth(2).click()
    page.wait_for_selector(".tw-document .tw-target")
    assert page.locator(".tw-sheet[open]").count() == 0


def test_hostile_names_and_titles_are_text(page: Any, seen: SimpleNamespace) -> None:
    upload(page, (f"{EVIL}.txt", TEXT.replace("紫荆花", "海棠")))
    sheet(page, "恶意")
    page.wait_for_function("document.querySelector('.tw-sheet').innerText.includes('恶意')")
    assert "<img src=x onerror=alert(1)>" in page.inner_text(".tw-sheet") and "\u202e" not in page.inner_text("body")
    save(page, title="<script>alert(2)</script>={{7*7}}", issuer='"><svg onload=alert(3)>')
    page.wait_for_selector(".tw-saved")
    assert "<script>alert(2)</script>={{7*7}}" in page.inner_text(".tw-sheet-head")
    page.click("[data-details=edit]")
    assert page.input_value(".tw-form [name=issuer]") == '"><svg onload=alert(3)>'
    page.fill(".tw-form [name=title]", "倒\u202e写")
    page.click(".tw-form [type=submit]")
    page.wait_for_selector(".tw-sheet [role=alert]")
    assert "控制字符" in page.inner_text(".tw-sheet [role=alert]")
    assert page.locator("#tw-detail img, #tw-detail svg, #tw-detail script, #tw-list img, #tw-list svg").count() == 0
    page.click("[data-details=leave]")
    page.click(".tw-sheet [data-remove]")
    page.click("#tw-dialog [data-dialog=yes]")
    page.wait_for_selector(".tw-is-removed")
    page.wait_for_function("!document.querySelector('#tw-list').innerText.includes('恶意')")
    assert seen.dialogs == []


def test_too_many_files_are_refused_by_the_server(page: Any, tmp_path: Path) -> None:
    root = tmp_path / "多"
    root.mkdir()
    for n in range(501):
        (root / f"{n}.txt").write_text("x", "utf8")
    documents(page)
    with page.expect_file_chooser() as chooser:
        page.click("#tw-folder")
    chooser.value.set_files(str(root))
    page.wait_for_selector("#tw-report .tw-error", timeout=120_000)
    assert "501 个文件，最多 500 个" in page.inner_text("#tw-report")


@pytest.mark.parametrize("width", [1440, 390])
def test_no_part_sticks_out(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    documents(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-detail]").first.click()
    page.wait_for_selector(".tw-sheet[open]")
    page.click("[data-details=edit]")
    assert page.evaluate(
        "(s => s.scrollWidth <= s.clientWidth && s.getBoundingClientRect().right <= innerWidth)(document.querySelector('.tw-sheet'))"
    )


def test_nothing_failed(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    """Last on purpose: it judges all that the tests above did."""
    assert seen.errors == [] and seen.dialogs == [] and "Traceback" not in site.log.read_text()
