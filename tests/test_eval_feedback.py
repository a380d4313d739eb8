"""Feedback on answers: kept, changed, listed, exported."""

import csv
import io
import json
import time
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.feedback import LONGEST, REASONS, STATUSES, VERDICTS, keep, listed
from eval.opinions import Opinions
from eval.state import State, state_of
from policy import BadInput
from policy.bench import Feedback, Wanted
from tests.eval_kit import library
from web.bench_strings import BENCH
from web.feedback_view import LONGEST as SHOWN_LONGEST

SAID = Feedback(
    "1", "", "晚上停车收费吗", "answered", "useless", ("wrong", "unclear"), "=1+1 看不懂\n第二行", ("法规#2",), ("通告#1",), "000001"
)


@pytest.fixture
def state(tmp_path: Path) -> State:
    return state_of(library(tmp_path).folder)


def test_what_was_said_comes_back_with_what_stood_there_and_nothing_of_who_said_it(state: State) -> None:
    kept = keep(state.feedback, SAID)
    assert listed(state.feedback) == [kept] and kept == replace(SAID, time=kept.time) and kept.time
    row = json.loads(state.feedback.path.read_text("utf8"))
    assert set(row) == {f.name for f in fields(Feedback)} == {
        "feedback_id", "time", "question", "status", "verdict", "reasons", "text", "cited", "hits", "generation",
    }  # fmt: skip


def test_a_verdict_that_is_turned_counts_once_and_the_file_only_grows(state: State) -> None:
    keep(state.feedback, SAID)
    keep(state.feedback, replace(SAID, feedback_id="2", question="别的"))
    keep(state.feedback, replace(SAID, verdict="useful", reasons=(), text=""))
    assert [(e.feedback_id, e.verdict) for e in listed(state.feedback)] == [("1", "useful"), ("2", "useless")]
    assert len(state.feedback.rows()) == 3


def test_filters(state: State) -> None:
    keep(state.feedback, SAID)
    keep(state.feedback, replace(SAID, feedback_id="2", verdict="useful", reasons=(), status="not_found", question="養犬登记证", text=""))

    def found(**wanted: str) -> list[str]:
        return [e.feedback_id for e in listed(state.feedback, Wanted(**wanted))]

    assert found(verdict="useful") == ["2"] and found(status="answered") == ["1"] and found(reason="unclear") == ["1"]
    assert found(text="养犬") == ["2"] and found(text="看不懂") == ["1"] and found(since="2999-01-01") == []
    for wrong in ({"since": "昨天"}, {"reason": "bogus"}, {"verdict": "x"}):
        with pytest.raises(BadInput) as caught:
            found(**wrong)
        assert caught.value.remedy


@pytest.mark.parametrize("wrong", [{"verdict": "perhaps"}, {"status": ""}, {"reasons": ("bogus",)}, {"text": "长" * (LONGEST + 1)}])
def test_what_is_no_feedback_is_refused(state: State, wrong: dict) -> None:
    with pytest.raises(BadInput):
        keep(state.feedback, replace(SAID, **wrong))
    assert listed(state.feedback) == []


def test_half_a_character_is_kept_as_a_question_mark(state: State) -> None:
    assert keep(state.feedback, replace(SAID, text="坏\ud800字")).text == "坏?字"


def test_exports_hold_everything_and_no_formula(state: State) -> None:
    keep(state.feedback, SAID)
    files = Opinions(state).export(Wanted())
    assert json.loads(files["feedback.jsonl"])["reasons"] == ["wrong", "unclear"]
    head, row = csv.reader(io.StringIO(files["feedback.csv"]))
    assert dict(zip(head, row, strict=True))["text"] == "'=1+1 看不懂\n第二行"


def test_every_reason_verdict_and_status_has_its_words() -> None:
    assert {f"reason_{r}" for r in REASONS} | {f"verdict_{v}" for v in VERDICTS} | {f"answer_{s}" for s in STATUSES} <= BENCH.keys()
    assert SHOWN_LONGEST == LONGEST


def test_without_a_pool_it_is_said_how_one_is_made(state: State, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pool", "--index", str(state.root.parent)]) == 0
    said = capsys.readouterr()
    assert said.out == "" and "还没有题池" in said.err and "→" in said.err


def test_the_command_line_lists_and_exports(state: State, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = ["--index", str(state.root.parent)]
    assert main(["feedback", *index]) == 0
    said = capsys.readouterr()
    assert said.out == "" and "没有符合条件的反馈" in said.err
    keep(state.feedback, SAID)
    assert main(["feedback", *index]) == 0
    line = capsys.readouterr().out
    assert line.count("\n") == 1 and "晚上停车收费吗" in line and "wrong unclear" in line
    assert main(["feedback", *index, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cited"] == ["法规#2"]
    assert main(["feedback", *index, "--verdict", "useful", "--json"]) == 0 and capsys.readouterr().out == ""
    out = tmp_path / "neu" / "f.csv"
    assert main(["feedback", *index, "--form", "csv", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbffeedback_id,") and capsys.readouterr().out == ""
    for wrong in (["--since", "昨天"], ["--reason", "bogus"], ["--out", str(out)]):
        assert main(["feedback", *index, *wrong]) == 1
        assert "→" in capsys.readouterr().err


def test_a_date_is_one_of_the_calendar_on_the_wall(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        state.feedback.append([{**asdict(SAID), "time": "2026-02-28T23:30:00+00:00"}])  # half past seven in the morning of the next day
        assert len(listed(state.feedback, Wanted(since="2026-03-01"))) == 1 and not listed(state.feedback, Wanted(since="2026-03-02"))
    finally:
        monkeypatch.undo()
        time.tzset()
