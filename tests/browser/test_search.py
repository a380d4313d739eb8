"""What a civil servant does on the search page: narrow down, sort, turn pages, ask why, take the results away, all by address or keys."""

import csv
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, quote, urlparse

import pytest

QUERY = "行政机关负责人出庭应诉"


def search(page: Any, text: str = QUERY) -> None:
    page.get_by_role("tab", name="检索", exact=True).click()
    page.fill("#tw-query textarea", text)
    page.press("#tw-query textarea", "Enter")
    page.wait_for_selector(".tw-hit")


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def choose(page: Any, facet: str, value: str) -> None:
    if not page.locator(f"[data-facet={facet}][open]").count():
        page.click(f"[data-facet={facet}] summary")
    page.check(f'[data-sift={facet}][value="{value}"]')
    page.wait_for_selector(f'[data-unsift={facet}][data-value="{value}"]')


def titles(page: Any) -> list[str]:
    return page.locator("#tw-hits h3").all_inner_texts()


def test_facets_narrow_down_together_and_come_off_one_by_one(page: Any) -> None:
    search(page)
    before = len(titles(page))
    count = int(page.text_content('[data-facet=region] label:has([value="青岚省"]) .tw-count'))
    choose(page, "region", "青岚省")
    assert f"找到 {count} 条" in page.inner_text(".tw-legend") and all("青岚省" in t for t in titles(page))
    assert page.locator("[data-facet=region][open]").count() == 1, "the list stays open for the next value"
    choose(page, "region", "石溪县")
    assert asked(page)["region"] == ["青岚省", "石溪县"] and {"青岚", "石溪"} == {t[:2] for t in titles(page)}
    choose(page, "kind", "纲要")
    assert all("纲要" in t for t in titles(page))
    page.keyboard.press("Escape")  # the open list lies over the chips
    page.click("[data-unsift=kind]")
    page.wait_for_selector("[data-unsift=kind]", state="detached")
    page.click(".tw-chips .tw-link")
    page.wait_for_selector(".tw-chips", state="detached")
    assert "region" not in asked(page) and len(titles(page)) == before


def test_of_searches_asked_for_while_one_is_under_way_the_last_is_shown(page: Any) -> None:
    search(page)
    for last in ("newest", "order"):
        with page.expect_request(lambda request: "queue/join" in request.url):
            for mode in ("lexical", "dense", "lexical"):
                page.evaluate("(query) => tiaowen.send('searched', { query })", f"q={quote(QUERY)}&mode={mode}")
        page.evaluate("(query) => tiaowen.send('searched', { query })", f"q={quote(QUERY)}&sort={last}")
        page.wait_for_selector(f'#tw-hits [data-asked="sort={last}"]')


def test_a_link_carries_the_whole_search(page: Any, site: SimpleNamespace) -> None:
    page.goto(f"{site.address}?tab=search&q={quote(QUERY)}&region={quote('青岚')}&level={quote('省')}&sort=newest&layout=flat&mode=lexical")
    page.wait_for_selector(".tw-hit")
    assert page.input_value("#tw-query textarea") == QUERY and page.input_value("[data-order=sort]") == "newest"
    assert page.input_value("[data-order=mode]") == "lexical" and page.locator("[data-view=flat][aria-pressed=true]").count() == 1
    assert page.locator("[data-unsift]").all_text_contents()[:2] == ["地区：青岚省×", "层级：省×"]
    assert all("青岚省" in t for t in titles(page)) and page.locator(".tw-rank-meaning").count() == 0


def test_what_is_asked_for_stays_with_its_page(page: Any) -> None:
    search(page)
    choose(page, "level", "县")
    page.get_by_role("tab", name="文档", exact=True).click()
    assert set(asked(page)) == {"tab"}
    page.get_by_role("tab", name="检索", exact=True).click()
    assert asked(page)["level"] == ["县"] and asked(page)["q"] == [QUERY]


