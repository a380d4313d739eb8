"""How much of a clause an answer quotes."""

import json
from pathlib import Path

import numpy as np
import pytest

from answer.compose.claims import unrepeated
from answer.evidence.runs import parts, runs
from answer.evidence.spans import FILE, chosen, span_trees, with_rest
from answer.evidence.valued import value_fits
from answer.text.sentences import Sentence, sentences
from answer.understand.question import Question, understand
from policy import BadArtefact, Claim, Clause, fold

REPLY = "收到申请的，应当自收到之日起5日内答复；逾期未答复的，视为同意。材料包括：申请表（一式两份，加盖公章）、身份证明。"


def clause(text: str) -> Clause:
    return Clause("a.txt#1", "a.txt", "办法", ("第一条",), text, 40, 40 + len(text))


def first(text: str) -> Sentence:
    return sentences(clause(text))[0]


def asked(question: str, regions: tuple[str, ...] = ()) -> Question:
    return understand(question, question, regions)


def texts(sentence: Sentence) -> list[str]:
    cut = parts(sentence)
    return [sentence.clause.text[cut[r.first].start : cut[r.last].end] for r in runs(cut)]


def test_parts_are_cut_at_commas_but_not_in_brackets_or_figures() -> None:
    assert [p.text for p in parts(first(REPLY)) if p.sentence == 0] == [
        "收到申请的,",
        "应当自收到之日起5日内答复;",
        "逾期未答复的,",
        "视为同意。",
    ]
    assert [p.text for p in parts(first(REPLY)) if p.sentence == 1] == ["材料包括:", "申请表(一式两份,加盖公章)、身份证明。"]
    assert [p.text for p in parts(first("投资1,200万元，每日8:30开工"))] == ["投资1,200万元,", "每日8:30开工"]


def test_no_run_begins_with_what_goes_on() -> None:
    said = texts(first("涉及公共安全的案件，以及法院书面通知的案件，负责人应当出庭，鼓励主要负责人出庭。"))
    assert any(run.startswith("涉及") for run in said) and not any(run.startswith("以及") for run in said)


def test_a_run_never_breaks_off_behind_a_case_and_takes_in_sentences_whole() -> None:
    found = texts(first(REPLY))
    assert "应当自收到之日起5日内答复；" in found
    assert REPLY in found
    assert not [t for t in found if t.endswith("的，")]
    assert not [t for t in found if t.startswith("视为同意。材料")]


@pytest.mark.parametrize("text", [REPLY, "无标点的一行", "一、" + "甲，" * 90 + "完。", "目标：\n（一）满意率95%；\n（二）合格率90%。\n"])
def test_every_run_holds_a_part_of_the_sentence_and_lies_in_its_clause(text: str) -> None:
    for sentence in sentences(clause(text)):
        cut = parts(sentence)
        own = [n for n, p in enumerate(cut) if p.sentence == 0]
        for run in runs(cut):
            assert 0 <= cut[run.first].start < cut[run.last].end <= len(text)
            assert run.first <= own[-1] and run.last >= own[0]


def test_trees_of_other_features_are_refused(tmp_path: Path) -> None:
    stored = json.loads(FILE.read_text("utf8"))
    other = tmp_path / "spans.json"
    other.write_text(json.dumps(stored | {"features": stored["features"][:-1]}), "utf8")
    with pytest.raises(BadArtefact):
        span_trees(other)


def test_unsure_the_wider_span_is_chosen() -> None:
    spans = [(0, 10), (10, 20), (0, 20)]
    assert chosen(np.array([0.9, 0.05, 0.05]), spans) == 0
    assert chosen(np.array([0.45, 0.45, 0.1]), spans) == 2


def test_the_rest_of_a_clause_has_its_share() -> None:
    spans = [(5, 10), (5, 30), (5, 400), (0, 30)]
    assert with_rest(np.array([0.7, 0.1, 0.1, 0.1]), spans, 5, 0.4) == pytest.approx([0.42, 0.46, 0.06, 0.06])
    assert with_rest(np.array([1.0]), [(0, 300)], 0, 0.4) == pytest.approx([1.0])


def test_a_place_is_named_once_and_not_where_the_question_names_it() -> None:
    claims = [Claim("一", (1,), (), "青岚省"), Claim("二", (2,), (), "青岚省")]
    assert [c.scope for c in unrepeated(asked("合格率是多少？"), claims, {})] == ["青岚省", ""]
    assert [c.scope for c in unrepeated(asked("青岚省合格率是多少？", ("青岚省",)), claims, {})] == ["", ""]
    apart = [claims[0], Claim("二", (2,), (), "云岫市")]
    assert [c.scope for c in unrepeated(asked("青岚省合格率是多少？", ("青岚省",)), apart, {})] == ["青岚省", "云岫市"]


def test_the_time_that_is_asked_for_is_never_cut_off() -> None:
    """Whatever the trees think of the runs: the first that is left holds a date."""
    sentence = first("自2026年4月1日起，大厅周一至周五中午12时至14时不休息，每周六开放窗口。")
    question = asked("大厅从哪天起中午不休息?")
    cut = parts(sentence)
    spans = [(cut[r.first].start, cut[r.last].end) for r in runs(cut)]
    holding = [s for s in spans if "2026年4月1日" in sentence.clause.text[slice(*s)]]
    found = [s for s in spans if value_fits(question, fold(sentence.clause.text[slice(*s)])) >= value_fits(question, sentence.folded)]
    assert found == holding and len(found) < len(spans)
