"""What an evaluator does in the browser: read feedback, run, compare, judge blind; and that asking goes on meanwhile."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
EXAMPLE = "行政机关负责人出庭应诉率的目标是多少？"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>出庭应诉率的目标是多少"


def tab(page: Any, *names: str) -> None:
    for name in names:
        page.get_by_role("tab", name=name, exact=True).click()


def choose(page: Any, box: str, text: str) -> None:
    page.click(f"{box} input")
    page.get_by_role("option", name=text).first.click()


def fill(page: Any, box: str, text: str) -> None:
    page.fill(f"{box} input, {box} textarea", text)


def pressed(page: Any, button: str, told: str) -> None:
    """Press a button until it is told that its work goes on: on a busy machine what opens above moves it away under the pointer."""
    for _ in range(3):
        page.click(button)
        for _ in range(60):
            if page.inner_text(told).strip():
                return
            page.wait_for_timeout(500)
    raise AssertionError(f"{button} did nothing")


def hand_over(page: Any, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.click("#tw-set-upload")
    chooser.value.set_files(str(file))


def ask(page: Any, question: str) -> None:
    page.fill("#tw-question textarea", question)
    page.press("#tw-question textarea", "Enter")
    page.wait_for_selector(".tw-rate")


def rows(site: SimpleNamespace, name: str) -> list[dict[str, Any]]:
    path = site.folder / "index" / "evaluation" / name
    return [json.loads(line) for line in path.read_text("utf8").split("\n")[:-1]] if path.exists() else []


def judged(page: Any, key: str) -> None:
    """Press a key, and wait for the next card."""
    before = page.get_attribute(".tw-judge", "data-item")
    page.keyboard.press(key)
    page.wait_for_function("was => document.querySelector('.tw-judge')?.dataset.item !== was", arg=before)


def test_an_answer_is_rated_and_the_evaluator_reads_why_as_text(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    ask(page, HOSTILE)
    page.click("[data-rate=useless]")
    page.wait_for_selector(".tw-why-box")
    page.check(".tw-reasons input[value=incomplete]")
    page.fill(".tw-why-box textarea", "<b>少了</b>云岫市")
    page.click(".tw-why-box [data-rate]")
    page.wait_for_function("document.querySelector('.tw-reasons input[value=incomplete]').checked")
    page.wait_for_timeout(300)
    said = rows(site, "feedback.jsonl")
    assert [r["verdict"] for r in said] == ["useless", "useless"] and len({r["feedback_id"] for r in said}) == 1
    assert said[-1]["question"] == HOSTILE and said[-1]["reasons"] == ["incomplete"] and said[-1]["generation"] == "000001"
    assert said[-1]["hits"] or said[-1]["cited"]

    page.goto(f"{site.address}?q={quote(EXAMPLE)}")  # an answer that a link led to can be rated too
    page.wait_for_selector(".tw-rate")
    page.click("[data-rate=useful]")
    page.wait_for_selector("[data-rate=useful][aria-pressed=true]")

    tab(page, "评测", "反馈")
    page.wait_for_function("document.querySelectorAll('.tw-feedback-table tbody tr').length === 2")
    choose(page, "#tw-said-verdict", "没用")
    page.wait_for_function("document.querySelectorAll('.tw-feedback-table tbody tr').length === 1")
    text = page.inner_text(".tw-feedback-table")
    assert HOSTILE in text and "<b>少了</b>云岫市" in text and "答案不全" in text
    assert page.locator(".tw-feedback-table script, .tw-feedback-table img, .tw-feedback-table b").count() == 0
    page.click("#tw-said-export")
    page.wait_for_selector("#tw-said-files .file-preview")
    with page.expect_download() as download:
        page.locator("#tw-said-files a", has_text="KB").or_(page.locator("#tw-said-files a")).first.click()
    assert "incomplete" in Path(download.value.path()).read_text("utf-8-sig")

    page.locator("[data-pool]").first.click()
    page.wait_for_function("document.querySelector('#tw-said-told').innerText.includes('已加入题池')")
    assert {r["question"] for r in rows(site, "pools/feedback/pool.jsonl") if r["kind"] == "item"} == {HOSTILE}
    assert seen.dialogs == []


def test_blind_judging_by_key_and_button_goes_on_after_closing(page: Any, site: SimpleNamespace, seen: SimpleNamespace) -> None:
    tab(page, "评测", "盲评")
    page.click("#tw-pool-make > button")
    fill(page, "#tw-pool-name", "试")
    fill(page, "#tw-pool-typed", f"{HOSTILE}\n石溪县减少重复检查由谁牵头")
    page.fill("#tw-pool-depth input", "3")
    page.wait_for_selector("#tw-pool-runs input[type=file]", state="attached")  # comes late and moves the button below it
    pressed(page, "#tw-pool-start", "#tw-pool-told")
    page.wait_for_function("document.querySelector('#tw-pool-told').innerText.includes('现有 2 题')", timeout=240_000)
    fill(page, "#tw-judge-name", "甲")
    page.click("#tw-judge-start")
    page.wait_for_selector(".tw-asked")
    page.evaluate("document.activeElement.blur()")
    for key in ("3", "0", "s"):
        judged(page, key)
    judged(page, "u")
    skipped = page.get_attribute(".tw-judge", "data-item")
    with_button = page.locator("[data-grade='2']")
    with_button.click()
    page.wait_for_function("was => document.querySelector('.tw-judge').dataset.item !== was", arg=skipped)
    done = rows(site, "pools/试/judgements.jsonl")
    assert [r.get("grade", "undo") for r in done] == [3, 0, None, "undo", 2]
    at = page.get_attribute(".tw-judge", "data-item")

    page.reload()  # closed, and come back
    page.wait_for_selector(".tw-chip", state="attached")
    tab(page, "评测", "盲评")
    page.wait_for_timeout(500)
    choose(page, "#tw-pool", "试")
    fill(page, "#tw-judge-name", "甲")
    page.click("#tw-judge-start")
    page.wait_for_selector(".tw-asked")
    assert page.get_attribute(".tw-judge", "data-item") == at and "已过 3 /" in page.inner_text(".tw-judge")
    page.evaluate("document.activeElement.blur()")
    shown = []
    while page.locator(".tw-asked").count():
        shown.append(page.inner_text(".tw-asked"))
        assert not any(word in page.content().split('id="tw-card"')[1].split('id="tw-pools"')[0] for word in ("hybrid", "dense", "得分"))
        judged(page, "1")
    assert HOSTILE in shown and page.locator("#tw-card script, #tw-card img").count() == 0
    assert "评完了" in page.inner_text("#tw-card") and "甲" in page.inner_text("#tw-pools")
    page.click("#tw-qrels")
    page.wait_for_selector("#tw-qrels-files .file-preview")
    names = page.inner_text("#tw-qrels-files").replace("\n", "")
    assert all(name in names for name in ("试.qrels.txt", "试.jsonl", "试.topics.tsv"))
    assert seen.dialogs == []


def test_runs_are_made_shown_and_compared_while_people_ask(page: Any, site: SimpleNamespace, tmp_path: Path) -> None:
    questions = (ROOT / "sample" / "questions.jsonl").read_text("utf8").split("\n")[:40]
    hostile = {**json.loads(questions[0]), "id": "<i>", "question": HOSTILE}
    upload = tmp_path / "我的题.jsonl"
    upload.write_text("\n".join([*questions, json.dumps(hostile, ensure_ascii=False)]) + "\n", "utf8")
    tab(page, "评测")
    hand_over(page, upload)
    page.wait_for_function("document.querySelector('#tw-run-told').innerText.includes('我的题')")
    other = page.context.new_page()
    other.goto(site.address)
    other.wait_for_selector(".tw-chip")
    for name, mode in (("混合", "词语＋语义"), ("语义", "只按语义")):
        choose(page, "#tw-run-mode", mode)
        fill(page, "#tw-run-name", name)
        page.click("#tw-run-start")
        page.wait_for_selector("#tw-run-told .tw-progress")
        ask(other, EXAMPLE)  # answered while the run goes on
        assert "百分之九十八" in other.inner_text(".tw-answer")
        assert page.locator("#tw-run-told .tw-progress").count() == 1
        page.wait_for_function("n => document.querySelector('.tw-run h3')?.innerText === n", arg=name, timeout=240_000)
    other.close()
    assert page.inner_text(".tw-run .tw-figures").count("[") > 10
    names = page.inner_text("#tw-run-files").replace("\n", "")
    assert all(name in names for name in ("report.html", "measures.csv", "summary.json"))
    page.wait_for_function("document.querySelectorAll('.tw-runs tbody tr').length === 2")

    tab(page, "对比")
    choose(page, "#tw-compare-a", "混合")
    choose(page, "#tw-compare-b", "语义")
    page.click("#tw-compare-start")
    page.wait_for_selector(".tw-tests tbody tr", timeout=240_000)
    assert "RR@10" in page.inner_text(".tw-tests") and page.locator(".tw-change .tw-pair").count()
    page.locator(".tw-change summary").first.click()
    assert page.locator(".tw-change .tw-pair ol").nth(1).locator("li").count()
    assert page.locator("#tw-compare-result script, #tw-compare-result i, #tw-compare-result img").count() == 0


def test_a_set_that_cannot_be_used_is_named_with_its_remedy(page: Any, tmp_path: Path) -> None:
    bad = tmp_path / "坏的.jsonl"
    bad.write_text('{"id": 1}\n', "utf8")
    tab(page, "评测")
    hand_over(page, bad)
    page.wait_for_selector(".toast-body")
    assert "坏的.jsonl:1: 缺少 id" in page.inner_text(".toast-body") and str(tmp_path) not in page.inner_text(".toast-body")


def test_no_script_failed(site: SimpleNamespace, seen: SimpleNamespace) -> None:
    """Last on purpose: it judges all that the tests above did."""
    assert seen.errors == [] and seen.dialogs == [] and "Traceback" not in site.log.read_text()
