"""What the page 评测 and the feedback under answers show, without a browser: everything that counts, and no markup of a person's."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eval.answers import MEASURES
from eval.measures import CLAUSE as RANKED
from eval.measures import DOCUMENT, within
from policy import Answer, BadInput, Citation, Claim, Clause, Hit
from policy.bench import Agreement, Card, Change, Compared, Feedback, Interval, Paired, PoolInfo, Progress, Record, RunInfo, Shown, Tally
from web.bench_compare import proposed
from web.bench_judge import making
from web.bench_view import compare_view, measure_label, run_view, runs_view, set_label, working_view
from web.copies import copies, written
from web.feedback_view import feedback_table, rate_view, unsaid
from web.judge_view import card_view, pool_view
from web.strings import words_in
from web.times import local_time

ZH, EN = words_in("zh"), words_in("en")
BAD = '<script>alert(1)</script>"\u202e'
TEXT = f"（一）到2027年达到95%。{BAD}"
CLAUSE = Clause("a.txt#1", "a.txt", BAD, (BAD,), TEXT, 0, len(TEXT))
OTHER = Clause("b.txt#1", "b.txt", "乙", ("一",), "别的", 0, 2)
MEAN = Interval(0.5, 0.25, 0.75, 12)
RUN = RunInfo("20260101-x", BAD, "2026-01-01T10:00:00+00:00", BAD, 12, "dense", 10, False, "000003", {"RR@10": MEAN, BAD: MEAN}, ())
SAID = Feedback("f1", "2026-01-01T10:00:00+00:00", BAD, "answered", "useless", ("wrong",), BAD, (BAD,), (), "000003")


def record(value: float) -> Record:
    hits = (Shown(1, BAD, 1, BAD, BAD, BAD), Shown(2, "x", None, "b", "二", "文"))
    return Record("q1", BAD, {}, (BAD,), True, True, {"RR@10": value}, hits, BAD, "answered")


def compared() -> Compared:
    sure = Paired("RR@10", 12, 0.9, 0.4, Interval(-0.5, -0.7, -0.3, 12), 1, 3, 8, 0.0002, 0.00001, 0.0004, 0.00002)
    unsure = Paired("P@5", 12, 0.2, 0.2, Interval(0.0, 0.0, 0.0, 12), 0, 12, 0, 1.0, 1.0)
    worse = Change(record(1.0), record(0.25), -0.75)
    return Compared(BAD, BAD, "RR@10", (sure, unsure), ((BAD, BAD, BAD),), (BAD,), (worse,), (), ())


def test_nothing_of_a_person_reaches_the_page_as_markup() -> None:
    card = Card(BAD, BAD, "0" * 20, BAD, CLAUSE, 1, 2, 9)
    pool = PoolInfo(BAD, 1, 9, 2, (BAD,), (Tally(BAD, 1, 2),))
    pages = [
        rate_view(SAID, ["wrong"], ZH),
        feedback_table([SAID], ZH),
        run_view(RUN, ZH),
        runs_view([RUN], ZH),
        compare_view(compared(), ZH),
        card_view(card, ZH),
        pool_view(pool, [Agreement(BAD, BAD, 3, 0.5, 0.1, None)], ZH),
        working_view(Progress(BAD, 1, 2), ZH),
    ]
    for page in pages:
        assert "<script" not in page and "&lt;script&gt;" in page and "\u202e" not in page and '</script>"' not in page


def test_what_would_be_kept_is_what_stood_there() -> None:
    answer = Answer("问", (Claim("达到95%。", (1,)),), (Citation(1, CLAUSE, 8, 15),), (Hit(1, 1.0, CLAUSE), Hit(2, 0.5, OTHER)))
    said = unsaid(answer, "id", "000007")
    assert (said.cited, said.hits, said.status, said.generation) == (("a.txt#1",), ("b.txt#1",), "answered", "000007")
    assert said.verdict == "" and "tw-why-box" not in rate_view(said, ["wrong"], ZH)
    assert unsaid(Answer("问", (), (), (Hit(1, 1.0, OTHER),)), "id", "1").hits == ("b.txt#1",)


def test_reasons_are_asked_for_where_an_answer_was_of_no_use() -> None:
    assert (
        'value="wrong" checked' in rate_view(SAID, ["wrong", "unclear"], ZH) and rate_view(SAID, ["wrong"], ZH).count("aria-pressed") == 2
    )
    useful = Feedback("f", "", "q", "answered", "useful", (), "", (), (), "1")
    assert "checkbox" not in rate_view(useful, ["wrong"], EN) and "textarea" in rate_view(useful, ["wrong"], EN)


def test_a_card_tells_the_question_and_the_clause_and_nothing_of_where_it_was_found() -> None:
    page = card_view(Card("池", "甲", "a" * 20, "问题？", OTHER, 4, 1, 20), ZH)
    for piece in (
        "问题？",
        "别的",
        'data-item="' + "a" * 20,
        "已过 5 / 20 条，其中跳过 1 条",
        'data-grade="0"',
        'data-grade="3"',
        "data-undo",
    ):
        assert piece in page
    assert not any(word in page for word in ("hybrid", "dense", "lexical", "mode=", "rank", "score", "得分", "名次", "语义第"))


def test_the_end_offers_what_was_skipped() -> None:
    assert 'data-grade="again"' in card_view(Card("池", "甲", "", "", None, 4, 1, 5), ZH)
    done = card_view(Card("池", "甲", "", "", None, 5, 0, 5), ZH)
    assert 'data-grade="again"' not in done and "data-undo" in done and "评完了" in done


def test_a_comparison_tells_games_chances_and_both_lists_of_hits() -> None:
    page = compare_view(compared(), EN)
    assert "1 / 3 / 8" in page and "0.0004" in page and "&lt; 0.0001" in page and "-0.5000" in page and "[-0.7000, -0.3000]" in page
    assert page.count('class="tw-sure"') == 1 and "1.000 → 0.250" in page
    assert page.count('class="tw-gold"') == 2 and page.count("<ol>") == 2 and "No question got better" in page


@pytest.mark.parametrize(
    ("name", "label"), [("sample:questions", "示例问题"), ("sample:别的", "示例：别的"), ("set:甲", "甲"), ("pool:乙", "盲评：乙")]
)
def test_sets_are_named_by_their_kind(name: str, label: str) -> None:
    assert set_label(name, ZH) == label


def test_measures_are_told_in_plain_words_beside_their_standard_names() -> None:
    values = {"R@5": MEAN, "document RR@10": MEAN, "answer citation_recall": MEAN, "ERR@20": MEAN}
    run = replace(RUN, measures=values, others={"refusal_f1": 0.5, "search p50 ms": 12.345, "peak MB": 400.0})
    page = run_view(run, ZH)
    assert "应找的条文在前 5 条中找到多少" in page and '<span class="tw-term">R@5</span>' in page
    assert "按文件计：第一条对的排得多靠前（只看前 10 条）" in page and ">answer citation_recall</span>" in page
    assert "ERR@20" in page and page.count("tw-term") == 4
    assert "毫秒）" in page and ">12.3<" in page and ">400.0<" in page and ">0.5000<" in page
    assert "share of what answers that is in the first 5" in run_view(run, EN)
    assert "找到多少" in runs_view([run], ZH) and "<small" not in page


def test_every_measure_of_a_run_has_plain_words() -> None:
    names = [n for n in within(RANKED, 100) if n != "AP"] + [f"document {n}" for n in DOCUMENT] + [f"answer {n}" for n in MEASURES]
    others = ["refusal_precision", "refusal_recall", "refusal_f1", "risk_coverage_area", "search p50 ms", "answer p50 ms", "total seconds"]
    for words in (ZH, EN):
        labels = [measure_label(name, words) for name in (*names, *others, "peak MB", "RR(rel=2)@10")]
        assert not {*names, *others} & {*labels} and not any("{" in label for label in labels)
    assert len({measure_label(name, ZH) for name in names}) == len(names)


def test_what_runs_differ_in_is_told_in_plain_words() -> None:
    page = compare_view(replace(compared(), settings=(("settings.mode", "hybrid", "dense"), ("settings.fusion", "a", "b"))), ZH)
    assert ">方式<" in page and "只按语义" in page and ">settings.fusion<" in page
    assert "退步最多的问题，按“第一条对的排得多靠前（只看前 10 条）”" in page


def test_times_are_those_of_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert local_time("2026-01-01T18:30:00+00:00") == "2026-01-02 02:30" and local_time("昨天") == "昨天"
        assert "2026-01-01 18:00" in run_view(RUN, ZH) and "2026-01-01 18:00" in feedback_table([SAID], ZH)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_two_runs_of_one_set_are_proposed_for_comparison() -> None:
    runs = [replace(RUN, run_id=i, questions=q) for i, q in (("3", "甲"), ("2", "乙"), ("1", "甲"))]
    assert proposed(runs) == ("1", "3") and proposed(runs[:2]) == proposed([]) == (None, None)


def test_a_card_says_who_judges() -> None:
    assert "甲：已过 5 / 20 条" in card_view(Card("池", "甲", "a" * 20, "问题？", OTHER, 4, 1, 20), ZH)


def test_cited_clauses_of_feedback_are_named_as_people_name_them() -> None:
    page = feedback_table([SAID], ZH, lambda clause_id: "《某办法》 › 第三条")
    assert "《某办法》 › 第三条" in page and BAD not in page


def test_a_list_of_feedback_is_cut_with_a_word_about_it() -> None:
    page = feedback_table([SAID] * 300, ZH)
    assert page.count("data-pool=") == 200 and "列出前 200 条，共 300 条" in page
    assert "没有符合条件" in feedback_table([], ZH)


def test_files_are_served_from_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "room"))
    for n in (1, 2):
        (tmp_path / str(n)).mkdir()
        (tmp_path / str(n) / "report.html").write_text(str(n))
    made = copies([tmp_path / "1" / "report.html", tmp_path / "2" / "report.html"])
    assert [Path(p).read_text() for p in made] == ["1", "2"] and {Path(p).name for p in made} == {"report.html"}
    csv, text = written({"a.csv": "头", "b.txt": "文"})
    assert Path(csv).read_bytes().startswith(b"\xef\xbb\xbf") and Path(text).read_bytes() == "文".encode()
    assert all(str(p).startswith(str(tmp_path / "room")) for p in (*made, csv, text))


class BrokenRuns:
    """Work that fails after its first step."""

    def pool(self, *_given: object) -> Iterator[Progress]:
        yield Progress("入池", 1, 2)
        raise BadInput(BAD, "怎样补救")


def test_a_pool_that_cannot_be_made_is_told_in_place_of_the_progress() -> None:
    frame: Any = SimpleNamespace(words=ZH, bench=SimpleNamespace(runs=BrokenRuns()))

    def told(*given: Any) -> list[str]:
        return [str(shown) for shown, _ in making(frame, *given, [], 10, 1)]

    assert ["题池名称" in page for page in told("", "", ["问"], ["dense"])] == [True]
    assert ["题池名称" in page for page in told("池", "", [], ["dense"])] == [True]
    assert ["至少选一种" in page for page in told("池", "", ["问"], [])] == [True]
    bar, error = told("池", "", ["问"], ["dense"])
    assert "汇集 1/2" in bar and "怎样补救" in error and "<script" not in error
