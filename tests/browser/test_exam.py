"""What a trainer does in the browser: make a paper, work on it question by question, come back to it, take it away as files."""

import re
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

STATUTE = "青岚省政务服务便民条例"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e${alert(3)}'


def settle(page: Any) -> None:
    page.wait_for_function("!document.body.classList.contains('tw-exam-busy')")


def revision(page: Any) -> str:
    return str(page.get_attribute(".tw-paper", "data-exam-revision"))


def press(page: Any, verb: str, item: Any = None, changes: bool = True) -> None:
    """Press a button of the paper or of one of its questions, and wait for what comes of it."""
    before = revision(page)
    (item or page.locator(".tw-paper")).locator(f"[data-exam={verb}]").first.click()
    if changes:
        page.wait_for_function("was => document.querySelector('.tw-paper')?.dataset.examRevision !== was", arg=before)
    settle(page)


def card(page: Any, n: int) -> Any:
    return page.locator(".tw-items .tw-item").nth(n)


def told(page: Any) -> str:
    return str(page.inner_text("#tw-exam-told"))


def wait_told(page: Any, text: str) -> None:
    page.wait_for_function("text => document.querySelector('#tw-exam-told').textContent.includes(text)", arg=text)


def make(page: Any, title: str, **counts: int) -> None:
    """A paper over one document with so many questions of each kind."""
    page.get_by_role("tab", name="出题", exact=True).click()
    page.fill("#tw-exam-title textarea, #tw-exam-title input", title)
    page.click("#tw-exam-sources input")
    page.get_by_role("option", name=STATUTE).first.click()
    page.keyboard.press("Escape")
    for kind in ("single", "multiple", "true_false", "blank", "short", "case"):
        page.fill(f"#tw-count-{kind} input", str(counts.get(kind, 0)))
    page.click("#tw-exam-start")
    page.wait_for_function("t => document.querySelector('.tw-paper-head h2')?.innerText === t", arg=title)
    settle(page)


def fill(page: Any, name: str, text: str) -> None:
    page.locator(f".tw-exam-form [name={name}]").first.fill(text)


@pytest.fixture
def paper(page: Any) -> Any:
    make(page, "应知应会", single=4, true_false=2, short=1)
    return page


def test_nothing_is_said_of_a_language_model_where_none_is_set(page: Any) -> None:
    page.get_by_role("tab", name="出题", exact=True).click()
    page.wait_for_selector("#tw-exam-start")
    assert page.locator("#tw-exam-reword").count() == 0


def test_a_paper_is_made_and_every_key_leads_to_its_clause(paper: Any) -> None:
    page = paper
    assert page.locator(".tw-items .tw-item").count() == 7 and "已出 7 题" in told(page)
    assert re.search(r"7 题 · .* 分 · 30 分钟", page.inner_text(".tw-paper-head")) and "单选答案：A" in page.inner_text(".tw-balance")
    assert page.locator("#tw-exam-new .tw-shares").is_hidden()  # the settings fold away
    first = card(page, 0)
    assert first.locator(".tw-tick").count() == 1 and STATUTE in first.locator(".tw-proof-title").first.inner_text()
    first.locator(".tw-open").first.click()
    page.wait_for_selector(".tw-target mark.quote")
    page.wait_for_function("""() => { const box = document.querySelector('.tw-target mark').getBoundingClientRect();
        return box.top > 0 && box.bottom < innerHeight; }""")
    page.keyboard.press("Escape")
    page.wait_for_selector("#tw-reader", state="hidden")
    page.click("[data-exam=keys]")
    assert page.locator(".tw-tick:visible, .tw-answer-key:visible, .tw-proofs:visible").count() == 0
    assert page.get_attribute("[data-exam=keys]", "aria-pressed") == "true"
    press(page, "down", first)
    assert page.locator(".tw-answer-key:visible").count() == 0  # still hidden after a change
    page.click("[data-exam=keys]")
    page.click(".tw-paper details summary")
    rows = page.locator(".tw-covered tbody tr")
    assert rows.count() > 20 and page.locator(".tw-covered [data-to]").count() >= 5
    page.locator(".tw-covered [data-to]").first.click()
    assert page.evaluate("document.activeElement.matches('.tw-item')")