def test_sorting_paging_and_the_two_layouts(page: Any) -> None:
    search(page, "政务服务")
    page.click("[data-view=flat]")
    page.wait_for_selector(".tw-pager")
    assert page.locator(".tw-hit").count() == 20
    first = page.locator(".tw-hit blockquote").first.inner_text()
    page.click(".tw-pager [data-results='2'] >> nth=0")
    page.wait_for_selector(".tw-pager [aria-current][data-results='2']")
    assert page.locator(".tw-hit blockquote").first.inner_text() != first and asked(page)["at"] == ["2"]
    page.select_option("[data-order=sort]", "newest")
    page.wait_for_selector(".tw-pager [aria-current][data-results='1']")
    dates = page.locator(".tw-hit .tw-meta").all_inner_texts()
    issued = [next((p for p in d.split("\n") if p[:2] == "20" and p.count("-") == 2), "") for d in dates]
    assert issued == sorted(issued, reverse=True) and issued[0]
    page.click("[data-view=grouped]")
    page.wait_for_selector(".tw-group")
    assert len(titles(page)) == len(set(titles(page)))
    page.locator("[data-only]").first.click()
    page.wait_for_selector(".tw-chips")
    assert len(set(titles(page))) == 1 and asked(page)["layout"] == ["flat"]


def test_why_a_clause_is_there(page: Any) -> None:
    search(page, "老板出庭应诉")
    page.locator(".tw-because summary").first.click()
    told = page.locator(".tw-because p").first.inner_text()
    assert "词语第" in told and "“出庭应诉”" in told
    assert "“老板”按“" in page.locator("#tw-hits").inner_text() or any(
        "“老板”按“" in p.text_content() for p in page.locator(".tw-because p").all()
    )
    assert page.locator("mark.word").count() and page.locator("mark.meaning").count()


def test_an_older_edition_leads_to_the_newer(page: Any) -> None:
    search(page, "青岚省法治政府建设纲要 2021")
    page.click("[data-view=flat]")
    page.wait_for_selector(".tw-hits > li .tw-dated")
    page.locator(".tw-dated .tw-link").first.click()
    page.wait_for_selector(".tw-document")
    assert "2026" in page.inner_text(".tw-reader-head h2")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_all_results_are_taken_away(page: Any, form: str) -> None:
    search(page)
    choose(page, "region", "青岚省")
    n = int("".join(c for c in page.inner_text(".tw-legend h2").split("条")[0] if c.isdigit()))
    with page.expect_download() as download:
        page.click(f"[data-take={form}]")
    assert download.value.suggested_filename == f"检索结果.{form}"
    data = Path(download.value.path()).read_bytes()
    if form == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    else:
        from openpyxl import load_workbook

        sheet = load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == n + 1 and rows[0][:3] == ["序号", "出处", "条文"] and "《青岚省" in rows[1][1]


def test_arrows_walk_the_results_and_enter_opens(page: Any) -> None:
    search(page)
    page.focus("#tw-query textarea")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("[...document.querySelectorAll('.tw-hit')].indexOf(document.activeElement)") == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-target")
    page.keyboard.press("Escape")
    page.wait_for_selector("#tw-reader", state="hidden")
    page.click("[data-facet=level] summary")
    page.keyboard.press("Escape")
    assert page.locator(".tw-facet[open]").count() == 0


def test_related_clauses_come_beneath_a_result(page: Any) -> None:
    search(page)
    page.locator(".tw-hit [data-relate]").first.click()
    page.wait_for_selector(".tw-hit .tw-beneath > *")


def test_hostile_words_and_addresses_are_text(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    evil = '<img src=x onerror=alert(1)>"\u202e'
    page.goto(f"{site.address}?tab=search&q={quote(evil + QUERY)}&region={quote(evil)}&at={'9' * 400}&sort={quote(evil)}")
    page.wait_for_selector(".tw-chips")
    assert "<img src=x" in page.inner_text(".tw-chips") and page.locator("#tw-hits img").count() == 0
    assert "所选范围内没有符合的条款" in page.inner_text("#tw-hits")
    page.click("[data-unsift]")
    page.wait_for_selector(".tw-hit")
    assert seen.dialogs == []


@pytest.mark.parametrize("width", [1440, 390])
def test_no_part_sticks_out(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    search(page)
    page.click("[data-facet=source] summary")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator(".tw-facet[open] .tw-facet-list").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width


def test_nothing_failed(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    """Last on purpose: it judges all that the tests above did."""
    assert seen.errors == [] and seen.dialogs == [] and "Traceback" not in site.log.read_text()
