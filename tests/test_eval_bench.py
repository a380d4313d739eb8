"""Runs, comparisons and pools as the page 评测 has them done: aside, one at a time, kept in the index folder."""

import json
import threading
import time
from pathlib import Path

import pytest

from eval.bench import Bench
from eval.jobs import Jobs
from eval.judges import Judges
from eval.opening import Desk, take_in
from eval.state import state_of
from models import load_encoder
from policy import BadInput
from policy.bench import Progress
from tests.eval_kit import jsonl

SAMPLE = Path(__file__).parents[1] / "sample"
ROWS = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text("utf8").splitlines()[:12]]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("bench") / "index"
    encoder = load_encoder()
    take_in(SAMPLE / "documents", folder, encoder)
    desk = Desk(folder, encoder)
    judges = Judges(state_of(folder), desk.clause, lambda q, mode, k: desk.in_mode(mode).search(q, k), lambda: desk.generation)
    return Bench(folder, state_of(folder), judges, lambda: True)


@pytest.fixture(scope="module")
def kept(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> str:
    return bench.keep_set(jsonl(tmp_path_factory.mktemp("set") / "我的 题.jsonl", *ROWS), "我的 题.jsonl")


def test_a_set_is_kept_once_and_one_that_is_none_is_named_as_the_person_knows_it(bench: Bench, kept: str, tmp_path: Path) -> None:
    assert kept == "set:我的-题" and kept in bench.sets() and "sample:questions" in bench.sets()
    again = jsonl(tmp_path / "x.jsonl", *ROWS)
    assert bench.keep_set(again, "别名.jsonl") == kept
    assert bench.keep_set(jsonl(tmp_path / "y.jsonl", ROWS[0]), "我的 题.jsonl") == "set:我的-题-2"
    (tmp_path / "bad.jsonl").write_text('{"id": 1}\n', "utf8")
    before = bench.sets()
    with pytest.raises(BadInput, match=r"坏的\.jsonl") as caught:
        bench.keep_set(tmp_path / "bad.jsonl", "坏的.jsonl")
    assert str(tmp_path) not in str(caught.value) and bench.sets() == before


def test_two_runs_are_kept_and_compared_question_by_question(bench: Bench, kept: str, tmp_path: Path) -> None:
    seen = list(bench.run(kept, "混合", "hybrid", 10, True))
    assert Progress("检索", len(ROWS), len(ROWS)) in seen or Progress("作答", len(ROWS), len(ROWS)) in seen
    list(bench.run(kept, "", "dense", 10, False))
    dense, hybrid = bench.runs()
    assert (hybrid.name, hybrid.mode, hybrid.k, hybrid.answers, hybrid.count) == ("混合", "hybrid", 10, True, len(ROWS))
    assert (dense.name, dense.answers) == ("dense", False) and "answer right" not in dense.measures
    assert {"report.html", "measures.csv", "summary.json", "results.jsonl"} <= {p.name for p in hybrid.files}
    rr = hybrid.measures["RR@10"]
    assert 0 <= rr.low <= rr.mean <= rr.high <= 1 and rr.n == len(ROWS)
    assert hybrid.others["search p50 ms"] > 0 and hybrid.others["total seconds"] > 0 and "answer p50 ms" not in dense.others

    found = bench.compare(hybrid.run_id, dense.run_id, "RR@10", tmp_path)
    test = next(t for t in found.tests if t.measure == "RR@10")
    assert test.wins + test.ties + test.losses == len(ROWS) and test.mean_a == pytest.approx(rr.mean)
    assert test.losses == len(found.regressions) and test.wins == len(found.gains)
    assert [c.difference for c in found.regressions] == sorted(c.difference or 0 for c in found.regressions)
    assert all(c.a.hits and c.b.hits for c in found.regressions)
    assert "settings.mode" in [name for name, _, _ in found.settings] and all(p.exists() for p in found.files)
    for a, b in ((hybrid.run_id, hybrid.run_id), ("../runs", dense.run_id), (hybrid.run_id, "没有")):
        with pytest.raises(BadInput):
            bench.compare(a, b, "RR@10", tmp_path)


def test_a_pool_made_aside_can_be_judged_and_then_run_over(bench: Bench) -> None:
    list(bench.pool("试", "", ["石溪县减少重复检查由谁牵头", "-k 减少重复检查是什么"], ["lexical"], [], 3, 5))
    pool = bench._judges.pools()[0]
    assert (pool.name, pool.questions, pool.systems) == ("试", 2, ("mode=lexical",)) and "pool:试" not in bench.sets()
    card = bench._judges.card("试", "甲")
    while card.clause:
        card = bench._judges.grade("试", "甲", card.item, 2)
    assert "pool:试" in bench.sets()
    list(bench.run("pool:试", "盲评", "lexical", 10, False))
    run = bench.runs()[0]
    assert run.questions == "试" and run.count == 2 and run.measures["Success@1"].mean == 1.0
    card = bench._judges.card("试", "乙")
    while card.clause:
        card = bench._judges.grade("试", "乙", card.item, 1)  # related, and no answer: the lower median is 1 now
    list(bench.run("pool:试", "盲评", "lexical", 10, False))
    assert bench.runs()[0].measures["Success@1"].mean == 0.0 and bench.runs()[0].measures["nDCG@10"].mean > 0


def test_what_fails_is_told_with_its_remedy_and_leaves_nothing(bench: Bench) -> None:
    runs = len(list(bench._state.runs.iterdir())) if bench._state.runs.exists() else 0
    for questions, k in (("set:没有", 10), ("sample:../x", 10), ("pool:没有", 10), ("sample:questions", 0)):
        with pytest.raises(BadInput) as caught:
            list(bench.run(questions, "坏", "hybrid", k, False))
        assert caught.value.remedy and "Traceback" not in str(caught.value)
    with pytest.raises(BadInput):
        list(bench.run("sample:questions", "a/b", "hybrid", 10, False))
    assert (len(list(bench._state.runs.iterdir())) if bench._state.runs.exists() else 0) == runs


def test_one_at_a_time_and_it_can_be_stopped(bench: Bench) -> None:
    failed: list[BadInput] = []

    def run() -> None:
        try:
            list(bench.run("sample:questions", "停", "hybrid", 100, True))
        except BadInput as error:
            failed.append(error)

    runs = {r.run_id for r in bench.runs()}
    thread = threading.Thread(target=run)
    thread.start()
    deadline = time.monotonic() + 20
    while not bench._jobs.busy and time.monotonic() < deadline:
        time.sleep(0.02)
    with pytest.raises(BadInput, match="正在进行"):
        list(bench.run("sample:questions", "二", "hybrid", 10, False))
    assert bench.stop()
    thread.join(20)
    assert [str(e)[:3] for e in failed] == ["已停止"] and not bench.stop()
    assert {r.run_id for r in bench.runs()} == runs and not list(bench._state.runs.glob("*-停"))


def test_a_job_says_what_its_command_said() -> None:
    with pytest.raises(BadInput, match="没有索引") as caught:
        list(Jobs().run(["feedback", "--index", "/nowhere/at/all"]))
    assert "ingest" in caught.value.remedy