def test_replace_lock_remake_move_remove_and_undo(paper: Any) -> None:
    page = paper
    stems = page.locator(".tw-stem").all_inner_texts()
    press(page, "replace", card(page, 1))
    after = page.locator(".tw-stem").all_inner_texts()
    assert [a == b for a, b in zip(stems, after, strict=True)] == [True, False, True, True, True, True, True]
    assert page.evaluate("document.activeElement.dataset.exam") == "replace"  # the focus stays where it was
    press(page, "lock", card(page, 0))
    assert page.evaluate("document.activeElement.dataset.exam") == "unlock"
    assert card(page, 0).locator("[data-exam=remove]").is_disabled() and "已锁定" in card(page, 0).inner_text()
    press(page, "remake")
    assert stems[0] in page.locator(".tw-stem").all_inner_texts() and page.locator(".tw-items .tw-item").count() >= 5
    now = page.locator(".tw-stem").all_inner_texts()
    page.locator(".tw-items .tw-item:not(.tw-locked)").first.locator("[data-exam=remove]").click()
    page.wait_for_function("n => document.querySelectorAll('.tw-items .tw-item').length === n", arg=len(now) - 1)
    settle(page)
    press(page, "undo")
    assert page.locator(".tw-stem").all_inner_texts() == now


def test_a_key_edited_away_from_its_clause_is_flagged_at_once(paper: Any) -> None:
    page = paper
    press(page, "edit", card(page, 2), changes=False)
    page.wait_for_selector(".tw-exam-form")
    assert page.evaluate("document.activeElement.name") == "stem"
    right = page.locator(".tw-exam-form [name=right]:checked").get_attribute("value")
    page.locator(f".tw-exam-form [name=right]:not([value='{right}'])").first.check()
    page.locator(".tw-paper [data-exam=check]").click()  # what was changed must be saved or given up first
    page.wait_for_selector(".tw-exam-form.tw-unsaved")
    press(page, "save", page.locator(".tw-exam-form"))
    flags = card(page, 2).locator(".tw-flags")
    assert flags.count() == 1 and "怎么办" in flags.inner_text() and "1 题有问题" in page.inner_text(".tw-paper-head")
    assert flags.get_attribute("role") == "alert" and "已修改" in card(page, 2).inner_text()
    press(page, "check")
    assert page.locator(".tw-flags").count() == 1
    press(page, "edit", card(page, 2), changes=False)
    page.wait_for_selector(".tw-exam-form")
    page.locator(f".tw-exam-form [name=right][value='{right}']").check()
    page.locator(".tw-exam-form [name=explanation]").fill("改回来了")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("!document.querySelector('.tw-exam-form')")
    settle(page)
    assert page.locator(".tw-flags").count() == 0 and "改回来了" in card(page, 2).inner_text()


def test_own_questions_of_hostile_text_are_text_everywhere(paper: Any, seen: SimpleNamespace) -> None:
    page = paper
    page.locator("[data-exam=own][data-exam-kind=single]").click()
    page.wait_for_selector(".tw-exam-form")
    fill(page, "stem", HOSTILE)
    for n, text in enumerate((f"甲{HOSTILE}", "乙", "丙", "丁")):
        page.locator(".tw-exam-form [name=option]").nth(n).fill(text)
    page.locator(".tw-exam-form [data-exam=more]").click()
    page.keyboard.type("戊")
    page.locator(".tw-exam-form [data-exam=drop]").nth(2).click()
    press(page, "save", page.locator(".tw-exam-form"), changes=False)
    wait_told(page, "要有一个正确答案")
    assert page.locator(".tw-exam-form [name=option]").nth(2).input_value() == "丁"  # what was typed is still there
    page.locator(".tw-exam-form [name=right]").first.check()
    fill(page, "explanation", f"</textarea>{HOSTILE}")
    press(page, "save", page.locator(".tw-exam-form"))
    own = card(page, 4)
    text = own.inner_text()
    assert "<script>alert(1)</script>" in text and "onerror=alert(2)" in text and "${alert(3)}" in text and "\u202e" not in text
    assert own.locator(".tw-options li").count() == 4 and "自编" in text and "没有出处" in own.locator(".tw-flags").inner_text()
    assert page.locator("#tw-paper script, #tw-paper img").count() == 0
    press(page, "edit", own, changes=False)
    page.wait_for_selector(".tw-exam-form")
    assert "</textarea>" in page.locator(".tw-exam-form [name=explanation]").input_value()
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('.tw-exam-form')")
    settle(page)
    press(page, "rename", changes=False)
    fill(page, "title", HOSTILE)
    press(page, "save", page.locator(".tw-exam-form"))
    page.click("#tw-exam-kept > button")
    page.wait_for_function("document.querySelector('#tw-papers')?.textContent.includes('<script>')")
    assert page.locator("#tw-papers script, #tw-papers img, .tw-paper-head img").count() == 0 and seen.dialogs == []


