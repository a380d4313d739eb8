"""Answers from real documents: the sample corpus, read, indexed with the shipped encoder and asked."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answer import ask
from answer.asking import WITHHELD
from index import Index
from policy import LEVELS, Answer, fold, numbers_in
from tests.index_kit import SAMPLE, indexed

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
QUESTIONS = [json.loads(line) for line in (ROOT / "sample/questions.jsonl").read_text("utf8").split("\n") if line]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    yield indexed(tmp_path_factory.mktemp("sample"), SAMPLE)


@pytest.fixture(scope="module")
def answers(sample: Index) -> dict[str, Answer]:
    return {q["id"]: ask(sample, q["question"]) for q in QUESTIONS}


def test_every_quote_is_the_source_at_its_span(sample: Index, answers: dict[str, Answer]) -> None:
    texts = {d.source: sample.document(d.source).text for d in sample.documents()}
    for answer in answers.values():
        for c in answer.citations:
            assert texts[c.clause.source][c.start : c.end] == c.quote != ""


def test_what_its_quotes_do_not_carry_is_withheld_and_said_to_be(sample: Index, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    question = next(q["question"] for q in QUESTIONS if q["answerable"] and ask(sample, q["question"]).claims)
    told = ask(sample, question)
    monkeypatch.setattr("answer.asking.unrepeated", lambda _, claims, named: [replace(c, text=f"{c.text}，即987%") for c in claims])
    answer = ask(sample, question)
    assert answer.status == "not_found" and answer.note == WITHHELD and not answer.citations
    assert answer.hits and answer.hits[0].clause.source == told.hits[0].clause.source
    assert question in caplog.text and "987" in caplog.text  # whoever runs it learns of the defect


def test_no_number_that_the_quotes_lack(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        for claim in answer.claims:
            held = numbers_in(" ".join(c.quote for c in answer.citations if c.n in claim.citations))
            assert numbers_in(claim.text) <= held


def test_citations_are_numbered_as_a_reader_meets_them(answers: dict[str, Answer]) -> None:
    several = 0
    for answer in answers.values():
        met = dict.fromkeys(n for claim in (*answer.claims, *answer.related) for n in claim.citations)
        assert list(met) == [c.n for c in answer.citations] == list(range(1, len(met) + 1)), answer.question
        several += len(answer.claims) > 1
    assert several > 5


def test_of_several_documents_that_set_a_figure_those_of_higher_levels_come_first(sample: Index) -> None:
    answer = ask(sample, "行政机关负责人出庭应诉率要达到多少？")
    levels = {info.source: LEVELS.index(info.level) for info in sample.documents()}
    found = [levels[c.clause.source] for c in answer.cited]
    assert len(set(found)) > 1 and found == sorted(found)


def test_figures_of_another_place_or_year_are_never_the_answer(answers: dict[str, Answer]) -> None:
    for q in QUESTIONS:
        text = fold(answers[q["id"]].text)
        for other in q["forbid"]:
            assert fold(other) not in text, (q["question"], text)


def test_the_questions_of_the_sample_are_answered_right(answers: dict[str, Answer]) -> None:
    """A floor some points below what was measured when the decision was fitted (0.93), and another for refusals (0.94)."""
    right, refused = [], []
    for q in QUESTIONS:
        text = "".join(fold(answers[q["id"]].text).split())
        said = all(any("".join(fold(x).split()) in text for x in alternatives) for alternatives in q["must"])
        answered = answers[q["id"]].status == "answered"
        (right if q["answerable"] else refused).append(answered and said if q["answerable"] else not answered)
    assert sum(right) / len(right) >= 0.88
    assert sum(refused) / len(refused) >= 0.88


def test_a_figure_keeps_the_deadline_that_its_sentence_begins_with(sample: Index) -> None:
    answer = ask(sample, "云岫市行政机关负责人出庭应诉率的目标是多少？")
    assert answer.claims[0].text.startswith("到2028年底") and "100%" in answer.claims[0].text


def test_other_places_are_named_as_related_only(sample: Index) -> None:
    answer = ask(sample, "石溪县行政机关负责人出庭应诉率的目标是多少？")
    assert answer.status == "not_found"
    assert "青岚省" in answer.text and "不作为答案" in answer.text
    assert not numbers_in(answer.text)
    assert answer.hits


def test_asked_for_two_places_each_is_answered(sample: Index) -> None:
    answer = ask(sample, "青岚省和云岫市的行政机关负责人出庭应诉率目标分别是多少？")
    assert {c.scope for c in answer.claims} == {"青岚省", "云岫市"}


def test_a_row_of_a_table_is_said_under_its_heading(sample: Index) -> None:
    answer = ask(sample, "云岫市公共法律服务群众满意率2028年要达到多少？")
    assert answer.claims[0].text == "公共法律服务群众满意率：2028年目标 93%"


def test_a_running_number_does_not_name_a_row(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    table = "序号 | 项目 | 目标 | 责任单位\n1 | 新增停车位 | 新增停车位8000个 | 市住建局\n2 | 新建口袋公园 | 新建口袋公园30个 | 市园林局\n"
    (folder / "a.txt").write_text(f"云岫市民生实事实施方案\n\n一、主要任务\n{table}\n二、组织实施\n各单位要抓好落实。\n", "utf8")
    answer = ask(indexed(tmp_path / "index", folder), "云岫市要新建多少个口袋公园？")
    assert answer.claims[0].text == "新建口袋公园：目标 新建口袋公园30个；责任单位 市园林局"


def test_an_article_is_found_by_its_number(sample: Index) -> None:
    assert "不收取" in ask(sample, "政务服务便民条例第十九条规定了什么？").text or ask(sample, "政务服务便民条例第六条").claims
    assert ask(sample, "政务服务便民条例第九十九条规定了什么？").status == "not_found"


@pytest.mark.parametrize(
    "question", ["？？？", "😀", "   ", "0", "%s%n{0}{x}", "<script>alert(1)</script>", "'; DROP TABLE clauses; --", "啊" * 10_000]
)
def test_odd_questions_get_an_answer_of_their_own(sample: Index, question: str) -> None:
    assert ask(sample, question).status == "not_found"


def test_same_question_same_answer(sample: Index) -> None:
    assert ask(sample, QUESTIONS[0]["question"]) == ask(sample, QUESTIONS[0]["question"])


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_seed_questions(tmp_path: Path) -> None:
    index = indexed(tmp_path / "index", SHARED / "seeds")
    questions = SHARED / "questions/dev.jsonl"
    from policy.shapes import answer_json

    rows = [json.loads(line) for line in questions.read_text("utf8").split("\n") if line]
    out = tmp_path / "answers.jsonl"
    out.write_text("\n".join(json.dumps(answer_json(r["id"], ask(index, r["question"])), ensure_ascii=False) for r in rows), "utf8")
    command = [sys.executable, str(SHARED / "tools/score.py"), "answers", str(questions), str(out)]
    score = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert score["right"] >= 0.95
    assert score["gold_in_top5"] >= 0.95