def test_an_own_question_with_its_clause_is_checked_and_opens_there(page: Any) -> None:
    make(page, "自编", short=1)
    page.locator("[data-exam=own][data-exam-kind=blank]").click()
    page.wait_for_selector(".tw-exam-form")
    fill(page, "stem", f"根据《{STATUTE}》，受理单位应当自收到投诉之日起____内答复。")
    fill(page, "key", "7个工作日 | 七个工作日")
    places = page.locator(".tw-exam-form datalist option").evaluate_all("all => all.map(o => [o.value, o.textContent])")
    clause = next(value for value, label in places if "第二十条" in label)
    fill(page, "clause", clause)
    fill(page, "quote", "受理单位应当自收到投诉之日起7个工作日内答复")
    press(page, "save", page.locator(".tw-exam-form"))
    own = page.locator(".tw-items .tw-item").first
    assert own.locator(".tw-flags").count() == 0 and "也可：七个工作日" in own.inner_text()
    own.locator(".tw-open").click()
    page.wait_for_selector(".tw-target mark.quote")
    assert page.inner_text(".tw-target mark.quote") == "受理单位应当自收到投诉之日起7个工作日内答复"


def test_the_paper_is_exported_and_its_files_open(paper: Any) -> None:
    page = paper
    stem = card(page, 0).locator(".tw-stem").inner_text()[:12]
    for name in ("docx", "gift"):
        page.check(f".tw-export [value={name}]")
    page.click(".tw-export [data-exam=export]")
    wait_told(page, "个文件")
    page.wait_for_selector("#tw-exam-files .file-preview")
    files = {}
    for link in page.locator("#tw-exam-files a[download]").all():
        with page.expect_download() as download:
            link.click()
        files[download.value.suggested_filename] = Path(download.value.path())
    words = [path for name, path in files.items() if name.endswith(".docx")]
    texts = [zipfile.ZipFile(path).read("word/document.xml").decode() for path in words]
    assert len(words) >= 2 and any(stem in re.sub("<[^>]+>", "", text) for text in texts)
    gift = next(path for name, path in files.items() if not name.endswith(".docx"))
    assert stem[:6] in gift.read_text("utf8")


def test_the_page_goes_on_where_it_was_left_and_papers_are_opened_copied_deleted(paper: Any) -> None:
    page = paper
    press(page, "lock", card(page, 1))
    stems = page.locator(".tw-stem").all_inner_texts()
    page.reload()
    page.wait_for_selector(".tw-paper")
    assert page.locator(".tw-stem").all_inner_texts() == stems and page.locator(".tw-item.tw-locked").count() == 1
    press(page, "unlock", card(page, 1))
    press(page, "close", changes=False)
    page.wait_for_selector(".tw-paper", state="detached")
    assert "paper=" not in page.url
    settle(page)
    row = page.locator(".tw-papers tbody tr").first
    row.locator("[data-exam=copy]").click()
    page.wait_for_function("document.querySelector('.tw-paper-head h2')?.innerText === '应知应会（副本）'")
    settle(page)
    page.click("#tw-exam-kept > button")
    copied = page.locator(".tw-papers tbody tr", has_text="副本").first
    copied.locator("[data-exam=delete]").click()
    assert "副本" in page.inner_text("#tw-exam-dialog")
    page.click("#tw-exam-dialog [data-exam=no]")
    copied.locator("[data-exam=delete]").click()
    page.click("#tw-exam-dialog [data-exam=yes]")
    page.wait_for_selector(".tw-paper", state="detached")
    page.wait_for_function("!document.querySelector('#tw-papers').innerText.includes('副本')")


def test_two_trainers_on_one_paper_do_not_overwrite_one_another(paper: Any, browser: Any, site: SimpleNamespace) -> None:
    page = paper
    other = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
    other.set_default_timeout(60_000)
    other.goto(page.url)
    other.wait_for_selector(".tw-paper")
    press(page, "edit", card(page, 0), changes=False)
    page.wait_for_selector(".tw-exam-form")
    fill(page, "stem", "第一位写的题干，请看（　　）。")
    press(other, "lock", card(other, 3))
    page.locator(".tw-exam-form [data-exam=save]").click()
    wait_told(page, "刚被别人改过")
    settle(page)
    assert page.locator(".tw-exam-form [name=stem]").input_value() == "第一位写的题干，请看（　　）。"
    press(page, "save", page.locator(".tw-exam-form"))
    assert "第一位写的题干" in card(page, 0).inner_text() and page.locator(".tw-item.tw-locked").count() == 1
    press(other, "down", card(other, 1), changes=True)  # the page of the other is older now: told, and shown what is new
    assert "刚被别人改过" in told(other) and "第一位写的题干" in card(other, 0).inner_text()
    other.context.close()


def test_presets_and_blueprints_fill_the_form(page: Any, tmp_path: Path) -> None:
    page.get_by_role("tab", name="出题", exact=True).click()
    page.click("#tw-preset-standard")
    page.wait_for_function("document.querySelector('#tw-count-single input').value === '20'")
    file = tmp_path / "方案.toml"
    file.write_text('title = "季度测试"\nsources = ["便民条例"]\nversions = ["A", "B"]\n[kinds]\n单选 = 3\n判断 = 2\n', "utf8")
    with page.expect_file_chooser() as chooser:
        page.click("#tw-blueprint")
    chooser.value.set_files(str(file))
    page.wait_for_function("document.querySelector('#tw-settings-told').innerText.includes('方案.toml')")
    assert page.input_value("#tw-count-single input") == "3" and page.input_value("#tw-count-multiple input") == "0"
    assert STATUTE in page.inner_text("#tw-exam-sources")
    page.click("#tw-exam-start")
    page.wait_for_function("document.querySelector('.tw-paper-head h2')?.innerText === '季度测试'")
    assert page.locator(".tw-items .tw-item").count() == 5 and "A、B" in page.inner_text(".tw-paper-head")
    file.write_text("[kinds]\n多项 = 3\n", "utf8")
    page.click("#tw-exam-new > button")
    with page.expect_file_chooser() as chooser:
        page.click("#tw-blueprint")
    chooser.value.set_files(str(file))
    page.wait_for_selector(".toast-body")
    assert "多项" in page.inner_text(".toast-body")


def test_on_a_narrow_screen_nothing_sticks_out_and_keys_alone_will_do(paper: Any) -> None:
    page = paper
    page.set_viewport_size({"width": 390, "height": 844})
    wide = """[...document.querySelectorAll('.tw-paper *')]
        .filter(e => !e.closest('.tw-wide') && e.getBoundingClientRect().right > innerWidth).length"""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and page.evaluate(wide) == 0
    button = card(page, 0).locator("[data-exam=edit]")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-exam-form")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and page.evaluate(wide) == 0
    page.keyboard.type("（改）")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("!document.querySelector('.tw-exam-form')")
    settle(page)
    assert "（改）" in card(page, 0).inner_text() and page.evaluate("document.activeElement.dataset.exam") == "edit"


def test_no_script_failed(site: SimpleNamespace, seen: SimpleNamespace) -> None:
    """Last on purpose: it judges all that the tests above did."""
    assert seen.errors == [] and seen.dialogs == [] and "Traceback" not in site.log.read_text()
